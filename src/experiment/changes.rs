//! The changes made during a run, step by step, so that the run can be repeated.

use super::{Experiment, ExperimentSettings, schedule_text};
use crate::nn::{Network, Optimizer, Parameter, Regularizer};
use value::{Error, Reason, Result, Value};

/// The most steps at which something may be changed.
pub const MAX_CHANGES: usize = 1 << 16;

/// The most weights and biases that may be set by hand, summed over the steps.
pub const MAX_SET_PARAMETERS: usize = 1 << 20;

/// The settings that may change during training.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// How it learns.
    pub optimizer: Optimizer,
    /// Examples in a mini-batch; more than there are means all of them.
    pub batch_size: usize,
    /// The regularization term of all kernels.
    pub regularizer: Regularizer,
}

/// What was changed at a step: after this many updates, before the next one.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Updates made before.
    pub step: u64,
    /// The settings from here on, if they differ from those before.
    pub training: Option<Training>,
    /// The parameters that were set: their indices in [`Network::parameters`], ascending, and their values, all finite.
    pub parameters: Vec<(usize, f32)>,
}

impl Training {
    /// The part of the settings that may change.
    pub fn of(settings: &ExperimentSettings) -> Self {
        let ExperimentSettings { optimizer, batch_size, regularizer, .. } = settings;
        Self { optimizer: optimizer.clone(), batch_size: *batch_size, regularizer: *regularizer }
    }

    /// Writes them into the settings.
    pub fn put_into(&self, settings: &mut ExperimentSettings) {
        settings.optimizer = self.optimizer.clone();
        settings.batch_size = self.batch_size;
        settings.regularizer = self.regularizer;
    }

    /// The schedule of the learning rate, as text, if there is one.
    pub fn schedule(&self) -> Option<String> {
        schedule_text::write(&self.optimizer)
    }

    /// The optimizer with the learning rate at which its [schedule](Self::schedule) begins, if it has one.
    pub fn unscheduled(&self) -> Optimizer {
        Optimizer { learning_rate: schedule_text::initial(&self.optimizer).into(), ..self.optimizer.clone() }
    }

    /// The batch size, saturated at 32 bits, so that it is the same on 32-bit targets. (A larger batch has all examples, too.)
    pub fn portable_batch_size(&self) -> u32 {
        u32::try_from(self.batch_size).unwrap_or(u32::MAX)
    }

    /// A network goes on with them.
    pub(super) fn apply(&self, network: &mut Network) -> Result<()> {
        network.set_regularizer(self.regularizer)?;
        network.set_optimizer(self.optimizer.clone())
    }
}

impl Change {
    /// None yet at this step.
    pub(super) fn none(step: u64) -> Self {
        Self { step, training: None, parameters: Vec::new() }
    }

    /// Whether they are equal bit by bit: −0 differs from 0.
    fn is_same_as(&self, other: &Self) -> bool {
        let bits =
            |change: &Self| -> Vec<_> { change.parameters.iter().map(|(at, value)| (*at, value.to_bits())).collect() };
        self.step == other.step && self.training == other.training && bits(self) == bits(other)
    }

    fn is_none(&self) -> bool {
        self.training.is_none() && self.parameters.is_empty()
    }

    /// Sets a parameter, replacing an earlier value of this step; returns whether there was one.
    pub(super) fn set(&mut self, index: usize, value: f32) -> bool {
        let place = self.parameters.binary_search_by_key(&index, |(index, _)| *index);
        match place {
            Ok(at) => self.parameters[at].1 = value,
            Err(at) => self.parameters.insert(at, (index, value)),
        }
        place.is_ok()
    }
}

impl Experiment {
    /// Goes on with other settings. What can change while training goes on (the optimizer and its hyperparameters, the size
    /// of a batch, the regularization) changes where it stands, and is recorded as a [`Change`] at this step; anything else
    /// starts over. Returns whether it started over.
    ///
    /// Before the first update the result is the same as making the experiment with these settings.
    ///
    /// # Errors
    /// As for [`new`](Self::new) and [`set`](Self::set). Nothing has changed then.
    pub fn configure(&mut self, settings: ExperimentSettings) -> Result<bool> {
        settings.check()?;
        if !self.settings.goes_on_with(&settings) {
            *self = Self::new(settings)?;
            return Ok(true);
        }
        let training = Training::of(&settings);
        if self.step == 0 && training != Training::of(&self.settings) {
            let set = self.changes.first().filter(|change| change.step == 0).map(|change| change.parameters.clone());
            let mut fresh = Self::new(settings)?;
            fresh.change(|change| change.parameters = set.unwrap_or_default())?;
            *self = fresh;
        } else {
            self.change(|change| change.training = Some(training))?;
        }
        Ok(false)
    }

    /// Sets a weight or a bias. The optimizer's slots stay.
    ///
    /// # Errors
    /// Where there is no such weight or bias, where the value is not finite, and where there have been [`MAX_CHANGES`] or
    /// [`MAX_SET_PARAMETERS`] already. Nothing has changed then.
    pub fn set(&mut self, parameter: Parameter, value: f32) -> Result<()> {
        let index = self.index_of(parameter)?;
        if !value.is_finite() {
            return Err(Error::data("value", Reason::NotFinite { value: value.into() }));
        }
        self.change(|change| {
            change.set(index, value);
        })
    }

    /// Where a weight or a bias lies in [`Network::parameters`].
    pub(super) fn index_of(&self, parameter: Parameter) -> Result<usize> {
        self.network.index_of(parameter).ok_or_else(|| {
            let problem = match parameter {
                Parameter::Weight { layer, input, unit } => {
                    format!("there is none from input {input} to unit {unit} of layer {layer}, counted from 0")
                }
                Parameter::Bias { layer, unit } => {
                    format!("there is none of unit {unit} of layer {layer}, counted from 0")
                }
            };
            Error::config(if let Parameter::Weight { .. } = parameter { "weight" } else { "bias" }, problem)
        })
    }

    /// Sets the weights, in the form of [`Network::get_weights`]. The optimizer's slots stay.
    ///
    /// # Errors
    /// As for [`Network::set_weights`] and [`set`](Self::set). Nothing has changed then.
    pub fn set_weights<W: AsRef<[f32]>>(&mut self, weights: &[W]) -> Result<()> {
        self.network.try_clone()?.set_weights(weights)?;
        let values = weights.iter().flat_map(|weights| weights.as_ref()).copied();
        self.change(|change| change.parameters = values.enumerate().collect())
    }

    /// The changes so far and, after a seek backwards, the later ones, which will be made again; ascending by step. An
    /// experiment made from the [`start`](Self::start_settings) with these changes has the same bits at every step.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The settings before any change.
    pub fn start_settings(&self) -> ExperimentSettings {
        let mut settings = self.settings.clone();
        self.start.put_into(&mut settings);
        settings
    }

    /// The settings with which training arrives at a step, before what is changed there.
    pub(super) fn training_before(&self, step: u64) -> &Training {
        let before = self.changes.iter().rev().filter(|change| change.step < step);
        before.filter_map(|change| change.training.as_ref()).next().unwrap_or(&self.start)
    }

    /// Edits the change at this step. Resetting a value to what it was when training arrived here removes it from the change, so
    /// that trying another optimizer and returning loses no slots. If the change differs in the end, everything later
    /// (checkpoints, record, changes) is dropped.
    fn change(&mut self, edit: impl FnOnce(&mut Change)) -> Result<()> {
        let here = self.changes.partition_point(|change| change.step < self.step);
        let former = self.changes.get(here).filter(|change| change.step == self.step).cloned();
        let mut change = former.clone().unwrap_or(Change::none(self.step));
        edit(&mut change);
        self.replace_change(here, former, change)
    }

    /// Changes what was changed at this step, if anything was, to something else; it is number `here` of all changes.
    fn replace_change(&mut self, here: usize, former: Option<Change>, mut change: Change) -> Result<()> {
        let is_first = former.is_none();
        let former = former.unwrap_or(Change::none(self.step));
        let before = self.training_before(self.step);
        change.training = change.training.filter(|training| training != before);
        if change.is_same_as(&former) {
            return self.network.set_parameters(&[]); // another try, if the last update was refused
        }
        if is_first && !self.keep_checkpoint(true) {
            return Err(Error::data("changes", Reason::OutOfMemory { what: "another checkpoint".into() }));
        }
        let arrival = self.arrival()?;
        // Tried on a copy, so that nothing has changed if something is refused.
        if let Some(training) = &change.training {
            training.apply(&mut arrival.try_clone()?)?;
        }
        let unchanged = arrival.parameters();
        change.parameters.retain(|(index, value)| unchanged[*index].to_bits() != value.to_bits());
        if !change.is_same_as(&former) {
            let before = self.changes.get(..here).unwrap_or_default();
            check_room(before.len(), before.iter().chain([&change]).map(|change| change.parameters.len()).sum())?;
            self.forget_later();
            self.changes.truncate(here);
            if !change.is_none() {
                self.changes.push(change);
            }
        }
        self.go_back_to(self.step)?;
        self.record();
        Ok(())
    }

    /// Sets the changes of a fresh experiment.
    pub(super) fn plan(&mut self, changes: Vec<Change>) -> Result<()> {
        if !changes.is_sorted_by(|one, next| one.step < next.step) {
            let message = "must be in the order of their steps, one for each step";
            return Err(Error::config("changes", Reason::special("changes_order", vec![], message)));
        }
        let (mut network, mut settings, mut parameters) = (self.network.try_clone()?, self.settings.clone(), 0);
        for (at, change) in changes.iter().enumerate() {
            parameters += change.parameters.len();
            check_room(at, parameters)?;
            if let Some(training) = &change.training {
                training.put_into(&mut settings);
                settings.check()?;
                training.apply(&mut network)?;
            }
            if !change.parameters.is_sorted_by(|(one, _), (next, _)| one < next) {
                let message = "must set parameters in their order, each once at a step";
                return Err(Error::config("changes", Reason::special("changes_order", vec![], message)));
            }
            network.set_parameters(&change.parameters)?;
        }
        self.changes = changes;
        self.history.forget_from(0);
        self.go_back_to(0)?;
        self.record();
        Ok(())
    }
}

/// Refuses a change beyond [`MAX_CHANGES`] or [`MAX_SET_PARAMETERS`].
fn check_room(before: usize, parameters: usize) -> Result<()> {
    if before < MAX_CHANGES && parameters <= MAX_SET_PARAMETERS {
        return Ok(());
    }
    let message = format!(
        "there are too many since step 0: at most {MAX_SET_PARAMETERS} weights at {MAX_CHANGES} steps; reset the experiment"
    );
    let most = |count: usize| Value::Number(count as f64);
    let values = vec![("weights", most(MAX_SET_PARAMETERS)), ("steps", most(MAX_CHANGES))];
    Err(Error::data("changes", Reason::special("changes_many", values, message)))
}
