//! JavaScript by hand: objects, calls, what was thrown.

use js_sys::{Array, Error, Float32Array, Float64Array, Function, JSON, Object, Reflect};
use nn_playground::web;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};

/// What a call returns or throws.
pub type Outcome = Result<JsValue, JsValue>;

/// A plain object, as a page would write it.
pub fn js(value: serde_json::Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap()
}

/// The JSON of a plain value, for comparisons.
pub fn json_of(value: &JsValue) -> serde_json::Value {
    let text = JSON::stringify(value).unwrap().as_string().expect("it has no JSON");
    serde_json::from_str(&text).unwrap()
}

/// `object[key]`.
#[track_caller]
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

/// `object[key]`, a number.
#[track_caller]
pub fn number(object: &JsValue, key: &str) -> f64 {
    get(object, key).as_f64().unwrap_or_else(|| panic!("{key} is not a number"))
}

/// `object.key = value`.
pub fn put(object: &JsValue, key: &str, value: impl Into<JsValue>) {
    assert!(Reflect::set(object, &key.into(), &value.into()).unwrap());
}

/// `object.method(...arguments)`.
pub fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Outcome {
    let function = get(object, method).dyn_into::<Function>().unwrap_or_else(|_| panic!("no method {method}"));
    Reflect::apply(&function, object, &arguments.iter().collect())
}

/// [`call`] that must not throw.
#[track_caller]
pub fn ok(object: &JsValue, method: &str, arguments: &[JsValue]) -> JsValue {
    call(object, method, arguments).unwrap_or_else(|error| panic!("{method} threw {error:?}"))
}

/// The message of what was thrown, which must be an `Error` and nothing else: a trap is a `RuntimeError`.
#[track_caller]
pub fn refused(outcome: Outcome) -> String {
    let thrown = outcome.expect_err("it was accepted");
    let error = thrown.dyn_into::<Error>().expect("what was thrown is no Error");
    let (name, message) = (String::from(error.name()), String::from(error.message()));
    assert_eq!(name, "Error", "{message}");
    assert!(!message.contains("recursive use of an object"), "a call before this one left its object locked");
    message
}

/// Refused with a message that holds all of these.
#[track_caller]
pub fn assert_refused(outcome: Outcome, holds: &[&str]) {
    let message = refused(outcome);
    for part in holds {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

/// The keys of an object, in the order of the alphabet.
pub fn keys(object: &JsValue) -> Vec<String> {
    let keys = Object::keys(object.dyn_ref::<Object>().expect("not an object"));
    let mut keys: Vec<String> = keys.iter().filter_map(|key| key.as_string()).collect();
    keys.sort();
    keys
}

/// A `Float32Array`.
pub fn floats(values: &[f32]) -> JsValue {
    Float32Array::from(values).into()
}

/// The values of a `Float32Array`, which it must be.
#[track_caller]
pub fn f32s(value: &JsValue) -> Vec<f32> {
    value.dyn_ref::<Float32Array>().expect("not a Float32Array").to_vec()
}

/// The values of a `Float64Array`, which it must be.
#[track_caller]
pub fn f64s(value: &JsValue) -> Vec<f64> {
    value.dyn_ref::<Float64Array>().expect("not a Float64Array").to_vec()
}

/// The values of an `Array` of `Float32Array`s, which it must be.
#[track_caller]
pub fn lists(value: &JsValue) -> Vec<Vec<f32>> {
    value.dyn_ref::<Array>().expect("not an Array").iter().map(|list| f32s(&list)).collect()
}

/// The class `Network`, as the package exports it.
pub fn network_class() -> Function {
    let any = web::network::Network::new(js(json!({
        "inputs": 1, "layers": [{ "units": 1 }], "loss": "mse", "optimizer": "sgd"
    })));
    let any: JsValue = any.map_err(JsValue::from).unwrap().into();
    get(&any, "constructor").unchecked_into()
}

/// `new Network(config)`.
pub fn construct(config: &JsValue) -> Outcome {
    Reflect::construct(&network_class(), &Array::of1(config))
}

/// [`construct`] that must not throw.
#[track_caller]
pub fn network(config: serde_json::Value) -> JsValue {
    construct(&js(config)).unwrap_or_else(|error| panic!("new Network threw {error:?}"))
}

/// `Network.from_json(text)`.
pub fn from_json(text: &JsValue) -> Outcome {
    call(&network_class().into(), "from_json", std::slice::from_ref(text))
}

/// 2 – 3 (tanh) – 1 (sigmoid), Adam, seed 7.
pub fn classifier() -> serde_json::Value {
    json!({
        "inputs": 2,
        "layers": [{ "units": 3, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" }],
        "loss": "binary_crossentropy",
        "optimizer": "adam",
        "seed": 7
    })
}

/// So many rows for [`classifier`], made without anyone's random numbers: class 1 where the coordinates' product is positive.
pub fn quadrants(rows: usize) -> (Vec<f32>, Vec<f32>) {
    let coordinate = |at: usize| ((at * 37 + 11) % 101) as f32 / 50.0 - 1.0;
    let x: Vec<f32> = (0..2 * rows).map(coordinate).collect();
    let y = x.chunks(2).map(|row| f32::from(u8::from(row[0] * row[1] > 0.0))).collect();
    (x, y)
}

/// [`quadrants`] as `Float32Array`s.
pub fn data(rows: usize) -> [JsValue; 2] {
    let (x, y) = quadrants(rows);
    [floats(&x), floats(&y)]
}

/// The bits of all weights of a network.
#[track_caller]
pub fn bits(network: &JsValue) -> Vec<u32> {
    lists(&ok(network, "get_weights", &[])).concat().iter().map(|weight| weight.to_bits()).collect()
}

#[track_caller]
pub fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not within {tolerance} of {expected}");
}
