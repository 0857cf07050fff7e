//! Data sets, built in or a user's own.
//!
//! A [`DatasetConfig`] draws one of the built-in sets ([`DatasetName`]) from a seed; [`custom::from_text`] reads a
//! user's own, [`from_formula`] asks a user's formula, and a [`Table`] is made of arrays. All give a [`Dataset`]: rows in random order, those for training first.
//! [`Inputs`] computes the inputs of the network from the raw columns.
//!
//! Everything comes from the seed alone, through `+ − × ÷`, square roots and `libm`, so it has the same bits on every
//! target. Sliders change as little as possible: `train_share` moves only the border between the training and the test
//! rows; `noise` moves or relabels the points but never draws new ones; and the points do not depend on the network.
//!
//! A new data set is one line in the table of `names.rs`, and the function or the points that the line names.

pub mod custom;
mod domain;
pub mod features;
mod formula;
mod gates;
mod inputs;
mod iris;
mod many_classes;
mod names;
mod recipe;
mod regression;
mod table;
mod two_classes;

pub use domain::Domain;
pub(crate) use domain::range_around;
pub use features::Feature;
pub use formula::{FORMULA, from_formula};
pub use inputs::Inputs;
pub use names::DatasetName;
pub use table::{MAX_ROWS, Table};

use crate::nn::random::{MAX_SEED, Rng, Stream};
use recipe::{Draw, Point, Points};
use value::{Bounds, Error, Reason, Result};

/// The fewest points a drawn set may have.
pub const MIN_SAMPLES: usize = 10;
/// The most points a set may have, drawn or a user's own.
pub const MAX_SAMPLES: usize = 5000;
/// The most noise, as a fraction.
pub const MAX_NOISE: f64 = 0.5;
/// The smallest fraction of the rows for training.
pub const MIN_TRAIN_SHARE: f64 = 0.1;
/// The largest fraction of the rows for training.
pub const MAX_TRAIN_SHARE: f64 = 1.0;

/// The kind of problem that a data set poses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// One of two classes; the target is 0 or 1.
    Binary,
    /// One of this many classes; the target is the index of the class, from 0.
    Classes(usize),
    /// A number.
    Regression,
}

/// Points with their targets, in random order, those for training first.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// The kind of problem.
    pub problem: Problem,
    /// Raw columns per row: coordinates, 1 or 2, or those of a table, up to [`features::MAX_COLUMNS`].
    pub inputs: usize,
    /// The raw columns, row after row: `[rows, inputs]`.
    pub x: Vec<f32>,
    /// The target of each row: 0 or 1, the index of a class, or a number.
    pub y: Vec<f32>,
    /// The number of rows for training, the first ones; the rest is for testing.
    pub train_rows: usize,
    /// The ranges of the picture. Points may lie outside of it, because noise is unbounded; they belong to the data.
    pub domain: Domain,
    /// The columns of a table, and of a user's own points with a header; of other sets empty, whose columns are x and y.
    pub columns: Vec<Column>,
    /// The name of the target in the header of a user's own points; else empty.
    pub target_name: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The range that a picture of it shows.
    pub range: [f64; 2],
}

impl Dataset {
    /// The number of rows, for training and for testing together.
    pub fn rows(&self) -> usize {
        self.y.len()
    }

    /// Coordinates and targets of the training rows.
    pub fn train(&self) -> (&[f32], &[f32]) {
        (&self.x[..self.train_rows * self.inputs], &self.y[..self.train_rows])
    }

    /// Coordinates and targets of the test rows; empty for sets of a few exact points, and where all rows are for training.
    pub fn test(&self) -> (&[f32], &[f32]) {
        (&self.x[self.train_rows * self.inputs..], &self.y[self.train_rows..])
    }

    /// The range of a raw column in a picture.
    pub fn range(&self, column: usize) -> [f64; 2] {
        let of_plane = if column == 0 { self.domain.x } else { self.domain.y };
        if self.inputs > 2 { self.columns.get(column).map_or(of_plane, |column| column.range) } else { of_plane }
    }

    /// The mean of each raw column among the training rows.
    pub fn means(&self) -> Vec<f32> {
        let (x, y) = self.train();
        let column = |at: usize| x.iter().skip(at).step_by(self.inputs).map(|value| f64::from(*value));
        (0..self.inputs).map(|at| (column(at).sum::<f64>() / y.len().max(1) as f64) as f32).collect()
    }

    /// The rows `points`, in that order. Nothing is checked.
    fn assemble(problem: Problem, inputs: usize, points: &[Point], train_rows: usize, domain: Domain) -> Self {
        let (mut x, mut y) = (Vec::with_capacity(points.len() * inputs), Vec::with_capacity(points.len()));
        for point in points {
            for value in &point.input[..inputs] {
                x.push(*value as f32);
            }
            y.push(point.target as f32);
        }
        Self { problem, inputs, x, y, train_rows, domain, columns: Vec::new(), target_name: String::new() }
    }
}

/// Which of the built-in sets, and how it is drawn.
///
/// ```
/// use nn_playground::data::{DatasetConfig, DatasetName};
///
/// let xor = DatasetConfig { name: DatasetName::Xor, samples: 200, seed: 7, ..DatasetConfig::default() }.generate()?;
/// assert_eq!((xor.rows(), xor.train_rows), (200, 100));
/// for (point, class) in xor.x.chunks(2).zip(&xor.y) {
///     assert_eq!(point[0] * point[1] > 0.0, *class == 1.0);
/// }
/// # Ok::<(), nn_playground::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetConfig {
    /// Which set.
    pub name: DatasetName,
    /// How many points, for training and for testing together: 10 to 5000. (Default: 500)
    pub samples: usize,
    /// The noise, 0 to 0.5; see [`DatasetName`] for its effect on a set. (Default: 0)
    pub noise: f64,
    /// The fraction of the points for training: 0.1 to 1. With 1 there are no test points. (Default: 0.5)
    pub train_share: f64,
    /// The seed of the random numbers: 0 to 2⁵³ − 1. (Default: 0)
    pub seed: u64,
}

impl Default for DatasetConfig {
    fn default() -> Self {
        Self { name: DatasetName::Circle, samples: 500, noise: 0.0, train_share: 0.5, seed: 0 }
    }
}

impl DatasetConfig {
    /// Draws the set.
    ///
    /// A set of a few exact points ([`DatasetName::is_exact`]) comes as it is, in its own order and all for training; of one that is
    /// not drawn ([`DatasetName::is_drawn`]) only the split depends on the settings.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for a setting that is out of range, also where an exact set would not
    /// use it.
    pub fn generate(&self) -> Result<Dataset> {
        self.check()?;
        let recipe = self.name.recipe();
        let (points, train_rows) = match recipe.points {
            Points::Exact(points) => (points.to_vec(), points.len()),
            Points::Table(table) => return table().split(self.train_share, self.seed),
            Points::Drawn(draw) => {
                let mut rng = Rng::new(self.seed, Stream::Data);
                let (samples, noise) = (self.samples, self.noise);
                let mut points = Vec::with_capacity(samples);
                for row in 0..samples {
                    points.push(draw(&mut Draw { row, samples, noise, rng: &mut rng }));
                }
                let train_rows = split(&mut points, self.train_share, self.seed);
                (points, train_rows)
            }
        };
        Ok(Dataset::assemble(recipe.problem, recipe.inputs, &points, train_rows, recipe.domain))
    }

    /// Refuses what is out of range.
    fn check(&self) -> Result<()> {
        check_range("samples", self.samples as f64, MIN_SAMPLES as f64, MAX_SAMPLES as f64)?;
        check_range("noise", self.noise, 0.0, MAX_NOISE)?;
        check_split(self.train_share, self.seed)
    }
}

/// Refuses what is not in `low..=high`; NaN, too.
fn check_range(field: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::config(field, Reason::OutOfRange { value, range: Bounds::between(low, high) }))
}

/// Refuses what [`split`] cannot work with.
fn check_split(train_share: f64, seed: u64) -> Result<()> {
    check_range("train_share", train_share, MIN_TRAIN_SHARE, MAX_TRAIN_SHARE)?;
    check_range("seed", seed as f64, 0.0, MAX_SEED as f64)
}

/// Shuffles the points and returns how many of them are for training: the fraction rounded to a whole number, with at
/// least one on either side, or all.
fn split<T>(points: &mut [T], train_share: f64, seed: u64) -> usize {
    Rng::new(seed, Stream::Split).shuffle(points);
    let rows = points.len();
    if train_share >= 1.0 {
        return rows;
    }
    ((rows as f64 * train_share).round() as usize).min(rows - 1).max(1)
}
