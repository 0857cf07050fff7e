//! The record of a training run, kept short however long the run is.

/// A measurement during training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Updates so far.
    pub step: u64,
    /// Epochs so far, with the share of the current one that is done.
    pub epoch: f64,
    /// On all training examples, penalties included.
    pub loss: f64,
    /// On all test examples, if there are any.
    pub val_loss: Option<f64>,
    /// The share of training examples classified rightly, if there are classes.
    pub accuracy: Option<f64>,
    /// The same for the test examples.
    pub val_accuracy: Option<f64>,
}

/// Points at every `stride`-th step. When there are too many of them, every second one goes and the stride doubles:
/// the record depends on the training alone, never on the speed of the machine or of the picture.
#[derive(Debug, Clone)]
pub struct History {
    points: Vec<Point>,
    stride: u64,
}

/// The most points that are kept.
const MOST: usize = 1024;

impl Default for History {
    fn default() -> Self {
        Self { points: Vec::new(), stride: 1 }
    }
}

impl History {
    /// Whether a point at this step belongs to the record.
    pub fn is_due(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride)
    }

    /// Takes a point that [is due](Self::is_due).
    pub fn push(&mut self, point: Point) {
        self.points.push(point);
        if self.points.len() > MOST {
            self.stride *= 2;
            self.points.retain(|point| point.step.is_multiple_of(self.stride));
        }
    }

    /// The points, oldest first.
    pub fn points(&self) -> &[Point] {
        &self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_short_and_even() {
        let mut history = History::default();
        for step in 0..100_000 {
            if history.is_due(step) {
                history.push(Point {
                    step,
                    epoch: step as f64 / 25.0,
                    loss: 1.0,
                    val_loss: None,
                    accuracy: None,
                    val_accuracy: None,
                });
            }
        }
        let steps: Vec<u64> = history.points().iter().map(|point| point.step).collect();
        assert!((MOST / 2..=MOST).contains(&steps.len()), "{} points", steps.len());
        assert_eq!(steps[0], 0);
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == steps[1]), "gaps differ");
        assert!(100_000 - steps[steps.len() - 1] <= steps[1], "the end is missing");
    }
}
