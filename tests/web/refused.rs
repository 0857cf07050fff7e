//! Configurations that are none: an `Error` that names the field and what would be right, and never a trap.

use crate::support::*;
use js_sys::{Array, Object, Reflect};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// [`classifier`] with `value` at a path such as `layers[0].units`.
fn with(path: &str, value: impl Into<JsValue>) -> JsValue {
    let config = js(classifier());
    let names: Vec<&str> = path.split(['.', '[', ']']).filter(|name| !name.is_empty()).collect();
    let (last, parents) = names.split_last().unwrap();
    let parent = parents.iter().fold(config.clone(), |object, name| get(&object, name));
    put(&parent, last, value);
    config
}

fn without(path: &str) -> JsValue {
    with(path, JsValue::UNDEFINED)
}

#[wasm_bindgen_test]
fn what_is_no_object() {
    for (value, called) in [
        (JsValue::UNDEFINED, "nothing"),
        (JsValue::NULL, "nothing"),
        ("adam".into(), "\"adam\""),
        (7.into(), "7"),
        (f64::NAN.into(), "NaN"),
        (false.into(), "false"),
        (js(json!([])), "a list"),
        (js(json!([classifier()])), "a list"),
    ] {
        assert_refused(construct(&value), &["config: ", called, "not an object with named fields"]);
    }
    assert_refused(Reflect::construct(&network_class(), &Array::new()), &["config: ", "nothing"]);
    for stranger in
        [js_sys::Symbol::iterator().into(), network_class().into(), floats(&[1.0]), js_sys::Date::new_0().into()]
    {
        refused(construct(&stranger));
    }
}

#[wasm_bindgen_test]
fn missing_and_unknown_fields() {
    for (path, expected) in [
        ("inputs", "values in a row"),
        ("layers", "list of layers"),
        ("loss", "mean_squared_error, "),
        ("optimizer", "\"adam\""),
        ("layers[1].units", "number of neurons"),
    ] {
        assert_refused(construct(&without(path)), &[&format!("{path}: is missing"), expected]);
    }
    let all = "inputs, layers, loss, optimizer, seed";
    for (path, known) in [
        ("input", all),
        ("Layers", all),
        ("layers[1].unit", "units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer"),
    ] {
        assert_refused(construct(&with(path, 1)), &[&format!("{path}: there is no such field"), known]);
    }
    let optimizer = |value| construct(&with("optimizer", js(value)));
    assert_refused(
        optimizer(json!({ "name": "sgd", "rho": 0.9 })),
        &["optimizer.rho", "no such field", "learning_rate", "momentum", "nesterov"],
    );
    assert_refused(optimizer(json!({})), &["optimizer.name: is missing", "sgd", "adamw"]);
    assert_refused(
        optimizer(json!({ "name": "sgd", "lr": 1, "learning_rate": 1 })),
        &["optimizer.lr", "learning_rate"],
    );
    let regularizer = with("layers[0].kernel_regularizer", js(json!({ "l3": 1 })));
    assert_refused(construct(&regularizer), &["layers[0].kernel_regularizer.l3", "l1, l2"]);
}

#[wasm_bindgen_test]
fn values_that_do_not_fit() {
    const WHOLE: &str = "is not a whole number from";
    let cases: Vec<(&str, JsValue, &[&str])> = vec![
        ("inputs", 0.into(), &["0", WHOLE]),
        ("inputs", 1e9.into(), &["layers: ", "parameters are too many"]),
        ("inputs", 1e15.into(), &["layers: ", "parameters are too many"]),
        ("inputs", true.into(), &["true is not a number"]),
        ("layers", js(json!([])), &["0 layers", "1 to 100"]),
        ("layers", 4.into(), &["4 is not a list of layers"]),
        ("layers", js(json!({ "units": 4 })), &["an object is not a list of layers"]),
        ("layers", js(json!(vec![json!({ "units": 1 }); 101])), &["101 layers", "1 to 100"]),
        ("layers[0]", 4.into(), &["4 is not an object"]),
        ("layers[1]", JsValue::NULL, &["nothing is not an object"]),
        ("layers[0].units", 0.into(), &["0", WHOLE]),
        ("layers[0].units", (-1).into(), &["-1", WHOLE]),
        ("layers[0].units", 2.5.into(), &["2.5", WHOLE]),
        ("layers[0].units", f64::NAN.into(), &["NaN", WHOLE]),
        ("layers[0].units", f64::INFINITY.into(), &["inf", WHOLE]),
        ("layers[0].units", "4".into(), &["\"4\" is not a number"]),
        ("layers[0].units", 1e9.into(), &["layers: ", "parameters are too many", "1000000"]),
        ("layers[0].units", 4_294_967_296f64.into(), &["layers: ", "parameters are too many"]),
        ("layers[0].units", js(json!({})), &["an object is not a number"]),
        ("layers[0].activation", "tahn".into(), &["\"tahn\" is not an activation", "tanh"]),
        ("layers[0].activation", 3.into(), &["3 is not a name", "tanh"]),
        ("layers[0].use_bias", "yes".into(), &["neither true nor false"]),
        ("layers[0].kernel_initializer", "he".into(), &["is not an initializer", "he_normal"]),
        ("layers[0].bias_initializer", "he_normal".into(), &["zeros, ones"]),
        ("layers[0].kernel_regularizer", "l1_l2".into(), &["\"l1_l2\" is not a regularizer", "l1, l2"]),
        ("layers[0].kernel_regularizer", 0.01.into(), &["0.01 is not an object with the fields l1, l2"]),
        ("layers[0].kernel_regularizer", js(json!({ "l2": -1 })), &[".l2: ", "-1", "greater than 0"]),
        ("loss", "accuracy".into(), &["is not a loss", "binary_crossentropy"]),
        ("loss", "sparse_categorical_crossentropy".into(), &["at least 2"]),
        ("optimizer", "adam!".into(), &["is not an optimizer", "adam"]),
        ("optimizer", 0.1.into(), &["0.1 is not an object"]),
        ("seed", (-1).into(), &["-1", WHOLE, "9007199254740991"]),
        ("seed", ((1u64 << 53) as f64).into(), &["9007199254740992", WHOLE]),
        ("seed", 0.5.into(), &["0.5", WHOLE]),
        ("seed", "7".into(), &["\"7\" is not a number"]),
        ("seed", f64::NAN.into(), &["NaN", WHOLE]),
        ("seed", f64::INFINITY.into(), &["inf", WHOLE]),
    ];
    for (path, value, holds) in cases {
        let message = refused(construct(&with(path, value)));
        let named = message.starts_with(path) || holds[0] == "layers: " && message.starts_with("layers: ");
        assert!(named, "{path} is not named in {message:?}");
        for part in holds {
            assert!(message.contains(part), "{part:?} is not in {message:?}");
        }
    }
    for (value, hold) in [
        (JsValue::from(f64::NAN), "NaN"),
        (JsValue::from(-1), "-1"),
        (JsValue::from(f64::INFINITY), "inf"),
        (JsValue::from(1e39), "out of range"),
        (JsValue::from("0.1"), "\"0.1\" is not a number"),
    ] {
        let optimizer = js(json!({ "name": "sgd" }));
        put(&optimizer, "learning_rate", value);
        assert_refused(construct(&with("optimizer", optimizer)), &["optimizer.learning_rate: ", hold]);
    }
}

#[wasm_bindgen_test]
fn objects_that_contain_themselves() {
    let config = js(classifier());
    put(&config, "self", config.clone());
    assert_refused(construct(&config), &["config", "nested too deeply"]);
    let layers = Array::new();
    layers.push(&layers);
    assert_refused(construct(&with("layers", layers)), &["nested too deeply"]);
    // The same where it is no value of a config.
    let network = network(classifier());
    let [x, y] = data(4);
    assert_refused(call(&network, "fit", &[x, y, config]), &["options", "nested too deeply"]);
}

#[wasm_bindgen_test]
fn after_many_refusals_a_network_is_as_it_was() {
    let (network, twin) = (network(classifier()), network(classifier()));
    let [x, y] = data(12);
    ok(&network, "train_step", &[x.clone(), y.clone()]);
    ok(&twin, "train_step", &[x.clone(), y.clone()]);
    let cyclic = js(json!({}));
    put(&cyclic, "epochs", cyclic.clone());
    for round in 0..10 {
        for (method, arguments) in [
            ("train_step", vec![x.clone(), x.clone()]),
            ("fit", vec![x.clone(), y.clone(), cyclic.clone()]),
            ("fit", vec![x.clone(), y.clone(), js(json!({ "batch": round }))]),
            ("predict", vec![round.into()]),
            ("evaluate", vec![]),
            ("gradients", vec![floats(&[f32::NAN, 0.0]), y.clone()]),
            ("set_weights", vec![js(json!([[], []]))]),
            ("reset", vec![JsValue::from(-1)]),
        ] {
            refused(call(&network, method, &arguments));
        }
        refused(construct(&with("layers[0].units", -round)));
    }
    assert_eq!(bits(&network), bits(&twin));
    for _ in 0..2 {
        let losses = [&network, &twin].map(|network| ok(network, "train_step", &[x.clone(), y.clone()]).as_f64());
        assert_eq!(losses[0], losses[1]);
    }
    assert_eq!(bits(&network), bits(&twin));
}

/// An object that throws whatever is asked of it: a proxy that has been revoked.
fn prickly() -> JsValue {
    let revocable = call(&get(&js_sys::global(), "Proxy"), "revocable", &[Object::new().into(), Object::new().into()]);
    let revocable = revocable.unwrap();
    ok(&revocable, "revoke", &[]);
    get(&revocable, "proxy")
}

/// Objects whose own properties say nothing true of them.
fn odd_objects() -> Vec<JsValue> {
    let bare = Object::create(JsValue::NULL.unchecked_ref::<Object>()).into();
    vec![
        bare,
        js(json!({ "constructor": null })),
        js(json!({ "constructor": 5 })),
        js(json!({ "constructor": { "name": 7 } })),
    ]
}

#[wasm_bindgen_test]
fn odd_objects_are_refused_and_lock_nothing() {
    let network = network(classifier());
    let [x, y] = data(4);
    for odd in odd_objects() {
        for arguments in [[odd.clone(), y.clone()], [x.clone(), odd.clone()]] {
            assert_refused(call(&network, "train_step", &arguments), &["is not a Float32Array"]);
        }
        assert_refused(call(&network, "reset", std::slice::from_ref(&odd)), &["seed: ", "is not a number"]);
        ok(&network, "train_step", &[x.clone(), y.clone()]);
    }
}

#[wasm_bindgen_test]
fn objects_that_throw_lock_nothing() {
    let network = network(classifier());
    let [x, y] = data(4);
    for arguments in [
        vec![transferred(), y.clone()],
        vec![x.clone(), transferred()],
        vec![prickly(), y.clone()],
        vec![x.clone(), prickly()],
        vec![x.clone(), y.clone(), prickly()],
        vec![x.clone(), y.clone(), validated_by(prickly())],
        vec![x.clone(), y.clone(), validated_by([x.clone(), prickly()].iter().collect::<Array>().into())],
    ] {
        // Whether what it throws comes through or an Error of ours is all one; that the network goes on is not.
        assert!(call(&network, "fit", &arguments).is_err());
        ok(&network, "fit", &[x.clone(), y.clone()]);
    }
}

/// A `Float32Array` that was handed over to another thread.
fn transferred() -> JsValue {
    let array = js_sys::Float32Array::new_with_length(2);
    let options = js(json!({}));
    put(&options, "transfer", Array::of1(&array.buffer()));
    ok(&js_sys::global(), "structuredClone", &[array.buffer().into(), options]);
    array.into()
}

fn validated_by(data: JsValue) -> JsValue {
    let options = js(json!({}));
    put(&options, "validation_data", data);
    options
}

#[wasm_bindgen_test]
fn sizes_beyond_the_memory_are_refused() {
    // 65536 rows of 65536 outputs are 2³² numbers, which a usize of 32 bits takes for 0; 40000 rows are 10 GB.
    let network = network(json!({
        "inputs": 1, "layers": [{ "units": 65536, "use_bias": false }], "loss": "mse", "optimizer": "sgd", "seed": 1
    }));
    for rows in [65536, 40000] {
        let x = floats(&vec![0.5; rows]);
        for method in ["evaluate", "train_step", "fit", "gradients"] {
            assert_refused(call(&network, method, &[x.clone(), floats(&[])]), &["y: "]);
        }
        assert_refused(call(&network, "predict", &[x]), &["x: "]);
    }
}

#[wasm_bindgen_test]
fn lists_of_any_length_are_refused() {
    let layers = Array::new_with_length(200_000_000);
    assert_refused(construct(&with("layers", layers)), &["config: ", "a list is too long"]);
}
