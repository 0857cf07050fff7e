//! Stochastic gradient descent, with momentum (Polyak, 1964) and Nesterov's variant of it (1983).

use super::{Entries, F32x4, Number, Range, Reach, Slot, Step, Switch, Update, in_lanes};

/// θ ← θ − ηg; with momentum β: m ← βm − ηg, θ ← θ + m; with `nesterov`: θ ← θ + βm − ηg with the new m.
///
/// The lecture takes Nesterov's gradient at θ + βm. Keras's form is the same method with θ + βm kept as the parameter,
/// which needs the gradient only where the parameters are. (PyTorch has m ← βm + g, θ ← θ − ηm: the same until η changes,
/// which there scales the whole m. η is 0.01; the slides have 0.001, and so has PyTorch.)
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sgd {
    /// β from 0 to less than 1; 0, no momentum.
    pub momentum: f64,
    /// Whether to look ahead; false. Without momentum it changes nothing.
    pub nesterov: bool,
}

impl Update for Sgd {
    fn entries(&mut self) -> Entries<'_> {
        vec![("momentum", Number(&mut self.momentum, Range::Fraction)), ("nesterov", Switch(&mut self.nesterov))]
    }

    fn slots(&self) -> &'static [Slot] {
        if self.momentum == 0.0 { &[] } else { &[Slot { symbol: "m" }] }
    }

    fn reach(&self, learning_rate: f32, slots: f32, gradient: f32) -> Reach {
        let step = learning_rate * gradient;
        let slots = self.momentum as f32 * slots + step;
        Reach { step: slots + step, slots }
    }

    fn update(&self, step: Step) {
        let [rate, beta] = [step.learning_rate, self.momentum as f32].map(F32x4::splat);
        if self.momentum == 0.0 {
            in_lanes(step, |g, [theta]| [theta - rate * g]);
            return;
        }
        in_lanes(step, |g, [theta, m]| {
            let step = rate * g;
            let new_m = beta * m - step;
            [theta + if self.nesterov { beta * new_m - step } else { new_m }, new_m]
        });
    }
}
