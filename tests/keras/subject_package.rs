//! What is compared with Keras, in the browser: the class `Network`, called as a script calls it.

use crate::support::{call, construct, f32s, f64s, floats, from_json, get, js, json_of, keys, lists, number, ok, put};
use js_sys::{Array, Error};
use serde_json::json;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

/// A network. Where it cannot refuse, a refusal is a failed test.
pub struct Subject(JsValue);

fn refusal(thrown: JsValue) -> String {
    String::from(thrown.dyn_into::<Error>().expect("what was thrown is no Error").message())
}

fn arrays(list: &[Vec<f32>]) -> JsValue {
    list.iter().map(|values| floats(values)).collect::<Array>().into()
}

impl Subject {
    /// From a configuration, as a user writes it; or why not.
    pub fn new(config: &serde_json::Value) -> Result<Self, String> {
        construct(&js(config.clone())).map(Self).map_err(refusal)
    }

    /// The configuration, every default filled in.
    pub fn config(&self) -> serde_json::Value {
        json_of(&get(&self.0, "config"))
    }

    pub fn iterations(&self) -> u64 {
        number(&self.0, "iterations") as u64
    }

    pub fn get_weights(&self) -> Vec<Vec<f32>> {
        lists(&ok(&self.0, "get_weights", &[]))
    }

    pub fn set_weights(&mut self, weights: &[Vec<f32>]) {
        ok(&self.0, "set_weights", &[arrays(weights)]);
    }

    pub fn predict(&self, x: &[f32]) -> Vec<f32> {
        f32s(&ok(&self.0, "predict", &[floats(x)]))
    }

    /// The loss, and the accuracy if there is one.
    pub fn evaluate(&self, x: &[f32], y: &[f32]) -> (f64, Option<f64>) {
        let metrics = ok(&self.0, "evaluate", &[floats(x), floats(y)]);
        (number(&metrics, "loss"), get(&metrics, "accuracy").as_f64())
    }

    pub fn gradients(&self, x: &[f32], y: &[f32]) -> Vec<Vec<f32>> {
        lists(&ok(&self.0, "gradients", &[floats(x), floats(y)]))
    }

    pub fn train_step(&mut self, x: &[f32], y: &[f32]) -> f64 {
        ok(&self.0, "train_step", &[floats(x), floats(y)]).as_f64().unwrap()
    }

    /// The history of `fit` by Keras's names: with epochs and batch size in the order of the data, or as it is by default.
    pub fn fit(
        &mut self,
        [x, y]: [&[f32]; 2],
        epochs_and_batch: Option<[usize; 2]>,
        validation: Option<[&[f32]; 2]>,
    ) -> BTreeMap<String, Vec<f64>> {
        let options = epochs_and_batch.map_or_else(
            || js(json!({})),
            |[epochs, batch_size]| js(json!({ "epochs": epochs, "batch_size": batch_size, "shuffle": false })),
        );
        if let Some([x, y]) = validation {
            put(&options, "validation_data", Array::of2(&floats(x), &floats(y)));
        }
        let history = ok(&self.0, "fit", &[floats(x), floats(y), options]);
        keys(&history).into_iter().map(|name| (name.clone(), f64s(&get(&history, &name)))).collect()
    }

    /// Another optimizer, as when a Keras model is compiled again: the weights stay, its state is new.
    pub fn compile(&mut self, optimizer: &serde_json::Value) {
        let (mut config, weights) = (self.config(), self.get_weights());
        config["optimizer"] = optimizer.clone();
        *self = Self::new(&config).unwrap();
        self.set_weights(&weights);
    }

    /// Another learning rate; everything stays.
    pub fn set_learning_rate(&mut self, rate: f64) {
        self.change(|checkpoint| checkpoint["config"]["optimizer"]["learning_rate"] = rate.into());
    }

    /// As if so many updates had been made; everything else stays.
    pub fn set_iterations(&mut self, iterations: u64) {
        self.change(|checkpoint| checkpoint["iterations"] = iterations.into());
    }

    /// (The class has checkpoints for that.)
    fn change(&mut self, change: impl FnOnce(&mut serde_json::Value)) {
        let text = ok(&self.0, "to_json", &[]).as_string().unwrap();
        let mut checkpoint = serde_json::from_str(&text).unwrap();
        change(&mut checkpoint);
        self.0 = from_json(&checkpoint.to_string().into()).unwrap();
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        _ = call(&self.0, "free", &[]);
    }
}

/// What the tests have to tell.
pub fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}
