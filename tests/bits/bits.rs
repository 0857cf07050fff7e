//! Same seed, same bits, everywhere: what `published.json` says of data, initial weights, orders, activations and training
//! runs must come out in each place where this is compiled, and a checkpoint must go on there as if nothing had happened.
//!
//! The numbers are FNV-1a hashes over bits. They stand behind every link that somebody has shared, so they may change only
//! where the arithmetic is changed on purpose. Then this writes all of them anew, `checkpoint.json` as well, from a native
//! run, and fails, so that nobody takes it for a test:
//!
//! ```sh
//! RENEW_BITS=1 cargo test --package bits
//! ```
//!
//! The runs are in `runs.json`, because the package is held against them as well (`tests/page/bits.test.mjs`). In browsers this is
//! a part of the tests in `tests/web`.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the standard library is an independent reference"
)]

use nn_playground::{
    data::{DatasetConfig, DatasetName},
    experiment::{Experiment, ExperimentSettings},
    nn::{
        Activation, Batches, FitOptions, Initializer, LayerConfig, Loss, Network, NetworkConfig, Optimizer,
        OptimizerName, random::MAX_SEED,
    },
    value::{Choice, Value},
};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// All hashes, by the name of what they are of.
type Hashes = BTreeMap<String, String>;

/// Updates in each of the runs.
const STEPS: u64 = 1000;

#[test]
fn bits_are_the_published_ones() {
    let found = found();
    renew("published.json", &serde_json::to_string_pretty(&found).unwrap());
    let published: Hashes = serde_json::from_str(include_str!("published.json")).unwrap();
    let names: BTreeSet<_> = published.keys().chain(found.keys()).collect();
    let differ: Vec<_> = names.into_iter().filter(|name| published.get(*name) != found.get(*name)).collect();
    let all = serde_json::to_string_pretty(&found).unwrap();
    assert!(differ.is_empty(), "{differ:#?} differ. All that were found:\n{all}");
}

/// The committed text was written natively, in the middle of a run.
#[test]
fn a_checkpoint_is_the_same_text_and_goes_on() {
    let (config, data) = halfway();
    let mut network = Network::new(config).unwrap();
    fit(&mut network, &data, 100, 5);
    // With the writer of the native `to_json`, which is not there in a browser.
    let text = serde_json::to_string(&network.checkpoint()).unwrap();
    renew("checkpoint.json", &text);
    assert_eq!(text, CHECKPOINT.trim_end());

    let mut resumed = Network::from_checkpoint(&serde_json::from_str(CHECKPOINT).unwrap()).unwrap();
    assert_eq!((resumed.iterations(), resumed.epochs()), (500, 100));
    fit(&mut network, &data, 100, 5);
    fit(&mut resumed, &data, 100, 5);
    let text = |network: &Network| serde_json::to_string(&network.checkpoint()).unwrap();
    assert_eq!(text(&network), text(&resumed));
    assert_eq!(network.iterations(), STEPS);
}

/// What [`halfway`] has come to.
pub(crate) const CHECKPOINT: &str = include_str!("checkpoint.json");

/// A run whose middle is [`CHECKPOINT`], after 100 epochs of 5 batches.
pub(crate) fn halfway() -> (NetworkConfig, (Vec<f32>, Vec<f32>)) {
    let layers = vec![LayerConfig::new(3, Activation::Tanh), LayerConfig::new(1, Activation::Sigmoid)];
    let optimizer = Optimizer::new(OptimizerName::Adam);
    let config = NetworkConfig { inputs: 2, layers, loss: Loss::BinaryCrossentropy, optimizer, seed: 2026 };
    let data = DatasetConfig { name: DatasetName::Xor, samples: 90, noise: 0.1, ..Default::default() }.generate();
    let data = data.unwrap();
    (config, (data.train().0.to_vec(), data.train().1.to_vec()))
}

fn fit(network: &mut Network, (x, y): &(Vec<f32>, Vec<f32>), epochs: usize, batches: usize) {
    let options = FitOptions { epochs, batch_size: y.len().div_ceil(batches), ..Default::default() };
    network.fit(network.examples(x, y).unwrap(), &options).unwrap();
}

/// Everything that comes from a seed, as hashes.
fn found() -> Hashes {
    let mut hashes = Hashes::new();
    let mut add = |what: String, hash: u64| {
        assert!(hashes.insert(what.clone(), format!("{hash:#018x}")).is_none(), "{what} is there twice");
    };
    for name in DatasetName::all() {
        add(format!("data: {}", name.name()), data(name));
    }
    for initializer in Initializer::all() {
        add(format!("initial weights: {}", initializer.name()), initial_weights(initializer));
    }
    for seed in SEEDS {
        add(format!("order of the examples: seed {seed}"), order(seed));
    }
    for activation in Activation::all() {
        add(format!("activation: {}", activation.name()), outputs(activation));
    }
    let runs: Json = serde_json::from_str(include_str!("runs.json")).unwrap();
    for (name, settings) in runs["experiments"].as_object().unwrap() {
        add(format!("run: {name}"), experiment(settings));
    }
    for (name, run) in runs["networks"].as_object().unwrap() {
        add(format!("run: {name}"), network(run));
    }
    hashes
}

const SEEDS: [u64; 4] = [0, 1, 2026, MAX_SEED];

fn data(name: DatasetName) -> u64 {
    let config = DatasetConfig { name, samples: 100, noise: 0.3, train_share: 0.5, seed: 2026 };
    let data = config.generate().unwrap();
    fnv(data.x.iter().chain(&data.y).flat_map(|value| value.to_le_bytes()))
}

/// Of two layers, so that the second has other numbers than the first.
fn initial_weights(kernel_initializer: Initializer) -> u64 {
    let layer = |units| LayerConfig { kernel_initializer, ..LayerConfig::new(units, Activation::Tanh) };
    let weights = |seed| {
        let (layers, optimizer) = (vec![layer(7), layer(4)], Optimizer::new(OptimizerName::Sgd));
        let config = NetworkConfig { inputs: 5, layers, loss: Loss::MeanSquaredError, optimizer, seed };
        Network::new(config).unwrap().parameters().to_vec()
    };
    fnv(SEEDS.into_iter().flat_map(weights).flat_map(f32::to_le_bytes))
}

/// Of 101 examples in the first epochs and in a late one.
fn order(seed: u64) -> u64 {
    let rows = |epoch| Batches::new(101, true, seed, epoch).unwrap().peek(101).to_vec();
    fnv([0, 1, 2, 1_000_000].into_iter().flat_map(rows).flat_map(u32::to_le_bytes))
}

/// Of a layer with that activation, from one end of what an f32 can hold to the other, most of it about 0.
fn outputs(activation: Activation) -> u64 {
    let layers = vec![LayerConfig::new(3, activation)];
    let optimizer = Optimizer::new(OptimizerName::Sgd);
    let config = NetworkConfig { inputs: 1, layers, loss: Loss::MeanSquaredError, optimizer, seed: 1 };
    let near = (-3200..=3200).map(|at| at as f32 / 128.0);
    let far = (7..=247).map(|exponent| f32::from_bits(exponent << 23)); // 2⁻¹²⁰ to 2¹²⁰
    let x: Vec<f32> = near.chain(far.clone()).chain(far.map(|x| -x)).collect();
    let outputs = Network::new(config).unwrap().outputs(&x).unwrap();
    assert!(outputs.iter().all(|output| !output.is_nan()), "a NaN has other bits on other machines");
    fnv(outputs.into_iter().flat_map(f32::to_le_bytes))
}

/// The weights after [`STEPS`] updates, and where the experiment then stands.
fn experiment(settings: &Json) -> u64 {
    let mut experiment = Experiment::new(ExperimentSettings::parse(&value(settings)).unwrap()).unwrap();
    experiment.train(STEPS);
    let state = experiment.state();
    assert_eq!((experiment.step(), experiment.network().diverged()), (STEPS, false), "{settings}");
    let weights = experiment.network().parameters().iter().flat_map(|weight| weight.to_le_bytes());
    fnv(weights.chain([state.loss, state.val_loss.unwrap()].into_iter().flat_map(f64::to_le_bytes)))
}

/// The weights after [`STEPS`] updates, and the loss of each epoch on the way.
fn network(run: &Json) -> u64 {
    let data = ExperimentSettings::parse(&value(&run["data"])).unwrap().data.generate().unwrap();
    let mut network = Network::new(NetworkConfig::parse(&value(&run["config"]), || 0).unwrap()).unwrap();
    let options = FitOptions {
        epochs: run["fit"]["epochs"].as_u64().unwrap() as usize,
        batch_size: run["fit"]["batch_size"].as_u64().unwrap() as usize,
        shuffle: run["fit"]["shuffle"].as_bool().unwrap_or(true),
        validation: None,
    };
    let (x, y) = data.train();
    let history = network.fit(network.examples(x, y).unwrap(), &options).unwrap();
    assert_eq!((network.iterations(), network.diverged()), (STEPS, false), "{run}");
    let weights = network.parameters().iter().flat_map(|weight| weight.to_le_bytes());
    fnv(weights.chain(history.loss.into_iter().flat_map(f64::to_le_bytes)))
}

fn value(json: &Json) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

/// FNV-1a, 64 bits (Fowler, Noll & Vo).
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Writes a committed file anew if that was asked for.
#[cfg(not(target_arch = "wasm32"))]
fn renew(file: &str, text: &str) {
    if std::env::var_os("RENEW_BITS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        std::fs::write(path, format!("{text}\n")).unwrap();
        panic!("tests/bits/{file} is written anew: look at what has changed, and run the tests without RENEW_BITS.");
    }
}

/// Only a native run is the reference.
#[cfg(target_arch = "wasm32")]
fn renew(_file: &str, _text: &str) {}
