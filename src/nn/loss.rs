//! Loss functions, each with its gradient beside it.
//!
//! Keras's (<https://keras.io/api/losses/>): the mean over the outputs of an example, then over the examples of the
//! batch. y is the target, a the output of the network, z the output's value before the activation ("logit").
//! Cross-entropies after sigmoid or softmax are computed from z, so that nothing overflows and no gradient is cut off;
//! after any other activation the output is clipped to [10⁻⁷, 1 − 10⁻⁷]. So does Keras on TensorFlow, which takes z for the
//! logits whichever of the two activations comes last, even if it is not the one that belongs to the loss.

use super::{
    activation::Activation,
    kernels::Lane,
    math,
    value::{Choice, serialize_as_name},
};
use crate::number::{limited, shown};

/// A loss function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// (y − a)². (The lecture's J has ½ in front: half the gradient, so twice the learning rate does the same.)
    MeanSquaredError,
    /// |y − a|; the gradient at 0 is 0.
    MeanAbsoluteError,
    /// −y ln a − (1 − y) ln(1 − a), for targets from 0 to 1. (After softmax: with σ(z) for a.)
    BinaryCrossentropy,
    /// −ln (a_y / Σⱼ aⱼ), y being the index of the right class. (After softmax the sum is 1;
    /// after sigmoid: with softmax(z) for a.)
    SparseCategoricalCrossentropy,
    /// ½(y − a)² where |y − a| ≤ 1, else |y − a| − ½ (Huber, 1964).
    Huber,
    /// max(1 − y a, 0), for targets −1 and 1; a batch whose targets are all 0 or 1 is taken as −1 and 1. The slope
    /// where y a is exactly 1 is −y, as TensorFlow has it.
    Hinge,
}

impl Choice for Loss {
    const WHAT: &'static str = "a loss";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("mean_squared_error", Self::MeanSquaredError),
        ("mean_absolute_error", Self::MeanAbsoluteError),
        ("binary_crossentropy", Self::BinaryCrossentropy),
        ("sparse_categorical_crossentropy", Self::SparseCategoricalCrossentropy),
        ("huber", Self::Huber),
        ("hinge", Self::Hinge),
        ("mse", Self::MeanSquaredError),
        ("mae", Self::MeanAbsoluteError),
    ];
}
serialize_as_name!(Loss);

/// Keras's `backend.epsilon()`.
const CLIP: f32 = 1e-7;

/// The outputs of the last layer for a group of examples, as a loss sees them. All slices are [units].
pub struct Outputs<'a> {
    /// The last layer's activation.
    pub activation: Activation,
    /// Before the activation.
    pub z: &'a [Lane],
    /// After it.
    pub a: &'a [Lane],
}

impl Outputs<'_> {
    /// Whether z is what a cross-entropy calls logits.
    fn has_logits(&self) -> bool {
        matches!(self.activation, Activation::Sigmoid | Activation::Softmax)
    }
}

impl Loss {
    /// Whether targets are class indices, one a row, instead of one value an output.
    pub fn is_sparse(self) -> bool {
        self == Self::SparseCategoricalCrossentropy
    }

    /// Whether it is a classifier's, so that an accuracy makes sense.
    pub fn is_classification(self) -> bool {
        matches!(self, Self::BinaryCrossentropy | Self::SparseCategoricalCrossentropy | Self::Hinge)
    }

    /// Target values in a row, for a network with `outputs` outputs.
    pub fn targets(self, outputs: usize) -> usize {
        if self.is_sparse() { 1 } else { outputs }
    }

    /// What is wrong with one target value, if anything is.
    pub fn check_target(self, target: f32, outputs: usize) -> Option<String> {
        match self {
            Self::SparseCategoricalCrossentropy => {
                let legal = target.fract() == 0.0 && target >= 0.0 && (target as usize) < outputs;
                (!legal).then(|| {
                    format!("{} is not a class: with {outputs} outputs they are 0 to {}", shown(target), outputs - 1)
                })
            }
            Self::BinaryCrossentropy if !(0.0..=1.0).contains(&target) => Some(format!(
                "{} is not a probability: targets of binary_crossentropy lie between 0 and 1",
                shown(target)
            )),
            _ if !target.is_finite() => Some(format!("{} is not a finite number", shown(target))),
            _ => None,
        }
    }

    /// How targets are read for a batch: hinge takes 0 and 1 for −1 and 1 if there are no others.
    pub fn target_map(self, y: impl Iterator<Item = f32>) -> (f32, f32) {
        let binary = self == Self::Hinge && y.into_iter().all(|y| y == 0.0 || y == 1.0);
        if binary { (2.0, -1.0) } else { (1.0, 0.0) }
    }

    /// The loss of each example of a group, not averaged over the batch.
    pub fn value(self, out: &Outputs, y: &[Lane]) -> Lane {
        let units = out.a.len() as f32;
        std::array::from_fn(|lane| {
            let pairs = || out.a.iter().zip(y).map(|(a, y)| (a[lane], y[lane]));
            match self {
                Self::MeanSquaredError => pairs().map(|(a, y)| (y - a) * (y - a)).sum::<f32>() / units,
                Self::MeanAbsoluteError => pairs().map(|(a, y)| (y - a).abs()).sum::<f32>() / units,
                Self::BinaryCrossentropy if out.has_logits() => {
                    // −y ln σ(z) − (1 − y) ln(1 − σ(z)) = softplus(z) − y z
                    let logits = out.z.iter().zip(y).map(|(z, y)| (z[lane], y[lane]));
                    logits.map(|(z, y)| math::softplus(z) - y * z).sum::<f32>() / units
                }
                Self::BinaryCrossentropy => {
                    let terms = pairs().map(|(a, y)| (clip(a), y));
                    terms.map(|(a, y)| -y * libm::logf(a) - (1.0 - y) * libm::logf(1.0 - a)).sum::<f32>() / units
                }
                Self::SparseCategoricalCrossentropy if out.has_logits() => {
                    // −ln (e^z_y / Σⱼ e^zⱼ) = ln Σⱼ e^(zⱼ − m) + m − z_y with m the largest
                    let largest = out.z.iter().fold(f32::NEG_INFINITY, |m, z| m.max(z[lane]));
                    let sum: f32 = out.z.iter().map(|z| math::exp(z[lane] - largest)).sum();
                    libm::logf(sum) + (largest - out.z[y[0][lane] as usize][lane])
                }
                Self::SparseCategoricalCrossentropy => {
                    let sum: f32 = out.a.iter().map(|a| clip(a[lane])).sum();
                    libm::logf(sum) - libm::logf(clip(out.a[y[0][lane] as usize][lane]))
                }
                Self::Huber => pairs().map(|(a, y)| huber(y - a)).sum::<f32>() / units,
                Self::Hinge => pairs().map(|(a, y)| hinge(1.0 - y * a)).sum::<f32>() / units,
            }
        })
    }

    /// ∂(loss of an example)/∂z times `weight` [one an example], written to `delta` [units].
    pub fn gradient(self, out: &Outputs, y: &[Lane], weight: &Lane, delta: &mut [Lane]) {
        let units = out.a.len();
        let each = |delta: &mut [Lane], f: fn(f32, f32) -> f32| {
            for ((delta, a), y) in delta.iter_mut().zip(out.a).zip(y) {
                for lane in 0..weight.len() {
                    delta[lane] = f(a[lane], y[lane]) * (weight[lane] / units as f32);
                }
            }
        };
        match self {
            // With p = σ(z) the chain rule cancels to p − y, …
            Self::BinaryCrossentropy if out.has_logits() => {
                Activation::Sigmoid.forward(units, out.z, delta);
                for (delta, y) in delta.iter_mut().zip(y) {
                    for lane in 0..weight.len() {
                        delta[lane] = (delta[lane] - y[lane]) * (weight[lane] / units as f32);
                    }
                }
                return;
            }
            // … and with p = softmax(z) too.
            Self::SparseCategoricalCrossentropy if out.has_logits() => {
                Activation::Softmax.forward(units, out.z, delta);
                for (unit, delta) in delta.iter_mut().enumerate() {
                    for lane in 0..weight.len() {
                        delta[lane] = (delta[lane] - is_class(y[0][lane], unit)) * weight[lane];
                    }
                }
                return;
            }
            Self::MeanSquaredError => each(delta, |a, y| 2.0 * (a - y)),
            Self::MeanAbsoluteError => each(delta, |a, y| sign(a - y)),
            Self::BinaryCrossentropy => {
                each(delta, |a, y| if is_clipped(a) { 0.0 } else { (1.0 - y) / (1.0 - a) - y / a });
            }
            Self::SparseCategoricalCrossentropy => {
                for lane in 0..weight.len() {
                    let sum: f32 = out.a.iter().map(|a| clip(a[lane])).sum();
                    for (unit, (delta, a)) in delta.iter_mut().zip(out.a).enumerate() {
                        let slope = 1.0 / sum - is_class(y[0][lane], unit) / clip(a[lane]);
                        delta[lane] = if is_clipped(a[lane]) { 0.0 } else { slope * weight[lane] };
                    }
                }
            }
            Self::Huber => each(delta, |a, y| limited(a - y, -1.0, 1.0)),
            Self::Hinge => each(delta, |a, y| if 1.0 - y * a >= 0.0 { -y } else { 0.0 }),
        }
        out.activation.backward(units, out.z, out.a, delta);
    }

    /// How much of each example of a group is classified rightly: 1 or 0; with several outputs the share of them.
    /// An output means class 1 above 0.5; for hinge, whose targets are −1 and 1, above 0 (Keras's `"accuracy"` keeps
    /// 0.5 there, which counts outputs from 0 to 0.5 on the wrong side). A target is read by the same threshold.
    pub fn correct(self, a: &[Lane], y: &[Lane]) -> Lane {
        std::array::from_fn(|lane| {
            if self.is_sparse() {
                let best = (1..a.len()).fold(0, |best, unit| if a[unit][lane] > a[best][lane] { unit } else { best });
                return is_class(y[0][lane], best);
            }
            let threshold = if self == Self::Hinge { 0.0 } else { 0.5 };
            let right = a.iter().zip(y).filter(|(a, y)| (a[lane] > threshold) == (y[lane] > threshold));
            right.count() as f32 / a.len() as f32
        })
    }
}

fn clip(a: f32) -> f32 {
    limited(a, CLIP, 1.0 - CLIP)
}

/// Where clipping holds the value, its gradient is 0.
fn is_clipped(a: f32) -> bool {
    !(CLIP..=1.0 - CLIP).contains(&a) && !a.is_nan()
}

fn is_class(y: f32, unit: usize) -> f32 {
    if y as usize == unit { 1.0 } else { 0.0 }
}

fn sign(x: f32) -> f32 {
    if x == 0.0 { 0.0 } else { 1f32.copysign(x) }
}

/// max(margin, 0), asked this way round so that a NaN stays one.
fn hinge(margin: f32) -> f32 {
    if margin < 0.0 { 0.0 } else { margin }
}

fn huber(error: f32) -> f32 {
    let size = error.abs();
    if size <= 1.0 { 0.5 * size * size } else { size - 0.5 }
}
