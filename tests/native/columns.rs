//! Experiments on data with more than two columns: their inputs, and the planes that pictures show.

use crate::support::{assert_near, bits, value};
use nn_playground::{
    ErrorKind,
    data::{DatasetConfig, FORMULA, Problem, Table, from_formula},
    experiment::{Experiment, ExperimentSettings, Plane},
    keras::{Stage, experiment_code, script},
    plot::Theme,
    value::Choice,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

fn settings(json: Json) -> ExperimentSettings {
    ExperimentSettings::parse(&value(json)).unwrap()
}

fn experiment(json: Json) -> Experiment {
    Experiment::new(settings(json)).unwrap()
}

fn features(experiment: &Experiment) -> String {
    experiment.features().iter().map(|feature| feature.name()).collect::<Vec<_>>().join(",")
}

#[test]
fn features_are_those_that_the_data_has() {
    for (dataset, given, expected) in [
        ("iris", json!(["x", "y"]), "c1,c2,c3,c4"),
        ("iris", json!(["c4", "c2"]), "c4,c2"),
        ("iris", json!(["c3", "c9", "sinx"]), "c3"),
        ("circle", json!(["c1", "c2"]), "x,y"),
        ("circle", json!(["c1", "xy"]), "xy"),
        ("sine", json!(["c2"]), "x"),
    ] {
        assert_eq!(features(&experiment(json!({ "dataset": dataset, "features": given }))), expected);
    }
}

/// Two layers, with Adam, at the batch size of the page: more than nine flowers of ten are told apart.
#[test]
fn iris_is_learned_with_and_without_normalization() {
    for normalization in [false, true] {
        let adam = json!({ "name": "adam", "learning_rate": 0.01 });
        let mut experiment =
            experiment(json!({ "dataset": "iris", "normalization": normalization, "optimizer": adam, "seed": 2 }));
        (0..150).for_each(|_| experiment.train_epoch());
        let state = experiment.state();
        let (train, test) = (state.accuracy.unwrap(), state.val_accuracy.unwrap());
        assert!(train > 0.93 && test > 0.9, "{normalization}: {train}, {test}");
    }
}

/// (x − μ) / σ by two passes in f64, of the training rows alone.
#[test]
fn normalization_is_keras_s() {
    let plain = experiment(json!({ "dataset": "iris", "features": ["c1", "c4"], "train_share": 30 }));
    let normal =
        experiment(json!({ "dataset": "iris", "features": ["c1", "c4"], "train_share": 30, "normalization": true }));
    let train = plain.data().train_rows;
    for at in [0, 1] {
        let column =
            |of: &Experiment| -> Vec<f64> { of.inputs().iter().skip(at).step_by(2).map(|x| f64::from(*x)).collect() };
        let (raw, found) = (column(&plain), column(&normal));
        let mean = raw[..train].iter().sum::<f64>() / train as f64;
        let variance = raw[..train].iter().map(|x| (x - mean).powi(2)).sum::<f64>() / train as f64;
        for (x, found) in raw.iter().zip(&found) {
            assert_near(*found, (x - mean) / variance.sqrt(), 2e-6);
        }
    }
    // What is asked of the network takes raw values, as it gets them in pictures.
    let raw = plain.inputs().to_vec();
    assert_eq!(bits(&normal.predict(&raw).unwrap()), bits(&normal.network().predict(normal.inputs()).unwrap()));
    let points = normal.data().x.clone();
    let last = normal.network().layers().len() - 1;
    assert_eq!(bits(&normal.values(&points, Some(last)).unwrap().values), bits(&normal.predict(&raw).unwrap()));
    assert!(!settings(json!({})).normalization);
}

/// A column without any spread is divided by Keras's epsilon, not by 0.
#[test]
fn a_constant_column_stays_finite() {
    let x = (0..30).map(|at| if at % 3 == 1 { 7.5 } else { at as f32 }).collect();
    let y = (0..10).map(|row| (row % 2) as f32).collect();
    let table = Table::new(["a", "b", "c"].map(String::from).to_vec(), x, y, Problem::Binary).unwrap();
    let settings = settings(json!({ "normalization": true })).with_table(Arc::new(table));
    let mut experiment = Experiment::new(settings).unwrap();
    assert!(experiment.inputs().iter().skip(1).step_by(3).all(|x| *x == 0.0));
    experiment.train(20);
    assert!(!experiment.network().diverged() && experiment.step() == 20);
}

#[test]
fn a_table_takes_the_place_of_a_data_set() {
    let table = || {
        let x = (0..120).map(|at| ((at * 37) % 101) as f32 / 10.0).collect();
        Table::new(["a", "b", "c"].map(String::from).to_vec(), x, vec![1.0; 40], Problem::Regression).unwrap()
    };
    let given = settings(json!({ "dataset": "circle", "train_share": 75, "seed": 5 }));
    let with_table = given.clone().with_table(Arc::new(table()));
    let mut experiment = Experiment::new(with_table.clone()).unwrap();
    assert_eq!(*experiment.data(), table().split(0.75, 5).unwrap());
    assert_eq!((features(&experiment).as_str(), experiment.data().train_rows), ("c1,c2,c3", 30));
    experiment.train(3);
    // An equal table goes on, another data set starts over.
    let mut next = with_table;
    next.batch_size = 3;
    assert!(!experiment.configure(next.clone().with_table(Arc::new(table()))).unwrap());
    assert!(experiment.configure(given).unwrap());
}

#[test]
fn a_formula_is_a_data_set() {
    let formula = "x^2 + y^2 < 9";
    let json =
        json!({ "dataset": "formula", "formula": formula, "seed": 3, "samples": 200, "noise": 10, "train_share": 70 });
    let mut experiment = experiment(json.clone());
    let drawn = DatasetConfig { samples: 200, noise: 0.1, train_share: 0.7, seed: 3, ..DatasetConfig::default() };
    assert_eq!(*experiment.data(), from_formula(formula, &drawn).unwrap());
    experiment.train(10);
    let text = script(&[Stage { settings: settings(json), weights: Vec::new(), steps: 20 }]).unwrap();
    assert!(text.contains("points, targets = data"), "the points are in the script");
    // The default, and a formula that nothing uses.
    let usual = settings(json!({ "dataset": "formula" }));
    assert_eq!(usual.data.generate().unwrap(), from_formula(FORMULA, &DatasetConfig::default()).unwrap());
    assert_eq!(settings(json!({ "formula": "x +" })), settings(json!({})));
    let error = Experiment::new(settings(json!({ "dataset": "formula", "formula": "y >" }))).unwrap_err();
    assert_eq!(error.field(), "formula");
}

/// Every point of the grid is what the network says at the centre of its part, with the other columns held.
#[test]
fn pictures_show_a_plane() {
    let mut experiment = experiment(json!({ "dataset": "iris", "normalization": true, "layers": [{ "units": 3 }] }));
    experiment.train(50);
    let means = experiment.data().means();
    assert_eq!(*experiment.plane(), Plane { axes: [0, 1], held: means.clone() });
    let (columns, rows) = (5, 4);
    for (axes, held) in [([0, 1], None), ([3, 1], None), ([2, 0], Some(vec![0.0, 2.5, 0.0, 1.25]))] {
        experiment.look_at(axes, held.clone()).unwrap();
        let found = experiment.values_on_grid(columns, rows, Some(1)).unwrap();
        let mut points = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let mut point = held.clone().unwrap_or_else(|| means.clone());
                let ([left, right], [bottom, top]) =
                    (experiment.data().range(axes[0]), experiment.data().range(axes[1]));
                point[axes[0]] = (left + (right - left) * (column as f64 + 0.5) / columns as f64) as f32;
                point[axes[1]] = (bottom + (top - bottom) * (rows as f64 - row as f64 - 0.5) / rows as f64) as f32;
                points.extend(point);
            }
        }
        let expected = experiment.values(&points, Some(1)).unwrap().values;
        assert!(found.values.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-5));
        assert_eq!(experiment.heat_map(8, 8, 8, 8, Theme::Dark).unwrap().len(), 8 * 8 * 4);
    }
}

#[test]
fn planes_that_are_refused_leave_the_last_one() {
    let mut experiment = experiment(json!({ "dataset": "iris" }));
    experiment.look_at([1, 2], None).unwrap();
    let before = experiment.plane().clone();
    for (axes, held, kind, field) in [
        ([0, 0], None, ErrorKind::Config, "axes"),
        ([0, 4], None, ErrorKind::Config, "axes"),
        ([0, 1], Some(vec![0.0; 3]), ErrorKind::Data, "held"),
        ([0, 1], Some(vec![0.0, 0.0, f32::INFINITY, 0.0]), ErrorKind::Data, "held[2]"),
    ] {
        let error = experiment.look_at(axes, held).unwrap_err();
        assert_eq!((error.kind(), error.field(), experiment.plane()), (kind, field, &before));
    }
    // A plane has one plane alone.
    let mut plane = self::experiment(json!({}));
    let before = plane.heat_map(9, 9, 9, 9, Theme::Light).unwrap();
    plane.look_at([1, 0], Some(vec![5.0, 5.0])).unwrap();
    assert_eq!(plane.heat_map(9, 9, 9, 9, Theme::Light).unwrap(), before);
}

#[test]
fn keras_code_of_columns() {
    let code =
        experiment_code(&settings(json!({ "dataset": "iris", "features": ["c1", "c3"], "normalization": true })));
    let expected = "\
import numpy as np
from keras import Input, Sequential
from keras.layers import Dense, Normalization
from keras.optimizers import SGD

inputs = points[:, [0, 2]]
normalization = Normalization()
normalization.adapt(inputs)
inputs = np.array(normalization(inputs))

model = Sequential([
    Input(shape=(2,)),
    Dense(4, activation='tanh'),
    Dense(2, activation='tanh'),
    Dense(3, activation='softmax'),
])
model.compile(optimizer=SGD(learning_rate=0.03), loss='sparse_categorical_crossentropy')
model.fit(inputs, targets, batch_size=10)
";
    assert_eq!(code.unwrap(), expected);
    let plain = experiment_code(&settings(json!({ "dataset": "iris" }))).unwrap();
    assert!(plain.contains("Input(shape=(4,))") && plain.contains("model.fit(points,") && !plain.contains("np."));
    let stage = |json| Stage { settings: settings(json), weights: Vec::new(), steps: 20 };
    let text = script(&[stage(json!({ "dataset": "iris", "normalization": true }))]).unwrap();
    assert!(text.contains("normalization.adapt(points)\ninputs = np.array(normalization(points))\n"), "{text}");
    let first = text.split_once("data = '''\n").unwrap().1.lines().next().unwrap();
    assert_eq!(first.split(' ').count(), 5, "{first}");
}

/// With one column there is no plane, and three outputs are no function: the picture has the likeliest class over it.
#[test]
fn classes_over_one_column_are_steps() {
    let x = (0..30).map(|at| at as f32 / 3.0).collect();
    let y = (0..30).map(|row| (row / 10) as f32).collect();
    let table = Arc::new(Table::new(vec!["length".into()], x, y, Problem::Classes(3)).unwrap());
    let given = json!({ "optimizer": { "name": "adam", "learning_rate": 0.05 }, "train_share": 100, "seed": 2 });
    let mut experiment = Experiment::new(settings(given).with_table(table)).unwrap();
    (0..300).for_each(|_| experiment.train_epoch());
    assert!(experiment.state().accuracy.unwrap() > 0.9);
    let (x, y) = experiment.curve(50).unwrap();
    assert_eq!(y.len(), x.len());
    let outputs = experiment.predict(&x).unwrap();
    for (outputs, y) in outputs.chunks(3).zip(&y) {
        assert!(outputs.iter().all(|output| *output <= outputs[*y as usize]));
    }
    assert!(y.is_sorted() && y[0] == 0.0 && y[49] == 2.0, "{y:?}");
}

/// All rows are measured for a point of the record, so that those of a large table are farther apart.
#[test]
fn the_record_of_a_large_table_does_not_take_longer_than_its_training() {
    let rows = 20_000;
    let table = Table::new(vec!["a".into()], vec![1.0; rows], vec![0.5; rows], Problem::Regression).unwrap();
    let mut experiment = Experiment::new(settings(json!({ "layers": [] })).with_table(Arc::new(table))).unwrap();
    experiment.train(40);
    assert!(experiment.history().iter().map(|point| point.step).eq([0, 16, 32, 40]));
    experiment.seek(23).unwrap();
    assert!(experiment.history().iter().map(|point| point.step).eq([0, 16, 23]));
}
