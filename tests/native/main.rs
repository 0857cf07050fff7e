//! The native tests: one binary, a module per subject.

mod checkpoints;
mod config;
mod data;
mod experiment;
mod fit;
mod gradients;
mod initializers;
mod kinks;
mod lecture;
mod network;
mod optimizers;
mod reference;
mod support;
