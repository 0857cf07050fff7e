//! L8 and L9: activations and losses, each drawn with its derivative, and the numbers at a point that is moved along.
//!
//! Values and derivatives are those of [`Activation::at`](crate::nn::Activation::at) and [`Loss::at`](crate::nn::Loss::at),
//! the formulas that train, in f64. What takes all outputs of an example (softmax, the categorical losses) is asked of a
//! [`Network`](crate::nn::Network) whose kernel is the identity.

mod bell;
mod code;
mod core;
mod curve;
mod outputs;
mod settings;
mod shown;

pub use bell::{Bar, Bell};
pub use curve::{Flat, Jump, Side, Tail};
pub use outputs::{Fit, Pair};
pub use settings::{Function, Settings};
pub use shown::{Batch, Class, Constants, Example, Kind, Probabilities, Shown};

use super::Lab;
use value::{NumberSetting, Result, Value};

/// The lab `functions`. It does not run: a step of the page moves the point, which is a setting.
pub struct FunctionsLab;

/// What is the same for all settings.
#[derive(Debug, Clone)]
pub struct Run {
    /// Quantiles of the normal distribution, rising.
    bell: Vec<f64>,
}

impl Lab for FunctionsLab {
    const NAME: &'static str = "functions";
    /// Always 0, and not among the settings.
    const COUNTER: NumberSetting = NumberSetting::whole("step", 0, 0, 0);
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        settings::limits()
    }

    fn parse(value: &Value) -> Result<Settings> {
        Settings::parse(value)
    }

    fn start(_: &Settings) -> Result<Run> {
        Ok(Run { bell: bell::quantiles() })
    }

    fn check(_: &Settings) -> Result<()> {
        Ok(())
    }

    fn continues(_: &Settings, _: &Settings) -> bool {
        true
    }

    fn target(_: &Settings) -> u64 {
        0
    }

    fn set_target(_: &mut Settings, _: u64) {}

    fn position(_: &Run) -> u64 {
        0
    }

    fn advance(_: &Settings, _: &mut Run) -> bool {
        false
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }
}
