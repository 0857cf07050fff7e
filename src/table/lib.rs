//! Tables of numbers and classes out of CSV text, which is pushed in pieces.
//!
//! A [`Reader`] finds the separator, the header, which columns are numbers and which are words, and the classes. Lines that do
//! not fit are named with their number and what is wrong with them ([`Fault`]); everything else is kept. What cannot be
//! used at all is refused with a kind and figures ([`Refusal`]), for which the page has sentences.
//!
//! ```
//! use table::{Choice, Reader};
//!
//! let mut reader = Reader::new(Choice::default());
//! reader.push("length;width;species\n5,1;3,5;set")?;
//! reader.push("osa\n7,0;3,2;versicolor\n6,4;?;versicolor\n")?;
//! let table = reader.finish()?;
//! assert_eq!(table.inputs, [5.1, 3.5, 7.0, 3.2]);
//! assert_eq!(table.classes.as_deref(), Some(&["setosa".to_string(), "versicolor".to_string()][..]));
//! assert_eq!((table.faults[0].line, table.faults[0].text.as_str()), (4, "?"));
//! # Ok::<(), table::Refusal>(())
//! ```
//!
//! It reads UTF-8 only: the page decodes other encodings before. Dates and other text are no inputs; such columns are left out.

mod cell;
mod columns;
mod decimal;
mod reader;
mod refusal;
mod separator;
mod splitter;
#[cfg(target_arch = "wasm32")]
mod web;

pub use columns::{Choice, Table, Target};
pub use decimal::Decimal;
pub use reader::Reader;
pub use refusal::{Fault, FaultKind, Refusal};

/// The largest file, in bytes of UTF-8.
pub const MAX_BYTES: usize = 50_000_000;
/// The most rows; those after them are counted and left out.
pub const MAX_ROWS: usize = 100_000;
/// The most input columns.
pub const MAX_INPUTS: usize = 10;
/// The most columns of a file, those of text included.
pub const MAX_COLUMNS: usize = 64;
/// The most classes.
pub const MAX_CLASSES: usize = 8;
/// The fewest rows: one for training, one for testing.
pub const MIN_ROWS: usize = 2;
/// The most faults that are told one by one.
pub const MAX_FAULTS: usize = 20;
