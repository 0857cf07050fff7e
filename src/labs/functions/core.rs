//! What the training core says of a single layer: a network whose kernel is the identity, so that its inputs are the logits.

use crate::nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName};
use value::{Result, number::as_written};

/// The classes of softmax, and of the losses of several classes.
pub(super) const CLASSES: usize = 3;

/// One layer, as it trains, in f32.
pub(super) struct Layer {
    network: Network,
    units: usize,
}

impl Layer {
    pub fn new(units: usize, activation: Activation, loss: Loss) -> Result<Self> {
        let mut network = Network::new(NetworkConfig {
            inputs: units,
            layers: vec![LayerConfig::new(units, activation)],
            loss,
            optimizer: Optimizer::new(OptimizerName::Sgd),
            seed: 0,
        })?;
        let kernel: Vec<f32> = (0..units * units).map(|at| f32::from(u8::from(at % (units + 1) == 0))).collect();
        network.set_weights(&[kernel, vec![0.0; units]])?;
        Ok(Self { network, units })
    }

    /// The outputs for logits.
    pub fn predict(&self, logits: &[f64]) -> Result<Vec<f64>> {
        Ok(self.network.predict(&narrow(logits))?.into_iter().map(as_written).collect())
    }

    /// The mean loss of some examples.
    pub fn loss(&self, logits: &[f64], targets: &[f64]) -> Result<f64> {
        let (x, y) = (narrow(logits), narrow(targets));
        Ok(as_written(self.network.evaluate(self.network.examples(&x, &y)?)?.loss as f32))
    }

    /// The derivative of the mean loss by each logit, of one example: that of the bias.
    pub fn slopes(&self, logits: &[f64], targets: &[f64]) -> Result<Vec<f64>> {
        let gradients = self.network.gradients(&narrow(logits), &narrow(targets))?;
        Ok(gradients[gradients.len() - self.units..].iter().copied().map(as_written).collect())
    }
}

fn narrow(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|number| *number as f32).collect()
}
