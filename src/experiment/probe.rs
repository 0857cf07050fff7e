//! Inspecting a network: every unit's values over the picture, and the state of a single weight.

use super::{Experiment, MAX_RESOLUTION};
use crate::nn::{Parameter, Rows};
use value::{Bounds, Error, Reason, Result, filled};

/// The most values of one call: 64 MB.
pub const MAX_VALUES: usize = 1 << 24;

/// The outputs of layers for some points.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerValues {
    /// One layer after the other, each [points, units] row-major. What overflows is infinite or NaN.
    pub values: Vec<f32>,
    /// Where each layer's values lie.
    pub layers: Vec<LayerSpan>,
    /// The number of points.
    pub points: usize,
}

/// Where the values of a layer lie among those of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerSpan {
    /// Its number, from 0 for the first hidden layer.
    pub layer: usize,
    /// Its units.
    pub units: usize,
    /// Where its values begin: unit u at point p is number `start + p * units + u`.
    pub start: usize,
}

/// A weight or a bias, its gradient and its optimizer slots before the next update.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterState {
    /// Its value.
    pub value: f32,
    /// ∂L/∂w of the next mini-batch, regularization included, before any clipping. It may be infinite or NaN.
    pub gradient: f32,
    /// Its optimizer slots: the symbols of the formula (`m`, `v`, …) and their values.
    pub slots: Vec<(&'static str, f32)>,
}

impl Experiment {
    /// The outputs of every unit of these layers over the picture, from one forward pass: at the centres of `columns` × `rows`
    /// equal parts of the [plane](Self::plane), row by row from the top, as in [`heat_map`](Self::heat_map). `None` means all layers. (Of
    /// data with one coordinate all rows are alike: one is enough.)
    ///
    /// # Errors
    /// For more than [`MAX_RESOLUTION`] columns or rows, for more than [`MAX_VALUES`] values, and where there is no such layer.
    pub fn values_on_grid(&self, columns: usize, rows: usize, layer: Option<usize>) -> Result<LayerValues> {
        let (points, inputs) = self.grid(columns, rows)?;
        self.values_of(&points, inputs, layer)
    }

    /// The outputs of every unit of these layers for points, [points, inputs] in the raw columns of the [data](Self::data).
    ///
    /// # Errors
    /// Where the points are not whole rows of finite numbers, for more than [`MAX_VALUES`] values, and where there is no such layer.
    pub fn values(&self, points: &[f32], layer: Option<usize>) -> Result<LayerValues> {
        self.values_of(points, self.data.inputs, layer)
    }

    fn values_of(&self, points: &[f32], inputs: usize, layer: Option<usize>) -> Result<LayerValues> {
        let all = self.network.layers();
        let layers = layer.map_or(0..all.len(), |layer| layer..layer.saturating_add(1));
        let count = points.len() / inputs.max(1);
        let (mut spans, mut start) = (Vec::new(), 0usize);
        for (layer, place) in all.iter().enumerate().filter(|(layer, _)| layers.contains(layer)) {
            spans.push(LayerSpan { layer, units: place.units, start });
            start = start.saturating_add(count.saturating_mul(place.units));
        }
        if start > MAX_VALUES {
            return Err(Error::data("points", Reason::count(start, "values", 1, MAX_VALUES)));
        }
        let x = self.inputs.of(points, inputs)?;
        Ok(LayerValues { values: self.network.layer_outputs(&x, layers)?, layers: spans, points: count })
    }

    /// The points at which the network is evaluated for a picture of the plane, [rows · columns, inputs], and how many numbers a point
    /// has: the centres of equal parts, row by row from the top, the columns that are no axes held at their value. (Of data with one
    /// input a point has a second number, that nothing depends on.)
    pub(super) fn grid(&self, columns: usize, rows: usize) -> Result<(Vec<f32>, usize)> {
        check("columns", columns, MAX_RESOLUTION)?;
        check("rows", rows, MAX_RESOLUTION)?;
        let [across, up] = self.plane.axes;
        let (x, y) = (centers(self.data.range(across), columns), centers(self.data.range(up), rows));
        let inputs = self.data.inputs.max(2);
        let out_of_memory = || Reason::OutOfMemory { what: format!("{rows} × {columns} points") };
        let points = filled(0.0, rows * columns * inputs);
        let mut points = points.ok_or_else(|| Error::config("columns", out_of_memory()))?;
        let places = y.iter().rev().flat_map(|y| x.iter().map(move |x| (x, y)));
        for (point, (x, y)) in points.chunks_exact_mut(inputs).zip(places) {
            if inputs > 2 {
                point.copy_from_slice(&self.plane.held);
            }
            (point[across], point[up]) = (*x, *y);
        }
        Ok((points, inputs))
    }

    /// The rows of the next mini-batch among those for training, in order.
    pub fn coming_batch(&self) -> Vec<u32> {
        self.batches.clone().peek(self.settings.batch_size).to_vec()
    }

    /// The loss of each example of the next mini-batch by itself, without regularization.
    ///
    /// # Errors
    /// Where memory is exhausted.
    pub fn coming_losses(&self) -> Result<Vec<f64>> {
        self.network.losses(self.network.examples(&self.x, &self.data.y)?, &self.coming_batch())
    }

    /// What the network answers to all points, those for training first: [rows, outputs] row-major. What overflows is infinite or NaN.
    ///
    /// # Errors
    /// Where memory is exhausted.
    pub fn outputs(&self) -> Result<Vec<f32>> {
        self.network.outputs(&self.x)
    }

    /// The loss of one point, counted as in [`outputs`](Self::outputs): without regularization, which belongs to the weights.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where there is no such row.
    pub fn loss_of(&self, row: u32) -> Result<f64> {
        let examples = self.network.examples(&self.x, &self.data.y)?;
        Ok(self.network.losses(examples, &[row])?.first().copied().unwrap_or(f64::NAN))
    }

    /// The gradient of the next mini-batch, in the order of [`parameters`](crate::nn::Network::parameters): regularization included,
    /// before any clipping. It may be infinite or NaN.
    ///
    /// # Errors
    /// Where memory is exhausted.
    pub fn coming_gradients(&self) -> Result<Vec<f32>> {
        let examples = self.network.examples(&self.x, &self.data.y)?;
        self.network.gradients_of(examples, Rows::Picked(&self.coming_batch()))
    }

    /// A weight or a bias, its gradient and its optimizer slots before the next update.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](value::ErrorKind::Config) where the network does not have it.
    pub fn parameter(&self, parameter: Parameter) -> Result<ParameterState> {
        let index = self.index_of(parameter)?;
        let gradients = self.coming_gradients()?;
        let [value, gradient] = [self.network.parameters(), &gradients].map(|list| list[index]);
        Ok(ParameterState { value, gradient, slots: self.network.slots_of(index) })
    }
}

/// The centres of `count` equal parts of a range.
fn centers([low, high]: [f64; 2], count: usize) -> Vec<f32> {
    (0..count).map(|at| (low + (high - low) * (at as f64 + 0.5) / count as f64) as f32).collect()
}

/// Refuses a resolution that is 0 or too large.
pub(super) fn check(name: &str, count: usize, most: usize) -> Result<()> {
    let checked = Bounds::whole(1, most as u64).check(count as f64);
    checked.map(|_| ()).map_err(|reason| Error::config(name, reason))
}
