//! Checkpoints of an experiment at equally spaced steps, in bounded memory. Steps between two of them are trained again, with
//! the same bits.

/// The most bytes that all checkpoints of an experiment take.
pub const MAX_BYTES: usize = 64_000_000;

/// The most checkpoints: with more, a seek gains less than keeping them costs.
pub const MAX_CHECKPOINTS: usize = 4096;

/// Examples trained from one checkpoint to the next, at least. Copying a state takes a few hundredths of the time of an update
/// by one example and some 0.1 µs for its allocation, so that with this many it takes less than a hundredth of the training;
/// and training them again takes 0.1 ms for the smallest networks of an experiment and 30 ms for the largest.
const EXAMPLES: usize = 2048;

/// Bytes of a checkpoint besides its words: the struct, and what an allocator keeps for its buffer.
const OVERHEAD: usize = size_of::<Checkpoint>() + 16;

/// An experiment as it was when it reached a step, before any change at that step.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    /// Updates made.
    pub step: u64,
    /// What training changes.
    pub words: Vec<u32>,
}

/// Checkpoints, ascending by step.
#[derive(Debug, Clone)]
pub struct Timeline {
    checkpoints: Vec<Checkpoint>,
    /// The spacing required by the limits: a power of two, doubled when there are too many checkpoints.
    spacing: u64,
    /// The least spacing of new checkpoints, because of their cost: a power of two.
    min_spacing: u64,
    bytes: usize,
    max_bytes: usize,
    max_checkpoints: usize,
}

impl Timeline {
    /// An empty timeline of training by batches of this many examples.
    pub fn new(batch_size: usize) -> Self {
        Self::with_limits(batch_size, MAX_BYTES, MAX_CHECKPOINTS)
    }

    /// [`new`](Self::new), with other limits than [`MAX_BYTES`] and [`MAX_CHECKPOINTS`].
    pub fn with_limits(batch_size: usize, max_bytes: usize, max_checkpoints: usize) -> Self {
        let checkpoints = Vec::new();
        let mut timeline = Self { checkpoints, spacing: 1, min_spacing: 1, bytes: 0, max_bytes, max_checkpoints };
        timeline.set_batch_size(batch_size);
        timeline
    }

    /// Sets the batch size of further training.
    pub fn set_batch_size(&mut self, batch_size: usize) {
        self.min_spacing = (EXAMPLES / batch_size.clamp(1, EXAMPLES)).next_power_of_two() as u64;
    }

    /// The spacing of new checkpoints: a power of two.
    fn spacing(&self) -> u64 {
        self.spacing.max(self.min_spacing)
    }

    /// Whether a checkpoint is due at this step.
    pub fn is_due(&self, step: u64) -> bool {
        step & (self.spacing() - 1) == 0
    }

    /// Adds a checkpoint, unless there is one at its step. When there are too many, those that are not at a multiple of the spacing
    /// are dropped, and the spacing doubles until the rest fits. Step 0 is always kept, and the new checkpoint if it is `pinned`. A
    /// checkpoint that does not fit beside step 0 is dropped.
    pub fn insert(&mut self, checkpoint: Checkpoint, pinned: bool) {
        let (step, kept) = (checkpoint.step, if pinned { checkpoint.step } else { 0 });
        let Err(place) = self.checkpoints.binary_search_by_key(&step, |checkpoint| checkpoint.step) else { return };
        self.bytes += bytes(&checkpoint);
        self.checkpoints.insert(place, checkpoint);
        if self.is_too_large() {
            self.thin(kept);
        }
        while self.is_too_large() && self.checkpoints.len() > 2 {
            self.spacing *= 2;
            self.thin(kept);
        }
        if self.is_too_large() {
            self.truncate_after(step.saturating_sub(1));
        }
    }

    fn is_too_large(&self) -> bool {
        self.bytes > self.max_bytes || self.checkpoints.len() > self.max_checkpoints
    }

    /// Keeps those at multiples of `spacing`, and the one at this step. (`min_spacing` applies to new checkpoints only.)
    fn thin(&mut self, kept: u64) {
        let places = self.spacing - 1;
        self.checkpoints.retain(|checkpoint| checkpoint.step & places == 0 || checkpoint.step == kept);
        self.bytes = self.checkpoints.iter().map(bytes).sum();
    }

    /// The last checkpoint at or before this step.
    pub fn nearest(&self, step: u64) -> Option<&Checkpoint> {
        let end = self.checkpoints.partition_point(|checkpoint| checkpoint.step <= step);
        self.checkpoints[..end].last()
    }

    /// Drops the checkpoints after this step and resets the spacing.
    pub fn forget_after(&mut self, step: u64) {
        self.spacing = 1;
        self.truncate_after(step);
    }

    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.checkpoints.len()
    }

    fn truncate_after(&mut self, step: u64) {
        self.checkpoints.truncate(self.checkpoints.partition_point(|checkpoint| checkpoint.step <= step));
        self.bytes = self.checkpoints.iter().map(bytes).sum();
    }
}

fn bytes(checkpoint: &Checkpoint) -> usize {
    4 * checkpoint.words.capacity() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(step: u64, words: usize) -> Checkpoint {
        Checkpoint { step, words: vec![0; words] }
    }

    fn steps(timeline: &Timeline) -> Vec<u64> {
        timeline.checkpoints.iter().map(|checkpoint| checkpoint.step).collect()
    }

    /// As an experiment does it.
    fn filled(batch_size: usize, words: usize, end: u64) -> Timeline {
        let mut timeline = Timeline::new(batch_size);
        for step in 0..=end {
            if timeline.is_due(step) {
                timeline.insert(checkpoint(step, words), false);
                assert!(timeline.bytes <= MAX_BYTES && timeline.checkpoints.len() <= MAX_CHECKPOINTS);
            }
        }
        timeline
    }

    #[test]
    fn the_spacing_is_that_of_the_examples_at_first() {
        for (batch_size, spacing) in [(0, 2048), (1, 2048), (10, 256), (128, 16), (2048, 1), (4500, 1), (usize::MAX, 1)]
        {
            let timeline = filled(batch_size, 30, 4000);
            assert!(steps(&timeline).into_iter().eq((0..=4000).step_by(spacing)), "{batch_size}");
        }
    }

    #[test]
    fn memory_is_bounded_and_the_steps_stay_evenly_spaced() {
        // By their number, and by their bytes: the largest network of an experiment with the most slots.
        for (words, end) in [(30, 40_000), (120_000, 5000), (4_000_000, 300)] {
            let timeline = filled(2048, words, end);
            let steps = steps(&timeline);
            let gap = steps[1] - steps[0];
            assert!(gap.is_power_of_two() && steps[0] == 0);
            assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == gap), "{steps:?}");
            assert!(end - steps[steps.len() - 1] < gap, "the end is missing: {steps:?}");
            let most = MAX_CHECKPOINTS.min(MAX_BYTES / (4 * words + OVERHEAD));
            assert!((most / 2..=most).contains(&steps.len()), "{} of {most} in use", steps.len());
        }
    }

    #[test]
    fn absurd_checkpoints_are_not_taken() {
        let timeline = filled(2048, 10_000_000, 3);
        assert_eq!(steps(&timeline), [0]);
    }

    #[test]
    fn the_nearest_is_at_or_before_a_step() {
        let timeline = filled(10, 30, 3000);
        for (step, nearest) in [(0, 0), (255, 0), (256, 256), (300, 256), (2816, 2816), (1 << 60, 2816)] {
            assert_eq!(timeline.nearest(step).unwrap().step, nearest);
        }
        assert!(Timeline::new(10).nearest(5).is_none());
    }

    /// Those that lie between are the first to go.
    #[test]
    fn checkpoints_between_give_way() {
        let mut timeline = filled(10, 30, 300_000);
        assert_eq!(timeline.spacing(), 256);
        for step in 1..10_000 {
            timeline.insert(checkpoint(step, 30), true);
            assert!(timeline.nearest(step).unwrap().step == step && timeline.checkpoints.len() <= MAX_CHECKPOINTS);
        }
        assert_eq!(timeline.spacing(), 256);
        let kept = steps(&timeline);
        assert!((0..=300_000).step_by(256).all(|step| kept.binary_search(&step).is_ok()));
        // There is one at a step, or there is not.
        timeline.insert(checkpoint(512, 30), true);
        assert_eq!(timeline.checkpoints.len(), kept.len());
    }

    #[test]
    fn a_smaller_batch_makes_those_to_come_rarer_and_leaves_the_others() {
        let mut timeline = filled(2048, 30, MAX_CHECKPOINTS as u64 - 1);
        timeline.set_batch_size(1);
        timeline.insert(checkpoint(1 << 20, 30), false);
        assert_eq!(timeline.checkpoints.len(), MAX_CHECKPOINTS / 2 + 1, "every second one gave way");
    }

    #[test]
    fn another_branch_begins_as_fine_as_the_first() {
        let mut timeline = filled(10, 30, 4_000_000);
        assert!(timeline.spacing() > 256);
        timeline.forget_after(1000);
        assert_eq!(timeline.spacing(), 256);
    }

    #[test]
    fn what_comes_later_is_forgotten() {
        let mut timeline = filled(10, 30, 3000);
        timeline.forget_after(512);
        assert_eq!((steps(&timeline), timeline.bytes), (vec![0, 256, 512], 3 * (120 + OVERHEAD)));
    }

    #[test]
    fn a_larger_batch_brings_them_nearer() {
        let mut timeline = Timeline::new(1);
        assert!(!timeline.is_due(16));
        timeline.set_batch_size(128);
        assert!(timeline.is_due(16) && !timeline.is_due(8));
    }
}
