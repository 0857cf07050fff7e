//! Activation functions, a = g(z), each with its derivative beside it.
//!
//! Names, constants and conventions are Keras's (<https://keras.io/api/layers/activations/>); the step functions are
//! the lecture's, for the McCulloch–Pitts neuron and the perceptron, and have no gradient to learn by.

use crate::{math, simd::F32x4};
use value::{Choice, serialize_as_name};

/// An activation function. All but [`Softmax`](Self::Softmax) work on each value by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Activation {
    /// z, unchanged.
    #[default]
    Linear,
    /// max(z, 0); the derivative at 0 is 0.
    Relu,
    /// 1 / (1 + e⁻ᶻ), between 0 and 1.
    Sigmoid,
    /// (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), between −1 and 1.
    Tanh,
    /// e^zᵢ / Σⱼ e^zⱼ over the units of the layer: probabilities that sum to 1.
    Softmax,
    /// z where z > 0, else 0.2 z. (Keras's function; its layer `LeakyReLU` has 0.3, PyTorch 0.01.)
    LeakyRelu,
    /// z where z > 0, else eᶻ − 1.
    Elu,
    /// 1.0507 times (z where z > 0, else 1.6733 (eᶻ − 1)), which keeps mean 0 and variance 1 (Klambauer et al., 2017).
    /// The derivative at exactly 0 is that of the left side, 1.7581, as in compiled Keras models; without XLA it has 1.0507.
    Selu,
    /// z Φ(z) with the normal distribution function Φ: Keras's and PyTorch's default, not the approximation by tanh.
    Gelu,
    /// z σ(z), also called swish.
    Silu,
    /// ln(1 + eᶻ). (PyTorch: z itself above 20.)
    Softplus,
    /// z / (1 + |z|), between −1 and 1.
    Softsign,
    /// 0 for z < 0, 1 for z ≥ 0. No gradient. (The lecture's; Keras has none, in PyTorch the value at 0 is an argument.)
    Heaviside,
    /// −1, 0 or +1. No gradient. (The lecture's sgn; Keras has it as no activation.)
    Sign,
}

impl Choice for Activation {
    const WHAT: &'static str = "an activation";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("linear", Self::Linear),
        ("relu", Self::Relu),
        ("sigmoid", Self::Sigmoid),
        ("tanh", Self::Tanh),
        ("softmax", Self::Softmax),
        ("leaky_relu", Self::LeakyRelu),
        ("elu", Self::Elu),
        ("selu", Self::Selu),
        ("gelu", Self::Gelu),
        ("silu", Self::Silu),
        ("softplus", Self::Softplus),
        ("softsign", Self::Softsign),
        ("heaviside", Self::Heaviside),
        ("sign", Self::Sign),
        ("swish", Self::Silu),
        ("sgn", Self::Sign),
    ];
}
serialize_as_name!(Activation);

const LEAKY_RELU_SLOPE: f32 = 0.2;
const SELU_SCALE: f32 = 1.050_701;
const SELU_SCALE_ALPHA: f32 = 1.758_099_3; // 1.0507… · 1.6733…

impl Activation {
    /// Whether a network with it can be trained by gradients.
    pub fn has_gradient(self) -> bool {
        !matches!(self, Self::Heaviside | Self::Sign)
    }

    /// a = g(z) for a tile of examples: both are [units] of columns of `registers` registers each.
    pub(crate) fn forward(self, registers: usize, z: &[F32x4], a: &mut [F32x4]) {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        match self {
            Self::Linear => a.copy_from_slice(z),
            // Asked this way round so that a NaN stays one and does not become a quiet 0.
            Self::Relu => map(z, a, |z| z.max(zero)),
            Self::Sigmoid => map(z, a, math::sigmoid),
            Self::Tanh => map(z, a, math::tanh),
            Self::Softmax => {
                for row in 0..registers {
                    softmax(z, a, row, registers);
                }
            }
            Self::LeakyRelu => map(z, a, |z| zero.lt(z).select(z, F32x4::splat(LEAKY_RELU_SLOPE) * z)),
            Self::Elu | Self::Selu => {
                let [right, left] = self.elu_factors();
                map(z, a, |z| zero.lt(z).select(right * z, left * math::exp_minus_one(z)));
            }
            Self::Gelu => map(z, a, |z| z * math::normal(z).0),
            Self::Silu => map(z, a, |z| z * math::sigmoid(z)),
            Self::Softplus => map(z, a, math::softplus),
            Self::Softsign => map(z, a, |z| z / (one + z.abs())),
            Self::Heaviside => map(z, a, |z| zero.le(z).select(one, z.lt(zero).select(zero, z))),
            Self::Sign => map(z, a, math::sign),
        }
    }

    /// ∂L/∂z from ∂L/∂a: `delta` is multiplied by g′(z) in place. Shapes as in [`forward`](Self::forward).
    pub(crate) fn backward(self, registers: usize, z: &[F32x4], a: &[F32x4], delta: &mut [F32x4]) {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        match self {
            Self::Linear => {}
            Self::Relu | Self::LeakyRelu => {
                let left = F32x4::splat(if self == Self::Relu { 0.0 } else { LEAKY_RELU_SLOPE });
                scale(z, a, delta, |z, _| zero.lt(z).select(one, left));
            }
            Self::Sigmoid => scale(z, a, delta, |_, a| a * (one - a)),
            Self::Tanh => scale(z, a, delta, |_, a| one - a * a),
            Self::Softmax => {
                for row in 0..registers {
                    softmax_backward(a, delta, row, registers);
                }
            }
            Self::Elu | Self::Selu => {
                let [right, left] = self.elu_factors();
                scale(z, a, delta, |z, _| zero.lt(z).select(right, left * math::exp(z)));
            }
            Self::Gelu => scale(z, a, delta, |z, _| {
                let (distribution, density) = math::normal(z);
                distribution + z * density
            }),
            Self::Silu => scale(z, a, delta, |z, a| {
                let s = math::sigmoid(z);
                s + a * (one - s)
            }),
            Self::Softplus => scale(z, a, delta, |z, _| math::sigmoid(z)),
            Self::Softsign => scale(z, a, delta, |z, _| {
                let d = one + z.abs();
                one / (d * d)
            }),
            // Refused before it comes to this (Network::check_gradient); their derivative is 0 wherever it exists.
            Self::Heaviside | Self::Sign => delta.fill(zero),
        }
    }

    /// What ELU and SELU multiply z with to the right of 0, and eᶻ − 1 to the left.
    fn elu_factors(self) -> [F32x4; 2] {
        if self == Self::Selu { [SELU_SCALE, SELU_SCALE_ALPHA].map(F32x4::splat) } else { [F32x4::splat(1.0); 2] }
    }
}

/// a = f(z), value by value.
#[inline(always)]
fn map(z: &[F32x4], a: &mut [F32x4], f: impl Fn(F32x4) -> F32x4) {
    let (mut at, len) = (0, z.len().min(a.len()));
    while at < len {
        a[at] = f(z[at]);
        at += 1;
    }
}

/// delta = delta · derivative(z, a), value by value.
#[inline(always)]
fn scale(z: &[F32x4], a: &[F32x4], delta: &mut [F32x4], derivative: impl Fn(F32x4, F32x4) -> F32x4) {
    let (mut at, len) = (0, z.len().min(a.len()).min(delta.len()));
    while at < len {
        delta[at] = delta[at] * derivative(z[at], a[at]);
        at += 1;
    }
}

/// aᵢ = e^zᵢ / Σⱼ e^zⱼ over the units, for the registers `row` of their columns. The largest z is subtracted first, so
/// nothing overflows.
fn softmax(z: &[F32x4], a: &mut [F32x4], row: usize, registers: usize) {
    let z = z[row..].iter().step_by(registers);
    let largest = z.clone().fold(F32x4::splat(f32::NEG_INFINITY), |largest, z| z.max(largest));
    let mut sum = F32x4::ZERO;
    for (z, a) in z.zip(a[row..].iter_mut().step_by(registers)) {
        *a = math::exp(*z - largest);
        sum = sum + *a;
    }
    for a in a[row..].iter_mut().step_by(registers) {
        *a = *a / sum;
    }
}

/// ∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ), so ∂L/∂zⱼ = aⱼ (∂L/∂aⱼ − Σᵢ aᵢ ∂L/∂aᵢ).
fn softmax_backward(a: &[F32x4], delta: &mut [F32x4], row: usize, registers: usize) {
    let a = a[row..].iter().step_by(registers);
    let delta = &mut delta[row..];
    let products = a.clone().zip(delta.iter().step_by(registers));
    let mean = products.fold(F32x4::ZERO, |sum, (a, d)| sum + *a * *d);
    for (a, d) in a.zip(delta.iter_mut().step_by(registers)) {
        *d = *a * (*d - mean);
    }
}
