//! The lecture's machines: what each lab shows, against formulas and numbers from elsewhere.

mod backprop;
mod optimizers;

use crate::support::value;
use nn_playground::lessons::Lesson;
use serde_json::Value;

/// What the lab `name` shows for these settings, as the page gets it; or the message.
pub fn show(name: &str, settings: Value) -> Result<Value, String> {
    let shown = (Lesson::named(name).unwrap().show)(&value(settings)).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(shown).unwrap())
}

/// A number of what is shown.
#[track_caller]
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// A list of numbers of what is shown.
#[track_caller]
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("{value} is not a list")).iter().map(number).collect()
}
