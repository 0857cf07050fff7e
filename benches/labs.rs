//! The labs' times, natively, at their largest settings: what a page waits for when a person takes one more step.
#![allow(clippy::unwrap_used, reason = "a benchmark may stop by panicking")]

use criterion::{Criterion, criterion_group, criterion_main};
use nn_playground::{
    labs::{
        OpenLab,
        optimizers::{MAX_RACERS, MAX_STEP, RacerName},
    },
    value::{Choice, Value},
};
use serde_json::{Value as Json, json, value::Serializer};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Steps that are measured in a row, the last of them being the last that there is.
const ROW: u64 = 1000;

/// So many points from −6 to 6 with three decimals, in classes that no lines part; SplitMix64 (Steele, Lea & Flood, 2014).
fn points(count: u64, classes: Option<u64>) -> String {
    let coordinate = |at: u64| {
        let z = at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % 12_001) as f64 / 1000.0 - 6.0
    };
    let class = |at: u64| classes.map(|classes| format!(", {}", at % classes)).unwrap_or_default();
    (0..count).map(|at| format!("{}, {}{}\n", coordinate(2 * at + 1), coordinate(2 * at + 2), class(at))).collect()
}

/// The time of `set`, `advance` and `show` for the next step, near the last one; `counter` is the setting that counts steps.
fn next_step(criterion: &mut Criterion, name: &str, what: &str, settings: &Json, counter: &str, last: u64) {
    let at = |step: u64| {
        let mut settings = settings.clone();
        settings[counter] = step.into();
        serde_json::from_value::<Value>(settings).unwrap()
    };
    let mut lab = OpenLab::named(name).unwrap();
    let mut reach = |step: u64| {
        lab.set(&at(step)).unwrap();
        assert!(lab.advance(u64::MAX).done);
        lab.show(Serializer).unwrap()
    };
    criterion.bench_function(&format!("{name}, {what}, the next of {last} steps"), |bencher| {
        bencher.iter_custom(|count| {
            let mut time = Duration::ZERO;
            for number in 0..count {
                let step = last - ROW + 1 + number % ROW;
                if number % ROW == 0 {
                    reach(step - 1);
                }
                let begin = Instant::now();
                black_box(reach(step));
                time += begin.elapsed();
            }
            time
        });
    });
}

/// The time of a first answer.
fn first_answer(criterion: &mut Criterion, name: &str, what: &str, settings: &Json) {
    let settings = serde_json::from_value::<Value>(settings.clone()).unwrap();
    criterion.bench_function(&format!("{name}, {what}, the first answer"), |bencher| {
        bencher.iter(|| {
            let mut lab = OpenLab::named(name).unwrap();
            lab.set(&settings).unwrap();
            lab.show(Serializer).unwrap()
        });
    });
}

/// The time of all that can be told of later steps. A page goes on with it in slices, after the first answer.
fn look_ahead(criterion: &mut Criterion, name: &str, what: &str, settings: &Json) {
    let settings = serde_json::from_value::<Value>(settings.clone()).unwrap();
    criterion.bench_function(&format!("{name}, {what}, what becomes of it"), |bencher| {
        bencher.iter(|| {
            let mut lab = OpenLab::named(name).unwrap();
            lab.set(&settings).unwrap();
            assert!(lab.advance(u64::MAX).done);
        });
    });
}

fn perceptron(criterion: &mut Criterion) {
    let classes = json!({ "data": "custom", "points": points(500, Some(8)) });
    let cloud = json!({ "data": "gauss", "samples": 500, "noise": 50 });
    for (what, settings) in [("500 points of 8 classes", classes), ("500 drawn points", cloud)] {
        first_answer(criterion, "perceptron", what, &settings);
        look_ahead(criterion, "perceptron", what, &settings);
        next_step(criterion, "perceptron", what, &settings, "step", 100_000);
    }
}

/// The largest network, and the lecture's neuron.
fn backprop(criterion: &mut Criterion) {
    let row = |row: u64| (0..6).map(|i| ((row * 37 + i * 11) % 64).to_string()).collect::<Vec<_>>().join(" ");
    let x: Vec<_> = (0..64).map(row).collect();
    let y: Vec<_> = (0..64).map(|row| (row % 6).to_string()).collect();
    let largest = json!({
        "layers": "6:tanh,6:sigmoid,6:elu,6:softmax", "loss": "sparse_categorical_crossentropy",
        "x": x.join("\n"), "y": y.join("\n"), "weights": "random", "eta": 0.01,
    });
    for (what, settings) in [("64 examples, four layers of six units", largest), ("the lecture's neuron", json!({}))] {
        next_step(criterion, "backprop", what, &settings, "epoch", 100_000);
    }
}

fn descent(criterion: &mut Criterion) {
    let paths: Vec<Json> = [1, 2, 4, 8, 16, 32, 64, 128].iter().map(|size| json!({ "batch": size })).collect();
    let settings = json!({ "data": "custom", "points": points(500, None), "paths": paths });
    first_answer(criterion, "descent", "500 points, 8 paths", &settings);
    next_step(criterion, "descent", "500 points, 8 paths", &settings, "step", 100_000);
}

fn optimizers(criterion: &mut Criterion) {
    // So slow that none of them arrives.
    let racers: Vec<_> = RacerName::all().map(|name| json!({ "name": name.name(), "learning_rate": 1e-6 })).collect();
    let settings = json!({ "surface": "network", "racers": racers[..MAX_RACERS] });
    let what = format!("{MAX_RACERS} racers on the small network");
    first_answer(criterion, "optimizers", &what, &settings);
    next_step(criterion, "optimizers", &what, &settings, "step", MAX_STEP);
    // At the edge of stability, where a path has as many points as are kept.
    let settings = json!({ "racers": vec![json!({ "name": "sgd", "learning_rate": 0.1 }); MAX_RACERS] });
    next_step(criterion, "optimizers", &format!("{MAX_RACERS} racers in zigzag"), &settings, "step", MAX_STEP);
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(3)).sample_size(20);
    targets = perceptron, descent, optimizers, backprop
}
criterion_main!(benches);
