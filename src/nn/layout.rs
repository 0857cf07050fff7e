//! Where each kernel and bias lies in the flat buffer of all parameters.

use super::{config::NetworkConfig, kernels::Shape};
use std::ops::Range;

/// One layer's place in the parameters, and its shape.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerLayout {
    /// Values that come in for each example.
    pub inputs: usize,
    /// Values that go out.
    pub units: usize,
    /// W, [inputs, units] row-major, as Keras has it.
    pub kernel: Range<usize>,
    /// b, [units]; empty without a bias.
    pub bias: Range<usize>,
}

impl LayerLayout {
    /// Its sizes for a block of so many rows of examples.
    pub(super) fn shape(&self, rows: usize) -> Shape {
        Shape { inputs: self.inputs, units: self.units, rows }
    }
}

/// The layers of `config`, one behind the other, kernel before bias.
pub fn layers(config: &NetworkConfig) -> Vec<LayerLayout> {
    let (mut inputs, mut at) = (config.inputs, 0);
    let place = |layer: &super::LayerConfig| {
        let kernel = at..at + inputs * layer.units;
        let bias = kernel.end..kernel.end + if layer.use_bias { layer.units } else { 0 };
        let place = LayerLayout { inputs, units: layer.units, kernel, bias };
        (inputs, at) = (place.units, place.bias.end);
        place
    };
    config.layers.iter().map(place).collect()
}
