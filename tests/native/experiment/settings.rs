//! The settings of an experiment: defaults, ranges, and what is said of wrong ones.

use super::{experiment, problem};
use crate::support::value;
use nn_playground::{
    data::{DatasetConfig, DatasetName},
    experiment::{Experiment, ExperimentSettings},
    value::Choice,
};
use serde_json::json;

#[test]
fn what_is_left_out_gets_the_schema_s_default() {
    let explicit = json!({
        "dataset": "circle", "samples": 500, "noise": 0, "train_share": 50, "features": ["x", "y"],
        "layers": [{ "units": 4 }, { "units": 2 }], "activation": "tanh", "batch_size": 10, "l1": 0, "l2": 0,
        "loss": "binary_crossentropy", "optimizer": { "name": "sgd", "learning_rate": 0.03 }, "seed": 0,
    });
    let (short, long) = (experiment(json!({})), experiment(explicit));
    assert_eq!(short.network().config(), long.network().config());
    assert_eq!((short.data(), short.features()), (long.data(), long.features()));
    assert_eq!(short.settings().batch_size, 10);
}

#[test]
fn shares_and_noise_are_percentages() {
    let experiment = experiment(json!({ "samples": 200, "train_share": 80, "noise": 25, "dataset": "gauss" }));
    assert_eq!((experiment.data().rows(), experiment.data().train_rows), (200, 160));
    let direct = DatasetConfig { name: DatasetName::Gauss, samples: 200, noise: 0.25, train_share: 0.8, seed: 0 };
    assert_eq!(experiment.data(), &direct.generate().unwrap());
}

#[test]
fn layers_and_features_are_those_of_the_settings() {
    let layers = json!([{ "units": 3, "activation": "relu" }, { "units": 2 }]);
    let features = json!(["siny", "x", "xy"]);
    let made =
        experiment(json!({ "layers": layers, "features": features, "activation": "elu", "l1": 0.5, "l2": 0.25 }));
    let config = made.network().config();
    let shape: Vec<_> = config.layers.iter().map(|layer| (layer.units, layer.activation.name())).collect();
    assert_eq!(shape, [(3, "relu"), (2, "elu"), (1, "sigmoid")]);
    assert_eq!(config.inputs, 3);
    for layer in &config.layers {
        assert_eq!((layer.kernel_regularizer.l1, layer.kernel_regularizer.l2), (0.5, 0.25));
    }
    // No hidden layer at all is a network, too.
    assert_eq!(experiment(json!({ "layers": [] })).network().config().layers.len(), 1);
    // With one input, those features that need y are left out.
    let curve = experiment(json!({ "dataset": "sine", "features": ["y", "x2", "xy", "x"] }));
    assert_eq!(curve.features().iter().map(|feature| feature.name()).collect::<Vec<_>>(), ["x2", "x"]);
}

#[test]
fn what_is_wrong_is_said() {
    for (json, words) in [
        (json!({ "datset": "xor" }), &["datset: ", "no such field", "dataset"][..]),
        (json!({ "dataset": "circel" }), &["dataset: \"circel\"", "circle, xor"]),
        (json!({ "dataset": 3 }), &["dataset: 3"]),
        (json!({ "samples": 5 }), &["samples: 5", "10 to 5000"]),
        (json!({ "samples": -1 }), &["samples: "]),
        (json!({ "samples": "all" }), &["samples: \"all\""]),
        (json!({ "noise": 60 }), &["noise: "]),
        (json!({ "train_share": 105 }), &["train_share: "]),
        (json!({ "features": ["x", "z"] }), &["features[1]: \"z\"", "x, y, x2"]),
        (json!({ "features": "x" }), &["features: \"x\" is not a list"]),
        (json!({ "layers": [{ "units": 65 }] }), &["layers[0].units: 65", "1 to 64"]),
        (json!({ "layers": [{ "units": 1 }, { "activation": "tanh" }] }), &["layers[1].units: is missing"]),
        (json!({ "layers": vec![json!({ "units": 1 }); 9] }), &["layers: 9 hidden layers", "at most 8"]),
        (json!({ "layers": [4, 2] }), &["layers[0]: 4"]),
        (json!({ "activation": "tahn" }), &["activation: \"tahn\"", "tanh"]),
        (json!({ "activation": "heaviside" }), &["layers[0].activation: heaviside", "gradient"]),
        (json!({ "loss": "sparse_categorical_crossentropy" }), &["loss: ", "does not fit", "binary_crossentropy"]),
        (json!({ "loss": "hinge", "dataset": "plane" }), &["loss: \"hinge\" does not fit", "mean_squared_error"]),
        (json!({ "loss": "mse", "dataset": "blobs" }), &["loss: ", "sparse_categorical_crossentropy"]),
        (json!({ "batch_size": 0 }), &["batch_size: 0"]),
        (json!({ "batch_size": 2.5 }), &["batch_size: 2.5"]),
        (json!({ "l1": -1 }), &["l1: -1", "0 to 10"]),
        (json!({ "optimizer": "adma" }), &["optimizer: \"adma\"", "adam"]),
        (json!({ "optimizer": { "name": "sgd", "rho": 1 } }), &["optimizer.rho: ", "no such field"]),
        (json!({ "seed": -1 }), &["seed: -1"]),
        (json!({ "dataset": "custom" }), &["points: 0 rows"]),
        (json!({ "dataset": "custom", "points": 5 }), &["points: 5 is not a text"]),
        (json!({ "dataset": "custom", "points": "1,2,0\n3,x,1" }), &["points: line 2: \"x\" is not a number"]),
    ] {
        let message = problem(json.clone());
        for word in words {
            assert!(message.contains(word), "{json}: {word:?} is not in: {message}");
        }
    }
}

/// Messages carry what was written, in the unit in which it was written.
#[test]
fn messages_about_percentages_are_in_percent() {
    for (key, number, limit) in [("noise", "60", "50"), ("train_share", "105", "100")] {
        let message = problem(json!({ key: number.parse::<f64>().unwrap() }));
        assert!(message.contains(number) && message.contains(limit), "{number} and {limit} are not in: {message}");
    }
}

#[test]
fn samples_are_whole_and_shown_as_written() {
    for (number, shown) in [(json!(99.5), "99.5"), (json!(-1), "-1")] {
        let made = ExperimentSettings::parse(&value(json!({ "samples": number }))).and_then(Experiment::new);
        let message = made.err().unwrap_or_else(|| panic!("{shown} samples were accepted")).to_string();
        assert!(message.contains(shown), "{shown} is not in: {message}");
    }
}

#[test]
fn penalties_are_named_as_in_the_settings() {
    for key in ["l1", "l2"] {
        let message = problem(json!({ key: -1 }));
        assert!(message.starts_with(&format!("{key}: ")), "{message}");
    }
}
