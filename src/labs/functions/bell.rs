//! What an activation does to inputs that are distributed normally, with mean 0 and standard deviation 1.

use super::curve::SMALL;
use serde::Serialize;
use std::f64::consts::FRAC_1_SQRT_2;

/// So many equally likely inputs.
const QUANTILES: usize = 1000;
/// No input of them is larger than this.
const LARGEST: f64 = 4.0;
/// The bars from one edge of the picture to the other.
const BARS: f64 = 40.0;

/// Inputs and outputs of an activation.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsBell"))]
pub struct Bell {
    /// The inputs, from the left.
    pub inputs: Vec<Bar>,
    /// The outputs, from below.
    pub outputs: Vec<Bar>,
    /// Mean of the inputs and of the outputs.
    pub mean: [f64; 2],
    /// Their standard deviations.
    pub deviation: [f64; 2],
    /// The mean of the derivative: how much of a gradient passes on average.
    pub passes: f64,
    /// The fraction of the inputs whose derivative is smaller than 0.01.
    pub flat: f64,
}

/// A bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsBar"))]
pub struct Bar {
    /// From where …
    pub from: f64,
    /// … to where.
    pub to: f64,
    /// Which fraction of all is there.
    pub share: f64,
}

/// The quantiles ½/n, 1½/n … of the normal distribution, rising.
pub(super) fn quantiles() -> Vec<f64> {
    let quantile = |at: usize| {
        let share = (at as f64 + 0.5) / QUANTILES as f64;
        let (mut low, mut high) = (-LARGEST, LARGEST);
        while high - low > 1e-9 {
            let half = low / 2.0 + high / 2.0;
            if 0.5 * libm::erfc(-half * FRAC_1_SQRT_2) < share { low = half } else { high = half }
        }
        low / 2.0 + high / 2.0
    };
    // The distribution is symmetric.
    let left: Vec<f64> = (0..QUANTILES / 2).map(quantile).collect();
    let right: Vec<f64> = left.iter().rev().map(|x| -x).collect();
    [left, right].concat()
}

impl Bell {
    /// Of these inputs; `at` is g and g′, `window` what is seen.
    pub(super) fn new(inputs: &[f64], at: &dyn Fn(f64) -> [f64; 2], [across, up]: [[f64; 2]; 2]) -> Self {
        let both: Vec<[f64; 2]> = inputs.iter().map(|x| at(*x)).collect();
        let outputs: Vec<f64> = both.iter().map(|[value, _]| *value).collect();
        let slopes: Vec<f64> = both.iter().map(|[_, slope]| *slope).collect();
        let flat: Vec<f64> = slopes.iter().map(|slope| f64::from(u8::from(slope.abs() < SMALL))).collect();
        Self {
            inputs: bars(inputs, across),
            mean: [mean(inputs), mean(&outputs)],
            deviation: [deviation(inputs), deviation(&outputs)],
            outputs: bars(&outputs, up),
            passes: mean(&slopes),
            flat: mean(&flat),
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let middle = mean(values);
    (values.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>() / values.len() as f64).sqrt()
}

/// A histogram whose bars have an edge at 0 and are as wide as suits what is seen; those without anything are left out.
fn bars(values: &[f64], [low, high]: [f64; 2]) -> Vec<Bar> {
    let width = (high - low) / BARS;
    let place = |value: &f64| (value / width).floor();
    let [first, last] =
        values.iter().map(place).fold([0.0; 2], |[first, last]: [f64; 2], place| [first.min(place), last.max(place)]);
    // Counted in an array, since sorting would bring a good deal of code.
    let mut counts = vec![0u32; (last - first) as usize + 1];
    for value in values {
        counts[(place(value) - first) as usize] += 1;
    }
    let bar = |(at, count): (usize, &u32)| {
        let from = (first + at as f64) * width;
        Bar { from, to: from + width, share: f64::from(*count) / values.len() as f64 }
    };
    counts.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect()
}
