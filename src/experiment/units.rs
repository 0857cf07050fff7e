//! What each unit answers over the picture, and to the coming mini-batch.

use super::{Experiment, LayerValues};
use crate::{
    data::{Feature, features},
    nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName},
    plot::{
        Theme,
        heat_map::{self, Coloring, Grid, Pixel, Ramp},
    },
};
use value::{Choice, Error, Reason, Result, filled};

/// The number of points of the curve of an activation.
const CURVE_POINTS: usize = 65;

/// The least range of z that the curve of an activation has, to both sides of 0.
const LEAST_RANGE: f32 = 4.0;

/// What has a picture. All is numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// One of the features that the data [offers](Experiment::offered), whether the network takes it or not.
    Feature(usize),
    /// A unit of a layer.
    Unit {
        /// The first hidden layer is 0.
        layer: usize,
        /// Among the units of the layer.
        unit: usize,
    },
}

/// The pictures of features and units, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub enum UnitPictures {
    /// Of data with two coordinates or more: RGBA, [pictures, samples, samples, 4], row by row from the top.
    Tiles(Vec<u8>),
    /// Of data with one: [pictures, samples] from left to right, where −1 and 1 have the fullest colours and 0 none.
    Curves(Vec<f32>),
}

/// How a unit answers to the coming mini-batch.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitState {
    /// z = Σ w·x + b of each example, in the order of [`coming_batch`](Experiment::coming_batch).
    pub z: Vec<f32>,
    /// a = g(z) of each example.
    pub a: Vec<f32>,
    /// The z of the curve of g: from left to right, with 0 in the middle; empty for softmax, which takes all units of a layer.
    pub curve_z: Vec<f32>,
    /// g at these.
    pub curve_a: Vec<f32>,
}

impl Experiment {
    /// The features that this data has, whether the network takes them or not.
    pub fn offered(&self) -> Vec<Feature> {
        Feature::all().filter(|feature| feature.fits(self.data.inputs)).collect()
    }

    /// The pictures of all features that the data [offers](Self::offered), and of the first `shown[layer]` units of each layer (of all
    /// where that is more, or missing), from one forward pass at `samples` × `samples` points. A positive value has the colour of
    /// class 1, a negative one that of class 0. What has no bounds is scaled by its largest absolute value over the picture (of a hidden
    /// unit by 1 at least), a column of a table by its range. Outputs are coloured as in [`heat_map`](Self::heat_map), the probability of a class by the colour of the class.
    ///
    /// # Errors
    /// As for [`values_on_grid`](Self::values_on_grid).
    pub fn unit_pictures(&self, samples: usize, theme: Theme, shown: &[usize]) -> Result<UnitPictures> {
        let rows = if self.data.inputs == 1 { 1 } else { samples };
        let (offered, inputs) = self.feature_values(samples, rows)?;
        let LayerValues { values, layers, points } = self.values_on_grid(samples, rows, None)?;
        let counts = layers.iter().enumerate().map(|(at, span)| span.units.min(*shown.get(at).unwrap_or(&usize::MAX)));
        let sources = (0..offered).map(|at| (Source::Feature(at), &inputs[at..], offered));
        let units = layers.iter().zip(counts).flat_map(|(span, count)| {
            let values = &values;
            (0..count)
                .map(move |unit| (Source::Unit { layer: span.layer, unit }, &values[span.start + unit..], span.units))
        });
        let sources: Vec<_> = sources.chain(units).collect();
        let out_of_memory =
            || Error::config("samples", Reason::OutOfMemory { what: format!("{samples} × {samples} points") });
        let mut one = filled(0.0, points).ok_or_else(out_of_memory)?;
        let ramp = Ramp::new(theme, [theme.map(0), theme.map(1)]);
        if self.data.inputs == 1 {
            let mut curves = filled(0.0, points * sources.len()).ok_or_else(out_of_memory)?;
            for ((source, values, stride), curve) in sources.iter().zip(curves.chunks_exact_mut(points)) {
                pick(values, *stride, &mut one);
                let ramp = self.ramp(*source, ramp, theme, &one);
                for (place, value) in curve.iter_mut().zip(&one) {
                    *place = ramp.place(*value);
                }
            }
            return Ok(UnitPictures::Curves(curves));
        }
        let mut tiles: Vec<Pixel> = filled([0; 4], points * sources.len()).ok_or_else(out_of_memory)?;
        for ((source, values, stride), tile) in sources.iter().zip(tiles.chunks_exact_mut(points)) {
            pick(values, *stride, &mut one);
            self.ramp(*source, ramp, theme, &one).color(&one, tile);
        }
        Ok(UnitPictures::Tiles(tiles.into_flattened()))
    }

    /// The picture of a feature or a unit, in the form of [`heat_map`](Self::heat_map) and in the colours of
    /// [`unit_pictures`](Self::unit_pictures). In that of a unit of the first layer there is a line where z = 0.
    ///
    /// # Errors
    /// As for [`heat_map`](Self::heat_map), and where there is no such feature or unit.
    pub fn unit_map(&self, source: Source, samples: usize, size: usize, theme: Theme) -> Result<Vec<u8>> {
        let values = self.values_of_source(source, samples, samples)?;
        let ramp = self.ramp(source, Ramp::new(theme, [theme.map(0), theme.map(1)]), theme, &values);
        let paint = |values: &[f32], outputs, color: &dyn Fn(&[f32], &mut [Pixel])| {
            heat_map::paint_by(Grid { values, columns: samples, rows: samples, outputs }, color, size, size)
        };
        let mut pixels = paint(&values, 1, &|values, pixels| ramp.color(values, pixels))?;
        if let Source::Unit { layer: 0, unit } = source {
            let z = self.inputs_of_unit(0, unit, &self.columns_on_grid(samples, samples)?);
            // Its sign as a colour, of which the line is the edge.
            let signs = paint(&z, 1, &|z, pixels| {
                for (z, pixel) in z.iter().zip(pixels) {
                    *pixel = [u8::from(*z > 0.0); 4];
                }
            })?;
            draw_edges(&signs, &mut pixels, size, theme);
        }
        Ok(pixels)
    }

    /// What a feature or a unit answers on the grid of a picture, [rows · columns], row by row from the top.
    ///
    /// # Errors
    /// As for [`values_on_grid`](Self::values_on_grid), and where there is no such feature or unit.
    pub fn values_of_source(&self, source: Source, columns: usize, rows: usize) -> Result<Vec<f32>> {
        let missing =
            |what: &'static str, at: usize, count: usize| Error::config(what, Reason::count(at + 1, what, 1, count));
        let (values, at, stride) = match source {
            Source::Feature(at) => {
                let (offered, values) = self.feature_values(columns, rows)?;
                if at >= offered {
                    return Err(missing("features", at, offered));
                }
                (values, at, offered)
            }
            Source::Unit { layer, unit } => {
                let LayerValues { values, layers, .. } = self.values_on_grid(columns, rows, Some(layer))?;
                let units = layers[0].units;
                if unit >= units {
                    return Err(missing("units", unit, units));
                }
                (values, unit, units)
            }
        };
        Ok(values[at..].iter().step_by(stride).copied().collect())
    }

    /// How a unit answers to the coming mini-batch, and the curve of its activation over the range of these z, at least from −4 to 4.
    ///
    /// # Errors
    /// As for [`values`](Self::values), and where there is no such unit.
    pub fn unit_state(&self, layer: usize, unit: usize) -> Result<UnitState> {
        self.index_of(crate::nn::Parameter::Bias { layer, unit })?;
        let width = self.features().len();
        let batch = self.coming_batch();
        let rows = batch.iter().flat_map(|row| &self.x[*row as usize * width..][..width]);
        let x: Vec<f32> = rows.copied().collect();
        let before = if layer == 0 { x.clone() } else { self.network.layer_outputs(&x, layer - 1..layer)? };
        let z = self.inputs_of_unit(layer, unit, &before);
        let a = self.network.layer_outputs(&x, layer..layer + 1)?;
        let a = a[unit..].iter().step_by(self.network.layers()[layer].units).copied().collect();
        let activation = self.network.config().layers[layer].activation;
        if activation == Activation::Softmax {
            return Ok(UnitState { z, a, curve_z: Vec::new(), curve_a: Vec::new() });
        }
        let finite = z.iter().map(|z| z.abs()).filter(|z| z.is_finite());
        let range = finite.fold(LEAST_RANGE, f32::max);
        let half = (CURVE_POINTS / 2) as f32;
        let curve_z: Vec<f32> = (0..CURVE_POINTS).map(|at| range * ((at as f32 - half) / half)).collect();
        let curve_a = answers(activation, &curve_z)?;
        Ok(UnitState { z, a, curve_z, curve_a })
    }

    /// The features that the data offers on the grid of a picture: their number, and [points, features].
    fn feature_values(&self, columns: usize, rows: usize) -> Result<(usize, Vec<f32>)> {
        let offered = self.offered();
        let (points, width) = self.grid(columns, rows)?;
        Ok((offered.len(), features::columns(&offered, &points, width)?))
    }

    /// The inputs of the network on the grid of a picture, [points, features].
    fn columns_on_grid(&self, columns: usize, rows: usize) -> Result<Vec<f32>> {
        let (points, width) = self.grid(columns, rows)?;
        self.inputs.of(&points, width)
    }

    /// z = Σ w·x + b of a unit for the inputs of its layer, [rows, inputs].
    pub(super) fn inputs_of_unit(&self, layer: usize, unit: usize, x: &[f32]) -> Vec<f32> {
        let place = &self.network.layers()[layer];
        let parameters = self.network.parameters();
        let weights: Vec<f32> =
            parameters[place.kernel.clone()].iter().skip(unit).step_by(place.units).copied().collect();
        let bias = parameters[place.bias.clone()].get(unit).copied().unwrap_or(0.0);
        let rows = x.chunks_exact(place.inputs);
        rows.map(|row| row.iter().zip(&weights).map(|(x, w)| x * w).sum::<f32>() + bias).collect()
    }

    /// What the colours stand for in the picture of a source that has these values.
    fn ramp(&self, source: Source, ramp: Ramp, theme: Theme, values: &[f32]) -> Ramp {
        let largest =
            |least: f32| values.iter().map(|value| value.abs()).filter(|value| value.is_finite()).fold(least, f32::max);
        let signed = |half: f32| ramp.between(-half, half);
        let (layer, unit) = match source {
            Source::Unit { layer, unit } => (layer, unit),
            // A column has a range that need not have 0 in it.
            Source::Feature(at) if self.data.inputs > 2 => {
                let [low, high] = self.data.range(at);
                return ramp.between(low as f32, high as f32);
            }
            Source::Feature(_) => return signed(largest(f32::MIN_POSITIVE)),
        };
        let layers = &self.network.config().layers;
        if layer + 1 == layers.len() {
            return match self.coloring() {
                Coloring::Diverging { low, high } => ramp.between(low, high),
                Coloring::Classes => Ramp::new(theme, [theme.neutral(), theme.map(unit)]),
            };
        }
        match layers[layer].activation {
            Activation::Sigmoid | Activation::HardSigmoid | Activation::Softmax => ramp.between(0.0, 1.0),
            Activation::Tanh | Activation::Softsign => ramp,
            _ => signed(largest(1.0)),
        }
    }
}

/// Every `stride`th value.
fn pick(values: &[f32], stride: usize, out: &mut [f32]) {
    for (out, value) in out.iter_mut().zip(values.iter().step_by(stride)) {
        *out = *value;
    }
}

/// g at these z: the answers of a network that is this activation and nothing else.
pub(super) fn answers(activation: Activation, z: &[f32]) -> Result<Vec<f32>> {
    let layers = vec![LayerConfig::new(1, activation)];
    let optimizer = Optimizer::new(OptimizerName::Sgd);
    let mut network =
        Network::new(NetworkConfig { inputs: 1, layers, loss: Loss::MeanSquaredError, optimizer, seed: 0 })?;
    network.set_weights(&[&[1.0], &[0.0]])?;
    network.layer_outputs(z, 0..1)
}

/// Draws a line along the edges of areas, which are told apart by their colours.
fn draw_edges(areas: &[u8], pixels: &mut [u8], size: usize, theme: Theme) {
    let line = theme.text();
    let area = |at: usize| areas[4 * at];
    for at in 0..size * size {
        let beside = (at + 1) % size != 0 && area(at) != area(at + 1);
        let below = at + size < size * size && area(at) != area(at + size);
        if beside || below {
            pixels[4 * at..4 * at + 3].copy_from_slice(&[line.0, line.1, line.2]);
        }
    }
}
