//! Adamax (Kingma & Ba, 2014, section 7).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Update, in_lanes, power};

/// m ← m + (g − m)(1 − β₁), u ← max(β₂u, |g|), θ ← θ − ηm / ((1 − β₁ᵗ)(u + ε)).
///
/// (The paper has no ε, and η = 0.002; PyTorch adds ε to |g| inside the maximum, and has η = 0.002, too.)
#[derive(Debug, Clone, PartialEq)]
pub struct Adamax {
    /// β₁ from 0 to less than 1; 0.9.
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.999.
    pub beta_2: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
}

impl Default for Adamax {
    fn default() -> Self {
        Self { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }
    }
}

impl Update for Adamax {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "m" }, Slot { symbol: "u" }]
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        let slots = slots + gradient;
        Reach { step: learning_rate * slots * (1.0 + 1.0 / ((1.0 - self.beta_1) * self.epsilon) as f32), slots }
    }

    fn update(&self, step: Step) {
        let rate = F32x4::splat(step.learning_rate);
        let [new_in_m, beta_2, epsilon] =
            [1.0 - self.beta_1, self.beta_2, self.epsilon].map(|x| F32x4::splat(x as f32));
        let correction = F32x4::splat(1.0 - power(self.beta_1, step.t));
        in_lanes(step, |g, [theta, m, u]| {
            let new_m = m + (g - m) * new_in_m;
            let new_u = g.abs().max(beta_2 * u);
            [theta - rate * new_m / (correction * (new_u + epsilon)), new_m, new_u]
        })
    }
}
