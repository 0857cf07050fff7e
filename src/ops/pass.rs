//! Forward and backward through the whole network, a tile of examples at a time.

mod descend;

use crate::{
    Activation, LayerLayout, Loss,
    kernels::{self, Gradient, MOST_REGISTERS},
    loss::Outputs,
    simd::{F32x4, LANES},
    single,
};
use std::ops::Range;
use value::filled;

/// Examples in a tile: the capacity of a column of registers.
pub const TILE: usize = MOST_REGISTERS * LANES;

/// So few examples take less time one by one, with their lanes over units, …
const FEW: usize = 3;
/// … in networks of so many parameters and more, as two layers of 32 units have them. (Smaller ones spend their time on what each
/// example costs besides.) A single example does in all.
const MANY: usize = 1000;

/// Inputs with their targets: at least one row, and as many rows of targets as of inputs.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a> {
    /// [rows, inputs] row-major.
    x: &'a [f32],
    /// [rows, targets] row-major.
    y: &'a [f32],
    inputs: usize,
    targets: usize,
    rows: usize,
}

impl<'a> Examples<'a> {
    /// The examples `x` [rows, inputs] with the targets `y` [rows, targets], both row-major. `None` unless both are the same
    /// number of whole rows, at least one. Values are not checked: one that is not finite gives such a loss.
    pub fn new(x: &'a [f32], y: &'a [f32], inputs: usize, targets: usize) -> Option<Self> {
        let rows = x.len().checked_div(inputs)?;
        let fits = |values: &[f32], width: usize| rows.checked_mul(width) == Some(values.len());
        (rows > 0 && targets > 0 && fits(x, inputs) && fits(y, targets)).then_some(Self { x, y, inputs, targets, rows })
    }

    /// How many there are, at least 1.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Values in a row of inputs, at least 1.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Values in a row of targets, at least 1.
    pub fn targets(&self) -> usize {
        self.targets
    }

    /// Whether all of these rows exist.
    pub fn have(&self, rows: Rows) -> bool {
        match rows {
            Rows::Picked(rows) => rows.iter().all(|row| (*row as usize) < self.rows),
            Rows::First(rows) => rows <= self.rows,
        }
    }
}

/// Which rows to take.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// These, in this order.
    Picked(&'a [u32]),
    /// All from the first up to this number.
    First(usize),
}

impl Rows<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Picked(rows) => rows.len(),
            Self::First(rows) => *rows,
        }
    }

    /// The number of a row, by its place among them.
    pub fn get(&self, at: usize) -> usize {
        match self {
            Self::Picked(rows) => rows[at] as usize,
            Self::First(_) => at,
        }
    }
}

/// The sums over some examples.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    /// Of their losses, without regularization.
    pub loss: f64,
    /// The number of those classified correctly.
    pub correct: f64,
}

/// One layer: where its weights are, and its values for a tile, [units] of columns each.
#[derive(Debug, Clone)]
struct Layer {
    place: LayerLayout,
    activation: Activation,
    z: Vec<F32x4>,
    a: Vec<F32x4>,
    /// ∂L/∂a, then ∂L/∂z.
    delta: Vec<F32x4>,
}

/// The layers of a network with the memory of a pass through them, made once: nothing is allocated while a network
/// trains.
#[derive(Debug, Clone)]
pub struct Pass {
    loss: Loss,
    inputs: usize,
    /// Whether all hidden layers are elementwise, as [`single`](crate::single) needs them.
    is_elementwise: bool,
    x: Vec<F32x4>,
    y: Vec<F32x4>,
    layers: Vec<Layer>,
}

/// What the lanes of a register run over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lanes {
    /// The examples of a tile, in columns.
    Examples,
    /// The units of a layer, for a single example. Only the outputs of the last layer are columns, as a loss takes them.
    Units,
}

/// Some of the examples that a pass goes through.
#[derive(Clone, Copy)]
struct Tile<'a> {
    rows: Rows<'a>,
    /// Number of the first one …
    from: usize,
    /// … and how many there are, at most [`TILE`].
    count: usize,
}

impl<'a> Tile<'a> {
    /// All tiles of these rows, of so many examples each, but for the last one.
    fn all(rows: Rows<'a>, size: usize) -> impl Iterator<Item = Self> {
        let at = move |from: usize| {
            let left = rows.count().saturating_sub(from);
            (left > 0).then_some(Self { rows, from, count: size.min(left) })
        };
        std::iter::successors(at(0), move |tile| at(tile.from + size))
    }

    /// Of this row alone.
    fn one(row: usize) -> Self {
        Self { rows: Rows::First(row + 1), from: row, count: 1 }
    }

    /// Registers in a column.
    fn registers(self) -> usize {
        self.count.div_ceil(LANES)
    }

    /// Copies these examples of `data` [examples, width] into columns, [width]. Surplus lanes repeat the last example.
    fn gather(self, data: &[f32], width: usize, out: &mut [F32x4]) {
        match width {
            1 => self.gather_few::<1>(data, out),
            2 => self.gather_few::<2>(data, out),
            _ => self.gather_many(data, width, out),
        }
    }

    /// The number of an example's row, the last one's for surplus lanes.
    #[inline(always)]
    fn row(self, lane: usize) -> usize {
        self.rows.get(self.from + lane.min(self.count - 1))
    }

    /// [`gather`](Self::gather) without a loop over the width.
    #[inline(never)]
    fn gather_few<const W: usize>(self, data: &[f32], out: &mut [F32x4]) {
        let (data, registers) = (data.as_chunks::<W>().0, self.registers());
        for register in 0..registers {
            let lane = register * LANES;
            let (a, b) = (data[self.row(lane)], data[self.row(lane + 1)]);
            let (c, d) = (data[self.row(lane + 2)], data[self.row(lane + 3)]);
            for column in 0..W {
                out[column * registers + register] = F32x4::from_lanes(a[column], b[column], c[column], d[column]);
            }
        }
    }

    #[inline(never)]
    fn gather_many(self, data: &[f32], width: usize, out: &mut [F32x4]) {
        let registers = self.registers();
        let example = |lane: usize| &data[self.row(lane) * width..][..width];
        for register in 0..registers {
            let lane = register * LANES;
            let (a, b, c, d) = (example(lane), example(lane + 1), example(lane + 2), example(lane + 3));
            for column in 0..width {
                out[column * registers + register] = F32x4::from_lanes(a[column], b[column], c[column], d[column]);
            }
        }
    }

    /// The other way round: columns [width] into `out` [count, width].
    #[inline(never)]
    fn scatter(self, values: &[F32x4], width: usize, out: &mut [f32]) {
        let registers = self.registers();
        for register in 0..registers {
            for column in 0..width {
                let mut at = register * LANES * width + column;
                for value in values[column * registers + register].to_array() {
                    // Surplus lanes are not written.
                    if let Some(place) = out.get_mut(at) {
                        *place = value;
                    }
                    at += width;
                }
            }
        }
    }

    /// 1 for each example and 0 in surplus lanes: a column of weights.
    fn weights(self) -> [F32x4; MOST_REGISTERS] {
        let one = F32x4::splat(1.0);
        let mut weights = [one, one, one, one];
        let last = self.registers() - 1;
        weights[last] = F32x4::first(self.count - last * LANES);
        weights
    }
}

impl Pass {
    /// Through these layers, one after the other, to this loss; `None` where they do not fit in memory.
    pub fn new(loss: Loss, layers: impl Iterator<Item = (LayerLayout, Activation)>) -> Option<Self> {
        let columns = |width: usize| filled(F32x4::ZERO, width.checked_mul(MOST_REGISTERS)?);
        let layer = |(place, activation): (LayerLayout, Activation)| {
            let (z, a, delta) = (columns(place.units)?, columns(place.units)?, columns(place.units)?);
            Some(Layer { place, activation, z, a, delta })
        };
        let layers: Vec<Layer> = layers.map(layer).collect::<Option<_>>()?;
        let inputs = layers.first().map_or(0, |layer| layer.place.inputs);
        let outputs = layers.last().map_or(0, |layer| layer.place.units);
        let is_elementwise = layers.iter().rev().skip(1).all(|layer| layer.activation != Activation::Softmax);
        let (x, y) = (columns(inputs)?, columns(loss.targets(outputs))?);
        Some(Self { loss, inputs, is_elementwise, x, y, layers })
    }

    /// Forward through all layers.
    #[inline(never)]
    fn forward(&mut self, parameters: &[f32], x: &[f32], tile: Tile, lanes: Lanes) {
        let registers = tile.registers();
        match lanes {
            Lanes::Examples => tile.gather(x, self.inputs, &mut self.x),
            Lanes::Units => single::load(&x[tile.row(0) * self.inputs..][..self.inputs], &mut self.x),
        }
        let mut input = &self.x;
        let mut left = self.layers.len();
        for Layer { place, activation, z, a, .. } in &mut self.layers {
            left -= 1;
            let used = match lanes {
                Lanes::Examples => {
                    let (kernel, bias) = place.split(parameters);
                    kernels::forward(place.shape(registers), kernel, bias, input, z);
                    registers * place.units
                }
                Lanes::Units if left == 0 && place.units > 1 => {
                    single::forward(place, parameters, input, a);
                    single::spread(&a[..single::registers(place.units)], &mut z[..place.units]);
                    place.units
                }
                Lanes::Units => {
                    single::forward(place, parameters, input, z);
                    single::registers(place.units)
                }
            };
            activation.forward(registers, &z[..used], &mut a[..used]);
            input = a;
        }
    }

    /// The linear map of these rows' targets, as the loss has it.
    #[inline(always)]
    fn target_map(&self, data: Examples, rows: impl Iterator<Item = usize>) -> Option<(f32, f32)> {
        self.loss.target_map(rows.flat_map(|row| data.y[row * data.targets..][..data.targets].iter().copied()))
    }

    /// The losses of a tile that has gone [`forward`](Self::forward). With a `share`, ∂L/∂z of the last layer is made, too, each
    /// example's times it.
    #[inline(always)]
    fn losses(
        &mut self,
        data: Examples,
        tile: Tile,
        map: Option<(f32, f32)>,
        share: Option<f32>,
        count_correct: bool,
    ) -> Sums {
        tile.gather(data.y, data.targets, &mut self.y);
        if let Some((factor, term)) = map {
            for y in &mut self.y {
                *y = F32x4::splat(factor) * *y + F32x4::splat(term);
            }
        }
        let Some(Layer { place, activation, z, a, delta }) = self.layers.last_mut() else { return Sums::default() };
        let registers = tile.registers();
        let (used, weights) = (registers * place.units, tile.weights());
        let out = Outputs {
            activation: *activation,
            units: place.units,
            z: &z[..used],
            a: &a[..used],
            y: &self.y[..registers * data.targets],
            weights: &weights[..registers],
        };
        let delta = share.map(|_| &mut delta[..used]);
        let loss = self.loss.value_and_gradient(&out, share.unwrap_or_default(), delta);
        let correct = if count_correct { self.loss.correct(&out) } else { 0.0 };
        Sums { loss: loss.into(), correct: correct.into() }
    }

    /// The outputs of `rows` rows of `x` [rows, inputs], written to `out` [rows, outputs], both row-major. `parameters` are
    /// those of all layers.
    ///
    /// # Panics
    /// Where one of them is shorter.
    pub fn predict(&mut self, parameters: &[f32], x: &[f32], rows: usize, out: &mut [f32]) {
        for tile in Tile::all(Rows::First(rows), TILE) {
            self.forward(parameters, x, tile, Lanes::Examples);
            let Some(Layer { place, a, .. }) = self.layers.last() else { return };
            let from = tile.from * place.units;
            tile.scatter(a, place.units, &mut out[from..from + tile.count * place.units]);
        }
    }

    /// What the layers of these numbers give for `rows` rows of `x` [rows, inputs], written to `out` one layer after the other,
    /// each [rows, units], all row-major. `parameters` are those of all layers.
    ///
    /// # Panics
    /// Where one of the slices is shorter, or there is no such layer.
    pub fn predict_layers(
        &mut self,
        parameters: &[f32],
        x: &[f32],
        rows: usize,
        layers: Range<usize>,
        out: &mut [f32],
    ) {
        for tile in Tile::all(Rows::First(rows), TILE) {
            self.forward(parameters, x, tile, Lanes::Examples);
            let mut begin = 0;
            for Layer { place, a, .. } in &self.layers[layers.clone()] {
                let from = begin + tile.from * place.units;
                tile.scatter(a, place.units, &mut out[from..from + tile.count * place.units]);
                begin += rows * place.units;
            }
        }
    }

    /// The loss of the rows and, if `gradients` are wanted, the gradient of its mean, written to them.
    /// With `count_correct` the correctly classified examples are counted, too. `parameters` and `gradients` are those of
    /// all layers.
    ///
    /// # Panics
    /// Where one of them is shorter, or a picked row does not exist.
    pub fn run(
        &mut self,
        parameters: &[f32],
        data: Examples,
        rows: Rows,
        mut gradients: Option<&mut [f32]>,
        count_correct: bool,
    ) -> Sums {
        let wants_gradients = gradients.is_some();
        let few = if parameters.len() < MANY { 1 } else { FEW };
        let one_by_one = wants_gradients && rows.count() <= few && self.is_elementwise;
        let (lanes, size) = if one_by_one { (Lanes::Units, 1) } else { (Lanes::Examples, TILE) };
        let map = self.target_map(data, (0..rows.count()).map(|at| rows.get(at)));
        let share = wants_gradients.then_some(1.0 / rows.count() as f32);
        let mut sums = Sums::default();
        for tile in Tile::all(rows, size) {
            self.forward(parameters, data.x, tile, lanes);
            let Sums { loss, correct } = self.losses(data, tile, map, share, count_correct);
            sums = Sums { loss: sums.loss + loss, correct: sums.correct + correct };
            match (gradients.as_deref_mut(), lanes) {
                (Some(gradients), Lanes::Examples) => {
                    self.backward(parameters, tile.registers(), tile.from == 0, gradients);
                }
                (Some(gradients), Lanes::Units) => self.gradient_single(parameters, tile.from == 0, gradients),
                (None, _) => {}
            }
        }
        sums
    }

    /// From the deltas of the last layer back to the first one. Adds each layer's part to `gradients`, or sets it if the tile
    /// `begin`s the sum.
    #[inline(never)]
    fn backward(&mut self, parameters: &[f32], registers: usize, begin: bool, gradients: &mut [f32]) {
        let mut layers = &mut self.layers[..];
        while let Some((Layer { place, delta, .. }, before)) = layers.split_last_mut() {
            let shape = place.shape(registers);
            let input = before.last().map_or(&self.x, |layer| &layer.a);
            let (kernel, bias) = place.split_mut(gradients);
            kernels::backward_kernel(shape, input, delta, Gradient { kernel, bias, begin });
            if let Some(Layer { activation, z, a, delta: previous, .. }) = before.last_mut() {
                kernels::backward_input(shape, place.split(parameters).0, delta, previous);
                let used = registers * place.inputs;
                activation.backward(registers, &z[..used], &a[..used], &mut previous[..used]);
            }
            layers = before;
        }
    }
}
