//! Untyped values that cross the API boundary: parsing, validation with readable errors, formatting. Knows nothing about
//! networks except the kinds of errors.

mod bounds;
mod choice;
mod error;
mod fields;
mod memory;
pub mod number;
mod reason;
mod setting;
mod tree;

pub use bounds::Bounds;
pub use choice::Choice;
pub use error::{Error, ErrorKind, Result};
pub use fields::{Fields, MAX_TEXT, each};
pub use memory::filled;
pub use reason::{Expected, Reason};
#[doc(hidden)]
pub use serde; // for the macros
pub use setting::NumberSetting;
pub use tree::{MAX_SAFE_INTEGER, Value};
