//! Same seed, same bits: natively with `cargo test --test bits` (`--release`, too), in Node with
//! `wasm-pack test --node -- --test bits`, in browsers as a part of the tests in `tests/web`.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the standard library is an independent reference"
)]

mod bits;
