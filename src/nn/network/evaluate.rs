//! What a network gives for examples: losses, outputs and gradients. Nothing here changes it.

use super::{Metrics, Network, never_nan};
use ops::{Examples, Rows, Sums};
use value::{Error, Reason, Result, filled};

impl Network {
    /// The mean loss, regularization included, and the accuracy where the loss is for classification. A loss that overflows
    /// is infinite, never NaN. Allocates the memory of a pass through the network.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) for examples of a network of another shape.
    pub fn evaluate(&self, data: Examples) -> Result<Metrics> {
        self.measure(data, self.config.loss.is_classification())
    }

    /// [`evaluate`](Self::evaluate), with the accuracy if `count_correct`, whatever the loss: an output above the threshold (½;
    /// for hinge 0) means class 1.
    ///
    /// # Errors
    /// As for [`evaluate`](Self::evaluate).
    pub fn measure(&self, data: Examples, count_correct: bool) -> Result<Metrics> {
        let rows = Rows::First(data.rows());
        self.check_rows(data, rows)?;
        let sums = self.config.pass(&self.layers)?.run(self.parameters(), data, rows, None, count_correct);
        Ok(self.metrics(sums, data.rows(), count_correct))
    }

    /// The loss of each of these rows by itself, without regularization. One that overflows is infinite, never NaN.
    ///
    /// # Errors
    /// As for [`evaluate`](Self::evaluate).
    pub fn losses(&self, data: Examples, rows: &[u32]) -> Result<Vec<f64>> {
        self.check_rows(data, Rows::Picked(rows))?;
        let mut pass = self.config.pass(&self.layers)?;
        let mut loss = |row| pass.run(self.parameters(), data, Rows::Picked(&[row]), None, false).loss;
        Ok(rows.iter().map(|row| never_nan(loss(*row))).collect())
    }

    /// The means over `rows` rows, regularization included.
    pub(super) fn metrics(&self, sums: Sums, rows: usize, count_correct: bool) -> Metrics {
        let rows = rows as f64;
        let loss = never_nan(sums.loss / rows + self.penalties.sum(self.parameters(), None));
        Metrics { loss, accuracy: count_correct.then(|| sums.correct / rows) }
    }

    /// The outputs for `x`: [rows, outputs] row-major. Outputs that overflow are an error.
    ///
    /// # Errors
    /// As for [`outputs`](Self::outputs), and [`Reason::Overflow`].
    pub fn predict(&self, x: &[f32]) -> Result<Vec<f32>> {
        let out = self.outputs(x)?;
        self.check_finite("output", &out)?;
        Ok(out)
    }

    /// [`predict`](Self::predict) for pictures: outputs that overflow are infinite or NaN. Allocates the outputs and the memory of a
    /// pass.
    ///
    /// # Errors
    /// [`Data`](value::ErrorKind::Data) where x has no whole number of rows or a value that is not finite;
    /// [`Reason::OutOfMemory`].
    pub fn outputs(&self, x: &[f32]) -> Result<Vec<f32>> {
        let rows = self.rows("x", x)?;
        let units = self.config.outputs();
        let too_large = || Reason::OutOfMemory { what: format!("{rows} rows of {units} outputs") };
        let out = rows.checked_mul(units).and_then(|len| filled(0.0, len));
        let mut out = out.ok_or_else(|| Error::data("x", too_large()))?;
        self.config.pass(&self.layers)?.predict(self.parameters(), x, rows, &mut out);
        Ok(out)
    }

    /// The gradient of the mean loss, regularization included, as one flat array in the order of
    /// [`parameters`](Self::parameters). Changes nothing. A gradient that overflows is an error.
    ///
    /// # Errors
    /// As for [`examples`](Self::examples) and [`gradients_of`](Self::gradients_of), and [`Reason::Overflow`].
    pub fn gradients(&self, x: &[f32], y: &[f32]) -> Result<Vec<f32>> {
        let data = self.examples(x, y)?;
        let gradients = self.gradients_of(data, Rows::First(data.rows()))?;
        self.check_finite("gradient", &gradients)?;
        Ok(gradients)
    }

    /// [`gradients`](Self::gradients) of these rows of examples that [`examples`](Self::examples) has checked. Allocates the gradients
    /// and the memory of a pass, unlike [`loss_and_gradient_at`](Self::loss_and_gradient_at). What overflows is
    /// infinite or NaN.
    ///
    /// # Errors
    /// As for [`train`](Self::train), and where an activation has no gradient.
    pub fn gradients_of(&self, data: Examples, rows: Rows) -> Result<Vec<f32>> {
        self.check_gradient()?;
        self.check_rows(data, rows)?;
        let mut gradients = vec![0.0; self.parameter_count()];
        let parameters = self.parameters();
        self.config.pass(&self.layers)?.run(parameters, data, rows, Some(&mut gradients), false);
        self.penalties.sum(parameters, Some(&mut gradients));
        Ok(gradients)
    }

    /// The mean loss, regularization included, and its gradient in the order of [`parameters`](Self::parameters), at these
    /// parameters instead of the network's own, which do not change. For loss surfaces: nothing is allocated. A loss that
    /// overflows is infinite, a gradient infinite or NaN.
    ///
    /// # Errors
    /// [`Data`](value::ErrorKind::Data) for another number of parameters and for examples of a network of another shape,
    /// [`NoGradient`](value::ErrorKind::NoGradient) where an activation has none.
    pub fn loss_and_gradient_at(&mut self, parameters: &[f32], data: Examples) -> Result<(f64, &[f32])> {
        let count = self.parameter_count();
        if parameters.len() != count {
            let reason = Reason::Length { length: parameters.len(), rows: Some(count), row: None };
            return Err(Error::data("parameters", reason));
        }
        self.check_gradient()?;
        let rows = Rows::First(data.rows());
        self.check_rows(data, rows)?;
        let sums = self.pass.run(parameters, data, rows, Some(&mut self.gradients), false);
        let regularization = self.penalties.sum(parameters, Some(&mut self.gradients));
        Ok((never_nan(sums.loss / data.rows() as f64 + regularization), &self.gradients))
    }

    /// Refuses results that are too large for an f32.
    fn check_finite(&self, what: &str, values: &[f32]) -> Result<()> {
        match ops::first_not_finite(values) {
            None => Ok(()),
            Some(at) => {
                Err(Error::data("x", Reason::Overflow { what: format!("{what}[{at}]"), value: values[at].into() }))
            }
        }
    }
}
