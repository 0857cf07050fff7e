//! Against Keras itself: the golden files of `tests/keras`, replayed.
//!
//! Each result is there in float32, as Keras gives it, and in some form from float64, too: where rounding has spoilt
//! Keras's own digits (1 + erf far to the left, 1 − a near 1) its distance from the truth is allowed on top.
//! `cargo test keras:: -- --nocapture` prints the worst that was seen of each class.

use crate::support::parse;
use nn_playground::nn::{Activation, Choice as _, Loss, Network, NetworkConfig, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Of a single value or gradient, in parts of itself.
const POINTWISE: f64 = 1e-5;

/// Of a loss or a weight after a whole run. To it comes three times the distance that Keras's own float32 has drifted
/// from its float64 in the same run, but never so much that the sum exceeds [`LIMIT`].
const RUN: f64 = 3e-6;
const LIMIT: f64 = 1e-4;

/// One unit in the last place of 1: what an output near 1 is rounded by, its 1 − a is off by.
const ROUNDING: f64 = f32::EPSILON as f64;

/// A golden file.
#[derive(Deserialize)]
struct File<Case> {
    cases: Vec<Case>,
}

fn cases<'a, Case: Deserialize<'a>>(text: &'a str) -> Vec<Case> {
    serde_json::from_str::<File<Case>>(text).unwrap().cases
}

/// The generator's numbers from −1 to 1, each exact in f32 (Numerical Recipes).
struct Lcg(u32);

impl Lcg {
    fn new(seed: u32) -> Self {
        let mut lcg = Self(seed);
        (0..4).for_each(|_| _ = lcg.next());
        lcg
    }

    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }

    fn values(&mut self, count: usize, scale: f32) -> Vec<f32> {
        (0..count).map(|_| self.next() * scale).collect()
    }
}

/// How far the results of each class lie from Keras's at worst; printed in the end.
#[derive(Default)]
struct Worst(BTreeMap<String, f64>);

impl Worst {
    fn note(&mut self, class: &str, off: f64) {
        let worst = self.0.entry(class.to_owned()).or_default();
        *worst = worst.max(off);
    }

    /// Compares one number with Keras's.
    #[track_caller]
    fn check(&mut self, class: &str, place: String, found: f64, keras: f64, keras64: f64, rounding: f64) {
        let off = beyond(found, keras, keras64, rounding);
        assert!(off <= POINTWISE, "{class} {place}: {found}, Keras {keras}, in float64 {keras64}");
        self.note(class, off);
    }
}

impl Drop for Worst {
    fn drop(&mut self) {
        for (class, off) in &self.0 {
            println!("{off:.1e} {class}");
        }
    }
}

/// How far `found` lies from Keras's float32, less what lies between that and float64 and less `rounding`, in parts of
/// the float64 value.
fn beyond(found: f64, keras: f64, keras64: f64, rounding: f64) -> f64 {
    let off = (found - keras).abs() - (keras - keras64).abs() - rounding;
    if off <= 0.0 { 0.0 } else { off / keras64.abs().max(f64::from(f32::MIN_POSITIVE)) }
}

#[derive(Deserialize)]
struct ActivationCase {
    activation: String,
    units: usize,
    z: Vec<f64>,
    a: Vec<f64>,
    a64: Vec<f64>,
    back: Vec<f64>,
    back64: Vec<f64>,
}

/// A layer whose kernel is the identity, so that x is z.
fn identity(config: NetworkConfig) -> Network {
    let units = config.inputs;
    let mut network = Network::new(config).unwrap();
    let kernel: Vec<f32> = (0..units * units).map(|at| f32::from(u8::from(at % (units + 1) == 0))).collect();
    network.set_weights(&[kernel, vec![0.0; units]]).unwrap();
    network
}

fn narrow(values: &[f64]) -> Vec<f32> {
    values.iter().map(|value| *value as f32).collect()
}

/// Values and derivatives on a grid from −100 to 100.
#[test]
fn activations() {
    let mut worst = Worst::default();
    let cases: Vec<ActivationCase> = cases(include_str!("../keras/golden/activations.json"));
    assert_eq!(cases.len(), 12);
    for case in cases {
        let (name, units) = (&case.activation, case.units);
        let network = identity(
            parse(serde_json::json!({
                "inputs": units, "layers": [{ "units": units, "activation": name }],
                "loss": "mean_absolute_error", "optimizer": "sgd"
            }))
            .unwrap(),
        );
        // The mean absolute error from targets far away has the gradient ±1/units by each output.
        let y: Vec<f32> = [-1e6, 1e6, -1e6].into_iter().take(units).collect();
        for (row, z) in narrow(&case.z).chunks(units).enumerate() {
            let a = network.predict(z).unwrap();
            let gradients = network.gradients(z, &y).unwrap();
            for (unit, (a, back)) in a.iter().zip(network.split(&gradients)[1]).enumerate() {
                let at = row * units + unit;
                let (a, back) = (f64::from(*a), f64::from(*back) * units as f64);
                let rounding = if a.abs() > 0.5 || units > 1 { ROUNDING } else { 0.0 };
                worst.check(&format!("value of {name}"), format!("at {z:?}"), a, case.a[at], case.a64[at], 0.0);
                let class = format!("slope of {name}");
                worst.check(&class, format!("at {z:?}"), back, case.back[at], case.back64[at], rounding);
            }
        }
    }
}

#[derive(Deserialize)]
struct LossCase {
    config: Value,
    z: Vec<f64>,
    y: Vec<f64>,
    loss: Vec<f64>,
    loss64: Vec<f64>,
    back: Vec<f64>,
    back64: Vec<f64>,
    whole: f64,
    whole64: f64,
}

/// Every loss after every activation, saturated ones, too: of single examples the value and the gradient by z, and the
/// mean over all of them.
#[test]
fn losses() {
    let mut worst = Worst::default();
    let cases: Vec<LossCase> = cases(include_str!("../keras/golden/losses.json"));
    assert_eq!(cases.len(), 128);
    for case in cases {
        let network = identity(NetworkConfig::parse(&case.config, || 1).unwrap());
        let config = network.config();
        let (loss, activation, units) = (config.loss, config.layers[0].activation, config.inputs);
        let (z, y) = (narrow(&case.z), narrow(&case.y));
        let targets = loss.targets(units);
        let class = |what: &str| format!("{what} of {}", loss.name());
        for (row, (z, y)) in z.chunks(units).zip(y.chunks(targets)).enumerate() {
            let place = format!("after {} with z = {z:?}, y = {y:?}", activation.name());
            // The rounding of an output counts as often as the loss's slope there says.
            let mut rounding = 2.0 * ROUNDING * y.iter().fold(1.0, |most: f64, y| most.max(f64::from(y.abs())));
            if loss == Loss::BinaryCrossentropy && activation != Activation::Sigmoid {
                let a = network.predict(z).unwrap();
                let rest = a.iter().map(|a| 1.0 - f64::from(*a)).filter(|rest| *rest > ROUNDING);
                rounding /= rest.fold(1.0, f64::min);
            }
            let found = network.evaluate(network.examples(z, y).unwrap()).loss;
            worst.check(&class("value"), place.clone(), found, case.loss[row], case.loss64[row], rounding);
            let gradients = network.gradients(z, y).unwrap();
            for (unit, back) in network.split(&gradients)[1].iter().enumerate() {
                let (at, back) = (row * units + unit, f64::from(*back));
                worst.check(&class("slope"), place.clone(), back, case.back[at], case.back64[at], rounding);
            }
        }
        let found = network.evaluate(network.examples(&z, &y).unwrap()).loss;
        worst.check(&class("mean"), format!("after {}", activation.name()), found, case.whole, case.whole64, ROUNDING);
    }
}

#[derive(Deserialize)]
struct Run {
    kind: String,
    config: Value,
    task: String,
    rows: usize,
    data_seed: u32,
    weight_seed: u32,
    batch: usize,
    losses: Vec<f64>,
    r#final: Vec<Final>,
    evaluated: Vec<f64>,
    drift: [f64; 2],
}

/// A kernel or bias after the run: its norm, and its numbers, or every so many-th of more than 256.
#[derive(Deserialize)]
struct Final {
    norm: f64,
    values: Vec<f64>,
}

/// The initial weights by the generator's formula.
fn initial_weights(config: &NetworkConfig, seed: u32) -> Vec<Vec<f32>> {
    let (mut lcg, mut inputs, mut weights) = (Lcg::new(seed), config.inputs, Vec::new());
    for layer in &config.layers {
        let limit = (6.0 / (inputs + layer.units) as f32).sqrt();
        weights.push(lcg.values(inputs * layer.units, limit));
        if layer.use_bias {
            weights.push(lcg.values(layer.units, 0.1));
        }
        inputs = layer.units;
    }
    weights
}

/// The data by the generator's formula.
fn data(config: &NetworkConfig, task: &str, rows: usize, seed: u32) -> (Vec<f32>, Vec<f32>) {
    let (inputs, outputs) = (config.inputs, config.outputs());
    let x = Lcg::new(seed).values(rows * inputs, 1.0);
    let mut y = Vec::new();
    for x in x.chunks(inputs) {
        let product = |k: usize| x[k % inputs] * x[(k + 1) % inputs];
        match task {
            "quadrants" => y.extend((0..outputs).map(|k| if product(k) > 0.0 { 1.0 } else { 0.0 })),
            "signs" => y.extend((0..outputs).map(|k| if product(k) > 0.0 { 1.0 } else { -1.0 })),
            "classes" => {
                let place = (x[0] * 0.75 + x[1] * 0.25 + 1.0) * 0.5 * outputs as f32;
                y.push(place.floor().min((outputs - 1) as f32));
            }
            "surface" => y.extend((0..outputs).map(|k| product(k) + 0.5 * x[0])),
            other => panic!("no task called {other}"),
        }
    }
    (x, y)
}

/// Replays the runs of these kinds. Every loss is compared in parts of itself, or of a tenth of the first one if
/// it has become less; every weight in parts of the largest of its kernel or bias.
fn replay(kinds: &[&str], count: usize) {
    let mut worst = Worst::default();
    let runs: Vec<Run> = cases(include_str!("../keras/golden/runs.json"));
    let runs: Vec<Run> = runs.into_iter().filter(|run| kinds.contains(&run.kind.as_str())).collect();
    assert_eq!(runs.len(), count);
    for run in runs {
        let config = NetworkConfig::parse(&run.config, || 1).unwrap();
        let (x, y) = data(&config, &run.task, run.rows, run.data_seed);
        let weights = initial_weights(&config, run.weight_seed);
        let mut network = Network::new(config).unwrap();
        network.set_weights(&weights).unwrap();
        let (kind, config) = (&run.kind, network.config().clone());
        let name = config.optimizer.name().name();
        let mut check = |what: &str, place: String, found: f64, keras: f64, scale: f64, drift: f64| {
            let off = (found - keras).abs() / scale;
            let allowed = (RUN + 3.0 * drift).min(LIMIT);
            assert!(
                off <= allowed,
                "{kind}, {what} {place}: {found}, Keras {keras}, {off:.1e} > {allowed:.1e}: {config:?}"
            );
            worst.note(&format!("{kind}: {what}, {name}"), off);
        };
        let targets = config.loss.targets(config.outputs());
        let batches: Vec<(&[f32], &[f32])> =
            x.chunks(run.batch * config.inputs).zip(y.chunks(run.batch * targets)).collect();
        for (step, keras) in run.losses.iter().enumerate() {
            let (x, y) = batches[step % batches.len()];
            let found = network.train_step(x, y).unwrap();
            check("losses", format!("{step}"), found, *keras, keras.abs().max(0.1 * run.losses[0]), run.drift[0]);
        }
        let found = network.evaluate(network.examples(&x, &y).unwrap());
        let scale = run.evaluated[0].abs().max(0.1 * run.losses[0]);
        check("evaluated losses", String::new(), found.loss, run.evaluated[0], scale, run.drift[0]);
        if let Some(accuracy) = run.evaluated.get(1) {
            check("accuracies", String::new(), found.accuracy.unwrap(), *accuracy, 1.0, 0.0);
        }
        assert_eq!(network.get_weights().len(), run.r#final.len());
        for (array, (found, keras)) in network.get_weights().into_iter().zip(&run.r#final).enumerate() {
            let largest = keras.values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            let kept: Vec<f32> = found.iter().copied().step_by(found.len().div_ceil(256)).collect();
            assert_eq!(kept.len(), keras.values.len());
            for (at, (found, keras)) in kept.into_iter().zip(&keras.values).enumerate() {
                check("weights", format!("{array}, {at}"), f64::from(found), *keras, largest, run.drift[1]);
            }
            let norm = found.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>().sqrt();
            check("norms", format!("{array}"), norm, keras.norm, keras.norm, run.drift[1]);
        }
    }
}

#[test]
fn optimizers_with_their_defaults() {
    replay(&["defaults"], 13);
}

#[test]
fn optimizers_with_unusual_hyperparameters() {
    replay(&["unusual"], 19);
}

#[test]
fn penalties_and_layers_without_bias() {
    replay(&["penalties"], 15);
}

#[test]
fn odd_last_batches() {
    replay(&["odd batches"], 6);
}

#[test]
fn training() {
    replay(&["training"], 72);
}

#[derive(Deserialize)]
struct InitializerCase {
    initializer: String,
    inputs: usize,
    units: usize,
    mean: f64,
    variance: f64,
    min: f64,
    max: f64,
    inner: f64,
}

/// The statistics of 100,000 weights: as Keras's up to what two samples differ by (four standard errors or more).
#[test]
fn initializers() {
    for case in cases::<InitializerCase>(include_str!("../keras/golden/initializers.json")) {
        let name = &case.initializer;
        let network = Network::new(
            parse(serde_json::json!({
                "inputs": case.inputs, "layers": [{ "units": case.units, "kernel_initializer": name }],
                "loss": "mse", "optimizer": "sgd", "seed": 3
            }))
            .unwrap(),
        )
        .unwrap();
        let weights: Vec<f64> = network.get_weights()[0].iter().map(|w| f64::from(*w)).collect();
        let n = weights.len() as f64;
        let mean = weights.iter().sum::<f64>() / n;
        let variance = weights.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / n;
        let (min, max) = weights.iter().fold((f64::MAX, f64::MIN), |(min, max), w| (min.min(*w), max.max(*w)));
        let bound = max.max(-min);
        let inner = weights.iter().filter(|w| w.abs() < bound / 2.0).count() as f64 / n;
        let near = |what: &str, found: f64, keras: f64, tolerance: f64| {
            assert!((found - keras).abs() <= tolerance, "{what} of {name}: {found}, Keras {keras}");
        };
        near("mean", mean, case.mean, 6.0 * (case.variance / n).sqrt());
        near("variance", variance, case.variance, 0.02 * case.variance);
        // The last of 100,000 lies close to the bound, wherever that is.
        near("smallest", min, case.min, 2e-3 * case.min.abs());
        near("largest", max, case.max, 2e-3 * case.max.abs());
        near("inner half", inner, case.inner, 0.01);
    }
}
