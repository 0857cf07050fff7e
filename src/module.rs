//! The module for JavaScript: all bindings of the library. A crate of its own, so that it is a `cdylib` and nothing else, which
//! is optimised as a whole.

pub use nn_playground::*;
