//! A training run as a Keras script: reads `[{ "settings": { … }, "steps": 500 }]` as JSON, writes Python.
//!
//! `cargo run --example keras_script < tests/keras/scripts/binary.json > binary.py`

use nn_playground::{keras, value::Value};
use std::io::{Write, stdin, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stages: Value = serde_json::from_reader(stdin())?;
    let script = keras::script(&keras::Stage::parse_run(&stages)?)?;
    stdout().write_all(script.as_bytes())?;
    Ok(())
}
