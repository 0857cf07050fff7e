//! What there is to choose from, so that the page keeps no list of its own.

use super::{JsResult, object};
use crate::{
    data::{DatasetName, Feature, Problem},
    nn::{Activation, Choice, Hyperparameter, Initializer, Loss, Optimizer, OptimizerName},
};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct Catalog {
    datasets: Vec<DatasetEntry>,
    features: Vec<&'static str>,
    activations: Vec<ActivationEntry>,
    losses: Vec<&'static str>,
    optimizers: Vec<OptimizerEntry>,
    initializers: Vec<&'static str>,
}

#[derive(Serialize)]
struct DatasetEntry {
    name: &'static str,
    problem: &'static str,
    inputs: usize,
    /// A few exact points, which know no samples, noise or split.
    exact: bool,
}

#[derive(Serialize)]
struct ActivationEntry {
    name: &'static str,
    has_gradient: bool,
}

#[derive(Serialize)]
struct OptimizerEntry {
    name: &'static str,
    hyperparameters: Vec<HyperparameterEntry>,
}

#[derive(Serialize)]
struct HyperparameterEntry {
    name: &'static str,
    default: DefaultValue,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DefaultValue {
    Number(f64),
    Switch(bool),
}

/// The name of a problem, as the page knows it.
pub fn problem_name(problem: Problem) -> &'static str {
    match problem {
        Problem::Binary => "binary",
        Problem::Classes(_) => "classes",
        Problem::Regression => "regression",
    }
}

/// Everything there is to choose from, in the order in which lists show it:
/// `{ datasets: [{ name, problem, inputs, exact }], features, activations: [{ name, has_gradient }], losses,
/// optimizers: [{ name, hyperparameters: [{ name, default }] }], initializers }`.
#[wasm_bindgen]
pub fn catalog() -> JsResult<JsValue> {
    object(&Catalog {
        datasets: DatasetName::all()
            .map(|dataset| DatasetEntry {
                name: dataset.name(),
                problem: problem_name(dataset.problem()),
                inputs: dataset.inputs(),
                exact: dataset.is_exact(),
            })
            .collect(),
        features: Feature::all().map(Choice::name).collect(),
        activations: Activation::all()
            .map(|activation| ActivationEntry { name: activation.name(), has_gradient: activation.has_gradient() })
            .collect(),
        losses: Loss::all().map(Choice::name).collect(),
        optimizers: OptimizerName::all().map(optimizer).collect(),
        initializers: Initializer::all().map(Choice::name).collect(),
    })
}

fn optimizer(name: OptimizerName) -> OptimizerEntry {
    let entry = |(name, hyperparameter)| {
        let default = match hyperparameter {
            Hyperparameter::Number(number, _) => DefaultValue::Number(*number),
            Hyperparameter::Switch(switch) => DefaultValue::Switch(*switch),
        };
        HyperparameterEntry { name, default }
    };
    let hyperparameters = Optimizer::new(name).hyperparameters().into_iter().map(entry).collect();
    OptimizerEntry { name: name.name(), hyperparameters }
}
