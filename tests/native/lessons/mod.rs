//! The lecture's machines, as the page asks them.

mod mcculloch_pitts;

use crate::support::value;
use nn_playground::{Result, lessons::Lesson, nn::Value};
use serde_json::json;

/// What the machine of a lab shows for these settings, as the page gets it.
fn show(name: &str, settings: serde_json::Value) -> Result<serde_json::Value> {
    let shown: Value = (Lesson::named(name)?.show)(&value(settings))?;
    Ok(serde_json::to_value(shown).unwrap())
}

#[test]
fn a_lab_that_there_is_not_is_named() {
    assert!(show("neurone", json!({})).unwrap_err().to_string().contains("\"neurone\""));
}
