//! Initial weights, drawn from the seed. Names and formulas are Keras's (<https://keras.io/api/layers/initializers/>).
//!
//! (PyTorch's `Linear` begins otherwise: kernels and biases from U(−l, l) with l = √(1 / fan_in). Its normal initializers
//! are not truncated. The slides give initial weights by hand: `set_weights` takes them.)

use crate::random::Rng;
use value::Choice;

/// The distribution of initial weights.
enum Distribution {
    /// U(−l, l) with this l.
    Uniform(f64),
    /// Normal with this variance, truncated at two standard deviations.
    TruncatedNormal(f64),
    /// All weights are this.
    Constant(f32),
}

use Distribution::{Constant, TruncatedNormal, Uniform};

/// One line for each initializer makes its variant, its name, further names for it, and its distribution for a fan_in and a
/// fan_out.
macro_rules! initializers {
    ($($(#[$attribute:meta])* $variant:ident $name:literal $($alias:literal)* = |$fan_in:pat_param, $fan_out:pat_param| $distribution:expr;)*) => {
        /// The initial weights of a layer. `fan_in` is the number of its inputs, `fan_out` that of its units.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub enum Initializer {
            $($(#[$attribute])* $variant,)*
        }

        impl Choice for Initializer {
            const WHAT: &'static str = "an initializer";
            const NAMES: &'static [(&'static str, Self)] =
                &[$(($name, Self::$variant),)* $($(($alias, Self::$variant),)*)*];
        }

        impl Initializer {
            fn distribution(self, fan_in: f64, fan_out: f64) -> Distribution {
                match self {
                    $(Self::$variant => {
                        let ($fan_in, $fan_out) = (fan_in, fan_out);
                        $distribution
                    })*
                }
            }
        }
    };
}

initializers! {
    /// U(−l, l) with l = √(6 / (fan_in + fan_out)) (Glorot & Bengio, 2010). Keras's default for kernels.
    #[default]
    GlorotUniform "glorot_uniform" = |fan_in, fan_out| Uniform((6.0 / (fan_in + fan_out)).sqrt());
    /// Truncated normal with variance 2 / (fan_in + fan_out).
    GlorotNormal "glorot_normal" = |fan_in, fan_out| TruncatedNormal(2.0 / (fan_in + fan_out));
    /// U(−l, l) with l = √(6 / fan_in) (He et al., 2015), for relu.
    HeUniform "he_uniform" = |fan_in, _| Uniform((6.0 / fan_in).sqrt());
    /// Truncated normal with variance 2 / fan_in.
    HeNormal "he_normal" = |fan_in, _| TruncatedNormal(2.0 / fan_in);
    /// Truncated normal with variance 1 / fan_in (LeCun et al., 1998), for selu.
    LecunNormal "lecun_normal" = |fan_in, _| TruncatedNormal(1.0 / fan_in);
    /// U(−0.05, 0.05).
    RandomUniform "random_uniform" "uniform" = |_, _| Uniform(0.05);
    /// 0. Keras's default for biases.
    Zeros "zeros" "zero" = |_, _| Constant(0.0);
    /// 1.
    Ones "ones" "one" = |_, _| Constant(1.0);
}

impl Initializer {
    /// Whether it may start a bias: those that draw by fan_in and fan_out need a matrix.
    pub fn suits_bias(self) -> bool {
        matches!(self.distribution(1.0, 1.0), Constant(_))
    }

    /// Fills `weights` of a layer.
    pub fn fill(self, weights: &mut [f32], fan_in: usize, fan_out: usize, rng: &mut Rng) {
        match self.distribution(fan_in as f64, fan_out as f64) {
            Uniform(limit) => weights.fill_with(|| rng.uniform(-limit, limit) as f32),
            TruncatedNormal(variance) => truncated_normal(weights, variance, rng),
            Constant(value) => weights.fill(value),
        }
    }
}

/// Normal numbers, redrawn beyond two standard deviations, and scaled to `variance` after the truncation.
fn truncated_normal(weights: &mut [f32], variance: f64, rng: &mut Rng) {
    // The standard deviation of a standard normal distribution cut off at ±2.
    const TRUNCATED_DEVIATION: f64 = 0.879_625_661_034_239_8;
    let scale = variance.sqrt() / TRUNCATED_DEVIATION;
    weights.fill_with(|| {
        loop {
            let z = rng.normal();
            if z.abs() <= 2.0 {
                return (z * scale) as f32;
            }
        }
    });
}
