//! What is wrong with a line, and with a whole file.

use std::fmt;

/// A line that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The number of the line, from 1; of several lines in quotation marks the first.
    pub line: usize,
    /// The number of the column, from 1; 0 where it is the whole line.
    pub column: usize,
    /// What is wrong.
    pub kind: FaultKind,
    /// What stands there, shortened.
    pub text: String,
    /// Fields that the line has, and fields that it should have, where their number is wrong; else 0.
    pub fields: (usize, usize),
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It has another number of fields than the others.
    Fields,
    /// A field is empty.
    Missing,
    /// A field of a column of numbers is no number.
    Number,
    /// A number is too large to be computed with.
    Range,
    /// A field of a column of classes is a number, where the others are words.
    Class,
}

impl FaultKind {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Missing => "missing",
            Self::Number => "number",
            Self::Range => "range",
            Self::Class => "class",
        }
    }
}

/// Why a text is no table that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `too_long`, `binary`, `workbook`, `empty`, `one_column`, `columns`, `only_text`, `rows`, `classes` or `one_class`.
    pub kind: &'static str,
    /// How many bytes, columns, rows or classes there are.
    pub found: usize,
    /// How many there may be, or must be.
    pub limit: usize,
    /// The names of the columns, where another one could be the target.
    pub columns: Vec<String>,
    /// The lines that were left out, where too few rows or classes are left.
    pub faults: Vec<Fault>,
}

impl Refusal {
    pub(crate) fn new(kind: &'static str, found: usize, limit: usize) -> Self {
        Self { kind, found, limit, columns: vec![], faults: vec![] }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)
    }
}

impl std::error::Error for Refusal {}
