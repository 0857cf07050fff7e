//! Plain values from outside and to it: read, checked, refused in words, shown. Of networks it
//! knows no more than what can be wrong with them.

mod choice;
mod error;
mod fields;
pub mod number;
mod setting;
mod tree;

pub use choice::{Choice, joined};
pub use error::{Error, ErrorKind, Result};
pub use fields::{Fields, each, whole};
#[doc(hidden)]
pub use serde; // for the macros
pub use setting::NumberSetting;
pub use tree::{MAX_SAFE_INTEGER, Value};
