//! The package as JavaScript sees it, in a real browser: `wasm-pack test --headless --chrome`, or `--firefox`.
//!
//! Most of what the core computes is tested natively; here it is what crosses the border: names, kinds, shapes, messages,
//! and that nothing that a page can pass is more than an `Error`. The classes are used as a script uses them, by their
//! names. What Keras computes is replayed in both places (`tests/keras`).
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the standard library is an independent reference"
)]

#[path = "../bits/bits.rs"]
mod bits;
mod catalog;
mod charts;
mod errors;
mod experiment;
mod fit;
#[path = "../keras/mod.rs"]
mod keras;
mod limits;
mod network;
mod refused;
mod same_bits;
mod support;
mod timeline;
mod weights;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
