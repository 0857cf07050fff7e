//! The network: layers with their weights, and an optimizer with its state.

mod evaluate;
mod fit;
mod train;
mod weights;

use crate::{
    NetworkConfig, Optimizer, Regularizer, check_target,
    config::check_seed,
    random::{Rng, Stream},
    regularizer::Penalties,
};
use ops::{Bound, Examples, LayerLayout, Pass, Rows};
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
    penalties: Penalties,
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
            penalties: Penalties::new(&config, &layers),
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
            penalties: self.penalties.clone(),
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
        self.penalties = Penalties::new(&config, &self.layers);
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

fn not_finite(place: String, value: f32) -> Error {
    Error::data(place, Reason::NotFinite { value: value.into() })
}

/// Replaces NaN, from ∞ − ∞ on the way, by ∞: the loss overflowed.
fn never_nan(loss: f64) -> f64 {
    if loss.is_nan() { f64::INFINITY } else { loss }
}
