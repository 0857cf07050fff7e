//! The one error type. Its messages carry the bad value and what would be right, in words for the person who wrote it.

/// What can go wrong. Whatever returns it has changed nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A field of a configuration, named by its path (`layers[1].units`), that is not what it may be.
    #[error("{field}: {problem}")]
    Config {
        /// Where: `layers[1].activation`.
        field: String,
        /// What was found and what would be right.
        problem: String,
    },
    /// An array whose length or values do not fit the network.
    #[error("{what}: {problem}")]
    Data {
        /// Which array: `x`, `y`, `weights[2]`.
        what: String,
        /// What was found and what would be right.
        problem: String,
    },
    /// The gradient of something that has none.
    #[error("{0}")]
    NoGradient(String),
    /// A checkpoint that cannot be read.
    #[error("not a checkpoint of this playground: {0}")]
    Checkpoint(String),
    /// A picture that could not be drawn.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
}

impl Error {
    /// A [`Error::Config`].
    pub fn config(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Config { field: field.into(), problem: problem.into() }
    }

    /// A [`Error::Data`].
    pub fn data(what: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Data { what: what.into(), problem: problem.into() }
    }
}

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
