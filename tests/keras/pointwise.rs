//! Every activation and every loss at single points.

use super::compare::{Keras, ROUNDING, Worst, roundings};
use super::golden::{Shape, cases};
use super::subject::Subject;
use serde::Deserialize;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A layer whose kernel is the identity, so that x is z.
fn identity(config: &Value) -> Subject {
    let units = Shape::of(config).inputs;
    let mut network = Subject::new(config).unwrap();
    let kernel: Vec<f32> = (0..units * units).map(|at| f32::from(u8::from(at % (units + 1) == 0))).collect();
    network.set_weights(&[kernel, vec![0.0; units]]);
    network
}

fn narrow(values: &[f64]) -> Vec<f32> {
    values.iter().map(|value| *value as f32).collect()
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

/// Values and derivatives on a grid from −100 to 100.
#[test]
fn activations() {
    let mut worst = Worst::default();
    let cases: Vec<ActivationCase> = cases(include_str!("golden/activations.json"));
    assert_eq!(cases.len(), 16);
    for case in cases {
        let (name, units) = (&case.activation, case.units);
        let mut network = identity(&json!({
            "inputs": units, "layers": [{ "units": units, "activation": name }],
            "loss": "mean_absolute_error", "optimizer": "sgd"
        }));
        // The mean absolute error from targets far away has the gradient ±1/units by each output.
        let y: Vec<f32> = [-1e6, 1e6, -1e6].into_iter().take(units).collect();
        let (value, slope) = (format!("value of {name}"), format!("slope of {name}"));
        for (row, z) in narrow(&case.z).chunks(units).enumerate() {
            // z as bias: a kernel's gradient would be z times the slope, which may be too large for a number.
            network.set_weights(&[vec![0.0; units * units], z.to_vec()]);
            let x = vec![1.0; units];
            let (a, back) = (network.predict(&x), &network.gradients(&x, &y)[1]);
            for (unit, (a, back)) in a.iter().zip(back).enumerate() {
                let at = row * units + unit;
                let (a, back) = (f64::from(*a), f64::from(*back) * units as f64);
                let rounding = if a.abs() > 0.5 || units > 1 { roundings(name) * ROUNDING } else { 0.0 };
                let place = format_args!("at {z:?}");
                worst.point(&value, place, a, Keras(case.a[at], case.a64[at]), 0.0);
                worst.point(&slope, place, back, Keras(case.back[at], case.back64[at]), rounding);
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
    let cases: Vec<LossCase> = cases(include_str!("golden/losses.json"));
    assert_eq!(cases.len(), 290);
    let mut clipped = 0;
    for case in cases {
        let network = identity(&case.config);
        let shape = Shape::of(&case.config);
        let (loss, activation, units) = (&shape.loss, &shape.layers[0].activation, shape.inputs);
        let (z, y) = (narrow(&case.z), narrow(&case.y));
        let [value, slope, mean] = ["value", "slope", "mean"].map(|what| format!("{what} of {loss}"));
        for (row, (z, y)) in z.chunks(units).zip(y.chunks(shape.targets())).enumerate() {
            let place = format_args!("after {activation} with z = {z:?}, y = {y:?}");
            // The rounding of an output counts as often as the loss's slope there says.
            let mut rounding = 2.0
                * roundings(activation)
                * ROUNDING
                * y.iter().fold(1.0, |most: f64, y| most.max(f64::from(y.abs())));
            let a = network.predict(z);
            let after_logits = ["sigmoid", "softmax"].contains(&activation.as_str());
            let mut slope_rounding = 1.0;
            if loss == "sparse_categorical_crossentropy" && !after_logits {
                // The slope is a difference of 1/Σa and 1/a, which may be nearly the same and large.
                slope_rounding /= a.iter().map(|a| f64::from(a.clamp(1e-7, 1.0))).sum::<f64>().min(1.0);
            }
            if loss == "binary_crossentropy" && activation != "sigmoid" {
                let rest = a.iter().map(|a| 1.0 - f64::from(*a)).filter(|rest| *rest > ROUNDING);
                rounding /= rest.fold(1.0, f64::min);
            }
            slope_rounding *= rounding;
            let found = network.evaluate(z, y).0;
            worst.point(&value, place, found, Keras(case.loss[row], case.loss64[row]), rounding);
            for (unit, back) in network.gradients(z, y)[1].iter().enumerate() {
                let (at, back) = (row * units + unit, f64::from(*back));
                worst.point(&slope, place, back, Keras(case.back[at], case.back64[at]), slope_rounding);
                let clips =
                    ["binary_crossentropy", "sparse_categorical_crossentropy"].contains(&&**loss) && !after_logits;
                if clips && !(1e-7..=1.0 - 1e-7).contains(&a[unit]) {
                    assert_eq!([back, case.back[at]], [0.0; 2], "{loss} {place}");
                    clipped += 1;
                }
            }
        }
        let found = network.evaluate(&z, &y).0;
        worst.point(&mean, format_args!("after {activation}"), found, Keras(case.whole, case.whole64), ROUNDING);
    }
    assert!(clipped > 1000, "clipped only {clipped} times");
}

#[derive(Deserialize)]
struct AccuracyCase {
    config: Value,
    targets: String,
    metric: String,
    z: Vec<f64>,
    y: Vec<f64>,
    each: Vec<f64>,
    accuracy: f64,
}

/// What Keras counts as correct when it is asked for "accuracy", example by example, and the fraction of all; but for hinge
/// and squared hinge with one output, whose own threshold is 0.
#[test]
fn accuracies() {
    let cases: Vec<AccuracyCase> = cases(include_str!("golden/accuracies.json"));
    let compared = |case: &&AccuracyCase| {
        let shape = Shape::of(&case.config);
        shape.loss.ends_with("crossentropy") || shape.loss == "kl_divergence" || shape.loss.ends_with("hinge")
    };
    assert_eq!((cases.len(), cases.iter().filter(compared).count()), (36, 24));
    for case in cases.iter().filter(compared) {
        let network = identity(&case.config);
        let shape = Shape::of(&case.config);
        let (z, y) = (narrow(&case.z), narrow(&case.y));
        let place = format!("{} of {} with {} targets", case.metric, shape.loss, case.targets);
        if shape.loss.ends_with("hinge") && shape.inputs == 1 {
            for (z, y) in z.iter().zip(&y) {
                let expected = f64::from(u8::from((*z > 0.0) == (*y > 0.0)));
                assert_eq!(network.evaluate(&[*z], &[*y]).1, Some(expected), "{place}: {z}, {y}");
            }
            continue;
        }
        for (row, (z, y)) in z.chunks(shape.inputs).zip(y.chunks(shape.targets())).enumerate() {
            assert_eq!(network.evaluate(z, y).1, Some(case.each[row]), "{place}: {z:?}, {y:?}");
        }
        let off = network.evaluate(&z, &y).1.unwrap() - case.accuracy;
        assert!(off.abs() < 1e-6, "{place}: off by {off}");
    }
}
