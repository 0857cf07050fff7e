//! The training core: dense networks as Keras computes them. Knows no data set, no plot, no browser.
//!
//! The arithmetic of a step is in the package `ops`, reading and writing of values in `value`.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "the standard library is an independent reference"))]

mod batches;
mod checkpoint;
mod config;
mod initializer;
mod layers;
mod learning_rate;
mod network;
mod optimizer;
mod parameters;
pub mod python;
pub mod random;
mod regularizer;
pub mod state;
mod target;

pub use batches::Batches;
pub use config::{LayerConfig, MAX_LAYERS, MAX_PARAMETERS, NetworkConfig};
pub use initializer::Initializer;
pub use learning_rate::LearningRate;
pub use network::{FitOptions, History, MAX_EPOCHS, MAX_ROWS, Metrics, Network};
pub use ops::{
    Activation, Adadelta, Adagrad, Adam, Adamax, Argument, Bound, Clip, Examples, Ftrl, LayerLayout, Lion, Loss, Nadam,
    OptimizerName, Range, RmsProp, Rows, Rule, Schedule, ScheduleName, Setting, Sgd, Slot, Targets,
};
pub use optimizer::{Hyperparameter, Optimizer};
pub use parameters::Parameter;
pub use regularizer::Regularizer;
pub use target::check_target;
pub use value::{Error, Result};
