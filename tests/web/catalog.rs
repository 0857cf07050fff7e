//! `catalog()`: the lists that the page shows.

use crate::support::json_of;
use nn_playground::web;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn catalog() -> Value {
    json_of(&web::catalog::catalog())
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

#[wasm_bindgen_test]
fn its_lists() {
    let catalog = catalog();
    let mut keys: Vec<_> = catalog.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "activations",
            "aliases",
            "datasets",
            "features",
            "initializers",
            "limits",
            "losses",
            "optimizer_options",
            "optimizers"
        ]
    );
    assert_eq!(catalog["features"], json!(["x", "y", "x2", "y2", "xy", "sinx", "siny"]));
    assert_eq!(
        catalog["losses"],
        json!([
            "mean_squared_error",
            "mean_absolute_error",
            "binary_crossentropy",
            "sparse_categorical_crossentropy",
            "categorical_crossentropy",
            "huber",
            "hinge",
            "squared_hinge",
            "log_cosh",
            "kl_divergence"
        ])
    );
    assert_eq!(catalog["optimizer_options"], json!(["weight_decay", "clipnorm", "clipvalue", "global_clipnorm"]));
    assert_eq!(
        catalog["aliases"],
        json!({
            "activations": { "swish": "silu", "sgn": "sign" },
            "losses": {
                "mse": "mean_squared_error",
                "mae": "mean_absolute_error",
                "bce": "binary_crossentropy",
                "kld": "kl_divergence"
            },
            "initializers": { "uniform": "random_uniform", "zero": "zeros", "one": "ones" },
        })
    );
    assert_eq!(
        catalog["initializers"],
        json!([
            "glorot_uniform",
            "glorot_normal",
            "he_uniform",
            "he_normal",
            "lecun_normal",
            "random_uniform",
            "zeros",
            "ones"
        ])
    );
}

#[wasm_bindgen_test]
fn activations_say_whether_they_can_learn() {
    let catalog = catalog();
    let names = names(&catalog["activations"]);
    assert_eq!(names.len(), 18);
    for name in [
        "linear",
        "relu",
        "sigmoid",
        "tanh",
        "softmax",
        "leaky_relu",
        "elu",
        "selu",
        "gelu",
        "silu",
        "softplus",
        "softsign",
        "relu6",
        "mish",
        "hard_sigmoid",
        "exponential",
        "heaviside",
        "sign",
    ] {
        let entry = &catalog["activations"][names.iter().position(|known| *known == name).expect(name)];
        assert_eq!(entry["has_gradient"], !matches!(name, "heaviside" | "sign"), "{name}");
    }
}

#[wasm_bindgen_test]
fn optimizers_come_with_their_hyperparameters() {
    let catalog = catalog();
    assert_eq!(
        names(&catalog["optimizers"]),
        ["sgd", "rmsprop", "adam", "adagrad", "adadelta", "adamax", "nadam", "adamw", "lion", "ftrl"]
    );
    let hyperparameter = |name: &str, default: Value| json!({ "name": name, "default": default });
    let rate = |rate: f64| hyperparameter("learning_rate", json!(rate));
    let (momentum, epsilon) = (|| hyperparameter("momentum", json!(0)), || hyperparameter("epsilon", json!(1e-7)));
    let [beta_1, beta_2] = [hyperparameter("beta_1", json!(0.9)), hyperparameter("beta_2", json!(0.999))];
    let switch = |name: &str| hyperparameter(name, json!(false));
    let expected = [
        vec![rate(0.01), momentum(), switch("nesterov")],
        vec![rate(0.001), hyperparameter("rho", json!(0.9)), momentum(), epsilon(), switch("centered")],
        vec![rate(0.001), beta_1.clone(), beta_2.clone(), epsilon(), switch("amsgrad")],
        vec![rate(0.001), hyperparameter("initial_accumulator_value", json!(0.1)), epsilon()],
        vec![rate(0.001), hyperparameter("rho", json!(0.95)), epsilon()],
        vec![rate(0.001), beta_1.clone(), beta_2.clone(), epsilon()],
        vec![rate(0.001), beta_1.clone(), beta_2.clone(), epsilon()],
        vec![
            rate(0.001),
            hyperparameter("weight_decay", json!(0.004)),
            beta_1.clone(),
            beta_2,
            epsilon(),
            switch("amsgrad"),
        ],
        vec![rate(0.001), beta_1, hyperparameter("beta_2", json!(0.99))],
        vec![
            rate(0.001),
            hyperparameter("learning_rate_power", json!(-0.5)),
            hyperparameter("initial_accumulator_value", json!(0.1)),
            hyperparameter("l1_regularization_strength", json!(0)),
            hyperparameter("l2_regularization_strength", json!(0)),
            hyperparameter("l2_shrinkage_regularization_strength", json!(0)),
            hyperparameter("beta", json!(0)),
        ],
    ];
    for (optimizer, mut expected) in catalog["optimizers"].as_array().unwrap().iter().zip(expected) {
        // In whatever order: what counts is that each is there.
        let mut found = optimizer["hyperparameters"].as_array().unwrap().clone();
        for list in [&mut found, &mut expected] {
            list.sort_by_key(|entry| entry["name"].to_string());
        }
        assert_eq!(found, expected, "{}", optimizer["name"]);
    }
}

#[wasm_bindgen_test]
fn datasets_say_what_they_ask() {
    let found = &catalog()["datasets"];
    let expected = [
        ("circle", "binary", 2, false),
        ("xor", "binary", 2, false),
        ("gauss", "binary", 2, false),
        ("spiral", "binary", 2, false),
        ("moons", "binary", 2, false),
        ("and", "binary", 2, true),
        ("or", "binary", 2, true),
        ("xor-gate", "binary", 2, true),
        ("blobs", "classes", 2, false),
        ("spiral3", "classes", 2, false),
        ("plane", "regression", 2, false),
        ("bumps", "regression", 2, false),
        ("line", "regression", 1, false),
        ("sine", "regression", 1, false),
        ("lecture", "regression", 1, true),
    ];
    assert_eq!(found.as_array().unwrap().len(), 15);
    for (name, problem, inputs, exact) in expected {
        let entry = json!({ "name": name, "problem": problem, "inputs": inputs, "exact": exact });
        assert!(found.as_array().unwrap().contains(&entry), "{entry}");
    }
}
