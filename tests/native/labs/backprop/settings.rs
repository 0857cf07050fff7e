//! What a person may write, what is refused, and what takes the place of what is missing.

use super::{KEY, by_id, shown};
use crate::labs::try_show;
use serde_json::json;

/// Weights can be drawn where others would fit, too: as Keras draws a kernel of 2 · 2 (±√(6/4)), and biases of 0.
#[test]
fn weights_are_drawn_when_asked_for() {
    let weights = |seed: u64| {
        let shown = shown(json!({ "preset": "xor", "weights": "random", "seed": seed }));
        shown["settings"]["weights"].as_str().unwrap().to_owned()
    };
    assert_eq!(weights(3), weights(3));
    assert_ne!(weights(3), weights(4));
    let drawn: Vec<f64> = weights(3).split_whitespace().map(|w| w.parse().unwrap()).collect();
    assert_eq!(drawn.len(), 9);
    assert!(drawn[..4].iter().all(|w| w.abs() <= 1.23 && *w != 0.0));
    assert_eq!((&drawn[4..6], drawn[8]), (&[0.0, 0.0][..], 0.0));
}

/// What one learns from the settings shown is the same once more, with every field filled in.
#[test]
fn complete_settings_show_the_same() {
    for preset in ["lecture", "xor_steps", "xor", "softmax"] {
        let first = shown(json!({ "preset": preset, "epoch": 3 }));
        let again = shown(first["settings"].clone());
        assert_eq!(first, again, "{preset}");
    }
    // Weights that fit no more are drawn anew, and short enough to be typed.
    let drawn = shown(json!({ "layers": "2:tanh,1", "seed": 3 }));
    let text = drawn["settings"]["weights"].as_str().unwrap();
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.split_whitespace().all(|weight| weight.len() <= 5), "{text}");
    assert_ne!(drawn["settings"]["weights"], shown(json!({ "layers": "2:tanh,1", "seed": 4 }))["settings"]["weights"]);
    // Layers as a list are the same layers.
    let list = json!([{ "units": 2, "activation": "tanh" }, { "units": 1 }]);
    assert_eq!(drawn, shown(json!({ "layers": list, "seed": 3 })));
    // Decimal commas: where other separators make them clear, or where it is said that the comma is one.
    let points = shown(json!({ "x": "0.06 1.5\n0.87 2", "y": "3.5\n4" }));
    let commas = shown(json!({ "x": "0,06; 1,5\n0,87 2,0", "y": "3,5\n4", "decimal": "," }));
    assert_eq!(points, commas);
    let column = shown(json!({ "x": "0,06\n\u{2212}0,87", "y": "3,5\n4", "decimal": "," }));
    assert_eq!(column["settings"]["x"], "0.06\n-0.87\n");
    assert_eq!(shown(json!({ "x": "0,06\n0,87", "y": "3\n4" }))["inputs"], 2);
}

/// Fractions, and rows with `;` behind them, as textbooks and other programs write them.
#[test]
fn fractions_and_semicolons() {
    let lines = shown(
        json!({ "layers": "2,1", "x": "0 0\n0 1\n1 0", "y": "0.5\n-0.25\n0", "weights": "0.5 -0.3\n0.1 0.2\n0 0\n1\n1\n0" }),
    );
    for (x, y, weights) in [
        ("0 0; 0 1; 1 0", "1/2; -1/4; 0", "1/2 -0.3; 0.1 1/5; 0 0; 1; 1; 0"),
        ("0 0;\n0 1;\n1 0;", "1/2;\u{2212}1/4;0;", "1/2 -3/10; 0.1 0.2; 0 0\n\n1; 1; 0\n"),
        ("0;0\n0;1\n1;0", "0,5\n-0,25\n0", "0,5; -0,3\n0,1; 0,2\n0; 0\n\n1\n1\n0"),
    ] {
        let again = shown(json!({ "layers": "2,1", "x": x, "y": y, "weights": weights, "decimal": "," }));
        assert_eq!(again, lines, "{x} {y} {weights}");
    }
    let n = by_id(&shown(json!({ "x": "1/3", "y": "2/3", "weights": "1/7;0" })));
    assert_eq!([n["x1.1"], n["y1.1"], n["w1.1.1"]], [1.0 / 3.0, 2.0 / 3.0, 1.0 / 7.0]);
}

/// What is missing fits what is there, so that a key that is wrong can be left out alone.
#[test]
fn what_is_missing_fits_what_is_there() {
    for (settings, key, expected) in [
        (json!({ "x": "1\n2\n3" }), "y", "3.17\n4.73\n4.26\n"),
        (json!({ "y": "1\n2\n3\n4\n5\n6\n7" }), "x", "0.06\n0.87\n0.6\n0.71\n0.02\n0.06\n0.87\n"),
        (json!({ "y": "1\n2", "weights": "1\n2\n3" }), "x", "0.06 0.87\n0.6 0.71\n"),
        (json!({ "y": "1 2 3\n1 2 3" }), "layers", "3:linear"),
        (json!({ "y": "1\n3", "loss": "sparse_categorical_crossentropy" }), "layers", "4:linear"),
        (json!({ "loss": "sparse_categorical_crossentropy", "layers": "3,2:softmax" }), "y", "0\n1\n0\n1\n0\n"),
        (json!({ "loss": "binary_crossentropy", "layers": "2:sigmoid", "x": "1\n2" }), "y", "0 0\n0 0\n"),
        (json!({ "loss": "categorical_crossentropy" }), "layers", "2:linear"),
        (json!({ "loss": "categorical_crossentropy", "x": "1\n2\n3" }), "y", "1 0\n0 1\n1 0\n"),
        (json!({ "preset": "softmax", "loss": "categorical_crossentropy" }), "y", "1 0 0\n0 1 0\n0 0 1\n"),
        (json!({ "preset": "softmax", "loss": "kl_divergence" }), "y", "0.8 0.1 0.1\n0.1 0.8 0.1\n0.1 0.1 0.8\n"),
        (json!({ "loss": "kl_divergence" }), "y", "1\n1\n1\n1\n1\n"),
        (json!({ "y": "1 0 0", "loss": "categorical_crossentropy" }), "layers", "3:linear"),
    ] {
        assert_eq!(shown(settings.clone())["settings"][key], expected, "{settings}");
    }
}

#[test]
fn bad_settings_are_named() {
    for (settings, message) in [
        (json!({ "preset": "and" }), "preset: \"and\" is not an example; choose one of lecture, xor_steps"),
        (json!({ "eta": -1 }), "eta: -1 is out of range: 0 to 1000"),
        (json!({ "eta": "abc" }), "eta: \"abc\" is not a number"),
        (json!({ "eta": 1e308 }), "eta: 1"),
        (json!({ "epoch": 0.5 }), "epoch: 0.5 is not a whole number from 0 to 100000"),
        (json!({ "epoch": 1e9 }), "epoch: 1000000000 is not a whole number"),
        (json!({ "loss": "mce" }), "loss: \"mce\" is not a loss"),
        (json!({ "x": "1\ntwo" }), "x: line 2, number 1: \"two\" is not a number"),
        (json!({ "x": "1/0" }), "x: line 1, number 1: inf is not a finite number"),
        (json!({ "x": "1\n\n3" }), "x: line 2: a number is missing"),
        (json!({ "x": "1;;3" }), "x: line 2: a number is missing"),
        (json!({ "x": "1;;3\n4;5;6" }), "x: line 1, number 2: a number is missing"),
        (json!({ "x": "1e308" }), "x: line 1, number 1: 1e308 is out of range: -1000000 to 1000000"),
        (json!({ "x": "NaN" }), "x: line 1, number 1: NaN is not a finite number"),
        (json!({ "x": "" }), "x: 0 examples: there must be 1 to 64"),
        (json!({ "x": "1\n".repeat(65) }), "x: 65 examples: there must be 1 to 64"),
        (json!({ "y": "1\n".repeat(65) }), "y: 65 examples: there must be 1 to 64"),
        (json!({ "x": "1 2 3 4 5 6 7", "y": "1" }), "x: line 1: 7 numbers: there must be 1 to 6"),
        (json!({ "x": 3 }), "x: 3 is not a text"),
        (json!({ "x": "1 2\n3", "y": "1\n1" }), "x: line 2: 1 number: there must be 2"),
        (json!({ "x": "1\n2\n3", "y": "1\n2" }), "y: 2 rows: there must be 3"),
        (json!({ "layers": "3", "y": "1 2" }), "y: line 1: 2 numbers: there must be 3"),
        (
            json!({ "layers": "3,2:softmax", "loss": "sparse_categorical_crossentropy", "y": "1 0" }),
            "y: line 1: 2 numbers, where sparse_categorical_crossentropy takes one, the number of the class from 0 to 1 (here 0)",
        ),
        (json!({ "preset": "xor", "y": "0\n1\n1\n2" }), "y: line 4, number 1: 2 is out of range: 0 to 1"),
        (
            json!({ "preset": "softmax", "layers": "3:softmax", "y": "0\n1\n3" }),
            "y: line 3, number 1: 3 is not a class",
        ),
        (json!({ "weights": "0.1" }), "weights: 1 row, where 2 are needed"),
        (
            json!({ "weights": "0.1 2\n0" }),
            "weights: layer 1, weights of input 1: 2 numbers, where the layer has 1 unit",
        ),
        (json!({ "weights": "0.1\n0 0" }), "weights: layer 1, biases: 2 numbers, where the layer has 1 unit"),
        (json!({ "weights": "0.1\nabc" }), "weights: line 2, number 1: \"abc\" is not a number"),
        (json!({ "layers": "7" }), "layers[0]: \"7\" does not begin with 1 to 6 units"),
        (json!({ "layers": "2:tanh," }), "layers[1]: \"\" does not begin with 1 to 6 units"),
        (json!({ "layers": "1e308" }), "layers[0]: \"1e308\" does not begin with"),
        (json!({ "layers": "2:tan,1" }), "layers[0].activation: \"tan\" is not an activation"),
        (json!({ "layers": "1,1,1,1,1" }), "layers: 5 layers: there must be 1 to 4"),
        (json!({ "layers": [] }), "layers: 0 layers: there must be 1 to 4"),
        (json!({ "layers": [{ "units": 0 }] }), "layers[0].units: 0 is not a whole number from 1 to 6"),
        (json!({ "layers": 3 }), "layers: 3 is not a list of layers"),
        (
            json!({ "loss": "sparse_categorical_crossentropy", "layers": "1" }),
            "loss: sparse_categorical_crossentropy needs an output for each class, at least 2",
        ),
        (json!({ "preset": "softmax", "layers": "1" }), "layers: sparse_categorical_crossentropy needs an output"),
        (
            json!({ "loss": "categorical_crossentropy", "y": "1\n0" }),
            "loss: categorical_crossentropy needs an output for each class, at least 2",
        ),
        (json!({ "worksheet": "latex" }), "worksheet: there is no such field; there may be preset, "),
        (json!({ "learning_rate": 7 }), "learning_rate: there is no such field"),
        (json!({ "example": 65 }), "example: 65 is not a whole number from 1 to 64"),
        (json!({ "decimal": ";" }), "decimal: \";\" is not a decimal point"),
    ] {
        let found = try_show(KEY, settings.clone()).unwrap_err().to_string();
        assert!(found.starts_with(message), "{settings}: {found}");
    }
    shown(json!({ "loss": null }));
}
