//! What a person experiments with: a network together with its data and the record of its training.

mod experiment;
mod history;
mod settings;

pub use experiment::{Experiment, MAX_RESOLUTION, State};
pub use history::{History, Point};
pub use settings::{ExperimentSettings, losses};
