//! The lecture's machines for JavaScript: what a lab shows, from its settings.

use super::{JsResult, object, plain, whole};
use crate::{
    Error,
    lessons::{Lesson, landscape},
    nn::{Choice, Value},
    number::Quoted,
    plot::{Theme, heat_map::LARGEST_SIDE, ticks::ticks},
};
use wasm_bindgen::prelude::*;

/// Everything that the lab `name` shows for these settings, in snake_case; see the module of that lesson for what it is.
#[wasm_bindgen]
pub fn lesson(name: &str, settings: JsValue) -> JsResult<JsValue> {
    let show = Lesson::named(name)?.show;
    Ok(object(&show(&plain("settings", &settings)?)?))
}

/// The filled contours under the paths of the lab `name`, as RGBA, [height, width, 4]. `theme` is `"light"` or `"dark"`.
#[wasm_bindgen(js_name = landscape)]
pub fn paint_landscape(
    name: &str,
    settings: JsValue,
    width: &JsValue,
    height: &JsValue,
    theme: &str,
) -> JsResult<Vec<u8>> {
    let width = whole("width", width, 1, LARGEST_SIDE as u64)? as usize;
    let height = whole("height", height, 1, LARGEST_SIDE as u64)? as usize;
    let theme = Theme::from_name(theme).map_err(|problem| Error::config("theme", problem))?;
    let missing = || Error::config("lesson", format!("{} has no landscape", Quoted(name)));
    let surface = Lesson::named(name)?.surface.ok_or_else(missing)?;
    Ok(landscape::paint(&surface(&plain("settings", &settings)?)?, theme, width, height)?)
}

/// About `count` round numbers from `low` to `high`: `[{ value, label }]`, written with the given decimal point.
#[wasm_bindgen]
pub fn axis_ticks(low: f64, high: f64, count: usize, decimal: char) -> JsValue {
    let mut marks = ticks([low, high], count, decimal).into_iter();
    object(&Value::list(&mut || {
        let tick = marks.next()?;
        Some(Value::object(vec![("value", Value::Number(tick.value)), ("label", Value::Text(tick.label))]))
    }))
}
