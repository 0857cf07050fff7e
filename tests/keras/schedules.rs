//! Learning-rate schedules: what they say, and that training asks them for it.

use super::compare::{Keras, ROUNDING, Worst};
use super::golden::cases;
use super::subject::Subject;
use serde::Deserialize;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Case {
    schedule: Value,
    steps: Vec<u64>,
    rate: Vec<f64>,
    rate64: Vec<f64>,
    /// Steps where a model that is trained takes another number than `schedule(step)`, with that number.
    in_training: Vec<(u64, f64)>,
}

/// The largest learning rate that a schedule can make.
fn scale(schedule: &Value) -> f64 {
    let numbers = ["initial_learning_rate", "end_learning_rate", "warmup_target"].map(|name| &schedule[name]);
    let values = schedule["values"].as_array().into_iter().flatten();
    numbers.into_iter().chain(values).filter_map(Value::as_f64).fold(0.0, f64::max)
}

/// Every schedule at every step of the golden file, as a network that has made so many updates takes it: a weight of 0 whose
/// gradient is −1 moves by η.
#[test]
fn schedules() {
    let mut worst = Worst::default();
    let cases: Vec<Case> = cases(include_str!("golden/schedules.json"));
    assert_eq!((cases.len(), cases.iter().map(|case| case.in_training.len()).sum::<usize>()), (35, 8));
    for case in cases {
        let name = case.schedule["name"].as_str().unwrap();
        // What is rounded on the way is a part of the largest number in the formula.
        let largest = scale(&case.schedule);
        let rounding = 2.0 * ROUNDING * largest;
        let whole = ["staircase", "cycle"].iter().any(|key| case.schedule[key] == true);
        let mut network = Subject::new(&json!({
            "inputs": 1, "layers": [{ "units": 1, "use_bias": false }], "loss": "mean_absolute_error",
            "optimizer": { "name": "sgd", "learning_rate": case.schedule }
        }))
        .unwrap();
        for (at, step) in case.steps.iter().enumerate() {
            let place = format_args!("at {step}: {}", case.schedule);
            network.set_iterations(*step);
            network.set_weights(&[vec![0.0]]);
            network.train_step(&[1.0], &[1e6]);
            let found = f64::from(network.get_weights()[0][0]);
            match case.in_training.iter().find(|(other, _)| other == step) {
                None => {
                    // Smaller differences than these are not in the list.
                    let unlisted = if whole { 1e-3 * case.rate[at].abs() + 1e-6 * largest } else { 0.0 };
                    worst.point(name, place, found, Keras(case.rate[at], case.rate64[at]), rounding + unlisted);
                }
                Some((_, trained)) => worst.point(name, place, found, Keras(*trained, *trained), rounding),
            }
        }
    }
}
