//! What the network is fed with: the raw coordinates, or something computed from them.

use crate::nn::trigonometry::sin;
use value::{Choice, Error, Result, number::Quoted};

/// A column of the network's input, as a formula in the raw coordinates x and y.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// The sine that the data sets have anyway, instead of another one for f32.
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

    /// Whether it needs a second coordinate, which data with one input has not.
    pub fn needs_y(self) -> bool {
        matches!(self, Self::Y | Self::Y2 | Self::Xy | Self::SinY)
    }
}

/// The values of `features` at each row of `x`, which has `inputs` (1 or 2) coordinates per row:
/// `[rows, features.len()]`.
///
/// # Errors
/// [`ErrorKind::Config`](crate::ErrorKind::Config) for an empty list, or for a feature that needs y where there is only x;
/// [`ErrorKind::Data`](crate::ErrorKind::Data) where `x` is not whole rows of one or two numbers.
pub fn columns(features: &[Feature], x: &[f32], inputs: usize) -> Result<Vec<f32>> {
    if features.is_empty() {
        return Err(Error::config("features", "none is chosen: at least one is needed"));
    }
    if !(1..=2).contains(&inputs) {
        return Err(Error::data("x", format!("{inputs} coordinates per row, where 1 or 2 are expected")));
    }
    if !x.len().is_multiple_of(inputs) {
        return Err(Error::data("x", format!("{} numbers are not whole rows of {inputs}", x.len())));
    }
    if let Some(feature) = features.iter().find(|feature| inputs == 1 && feature.needs_y()) {
        return Err(Error::config("features", format!("{} needs y, and this data has only x", Quoted(feature.name()))));
    }
    let rows = x.len() / inputs;
    let mut values = vec![0.0; rows * features.len()];
    let places = &mut values[..]; // a slice: in a small build a Vec is a call for each index
    for (column, feature) in features.iter().enumerate() {
        for row in 0..rows {
            let (x, y) = (x[row * inputs], x[row * inputs + inputs - 1]); // with one input nothing asks for y
            places[row * features.len() + column] = feature.value(x, y);
        }
    }
    Ok(values)
}
