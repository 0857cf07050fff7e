//! `new Network(config)`, its properties, `reset`, `clone`, and checkpoints.

use crate::support::*;
use nn_playground::{nn::OptimizerName, value::Choice};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const MAX_SEED: f64 = 9_007_199_254_740_991.0;

#[wasm_bindgen_test]
fn the_defaults_are_filled_in() {
    let network = network(json!({
        "inputs": 2, "layers": [{ "units": 3 }, { "units": 1 }], "loss": "mse", "optimizer": "sgd", "seed": 5
    }));
    let layer = |units: f64| {
        json!({
            "units": units, "activation": "linear", "use_bias": true, "kernel_initializer": "glorot_uniform",
            "bias_initializer": "zeros", "kernel_regularizer": { "l1": 0, "l2": 0 }
        })
    };
    let expected = json!({
        "inputs": 2, "layers": [layer(3.0), layer(1.0)], "loss": "mean_squared_error",
        "optimizer": { "name": "sgd", "learning_rate": 0.01, "momentum": 0, "nesterov": false }, "seed": 5
    });
    // Both through JSON.stringify: it writes 3.0 as 3.
    assert_eq!(json_of(&get(&network, "config")), json_of(&js(expected)));
}

#[wasm_bindgen_test]
fn every_optimizer_has_all_its_hyperparameters_in_the_config() {
    for (name, expected) in [
        ("SGD", json!({ "name": "sgd", "learning_rate": 0.01, "momentum": 0, "nesterov": false })),
        (
            "RMSprop",
            json!({ "name": "rmsprop", "learning_rate": 0.001, "rho": 0.9, "momentum": 0, "epsilon": 1e-7,
                    "centered": false }),
        ),
        (
            "Adam",
            json!({ "name": "adam", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7,
                    "amsgrad": false }),
        ),
        (
            "Adagrad",
            json!({ "name": "adagrad", "learning_rate": 0.001, "initial_accumulator_value": 0.1, "epsilon": 1e-7 }),
        ),
        ("Adadelta", json!({ "name": "adadelta", "learning_rate": 0.001, "rho": 0.95, "epsilon": 1e-7 })),
        (
            "Adamax",
            json!({ "name": "adamax", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7 }),
        ),
        ("Nadam", json!({ "name": "nadam", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7 })),
        (
            "AdamW",
            json!({ "name": "adamw", "learning_rate": 0.001, "weight_decay": 0.004, "beta_1": 0.9, "beta_2": 0.999,
                    "epsilon": 1e-7, "amsgrad": false }),
        ),
    ] {
        let mut config = classifier();
        for written in [json!(name), json!(name.to_lowercase()), json!({ "name": name })] {
            config["optimizer"] = written;
            let network = network(config.clone());
            assert_eq!(json_of(&get(&get(&network, "config"), "optimizer")), json_of(&js(expected.clone())));
        }
    }
}

#[wasm_bindgen_test]
fn names_are_keras_in_any_case() {
    let network = network(json!({
        "inputs": 1,
        "layers": [
            { "units": 2, "activation": "ReLU", "kernel_initializer": "HeNormal" },
            { "units": 2, "activation": "SOFTMAX", "kernel_initializer": "GLOROT_UNIFORM", "bias_initializer": "Ones" }
        ],
        "loss": "SparseCategoricalCrossentropy",
        "optimizer": { "name": "RMSprop", "lr": 0.25 }
    }));
    let config = json_of(&get(&network, "config"));
    assert_eq!(config["layers"][0]["activation"], "relu");
    assert_eq!(config["layers"][0]["kernel_initializer"], "he_normal");
    assert_eq!(config["layers"][1]["activation"], "softmax");
    assert_eq!(config["layers"][1]["bias_initializer"], "ones");
    assert_eq!(config["loss"], "sparse_categorical_crossentropy");
    assert_eq!(config["optimizer"]["name"], "rmsprop");
    assert_eq!(config["optimizer"]["learning_rate"], 0.25);
    assert_eq!(config["optimizer"].get("lr"), None, "lr is only an alias");
}

#[wasm_bindgen_test]
fn undefined_and_null_fields_count_as_left_out() {
    let config = js(classifier());
    let layer = get(&get(&config, "layers"), "0");
    for (field, value) in [("activation", JsValue::UNDEFINED), ("use_bias", JsValue::NULL)] {
        put(&layer, field, value);
    }
    put(&config, "seed", JsValue::UNDEFINED);
    let network = construct(&config).unwrap();
    let config = json_of(&get(&network, "config"));
    assert_eq!(
        (&config["layers"][0]["activation"], &config["layers"][0]["use_bias"]),
        (&json!("linear"), &json!(true))
    );
}

#[wasm_bindgen_test]
fn a_seed_given_is_the_seed() {
    for seed in [0.0, 7.0, MAX_SEED] {
        let mut config = classifier();
        config["seed"] = json!(seed as u64);
        let (one, two) = (network(config.clone()), network(config));
        assert_eq!(number(&one, "seed"), seed);
        assert_eq!(number(&get(&one, "config"), "seed"), seed);
        assert_eq!(bits(&one), bits(&two));
    }
}

#[wasm_bindgen_test]
fn a_seed_left_out_is_random_and_readable() {
    let mut config = classifier();
    config.as_object_mut().unwrap().remove("seed");
    let (one, two) = (network(config.clone()), network(config.clone()));
    let seed = number(&one, "seed");
    assert!(seed.fract() == 0.0 && (0.0..=MAX_SEED).contains(&seed), "{seed}");
    assert_ne!(seed, number(&two, "seed"));
    assert_ne!(bits(&one), bits(&two));
    // Written down, it gives the same network.
    config["seed"] = json!(seed as u64);
    assert_eq!(bits(&network(config)), bits(&one));
}

#[wasm_bindgen_test]
fn a_config_read_from_a_network_makes_the_same_network() {
    let mut config = classifier();
    config["optimizer"] = json!({ "name": "adamw", "lr": 0.1, "amsgrad": true });
    config["layers"][0]["kernel_regularizer"] = json!({ "l2": 0.01 });
    let one = network(config);
    let two = construct(&get(&one, "config")).unwrap();
    let [x, y] = data(9);
    for _ in 0..3 {
        let losses = [&one, &two].map(|network| ok(network, "train_step", &[x.clone(), y.clone()]).as_f64());
        assert_eq!(losses[0], losses[1]);
    }
    assert_eq!(bits(&one), bits(&two));
    assert_eq!(json_of(&get(&one, "config")), json_of(&get(&two, "config")));
}

#[wasm_bindgen_test]
fn a_config_is_read_once_and_not_kept() {
    let config = js(classifier());
    let network = construct(&config).unwrap();
    put(&config, "inputs", 99);
    put(&get(&network, "config"), "inputs", 99);
    assert_eq!(number(&get(&network, "config"), "inputs"), 2.0);
    assert_eq!(json_of(&js(classifier()))["inputs"], 2);
}

#[wasm_bindgen_test]
fn counts() {
    let network = network(classifier());
    assert_eq!(number(&network, "parameter_count"), 13.0); // 2·3 + 3 + 3·1 + 1
    assert_eq!(number(&network, "iterations"), 0.0);
    let [x, y] = data(70);
    ok(&network, "train_step", &[x.clone(), y.clone()]);
    assert_eq!(number(&network, "iterations"), 1.0);
    ok(&network, "fit", &[x, y, js(json!({ "epochs": 2 }))]);
    assert_eq!(number(&network, "iterations"), 7.0, "70 rows are three batches of at most 32");
}

#[wasm_bindgen_test]
fn reset_goes_back_and_a_new_seed_draws_anew() {
    let network = network(classifier());
    let [x, y] = data(9);
    let train = || (0..3).map(|_| ok(&network, "train_step", &[x.clone(), y.clone()]).as_f64()).collect::<Vec<_>>();
    let (first, losses) = (bits(&network), train());
    for nothing in [vec![], vec![JsValue::UNDEFINED], vec![JsValue::NULL], vec![JsValue::from(7)]] {
        ok(&network, "reset", &nothing);
        assert_eq!((bits(&network), number(&network, "iterations")), (first.clone(), 0.0));
        assert_eq!(train(), losses, "the optimizer is fresh too");
    }
    ok(&network, "reset", &[8.into()]);
    let second = bits(&network);
    assert_eq!((number(&network, "seed"), number(&get(&network, "config"), "seed")), (8.0, 8.0));
    assert_ne!(second, first);
    let mut other = classifier();
    other["seed"] = json!(8);
    assert_eq!(second, bits(&crate::support::network(other)));
    ok(&network, "reset", &[]);
    assert_eq!(bits(&network), second, "the new seed stays");
}

#[wasm_bindgen_test]
fn a_bad_seed_resets_nothing() {
    let network = network(classifier());
    let [x, y] = data(9);
    ok(&network, "train_step", &[x, y]);
    let before = bits(&network);
    for bad in [
        JsValue::from(-1),
        JsValue::from(0.5),
        JsValue::from(MAX_SEED + 1.0),
        JsValue::from(f64::NAN),
        JsValue::from(f64::INFINITY),
        JsValue::from("7"),
        JsValue::from(true),
        js(json!({})),
        js(json!([7])),
    ] {
        assert_refused(call(&network, "reset", &[bad]), &["seed: "]);
        assert_eq!(
            (bits(&network), number(&network, "iterations"), number(&network, "seed")),
            (before.clone(), 1.0, 7.0)
        );
    }
}

#[wasm_bindgen_test]
fn a_clone_goes_on_alike_and_by_itself() {
    let network = network(classifier());
    let [x, y] = data(40);
    let options = js(json!({ "batch_size": 7 }));
    let fit = |network: &JsValue| f64s(&get(&ok(network, "fit", &[x.clone(), y.clone(), options.clone()]), "loss"));
    fit(&network);
    let twin = ok(&network, "clone", &[]);
    assert_eq!(get(&twin, "constructor"), JsValue::from(network_class()));
    let there = bits(&network);
    // Adam's slots and the order of the second epoch went with it.
    assert_eq!(fit(&network), fit(&twin));
    assert_eq!(bits(&network), bits(&twin));
    assert_eq!(number(&twin, "iterations"), 12.0);
    assert_ne!(bits(&twin), there);
    // One does not move the other.
    let there = bits(&twin);
    ok(&network, "reset", &[1.into()]);
    assert_eq!((bits(&twin), number(&twin, "seed")), (there.clone(), 7.0));
    ok(&network, "free", &[]);
    assert_eq!(bits(&twin), there);
}

#[wasm_bindgen_test]
fn after_free_every_call_is_an_error() {
    let network = network(classifier());
    ok(&network, "free", &[]);
    let [x, y] = data(4);
    refused(call(&network, "get_weights", &[]));
    refused(call(&network, "train_step", &[x, y]));
}

#[wasm_bindgen_test]
fn a_checkpoint_goes_on_where_it_stands() {
    for optimizer in OptimizerName::all().map(OptimizerName::name) {
        let mut config = classifier();
        config["optimizer"] = json!(optimizer);
        let network = network(config);
        let [x, y] = data(40);
        let options = js(json!({ "epochs": 2, "batch_size": 7 }));
        let fit = |network: &JsValue| f64s(&get(&ok(network, "fit", &[x.clone(), y.clone(), options.clone()]), "loss"));
        fit(&network);
        let text = ok(&network, "to_json", &[]);
        assert!(text.is_string());
        let twin = from_json(&text).unwrap();
        assert_eq!(get(&twin, "constructor"), JsValue::from(network_class()));
        assert_eq!(json_of(&get(&twin, "config")), json_of(&get(&network, "config")));
        assert_eq!(number(&twin, "iterations"), number(&network, "iterations"));
        assert_eq!(bits(&twin), bits(&network));
        assert_eq!(fit(&twin), fit(&network), "{optimizer}");
        assert_eq!(bits(&twin), bits(&network), "{optimizer}");
        assert_eq!(ok(&twin, "to_json", &[]), ok(&network, "to_json", &[]), "{optimizer}");
    }
}

#[wasm_bindgen_test]
fn a_checkpoint_keeps_the_last_bit() {
    let mut config = classifier();
    config["layers"][0]["kernel_regularizer"] = json!({ "l1": 0.1 + 0.2, "l2": f64::MIN_POSITIVE });
    config["optimizer"] = json!({ "name": "sgd", "learning_rate": 1.231_360_438_098_136_7 });
    let network = network(config);
    let subnormal = f32::from_bits(1);
    let weights =
        [vec![f32::MAX, subnormal, f32::MIN_POSITIVE, 0.1, 1.0 / 3.0, -7e-39], vec![16_777_217.0, 3e38, -1e-45]];
    let weights = weights.iter().cloned().chain([vec![0.0, 1e-8, 123_456.79], vec![f32::MIN]]);
    let weights: JsValue = weights.map(|list| floats(&list)).collect::<js_sys::Array>().into();
    ok(&network, "set_weights", &[weights]);
    let twin = from_json(&ok(&network, "to_json", &[])).unwrap();
    assert_eq!(bits(&twin), bits(&network));
    let exact = |network: &JsValue| {
        let config = get(network, "config");
        let penalty = get(&get(&get(&config, "layers"), "0"), "kernel_regularizer");
        [number(&penalty, "l1"), number(&penalty, "l2"), number(&get(&config, "optimizer"), "learning_rate")]
    };
    assert_eq!(exact(&twin), exact(&network));
    assert_eq!(exact(&twin), [0.1 + 0.2, f64::MIN_POSITIVE, 1.231_360_438_098_136_7]);
}

/// Beyond 2⁵³ a whole number is no integer to JavaScript, but it is a number.
#[wasm_bindgen_test]
fn numbers_that_javascript_cannot_count_are_handed_out() {
    let mut config = classifier();
    config["optimizer"] = json!({ "name": "sgd", "learning_rate": 1e16 });
    let network = network(config);
    assert_eq!(number(&get(&get(&network, "config"), "optimizer"), "learning_rate"), 1e16);
    let weights = [6, 3, 3, 1].map(|count| floats(&vec![-9_007_199_254_740_992.0; count]));
    ok(&network, "set_weights", &[weights.iter().collect::<js_sys::Array>().into()]);
    assert_eq!(bits(&from_json(&ok(&network, "to_json", &[])).unwrap()), bits(&network));
}

#[wasm_bindgen_test]
fn a_checkpoint_keeps_the_sign_of_zero() {
    let network = network(classifier());
    let weights = [6, 3, 3, 1].map(|count| floats(&vec![-0.0; count]));
    ok(&network, "set_weights", &[weights.iter().collect::<js_sys::Array>().into()]);
    let text = ok(&network, "to_json", &[]);
    assert_eq!(bits(&from_json(&text).unwrap()), bits(&network), "{:?}", text.as_string());
}

#[wasm_bindgen_test]
fn what_is_no_checkpoint_is_refused() {
    let deep = "[".repeat(100_000);
    for garbage in ["", "{", "null", "7", "[]", "{}", "{\"format\":\"nn-playground checkpoint\"}", "\u{0}", &deep] {
        assert_refused(from_json(&garbage.into()), &["not a checkpoint of this playground: "]);
    }
    for garbage in [JsValue::UNDEFINED, JsValue::NULL, 7.into(), js(json!({})), floats(&[1.0])] {
        assert_refused(from_json(&garbage), &["not a checkpoint of this playground: ", "text"]);
    }
    let text = ok(&network(classifier()), "to_json", &[]).as_string().unwrap();
    for cut in [1, text.len() / 2, text.len() - 1] {
        assert_refused(from_json(&text[..cut].into()), &["not a checkpoint of this playground: "]);
    }
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (field, bad) in [
        ("format", json!("another")),
        ("version", json!(2)),
        ("state", json!([1, 2])),
        ("state", json!("none")),
        ("iterations", json!(-1)),
        ("epochs", json!(0.5)),
        ("config", json!({ "inputs": 0 })),
    ] {
        let mut checkpoint = whole.clone();
        checkpoint[field] = bad;
        assert_refused(from_json(&checkpoint.to_string().into()), &["not a checkpoint of this playground: "]);
    }
    let mut checkpoint = whole;
    checkpoint["state"] = json!("000000007f800000");
    assert_refused(from_json(&checkpoint.to_string().into()), &["state[1]", "finite"]);
}
