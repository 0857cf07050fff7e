//! Which activation of the last layer goes with a loss, and what happens with the others: asked where the prediction is wrong.

use super::{
    core::{CLASSES, Layer},
    settings::has_classes,
};
use crate::nn::{Activation, Loss, Targets};
use serde::Serialize;
use value::{Choice, Result};

/// The activations that are compared.
const OUTPUTS: [Activation; 5] =
    [Activation::Linear, Activation::Relu, Activation::Sigmoid, Activation::Tanh, Activation::Softmax];
/// The logit of a prediction that is clearly wrong, in size.
const WRONG: f64 = 5.0;
/// The other logits, with several classes.
const OTHERS: f64 = 1.0;
/// Where a function is nearly at the ends of its range.
const FAR: f64 = 20.0;
/// A derivative smaller than this, where the prediction is wrong, hardly corrects it.
const SMALL: f64 = 0.05;

/// A loss after an activation.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsPair"))]
pub struct Pair {
    /// The last layer's activation, by its name.
    pub output: &'static str,
    /// How they go together.
    pub fit: Fit,
    /// A logit (with several classes, that of the correct one; the others are 1) of a prediction that is wrong …
    pub logit: f64,
    /// … the output then …
    pub prediction: f64,
    /// … the loss …
    pub loss: f64,
    /// … and ∂Loss/∂logit, with which the layer is corrected.
    pub slope: f64,
}

/// How a loss and an activation go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsFit"))]
pub enum Fit {
    /// They are made for one another.
    Fits,
    /// The loss takes the logits with the activation that belongs to it, as Keras on TensorFlow does.
    Logits,
    /// The output is always the same: softmax of a single output is 1.
    Constant,
    /// No gradient passes although the prediction is wrong.
    Blocked,
    /// Almost none passes.
    Vanishes,
    /// The activation never has the target as its value.
    Unreachable,
    /// It can be trained.
    Possible,
}

/// Whether an activation is the usual one before a loss.
fn is_usual(loss: Loss, activation: Activation) -> bool {
    match loss.targets_kind() {
        _ if has_classes(loss) => activation == Activation::Softmax,
        Targets::Probabilities => activation == Activation::Sigmoid,
        Targets::Signs => matches!(activation, Activation::Linear | Activation::Tanh),
        _ => activation == Activation::Linear,
    }
}

/// A loss after each of the activations; `target` is that of a loss of one output.
pub(super) fn pairs(loss: Loss, target: f64) -> Vec<Pair> {
    OUTPUTS.iter().filter_map(|activation| pair(loss, *activation, target).ok()).collect()
}

fn pair(loss: Loss, activation: Activation, target: f64) -> Result<Pair> {
    let classes = has_classes(loss);
    let units = if classes { CLASSES } else { 1 };
    let layer = Layer::new(units, activation, loss)?;
    // On the other side of 0.
    let logit = if target > 0.0 || classes { -WRONG } else { WRONG };
    let mut logits = vec![OTHERS; units];
    logits[0] = logit;
    let targets = match classes {
        true if loss.is_sparse() => vec![0.0],
        true => vec![1.0, 0.0, 0.0],
        false => vec![target],
    };
    let prediction = layer.predict(&logits)?[0];
    let slope = layer.slopes(&logits, &targets)?[0];
    let takes_logits =
        matches!(loss, Loss::BinaryCrossentropy | Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy)
            && matches!(activation, Activation::Sigmoid | Activation::Softmax);
    let fit = if is_usual(loss, activation) {
        Fit::Fits
    } else if takes_logits {
        Fit::Logits
    } else if activation == Activation::Softmax && !classes {
        Fit::Constant
    } else if slope == 0.0 {
        Fit::Blocked
    } else if !classes && !reaches(activation, target) {
        Fit::Unreachable
    } else if slope.abs() < SMALL {
        Fit::Vanishes
    } else {
        Fit::Possible
    };
    Ok(Pair { output: activation.name(), fit, logit, prediction, loss: layer.loss(&logits, &targets)?, slope })
}

/// Whether a number lies between the least and the largest value of a rising activation.
fn reaches(activation: Activation, target: f64) -> bool {
    let value = |x: f64| activation.at(x).map(|[value, _]| value);
    // Linear and relu have no end.
    let is_open = |x: f64| activation.at(x).is_some_and(|[_, slope]| slope > SMALL);
    let above = value(-FAR).is_none_or(|least| is_open(-FAR) || target >= least - 1e-6);
    let below = value(FAR).is_none_or(|largest| is_open(FAR) || target <= largest + 1e-6);
    above && below
}
