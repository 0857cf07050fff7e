//! The next update as arrows: its parts, and the step itself.

use super::{
    slides::{Corrected, CorrectedName},
    slots::State,
};
use crate::nn::{Optimizer, Rule};
use serde::Serialize;

/// What an arrow is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersArrowUnit"))]
pub enum ArrowUnit {
    /// The variables of the surface: such an arrow leads from one place to another.
    Step,
    /// Heights per variable: gradients, their means, and the roots of mean squares. Those can be compared with one another.
    Slope,
}

/// An arrow. All point to where they push θ, so slots that Keras subtracts are turned around.
///
/// - `step`: Δθ; where momentum is the step, it is `m`, with `memory` = βm of before and, from its tip, `descent` = −η∇J.
///   For Nesterov's they begin where the slide stands, and the gradient is taken at the tip of `memory`, Keras's θ;
/// - `gradient`: −∇J, clipped where the optimizer clips; `m`, `m_hat`: running means of it;
/// - `spread`, `spread_hat`: what the step is divided by, in each direction for itself: √s, √ŝ, or the largest slope.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersArrow"))]
pub struct Arrow {
    /// What it stands for.
    pub name: &'static str,
    /// What it is measured in.
    pub unit: ArrowUnit,
    /// Where it begins.
    pub from: [f64; 2],
    /// How far it reaches from there.
    pub vector: [f64; 2],
}

/// The arrows of update number `t` from `state` to `next`, with the gradient as the optimizer takes it.
pub(super) fn arrows(
    optimizer: &Optimizer,
    t: u64,
    gradient: [f64; 2],
    state: State,
    next: State,
    corrected: &[Corrected],
) -> Vec<Arrow> {
    let theta = state.theta();
    let minus = |vector: [f64; 2]| vector.map(|x| 0.0 - x);
    let root = |vector: [f64; 2]| vector.map(|x| x.max(0.0).sqrt());
    let step = |name, from, vector| Arrow { name, unit: ArrowUnit::Step, from, vector };
    let slope = |name, vector| Arrow { name, unit: ArrowUnit::Slope, from: theta, vector };
    let update = step("step", theta, [0, 1].map(|at| next.theta()[at] - theta[at]));
    let mut arrows = Vec::new();
    match &optimizer.rule {
        Rule::Sgd(o) if o.momentum > 0.0 => {
            let memory = state.slot("m").map(|m| o.momentum * m);
            let descent = gradient.map(|slope| 0.0 - optimizer.learning_rate_at(t - 1) * slope);
            let ahead = |sign: f64| [0, 1].map(|at| theta[at] + sign * memory[at]);
            let (stands, looks) = if o.nesterov { (ahead(-1.0), theta) } else { (theta, ahead(1.0)) };
            arrows.extend([step("memory", stands, memory), step("descent", looks, descent)]);
            arrows.push(step("m", stands, next.slot("m")));
            if optimizer.weight_decay.is_some_and(|decay| decay > 0.0) {
                arrows.push(update);
            }
            return arrows;
        }
        Rule::Sgd(_) => return vec![update],
        _ => arrows.push(slope("gradient", minus(gradient))),
    }
    match &optimizer.rule {
        Rule::Adam(_) | Rule::AdamW(_) | Rule::Nadam(_) => {
            arrows.extend([slope("m", minus(next.slot("m"))), slope("spread", root(next.slot("v")))]);
        }
        Rule::Adamax(_) => arrows.extend([slope("m", minus(next.slot("m"))), slope("spread", next.slot("u"))]),
        Rule::RmsProp(o) => {
            let (v, mean) = (next.slot("v"), next.slot("g_mean"));
            let square = |mean: f64| if o.centered { mean * mean } else { 0.0 };
            arrows.push(slope("spread", root([0, 1].map(|at| v[at] - square(mean[at])))));
        }
        Rule::Adagrad(_) | Rule::Adadelta(_) => arrows.push(slope("spread", root(next.slot("v")))),
        Rule::Lion(_) => arrows.push(slope("m", minus(next.slot("m")))),
        _ => {}
    }
    for Corrected { name, value } in corrected {
        arrows.push(match name {
            CorrectedName::M => slope("m_hat", minus(*value)),
            CorrectedName::V => slope("spread_hat", root(*value)),
        });
    }
    arrows.push(update);
    arrows
}
