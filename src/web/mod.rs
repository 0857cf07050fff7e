//! The bindings: newtypes over the core for JavaScript, nothing but conversion and checking.
//!
//! Numbers arrive as f64 and are checked, arrays are checked for their type, and everything that can fail throws an
//! `Error` before anything has changed.

#![allow(clippy::missing_errors_doc, reason = "what each function throws is told in network.d.ts")]

pub mod canvas;
pub mod catalog;
pub mod charts;
pub mod experiment;
#[cfg(feature = "lessons")]
pub mod keras;
#[cfg(feature = "lessons")]
pub mod labs;
pub mod network;
pub mod table;
pub mod timeline;
mod units;

use crate::nn::{MAX_LAYERS, random::MAX_SEED};
use js_sys::{Array, ArrayBuffer, Float32Array, Float64Array, JsString, Object, Reflect};
use serde::Serialize;
use value::{Bounds, Error, Expected, Reason, Result, Value, each, filled};
use wasm_bindgen::prelude::*;

/// The package's types for TypeScript, written by hand, because they are more precise than generated ones.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("network.d.ts");

/// `Result` whose error JavaScript throws.
type JsResult<T> = std::result::Result<T, Thrown>;

/// An error as JavaScript catches it: an `Error` with `kind`, `field` and `details`, `PlaygroundError` of `network.d.ts`.
#[derive(Debug)]
pub struct Thrown(Error);

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Thrown> for JsValue {
    fn from(Thrown(error): Thrown) -> Self {
        let thrown = js_sys::Error::new(&error.to_string());
        set(&thrown, "kind", error.kind().name());
        set(&thrown, "field", error.field());
        set(&thrown, "details", object(&error.details()));
        thrown.into()
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = structuredClone)]
    fn structured_clone(value: &JsValue) -> std::result::Result<JsValue, JsValue>;
}

/// A deep copy of a value. Whatever throws while it is read (getters, proxies, functions, transferred buffers) throws here,
/// where it is caught: an exception through a method would leave its object borrowed for ever.
fn copy(what: &str, value: &JsValue) -> Result<JsValue> {
    structured_clone(value)
        .map_err(|_| Error::config(what, "must be a plain value, not something that cannot be copied"))
}

/// A plain object or another plain value, for the core.
fn plain(what: &str, value: &JsValue) -> Result<Value> {
    let mut room = Room { values: MAX_VALUES, letters: MAX_LETTERS };
    room.read(&copy(what, value)?, 0).map_err(|problem| Error::config(what, problem))
}

/// The most values of an object, nested ones included: the same object may be contained many times.
const MAX_VALUES: u32 = 1_000_000;
/// The most characters in all of its texts. (The checkpoint of the largest network has half of them.)
const MAX_LETTERS: u32 = 64_000_000;

/// The remaining capacity of a reading.
struct Room {
    values: u32,
    letters: u32,
}

impl Room {
    /// Reads what was copied, which has no getters and no proxies; or says what is wrong. (serde-wasm-bindgen would, too, with
    /// messages for every type that there is, which are a quarter of the package's text.)
    fn read(&mut self, value: &JsValue, depth: u8) -> std::result::Result<Value, String> {
        if depth > Value::DEEPEST {
            return Err(Value::TOO_DEEP.into());
        }
        let too_large = || format!("it is too large: at most {MAX_VALUES} values and {MAX_LETTERS} letters");
        self.values = self.values.checked_sub(1).ok_or_else(too_large)?;
        if value.is_undefined() || value.is_null() {
            return Ok(Value::Null);
        }
        if let Some(on) = value.as_bool() {
            return Ok(Value::Bool(on));
        }
        if let Some(number) = value.as_f64() {
            return Ok(Value::Number(number));
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            self.letters = self.letters.checked_sub(text.length()).ok_or_else(too_large)?;
            return Ok(Value::Text(text.into()));
        }
        let is_list = Array::is_array(value);
        let items: Array = match value.dyn_ref::<Object>() {
            _ if is_list => value.clone().unchecked_into(),
            // Each byte of a typed array would become an entry.
            Some(object) if !ArrayBuffer::is_view(object) => Object::entries(object),
            _ => return Err("a number, a text or a plain object is expected".into()),
        };
        if items.length() as usize > Value::MOST_ITEMS {
            return Err(format!("a list is too long: at most {} entries", Value::MOST_ITEMS));
        }
        if is_list {
            return items.iter().map(|item| self.read(&item, depth + 1)).collect();
        }
        let entry = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            let key: JsString = entry.get(0).unchecked_into();
            self.letters = self.letters.checked_sub(key.length()).ok_or_else(too_large)?;
            Ok((String::from(key), self.read(&entry.get(1), depth + 1)?))
        };
        items.iter().map(entry).collect::<std::result::Result<_, _>>().map(Value::Map)
    }
}

/// A plain JavaScript value from a value of the core.
fn object(value: &impl Serialize) -> JsValue {
    // It fails only on maps with keys that are not strings and on integers beyond 2⁵³; there are none.
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}

/// Puts a property on a fresh object.
fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // It fails on frozen objects and on proxies; this is neither.
    let _ = Reflect::set(object, &key.into(), &value.into());
}

/// A copy of a `Float32Array`.
fn floats(name: &str, value: &JsValue) -> Result<Vec<f32>> {
    let Some(array) = value.dyn_ref::<Float32Array>() else {
        let is_list = |value: JsValue| Array::is_array(&value) || ArrayBuffer::is_view(&value);
        let how = if copy(name, value).is_ok_and(is_list) {
            format!(
                "; write new Float32Array({name}), and if it is a list of lists new Float32Array({name}.flat(Infinity))"
            )
        } else {
            "; write new Float32Array([…])".into()
        };
        return Err(Error::data(name, format!("{} is not a Float32Array{how}", kind(value))));
    };
    // A transferred array has no length, and throws when it is read.
    if array.length() == 0 {
        return Ok(Vec::new());
    }
    let out_of_memory = || Reason::OutOfMemory { what: format!("{} values", array.length()) };
    let mut values = filled(0.0, array.length() as usize).ok_or_else(|| Error::data(name, out_of_memory()))?;
    array.copy_to(&mut values);
    // The result of `new Float32Array([[1, 2], [3, 4]])`.
    if values.len() > 1 && values.iter().all(|value: &f32| value.is_nan()) {
        let problem = "every value is NaN; a list of lists must be flat first: new Float32Array(lists.flat(Infinity))";
        return Err(Error::data(name, problem));
    }
    Ok(values)
}

/// The most arrays of weights: the kernel and the bias of every layer.
const MAX_ARRAYS: usize = 2 * MAX_LAYERS;

/// A list of `Float32Array`s.
fn float_arrays(name: &str, value: &JsValue) -> Result<Vec<Vec<f32>>> {
    match copy(name, value)?.dyn_ref::<Array>() {
        Some(list) if list.length() as usize > MAX_ARRAYS => {
            Err(Error::data(name, Reason::count(list.length() as usize, "arrays", 0, MAX_ARRAYS)))
        }
        Some(list) => each(list.iter(), |at, item| floats(&format!("{name}[{at}]"), &item)),
        None => Err(Error::data(name, format!("{} is not an array of Float32Arrays", kind(value)))),
    }
}

/// The type of a value, for messages.
fn kind(value: &JsValue) -> String {
    let Ok(value) = copy("", value) else { return "this".into() };
    if value.is_undefined() {
        return "undefined".into();
    }
    match value.dyn_ref::<Object>() {
        // The constructor of the copy's prototype, which is built in: an own property `constructor` may be anything.
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
    let checked = match number.as_f64() {
        Some(number) => Bounds::whole(low, high).check(number).map(|number| number as u64),
        None if number.is_object() || number.is_function() => Err(format!("{} is not a number", kind(number)).into()),
        None => Err(match plain(name, number) {
            Ok(value) => Reason::wrong_type(&value, Expected::Number),
            Err(_) => format!("{} is not a number", kind(number)).into(),
        }),
    };
    checked.map_err(|reason| Error::config(name, reason))
}

/// A random seed.
fn random_seed() -> Result<u64> {
    getrandom::u64().map(|bits| bits & MAX_SEED).map_err(|_| {
        Error::config("seed", "is missing, and this page has no source of random numbers to choose one; give a seed")
    })
}
