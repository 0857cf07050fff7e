//! The lecture's labs for JavaScript: one handle for each open lab, which keeps its run.

use super::{JsResult, object, plain, whole};
use crate::{
    labs::OpenLab,
    nn::random::MAX_SEED,
    plot::{Theme, contour, heat_map::LARGEST_SIDE, ticks::ticks},
};
use serde_wasm_bindgen::Serializer;
use value::{
    Choice, Error, Value,
    number::{Quoted, decimal_point},
};
use wasm_bindgen::prelude::*;

/// The labs' types for TypeScript; a test compares them with the Rust types.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("labs.d.ts");

/// An open lab: its settings and its run. The output depends on the settings alone, `step` included; the run is kept so that the
/// next step costs one step.
#[wasm_bindgen]
pub struct Lab {
    name: String,
    lab: OpenLab,
}

#[wasm_bindgen]
impl Lab {
    /// Opens the lab of that name with its default settings.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "keyof Labs")] name: &str) -> JsResult<Lab> {
        Ok(Self { name: name.to_owned(), lab: OpenLab::named(name)? })
    }

    /// What each setting may be, by its key in snake_case: `{ min, max, default, whole }`, `{ choices, default }` or
    /// `{ default }`.
    pub fn limits(&self) -> JsValue {
        object(&self.lab.limits())
    }

    /// Checks other settings, in snake_case, and throws what is wrong. Changes nothing.
    pub fn check(&self, settings: JsValue) -> JsResult<()> {
        Ok(self.lab.check(&plain("settings", &settings)?).map_err(|error| error.or_field("settings"))?)
    }

    /// Replaces all settings; missing ones are at their default. Returns `{ step, target, done }`: the step of the run, the
    /// requested step, and whether the run is complete. If not, call `advance`. On an error nothing has changed.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn set(&mut self, settings: JsValue) -> JsResult<JsValue> {
        let progress = self.lab.set(&plain("settings", &settings)?);
        Ok(object(&progress.map_err(|error| error.or_field("settings"))?))
    }

    /// Advances by at most this many steps; returns the same as `set`.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn advance(&mut self, steps: &JsValue) -> JsResult<JsValue> {
        Ok(object(&self.lab.advance(whole("steps", steps, 0, MAX_SEED)?)))
    }

    /// The output at the present step of the run: `Labs[name]`.
    #[wasm_bindgen(unchecked_return_type = "Labs[keyof Labs]")]
    pub fn show(&self) -> JsValue {
        // It fails only on maps with keys that are not strings and on integers beyond 2⁵³; there are none.
        self.lab.show(&Serializer::json_compatible()).unwrap_or_default()
    }

    /// Answers a question about the present step of the run: for output that is large or rarely needed. The lab
    /// `backprop` knows `{ about: "formulas", ids }` (`(BackpropMade | null)[]`: how numbers are made), `{ about: "check" }`
    /// (`BackpropCheck | null`: the gradient three times) and `{ about: "worksheet", format, results, decimal }` (a text: `latex`
    /// or `csv`, with the results or with blanks, the decimal point `.` or `,`).
    pub fn answer(&self, question: JsValue) -> JsResult<JsValue> {
        let question = plain("question", &question)?;
        Ok(self.lab.answer(&question, &Serializer::json_compatible())?.unwrap_or_default())
    }

    /// The filled contours under the lab's paths, as RGBA, [height, width, 4]. `theme` is `"light"` or `"dark"`.
    pub fn contours(&self, width: &JsValue, height: &JsValue, theme: &str) -> JsResult<Vec<u8>> {
        let width = whole("width", width, 1, LARGEST_SIDE as u64)? as usize;
        let height = whole("height", height, 1, LARGEST_SIDE as u64)? as usize;
        let theme = Theme::from_name(theme).map_err(|problem| Error::config("theme", problem))?;
        let missing = || Error::config("lab", format!("{} has no contours", Quoted(&self.name)));
        Ok(contour::paint(&self.lab.contours().ok_or_else(missing)?, theme, width, height)?)
    }
}

/// About `count` round numbers from `low` to `high`, 1 to 100 of them: `[{ value, label }]`, written with the decimal point `.`
/// or `,`. None where there is no range.
#[wasm_bindgen]
pub fn axis_ticks(low: f64, high: f64, count: &JsValue, decimal: &str) -> JsResult<JsValue> {
    let count = whole("count", count, 1, 100)? as usize;
    let decimal = decimal_point(Some(decimal)).map_err(|problem| Error::config("decimal", problem))?;
    let ticks = ticks([low, high], count, decimal)
        .into_iter()
        .map(|tick| Value::object(vec![("value", Value::Number(tick.value)), ("label", Value::Text(tick.label))]));
    Ok(object(&Value::List(ticks.collect())))
}
