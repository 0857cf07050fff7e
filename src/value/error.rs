//! The one error type. Its messages carry the bad value and what would be right, in words for the person who wrote it.

use std::fmt;

/// What went wrong. Whatever returns it has changed nothing.
///
/// It is one pointer wide: results are handed on everywhere, and in WebAssembly every word of them is code.
#[derive(Debug, Clone, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    kind: ErrorKind,
    place: String,
    problem: String,
}

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// A field of a configuration that is not what it may be.
    Config,
    /// An array whose length or values do not fit the network.
    Data,
    /// The gradient of something that has none.
    NoGradient,
    /// A checkpoint that cannot be read.
    Checkpoint,
    /// A picture that could not be drawn.
    Drawing,
}

impl Error {
    /// An [`ErrorKind::Config`]: a field, by its path (`layers[1].units`), with what was found and what would be right.
    pub fn config(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, field.into(), problem.into())
    }

    /// An [`ErrorKind::Data`]: an array (`x`, `y`, `weights[2]`), with what was found and what would be right.
    pub fn data(what: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Data, what.into(), problem.into())
    }

    /// An [`ErrorKind::NoGradient`].
    pub fn no_gradient(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::NoGradient, String::new(), problem.into())
    }

    /// An [`ErrorKind::Checkpoint`].
    pub fn checkpoint(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Checkpoint, "not a checkpoint of this playground".into(), problem.into())
    }

    /// An [`ErrorKind::Drawing`].
    pub fn drawing(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Drawing, "the picture could not be drawn".into(), problem.into())
    }

    #[inline(never)]
    fn new(kind: ErrorKind, place: String, problem: String) -> Self {
        Self(Box::new(Inner { kind, place, problem }))
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The field or the array, where there is one.
    pub fn place(&self) -> &str {
        &self.0.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Inner { place, problem, .. } = &*self.0;
        f.write_str(place)?;
        f.write_str(if place.is_empty() { "" } else { ": " })?;
        f.write_str(problem)
    }
}

impl std::error::Error for Error {}

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
