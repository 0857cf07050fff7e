//! What is compared with Keras, natively: the training core.

use nn_playground::{
    nn::{FitOptions, History, Network, NetworkConfig, Optimizer},
    value::Value,
};
use std::collections::BTreeMap;

/// A network. Where it cannot refuse, a refusal is a failed test.
pub struct Subject(Network);

fn read(json: &serde_json::Value) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

impl Subject {
    /// From a configuration, as a user writes it; or why not.
    pub fn new(config: &serde_json::Value) -> Result<Self, String> {
        let network = NetworkConfig::parse(&read(config), || 1).and_then(Network::new);
        network.map(Self).map_err(|error| error.to_string())
    }

    /// The configuration, every default filled in.
    pub fn config(&self) -> serde_json::Value {
        serde_json::to_value(self.0.config()).unwrap()
    }

    pub fn iterations(&self) -> u64 {
        self.0.iterations()
    }

    pub fn get_weights(&self) -> Vec<Vec<f32>> {
        self.0.get_weights().into_iter().map(<[f32]>::to_vec).collect()
    }

    pub fn set_weights(&mut self, weights: &[Vec<f32>]) {
        self.0.set_weights(weights).unwrap();
    }

    pub fn predict(&self, x: &[f32]) -> Vec<f32> {
        self.0.predict(x).unwrap()
    }

    /// The loss, and the accuracy if there is one.
    pub fn evaluate(&self, x: &[f32], y: &[f32]) -> (f64, Option<f64>) {
        let metrics = self.0.evaluate(self.0.examples(x, y).unwrap()).unwrap();
        (metrics.loss, metrics.accuracy)
    }

    pub fn gradients(&self, x: &[f32], y: &[f32]) -> Vec<Vec<f32>> {
        let flat = self.0.gradients(x, y).unwrap();
        self.0.split(&flat).into_iter().map(<[f32]>::to_vec).collect()
    }

    pub fn train_step(&mut self, x: &[f32], y: &[f32]) -> f64 {
        self.0.train_step(x, y).unwrap()
    }

    /// The history of `fit` by Keras's names: with epochs and batch size in the order of the data, or as it is by default.
    pub fn fit(
        &mut self,
        [x, y]: [&[f32]; 2],
        epochs_and_batch: Option<[usize; 2]>,
        validation: Option<[&[f32]; 2]>,
    ) -> BTreeMap<String, Vec<f64>> {
        let mut options = FitOptions::default();
        if let Some([epochs, batch_size]) = epochs_and_batch {
            options = FitOptions { epochs, batch_size, shuffle: false, validation: None };
        }
        options.validation = validation.map(|[x, y]| self.0.examples(x, y).unwrap());
        let train = self.0.examples(x, y).unwrap();
        let History { loss, accuracy, val_loss, val_accuracy } = self.0.fit(train, &options).unwrap();
        let series =
            [("loss", Some(loss)), ("accuracy", accuracy), ("val_loss", val_loss), ("val_accuracy", val_accuracy)];
        series.into_iter().filter_map(|(name, values)| Some((name.to_owned(), values?))).collect()
    }

    /// Another optimizer, as when a Keras model is compiled again: the weights stay, its state is new.
    pub fn compile(&mut self, optimizer: &serde_json::Value) {
        let optimizer = Optimizer::parse("optimizer", &read(optimizer)).unwrap();
        let weights = self.get_weights();
        self.0 = Network::new(NetworkConfig { optimizer, ..self.0.config().clone() }).unwrap();
        self.set_weights(&weights);
    }

    /// Another learning rate; everything stays.
    pub fn set_learning_rate(&mut self, rate: f64) {
        let mut optimizer = self.0.config().optimizer.clone();
        optimizer.learning_rate = rate.into();
        self.0.set_optimizer(optimizer).unwrap();
    }

    /// As if so many updates had been made; everything else stays.
    pub fn set_iterations(&mut self, iterations: u64) {
        let mut checkpoint: serde_json::Value = serde_json::from_str(&self.0.to_json().unwrap()).unwrap();
        checkpoint["iterations"] = iterations.into();
        self.0 = Network::from_json(&checkpoint.to_string()).unwrap();
    }
}

/// What the tests have to tell.
pub fn say(line: &str) {
    println!("{line}");
}
