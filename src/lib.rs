//! A neural-network playground: a training core in pure Rust that computes what Keras computes, the data sets, labs and
//! pictures of an introductory lecture around it, and (on `wasm32`) bindings that a web page imports.
//!
//! ```
//! use nn_playground::nn::{Activation, LayerConfig, Loss, Network, NetworkConfig, Optimizer, OptimizerName};
//!
//! // The lecture's neuron: one input, one weight, one bias, trained by hand on five points.
//! let mut network = Network::new(NetworkConfig {
//!     inputs: 1,
//!     layers: vec![LayerConfig::new(1, Activation::Linear)],
//!     loss: Loss::MeanSquaredError,
//!     optimizer: Optimizer::new(OptimizerName::Sgd), // a learning rate of 0.01
//!     seed: 1,
//! })?;
//! network.set_weights(&[[0.1], [0.0]])?;
//! let loss = network.train_step(&[0.06, 0.87, 0.60, 0.71, 0.02], &[3.17, 4.73, 4.26, 4.57, 3.02])?;
//! assert_eq!(format!("{loss:.2}"), "15.71");
//! assert_eq!(network.get_weights()[0], [0.1400156]);
//! # Ok::<(), nn_playground::Error>(())
//! ```
//!
//! - [`nn`]: [`nn::Network`] and what it is made of. Knows no data set, no picture and no browser.
//! - [`data`]: data sets, the columns a network sees of them, and a person's own data.
//! - [`formula`]: formulas that a person writes, with exact derivatives.
//! - [`experiment`]: [`experiment::Experiment`], a network with its data and the record of its training.
//! - [`labs`]: the lecture's machines, from the McCulloch–Pitts neuron to back-propagation by hand.
//! - [`keras`]: networks and training runs as Keras code.
//! - [`plot`]: charts on any plotters backend, and heat maps as pixels.
//!
//! Same configuration and seed give the same bits on every machine. Whatever can go wrong is an [`Error`], returned before
//! anything has changed. It does not do convolutions, recurrence, more than a million parameters, or threads.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "the standard library is an independent reference"))]

pub mod data;
pub mod experiment;
pub mod formula;
pub mod keras;
pub mod labs;
pub mod plot;
#[cfg(target_arch = "wasm32")]
pub mod web;

#[doc(inline)]
pub use ::{nn, value};
pub use value::{Error, ErrorKind, Result};

/// Much smaller than the allocator that Rust brings, and made for WebAssembly. Nothing is allocated in a training step.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
