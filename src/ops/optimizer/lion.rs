//! Lion: the sign of momentum (Chen et al., 2023).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Update, in_lanes};
use crate::math;

/// θ ← θ − η sign(β₁m + (1 − β₁)g), then m ← β₂m + (1 − β₂)g, with sign(0) = 0.
///
/// Every parameter moves by η or not at all. (The paper differs only in the default of the decay; PyTorch has no Lion.)
#[derive(Debug, Clone, PartialEq)]
pub struct Lion {
    /// β₁ from 10⁻⁷ to 1; 0.9. (Keras: greater than 0.)
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.99.
    pub beta_2: f64,
}

impl Default for Lion {
    fn default() -> Self {
        Self { beta_1: 0.9, beta_2: 0.99 }
    }
}

impl Update for Lion {
    fn entries(&mut self) -> Entries<'_> {
        vec![("beta_1", Number(&mut self.beta_1, Range::Part)), ("beta_2", Number(&mut self.beta_2, Range::Fraction))]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "m" }]
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        Reach { step: learning_rate, slots: slots + gradient }
    }

    fn update(&self, step: Step) {
        let [rate, beta_1, beta_2, one] =
            [step.learning_rate, self.beta_1 as f32, self.beta_2 as f32, 1.0].map(F32x4::splat);
        // As in Keras: from the rounded β, unlike in Adam.
        let [new_in_step, new_in_m] = [one - beta_1, one - beta_2];
        in_lanes(step, |g, [theta, m]| {
            let direction = math::sign(m * beta_1 + g * new_in_step);
            [theta - rate * direction, m * beta_2 + g * new_in_m]
        })
    }
}
