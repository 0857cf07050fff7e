//! The gradient three times: by the chain rule, by differences, and by the core.

use super::{
    machine::{Example, Machine, Place, Weights},
    numbers::{Kind, id},
};
use crate::nn::Network;
use serde::Serialize;

/// The step to either side of a weight, relative to its size or to 1, that minimizes the error of a central difference.
const STEP: f64 = 1e-6;
/// The reach of [`steepness`].
const REACH: f64 = 1.0;

/// The gradient three times, and how far the others are from the first.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropCheck"))]
pub struct Check {
    /// Every weight, in Keras's order.
    pub weights: Vec<Checked>,
    /// The largest deviation of the differences, 0 to 1: relative to the steepest slope of the loss, here or where one weight
    /// has moved by 1. That is not 0 where the gradient is, so that rounding looks like rounding there, too.
    pub worst_numeric: f64,
    /// The same of the core; null where it has no gradient.
    pub worst_core: Option<f64>,
}

/// The derivative of the mean loss by one weight.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropChecked"))]
pub struct Checked {
    /// The weight's id.
    pub weight: String,
    /// By the chain rule.
    pub gradient: f64,
    /// By central differences of the loss.
    pub numeric: f64,
    /// By the core, in f32; null where it has none, because a number would be too large for it.
    pub core: Option<f64>,
}

impl Check {
    /// Compares the gradient at these weights. `batch` has the targets as the loss reads them, `core` is the network in f32
    /// and `examples` its x and y, as they were written.
    pub(super) fn new(
        machine: &Machine,
        weights: &Weights,
        batch: &[Example],
        core: Option<(Network, Vec<f32>, Vec<f32>)>,
    ) -> Self {
        let (_, gradient) = machine.gradient(weights, batch);
        let core = core.and_then(|(network, x, y)| network.gradients(&x, &y).ok());
        let rows = machine.places().enumerate().map(|(at, place)| Checked {
            weight: id(Kind::W, [place.layer + 1, place.input, place.unit + 1]).text(),
            gradient: gradient[place],
            numeric: numeric(machine, weights, batch, place),
            core: core.as_ref().and_then(|core| core.get(at)).map(|slope| f64::from(*slope)),
        });
        let rows: Vec<_> = rows.collect();
        let slopes = rows.iter().flat_map(|row| [row.gradient, row.numeric]);
        let steepest = slopes.fold(steepness(machine, weights, batch), |most, slope| most.max(slope.abs()));
        let worst = |of: fn(&Checked) -> Option<f64>| {
            let deviations = rows.iter().filter_map(|row| Some((of(row)? - row.gradient).abs()));
            let largest = deviations.fold(0.0, f64::max);
            // 0/0 is no deviation.
            if largest == 0.0 { 0.0 } else { largest / steepest.max(largest) }
        };
        Self {
            worst_numeric: worst(|row| Some(row.numeric)),
            worst_core: core.is_some().then(|| worst(|row| row.core)),
            weights: rows,
        }
    }
}

/// The mean loss with one weight moved.
fn moved(machine: &Machine, weights: &Weights, batch: &[Example], place: Place, to: f64) -> f64 {
    let mut weights = *weights;
    weights[place] = to;
    machine.loss(&weights, batch)
}

/// ∂(mean loss)/∂w by central differences, independent of the chain rule.
fn numeric(machine: &Machine, weights: &Weights, batch: &[Example], place: Place) -> f64 {
    let w = weights[place];
    let h = STEP * w.abs().max(1.0);
    let [above, below] = [w + h, w - h].map(|w| moved(machine, weights, batch, place, w));
    (above - below) / (2.0 * h)
}

/// The steepest rise or fall of the mean loss, per unit, when one weight moves by [`REACH`] to either side. Unlike the gradient
/// it does not vanish where the loss is lowest, only where no weight matters for it.
fn steepness(machine: &Machine, weights: &Weights, batch: &[Example]) -> f64 {
    let loss = machine.loss(weights, batch);
    let slopes = machine.places().flat_map(|place| {
        [weights[place] - REACH, weights[place] + REACH]
            .map(|w| (moved(machine, weights, batch, place, w) - loss).abs() / REACH)
    });
    slopes.filter(|slope| slope.is_finite()).fold(0.0, f64::max)
}
