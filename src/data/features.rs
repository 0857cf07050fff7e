//! The features of a network: the raw coordinates, functions of them, or the columns of a table.

use libm::sin;
use value::{Choice, Error, Reason, Result, filled};

/// The most raw columns of a data set.
pub const MAX_COLUMNS: usize = 10;

/// The most features of a network: all columns of the widest table. (Of a plane there are fewer.)
pub const MAX_FEATURES: usize = MAX_COLUMNS;

/// A column of the network's input: a formula in the raw coordinates x and y, or a column of data that has more than two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Feature {
    /// x
    X,
    /// y
    Y,
    /// x²
    X2,
    /// y²
    Y2,
    /// x·y
    Xy,
    /// sin x
    SinX,
    /// sin y
    SinY,
    /// A raw column, from 0; its name counts from 1: `c1`.
    Column(usize),
}

impl Choice for Feature {
    const WHAT: &'static str = "a feature";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("x", Self::X),
        ("y", Self::Y),
        ("x2", Self::X2),
        ("y2", Self::Y2),
        ("xy", Self::Xy),
        ("sinx", Self::SinX),
        ("siny", Self::SinY),
        ("c1", Self::Column(0)),
        ("c2", Self::Column(1)),
        ("c3", Self::Column(2)),
        ("c4", Self::Column(3)),
        ("c5", Self::Column(4)),
        ("c6", Self::Column(5)),
        ("c7", Self::Column(6)),
        ("c8", Self::Column(7)),
        ("c9", Self::Column(8)),
        ("c10", Self::Column(9)),
    ];
}

/// Rounded once, from f64. (NumPy's sine of an f32 differs from it by at most one unit in the last place.)
fn sine(x: f32) -> f32 {
    sin(x.into()) as f32
}

impl Feature {
    /// Its value in a row of raw columns that it [fits](Self::fits). (Of one column y is x.)
    fn value(self, row: &[f32]) -> f32 {
        let (x, y) = (row[0], row[1.min(row.len() - 1)]);
        match self {
            Self::X => x,
            Self::Y => y,
            Self::X2 => x * x,
            Self::Y2 => y * y,
            Self::Xy => x * y,
            Self::SinX => sine(x),
            Self::SinY => sine(y),
            Self::Column(at) => row[at],
        }
    }

    /// Whether data with this many raw columns has it: formulas where there are one or two, else the columns themselves.
    pub fn fits(self, inputs: usize) -> bool {
        match self {
            Self::Column(at) => inputs > 2 && at < inputs,
            _ => inputs == 2 || inputs == 1 && !self.needs_y(),
        }
    }

    /// Whether it needs a second coordinate, which data with one input does not have.
    pub fn needs_y(self) -> bool {
        matches!(self, Self::Y | Self::Y2 | Self::Xy | Self::SinY)
    }
}

/// The values of `features` at each row of `x`, which has `inputs` (1 to [`MAX_COLUMNS`]) raw columns:
/// `[rows, features.len()]`.
///
/// # Errors
/// [`ErrorKind::Config`](value::ErrorKind::Config) for an empty list, or for a feature that this data does not have;
/// [`ErrorKind::Data`](value::ErrorKind::Data) where `x` is not whole rows of one to ten numbers, or has more of them than fit
/// in memory.
pub fn columns(features: &[Feature], x: &[f32], inputs: usize) -> Result<Vec<f32>> {
    if features.is_empty() {
        return Err(Error::config("features", Reason::count(0, "features", 1, MAX_FEATURES)));
    }
    if !(1..=MAX_COLUMNS).contains(&inputs) {
        return Err(Error::data("x", Reason::count(inputs, "columns", 1, MAX_COLUMNS)));
    }
    if !x.len().is_multiple_of(inputs) {
        return Err(Error::data("x", Reason::Length { length: x.len(), rows: None, row: Some(inputs) }));
    }
    if let Some(feature) = features.iter().find(|feature| !feature.fits(inputs)) {
        let choices = Feature::all().filter(|feature| feature.fits(inputs)).map(Choice::name).collect();
        let because = match inputs {
            1 if feature.needs_y() => "needs y, and this data has only x",
            _ => "is not of this data",
        };
        return Err(Error::config("features", Reason::Unfit { word: feature.name().to_owned(), because, choices }));
    }
    let rows = x.len() / inputs;
    let out_of_memory = || Reason::OutOfMemory { what: format!("{rows} rows of {} features", features.len()) };
    let values = rows.checked_mul(features.len()).and_then(|len| filled(0.0, len));
    let mut values = values.ok_or_else(|| Error::data("x", out_of_memory()))?;
    for (point, row) in x.chunks_exact(inputs).zip(values.chunks_exact_mut(features.len())) {
        for (feature, value) in features.iter().zip(row) {
            *value = feature.value(point);
        }
    }
    Ok(values)
}

/// Refuses an empty list and repeated features.
pub(crate) fn check(features: &[Feature]) -> Result<()> {
    if !(1..=MAX_FEATURES).contains(&features.len()) {
        return Err(Error::config("features", Reason::count(features.len(), "features", 1, MAX_FEATURES)));
    }
    match features.iter().enumerate().find(|(at, feature)| features[..*at].contains(feature)) {
        None => Ok(()),
        Some((at, feature)) => {
            Err(Error::config(format!("features[{at}]"), Reason::Twice { word: Some(feature.name().to_owned()) }))
        }
    }
}
