//! The native tests: one binary, a module per subject.
#![cfg(not(target_arch = "wasm32"))] // wasm-pack builds all tests, also these

mod checkpoints;
mod config;
mod data;
mod experiment;
mod fit;
mod gradients;
mod initializers;
#[path = "../keras/mod.rs"]
mod keras;
mod keras_code;
mod kinks;
mod labs;
mod lecture;
mod network;
mod numbers;
mod optimizers;
mod properties;
mod reference;
mod support;
