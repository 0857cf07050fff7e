//! The network: layers with their weights, an optimizer with its state, and updates.

mod fit;
mod weights;

use crate::{
    LayerConfig, NetworkConfig, Optimizer, Regularizer, check_target,
    config::check_seed,
    random::{Rng, Stream},
};
use ops::{Bound, Examples, LayerLayout, Pass, Rows, Sums};
use value::{Error, Reason, Result, filled};

pub use fit::{FitOptions, History, MAX_EPOCHS};

/// The most rows of x that a network takes at once.
pub const MAX_ROWS: usize = u32::MAX as usize;

/// A feed-forward network of dense layers that can be trained. Same configuration and seed: same weights, same batches,
/// same results to the last bit, on every machine.
///
/// All data is row-major: `x` is `[rows, inputs]`; `y` is `[rows, outputs]`, or `[rows]` of class indices
/// for sparse_categorical_crossentropy.
#[derive(Debug, Clone)]
pub struct Network {
    config: NetworkConfig,
    layers: Vec<LayerLayout>,
    /// `[parameters | optimizer slots …]`, all finite, always.
    state: Vec<f32>,
    /// On `state`.
    bound: Bound,
    /// The state before an update that may have to be taken back.
    kept: Vec<f32>,
    gradients: Vec<f32>,
    iterations: u64,
    epochs: u64,
    diverged: bool,
    pass: Pass,
}

/// The result of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// The mean loss, regularization included; infinite where it overflows, never NaN.
    pub loss: f64,
    /// The fraction of examples classified correctly, where the loss is for classification.
    pub accuracy: Option<f64>,
}

impl Network {
    /// Checks the configuration and draws the initial weights.
    ///
    /// # Errors
    /// As for [`NetworkConfig::check`], and [`Reason::OutOfMemory`].
    pub fn new(config: NetworkConfig) -> Result<Self> {
        config.check()?;
        let layers = config.layouts();
        let mut network = Self {
            pass: config.pass(&layers)?,
            gradients: vec![0.0; layers.last().map_or(0, |layer| layer.bias.end)],
            config,
            layers,
            state: Vec::new(),
            bound: Bound::UNKNOWN,
            kept: Vec::new(),
            iterations: 0,
            epochs: 0,
            diverged: false,
        };
        network.begin();
        Ok(network)
    }

    /// Initial weights, a fresh optimizer.
    fn begin(&mut self) {
        let mut parameters = vec![0.0; self.parameter_count()];
        for (at, (place, layer)) in self.layers.iter().zip(&self.config.layers).enumerate() {
            let mut rng = Rng::new(self.config.seed, Stream::Weights(at as u64));
            let kernel = &mut parameters[place.kernel.clone()];
            layer.kernel_initializer.fill(kernel, place.inputs, place.units, &mut rng);
            layer.bias_initializer.fill(&mut parameters[place.bias.clone()], place.inputs, place.units, &mut rng);
        }
        self.begin_optimizer(&parameters);
        self.epochs = 0;
    }

    fn begin_optimizer(&mut self, parameters: &[f32]) {
        self.state = self.config.optimizer.fresh_state(parameters);
        self.kept = self.state.clone();
        self.bound = Bound::UNKNOWN;
        self.iterations = 0;
        self.diverged = false;
    }

    /// Back to the initial weights and a fresh optimizer; a new seed draws new ones.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) for a seed above [`MAX_SEED`](crate::random::MAX_SEED).
    pub fn reset(&mut self, seed: Option<u64>) -> Result<()> {
        let seed = seed.unwrap_or(self.config.seed);
        check_seed(seed)?;
        self.config.seed = seed;
        self.begin();
        Ok(())
    }

    /// A copy, as [`Clone`] makes it.
    ///
    /// # Errors
    /// [`Reason::OutOfMemory`] where `clone` would abort.
    pub fn try_clone(&self) -> Result<Self> {
        let copied = |values: &[f32]| {
            let mut copy = filled(0.0, values.len()).ok_or_else(|| out_of_memory(self.parameter_count()))?;
            copy.copy_from_slice(values);
            Ok(copy)
        };
        Ok(Self {
            config: self.config.clone(),
            layers: self.layers.clone(),
            state: copied(&self.state)?,
            kept: copied(&self.kept)?,
            gradients: copied(&self.gradients)?,
            pass: self.config.pass(&self.layers)?,
            ..*self
        })
    }

    /// The configuration, every default filled in.
    pub fn config(&self) -> &NetworkConfig {
        &self.config
    }

    /// Updates that the present optimizer has made.
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// Epochs that [`fit`](Self::fit) has completed.
    pub fn epochs(&self) -> u64 {
        self.epochs
    }

    /// Number of weights and biases.
    pub fn parameter_count(&self) -> usize {
        self.gradients.len()
    }

    /// Where each layer's kernel and bias lie in [`parameters`](Self::parameters).
    pub fn layers(&self) -> &[LayerLayout] {
        &self.layers
    }

    /// All weights and biases, layer by layer, kernel before bias.
    pub fn parameters(&self) -> &[f32] {
        &self.state[..self.parameter_count()]
    }

    /// The parameters, followed by the optimizer's slots.
    pub(super) fn state(&self) -> &[f32] {
        &self.state
    }

    /// Whether the last update was refused because the loss or the new weights were not finite. The weights are then
    /// the last finite ones.
    pub fn diverged(&self) -> bool {
        self.diverged
    }

    /// Checks inputs with their targets, so that they can be trained on.
    ///
    /// # Errors
    /// [`Data`](value::ErrorKind::Data) where x has no whole number of rows or more than [`MAX_ROWS`], y not a target
    /// for each of them, x a value that is not finite, or y one that is no target of the loss.
    pub fn examples<'a>(&self, x: &'a [f32], y: &'a [f32]) -> Result<Examples<'a>> {
        self.named_examples(["x", "y"], x, y)
    }

    /// [`examples`](Self::examples), with other names for the arrays in messages.
    ///
    /// # Errors
    /// As for [`examples`](Self::examples).
    pub fn named_examples<'a>(&self, names: [&str; 2], x: &'a [f32], y: &'a [f32]) -> Result<Examples<'a>> {
        let (inputs, rows) = (self.config.inputs, self.rows(names[0], x)?);
        let (loss, outputs) = (self.config.loss, self.config.outputs());
        let targets = loss.targets(outputs);
        let examples = Examples::new(x, y, inputs, targets).ok_or_else(|| {
            Error::data(names[1], Reason::Length { length: y.len(), rows: Some(rows), row: Some(targets) })
        })?;
        for (at, target) in y.iter().enumerate() {
            if let Some(problem) = check_target(loss, *target, outputs) {
                return Err(Error::data(format!("{}[{at}]", names[1]), problem));
            }
        }
        Ok(examples)
    }

    /// The number of rows of `x`, which must be whole, at least one, and finite.
    pub(super) fn rows(&self, name: &str, x: &[f32]) -> Result<usize> {
        let inputs = self.config.inputs;
        if x.is_empty() || !x.len().is_multiple_of(inputs) {
            return Err(Error::data(name, Reason::Length { length: x.len(), rows: None, row: Some(inputs) }));
        }
        let rows = x.len() / inputs;
        // Compared as u64: on a 32-bit target MAX_ROWS is the largest usize, and clippy refuses the comparison.
        if rows as u64 > MAX_ROWS as u64 {
            return Err(Error::data(name, Reason::count(rows, "rows", 1, MAX_ROWS)));
        }
        match ops::first_not_finite(x) {
            Some(at) => Err(not_finite(format!("{name}[{at}]"), x[at])),
            None => Ok(rows),
        }
    }

    /// Checks that every activation has a gradient. Only training needs it.
    ///
    /// # Errors
    /// [`NoGradient`](value::ErrorKind::NoGradient) with the first layer whose activation has none.
    pub fn check_gradient(&self) -> Result<()> {
        use value::Choice as _;
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
    fn update(&mut self, data: Examples, rows: Rows, count_correct: bool) -> Metrics {
        if rows.count() == 1
            && let Some(metrics) = self.descend(data, rows.get(0), count_correct)
        {
            return metrics;
        }
        let parameters = self.parameter_count();
        let parameters = &self.state[..parameters];
        let sums = self.pass.run(parameters, data, rows, Some(&mut self.gradients), count_correct);
        let loss = sums.loss / rows.count() as f64
            + regularization(&self.config, &self.layers, parameters, Some(&mut self.gradients));
        let loss = never_nan(loss);
        let variables = self.layers.iter().flat_map(|layer| [layer.kernel.clone(), layer.bias.clone()]);
        self.config.optimizer.clip(&mut self.gradients, variables);
        self.diverged = !loss.is_finite() || !self.step();
        Metrics { loss, accuracy: count_correct.then(|| sums.correct / rows.count() as f64) }
    }

    /// The optimizer's update by `gradients`. Returns whether it is finite: if not, it is taken back.
    fn step(&mut self) -> bool {
        let (optimizer, t) = (&self.config.optimizer, self.iterations + 1);
        let certain = optimizer.bound_after(&self.bound, t, &self.gradients);
        if certain.is_none() {
            self.kept.copy_from_slice(&self.state);
        }
        optimizer.update(t, &self.gradients, &mut self.state);
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
        let regularizes = |layer: &LayerConfig| layer.kernel_regularizer != Regularizer::default();
        if self.config.layers.iter().any(regularizes) {
            return None;
        }
        let rate = self.config.optimizer.plain_rate(self.iterations)?;
        let sums = self.pass.descend(&mut self.state, &mut self.bound, rate, data, row, count_correct)?;
        self.iterations += 1;
        self.diverged = false;
        Some(Metrics { loss: sums.loss, accuracy: count_correct.then_some(sums.correct) })
    }

    /// The state, to be written to.
    fn state_mut(&mut self) -> &mut [f32] {
        self.bound = Bound::UNKNOWN;
        &mut self.state
    }

    /// Refuses examples of a network of another shape, and rows that do not exist.
    fn check_rows(&self, data: Examples, rows: Rows) -> Result<()> {
        let (inputs, targets) = (self.config.inputs, self.config.loss.targets(self.config.outputs()));
        for (name, found, expected) in [("x", data.inputs(), inputs), ("y", data.targets(), targets)] {
            if found != expected {
                let problem = format!("rows of {found} values do not fit: this network takes rows of {expected}");
                return Err(Error::data(name, problem));
            }
        }
        if rows.count() == 0 || !data.have(rows) {
            let problem = format!("a batch must have 1 or more of the {} rows", data.rows());
            return Err(Error::data("x", problem));
        }
        Ok(())
    }

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
    fn metrics(&self, sums: Sums, rows: usize, count_correct: bool) -> Metrics {
        let rows = rows as f64;
        let loss = never_nan(sums.loss / rows + regularization(&self.config, &self.layers, self.parameters(), None));
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
        regularization(&self.config, &self.layers, parameters, Some(&mut gradients));
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
        let regularization = regularization(&self.config, &self.layers, parameters, Some(&mut self.gradients));
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

    /// Sets another optimizer or other hyperparameters; the weights stay. The slots (m, v, …) stay if the optimizer is the
    /// same and has the same slots; otherwise they are reset, as when a Keras model is compiled again.
    ///
    /// # Errors
    /// As for [`Optimizer::check`].
    pub fn set_optimizer(&mut self, optimizer: Optimizer) -> Result<()> {
        optimizer.check("optimizer")?;
        // Before the first update the slots have their initial values, which depend on the hyperparameters.
        let same_state = self.iterations > 0
            && optimizer.name() == self.config.optimizer.name()
            && optimizer.state_len(self.parameter_count()) == self.state.len();
        self.config.optimizer = optimizer;
        self.diverged = false;
        self.bound = Bound::UNKNOWN;
        if !same_state {
            let parameters = self.parameters().to_vec();
            self.begin_optimizer(&parameters);
        }
        Ok(())
    }

    /// Sets the regularization term of every kernel.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) where l1 or l2 is negative or not finite.
    pub fn set_regularizer(&mut self, regularizer: Regularizer) -> Result<()> {
        let mut config = self.config.clone();
        for layer in &mut config.layers {
            layer.kernel_regularizer = regularizer;
        }
        config.check()?;
        self.config = config;
        self.diverged = false;
        Ok(())
    }

    /// A network at this point of its training; `state` is finite.
    pub(super) fn resume(
        config: NetworkConfig,
        state: Vec<f32>,
        iterations: u64,
        epochs: u64,
        diverged: bool,
    ) -> Result<Self> {
        let mut network = Self::new(config)?;
        if state.len() != network.state.len() {
            let problem = Reason::Length { length: state.len(), rows: Some(network.state.len()), row: None };
            return Err(Error::checkpoint(problem).or_field("state"));
        }
        network.resume_from(state.into_iter(), iterations, epochs, diverged);
        Ok(network)
    }

    /// Sets parameters to these values, which are finite.
    pub(super) fn put_parameters(&mut self, values: &[(usize, f32)]) {
        let state = self.state_mut();
        values.iter().for_each(|(index, value)| state[*index] = *value);
        self.diverged = false;
    }

    /// Continues from this point of training; `state` is finite and as long as the present one.
    pub(super) fn resume_from(
        &mut self,
        state: impl Iterator<Item = f32>,
        iterations: u64,
        epochs: u64,
        diverged: bool,
    ) {
        self.state_mut().iter_mut().zip(state).for_each(|(place, value)| *place = value);
        (self.iterations, self.epochs, self.diverged) = (iterations, epochs, diverged);
    }
}

/// The error where a network with this many parameters does not fit in memory.
pub(crate) fn out_of_memory(parameters: usize) -> Error {
    Error::config("layers", Reason::OutOfMemory { what: format!("a network's {parameters} parameters") })
}

/// The regularization terms of all kernels, Σ (l1 |w| + l2 w²); their gradient is added to `gradients` if there are any.
fn regularization(
    config: &NetworkConfig,
    layers: &[LayerLayout],
    parameters: &[f32],
    mut gradients: Option<&mut [f32]>,
) -> f64 {
    let mut sum = 0.0;
    for (place, layer) in layers.iter().zip(&config.layers) {
        let (l1, l2) = (layer.kernel_regularizer.l1, layer.kernel_regularizer.l2);
        if l1 == 0.0 && l2 == 0.0 {
            continue;
        }
        let kernel = &parameters[place.kernel.clone()];
        sum += kernel.iter().map(|w| l1 * f64::from(w.abs()) + l2 * f64::from(*w) * f64::from(*w)).sum::<f64>();
        if let Some(gradients) = gradients.as_deref_mut() {
            for (g, w) in gradients[place.kernel.clone()].iter_mut().zip(kernel) {
                let sign = if *w == 0.0 { 0.0 } else { 1f32.copysign(*w) };
                *g += l1 as f32 * sign + 2.0 * l2 as f32 * w;
            }
        }
    }
    sum
}

fn not_finite(place: String, value: f32) -> Error {
    Error::data(place, Reason::NotFinite { value: value.into() })
}

/// Replaces NaN, from ∞ − ∞ on the way, by ∞: the loss overflowed.
fn never_nan(loss: f64) -> f64 {
    if loss.is_nan() { f64::INFINITY } else { loss }
}
