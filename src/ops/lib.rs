//! The arithmetic of training: activations, losses and optimizers, each formula with its derivative, and the pass of a batch
//! through dense layers, forward and back.
//!
//! A package of its own because it is compiled for speed (`opt-level = 3`), everything else for size. It contains only the
//! arithmetic of a step, and beside each formula its name and hyperparameters.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "the standard library is an independent reference"))]

mod activation;
mod bound;
mod kernels;
mod layout;
mod loss;
mod math;
mod optimizer;
mod pass;
mod real;
mod schedule;
mod simd;
mod single;

pub use activation::Activation;
pub use bound::Bound;
pub use layout::LayerLayout;
pub use loss::{Loss, Targets};
pub use optimizer::{
    Adadelta, Adagrad, Adam, Adamax, Clip, Ftrl, Lion, Nadam, OptimizerName, Range, RmsProp, Rule, Setting, Sgd, Slot,
    Step, decay,
};
pub use pass::{Examples, Pass, Rows, Sums};
pub use schedule::{
    Argument, CosineDecay, ExponentialDecay, InverseTimeDecay, Periods, PiecewiseConstantDecay, PolynomialDecay,
    Schedule, ScheduleName,
};
pub use simd::first_not_finite;
