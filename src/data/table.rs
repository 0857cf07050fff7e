//! Rows with named columns, from one input to [`MAX_COLUMNS`]: data that is not drawn but given.

use super::domain::Frame;
use super::features::MAX_COLUMNS;
use super::{Column, Dataset, Domain, Problem, check_split, custom, split};
use value::{Error, Reason, Result};

/// The most rows of a table.
pub const MAX_ROWS: usize = 100_000;
/// The fewest rows: one for training, one for testing.
const MIN_ROWS: usize = 2;

/// A table of numbers: named columns as inputs, and a target for each row.
///
/// ```
/// use nn_playground::data::{Problem, Table};
///
/// let columns = ["width", "height", "weight"].map(String::from).to_vec();
/// let table = Table::new(columns, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![0.0, 1.0], Problem::Binary)?;
/// let data = table.split(0.5, 1)?;
/// assert_eq!((data.inputs, data.rows(), data.train_rows), (3, 2, 1));
/// # Ok::<(), nn_playground::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(super) problem: Problem,
    pub(super) columns: Vec<String>,
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
}

impl Table {
    /// A table from its parts: the names of the 1 to [`MAX_COLUMNS`] columns, `x`, [rows, columns] row-major, and `y`, one for each row: the
    /// index of a class, or a number in regression. It has 2 to [`MAX_ROWS`] rows.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) for too few or too many rows, columns or classes, for lengths that do not fit
    /// together, and for a number that is not finite, too large (10¹⁸) or no class, with its row, from 1.
    pub fn new(columns: Vec<String>, x: Vec<f32>, y: Vec<f32>, problem: Problem) -> Result<Self> {
        let (inputs, rows) = (columns.len(), y.len());
        if !(1..=MAX_COLUMNS).contains(&inputs) {
            return Err(Error::data("columns", Reason::count(inputs, "columns", 1, MAX_COLUMNS)));
        }
        if !(MIN_ROWS..=MAX_ROWS).contains(&rows) {
            return Err(Error::data("y", Reason::count(rows, "rows", MIN_ROWS, MAX_ROWS)));
        }
        if x.len() != rows * inputs {
            return Err(Error::data("x", Reason::Length { length: x.len(), rows: Some(rows), row: Some(inputs) }));
        }
        for (name, values, row) in [("x", &x, inputs), ("y", &y, 1)] {
            for (at, value) in values.iter().enumerate() {
                let column = (row > 1).then_some(at % row + 1);
                custom::check_number(f64::from(*value))
                    .map_err(|reason| Error::data(name, reason.in_line(at / row + 1, column)))?;
            }
        }
        let classes = match problem {
            Problem::Binary => Some(2),
            Problem::Classes(classes) => Some(classes),
            Problem::Regression => None,
        };
        if classes.is_some_and(|classes| !(2..=custom::MAX_CLASSES).contains(&classes)) {
            return Err(Error::data("y", Reason::count(classes.unwrap_or(0), "classes", 2, custom::MAX_CLASSES)));
        }
        if let Some(classes) = classes {
            let is_class = |y: &f32| (0..classes).any(|class| *y == class as f32);
            if let Some(row) = y.iter().position(|y| !is_class(y)) {
                let reason = Reason::Class { value: f64::from(y[row]), classes };
                return Err(Error::data("y", reason.in_line(row + 1, None)));
            }
        }
        Ok(Self { problem, columns, x, y })
    }

    /// The rows in random order, those for training first. The picture shows the first two columns.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](value::ErrorKind::Config) for a `train_share` that is not in 0.1 to 1 or a `seed` over 2⁵³ − 1.
    pub fn split(&self, train_share: f64, seed: u64) -> Result<Dataset> {
        check_split(train_share, seed)?;
        let inputs = self.columns.len();
        let mut rows: Vec<usize> = (0..self.y.len()).collect();
        let train_rows = split(&mut rows, train_share, seed);
        let x = rows.iter().flat_map(|row| &self.x[row * inputs..][..inputs]).copied().collect();
        let y = rows.iter().map(|row| self.y[*row]).collect();
        let frames: Vec<Frame> = (0..inputs).map(|at| Frame::of(self.x[at..].iter().step_by(inputs))).collect();
        let target = Frame::of(self.y.iter()).range();
        let domain = match frames[..] {
            [x] => Domain::curve(x.range(), target),
            [x, y, ref rest @ ..] => {
                let (x, y) = if rest.is_empty() { Frame::squared(x, y) } else { (x, y) };
                let target = (self.problem == Problem::Regression).then_some(target);
                Domain { x: x.range(), y: y.range(), target }
            }
            [] => return Err(Error::data("columns", Reason::count(0, "columns", 1, MAX_COLUMNS))),
        };
        let columns = self.columns.iter().zip(&frames);
        let columns = columns.map(|(name, frame)| Column { name: name.clone(), range: frame.range() }).collect();
        Ok(Dataset { problem: self.problem, inputs, x, y, train_rows, domain, columns, target_name: String::new() })
    }
}
