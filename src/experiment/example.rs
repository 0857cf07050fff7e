//! One example on its way through the network and back.

use super::{Experiment, units::answers};
use crate::nn::{Activation, Regularizer, Rows};
use value::{Error, Reason, Result};

/// What every unit, weight and bias has to do with one example: forward, the loss, and backward. Units are listed layer after layer.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamplePass {
    /// What the network takes of the point.
    pub inputs: Vec<f32>,
    /// z = Σ w·x + b of each unit.
    pub z: Vec<f32>,
    /// a = g(z) of each unit.
    pub a: Vec<f32>,
    /// Of an output layer with softmax: e^(z − largest z) of each unit, which a is a fraction of the sum of. Else empty.
    pub powers: Vec<f32>,
    /// The loss, without regularization.
    pub loss: f64,
    /// ∂L/∂a of each hidden unit: Σ w·∂L/∂z over the units of the next layer.
    pub hidden_gradients: Vec<f32>,
    /// ∂L/∂w of each weight and bias, in the order of [`parameters`](crate::nn::Network::parameters), without regularization. That of
    /// a bias is ∂L/∂z of its unit.
    pub gradients: Vec<f32>,
}

impl Experiment {
    /// Sends the example of a row through the network and back. What overflows is infinite or NaN.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where there is no such row, and where memory is exhausted.
    pub fn example(&self, row: u32) -> Result<ExamplePass> {
        let width = self.features().len();
        let inputs = self.x.chunks_exact(width).nth(row as usize).ok_or_else(|| {
            Error::data("row", Reason::count(row as usize, "rows", 0, self.data.rows().saturating_sub(1)))
        })?;
        let layers = self.network.layers();
        let a = self.network.layer_outputs(inputs, 0..layers.len())?;
        let mut z = Vec::with_capacity(a.len());
        for (layer, place) in layers.iter().enumerate() {
            // The outputs of the layer before end where this layer's begin.
            let x = if layer == 0 { inputs } else { &a[z.len() - place.inputs..z.len()] };
            let answers: Vec<f32> = (0..place.units).flat_map(|unit| self.inputs_of_unit(layer, unit, x)).collect();
            z.extend(answers);
        }
        let outputs = self.network.config().outputs();
        let last = &z[z.len() - outputs..];
        let powers = match self.network.config().layers.last() {
            Some(layer) if layer.activation == Activation::Softmax => {
                let largest = last.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                let shifted: Vec<f32> = last.iter().map(|z| z - largest).collect();
                answers(Activation::Exponential, &shifted)?
            }
            _ => Vec::new(),
        };
        let gradients = self.gradients_of_example(row)?;
        let mut hidden_gradients = Vec::with_capacity(z.len() - outputs);
        for place in layers.iter().skip(1) {
            let kernel = &self.network.parameters()[place.kernel.clone()];
            let next = &gradients[place.bias.clone()];
            let rows = kernel.chunks_exact(place.units);
            hidden_gradients.extend(rows.map(|row| row.iter().zip(next).map(|(w, dz)| w * dz).sum::<f32>()));
        }
        Ok(ExamplePass { inputs: inputs.to_vec(), z, a, powers, loss: self.loss_of(row)?, hidden_gradients, gradients })
    }

    /// The gradient of the loss of one example, without regularization, which belongs to the weights.
    fn gradients_of_example(&self, row: u32) -> Result<Vec<f32>> {
        let mut network = self.network.try_clone()?;
        network.set_regularizer(Regularizer::default())?;
        network.gradients_of(network.examples(&self.x, &self.data.y)?, Rows::Picked(&[row]))
    }
}
