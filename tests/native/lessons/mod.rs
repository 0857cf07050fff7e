//! The lecture's machines: each a function from the settings of its lab to everything that the lab shows.

mod backprop;
mod optimizers;

use crate::support::value;
use nn_playground::{Result, lessons::Lesson};
use serde_json::Value as Json;

/// What a lab shows.
#[track_caller]
fn show(lesson: &str, settings: Json) -> Json {
    try_show(lesson, settings.clone()).unwrap_or_else(|error| panic!("{settings}: {error}"))
}

fn try_show(lesson: &str, settings: Json) -> Result<Json> {
    let shown = (Lesson::named(lesson)?.show)(&value(settings))?;
    Ok(serde_json::to_value(&shown).unwrap())
}

#[track_caller]
fn number(value: &Json) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[track_caller]
fn numbers(value: &Json) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("{value} is not a list")).iter().map(number).collect()
}
