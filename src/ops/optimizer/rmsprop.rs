//! RMSprop (Tieleman & Hinton, 2012).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Switch, Update, in_lanes};

/// v ← ρv + (1 − ρ)g², θ ← θ − ηg / √(v + ε).
///
/// `centered` also keeps the mean ḡ ← ρḡ + (1 − ρ)g and divides by √(v − ḡ² + ε); with momentum β the step
/// ηg / √… goes into u ← βu + step, θ ← θ − u. The lecture's s is v, its β is ρ. (PyTorch has ε outside the
/// root, with momentum η outside u, and η = 0.01.)
#[derive(Debug, Clone, PartialEq)]
pub struct RmsProp {
    /// ρ from 0 to less than 1; 0.9. (PyTorch's alpha: 0.99.)
    pub rho: f64,
    /// β from 0 to less than 1; 0.
    pub momentum: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
    /// Whether to divide by the deviation instead of the mean square; false.
    pub centered: bool,
}

impl Default for RmsProp {
    fn default() -> Self {
        Self { rho: 0.9, momentum: 0.0, epsilon: 1e-7, centered: false }
    }
}

impl Update for RmsProp {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("rho", Number(&mut self.rho, Range::Fraction)),
            ("momentum", Number(&mut self.momentum, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
            ("centered", Switch(&mut self.centered)),
        ]
    }

    /// Always all of them, so that momentum and centring can be switched during training.
    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "v" }, Slot { symbol: "u" }, Slot { symbol: "g_mean" }]
    }

    fn uses(&self, slot: usize) -> bool {
        match slot {
            1 => self.momentum > 0.0,
            2 => self.centered,
            _ => true,
        }
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        if self.centered {
            return Reach::UNKNOWN; // v − ḡ² may be negative by its rounding
        }
        let step = learning_rate * gradient * (1.0 + 1.0 / (self.epsilon as f32).sqrt());
        let slots = slots + gradient + gradient * gradient + step;
        Reach { step: slots, slots }
    }

    fn update(&self, step: Step) {
        let rate = F32x4::splat(step.learning_rate);
        let [rho, beta, new_in_mean, epsilon] =
            [self.rho, self.momentum, 1.0 - self.rho, self.epsilon].map(|x| F32x4::splat(x as f32));
        in_lanes(step, |g, [theta, v, u, mean]| {
            let new_v = rho * v + new_in_mean * (g * g);
            let new_mean = rho * mean + new_in_mean * g;
            let spread = if self.centered { new_v - new_mean * new_mean } else { new_v };
            let new_u = beta * u + rate * g / (spread + epsilon).sqrt();
            [theta - new_u, new_v, new_u, new_mean]
        })
    }
}
