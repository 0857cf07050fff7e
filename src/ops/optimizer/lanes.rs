//! The loop of an update: four parameters at a time, with their gradients and slots.

use super::Step;
use crate::simd::{Column, F32x4, LANES};
use std::array::from_fn;

/// θ ← θ − θλη for each parameter θ.
pub fn decay(parameters: &mut [f32], weight_decay: f32, learning_rate: f32) {
    for theta in parameters {
        *theta -= *theta * weight_decay * learning_rate;
    }
}

/// Calls `rule` with the gradients, parameters and slots of a step, four at a time, and writes the new parameters and slots.
/// The last one to three are filled up with zeros; nobody looks at what comes out in their lanes.
///
/// Slots that are subnormal numbers become 0, as in TensorFlow, which knows none at all: m ← βm of a dead unit would stay at
/// the smallest one for ever, and some processors take many times as long for such numbers.
#[inline(always)]
pub fn in_lanes<const N: usize>(step: Step, rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N])
where
    [F32x4; N]: Column,
{
    in_fours(step.gradients, step.state, &rule);
}

/// [`in_lanes`] with arguments that the compiler knows not to overlap, as it does not know of fields: 2 % faster.
#[inline(never)]
fn in_fours<const N: usize>(gradients: &[f32], state: &mut [f32], rule: &impl Fn(F32x4, [F32x4; N]) -> [F32x4; N])
where
    [F32x4; N]: Column,
{
    // The parameters and each slot: what fills registers, and the one to three behind it.
    let mut behind = state;
    let mut rests: [&mut [f32]; N] = from_fn(|_| Default::default());
    let fours: [&mut [[f32; LANES]]; N] = from_fn(|slot| {
        let (column, others) = std::mem::take(&mut behind).split_at_mut(gradients.len());
        behind = others;
        let (fours, rest) = column.as_chunks_mut();
        rests[slot] = rest;
        fours
    });
    let (gradients, rest) = gradients.as_chunks();
    // As many as gradients, which the compiler sees here and checks no more.
    let fours = fours.map(|fours| &mut fours[..gradients.len()]);
    for (at, g) in gradients.iter().enumerate() {
        let new = rule(F32x4::from(*g), from_fn(|slot| F32x4::from(fours[slot][at])));
        for (slot, new) in new.flushed().into_iter().enumerate() {
            fours[slot][at] = new.to_array();
        }
    }
    if !rest.is_empty() {
        let new = rule(F32x4::padded(rest), from_fn(|slot| F32x4::padded(rests[slot])));
        for (rest, new) in rests.into_iter().zip(new.flushed()) {
            new.store_prefix(rest);
        }
    }
}
