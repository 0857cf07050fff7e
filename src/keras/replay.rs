//! Repeats a training run and records what another program needs to reproduce it.

use super::{Stage, python};
use crate::{
    experiment::{Experiment, ExperimentSettings},
    nn::{
        Batches, Examples, Hyperparameter, Network, Optimizer, OptimizerName, Regularizer, Rows, Setting,
        random::{Rng, Stream},
    },
};
use value::{Error, Reason, Result, Value, number::shown};

/// The most updates of a script. Beyond this, training amplifies rounding differences and two implementations rarely agree.
pub const MAX_UPDATES: u64 = 1_000;

/// The most text that is written, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// The approximate number of losses that are compared.
const COMPARISONS: u64 = 100;

/// The relative difference up to which losses are equal (relative to a tenth of the first loss, once they are smaller).
pub const TOLERANCE: f64 = 1e-4;

/// A perturbed copy is trained alongside; once its loss differs by more than this, Keras is expected to leave the [`TOLERANCE`].
/// (In 23 runs the copy always differed before Keras did.)
const TWIN_TOLERANCE: f64 = 5e-5;
const TWIN_STEP: f32 = 2e-7;

/// The data that another program needs to reproduce the training.
pub struct Replay {
    /// The experiment before its first update.
    pub start: Experiment,
    /// The rows of each batch: a line is an epoch, commas part batches, spaces rows.
    pub batches: String,
    /// The number of updates, and the loss on all training points after them.
    pub losses: Vec<(u64, f64)>,
    /// The segments of the training, in order.
    pub segments: Vec<Segment>,
    /// Updates in all segments.
    pub updates: u64,
    /// Updates that were requested.
    pub asked: u64,
    /// Why there are fewer, if there are.
    pub end: Option<End>,
}

/// Updates with the same optimizer and regularization, and without weights set between them.
pub struct Segment {
    /// The weights and biases that are set before: their indices in the network's parameters, and their values.
    pub weights: Vec<(usize, f32)>,
    /// Its optimizer.
    pub optimizer: Optimizer,
    /// Its regularization term.
    pub regularizer: Regularizer,
    /// How the optimizer follows from the previous one.
    pub change: Change,
    /// Updates made.
    pub updates: u64,
}

/// How training continues with other settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// With a fresh optimizer.
    Anew,
    /// With the same optimizer.
    None,
    /// With the same optimizer at another learning rate.
    LearningRate,
    /// With other hyperparameters, but the same slots.
    Hyperparameters,
}

/// Why the script ends early.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// More than [`MAX_UPDATES`].
    Updates,
    /// More than [`MAX_BYTES`].
    Bytes,
    /// From here on the result is determined by rounding.
    Rounding,
    /// This hyperparameter was changed, which Keras cannot do without resetting the slots.
    Hyperparameter(&'static str),
}

/// A training run that is being repeated.
struct Run<'a> {
    replay: Replay,
    data: Examples<'a>,
    network: Network,
    /// The copy that is perturbed after every update: its distance from the network is an estimate of the effect of rounding.
    perturbed: Network,
    /// Up or down.
    moves: Rng,
    /// Bytes that are left for batches and for weights that are set.
    room: usize,
    /// Updates and length of `batches` at the last comparison within the limit.
    trusted: (u64, usize),
}

impl Replay {
    /// Repeats the training of these stages. `reserved` is the number of bytes needed for the rest of the script.
    pub fn new(stages: &[Stage], reserved: impl Fn(&Experiment) -> usize) -> Result<Self> {
        let Some(first) = stages.first() else {
            return Err(Error::config("stages", Reason::count(0, "stages", 1, Value::MOST_ITEMS)));
        };
        let start = Experiment::new(first.settings.clone())?;
        let room = MAX_BYTES.checked_sub(reserved(&start)).ok_or_else(|| {
            let most = shown(MAX_BYTES as f64);
            Error::config(
                "stages",
                format!("data and weights alone are more than the {most} bytes that a script may have"),
            )
        })?;
        let (rows, columns) = (start.data().train_rows, start.features().len());
        let (x, _) = start.inputs().split_at(rows * columns);
        let (_, y) = start.data().train();
        let (x, y) = (x.to_vec(), y.to_vec());
        let mut asked: u64 = 0;
        for stage in stages {
            asked = asked.saturating_add(stage.steps);
        }
        let network = start.network().clone();
        let perturbed = network.clone();
        let replay = Self {
            start,
            batches: String::new(),
            losses: Vec::new(),
            segments: Vec::new(),
            updates: 0,
            asked,
            end: None,
        };
        let data = network.examples(&x, &y)?;
        let moves = Rng::new(0, Stream::Data);
        let mut run = Run { replay, data, network, perturbed, moves, room, trusted: (0, 0) };
        run.compare()?;
        match run.replay.losses.first() {
            Some((_, loss)) if loss.is_finite() => {}
            _ => return Err(Error::data("loss", "is not finite before the first update: there is nothing to compare")),
        }
        run.train(stages)?;
        Ok(run.finish())
    }
}

impl Run<'_> {
    fn train(&mut self, stages: &[Stage]) -> Result<()> {
        let every = self.replay.asked.min(MAX_UPDATES).div_ceil(COMPARISONS).max(1);
        let mut batches = Batches::new(self.data.rows(), true, self.replay.start.settings().seed, 0)?;
        let mut before: Option<&ExperimentSettings> = None;
        let mut set = Vec::new();
        for (at, Stage { settings, weights, steps }) in stages.iter().enumerate() {
            if before.is_some_and(|before| !before.goes_on_with(settings)) {
                let problem = "differ in what starts an experiment over; only the stages since then belong together";
                return Err(Error::config(format!("stages[{at}].settings"), problem));
            }
            before = Some(settings);
            settings.check()?;
            for (parameter, value) in weights {
                let index = self.network.index_of(*parameter).ok_or_else(|| {
                    Error::config(format!("stages[{at}].weights"), format!("there is no {parameter} in the network"))
                })?;
                set.push((index, *value));
            }
            // Stages without updates are settings that were tried out in a pause; only those with updates count.
            if self.replay.end.is_some() || *steps == 0 {
                continue;
            }
            for network in [&mut self.network, &mut self.perturbed] {
                network.set_parameters(&set)?;
                network.set_regularizer(settings.regularizer)?;
                network.set_optimizer(settings.optimizer.clone())?;
            }
            self.replay.end = self.begin_segment(settings, std::mem::take(&mut set));
            for _ in 0..*steps {
                if self.replay.end.is_some() || !self.update(&mut batches, settings.batch_size)? {
                    break;
                }
                // All of the first updates: if rounding matters early, the script has at least some.
                if self.replay.updates < 10 || self.replay.updates.is_multiple_of(every) {
                    self.compare()?;
                }
            }
        }
        self.compare()
    }

    /// How these settings follow from those of the previous segment, and whether there is room for the weights that are set.
    fn begin_segment(&mut self, settings: &ExperimentSettings, weights: Vec<(usize, f32)>) -> Option<End> {
        let change = match self.replay.segments.last() {
            _ if self.network.iterations() == 0 => Change::Anew,
            None => Change::Anew,
            Some(last) => match change(&last.optimizer, &settings.optimizer) {
                Ok(Change::None) if last.regularizer == settings.regularizer && weights.is_empty() => return None,
                Ok(change) => change,
                Err(end) => return Some(end),
            },
        };
        let left = self.room.checked_sub(python::set_weights(&self.network, &weights).len());
        let Some(room) = left.filter(|room| *room >= self.replay.batches.len()) else { return Some(End::Bytes) };
        self.room = room;
        let (optimizer, regularizer) = (settings.optimizer.clone(), settings.regularizer);
        self.replay.segments.push(Segment { weights, optimizer, regularizer, change, updates: 0 });
        None
    }

    /// Trains on one more batch; returns whether it did.
    fn update(&mut self, batches: &mut Batches, size: usize) -> Result<bool> {
        let replay = &mut self.replay;
        if replay.updates == MAX_UPDATES {
            replay.end = Some(End::Updates);
            return Ok(false);
        }
        let begins_epoch = batches.progress().1 == 0.0;
        let rows = batches.peek(size);
        let length = replay.batches.len();
        for (at, row) in rows.iter().enumerate() {
            match (at, begins_epoch) {
                (0, _) if length == 0 => {}
                (0, true) => replay.batches.push('\n'),
                (0, false) => replay.batches.push(','),
                _ => replay.batches.push(' '),
            }
            replay.batches.push_str(&row.to_string());
        }
        if replay.batches.len() > self.room {
            replay.batches.truncate(length);
            replay.end = Some(End::Bytes);
            return Ok(false);
        }
        self.network.train(self.data, Rows::Picked(rows), false)?;
        if self.network.diverged() {
            replay.batches.truncate(length);
            return Ok(false);
        }
        self.perturbed.train(self.data, Rows::Picked(rows), false)?;
        batches.advance(size);
        replay.updates += 1;
        if let Some(segment) = replay.segments.last_mut() {
            segment.updates += 1;
        }
        self.move_perturbed();
        Ok(true)
    }

    fn move_perturbed(&mut self) {
        let mut moved = |weight: &f32| {
            let step = TWIN_STEP * (weight.abs() + 0.1);
            if self.moves.below(2) == 0 { weight - step } else { weight + step }
        };
        let lists: Vec<Vec<f32>> =
            self.perturbed.get_weights().into_iter().map(|list| list.iter().map(&mut moved).collect()).collect();
        // Fails where a weight overflows; then it stays, and the losses differ anyway.
        let _ = self.perturbed.set_weights(&lists);
    }

    /// Records the loss, unless it is recorded or determined by rounding.
    fn compare(&mut self) -> Result<()> {
        let Replay { losses, updates, end, batches, .. } = &mut self.replay;
        if losses.last().is_some_and(|(at, _)| at == updates) || *end == Some(End::Rounding) {
            return Ok(());
        }
        let loss = self.network.measure(self.data, false)?.loss;
        let apart = (loss - self.perturbed.measure(self.data, false)?.loss).abs();
        let first = losses.first().map_or(loss, |(_, first)| *first);
        let near = apart <= TWIN_TOLERANCE * loss.max(0.1 * first) && !self.perturbed.diverged();
        if near || losses.is_empty() {
            losses.push((*updates, loss));
            self.trusted = (*updates, batches.len());
        } else {
            *end = Some(End::Rounding);
        }
        Ok(())
    }

    /// Drops everything after the last comparison within the limit.
    fn finish(self) -> Replay {
        let Self { mut replay, trusted: (updates, length), .. } = self;
        replay.batches.truncate(length);
        let mut surplus = replay.updates.saturating_sub(updates);
        while let Some(segment) = replay.segments.last_mut() {
            let fewer = surplus.min(segment.updates);
            segment.updates -= fewer;
            surplus -= fewer;
            if segment.updates > 0 {
                break;
            }
            replay.segments.pop();
        }
        replay.updates = updates;
        replay
    }
}

/// How an optimizer follows from another of the same name with the same slots.
fn change(from: &Optimizer, to: &Optimizer) -> std::result::Result<Change, End> {
    let mut change = Change::None;
    let (before, after) = (from.hyperparameters(), to.hyperparameters());
    // One that has a value on one side only, such as a weight decay, is on the list of that side.
    let removed = before.iter().filter(|old| after.iter().all(|new| new.name != old.name));
    for Hyperparameter { name, setting } in after.iter().filter(|new| !before.contains(new)).chain(removed) {
        let old = before.iter().find(|old| old.name == *name).map(|old| &old.setting);
        // Keras can replace a constant rate by another one; a schedule is fixed.
        let sets_rate = *name == "learning_rate"
            && [old, Some(setting)].iter().all(|rate| matches!(rate, Some(Setting::Number(..))));
        // Keras creates some slots only if they are needed, and does not expose those of Nadam.
        let keeps_other_numbers = match (old, setting) {
            (Some(Setting::Number(old, _)), Setting::Number(new, _)) if *name == "momentum" => {
                (*old == 0.0) != (*new == 0.0)
            }
            (_, Setting::Switch(_)) => *name != "nesterov",
            _ => to.name() == OptimizerName::Nadam && !sets_rate,
        };
        if keeps_other_numbers {
            return Err(End::Hyperparameter(name));
        }
        let is_rate = sets_rate && change != Change::Hyperparameters;
        change = if is_rate { Change::LearningRate } else { Change::Hyperparameters };
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_fills_the_script_is_refused() {
        let settings = ExperimentSettings::parse(&Value::object(vec![])).unwrap();
        let stages = [Stage { settings, weights: Vec::new(), steps: 1 }];
        let refused = Replay::new(&stages, |_| MAX_BYTES + 1).map(|replay| replay.updates).unwrap_err().to_string();
        assert!(refused.contains("data and weights alone are more than the 1000000 bytes"), "{refused}");
        // There is room, but not for a batch.
        let replay = Replay::new(&stages, |_| MAX_BYTES - 1).unwrap();
        assert_eq!((replay.updates, replay.batches.len(), replay.losses.len()), (0, 0, 1));
        assert_eq!(replay.end, Some(End::Bytes));
    }
}
