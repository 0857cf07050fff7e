//! Plain values from outside and to it: read, checked, refused in words, shown. Knows nothing of networks.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod choice;
mod error;
mod fields;
pub mod number;
#[allow(clippy::module_inception, reason = "the package is about values, and this is one")]
mod value;

pub use choice::{Choice, joined};
pub use error::{Error, ErrorKind, Result};
pub use fields::{Fields, each, whole};
pub use value::{MAX_SAFE_INTEGER, Value};
