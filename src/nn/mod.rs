//! The training core: dense networks as Keras computes them. Knows no data set, no plot, no browser.

mod activation;
mod batches;
mod checkpoint;
mod config;
mod initializer;
mod kernels;
mod layout;
mod loss;
mod math;
mod network;
mod optimizer;
mod pass;
pub mod random;
mod simd;
mod value;

pub use activation::Activation;
pub use batches::Batches;
pub use config::{LayerConfig, MAX_LAYERS, MAX_PARAMETERS, NetworkConfig, Regularizer};
pub use initializer::Initializer;
pub use layout::LayerLayout;
pub use loss::Loss;
pub use network::{FitOptions, History, Metrics, Network};
pub use optimizer::{
    Adadelta, Adagrad, Adam, AdamW, Adamax, Hyperparameter, Nadam, Optimizer, OptimizerName, Range, RmsProp, Sgd,
};
pub use pass::Examples;
pub(crate) use pass::Rows;
pub(crate) use value::joined;
pub use value::{Choice, Fields, Value};
