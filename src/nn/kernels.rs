//! The arithmetic of a dense layer, on blocks of examples.
//!
//! The values of a layer for a block of examples are `[groups, units]` of [`Lane`]s: a group is [`LANES`] examples,
//! a lane holds one unit's values for them. SIMD runs over the examples, not over the units: networks here have few
//! units, and this fills the lanes from the smallest network to the widest. A group that is not full is padded with
//! zeros, whose deltas are 0, so that they add nothing to a gradient.
//!
//! Sums run in one fixed order and nothing is fused: the same bits on every machine.

use super::simd::F32x8;

/// Examples in a group: two SIMD registers.
pub const LANES: usize = 8;

/// One unit's values for the examples of a group.
pub type Lane = [f32; LANES];

/// Outputs that are computed together, to load each input once for all of them. Each has an accumulator of its own
/// name: an array of them would live in memory instead of in registers.
const BLOCK: usize = 4;

/// The sum over the examples of a group.
#[inline(always)]
fn sum(x: F32x8) -> f32 {
    let [a, b, c, d, e, f, g, h]: Lane = x.into();
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// z = Wᵀx + b. `kernel` is [inputs, units] row-major, `bias` [units] or empty; `x` [groups, inputs], `z` [groups, units].
pub fn forward(kernel: &[f32], bias: &[f32], inputs: usize, units: usize, x: &[Lane], z: &mut [Lane]) {
    for (x, z) in x.chunks_exact(inputs).zip(z.chunks_exact_mut(units)) {
        let mut blocks = z.chunks_exact_mut(BLOCK);
        let mut unit = 0;
        for z in &mut blocks {
            let [b0, b1, b2, b3] = bias.get(unit..).and_then(<[f32]>::first_chunk).copied().unwrap_or_default();
            let (mut a0, mut a1) = (F32x8::splat(b0), F32x8::splat(b1));
            let (mut a2, mut a3) = (F32x8::splat(b2), F32x8::splat(b3));
            for (x, row) in x.iter().zip(kernel.chunks_exact(units)) {
                let Some([k0, k1, k2, k3]) = row[unit..].first_chunk() else { break };
                let x = F32x8::from(x);
                a0 = a0 + x * F32x8::splat(*k0);
                a1 = a1 + x * F32x8::splat(*k1);
                a2 = a2 + x * F32x8::splat(*k2);
                a3 = a3 + x * F32x8::splat(*k3);
            }
            z.copy_from_slice(&[a0.into(), a1.into(), a2.into(), a3.into()]);
            unit += BLOCK;
        }
        for z in blocks.into_remainder() {
            let mut acc = F32x8::splat(bias.get(unit).copied().unwrap_or(0.0));
            for (x, row) in x.iter().zip(kernel.chunks_exact(units)) {
                acc = acc + F32x8::from(x) * F32x8::splat(row[unit]);
            }
            *z = acc.into();
            unit += 1;
        }
    }
}

/// ∂L/∂x = W ∂L/∂z. Shapes as in [`forward`]: `delta` is ∂L/∂z [groups, units], `dx` [groups, inputs].
pub fn backward_input(kernel: &[f32], inputs: usize, units: usize, delta: &[Lane], dx: &mut [Lane]) {
    for (delta, dx) in delta.chunks_exact(units).zip(dx.chunks_exact_mut(inputs)) {
        let mut blocks = dx.chunks_exact_mut(BLOCK);
        let mut rows = kernel.chunks_exact(units * BLOCK);
        for (dx, rows) in (&mut blocks).zip(&mut rows) {
            let (r0, rest) = rows.split_at(units);
            let (r1, rest) = rest.split_at(units);
            let (r2, r3) = rest.split_at(units);
            let [mut a0, mut a1, mut a2, mut a3] = [F32x8::splat(0.0); BLOCK];
            for ((((delta, k0), k1), k2), k3) in delta.iter().zip(r0).zip(r1).zip(r2).zip(r3) {
                let delta = F32x8::from(delta);
                a0 = a0 + delta * F32x8::splat(*k0);
                a1 = a1 + delta * F32x8::splat(*k1);
                a2 = a2 + delta * F32x8::splat(*k2);
                a3 = a3 + delta * F32x8::splat(*k3);
            }
            dx.copy_from_slice(&[a0.into(), a1.into(), a2.into(), a3.into()]);
        }
        for (dx, row) in blocks.into_remainder().iter_mut().zip(rows.remainder().chunks_exact(units)) {
            let mut acc = F32x8::splat(0.0);
            for (delta, k) in delta.iter().zip(row) {
                acc = acc + F32x8::from(delta) * F32x8::splat(*k);
            }
            *dx = acc.into();
        }
    }
}

/// ∂L/∂W += x (∂L/∂z)ᵀ and ∂L/∂b += ∂L/∂z, summed over the examples. `kernel` and `bias` (or empty) are the gradients.
pub fn backward_kernel(x: &[Lane], delta: &[Lane], inputs: usize, units: usize, kernel: &mut [f32], bias: &mut [f32]) {
    for (input, row) in kernel.chunks_exact_mut(units).enumerate() {
        let mut blocks = row.chunks_exact_mut(BLOCK);
        let mut unit = 0;
        for block in &mut blocks {
            let [mut a0, mut a1, mut a2, mut a3] = [F32x8::splat(0.0); BLOCK];
            for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(units)) {
                let Some([d0, d1, d2, d3]) = delta[unit..].first_chunk() else { break };
                let x = F32x8::from(&x[input]);
                a0 = a0 + x * F32x8::from(d0);
                a1 = a1 + x * F32x8::from(d1);
                a2 = a2 + x * F32x8::from(d2);
                a3 = a3 + x * F32x8::from(d3);
            }
            for (k, acc) in block.iter_mut().zip([a0, a1, a2, a3]) {
                *k += sum(acc);
            }
            unit += BLOCK;
        }
        for k in blocks.into_remainder() {
            let mut acc = F32x8::splat(0.0);
            for (x, delta) in x.chunks_exact(inputs).zip(delta.chunks_exact(units)) {
                acc = acc + F32x8::from(&x[input]) * F32x8::from(&delta[unit]);
            }
            *k += sum(acc);
            unit += 1;
        }
    }
    for (unit, b) in bias.iter_mut().enumerate() {
        let mut acc = F32x8::splat(0.0);
        for delta in delta.chunks_exact(units) {
            acc = acc + F32x8::from(&delta[unit]);
        }
        *b += sum(acc);
    }
}
