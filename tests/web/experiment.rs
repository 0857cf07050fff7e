//! `Experiment`: what the page trains.

use crate::support::*;
use js_sys::{Array, Function, Reflect, Uint8Array};
use nn_playground::web;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn create(settings: &JsValue) -> Outcome {
    let any: JsValue =
        web::experiment::Experiment::new(js(json!({})), &JsValue::UNDEFINED).map_err(JsValue::from).unwrap().into();
    let class: Function = get(&any, "constructor").unchecked_into();
    Reflect::construct(&class, &Array::of1(settings))
}

#[track_caller]
fn experiment(settings: Value) -> JsValue {
    create(&js(settings)).unwrap_or_else(|error| panic!("new Experiment threw {error:?}"))
}

/// Every setting there is, none of them at its default.
fn full() -> Value {
    json!({
        "dataset": "blobs", "samples": 60, "noise": 10, "train_share": 75, "features": ["x", "y", "xy"],
        "layers": [{ "units": 5, "activation": "relu" }, { "units": 3 }], "activation": "sigmoid",
        "loss": "sparse_categorical_crossentropy", "optimizer": { "name": "adam", "learning_rate": 0.02 },
        "batch_size": 9, "l1": 0.001, "l2": 0.002, "seed": 11
    })
}

fn describe(experiment: &JsValue) -> Value {
    json_of(&ok(experiment, "describe", &[]))
}

#[track_caller]
fn state(experiment: &JsValue) -> Value {
    json_of(&ok(experiment, "state", &[]))
}

#[wasm_bindgen_test]
fn an_empty_object_has_every_default() {
    let experiment = experiment(json!({}));
    let found = describe(&experiment);
    let mut keys: Vec<_> = found.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "columns",
            "domain",
            "features",
            "inputs",
            "losses",
            "network",
            "offered",
            "problem",
            "rows",
            "target",
            "target_name",
            "train_rows"
        ]
    );
    assert_eq!((&found["problem"], &found["inputs"]), (&json!("binary"), &json!(2)));
    assert_eq!((&found["rows"], &found["train_rows"]), (&json!(500), &json!(250)));
    assert_eq!((&found["domain"], &found["target"]), (&json!([[-6, 6], [-6, 6]]), &Value::Null));
    assert_eq!(found["features"], json!(["x", "y"]));
    let losses =
        ["binary_crossentropy", "mean_squared_error", "mean_absolute_error", "huber", "hinge", "squared_hinge"];
    assert_eq!(found["losses"], json!(losses));
    let network = &found["network"];
    let layers = network["layers"].as_array().unwrap().iter();
    let layers: Vec<_> = layers.map(|layer| (layer["units"].as_u64(), layer["activation"].as_str())).collect();
    assert_eq!(layers, [(Some(4), Some("tanh")), (Some(2), Some("tanh")), (Some(1), Some("sigmoid"))]);
    assert_eq!((&network["seed"], &network["loss"]), (&json!(0), &json!("binary_crossentropy")));
    assert_eq!((&network["optimizer"]["name"], &network["optimizer"]["learning_rate"]), (&json!("sgd"), &json!(0.03)));
    // What it says is a NetworkConfig: the package's own Network takes it, and begins with the same weights.
    let twin = construct(&js(network.clone())).unwrap();
    assert_eq!(lists(&ok(&twin, "get_weights", &[])).concat(), f32s(&ok(&experiment, "parameters", &[])));
}

#[wasm_bindgen_test]
fn every_setting_arrives() {
    let experiment = experiment(full());
    let found = describe(&experiment);
    assert_eq!((&found["problem"], &found["rows"], &found["train_rows"]), (&json!("classes"), &json!(60), &json!(45)));
    assert_eq!(found["features"], json!(["x", "y", "xy"]));
    let network = &found["network"];
    assert_eq!((&network["inputs"], &network["seed"]), (&json!(3), &json!(11)));
    let layers = network["layers"].as_array().unwrap();
    for (layer, (units, activation)) in layers.iter().zip([(5, "relu"), (3, "sigmoid"), (3, "softmax")]) {
        assert_eq!((&layer["units"], &layer["activation"]), (&json!(units), &json!(activation)));
        assert_eq!(layer["kernel_regularizer"], json!({ "l1": 0.001, "l2": 0.002 }));
    }
    assert_eq!(layers.len(), 3);
    assert_eq!((&network["optimizer"]["name"], &network["optimizer"]["learning_rate"]), (&json!("adam"), &json!(0.02)));
    ok(&experiment, "train_epoch", &[]);
    assert_eq!(number(&experiment, "step"), 5.0, "45 rows are five batches of 9");
    let lengths = ["points", "targets", "parameters"].map(|method| f32s(&ok(&experiment, method, &[])).len());
    assert_eq!(lengths, [120, 60, 3 * 5 + 5 + 5 * 3 + 3 + 3 * 3 + 3]);
    assert!(f32s(&ok(&experiment, "targets", &[])).iter().all(|class| [0.0, 1.0, 2.0].contains(class)));
}

#[wasm_bindgen_test]
fn a_persons_own_points() {
    let experiment = experiment(json!({ "dataset": "custom", "points": "0,0,0\n0,1,1\n1,0,1\n1,1,0\n2,2,0\n3,1,1" }));
    let found = describe(&experiment);
    assert_eq!((&found["problem"], &found["rows"]), (&json!("binary"), &json!(6)));
    assert_refused(create(&js(json!({ "dataset": "custom", "points": "1,2,0\n3,cat,1" }))), &["line 2", "\"cat\""]);
    assert_refused(create(&js(json!({ "dataset": "custom", "points": 7 }))), &["points", "7 is not a text"]);
    refused(create(&js(json!({ "dataset": "custom" }))));
}

#[wasm_bindgen_test]
fn bad_settings_are_named() {
    for (key, bad, holds) in [
        ("datasets", json!("circle"), "there is no such field"),
        ("dataset", json!("cirle"), "\"cirle\" is not a data set"),
        ("dataset", json!(3), "3 is not a name"),
        ("samples", json!(9), "10 to 5000"),
        ("samples", json!("60"), "is not a number"),
        ("samples", json!(60.5), "60.5 is not a whole number"),
        ("noise", json!(51), "0 to 50"),
        ("train_share", json!(105), "10 to 100"),
        ("features", json!(["z"]), "\"z\" is not a feature"),
        ("features", json!("x"), "is not a list"),
        ("features", json!([]), "0 features: there must be 1 to 10"),
        ("layers", json!(vec![json!({ "units": 1 }); 9]), "at most 8"),
        ("layers", json!("4,2"), "is not a list of layers"),
        ("activation", json!("cosine"), "is not an activation"),
        ("loss", json!("mse"), "does not fit this data"),
        ("optimizer", json!("momentum"), "is not an optimizer"),
        ("batch_size", json!(0), "from 1"),
        ("l1", json!(-1), "-1 is out of range: 0 to 10"),
        ("l2", json!("much"), "is not a number"),
        ("seed", json!(-1), "-1"),
    ] {
        let mut settings = full();
        settings[key] = bad;
        assert_refused(create(&js(settings)), &[key, holds]);
    }
    for (layer, path) in [
        (json!({ "units": 65 }), "layers[1].units"),
        (json!({ "units": 0 }), "layers[1].units"),
        (json!({}), "layers[1].units"),
        (json!({ "units": 2, "activation": "sine" }), "layers[1].activation"),
        (json!({ "units": 2, "use_bias": false }), "layers[1].use_bias"),
        (json!(4), "layers[1]"),
    ] {
        let mut settings = full();
        settings["layers"][1] = layer;
        assert_refused(create(&js(settings)), &[path]);
    }
    for nothing in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), "circle".into(), js(json!([]))] {
        assert_refused(create(&nothing), &["is not an object with named fields"]);
    }
    let cyclic = js(json!({}));
    put(&cyclic, "layers", cyclic.clone());
    assert_refused(create(&cyclic), &["settings", "nested too deeply"]);
    assert_refused(create(&js(json!({ "activation": "heaviside" }))), &["layers[0].activation", "gradient"]);
}

#[wasm_bindgen_test]
fn some_settings_change_while_it_runs() {
    let experiment = experiment(full());
    ok(&experiment, "train", &[7.into()]);
    let mut settings = full();
    let mut configure = |key: &str, value: Value| {
        settings[key] = value;
        ok(&experiment, "configure", &[js(settings.clone())]).as_bool().expect("not a Boolean")
    };
    let before = f32s(&ok(&experiment, "parameters", &[]));
    assert!(!configure("seed", json!(11)), "nothing has changed");
    assert!(!configure("optimizer", json!({ "name": "adam", "learning_rate": 0.5 })));
    assert!(!configure("optimizer", json!("sgd")));
    assert!(!configure("batch_size", json!(4)));
    assert!(!configure("l1", json!(0.0)));
    assert!(!configure("l2", json!(0.1)));
    assert_eq!(number(&experiment, "step"), 7.0);
    assert_eq!(f32s(&ok(&experiment, "parameters", &[])), before);
    let network = &describe(&experiment)["network"];
    assert_eq!(network["optimizer"]["name"], "sgd");
    assert_eq!(network["layers"][0]["kernel_regularizer"], json!({ "l1": 0, "l2": 0.1 }));
    for (key, value) in [
        ("seed", json!(12)),
        ("noise", json!(0)),
        ("train_share", json!(50)),
        ("features", json!(["x"])),
        ("layers", json!([])),
        ("dataset", json!("spiral3")),
    ] {
        ok(&experiment, "train", &[1.into()]);
        assert!(configure(key, value), "{key} must start over");
        assert_eq!(number(&experiment, "step"), 0.0, "{key}");
    }
}

#[wasm_bindgen_test]
fn a_refused_configure_changes_nothing() {
    let experiment = experiment(full());
    ok(&experiment, "train", &[7.into()]);
    let snapshot = || (describe(&experiment), state(&experiment), f32s(&ok(&experiment, "parameters", &[])));
    let before = snapshot();
    for (key, bad) in [("sed", json!(1)), ("l2", json!(-1)), ("batch_size", json!(0.5)), ("samples", json!(1e9))] {
        let mut settings = full();
        settings["optimizer"] = json!("sgd");
        settings[key] = bad;
        assert_refused(call(&experiment, "configure", &[js(settings)]), &[key]);
        assert_eq!(snapshot(), before);
    }
    refused(call(&experiment, "configure", &[]));
    assert_eq!(snapshot(), before);
}

#[wasm_bindgen_test]
fn where_it_stands() {
    let experiment = experiment(full());
    let first = state(&experiment);
    let mut keys: Vec<_> = first.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort();
    assert_eq!(keys, ["accuracy", "epoch", "loss", "step", "val_accuracy", "val_loss"]);
    assert!(first.as_object().unwrap().values().all(Value::is_number));
    ok(&experiment, "train", &[3.into()]);
    let now = state(&experiment);
    assert_eq!((&now["step"], &now["epoch"]), (&json!(3), &json!(0.6)));
    ok(&experiment, "train_epoch", &[]);
    let now = state(&experiment);
    assert_eq!((&now["step"], &now["epoch"]), (&json!(5), &json!(1)));
    assert!(now["loss"].as_f64() < first["loss"].as_f64());

    let history = ok(&experiment, "history", &[]);
    assert_eq!(crate::support::keys(&history), ["accuracy", "epoch", "loss", "step", "val_accuracy", "val_loss"]);
    let [epoch, loss, val_loss] = ["epoch", "loss", "val_loss"].map(|key| f64s(&get(&history, key)));
    assert_eq!(epoch, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    assert_eq!((loss.len(), val_loss.len()), (6, 6));
    // Read as they are: serde_json's floats may be off by a last bit.
    let now = ok(&experiment, "state", &[]);
    assert_eq!((loss[5], val_loss[5]), (number(&now, "loss"), number(&now, "val_loss")));

    ok(&experiment, "reset", &[]);
    assert_eq!(state(&experiment), first);
    assert_eq!(f64s(&get(&ok(&experiment, "history", &[]), "loss")).len(), 1);
    for bad in [JsValue::from(-1), 0.5.into(), f64::NAN.into(), f64::INFINITY.into(), "3".into(), JsValue::UNDEFINED] {
        assert_refused(call(&experiment, "train", &[bad]), &["steps: "]);
    }
    assert_eq!(number(&experiment, "step"), 0.0);
}

#[wasm_bindgen_test]
fn where_there_is_nothing_to_measure_there_is_null() {
    let experiment = experiment(json!({ "dataset": "lecture", "layers": [] }));
    let found = state(&experiment);
    for key in ["val_loss", "accuracy", "val_accuracy"] {
        assert_eq!(found.get(key), Some(&Value::Null), "{key}");
    }
    assert_eq!(crate::support::keys(&ok(&experiment, "history", &[])), ["epoch", "loss", "step"]);
    let found = describe(&experiment);
    assert_eq!((&found["inputs"], &found["features"]), (&json!(1), &json!(["x"])));
    assert_eq!((&found["rows"], &found["train_rows"]), (&json!(5), &json!(5)));
    assert_eq!(found["losses"], json!(["mean_squared_error", "mean_absolute_error", "huber", "log_cosh"]));
    let target = found["target"].as_array().expect("a regression has a range of targets");
    assert!(target[0].as_f64() < target[1].as_f64());
}

#[wasm_bindgen_test]
fn divergence_stops_it() {
    let settings = json!({ "dataset": "line", "layers": [], "optimizer": { "name": "sgd", "learning_rate": 1e30 } });
    let experiment = experiment(settings);
    assert_eq!(get(&experiment, "diverged"), JsValue::FALSE);
    ok(&experiment, "train", &[1000.into()]);
    assert_eq!(get(&experiment, "diverged"), JsValue::TRUE);
    assert!(number(&experiment, "step") < 1000.0);
    assert!(f32s(&ok(&experiment, "parameters", &[])).iter().all(|weight| weight.is_finite()));
    ok(&experiment, "train_epoch", &[]); // returns
    ok(&experiment, "heat_map", &[8.into(), 8.into(), "light".into()]);
    ok(&experiment, "reset", &[]);
    assert_eq!(get(&experiment, "diverged"), JsValue::FALSE);
}

#[wasm_bindgen_test]
fn heat_maps() {
    for dataset in ["circle", "blobs", "bumps", "sine"] {
        let experiment = experiment(json!({ "dataset": dataset }));
        let map = |theme: &str| {
            let map = ok(&experiment, "heat_map", &[10.into(), 25.into(), theme.into()]);
            map.dyn_into::<Uint8Array>().expect("not a Uint8Array").to_vec()
        };
        let light = map("light");
        assert_eq!(light.len(), 25 * 25 * 4);
        assert!(light.chunks(4).all(|pixel| pixel[3] == 255), "it can be seen through");
        assert!(light.chunks(4).any(|pixel| pixel != &light[..4]), "{dataset} has one colour everywhere");
        assert_ne!(light, map("dark"));
        let decided = ok(&experiment, "heat_map", &[10.into(), 25.into(), "light".into(), JsValue::TRUE]);
        assert_ne!(light, decided.unchecked_into::<Uint8Array>().to_vec(), "{dataset}");
    }
    let experiment = experiment(json!({}));
    for bad in [JsValue::from(0), (-1).into(), 2.5.into(), 1e9.into(), f64::NAN.into(), "9".into(), JsValue::UNDEFINED]
    {
        assert_refused(call(&experiment, "heat_map", &[bad.clone(), 9.into(), "light".into()]), &["samples: "]);
        assert_refused(call(&experiment, "heat_map", &[9.into(), bad, "light".into()]), &["size: "]);
    }
    refused(call(&experiment, "heat_map", &[9.into(), 9.into(), 7.into()]));
    ok(&experiment, "train", &[1.into()]);
}

#[wasm_bindgen_test]
fn what_it_answers_to_its_points() {
    let experiment = experiment(json!({ "dataset": "blobs", "samples": 30 }));
    ok(&experiment, "train", &[20.into()]);
    let outputs = f32s(&ok(&experiment, "outputs", &[]));
    let targets = f32s(&ok(&experiment, "targets", &[]));
    assert_eq!(outputs.len(), 3 * targets.len());
    let loss = ok(&experiment, "loss_of", &[1.into()]).as_f64().unwrap();
    let own = f64::from(outputs[3 + targets[1] as usize]);
    assert!((loss + own.ln()).abs() < 1e-5, "{loss} is not −ln {own}");
    let gradients = f32s(&ok(&experiment, "coming_gradients", &[]));
    assert_eq!(gradients.len(), f32s(&ok(&experiment, "parameters", &[])).len());
    for bad in [JsValue::from(30), (-1).into(), 0.5.into(), f64::NAN.into(), "1".into(), JsValue::UNDEFINED] {
        refused(call(&experiment, "loss_of", &[bad]));
    }
}

#[wasm_bindgen_test]
fn the_curve_of_a_function() {
    let experiment = experiment(json!({ "dataset": "sine" }));
    let curve = ok(&experiment, "curve", &[5.into()]);
    assert_eq!(keys(&curve), ["x", "y"]);
    let (x, y) = (f32s(&get(&curve, "x")), f32s(&get(&curve, "y")));
    assert_eq!((x.len(), y.len()), (5, 5));
    let [low, high] = [0, 1].map(|end| describe(&experiment)["domain"][0][end].as_f64().unwrap() as f32);
    assert_eq!((x[0], x[2], x[4]), (low, (low + high) / 2.0, high));
    let twin = construct(&js(describe(&experiment)["network"].clone())).unwrap();
    assert_eq!(f32s(&ok(&twin, "predict", &[floats(&x)])), y);
    for bad in [JsValue::from(0), (-1).into(), 1e9.into(), 2.5.into(), "5".into(), JsValue::UNDEFINED] {
        assert_refused(call(&experiment, "curve", &[bad]), &["count: "]);
    }
    refused(call(&self::experiment(json!({})), "curve", &[5.into()]));
}
