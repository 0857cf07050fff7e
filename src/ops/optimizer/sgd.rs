//! Stochastic gradient descent, with momentum (Polyak, 1964) and Nesterov's variant of it (1983).

use super::{F32x4, Hyperparameters, Number, Range, Rule, Switch, in_lanes};

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

    fn update(&self, _t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        let [rate, beta] = [self.learning_rate, self.momentum].map(|x| F32x4::splat(x as f32));
        if self.momentum == 0.0 {
            return in_lanes(gradients, old, new, |g, [theta]| [theta - rate * g]);
        }
        in_lanes(gradients, old, new, |g, [theta, m]| {
            let step = rate * g;
            let new_m = beta * m - step;
            [theta + if self.nesterov { beta * new_m - step } else { new_m }, new_m]
        })
    }
}
