//! Adagrad (Duchi et al., 2011).

use super::{F32x4, Hyperparameters, Number, Range, Rule, in_lanes};

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

    fn update(&self, _t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        let [rate, epsilon] = [self.learning_rate, self.epsilon].map(|x| F32x4::splat(x as f32));
        in_lanes(gradients, old, new, |g, [theta, v]| {
            let new_v = v + g * g;
            [theta - rate * g / (new_v + epsilon).sqrt(), new_v]
        })
    }
}
