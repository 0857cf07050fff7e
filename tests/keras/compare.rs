//! How near is near enough, and how near it was.

use super::subject::say;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Of a single value or gradient, in parts of itself.
pub const POINTWISE: f64 = 1e-5;

/// Of a loss or a weight after a whole run. To it comes three times the distance that Keras's own float32 has drifted
/// from its float64 in the same run, but never so much that the sum exceeds [`LIMIT`].
const RUN: f64 = 3e-6;
const LIMIT: f64 = 1e-4;

/// One unit in the last place of 1: what an output near 1 is rounded by, its 1 − a is off by.
pub const ROUNDING: f64 = f32::EPSILON as f64;

/// How often an activation's output near 1 may be off by that: the core's tanh is right to four units in the last place
/// below 1, of which two make one of those above, and the slope 1 − a² doubles it.
pub fn roundings(activation: &str) -> f64 {
    if activation == "tanh" { 4.0 } else { 1.0 }
}

/// A number as Keras has it in float32 and in float64.
pub struct Keras(pub f64, pub f64);

/// How far the results of each class lie from Keras's at worst; told in the end.
#[derive(Default)]
pub struct Worst(BTreeMap<String, f64>);

impl Worst {
    fn note(&mut self, class: &str, off: f64) {
        match self.0.get_mut(class) {
            Some(worst) => *worst = worst.max(off),
            None => _ = self.0.insert(class.to_owned(), off),
        }
    }

    /// Compares a single value. Beyond what lies between Keras's two results and beyond `rounding` it may be off by
    /// [`POINTWISE`] of itself.
    #[track_caller]
    pub fn point(&mut self, class: &str, place: impl Display, found: f64, keras: Keras, rounding: f64) {
        let Keras(single, double) = keras;
        let off = (found - single).abs() - (single - double).abs() - rounding;
        // A difference that is no number is no agreement.
        let off = if off <= 0.0 { 0.0 } else { off / double.abs().max(f64::from(f32::MIN_POSITIVE)) };
        assert!(off <= POINTWISE, "{class} {place}: {found}, Keras {single}, in float64 {double}");
        self.note(class, off);
    }

    /// Compares a result of a run, in parts of `scale`.
    #[track_caller]
    pub fn of_run(&mut self, class: &str, place: impl Display, found: f64, keras: f64, scale: f64, drift: f64) {
        let (off, allowed) = ((found - keras).abs() / scale, (RUN + 3.0 * drift).min(LIMIT));
        assert!(off <= allowed, "{class} {place}: {found}, Keras {keras}, {off:.1e} > {allowed:.1e}");
        self.note(class, off);
    }

    /// Compares weights, each in parts of the largest of its kernel or bias, and their norms.
    #[track_caller]
    pub fn weights(&mut self, class: &str, place: impl Display, found: &[Vec<f32>], keras: &[Final], drift: f64) {
        let lengths = |weights: &[Vec<f32>]| weights.iter().map(Vec::len).collect::<Vec<_>>();
        let expected: Vec<usize> = keras.iter().map(|array| array.shape.iter().product()).collect();
        assert_eq!(lengths(found), expected, "{place}");
        for (array, (found, keras)) in found.iter().zip(keras).enumerate() {
            let largest = keras.values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            let kept: Vec<f32> = found.iter().copied().step_by(found.len().div_ceil(256)).collect();
            assert_eq!(kept.len(), keras.values.len());
            for (at, (found, keras)) in kept.into_iter().zip(&keras.values).enumerate() {
                let place = format_args!("{array}, {at}: {place}");
                self.of_run(class, place, f64::from(found), *keras, largest, drift);
            }
            let norm = found.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>().sqrt();
            self.of_run(class, format_args!("{array}, norm: {place}"), norm, keras.norm, keras.norm, drift);
        }
    }
}

impl Drop for Worst {
    fn drop(&mut self) {
        for (class, off) in &self.0 {
            say(&format!("{off:.1e} {class}"));
        }
    }
}

/// A kernel or bias after a run: its norm, and its numbers, or every so many-th of more than 256.
#[derive(Deserialize)]
pub struct Final {
    pub shape: Vec<usize>,
    norm: f64,
    values: Vec<f64>,
}
