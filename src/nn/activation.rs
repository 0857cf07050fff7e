//! Activation functions, a = g(z), each with its derivative beside it.
//!
//! Names, constants and conventions are Keras's (<https://keras.io/api/layers/activations/>); the step functions are
//! the lecture's, for the McCulloch–Pitts neuron and the perceptron, and have no gradient to learn by.

use super::{
    kernels::Lane,
    math,
    value::{Choice, serialize_as_name},
};

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
    Selu,
    /// z Φ(z) with the normal distribution function Φ: Keras's default, not the approximation by tanh.
    Gelu,
    /// z σ(z), also called swish.
    Silu,
    /// ln(1 + eᶻ).
    Softplus,
    /// z / (1 + |z|), between −1 and 1.
    Softsign,
    /// 0 for z < 0, 1 for z ≥ 0. No gradient.
    Heaviside,
    /// −1, 0 or +1. No gradient.
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

    /// a = g(z) for a block of a layer of `units` units: both are [groups, units] of [`Lane`]s.
    pub fn forward(self, units: usize, z: &[Lane], a: &mut [Lane]) {
        match self {
            Self::Linear => a.copy_from_slice(z),
            // Asked this way round so that a NaN stays one and does not become a quiet 0.
            Self::Relu => map(z, a, |z| if z <= 0.0 { 0.0 } else { z }),
            Self::Sigmoid => map(z, a, math::sigmoid),
            Self::Tanh => map(z, a, math::tanh),
            Self::Softmax => {
                for (z, a) in z.chunks_exact(units).zip(a.chunks_exact_mut(units)) {
                    softmax(z, a);
                }
            }
            Self::LeakyRelu => map(z, a, |z| if z > 0.0 { z } else { LEAKY_RELU_SLOPE * z }),
            Self::Elu => map(z, a, |z| if z > 0.0 { z } else { libm::expm1f(z) }),
            Self::Selu => map(z, a, |z| if z > 0.0 { SELU_SCALE * z } else { SELU_SCALE_ALPHA * libm::expm1f(z) }),
            Self::Gelu => map(z, a, |z| z * math::normal_cdf(z)),
            Self::Silu => map(z, a, |z| z * math::sigmoid(z)),
            Self::Softplus => map(z, a, math::softplus),
            Self::Softsign => map(z, a, |z| z / (1.0 + z.abs())),
            Self::Heaviside => map(z, a, |z| match z {
                _ if z < 0.0 => 0.0,
                _ if z >= 0.0 => 1.0,
                nan => nan,
            }),
            Self::Sign => map(z, a, |z| match z {
                _ if z < 0.0 => -1.0,
                _ if z > 0.0 => 1.0,
                zero_or_nan => zero_or_nan,
            }),
        }
    }

    /// ∂L/∂z from ∂L/∂a: `delta` is multiplied by g′(z) in place. Shapes as in [`forward`](Self::forward).
    pub fn backward(self, units: usize, z: &[Lane], a: &[Lane], delta: &mut [Lane]) {
        match self {
            Self::Linear => {}
            Self::Relu => scale(z, a, delta, |z, _| if z > 0.0 { 1.0 } else { 0.0 }),
            Self::Sigmoid => scale(z, a, delta, |_, a| a * (1.0 - a)),
            Self::Tanh => scale(z, a, delta, |_, a| 1.0 - a * a),
            Self::Softmax => {
                // ∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ), so ∂L/∂zⱼ = aⱼ (∂L/∂aⱼ − Σᵢ aᵢ ∂L/∂aᵢ).
                for (a, delta) in a.chunks_exact(units).zip(delta.chunks_exact_mut(units)) {
                    for lane in 0..a[0].len() {
                        let mean: f32 = a.iter().zip(delta.iter()).map(|(a, d)| a[lane] * d[lane]).sum();
                        for (a, d) in a.iter().zip(delta.iter_mut()) {
                            d[lane] = a[lane] * (d[lane] - mean);
                        }
                    }
                }
            }
            Self::LeakyRelu => scale(z, a, delta, |z, _| if z > 0.0 { 1.0 } else { LEAKY_RELU_SLOPE }),
            Self::Elu => scale(z, a, delta, |z, a| if z > 0.0 { 1.0 } else { a + 1.0 }),
            Self::Selu => scale(z, a, delta, |z, a| if z > 0.0 { SELU_SCALE } else { a + SELU_SCALE_ALPHA }),
            Self::Gelu => scale(z, a, delta, |z, _| math::normal_cdf(z) + z * math::normal_pdf(z)),
            Self::Silu => scale(z, a, delta, |z, a| {
                let s = math::sigmoid(z);
                s + a * (1.0 - s)
            }),
            Self::Softplus => scale(z, a, delta, |z, _| math::sigmoid(z)),
            Self::Softsign => scale(z, a, delta, |z, _| {
                let d = 1.0 + z.abs();
                1.0 / (d * d)
            }),
            // Refused before it comes to this (Network::check_gradient); their derivative is 0 wherever it exists.
            Self::Heaviside | Self::Sign => scale(z, a, delta, |_, _| 0.0),
        }
    }
}

/// a = f(z), value by value.
#[inline(always)]
fn map(z: &[Lane], a: &mut [Lane], f: impl Fn(f32) -> f32) {
    for (z, a) in z.as_flattened().iter().zip(a.as_flattened_mut()) {
        *a = f(*z);
    }
}

/// delta = delta · derivative(z, a), value by value.
#[inline(always)]
fn scale(z: &[Lane], a: &[Lane], delta: &mut [Lane], derivative: impl Fn(f32, f32) -> f32) {
    for ((z, a), delta) in z.as_flattened().iter().zip(a.as_flattened()).zip(delta.as_flattened_mut()) {
        *delta *= derivative(*z, *a);
    }
}

/// Softmax over the units, for each example (lane) by itself. The largest z is subtracted first, so nothing overflows.
fn softmax(z: &[Lane], a: &mut [Lane]) {
    for lane in 0..z[0].len() {
        let largest = z.iter().fold(f32::NEG_INFINITY, |m, z| m.max(z[lane]));
        let mut sum = 0.0;
        for (z, a) in z.iter().zip(a.iter_mut()) {
            a[lane] = math::exp(z[lane] - largest);
            sum += a[lane];
        }
        for a in a.iter_mut() {
            a[lane] /= sum;
        }
    }
}
