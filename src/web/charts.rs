//! The charts, for JavaScript: conversion and checking, nothing else.
//!
//! Each takes a canvas whose `width` and `height` are its size on the page times `scale`, clears it, draws on it, and returns
//! the frame: `{ left, top, width, height, x: [low, high], y: [low, high] }`, in CSS pixels and in data. Its options are a
//! plain object; optional ones have a default, and an unknown key is an error.

use super::canvas::{Canvas, SUBPIXELS};
use super::{JsResult, object, plain};
use crate::plot::fit::{self, Fit};
use crate::plot::loss_curve::{self, LossCurve};
use crate::plot::scatter::{self, Scatter, Target};
use crate::plot::{Frame, Style};
use value::{Bounds, Error, Fields, Result, Value, each, number::decimal_point};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// The options of all charts.
struct Common<'a> {
    style: Style,
    /// The names of the axes; nothing is written where they are empty.
    x_label: &'a str,
    y_label: &'a str,
}

impl<'a> Common<'a> {
    /// Takes out `theme` (`"light"` or `"dark"`), `scale` (pixels of the canvas per CSS pixel, 0.25–4: `devicePixelRatio`),
    /// `decimal` (`"."` or `","`), `x_label` and `y_label`.
    fn take(options: &mut Fields<'a>) -> Result<Self> {
        let theme = options.choice("theme")?.unwrap_or_default();
        let scale = options.number_in("scale", 0.25, 4.0)?.unwrap_or(1.0);
        let decimal = decimal_point(options.text("decimal")?).map_err(|problem| options.error("decimal", problem))?;
        Ok(Self {
            style: Style { theme, scale: scale * SUBPIXELS, decimal },
            x_label: options.text("x_label")?.unwrap_or_default(),
            y_label: options.text("y_label")?.unwrap_or_default(),
        })
    }
}

/// Draws the loss, or another measure, against the epochs or the updates.
///
/// `epochs` and `loss` are `[points]`; `val_loss` too, or empty, null or undefined where there are no test examples, with NaN
/// where it was not measured. `earlier` and `earlier_val` have the curves of other runs, which are drawn pale and cut off at the axes of
/// this one: all x and then all y of each, and a NaN between two. With the options `log` and `log_across` the y and the x axis are
/// logarithmic: their values are base-10 logarithms then, those of the frame, too.
#[wasm_bindgen]
pub fn draw_loss_curve(
    canvas: HtmlCanvasElement,
    epochs: &[f64],
    loss: &[f64],
    val_loss: Option<Vec<f64>>,
    options: JsValue,
    earlier: Option<Vec<f64>>,
    earlier_val: Option<Vec<f64>>,
) -> JsResult<JsValue> {
    let options = read(options)?;
    let mut options = Fields::new("options", &options)?;
    let common = Common::take(&mut options)?;
    let curve = LossCurve {
        epochs,
        loss,
        val_loss: val_loss.as_deref().filter(|values| !values.is_empty()),
        earlier: earlier.as_deref().unwrap_or_default(),
        earlier_val: earlier_val.as_deref().unwrap_or_default(),
        is_logarithmic: options.switch("log")?.unwrap_or_default(),
        is_logarithmic_across: options.switch("log_across")?.unwrap_or_default(),
        x_label: common.x_label,
        y_label: common.y_label,
        train_label: options.text("train_label")?.unwrap_or_default(),
        test_label: options.text("test_label")?.unwrap_or_default(),
    };
    options.finish()?;
    Ok(hand_over(loss_curve::loss_curve(Canvas::new(canvas)?, &curve, &common.style)?))
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
) -> JsResult<JsValue> {
    let options = read(options)?;
    let mut options = Fields::new("options", &options)?;
    let common = Common::take(&mut options)?;
    let columns = options.pair("columns")?.unwrap_or([0.0, 1.0]);
    let values = options.pair("values")?.map(|[low, high]| Target::Values { low: low as f32, high: high as f32 });
    let batch = batch(&mut options)?;
    let points = Scatter {
        x,
        inputs: whole("inputs", options.number("inputs")?.unwrap_or(2.0), LARGEST)?,
        columns: [whole("columns", columns[0], LARGEST)?, whole("columns", columns[1], LARGEST)?],
        y,
        target: values.unwrap_or(Target::Classes),
        train_rows: whole("train_rows", train_rows, y.len())?,
        batch: &batch,
        domain: domain(&mut options)?.unwrap_or([[-6.0, 6.0]; 2]),
        x_label: common.x_label,
        y_label: common.y_label,
    };
    options.finish()?;
    Ok(hand_over(scatter::scatter(Canvas::new(canvas)?, &points, &common.style)?))
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
) -> JsResult<JsValue> {
    let options = read(options)?;
    let mut options = Fields::new("options", &options)?;
    let common = Common::take(&mut options)?;
    let batch = batch(&mut options)?;
    let what = Fit {
        curve_x,
        curve_y,
        x,
        y,
        train_rows: whole("train_rows", train_rows, y.len())?,
        batch: &batch,
        domain: options.pair("domain")?.unwrap_or([-6.0, 6.0]),
        range: options.pair("range")?,
        x_label: common.x_label,
        y_label: common.y_label,
    };
    options.finish()?;
    Ok(hand_over(fit::fit(Canvas::new(canvas)?, &what, &common.style)?))
}

fn hand_over(frame: Frame) -> JsValue {
    object(&Value::object(vec![
        ("left", Value::Number(frame.left)),
        ("top", Value::Number(frame.top)),
        ("width", Value::Number(frame.width)),
        ("height", Value::Number(frame.height)),
        ("x", Value::from(frame.x)),
        ("y", Value::from(frame.y)),
    ]))
}

/// The options as a plain object; where there are none, an empty one.
fn read(options: JsValue) -> Result<Value> {
    match plain("options", &options)? {
        Value::Null => Ok(Value::Map(Vec::new())),
        options => Ok(options),
    }
}

/// An upper bound of these numbers.
const LARGEST: usize = u32::MAX as usize;

/// A whole number from JavaScript, where every number is an f64.
fn whole(name: &str, number: f64, largest: usize) -> Result<usize> {
    let found = Bounds::whole(0, largest as u64).check(number);
    found.map(|n| n as usize).map_err(|problem| Error::data(name, problem))
}

/// Rows to ring: the current mini-batch.
fn batch(options: &mut Fields) -> Result<Vec<usize>> {
    each(options.numbers("batch")?.unwrap_or_default(), |_, row| whole("batch", row, LARGEST))
}

/// The ends of the x axis and of the y axis.
fn domain(options: &mut Fields) -> Result<Option<[[f64; 2]; 2]>> {
    let ends = |value: &Value| match value {
        Value::List(ends) => match ends[..] {
            [Value::Number(low), Value::Number(high)] => Some([low, high]),
            _ => None,
        },
        _ => None,
    };
    let Some(value) = options.take("domain") else { return Ok(None) };
    let domain = match value {
        Value::List(axes) if axes.len() == 2 => ends(&axes[0]).zip(ends(&axes[1])).map(|(x, y)| [x, y]),
        _ => None,
    };
    let problem = "must be the ends of both axes, [[low, high], [low, high]]";
    domain.map(Some).ok_or_else(|| options.error("domain", problem))
}
