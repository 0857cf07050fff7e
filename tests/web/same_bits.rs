//! Same seed, same bits: a run in this browser ends in the very weights that a native run ends in.
//!
//! The constants are [`fnv`] over the bits of all weights, computed natively by the same calls of the core on x86-64. A change
//! of the arithmetic, of the random numbers or of a data set changes them; then they are to be computed natively again.

use crate::support::*;
use nn_playground::web::experiment::Experiment;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The weights after 200 updates: 40 epochs of five batches.
fn after_200_steps(config: Value, y: &[f32]) -> u64 {
    let network = network(config);
    let x = floats(&quadrants(50).0);
    ok(&network, "fit", &[x, floats(y), js(json!({ "epochs": 40, "batch_size": 10 }))]);
    assert_eq!(number(&network, "iterations"), 200.0);
    fnv(&lists(&ok(&network, "get_weights", &[])).concat())
}

#[wasm_bindgen_test]
fn a_classifier_with_adam() {
    let found = after_200_steps(classifier(), &quadrants(50).1);
    assert_eq!(found, 0x57fc_e4c0_1797_cc62, "{found:#x}");
}

#[wasm_bindgen_test]
fn many_kinds_of_layers_with_nadam() {
    let config = json!({
        "inputs": 2,
        "layers": [
            { "units": 7, "activation": "elu", "kernel_initializer": "he_normal" },
            { "units": 6, "activation": "gelu", "kernel_initializer": "lecun_normal", "kernel_regularizer": { "l2": 0.001 } },
            { "units": 5, "activation": "softplus", "bias_initializer": "ones" },
            { "units": 3, "activation": "softmax" }
        ],
        "loss": "sparse_categorical_crossentropy",
        "optimizer": { "name": "nadam", "learning_rate": 0.01 },
        "seed": 9_007_199_254_740_991_u64
    });
    let classes: Vec<f32> = (0..50).map(|row| (row % 3) as f32).collect();
    let found = after_200_steps(config, &classes);
    assert_eq!(found, 0xf86d_765b_1b73_c33c, "{found:#x}");
}

#[wasm_bindgen_test]
fn an_experiment_with_its_data() {
    let experiment: JsValue = Experiment::new(js(json!({
        "dataset": "spiral", "samples": 200, "noise": 15, "features": ["x", "y", "sinx", "siny", "xy"],
        "layers": [{ "units": 8 }, { "units": 8, "activation": "silu" }], "optimizer": { "name": "rmsprop", "momentum": 0.5 },
        "batch_size": 16, "l1": 0.0001, "seed": 42
    })))
    .map_err(JsValue::from)
    .unwrap()
    .into();
    ok(&experiment, "train", &[200.into()]);
    let found = ["points", "parameters"].map(|method| fnv(&f32s(&ok(&experiment, method, &[]))));
    assert_eq!(found, [0x1303_06c1_7e19_514e, 0x6dc9_c150_8e6f_d19b], "{found:#x?}");
}

/// A checkpoint as a native run wrote it, after two epochs of five batches.
const NATIVE: &str = r#"{
    "format": "nn-playground checkpoint", "version": 1,
    "config": {
        "inputs": 2,
        "layers": [
            { "units": 2, "activation": "tanh", "use_bias": true, "kernel_initializer": "glorot_uniform",
              "bias_initializer": "zeros", "kernel_regularizer": { "l1": 0.0, "l2": 0.0 } },
            { "units": 1, "activation": "sigmoid", "use_bias": true, "kernel_initializer": "glorot_uniform",
              "bias_initializer": "zeros", "kernel_regularizer": { "l1": 0.0, "l2": 0.0 } }
        ],
        "loss": "binary_crossentropy",
        "optimizer": { "name": "rmsprop", "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7,
                       "centered": false },
        "seed": 7
    },
    "iterations": 10, "epochs": 2, "diverged": false,
    "state": "3e9a3b733d67a5c2bef771113ed82be93c7686c4bc86608fbe78cd4f3cca15c5bc817e0d39cf8fe2367b1a2339a26cbf36395d1a3aa4ec553752fd4a3b852c5b3aa5efcc3d0494c5bad985923af6f3d53accaacfbae98652b9e165743a27ab923ae59c42bab9efae3a09740bbc4caf923aa997863c1c8219ba7fb744bccc1a143b26f6593d3193ddbca0ca9b3e050cc4"
}"#;

#[wasm_bindgen_test]
fn a_native_checkpoint_goes_on_here() {
    let network = from_json(&NATIVE.into()).unwrap();
    assert_eq!(number(&network, "iterations"), 10.0);
    let [x, y] = data(50);
    ok(&network, "fit", &[x, y, js(json!({ "epochs": 2, "batch_size": 10 }))]);
    let found = fnv(&lists(&ok(&network, "get_weights", &[])).concat());
    assert_eq!(found, 0xfa43_8267_60b0_adba, "{found:#x}"); // the weights after the native run's next two epochs
}
