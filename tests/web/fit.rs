//! Training across the border: `train_step`, `gradients`, `fit`, `evaluate`; and what cannot be trained.

use crate::support::*;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The lecture's neuron, out = 0.1 x + 0 with η = 0.01, and its five points.
fn lecture() -> (JsValue, JsValue, JsValue) {
    let network = network(json!({
        "inputs": 1, "layers": [{ "units": 1 }], "loss": "mse", "optimizer": { "name": "SGD", "lr": 0.01 }
    }));
    ok(&network, "set_weights", &[[floats(&[0.1]), floats(&[0.0])].iter().collect::<js_sys::Array>().into()]);
    (network, floats(&[0.06, 0.87, 0.60, 0.71, 0.02]), floats(&[3.17, 4.73, 4.26, 4.57, 3.02]))
}

#[wasm_bindgen_test]
fn the_first_epoch_of_the_lecture() {
    let (network, x, y) = lecture();
    let gradients = lists(&ok(&network, "gradients", &[x.clone(), y.clone()]));
    assert_eq!(gradients.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert_near(gradients[0][0].into(), -4.00156, 5e-6);
    assert_near(gradients[1][0].into(), -7.8096, 5e-5);
    assert_near(ok(&network, "train_step", &[x, y]).as_f64().unwrap(), 15.711534, 4e-6);
    let weights = lists(&ok(&network, "get_weights", &[]));
    assert_eq!(weights[0], [0.1400156]);
    assert_near(weights[1][0].into(), 0.078096, 5e-7);
}

#[wasm_bindgen_test]
fn the_first_epoch_of_the_lecture_by_fit() {
    let (network, x, y) = lecture();
    let history = ok(&network, "fit", &[x, y]);
    assert_eq!(keys(&history), ["loss"], "a regression has no accuracy");
    assert_near(f64s(&get(&history, "loss"))[0], 15.711534, 4e-6);
    assert_eq!(lists(&ok(&network, "get_weights", &[]))[0], [0.1400156]);
}

#[wasm_bindgen_test]
fn a_history_has_what_applies_and_nothing_else() {
    let [x, y] = data(40);
    let validation = [x.clone(), y.clone()].iter().collect::<js_sys::Array>();
    for (loss, with_validation, expected) in [
        ("mse", false, vec!["loss"]),
        ("mse", true, vec!["loss", "val_loss"]),
        ("huber", true, vec!["loss", "val_loss"]),
        ("binary_crossentropy", false, vec!["accuracy", "loss"]),
        ("binary_crossentropy", true, vec!["accuracy", "loss", "val_accuracy", "val_loss"]),
    ] {
        let mut config = classifier();
        config["loss"] = json!(loss);
        let network = network(config);
        let options = js(json!({ "epochs": 3 }));
        if with_validation {
            put(&options, "validation_data", validation.clone());
        }
        let history = ok(&network, "fit", &[x.clone(), y.clone(), options]);
        assert_eq!(keys(&history), expected, "{loss}");
        for key in expected {
            let values = f64s(&get(&history, key));
            assert_eq!(values.len(), 3, "{loss}: {key}");
            assert!(values.iter().all(|value| value.is_finite()), "{loss}: {key}");
        }
        // The val_ ones are what evaluate says now.
        let metrics = ok(&network, "evaluate", &[x.clone(), y.clone()]);
        if with_validation {
            assert_eq!(f64s(&get(&history, "val_loss"))[2], number(&metrics, "loss"));
        }
        let classifies = loss == "binary_crossentropy";
        assert_eq!(keys(&metrics), if classifies { vec!["accuracy", "loss"] } else { vec!["loss"] });
        if classifies {
            let correct = number(&metrics, "accuracy") * 40.0;
            assert!(correct.fract() < 1e-9 && (0.0..=40.0).contains(&correct), "{correct} of 40");
        }
    }
}

#[wasm_bindgen_test]
fn the_defaults_of_fit_are_keras() {
    let [x, y] = data(70);
    let after = |options: Option<JsValue>| {
        let network = network(classifier());
        let arguments: Vec<JsValue> = [x.clone(), y.clone()].into_iter().chain(options).collect();
        let history = ok(&network, "fit", &arguments);
        (f64s(&get(&history, "loss")), bits(&network), number(&network, "iterations"))
    };
    let expected = after(Some(js(json!({ "epochs": 1, "batch_size": 32, "shuffle": true }))));
    assert_eq!((expected.0.len(), expected.2), (1, 3.0));
    let left_open = js(json!({}));
    for key in ["epochs", "batch_size", "shuffle", "validation_data"] {
        put(&left_open, key, JsValue::UNDEFINED);
    }
    for options in [None, Some(JsValue::UNDEFINED), Some(JsValue::NULL), Some(js(json!({}))), Some(left_open)] {
        assert_eq!(after(options), expected);
    }
    assert_ne!(after(Some(js(json!({ "shuffle": false })))).1, expected.1);
    assert_ne!(after(Some(js(json!({ "batch_size": 35 })))).1, expected.1);
    assert_eq!(after(Some(js(json!({ "epochs": 0 })))).2, 0.0);
}

#[wasm_bindgen_test]
fn the_options_are_left_as_they_are() {
    let [x, y] = data(8);
    let options = js(json!({ "epochs": 2 }));
    let validation: JsValue = [x.clone(), y.clone()].iter().collect::<js_sys::Array>().into();
    put(&options, "validation_data", validation.clone());
    js_sys::Object::freeze(&js_sys::Object::from(options.clone()));
    ok(&network(classifier()), "fit", &[x, y, options.clone()]);
    assert_eq!(keys(&options), ["epochs", "validation_data"]);
    assert_eq!(get(&options, "validation_data"), validation);
}

#[wasm_bindgen_test]
fn bad_options_are_named_and_change_nothing() {
    let network = network(classifier());
    let [x, y] = data(40);
    ok(&network, "fit", &[x.clone(), y.clone()]);
    let before = bits(&network);
    let with = |key: &str, value: JsValue| {
        let options = js(json!({ "epochs": 2 }));
        put(&options, key, value);
        options
    };
    let pair = |x: JsValue, y: JsValue| with("validation_data", [x, y].iter().collect::<js_sys::Array>().into());
    let nan = floats(&[0.0, f32::NAN]);
    let cases: Vec<(JsValue, &[&str])> = vec![
        (with("epoch", 3.into()), &["options.epoch", "there may be validation_data, epochs, batch_size, shuffle"]),
        (with("epochs", (-1).into()), &["options.epochs", "-1", "whole number"]),
        (with("epochs", 1.5.into()), &["options.epochs", "1.5", "whole number"]),
        (with("epochs", "3".into()), &["options.epochs", "\"3\"", "not a number"]),
        (with("epochs", f64::NAN.into()), &["options.epochs", "NaN"]),
        (with("epochs", f64::INFINITY.into()), &["options.epochs", "inf"]),
        (with("batch_size", 0.into()), &["options.batch_size", "0", "from 1"]),
        (with("batch_size", 9e15.into()), &["options.batch_size"]),
        (with("batch_size", js(json!([1]))), &["options.batch_size", "a list"]),
        (with("shuffle", 1.into()), &["options.shuffle", "true nor false"]),
        (with("validation_data", 7.into()), &["validation_data", "7", "array of Float32Arrays"]),
        (with("validation_data", x.clone()), &["validation_data", "Float32Array is not an array"]),
        (with("validation_data", js(json!([]))), &["validation_data", "0 arrays: there must be 2"]),
        (with("validation_data", js(json!([[1, 2], [1]]))), &["validation_data[0]", "class Array", "Float32Array"]),
        (pair(x.clone(), JsValue::UNDEFINED), &["validation_data[1]", "undefined", "Float32Array"]),
        (pair(floats(&[1.0]), y.clone()), &["validation_data[0]", "rows of 2"]),
        (pair(floats(&[]), floats(&[])), &["validation_data[0]", "empty"]),
        (pair(x.clone(), floats(&[1.0])), &["validation_data[1]", "40"]),
        (pair(nan, floats(&[1.0])), &["validation_data[0][1]", "NaN", "finite"]),
        (pair(floats(&[0.0, 0.0]), floats(&[2.0])), &["validation_data[1][0]", "2 is out of range: 0 to 1"]),
        ("fast".into(), &["options", "{ epochs: 10"]),
        (7.into(), &["options", "{ epochs: 10"]),
        (true.into(), &["options", "{ epochs: 10"]),
        (js(json!([3])), &["options", "a list is not an object"]),
    ];
    for (options, holds) in cases {
        assert_refused(call(&network, "fit", &[x.clone(), y.clone(), options]), holds);
        assert_eq!(bits(&network), before, "{holds:?} changed the weights");
    }
    assert_eq!(number(&network, "iterations"), 2.0);
    // The order of the next epoch has not moved on either.
    let twin = crate::support::network(classifier());
    for network in [&twin, &network, &twin] {
        ok(network, "fit", &[x.clone(), y.clone()]);
    }
    assert_eq!(bits(&network), bits(&twin));
}

/// One step at the output.
fn steps() -> JsValue {
    let network = network(json!({
        "inputs": 1, "layers": [{ "units": 2, "activation": "tanh" }, { "units": 1, "activation": "heaviside" }],
        "loss": "mse", "optimizer": "sgd", "seed": 1
    }));
    let weights = [vec![1.0, -1.0], vec![0.0, 0.0], vec![1.0, 0.0], vec![0.0]];
    ok(&network, "set_weights", &[weights.iter().map(|values| floats(values)).collect::<js_sys::Array>().into()]);
    network
}

#[wasm_bindgen_test]
fn a_step_function_answers_but_does_not_train() {
    let network = steps();
    let (x, y) = (floats(&[-1.0, 0.0, 2.0]), floats(&[0.0, 1.0, 1.0]));
    assert_eq!(f32s(&ok(&network, "predict", std::slice::from_ref(&x))), [0.0, 1.0, 1.0]);
    assert_eq!(number(&ok(&network, "evaluate", &[x.clone(), y.clone()]), "loss"), 0.0);
    let before = bits(&network);
    for method in ["train_step", "gradients", "fit"] {
        let outcome = call(&network, method, &[x.clone(), y.clone()]);
        assert_refused(outcome, &["layers[1].activation", "heaviside", "gradient", "sigmoid", "perceptron"]);
    }
    assert_eq!((bits(&network), number(&network, "iterations")), (before, 0.0));
}

#[wasm_bindgen_test]
fn divergence_is_a_state_and_not_a_crash() {
    let mut config = classifier();
    config["loss"] = json!("mse");
    config["layers"][1]["activation"] = json!("linear");
    config["layers"][0]["activation"] = json!("linear");
    config["optimizer"] = json!({ "name": "sgd", "learning_rate": 1e30 });
    let network = network(config);
    assert_eq!(get(&network, "diverged"), JsValue::FALSE);
    let [x, y] = data(40);
    let history = ok(&network, "fit", &[x.clone(), y.clone(), js(json!({ "epochs": 50, "batch_size": 10 }))]);
    assert_eq!(get(&network, "diverged"), JsValue::TRUE);
    let epochs = f64s(&get(&history, "loss")).len();
    assert!((1..50).contains(&epochs), "it went on for {epochs} epochs");
    let weights = || lists(&ok(&network, "get_weights", &[])).concat();
    assert!(weights().iter().all(|weight| weight.is_finite()));
    let (stuck, iterations) = (bits(&network), number(&network, "iterations"));
    ok(&network, "train_step", &[x.clone(), y.clone()]); // reports the loss that it has, and changes nothing
    assert_eq!((bits(&network), number(&network, "iterations")), (stuck, iterations));
    assert_eq!(get(&ok(&network, "clone", &[]), "diverged"), JsValue::TRUE);
    // A way out.
    ok(&network, "reset", &[]);
    assert_eq!(get(&network, "diverged"), JsValue::FALSE);
    assert!(number(&ok(&network, "evaluate", &[x, y]), "loss").is_finite());
}
