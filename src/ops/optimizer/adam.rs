//! Adam (Kingma & Ba, 2014), AMSGrad (Reddi et al., 2018) and AdamW (Loshchilov & Hutter, 2017).

use super::{F32x4, Hyperparameters, Number, Range, Rule, Switch, in_lanes, power};

/// m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), θ ← θ − αm / (√v + ε), α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ).
///
/// `amsgrad` divides by the largest v so far. The lecture, like the paper, corrects m̂ = m/(1 − β₁ᵗ) and ŝ = v/(1 − β₂ᵗ)
/// first and has ε inside the root; Keras folds both corrections into α and adds ε outside, which differs only where
/// √v is about as small as ε. (PyTorch corrects first, and has ε outside, too.) The lecture's m has the other sign and is
/// added, which is the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Adam {
    /// η ≥ 0; 0.001.
    pub learning_rate: f64,
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
        Self { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false }
    }
}

impl Adam {
    /// The update, after θ ← θ − θλη with λ the `weight_decay`.
    fn step(&self, weight_decay: f64, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        // As in Keras: 1 − β is made an f32 when it is there. From a rounded β it would be off by 10⁻⁵ of itself.
        let [eta, new_in_m, new_in_v, epsilon, decay] =
            [self.learning_rate, 1.0 - self.beta_1, 1.0 - self.beta_2, self.epsilon, weight_decay]
                .map(|x| F32x4::splat(x as f32));
        let correction = (1.0 - power(self.beta_2, t)).sqrt();
        let rate = eta * F32x4::splat(correction) / F32x4::splat(1.0 - power(self.beta_1, t));
        in_lanes(gradients, old, new, |g, [theta, m, v, largest]| {
            let new_m = m + (g - m) * new_in_m;
            let new_v = v + (g * g - v) * new_in_v;
            let new_largest = new_v.max(largest);
            let size = if self.amsgrad { new_largest } else { new_v };
            let new_theta = theta - theta * decay * eta - new_m * rate / (size.sqrt() + epsilon);
            [new_theta, new_m, new_v, new_largest]
        })
    }
}

impl Rule for Adam {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("beta_1", Number(&mut self.beta_1, Range::Fraction)),
            ("beta_2", Number(&mut self.beta_2, Range::Fraction)),
            ("epsilon", Number(&mut self.epsilon, Range::NotNegative)),
            ("amsgrad", Switch(&mut self.amsgrad)),
        ]
    }

    /// θ, m, v, and the largest v.
    fn state_len(&self, parameters: usize) -> usize {
        4 * parameters
    }

    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        self.step(0.0, t, gradients, old, new)
    }
}

/// θ ← θ − ηλθ, then as [`Adam`]: decay that the gradient's size does not scale. As in Keras and PyTorch, biases decay too.
#[derive(Debug, Clone, PartialEq)]
pub struct AdamW {
    /// All but the decay.
    pub adam: Adam,
    /// λ ≥ 0; 0.004. (PyTorch: 0.01.)
    pub weight_decay: f64,
}

impl Default for AdamW {
    fn default() -> Self {
        Self { adam: Adam::default(), weight_decay: 0.004 }
    }
}

impl Rule for AdamW {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        let mut all = self.adam.hyperparameters();
        all.insert(1, ("weight_decay", Number(&mut self.weight_decay, Range::NotNegative)));
        all
    }

    fn state_len(&self, parameters: usize) -> usize {
        self.adam.state_len(parameters)
    }

    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        self.adam.step(self.weight_decay, t, gradients, old, new)
    }
}
