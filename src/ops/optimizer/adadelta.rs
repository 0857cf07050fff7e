//! Adadelta (Zeiler, 2012).

use super::{F32x4, Hyperparameters, Number, Range, Rule, in_lanes};

/// v ← ρv + (1 − ρ)g², Δ = −g √(u + ε) / √(v + ε), u ← ρu + (1 − ρ)Δ², θ ← θ + ηΔ.
///
/// Keras's η of 0.001 is small for it: the paper has η = 1, PyTorch too.
#[derive(Debug, Clone, PartialEq)]
pub struct Adadelta {
    /// η ≥ 0; 0.001.
    pub learning_rate: f64,
    /// ρ from 0 to less than 1; 0.95. (PyTorch: 0.9.)
    pub rho: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁶.)
    pub epsilon: f64,
}

impl Default for Adadelta {
    fn default() -> Self {
        Self { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 }
    }
}

impl Rule for Adadelta {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("rho", Number(&mut self.rho, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn state_len(&self, parameters: usize) -> usize {
        3 * parameters
    }

    fn update(&self, _t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        let [rate, rho, new_in_mean, epsilon] =
            [self.learning_rate, self.rho, 1.0 - self.rho, self.epsilon].map(|x| F32x4::splat(x as f32));
        in_lanes(gradients, old, new, |g, [theta, v, u]| {
            let new_v = rho * v + new_in_mean * (g * g);
            let delta = -(u + epsilon).sqrt() * g / (new_v + epsilon).sqrt();
            [theta + rate * delta, new_v, rho * u + new_in_mean * (delta * delta)]
        })
    }
}
