//! Activations in f64, written independently of `ops` as an oracle for it. Value and derivative, each with its formula, side by
//! side.
//!
//! Names, constants and conventions at corners are those of [`Activation`]; tests compare both.

use super::{
    machine::Units,
    text::MAX_UNITS,
    tree::{Tree, abs, call, condition, difference, exp, fraction, minus, number, power, product, sum},
};
use crate::nn::Activation;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The two numbers of Klambauer et al. (2017).
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
const LEAKY_RELU_SLOPE: f64 = 0.2;

/// a = g(z), unit by unit.
pub(super) struct Function {
    /// g(z).
    pub value: fn(f64) -> f64,
    /// g′(z), from z and a.
    pub derivative: fn(f64, f64) -> f64,
    /// The formula of g(z).
    pub formula: fn(Tree) -> Tree,
    /// The formula of g′(z), of z and a.
    pub derivative_formula: fn(Tree, Tree) -> Tree,
}

/// An activation. (Softmax takes all units of a layer: [`Softmax`]; unit by unit it is like linear.)
pub(super) fn function(activation: Activation) -> Function {
    match activation {
        Activation::Linear | Activation::Softmax => {
            Function { value: |z| z, derivative: |_, _| 1.0, formula: |z| z, derivative_formula: |_, _| number(1.0) }
        }
        Activation::Relu => Function {
            value: |z| at_least(z, 0.0),
            derivative: |z, _| either(z, 1.0, 0.0),
            formula: positive,
            derivative_formula: |z, _| is_positive(z),
        },
        Activation::Sigmoid => Function {
            value: sigmoid,
            derivative: |_, a| a * (1.0 - a),
            formula: sigmoid_formula,
            derivative_formula: |_, a| product([a.clone(), difference(number(1.0), a)]),
        },
        Activation::Tanh => Function {
            value: libm::tanh,
            derivative: |_, a| 1.0 - a * a,
            formula: |z| call("tanh", [z]),
            derivative_formula: |_, a| difference(number(1.0), power(a, number(2.0))),
        },
        Activation::LeakyRelu => Function {
            value: |z| z * either(z, 1.0, LEAKY_RELU_SLOPE),
            derivative: |z, _| either(z, 1.0, LEAKY_RELU_SLOPE),
            formula: |z| call("max", [z.clone(), product([number(LEAKY_RELU_SLOPE), z])]),
            derivative_formula: |z, _| {
                let rest = product([number(1.0 - LEAKY_RELU_SLOPE), is_positive(z)]);
                sum([number(LEAKY_RELU_SLOPE), rest])
            },
        },
        Activation::Elu => Function {
            value: elu,
            derivative: |z, _| either(z, 1.0, libm::exp(z)),
            formula: |z| elu_formula(z, None),
            derivative_formula: |z, _| elu_derivative_formula(z, None),
        },
        Activation::Selu => Function {
            value: |z| SELU_SCALE * either(z, z, SELU_ALPHA * elu(z)),
            derivative: |z, _| SELU_SCALE * either(z, 1.0, SELU_ALPHA * libm::exp(z)),
            formula: |z| product([number(SELU_SCALE), elu_formula(z, Some(SELU_ALPHA))]),
            derivative_formula: |z, _| product([number(SELU_SCALE), elu_derivative_formula(z, Some(SELU_ALPHA))]),
        },
        Activation::Gelu => Function {
            value: |z| z * normal_cdf(z),
            derivative: |z, _| normal_cdf(z) + z * libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt(),
            formula: |z| product([z.clone(), call("Φ", [z])]),
            derivative_formula: |z, _| sum([call("Φ", [z.clone()]), product([z.clone(), call("φ", [z])])]),
        },
        Activation::Silu => Function {
            value: |z| z * sigmoid(z),
            derivative: |z, a| sigmoid(z) + a * (1.0 - sigmoid(z)),
            formula: |z| fraction(z.clone(), one_and_exp(minus(z))),
            derivative_formula: |z, a| sum([a.clone(), fraction(difference(number(1.0), a), one_and_exp(minus(z)))]),
        },
        Activation::Softplus => Function {
            value: softplus,
            derivative: |z, _| sigmoid(z),
            formula: |z| call("ln", [one_and_exp(z)]),
            derivative_formula: |z, _| sigmoid_formula(z),
        },
        Activation::Softsign => Function {
            value: |z| z / (1.0 + z.abs()),
            derivative: |z, _| 1.0 / ((1.0 + z.abs()) * (1.0 + z.abs())),
            formula: |z| fraction(z.clone(), sum([number(1.0), abs(z)])),
            derivative_formula: |z, _| fraction(number(1.0), power(sum([number(1.0), abs(z)]), number(2.0))),
        },
        Activation::Relu6 => Function {
            value: |z| at_least(z, 0.0).min(6.0),
            derivative: |_, a| within(a, 0.0, 6.0),
            formula: |z| call("min", [positive(z), number(6.0)]),
            derivative_formula: |z, _| is_within(z, 0.0, 6.0),
        },
        Activation::HardSigmoid => Function {
            value: |z| at_least(z + 3.0, 0.0).min(6.0) / 6.0,
            derivative: |_, a| within(a, 0.0, 1.0) / 6.0,
            formula: |z| fraction(call("min", [positive(sum([z, number(3.0)])), number(6.0)]), number(6.0)),
            derivative_formula: |z, _| fraction(is_within(z, -3.0, 3.0), number(6.0)),
        },
        Activation::Mish => Function {
            value: |z| z * libm::tanh(softplus(z)),
            derivative: |z, _| {
                let t = libm::tanh(softplus(z));
                t + z * (1.0 - t * t) * sigmoid(z)
            },
            formula: |z| product([z.clone(), tanh_of_softplus(z)]),
            derivative_formula: |z, _| {
                let rest = difference(number(1.0), power(tanh_of_softplus(z.clone()), number(2.0)));
                sum([tanh_of_softplus(z.clone()), product([z.clone(), rest, sigmoid_formula(z)])])
            },
        },
        Activation::Exponential => {
            Function { value: libm::exp, derivative: |_, a| a, formula: exp, derivative_formula: |_, a| a }
        }
        // Steps have no useful gradient.
        Activation::Heaviside => Function {
            value: |z| f64::from(u8::from(z >= 0.0)),
            derivative: |_, _| 0.0,
            formula: |z| condition(z, "≥", number(0.0)),
            derivative_formula: |_, _| number(0.0),
        },
        Activation::Sign => Function {
            value: sign,
            derivative: |_, _| 0.0,
            formula: |z| call("sgn", [z]),
            derivative_formula: |_, _| number(0.0),
        },
        // In the table of `ops`, and not yet here: no number rather than a wrong one. A test compares all of them.
        _ => Function {
            value: |_| f64::NAN,
            derivative: |_, _| f64::NAN,
            formula: |_| number(f64::NAN),
            derivative_formula: |_, _| number(f64::NAN),
        },
    }
}

/// 1 where low < a < high, else 0.
fn within(a: f64, low: f64, high: f64) -> f64 {
    f64::from(u8::from(a > low && a < high))
}

/// [z > low][high > z].
fn is_within(z: Tree, low: f64, high: f64) -> Tree {
    product([condition(z.clone(), ">", number(low)), condition(number(high), ">", z)])
}

/// tanh(ln(1 + eᶻ)).
fn tanh_of_softplus(z: Tree) -> Tree {
    call("tanh", [call("ln", [one_and_exp(z)])])
}

/// max(0, z).
fn positive(z: Tree) -> Tree {
    call("max", [number(0.0), z])
}

/// [z > 0].
fn is_positive(z: Tree) -> Tree {
    condition(z, ">", number(0.0))
}

/// 1 + eᶻ.
fn one_and_exp(z: Tree) -> Tree {
    sum([number(1.0), exp(z)])
}

/// 1 / (1 + e⁻ᶻ).
pub(super) fn sigmoid_formula(z: Tree) -> Tree {
    fraction(number(1.0), one_and_exp(minus(z)))
}

/// max(0, z) + α min(0, eᶻ − 1).
fn elu_formula(z: Tree, alpha: Option<f64>) -> Tree {
    let left = call("min", [number(0.0), difference(exp(z.clone()), number(1.0))]);
    sum([positive(z), scaled(alpha, left)])
}

/// [z > 0] + α [z ≤ 0] eᶻ.
fn elu_derivative_formula(z: Tree, alpha: Option<f64>) -> Tree {
    let left = product([condition(z.clone(), "≤", number(0.0)), exp(z.clone())]);
    sum([is_positive(z), scaled(alpha, left)])
}

fn scaled(alpha: Option<f64>, of: Tree) -> Tree {
    match alpha {
        Some(alpha) => product([number(alpha), of]),
        None => of,
    }
}

/// `right` where z > 0, else `left`.
fn either(z: f64, right: f64, left: f64) -> f64 {
    if z > 0.0 { right } else { left }
}

/// The larger of the two; unlike with `f64::max`, NaN stays NaN.
pub(super) fn at_least(z: f64, low: f64) -> f64 {
    if z < low { low } else { z }
}

pub(super) fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

/// ln(1 + eᶻ), which does not overflow.
pub(super) fn softplus(z: f64) -> f64 {
    at_least(z, 0.0) + libm::log1p(libm::exp(-z.abs()))
}

fn elu(z: f64) -> f64 {
    if z > 0.0 { z } else { libm::expm1(z) }
}

fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

pub(super) fn sign(z: f64) -> f64 {
    f64::from(i8::from(z > 0.0) - i8::from(z < 0.0))
}

/// Softmax in its stages: e^(zᵢ − max), their sum, and each one's fraction of it. The largest z is subtracted so that nothing
/// overflows; the fractions do not change.
pub(super) struct Softmax {
    pub max: f64,
    pub exp: Units,
    pub sum: f64,
    pub shares: Units,
}

impl Softmax {
    pub fn new(z: &[f64]) -> Self {
        let max = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut exp, mut shares) = ([0.0; MAX_UNITS], [0.0; MAX_UNITS]);
        exp.iter_mut().zip(z).for_each(|(exp, z)| *exp = libm::exp(z - max));
        let sum = exp.iter().sum();
        shares.iter_mut().zip(exp).for_each(|(share, exp)| *share = exp / sum);
        Self { max, exp, sum, shares }
    }

    /// ∂outᵢ/∂netⱼ = outᵢ([i = j] − outⱼ).
    pub fn derivative(out: &Units, i: usize, j: usize) -> f64 {
        out[i] * (f64::from(u8::from(i == j)) - out[j])
    }
}
