//! The distribution of every initializer, by every name that Keras has for it.

use super::golden::cases;
use super::subject::Subject;
use serde::Deserialize;
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Case {
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
    let cases: Vec<Case> = cases(include_str!("golden/initializers.json"));
    assert_eq!(cases.len(), 19);
    for case in cases {
        let name = &case.initializer;
        let network = Subject::new(&json!({
            "inputs": case.inputs, "layers": [{ "units": case.units, "kernel_initializer": name }],
            "loss": "mse", "optimizer": "sgd", "seed": 3
        }))
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
