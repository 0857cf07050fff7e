//! The lecture's machines: each a function from the settings of its lab to everything that the lab shows.

mod backprop;
mod descent;
mod functions;
mod home;
mod neuron;
mod optimizers;
mod perceptron;
mod xor;

use crate::support::{open_lab, shown, value};
use nn_playground::Result;
use serde_json::{Value as Json, json};

/// What a lab shows.
#[track_caller]
fn show(lab: &str, settings: Json) -> Json {
    try_show(lab, settings.clone()).unwrap_or_else(|error| panic!("{settings}: {error}"))
}

fn try_show(lab: &str, settings: Json) -> Result<Json> {
    Ok(shown(&open_lab(lab, &value(settings))?))
}

/// What a lab answers to a question, as JSON.
#[track_caller]
fn ask(lab: &str, settings: &Json, question: Json) -> Json {
    try_ask(lab, settings, question).unwrap_or_else(|error| panic!("{settings}: {error}"))
}

fn try_ask(lab: &str, settings: &Json, question: Json) -> Result<Json> {
    let lab = open_lab(lab, &value(settings.clone()))?;
    Ok(lab.answer(&value(question), serde_json::value::Serializer)?.unwrap())
}

/// `settings` with these in their place or beside them.
fn with(settings: &Json, others: Json) -> Json {
    let mut all = settings.clone();
    all.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
    all
}

#[track_caller]
fn number(value: &Json) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[track_caller]
fn numbers(value: &Json) -> Vec<f64> {
    value.as_array().unwrap_or_else(|| panic!("{value} is not a list")).iter().map(number).collect()
}

/// Each of these settings is refused by a message that begins with its key and says the rest.
#[track_caller]
fn assert_refused(lab: &str, cases: &[(Json, &str)]) {
    for (settings, message) in cases {
        let error = try_show(lab, settings.clone()).expect_err(&settings.to_string()).to_string();
        assert_eq!(error, *message, "{settings}");
    }
}

#[test]
fn a_lab_that_there_is_not_is_named() {
    assert!(try_show("neurone", json!({})).unwrap_err().to_string().contains("\"neurone\""));
}
