//! Seeking to any step of a run, in both directions: back to the nearest checkpoint, then by training again.

use super::{Experiment, changes::Training, timeline::Checkpoint};
use crate::nn::{
    Network,
    random::MAX_SEED,
    state::{DIVERGED, halves, whole},
};
use value::{Error, Result};

/// Words of a checkpoint before those of the network: the epoch (two words) and the number of its examples that are done.
const POSITION: usize = 3;

impl Experiment {
    /// Goes to a step of this run, forwards or backwards. The state has the same bits as in a run from the beginning with the
    /// same [changes](Self::changes), those at this step included. Stops earlier where training diverges.
    ///
    /// # Errors
    /// None but for a fault of this crate.
    pub fn seek(&mut self, step: u64) -> Result<()> {
        self.advance_to(step, u64::MAX).map(|_| ())
    }

    /// [`seek`](Self::seek) in slices, for showing progress: goes back to the nearest checkpoint, if that is nearer, and makes
    /// at most `max_updates` from there. Returns the number of updates left; 0 also where training diverges.
    ///
    /// Call it again with the same step to continue. To cancel, stop calling it: the experiment stays at the
    /// [`step`](Self::step) reached.
    ///
    /// # Errors
    /// None but for a fault of this crate.
    pub fn advance_to(&mut self, step: u64, max_updates: u64) -> Result<u64> {
        let nearest = self.timeline.nearest(step).map_or(0, |checkpoint| checkpoint.step);
        // At the step itself, a refused update is undone.
        if self.step > step || self.step < nearest || self.step == step && self.network.diverged() {
            self.go_back_to(step)?;
        }
        self.train(max_updates.min(step - self.step));
        Ok(if self.network.diverged() { 0 } else { step - self.step })
    }

    /// Goes to the last checkpoint at or before this step.
    pub(super) fn go_back_to(&mut self, step: u64) -> Result<()> {
        let checkpoint = self.timeline.nearest(step).ok_or_else(|| Error::checkpoint("there is none"))?;
        let training = self.training_before(checkpoint.step).clone();
        let (epoch, done) = load(checkpoint, &training, &mut self.network)?;
        self.batches.go_to(epoch, done);
        self.step = checkpoint.step;
        self.epoch_loss = (if done == 0 { 0.0 } else { f64::NAN }, 0);
        self.go_on_with(&training);
        self.next_change = self.changes.partition_point(|change| change.step < self.step);
        self.change_here()
    }

    /// The network as it was when training arrived at the present step, before the change here.
    pub(super) fn arrival(&self) -> Result<Network> {
        let mut network = self.network.try_clone()?;
        let checkpoint = self.timeline.nearest(self.step).filter(|checkpoint| checkpoint.step == self.step);
        let checkpoint = checkpoint.ok_or_else(|| Error::checkpoint("there is none at this step"))?;
        load(checkpoint, self.training_before(self.step), &mut network)?;
        Ok(network)
    }

    /// What happens when training arrives at a step: a checkpoint if due, the change of this step, a point of the record.
    pub(super) fn arrive(&mut self) {
        let changes = self.changes.get(self.next_change).is_some_and(|change| change.step == self.step);
        if changes || self.timeline.is_due(self.step) {
            self.keep_checkpoint(changes);
        }
        if changes {
            let changed = self.change_here();
            debug_assert!(changed.is_ok(), "changes are checked when they are made");
        }
        self.record();
    }

    /// Makes the change at the present step, if it is the next one.
    fn change_here(&mut self) -> Result<()> {
        let Some(change) = self.changes.get(self.next_change).filter(|change| change.step == self.step) else {
            return Ok(());
        };
        self.next_change += 1;
        self.network.set_parameters(&change.parameters)?;
        if let Some(training) = change.training.clone() {
            training.apply(&mut self.network)?;
            self.go_on_with(&training);
        }
        Ok(())
    }

    /// Takes over the settings that the network has now.
    fn go_on_with(&mut self, training: &Training) {
        training.put_into(&mut self.settings);
        self.timeline.set_batch_size(training.batch_size.min(self.data.train_rows));
    }

    /// Takes a checkpoint where training has just arrived, unless there is one; returns whether there is memory for it. It must
    /// be `pinned` at a step with a change, until training goes on.
    pub(super) fn keep_checkpoint(&mut self, pinned: bool) -> bool {
        if self.timeline.nearest(self.step).is_some_and(|checkpoint| checkpoint.step == self.step) {
            return true;
        }
        let Some(words) = self.present_words() else { return false };
        self.timeline.insert(Checkpoint { step: self.step, words }, pinned);
        true
    }

    /// The words of a checkpoint at the present step, provided that nothing was changed here; `None` if memory is exhausted.
    fn present_words(&self) -> Option<Vec<u32>> {
        let mut words = Vec::new();
        words.try_reserve_exact(POSITION + self.network.state_words()).ok()?;
        let (epoch, done) = self.batches.position();
        words.extend(halves(epoch));
        words.push(done as u32); // a row's number is less than 2³²
        self.network.save_state(&mut words);
        // An update may have been refused since training arrived.
        words[POSITION + DIVERGED] = 0;
        Some(words)
    }

    /// The words of a checkpoint at the present step, before the change here.
    pub(super) fn arrival_words(&self) -> Option<Vec<u32>> {
        match self.timeline.nearest(self.step).filter(|checkpoint| checkpoint.step == self.step) {
            Some(checkpoint) => Some(checkpoint.words.clone()),
            None => self.present_words(),
        }
    }

    /// Refuses a checkpoint that does not fit this experiment.
    pub(super) fn check_checkpoint(&self, checkpoint: &Checkpoint) -> Result<()> {
        let mut network = self.network.try_clone()?;
        let (epoch, done) = load(checkpoint, self.training_before(checkpoint.step), &mut network)?;
        if epoch > MAX_SEED || !self.batches.clone().go_to(epoch, done) {
            return Err(Error::checkpoint(format!("no run is at {done} examples of epoch {epoch}")));
        }
        Ok(())
    }

    /// Drops checkpoints after this step, and the record from this step on.
    pub(super) fn forget_later(&mut self) {
        self.timeline.forget_after(self.step);
        self.history.forget_from(self.step);
    }
}

/// Loads a checkpoint at which training arrived with these settings into the network. Returns the epoch and the number of its
/// examples that are done.
fn load(checkpoint: &Checkpoint, training: &Training, network: &mut Network) -> Result<(u64, usize)> {
    let [low, high, done, ref state @ ..] = checkpoint.words[..] else {
        return Err(Error::checkpoint("it has no position"));
    };
    training.apply(network)?;
    network.load_state(state)?;
    Ok((whole([low, high]), done as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Change, ExperimentSettings, Timeline},
        nn::OptimizerName,
    };
    use value::{Choice as _, Value};

    /// 20 rows for training, in batches of 8.
    fn experiment(optimizer: OptimizerName) -> Experiment {
        let settings = Value::object(vec![
            ("dataset", "moons".into()),
            ("samples", 40.0.into()),
            ("batch_size", 8.0.into()),
            ("optimizer", optimizer.name().into()),
        ]);
        let changes = [(90, 0.5), (91, -0.25), (300, 0.0)].map(|(step, value)| {
            let parameters = vec![(step as usize % 7, value)];
            Change { step, training: None, parameters }
        });
        Experiment::with_changes(ExperimentSettings::parse(&settings).unwrap(), changes.to_vec()).unwrap()
    }

    /// Limits of two, three and four checkpoints, and of a few by bytes. (Two fit always: the largest state has half a megabyte.)
    #[test]
    fn a_seek_is_exact_whatever_the_timeline_has_dropped() {
        for optimizer in [OptimizerName::Sgd, OptimizerName::Adam] {
            let mut snapshots = vec![];
            let mut fresh = self::experiment(optimizer);
            for step in [0, 1, 89, 90, 91, 92, 255, 256, 299, 300, 301, 400u64] {
                fresh.train(step - fresh.step());
                snapshots.push((step, fresh.checkpoint().unwrap(), fresh.history()));
            }
            for (max_bytes, max_checkpoints) in [(usize::MAX, 2), (usize::MAX, 3), (usize::MAX, 4), (2000, 100)] {
                let mut experiment = experiment(optimizer);
                experiment.timeline = Timeline::with_limits(8, max_bytes, max_checkpoints);
                // The first one, as in `new`.
                experiment.keep_checkpoint(true);
                // Far and near, forwards and backwards.
                for at in [11, 3, 4, 5, 4, 0, 9, 8, 10, 2, 3, 6, 1, 7, 9] {
                    let (step, words, history) = &snapshots[at];
                    experiment.seek(*step).unwrap();
                    let case =
                        format!("{} at {step}, {max_bytes} bytes, {max_checkpoints} checkpoints", optimizer.name());
                    assert_eq!(experiment.step(), *step, "{case}");
                    assert!(experiment.checkpoint().unwrap() == *words && experiment.history() == *history, "{case}");
                    assert!(experiment.timeline.len() <= max_checkpoints, "{case}");
                }
            }
        }
    }
}
