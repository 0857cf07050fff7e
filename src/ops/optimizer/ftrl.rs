//! FTRL: follow the regularized leader (McMahan et al., 2013).

use super::{Entries, F32x4, Number, Range, Slot, Step, Update, in_lanes};

/// n′ = n + g², z ← z + g + 2λₛθ − (n′^p − n^p)θ/η, θ ← (clip(z, −λ₁, λ₁) − z) / (n′^p/η + 2(λ₂ + β/(2η))), n ← n′, where p is
/// −`learning_rate_power`.
///
/// Each update computes θ from z alone: of the previous θ only −(n′^p − n^p)θ/η has an effect, and a parameter whose gradient
/// is 0 becomes 0. With λ₁ > 0 it is exactly 0 wherever |z| ≤ λ₁. (PyTorch has no FTRL.)
#[derive(Debug, Clone, PartialEq)]
pub struct Ftrl {
    /// −p from −100 to 0; −0.5.
    pub learning_rate_power: f64,
    /// The initial n, ≥ 0; 0.1.
    pub initial_accumulator_value: f64,
    /// λ₁ ≥ 0; 0.
    pub l1_regularization_strength: f64,
    /// λ₂ ≥ 0; 0.
    pub l2_regularization_strength: f64,
    /// λₛ ≥ 0, regularization of the step; 0.
    pub l2_shrinkage_regularization_strength: f64,
    /// β ≥ 0; 0.
    pub beta: f64,
}

impl Default for Ftrl {
    fn default() -> Self {
        Self {
            learning_rate_power: -0.5,
            initial_accumulator_value: 0.1,
            l1_regularization_strength: 0.0,
            l2_regularization_strength: 0.0,
            l2_shrinkage_regularization_strength: 0.0,
            beta: 0.0,
        }
    }
}

impl Ftrl {
    /// nᵖ, rounded once, because the difference of two nearly equal powers is used.
    fn power(&self, n: F32x4) -> F32x4 {
        let p = -self.learning_rate_power as f32;
        if p == 0.5 { n.sqrt() } else { n.map(|n| libm::pow(f64::from(n), f64::from(p)) as f32) }
    }
}

impl Update for Ftrl {
    fn entries(&mut self) -> Entries<'_> {
        let at_least_0 = |value| Number(value, Range::NotNegative);
        vec![
            ("learning_rate_power", Number(&mut self.learning_rate_power, Range::Exponent)),
            ("initial_accumulator_value", at_least_0(&mut self.initial_accumulator_value)),
            ("l1_regularization_strength", at_least_0(&mut self.l1_regularization_strength)),
            ("l2_regularization_strength", at_least_0(&mut self.l2_regularization_strength)),
            ("l2_shrinkage_regularization_strength", at_least_0(&mut self.l2_shrinkage_regularization_strength)),
            ("beta", at_least_0(&mut self.beta)),
        ]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "n" }, Slot { symbol: "z" }]
    }

    fn begin(&self, parameters: usize, state: &mut [f32]) {
        state[parameters..2 * parameters].fill(self.initial_accumulator_value as f32);
    }

    fn update(&self, step: Step) {
        let [l1, l2, shrinkage, beta] = [
            self.l1_regularization_strength,
            self.l2_regularization_strength,
            self.l2_shrinkage_regularization_strength,
            self.beta,
        ]
        .map(|strength| strength as f32);
        let l2 = beta / (2.0 * step.learning_rate) + l2;
        let [rate, l1, twice_l2, twice_shrinkage] =
            [step.learning_rate, l1, 2.0 * l2, 2.0 * shrinkage].map(F32x4::splat);
        in_lanes(step, |g, [theta, n, z]| {
            let new_n = n + g * g;
            let new_power = self.power(new_n);
            let new_z = z + (g + twice_shrinkage * theta - (new_power - self.power(n)) / rate * theta);
            let new_theta = (new_z.max(-l1).min(l1) - new_z) / (new_power / rate + twice_l2);
            [new_theta, new_n, new_z]
        })
    }
}
