//! The positions of kernels and biases in the flat buffer of all parameters.

use crate::kernels::Shape;
use std::ops::Range;

/// The position of a layer's parameters, and its shape.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerLayout {
    /// Inputs of each example.
    pub inputs: usize,
    /// Outputs of each example.
    pub units: usize,
    /// W, `[inputs, units]` row-major, as Keras has it.
    pub kernel: Range<usize>,
    /// b, `[units]`, behind the kernel; empty without a bias.
    pub bias: Range<usize>,
}

impl LayerLayout {
    /// Of a layer whose kernel begins at `at`.
    pub fn new(at: usize, inputs: usize, units: usize, use_bias: bool) -> Self {
        let end = at + inputs * units;
        Self { inputs, units, kernel: at..end, bias: end..end + if use_bias { units } else { 0 } }
    }

    /// Its kernel and bias, of all parameters.
    pub(crate) fn split<'a>(&self, parameters: &'a [f32]) -> (&'a [f32], &'a [f32]) {
        parameters[self.kernel.start..self.bias.end].split_at(self.kernel.len())
    }

    /// Its part of the gradient with respect to all parameters: that of its kernel and that of its bias.
    pub(crate) fn split_mut<'a>(&self, gradients: &'a mut [f32]) -> (&'a mut [f32], &'a mut [f32]) {
        gradients[self.kernel.start..self.bias.end].split_at_mut(self.kernel.len())
    }

    /// Its sizes for a tile whose columns have this many registers.
    pub(crate) fn shape(&self, registers: usize) -> Shape {
        Shape { inputs: self.inputs, units: self.units, registers }
    }
}
