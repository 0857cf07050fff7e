//! Activations and losses once more, in f64 and number by number: here they are read, in `ops` they are fast.
//!
//! Names, constants and conventions at corners are those of `nn::Activation` and `nn::Loss`, which the tests hold against
//! these.

use crate::nn::{Activation, Loss};
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The two numbers of Klambauer et al. (2017).
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
const LEAKY_RELU_SLOPE: f64 = 0.2;

/// Where Keras clips probabilities, with its float32 numbers: 1 − 10⁻⁷ is not quite that.
const CLIP_LOW: f64 = 1e-7_f32 as f64;
const CLIP_HIGH: f64 = (1.0 - 1e-7_f32) as f64;

/// a = g(z) of one unit. (Softmax takes all units of a layer: [`Softmax`].)
pub(super) fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Linear | Activation::Softmax => z,
        Activation::Relu => z.max(0.0),
        Activation::Sigmoid => sigmoid(z),
        Activation::Tanh => libm::tanh(z),
        Activation::LeakyRelu => z * if z > 0.0 { 1.0 } else { LEAKY_RELU_SLOPE },
        Activation::Elu => elu(z),
        Activation::Selu => SELU_SCALE * if z > 0.0 { z } else { SELU_ALPHA * elu(z) },
        Activation::Gelu => z * normal_cdf(z),
        Activation::Silu => z * sigmoid(z),
        Activation::Softplus => softplus(z),
        Activation::Softsign => z / (1.0 + z.abs()),
        Activation::Heaviside => f64::from(u8::from(z >= 0.0)),
        Activation::Sign => sign(z),
    }
}

/// g′(z), with a = g(z).
pub(super) fn slope(activation: Activation, z: f64, a: f64) -> f64 {
    let either = |right: f64, left: f64| if z > 0.0 { right } else { left };
    match activation {
        Activation::Linear | Activation::Softmax => 1.0,
        Activation::Relu => either(1.0, 0.0),
        Activation::Sigmoid => a * (1.0 - a),
        Activation::Tanh => 1.0 - a * a,
        Activation::LeakyRelu => either(1.0, LEAKY_RELU_SLOPE),
        Activation::Elu => either(1.0, libm::exp(z)),
        Activation::Selu => SELU_SCALE * either(1.0, SELU_ALPHA * libm::exp(z)),
        Activation::Gelu => normal_cdf(z) + z * libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt(),
        Activation::Silu => sigmoid(z) + a * (1.0 - sigmoid(z)),
        Activation::Softplus => sigmoid(z),
        Activation::Softsign => 1.0 / ((1.0 + z.abs()) * (1.0 + z.abs())),
        // Nothing is learnt through a step.
        Activation::Heaviside | Activation::Sign => 0.0,
    }
}

pub(super) fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

/// ln(1 + eᶻ), which does not overflow.
fn softplus(z: f64) -> f64 {
    z.max(0.0) + libm::log1p(libm::exp(-z.abs()))
}

fn elu(z: f64) -> f64 {
    if z > 0.0 { z } else { libm::expm1(z) }
}

fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

fn sign(z: f64) -> f64 {
    f64::from(i8::from(z > 0.0) - i8::from(z < 0.0))
}

/// Softmax in its stages: e^(zᵢ − max), their sum, and each one's part of it. The largest z is subtracted so that nothing
/// overflows; it changes no part.
pub(super) struct Softmax {
    pub max: f64,
    pub exp: Vec<f64>,
    pub sum: f64,
    pub parts: Vec<f64>,
}

impl Softmax {
    pub fn new(z: &[f64]) -> Self {
        let max = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let exp: Vec<f64> = z.iter().map(|z| libm::exp(z - max)).collect();
        let sum = exp.iter().sum();
        let parts = exp.iter().map(|exp| exp / sum).collect();
        Self { max, exp, sum, parts }
    }
}

/// What a loss takes for the network's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sees {
    /// The outputs themselves.
    Out,
    /// The outputs, clipped to [10⁻⁷, 1 − 10⁻⁷]: a cross-entropy whose outputs might be no probabilities.
    Clipped,
    /// The outputs, which are the probabilities that belong to the loss: chain rule and activation cancel to p − y.
    Probability,
    /// What comes before the activation, made probabilities anew: a cross-entropy after the other one's activation, as in
    /// Keras on TensorFlow.
    Net,
}

impl Sees {
    pub fn new(loss: Loss, last: Activation) -> Self {
        match (loss, last) {
            (Loss::BinaryCrossentropy, Activation::Sigmoid)
            | (Loss::SparseCategoricalCrossentropy, Activation::Softmax) => Self::Probability,
            (Loss::BinaryCrossentropy, Activation::Softmax)
            | (Loss::SparseCategoricalCrossentropy, Activation::Sigmoid) => Self::Net,
            (Loss::BinaryCrossentropy | Loss::SparseCategoricalCrossentropy, _) => Self::Clipped,
            _ => Self::Out,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Clipped => "clipped",
            Self::Probability => "probability",
            Self::Net => "net",
        }
    }
}

pub(super) fn clip(a: f64) -> f64 {
    limited(a, CLIP_LOW, CLIP_HIGH)
}

/// `number::limited` for f64; NaN stays NaN.
fn limited(x: f64, low: f64, high: f64) -> f64 {
    match x {
        _ if x < low => low,
        _ if x > high => high,
        _ => x,
    }
}

/// Whether clipping holds `a`: its gradient is 0 then.
pub(super) fn is_clipped(a: f64) -> bool {
    !(CLIP_LOW..=CLIP_HIGH).contains(&a)
}

/// One output's part of the loss, for losses that are means over the outputs. `p` is the output or the probability that
/// the loss sees, `z` what comes before the activation.
pub(super) fn term(loss: Loss, sees: Sees, z: f64, p: f64, y: f64) -> f64 {
    let error = y - p;
    match loss {
        Loss::MeanSquaredError => error * error,
        Loss::MeanAbsoluteError => error.abs(),
        Loss::Huber if error.abs() <= 1.0 => 0.5 * error * error,
        Loss::Huber => error.abs() - 0.5,
        Loss::Hinge => (1.0 - y * p).max(0.0),
        // −y ln σ(z) − (1 − y) ln(1 − σ(z)), without losing digits where σ(z) is nearly 0 or 1
        _ if matches!(sees, Sees::Probability | Sees::Net) => y * softplus(-z) + (1.0 - y) * softplus(z),
        _ => -y * libm::log(p) - (1.0 - y) * libm::log(1.0 - p),
    }
}

/// ∂(that part)/∂out, without the 1/n of the mean.
pub(super) fn term_slope(loss: Loss, out: f64, y: f64) -> f64 {
    match loss {
        Loss::MeanSquaredError => -2.0 * (y - out),
        Loss::MeanAbsoluteError => sign(out - y),
        Loss::Huber => limited(out - y, -1.0, 1.0),
        Loss::Hinge if 1.0 - y * out >= 0.0 => -y,
        Loss::Hinge => 0.0,
        _ => (1.0 - y) / (1.0 - out) - y / out,
    }
}
