//! Forward and backward through the whole network, a tile of examples at a time.

use super::{
    config::NetworkConfig,
    kernels::{self, LANES, Lane},
    layout::LayerLayout,
    loss::{Loss, Outputs},
};

/// Examples that go through the network together: enough to fill the SIMD lanes many times over, few enough that the
/// values of a layer stay in the processor's first cache.
pub const TILE: usize = 64;

/// Groups of lanes in a full tile.
const GROUPS: usize = TILE / LANES;

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

/// The values of one layer for a tile: [groups, units] each.
#[derive(Debug, Clone)]
struct Values {
    z: Vec<Lane>,
    a: Vec<Lane>,
    /// ∂L/∂a, then ∂L/∂z.
    delta: Vec<Lane>,
}

/// The memory of a pass, made once: nothing is allocated while a network trains.
#[derive(Debug, Clone)]
pub struct Pass {
    x: Vec<Lane>,
    y: Vec<Lane>,
    layers: Vec<Values>,
}

impl Pass {
    /// For networks of this configuration.
    pub fn new(config: &NetworkConfig) -> Self {
        let lanes = |units: usize| vec![[0.0; LANES]; GROUPS * units];
        let values = |units| Values { z: lanes(units), a: lanes(units), delta: lanes(units) };
        Self {
            x: lanes(config.inputs),
            y: lanes(config.loss.targets(config.outputs())),
            layers: config.layers.iter().map(|layer| values(layer.units)).collect(),
        }
    }

    /// Forward through all layers for `count` ≤ [`TILE`] rows of `x` [rows, inputs] beginning at number `from`.
    /// Returns the groups of lanes in use.
    fn forward(&mut self, net: Weights, x: &[f32], rows: Rows, from: usize, count: usize) -> usize {
        let groups = count.div_ceil(LANES);
        gather(x, net.config.inputs, rows, from, count, &mut self.x);
        let mut input = &self.x[..groups * net.config.inputs];
        for ((values, place), layer) in self.layers.iter_mut().zip(net.layers).zip(&net.config.layers) {
            let (z, a) = (&mut values.z[..groups * place.units], &mut values.a[..groups * place.units]);
            kernels::forward(net.kernel(place), net.bias(place), place.inputs, place.units, input, z);
            layer.activation.forward(place.units, z, a);
            input = a;
        }
        groups
    }

    /// The outputs of `rows` rows of `x`, written to `out` [rows, outputs] row-major.
    pub fn predict(&mut self, net: Weights, x: &[f32], rows: usize, out: &mut [f32]) {
        let units = net.config.outputs();
        for from in (0..rows).step_by(TILE) {
            let count = TILE.min(rows - from);
            self.forward(net, x, Rows::First(rows), from, count);
            let Some(last) = self.layers.last() else { return };
            let out = &mut out[from * units..(from + count) * units];
            for (at, row) in out.chunks_exact_mut(units).enumerate() {
                let group = &last.a[at / LANES * units..][..units];
                for (out, a) in row.iter_mut().zip(group) {
                    *out = a[at % LANES];
                }
            }
        }
    }

    /// The loss of the rows and, if `gradients` are wanted, the gradient of its mean, added to them.
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
        for from in (0..rows.len()).step_by(TILE) {
            let count = TILE.min(rows.len() - from);
            let groups = self.forward(net, data.x, rows, from, count);
            gather(data.y, targets, rows, from, count, &mut self.y);
            if map != (1.0, 0.0) {
                for y in self.y.as_flattened_mut() {
                    *y = map.0 * *y + map.1;
                }
            }
            let weight = 1.0 / rows.len() as f32;
            self.outputs(net, loss, count, groups, count_correct, &mut sums, gradients.is_some().then_some(weight));
            if let Some(gradients) = gradients.as_deref_mut() {
                self.backward(net, groups, gradients);
            }
        }
        sums
    }

    /// Adds the losses of a tile to `sums` and, with a `weight` for each example, begins the backward pass.
    #[allow(clippy::too_many_arguments, reason = "the inner half of `run`, apart only to be readable")]
    fn outputs(
        &mut self,
        net: Weights,
        loss: Loss,
        count: usize,
        groups: usize,
        count_correct: bool,
        sums: &mut Sums,
        weight: Option<f32>,
    ) {
        let (units, targets) = (net.config.outputs(), loss.targets(net.config.outputs()));
        let (Some(last), Some(layer)) = (self.layers.last_mut(), net.config.layers.last()) else { return };
        for group in 0..groups {
            let range = group * units..(group + 1) * units;
            let out = Outputs { activation: layer.activation, z: &last.z[range.clone()], a: &last.a[range.clone()] };
            let y = &self.y[group * targets..(group + 1) * targets];
            let used = LANES.min(count - group * LANES);
            sums.loss += loss.value(&out, y)[..used].iter().map(|loss| f64::from(*loss)).sum::<f64>();
            if count_correct {
                sums.correct += loss.correct(out.a, y)[..used].iter().map(|right| f64::from(*right)).sum::<f64>();
            }
            if let Some(weight) = weight {
                let weight = std::array::from_fn(|lane| if lane < used { weight } else { 0.0 });
                loss.gradient(&out, y, &weight, &mut last.delta[range]);
            }
        }
    }

    /// From ∂L/∂z of the last layer back to the first, adding each layer's part to `gradients`.
    fn backward(&mut self, net: Weights, groups: usize, gradients: &mut [f32]) {
        for at in (0..net.layers.len()).rev() {
            let place = &net.layers[at];
            let (before, rest) = self.layers.split_at_mut(at);
            let delta = &rest[0].delta[..groups * place.units];
            let input = before.last().map_or(&self.x, |values| &values.a);
            let (kernel, bias) = gradients[place.kernel.start..place.bias.end].split_at_mut(place.kernel.len());
            kernels::backward_kernel(&input[..groups * place.inputs], delta, place.inputs, place.units, kernel, bias);
            if let Some(previous) = before.last_mut() {
                let Values { z, a, delta: previous_delta } = previous;
                let used = groups * place.inputs;
                kernels::backward_input(
                    net.kernel(place),
                    place.inputs,
                    place.units,
                    delta,
                    &mut previous_delta[..used],
                );
                let activation = net.config.layers[at - 1].activation;
                activation.backward(place.inputs, &z[..used], &a[..used], &mut previous_delta[..used]);
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

/// Copies `count` rows of `data` [rows, width] into lanes [groups, width], the rest of the last group filled with 0.
fn gather(data: &[f32], width: usize, rows: Rows, from: usize, count: usize, lanes: &mut [Lane]) {
    for (group, lanes) in lanes.chunks_exact_mut(width).take(count.div_ceil(LANES)).enumerate() {
        for lane in 0..LANES {
            let at = group * LANES + lane;
            if at < count {
                let row = rows.get(from + at) * width;
                for (lanes, value) in lanes.iter_mut().zip(&data[row..row + width]) {
                    lanes[lane] = *value;
                }
            } else {
                for lanes in lanes.iter_mut() {
                    lanes[lane] = 0.0;
                }
            }
        }
    }
}
