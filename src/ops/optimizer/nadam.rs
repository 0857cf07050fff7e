//! Nadam: Adam with Nesterov's momentum (Dozat, 2016).

use super::{F32x4, Hyperparameters, Number, Range, Rule, in_lanes, power};

/// μₜ = β₁(1 − ½·0.96ᵗ), m and v as in Adam, m̂ = μₜ₊₁m/(1 − Πᵢ₌₁ᵗ⁺¹μᵢ) + (1 − μₜ)g/(1 − Πᵢ₌₁ᵗμᵢ),
/// v̂ = v/(1 − β₂ᵗ), θ ← θ − ηm̂ / (√v̂ + ε).
///
/// (PyTorch has 0.96 to the power 0.004 t, so that its μ warms up 250 times more slowly.)
#[derive(Debug, Clone, PartialEq)]
pub struct Nadam {
    /// η ≥ 0; 0.001. (PyTorch: 0.002.)
    pub learning_rate: f64,
    /// β₁ from 0 to less than 1; 0.9.
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.999.
    pub beta_2: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
}

impl Default for Nadam {
    fn default() -> Self {
        Self { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }
    }
}

impl Nadam {
    /// μₜ, the momentum of update t, which warms up.
    fn momentum(&self, t: u64) -> f32 {
        self.beta_1 as f32 * (1.0 - 0.5 * power(0.96, t))
    }
}

impl Rule for Nadam {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
        ]
    }

    /// θ, m, v, and behind them one number: the product of all μ so far.
    fn state_len(&self, parameters: usize) -> usize {
        3 * parameters + 1
    }

    fn begin(&self, parameters: usize, state: &mut [f32]) {
        state[3 * parameters] = 1.0;
    }

    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        let n = gradients.len();
        let (now, next) = (self.momentum(t), self.momentum(t + 1));
        let product = old[3 * n] * now;
        new[3 * n] = product;
        let [rate, epsilon] = [self.learning_rate, self.epsilon].map(|x| F32x4::splat(x as f32));
        let [new_in_m, new_in_v] = [self.beta_1, self.beta_2].map(|beta| F32x4::splat(1.0 - beta as f32));
        let m_weight = F32x4::splat(next / (1.0 - product * next));
        let g_weight = F32x4::splat((1.0 - now) / (1.0 - product));
        let v_correction = F32x4::splat(1.0 - power(self.beta_2, t));
        in_lanes(gradients, old, new, |g, [theta, m, v]| {
            let new_m = m + (g - m) * new_in_m;
            let new_v = v + (g * g - v) * new_in_v;
            let m_hat = m_weight * new_m + g_weight * g;
            [theta - rate * m_hat / ((new_v / v_correction).sqrt() + epsilon), new_m, new_v]
        })
    }
}
