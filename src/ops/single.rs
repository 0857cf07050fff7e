//! The arithmetic of a dense layer for one example, lanes over the units.
//!
//! [`kernels`](crate::kernels) fill their lanes with examples, so that a single one would leave three of four idle. Here a
//! register holds four units of the same example: a row of the kernel is contiguous, z and ∂L/∂W are sums and multiples of
//! rows, and ∂L/∂x is a row's product with ∂L/∂z. Surplus lanes have no effect: those of ∂L/∂z are 0.
//!
//! z and ∂L/∂W of one example are computed in the order of [`kernels`](crate::kernels), to the same bits. ∂L/∂x is summed lane by lane,
//! the four sums at the end. The gradients of a few examples are added one after the other.
//!
//! Four rows are processed at once, so that what they share is loaded once. A layer of one unit, as most outputs are, has
//! its kernel in one column, which is contiguous, too: its lanes run over the inputs.

use crate::{
    LayerLayout,
    simd::{F32x4, LANES},
};

/// Registers for so many values, four in each.
pub fn registers(values: usize) -> usize {
    values.div_ceil(LANES)
}

/// z = Wᵀx + b. `parameters` and gradients are those of all layers; slices of registers may be longer than needed.
#[inline(never)]
pub fn forward(layer: &LayerLayout, parameters: &[f32], x: &[F32x4], z: &mut [F32x4]) {
    let (inputs, units) = (layer.inputs, layer.units);
    let (kernel, bias) = layer.split(parameters);
    if units == 1 {
        z[0] = forward_one_unit(kernel, bias, x);
        return;
    }
    let z = &mut z[..registers(units)];
    load(bias, z);
    let mut rows = kernel;
    let mut left = inputs;
    for x in x {
        let x = lanes(*x);
        if left < LANES {
            for x in &x[..left] {
                let (row, behind) = rows.split_at(units);
                rows = behind;
                let (fours, rest) = row.as_chunks::<LANES>();
                for (w, z) in fours.iter().zip(&mut *z) {
                    *z = *z + *x * F32x4::from(*w);
                }
                if !rest.is_empty()
                    && let Some(z) = z.last_mut()
                {
                    *z = *z + *x * F32x4::padded(rest);
                }
            }
            return;
        }
        let (row0, behind) = rows.split_at(units);
        let (row1, behind) = behind.split_at(units);
        let (row2, behind) = behind.split_at(units);
        let (row3, behind) = behind.split_at(units);
        rows = behind;
        left -= LANES;
        let ((row0, rest0), (row1, rest1)) = (row0.as_chunks::<LANES>(), row1.as_chunks::<LANES>());
        let ((row2, rest2), (row3, rest3)) = (row2.as_chunks::<LANES>(), row3.as_chunks::<LANES>());
        let [x0, x1, x2, x3] = x;
        for ((((w0, w1), w2), w3), z) in row0.iter().zip(row1).zip(row2).zip(row3).zip(&mut *z) {
            let (w0, w1, w2, w3) = (F32x4::from(*w0), F32x4::from(*w1), F32x4::from(*w2), F32x4::from(*w3));
            *z = *z + x0 * w0 + x1 * w1 + x2 * w2 + x3 * w3;
        }
        if !rest0.is_empty()
            && let Some(z) = z.last_mut()
        {
            let (w0, w1) = (F32x4::padded(rest0), F32x4::padded(rest1));
            let (w2, w3) = (F32x4::padded(rest2), F32x4::padded(rest3));
            *z = *z + x0 * w0 + x1 * w1 + x2 * w2 + x3 * w3;
        }
    }
}

/// [`forward`] of a layer of one unit: the products in lanes, their sum one after the other, in every lane of the result.
#[inline(always)]
fn forward_one_unit(kernel: &[f32], bias: &[f32], x: &[F32x4]) -> F32x4 {
    let mut sum = bias.first().copied().unwrap_or_default();
    let (fours, rest) = kernel.as_chunks::<LANES>();
    for (w, x) in fours.iter().zip(x) {
        let [a, b, c, d] = (*x * F32x4::from(*w)).to_array();
        sum = sum + a + b + c + d;
    }
    if let Some(x) = x.get(fours.len()) {
        let products = (*x * F32x4::padded(rest)).to_array();
        sum = products[..rest.len()].iter().fold(sum, |sum, product| sum + product);
    }
    F32x4::splat(sum)
}

/// Weights, and the place of what becomes of their gradient: the weights themselves, or something as long.
pub trait Weights: Sized {
    /// Four weights of them.
    type Four: Cell;
    /// The first `at`, and those behind.
    fn split(self, at: usize) -> (Self, Self);
    /// All that are in whole registers, and fewer than four behind.
    fn fours(self) -> (impl Iterator<Item = Self::Four>, impl Cell);
}

/// Up to four [`Weights`]. Where there are fewer, the other lanes are 0 and are not written.
pub trait Cell {
    /// Whether there are none.
    fn is_empty(&self) -> bool;
    /// Replaces what is in their place, by `new` of the weights and of what is there.
    fn replace(self, new: impl FnOnce(F32x4, F32x4) -> F32x4);
}

impl<'a> Weights for &'a mut [f32] {
    type Four = &'a mut [f32; LANES];

    #[inline(always)]
    fn split(self, at: usize) -> (Self, Self) {
        self.split_at_mut(at)
    }

    #[inline(always)]
    fn fours(self) -> (impl Iterator<Item = Self::Four>, impl Cell) {
        let (fours, rest) = self.as_chunks_mut::<LANES>();
        (fours.iter_mut(), rest)
    }
}

impl Cell for &mut [f32; LANES] {
    #[inline(always)]
    fn is_empty(&self) -> bool {
        false
    }

    #[inline(always)]
    fn replace(self, new: impl FnOnce(F32x4, F32x4) -> F32x4) {
        let weights = F32x4::from(*self);
        *self = new(weights, weights).to_array();
    }
}

impl Cell for &mut [f32] {
    #[inline(always)]
    fn is_empty(&self) -> bool {
        <[f32]>::is_empty(self)
    }

    #[inline(always)]
    fn replace(self, new: impl FnOnce(F32x4, F32x4) -> F32x4) {
        let weights = F32x4::padded(self);
        new(weights, weights).store_prefix(self);
    }
}

/// Weights, and a place beside them.
impl<'a> Weights for (&'a [f32], &'a mut [f32]) {
    type Four = (&'a [f32; LANES], &'a mut [f32; LANES]);

    #[inline(always)]
    fn split(self, at: usize) -> (Self, Self) {
        let ((weights, behind), (places, places_behind)) = (self.0.split_at(at), self.1.split_at_mut(at));
        ((weights, places), (behind, places_behind))
    }

    #[inline(always)]
    fn fours(self) -> (impl Iterator<Item = Self::Four>, impl Cell) {
        let ((weights, rest), (places, places_rest)) = (self.0.as_chunks(), self.1.as_chunks_mut());
        (weights.iter().zip(places), (rest, places_rest))
    }
}

impl Cell for (&[f32; LANES], &mut [f32; LANES]) {
    #[inline(always)]
    fn is_empty(&self) -> bool {
        false
    }

    #[inline(always)]
    fn replace(self, new: impl FnOnce(F32x4, F32x4) -> F32x4) {
        let weights = F32x4::from(*self.0);
        self.1.replace(|_, place| new(weights, place));
    }
}

impl Cell for (&[f32], &mut [f32]) {
    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline(always)]
    fn replace(self, new: impl FnOnce(F32x4, F32x4) -> F32x4) {
        let weights = F32x4::padded(self.0);
        self.1.replace(|_, place| new(weights, place));
    }
}

/// ∂L/∂x = W ∂L/∂z, written to `dx` (nothing to an empty one), and in the same round of the weights ∂L/∂W = x (∂L/∂z)ᵀ and ∂L/∂b = ∂L/∂z: `change`
/// takes what is in a weight's place and its gradient, and gives what comes there. `delta` is ∂L/∂z.
#[inline(always)]
pub fn backward<W: Weights>(
    LayerLayout { inputs, units, .. }: &LayerLayout,
    kernel: W,
    bias: W,
    x: &[F32x4],
    delta: &[F32x4],
    dx: &mut [F32x4],
    change: impl Fn(F32x4, F32x4) -> F32x4,
) {
    let (inputs, units) = (*inputs, *units);
    let delta = &delta[..registers(units)];
    row(bias, delta, |_, d| d, &change);
    if units == 1 {
        let d = F32x4::splat(delta[0].to_array()[0]);
        let mut dx = dx.iter_mut();
        return row(
            kernel,
            x,
            |w, x| {
                if let Some(dx) = dx.next() {
                    *dx = w * d;
                }
                d * x
            },
            &change,
        );
    }
    let (mut rows, mut dx) = (kernel, dx.iter_mut());
    let mut left = inputs;
    for x in x {
        let (x, dx) = (lanes(*x), dx.next());
        if left < LANES {
            let mut sums = [0.0; LANES];
            for (x, sum) in x[..left].iter().zip(&mut sums) {
                let (first, behind) = rows.split(units);
                rows = behind;
                let mut products = F32x4::ZERO;
                row(
                    first,
                    delta,
                    |w, d| {
                        products = products + w * d;
                        d * *x
                    },
                    &change,
                );
                *sum = products.sum();
            }
            if let Some(dx) = dx {
                *dx = F32x4::from(sums);
            }
            return;
        }
        let [x0, x1, x2, x3] = x;
        let (row0, behind) = rows.split(units);
        let (row1, behind) = behind.split(units);
        let (row2, behind) = behind.split(units);
        let (row3, behind) = behind.split(units);
        rows = behind;
        left -= LANES;
        let ((row0, rest0), (row1, rest1)) = (row0.fours(), row1.fours());
        let ((row2, rest2), (row3, rest3)) = (row2.fours(), row3.fours());
        let zero = F32x4::ZERO;
        let (mut sum0, mut sum1, mut sum2, mut sum3) = (zero, zero, zero, zero);
        for ((((d, w0), w1), w2), w3) in delta.iter().zip(row0).zip(row1).zip(row2).zip(row3) {
            sum0 = step(w0, *d, x0, sum0, &change);
            sum1 = step(w1, *d, x1, sum1, &change);
            sum2 = step(w2, *d, x2, sum2, &change);
            sum3 = step(w3, *d, x3, sum3, &change);
        }
        if !rest0.is_empty()
            && let Some(d) = delta.last()
        {
            sum0 = step(rest0, *d, x0, sum0, &change);
            sum1 = step(rest1, *d, x1, sum1, &change);
            sum2 = step(rest2, *d, x2, sum2, &change);
            sum3 = step(rest3, *d, x3, sum3, &change);
        }
        if let Some(dx) = dx {
            *dx = F32x4::sums([sum0, sum1, sum2, sum3]);
        }
    }
}

/// One register of a row: changes its weights, whose gradient is d·x, and adds their products with d to `sum`.
#[inline(always)]
fn step(w: impl Cell, d: F32x4, x: F32x4, sum: F32x4, change: impl Fn(F32x4, F32x4) -> F32x4) -> F32x4 {
    let mut sum = sum;
    w.replace(|w, old| {
        sum = sum + w * d;
        change(old, d * x)
    });
    sum
}

/// One row: changes its weights by the gradient that `gradient` makes of them and of `values`.
#[inline(always)]
fn row<W: Weights>(
    weights: W,
    values: &[F32x4],
    mut gradient: impl FnMut(F32x4, F32x4) -> F32x4,
    change: impl Fn(F32x4, F32x4) -> F32x4,
) {
    let (fours, rest) = weights.fours();
    let mut values = values.iter();
    for (w, value) in fours.zip(&mut values) {
        w.replace(|w, old| change(old, gradient(w, *value)));
    }
    if !rest.is_empty()
        && let Some(value) = values.next()
    {
        rest.replace(|w, old| change(old, gradient(w, *value)));
    }
}

/// [`backward`] with θ ← θ − η ∂L/∂θ in place, `rate` being η.
#[inline(never)]
pub fn descend(layer: &LayerLayout, parameters: &mut [f32], rate: f32, x: &[F32x4], delta: &[F32x4], dx: &mut [F32x4]) {
    let (kernel, bias) = layer.split_mut(parameters);
    let rate = F32x4::splat(rate);
    backward(layer, kernel, bias, x, delta, dx, |theta, g| theta - rate * g);
}

/// [`backward`] with the gradients written beside the parameters, or added to what is there unless this example `begin`s the sum.
pub fn gradient(
    layer: &LayerLayout,
    parameters: &[f32],
    gradients: &mut [f32],
    begin: bool,
    x: &[F32x4],
    delta: &[F32x4],
    dx: &mut [F32x4],
) {
    if begin {
        change_gradient(layer, parameters, gradients, x, delta, dx, |_, g| g);
    } else {
        change_gradient(layer, parameters, gradients, x, delta, dx, |sum, g| sum + g);
    }
}

#[inline(never)]
fn change_gradient(
    layer: &LayerLayout,
    parameters: &[f32],
    gradients: &mut [f32],
    x: &[F32x4],
    delta: &[F32x4],
    dx: &mut [F32x4],
    change: impl Fn(F32x4, F32x4) -> F32x4,
) {
    let ((kernel, bias), (to_kernel, to_bias)) = (layer.split(parameters), layer.split_mut(gradients));
    backward(layer, (kernel, to_kernel), (bias, to_bias), x, delta, dx, change);
}

/// Loads values; zeros where there are none.
pub fn load(values: &[f32], to: &mut [F32x4]) {
    let (fours, rest) = values.as_chunks::<LANES>();
    if values.is_empty() {
        to.fill(F32x4::ZERO);
    }
    for (to, four) in to.iter_mut().zip(fours) {
        *to = F32x4::from(*four);
    }
    if !rest.is_empty()
        && let Some(to) = to.get_mut(fours.len())
    {
        *to = F32x4::padded(rest);
    }
}

/// A column of one register for each value, in all of its lanes.
pub fn spread(values: &[F32x4], columns: &mut [F32x4]) {
    for (four, columns) in values.iter().zip(columns.chunks_mut(LANES)) {
        for (value, column) in four.to_array().into_iter().zip(columns) {
            *column = F32x4::splat(value);
        }
    }
}

/// The inverse of [`spread`], in place: the first lanes of the columns, four in a register.
pub fn collect(columns: &mut [F32x4]) {
    for at in 0..registers(columns.len()) {
        let first = |lane: usize| columns.get(LANES * at + lane).map_or(0.0, |column| column.to_array()[0]);
        columns[at] = F32x4::from_lanes(first(0), first(1), first(2), first(3));
    }
}

/// The largest value by size, lane by lane, of `values` and `largest`.
#[inline(always)]
pub fn largest(values: &[F32x4], largest: F32x4) -> F32x4 {
    values.iter().fold(largest, |largest, value| largest.max(value.abs()))
}

/// The largest value by size.
pub fn largest_of(values: &[f32]) -> f32 {
    let (fours, rest) = values.as_chunks::<LANES>();
    fours.iter().fold(F32x4::padded(rest), |largest, four| largest.max(F32x4::from(*four).abs())).largest()
}

/// Each lane's value, in all lanes.
#[inline(always)]
fn lanes(x: F32x4) -> [F32x4; LANES] {
    x.to_array().map(F32x4::splat)
}
