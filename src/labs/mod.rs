//! The lecture's machines, each `Settings → Run → Shown`.
//!
//! A [`Lab`] parses its settings, starts a run from them, advances it step by step, and returns typed output for a page to draw,
//! without sentences. [`OpenLab`] keeps the run of an open lab between calls, so that the next step costs one step, however
//! long the run is.

pub mod backprop;
pub mod descent;
pub mod functions;
mod geometry;
pub mod neuron;
mod open;
pub mod optimizers;
pub mod perceptron;
#[cfg(test)]
mod types;
pub mod xor;

pub use open::{Open, Progress};

use crate::plot::contour::Contours;
use serde::{Serialize, Serializer};
use value::{Error, NumberSetting, Result, Value, number::Quoted};

/// A machine of the lecture. Its output is a function of its settings alone, `step` included, so that a link identifies every
/// moment; the run only avoids repeated computation.
pub trait Lab: 'static {
    /// Its key: the value of the page's setting `lab`.
    const NAME: &'static str;
    /// The setting that says how far the run goes: [`target`](Self::target).
    const COUNTER: NumberSetting;
    /// The settings, checked and complete.
    type Settings;
    /// The state of the run. Copies of it are kept for going back, so its size is bounded.
    type Run: Clone;
    /// The output of the lab.
    type Shown: Serialize;

    /// The limits of the settings by their key in snake_case: a [`NumberSetting`], [`Value::choices`], or
    /// only a default. They reach JavaScript as `Lab.limits`, and the tables of `docs/links.md` are tested against them.
    fn limits() -> Value;

    /// Reads settings in snake_case. Missing ones get the lab's default.
    ///
    /// # Errors
    /// A value that is out of range or of another kind, or a key that the lab does not have.
    fn parse(value: &Value) -> Result<Self::Settings>;

    /// The run at step 0.
    ///
    /// # Errors
    /// What only the run can check, such as weights that do not fit.
    fn start(settings: &Self::Settings) -> Result<Self::Run>;

    /// Checks what [`start`](Self::start) would refuse, without its other work.
    ///
    /// # Errors
    /// As for `start`.
    fn check(settings: &Self::Settings) -> Result<()> {
        Self::start(settings).map(drop)
    }

    /// Whether a run of `before` is also one of `after`: whether they differ only in the step and in how the run is shown.
    fn continues(before: &Self::Settings, after: &Self::Settings) -> bool;

    /// The step of the settings.
    fn target(settings: &Self::Settings) -> u64;

    /// Asks for another step, a legal one.
    fn set_target(settings: &mut Self::Settings, step: u64);

    /// The step that the run has reached.
    fn position(run: &Self::Run) -> u64;

    /// Advances by one step. Returns `false`, and changes nothing, if the run has ended (converged, diverged, arrived).
    fn advance(settings: &Self::Settings, run: &mut Self::Run) -> bool;

    /// Looks ahead: works out a part of what is told of later steps, in about the time that a step takes. Says whether there
    /// was any left. What has been found holds for all copies of the run.
    fn look_ahead(_settings: &Self::Settings, _run: &mut Self::Run) -> bool {
        false
    }

    /// Whether [`look_ahead`](Self::look_ahead) has nothing left to do.
    fn is_foreseen(_run: &Self::Run) -> bool {
        true
    }

    /// The output at the present step of the run.
    fn show(settings: &Self::Settings, run: &Self::Run) -> Self::Shown;

    /// The surface under the lab's paths, if it has one.
    fn contours(_settings: &Self::Settings, _run: &Self::Run) -> Option<Contours> {
        None
    }

    /// Answers a question about the present step of the run, for output that is rarely needed, such as a document.
    ///
    /// # Errors
    /// What is wrong with the question.
    fn answer<S: Serializer>(_: &Self::Settings, _: &Self::Run, _question: &Value, _: S) -> Answered<S> {
        Err(Error::config("", format!("the lab {} has no questions", Self::NAME)))
    }
}

/// The serialized answer, or the error of the question.
pub type Answered<S> = Result<std::result::Result<<S as Serializer>::Ok, <S as Serializer>::Error>>;

/// One line for each lab, in the order of the lecture, makes it available to JavaScript.
macro_rules! labs {
    ($($module:ident::$lab:ident),* $(,)?) => {
        /// An open lab: its settings and its run.
        pub enum OpenLab {
            $(#[allow(missing_docs, reason = "the lab of that name")] $lab(Box<Open<$module::$lab>>),)*
        }

        impl OpenLab {
            /// Opens a lab with its default settings.
            ///
            /// # Errors
            /// For an unknown name.
            pub fn named(name: &str) -> Result<Self> {
                $(if name == $module::$lab::NAME {
                    return Ok(Self::$lab(Box::new(Open::new()?)));
                })*
                let names = [$($module::$lab::NAME),*].join(", ");
                Err(Error::config("lab", format!("{} is not a lab; choose one of {names}", Quoted(name))))
            }

            /// The limits of the settings. See [`Lab::limits`].
            pub fn limits(&self) -> Value {
                match self {
                    $(Self::$lab(_) => $module::$lab::limits(),)*
                }
            }

            /// Checks settings, and changes nothing. See [`Open::check`].
            ///
            /// # Errors
            /// As for [`Lab::parse`] and [`Lab::start`].
            pub fn check(&self, settings: &Value) -> Result<()> {
                match self {
                    $(Self::$lab(lab) => lab.check(settings),)*
                }
            }

            /// Replaces the settings. See [`Open::set`].
            ///
            /// # Errors
            /// As for [`Lab::parse`] and [`Lab::start`]; nothing has changed then.
            pub fn set(&mut self, settings: &Value) -> Result<Progress> {
                match self {
                    $(Self::$lab(lab) => lab.set(settings),)*
                }
            }

            /// Advances towards the step of the settings. See [`Open::advance`].
            pub fn advance(&mut self, steps: u64) -> Progress {
                match self {
                    $(Self::$lab(lab) => lab.advance(steps),)*
                }
            }

            /// The output at the present step of the run.
            ///
            /// # Errors
            /// Whatever the serializer refuses.
            pub fn show<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$lab(lab) => lab.show().serialize(serializer),)*
                }
            }

            /// Answers a question about the present step of the run. See [`Lab::answer`].
            ///
            /// # Errors
            /// What is wrong with the question; within, whatever the serializer refuses.
            pub fn answer<S: Serializer>(&self, question: &Value, serializer: S) -> Answered<S> {
                match self {
                    $(Self::$lab(lab) => lab.answer(question, serializer),)*
                }
            }

            /// The surface under the lab's paths, if it has one.
            pub fn contours(&self) -> Option<Contours> {
                match self {
                    $(Self::$lab(lab) => lab.contours(),)*
                }
            }
        }
    };
}

labs! {
    neuron::NeuronLab,
    perceptron::PerceptronLab,
    xor::XorLab,
    descent::DescentLab,
    optimizers::OptimizersLab,
    backprop::BackpropLab,
    functions::FunctionsLab,
}
