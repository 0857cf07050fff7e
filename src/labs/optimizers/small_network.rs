//! The loss of a small network along two of its weights.

use crate::nn::{
    Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName,
    random::{Rng, Stream},
};
use std::cell::RefCell;
use value::Result;

/// The weights at which the network gives its targets: hidden kernel, hidden bias, output kernel, output bias. The first of
/// both kernels are those that the surface is about.
const TEACHER: [&[f32]; 4] = [&[1.5, -0.7], &[0.0, 0.4], &[1.0, 0.8], &[0.1]];
const EXAMPLES: usize = 16;

/// A network with its examples, and the workspace to ask for its loss.
#[derive(Debug, Clone)]
pub(super) struct SmallNetwork {
    workspace: RefCell<Workspace>,
    x: Vec<f32>,
    y: Vec<f32>,
    /// Where the two weights are among the parameters.
    places: [usize; 2],
}

#[derive(Debug, Clone)]
struct Workspace {
    network: Network,
    /// The teacher's, but for the two weights.
    parameters: Vec<f32>,
}

impl SmallNetwork {
    pub(super) fn new() -> Result<Self> {
        let mut network = Network::new(NetworkConfig {
            inputs: 1,
            layers: vec![LayerConfig::new(2, Activation::Tanh), LayerConfig::new(1, Activation::Linear)],
            loss: Loss::MeanSquaredError,
            optimizer: Optimizer::new(OptimizerName::Sgd),
            seed: 0,
        })?;
        network.set_weights(&TEACHER)?;
        let mut rng = Rng::new(0, Stream::Data);
        let x: Vec<f32> = (0..EXAMPLES).map(|_| rng.uniform(-2.0, 2.0) as f32).collect();
        let y = network.predict(&x)?;
        let places = [0, 1].map(|layer| network.layers()[layer].kernel.start);
        let parameters = network.parameters().to_vec();
        Ok(Self { workspace: RefCell::new(Workspace { network, parameters }), x, y, places })
    }

    /// The loss with these two weights, and its derivatives by them. A loss that overflows is infinite, and then derivatives
    /// may be NaN.
    pub(super) fn at(&self, weights: [f64; 2]) -> (f64, [f64; 2]) {
        let Workspace { network, parameters } = &mut *self.workspace.borrow_mut();
        for (place, weight) in self.places.into_iter().zip(weights) {
            parameters[place] = weight as f32;
        }
        let found =
            network.examples(&self.x, &self.y).and_then(|examples| network.loss_and_gradient_at(parameters, examples));
        match found {
            Ok((loss, gradient)) => (loss, self.places.map(|place| f64::from(gradient[place]))),
            Err(_) => (f64::INFINITY, [f64::NAN; 2]),
        }
    }
}
