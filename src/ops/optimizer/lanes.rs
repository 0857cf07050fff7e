//! The loop of an update: four parameters at a time, with their gradients and slots.

use super::Step;
use crate::kernels::MOST_REGISTERS;
use crate::simd::{Column, F32x4, LANES};

/// θ − θλη for each parameter θ, written to `decayed`.
pub fn decay(parameters: &[f32], weight_decay: f32, learning_rate: f32, decayed: &mut [f32]) {
    for (theta, decayed) in parameters.iter().zip(decayed) {
        *decayed = theta - theta * weight_decay * learning_rate;
    }
}

/// Calls `rule` with the gradients, parameters and slots of a step, four at a time, and writes the new parameters and slots.
/// Returns whether all of them are finite.
#[inline(always)]
pub fn in_lanes<const N: usize>(step: Step, rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N]) -> bool
where
    [F32x4; N]: Column,
{
    let Step { gradients, parameters, old, new, .. } = step;
    let n = gradients.len();
    if n >= LANES {
        return fours(gradients, parameters, old, new, &rule);
    }
    let (gradients, parameters) = (&widened(gradients, n)[..LANES], &widened(parameters, n));
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    let is_finite = fours(gradients, parameters, &widened(old, n), &mut wide, &rule);
    narrow(&wide, n, new, N);
    is_finite
}

/// [`in_lanes`] for four parameters or more.
#[inline(never)]
fn fours<const N: usize>(
    gradients: &[f32],
    parameters: &[f32],
    old: &[f32],
    new: &mut [f32],
    rule: &impl Fn(F32x4, [F32x4; N]) -> [F32x4; N],
) -> bool
where
    [F32x4; N]: Column,
{
    let n = gradients.len();
    let (mut at, mut sum) = (0, <[F32x4; N]>::splat(0.0));
    loop {
        let mut values: [F32x4; N] = Column::load(old, n, at);
        values[0] = F32x4::load(parameters, at);
        let values = rule(F32x4::load(gradients, at), values);
        // x · 0 is 0, or NaN.
        sum = sum.add_product(&values, F32x4::ZERO);
        values.store(new, n, at);
        at += LANES;
        if at >= n {
            return sum.total().sum() == 0.0;
        }
        // The last four may overlap those before. The old state is unchanged, so the results are the same.
        at = at.min(n - LANES);
    }
}

/// Pads fewer than four parameters and their slots to four by repeating the last, because zeros could give 0/0.
fn widened(values: &[f32], n: usize) -> [f32; LANES * MOST_REGISTERS] {
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    for (at, place) in wide.iter_mut().enumerate() {
        let from = at / LANES * n + (at % LANES).min(n - 1);
        *place = values.get(from).copied().unwrap_or_default();
    }
    wide
}

/// The inverse of [`widened`], for `columns` values of each parameter.
fn narrow(wide: &[f32], n: usize, values: &mut [f32], columns: usize) {
    for (at, value) in values.iter_mut().take(columns * n).enumerate() {
        *value = wide.get(at / n * LANES + at % n).copied().unwrap_or_default();
    }
}
