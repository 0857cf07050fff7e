//! Adamax (Kingma & Ba, 2014, section 7).

use super::{F32x4, Hyperparameters, Number, Range, Rule, in_lanes, power};

/// m ← m + (g − m)(1 − β₁), u ← max(β₂u, |g|), θ ← θ − ηm / ((1 − β₁ᵗ)(u + ε)).
///
/// (The paper has no ε; PyTorch adds it to |g| inside the maximum.)
#[derive(Debug, Clone, PartialEq)]
pub struct Adamax {
    /// η ≥ 0; 0.001. (The paper: 0.002, PyTorch too.)
    pub learning_rate: f64,
    /// β₁ from 0 to less than 1; 0.9.
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.999.
    pub beta_2: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
}

impl Default for Adamax {
    fn default() -> Self {
        Self { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }
    }
}

impl Rule for Adamax {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn state_len(&self, parameters: usize) -> usize {
        3 * parameters
    }

    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        let [rate, new_in_m, beta_2, epsilon] =
            [self.learning_rate, 1.0 - self.beta_1, self.beta_2, self.epsilon].map(|x| F32x4::splat(x as f32));
        let correction = F32x4::splat(1.0 - power(self.beta_1, t));
        in_lanes(gradients, old, new, |g, [theta, m, u]| {
            let new_m = m + (g - m) * new_in_m;
            let new_u = g.abs().max(beta_2 * u);
            [theta - rate * new_m / (correction * (new_u + epsilon)), new_m, new_u]
        })
    }
}
