//! Activation functions, a = g(z), each with its derivative beside it.
//!
//! Names, constants and conventions are Keras's (<https://keras.io/api/layers/activations/>); the step functions are
//! the lecture's, for the McCulloch–Pitts neuron and the perceptron, and have no useful gradient.

mod pointwise;
mod softmax;

pub use softmax::Softmax;

use crate::simd::F32x4;
use pointwise::*;
use value::Choice;

/// An activation of a whole layer.
pub trait Function {
    /// Whether a network with it can be trained by gradients.
    const HAS_GRADIENT: bool;

    /// No |g′(z)| is larger; ∞ where there is no bound.
    const STEEPEST: f32;

    /// a = g(z) for a tile of examples: both are [units] of columns of `registers` registers each.
    fn forward(registers: usize, z: &[F32x4], a: &mut [F32x4]);

    /// ∂L/∂z from ∂L/∂a: `delta` is multiplied by g′(z) in place. Shapes as in [`forward`](Self::forward).
    fn backward(registers: usize, z: &[F32x4], a: &[F32x4], delta: &mut [F32x4]);

    /// g(z) and g′(z), if it is elementwise.
    fn at(z: f64) -> Option<[f64; 2]>;
}

impl<G: Pointwise> Function for G {
    const HAS_GRADIENT: bool = G::HAS_GRADIENT;
    const STEEPEST: f32 = G::STEEPEST;

    #[inline(always)]
    fn forward(_registers: usize, z: &[F32x4], a: &mut [F32x4]) {
        let (mut at, len) = (0, z.len().min(a.len()));
        while at < len {
            a[at] = G::value(z[at]);
            at += 1;
        }
    }

    #[inline(always)]
    fn backward(_registers: usize, z: &[F32x4], a: &[F32x4], delta: &mut [F32x4]) {
        let (mut at, len) = (0, z.len().min(a.len()).min(delta.len()));
        while at < len {
            delta[at] = delta[at] * G::derivative(z[at], a[at]);
            at += 1;
        }
    }

    fn at(z: f64) -> Option<[f64; 2]> {
        let a = G::value(z);
        Some([a, G::derivative(z, a)])
    }
}

/// One line for each activation makes its variant, its name and further names for it; its formula is in the struct of the same
/// name.
macro_rules! activations {
    ($($(#[$attribute:meta])* $variant:ident $name:literal $($alias:literal)*;)*) => {
        /// An activation function. All but [`Softmax`](Self::Softmax) are elementwise.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub enum Activation {
            $($(#[$attribute])* $variant,)*
        }

        impl Choice for Activation {
            const WHAT: &'static str = "an activation";
            const NAMES: &'static [(&'static str, Self)] =
                &[$(($name, Self::$variant),)* $($(($alias, Self::$variant),)*)*];
        }

        impl Activation {
            /// Whether a network with it can be trained by gradients.
            pub fn has_gradient(self) -> bool {
                match self {
                    $(Self::$variant => <$variant as Function>::HAS_GRADIENT,)*
                }
            }

            /// No |g′(z)| is larger; ∞ where there is no bound.
            pub fn steepest(self) -> f32 {
                match self {
                    $(Self::$variant => <$variant as Function>::STEEPEST,)*
                }
            }

            /// g(z) and g′(z) in f64; `None` for softmax, which takes all units of a layer.
            pub fn at(self, z: f64) -> Option<[f64; 2]> {
                match self {
                    $(Self::$variant => $variant::at(z),)*
                }
            }

            /// a = g(z) for a tile of examples: both are [units] of columns of `registers` registers each.
            pub(crate) fn forward(self, registers: usize, z: &[F32x4], a: &mut [F32x4]) {
                match self {
                    $(Self::$variant => $variant::forward(registers, z, a),)*
                }
            }

            /// ∂L/∂z from ∂L/∂a: `delta` is multiplied by g′(z) in place. Shapes as in [`forward`](Self::forward).
            pub(crate) fn backward(self, registers: usize, z: &[F32x4], a: &[F32x4], delta: &mut [F32x4]) {
                match self {
                    $(Self::$variant => $variant::backward(registers, z, a, delta),)*
                }
            }
        }
    };
}

activations! {
    /// z, unchanged.
    #[default]
    Linear "linear";
    /// max(z, 0); the derivative at 0 is 0.
    Relu "relu";
    /// 1 / (1 + e⁻ᶻ), between 0 and 1.
    Sigmoid "sigmoid";
    /// (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), between −1 and 1.
    Tanh "tanh";
    /// e^zᵢ / Σⱼ e^zⱼ over the units of the layer: probabilities that sum to 1.
    Softmax "softmax";
    /// z where z > 0, else 0.2 z. (Keras's function; its layer `LeakyReLU` has 0.3, PyTorch 0.01.)
    LeakyRelu "leaky_relu";
    /// z where z > 0, else eᶻ − 1.
    Elu "elu";
    /// 1.0507 times (z where z > 0, else 1.6733 (eᶻ − 1)), which keeps mean 0 and variance 1 (Klambauer et al., 2017).
    /// The derivative at exactly 0 is that of the left side, 1.7581, as in Keras models compiled by XLA; without XLA it is 1.0507.
    Selu "selu";
    /// z Φ(z) with the normal distribution function Φ: Keras's and PyTorch's default, not the approximation by tanh.
    Gelu "gelu";
    /// z σ(z), also called swish.
    Silu "silu" "swish";
    /// ln(1 + eᶻ). (PyTorch: z itself above 20.)
    Softplus "softplus";
    /// z / (1 + |z|), between −1 and 1.
    Softsign "softsign";
    /// min(max(z, 0), 6); the derivative at 0 and at 6 is 0.
    Relu6 "relu6";
    /// z tanh(ln(1 + eᶻ)) (Misra, 2019).
    Mish "mish";
    /// relu6(z + 3) / 6: a sigmoid of straight pieces, 0 up to −3 and 1 from 3 on, where the derivative is 0.
    HardSigmoid "hard_sigmoid";
    /// eᶻ. Overflows to ∞ above 88.7.
    Exponential "exponential";
    /// 0 for z < 0, 1 for z ≥ 0. No gradient. (The lecture's; Keras has none, in PyTorch the value at 0 is an argument.)
    Heaviside "heaviside";
    /// −1, 0 or +1. No gradient. (The lecture's sgn; Keras has no such activation.)
    Sign "sign" "sgn";
}
