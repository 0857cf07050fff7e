//! Initial weights, drawn from the seed. Names and formulas are Keras's (<https://keras.io/api/layers/initializers/>).
//!
//! (PyTorch's `Linear` begins otherwise: kernels and biases from U(−l, l) with l = √(1 / fan_in). Its normal initializers
//! are not truncated. The slides give initial weights by hand: `set_weights` takes them.)

use crate::random::Rng;
use value::{Choice, serialize_as_name};

/// How the weights of a layer begin. `fan_in` is the number of its inputs, `fan_out` that of its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Initializer {
    /// U(−l, l) with l = √(6 / (fan_in + fan_out)) (Glorot & Bengio, 2010). Keras's default for kernels.
    #[default]
    GlorotUniform,
    /// Truncated normal with variance 2 / (fan_in + fan_out).
    GlorotNormal,
    /// U(−l, l) with l = √(6 / fan_in) (He et al., 2015), for relu.
    HeUniform,
    /// Truncated normal with variance 2 / fan_in.
    HeNormal,
    /// Truncated normal with variance 1 / fan_in (LeCun et al., 1998), for selu.
    LecunNormal,
    /// U(−0.05, 0.05).
    RandomUniform,
    /// 0. Keras's default for biases.
    Zeros,
    /// 1.
    Ones,
}

impl Choice for Initializer {
    const WHAT: &'static str = "an initializer";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("glorot_uniform", Self::GlorotUniform),
        ("glorot_normal", Self::GlorotNormal),
        ("he_uniform", Self::HeUniform),
        ("he_normal", Self::HeNormal),
        ("lecun_normal", Self::LecunNormal),
        ("random_uniform", Self::RandomUniform),
        ("zeros", Self::Zeros),
        ("ones", Self::Ones),
        ("uniform", Self::RandomUniform),
        ("zero", Self::Zeros),
        ("one", Self::Ones),
    ];
}
serialize_as_name!(Initializer);

impl Initializer {
    /// Whether it may start a bias: those that draw by fan_in and fan_out need a matrix.
    pub fn suits_bias(self) -> bool {
        matches!(self, Self::Zeros | Self::Ones)
    }

    /// Fills `weights` of a layer.
    pub fn fill(self, weights: &mut [f32], fan_in: usize, fan_out: usize, rng: &mut Rng) {
        let (fan_in, fan_out) = (fan_in as f64, fan_out as f64);
        let mut uniform = |limit: f64| weights.fill_with(|| rng.uniform(-limit, limit) as f32);
        match self {
            Self::GlorotUniform => uniform((6.0 / (fan_in + fan_out)).sqrt()),
            Self::HeUniform => uniform((6.0 / fan_in).sqrt()),
            Self::RandomUniform => uniform(0.05),
            Self::GlorotNormal => truncated_normal(weights, 2.0 / (fan_in + fan_out), rng),
            Self::HeNormal => truncated_normal(weights, 2.0 / fan_in, rng),
            Self::LecunNormal => truncated_normal(weights, 1.0 / fan_in, rng),
            Self::Zeros => weights.fill(0.0),
            Self::Ones => weights.fill(1.0),
        }
    }
}

/// Normal numbers, those beyond two standard deviations drawn again, scaled so that `variance` is what remains.
fn truncated_normal(weights: &mut [f32], variance: f64, rng: &mut Rng) {
    // The standard deviation of a standard normal distribution cut off at ±2.
    const REMAINING_DEVIATION: f64 = 0.879_625_661_034_239_8;
    let scale = variance.sqrt() / REMAINING_DEVIATION;
    weights.fill_with(|| {
        loop {
            let z = rng.normal();
            if z.abs() <= 2.0 {
                return (z * scale) as f32;
            }
        }
    });
}
