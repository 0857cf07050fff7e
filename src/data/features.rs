//! The features of a network: the raw coordinates, or functions of them.

use libm::sin;
use value::{Choice, Error, Reason, Result, filled};

/// The most features: each one once.
pub const MAX_FEATURES: usize = Feature::NAMES.len();

/// A column of the network's input, as a formula in the raw coordinates x and y.
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
    ];
}

/// Rounded once, from f64. (NumPy's sine of an f32 differs from it by at most one unit in the last place.)
fn sine(x: f32) -> f32 {
    sin(x.into()) as f32
}

impl Feature {
    /// Its value at (x, y).
    pub fn value(self, x: f32, y: f32) -> f32 {
        match self {
            Self::X => x,
            Self::Y => y,
            Self::X2 => x * x,
            Self::Y2 => y * y,
            Self::Xy => x * y,
            Self::SinX => sine(x),
            Self::SinY => sine(y),
        }
    }

    /// Whether it needs a second coordinate, which data with one input does not have.
    pub fn needs_y(self) -> bool {
        matches!(self, Self::Y | Self::Y2 | Self::Xy | Self::SinY)
    }
}

/// The values of `features` at each row of `x`, which has `inputs` (1 or 2) coordinates per row:
/// `[rows, features.len()]`.
///
/// # Errors
/// [`ErrorKind::Config`](value::ErrorKind::Config) for an empty list, or for a feature that needs y where there is only x;
/// [`ErrorKind::Data`](value::ErrorKind::Data) where `x` is not whole rows of one or two numbers, or has more of them than fit
/// in memory.
pub fn columns(features: &[Feature], x: &[f32], inputs: usize) -> Result<Vec<f32>> {
    if features.is_empty() {
        return Err(Error::config("features", Reason::count(0, "features", 1, MAX_FEATURES)));
    }
    if !(1..=2).contains(&inputs) {
        return Err(Error::data("x", format!("{inputs} coordinates per row, where 1 or 2 are expected")));
    }
    if !x.len().is_multiple_of(inputs) {
        return Err(Error::data("x", Reason::Length { length: x.len(), rows: None, row: Some(inputs) }));
    }
    if let Some(feature) = features.iter().find(|feature| inputs == 1 && feature.needs_y()) {
        let choices = Feature::all().filter(|feature| !feature.needs_y()).map(Choice::name).collect();
        let (word, because) = (feature.name().to_owned(), "needs y, and this data has only x");
        return Err(Error::config("features", Reason::Unfit { word, because, choices }));
    }
    let rows = x.len() / inputs;
    let out_of_memory = || Reason::OutOfMemory { what: format!("{rows} rows of {} features", features.len()) };
    let values = rows.checked_mul(features.len()).and_then(|len| filled(0.0, len));
    let mut values = values.ok_or_else(|| Error::data("x", out_of_memory()))?;
    for (point, row) in x.chunks_exact(inputs).zip(values.chunks_exact_mut(features.len())) {
        for (feature, value) in features.iter().zip(row) {
            // With one input no feature needs y.
            *value = feature.value(point[0], point[inputs - 1]);
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
