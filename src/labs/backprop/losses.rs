//! Losses in f64, written independently of `ops` as an oracle for it. One output's term and its derivative, each with its
//! formula, side by side.
//!
//! Names, constants and conventions at corners are those of [`Loss`]; tests compare both.

use super::{
    activations::{at_least, sign},
    tree::{Tree, abs, call, condition, difference, fraction, minus, number, power, product, sum},
};
use crate::nn::{Activation, Loss};
use std::f64::consts::LN_2;

/// Where Keras keeps probabilities, so that the logarithm is a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clip {
    /// What it is called …
    pub name: &'static str,
    /// … and its derivative: 1 where it changes nothing, else 0.
    pub derivative_name: &'static str,
    low: f64,
    high: f64,
}

impl Clip {
    /// Of a cross-entropy, with Keras's float32 numbers: 1 − 10⁻⁷ is not quite that.
    const CROSSENTROPY: Self =
        Self { name: "clip", derivative_name: "clip′", low: 1e-7_f32 as f64, high: (1.0 - 1e-7_f32) as f64 };
    /// Of Kullback and Leibler's divergence, up to 1 itself.
    const DIVERGENCE: Self = Self { name: "clip₁", derivative_name: "clip₁′", low: 1e-7_f32 as f64, high: 1.0 };

    pub fn of(loss: Loss) -> Self {
        if loss == Loss::KlDivergence { Self::DIVERGENCE } else { Self::CROSSENTROPY }
    }

    /// `a`, clipped so that its logarithm is finite.
    pub fn value(self, a: f64) -> f64 {
        limited(a, self.low, self.high)
    }

    /// Its derivative.
    pub fn derivative(self, a: f64) -> f64 {
        f64::from(u8::from((self.low..=self.high).contains(&a)))
    }
}

/// What the loss is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LossInput {
    /// The outputs themselves.
    Out,
    /// The clipped outputs: a loss with logarithms, whose outputs need not be probabilities.
    Clipped,
    /// The fraction that each output is of their sum, clipped: probabilities for Keras's categorical cross-entropy.
    Fraction,
    /// The outputs, which are the probabilities that belong to the loss: chain rule and activation cancel to p − y.
    Probability,
    /// The probabilities computed again from the logits: a cross-entropy after the activation of the other one, as in Keras on
    /// TensorFlow.
    Net,
}

impl LossInput {
    pub fn new(loss: Loss, last: Activation) -> Self {
        match (loss, last) {
            (Loss::BinaryCrossentropy, Activation::Sigmoid)
            | (Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy, Activation::Softmax) => {
                Self::Probability
            }
            (Loss::BinaryCrossentropy, Activation::Softmax)
            | (Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy, Activation::Sigmoid) => Self::Net,
            (Loss::CategoricalCrossentropy, _) => Self::Fraction,
            (Loss::BinaryCrossentropy | Loss::SparseCategoricalCrossentropy | Loss::KlDivergence, _) => Self::Clipped,
            _ => Self::Out,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Clipped => "clipped",
            Self::Fraction => "fraction",
            Self::Probability => "probability",
            Self::Net => "net",
        }
    }

    /// Whether the loss is computed from what comes before the activation, so that δ is p − y.
    pub fn is_of_net(self) -> bool {
        matches!(self, Self::Probability | Self::Net)
    }
}

/// `x` from `low` to `high`; NaN stays NaN.
fn limited(x: f64, low: f64, high: f64) -> f64 {
    let x = at_least(x, low);
    if x > high { high } else { x }
}

/// One output's part of a loss that is the mean or the sum of them, of what the loss sees of the output (p) and of the target.
pub(super) struct Term {
    /// Its value, of p and y.
    pub value: fn(f64, f64) -> f64,
    /// Its derivative by p.
    pub derivative: fn(f64, f64) -> f64,
    /// Its formula.
    pub formula: fn(Parts) -> Tree,
    /// The formula of its derivative.
    pub derivative_formula: fn(Parts) -> Tree,
}

/// What the formulas of a [`Term`] are made of.
pub(super) struct Parts {
    /// The output as the loss takes it.
    pub p: Tree,
    /// The target.
    pub y: Tree,
    /// y − p.
    pub error: Tree,
}

/// Whether a loss is made of y − p, and nothing else.
pub(super) fn is_of_error(loss: Loss) -> bool {
    matches!(loss, Loss::MeanSquaredError | Loss::MeanAbsoluteError | Loss::Huber | Loss::LogCosh)
}

/// Whether a loss is about classes that exclude one another: its probabilities are those of softmax.
pub(super) fn is_categorical(loss: Loss) -> bool {
    matches!(loss, Loss::SparseCategoricalCrossentropy | Loss::CategoricalCrossentropy)
}

/// Whether a loss is the mean of the outputs' parts; else it is their sum, or has none.
pub(super) fn is_mean(loss: Loss) -> bool {
    !is_categorical(loss) && loss != Loss::KlDivergence
}

/// Whether the targets of an example are to be probabilities that sum to 1.
pub(super) fn wants_distribution(loss: Loss) -> bool {
    matches!(loss, Loss::CategoricalCrossentropy | Loss::KlDivergence)
}

/// One output's part of a loss; `None` for a loss that is not made of such parts.
pub(super) fn term(loss: Loss) -> Option<Term> {
    Some(match loss {
        Loss::MeanSquaredError => Term {
            value: |p, y| (y - p) * (y - p),
            derivative: |p, y| -2.0 * (y - p),
            formula: |of| power(of.error, number(2.0)),
            derivative_formula: |of| minus(product([number(2.0), of.error])),
        },
        Loss::MeanAbsoluteError => Term {
            value: |p, y| (y - p).abs(),
            derivative: |p, y| sign(p - y),
            formula: |of| abs(of.error),
            derivative_formula: |of| minus(call("sgn", [of.error])),
        },
        Loss::Huber => Term {
            value: |p, y| {
                let size = (y - p).abs();
                if size <= 1.0 { 0.5 * size * size } else { size - 0.5 }
            },
            derivative: |p, y| limited(p - y, -1.0, 1.0),
            formula: |of| call("huber", [of.error]),
            derivative_formula: |of| minus(call("min", [call("max", [of.error, minus(number(1.0))]), number(1.0)])),
        },
        Loss::Hinge => Term {
            value: |p, y| at_least(1.0 - y * p, 0.0),
            // At the corner −y, as in TensorFlow.
            derivative: |p, y| if 1.0 - y * p >= 0.0 { -y } else { 0.0 },
            formula: |of| call("max", [number(0.0), margin(of.p, of.y)]),
            derivative_formula: |of| minus(product([of.y.clone(), condition(margin(of.p, of.y), "≥", number(0.0))])),
        },
        Loss::SquaredHinge => Term {
            value: |p, y| {
                let margin = at_least(1.0 - y * p, 0.0);
                margin * margin
            },
            derivative: |p, y| -2.0 * y * at_least(1.0 - y * p, 0.0),
            formula: |of| power(call("max", [number(0.0), margin(of.p, of.y)]), number(2.0)),
            derivative_formula: |of| {
                let positive = call("max", [number(0.0), margin(of.p, of.y.clone())]);
                minus(product([number(2.0), of.y, positive]))
            },
        },
        Loss::LogCosh => Term {
            // |e| + ln(1 + e^(−2|e|)) − ln 2, which does not overflow
            value: |p, y| {
                let size = (y - p).abs();
                size + libm::log1p(libm::exp(-2.0 * size)) - LN_2
            },
            derivative: |p, y| libm::tanh(p - y),
            formula: |of| call("ln", [call("cosh", [of.error])]),
            derivative_formula: |of| minus(call("tanh", [of.error])),
        },
        Loss::KlDivergence => Term {
            value: |p, y| y * libm::log(y / p),
            derivative: |p, y| -y / p,
            formula: |Parts { p, y, .. }| product([y.clone(), call("ln", [fraction(y, p)])]),
            derivative_formula: |Parts { p, y, .. }| minus(fraction(y, p)),
        },
        Loss::CategoricalCrossentropy => Term {
            value: |p, y| -y * libm::log(p),
            derivative: |p, y| -y / p,
            formula: |Parts { p, y, .. }| minus(product([y, call("ln", [p])])),
            derivative_formula: |Parts { p, y, .. }| minus(fraction(y, p)),
        },
        Loss::BinaryCrossentropy => Term {
            value: |p, y| -y * libm::log(p) - (1.0 - y) * libm::log(1.0 - p),
            derivative: |p, y| (1.0 - y) / (1.0 - p) - y / p,
            formula: |Parts { p, y, .. }| {
                let [not_y, not_p] = [y.clone(), p.clone()].map(|of| difference(number(1.0), of));
                let [one, other] = [(y, p), (not_y, not_p)].map(|(y, p)| minus(product([y, call("ln", [p])])));
                sum([one, other])
            },
            derivative_formula: |Parts { p, y, .. }| {
                let [not_y, not_p] = [y.clone(), p.clone()].map(|of| difference(number(1.0), of));
                difference(fraction(not_y, not_p), fraction(y, p))
            },
        },
        Loss::SparseCategoricalCrossentropy => return None,
        // In the table of `ops`, and not yet here: no number rather than a wrong one. A test compares all of them.
        _ => Term {
            value: |_, _| f64::NAN,
            derivative: |_, _| f64::NAN,
            formula: |_| number(f64::NAN),
            derivative_formula: |_| number(f64::NAN),
        },
    })
}

/// 1 − y p.
fn margin(p: Tree, y: Tree) -> Tree {
    difference(number(1.0), product([y, p]))
}
