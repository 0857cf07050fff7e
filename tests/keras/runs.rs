//! Training runs, step for step.

use super::compare::{Final, Worst};
use super::golden::{Shape, cases};
use super::subject::Subject;
use serde::Deserialize;
use serde_json::Value;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[derive(Deserialize)]
struct Run {
    kind: String,
    config: Value,
    task: String,
    rows: usize,
    data_seed: u32,
    weight_seed: u32,
    batch: usize,
    /// How many; as many as there are losses where none are left out.
    steps: Option<usize>,
    /// The first of so many losses is there; 1.
    every: Option<usize>,
    #[serde(default)]
    changes: Vec<Change>,
    losses: Vec<f64>,
    r#final: Vec<Final>,
    evaluated: Vec<f64>,
    drift: [f64; 2],
}

/// What is changed before a step: compiled again with this optimizer, or another learning rate.
#[derive(Deserialize)]
struct Change {
    step: usize,
    optimizer: Option<Value>,
    learning_rate: Option<f64>,
}

/// Replays the runs of this kind. Every loss is compared in parts of itself, or of a tenth of the first one if it has
/// become less.
fn replay(kind: &str, count: usize) {
    let mut worst = Worst::default();
    let runs: Vec<Run> = cases(include_str!("golden/runs.json"));
    let runs: Vec<Run> = runs.into_iter().filter(|run| run.kind == kind).collect();
    assert_eq!(runs.len(), count);
    for run in &runs {
        let shape = Shape::of(&run.config);
        let (x, y) = shape.data(&run.task, run.rows, run.data_seed);
        let mut network = Subject::new(&run.config).unwrap();
        network.set_weights(&shape.initial_weights(run.weight_seed));
        let optimizer = &run.config["optimizer"];
        let optimizer = optimizer["name"].as_str().or(optimizer.as_str()).unwrap();
        let class = |what: &str| format!("{kind}: {what}, {optimizer}");
        let scale = |keras: f64| keras.abs().max(0.1 * run.losses[0]);

        let batches: Vec<(&[f32], &[f32])> =
            x.chunks(run.batch * shape.inputs).zip(y.chunks(run.batch * shape.targets())).collect();
        let (steps, every) = (run.steps.unwrap_or(run.losses.len()), run.every.unwrap_or(1));
        assert_eq!(run.losses.len(), steps.div_ceil(every));
        let losses = class("losses");
        for step in 0..steps {
            for change in run.changes.iter().filter(|change| change.step == step) {
                match (&change.optimizer, change.learning_rate) {
                    (Some(optimizer), None) => network.compile(optimizer),
                    (None, Some(rate)) => network.set_learning_rate(rate),
                    _ => panic!("what changes at step {step}?"),
                }
            }
            let (x, y) = batches[step % batches.len()];
            let found = network.train_step(x, y);
            if step % every == 0 {
                let (keras, place) = (run.losses[step / every], format_args!("{step}: {}", run.config));
                worst.of_run(&losses, place, found, keras, scale(keras), run.drift[0]);
            }
        }
        let (loss, accuracy) = network.evaluate(&x, &y);
        let keras = run.evaluated[0];
        worst.of_run(&class("evaluated losses"), &run.config, loss, keras, scale(keras), run.drift[0]);
        if let Some(keras) = run.evaluated.get(1) {
            worst.of_run(&class("accuracies"), &run.config, accuracy.unwrap(), *keras, 1.0, 0.0);
        }
        let shapes: Vec<_> = run.r#final.iter().map(|array| array.shape.clone()).collect();
        assert_eq!(shapes, shape.weights(), "{}", run.config);
        worst.weights(&class("weights"), &run.config, &network.get_weights(), &run.r#final, run.drift[1]);
    }
}

#[test]
fn optimizers_with_their_defaults() {
    replay("defaults", 13);
}

#[test]
fn optimizers_with_unusual_hyperparameters() {
    replay("unusual", 19);
}

#[test]
fn penalties_and_layers_without_bias() {
    replay("penalties", 15);
}

#[test]
fn odd_last_batches() {
    replay("odd batches", 6);
}

#[test]
fn training() {
    replay("training", 72);
}

#[test]
fn softmax_in_hidden_layers_and_under_other_losses() {
    replay("softmax inside", 8);
}

#[test]
fn another_optimizer_or_learning_rate_on_the_way() {
    replay("changes", 12);
}

#[test]
fn lion_and_ftrl() {
    replay("lion and ftrl", 15);
}

#[test]
fn clipped_gradients_and_decaying_weights() {
    replay("clips and decay", 57);
}

#[test]
fn learning_rate_schedules() {
    replay("schedules", 18);
}

#[test]
fn more_losses() {
    replay("more losses", 20);
}

#[test]
fn more_activations() {
    replay("more activations", 12);
}

#[test]
fn thousands_of_steps() {
    replay("long", 3);
}
