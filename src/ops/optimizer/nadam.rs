//! Nadam: Adam with Nesterov's momentum (Dozat, 2016).

use super::{Entries, F32x4, Number, Range, Slot, Step, Update, in_lanes, power};

/// μₜ = β₁(1 − ½·0.96ᵗ), m and v as in Adam, m̂ = μₜ₊₁m/(1 − Πᵢ₌₁ᵗ⁺¹μᵢ) + (1 − μₜ)g/(1 − Πᵢ₌₁ᵗμᵢ),
/// v̂ = v/(1 − β₂ᵗ), θ ← θ − ηm̂ / (√v̂ + ε).
///
/// (PyTorch has 0.96 to the power 0.004 t, so that its μ warms up 250 times more slowly, and η = 0.002.)
#[derive(Debug, Clone, PartialEq)]
pub struct Nadam {
    /// β₁ from 0 to less than 1; 0.9.
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.999.
    pub beta_2: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
}

impl Default for Nadam {
    fn default() -> Self {
        Self { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }
    }
}

impl Nadam {
    /// μₜ, the momentum of update t, which warms up.
    fn momentum(&self, t: u64) -> f32 {
        self.beta_1 as f32 * (1.0 - 0.5 * power(0.96, t))
    }
}

impl Update for Nadam {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "m" }, Slot { symbol: "v" }]
    }

    /// The product of all μ so far.
    fn extra(&self) -> usize {
        1
    }

    fn begin(&self, parameters: usize, state: &mut [f32]) {
        state[3 * parameters] = 1.0;
    }

    fn update(&self, step: Step) {
        let (t, n) = (step.t, step.gradients.len());
        let (now, next) = (self.momentum(t), self.momentum(t + 1));
        let product = step.state[3 * n] * now;
        step.state[3 * n] = product;
        let [rate, epsilon] = [step.learning_rate, self.epsilon as f32].map(F32x4::splat);
        let [new_in_m, new_in_v] = [self.beta_1, self.beta_2].map(|beta| F32x4::splat(1.0 - beta as f32));
        let m_weight = F32x4::splat(next / (1.0 - product * next));
        let g_weight = F32x4::splat((1.0 - now) / (1.0 - product));
        let v_correction = F32x4::splat(1.0 - power(self.beta_2, t));
        in_lanes(step, |g, [theta, m, v]| {
            let new_m = m + (g - m) * new_in_m;
            let new_v = v + (g * g - v) * new_in_v;
            let m_hat = m_weight * new_m + g_weight * g;
            [theta - rate * m_hat / ((new_v / v_correction).sqrt() + epsilon), new_m, new_v]
        })
    }
}
