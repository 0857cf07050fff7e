//! The charts on a real canvas.

use crate::support::*;
use js_sys::Uint8ClampedArray;
use nn_playground::web::{
    Thrown,
    charts::{draw_fit, draw_loss_curve, draw_points},
};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> JsValue;
}

/// A blank canvas, 320 × 240.
fn canvas() -> HtmlCanvasElement {
    let canvas: HtmlCanvasElement = create_element("canvas").unchecked_into();
    canvas.set_width(320);
    canvas.set_height(240);
    canvas
}

/// Its pixels, RGBA.
fn pixels(canvas: &HtmlCanvasElement) -> Vec<u8> {
    let context: JsValue = canvas.get_context("2d").unwrap().unwrap().into();
    let size = [0.into(), 0.into(), canvas.width().into(), canvas.height().into()];
    get(&ok(&context, "getImageData", &size), "data").unchecked_into::<Uint8ClampedArray>().to_vec()
}

/// The pixel nearest to a point of the canvas.
fn pixel(canvas: &HtmlCanvasElement, x: f64, y: f64) -> [u8; 4] {
    let at = (y as usize * canvas.width() as usize + x as usize) * 4;
    pixels(canvas)[at..at + 4].try_into().unwrap()
}

fn is_blank(canvas: &HtmlCanvasElement) -> bool {
    pixels(canvas).iter().all(|byte| *byte == 0)
}

/// What a chart can be.
type Draw = fn(&HtmlCanvasElement, JsValue) -> Result<JsValue, Thrown>;

fn loss(canvas: &HtmlCanvasElement, options: JsValue) -> Result<JsValue, Thrown> {
    let val_loss = Some(vec![1.1, 0.7, f64::NAN, 0.5]);
    draw_loss_curve(canvas.clone(), &[0.0, 1.0, 2.0, 3.0], &[1.0, 0.6, 0.4, 0.3], val_loss, options, None, None)
}

fn points(canvas: &HtmlCanvasElement, options: JsValue) -> Result<JsValue, Thrown> {
    draw_points(canvas.clone(), &[0.0, 0.0, -3.0, 3.0, 4.0, 4.0], &[0.0, 1.0, 2.0], 2.0, options)
}

fn fit(canvas: &HtmlCanvasElement, options: JsValue) -> Result<JsValue, Thrown> {
    draw_fit(canvas.clone(), &[-6.0, 0.0, 6.0], &[0.0, 0.5, 1.0], &[-1.0, 0.0, 1.0], &[0.0, 0.4, 1.0], 2.0, options)
}

const CHARTS: [(&str, Draw); 3] = [("loss", loss), ("points", points), ("fit", fit)];

fn drawn(outcome: Result<JsValue, Thrown>) -> JsValue {
    outcome.map_err(JsValue::from).unwrap_or_else(|error| panic!("it threw {error:?}"))
}

/// The numbers of a frame: left, top, width, height; the ends of x and of y.
fn frame(value: &JsValue) -> ([f64; 4], [[f64; 2]; 2]) {
    assert_eq!(keys(value), ["height", "left", "top", "width", "x", "y"]);
    let ends = |axis| ["0", "1"].map(|end| number(&get(value, axis), end));
    (["left", "top", "width", "height"].map(|side| number(value, side)), [ends("x"), ends("y")])
}

#[wasm_bindgen_test]
fn each_draws_and_says_where() {
    for (name, draw) in CHARTS {
        for options in [JsValue::UNDEFINED, JsValue::NULL, js(json!({}))] {
            let canvas = canvas();
            assert!(is_blank(&canvas));
            let ([left, top, width, height], ends) = frame(&drawn(draw(&canvas, options)));
            assert!(!is_blank(&canvas), "{name} drew nothing");
            assert!(left > 0.0 && top > 0.0 && width >= 24.0 && height >= 24.0, "{name}");
            assert!(left + width <= 320.0 && top + height <= 240.0, "{name} is outside of the canvas");
            assert!(ends.iter().all(|[low, high]| low < high), "{name}");
        }
    }
}

#[wasm_bindgen_test]
fn each_clears_what_was_there() {
    for (name, draw) in CHARTS {
        let (once, twice) = (canvas(), canvas());
        drawn(draw(&once, JsValue::UNDEFINED));
        // Another chart at another scale first.
        drawn(loss(&twice, js(json!({ "scale": 2, "theme": "dark" }))));
        drawn(draw(&twice, JsValue::UNDEFINED));
        assert!(pixels(&once) == pixels(&twice), "{name} left something of the chart before it");
    }
}

#[wasm_bindgen_test]
fn options_can_be_seen() {
    for (name, draw) in CHARTS {
        let plain = canvas();
        drawn(draw(&plain, JsValue::UNDEFINED));
        for option in
            [json!({ "theme": "dark" }), json!({ "scale": 1.5 }), json!({ "x_label": "x" }), json!({ "y_label": "y" })]
        {
            let other = canvas();
            drawn(draw(&other, js(option.clone())));
            assert!(pixels(&plain) != pixels(&other), "{name} does not heed {option}");
        }
    }
    let with = |draw: Draw, options| {
        let canvas = canvas();
        let frame = frame(&drawn(draw(&canvas, js(options))));
        (pixels(&canvas), frame)
    };
    assert!(with(loss, json!({})).0 != with(loss, json!({ "decimal": "," })).0);
    assert!(with(loss, json!({})).0 != with(loss, json!({ "train_label": "train", "test_label": "test" })).0);
    assert!(with(points, json!({})).0 != with(points, json!({ "batch": [0] })).0);
    assert!(with(points, json!({})).0 != with(points, json!({ "values": [0, 2] })).0);
    assert_eq!(with(points, json!({ "domain": [[-5, 5], [0, 5]] })).1.1, [[-5.0, 5.0], [0.0, 5.0]]);
    assert!(with(fit, json!({})).0 != with(fit, json!({ "batch": [1] })).0);
    let fitted = with(fit, json!({ "domain": [-2, 2], "range": [-1, 3] }));
    assert_eq!(fitted.1.1, [[-2.0, 2.0], [-1.0, 3.0]]);
}

#[wasm_bindgen_test]
fn the_frame_is_in_css_pixels() {
    for (name, draw) in CHARTS {
        let (small, large) = (canvas(), canvas());
        large.set_width(640);
        large.set_height(480);
        let one = frame(&drawn(draw(&small, JsValue::UNDEFINED)));
        let two = frame(&drawn(draw(&large, js(json!({ "scale": 2 })))));
        assert_eq!(one, two, "{name}");
    }
}

#[wasm_bindgen_test]
fn a_point_is_where_the_frame_says() {
    let canvas = canvas();
    let one = |class: f32| draw_points(canvas.clone(), &[3.0, -2.0], &[class], 1.0, JsValue::UNDEFINED);
    let ([left, top, width, height], [x, y]) = frame(&drawn(one(0.0)));
    let across = left + (3.0 - x[0]) / (x[1] - x[0]) * width;
    let down = top + (y[1] - -2.0) / (y[1] - y[0]) * height;
    let first = pixel(&canvas, across, down);
    assert_eq!(first[3], 255, "nothing is at {across}, {down}");
    // Over a heat map: between the points it can be seen through.
    assert_eq!(pixel(&canvas, across, down - 40.0)[3], 0);
    drawn(one(1.0));
    assert_ne!(pixel(&canvas, across, down), first, "the other class has another colour");
}

#[wasm_bindgen_test]
fn bad_options_are_errors() {
    for (name, draw) in CHARTS {
        for (options, holds) in [
            (json!({ "theme": "pink" }), "pink"),
            (json!({ "theme": 1 }), "options"),
            (json!({ "scale": 0 }), "scale: 0"),
            (json!({ "scale": 5 }), "0.25 to 4"),
            (json!({ "scale": "2" }), "options"),
            (json!({ "decimal": ";" }), "decimal: "),
            (json!({ "decimal": "" }), "options"),
            (json!({ "x_label": 7 }), "options"),
            (json!({ "colour": "red" }), "options.colour: there is no such field; there may be theme, "),
            (json!("dark"), "options: \"dark\" is not an object"),
            (json!(7), "options: 7 is not an object"),
            (json!([1]), "options: a list is not an object"),
        ] {
            let canvas = canvas();
            let message = refused(draw(&canvas, js(options.clone())).map_err(JsValue::from));
            assert!(message.contains(holds), "{name}: {holds:?} is not in {message:?}");
            assert!(is_blank(&canvas), "{name} drew in spite of {options}");
        }
        let bad = js(json!({}));
        put(&bad, "scale", f64::NAN);
        refused(draw(&canvas(), bad).map_err(JsValue::from));
        let cyclic = js(json!({}));
        put(&cyclic, "theme", cyclic.clone());
        refused(draw(&canvas(), cyclic).map_err(JsValue::from));
    }
    let refuses = |draw: Draw, options: serde_json::Value, holds: &str| {
        assert_refused(draw(&canvas(), js(options)).map_err(JsValue::from), &[holds]);
    };
    refuses(loss, json!({ "batch": [0] }), "options.batch: there is no such field");
    refuses(points, json!({ "columns": [0, 2] }), "columns");
    refuses(points, json!({ "columns": [0] }), "options");
    refuses(points, json!({ "inputs": 0 }), "0 inputs");
    refuses(points, json!({ "inputs": 1.5 }), "inputs: 1.5");
    refuses(points, json!({ "inputs": 4e9 }), "x: ");
    refuses(points, json!({ "batch": [-1] }), "batch: -1");
    refuses(points, json!({ "batch": 3 }), "options");
    refuses(points, json!({ "domain": [[6, -6], [-6, 6]] }), "x from 6 to -6");
    refuses(points, json!({ "values": [1, 1] }), "1 to 1");
    refuses(fit, json!({ "range": [1, 1] }), "y from 1 to 1");
    refuses(fit, json!({ "batch": [0.5] }), "batch: 0.5");
    refuses(fit, json!({ "domain": [0] }), "options");
}

#[wasm_bindgen_test]
fn bad_data_is_an_error() {
    let none = JsValue::UNDEFINED;
    let refuses = |outcome: Result<JsValue, Thrown>, holds| assert_refused(outcome.map_err(JsValue::from), &[holds]);
    refuses(draw_loss_curve(canvas(), &[0.0, 1.0], &[1.0], None, none.clone(), None, None), "loss: ");
    refuses(draw_loss_curve(canvas(), &[0.0], &[1.0], Some(vec![1.0, 2.0]), none.clone(), None, None), "val_loss: ");
    refuses(draw_points(canvas(), &[0.0], &[0.0], 1.0, none.clone()), "x: ");
    for rows in [-1.0, 0.5, 2.0, f64::NAN, f64::INFINITY] {
        refuses(draw_points(canvas(), &[0.0, 0.0], &[0.0], rows, none.clone()), "train_rows: ");
        refuses(draw_fit(canvas(), &[], &[], &[0.0], &[0.0], rows, none.clone()), "train_rows: ");
    }
    refuses(draw_fit(canvas(), &[0.0], &[], &[], &[], 0.0, none.clone()), "curve_y: ");
    refuses(draw_fit(canvas(), &[], &[], &[0.0], &[], 0.0, none), "y: ");
}

#[wasm_bindgen_test]
fn numbers_that_are_not_finite_are_passed_over() {
    let worst = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX];
    // Of a run before: two epochs, and then their losses.
    let earlier = vec![f64::INFINITY, f64::MAX, f64::NEG_INFINITY, f64::MAX];
    drawn(draw_loss_curve(
        canvas(),
        &worst,
        &worst,
        Some(worst.to_vec()),
        JsValue::UNDEFINED,
        Some(earlier.clone()),
        Some(earlier),
    ));
    drawn(draw_loss_curve(canvas(), &[], &[], Some(vec![]), JsValue::UNDEFINED, None, None));
    let worst = worst.map(|number| number as f32);
    drawn(draw_points(canvas(), &worst, &[f32::NAN, 1e30], 1.0, JsValue::UNDEFINED));
    drawn(draw_fit(canvas(), &worst, &worst, &worst, &worst, 4.0, JsValue::UNDEFINED));
}

#[wasm_bindgen_test]
fn a_canvas_that_will_not_do_is_an_error() {
    for (name, draw) in CHARTS {
        for (width, height) in [(0, 0), (1, 1), (320, 20), (20, 240)] {
            let canvas = canvas();
            canvas.set_width(width);
            canvas.set_height(height);
            let message = refused(draw(&canvas, JsValue::UNDEFINED).map_err(JsValue::from));
            assert!(message.contains("too small"), "{name}: {message}");
        }
        let taken = canvas();
        assert!(taken.get_context("bitmaprenderer").unwrap().is_some());
        let message = refused(draw(&taken, JsValue::UNDEFINED).map_err(JsValue::from));
        assert!(message.contains("2d context"), "{name}: {message}");
    }
}

#[wasm_bindgen_test]
fn a_chart_that_is_refused_leaves_the_one_before_it() {
    let canvas = canvas();
    drawn(loss(&canvas, JsValue::UNDEFINED));
    let before = pixels(&canvas);
    refused(draw_loss_curve(canvas.clone(), &[0.0], &[], None, JsValue::UNDEFINED, None, None).map_err(JsValue::from));
    assert!(pixels(&canvas) == before, "the canvas was cleared, and then the data refused");
}
