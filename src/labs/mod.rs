//! The lecture's machines, each `Settings → Run → Shown`.
//!
//! A [`Lab`] parses its settings, starts a run from them, advances it step by step, and says what is to be seen of it: typed
//! values for a page to draw, no sentences. [`OpenLab`] keeps the run of one open lab between two answers, so that the next
//! step costs one step, whatever has gone before.

pub mod backprop;
pub mod descent;
mod geometry;
pub mod neuron;
mod open;
pub mod optimizers;
pub mod perceptron;
#[cfg(test)]
mod types;

pub use open::{Open, Progress};

use crate::plot::contour::Contours;
use serde::{Serialize, Serializer};
use value::{Error, NumberSetting, Result, Value, number::Quoted};

/// A machine of the lecture. What it shows is a function of its settings alone: `step` is one of them, so that a link names
/// every moment, and a run is only a way not to compute it again.
pub trait Lab: 'static {
    /// Its key: the value of the page's setting `lab`.
    const NAME: &'static str;
    /// The setting that says how far the run goes: [`target`](Self::target).
    const COUNTER: NumberSetting;
    /// What was asked for, checked and complete.
    type Settings;
    /// How far the machine has come. Copies of it are kept to go back to, so it is bounded in size, whatever its step.
    type Run: Clone;
    /// Everything that the lab shows.
    type Shown: Serialize;

    /// What each setting may be, by its key in snake_case: a [`NumberSetting`](value::NumberSetting), [`Value::choices`], or
    /// only a default. The page takes its limits from here.
    fn limits() -> Value;

    /// Reads settings in snake_case. What is missing gets the lab's default.
    ///
    /// # Errors
    /// A value that is out of range or of another kind, or a key that the lab does not have.
    fn parse(value: &Value) -> Result<Self::Settings>;

    /// The run at step 0.
    ///
    /// # Errors
    /// What can only be seen once the run is there, such as weights that do not fit.
    fn start(settings: &Self::Settings) -> Result<Self::Run>;

    /// Says what [`start`](Self::start) would refuse, without what else it does.
    ///
    /// # Errors
    /// Those of `start`.
    fn check(settings: &Self::Settings) -> Result<()> {
        Self::start(settings).map(drop)
    }

    /// Whether a run that was started with `before` is also one of `after`: whether they differ in nothing but how far it
    /// goes and how it is looked at.
    fn continues(before: &Self::Settings, after: &Self::Settings) -> bool;

    /// The step that the settings ask for.
    fn target(settings: &Self::Settings) -> u64;

    /// Asks for another step, a legal one.
    fn set_target(settings: &mut Self::Settings, step: u64);

    /// The step that the run has reached.
    fn position(run: &Self::Run) -> u64;

    /// Goes one step on. Says whether it did: a run that has ended (converged, diverged, arrived) stays as it is.
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

    /// What is to be seen of the run where it stands.
    fn show(settings: &Self::Settings, run: &Self::Run) -> Self::Shown;

    /// The surface under the lab's paths, if it has one.
    fn contours(_settings: &Self::Settings, _run: &Self::Run) -> Option<Contours> {
        None
    }

    /// Answers a question about the run where it stands: what a page wants to know only now and then, such as a document.
    ///
    /// # Errors
    /// What is wrong with the question.
    fn answer<S: Serializer>(_: &Self::Settings, _: &Self::Run, _question: &Value, _: S) -> Answered<S> {
        Err(Error::config("", format!("the lab {} has no questions", Self::NAME)))
    }
}

/// What a serializer makes of an answer, or what was wrong with the question.
pub type Answered<S> = Result<std::result::Result<<S as Serializer>::Ok, <S as Serializer>::Error>>;

/// One line for each lab, in the order of the lecture, makes it known to JavaScript.
macro_rules! labs {
    ($($module:ident::$lab:ident),* $(,)?) => {
        /// An open lab: its settings, and its run as far as it has come.
        pub enum OpenLab {
            $(#[allow(missing_docs, reason = "the lab of that name")] $lab(Box<Open<$module::$lab>>),)*
        }

        impl OpenLab {
            /// Opens a lab with its default settings.
            ///
            /// # Errors
            /// There is no lab of that name.
            pub fn named(name: &str) -> Result<Self> {
                $(if name == $module::$lab::NAME {
                    return Ok(Self::$lab(Box::new(Open::new()?)));
                })*
                let names = [$($module::$lab::NAME),*].join(", ");
                Err(Error::config("lab", format!("{} is not a lab; choose one of {names}", Quoted(name))))
            }

            /// What each setting may be. See [`Lab::limits`].
            pub fn limits(&self) -> Value {
                match self {
                    $(Self::$lab(_) => $module::$lab::limits(),)*
                }
            }

            /// Checks settings, and changes nothing. See [`Open::check`].
            ///
            /// # Errors
            /// What is wrong with the settings.
            pub fn check(&self, settings: &Value) -> Result<()> {
                match self {
                    $(Self::$lab(lab) => lab.check(settings),)*
                }
            }

            /// Takes other settings. See [`Open::set`].
            ///
            /// # Errors
            /// What is wrong with the settings; nothing has changed then.
            pub fn set(&mut self, settings: &Value) -> Result<Progress> {
                match self {
                    $(Self::$lab(lab) => lab.set(settings),)*
                }
            }

            /// Goes on towards the step that the settings ask for. See [`Open::advance`].
            pub fn advance(&mut self, steps: u64) -> Progress {
                match self {
                    $(Self::$lab(lab) => lab.advance(steps),)*
                }
            }

            /// What is to be seen of the run where it stands.
            ///
            /// # Errors
            /// Whatever the serializer refuses.
            pub fn show<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$lab(lab) => lab.show().serialize(serializer),)*
                }
            }

            /// Answers a question about the run where it stands. See [`Lab::answer`].
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
    descent::DescentLab,
    optimizers::OptimizersLab,
    backprop::BackpropLab,
}
