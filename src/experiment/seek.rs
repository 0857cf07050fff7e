//! To any step of a run, in both directions: back to the nearest checkpoint, and from there by training again.

use super::{Experiment, changes::Training, timeline::Checkpoint};
use crate::nn::{
    Network,
    random::MAX_SEED,
    state::{DIVERGED, halves, whole},
};
use value::{Error, Result};

/// Words of a checkpoint before those of the network: the epoch in two, and the examples of it that are done.
const POSITION: usize = 3;

impl Experiment {
    /// Goes to a step of this run, forwards or backwards: everything has the same bits there as in a run from the beginning with
    /// the same [changes](Self::changes), those at this step included. Stops before it where training diverges.
    ///
    /// # Errors
    /// None but for a fault of this crate.
    pub fn seek(&mut self, step: u64) -> Result<()> {
        self.advance_to(step, u64::MAX).map(|_| ())
    }

    /// [`seek`](Self::seek) in slices, so that its progress can be shown: goes back to the nearest checkpoint, if that is nearer,
    /// and makes at most `max_updates` from there. Returns how many are left; 0 also where training diverges.
    ///
    /// Called again with the same step it goes on. Whoever does not call it again has cancelled: the experiment stands at
    /// the [`step`](Self::step) that it has reached.
    ///
    /// # Errors
    /// None but for a fault of this crate.
    pub fn advance_to(&mut self, step: u64, max_updates: u64) -> Result<u64> {
        let nearest = self.timeline.nearest(step).map_or(0, |checkpoint| checkpoint.step);
        // At the step itself, an update that was refused there is forgotten.
        if self.step > step || self.step < nearest || self.step == step && self.network.diverged() {
            self.go_back_to(step)?;
        }
        self.train(max_updates.min(step - self.step));
        Ok(if self.network.diverged() { 0 } else { step - self.step })
    }

    /// Goes to the nearest checkpoint that is not behind this step.
    pub(super) fn go_back_to(&mut self, step: u64) -> Result<()> {
        let checkpoint = self.timeline.nearest(step).ok_or_else(|| Error::checkpoint("there is none"))?;
        let training = self.training_before(checkpoint.step).clone();
        let (epoch, done) = load(checkpoint, &training, &mut self.network)?;
        self.batches.go_to(epoch, done);
        self.step = checkpoint.step;
        self.go_on_with(&training);
        self.next_change = self.changes.partition_point(|change| change.step < self.step);
        self.change_here()
    }

    /// A network like this experiment's as it was when training arrived at the present step, before what is changed here.
    pub(super) fn arrival(&self) -> Result<Network> {
        let mut network = self.network.clone();
        let checkpoint = self.timeline.nearest(self.step).filter(|checkpoint| checkpoint.step == self.step);
        let checkpoint = checkpoint.ok_or_else(|| Error::checkpoint("there is none of this step"))?;
        load(checkpoint, self.training_before(self.step), &mut network)?;
        Ok(network)
    }

    /// What is to be done at a step to which training has come: a checkpoint is taken, what is changed here is changed, and the
    /// record gets a point.
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

    /// What is to be known of settings that the network has got.
    fn go_on_with(&mut self, training: &Training) {
        training.put_into(&mut self.settings);
        self.timeline.set_batch_size(training.batch_size.min(self.data.train_rows));
    }

    /// Takes a checkpoint where training has just arrived, unless there is one; whether there is memory for it. It must remain
    /// where something is changed, until training goes on.
    pub(super) fn keep_checkpoint(&mut self, remains: bool) -> bool {
        if self.timeline.nearest(self.step).is_some_and(|checkpoint| checkpoint.step == self.step) {
            return true;
        }
        let Some(words) = self.present_words() else { return false };
        self.timeline.insert(Checkpoint { step: self.step, words }, remains);
        true
    }

    /// The words of a checkpoint at the present step, where nothing was changed here; none if there is no memory for them.
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

    /// The words of a checkpoint at the present step.
    pub(super) fn arrival_words(&self) -> Option<Vec<u32>> {
        match self.timeline.nearest(self.step).filter(|checkpoint| checkpoint.step == self.step) {
            Some(checkpoint) => Some(checkpoint.words.clone()),
            None => self.present_words(),
        }
    }

    /// Refuses a checkpoint that does not fit this experiment.
    pub(super) fn check_checkpoint(&self, checkpoint: &Checkpoint) -> Result<()> {
        let mut network = self.network.clone();
        let (epoch, done) = load(checkpoint, self.training_before(checkpoint.step), &mut network)?;
        if epoch > MAX_SEED || !self.batches.clone().go_to(epoch, done) {
            return Err(Error::checkpoint(format!("{done} examples of epoch {epoch} are not done in any run")));
        }
        Ok(())
    }

    /// Forgets what came after this step, and the record of this step.
    pub(super) fn forget_later(&mut self) {
        self.timeline.forget_after(self.step);
        self.history.forget_from(self.step);
    }
}

/// Loads a checkpoint at which training arrived with these settings into the network. Returns the epoch and how many examples of
/// it are done.
fn load(checkpoint: &Checkpoint, training: &Training, network: &mut Network) -> Result<(u64, usize)> {
    let [low, high, done, ref state @ ..] = checkpoint.words[..] else {
        return Err(Error::checkpoint("it has no position"));
    };
    training.apply(network)?;
    network.load_state(state)?;
    Ok((whole([low, high]), done as usize))
}
