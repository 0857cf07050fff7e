//! `Experiment`, back and forth in time: what JavaScript says, and what it gets.

use crate::support::*;
use js_sys::{Array, Function, Reflect, Uint32Array};
use nn_playground::web;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn create(settings: Value, changes: &JsValue) -> Outcome {
    let any = web::experiment::Experiment::new(js(json!({})), &JsValue::UNDEFINED).map_err(JsValue::from);
    let class: Function = get(&any.unwrap().into(), "constructor").unchecked_into();
    Reflect::construct(&class, &Array::of2(&js(settings), changes))
}

#[track_caller]
fn experiment(settings: Value) -> JsValue {
    create(settings, &JsValue::UNDEFINED).unwrap_or_else(|error| panic!("new Experiment threw {error:?}"))
}

fn settings() -> Value {
    json!({ "dataset": "moons", "samples": 60, "optimizer": "adam", "batch_size": 10, "seed": 2 })
}

#[track_caller]
fn u32s(value: &JsValue) -> Vec<u32> {
    value.dyn_ref::<Uint32Array>().expect("not a Uint32Array").to_vec()
}

/// Numbers as arguments.
fn args<const N: usize>(numbers: [f64; N]) -> [JsValue; N] {
    numbers.map(JsValue::from)
}

/// All there is to see and to go on from.
#[track_caller]
fn snapshot(experiment: &JsValue) -> (Vec<u32>, Vec<u32>, Vec<f64>, Value) {
    let loss = f64s(&get(&ok(experiment, "history", &[]), "loss"));
    (u32s(&ok(experiment, "checkpoint", &[])), bits(experiment), loss, json_of(&ok(experiment, "training", &[])))
}

#[wasm_bindgen_test]
fn back_and_forth_with_changes() {
    let experiment = experiment(settings());
    let mut snapshots = vec![snapshot(&experiment)];
    ok(&experiment, "train", &args([300.0]));
    ok(&experiment, "set_weight", &args([1.0, 3.0, 0.0, 0.25]));
    ok(&experiment, "set_bias", &args([2.0, 0.0, -0.0]));
    let mut changed = settings();
    changed["optimizer"] = json!({ "name": "sgd", "learning_rate": 0.5, "momentum": 0.9 });
    changed["l2"] = json!(0.001);
    assert_eq!(ok(&experiment, "configure", &[js(changed)]), JsValue::FALSE);
    snapshots.push(snapshot(&experiment));
    ok(&experiment, "train", &args([400.0]));
    snapshots.push(snapshot(&experiment));
    let text = "300:optimizer=sgd;300:learning-rate=0.5;300:momentum=0.9;300:l2=0.001;300:w2.4.1=0.25;300:b3.1=-0";
    assert_eq!(ok(&experiment, "changes", &[]).as_string().as_deref(), Some(text));
    for (step, at) in [(0.0, 0), (700.0, 2), (300.0, 1), (0.0, 0), (300.0, 1), (700.0, 2)] {
        ok(&experiment, "seek", &args([step]));
        assert_eq!(number(&experiment, "step"), step);
        assert!(snapshot(&experiment) == snapshots[at], "step {step}");
    }
    // In slices.
    ok(&experiment, "seek", &args([0.0]));
    let mut left = number_of(&ok(&experiment, "advance_to", &args([690.0, 0.0])));
    assert!(left < 256.0, "the nearest checkpoint is {left} updates away");
    while left > 0.0 {
        let before = left;
        left = number_of(&ok(&experiment, "advance_to", &args([690.0, 50.0])));
        assert_eq!(left, (before - 50.0).max(0.0));
    }
    assert_eq!(number(&experiment, "step"), 690.0);
    // A link makes the same run, and a checkpoint is there at once.
    let again = create(settings(), &text.into()).unwrap();
    ok(&again, "seek", &args([300.0]));
    assert!(snapshot(&again) == snapshots[1]);
    let again = create(settings(), &text.into()).unwrap();
    ok(&again, "restore", &[Uint32Array::from(snapshots[2].0.as_slice()).into()]);
    assert_eq!(number(&again, "step"), 700.0);
    assert!(snapshot(&again) == snapshots[2]);
    ok(&again, "reset", &[]);
    assert_eq!(ok(&again, "changes", &[]).as_string().as_deref(), Some(""));
}

#[track_caller]
fn number_of(value: &JsValue) -> f64 {
    value.as_f64().expect("not a number")
}

#[wasm_bindgen_test]
fn the_settings_of_the_step() {
    let experiment = experiment(json!({ "batch_size": 9007199254740991u64, "l1": 0.5, "optimizer": "nadam" }));
    let training = json_of(&ok(&experiment, "training", &[]));
    assert_eq!(
        (&training["batch_size"], &training["l1"], &training["l2"]),
        (&json!(4294967295u64), &json!(0.5), &json!(0))
    );
    assert_eq!(training["optimizer"]["name"], "nadam");
}

#[wasm_bindgen_test]
fn the_text_of_changes_has_a_limit() {
    let experiment = experiment(settings());
    let weights = lists(&ok(&experiment, "get_weights", &[]));
    let moved = |by: f32| -> JsValue {
        weights.iter().map(|list| floats(&list.iter().map(|w| w + by).collect::<Vec<_>>())).collect::<Array>().into()
    };
    let changes = |most: JsValue| ok(&experiment, "changes", &[most]).as_string().map(|text| text.len());
    for step in 0..20 {
        ok(&experiment, "set_weights", &[moved(step as f32 / 7.0 + 0.1)]);
        ok(&experiment, "train", &args([1.0]));
    }
    let whole = changes(f64::INFINITY.into()).unwrap();
    assert!(whole > 4096);
    assert_eq!((changes(JsValue::UNDEFINED), changes(JsValue::NULL), changes(4096.into())), (None, None, None));
    assert_eq!((changes((whole as f64).into()), changes((whole as f64 - 1.0).into())), (Some(whole), None));
    for bad in [JsValue::from(-1), 0.5.into(), f64::NAN.into(), "9".into()] {
        assert_refused(call(&experiment, "changes", &[bad]), &["most: "]);
    }
}

#[wasm_bindgen_test]
fn looks_inside() {
    let experiment = experiment(settings());
    ok(&experiment, "train", &args([20.0]));
    let all = ok(&experiment, "values", &args([6.0, 3.0]));
    assert_eq!(keys(&all), ["layers", "points", "values"]);
    let spans = json!([
        { "layer": 0, "units": 4, "start": 0 }, { "layer": 1, "units": 2, "start": 72 }, { "layer": 2, "units": 1, "start": 108 }
    ]);
    assert_eq!((json_of(&get(&all, "layers")), number(&all, "points")), (spans, 18.0));
    let values = f32s(&get(&all, "values"));
    assert_eq!(values.len(), 18 * 7);
    let hidden = ok(&experiment, "values", &args([6.0, 3.0, 1.0]));
    assert_eq!(f32s(&get(&hidden, "values")), values[72..108]);
    let points = ok(&experiment, "points", &[]);
    let outputs = ok(&experiment, "values_at", &[points.clone(), 2.into()]);
    // The features are the coordinates themselves.
    assert_eq!(f32s(&get(&outputs, "values")), f32s(&ok(&experiment, "predict", &[points])));

    let batch = u32s(&ok(&experiment, "coming_batch", &[]));
    assert!(batch.len() == 10 && batch.iter().all(|row| *row < 30));
    let weight = ok(&experiment, "weight", &args([0.0, 1.0, 3.0]));
    assert_eq!(
        (keys(&weight), keys(&get(&weight, "slots"))),
        (names(&["gradient", "slots", "value"]), names(&["m", "v"]))
    );
    let weights = lists(&ok(&experiment, "get_weights", &[]));
    assert_eq!(number(&weight, "value"), f64::from(weights[0][4 + 3]));
    // The gradient by differences, on the batch that is told.
    let bias = ok(&experiment, "bias", &args([2.0, 0.0]));
    let rows: Vec<f32> =
        batch.iter().flat_map(|row| f32s(&ok(&experiment, "points", &[]))[*row as usize * 2..][..2].to_vec()).collect();
    let targets: Vec<f32> = batch.iter().map(|row| f32s(&ok(&experiment, "targets", &[]))[*row as usize]).collect();
    let config = json_of(&get(&ok(&experiment, "describe", &[]), "network"));
    let twin = network(config);
    ok(&twin, "set_weights", &[ok(&experiment, "get_weights", &[])]);
    let gradients = lists(&ok(&twin, "gradients", &[floats(&rows), floats(&targets)]));
    assert_eq!(number(&bias, "gradient"), f64::from(gradients[5][0]));
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[wasm_bindgen_test]
fn what_is_refused_changes_nothing() {
    let experiment = experiment(settings());
    ok(&experiment, "train", &args([30.0]));
    let before = snapshot(&experiment);
    for bad in
        [JsValue::from(-1), 0.5.into(), f64::NAN.into(), 1e300.into(), "3".into(), JsValue::UNDEFINED, JsValue::NULL]
    {
        assert_refused(call(&experiment, "seek", std::slice::from_ref(&bad)), &["step: "]);
        assert_refused(call(&experiment, "advance_to", &[bad.clone(), 5.into()]), &["step: "]);
        assert_refused(call(&experiment, "advance_to", &[5.into(), bad.clone()]), &["max_updates: "]);
        assert_refused(call(&experiment, "set_weight", &[bad.clone(), 0.into(), 0.into(), 1.into()]), &["layer: "]);
        assert_refused(call(&experiment, "set_weight", &[0.into(), bad.clone(), 0.into(), 1.into()]), &["input: "]);
        assert_refused(call(&experiment, "set_bias", &[0.into(), bad.clone(), 1.into()]), &["unit: "]);
        assert_refused(call(&experiment, "values", &[bad.clone(), 5.into()]), &["columns: "]);
        assert_refused(call(&experiment, "values", &[5.into(), bad.clone()]), &["rows: "]);
    }
    for bad in [JsValue::from("1"), f64::NAN.into(), 1e39.into(), JsValue::UNDEFINED, js(json!([1]))] {
        assert_refused(call(&experiment, "set_weight", &[0.into(), 0.into(), 0.into(), bad.clone()]), &["value: "]);
        assert_refused(call(&experiment, "set_bias", &[0.into(), 0.into(), bad]), &["value: "]);
    }
    assert_refused(call(&experiment, "set_weight", &args([3.0, 0.0, 0.0, 1.0])), &["weight: ", "layer 3"]);
    assert_refused(call(&experiment, "bias", &args([0.0, 4.0])), &["bias: ", "unit 4"]);
    assert_refused(call(&experiment, "weight", &args([1e9, 4.0, 0.0])), &["layer: "]);
    assert_refused(call(&experiment, "values", &args([5.0, 5.0, 3.0])), &["layer: ", "0 to 2"]);
    assert_refused(call(&experiment, "values_at", &[js(json!([1, 2]))]), &["points: ", "Float32Array"]);
    assert_refused(call(&experiment, "values_at", &[floats(&[1.0, 2.0, 3.0])]), &["x: "]);
    assert_refused(call(&experiment, "set_weights", &[floats(&[1.0])]), &["weights: "]);
    assert_refused(
        call(&experiment, "set_weights", &[Array::of1(&floats(&[1.0])).into()]),
        &["weights: 1 array: there must be 6"],
    );
    assert_refused(call(&experiment, "predict", &[floats(&[1.0])]), &["x: "]);
    let mut damaged = before.0.clone();
    damaged[20] ^= 1;
    for (bad, word) in [
        (JsValue::UNDEFINED, "Uint32Array"),
        (floats(&[1.0; 30]), "Uint32Array"),
        (Uint32Array::new_with_length(0).into(), "does not begin as one"),
        (Uint32Array::from(damaged.as_slice()).into(), "damaged"),
    ] {
        assert_refused(call(&experiment, "restore", &[bad]), &["not a checkpoint", word]);
    }
    let other = self::experiment(json!({}));
    assert_refused(call(&experiment, "restore", &[ok(&other, "checkpoint", &[])]), &["other settings"]);
    assert!(snapshot(&experiment) == before);
    for (bad, word) in
        [(JsValue::from(5), "5 is not a text"), ("5:w9.1.1=0".into(), "changes.5:w9.1.1"), (js(json!({})), "changes")]
    {
        assert_refused(create(settings(), &bad), &[word]);
    }
    assert!(create(settings(), &JsValue::NULL).is_ok());
}

/// The largest snapshot that there is, and memory for one more.
#[wasm_bindgen_test]
fn the_largest_look() {
    let experiment = experiment(json!({ "layers": [{ "units": 15, "activation": "relu" }] }));
    for _ in 0..2 {
        let all = ok(&experiment, "values", &args([1024.0, 1024.0]));
        assert_eq!(get(&get(&all, "values"), "length").as_f64(), Some(16_777_216.0));
    }
    let wider = self::experiment(json!({ "layers": [{ "units": 16 }] }));
    assert_refused(call(&wider, "values", &args([1024.0, 1024.0])), &["points: 17825792 values"]);
    ok(&wider, "train", &args([1.0]));
}
