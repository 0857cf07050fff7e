//! Loss functions, each with its gradient beside it.
//!
//! Keras's (<https://keras.io/api/losses/>): the mean over the outputs of an example (of Kullback and Leibler's divergence and
//! the categorical cross-entropies: the sum), then the mean over the examples of the batch. y is the target, a the output of
//! the network, z the output's value before the activation ("logit"). Cross-entropies after sigmoid or softmax are computed
//! from z; after any other activation the output is clipped to [10⁻⁷, 1 − 10⁻⁷]. So does Keras on TensorFlow, which takes z
//! for the logits after either of the two activations, even after the one of the other loss.

mod accuracy;
mod crossentropy;
mod pointwise;

use crate::{
    Activation,
    simd::{F32x4, Row},
};
use crossentropy::{BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy};
use pointwise::{Hinge, Huber, KlDivergence, LogCosh, MeanAbsoluteError, MeanSquaredError, Pointwise, SquaredHinge};
use value::Choice;

/// Keras's `backend.epsilon()`, a float32.
const EPSILON: f64 = 1e-7_f32 as f64;

/// What the targets of a loss are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Targets {
    /// Any numbers, one for each output.
    Numbers,
    /// A number from 0 to 1 for each output.
    Probabilities,
    /// −1 or 1 for each output; a batch whose targets are all 0 or 1 is taken as −1 and 1.
    Signs,
    /// The probability of each class: numbers that usually sum to 1, one for each output.
    Distribution,
    /// The index of the correct class, one for each example.
    Class,
}

/// A loss of the outputs of the last layer.
trait LossFunction {
    /// Whether it is a classifier's, so that an accuracy makes sense.
    const CLASSIFIES: bool;
    /// What its targets are.
    const TARGETS: Targets;

    /// The sum of the examples' losses.
    fn value(out: &Outputs) -> f32;

    /// ∂(loss of an example)/∂z times its `share` in the mean, written to `delta` [units] of columns.
    fn gradient(out: &Outputs, share: f32, delta: &mut [F32x4]);

    /// The term of one output and its derivative by a, if the loss is made of such terms.
    fn at(y: f64, a: f64) -> Option<[f64; 2]>;
}

impl<L: Pointwise> LossFunction for L {
    const CLASSIFIES: bool = L::CLASSIFIES;
    const TARGETS: Targets = L::TARGETS;

    #[inline(always)]
    fn value(out: &Outputs) -> f32 {
        let mean = out.means(out.a, L::term);
        if L::MEAN { mean } else { mean * out.units as f32 }
    }

    #[inline(always)]
    fn gradient(out: &Outputs, share: f32, delta: &mut [F32x4]) {
        let share = if L::MEAN { share } else { share * out.units as f32 };
        out.slopes(share, out.a, delta, L::derivative);
        out.through_activation(delta);
    }

    fn at(y: f64, a: f64) -> Option<[f64; 2]> {
        Some([L::term(y, a), L::derivative(y, a)])
    }
}

/// One line for each loss makes its variant, its name and further names for it; its formula is in the struct of the same name.
macro_rules! losses {
    ($($(#[$attribute:meta])* $variant:ident $name:literal $($alias:literal)*;)*) => {
        /// A loss function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Loss {
            $($(#[$attribute])* $variant,)*
        }

        impl Choice for Loss {
            const WHAT: &'static str = "a loss";
            const NAMES: &'static [(&'static str, Self)] =
                &[$(($name, Self::$variant),)* $($(($alias, Self::$variant),)*)*];
        }

        impl Loss {
            /// Whether it is a classifier's, so that an accuracy makes sense.
            pub fn is_classification(self) -> bool {
                match self {
                    $(Self::$variant => <$variant as LossFunction>::CLASSIFIES,)*
                }
            }

            /// Keras's class.
            pub fn keras_class(self) -> &'static str {
                match self {
                    _ if self == Self::KlDivergence => "KLDivergence", // another case than Rust's
                    $(Self::$variant => stringify!($variant),)*
                }
            }

            /// What its targets are.
            pub fn targets_kind(self) -> Targets {
                match self {
                    $(Self::$variant => <$variant as LossFunction>::TARGETS,)*
                }
            }

            /// In f64: the term of one output a with its target y, and its derivative by a. `None` for losses that need all
            /// outputs of an example.
            pub fn at(self, y: f64, a: f64) -> Option<[f64; 2]> {
                match self {
                    $(Self::$variant => $variant::at(y, a),)*
                }
            }

            /// The sum of the examples' losses. If `delta` [units] of columns is there, ∂(loss of an example)/∂z times its `share`
            /// in the mean is written to it.
            #[inline(never)]
            pub(crate) fn value_and_gradient(self, out: &Outputs, share: f32, delta: Option<&mut [F32x4]>) -> f32 {
                match self {
                    $(Self::$variant => {
                        if let Some(delta) = delta {
                            $variant::gradient(out, share, delta);
                        }
                        <$variant as LossFunction>::value(out)
                    })*
                }
            }
        }
    };
}

losses! {
    /// (y − a)². (The lecture's J has ½ in front: half the gradient, so twice the learning rate does the same.)
    MeanSquaredError "mean_squared_error" "mse";
    /// |y − a|; the gradient at 0 is 0.
    MeanAbsoluteError "mean_absolute_error" "mae";
    /// −y ln a − (1 − y) ln(1 − a), for targets from 0 to 1. (After softmax: with σ(z) for a. PyTorch's BCELoss does not
    /// clip a but keeps each logarithm at −100 or more; its BCEWithLogitsLoss is what is computed after sigmoid.)
    BinaryCrossentropy "binary_crossentropy" "bce";
    /// −ln (a_y / Σⱼ aⱼ), y being the index of the correct class. (After softmax the sum is 1;
    /// after sigmoid: with softmax(z) for a. PyTorch's CrossEntropyLoss takes logits from a linear last layer; here, as in
    /// Keras without `from_logits`, such outputs are clipped and taken for probabilities.)
    SparseCategoricalCrossentropy "sparse_categorical_crossentropy";
    /// −Σⱼ yⱼ ln (aⱼ / Σₖ aₖ), y being the probability of each class: [rows, classes], one-hot or soft. (After sigmoid: with
    /// softmax(z) for a. After other activations aⱼ / Σₖ aₖ is clipped, unlike in
    /// [`SparseCategoricalCrossentropy`](Self::SparseCategoricalCrossentropy), which clips a.)
    CategoricalCrossentropy "categorical_crossentropy";
    /// ½(y − a)² where |y − a| ≤ 1, else |y − a| − ½ (Huber, 1964).
    Huber "huber";
    /// max(1 − y a, 0), for targets −1 and 1; a batch whose targets are all 0 or 1 is taken as −1 and 1. The derivative
    /// where y a is exactly 1 is −y, as in TensorFlow. (PyTorch's HingeEmbeddingLoss is another loss.)
    Hinge "hinge";
    /// max(1 − y a, 0)², for targets as in [`Hinge`](Self::Hinge).
    SquaredHinge "squared_hinge";
    /// ln cosh(a − y): about ½(a − y)² where the error is small, |a − y| − ln 2 where it is large.
    LogCosh "log_cosh";
    /// Σⱼ yⱼ ln (yⱼ / aⱼ), y being the probability of each class. Both are clipped to [10⁻⁷, 1], whatever the activation.
    KlDivergence "kl_divergence" "kld";
}

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
    /// The targets.
    pub y: &'a [F32x4],
    /// The weight of each lane: 1, and 0 for surplus lanes.
    pub weights: &'a [F32x4],
}

impl Loss {
    /// Whether targets are class indices, one a row, instead of one value an output.
    pub fn is_sparse(self) -> bool {
        self.targets_kind() == Targets::Class
    }

    /// Target values in a row, for a network with `outputs` outputs.
    pub fn targets(self, outputs: usize) -> usize {
        if self.is_sparse() { 1 } else { outputs }
    }

    /// A linear map of the targets of a batch, factor and term, if there is one: hinge maps 0 and 1 to −1 and 1 if there are
    /// no other targets.
    #[inline(always)] // nearly always it is the first comparison alone
    pub fn target_map(self, mut targets: impl Iterator<Item = f32>) -> Option<(f32, f32)> {
        (self.targets_kind() == Targets::Signs && targets.all(|y| y == 0.0 || y == 1.0)).then_some((2.0, -1.0))
    }
}

impl Outputs<'_> {
    /// Whether z is what a cross-entropy calls logits.
    fn has_logits(&self) -> bool {
        matches!(self.activation, Activation::Sigmoid | Activation::Softmax)
    }

    /// Registers of a column: the number of rows.
    fn registers(&self) -> usize {
        self.weights.len()
    }

    fn row<'a>(&self, values: &'a [F32x4], row: usize) -> Row<'a> {
        Row::new(values, row, self.registers())
    }

    /// ∂/∂z from ∂/∂a, in place.
    fn through_activation(&self, delta: &mut [F32x4]) {
        self.activation.backward(self.registers(), self.z, self.a, delta);
    }

    /// The sum over the examples of a term of all outputs and all targets.
    #[inline(always)]
    fn sums(&self, values: &[F32x4], term: impl Fn(Row, Row) -> F32x4) -> f32 {
        let mut sum = F32x4::ZERO;
        for (row, weight) in self.weights.iter().enumerate() {
            sum = sum + *weight * term(self.row(values, row), self.row(self.y, row));
        }
        sum.sum()
    }

    /// The sum over the examples of the mean over the outputs of a term of each target and value.
    #[inline(always)]
    fn means(&self, values: &[F32x4], term: impl Fn(F32x4, F32x4) -> F32x4) -> f32 {
        let (mut sum, mut at) = (F32x4::ZERO, 0);
        while at < values.len() {
            for weight in self.weights {
                sum = sum + *weight * term(self.y[at], values[at]);
                at += 1;
            }
        }
        sum.sum() / self.units as f32
    }

    /// delta = share / units · slope of each target and value.
    #[inline(always)]
    fn slopes(&self, share: f32, values: &[F32x4], delta: &mut [F32x4], slope: impl Fn(F32x4, F32x4) -> F32x4) {
        let share = F32x4::splat(share / self.units as f32);
        let mut at = 0;
        while at < values.len() {
            for weight in self.weights {
                delta[at] = slope(self.y[at], values[at]) * (share * *weight);
                at += 1;
            }
        }
    }

    /// delta = share · slope of what `delta` holds and of the target.
    #[inline(always)]
    fn target_slopes(&self, share: f32, delta: &mut [F32x4], slope: impl Fn(F32x4, F32x4) -> F32x4) {
        let (share, mut at) = (F32x4::splat(share), 0);
        while at < delta.len() {
            for weight in self.weights {
                delta[at] = slope(delta[at], self.y[at]) * (share * *weight);
                at += 1;
            }
        }
    }

    /// delta = share · slope of all outputs of the example, of what `delta` holds, and of 1 for the correct class, else 0.
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

/// A unit's index as an f32, like a target; exact, since a layer has at most a million units.
fn number(unit: usize) -> F32x4 {
    F32x4::splat(unit as f32)
}
