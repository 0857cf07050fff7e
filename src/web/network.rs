//! `Network` for JavaScript, as `network.d.ts` describes it.

#![allow(missing_docs, reason = "network.d.ts documents them")]

use super::{JsResult, copy, doubles, float_arrays, floats, object, plain, random_seed, set, whole};
use crate::nn::{FitOptions, History, MAX_EPOCHS, MAX_ROWS, Metrics, NetworkConfig, random::MAX_SEED};
use js_sys::{Array, Float32Array, JSON, Object, Reflect};
use value::{Error, ErrorKind, Fields, Reason, Value};
use wasm_bindgen::prelude::*;

/// See `network.d.ts`.
#[wasm_bindgen(skip_typescript)]
pub struct Network(crate::nn::Network);

#[wasm_bindgen]
impl Network {
    /// From a `NetworkConfig`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue) -> JsResult<Network> {
        let value = plain("config", &config)?;
        // The seed is drawn first, because the source of random numbers may fail.
        let seed = random_seed();
        let chosen = seed.as_ref().copied().unwrap_or_default();
        let mut used = false;
        let config = NetworkConfig::parse(&value, || {
            used = true;
            chosen
        });
        let config = config.map_err(|error| error.or_field("config"))?;
        if used {
            seed?;
        }
        Ok(Self(crate::nn::Network::new(config)?))
    }

    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> f64 {
        self.0.config().seed as f64
    }

    #[wasm_bindgen(getter)]
    pub fn iterations(&self) -> f64 {
        self.0.iterations() as f64
    }

    #[wasm_bindgen(getter)]
    pub fn parameter_count(&self) -> f64 {
        self.0.parameter_count() as f64
    }

    #[wasm_bindgen(getter)]
    pub fn config(&self) -> JsValue {
        object(&Value::from(self.0.config()))
    }

    #[wasm_bindgen(getter)]
    pub fn diverged(&self) -> bool {
        self.0.diverged()
    }

    pub fn train_step(&mut self, x: &JsValue, y: &JsValue) -> JsResult<f64> {
        Ok(self.0.train_step(&floats("x", x)?, &floats("y", y)?)?)
    }

    pub fn fit(&mut self, x: &JsValue, y: &JsValue, options: JsValue) -> JsResult<Object> {
        let (x, y) = (floats("x", x)?, floats("y", y)?);
        let (mut fit, validation) = fit_options(options)?;
        if let Some([x, y]) = validation.as_deref() {
            fit.validation = Some(self.0.named_examples(["validation_data[0]", "validation_data[1]"], x, y)?);
        }
        let train = self.0.examples(&x, &y)?;
        let History { loss, accuracy, val_loss, val_accuracy } = self.0.fit(train, &fit)?;
        let history = Object::new();
        let series =
            [("loss", Some(loss)), ("accuracy", accuracy), ("val_loss", val_loss), ("val_accuracy", val_accuracy)];
        for (name, values) in series {
            if let Some(values) = values {
                set(&history, name, doubles(&values));
            }
        }
        Ok(history)
    }

    pub fn predict(&self, x: &JsValue) -> JsResult<Vec<f32>> {
        Ok(self.0.predict(&floats("x", x)?)?)
    }

    pub fn evaluate(&self, x: &JsValue, y: &JsValue) -> JsResult<Object> {
        let (x, y) = (floats("x", x)?, floats("y", y)?);
        let Metrics { loss, accuracy } = self.0.evaluate(self.0.examples(&x, &y)?)?;
        let metrics = Object::new();
        set(&metrics, "loss", loss);
        if let Some(accuracy) = accuracy {
            set(&metrics, "accuracy", accuracy);
        }
        Ok(metrics)
    }

    pub fn gradients(&self, x: &JsValue, y: &JsValue) -> JsResult<Array> {
        let flat = self.0.gradients(&floats("x", x)?, &floats("y", y)?)?;
        Ok(arrays(self.0.split(&flat)))
    }

    pub fn get_weights(&self) -> Array {
        arrays(self.0.get_weights())
    }

    pub fn set_weights(&mut self, weights: &JsValue) -> JsResult<()> {
        Ok(self.0.set_weights(&float_arrays("weights", weights)?)?)
    }

    pub fn reset(&mut self, seed: &JsValue) -> JsResult<()> {
        let seed = if seed.is_undefined() || seed.is_null() { None } else { Some(whole("seed", seed, 0, MAX_SEED)?) };
        Ok(self.0.reset(seed)?)
    }

    #[wasm_bindgen(js_name = clone)]
    pub fn copy(&self) -> JsResult<Network> {
        Ok(Self(self.0.try_clone()?))
    }

    pub fn to_json(&self) -> JsResult<String> {
        let text = JSON::stringify(&object(&self.0.checkpoint())).map(String::from);
        text.map_err(|_| Error::checkpoint("JSON.stringify refused it").into())
    }

    pub fn from_json(text: &JsValue) -> JsResult<Network> {
        let Some(text) = text.as_string() else {
            return Err(Error::checkpoint("it is not a text").into());
        };
        let value = JSON::parse(&text).map_err(|_| Error::checkpoint("it is not JSON"))?;
        let checkpoint = plain("", &value).map_err(|error| error.of_kind(ErrorKind::Checkpoint))?;
        Ok(Self(crate::nn::Network::from_checkpoint(&checkpoint)?))
    }
}

/// The options of `fit`, and the validation data by itself.
fn fit_options(options: JsValue) -> crate::Result<(FitOptions<'static>, Option<Vec<Vec<f32>>>)> {
    let mut fit = FitOptions::default();
    if options.is_undefined() || options.is_null() {
        return Ok((fit, None));
    }
    let wrong = || Error::config("options", "must be an object such as { epochs: 10, batch_size: 32 }");
    // The typed arrays are taken out of the copy and read separately.
    let rest = copy("options", &options)?.dyn_into::<Object>().map_err(|_| wrong())?;
    let key = JsValue::from("validation_data");
    let data = Reflect::get(&rest, &key).unwrap_or_default();
    let _ = Reflect::delete_property(&rest, &key);
    let validation = if data.is_undefined() || data.is_null() {
        None
    } else {
        let pair = float_arrays("validation_data", &data)?;
        if pair.len() != 2 {
            return Err(Error::data("validation_data", Reason::count(pair.len(), "arrays", 2, 2)));
        }
        Some(pair)
    };
    let value = plain("options", &rest)?;
    let mut fields = Fields::new("options", &value)?;
    fields.take("validation_data"); // taken out above, but a known key
    fit.epochs = fields.whole("epochs", 0, MAX_EPOCHS as u64)?.map_or(fit.epochs, |n| n as usize);
    fit.batch_size = fields.whole("batch_size", 1, MAX_ROWS as u64)?.map_or(fit.batch_size, |n| n as usize);
    fit.shuffle = fields.switch("shuffle")?.unwrap_or(fit.shuffle);
    fields.finish()?;
    Ok((fit, validation))
}

pub(super) fn arrays(list: Vec<&[f32]>) -> Array {
    list.into_iter().map(Float32Array::from).collect()
}
