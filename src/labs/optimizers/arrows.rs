//! The coming update as arrows: what it is made of, and the step itself.

use super::racer::pair;
use crate::nn::{Optimizer, Rule};
use value::Value;

/// What an arrow is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// The variables of the surface: such an arrow leads from one place to another.
    Step,
    /// Heights per variable: gradients, their means, and the roots of mean squares. Those can be compared with one another.
    Slope,
}

struct Arrow {
    name: &'static str,
    unit: Unit,
    from: [f64; 2],
    vector: [f64; 2],
}

/// `[{ name, unit, from, vector }]`, `unit` `step` or `slope`. All point to where they push θ, so slots that Keras
/// subtracts are turned around:
///
/// - `step`: Δθ; where momentum is the step, it is `m`, with `memory` = βm of before and, from its tip, `descent` = −η∇J.
///   For Nesterov's they begin where the slide stands, and the gradient is taken at the tip of `memory`, Keras's θ;
/// - `gradient`: −∇J; `m`, `m_hat`: running means of it;
/// - `spread`, `spread_hat`: what the step is divided by, in each direction for itself: √s, √ŝ, or the largest slope.
pub(super) fn arrows(
    optimizer: &Optimizer,
    gradient: [f64; 2],
    state: &[f32],
    next: &[f32],
    corrected: &[(&'static str, [f64; 2])],
) -> Value {
    let theta = pair(state, 0);
    let minus = |vector: [f64; 2]| vector.map(|x| 0.0 - x);
    let root = |vector: [f64; 2]| vector.map(|x| x.max(0.0).sqrt());
    let step = |name, from, vector| Arrow { name, unit: Unit::Step, from, vector };
    let slope = |name, vector| Arrow { name, unit: Unit::Slope, from: theta, vector };
    let mut arrows = Vec::new();
    if let Rule::Sgd(o) = &optimizer.rule
        && o.momentum > 0.0
    {
        let memory = pair(state, 1).map(|m| o.momentum * m);
        let descent = gradient.map(|slope| 0.0 - optimizer.learning_rate * slope);
        let ahead = |sign: f64| [theta[0] + sign * memory[0], theta[1] + sign * memory[1]];
        let (stands, looks) = if o.nesterov { (ahead(-1.0), theta) } else { (theta, ahead(1.0)) };
        arrows.push(step("memory", stands, memory));
        arrows.push(step("descent", looks, descent));
        arrows.push(step("m", stands, pair(next, 1)));
        return list(&arrows);
    }
    if !matches!(optimizer.rule, Rule::Sgd(_)) {
        arrows.push(slope("gradient", minus(gradient)));
    }
    let (m, v) = (pair(next, 1), pair(next, 2));
    match &optimizer.rule {
        Rule::Adam(_) | Rule::AdamW(_) | Rule::Nadam(_) => {
            arrows.extend([slope("m", minus(m)), slope("spread", root(v))]);
        }
        Rule::Adamax(_) => arrows.extend([slope("m", minus(m)), slope("spread", v)]),
        Rule::RmsProp(o) if o.centered => {
            let mean = pair(next, 3);
            arrows.push(slope("spread", root([0, 1].map(|at| m[at] - mean[at] * mean[at]))));
        }
        Rule::RmsProp(_) | Rule::Adagrad(_) | Rule::Adadelta(_) => arrows.push(slope("spread", root(m))),
        Rule::Sgd(_) => {}
    }
    for (name, value) in corrected {
        match *name {
            "m_hat" => arrows.push(slope("m_hat", minus(*value))),
            _ => arrows.push(slope("spread_hat", root(*value))),
        }
    }
    let after = pair(next, 0);
    arrows.push(step("step", theta, [after[0] - theta[0], after[1] - theta[1]]));
    list(&arrows)
}

fn list(arrows: &[Arrow]) -> Value {
    let mut arrows = arrows.iter();
    Value::list(&mut || {
        let Arrow { name, unit, from, vector } = arrows.next()?;
        Some(Value::object(vec![
            ("name", (*name).into()),
            ("unit", (if *unit == Unit::Step { "step" } else { "slope" }).into()),
            ("from", (*from).into()),
            ("vector", (*vector).into()),
        ]))
    })
}
