//! Same seed, same bits, on the way through JavaScript: a script gets the numbers that the core computes, unrounded. That
//! the core computes the same in this browser as natively is the matter of `tests/bits`.

use crate::bits::{CHECKPOINT, halfway};
use crate::support::*;
use nn_playground::{
    experiment::{self, ExperimentSettings},
    nn::{FitOptions, Network},
    value::Value,
    web::experiment::Experiment,
};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_native_checkpoint_goes_on_here() {
    let resumed = from_json(&CHECKPOINT.into()).unwrap();
    let written = ok(&resumed, "to_json", &[]).as_string().unwrap();
    // Read again, because JavaScript writes 0 for 0.0.
    let [native, here] = [CHECKPOINT, &written].map(|text| serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(native, here);

    let (config, (x, y)) = halfway();
    let mut network = Network::new(config).unwrap();
    let options = FitOptions { epochs: 200, batch_size: 9, ..Default::default() };
    network.fit(network.examples(&x, &y).unwrap(), &options).unwrap();
    ok(&resumed, "fit", &[floats(&x), floats(&y), js(json!({ "epochs": 100, "batch_size": 9 }))]);
    let expected: Vec<u32> = network.parameters().iter().map(|weight| weight.to_bits()).collect();
    assert_eq!(bits(&resumed), expected);
}

#[wasm_bindgen_test]
fn an_experiment_is_the_cores() {
    let settings = json!({
        "dataset": "spiral", "samples": 200, "noise": 15, "features": ["x", "y", "sinx", "siny", "xy"],
        "layers": [{ "units": 8 }, { "units": 8, "activation": "silu" }],
        "optimizer": { "name": "rmsprop", "momentum": 0.5 }, "batch_size": 16, "l1": 0.0001, "seed": 42
    });
    let parsed = ExperimentSettings::parse(&serde_json::from_value(settings.clone()).unwrap()).unwrap();
    let mut core = experiment::Experiment::new(parsed).unwrap();
    core.train(200);

    let experiment: JsValue = Experiment::new(js(settings), &JsValue::UNDEFINED).map_err(JsValue::from).unwrap().into();
    ok(&experiment, "train", &[200.into()]);
    let found = ["points", "targets", "parameters"].map(|method| f32s(&ok(&experiment, method, &[])));
    let expected = [&core.data().x[..], &core.data().y[..], core.network().parameters()];
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected); // none of them is NaN, and no 0 has a sign of its own
    }
    assert_eq!(number(&ok(&experiment, "state", &[]), "loss"), core.state().loss);
}
