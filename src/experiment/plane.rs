//! The plane that pictures show: two of the data's columns, the others held at a value.

use super::Experiment;
use crate::data::Dataset;
use value::{Error, Reason, Result, Value};

/// Where pictures lie among the raw columns of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// The columns from left to right and from bottom to top, from 0, one other than the other.
    pub axes: [usize; 2],
    /// A value for each column, all finite; those on the axes are not used.
    pub held: Vec<f32>,
}

impl Plane {
    /// The first two columns, the others at their mean among the training rows.
    pub(super) fn of(data: &Dataset) -> Self {
        Self { axes: [0, 1], held: data.means() }
    }
}

impl Experiment {
    /// The plane that all pictures of this experiment show: at first the first two columns, the others at their mean.
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// Shows another plane from now on, in [`heat_map`](Self::heat_map) and in
    /// [`values_on_grid`](Self::values_on_grid); `held`, left out, is the mean of each column. Data with one or two columns
    /// has one plane alone.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](value::ErrorKind::Config) for axes that are not two columns of the data,
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where `held` is not a finite number for each column. The plane stays as it was.
    pub fn look_at(&mut self, axes: [usize; 2], held: Option<Vec<f32>>) -> Result<()> {
        let inputs = self.data.inputs;
        if axes[0] == axes[1] || axes.iter().any(|axis| *axis >= inputs.max(2)) {
            let columns = inputs.max(2);
            let message =
                format!("must be two columns of the data, from 0 to {}, one other than the other", columns - 1);
            let reason = Reason::special("axes_columns", vec![("columns", Value::Number(columns as f64))], message);
            return Err(Error::config("axes", reason));
        }
        let held = held.unwrap_or_else(|| self.data.means());
        if held.len() != inputs {
            return Err(Error::data("held", Reason::Length { length: held.len(), rows: Some(1), row: Some(inputs) }));
        }
        if let Some(at) = held.iter().position(|value| !value.is_finite()) {
            return Err(Error::data(format!("held[{at}]"), Reason::NotFinite { value: held[at].into() }));
        }
        if inputs > 2 {
            self.plane = Plane { axes, held };
        }
        Ok(())
    }
}
