//! The record of a training run: bounded in length, and available as of any step.

/// A measurement during training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Updates so far.
    pub step: u64,
    /// Epochs so far, the done fraction of the current one included.
    pub epoch: f64,
    /// The loss on all training examples, regularization included.
    pub loss: f64,
    /// The loss on all test examples, if there are any.
    pub val_loss: Option<f64>,
    /// The fraction of training examples classified correctly, if there are classes.
    pub accuracy: Option<f64>,
    /// The same for the test examples.
    pub val_accuracy: Option<f64>,
}

/// A point at every [`stride`](Self::stride)-th step. The stride doubles as training goes on, so that the record as of any step has
/// at most [`MOST`] points: it depends on the training alone, not on the speed of the machine or the frame rate.
///
/// Points that are thinned out later stay here, so that the record as of an earlier step is available: 512 more for each
/// doubling, 11,000 points after 10⁹ steps.
#[derive(Debug, Clone)]
pub struct History {
    /// Ascending by step, without a gap: every point that was due up to the last one.
    points: Vec<Point>,
    /// The least distance of points: a power of two.
    least: u64,
}

/// The most points in the record as of a step; a power of two.
const MOST: u64 = 1024;

/// With more examples points are farther apart from the start, a step for each [`PER_STEP`] of them: all are measured for a point, and
/// of 100,000 rows that takes 3 ms, as long as 400 steps by ten.
const FEW: usize = 5000;
const PER_STEP: usize = 1250;

impl History {
    /// An empty record of training with this many examples.
    pub fn new(examples: usize) -> Self {
        let least = if examples > FEW { examples.div_ceil(PER_STEP).next_power_of_two() } else { 1 };
        Self { points: Vec::new(), least: least as u64 }
    }

    /// Whether a point at this step belongs to the record.
    pub fn is_due(&self, step: u64) -> bool {
        step & (self.stride(step) - 1) == 0
    }

    /// How far apart the points are in the record as of this step: a power of two.
    fn stride(&self, step: u64) -> u64 {
        let doublings = (step / self.least / (MOST / 2)).checked_ilog2().unwrap_or(0);
        self.least << doublings
    }

    /// Whether the record reaches this step.
    pub fn has(&self, step: u64) -> bool {
        self.points.last().is_some_and(|last| last.step >= step)
    }

    /// Appends the next point that [is due](is_due).
    pub fn push(&mut self, point: Point) {
        self.points.push(point);
    }

    /// Drops the points from this step on.
    pub fn forget_from(&mut self, step: u64) {
        self.points.truncate(self.points.partition_point(|point| point.step < step));
    }

    /// The record as of this step, oldest first.
    pub fn as_of(&self, step: u64) -> impl Iterator<Item = &Point> {
        let places = self.stride(step) - 1;
        let end = self.points.partition_point(|point| point.step <= step);
        self.points.iter().take(end).filter(move |point| point.step & places == 0)
    }

    /// All points up to this step, thinned out or not.
    pub fn up_to(&self, step: u64) -> &[Point] {
        &self.points[..self.points.partition_point(|point| point.step <= step)]
    }

    /// Takes [all points up to a step](Self::up_to) of the same run, unless it reaches that step already.
    pub fn extend_to(&mut self, points: Vec<Point>) {
        if points.last().is_some_and(|last| !self.has(last.step)) {
            self.points = points;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(step: u64) -> Point {
        Point { step, epoch: step as f64 / 25.0, loss: 1.0, val_loss: None, accuracy: None, val_accuracy: None }
    }

    fn history(steps: u64) -> History {
        let mut history = History::new(500);
        for step in 0..=steps {
            if history.is_due(step) {
                history.push(point(step));
            }
        }
        history
    }

    #[test]
    fn the_record_is_short_and_even() {
        for end in [0, 1, 511, 512, 1023, 1024, 1025, 2047, 2048, 9999, 100_000] {
            let history = history(end);
            let steps: Vec<u64> = history.as_of(end).map(|point| point.step).collect();
            assert!(
                steps.len() as u64 <= MOST && steps.len() as u64 > (MOST / 2).min(end),
                "{end}: {} points",
                steps.len()
            );
            assert_eq!(steps[0], 0);
            assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == steps[1]), "gaps differ");
            assert!(end - steps[steps.len() - 1] <= steps.get(1).copied().unwrap_or(0), "the end is missing");
        }
    }

    /// Points at every stride-th step; when there are too many of them, every second one goes and the stride doubles.
    #[test]
    fn as_of_a_step_it_is_the_record_that_was_thinned_on_the_way() {
        let history = history(20_000);
        let (mut thinned, mut stride) = (Vec::new(), 1);
        for step in 0..=20_000u64 {
            if step.is_multiple_of(stride) {
                assert!(history.is_due(step), "{step}");
                thinned.push(step);
                if thinned.len() as u64 > MOST {
                    stride *= 2;
                    thinned.retain(|step| step.is_multiple_of(stride));
                }
            } else {
                assert!(!history.is_due(step), "{step}");
            }
            if step.is_multiple_of(37) || thinned.len() as u64 > MOST - 2 {
                assert!(history.as_of(step).map(|point| point.step).eq(thinned.iter().copied()), "{step}");
            }
        }
    }

    #[test]
    fn of_many_examples_points_are_farther_apart() {
        for (examples, least) in [(2, 1), (5000, 1), (5001, 8), (20_000, 16), (100_000, 128)] {
            let history = History::new(examples);
            assert_eq!((1..).find(|step| history.is_due(*step)), Some(least), "{examples}");
            assert_eq!((512 * least + 1..).find(|step| history.is_due(*step)), Some(513 * least));
            assert_eq!((1024 * least + 1..).find(|step| history.is_due(*step)), Some(1026 * least));
        }
    }

    #[test]
    fn what_is_forgotten_comes_again() {
        let mut history = history(5000);
        history.forget_from(3000);
        assert!(history.has(2999 & !3) && !history.has(3000));
        assert_eq!(history.as_of(5000).last().unwrap().step, 2992);
        history.push(point(3000));
        assert!(history.has(3000));
    }

    #[test]
    fn it_grows_with_the_logarithm() {
        let history = History::new(2);
        assert_eq!((history.stride(1 << 53), history.stride(u64::MAX)), (1 << 44, 1 << 54));
        let due = std::iter::successors(Some(0), |step| Some(step + history.stride(*step)));
        let points = due.take_while(|step| *step <= 1_000_000_000).count();
        assert!((11_000..11_500).contains(&points), "{points}");
    }
}
