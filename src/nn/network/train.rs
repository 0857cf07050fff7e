//! Updates: mini-batches, the optimizer, and what is refused.

use super::{Metrics, Network, never_nan};
use ops::{Bound, Examples, Rows};
use value::{Choice, Error, Result};

impl Network {
    /// Checks that every activation has a gradient. Only training needs it.
    ///
    /// # Errors
    /// [`NoGradient`](value::ErrorKind::NoGradient) with the first layer whose activation has none.
    pub fn check_gradient(&self) -> Result<()> {
        let steps = self.config.layers.iter().enumerate().find(|(_, layer)| !layer.activation.has_gradient());
        match steps {
            None => Ok(()),
            Some((at, layer)) => Err(Error::no_gradient(format!("layers[{at}].activation"), layer.activation.name())),
        }
    }

    /// One optimizer update on one mini-batch, Keras's `train_on_batch`. Returns the batch's mean loss, regularization
    /// included, before the update. If that loss (infinite then, never NaN) or the updated weights are not finite, nothing is
    /// updated and [`diverged`](Self::diverged) says so.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) where x or y does not fit, [`NoGradient`](value::ErrorKind::NoGradient) where
    /// an activation has none.
    pub fn train_step(&mut self, x: &[f32], y: &[f32]) -> Result<f64> {
        let batch = self.examples(x, y)?;
        self.check_gradient()?;
        Ok(self.train(batch, Rows::First(batch.rows()), false)?.loss)
    }

    /// [`train_step`](Self::train_step) on these rows of examples that [`examples`](Self::examples) has checked.
    /// The accuracy is computed if `count_correct`. (Call [`check_gradient`](Self::check_gradient) once before.)
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) for examples of a network of another shape, and for rows that do not exist.
    pub fn train(&mut self, data: Examples, rows: Rows, count_correct: bool) -> Result<Metrics> {
        self.check_rows(data, rows)?;
        Ok(self.update(data, rows, count_correct))
    }

    /// [`train`](Self::train), after the checks.
    pub(super) fn update(&mut self, data: Examples, rows: Rows, count_correct: bool) -> Metrics {
        if rows.count() == 1
            && let Some(metrics) = self.descend(data, rows.get(0), count_correct)
        {
            return metrics;
        }
        let parameters = self.parameter_count();
        let parameters = &self.state[..parameters];
        let sums = self.pass.run(parameters, data, rows, Some(&mut self.gradients), count_correct);
        let loss = sums.loss / rows.count() as f64 + self.penalties.sum(parameters, Some(&mut self.gradients));
        let loss = never_nan(loss);
        let variables = self.layers.iter().flat_map(|layer| [layer.kernel.clone(), layer.bias.clone()]);
        self.config.optimizer.clip(&mut self.gradients, variables);
        self.diverged = !loss.is_finite() || !self.step();
        Metrics { loss, accuracy: count_correct.then(|| sums.correct / rows.count() as f64) }
    }

    /// The optimizer's update by `gradients`. Returns whether it is finite: if not, it is taken back.
    fn step(&mut self) -> bool {
        let (optimizer, t) = (&self.config.optimizer, self.iterations + 1);
        let learning_rate = optimizer.learning_rate_at(self.iterations) as f32;
        let certain = optimizer.bound_after(&self.bound, learning_rate, &self.gradients);
        if certain.is_none() {
            self.kept.copy_from_slice(&self.state);
        }
        optimizer.update(t, learning_rate, &self.gradients, &mut self.state);
        let Some(bound) = certain.or_else(|| Bound::of(&self.state, self.gradients.len())) else {
            std::mem::swap(&mut self.state, &mut self.kept);
            return false;
        };
        (self.bound, self.iterations) = (bound, t);
        true
    }

    /// [`update`](Self::update) in place: on a single example by plain gradient descent, where it is certain that the weights stay
    /// finite. `None`, and nothing has changed, where it is not.
    #[inline(never)] // what is called for every batch stays small
    fn descend(&mut self, data: Examples, row: usize, count_correct: bool) -> Option<Metrics> {
        if !self.penalties.is_empty() {
            return None;
        }
        let rate = self.config.optimizer.plain_rate(self.iterations)?;
        let sums = self.pass.descend(&mut self.state, &mut self.bound, rate, data, row, count_correct)?;
        self.iterations += 1;
        self.diverged = false;
        Some(Metrics { loss: sums.loss, accuracy: count_correct.then_some(sums.correct) })
    }
}
