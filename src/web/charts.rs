//! The charts, for JavaScript: conversion and checking, nothing else.
//!
//! Each takes a canvas whose `width` and `height` are its size on the page times `scale`, clears it, draws on it, and returns
//! the frame: `{ left, top, width, height, x: [low, high], y: [low, high] }`, in CSS pixels and in data. Its options are a
//! plain object; all that can be left out have a default, and a key that no chart knows is an error.

use super::canvas::{Canvas, SUBPIXELS};
use crate::plot::fit::{self, Fit};
use crate::plot::loss_curve::{self, LossCurve};
use crate::plot::scatter::{self, Scatter, Target};
use crate::plot::{Frame, Style, Theme};
use crate::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// What every chart can be told, and the keys of it.
#[derive(Deserialize)]
#[serde(default)]
struct Common {
    /// `"light"` or `"dark"`.
    theme: Theme,
    /// Pixels of the canvas per CSS pixel, 0.25–4: `devicePixelRatio`.
    scale: f64,
    /// `"."` or `","`.
    decimal: char,
    /// The names of the axes; nothing is written where they are empty.
    x_label: String,
    y_label: String,
}

const COMMON_KEYS: &[&str] = &["theme", "scale", "decimal", "x_label", "y_label"];

impl Default for Common {
    fn default() -> Self {
        Self { theme: Theme::Light, scale: 1.0, decimal: '.', x_label: String::new(), y_label: String::new() }
    }
}

impl Common {
    fn style(&self) -> Result<Style> {
        if !(0.25..=4.0).contains(&self.scale) {
            let found = self.scale;
            return Err(Error::config("scale", format!("{found}; it must be 0.25 to 4 pixels per CSS pixel")));
        }
        if !matches!(self.decimal, '.' | ',') {
            return Err(Error::config("decimal", format!("{:?}; it must be \".\" or \",\"", self.decimal)));
        }
        Ok(Style { theme: self.theme, scale: self.scale * SUBPIXELS, decimal: self.decimal })
    }
}

/// Options of [`draw_loss_curve`].
#[derive(Default, Deserialize)]
#[serde(default)]
struct LossOptions {
    /// Names for the legend.
    train_label: String,
    test_label: String,
}

/// Options of [`draw_points`].
#[derive(Deserialize)]
#[serde(default)]
struct PointOptions {
    /// How many numbers each example has.
    inputs: f64,
    /// Which two of them are drawn: across, and up.
    columns: [f64; 2],
    /// The ends of the x axis and of the y axis.
    domain: [[f64; 2]; 2],
    /// The values that have the full colours, for a regression; without them, `y` are classes.
    values: Option<[f32; 2]>,
    /// Rows to ring: the current mini-batch.
    batch: Vec<f64>,
}

impl Default for PointOptions {
    fn default() -> Self {
        Self { inputs: 2.0, columns: [0.0, 1.0], domain: [[-6.0, 6.0]; 2], values: None, batch: Vec::new() }
    }
}

/// Options of [`draw_fit`].
#[derive(Deserialize)]
#[serde(default)]
struct FitOptions {
    /// The ends of the x axis.
    domain: [f64; 2],
    /// The ends of the y axis; without them they follow the targets.
    range: Option<[f64; 2]>,
    /// Rows to ring: the current mini-batch.
    batch: Vec<f64>,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { domain: [-6.0, 6.0], range: None, batch: Vec::new() }
    }
}

/// Draws the loss against the epochs.
///
/// `epochs` and `loss` are `[points]`; `val_loss` too, or empty, null or undefined where there are no test examples, with NaN
/// where it was not measured.
#[wasm_bindgen]
pub fn draw_loss_curve(
    canvas: HtmlCanvasElement,
    epochs: &[f64],
    loss: &[f64],
    val_loss: Option<Vec<f64>>,
    options: JsValue,
) -> std::result::Result<JsValue, JsError> {
    let (common, own): (Common, LossOptions) = read(options, &["train_label", "test_label"])?;
    let curve = LossCurve {
        epochs,
        loss,
        val_loss: val_loss.as_deref().filter(|values| !values.is_empty()),
        x_label: &common.x_label,
        y_label: &common.y_label,
        train_label: &own.train_label,
        test_label: &own.test_label,
    };
    let style = common.style().map_err(js)?;
    hand_over(Canvas::new(canvas).and_then(|canvas| loss_curve::loss_curve(canvas, &curve, &style)))
}

/// Draws examples as points over a heat map that lies on another canvas, under the frame.
///
/// `x` is `[rows, inputs]`, row-major, and `y` is `[rows]`: indices of classes, or, with `values`, any numbers. The first
/// `train_rows` examples are for training.
#[wasm_bindgen]
pub fn draw_points(
    canvas: HtmlCanvasElement,
    x: &[f32],
    y: &[f32],
    train_rows: f64,
    options: JsValue,
) -> std::result::Result<JsValue, JsError> {
    let (common, own): (Common, PointOptions) = read(options, &["inputs", "columns", "domain", "values", "batch"])?;
    let batch = batch(&own.batch)?;
    let inputs = whole("inputs", own.inputs, LARGEST)?;
    let [across, up] = own.columns;
    let points = Scatter {
        x,
        inputs,
        columns: [whole("columns", across, LARGEST)?, whole("columns", up, LARGEST)?],
        y,
        target: own.values.map_or(Target::Classes, |[low, high]| Target::Values { low, high }),
        train_rows: whole("train_rows", train_rows, y.len())?,
        batch: &batch,
        domain: own.domain,
        x_label: &common.x_label,
        y_label: &common.y_label,
    };
    let style = common.style().map_err(js)?;
    hand_over(Canvas::new(canvas).and_then(|canvas| scatter::scatter(canvas, &points, &style)))
}

/// Draws the examples of a regression with one input, and the network's function as a line.
///
/// `curve_x` and `curve_y` are `[samples]`, `x` and `y` are `[rows]`, of which the first `train_rows` are for training.
#[wasm_bindgen]
pub fn draw_fit(
    canvas: HtmlCanvasElement,
    curve_x: &[f32],
    curve_y: &[f32],
    x: &[f32],
    y: &[f32],
    train_rows: f64,
    options: JsValue,
) -> std::result::Result<JsValue, JsError> {
    let (common, own): (Common, FitOptions) = read(options, &["domain", "range", "batch"])?;
    let batch = batch(&own.batch)?;
    let what = Fit {
        curve_x,
        curve_y,
        x,
        y,
        train_rows: whole("train_rows", train_rows, y.len())?,
        batch: &batch,
        domain: own.domain,
        range: own.range,
        x_label: &common.x_label,
        y_label: &common.y_label,
    };
    let style = common.style().map_err(js)?;
    hand_over(Canvas::new(canvas).and_then(|canvas| fit::fit(canvas, &what, &style)))
}

fn js(error: Error) -> JsError {
    JsError::new(&error.to_string())
}

fn hand_over(frame: Result<Frame>) -> std::result::Result<JsValue, JsError> {
    Ok(serde_wasm_bindgen::to_value(&frame.map_err(js)?)?)
}

/// Reads a plain object as what every chart has and what this one has of its own.
fn read<T: DeserializeOwned + Default>(
    options: JsValue,
    own_keys: &[&str],
) -> std::result::Result<(Common, T), JsError> {
    if options.is_undefined() || options.is_null() {
        return Ok((Common::default(), T::default()));
    }
    let Some(object) = options.dyn_ref::<js_sys::Object>() else {
        return Err(JsError::new("options: a plain object is expected, such as { theme: \"dark\", scale: 2 }"));
    };
    for key in js_sys::Object::keys(object).iter().filter_map(|key| key.as_string()) {
        if !COMMON_KEYS.contains(&key.as_str()) && !own_keys.contains(&key.as_str()) {
            let (common, own) = (COMMON_KEYS.join(", "), own_keys.join(", "));
            return Err(JsError::new(&format!("options: there is no {key:?}; this chart knows {common}, {own}")));
        }
    }
    let wrong = |error: serde_wasm_bindgen::Error| {
        let message = error.to_string();
        JsError::new(&format!("options: {}", message.strip_prefix("Error: ").unwrap_or(&message)))
    };
    let common = serde_wasm_bindgen::from_value(options.clone()).map_err(wrong)?;
    Ok((common, serde_wasm_bindgen::from_value(options).map_err(wrong)?))
}

/// More than any of these numbers can be.
const LARGEST: usize = u32::MAX as usize;

/// A whole number from JavaScript, where every number is an f64.
fn whole(name: &str, number: f64, largest: usize) -> std::result::Result<usize, JsError> {
    if number.fract() == 0.0 && (0.0..=largest as f64).contains(&number) {
        Ok(number as usize)
    } else {
        Err(js(Error::data(name, format!("{number}; it must be a whole number from 0 to {largest}"))))
    }
}

fn batch(rows: &[f64]) -> std::result::Result<Vec<usize>, JsError> {
    rows.iter().map(|row| whole("batch", *row, LARGEST)).collect()
}
