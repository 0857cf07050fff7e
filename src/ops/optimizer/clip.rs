//! Clipping of gradients before the update.

use std::ops::Range;

/// How gradients are clipped, with the limit c ≥ 0. A limit of 0 clips nothing, as in Keras.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clip {
    /// Keras's `clipnorm`: of each kernel and each bias by itself, g ← g c / max(‖g‖, c).
    Norm(f64),
    /// Keras's `clipvalue`: of each parameter by itself, g ← min(max(g, −c), c).
    Value(f64),
    /// Keras's `global_clipnorm`: of all parameters together, g ← g c min(1/‖g‖, 1/c).
    GlobalNorm(f64),
}

impl Clip {
    /// c.
    pub fn limit(self) -> f64 {
        match self {
            Self::Norm(limit) | Self::Value(limit) | Self::GlobalNorm(limit) => limit,
        }
    }

    /// Clips gradients; `variables` are the positions of kernels and biases. Only +, −, ×, ÷ and roots in a fixed order.
    pub fn apply(self, gradients: &mut [f32], variables: impl Iterator<Item = Range<usize>>) {
        let limit = self.limit() as f32;
        if limit == 0.0 {
            return;
        }
        match self {
            Self::Norm(_) => {
                for place in variables {
                    let variable = &mut gradients[place];
                    let divisor = norm(variable).max(limit);
                    variable.iter_mut().for_each(|g| *g = *g * limit / divisor);
                }
            }
            Self::Value(_) => {
                // NaN stays NaN.
                let clip = |g: f32| {
                    if g > limit {
                        limit
                    } else if g < -limit {
                        -limit
                    } else {
                        g
                    }
                };
                gradients.iter_mut().for_each(|g| *g = clip(*g));
            }
            Self::GlobalNorm(_) => {
                let norm = norm(gradients);
                // A norm that is not finite makes all gradients NaN.
                let scale = if norm.is_finite() { limit * (1.0 / norm).min(1.0 / limit) } else { f32::NAN };
                gradients.iter_mut().for_each(|g| *g *= scale);
            }
        }
    }
}

/// √Σg², summed in f64, one after the other.
fn norm(gradients: &[f32]) -> f32 {
    let sum: f64 = gradients.iter().map(|g| f64::from(*g) * f64::from(*g)).sum();
    (sum as f32).sqrt()
}
