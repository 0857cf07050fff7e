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

/// What the labs show, for TypeScript; a test compares it with the Rust types.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("labs.d.ts");

/// An open lab: its settings, and its run as far as it has come. What it shows follows from the settings alone, `step` among
/// them; the run is kept so that the next step costs one step.
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

    /// Throws what is wrong with other settings, in snake_case. Changes nothing.
    pub fn check(&self, settings: JsValue) -> JsResult<()> {
        Ok(self.lab.check(&plain("settings", &settings)?).map_err(|error| error.or_field("settings"))?)
    }

    /// Takes other settings, all of them: what is not there is at its default. Returns `{ step, target, done }`: the step of
    /// the run, the one that is asked for, and whether the run goes no further. Where it is not done, `advance` goes on. On an
    /// error nothing has changed.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn set(&mut self, settings: JsValue) -> JsResult<JsValue> {
        let progress = self.lab.set(&plain("settings", &settings)?);
        Ok(object(&progress.map_err(|error| error.or_field("settings"))?))
    }

    /// Goes on by at most so many steps; returns what `set` does.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn advance(&mut self, steps: &JsValue) -> JsResult<JsValue> {
        Ok(object(&self.lab.advance(whole("steps", steps, 0, MAX_SEED)?)))
    }

    /// What is to be seen of the run where it stands: `Labs[name]`.
    #[wasm_bindgen(unchecked_return_type = "Labs[keyof Labs]")]
    pub fn show(&self) -> JsValue {
        // It fails on maps with keys that are no texts, and on numbers that JavaScript has not; there are none.
        self.lab.show(&Serializer::json_compatible()).unwrap_or_default()
    }

    /// Answers a question about the run where it stands: what is too much for every `show`, or wanted only now and then. The lab
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
