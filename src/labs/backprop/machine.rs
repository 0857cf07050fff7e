//! A small network in f64: forward, backward by the chain rule, and the update of plain SGD.
//!
//! Every layer has room for [`MAX_UNITS`] units, so that nothing is allocated; unused values are 0.

use super::{
    activations::{Softmax, function, sigmoid, softplus},
    losses::{Clip, LossInput, is_categorical, is_mean, term},
    text::{MAX_LAYERS, MAX_UNITS},
};
use crate::nn::{Activation, Loss};
use std::ops::{Index, IndexMut};

/// A value for each unit of a layer.
pub(in crate::labs) type Units = [f64; MAX_UNITS];

/// Layers and a loss; the weights are separate, because they change.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::labs) struct Machine {
    pub inputs: usize,
    /// Units and activation, the output last.
    pub layers: Vec<(usize, Activation)>,
    pub loss: Loss,
}

/// One example with its target, as the loss reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::labs) struct Example {
    pub x: Units,
    /// One value an output, or the index of the class.
    pub y: Units,
}

/// The weights, `[layer][input][unit]`; input 0 is the bias, as on the slides, where it is w₀.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::labs) struct Weights([[Units; MAX_UNITS + 1]; MAX_LAYERS]);

/// Where a weight is: layer and unit from 0, the input from 1, or 0 for the bias.
#[derive(Debug, Clone, Copy)]
pub(in crate::labs) struct Place {
    pub layer: usize,
    pub input: usize,
    pub unit: usize,
}

impl Index<Place> for Weights {
    type Output = f64;

    fn index(&self, Place { layer, input, unit }: Place) -> &f64 {
        &self.0[layer][input][unit]
    }
}

impl IndexMut<Place> for Weights {
    fn index_mut(&mut self, Place { layer, input, unit }: Place) -> &mut f64 {
        &mut self.0[layer][input][unit]
    }
}

/// The forward pass of one example.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::labs) struct Forward {
    /// Weighted sums, `[layer][unit]`.
    pub net: [Units; MAX_LAYERS],
    /// After the activation.
    pub out: [Units; MAX_LAYERS],
    /// What the loss sees of the outputs: themselves, clipped, or probabilities (of [`LossInput::Fraction`] before they are clipped).
    pub seen: Units,
    /// Each output's part of the loss, where the loss is a mean or a sum over the outputs.
    pub terms: Units,
    pub loss: f64,
}

/// The backward pass of one example.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::labs) struct Backward {
    /// ∂Loss/∂out, `[layer][unit]`; 0 in the last layer where the loss sees what comes before its activation.
    pub dout: [Units; MAX_LAYERS],
    /// δ = ∂Loss/∂net.
    pub delta: [Units; MAX_LAYERS],
}

impl Machine {
    pub fn last(&self) -> Activation {
        self.layers.last().map_or(Activation::Linear, |(_, activation)| *activation)
    }

    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |(units, _)| *units)
    }

    /// Numbers in a row of targets.
    pub fn targets(&self) -> usize {
        self.loss.targets(self.outputs())
    }

    pub(in crate::labs::backprop) fn sees(&self) -> LossInput {
        LossInput::new(self.loss, self.last())
    }

    pub fn has_gradient(&self) -> bool {
        self.layers.iter().all(|(_, activation)| activation.has_gradient())
    }

    /// The number of inputs of a layer, without the bias.
    pub fn fan_in(&self, layer: usize) -> usize {
        layer.checked_sub(1).and_then(|before| self.layers.get(before)).map_or(self.inputs, |(units, _)| *units)
    }

    /// The inputs of a layer in the order of the slides, which is Keras's: 1, 2 …, and the bias last.
    pub fn inputs_of(&self, layer: usize) -> impl Iterator<Item = usize> + use<> {
        (1..=self.fan_in(layer)).chain([0])
    }

    /// Every weight, layer by layer, each in the order in which Keras lists them: kernel, then biases.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.layers.iter().enumerate().flat_map(|(layer, (units, _))| {
            self.inputs_of(layer).flat_map(move |input| (0..*units).map(move |unit| Place { layer, input, unit }))
        })
    }

    /// One example forward, to its loss.
    pub fn forward(&self, weights: &Weights, example: &Example) -> Forward {
        let mut pass = Forward::default();
        let mut incoming = example.x;
        for (at, (units, activation)) in self.layers.iter().enumerate() {
            let (net, out) = (&mut pass.net[at][..*units], &mut pass.out[at]);
            let (bias, kernel) = (&weights.0[at][0], &weights.0[at][1..]);
            // In the order in which they are shown: w₁x₁ + w₂x₂ + … + w₀.
            for (input, row) in incoming.iter().zip(kernel).take(self.fan_in(at)) {
                net.iter_mut().zip(row).for_each(|(sum, w)| *sum += w * input);
            }
            net.iter_mut().zip(bias).for_each(|(sum, w)| *sum += w);
            if *activation == Activation::Softmax {
                *out = Softmax::new(net).shares;
            } else {
                let g = function(*activation).value;
                out.iter_mut().zip(net).for_each(|(out, z)| *out = g(*z));
            }
            incoming = *out;
        }
        let last = self.layers.len().saturating_sub(1);
        self.measure(&mut pass, last, &example.y);
        pass
    }

    /// The input of the loss, and its value.
    fn measure(&self, pass: &mut Forward, last: usize, y: &Units) {
        let (sees, outputs) = (self.sees(), self.outputs());
        let z = &pass.net[last][..outputs];
        pass.seen = match sees {
            LossInput::Out | LossInput::Probability => pass.out[last],
            LossInput::Clipped => pass.out[last].map(|a| self.clip().value(a)),
            LossInput::Fraction => {
                let sum = pass.out[last][..outputs].iter().sum::<f64>();
                pass.out[last].map(|a| a / sum)
            }
            LossInput::Net if is_categorical(self.loss) => Softmax::new(z).shares,
            LossInput::Net => pass.net[last].map(sigmoid),
        };
        let seen = &pass.seen[..outputs];
        if let Some(term) = term(self.loss) {
            let softmax = Softmax::new(z);
            let each = z.iter().zip(seen).zip(y).map(|((z, p), y)| match sees {
                // −y ln p from the logits, where p may be too small for a number
                LossInput::Probability | LossInput::Net if is_categorical(self.loss) => {
                    y * (libm::log(softmax.sum) + (softmax.max - z))
                }
                // −y ln σ(z) − (1 − y) ln(1 − σ(z)), without losing digits where σ(z) is nearly 0 or 1
                LossInput::Probability | LossInput::Net => y * softplus(-z) + (1.0 - y) * softplus(*z),
                LossInput::Fraction => (term.value)(self.clip().value(*p), *y),
                LossInput::Out | LossInput::Clipped => (term.value)(*p, *y),
            });
            pass.terms.iter_mut().zip(each).for_each(|(place, term)| *place = term);
            pass.loss = pass.terms[..outputs].iter().sum::<f64>() / self.mean_of();
            return;
        }
        let of_class = |values: &[f64]| values.get(class(y)).copied().unwrap_or(f64::NAN);
        pass.loss = if sees.is_of_net() {
            // −ln p, from the logits, where p may be too small for a number
            let softmax = Softmax::new(z);
            libm::log(softmax.sum) + (softmax.max - of_class(z))
        } else {
            libm::log(seen.iter().sum()) - libm::log(of_class(seen))
        };
    }

    /// One example backward, from its loss to every net.
    pub fn backward(&self, weights: &Weights, example: &Example, forward: &Forward) -> Backward {
        let mut pass = Backward::default();
        let last = self.layers.len().saturating_sub(1);
        for (at, (units, activation)) in self.layers.iter().enumerate().rev() {
            let (net, out) = (&forward.net[at], &forward.out[at]);
            for unit in 0..*units {
                pass.dout[at][unit] = if at == last {
                    self.dloss_dout(forward, &example.y, unit)
                } else {
                    let row = &weights.0[at + 1][unit + 1];
                    row.iter().zip(&pass.delta[at + 1]).map(|(w, delta)| w * delta).sum()
                };
            }
            let dout = &pass.dout[at];
            for unit in 0..*units {
                pass.delta[at][unit] = if at == last && self.sees().is_of_net() {
                    self.short_delta(forward, &example.y, unit)
                } else if *activation == Activation::Softmax {
                    (0..*units).map(|i| dout[i] * Softmax::derivative(out, i, unit)).sum()
                } else {
                    dout[unit] * (function(*activation).derivative)(net[unit], out[unit])
                };
            }
        }
        pass
    }

    /// ∂Loss/∂out of an output; 0 where the loss does not see it.
    fn dloss_dout(&self, forward: &Forward, y: &Units, unit: usize) -> f64 {
        let (sees, outputs) = (self.sees(), self.outputs());
        let (out, p) = (&forward.out[self.layers.len().saturating_sub(1)], forward.seen[unit]);
        let slope = match term(self.loss) {
            _ if sees == LossInput::Net => 0.0,
            _ if sees == LossInput::Fraction => {
                let slope = |unit| self.dloss_dp(forward, y, unit);
                let common = (0..outputs).map(|unit| slope(unit) * forward.seen[unit]).sum::<f64>();
                (slope(unit) - common) / out[..outputs].iter().sum::<f64>()
            }
            Some(term) => (term.derivative)(p, y[unit]) / self.mean_of(),
            None => {
                let sum =
                    if sees == LossInput::Clipped { 1.0 / forward.seen[..outputs].iter().sum::<f64>() } else { 0.0 };
                sum - if unit == class(y) { 1.0 / p } else { 0.0 }
            }
        };
        if sees == LossInput::Clipped { slope * self.clip().derivative(out[unit]) } else { slope }
    }

    /// ∂Loss/∂p of an output's part of the sum of all, where the loss sees those.
    pub fn dloss_dp(&self, forward: &Forward, y: &Units, unit: usize) -> f64 {
        let (p, clip) = (forward.seen[unit], self.clip());
        term(self.loss).map_or(0.0, |term| (term.derivative)(clip.value(p), y[unit]) * clip.derivative(p))
    }

    /// How the loss clips what it sees.
    pub(in crate::labs::backprop) fn clip(&self) -> Clip {
        Clip::of(self.loss)
    }

    /// By what the sum of the outputs' parts of the loss is divided.
    fn mean_of(&self) -> f64 {
        if is_mean(self.loss) { self.outputs() as f64 } else { 1.0 }
    }

    /// p − y, to which activation and cross-entropy cancel; where σ is 0 or 1 its factors would be 0 · ∞. (With softmax that is
    /// the derivative only where the targets sum to 1; Keras on TensorFlow has it for others, too.)
    fn short_delta(&self, forward: &Forward, y: &Units, unit: usize) -> f64 {
        let p = forward.seen[unit];
        if self.loss.is_sparse() {
            return p - f64::from(u8::from(unit == class(y)));
        }
        (p - y[unit]) / self.mean_of()
    }

    /// g′ of a unit that has one of its own: not of softmax.
    pub fn slope(&self, forward: &Forward, layer: usize, unit: usize) -> f64 {
        let activation = self.layers.get(layer).map_or(Activation::Linear, |(_, activation)| *activation);
        (function(activation).derivative)(forward.net[layer][unit], forward.out[layer][unit])
    }

    /// The mean loss of the batch.
    pub fn loss(&self, weights: &Weights, batch: &[Example]) -> f64 {
        batch.iter().map(|example| self.forward(weights, example).loss).sum::<f64>() / batch.len() as f64
    }

    /// The mean loss of the batch and its gradient, the mean of the examples' gradients.
    pub fn gradient(&self, weights: &Weights, batch: &[Example]) -> (f64, Weights) {
        self.mean(batch.iter().map(|example| {
            let forward = self.forward(weights, example);
            let backward = self.backward(weights, example, &forward);
            (example, forward, backward)
        }))
    }

    /// The mean loss of examples and its gradient.
    pub fn mean<'a>(&self, passes: impl Iterator<Item = (&'a Example, Forward, Backward)>) -> (f64, Weights) {
        let (mut count, mut loss, mut gradient) = (0.0, 0.0, Weights::default());
        for (example, forward, backward) in passes {
            count += 1.0;
            loss += forward.loss;
            let mut incoming = &example.x;
            for (at, (units, _)) in self.layers.iter().enumerate() {
                let delta = &backward.delta[at][..*units];
                let [bias, kernel @ ..] = &mut gradient.0[at];
                bias.iter_mut().zip(delta).for_each(|(sum, delta)| *sum += delta);
                for (row, input) in kernel.iter_mut().zip(incoming).take(self.fan_in(at)) {
                    row.iter_mut().zip(delta).for_each(|(sum, delta)| *sum += delta * input);
                }
                incoming = &forward.out[at];
            }
        }
        self.places().for_each(|place| gradient[place] /= count);
        (loss / count, gradient)
    }

    /// One update of plain SGD, and the mean loss before it; `None` if the result is not finite.
    pub fn update(&self, weights: &Weights, batch: &[Example], eta: f64) -> Option<(f64, Weights)> {
        let (loss, gradient) = self.gradient(weights, batch);
        self.updated(weights, loss, &gradient, eta).map(|new| (loss, new))
    }

    /// The weights after an update with this gradient; `None` if one of them or the loss is not finite.
    pub fn updated(&self, weights: &Weights, loss: f64, gradient: &Weights, eta: f64) -> Option<Weights> {
        let mut new = *weights;
        self.places().for_each(|place| new[place] -= eta * gradient[place]);
        // In f32, which the core has.
        let is_finite = loss.is_finite() && self.places().all(|place| (new[place] as f32).is_finite());
        is_finite.then_some(new)
    }
}

/// What comes into a layer at the input of a weight, which is ∂net/∂w: 1 for the bias.
pub(super) fn incoming(example: &Example, forward: &Forward, Place { layer, input, .. }: Place) -> f64 {
    let below = if layer == 0 { &example.x } else { &forward.out[layer - 1] };
    if input == 0 { 1.0 } else { below[input - 1] }
}

/// The class of a sparse target, which was checked to be one.
pub(super) fn class(y: &Units) -> usize {
    y[0] as usize
}
