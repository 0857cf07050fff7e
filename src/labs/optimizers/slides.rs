//! An update by the formula of the lecture's slide, in f64, beside the one that Keras makes.

use super::racer::pair;
use crate::nn::{Adam, Nadam, Optimizer, Rule};
use value::Value;

/// The bias-corrected slots that are divided by one another in this update: m̂ and v̂ (the slides' ŝ). `next` is the state
/// after the update, `t` its number. Keras folds the corrections of Adam into its rate; here they are apart.
pub(super) fn corrected(
    optimizer: &Optimizer,
    t: u64,
    gradient: [f64; 2],
    next: &[f32],
) -> Vec<(&'static str, [f64; 2])> {
    let over = |slot: usize, beta: f64| pair(next, slot).map(|value| value / (1.0 - power(beta, t)));
    // With AMSGrad the largest v so far is divided by, which lies behind v.
    let adam = |o: &Adam| vec![("m_hat", over(1, o.beta_1)), ("v_hat", over(if o.amsgrad { 3 } else { 2 }, o.beta_2))];
    match &optimizer.rule {
        Rule::Adam(o) | Rule::AdamW(o) => adam(o),
        Rule::Adamax(o) => vec![("m_hat", over(1, o.beta_1))],
        Rule::Nadam(o) => {
            let [now, soon] = mu(o, t);
            let product = pair(next, 3)[0];
            let m = pair(next, 1);
            let m_hat =
                [0, 1].map(|at| soon * m[at] / (1.0 - product * soon) + (1.0 - now) * gradient[at] / (1.0 - product));
            vec![("m_hat", m_hat), ("v_hat", over(2, o.beta_2))]
        }
        _ => Vec::new(),
    }
}

/// η √(1 − β₂ᵗ) / (1 − β₁ᵗ): Keras's Adam folds both corrections into the rate. None for optimizers that do not.
pub(super) fn alpha(optimizer: &Optimizer, t: u64) -> Option<f64> {
    let adam = match &optimizer.rule {
        Rule::Adam(o) | Rule::AdamW(o) => o,
        _ => return None,
    };
    Some(optimizer.learning_rate * (1.0 - power(adam.beta_2, t)).sqrt() / (1.0 - power(adam.beta_1, t)))
}

/// μₜ and μₜ₊₁, the momenta of Nadam, which warm up.
pub(super) fn mu(nadam: &Nadam, t: u64) -> [f64; 2] {
    [t, t + 1].map(|t| nadam.beta_1 * (1.0 - 0.5 * power(0.96, t)))
}

/// The update by the slide, from the same state and the same gradient, as far as the slide has it:
/// `theta`, `m_before`, `m`, `s_before`, `s`, `m_hat`, `s_hat`, `update`, `next`; `off`: how far the next θ lies from Keras's.
///
/// - Momentum: the same formula as Keras's.
/// - Nesterov: `theta` is where the slide stands, `point` = θ + βm where it takes the gradient, which is what Keras stores;
///   `next_point` is that of the next θ and the next m, to be compared with Keras's next θ.
/// - Adam: the slide's m has the other sign, and its ε is inside the root: θ + η m̂ / √(ŝ + ε).
///
/// Nothing for optimizers that no slide has, and for those whose options no slide has.
pub(super) fn update(optimizer: &Optimizer, t: u64, gradient: [f64; 2], state: &[f32], keras_next: [f64; 2]) -> Value {
    let theta = pair(state, 0);
    let mut shown = Vec::new();
    let next = match &optimizer.rule {
        Rule::Sgd(o) if o.momentum == 0.0 => each(|at| theta[at] - optimizer.learning_rate * gradient[at]),
        Rule::Sgd(o) => {
            let old = pair(state, 1);
            let m = each(|at| o.momentum * old[at] - optimizer.learning_rate * gradient[at]);
            // Keras stores the point where the slide takes the gradient.
            let stands = if o.nesterov { each(|at| theta[at] - o.momentum * old[at]) } else { theta };
            let next = each(|at| stands[at] + m[at]);
            shown.push(("theta", stands));
            if o.nesterov {
                shown.push(("point", theta));
            }
            shown.extend([("m_before", old), ("m", m)]);
            if o.nesterov {
                shown.push(("update", m));
                shown.push(("next", next));
                let point = each(|at| next[at] + o.momentum * m[at]);
                shown.push(("next_point", point));
                shown.push(("off", each(|at| point[at] - keras_next[at])));
                return object(shown);
            }
            next
        }
        Rule::RmsProp(o) if o.momentum == 0.0 && !o.centered => {
            let old = pair(state, 1);
            let s = each(|at| o.rho * old[at] + (1.0 - o.rho) * gradient[at] * gradient[at]);
            shown.extend([("s_before", old), ("s", s)]);
            each(|at| theta[at] - optimizer.learning_rate * gradient[at] / (s[at] + o.epsilon).sqrt())
        }
        Rule::Adam(o) if !o.amsgrad => {
            let (old_m, old_s) = (pair(state, 1).map(|m| 0.0 - m), pair(state, 2));
            let m = each(|at| o.beta_1 * old_m[at] - (1.0 - o.beta_1) * gradient[at]);
            let s = each(|at| o.beta_2 * old_s[at] + (1.0 - o.beta_2) * gradient[at] * gradient[at]);
            let m_hat = m.map(|m| m / (1.0 - power(o.beta_1, t)));
            let s_hat = s.map(|s| s / (1.0 - power(o.beta_2, t)));
            shown.extend([("m_before", old_m), ("m", m), ("s_before", old_s), ("s", s)]);
            shown.extend([("m_hat", m_hat), ("s_hat", s_hat)]);
            each(|at| theta[at] + optimizer.learning_rate * m_hat[at] / (s_hat[at] + o.epsilon).sqrt())
        }
        _ => return Value::Null,
    };
    shown.push(("update", each(|at| next[at] - theta[at])));
    shown.push(("next", next));
    shown.push(("off", each(|at| next[at] - keras_next[at])));
    object(shown)
}

fn object(fields: Vec<(&str, [f64; 2])>) -> Value {
    Value::object(fields.into_iter().map(|(name, value)| (name, value.into())).collect())
}

fn each(value: impl Fn(usize) -> f64) -> [f64; 2] {
    [value(0), value(1)]
}

fn power(beta: f64, t: u64) -> f64 {
    libm::pow(beta, t as f64)
}
