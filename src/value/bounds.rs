//! The numbers that a field takes.

use crate::{Reason, reason::brief};
use std::fmt;

/// The numbers that a field takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The smallest.
    pub low: f64,
    /// The largest; infinite where there is none.
    pub high: f64,
    /// Whether it has to be whole.
    pub whole: bool,
    /// Whether `high` itself is too large.
    pub below: bool,
}

impl Bounds {
    /// Whole numbers from `low` to `high`.
    pub const fn whole(low: u64, high: u64) -> Self {
        Self { low: low as f64, high: high as f64, whole: true, below: false }
    }

    /// Numbers from `low` to `high`.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low, high, whole: false, below: false }
    }

    /// Numbers from `low` to below `high`.
    pub const fn below(low: f64, high: f64) -> Self {
        Self { low, high, whole: false, below: true }
    }

    /// Numbers from `low` up.
    pub const fn from(low: f64) -> Self {
        Self::between(low, f64::INFINITY)
    }

    /// Whether `value` is one of them.
    pub fn contains(self, value: f64) -> bool {
        let fits = value >= self.low && if self.below { value < self.high } else { value <= self.high };
        fits && (!self.whole || value.fract() == 0.0)
    }

    /// What is wrong with `value`, if anything is.
    ///
    /// # Errors
    /// [`Reason::OutOfRange`] for any other number, NaN included.
    pub fn check(self, value: f64) -> Result<f64, Reason> {
        if self.contains(value) { Ok(value) } else { Err(Reason::OutOfRange { value, range: self }) }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (low, high) = (brief(self.low), brief(self.high));
        match self {
            Self { whole: true, .. } => write!(f, "a whole number from {low} to {high}"),
            Self { high: f64::INFINITY, .. } => write!(f, "{low} or a number greater than {low}"),
            Self { below: true, .. } => write!(f, "a number from {low} to less than {high}"),
            _ => write!(f, "a number from {low} to {high}"),
        }
    }
}
