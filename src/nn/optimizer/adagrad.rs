//! Adagrad (Duchi et al., 2011).

use super::{Hyperparameters, Number, Range, Rule, parts, parts_mut};

/// v ← v + g², θ ← θ − ηg / √(v + ε), with v beginning at `initial_accumulator_value`.
///
/// (PyTorch begins at 0, has ε = 10⁻¹⁰ outside the root, and η = 0.01.)
#[derive(Debug, Clone, PartialEq)]
pub struct Adagrad {
    /// η ≥ 0; 0.001.
    pub learning_rate: f64,
    /// What v begins with, ≥ 0; 0.1.
    pub initial_accumulator_value: f64,
    /// ε ≥ 0; 10⁻⁷.
    pub epsilon: f64,
}

impl Default for Adagrad {
    fn default() -> Self {
        Self { learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon: 1e-7 }
    }
}

impl Rule for Adagrad {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("initial_accumulator_value", Number(&mut self.initial_accumulator_value, Range::NotNegative)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn state_len(&self, parameters: usize) -> usize {
        2 * parameters
    }

    fn begin(&self, parameters: usize, state: &mut [f32]) {
        state[parameters..].fill(self.initial_accumulator_value as f32);
    }

    fn update(&self, _t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) {
        let n = gradients.len();
        let (rate, epsilon) = (self.learning_rate as f32, self.epsilon as f32);
        let [theta, v] = parts(old, n);
        let [new_theta, new_v] = parts_mut(new, n);
        for i in 0..n {
            let g = gradients[i];
            new_v[i] = v[i] + g * g;
            new_theta[i] = theta[i] - rate * g / (new_v[i] + epsilon).sqrt();
        }
    }
}
