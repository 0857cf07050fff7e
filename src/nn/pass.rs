//! Forward and backward through the whole network, a tile of examples at a time.

use super::{
    config::NetworkConfig,
    kernels::{self, Workspace, stride},
    layout::LayerLayout,
    loss::Outputs,
    simd::{F32x4, LANES},
};

/// Examples that go through the network together: enough to use each weight often once it is at hand, few enough that
/// the values of a layer stay in the processor's nearer caches.
pub const TILE: usize = 64;

/// Rows of registers that a tile fills.
const ROWS: usize = TILE / LANES;

/// Examples that have been checked: as many rows of targets as of inputs, all of them legal.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a> {
    /// [rows, inputs] row-major.
    pub(super) x: &'a [f32],
    /// [rows, targets] row-major.
    pub(super) y: &'a [f32],
    pub(super) rows: usize,
}

impl<'a> Examples<'a> {
    /// Examples that have been checked before, for the same network.
    pub(crate) fn known(x: &'a [f32], y: &'a [f32], rows: usize) -> Self {
        Self { x, y, rows }
    }

    /// How many there are.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

/// Which rows to take.
#[derive(Clone, Copy)]
pub enum Rows<'a> {
    /// These, in this order.
    Picked(&'a [u32]),
    /// All from the first up to this number.
    First(usize),
}

impl Rows<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Picked(rows) => rows.len(),
            Self::First(rows) => *rows,
        }
    }

    fn get(&self, at: usize) -> usize {
        match self {
            Self::Picked(rows) => rows[at] as usize,
            Self::First(_) => at,
        }
    }
}

/// The sums over some examples.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    /// Of their losses, without penalties.
    pub loss: f64,
    /// Of those that were classified rightly.
    pub correct: f64,
}

/// The values of one layer for a tile: [rows, units] of registers each, a [`stride`] from row to row.
#[derive(Debug, Clone)]
struct Values {
    z: Vec<F32x4>,
    a: Vec<F32x4>,
    /// ∂L/∂a, then ∂L/∂z.
    delta: Vec<F32x4>,
}

/// The memory of a pass, made once: nothing is allocated while a network trains.
#[derive(Debug, Clone)]
pub struct Pass {
    x: Vec<F32x4>,
    y: Vec<F32x4>,
    /// What each example counts, [rows].
    weight: Vec<F32x4>,
    layers: Vec<Values>,
    workspace: Workspace,
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
    /// All tiles of these rows.
    fn all(rows: Rows<'a>) -> impl Iterator<Item = Self> {
        let count = rows.len();
        (0..count).step_by(TILE).map(move |from| Self { rows, from, count: TILE.min(count - from) })
    }

    /// Rows of registers in use.
    fn rows(self) -> usize {
        self.count.div_ceil(LANES)
    }

    /// Copies these examples of `data` [examples, width] into registers, [rows, width]. Surplus lanes repeat the last
    /// example.
    fn gather(self, data: &[f32], width: usize, out: &mut [F32x4]) {
        for row in 0..self.rows() {
            let out = &mut out[row * stride(width)..][..width];
            let [a, b, c, d] = std::array::from_fn(|lane| {
                let at = (row * LANES + lane).min(self.count - 1);
                &data[self.rows.get(self.from + at) * width..][..width]
            });
            for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *out = [*a, *b, *c, *d].into();
            }
        }
    }

    /// The other way round: registers [rows, width] into `out` [count, width].
    fn scatter(self, values: &[F32x4], width: usize, out: &mut [f32]) {
        for (out, values) in out.chunks_mut(width * LANES).zip(values.chunks_exact(stride(width))) {
            for (column, values) in values[..width].iter().enumerate() {
                for (example, value) in out.chunks_exact_mut(width).zip(values.to_array()) {
                    example[column] = value;
                }
            }
        }
    }

    /// `value` for each example, [rows], and 0 in surplus lanes.
    fn weigh(self, value: f32, out: &mut [F32x4]) {
        let whole = self.count / LANES;
        out[..whole].fill(F32x4::splat(value));
        if whole < self.rows() {
            let used = self.count % LANES;
            out[whole] = std::array::from_fn(|lane| if lane < used { value } else { 0.0 }).into();
        }
    }
}

impl Pass {
    /// For networks of this configuration.
    pub fn new(config: &NetworkConfig) -> Self {
        let registers = |width: usize| vec![F32x4::ZERO; ROWS * stride(width)];
        let values = |units| Values { z: registers(units), a: registers(units), delta: registers(units) };
        let widest = config.layers.iter().map(|layer| layer.units).max().unwrap_or_default().max(config.inputs);
        Self {
            x: registers(config.inputs),
            y: registers(config.loss.targets(config.outputs())),
            weight: registers(1),
            layers: config.layers.iter().map(|layer| values(layer.units)).collect(),
            workspace: Workspace::new(widest, ROWS),
        }
    }

    /// Forward through all layers.
    fn forward(&mut self, net: Weights, x: &[f32], tile: Tile) {
        let rows = tile.rows();
        tile.gather(x, net.config.inputs, &mut self.x);
        let mut input = &self.x;
        for ((values, place), layer) in self.layers.iter_mut().zip(net.layers).zip(&net.config.layers) {
            let (shape, used) = (place.shape(rows), rows * stride(place.units));
            kernels::forward(shape, net.kernel(place), net.bias(place), input, &mut values.z, &mut self.workspace);
            layer.activation.forward(place.units, &values.z[..used], &mut values.a[..used]);
            input = &values.a;
        }
    }

    /// The outputs of `rows` rows of `x`, written to `out` [rows, outputs] row-major.
    pub fn predict(&mut self, net: Weights, x: &[f32], rows: usize, out: &mut [f32]) {
        let units = net.config.outputs();
        for tile in Tile::all(Rows::First(rows)) {
            self.forward(net, x, tile);
            let Some(last) = self.layers.last() else { return };
            tile.scatter(&last.a, units, &mut out[tile.from * units..][..tile.count * units]);
        }
    }

    /// The loss of the rows and, if `gradients` are wanted, the gradient of its mean, written to them.
    /// `count_correct` says whether the rightly classified ones are wanted, too.
    pub fn run(
        &mut self,
        net: Weights,
        data: Examples,
        rows: Rows,
        mut gradients: Option<&mut [f32]>,
        count_correct: bool,
    ) -> Sums {
        let loss = net.config.loss;
        let targets = loss.targets(net.config.outputs());
        let map = loss.target_map((0..rows.len()).flat_map(|at| {
            let row = rows.get(at) * targets;
            data.y[row..row + targets].iter().copied()
        }));
        let mut sums = Sums::default();
        for tile in Tile::all(rows) {
            self.forward(net, data.x, tile);
            tile.gather(data.y, targets, &mut self.y);
            if map != (1.0, 0.0) {
                for y in &mut self.y {
                    *y = F32x4::splat(map.0) * *y + F32x4::splat(map.1);
                }
            }
            self.measure(net, tile, count_correct, &mut sums);
            if let Some(gradients) = gradients.as_deref_mut() {
                self.backward(net, tile, 1.0 / rows.len() as f32, gradients);
            }
        }
        sums
    }

    /// Adds the losses of a tile to `sums` and, if wanted, what was classified rightly.
    fn measure(&mut self, net: Weights, tile: Tile, count_correct: bool, sums: &mut Sums) {
        tile.weigh(1.0, &mut self.weight);
        let (out, weight, _) = self.outputs(net, tile);
        sums.loss += f64::from(net.config.loss.value(&out, weight).sum());
        if count_correct {
            sums.correct += f64::from(net.config.loss.correct(&out, weight).sum());
        }
    }

    /// What a loss needs: the outputs with their targets, the weights of the examples, and the place for the deltas.
    fn outputs(&mut self, net: Weights, tile: Tile) -> (Outputs<'_>, &[F32x4], &mut [F32x4]) {
        let (units, rows) = (net.config.outputs(), tile.rows());
        let used = rows * stride(units);
        let activation = net.config.layers.last().map(|layer| layer.activation).unwrap_or_default();
        let (z, a, delta) = match self.layers.last_mut() {
            Some(last) => (&last.z[..used], &last.a[..used], &mut last.delta[..used]),
            None => Default::default(),
        };
        (Outputs { activation, units, z, a, y: &self.y }, &self.weight[..rows], delta)
    }

    /// From the loss of a tile, in which each example weighs so much, back to the first layer. Adds each layer's part to
    /// `gradients`, which begin with the first tile.
    fn backward(&mut self, net: Weights, tile: Tile, weight: f32, gradients: &mut [f32]) {
        let rows = tile.rows();
        tile.weigh(weight, &mut self.weight);
        let (out, weight, delta) = self.outputs(net, tile);
        net.config.loss.gradient(&out, weight, delta);
        for (at, place) in net.layers.iter().enumerate().rev() {
            let shape = place.shape(rows);
            let (before, rest) = self.layers.split_at_mut(at);
            let delta = &rest[0].delta;
            let input = before.last().map_or(&self.x, |values| &values.a);
            let (kernel, bias) = gradients[place.kernel.start..place.bias.end].split_at_mut(place.kernel.len());
            kernels::backward_kernel(shape, input, delta, tile.from == 0, kernel, bias, &mut self.workspace);
            if let Some(Values { z, a, delta: previous }) = before.last_mut() {
                kernels::backward_input(shape, net.kernel(place), delta, previous);
                let (activation, used) = (net.config.layers[at - 1].activation, rows * stride(place.inputs));
                activation.backward(place.inputs, &z[..used], &a[..used], &mut previous[..used]);
            }
        }
    }
}

/// A network as a pass sees it.
#[derive(Clone, Copy)]
pub struct Weights<'a> {
    /// What it is.
    pub config: &'a NetworkConfig,
    /// Where its layers lie.
    pub layers: &'a [LayerLayout],
    /// All weights and biases.
    pub parameters: &'a [f32],
}

impl<'a> Weights<'a> {
    fn kernel(&self, place: &LayerLayout) -> &'a [f32] {
        &self.parameters[place.kernel.clone()]
    }

    fn bias(&self, place: &LayerLayout) -> &'a [f32] {
        &self.parameters[place.bias.clone()]
    }
}
