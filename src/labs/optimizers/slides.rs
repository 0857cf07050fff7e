//! An update by the formula of the lecture's slide, in f64, beside the one that Keras makes.

use super::slots::State;
use crate::nn::{Adam, Clip, Nadam, Optimizer, Rule};
use serde::Serialize;

/// A slot with bias correction.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersCorrected"))]
pub struct Corrected {
    /// Which.
    pub name: CorrectedName,
    /// What it is after the next update.
    pub value: [f64; 2],
}

/// The name of a corrected slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersCorrectedName"))]
pub enum CorrectedName {
    /// m̂.
    #[serde(rename = "m_hat")]
    M,
    /// v̂, the slides' ŝ.
    #[serde(rename = "v_hat")]
    V,
}

/// The corrected slots that are divided by one another in update number `t`, to the state `next`. Keras folds the corrections
/// of Adam into its rate; here they are apart.
pub(super) fn corrected(optimizer: &Optimizer, t: u64, gradient: [f64; 2], next: State) -> Vec<Corrected> {
    // β < 1, so the denominators are greater than 0.
    let over = |slot: &str, beta: f64| next.slot(slot).map(|value| value / (1.0 - power(beta, t)));
    let m = |value| Corrected { name: CorrectedName::M, value };
    let v = |value| Corrected { name: CorrectedName::V, value };
    match &optimizer.rule {
        // With AMSGrad the largest v so far is divided by.
        Rule::Adam(o) | Rule::AdamW(o) => {
            vec![m(over("m", o.beta_1)), v(over(if o.amsgrad { "v_max" } else { "v" }, o.beta_2))]
        }
        Rule::Adamax(o) => vec![m(over("m", o.beta_1))],
        Rule::Nadam(o) => {
            let [now, soon] = mu(o, t);
            let (product, mean) = (next.extra().unwrap_or(0.0), next.slot("m"));
            let m_hat = [0, 1]
                .map(|at| soon * mean[at] / (1.0 - product * soon) + (1.0 - now) * gradient[at] / (1.0 - product));
            vec![m(m_hat), v(over("v", o.beta_2))]
        }
        _ => Vec::new(),
    }
}

/// η √(1 − β₂ᵗ) / (1 − β₁ᵗ): Keras's Adam folds both corrections into the rate. None for optimizers that do not.
pub(super) fn alpha(optimizer: &Optimizer, t: u64) -> Option<f64> {
    let (Rule::Adam(Adam { beta_1, beta_2, .. }) | Rule::AdamW(Adam { beta_1, beta_2, .. })) = &optimizer.rule else {
        return None;
    };
    Some(optimizer.learning_rate_at(t - 1) * (1.0 - power(*beta_2, t)).sqrt() / (1.0 - power(*beta_1, t)))
}

/// μₜ and μₜ₊₁, the momenta of Nadam, which warm up.
pub(super) fn mu(nadam: &Nadam, t: u64) -> [f64; 2] {
    [t, t + 1].map(|t| nadam.beta_1 * (1.0 - 0.5 * power(0.96, t)))
}

/// The update by the slide, from the same state and the same gradient. What a slide does not have is null.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersSlide"))]
pub struct Slide {
    /// Where the slide stands.
    pub theta: [f64; 2],
    /// θ + βm, where Nesterov takes the gradient: what Keras stores as θ.
    pub point: Option<[f64; 2]>,
    /// The slide's m before the update; Adam's has the other sign than Keras's.
    pub m_before: Option<[f64; 2]>,
    /// m after it.
    pub m: Option<[f64; 2]>,
    /// s before the update.
    pub s_before: Option<[f64; 2]>,
    /// s after it.
    pub s: Option<[f64; 2]>,
    /// m̂ of Adam.
    pub m_hat: Option<[f64; 2]>,
    /// ŝ of Adam.
    pub s_hat: Option<[f64; 2]>,
    /// Δθ.
    pub update: [f64; 2],
    /// The next θ.
    pub next: [f64; 2],
    /// Where Nesterov will take the next gradient: θ + βm of the next θ and m.
    pub next_point: Option<[f64; 2]>,
    /// How far the next θ, for Nesterov the next point, lies from Keras's next θ.
    pub off: [f64; 2],
}

/// The update number `t` by the slide, from this state; Keras's leads to `keras_next`. None for optimizers that no slide has,
/// and for those with options that no slide has.
///
/// - Momentum: the same formula as Keras's.
/// - Nesterov: the slide takes the gradient at θ + βm, which is what Keras stores.
/// - RMSprop: ε is inside the root, as in Keras.
/// - Adam: the slide's m has the other sign, and its ε is inside the root: θ + η m̂ / √(ŝ + ε).
pub(super) fn update(
    optimizer: &Optimizer,
    t: u64,
    gradient: [f64; 2],
    state: State,
    keras_next: [f64; 2],
) -> Option<Slide> {
    let is_positive = |number: f64| number > 0.0;
    if optimizer.weight_decay.is_some_and(is_positive) || optimizer.clip.map(Clip::limit).is_some_and(is_positive) {
        return None;
    }
    let (theta, eta) = (state.theta(), optimizer.learning_rate_at(t - 1));
    let mut slide = Slide { theta, ..Slide::default() };
    match &optimizer.rule {
        Rule::Sgd(o) if o.momentum == 0.0 => slide.next = each(|at| theta[at] - eta * gradient[at]),
        Rule::Sgd(o) => {
            let old = state.slot("m");
            let m = each(|at| o.momentum * old[at] - eta * gradient[at]);
            if o.nesterov {
                slide.point = Some(theta);
                slide.theta = each(|at| theta[at] - o.momentum * old[at]);
            }
            slide.next = each(|at| slide.theta[at] + m[at]);
            slide.next_point = o.nesterov.then(|| each(|at| slide.next[at] + o.momentum * m[at]));
            (slide.m_before, slide.m) = (Some(old), Some(m));
        }
        Rule::RmsProp(o) if o.momentum == 0.0 && !o.centered => {
            let old = state.slot("v");
            let s = each(|at| o.rho * old[at] + (1.0 - o.rho) * gradient[at] * gradient[at]);
            slide.next = each(|at| theta[at] - eta * gradient[at] / (s[at] + o.epsilon).sqrt());
            (slide.s_before, slide.s) = (Some(old), Some(s));
        }
        Rule::Adam(o) if !o.amsgrad => {
            let (old_m, old_s) = (state.slot("m").map(|m| 0.0 - m), state.slot("v"));
            let m = each(|at| o.beta_1 * old_m[at] - (1.0 - o.beta_1) * gradient[at]);
            let s = each(|at| o.beta_2 * old_s[at] + (1.0 - o.beta_2) * gradient[at] * gradient[at]);
            let m_hat = m.map(|m| m / (1.0 - power(o.beta_1, t)));
            let s_hat = s.map(|s| s / (1.0 - power(o.beta_2, t)));
            slide.next = each(|at| theta[at] + eta * m_hat[at] / (s_hat[at] + o.epsilon).sqrt());
            (slide.m_before, slide.m, slide.s_before, slide.s) = (Some(old_m), Some(m), Some(old_s), Some(s));
            (slide.m_hat, slide.s_hat) = (Some(m_hat), Some(s_hat));
        }
        _ => return None,
    }
    slide.update = each(|at| slide.next[at] - slide.theta[at]);
    let compared = slide.next_point.unwrap_or(slide.next);
    slide.off = each(|at| compared[at] - keras_next[at]);
    Some(slide)
}

fn each(value: impl Fn(usize) -> f64) -> [f64; 2] {
    [value(0), value(1)]
}

fn power(beta: f64, t: u64) -> f64 {
    libm::pow(beta, t as f64)
}
