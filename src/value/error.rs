//! The error type. Messages contain the bad value and what would be correct, for the person who wrote it.

use crate::{Reason, Value};
use std::fmt;

/// What went wrong. Whatever returns it has changed nothing.
///
/// One pointer wide: every word of a result that is passed on costs code in WebAssembly.
#[derive(Debug, Clone, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    kind: ErrorKind,
    field: String,
    reason: Reason,
}

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A field of a configuration with an illegal value.
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

impl ErrorKind {
    /// The kind as programs call it, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Data => "data",
            Self::NoGradient => "no_gradient",
            Self::Checkpoint => "checkpoint",
            Self::Drawing => "drawing",
        }
    }
}

impl Error {
    /// An [`ErrorKind::Config`]: a field, by its path (`layers[1].units`), with what was found and what would be right.
    pub fn config(field: impl Into<String>, reason: impl Into<Reason>) -> Self {
        Self::new(ErrorKind::Config, field.into(), reason.into())
    }

    /// An [`ErrorKind::Data`]: an array (`x`, `y`, `weights[2]`), with what was found and what would be right.
    pub fn data(array: impl Into<String>, reason: impl Into<Reason>) -> Self {
        Self::new(ErrorKind::Data, array.into(), reason.into())
    }

    /// An [`ErrorKind::NoGradient`]: the field of an activation that has none.
    pub fn no_gradient(field: impl Into<String>, activation: &'static str) -> Self {
        Self::new(ErrorKind::NoGradient, field.into(), Reason::NoGradient { activation })
    }

    /// An [`ErrorKind::Checkpoint`].
    pub fn checkpoint(reason: impl Into<Reason>) -> Self {
        Self::new(ErrorKind::Checkpoint, String::new(), reason.into())
    }

    /// An [`ErrorKind::Drawing`].
    pub fn drawing(reason: impl Into<Reason>) -> Self {
        Self::new(ErrorKind::Drawing, String::new(), reason.into())
    }

    #[inline(never)] // else it is compiled into every place that can fail
    fn new(kind: ErrorKind, field: String, reason: Reason) -> Self {
        Self(Box::new(Inner { kind, field, reason }))
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The field or the array by its path, such as `layers[1].units`; empty where the whole value is meant, or none.
    pub fn field(&self) -> &str {
        &self.0.field
    }

    /// What is wrong there.
    pub fn reason(&self) -> &Reason {
        &self.0.reason
    }

    /// What is wrong there, without the rest.
    pub fn into_reason(self) -> Reason {
        self.0.reason
    }

    /// The details of the [reason](Self::reason) for programs; see [`Reason::details`].
    pub fn details(&self) -> Value {
        self.0.reason.details()
    }

    /// The same error of a value that lies in `parent`: its field `units` is `parent.units` from there.
    pub fn within(mut self, parent: &str) -> Self {
        let field = &mut self.0.field;
        let dot = if field.is_empty() || field.starts_with('[') || parent.is_empty() { "" } else { "." };
        *field = format!("{parent}{dot}{field}");
        self
    }

    /// The same error, of what has a name from outside where the error has none.
    pub fn or_field(mut self, field: &str) -> Self {
        if self.0.field.is_empty() {
            self.0.field = field.to_owned();
        }
        self
    }

    /// The same error, of another kind.
    pub fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Inner { kind, field, reason } = &*self.0;
        f.write_str(match kind {
            ErrorKind::Checkpoint => "not a checkpoint of this playground: ",
            ErrorKind::Drawing => "the picture could not be drawn: ",
            _ => "",
        })?;
        if !field.is_empty() {
            write!(f, "{field}: ")?;
        }
        write!(f, "{reason}")
    }
}

impl std::error::Error for Error {}

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
