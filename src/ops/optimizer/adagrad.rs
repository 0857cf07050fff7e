//! Adagrad (Duchi et al., 2011).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Update, in_lanes};

/// v ← v + g², θ ← θ − ηg / √(v + ε), with v initialized to `initial_accumulator_value`.
///
/// (PyTorch starts at 0, has ε = 10⁻¹⁰ outside the root, and η = 0.01.)
#[derive(Debug, Clone, PartialEq)]
pub struct Adagrad {
    /// The initial v, ≥ 0; 0.1.
    pub initial_accumulator_value: f64,
    /// ε ≥ 0; 10⁻⁷.
    pub epsilon: f64,
}

impl Default for Adagrad {
    fn default() -> Self {
        Self { initial_accumulator_value: 0.1, epsilon: 1e-7 }
    }
}

impl Update for Adagrad {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("initial_accumulator_value", Number(&mut self.initial_accumulator_value, Range::NotNegative)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "v" }]
    }

    fn begin(&self, parameters: usize, state: &mut [f32]) {
        state[parameters..].fill(self.initial_accumulator_value as f32);
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        let step = learning_rate * gradient * (1.0 + 1.0 / (self.epsilon as f32).sqrt());
        Reach { step, slots: slots + gradient * gradient }
    }

    fn update(&self, step: Step) {
        let [rate, epsilon] = [step.learning_rate, self.epsilon as f32].map(F32x4::splat);
        in_lanes(step, |g, [theta, v]| {
            let new_v = v + g * g;
            [theta - rate * g / (new_v + epsilon).sqrt(), new_v]
        })
    }
}
