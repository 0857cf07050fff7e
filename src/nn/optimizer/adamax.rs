//! Adamax (Kingma & Ba, 2014, section 7).

use super::{Hyperparameters, Number, Range, Rule, parts, parts_mut, power};

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

    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) {
        let n = gradients.len();
        let (rate, epsilon) = (self.learning_rate as f32, self.epsilon as f32);
        let (new_in_m, beta_2) = ((1.0 - self.beta_1) as f32, self.beta_2 as f32);
        let correction = 1.0 - power(self.beta_1, t);
        let [theta, m, u] = parts(old, n);
        let [new_theta, new_m, new_u] = parts_mut(new, n);
        for i in 0..n {
            let g = gradients[i];
            new_m[i] = m[i] + (g - m[i]) * new_in_m;
            let (decayed, size) = (beta_2 * u[i], g.abs());
            new_u[i] = if decayed > size { decayed } else { size };
            new_theta[i] = theta[i] - rate * new_m[i] / (correction * (new_u[i] + epsilon));
        }
    }
}
