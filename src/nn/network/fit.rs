//! Epochs of training, as Keras's `fit` has them, and their record.

use super::{MAX_ROWS, Network};
use crate::Batches;
use ops::{Examples, Rows};
use value::{Error, Reason, Result};

/// The most epochs of one [`fit`](Network::fit): its history has up to four numbers for each.
pub const MAX_EPOCHS: usize = 10_000_000;

/// How to [`fit`](Network::fit).
#[derive(Debug, Clone, Copy)]
pub struct FitOptions<'a> {
    /// Passes over the data, at most [`MAX_EPOCHS`]; 1.
    pub epochs: usize,
    /// Examples in a mini-batch, at least 1; 32. The last one of an epoch may be smaller.
    pub batch_size: usize,
    /// Whether the examples are shuffled before each epoch, by the seed; true.
    pub shuffle: bool,
    /// Evaluated after each epoch; none.
    pub validation: Option<Examples<'a>>,
}

impl Default for FitOptions<'_> {
    fn default() -> Self {
        Self { epochs: 1, batch_size: 32, shuffle: true, validation: None }
    }
}

/// One number an epoch. As in Keras, `loss` and `accuracy` are means over the epoch's batches, each before its update;
/// the `val_` ones are measured at the end of the epoch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// The training loss, regularization included; infinite where it overflows, never NaN.
    pub loss: Vec<f64>,
    /// Where the loss is for classification.
    pub accuracy: Option<Vec<f64>>,
    /// Where there is validation data.
    pub val_loss: Option<Vec<f64>>,
    /// Where there are both.
    pub val_accuracy: Option<Vec<f64>>,
}

impl Network {
    /// Trains for some epochs of mini-batches. Stops early when it diverges; retry with a smaller learning rate after
    /// [`reset`](Self::reset): continuing from exploded weights rarely helps.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](value::ErrorKind::Data) for examples of a network of another shape,
    /// [`NoGradient`](value::ErrorKind::NoGradient) where an activation has none, [`Config`](value::ErrorKind::Config) for
    /// batches of 0 examples and more than [`MAX_EPOCHS`].
    pub fn fit(&mut self, train: Examples, options: &FitOptions) -> Result<History> {
        self.check_gradient()?;
        self.check_rows(train, Rows::First(train.rows()))?;
        if let Some(validation) = options.validation {
            self.check_rows(validation, Rows::First(validation.rows()))?;
        }
        if options.batch_size == 0 {
            return Err(Error::config("batch_size", Reason::count(0, "examples", 1, MAX_ROWS)));
        }
        if options.epochs > MAX_EPOCHS {
            return Err(Error::config("epochs", Reason::count(options.epochs, "epochs", 0, MAX_EPOCHS)));
        }
        let classifies = self.config.loss.is_classification();
        let validates = options.validation.is_some();
        let series = |wanted: bool| wanted.then(|| series(options.epochs)).transpose();
        let mut history = History {
            loss: self::series(options.epochs)?,
            accuracy: series(classifies)?,
            val_loss: series(validates)?,
            val_accuracy: series(validates && classifies)?,
        };
        let mut batches = Batches::new(train.rows(), options.shuffle, self.config.seed, self.epochs)?;
        for _ in 0..options.epochs {
            let (mut loss, mut correct, mut done) = (0.0, 0.0, 0);
            while done < train.rows() && (done == 0 || !self.diverged) {
                let rows = batches.peek(options.batch_size);
                let batch = self.update(train, Rows::Picked(rows), classifies);
                loss += batch.loss * rows.len() as f64;
                correct += batch.accuracy.unwrap_or_default() * rows.len() as f64;
                done += rows.len();
                batches.advance(options.batch_size);
            }
            history.loss.push(loss / done as f64);
            push(&mut history.accuracy, Some(correct / done as f64));
            if let Some(validation) = options.validation {
                let sums = self.pass.run(
                    &self.state[..self.gradients.len()],
                    validation,
                    Rows::First(validation.rows()),
                    None,
                    classifies,
                );
                let metrics = self.metrics(sums, validation.rows(), classifies);
                push(&mut history.val_loss, Some(metrics.loss));
                push(&mut history.val_accuracy, metrics.accuracy);
            }
            if self.diverged {
                break;
            }
            self.epochs += 1;
        }
        Ok(history)
    }
}

/// Memory for one number per epoch.
fn series(epochs: usize) -> Result<Vec<f64>> {
    let mut series = Vec::new();
    let reserved = series.try_reserve_exact(epochs);
    let problem = |_| Reason::OutOfMemory { what: format!("the histories of {epochs} epochs") };
    reserved.map_err(|error| Error::config("epochs", problem(error)))?;
    Ok(series)
}

fn push(series: &mut Option<Vec<f64>>, value: Option<f64>) {
    if let (Some(series), Some(value)) = (series, value) {
        series.push(value);
    }
}
