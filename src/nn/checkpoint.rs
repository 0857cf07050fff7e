//! Checkpoints: a network as text, with everything needed to go on exactly where it stands.

use super::{
    config::NetworkConfig,
    network::Network,
    random::MAX_SEED,
    value::{Fields, Value},
};
use crate::{Error, Result};
use serde::Serialize;

const FORMAT: &str = "nn-playground checkpoint";
const VERSION: u64 = 1;

/// `state` is the parameters, layer by layer, kernel before bias, then the optimizer's slots. The numbers are the
/// shortest decimals that give the same f32 back.
#[derive(Serialize)]
struct Checkpoint<'a> {
    format: &'static str,
    version: u64,
    config: &'a NetworkConfig,
    iterations: u64,
    epochs: u64,
    diverged: bool,
    state: &'a [f32],
}

impl Network {
    /// A checkpoint, as JSON.
    pub fn to_json(&self) -> Result<String> {
        let checkpoint = Checkpoint {
            format: FORMAT,
            version: VERSION,
            config: self.config(),
            iterations: self.iterations(),
            epochs: self.epochs(),
            diverged: self.diverged(),
            state: self.state(),
        };
        serde_json::to_string(&checkpoint).map_err(|error| Error::Checkpoint(error.to_string()))
    }

    /// The network of a checkpoint. It goes on bit for bit as the one that was saved would have.
    pub fn from_json(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text).map_err(|error| Error::Checkpoint(error.to_string()))?;
        Self::from_value(&value).map_err(|error| match error {
            Error::Checkpoint(_) => error,
            other => Error::Checkpoint(other.to_string()),
        })
    }

    fn from_value(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("checkpoint", value)?;
        let format = fields.require("format", FORMAT)?;
        if *format != Value::Text(FORMAT.to_owned()) {
            return Err(Error::Checkpoint(format!("format is {format}, not {FORMAT:?}")));
        }
        if fields.whole("version", 0, MAX_SEED)? != Some(VERSION) {
            return Err(Error::Checkpoint(format!("its version is not {VERSION}, the only one there is")));
        }
        let config = fields.require("config", "the configuration of the network")?;
        let config = NetworkConfig::parse(config, || 0)?;
        let iterations = fields.whole("iterations", 0, MAX_SEED)?.unwrap_or_default();
        let epochs = fields.whole("epochs", 0, MAX_SEED)?.unwrap_or_default();
        let diverged = fields.switch("diverged")?.unwrap_or_default();
        let state = match fields.require("state", "a list of numbers")? {
            Value::List(items) => items.iter().enumerate().map(|(at, item)| number(at, item)).collect::<Result<_>>()?,
            other => return Err(Error::Checkpoint(format!("state: {other} is not a list of numbers"))),
        };
        fields.finish()?;
        Self::resume(config, state, iterations, epochs, diverged)
    }
}

fn number(at: usize, item: &Value) -> Result<f32> {
    match item {
        Value::Number(number) if (*number as f32).is_finite() => Ok(*number as f32),
        other => Err(Error::Checkpoint(format!("state[{at}]: {other} is not a finite number"))),
    }
}
