//! The catalog of names, defaults and limits, so that the page needs no lists of its own.

use super::object;
use crate::{
    data::{DatasetName, Feature, Problem},
    experiment::ExperimentSettings,
    nn::{Activation, Initializer, Loss, Optimizer, OptimizerName},
};
use value::{Choice, Value};
use wasm_bindgen::prelude::*;

/// The name of a problem in JavaScript.
pub fn problem_name(problem: Problem) -> &'static str {
    match problem {
        Problem::Binary => "binary",
        Problem::Classes(_) => "classes",
        Problem::Regression => "regression",
    }
}

/// The catalog, in the order of the page's lists:
/// `{ datasets: [{ name, problem, inputs, exact, drawn }], features, activations: [{ name, has_gradient }], losses,
/// optimizers: [{ name, hyperparameters: [{ name, default }] }], optimizer_options, initializers, aliases, limits }`.
///
/// - `optimizer_options`: the optional hyperparameters of every optimizer: a weight decay, and one of three clips;
/// - `aliases`: for `activations`, `losses` and `initializers` their further names: `{ mse: "mean_squared_error" }`;
/// - `limits`: what each setting of an experiment may be: `{ min, max, default, whole }` or `{ choices, default }`.
#[wasm_bindgen(unchecked_return_type = "Catalog")]
pub fn catalog() -> JsValue {
    object(&Value::object(vec![
        ("datasets", DatasetName::all().map(dataset).collect()),
        ("features", Value::names(Feature::all().filter(|feature| feature.fits(2)))),
        ("activations", Activation::all().map(activation).collect()),
        ("losses", Value::names(Loss::all())),
        ("optimizers", OptimizerName::all().map(optimizer).collect()),
        ("optimizer_options", Value::List(Optimizer::OPTIONS.map(Value::from).to_vec())),
        ("initializers", Value::names(Initializer::all())),
        ("limits", ExperimentSettings::limits()),
        (
            "aliases",
            Value::object(vec![
                ("activations", Value::aliases::<Activation>()),
                ("losses", Value::aliases::<Loss>()),
                ("initializers", Value::aliases::<Initializer>()),
            ]),
        ),
    ]))
}

/// `exact`: a few exact points, without samples, noise or split; `drawn`: with samples and noise.
fn dataset(dataset: DatasetName) -> Value {
    Value::object(vec![
        ("name", Value::from(dataset.name())),
        ("problem", Value::from(problem_name(dataset.problem()))),
        ("inputs", Value::Number(dataset.inputs() as f64)),
        ("exact", Value::Bool(dataset.is_exact())),
        ("drawn", Value::Bool(dataset.is_drawn())),
    ])
}

fn activation(activation: Activation) -> Value {
    Value::object(vec![
        ("name", Value::from(activation.name())),
        ("has_gradient", Value::Bool(activation.has_gradient())),
    ])
}

fn optimizer(name: OptimizerName) -> Value {
    let mut hyperparameters = Vec::new();
    for hyperparameter in Optimizer::new(name).hyperparameters() {
        let name = Value::from(hyperparameter.name);
        hyperparameters.push(Value::object(vec![("name", name), ("default", hyperparameter.value())]));
    }
    Value::object(vec![("name", Value::from(name.name())), ("hyperparameters", Value::List(hyperparameters))])
}
