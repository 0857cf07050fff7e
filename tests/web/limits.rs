//! Every documented maximum, and what lies beyond: results or an `Error`, and an object that still answers.

use crate::support::*;
use js_sys::{Array, Function, Reflect};
use nn_playground::{
    experiment::{MAX_HIDDEN_LAYERS, MAX_HIDDEN_UNITS, MAX_RESOLUTION},
    nn::{MAX_EPOCHS, MAX_LAYERS, MAX_PARAMETERS, random::MAX_SEED},
    plot::heat_map::LARGEST_SIDE,
    web,
};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const ALL_FEATURES: [&str; 7] = ["x", "y", "x2", "y2", "xy", "sinx", "siny"];

fn create(settings: &JsValue) -> Outcome {
    let any: JsValue =
        web::experiment::Experiment::new(js(json!({})), &JsValue::UNDEFINED).map_err(JsValue::from).unwrap().into();
    let class: Function = get(&any, "constructor").unchecked_into();
    Reflect::construct(&class, &Array::of1(settings))
}

/// 5000 rows of eight classes.
fn eight_classes() -> String {
    (0..5000).map(|row| format!("{},{},{}\n", row % 71, row % 83, row % 8)).collect()
}

#[wasm_bindgen_test]
fn ten_thousand_features() {
    let experiment = create(&js(json!({ "samples": 10 }))).unwrap();
    let settings = js(json!({ "samples": 10, "features": vec!["x"; 10_000] }));
    assert_refused(create(&settings), &["features: 10000 features: there must be 1 to 10"]);
    assert_refused(call(&experiment, "configure", &[settings]), &["features"]);
    let twice = js(json!({ "samples": 10, "features": ["x", "y", "x"] }));
    assert_refused(create(&twice), &["features[2]: \"x\" is there twice"]);
    ok(&experiment, "train", &[1.into()]);
}

#[wasm_bindgen_test]
fn the_largest_experiment() {
    let settings = |layers: Vec<Value>| {
        js(json!({
            "dataset": "custom", "points": eight_classes(), "train_share": 90, "features": ALL_FEATURES, "layers": layers,
            "optimizer": { "name": "adam", "amsgrad": true }, "batch_size": MAX_SEED, "seed": MAX_SEED
        }))
    };
    let experiment = create(&settings(vec![json!({ "units": MAX_HIDDEN_UNITS }); MAX_HIDDEN_LAYERS])).unwrap();
    ok(&experiment, "train", &[1.into()]);
    assert_eq!(number(&experiment, "step"), 1.0);
    ok(&experiment, "heat_map", &[4.into(), 4.into(), "dark".into()]);
    // The largest grid of points, of a network whose outputs are as many as there can be.
    ok(&experiment, "configure", &[settings(vec![])]);
    let heat_map = |experiment: &JsValue, samples: usize, size: usize| {
        let picture = ok(experiment, "heat_map", &[(samples as u32).into(), (size as u32).into(), "light".into()]);
        assert_eq!(number(&picture, "length"), (size * size * 4) as f64);
    };
    heat_map(&experiment, MAX_RESOLUTION, 1);
    // The largest picture, of one output: unoptimised code takes seconds for it, and a driver gives up on a page that is busy for 30.
    heat_map(&create(&js(json!({}))).unwrap(), 1, LARGEST_SIDE);
    for (samples, size) in [(MAX_RESOLUTION + 1, 1), (1, LARGEST_SIDE + 1)] {
        refused(call(&experiment, "heat_map", &[(samples as u32).into(), (size as u32).into(), "light".into()]));
    }
    assert_refused(
        call(&experiment, "heat_map", &[4.into(), 4.into(), "drak".into()]),
        &["theme: \"drak\"", "light, dark"],
    );
    ok(&experiment, "train", &[1.into()]);
}

#[wasm_bindgen_test]
fn the_largest_networks() {
    for (inputs, layers) in [
        (999, json!([{ "units": 1000 }])),
        (MAX_PARAMETERS, json!([{ "units": 1, "use_bias": false }])),
        (1, json!([{ "units": MAX_PARAMETERS / 2 }])),
        (1, json!(vec![json!({ "units": 1 }); MAX_LAYERS])),
    ] {
        let optimizer = json!({ "name": "adam", "amsgrad": true });
        let network =
            network(json!({ "inputs": inputs, "layers": layers, "loss": "mse", "optimizer": optimizer, "seed": 1 }));
        let outputs = layers.as_array().unwrap().last().unwrap()["units"].as_u64().unwrap() as usize;
        let (x, y) = (floats(&vec![0.5; inputs]), floats(&vec![0.5; outputs]));
        ok(&network, "train_step", &[x.clone(), y]);
        let copy = ok(&network, "clone", &[]);
        assert_eq!(f32s(&ok(&copy, "predict", &[x])).len(), outputs);
        ok(&copy, "free", &[]);
        let saved = from_json(&ok(&network, "to_json", &[])).unwrap();
        assert_eq!(number(&saved, "parameter_count"), number(&network, "parameter_count"));
        for network in [saved, network] {
            ok(&network, "free", &[]);
        }
    }
}

#[wasm_bindgen_test]
fn the_longest_history() {
    let network = network(json!({
        "inputs": 1, "layers": [{ "units": 1, "activation": "sigmoid" }], "loss": "bce",
        "optimizer": { "name": "sgd", "learning_rate": 1e38 }, "seed": 1
    }));
    let (x, y) = (floats(&[3e38]), floats(&[0.0]));
    let validation: Array = [x.clone(), y.clone()].iter().collect();
    let fit = |epochs: f64| {
        let options = js(json!({ "epochs": epochs }));
        put(&options, "validation_data", validation.clone());
        call(&network, "fit", &[x.clone(), y.clone(), options])
    };
    // It diverges at once, so that the largest number can be tried.
    let history = fit(MAX_EPOCHS as f64).unwrap();
    assert_eq!(f64s(&get(&history, "loss")).len(), 1);
    assert_refused(fit(MAX_EPOCHS as f64 + 1.0), &["options.epochs", "0 to 10000000"]);
    assert_refused(fit(f64::from(u32::MAX)), &["options.epochs"]);
    ok(&network, "evaluate", &[floats(&[1.0]), y.clone()]);
}

/// A list in a list in a list, the same one each time: small, until it is written out.
#[wasm_bindgen_test]
fn lists_that_share_lists() {
    let experiment = create(&js(json!({}))).unwrap();
    let mut list: JsValue = "x".repeat(1000).into();
    for _ in 0..4 {
        list = std::iter::repeat_n(list, 5000).collect::<Array>().into();
        let settings = js(json!({}));
        put(&settings, "features", list.clone());
        refused(call(&experiment, "configure", std::slice::from_ref(&settings)));
        refused(create(&settings));
    }
    let bytes = js(json!({}));
    put(&bytes, "features", js_sys::Uint8Array::new_with_length(500_000_000));
    assert_refused(call(&experiment, "configure", &[bytes]), &["a number, a text or a plain object is expected"]);
    let arrays = Array::new_with_length(1_000_000);
    let network = network(classifier());
    assert_refused(call(&network, "set_weights", &[arrays.into()]), &["1000000 arrays"]);
    ok(&experiment, "train", &[1.into()]);
}

#[wasm_bindgen_test]
fn long_texts_are_named_and_not_repeated() {
    let mut config = classifier();
    config["inputs"] = json!("x".repeat(200_000));
    let message = refused(construct(&js(config)));
    assert!(message.len() < 200 && message.contains("xxx…"), "{message}");
    let experiment = create(&js(json!({}))).unwrap();
    let settings = js(json!({ "dataset": "custom", "points": "1,".repeat(5_000_000) }));
    assert_refused(call(&experiment, "configure", &[settings]), &["points", "10000000 bytes is too long"]);
    ok(&experiment, "train", &[1.into()]);
}
