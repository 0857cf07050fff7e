//! What is thrown says the same to programs as to people: `kind`, `field` and `details`.

use crate::support::*;
use js_sys::{Array, Reflect};
use serde_json::{Value as Json, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Kind, field and details of what was thrown.
#[track_caller]
fn told(outcome: Outcome) -> (String, String, Json) {
    let thrown = outcome.expect_err("it was accepted");
    assert!(thrown.is_instance_of::<js_sys::Error>());
    let text = |key| get(&thrown, key).as_string().unwrap_or_else(|| panic!("{key} is no text"));
    (text("kind"), text("field"), json_of(&get(&thrown, "details")))
}

fn with(pointer: &str, value: Json) -> JsValue {
    let mut config = classifier();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    config.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.into(), value);
    js(config)
}

#[wasm_bindgen_test]
fn a_field_with_what_it_may_be() {
    for (pointer, given, field, details) in [
        (
            "/inputs",
            json!(0),
            "inputs",
            json!({ "reason": "out_of_range", "value": 0, "low": 1, "high": 9007199254740991u64, "whole": true, "below": false }),
        ),
        (
            "/inputs",
            json!("3"),
            "inputs",
            json!({ "reason": "wrong_type", "found": "text", "value": "3", "expected": "number" }),
        ),
        (
            "/layers",
            json!([]),
            "layers",
            json!({ "reason": "count", "count": 0, "what": "layers", "low": 1, "high": 100 }),
        ),
        ("/layers/1/activation", json!("cosine"), "layers[1].activation", Json::Null),
        (
            "/layers/0/units",
            json!([1]),
            "layers[0].units",
            json!({ "reason": "wrong_type", "found": "list", "expected": "number" }),
        ),
        ("/layers/0/unit", json!(1), "layers[0].unit", Json::Null),
        (
            "/layers/0/bias_initializer",
            json!("he_normal"),
            "layers[0].bias_initializer",
            json!({ "reason": "unfit", "value": "he_normal", "choices": ["zeros", "ones"] }),
        ),
        (
            "/optimizer",
            json!({ "name": "sgd", "momentum": 1.5 }),
            "optimizer.momentum",
            json!({ "reason": "out_of_range", "value": 1.5, "low": 0, "high": 1, "whole": false, "below": true }),
        ),
        (
            "/optimizer",
            json!({ "name": "sgd", "learning_rate": -1 }),
            "optimizer.learning_rate",
            json!({ "reason": "out_of_range", "value": -1, "low": 0, "whole": false, "below": false }),
        ),
        (
            "/optimizer",
            json!({ "name": "sgd", "lr": 1, "learning_rate": 1 }),
            "optimizer.lr",
            json!({ "reason": "conflict", "with": "learning_rate" }),
        ),
        (
            "/loss",
            json!("sparse_categorical_crossentropy"),
            "loss",
            json!({ "reason": "too_few_outputs", "value": "sparse_categorical_crossentropy" }),
        ),
    ] {
        let (kind, its, found) = told(construct(&with(pointer, given)));
        assert_eq!((kind.as_str(), its.as_str()), ("config", field));
        if !details.is_null() {
            assert_eq!(found, details, "{field}");
        }
    }
    let (_, _, details) = told(construct(&with("/layers/1/activation", json!("cosine"))));
    assert_eq!((&details["reason"], &details["value"]), (&json!("unknown"), &json!("cosine")));
    assert!(details["choices"].as_array().unwrap().contains(&json!("tanh")));
    let (_, _, details) = told(construct(&with("/layers/0/unit", json!(1))));
    assert_eq!(details["reason"], "unknown_field");
    assert!(details["choices"].as_array().unwrap().contains(&json!("units")));
    let (kind, field, details) = told(construct(&JsValue::from(7)));
    assert_eq!((kind.as_str(), field.as_str()), ("config", "config"));
    assert_eq!(details, json!({ "reason": "wrong_type", "found": "number", "value": 7, "expected": "object" }));
    let nan = js(classifier());
    put(&nan, "inputs", f64::NAN);
    let thrown = construct(&nan).unwrap_err();
    assert!(number(&get(&thrown, "details"), "value").is_nan());
}

#[wasm_bindgen_test]
fn arrays_with_their_lengths() {
    let network = network(classifier());
    let [x, y] = data(4);
    for (arguments, field, details) in [
        ([floats(&[1.0; 3]), y.clone()], "x", json!({ "reason": "length", "length": 3, "row": 2 })),
        ([floats(&[]), y.clone()], "x", json!({ "reason": "length", "length": 0, "row": 2 })),
        ([x.clone(), floats(&[1.0])], "y", json!({ "reason": "length", "length": 1, "rows": 4, "row": 1 })),
        (
            [x.clone(), floats(&[1.0, 0.0, 1.0, 1.5])],
            "y[3]",
            json!({ "reason": "out_of_range", "value": 1.5, "low": 0, "high": 1, "whole": false, "below": false }),
        ),
    ] {
        assert_eq!(told(call(&network, "train_step", &arguments)), ("data".into(), field.into(), details));
    }
    let set = |arrays: &[&[f32]]| {
        let arrays: Array = arrays.iter().map(|values| floats(values)).collect();
        told(call(&network, "set_weights", &[arrays.into()]))
    };
    assert_eq!(set(&[&[1.0]]).2, json!({ "reason": "count", "count": 1, "what": "arrays", "low": 4, "high": 4 }));
    let (_, field, details) = set(&[&[1.0], &[0.0; 3], &[0.0; 3], &[0.0]]);
    assert_eq!((field.as_str(), details), ("weights[0]", json!({ "reason": "length", "length": 1, "rows": 6 })));
}

#[wasm_bindgen_test]
fn other_kinds() {
    let step = network(
        json!({ "inputs": 1, "layers": [{ "units": 1, "activation": "sign" }], "loss": "mse", "optimizer": "sgd" }),
    );
    let (kind, field, details) = told(call(&step, "train_step", &[floats(&[1.0]), floats(&[1.0])]));
    assert_eq!((kind.as_str(), field.as_str()), ("no_gradient", "layers[0].activation"));
    assert_eq!(details, json!({ "reason": "no_gradient", "value": "sign" }));
    for (text, field) in
        [("{}", "format"), ("[", ""), (r#"{"format":"nn-playground checkpoint","version":2}"#, "version")]
    {
        let (kind, its, _) = told(from_json(&text.into()));
        assert_eq!((kind.as_str(), its.as_str()), ("checkpoint", field));
    }
    let saved = ok(&step, "to_json", &[]).as_string().unwrap();
    let mut saved: Json = serde_json::from_str(&saved).unwrap();
    saved["config"]["layers"][0]["units"] = json!(0);
    assert_eq!(told(from_json(&saved.to_string().into())).1, "config.layers[0].units");
}

#[wasm_bindgen_test]
fn bulk_data_is_flat() {
    let network = network(classifier());
    let [x, y] = data(2);
    let lists = js(json!([[1, 2], [3, 4]]));
    assert_refused(
        call(&network, "train_step", &[lists.clone(), y.clone()]),
        &["class Array", "new Float32Array(x.flat(Infinity))"],
    );
    // What the advice `new Float32Array(x)` makes of it.
    let nans = Reflect::construct(
        get(&js_sys::global(), "Float32Array").unchecked_ref::<js_sys::Function>(),
        &Array::of1(&lists),
    )
    .unwrap();
    assert_refused(call(&network, "train_step", &[nans, y]), &["x: every value is NaN", "flat"]);
    let labels = js_sys::Int32Array::from(&[0, 1][..]);
    assert_refused(call(&network, "train_step", &[x, labels.into()]), &["class Int32Array", "new Float32Array(y)"]);
    let plain = js(json!([[[1, 2, 3], [4, 5, 6]], [0, 0, 0], [[1], [2], [3]], [0]]));
    assert_refused(
        call(&network, "set_weights", &[plain]),
        &["weights[0]", "new Float32Array(weights[0].flat(Infinity))"],
    );
}
