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
    /// Its kernel and bias, of all parameters.
    pub(super) fn split<'a>(&self, parameters: &'a [f32]) -> (&'a [f32], &'a [f32]) {
        parameters[self.kernel.start..self.bias.end].split_at(self.kernel.len())
    }

    /// Its part of the gradient with respect to all parameters: that of its kernel and that of its bias.
    pub(super) fn split_mut<'a>(&self, gradients: &'a mut [f32]) -> (&'a mut [f32], &'a mut [f32]) {
        gradients[self.kernel.start..self.bias.end].split_at_mut(self.kernel.len())
    }

    /// Its sizes for a tile whose columns have so many registers.
    pub(super) fn shape(&self, registers: usize) -> Shape {
        Shape { inputs: self.inputs, units: self.units, registers }
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
