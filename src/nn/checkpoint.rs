//! Checkpoints: a network as text, with everything needed to continue its training exactly.

use crate::{Network, NetworkConfig, random::MAX_SEED};
use value::{Error, ErrorKind, Expected, Fields, Reason, Result, Value, number::Quoted};

const FORMAT: &str = "nn-playground checkpoint";
const VERSION: u64 = 1;

impl Network {
    /// A checkpoint, to be written in any format that keeps every f64 exactly.
    ///
    /// Its `state` is the parameters, layer by layer, kernel before bias, then the optimizer's slots, each as the eight
    /// hexadecimal digits of its f32, so that no conversion to decimal can change a bit.
    pub fn checkpoint(&self) -> Value {
        let mut state = String::with_capacity(self.state().len() * 8);
        for value in self.state() {
            for place in (0..8).rev() {
                state.push(char::from_digit(value.to_bits() >> (4 * place) & 15, 16).unwrap_or_default());
            }
        }
        Value::object(vec![
            ("format", Value::from(FORMAT)),
            ("version", Value::Number(VERSION as f64)),
            ("config", Value::from(self.config())),
            ("iterations", Value::Number(self.iterations() as f64)),
            ("epochs", Value::Number(self.epochs() as f64)),
            ("diverged", Value::Bool(self.diverged())),
            ("state", Value::Text(state)),
        ])
    }

    /// The network of a checkpoint. It trains on exactly as the saved one would have, bit for bit.
    ///
    /// # Errors
    /// [`Checkpoint`](ErrorKind::Checkpoint) with the field that is missing, unknown or not legal.
    pub fn from_checkpoint(checkpoint: &Value) -> Result<Self> {
        Self::from_value(checkpoint).map_err(|error| error.of_kind(ErrorKind::Checkpoint))
    }

    /// A [checkpoint](Self::checkpoint) as JSON.
    ///
    /// # Errors
    /// [`Checkpoint`](ErrorKind::Checkpoint) where it cannot be written as JSON; it always can.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(&self.checkpoint()).map_err(|error| Error::checkpoint(error.to_string()))
    }

    /// The network of a [checkpoint](Self::from_checkpoint) that is JSON.
    ///
    /// # Errors
    /// [`Checkpoint`](ErrorKind::Checkpoint) for text that is not JSON, and as for
    /// [`from_checkpoint`](Self::from_checkpoint).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_checkpoint(&serde_json::from_str(text).map_err(|error| Error::checkpoint(error.to_string()))?)
    }

    fn from_value(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let format = fields.require("format", FORMAT)?;
        if *format != Value::Text(FORMAT.to_owned()) {
            return Err(fields.error("format", format!("{format} is not {}", Quoted(FORMAT))));
        }
        if fields.whole("version", 0, MAX_SEED)? != Some(VERSION) {
            return Err(fields.error("version", format!("it is not {VERSION}, the only one there is")));
        }
        let config = fields.require("config", "the configuration of the network")?;
        let mut seeded = true;
        let seed = || {
            seeded = false;
            0
        };
        let config = NetworkConfig::parse(config, seed).map_err(|error| error.within("config"))?;
        if !seeded {
            return Err(fields.error("config.seed", Reason::missing("the network's seed")));
        }
        let mut count = |name, expected| {
            let count = fields.whole(name, 0, MAX_SEED)?;
            fields.required(name, expected, count)
        };
        let iterations = count("iterations", "the number of updates that the optimizer has made")?;
        let epochs = count("epochs", "the number of complete epochs")?;
        let diverged = fields.switch("diverged")?;
        let diverged = fields.required("diverged", "true or false", diverged)?;
        let state = match fields.require("state", "a text of hexadecimal digits")? {
            Value::Text(digits) => floats(digits)?,
            other => {
                let expected = Expected::Other("a text of hexadecimal digits");
                return Err(fields.error("state", Reason::wrong_type(other, expected)));
            }
        };
        fields.finish()?;
        Self::resume(config, state, iterations, epochs, diverged)
    }
}

/// The numbers of these hexadecimal digits, eight for each.
fn floats(digits: &str) -> Result<Vec<f32>> {
    let mut numbers = Vec::with_capacity(digits.len().div_ceil(8));
    while numbers.len() * 8 < digits.len() {
        let at = numbers.len();
        let text = digits.get(at * 8..digits.len().min(at * 8 + 8)).unwrap_or_default();
        let bits = if text.len() == 8 { u32::from_str_radix(text, 16).ok() } else { None };
        let Some(value) = bits.map(f32::from_bits).filter(|value| value.is_finite()) else {
            let problem = format!("{} is not a finite number in 8 digits", Quoted(text));
            return Err(Error::checkpoint(problem).or_field(&format!("state[{at}]")));
        };
        numbers.push(value);
    }
    Ok(numbers)
}
