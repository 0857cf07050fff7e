//! The bindings: newtypes over the core for JavaScript, nothing but conversion and checking.
//!
//! Numbers arrive as f64 and are checked, arrays are checked for their type, and everything that can fail throws an
//! `Error` before anything has changed.

pub mod canvas;
pub mod catalog;
pub mod charts;
pub mod experiment;
#[cfg(feature = "lessons")]
pub mod keras;
#[cfg(feature = "lessons")]
pub mod labs;
pub mod network;

use crate::nn::random::MAX_SEED;
use js_sys::{Array, Float32Array, Float64Array, Object, Reflect};
use serde::Serialize;
use value::{Error, Result, Value, each};
use wasm_bindgen::prelude::*;

/// The package's types for TypeScript, written by hand: they say more than could be generated.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("network.d.ts");

/// `Result` whose error JavaScript throws as an `Error`.
type JsResult<T> = std::result::Result<T, JsError>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = structuredClone)]
    fn structured_clone(value: &JsValue) -> std::result::Result<JsValue, JsValue>;
}

/// A deep copy of a value. What throws while it is read (getters, proxies, functions, buffers that were transferred)
/// throws here, where it is caught: thrown through a method it would leave its object borrowed for ever.
fn copy(what: &str, value: &JsValue) -> Result<JsValue> {
    structured_clone(value)
        .map_err(|_| Error::config(what, "must be a plain value, not something that cannot be copied"))
}

/// A plain object or another plain value, as the core reads it.
fn plain(what: &str, value: &JsValue) -> Result<Value> {
    read(&copy(what, value)?, 0).map_err(|problem| Error::config(what, problem))
}

/// Reads what was copied, which has no getters and no proxies; or says what is wrong. (serde-wasm-bindgen would, too, with
/// messages for every type that there is, which are a quarter of the package's text.)
fn read(value: &JsValue, depth: u8) -> std::result::Result<Value, String> {
    if depth > Value::DEEPEST {
        return Err(Value::TOO_DEEP.into());
    }
    if value.is_undefined() || value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(on) = value.as_bool() {
        return Ok(Value::Bool(on));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text));
    }
    let is_list = Array::is_array(value);
    let items: Array = match value.dyn_ref::<Object>() {
        _ if is_list => value.clone().unchecked_into(),
        Some(object) => Object::entries(object),
        None => return Err("a number, a text or a plain object is expected".into()),
    };
    if items.length() as usize > Value::MOST_ITEMS {
        return Err(format!("a list is too long: at most {} entries", Value::MOST_ITEMS));
    }
    let (mut list, mut fields) = (Vec::new(), Vec::new());
    for item in items.iter() {
        if is_list {
            list.push(read(&item, depth + 1)?);
        } else {
            let field: Array = item.unchecked_into();
            fields.push((field.get(0).as_string().unwrap_or_default(), read(&field.get(1), depth + 1)?));
        }
    }
    Ok(if is_list { Value::List(list) } else { Value::Map(fields) })
}

/// A plain value from what the core describes.
fn object(value: &impl Serialize) -> JsValue {
    // It fails on maps with keys that are no texts, and on numbers that JavaScript has not; there are none.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

/// Puts a property on a fresh object.
fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // It fails on frozen objects and on proxies; this is neither.
    let _ = Reflect::set(object, &key.into(), &value.into());
}

/// A copy of a `Float32Array`.
fn floats(name: &str, value: &JsValue) -> Result<Vec<f32>> {
    match value.dyn_ref::<Float32Array>() {
        // A transferred array has no length, and throws when it is read.
        Some(array) if array.length() == 0 => Ok(Vec::new()),
        Some(array) => {
            let mut values = Vec::new();
            let reserved = values.try_reserve_exact(array.length() as usize);
            reserved.map_err(|_| Error::data(name, format!("{} values do not fit in memory", array.length())))?;
            values.resize(array.length() as usize, 0.0);
            array.copy_to(&mut values);
            Ok(values)
        }
        None => Err(Error::data(name, format!("{} is not a Float32Array; write new Float32Array([…])", kind(value)))),
    }
}

/// A list of `Float32Array`s.
fn float_arrays(name: &str, value: &JsValue) -> Result<Vec<Vec<f32>>> {
    match copy(name, value)?.dyn_ref::<Array>() {
        Some(list) => each(list.iter(), |at, item| floats(&format!("{name}[{at}]"), &item)),
        None => Err(Error::data(name, format!("{} is not an array of Float32Arrays", kind(value)))),
    }
}

/// What a value is, for messages.
fn kind(value: &JsValue) -> String {
    let Ok(value) = copy("", value) else { return "this".into() };
    if value.is_undefined() {
        return "undefined".into();
    }
    match value.dyn_ref::<Object>() {
        // Of the copy's prototype, which is JavaScript's own: a `constructor` of its own may be anything.
        Some(object) => {
            format!("an object of class {}", String::from(Object::get_prototype_of(object).constructor().name()))
        }
        None => plain("", &value).map_or_else(|_| "this".into(), |value| value.to_string()),
    }
}

/// A `Float64Array` from measurements.
fn doubles(values: &[f64]) -> Float64Array {
    Float64Array::from(values)
}

/// A whole number from `low` to `high`.
fn whole(name: &str, number: &JsValue, low: u64, high: u64) -> Result<u64> {
    let number = number.as_f64().ok_or_else(|| format!("{} is not a number", kind(number)));
    number.and_then(|n| value::whole(n, low, high)).map_err(|problem| Error::config(name, problem))
}

/// A seed that nobody chose.
fn random_seed() -> Result<u64> {
    getrandom::u64().map(|bits| bits & MAX_SEED).map_err(|_| {
        Error::config("seed", "is missing, and this page has no source of random numbers to choose one; give a seed")
    })
}
