//! Loss functions, each with its gradient beside it.
//!
//! Keras's (<https://keras.io/api/losses/>): the mean over the outputs of an example, then over the examples of the
//! batch. y is the target, a the output of the network, z the output's value before the activation ("logit").
//! Cross-entropies after sigmoid or softmax are computed from z, so that nothing overflows and no gradient is cut off;
//! after any other activation the output is clipped to [10⁻⁷, 1 − 10⁻⁷]. So does Keras on TensorFlow, which takes z for the
//! logits whichever of the two activations comes last, even if it is not the one that belongs to the loss.

use super::{
    activation::Activation,
    kernels::stride,
    math,
    simd::F32x4,
    value::{Choice, serialize_as_name},
};
use crate::number::shown;

/// A loss function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// (y − a)². (The lecture's J has ½ in front: half the gradient, so twice the learning rate does the same.)
    MeanSquaredError,
    /// |y − a|; the gradient at 0 is 0.
    MeanAbsoluteError,
    /// −y ln a − (1 − y) ln(1 − a), for targets from 0 to 1. (After softmax: with σ(z) for a. PyTorch's BCELoss does not
    /// clip a but keeps each logarithm at −100 or more; its BCEWithLogitsLoss is what is computed after sigmoid.)
    BinaryCrossentropy,
    /// −ln (a_y / Σⱼ aⱼ), y being the index of the right class. (After softmax the sum is 1;
    /// after sigmoid: with softmax(z) for a. PyTorch's CrossEntropyLoss takes logits from a linear last layer; here, as in
    /// Keras without `from_logits`, such outputs are clipped and taken for probabilities.)
    SparseCategoricalCrossentropy,
    /// ½(y − a)² where |y − a| ≤ 1, else |y − a| − ½ (Huber, 1964).
    Huber,
    /// max(1 − y a, 0), for targets −1 and 1; a batch whose targets are all 0 or 1 is taken as −1 and 1. The slope
    /// where y a is exactly 1 is −y, as TensorFlow has it. (PyTorch's HingeEmbeddingLoss is another loss.)
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
        ("bce", Self::BinaryCrossentropy),
    ];
}
serialize_as_name!(Loss);

/// Keras's `backend.epsilon()`.
const CLIP: f32 = 1e-7;

/// The outputs of the last layer for rows of examples, as a loss sees them: registers [rows, units], a [`stride`] from
/// row to row. Targets lie in the same way, [rows, targets].
pub struct Outputs<'a> {
    /// The last layer's activation.
    pub activation: Activation,
    /// The last layer's width.
    pub units: usize,
    /// Before the activation.
    pub z: &'a [F32x4],
    /// After it.
    pub a: &'a [F32x4],
    /// What they should be.
    pub y: &'a [F32x4],
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

    /// The losses of the examples, summed over the rows lane by lane, each row times its `weight`.
    pub fn value(self, out: &Outputs, weight: &[F32x4]) -> F32x4 {
        let one = F32x4::splat(1.0);
        match self {
            Self::MeanSquaredError => out.means(weight, out.a, |a, y| (y - a) * (y - a)),
            Self::MeanAbsoluteError => out.means(weight, out.a, |a, y| (y - a).abs()),
            // −y ln σ(z) − (1 − y) ln(1 − σ(z)) = softplus(z) − y z
            Self::BinaryCrossentropy if out.has_logits() => out.means(weight, out.z, |z, y| math::softplus(z) - y * z),
            Self::BinaryCrossentropy => out.means(weight, out.a, |a, y| {
                let a = clip(a);
                -y * a.map(libm::logf) - (one - y) * (one - a).map(libm::logf)
            }),
            Self::SparseCategoricalCrossentropy if out.has_logits() => out.sums(weight, out.z, 1, |z, y| {
                // −ln (e^z_y / Σⱼ e^zⱼ) = ln Σⱼ e^(zⱼ − m) + m − z_y with m the largest
                let largest = z.iter().fold(F32x4::splat(f32::NEG_INFINITY), |largest, z| z.max(largest));
                let total = sum(z.iter().map(|z| math::exp(*z - largest)));
                total.map(libm::logf) + (largest - of_class(z, y[0]))
            }),
            Self::SparseCategoricalCrossentropy => out.sums(weight, out.a, 1, |a, y| {
                let total = sum(a.iter().map(|a| clip(*a)));
                total.map(libm::logf) - clip(of_class(a, y[0])).map(libm::logf)
            }),
            Self::Huber => out.means(weight, out.a, |a, y| huber(y - a)),
            Self::Hinge => out.means(weight, out.a, |a, y| (one - y * a).max(F32x4::ZERO)),
        }
    }

    /// ∂(loss of an example)/∂z times the weight of its row, written to `delta` [rows, units].
    pub fn gradient(self, out: &Outputs, weight: &[F32x4], delta: &mut [F32x4]) {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        match self {
            // With p = σ(z) the chain rule cancels to p − y, …
            Self::BinaryCrossentropy if out.has_logits() => {
                return out.slopes(weight, out.z, delta, |z, y| math::sigmoid(z) - y);
            }
            // … and with p = softmax(z) too.
            Self::SparseCategoricalCrossentropy if out.has_logits() => {
                Activation::Softmax.forward(out.units, out.z, delta);
                return out.class_slopes(weight, delta, |_, p, is_class| p - is_class);
            }
            Self::SparseCategoricalCrossentropy => {
                delta.copy_from_slice(out.a);
                out.class_slopes(weight, delta, |all, a, is_class| {
                    unless_clipped(a, one / sum(all.iter().map(|a| clip(*a))) - is_class / clip(a))
                });
            }
            Self::MeanSquaredError => out.slopes(weight, out.a, delta, |a, y| (a - y) + (a - y)),
            Self::MeanAbsoluteError => out.slopes(weight, out.a, delta, |a, y| math::sign(a - y)),
            Self::BinaryCrossentropy => {
                out.slopes(weight, out.a, delta, |a, y| unless_clipped(a, (one - y) / (one - a) - y / a));
            }
            Self::Huber => out.slopes(weight, out.a, delta, |a, y| (a - y).min(one).max(-one)),
            Self::Hinge => out.slopes(weight, out.a, delta, |a, y| zero.le(one - y * a).select(-y, zero)),
        }
        out.activation.backward(out.units, out.z, out.a, delta);
    }

    /// How much of the examples is classified rightly, summed like [`value`](Self::value): 1 or 0 each; with several
    /// outputs the share of them. An output means class 1 above 0.5; for hinge, whose targets are −1 and 1, above 0
    /// (Keras's `"accuracy"` keeps 0.5 there, which counts outputs from 0 to 0.5 on the wrong side). A target is read by
    /// the same threshold.
    pub fn correct(self, out: &Outputs, weight: &[F32x4]) -> F32x4 {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        if self.is_sparse() {
            return out.sums(weight, out.a, 1, |a, y| {
                let (mut best, mut largest) = (zero, a[0]);
                for (unit, a) in a.iter().enumerate().skip(1) {
                    let better = largest.lt(*a);
                    (best, largest) = (better.select(number(unit), best), better.select(*a, largest));
                }
                best.eq(y[0]).select(one, zero)
            });
        }
        let threshold = F32x4::splat(if self == Self::Hinge { 0.0 } else { 0.5 });
        let class = |x: F32x4| threshold.lt(x).select(one, zero);
        out.means(weight, out.a, |a, y| class(a).eq(class(y)).select(one, zero))
    }
}

impl Outputs<'_> {
    /// Σ over the rows of weight · term(values of the row, its `targets` targets).
    #[inline(always)]
    fn sums(
        &self,
        weight: &[F32x4],
        values: &[F32x4],
        targets: usize,
        term: impl Fn(&[F32x4], &[F32x4]) -> F32x4,
    ) -> F32x4 {
        let mut sum = F32x4::ZERO;
        for (row, weight) in weight.iter().enumerate() {
            let values = &values[row * stride(self.units)..][..self.units];
            sum = sum + *weight * term(values, &self.y[row * stride(targets)..][..targets]);
        }
        sum
    }

    /// [`sums`](Self::sums) of the mean over the outputs of a term of each value and its target.
    #[inline(always)]
    fn means(&self, weight: &[F32x4], values: &[F32x4], term: impl Fn(F32x4, F32x4) -> F32x4) -> F32x4 {
        let units = F32x4::splat(self.units as f32);
        self.sums(weight, values, self.units, |values, y| {
            sum(values.iter().zip(y).map(|(value, y)| term(*value, *y))) / units
        })
    }

    /// delta = weight / units · slope of each value and its target.
    #[inline(always)]
    fn slopes(&self, weight: &[F32x4], values: &[F32x4], delta: &mut [F32x4], slope: impl Fn(F32x4, F32x4) -> F32x4) {
        let units = F32x4::splat(self.units as f32);
        for (row, weight) in weight.iter().enumerate() {
            let weight = *weight / units;
            let row = row * stride(self.units)..row * stride(self.units) + self.units;
            let (values, y) = (&values[row.clone()], &self.y[row.clone()]);
            for ((delta, value), y) in delta[row].iter_mut().zip(values).zip(y) {
                *delta = slope(*value, *y) * weight;
            }
        }
    }

    /// delta = weight · slope of all outputs of the example, of what `delta` holds, and of 1 or 0 for whether it is the
    /// right class's.
    #[inline(always)]
    fn class_slopes(&self, weight: &[F32x4], delta: &mut [F32x4], slope: impl Fn(&[F32x4], F32x4, F32x4) -> F32x4) {
        for (row, weight) in weight.iter().enumerate() {
            let y = self.y[row * stride(1)];
            let row = row * stride(self.units)..row * stride(self.units) + self.units;
            for (unit, delta) in delta[row.clone()].iter_mut().enumerate() {
                let is_class = y.eq(number(unit)).select(F32x4::splat(1.0), F32x4::ZERO);
                *delta = slope(&self.a[row.clone()], *delta, is_class) * *weight;
            }
        }
    }
}

fn sum(terms: impl Iterator<Item = F32x4>) -> F32x4 {
    terms.fold(F32x4::ZERO, |sum, term| sum + term)
}

/// A unit's number as a target gives it; exact, for a layer has at most a million units.
fn number(unit: usize) -> F32x4 {
    F32x4::splat(unit as f32)
}

/// The value of the unit whose number is the target.
fn of_class(values: &[F32x4], y: F32x4) -> F32x4 {
    let pick = |picked, (unit, value): (usize, &F32x4)| y.eq(number(unit)).select(*value, picked);
    values.iter().enumerate().fold(F32x4::ZERO, pick)
}

fn clip(a: F32x4) -> F32x4 {
    a.max(F32x4::splat(CLIP)).min(F32x4::splat(1.0 - CLIP))
}

/// Where clipping holds the value, its gradient is 0.
fn unless_clipped(a: F32x4, gradient: F32x4) -> F32x4 {
    let zero = F32x4::ZERO;
    let inside = a.lt(F32x4::splat(CLIP)).select(zero, gradient);
    F32x4::splat(1.0 - CLIP).lt(a).select(zero, inside)
}

fn huber(error: F32x4) -> F32x4 {
    let (half, size) = (F32x4::splat(0.5), error.abs());
    size.le(F32x4::splat(1.0)).select(half * size * size, size - half)
}
