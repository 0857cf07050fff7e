//! Loss functions, each with its gradient beside it.
//!
//! Keras's (<https://keras.io/api/losses/>): the mean over the outputs of an example, then over the examples of the
//! batch. y is the target, a the output of the network, z the output's value before the activation ("logit").
//! Cross-entropies after sigmoid or softmax are computed from z, so that nothing overflows and no gradient is cut off;
//! after any other activation the output is clipped to [10⁻⁷, 1 − 10⁻⁷]. So does Keras on TensorFlow, which takes z for the
//! logits whichever of the two activations comes last, even if it is not the one that belongs to the loss.

use crate::{Activation, math, simd::F32x4};
use std::{iter::StepBy, slice::Iter};
use value::{Bounds, Choice, Reason, number::as_written, serialize_as_name};

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

/// The outputs of the last layer for a tile of examples, as a loss sees them: [units] of columns. So are the targets,
/// [targets]. A *row* is what belongs to the same four examples: one register of each column.
pub(crate) struct Outputs<'a> {
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
    /// What each example counts: a column of 1, and of 0 in lanes that hold none.
    pub weights: &'a [F32x4],
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
    pub fn check_target(self, target: f32, outputs: usize) -> Option<Reason> {
        match self {
            Self::SparseCategoricalCrossentropy => {
                let legal = target.fract() == 0.0 && target >= 0.0 && (target as usize) < outputs;
                (!legal).then(|| Reason::Class { value: as_written(target), classes: outputs })
            }
            Self::BinaryCrossentropy if !(0.0..=1.0).contains(&target) => {
                Bounds::between(0.0, 1.0).check(as_written(target)).err()
            }
            _ => (!target.is_finite()).then(|| Reason::NotFinite { value: target.into() }),
        }
    }

    /// How targets are to be read for a batch, factor and term, if not as they are: hinge takes 0 and 1 for −1 and 1 if
    /// there are no others.
    #[inline(never)]
    pub fn target_map(self, mut targets: impl Iterator<Item = f32>) -> Option<(f32, f32)> {
        (self == Self::Hinge && targets.all(|y| y == 0.0 || y == 1.0)).then_some((2.0, -1.0))
    }

    /// The sum of the examples' losses.
    #[inline(never)]
    pub(crate) fn value(self, out: &Outputs) -> f32 {
        let one = F32x4::splat(1.0);
        match self {
            Self::MeanSquaredError => out.means(out.a, |a, y| (y - a) * (y - a)),
            Self::MeanAbsoluteError => out.means(out.a, |a, y| (y - a).abs()),
            // −y ln σ(z) − (1 − y) ln(1 − σ(z)) = softplus(z) − y z
            Self::BinaryCrossentropy if out.has_logits() => out.means(out.z, |z, y| math::softplus(z) - y * z),
            Self::BinaryCrossentropy => out.means(out.a, |a, y| {
                let a = clip(a);
                -y * math::ln(a) - (one - y) * math::ln(one - a)
            }),
            Self::SparseCategoricalCrossentropy if out.has_logits() => out.sums(out.z, |z, y| {
                // −ln (e^z_y / Σⱼ e^zⱼ) = ln Σⱼ e^(zⱼ − m) + m − z_y with m the largest
                let largest = z.clone().fold(F32x4::splat(f32::NEG_INFINITY), |largest, z| z.max(largest));
                let total = sum(z.clone().map(|z| math::exp(*z - largest)));
                math::ln(total) + (largest - of_class(z, y))
            }),
            Self::SparseCategoricalCrossentropy => out.sums(out.a, |a, y| {
                let total = sum(a.clone().map(|a| clip(*a)));
                math::ln(total) - math::ln(clip(of_class(a, y)))
            }),
            Self::Huber => out.means(out.a, |a, y| huber(y - a)),
            Self::Hinge => out.means(out.a, |a, y| (one - y * a).max(F32x4::ZERO)),
        }
    }

    /// ∂(loss of an example)/∂z times its `share` in the mean, written to `delta` [units] of columns.
    #[inline(never)]
    pub(crate) fn gradient(self, out: &Outputs, share: f32, delta: &mut [F32x4]) {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        match self {
            // With p = σ(z) the chain rule cancels to p − y, …
            Self::BinaryCrossentropy if out.has_logits() => {
                return out.slopes(share, out.z, delta, |z, y| math::sigmoid(z) - y);
            }
            // … and with p = softmax(z) too.
            Self::SparseCategoricalCrossentropy if out.has_logits() => {
                Activation::Softmax.forward(out.registers(), out.z, delta);
                return out.class_slopes(share, delta, |_, p, is_class| p - is_class);
            }
            Self::SparseCategoricalCrossentropy => {
                delta.copy_from_slice(out.a);
                out.class_slopes(share, delta, |all, a, is_class| {
                    unless_clipped(a, one / sum(all.map(|a| clip(*a))) - is_class / clip(a))
                });
            }
            Self::MeanSquaredError => out.slopes(share, out.a, delta, |a, y| (a - y) + (a - y)),
            Self::MeanAbsoluteError => out.slopes(share, out.a, delta, |a, y| math::sign(a - y)),
            Self::BinaryCrossentropy => {
                out.slopes(share, out.a, delta, |a, y| unless_clipped(a, (one - y) / (one - a) - y / a));
            }
            Self::Huber => out.slopes(share, out.a, delta, |a, y| (a - y).min(one).max(-one)),
            Self::Hinge => out.slopes(share, out.a, delta, |a, y| zero.le(one - y * a).select(-y, zero)),
        }
        out.activation.backward(out.registers(), out.z, out.a, delta);
    }

    /// How many of the examples are classified rightly: 1 or 0 each; with several
    /// outputs the share of them. An output means class 1 above 0.5; for hinge, whose targets are −1 and 1, above 0
    /// (Keras's `"accuracy"` keeps 0.5 there, which counts outputs from 0 to 0.5 on the wrong side). A target is read by
    /// the same threshold.
    #[inline(never)]
    pub(crate) fn correct(self, out: &Outputs) -> f32 {
        let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
        if self.is_sparse() {
            return out.sums(out.a, |a, y| {
                let (mut best, mut largest) = (zero, F32x4::splat(f32::NEG_INFINITY));
                for (unit, a) in a.enumerate() {
                    let better = largest.lt(*a);
                    (best, largest) = (better.select(number(unit), best), better.select(*a, largest));
                }
                best.eq(y).select(one, zero)
            });
        }
        let threshold = F32x4::splat(if self == Self::Hinge { 0.0 } else { 0.5 });
        let class = |x: F32x4| threshold.lt(x).select(one, zero);
        out.means(out.a, |a, y| class(a).eq(class(y)).select(one, zero))
    }
}

/// One row of the values of a layer: unit by unit.
type Row<'a> = StepBy<Iter<'a, F32x4>>;

impl Outputs<'_> {
    /// Registers of a column: the number of rows.
    fn registers(&self) -> usize {
        self.weights.len()
    }

    fn row<'a>(&self, values: &'a [F32x4], row: usize) -> Row<'a> {
        values.get(row..).unwrap_or_default().iter().step_by(self.registers())
    }

    /// The sum over the examples of a term of all outputs and of the first target.
    #[inline(always)]
    fn sums(&self, values: &[F32x4], term: impl Fn(Row, F32x4) -> F32x4) -> f32 {
        let mut sum = F32x4::ZERO;
        for (row, weight) in self.weights.iter().enumerate() {
            sum = sum + *weight * term(self.row(values, row), self.y[row]);
        }
        sum.sum()
    }

    /// The sum over the examples of the mean over the outputs of a term of each value and its target.
    #[inline(always)]
    fn means(&self, values: &[F32x4], term: impl Fn(F32x4, F32x4) -> F32x4) -> f32 {
        let (mut sum, mut at) = (F32x4::ZERO, 0);
        while at < values.len() {
            for weight in self.weights {
                sum = sum + *weight * term(values[at], self.y[at]);
                at += 1;
            }
        }
        sum.sum() / self.units as f32
    }

    /// delta = share / units · slope of each value and its target.
    #[inline(always)]
    fn slopes(&self, share: f32, values: &[F32x4], delta: &mut [F32x4], slope: impl Fn(F32x4, F32x4) -> F32x4) {
        let share = F32x4::splat(share / self.units as f32);
        let mut at = 0;
        while at < values.len() {
            for weight in self.weights {
                delta[at] = slope(values[at], self.y[at]) * (share * *weight);
                at += 1;
            }
        }
    }

    /// delta = share · slope of all outputs of the example, of what `delta` holds, and of 1 or 0 for whether it is the
    /// right class's.
    #[inline(always)]
    fn class_slopes(&self, share: f32, delta: &mut [F32x4], slope: impl Fn(Row, F32x4, F32x4) -> F32x4) {
        let (share, mut at) = (F32x4::splat(share), 0);
        for unit in 0..self.units {
            for (row, weight) in self.weights.iter().enumerate() {
                let is_class = self.y[row].eq(number(unit)).select(F32x4::splat(1.0), F32x4::ZERO);
                delta[at] = slope(self.row(self.a, row), delta[at], is_class) * (share * *weight);
                at += 1;
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
fn of_class(values: Row, y: F32x4) -> F32x4 {
    let pick = |picked, (unit, value): (usize, &F32x4)| y.eq(number(unit)).select(*value, picked);
    values.enumerate().fold(F32x4::ZERO, pick)
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
