//! The training core: dense networks as Keras computes them. Knows no data set, no plot, no browser.
//!
//! A package of its own because it is compiled for speed, and what is around it for few bytes.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod activation;
mod batches;
mod checkpoint;
mod config;
mod error;
mod initializer;
mod kernels;
mod layout;
mod loss;
mod math;
mod network;
pub mod number;
mod optimizer;
mod pass;
pub mod random;
mod simd;
pub mod trigonometry;
mod value;

pub use activation::Activation;
pub use batches::Batches;
pub use config::{LayerConfig, MAX_LAYERS, MAX_PARAMETERS, NetworkConfig, Regularizer};
pub use error::{Error, ErrorKind, Result};
pub use initializer::Initializer;
pub use layout::LayerLayout;
pub use loss::Loss;
pub use network::{FitOptions, History, Metrics, Network};
pub use optimizer::{
    Adadelta, Adagrad, Adam, AdamW, Adamax, Hyperparameter, Nadam, Optimizer, OptimizerName, Range, RmsProp, Sgd,
};
pub use pass::{Examples, Rows};
pub use value::{Choice, Fields, Value, joined};
