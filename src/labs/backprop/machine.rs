//! A small network in f64, with every number kept: forward, backward by the chain rule, and the update of plain SGD.

use super::formulas::{Sees, Softmax, activate, clip, is_clipped, sigmoid, slope, term, term_slope};
use crate::nn::{Activation, Loss};

/// `[layer][input][unit]`; input 0 is the bias, as on the slides, where it is w₀.
pub(super) type Weights = Vec<Vec<Vec<f64>>>;

/// Layers and a loss; the weights are kept apart, for there are many.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    pub inputs: usize,
    /// Units and activation, the output last.
    pub layers: Vec<(usize, Activation)>,
    pub loss: Loss,
}

/// One example with its target, as the loss reads it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Example {
    pub x: Vec<f64>,
    /// One value an output, or the index of the class.
    pub y: Vec<f64>,
}

/// What one example makes of the network, on the way forward.
pub(super) struct Forward {
    /// Weighted sums, `[layer][unit]`.
    pub net: Vec<Vec<f64>>,
    /// After the activation.
    pub out: Vec<Vec<f64>>,
    /// What the loss sees of the outputs: themselves, clipped, or probabilities.
    pub seen: Vec<f64>,
    /// Each output's part of the loss, where the loss is a mean over the outputs.
    pub terms: Vec<f64>,
    pub loss: f64,
}

/// The same on the way backward.
pub(super) struct Backward {
    /// ∂Loss/∂out, `[layer][unit]`; none of the last layer where the loss sees what comes before its activation.
    pub dout: Vec<Vec<f64>>,
    /// δ = ∂Loss/∂net.
    pub delta: Vec<Vec<f64>>,
}

impl Machine {
    pub fn last(&self) -> Activation {
        self.layers.last().map_or(Activation::Linear, |(_, activation)| *activation)
    }

    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |(units, _)| *units)
    }

    pub fn sees(&self) -> Sees {
        Sees::new(self.loss, self.last())
    }

    pub fn has_gradient(&self) -> bool {
        self.layers.iter().all(|(_, activation)| activation.has_gradient())
    }

    /// How many inputs each layer has.
    pub fn fan_in(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.inputs).chain(self.layers.iter().map(|(units, _)| *units))
    }

    /// One example forward, to its loss.
    pub fn forward(&self, weights: &Weights, example: &Example) -> Forward {
        let (mut net, mut out) = (Vec::new(), Vec::<Vec<f64>>::new());
        for ((units, activation), rows) in self.layers.iter().zip(weights) {
            let inputs = out.last().unwrap_or(&example.x);
            let mut sums = vec![0.0; *units];
            let (bias, kernel) =
                rows.split_first().map_or((None, rows.as_slice()), |(bias, kernel)| (Some(bias), kernel));
            // In the order in which they are shown: w₁x₁ + w₂x₂ + … + w₀.
            for (input, row) in inputs.iter().zip(kernel) {
                for (sum, w) in sums.iter_mut().zip(row) {
                    *sum += w * input;
                }
            }
            for (sum, w) in sums.iter_mut().zip(bias.into_iter().flatten()) {
                *sum += w;
            }
            let activated = match activation {
                Activation::Softmax => Softmax::new(&sums).parts,
                other => sums.iter().map(|z| activate(*other, *z)).collect(),
            };
            net.push(sums);
            out.push(activated);
        }
        let (z, a) = (net.last().map_or(&[][..], Vec::as_slice), out.last().map_or(&[][..], Vec::as_slice));
        let seen: Vec<f64> = match self.sees() {
            Sees::Out | Sees::Probability => a.to_vec(),
            Sees::Clipped => a.iter().map(|a| clip(*a)).collect(),
            Sees::Net if self.loss.is_sparse() => Softmax::new(z).parts,
            Sees::Net => z.iter().map(|z| sigmoid(*z)).collect(),
        };
        let (terms, loss) = self.measure(z, &seen, &example.y);
        Forward { net, out, seen, terms, loss }
    }

    fn measure(&self, z: &[f64], seen: &[f64], y: &[f64]) -> (Vec<f64>, f64) {
        let sees = self.sees();
        if !self.loss.is_sparse() {
            let both = z.iter().zip(seen).zip(y);
            let terms: Vec<f64> = both.map(|((z, p), y)| term(self.loss, sees, *z, *p, *y)).collect();
            let mean = terms.iter().sum::<f64>() / terms.len() as f64;
            return (terms, mean);
        }
        let class = class(y);
        let of = |values: &[f64]| values.get(class).copied().unwrap_or(f64::NAN);
        let loss = match sees {
            // −ln p, from the logits, where p may be too small for a number
            Sees::Probability | Sees::Net => {
                let softmax = Softmax::new(z);
                libm::log(softmax.sum) + (softmax.max - of(z))
            }
            _ => libm::log(seen.iter().sum()) - libm::log(of(seen)),
        };
        (Vec::new(), loss)
    }

    /// One example backward, from its loss to every net.
    pub fn backward(&self, weights: &Weights, example: &Example, forward: &Forward) -> Backward {
        let count = self.layers.len();
        let (mut dout, mut delta) = (vec![Vec::new(); count], vec![Vec::<f64>::new(); count]);
        for at in (0..count).rev() {
            let (net, out) = (&forward.net[at], &forward.out[at]);
            let activation = self.layers[at].1;
            let is_last = at + 1 == count;
            dout[at] = if is_last {
                self.dloss_dout(out, &forward.seen, &example.y)
            } else {
                let row = |unit: usize| weights[at + 1].get(unit + 1).map_or(&[][..], Vec::as_slice);
                (0..out.len()).map(|unit| row(unit).iter().zip(&delta[at + 1]).map(|(w, d)| w * d).sum()).collect()
            };
            let sees = self.sees();
            delta[at] = if is_last && matches!(sees, Sees::Probability | Sees::Net) {
                self.short_delta(&forward.seen, &example.y)
            } else if activation == Activation::Softmax {
                // ∂outᵢ/∂netⱼ = outᵢ([i = j] − outⱼ)
                let weighted = |j: usize| (0..out.len()).map(|i| dout[at][i] * jacobian(out, i, j)).sum();
                (0..out.len()).map(weighted).collect()
            } else {
                let each = dout[at].iter().zip(net.iter().zip(out));
                each.map(|(d, (z, a))| d * slope(activation, *z, *a)).collect()
            };
        }
        Backward { dout, delta }
    }

    fn dloss_dout(&self, out: &[f64], seen: &[f64], y: &[f64]) -> Vec<f64> {
        let sees = self.sees();
        if sees == Sees::Net {
            return Vec::new();
        }
        let clipped = |a: f64, slope: f64| if sees == Sees::Clipped && is_clipped(a) { 0.0 } else { slope };
        if !self.loss.is_sparse() {
            let mean = out.len() as f64;
            return out.iter().zip(y).map(|(a, y)| clipped(*a, term_slope(self.loss, *a, *y)) / mean).collect();
        }
        let sum = if sees == Sees::Clipped { 1.0 / seen.iter().sum::<f64>() } else { 0.0 };
        let of_class = |unit: usize, p: f64| if unit == class(y) { 1.0 / p } else { 0.0 };
        let each = out.iter().zip(seen).enumerate();
        each.map(|(unit, (a, p))| clipped(*a, sum - of_class(unit, *p))).collect()
    }

    /// p − y, to which activation and cross-entropy cancel; where σ is 0 or 1 its factors would be 0 · ∞.
    fn short_delta(&self, p: &[f64], y: &[f64]) -> Vec<f64> {
        if self.loss.is_sparse() {
            return p.iter().enumerate().map(|(unit, p)| p - f64::from(u8::from(unit == class(y)))).collect();
        }
        let count = p.len() as f64;
        p.iter().zip(y).map(|(p, y)| (p - y) / count).collect()
    }

    /// The mean loss of the batch.
    pub fn loss(&self, weights: &Weights, batch: &[Example]) -> f64 {
        batch.iter().map(|example| self.forward(weights, example).loss).sum::<f64>() / batch.len() as f64
    }

    /// The mean loss of the batch and its gradient, the mean of the examples' gradients.
    pub fn gradient(&self, weights: &Weights, batch: &[Example]) -> (f64, Weights) {
        let (mut loss, mut sum) = (0.0, zeros(weights));
        for example in batch {
            let forward = self.forward(weights, example);
            let backward = self.backward(weights, example, &forward);
            loss += forward.loss;
            for (at, layer) in sum.iter_mut().enumerate() {
                for (input, row) in layer.iter_mut().enumerate() {
                    let incoming = incoming(example, &forward, at, input);
                    row.iter_mut().zip(&backward.delta[at]).for_each(|(sum, delta)| *sum += delta * incoming);
                }
            }
        }
        let count = batch.len() as f64;
        sum.iter_mut().flatten().flatten().for_each(|sum| *sum /= count);
        (loss / count, sum)
    }

    /// One update of plain SGD; nothing if it would leave all numbers.
    pub fn update(&self, weights: &Weights, batch: &[Example], eta: f64) -> Option<(f64, Weights)> {
        let (loss, gradient) = self.gradient(weights, batch);
        let mut new = weights.clone();
        let both = new.iter_mut().flatten().flatten().zip(gradient.iter().flatten().flatten());
        both.for_each(|(w, slope)| *w -= eta * slope);
        // In f32, which the core has.
        let is_finite = loss.is_finite() && new.iter().flatten().flatten().all(|w| (*w as f32).is_finite());
        is_finite.then_some((loss, new))
    }

    /// The steepest rise or fall of the mean loss, per unit, when one weight moves by [`REACH`] to either side. Unlike the
    /// gradient it does not vanish where the loss is lowest, only where nothing matters for it.
    pub fn steepness(&self, weights: &Weights, batch: &[Example]) -> f64 {
        let (loss, mut moved, mut steepest) = (self.loss(weights, batch), weights.clone(), 0.0_f64);
        for at in 0..weights.len() {
            for input in 0..weights[at].len() {
                for unit in 0..weights[at][input].len() {
                    let w = weights[at][input][unit];
                    for there in [w - REACH, w + REACH] {
                        moved[at][input][unit] = there;
                        let slope = (self.loss(&moved, batch) - loss) / REACH;
                        steepest = steepest.max(if slope.is_finite() { slope.abs() } else { 0.0 });
                    }
                    moved[at][input][unit] = w;
                }
            }
        }
        steepest
    }

    /// ∂(mean loss)/∂w by central differences, which know nothing of the chain rule.
    pub fn numeric_gradient(&self, weights: &Weights, batch: &[Example]) -> Weights {
        let (mut slopes, mut moved) = (zeros(weights), weights.clone());
        for at in 0..weights.len() {
            for input in 0..weights[at].len() {
                for unit in 0..weights[at][input].len() {
                    let w = weights[at][input][unit];
                    let h = 1e-6 * w.abs().max(1.0);
                    let mut loss_at = |w: f64| {
                        moved[at][input][unit] = w;
                        self.loss(&moved, batch)
                    };
                    let difference = loss_at(w + h) - loss_at(w - h);
                    moved[at][input][unit] = w;
                    slopes[at][input][unit] = difference / (2.0 * h);
                }
            }
        }
        slopes
    }
}

/// How far [`Machine::steepness`] looks.
const REACH: f64 = 1.0;

/// ∂outᵢ/∂netⱼ of softmax.
pub(super) fn jacobian(out: &[f64], i: usize, j: usize) -> f64 {
    out[i] * (f64::from(u8::from(i == j)) - out[j])
}

/// What comes into a layer at an input, which is ∂net/∂w: 1 at input 0, that of the bias.
pub(super) fn incoming(example: &Example, forward: &Forward, layer: usize, input: usize) -> f64 {
    let below = if layer == 0 { &example.x } else { &forward.out[layer - 1] };
    if input == 0 { 1.0 } else { below[input - 1] }
}

/// The class of a sparse target, which was checked to be one.
pub(super) fn class(y: &[f64]) -> usize {
    y.first().map_or(0, |class| *class as usize)
}

fn zeros(weights: &Weights) -> Weights {
    weights.iter().map(|layer| layer.iter().map(|row| vec![0.0; row.len()]).collect()).collect()
}
