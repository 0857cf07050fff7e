//! Adadelta (Zeiler, 2012).

use super::{Entries, F32x4, Number, Range, Slot, Step, Update, in_lanes};

/// v ← ρv + (1 − ρ)g², Δ = −g √(u + ε) / √(v + ε), u ← ρu + (1 − ρ)Δ², θ ← θ + ηΔ.
///
/// Keras's η of 0.001 is small for it: the paper has η = 1, PyTorch too.
#[derive(Debug, Clone, PartialEq)]
pub struct Adadelta {
    /// ρ from 0 to less than 1; 0.95. (PyTorch: 0.9.)
    pub rho: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁶.)
    pub epsilon: f64,
}

impl Default for Adadelta {
    fn default() -> Self {
        Self { rho: 0.95, epsilon: 1e-7 }
    }
}

impl Update for Adadelta {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("rho", Number(&mut self.rho, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "v" }, Slot { symbol: "u" }]
    }

    fn update(&self, step: Step) {
        let rate = F32x4::splat(step.learning_rate);
        let [rho, new_in_mean, epsilon] = [self.rho, 1.0 - self.rho, self.epsilon].map(|x| F32x4::splat(x as f32));
        in_lanes(step, |g, [theta, v, u]| {
            let new_v = rho * v + new_in_mean * (g * g);
            let delta = -(u + epsilon).sqrt() * g / (new_v + epsilon).sqrt();
            [theta + rate * delta, new_v, rho * u + new_in_mean * (delta * delta)]
        })
    }
}
