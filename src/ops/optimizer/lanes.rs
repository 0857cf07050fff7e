//! The loop of an update: four parameters at a time, with their gradients and slots.

use super::Step;
use crate::kernels::MOST_REGISTERS;
use crate::simd::{Column, F32x4, LANES};

/// Calls `rule` with the gradients, parameters and slots of a step, four at a time, the parameters decayed before, and
/// writes the new parameters and slots. Returns whether all of them are finite.
#[inline(always)]
pub fn in_lanes<const N: usize>(step: Step, rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N]) -> bool
where
    [F32x4; N]: Column,
{
    let Step { gradients, old, new, .. } = step;
    match step.weight_decay {
        None => all(gradients, old, new, rule),
        Some(decay) => {
            let [decay, rate] = [decay, step.learning_rate].map(F32x4::splat);
            all(gradients, old, new, |g, mut values| {
                values[0] = values[0] - values[0] * decay * rate;
                rule(g, values)
            })
        }
    }
}

/// [`in_lanes`] without a decay.
#[inline(always)]
fn all<const N: usize>(
    gradients: &[f32],
    old: &[f32],
    new: &mut [f32],
    rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N],
) -> bool
where
    [F32x4; N]: Column,
{
    let n = gradients.len();
    if n >= LANES {
        return fours(gradients, old, new, &rule);
    }
    let (gradients, old) = (&widened(gradients, n)[..LANES], &widened(old, n));
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    let is_finite = fours(gradients, old, &mut wide, &rule);
    for (at, value) in new.iter_mut().take(N * n).enumerate() {
        *value = wide[at / n * LANES + at % n];
    }
    is_finite
}

/// [`all`] for four parameters or more.
#[inline(never)]
fn fours<const N: usize>(
    gradients: &[f32],
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
        let values = rule(F32x4::load(gradients, at), Column::load(old, n, at));
        // x · 0 is 0, or NaN.
        sum = sum.add_product(&values, F32x4::ZERO);
        values.store(new, n, at);
        at += LANES;
        if at >= n {
            return sum.total().sum() == 0.0;
        }
        // The last four may have been among the ones before: what is read stays as it was, so they become the same again.
        at = at.min(n - LANES);
    }
}

/// Parameters and slots of less than four parameters, as if there were four: the last of them is repeated, because zeros
/// could become 0/0.
fn widened(values: &[f32], n: usize) -> [f32; LANES * MOST_REGISTERS] {
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    for (at, place) in wide.iter_mut().enumerate() {
        let from = at / LANES * n + (at % LANES).min(n - 1);
        *place = values.get(from).copied().unwrap_or_default();
    }
    wide
}
