//! The native tests: one binary, a module per subject.
#![cfg(not(target_arch = "wasm32"))] // wasm-pack builds all tests, also these
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the standard library is an independent reference"
)]

mod change_texts;
mod checkpoints;
mod columns;
mod config;
mod data;
mod examples;
mod experiment;
mod fit;
mod formula;
mod gradients;
mod initializers;
#[path = "../keras/mod.rs"]
mod keras;
mod keras_code;
mod kinks;
mod labs;
mod lecture;
mod limits;
mod links;
mod network;
mod numbers;
mod optimizers;
mod probes;
mod properties;
mod reference;
mod single;
mod states;
mod support;
mod timeline;
mod units;
