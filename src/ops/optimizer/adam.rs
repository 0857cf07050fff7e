//! Adam (Kingma & Ba, 2014), AMSGrad (Reddi et al., 2018) and AdamW (Loshchilov & Hutter, 2017).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Switch, Update, in_lanes, power};

/// m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), θ ← θ − αm / (√v + ε), α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ).
///
/// `amsgrad` divides by the largest v so far. The lecture, like the paper, corrects m̂ = m/(1 − β₁ᵗ) and ŝ = v/(1 − β₂ᵗ)
/// first and has ε inside the root; Keras folds both corrections into α and adds ε outside, which differs only where
/// √v is about as small as ε. (PyTorch corrects first, and has ε outside, too.) The lecture's m has the other sign and is
/// added, which is the same.
///
/// AdamW is the same rule with a weight decay, 0.004 by default (PyTorch: 0.01): unlike an L2 term it is not scaled by the
/// size of the gradient. As in Keras and PyTorch, biases decay too.
#[derive(Debug, Clone, PartialEq)]
pub struct Adam {
    /// β₁ from 0 to less than 1; 0.9.
    pub beta_1: f64,
    /// β₂ from 0 to less than 1; 0.999.
    pub beta_2: f64,
    /// ε ≥ 0; 10⁻⁷. (PyTorch: 10⁻⁸.)
    pub epsilon: f64,
    /// Whether to divide by the largest v so far; false.
    pub amsgrad: bool,
}

impl Default for Adam {
    fn default() -> Self {
        Self { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false }
    }
}

impl Update for Adam {
    fn entries(&mut self) -> Entries<'_> {
        vec![
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
            ("amsgrad", Switch(&mut self.amsgrad)),
        ]
    }

    /// Always all of them, so that `amsgrad` can be switched during training.
    fn slots(&self) -> &'static [Slot] {
        &[Slot { symbol: "m" }, Slot { symbol: "v" }, Slot { symbol: "v_max" }]
    }

    fn uses(&self, slot: usize) -> bool {
        slot < 2 || self.amsgrad
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        // α is η / (1 − β₁) at most.
        let slots = slots + gradient + gradient * gradient;
        Reach { step: learning_rate * slots * (1.0 + 1.0 / ((1.0 - self.beta_1) * self.epsilon) as f32), slots }
    }

    fn update(&self, step: Step) {
        // As in Keras: 1 − β is rounded to f32. Computed from a rounded β it would have a relative error of 10⁻⁵.
        let [new_in_m, new_in_v, epsilon] =
            [1.0 - self.beta_1, 1.0 - self.beta_2, self.epsilon].map(|x| F32x4::splat(x as f32));
        let [correction_v, correction_m] = [self.beta_2, self.beta_1].map(|beta| 1.0 - power(beta, step.t));
        let rate = F32x4::splat(step.learning_rate * correction_v.sqrt() / correction_m);
        in_lanes(step, |g, [theta, m, v, largest]| {
            let new_m = m + (g - m) * new_in_m;
            let new_v = v + (g * g - v) * new_in_v;
            let new_largest = new_v.max(largest);
            let size = if self.amsgrad { new_largest } else { new_v };
            [theta - new_m * rate / (size.sqrt() + epsilon), new_m, new_v, new_largest]
        })
    }
}
