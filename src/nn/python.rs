//! Numbers and hyperparameters as Python code, for Keras code.

use crate::Optimizer;
use ops::{Argument, Range, Schedule, Setting};
use value::number::shown;

/// A number that must be a `float`: Keras takes no `1` for a learning rate. With a decimal point in every language.
///
/// ```
/// use nn::python::float;
///
/// assert_eq!([0.01, 1.0, 1e-7].map(float), ["0.01", "1.0", "0.0000001"]);
/// ```
pub fn float(value: f64) -> String {
    let text = shown(value).to_string();
    if text.contains('.') { text } else { text + ".0" }
}

/// A hyperparameter: a `float`, `True` or `False`, or an object of a schedule.
fn literal(setting: &Setting) -> String {
    match setting {
        Setting::Number(value, _) => float(*value),
        Setting::Switch(on) => boolean(*on).to_owned(),
        Setting::Schedule(schedule) => self::schedule(schedule),
    }
}

fn boolean(on: bool) -> &'static str {
    if on { "True" } else { "False" }
}

/// The code of a schedule, with what is not Keras's default.
fn schedule(schedule: &Schedule) -> String {
    let name = schedule.name();
    let (mut standard, mut schedule) = (name.schedule(), schedule.clone());
    let mut arguments = Vec::new();
    for ((name, argument), (_, standard)) in schedule.arguments().into_iter().zip(standard.arguments()) {
        // Counts of updates are integers, everything else a float: Keras computes with integers if the first argument is one.
        let number = |value: f64, range: Range| match range {
            Range::Steps | Range::Whole => shown(value).to_string(),
            _ => float(value),
        };
        let value = match (argument, standard) {
            (Argument::Number(value, range), Argument::Number(standard, _)) if value != standard => {
                number(*value, range)
            }
            (Argument::Optional(Some(value), range), _) => number(*value, range),
            (Argument::Switch(value), Argument::Switch(standard)) if value != standard => boolean(*value).to_owned(),
            (Argument::Numbers(values, range), _) => {
                let values: Vec<String> = values.iter().map(|value| number(*value, range)).collect();
                format!("[{}]", values.join(", "))
            }
            _ => continue,
        };
        arguments.push(format!("{name}={value}"));
    }
    format!("keras.optimizers.schedules.{}({})", name.keras_class(), arguments.join(", "))
}

/// The hyperparameters that the lecture's slides write out also where they are Keras's defaults.
const WRITTEN: [&str; 4] = ["learning_rate", "rho", "beta_1", "beta_2"];

/// The hyperparameters as arguments of Keras's class, in the style of the slides: the learning rate and the decay rates, then
/// those that are not Keras's defaults.
///
/// ```
/// use nn::{Optimizer, OptimizerName, python::arguments};
///
/// assert_eq!(arguments(&Optimizer::new(OptimizerName::Adam)), "learning_rate=0.001, beta_1=0.9, beta_2=0.999");
/// ```
pub fn arguments(optimizer: &Optimizer) -> String {
    let standard = Optimizer::new(optimizer.name()).hyperparameters();
    let all = optimizer.hyperparameters().into_iter();
    let written =
        all.filter(|hyperparameter| WRITTEN.contains(&hyperparameter.name) || !standard.contains(hyperparameter));
    let written = written.map(|hyperparameter| format!("{}={}", hyperparameter.name, literal(&hyperparameter.setting)));
    written.collect::<Vec<_>>().join(", ")
}
