//! An experiment: data, feature columns, network, and the record of its training.

mod change_text;
mod changes;
mod example;
mod history;
mod plane;
mod probe;
mod saved;
mod schedule_text;
mod seek;
mod settings;
mod timeline;
mod units;

pub use crate::data::features::MAX_FEATURES;
pub use change_text::MAX_LINK_CHANGES;
pub use changes::{Change, MAX_CHANGES, MAX_SET_PARAMETERS, Training};
pub use example::ExamplePass;
pub use history::Point;
pub use plane::Plane;
pub use probe::{LayerSpan, LayerValues, MAX_VALUES, ParameterState};
pub use settings::{Data, ExperimentSettings, HiddenLayer, MAX_HIDDEN_LAYERS, MAX_HIDDEN_UNITS, losses};
pub use timeline::{MAX_BYTES, MAX_CHECKPOINTS};
pub use units::{Source, UnitPictures, UnitState};

use crate::{
    data::{Dataset, Feature, Inputs, Problem},
    nn::{Batches, Examples, Metrics, Network, Rows, Targets},
    plot::{
        Theme,
        heat_map::{self, Coloring, Grid},
    },
};
use history::History;
use probe::check;
use timeline::Timeline;
use value::{Error, Reason, Result};

/// The most points along a side at which the network is evaluated for a picture.
pub const MAX_RESOLUTION: usize = 1024;

/// The state of an experiment: its step and the measurements there.
pub type State = Point;

/// A network with its data set, and its training so far.
#[derive(Debug, Clone)]
pub struct Experiment {
    settings: ExperimentSettings,
    data: Dataset,
    inputs: Inputs,
    plane: Plane,
    /// The network's inputs for all rows, [rows, features].
    x: Vec<f32>,
    network: Network,
    batches: Batches,
    step: u64,
    /// The sum of the losses of the examples of this epoch, each measured with its batch before the update, and their number.
    epoch_loss: (f64, usize),
    history: History,
    /// The part of the settings that may change, before any change.
    start: Training,
    /// Ascending by step; after a seek backwards some are later than the present step.
    changes: Vec<Change>,
    /// The index of the first change that has not been made.
    next_change: usize,
    timeline: Timeline,
}

impl Experiment {
    /// Draws the data and the initial weights.
    ///
    /// # Errors
    /// Settings that [`check`](ExperimentSettings::check), the data, the network or memory refuses.
    pub fn new(settings: ExperimentSettings) -> Result<Self> {
        settings.check()?;
        let data = settings.data.generate()?;
        let inputs = settings.inputs_for(&data)?;
        let x = inputs.of(&data.x, data.inputs)?;
        let network = Network::new(settings.network_for(&data)?)?;
        network.check_gradient()?;
        network.examples(&x, &data.y)?;
        let batches = Batches::new(data.train_rows, true, settings.seed, 0)?;
        let (start, timeline) = (Training::of(&settings), Timeline::new(settings.batch_size.min(data.train_rows)));
        let plane = Plane::of(&data);
        let (step, history, changes, next_change) = (0, History::new(data.rows()), Vec::new(), 0);
        let mut experiment = Self {
            settings,
            data,
            inputs,
            plane,
            x,
            network,
            batches,
            step,
            epoch_loss: (0.0, 0),
            history,
            start,
            changes,
            next_change,
            timeline,
        };
        if !experiment.keep_checkpoint(true) {
            return Err(Error::config("", Reason::OutOfMemory { what: "an experiment and a checkpoint of it".into() }));
        }
        experiment.record();
        Ok(experiment)
    }

    /// An experiment that will make these changes, ascending by step. Those at step 0 are made.
    ///
    /// # Errors
    /// As for [`new`](Self::new), and where the changes are not in order, are too many, or do not fit this network.
    pub fn with_changes(settings: ExperimentSettings, changes: Vec<Change>) -> Result<Self> {
        let mut experiment = Self::new(settings)?;
        experiment.plan(changes)?;
        Ok(experiment)
    }

    /// Starts over with the present settings: initial weights, no changes.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn reset(&mut self) -> Result<()> {
        *self = Self::new(self.settings.clone())?;
        Ok(())
    }

    /// Trains on `steps` mini-batches; fewer if it diverges.
    pub fn train(&mut self, steps: u64) {
        for _ in 0..steps {
            if !self.train_batch() {
                return;
            }
        }
    }

    /// How many updates end the epoch, at least 1.
    pub fn steps_to_epoch_end(&self) -> u64 {
        self.batches.left(self.settings.batch_size) as u64
    }

    /// Trains to the end of the epoch.
    pub fn train_epoch(&mut self) {
        let (epoch, _) = self.batches.progress();
        while self.train_batch() && self.batches.progress().0 == epoch {}
    }

    /// Trains on one mini-batch; returns whether the network was updated.
    fn train_batch(&mut self) -> bool {
        let size = self.settings.batch_size;
        let (sum, done) = if self.batches.position().1 == 0 { (0.0, 0) } else { self.epoch_loss };
        let rows = Rows::Picked(self.batches.peek(size));
        // The examples were checked in `new`, so nothing is refused here.
        let examples = Examples::new(&self.x, &self.data.y, self.inputs.features().len(), 1);
        let trained = examples.and_then(|examples| self.network.train(examples, rows, false).ok());
        let Some(Metrics { loss, .. }) = trained.filter(|_| !self.network.diverged()) else { return false };
        let count = rows.count();
        self.epoch_loss = (sum + loss * count as f64, done + count);
        self.batches.advance(size);
        self.step += 1;
        self.arrive();
        true
    }

    /// Complete epochs so far.
    pub fn epoch(&self) -> u64 {
        self.batches.position().0
    }

    /// The mean loss over the batches of this epoch so far, or of the one that has just ended: the `loss` of Keras's `fit`, each
    /// batch measured before its update. NaN before the first, and where the epoch was not trained from its start, but from a
    /// checkpoint in its middle.
    pub fn epoch_loss(&self) -> f64 {
        let (sum, done) = self.epoch_loss;
        sum / done as f64
    }

    /// Adds the present state to the record, if it is due and missing.
    fn record(&mut self) {
        if self.history.is_due(self.step) && !self.history.has(self.step) {
            self.history.push(self.state());
        }
    }

    /// The present state: losses and accuracies on all examples, measured now.
    pub fn state(&self) -> State {
        let (epochs, share) = self.batches.progress();
        let (train, test) = self.x.split_at(self.data.train_rows * self.features().len());
        let (train_y, test_y) = self.data.y.split_at(self.data.train_rows);
        let classes = self.data.problem != Problem::Regression;
        // It fails only where memory is exhausted.
        let unknown = Metrics { loss: f64::NAN, accuracy: None };
        let measure = |x, y| {
            let examples = Examples::new(x, y, self.features().len(), 1)?;
            Some(self.network.measure(examples, classes).unwrap_or(unknown))
        };
        let train = measure(train, train_y).unwrap_or(unknown);
        let test = measure(test, test_y);
        Point {
            step: self.step,
            epoch: epochs as f64 + share,
            loss: train.loss,
            val_loss: test.map(|test| test.loss),
            accuracy: train.accuracy,
            val_accuracy: test.and_then(|test| test.accuracy),
        }
    }

    /// The record as of the present step, with the present state at its end: at most 1,025 points. At a step where something was changed
    /// it has what was measured after the change.
    pub fn history(&self) -> Vec<Point> {
        let mut points: Vec<Point> = self.history.as_of(self.step).copied().collect();
        if points.last().is_none_or(|last| last.step != self.step) {
            points.push(self.state());
        }
        points
    }

    /// Updates so far.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The present settings; [`start_settings`](Self::start_settings) are those before any change.
    pub fn settings(&self) -> &ExperimentSettings {
        &self.settings
    }

    /// The points, those for training first.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// The features of a point that the network takes.
    pub fn features(&self) -> &[Feature] {
        self.inputs.features()
    }

    /// The network's inputs for all points, [rows, features]: the features, normalized if the settings say so.
    pub fn inputs(&self) -> &[f32] {
        &self.x
    }

    /// The network in its present state.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The outputs, [rows, outputs], for rows of [features](Self::features), which are normalized here if the settings say so.
    ///
    /// # Errors
    /// As for [`Network::predict`].
    pub fn predict(&self, features: &[f32]) -> Result<Vec<f32>> {
        let mut x = features.to_vec();
        self.inputs.normalize(&mut x);
        self.network.predict(&x)
    }

    /// The outputs of the network over the picture, in the [plane](Self::plane), as RGBA, [height, width, 4]: a diverging colour map for two classes and for
    /// regression, the colour of the likeliest class for more. The network is evaluated at `columns` × `rows` points;
    /// between them its outputs are interpolated.
    ///
    /// # Errors
    /// For more than [`MAX_RESOLUTION`] columns or rows, as for [`heat_map::paint`], and where memory is exhausted.
    pub fn heat_map(&self, columns: usize, rows: usize, width: usize, height: usize, theme: Theme) -> Result<Vec<u8>> {
        let values = self.values_of_picture(columns, rows)?;
        heat_map::paint(self.as_grid(&values, columns, rows), self.coloring(), theme, width, height)
    }

    /// [`heat_map`](Self::heat_map), [discretized](heat_map::paint_decisions): each pixel has the colour of its class, or in
    /// regression of its half of the range of targets.
    ///
    /// # Errors
    /// As for [`heat_map`](Self::heat_map).
    pub fn decision_map(
        &self,
        columns: usize,
        rows: usize,
        width: usize,
        height: usize,
        theme: Theme,
    ) -> Result<Vec<u8>> {
        let values = self.values_of_picture(columns, rows)?;
        heat_map::paint_decisions(self.as_grid(&values, columns, rows), self.coloring(), theme, width, height)
    }

    fn values_of_picture(&self, columns: usize, rows: usize) -> Result<Vec<f32>> {
        let (points, width_of_point) = self.grid(columns, rows)?;
        self.network.outputs(&self.inputs.of(&points, width_of_point)?)
    }

    fn as_grid<'a>(&self, values: &'a [f32], columns: usize, rows: usize) -> Grid<'a> {
        Grid { values, columns, rows, outputs: self.network.config().outputs() }
    }

    /// How the network's outputs become colours.
    fn coloring(&self) -> Coloring {
        match (self.data.problem, self.data.domain.target) {
            (Problem::Classes(_), _) => Coloring::Classes,
            (_, Some([low, high])) => Coloring::Diverging { low: low as f32, high: high as f32 },
            _ if self.network.config().loss.targets_kind() == Targets::Signs => {
                Coloring::Diverging { low: -1.0, high: 1.0 }
            }
            _ => Coloring::Diverging { low: 0.0, high: 1.0 },
        }
    }

    /// The outputs of a network with one input at `count` points spread over the picture from left to right; with several outputs
    /// the likeliest class.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) for a `count` of 0 or more than [`MAX_RESOLUTION`], and where a feature
    /// needs y.
    pub fn curve(&self, count: usize) -> Result<(Vec<f32>, Vec<f32>)> {
        check("count", count, MAX_RESOLUTION)?;
        let [low, high] = self.data.domain.x;
        let last = count.saturating_sub(1).max(1) as f64;
        let x: Vec<f32> = (0..count).map(|at| (low + (high - low) * at as f64 / last) as f32).collect();
        let outputs = self.network.outputs(&self.inputs.of(&x, 1)?)?;
        let y = match self.network.config().outputs() {
            1 => outputs,
            count => outputs.chunks_exact(count).map(|outputs| heat_map::strongest(outputs).0 as f32).collect(),
        };
        Ok((x, y))
    }
}
