//! `fit` in the order of the data: what Keras's `History` tells, and the final weights.

use super::compare::{Final, Worst};
use super::golden::{Shape, cases};
use super::subject::Subject;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Case {
    config: Value,
    task: String,
    rows: usize,
    /// 0: without validation data.
    validation_rows: usize,
    data_seeds: [u32; 2],
    weight_seed: u32,
    batch: usize,
    epochs: usize,
    history: BTreeMap<String, Vec<f64>>,
    r#final: Vec<Final>,
    drift: [f64; 2],
}

#[test]
fn histories() {
    let mut worst = Worst::default();
    let cases: Vec<Case> = cases(include_str!("golden/histories.json"));
    assert_eq!(cases.len(), 14);
    for case in &cases {
        let shape = Shape::of(&case.config);
        let (x, y) = shape.data(&case.task, case.rows, case.data_seeds[0]);
        let (val_x, val_y) = shape.data(&case.task, case.validation_rows, case.data_seeds[1]);
        let validation = (case.validation_rows > 0).then_some([&val_x[..], &val_y[..]]);
        let mut network = Subject::new(&case.config).unwrap();
        network.set_weights(&shape.initial_weights(case.weight_seed));
        let mut history = network.fit([&x, &y], Some([case.epochs, case.batch]), validation);
        if shape.loss.ends_with("hinge") {
            // Keras's "accuracy" has another threshold there, so it was not asked for.
            assert_eq!(history.remove("accuracy").unwrap().len(), case.epochs);
            assert_eq!(history.remove("val_accuracy").is_some(), validation.is_some());
        }
        let names = |history: &BTreeMap<String, Vec<f64>>| history.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&history), names(&case.history), "{}", case.config);
        for (name, keras) in &case.history {
            let found = &history[name];
            assert_eq!(found.len(), keras.len(), "{name}: {}", case.config);
            for (epoch, (found, keras)) in found.iter().zip(keras).enumerate() {
                let place = format_args!("{epoch}: {}", case.config);
                if name.ends_with("loss") {
                    let scale = keras.abs().max(0.1 * case.history["loss"][0]);
                    worst.of_run(name, place, *found, *keras, scale, case.drift[0]);
                } else {
                    worst.of_run(name, place, *found, *keras, 1.0, 0.0);
                }
            }
        }
        worst.weights("weights after fit", &case.config, &network.get_weights(), &case.r#final, case.drift[1]);
    }
}
