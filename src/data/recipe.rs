//! The description of a built-in data set.

use super::{Domain, Problem, Table};
use crate::nn::random::Rng;

/// A built-in data set, except for its name.
pub(super) struct Recipe {
    pub problem: Problem,
    /// The number of coordinates of [`Point::input`] that are used.
    pub inputs: usize,
    pub domain: Domain,
    pub points: Points,
}

/// Where the points come from.
pub(super) enum Points {
    /// These, all for training.
    Exact(&'static [Point]),
    /// These rows, which are only split.
    Table(fn() -> Table),
    /// This function, called for one row after the other.
    Drawn(fn(&mut Draw<'_>) -> Point),
}

/// A row of a data set.
#[derive(Clone, Copy)]
pub(super) struct Point {
    /// The coordinates; with one input the second is unused.
    pub input: [f64; 2],
    pub target: f64,
}

impl Point {
    /// Of the class or the target `target`.
    pub(super) const fn at(x: f64, y: f64, target: f64) -> Self {
        Self { input: [x, y], target }
    }

    /// With one input.
    pub(super) const fn on_line(x: f64, target: f64) -> Self {
        Self { input: [x, 0.0], target }
    }
}

/// The arguments of a generator for one row.
///
/// It draws the same number of random numbers for any noise, so that more noise moves the same points further.
pub(super) struct Draw<'a> {
    /// The index of the row.
    pub row: usize,
    /// The number of rows.
    pub samples: usize,
    /// 0 to 0.5.
    pub noise: f64,
    pub rng: &'a mut Rng,
}

impl Draw<'_> {
    /// Uniform in [low, high).
    pub(super) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        self.rng.uniform(low, high)
    }

    /// Noise: uniform in [−`reach`, `reach`) × `noise`.
    pub(super) fn shake(&mut self, reach: f64) -> f64 {
        self.noise * self.rng.uniform(-reach, reach)
    }

    /// A point in the square [−`reach`, `reach`)².
    pub(super) fn in_square(&mut self, reach: f64) -> [f64; 2] {
        [self.uniform(-reach, reach), self.uniform(-reach, reach)]
    }

    /// `point` with each coordinate shaken by up to `reach` × `noise`.
    pub(super) fn shaken(&mut self, [x, y]: [f64; 2], reach: f64) -> [f64; 2] {
        [x + self.shake(reach), y + self.shake(reach)]
    }

    /// From the normal distribution about (x, y) with that variance in each coordinate.
    pub(super) fn normal(&mut self, [x, y]: [f64; 2], variance: f64) -> [f64; 2] {
        let deviation = variance.sqrt();
        [x + deviation * self.rng.normal(), y + deviation * self.rng.normal()]
    }

    /// The row's group out of `groups` (the rows alternate, so that the sizes differ by at most one), and its position in the
    /// group: 0 for the first row, just under 1 for the last.
    pub(super) fn group(&self, groups: usize) -> (usize, f64) {
        let (group, place) = (self.row % groups, self.row / groups);
        let size = (self.samples - group).div_ceil(groups);
        (group, place as f64 / size as f64)
    }
}
