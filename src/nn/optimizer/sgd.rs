//! Stochastic gradient descent, with momentum (Polyak, 1964) and Nesterov's variant of it (1983).

use super::{Hyperparameters, Number, Range, Rule, Switch, parts, parts_mut};

/// θ ← θ − ηg; with momentum β: m ← βm − ηg, θ ← θ + m; with `nesterov`: θ ← θ + βm − ηg with the new m.
///
/// The lecture takes Nesterov's gradient at θ + βm. Keras's form is the same method with θ + βm kept as the parameter,
/// which needs the gradient only where the parameters are. (PyTorch has m ← βm + g, θ ← θ − ηm: the same until η changes,
/// which there acts at once on the whole m.)
#[derive(Debug, Clone, PartialEq)]
pub struct Sgd {
    /// η ≥ 0; 0.01. (The slides have 0.001; so has PyTorch.)
    pub learning_rate: f64,
    /// β from 0 to less than 1; 0, which is no momentum at all.
    pub momentum: f64,
    /// Whether to look ahead; false. Without momentum it changes nothing.
    pub nesterov: bool,
}

impl Default for Sgd {
    fn default() -> Self {
        Self { learning_rate: 0.01, momentum: 0.0, nesterov: false }
    }
}

impl Rule for Sgd {
    fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        vec![
            ("learning_rate", Number(&mut self.learning_rate, Range::NotNegative)),
            ("momentum", Number(&mut self.momentum, Range::Fraction)),
            ("nesterov", Switch(&mut self.nesterov)),
        ]
    }

    fn state_len(&self, parameters: usize) -> usize {
        if self.momentum == 0.0 { parameters } else { 2 * parameters }
    }

    fn update(&self, _t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) {
        let n = gradients.len();
        let (rate, beta) = (self.learning_rate as f32, self.momentum as f32);
        if self.momentum == 0.0 {
            for ((new, old), g) in new.iter_mut().zip(old).zip(gradients) {
                *new = old - rate * g;
            }
            return;
        }
        let [theta, m] = parts(old, n);
        let [new_theta, new_m] = parts_mut(new, n);
        for i in 0..n {
            let step = rate * gradients[i];
            new_m[i] = beta * m[i] - step;
            new_theta[i] = theta[i] + if self.nesterov { beta * new_m[i] - step } else { new_m[i] };
        }
    }
}
