//! What several subjects need: networks in one line, random numbers of our own, comparisons.

use nn_playground::{
    Result,
    labs::OpenLab,
    nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName},
    value::{Choice, Value},
};
use serde_json::Value as Json;

/// Random numbers that owe nothing to the crate: SplitMix64 (Steele, Lea & Flood, 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in [low, high).
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        (f64::from(low) + (f64::from(high) - f64::from(low)) * self.unit()) as f32
    }

    /// So many of them.
    pub fn values(&mut self, count: usize, low: f32, high: f32) -> Vec<f32> {
        (0..count).map(|_| self.between(low, high)).collect()
    }

    /// 0 to `n` − 1.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// Keras's default optimizer of that name.
pub fn optimizer(name: &str) -> Optimizer {
    Optimizer::new(OptimizerName::from_name(name).unwrap())
}

/// An optimizer as a user writes it.
pub fn written(json: serde_json::Value) -> Optimizer {
    Optimizer::parse("optimizer", &value(json)).unwrap()
}

/// SGD with this learning rate.
pub fn sgd(learning_rate: f64) -> Optimizer {
    written(serde_json::json!({ "name": "sgd", "learning_rate": learning_rate }))
}

/// Dense layers of so many units, plain SGD, seed 1.
pub fn config(inputs: usize, layers: &[(usize, Activation)], loss: Loss) -> NetworkConfig {
    let layers = layers.iter().map(|&(units, activation)| LayerConfig::new(units, activation)).collect();
    NetworkConfig { inputs, layers, loss, optimizer: optimizer("sgd"), seed: 1 }
}

/// 2 – 5 (tanh) – 1 (sigmoid) with binary cross-entropy, which trains well on anything with two classes.
pub fn small(optimizer: Optimizer) -> Network {
    let layers = [(5, Activation::Tanh), (1, Activation::Sigmoid)];
    Network::new(NetworkConfig { optimizer, ..config(2, &layers, Loss::BinaryCrossentropy) }).unwrap()
}

/// So many rows for [`small`]: random points, class 1 where their product is positive.
pub fn quadrants(rows: usize, seed: u64) -> (Vec<f32>, Vec<f32>) {
    let x = Random::new(seed).values(2 * rows, -1.0, 1.0);
    let y = x.chunks(2).map(|row| f32::from(u8::from(row[0] * row[1] > 0.0))).collect();
    (x, y)
}

/// What the user wrote, from JSON.
pub fn value(json: serde_json::Value) -> Value {
    serde_json::from_value(json).unwrap()
}

/// A network's configuration as the user wrote it; where there is no seed, it is 7.
pub fn parse(json: serde_json::Value) -> Result<NetworkConfig> {
    NetworkConfig::parse(&value(json), || 7)
}

/// `values` as bits: equal only if they are the very same numbers.
pub fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// The bits of all a network's weights.
pub fn weight_bits(network: &Network) -> Vec<u32> {
    bits(network.parameters())
}

#[track_caller]
pub fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not within {tolerance} of {expected}");
}

/// What an open lab shows, as JSON, and as JavaScript has it: 1.0 is 1.
pub fn shown(lab: &OpenLab) -> Json {
    let shown = lab.show(serde_json::value::Serializer).unwrap();
    serde_json::to_value(serde_json::from_value::<Value>(shown).unwrap()).unwrap()
}

/// Whether all numbers that an open lab shows are finite. (In JSON one that is not would be null.)
pub fn is_finite(lab: &OpenLab) -> bool {
    let mut ron = String::new();
    lab.show(&mut ron::Serializer::new(&mut ron, None).unwrap()).unwrap();
    // Words outside of quotes.
    let mut words = ron.split('"').step_by(2).flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    !words.any(|word| word == "NaN" || word == "inf")
}

/// A lab with these settings, as far as they ask it to go.
pub fn open_lab(name: &str, settings: &Value) -> Result<OpenLab> {
    let mut lab = OpenLab::named(name)?;
    lab.set(settings)?;
    assert!(lab.advance(u64::MAX).done);
    Ok(lab)
}
