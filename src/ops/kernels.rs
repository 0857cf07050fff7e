//! The arithmetic of a dense layer, on tiles of examples.
//!
//! SIMD runs over the examples, not over the units: networks here have few units, and this fills the lanes from the
//! smallest network to the widest. A tile is up to sixteen examples. One unit's values for them are a [`Column`] of one to
//! four registers, and a layer's values are [units] of columns, so that whatever works on each value runs through them
//! from end to end. Surplus lanes have no effect: their deltas are 0.
//!
//! The kernels work on blocks of outputs, so that shared operands are loaded once. A block is as large as the processor's
//! sixteen registers allow, and is written out, because V8 spills registers if a loop is unrolled further.
//!
//! Sums run in one fixed order and nothing is fused: the same bits on every machine.

use crate::simd::{Column, F32x4, LANES};

/// Registers of the largest column.
pub const MOST_REGISTERS: usize = 4;

/// Inputs per block in [`forward`]: 64 columns of 64 bytes, and one cache line of weights per input, make 8 KB, a quarter of
/// a 32 KB L1 cache. (The other kernels read weights row by row.)
const INPUTS_AT_ONCE: usize = 64;

/// The sizes of a dense layer and of the tile of examples it is computed for. Slices may be longer than needed; only the
/// prefix is used.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Inputs of each example.
    pub inputs: usize,
    /// Outputs of each example.
    pub units: usize,
    /// Registers of a column, 1 to [`MOST_REGISTERS`]: four examples each.
    pub registers: usize,
}

/// Calls a kernel for columns of this many registers.
macro_rules! by_registers {
    ($registers:expr, $kernel:ident($($argument:expr),+)) => {
        match $registers {
            1 => $kernel::<1>($($argument),+),
            2 => $kernel::<2>($($argument),+),
            3 => $kernel::<3>($($argument),+),
            _ => $kernel::<4>($($argument),+),
        }
    };
}

/// z = Wᵀx + b. `kernel` is [inputs, units] row-major, `bias` [units] or empty; `x` [inputs] of columns, `z` [units].
pub fn forward(shape: Shape, kernel: &[f32], bias: &[f32], x: &[F32x4], z: &mut [F32x4]) {
    by_registers!(shape.registers, forward_columns(shape, kernel, bias, x, z));
}

#[inline(never)]
fn forward_columns<const N: usize>(shape: Shape, kernel: &[f32], bias: &[f32], x: &[F32x4], z: &mut [F32x4])
where
    [F32x4; N]: Column,
{
    let Shape { inputs, units, .. } = shape;
    let (x, z) = (x[..inputs * N].as_chunks::<N>().0, z[..units * N].as_chunks_mut::<N>().0);
    let (pairs, rest) = z.as_chunks_mut::<2>();
    let mut from = 0;
    while from < inputs {
        let x = &x[from..inputs.min(from + INPUTS_AT_ONCE)];
        let kernel = &kernel[from * units..];
        let start = |unit: usize| <[F32x4; N]>::splat(bias.get(unit).copied().unwrap_or_default());
        let mut unit = 0;
        for [z0, z1] in &mut *pairs {
            let (mut sum0, mut sum1) = if from == 0 { (start(unit), start(unit + 1)) } else { (*z0, *z1) };
            let mut at = unit;
            for x in x {
                let Some([w0, w1]) = kernel.get(at..at + 2).and_then(<[f32]>::first_chunk) else { break };
                sum0 = sum0.add_product(x, F32x4::splat(*w0));
                sum1 = sum1.add_product(x, F32x4::splat(*w1));
                at += units;
            }
            (*z0, *z1) = (sum0, sum1);
            unit += 2;
        }
        if let Some(z) = rest.first_mut() {
            let mut sum = if from == 0 { start(unit) } else { *z };
            let mut at = unit;
            for x in x {
                let Some(w) = kernel.get(at) else { break };
                sum = sum.add_product(x, F32x4::splat(*w));
                at += units;
            }
            *z = sum;
        }
        from += INPUTS_AT_ONCE;
    }
}

/// ∂L/∂x = W ∂L/∂z. Shapes as in [`forward`]: `delta` is ∂L/∂z [units] of columns, `dx` [inputs].
pub fn backward_input(shape: Shape, kernel: &[f32], delta: &[F32x4], dx: &mut [F32x4]) {
    by_registers!(shape.registers, backward_input_columns(shape, kernel, delta, dx));
}

#[inline(never)]
fn backward_input_columns<const N: usize>(shape: Shape, kernel: &[f32], delta: &[F32x4], dx: &mut [F32x4])
where
    [F32x4; N]: Column,
{
    let Shape { inputs, units, .. } = shape;
    let (delta, dx) = (delta[..units * N].as_chunks::<N>().0, dx[..inputs * N].as_chunks_mut::<N>().0);
    let zero = <[F32x4; N]>::splat(0.0);
    let (pairs, rest) = dx.as_chunks_mut::<2>();
    let mut weights = kernel;
    for [dx0, dx1] in pairs {
        let (row0, behind) = weights.split_at(units);
        let (row1, behind) = behind.split_at(units);
        weights = behind;
        let (mut sum0, mut sum1) = (zero, zero);
        for ((delta, w0), w1) in delta.iter().zip(row0).zip(row1) {
            sum0 = sum0.add_product(delta, F32x4::splat(*w0));
            sum1 = sum1.add_product(delta, F32x4::splat(*w1));
        }
        (*dx0, *dx1) = (sum0, sum1);
    }
    if let Some(dx) = rest.first_mut() {
        let mut sum = zero;
        for (delta, w) in delta.iter().zip(weights) {
            sum = sum.add_product(delta, F32x4::splat(*w));
        }
        *dx = sum;
    }
}

/// Where the gradient of a layer is written: ∂L/∂W [inputs, units] row-major and ∂L/∂b [units] or empty; added to what
/// is there, unless this tile `begin`s the sum.
pub struct Gradient<'a> {
    pub kernel: &'a mut [f32],
    pub bias: &'a mut [f32],
    pub begin: bool,
}

/// ∂L/∂W = x (∂L/∂z)ᵀ and ∂L/∂b = ∂L/∂z, summed over the examples.
pub fn backward_kernel(shape: Shape, x: &[F32x4], delta: &[F32x4], mut gradient: Gradient) {
    by_registers!(shape.registers, backward_kernel_columns(shape, x, delta, &mut gradient));
}

/// Each weight's gradient is the product of two columns, summed over their lanes; four such sums are made together.
#[inline(never)]
fn backward_kernel_columns<const N: usize>(shape: Shape, x: &[F32x4], delta: &[F32x4], gradient: &mut Gradient)
where
    [F32x4; N]: Column,
{
    let Shape { inputs, units, .. } = shape;
    let (x, delta) = (x[..inputs * N].as_chunks::<N>().0, delta[..units * N].as_chunks::<N>().0);
    let Gradient { kernel, bias, begin } = gradient;
    let begin = *begin;
    let (quads, rest) = delta.as_chunks::<LANES>();
    let mut unit = 0;
    for [d0, d1, d2, d3] in quads {
        let mut at = unit;
        for x in x {
            F32x4::sums([d0.dot(x), d1.dot(x), d2.dot(x), d3.dot(x)]).accumulate(begin, kernel, at);
            at += units;
        }
        F32x4::sums([d0.total(), d1.total(), d2.total(), d3.total()]).accumulate(begin, bias, unit);
        unit += LANES;
    }
    // The remaining (fewer than four) units, in blocks of four inputs instead.
    let (blocks, others) = x.as_chunks::<LANES>();
    for delta in rest {
        let mut at = unit;
        for [x0, x1, x2, x3] in blocks {
            let sums = F32x4::sums([x0.dot(delta), x1.dot(delta), x2.dot(delta), x3.dot(delta)]);
            let [sum0, sum1, sum2, sum3] = sums.to_array();
            accumulate(begin, kernel, at, sum0);
            accumulate(begin, kernel, at + units, sum1);
            accumulate(begin, kernel, at + 2 * units, sum2);
            accumulate(begin, kernel, at + 3 * units, sum3);
            at += 4 * units;
        }
        for x in others {
            accumulate(begin, kernel, at, x.dot(delta).sum());
            at += units;
        }
        accumulate(begin, bias, unit, delta.total().sum());
        unit += 1;
    }
}

/// Adds to a value, or sets it.
#[inline(always)]
fn accumulate(begin: bool, places: &mut [f32], at: usize, sum: f32) {
    if let Some(place) = places.get_mut(at) {
        *place = if begin { sum } else { *place + sum };
    }
}
