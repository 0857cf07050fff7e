//! What a person experiments with: a network together with its data and the record of its training; and the lecture's
//! other machines, each a function from settings to everything that is to be seen.

pub mod backprop;
pub mod descent;
mod experiment;
mod history;
pub mod landscape;
pub mod mcculloch_pitts;
pub mod optimizers;
pub mod perceptron;
mod plane;
mod settings;

pub use experiment::{Experiment, MAX_RESOLUTION, State};
pub use history::{History, Point};
pub use landscape::Surface;
pub use settings::{ExperimentSettings, losses};

use crate::{Error, Result, nn::Value, number::Quoted};

/// A machine of the lecture. It has no state: how far it has gone is one of its settings, so a link can name every moment
/// of it, and going back costs nothing.
#[derive(Debug, Clone, Copy)]
pub struct Lesson {
    /// The key of its lab.
    pub name: &'static str,
    /// From the lab's settings, in snake_case, to everything that the lab shows.
    pub show: fn(&Value) -> Result<Value>,
    /// From the lab's settings to the function under its paths, if it has one.
    pub surface: Option<fn(&Value) -> Result<Surface>>,
}

/// Every lesson, in the order of the lecture.
const LESSONS: &[Lesson] =
    &[mcculloch_pitts::LESSON, perceptron::LESSON, descent::LESSON, optimizers::LESSON, backprop::LESSON];

impl Lesson {
    /// The lesson of a lab.
    pub fn named(name: &str) -> Result<&'static Self> {
        let found = LESSONS.iter().find(|lesson| lesson.name == name);
        found.ok_or_else(|| Error::config("lesson", format!("there is none called {}", Quoted(name))))
    }
}
