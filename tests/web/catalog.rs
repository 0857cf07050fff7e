//! `catalog()`: the names, defaults and limits that the page shows are those of the core, in the core's order. (What they have to
//! be is tested against Keras, in `tests/keras/vocabulary.rs`.)

use crate::support::{js, json_of};
use nn_playground::{
    data::{DatasetName, Problem},
    nn::{Activation, Hyperparameter, Initializer, Loss, Optimizer, OptimizerName, Setting},
    value::Choice,
    web,
};
use serde_json::{Map, Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn catalog() -> Value {
    json_of(&web::catalog::catalog())
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
    assert_eq!(catalog["losses"], json!(Loss::choices()));
    assert_eq!(catalog["initializers"], json!(Initializer::choices()));
    assert_eq!(catalog["optimizer_options"], json!(Optimizer::OPTIONS));
}

/// Further names, by what they stand for.
fn aliases<T: Choice>() -> Value {
    let further = T::NAMES.iter().filter(|(name, choice)| choice.name() != *name);
    further.map(|(name, choice)| ((*name).to_owned(), json!(choice.name()))).collect::<Map<_, _>>().into()
}

#[wasm_bindgen_test]
fn further_names() {
    let found = &catalog()["aliases"];
    assert_eq!(found["activations"], aliases::<Activation>());
    assert_eq!(found["losses"], aliases::<Loss>());
    assert_eq!(found["initializers"], aliases::<Initializer>());
    assert_eq!((&found["losses"]["mse"], &found["activations"]["sgn"]), (&json!("mean_squared_error"), &json!("sign")));
}

#[wasm_bindgen_test]
fn activations_say_whether_they_can_learn() {
    let entry = |activation: Activation| json!({ "name": activation.name(), "has_gradient": !matches!(activation, Activation::Heaviside | Activation::Sign) });
    assert_eq!(catalog()["activations"], Activation::all().map(entry).collect::<Value>());
}

#[wasm_bindgen_test]
fn optimizers_come_with_their_hyperparameters() {
    let default = |Hyperparameter { name, setting }: Hyperparameter| match setting {
        Setting::Number(default, _) => json!({ "name": name, "default": default }),
        Setting::Switch(default) => json!({ "name": name, "default": default }),
        Setting::Schedule(_) => panic!("{name} is a schedule by default"),
    };
    let entry = |name: OptimizerName| {
        let hyperparameters: Vec<Value> = Optimizer::new(name).hyperparameters().into_iter().map(default).collect();
        json!({ "name": name.name(), "hyperparameters": hyperparameters })
    };
    // Through JavaScript, where 0 and 0.0 are the same number.
    let expected = json_of(&js(OptimizerName::all().map(entry).collect()));
    assert_eq!(catalog()["optimizers"], expected);
}

#[wasm_bindgen_test]
fn datasets_say_what_they_ask() {
    let entry = |name: DatasetName| {
        let problem = match name.problem() {
            Problem::Binary => "binary",
            Problem::Classes(_) => "classes",
            Problem::Regression => "regression",
        };
        json!({ "name": name.name(), "problem": problem, "inputs": name.inputs(), "exact": name.is_exact(), "drawn": name.is_drawn() })
    };
    assert_eq!(catalog()["datasets"], DatasetName::all().map(entry).collect::<Value>());
}
