//! `Table` for JavaScript: data that is given as arrays, and the plane that pictures of wide data show.

use super::{JsResult, experiment::Experiment, floats, plain, whole};
use crate::{
    data::{self, Problem, features::MAX_COLUMNS},
    experiment::{self, ExperimentSettings},
};
use std::sync::Arc;
use value::{Error, Expected, Reason, Result, Value, each};
use wasm_bindgen::prelude::*;

/// Rows with named columns, which any number of experiments can be made of. They share its rows.
#[wasm_bindgen]
pub struct Table(pub(super) Arc<data::Table>);

#[wasm_bindgen]
impl Table {
    /// `columns` are the names of the 1 to 10 inputs, `x` is [rows, columns] row-major, `y` is `[rows]`: the index of a class, 0 to 7, or
    /// with `is_regression` any number. 2 to 100,000 rows.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "string[]")] columns: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Float32Array")] x: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Float32Array")] y: &JsValue,
        is_regression: bool,
    ) -> JsResult<Table> {
        let (x, y) = (floats("x", x)?, floats("y", y)?);
        let problem = match y.iter().copied().fold(0.0, f32::max) {
            _ if is_regression => Problem::Regression,
            most if most <= 1.0 => Problem::Binary,
            most => Problem::Classes((most as usize).saturating_add(1)), // one that is not finite is refused
        };
        let names = match plain("columns", columns)? {
            Value::List(names) => each(names, |at, name| match name {
                Value::Text(name) => Ok(name),
                other => Err(Error::data(format!("columns[{at}]"), Reason::wrong_type(&other, Expected::Text))),
            })?,
            other => return Err(Error::data("columns", Reason::wrong_type(&other, Expected::List("names"))).into()),
        };
        Ok(Self(Arc::new(data::Table::new(names, x, y, problem)?)))
    }

    /// An experiment with these rows instead of those that its settings say. `changes` as for the constructor of `Experiment`.
    pub fn experiment(
        &self,
        settings: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | undefined")] changes: &JsValue,
    ) -> JsResult<Experiment> {
        Experiment::made(self.settings(settings)?, changes)
    }

    /// `Experiment.configure` with these rows.
    pub fn configure(&self, experiment: &mut Experiment, settings: JsValue) -> JsResult<bool> {
        Ok(experiment.0.configure(self.settings(settings)?)?)
    }

    pub(super) fn settings(&self, settings: JsValue) -> Result<ExperimentSettings> {
        Ok(super::experiment::read(settings)?.with_table(self.0.clone()))
    }
}

#[wasm_bindgen]
impl Experiment {
    /// Shows another plane of data with more than two columns in all pictures from now on: `across` and `up` are columns, from 0; the
    /// others are held at their value in `held`, one for each column, or at their means. (Data with one or two has one plane alone.)
    pub fn look_at(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "number")] across: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] up: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Float32Array | undefined")] held: &JsValue,
    ) -> JsResult<()> {
        let column = |axis: &JsValue| whole("axes", axis, 0, MAX_COLUMNS as u64 - 1).map(|column| column as usize);
        let held = if held.is_undefined() || held.is_null() { None } else { Some(floats("held", held)?) };
        Ok(self.0.look_at([column(across)?, column(up)?], held)?)
    }

    pub(super) fn made(settings: ExperimentSettings, changes: &JsValue) -> JsResult<Experiment> {
        let made = match plain("changes", changes)? {
            Value::Null => experiment::Experiment::new(settings),
            Value::Text(changes) => experiment::Experiment::with_changes_text(settings, &changes),
            other => Err(Error::config("changes", Reason::wrong_type(&other, Expected::Text))),
        };
        Ok(Self(made?))
    }
}
