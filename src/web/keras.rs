//! Keras code for JavaScript. The functions are stateless: a training run is repeated from its settings, changes and number of
//! updates, because the same seed gives the same run.

use super::{JsResult, float_arrays, plain, table::Table};
use crate::{
    experiment::ExperimentSettings,
    keras::{self, Stage},
    nn::NetworkConfig,
};
use wasm_bindgen::prelude::*;

/// The Keras code of an experiment, from the settings that an `Experiment` takes.
#[wasm_bindgen]
pub fn keras_code(settings: JsValue) -> JsResult<String> {
    let settings = ExperimentSettings::parse(&plain("settings", &settings)?);
    Ok(keras::experiment_code(&settings.map_err(|error| error.or_field("settings"))?)?)
}

/// A Python script that trains in Keras as an experiment did, and asserts that the losses are the same.
///
/// `run` is `{ settings, changes, steps }`: the settings that the experiment was made from, its `changes`, and the number of
/// updates. Or stage by stage, `[{ settings, weights, steps }, …]`: the settings of each stage, the weights that were set before it,
/// such as `"w1.2.3=0.25;b1.2=0"`, and its number of updates.
#[wasm_bindgen]
pub fn keras_script(run: JsValue) -> JsResult<String> {
    Ok(keras::script(&Stage::parse_run(&plain("run", &run)?)?)?)
}

#[wasm_bindgen]
impl Table {
    /// `keras_code` of an experiment with these rows.
    pub fn keras_code(&self, settings: JsValue) -> JsResult<String> {
        Ok(keras::experiment_code(&self.settings(settings)?)?)
    }

    /// `keras_script` of a run, `{ settings, changes, steps }`, with these rows.
    pub fn keras_script(&self, run: JsValue) -> JsResult<String> {
        Ok(keras::script(&Stage::parse_run_with(&plain("run", &run)?, Some(self.0.clone()))?)?)
    }
}

/// The Keras code of a network, from a `NetworkConfig`; with `weights` in the form of `get_weights`, also the code that sets them.
#[wasm_bindgen]
pub fn keras_network(config: JsValue, weights: &JsValue) -> JsResult<String> {
    let config = NetworkConfig::parse(&plain("config", &config)?, || 0);
    let config = config.map_err(|error| error.or_field("config"))?;
    let given = !weights.is_undefined() && !weights.is_null();
    let weights = if given { Some(float_arrays("weights", weights)?) } else { None };
    Ok(keras::network_code(&config, weights.as_deref())?)
}
