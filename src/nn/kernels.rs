//! The arithmetic of a dense layer, on blocks of examples.
//!
//! SIMD runs over the examples, not over the units: networks here have few units, and this fills the lanes from the
//! smallest network to the widest. The values of a layer are [rows, units] of registers: a row holds four examples, a
//! register one unit's values for them. What surplus lanes hold must not matter: their deltas are 0.
//!
//! The kernels work on blocks of outputs, so that what these share is loaded once. A block is as large as the
//! processor's sixteen registers allow; each loop over a block is short enough to stay in them.
//!
//! Sums run in one fixed order and nothing is fused: the same bits on every machine.

use super::simd::{F32x4, LANES};
use std::{array::from_fn, ops::Range};

/// The sizes of a dense layer and of the block of examples it is computed for. Of the slices only the beginnings that
/// these sizes ask for are used.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Values that come in for each example.
    pub inputs: usize,
    /// Values that go out.
    pub units: usize,
    /// Rows of four examples.
    pub rows: usize,
}

/// The distance between rows of so many values. Rows a power of two apart would be in each other's way in the
/// processor's first cache, so the rows of wide layers lie a little further apart.
pub fn stride(width: usize) -> usize {
    if width < 64 { width } else { width + LANES }
}

/// Outputs that are computed together.
const BLOCK: usize = 4;

/// Inputs that are taken together with [`BLOCK`] units for the gradient of their weights.
const PAIR: usize = 2;

/// Memory for what the kernels rearrange so that their inner loops run through it from end to end.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The weights of a block of units.
    columns: Vec<f32>,
    /// Inputs, pair by pair.
    x: Vec<F32x4>,
    /// Deltas, block by block.
    delta: Vec<F32x4>,
}

impl Workspace {
    /// For layers with up to so many inputs and units, and blocks of so many rows.
    pub fn new(width: usize, rows: usize) -> Self {
        let registers = vec![F32x4::ZERO; width * rows];
        Self { columns: vec![0.0; width * BLOCK], x: registers.clone(), delta: registers }
    }
}

/// z = Wᵀx + b. `kernel` is [inputs, units] row-major, `bias` [units] or empty; `x` [rows, inputs], `z` [rows, units].
pub fn forward(shape: Shape, kernel: &[f32], bias: &[f32], x: &[F32x4], z: &mut [F32x4], workspace: &mut Workspace) {
    let mut unit = 0;
    while unit + BLOCK <= shape.units {
        forward_block::<BLOCK>(shape, unit, kernel, bias, x, z, workspace);
        unit += BLOCK;
    }
    for unit in unit..shape.units {
        forward_block::<1>(shape, unit, kernel, bias, x, z, workspace);
    }
}

/// [`forward`] for `U` units from `unit` on.
fn forward_block<const U: usize>(
    shape: Shape,
    unit: usize,
    kernel: &[f32],
    bias: &[f32],
    x: &[F32x4],
    z: &mut [F32x4],
    workspace: &mut Workspace,
) {
    let start = bias.get(unit..).and_then(<[f32]>::first_chunk).copied().unwrap_or([0.0; U]);
    // The columns of the kernel, whose elements lie far apart, are copied together before they are used for all rows.
    let columns = &mut workspace.columns.as_chunks_mut::<U>().0[..shape.inputs];
    let mut at = unit;
    for weights in &mut *columns {
        let Some(row) = kernel.get(at..at + U) else { break };
        weights.copy_from_slice(row);
        at += shape.units;
    }
    let mut row = 0;
    while row + 2 <= shape.rows {
        combine::<U, 2>(shape, unit, columns, start, x, row, z);
        row += 2;
    }
    if row < shape.rows {
        combine::<U, 1>(shape, unit, columns, start, x, row, z);
    }
}

/// start + Σ weights · x for `U` units and `R` rows, written to their places in `z`.
#[inline(always)]
fn combine<const U: usize, const R: usize>(
    shape: Shape,
    unit: usize,
    columns: &[[f32; U]],
    start: [f32; U],
    x: &[F32x4],
    row: usize,
    z: &mut [F32x4],
) {
    let inputs = columns.len();
    let x: [&[F32x4]; R] = from_fn(|r| &x[(row + r) * stride(inputs)..][..inputs]);
    let mut sums = [start.map(F32x4::splat); R];
    for input in 0..inputs {
        let weights = columns[input].map(F32x4::splat);
        for (sums, x) in sums.iter_mut().zip(x) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = *sum + x[input] * weight;
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        z[(row + r) * stride(shape.units) + unit..][..U].copy_from_slice(&sums);
    }
}

/// ∂L/∂x = W ∂L/∂z. Shapes as in [`forward`]: `delta` is ∂L/∂z [rows, units], `dx` [rows, inputs].
pub fn backward_input(shape: Shape, kernel: &[f32], delta: &[F32x4], dx: &mut [F32x4]) {
    let mut input = 0;
    while input + BLOCK <= shape.inputs {
        backward_input_block::<BLOCK>(shape, input, kernel, delta, dx);
        input += BLOCK;
    }
    for input in input..shape.inputs {
        backward_input_block::<1>(shape, input, kernel, delta, dx);
    }
}

/// [`backward_input`] for `I` inputs from `input` on.
fn backward_input_block<const I: usize>(shape: Shape, input: usize, kernel: &[f32], delta: &[F32x4], dx: &mut [F32x4]) {
    let weights: [&[f32]; I] = from_fn(|i| &kernel[(input + i) * shape.units..][..shape.units]);
    let mut row = 0;
    while row + 2 <= shape.rows {
        weigh::<I, 2>(shape, input, weights, delta, row, dx);
        row += 2;
    }
    if row < shape.rows {
        weigh::<I, 1>(shape, input, weights, delta, row, dx);
    }
}

/// Σ weights · delta for `I` inputs and `R` rows, written to their places in `dx`.
#[inline(always)]
fn weigh<const I: usize, const R: usize>(
    shape: Shape,
    input: usize,
    weights: [&[f32]; I],
    delta: &[F32x4],
    row: usize,
    dx: &mut [F32x4],
) {
    let units = shape.units;
    let weights = weights.map(|weights| &weights[..units]);
    let delta: [&[F32x4]; R] = from_fn(|r| &delta[(row + r) * stride(units)..][..units]);
    let mut sums = [[F32x4::ZERO; I]; R];
    for unit in 0..units {
        let weights = weights.map(|weights| F32x4::splat(weights[unit]));
        for (sums, delta) in sums.iter_mut().zip(delta) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = *sum + delta[unit] * weight;
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        dx[(row + r) * stride(shape.inputs) + input..][..I].copy_from_slice(&sums);
    }
}

/// Units whose deltas are used for all inputs before the next ones are: so many that those of a tile stay in the first
/// cache.
const STRIP: usize = 32;

/// ∂L/∂W = x (∂L/∂z)ᵀ and ∂L/∂b = ∂L/∂z, summed over the examples; added to what `kernel` and `bias` (or empty) hold,
/// unless they `begin` with this block.
pub fn backward_kernel(
    shape: Shape,
    x: &[F32x4],
    delta: &[F32x4],
    begin: bool,
    kernel: &mut [f32],
    bias: &mut [f32],
    workspace: &mut Workspace,
) {
    let Shape { inputs, units, rows } = shape;
    let add = Add { begin };
    // One unit: its column of weights is a row as well, and rows are what is fast.
    let (shape, left, right) = match units {
        1 => (Shape { inputs: 1, units: inputs, rows }, delta, x),
        _ => (shape, x, delta),
    };
    match rows {
        1 => correlate_few::<1>(shape, left, right, add, kernel),
        2 => correlate_few::<2>(shape, left, right, add, kernel),
        3 => correlate_few::<3>(shape, left, right, add, kernel),
        _ => correlate_many(shape, left, right, add, kernel, workspace),
    }
    for (unit, bias) in bias.iter_mut().enumerate() {
        add.one(bias, (0..rows).fold(F32x4::ZERO, |sum, row| sum + delta[row * stride(units) + unit]));
    }
}

/// x (∂L/∂z)ᵀ added to `kernel`, for `R` rows: so few that there is no loop over them.
fn correlate_few<const R: usize>(shape: Shape, x: &[F32x4], delta: &[F32x4], add: Add, kernel: &mut [f32]) {
    let Shape { inputs, units, .. } = shape;
    let x: [&[F32x4]; R] = from_fn(|row| &x[row * stride(inputs)..][..inputs]);
    let delta: [&[F32x4]; R] = from_fn(|row| &delta[row * stride(units)..][..units]);
    for (input, gradient) in kernel.chunks_exact_mut(units).take(inputs).enumerate() {
        let x = x.map(|x| x[input]);
        let (blocks, rest) = gradient.as_chunks_mut::<BLOCK>();
        for (block, gradient) in blocks.iter_mut().enumerate() {
            let mut sums = [F32x4::ZERO; BLOCK];
            for (x, delta) in x.into_iter().zip(delta) {
                for (sum, delta) in sums.iter_mut().zip(delta.as_chunks::<BLOCK>().0[block]) {
                    *sum = *sum + x * delta;
                }
            }
            add.four(gradient, sums);
        }
        for (unit, gradient) in (units - rest.len()..).zip(rest) {
            let products = x.into_iter().zip(delta).map(|(x, delta)| x * delta[unit]);
            add.one(gradient, products.fold(F32x4::ZERO, |sum, product| sum + product));
        }
    }
}

/// x (∂L/∂z)ᵀ added to `kernel`, for any number of rows.
fn correlate_many(shape: Shape, x: &[F32x4], delta: &[F32x4], add: Add, kernel: &mut [f32], workspace: &mut Workspace) {
    let Shape { inputs, units, rows } = shape;
    let (pairs, blocks) = (inputs / PAIR * PAIR, units / BLOCK * BLOCK);
    rearrange::<PAIR>(x, inputs, rows, &mut workspace.x);
    rearrange::<BLOCK>(delta, units, rows, &mut workspace.delta);
    for strip in (0..blocks).step_by(STRIP) {
        let strip = strip..blocks.min(strip + STRIP);
        for input in (0..pairs).step_by(PAIR) {
            correlate::<PAIR, BLOCK>(shape, input, strip.clone(), workspace, add, kernel);
        }
        for input in pairs..inputs {
            correlate::<1, BLOCK>(shape, input, strip.clone(), workspace, add, kernel);
        }
    }
    for input in (0..pairs).step_by(PAIR) {
        correlate::<PAIR, 1>(shape, input, blocks..units, workspace, add, kernel);
    }
    for input in pairs..inputs {
        correlate::<1, 1>(shape, input, blocks..units, workspace, add, kernel);
    }
}

/// Copies values [rows, width] to `out` so that those of `C` neighbouring columns follow each other row by row, and then
/// those of the next ones; of what is left at the end column by column.
fn rearrange<const C: usize>(values: &[F32x4], width: usize, rows: usize, out: &mut [F32x4]) {
    for row in 0..rows {
        let (blocks, rest) = values[row * stride(width)..][..width].as_chunks::<C>();
        for (block, values) in blocks.iter().enumerate() {
            out[(block * rows + row) * C..][..C].copy_from_slice(values);
        }
        for (column, value) in rest.iter().enumerate() {
            out[(blocks.len() * C + column) * rows + row] = *value;
        }
    }
}

/// Adds to the gradient of the weights from `I` inputs to the `units`, `U` at a time, x · delta summed over all rows.
#[inline(always)]
fn correlate<const I: usize, const U: usize>(
    shape: Shape,
    input: usize,
    units: Range<usize>,
    workspace: &Workspace,
    add: Add,
    kernel: &mut [f32],
) {
    let (x, _) = workspace.x[input * shape.rows..][..I * shape.rows].as_chunks::<I>();
    for unit in units.step_by(U) {
        let (delta, _) = workspace.delta[unit * shape.rows..][..U * shape.rows].as_chunks::<U>();
        let mut sums = [[F32x4::ZERO; U]; I];
        for (x, delta) in x.iter().zip(delta) {
            for (sums, x) in sums.iter_mut().zip(x) {
                for (sum, delta) in sums.iter_mut().zip(delta) {
                    *sum = *sum + *x * *delta;
                }
            }
        }
        for (i, sums) in sums.into_iter().enumerate() {
            let gradient = &mut kernel[(input + i) * shape.units + unit..];
            match (gradient.first_chunk_mut(), sums.first_chunk()) {
                (Some(place), Some(four)) => add.four(place, *four),
                _ => add.one(&mut gradient[0], sums[0]),
            }
        }
    }
}

/// How the sums over the lanes come into a gradient: added, or as its beginning.
#[derive(Clone, Copy)]
struct Add {
    begin: bool,
}

impl Add {
    #[inline(always)]
    fn one(self, gradient: &mut f32, lanes: F32x4) {
        *gradient = if self.begin { lanes.sum() } else { *gradient + lanes.sum() };
    }

    #[inline(always)]
    fn four(self, gradient: &mut [f32; LANES], lanes: [F32x4; LANES]) {
        let sums = F32x4::sums(lanes);
        *gradient = if self.begin { sums } else { F32x4::from(*gradient) + sums }.to_array();
    }
}
