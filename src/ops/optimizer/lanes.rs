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

/// An update of fewer than four parameters by `update`, which takes four or more: parameters and slots are padded to four by
/// repeating the last, because zeros could give 0/0.
pub fn widened(step: Step, update: impl FnOnce(Step) -> bool) -> bool {
    let (n, state_len) = (step.gradients.len(), LANES * step.old.len().div_ceil(step.gradients.len()));
    let widen = |values: &[f32]| -> [f32; LANES * MOST_REGISTERS] {
        std::array::from_fn(|at| {
            let from = at / LANES * n + (at % LANES).min(n - 1);
            values.get(from).copied().unwrap_or_default()
        })
    };
    let mut new = [0.0; LANES * MOST_REGISTERS];
    let is_finite = update(Step {
        gradients: &widen(step.gradients)[..LANES],
        parameters: &widen(step.parameters)[..LANES],
        old: &widen(step.old)[..state_len],
        new: &mut new[..state_len],
        ..step
    });
    for (at, value) in step.new.iter_mut().enumerate() {
        *value = new[at / n * LANES + at % n];
    }
    is_finite
}

/// Calls `rule` with the gradients, parameters and slots of a step, four at a time, and writes the new parameters and slots.
/// Returns whether all of them are finite. The step has four parameters or more.
///
/// Slots that are subnormal numbers become 0, as in TensorFlow, which knows none at all: m ← βm of a dead unit would stay at
/// the smallest one for ever, and some processors take many times as long for such numbers.
#[inline(always)]
pub fn in_lanes<const N: usize>(step: Step, rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N]) -> bool
where
    [F32x4; N]: Column,
{
    fours(step.gradients, step.parameters, step.old, step.new, &rule)
}

/// [`in_lanes`] with arguments that the compiler knows not to overlap, as it does not know of fields: 2 % faster.
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
        values.flushed().store(new, n, at);
        at += LANES;
        if at >= n {
            return sum.total().sum() == 0.0;
        }
        // The last four may overlap those before. The old state is unchanged, so the results are the same.
        at = at.min(n - LANES);
    }
}
