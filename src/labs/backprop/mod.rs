//! Training by hand (L7, and L4, L8 to L10): every number of an update, forward and backward, in f64, and its formula.
//!
//! A run is the updates before the one that is shown.

mod activations;
mod check;
mod formula;
mod latex;
mod losses;
pub(super) mod machine;
mod numbers;
mod presets;
mod settings;
mod shown;
mod text;
mod tree;
mod worksheet;

pub use check::{Check, Checked};
pub use numbers::{Part, Stage, StageKind};
pub use presets::Preset;
pub use settings::{MAX_EPOCH, MAX_EXAMPLES, Settings, Typed};
pub use shown::{Losses, MAX_TOGETHER, Most, Number, Shown, Status};
pub use text::{MAX_LAYERS, MAX_NUMBER, MAX_UNITS};
pub use tree::Tree;

use super::{Answered, Lab};
use machine::Weights;
use numbers::Id;
use serde::{Serialize, Serializer};
use value::{Choice, Error, Expected, Fields, NumberSetting, Reason, Result, Value, each};
use worksheet::Wanted;

/// The lab `backprop`.
pub struct BackpropLab;

/// The weights after some updates, and the losses on the way.
#[derive(Debug, Clone)]
pub struct Run {
    weights: Weights,
    epoch: u64,
    losses: Record,
}

/// The mean loss at epochs 0, `spacing`, 2 `spacing` …; the spacing doubles when there are too many.
#[derive(Debug, Clone)]
struct Record {
    spacing: u64,
    losses: Vec<f64>,
}

/// The most losses that are kept.
const MAX_LOSSES: usize = 512;

impl Record {
    fn add(&mut self, epoch: u64, loss: f64) {
        if !epoch.is_multiple_of(self.spacing) {
            return;
        }
        if self.losses.len() == MAX_LOSSES {
            let mut number = 0;
            self.losses.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.spacing *= 2;
        }
        self.losses.push(loss);
    }

    /// The losses that are kept, and that of the present epoch.
    fn until(&self, epoch: u64, loss: f64) -> Losses {
        let epochs = (0..).step_by(self.spacing as usize);
        let (mut epochs, mut losses): (Vec<u64>, Vec<f64>) = epochs.zip(self.losses.iter().copied()).unzip();
        epochs.push(epoch);
        losses.push(loss);
        Losses { epoch: epochs, loss: losses }
    }
}

impl Lab for BackpropLab {
    const NAME: &'static str = "backprop";
    const COUNTER: NumberSetting = settings::EPOCH;
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        Settings::limits()
    }

    fn parse(value: &Value) -> Result<Settings> {
        Settings::parse(value)
    }

    fn start(settings: &Settings) -> Result<Run> {
        let losses = Record { spacing: 1, losses: Vec::with_capacity(MAX_LOSSES) };
        Ok(Run { weights: settings.weights, epoch: 0, losses })
    }

    fn continues(before: &Settings, after: &Settings) -> bool {
        after.has_run_of(before)
    }

    fn target(settings: &Settings) -> u64 {
        settings.epoch
    }

    fn set_target(settings: &mut Settings, step: u64) {
        settings.epoch = step;
    }

    fn position(run: &Run) -> u64 {
        run.epoch
    }

    fn advance(settings: &Settings, run: &mut Run) -> bool {
        let machine = &settings.machine;
        if !machine.has_gradient() {
            return false;
        }
        let Some((loss, weights)) = machine.update(&run.weights, settings.read_batch(), settings.eta) else {
            return false;
        };
        run.losses.add(run.epoch, loss);
        run.weights = weights;
        run.epoch += 1;
        true
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }

    /// What can be asked, by `about`:
    ///
    /// - `formulas`: of the numbers with these `ids`, without the example ([`Made`], null where there is no such number);
    /// - `check`: the gradient three times ([`Check`], null where there is none);
    /// - `worksheet`: a text, in the `format` `latex` or `csv`, with the `results` or with blanks, and with the `decimal` point
    ///   `.` or `,`.
    fn answer<S: Serializer>(settings: &Settings, run: &Run, question: &Value, serializer: S) -> Answered<S> {
        let mut fields = Fields::new("", question)?;
        match fields.require_choice("about")? {
            About::Formulas => {
                let ids = fields.list("ids", "ids")?.unwrap_or_default();
                let ids = each(ids, |at, id| match id {
                    Value::Text(id) => Ok(id.as_str()),
                    other => Err(Error::config(format!("ids[{at}]"), Reason::wrong_type(other, Expected::Text))),
                })?;
                fields.finish()?;
                Ok(Made::all(settings, &ids).serialize(serializer))
            }
            About::Check => {
                fields.finish()?;
                let machine = &settings.machine;
                let (x, y) = settings.core_examples();
                let core = settings.network(&run.weights).ok().map(|network| (network, x, y));
                let check = || Check::new(machine, &run.weights, settings.read_batch(), core);
                Ok(machine.has_gradient().then(check).serialize(serializer))
            }
            About::Worksheet => {
                let wanted = Wanted::read(&mut fields)?;
                fields.finish()?;
                Ok(wanted.text(&settings.trace(&run.weights)).serialize(serializer))
            }
        }
    }
}

/// What the lab can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Formulas,
    Check,
    Worksheet,
}

impl Choice for About {
    const WHAT: &'static str = "a question";
    const NAMES: &'static [(&'static str, Self)] =
        &[("formulas", Self::Formulas), ("check", Self::Check), ("worksheet", Self::Worksheet)];
}

/// The name of a number, and its formula.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropMade"))]
pub struct Made {
    /// The number, with its name.
    pub quantity: Tree,
    /// Its other name; null where it has one name.
    pub also: Option<Tree>,
    /// The formula that it comes from; null for given numbers.
    pub formula: Option<Tree>,
}

impl Made {
    fn all(settings: &Settings, ids: &[&str]) -> Vec<Option<Self>> {
        let structure = settings.structure();
        let known: Vec<Id> = structure.all().map(|(_, id)| id).collect();
        let made = |id: Id| Self {
            quantity: structure.quantity(id),
            also: structure.also(id),
            formula: structure.formula(id),
        };
        ids.iter().map(|text| Id::parse(text).filter(|id| known.contains(id)).map(made)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_in_their_order() {
        let ids = ["x1", "clipped_sum", "eta", "loss", "jacobian2.3.4", "new_w1.0.2"];
        assert!(ids.iter().all(|text| Id::parse(text).unwrap().text() == *text));
        for text in ["", "x", "x1.2", "w1.2", "net1.2.3", "loss1", "eta1", "nets1.2", "net1..2", "net1.2.", "net01.2"] {
            assert_eq!(Id::parse(text), None, "{text}");
        }
    }
}
