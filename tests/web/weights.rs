//! Typed arrays in and out: their kinds, orders, lengths, and that they are copies.

use crate::support::*;
use js_sys::{Array, Float32Array, Float64Array};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn weights_are_kernel_and_bias_of_each_layer() {
    let network = network(json!({
        "inputs": 2,
        "layers": [
            { "units": 3, "bias_initializer": "ones" },
            { "units": 4, "use_bias": false },
            { "units": 2, "kernel_initializer": "ones" }
        ],
        "loss": "mse", "optimizer": "sgd"
    }));
    let weights = lists(&ok(&network, "get_weights", &[]));
    assert_eq!(weights.iter().map(Vec::len).collect::<Vec<_>>(), [6, 3, 12, 8, 2]);
    assert_eq!(weights[1], [1.0; 3]);
    assert_eq!(weights[3], [1.0; 8]);
    assert_eq!(weights[4], [0.0; 2]);
    let gradients = lists(&ok(&network, "gradients", &[floats(&[1.0, 2.0]), floats(&[0.0, 1.0])]));
    assert_eq!(gradients.iter().map(Vec::len).collect::<Vec<_>>(), [6, 3, 12, 8, 2]);
}

#[wasm_bindgen_test]
fn a_kernel_is_inputs_by_units() {
    let network = network(json!({ "inputs": 2, "layers": [{ "units": 3 }], "loss": "mse", "optimizer": "sgd" }));
    let given = Array::of2(&floats(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), &floats(&[0.5, -0.5, 0.0]));
    assert!(ok(&network, "set_weights", &[given.clone().into()]).is_undefined());
    assert_eq!(lists(&ok(&network, "get_weights", &[])), lists(&given));
    let out = f32s(&ok(&network, "predict", &[floats(&[1.0, 0.0, 0.0, 1.0])]));
    assert_eq!(out, [1.5, 1.5, 3.0, 4.5, 4.5, 6.0]);
}

#[wasm_bindgen_test]
fn what_comes_out_is_a_copy_and_stays_as_it_is() {
    let network = network(classifier());
    let before = bits(&network);
    let weights = ok(&network, "get_weights", &[]);
    get(&weights, "0").unchecked_into::<Float32Array>().fill(9.0, 0, 6);
    assert_eq!(bits(&network), before);
    let [x, y] = data(8);
    let old = ok(&network, "get_weights", &[]);
    let out = ok(&network, "predict", std::slice::from_ref(&x));
    let expected = (lists(&old), f32s(&out));
    ok(&network, "train_step", &[x.clone(), y.clone()]);
    // The memory of the module grows and moves.
    assert_eq!(f32s(&ok(&network, "predict", &[floats(&vec![0.5; 2_000_000])])).len(), 1_000_000);
    assert_eq!((lists(&old), f32s(&out)), expected);
    assert_eq!((f32s(&x), f32s(&y)), quadrants(8), "what went in was not touched");
}

#[wasm_bindgen_test]
fn a_view_into_a_larger_buffer_is_read_where_it_begins() {
    let network = network(classifier());
    let all = Float32Array::from(&[9.0, 9.0, 0.25, -0.5, 1.0, 0.75, 9.0][..]);
    let view = all.subarray(2, 6);
    let plain = ok(&network, "predict", &[floats(&[0.25, -0.5, 1.0, 0.75])]);
    assert_eq!(f32s(&ok(&network, "predict", &[view.into()])), f32s(&plain));
}

/// What is not a `Float32Array`, and how messages call it.
fn strangers() -> Vec<(JsValue, &'static str)> {
    vec![
        (js(json!([0.5, 0.5])), "an object of class Array"),
        (Float64Array::from(&[0.5, 0.5][..]).into(), "an object of class Float64Array"),
        (js_sys::ArrayBuffer::new(8).into(), "an object of class ArrayBuffer"),
        (js(json!({ "0": 0.5 })), "an object of class Object"),
        (JsValue::UNDEFINED, "undefined"),
        (JsValue::NULL, "nothing"),
        ("0.5".into(), "\"0.5\""),
        (0.5.into(), "0.5"),
        (true.into(), "true"),
    ]
}

#[wasm_bindgen_test]
fn other_kinds_are_refused_by_name() {
    let network = network(classifier());
    let [x, y] = data(1);
    let before = bits(&network);
    for (stranger, called) in strangers() {
        for method in ["train_step", "fit", "evaluate", "gradients"] {
            let what = |name: &str| [format!("{name}: "), format!("{called} is not a Float32Array")];
            let [name, problem] = what("x");
            assert_refused(
                call(&network, method, &[stranger.clone(), y.clone()]),
                &[&name, &problem, "new Float32Array("],
            );
            let [name, problem] = what("y");
            assert_refused(
                call(&network, method, &[x.clone(), stranger.clone()]),
                &[&name, &problem, "new Float32Array("],
            );
        }
        assert_refused(call(&network, "predict", std::slice::from_ref(&stranger)), &["x: ", called, "Float32Array"]);
        let list = lists(&ok(&network, "get_weights", &[])).iter().map(|list| floats(list)).collect::<Array>();
        list.set(2, stranger.clone());
        assert_refused(call(&network, "set_weights", &[list.into()]), &["weights[2]: ", called, "Float32Array"]);
        if !stranger.is_instance_of::<Array>() {
            assert_refused(
                call(&network, "set_weights", &[stranger]),
                &["weights: ", called, "array of Float32Arrays"],
            );
        }
    }
    for method in ["train_step", "fit", "evaluate", "gradients", "predict"] {
        assert_refused(call(&network, method, &[]), &["x: ", "undefined"]);
    }
    assert_refused(call(&network, "set_weights", &[]), &["weights: ", "undefined"]);
    assert_eq!(bits(&network), before);
}

#[wasm_bindgen_test]
fn wrong_lengths_and_values_are_refused() {
    let network = network(classifier());
    let before = bits(&network);
    for (x, y, holds) in [
        (vec![], vec![], ["x: ", "empty"]),
        (vec![1.0], vec![1.0], ["x: ", "rows of 2"]),
        (vec![1.0, 2.0], vec![], ["y: ", "0 values"]),
        (vec![1.0, 2.0], vec![1.0, 1.0], ["y: ", "2 values"]),
        (vec![1.0, f32::NAN], vec![1.0], ["x[1]: ", "NaN"]),
        (vec![f32::INFINITY, 1.0], vec![1.0], ["x[0]: ", "inf"]),
        (vec![1.0, 1.0], vec![f32::NAN], ["y[0]: ", "NaN"]),
        (vec![1.0, 1.0], vec![-1.0], ["y[0]: ", "-1"]),
    ] {
        for method in ["train_step", "fit", "evaluate", "gradients"] {
            assert_refused(call(&network, method, &[floats(&x), floats(&y)]), &holds);
        }
        if holds[0].starts_with('x') {
            assert_refused(call(&network, "predict", &[floats(&x)]), &holds);
        }
    }
    let weights = |change: &dyn Fn(&mut Vec<Vec<f32>>)| {
        let mut weights = lists(&ok(&network, "get_weights", &[]));
        weights.iter_mut().flatten().for_each(|weight| *weight += 1.0);
        change(&mut weights);
        JsValue::from(weights.iter().map(|list| floats(list)).collect::<Array>())
    };
    let set = |weights: JsValue, holds: &[&str]| assert_refused(call(&network, "set_weights", &[weights]), holds);
    set(weights(&|list| drop(list.pop())), &["weights: ", "3 arrays", "4"]);
    set(weights(&|list| list.push(vec![])), &["weights: ", "5 arrays", "4"]);
    set(weights(&|list| list.swap(0, 1)), &["weights[0]: ", "3 values", "6"]);
    set(weights(&|list| list[3].clear()), &["weights[3]: ", "0 values", "1"]);
    set(weights(&|list| list[2][1] = f32::NAN), &["weights[2][1]: ", "NaN"]);
    assert_eq!(bits(&network), before, "the first arrays were good, and must not have been taken");
}

#[wasm_bindgen_test]
fn classes_are_indices_for_sparse_categorical_crossentropy() {
    let network = network(json!({
        "inputs": 2, "layers": [{ "units": 3, "activation": "softmax" }],
        "loss": "sparse_categorical_crossentropy", "optimizer": "sgd"
    }));
    let x = floats(&[1.0, 2.0, 3.0, 4.0]);
    assert_eq!(keys(&ok(&network, "evaluate", &[x.clone(), floats(&[0.0, 2.0])])), ["accuracy", "loss"]);
    let out = f32s(&ok(&network, "predict", std::slice::from_ref(&x)));
    assert_eq!(out.len(), 6);
    for row in out.chunks(3) {
        assert_near(row.iter().sum::<f32>().into(), 1.0, 1e-6);
    }
    for bad in [3.0, -1.0, 0.5, f32::NAN] {
        assert_refused(call(&network, "train_step", &[x.clone(), floats(&[0.0, bad])]), &["y[1]: ", "0 to 2"]);
    }
}
