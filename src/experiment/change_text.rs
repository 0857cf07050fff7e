//! The changes of a run as text for a link: `STEP:KEY=VALUE`, joined by `;`.
//!
//! Keys are those of the settings, with hyphens: `optimizer`, its hyperparameters (`learning-rate`, `beta-1`, …), `batch-size`, `l1`, `l2`.
//! A weight is `w1.2.3` (layer, input, unit), a bias `b1.2` (layer, unit), all counted from 1. Another optimizer starts
//! from Keras's defaults; hyperparameters of the same step are set after it.
//! [`schedule`](super::schedule_text) is the learning rate's schedule, `cosine,100`, or `none`; it starts at `learning-rate`.
//! A number is written in decimal where that reads back to the same bits, as one of up to 15 digits does; else as the bits of its f64,
//! `0x` and 16 hexadecimal digits.

use super::{
    Change, Experiment, ExperimentSettings, Training, schedule_text,
    settings::{BATCH_SIZE, L1, L2},
};
use crate::nn::{Hyperparameter, Network, Optimizer, OptimizerName, Parameter, random::MAX_SEED};
use value::{
    Bounds, Choice, Error, Expected, NumberSetting, Reason, Result, Value,
    number::{self, Quoted, Shown, excerpt, shown},
};

/// The most bytes of changes in a link.
pub const MAX_LINK_CHANGES: usize = 4096;

impl Experiment {
    /// An experiment that will make the changes of [this text](Self::changes_text). Those at step 0 are made.
    ///
    /// # Errors
    /// As for [`new`](Self::new), and with the field `changes` where the text has another form, a key is unknown, its value is not
    /// legal, or the network has no such weight.
    pub fn with_changes_text(settings: ExperimentSettings, text: &str) -> Result<Self> {
        let mut experiment = Self::new(settings)?;
        let changes = read(text, &experiment.network, &experiment.start)?;
        experiment.plan(changes)?;
        Ok(experiment)
    }

    /// The [`changes`](Self::changes) as text, `100:optimizer=adam;100:learning-rate=0.01;250:w1.2.3=0.25`; `None` if it has
    /// more than `most` bytes. It reads back to the same changes, to the last bit.
    pub fn changes_text(&self, most: usize) -> Option<String> {
        let (mut text, mut before) = (String::new(), &self.start);
        for change in &self.changes {
            let mut add = |key: &str, value: &str| {
                let separator = if text.is_empty() { "" } else { ";" };
                text.push_str(&format!("{separator}{}:{key}={value}", change.step));
                (text.len() <= most).then_some(())
            };
            if let Some(training) = &change.training {
                for (key, value) in differences(before, training) {
                    add(&key, &value)?;
                }
                before = training;
            }
            for (index, value) in &change.parameters {
                let parameter = self.network.parameter_at(*index)?;
                add(&parameter.to_string(), &decimal(*value))?;
            }
        }
        Some(text)
    }
}

/// The keys and values that turn the settings `before` into `after`.
fn differences(before: &Training, after: &Training) -> Vec<(String, String)> {
    let mut items = Vec::new();
    let (optimizer, name) = (&after.optimizer, after.optimizer.name());
    let from = if name == before.optimizer.name() { before.optimizer.clone() } else { Optimizer::new(name) };
    if name != before.optimizer.name() {
        items.push(("optimizer".to_owned(), name.name().to_owned()));
    }
    let (rate_before, rate) = (schedule_text::initial(&from), schedule_text::initial(optimizer));
    if rate_before != rate {
        items.push(("learning-rate".to_owned(), written(rate)));
    }
    let (schedule_before, schedule) = (schedule_text::write(&from), schedule_text::write(optimizer));
    if schedule_before != schedule {
        items.push(("schedule".to_owned(), schedule.unwrap_or(NONE.to_owned())));
    }
    let own = |optimizer: &Optimizer| optimizer.hyperparameters().split_off(1); // the first is the learning rate
    let (from, to) = (own(&from), own(optimizer));
    // Removals first: one clip replaces another.
    for Hyperparameter { name, .. } in from.iter().filter(|from| to.iter().all(|to| to.name != from.name)) {
        items.push((name.replace('_', "-"), NONE.to_owned()));
    }
    for hyperparameter in to.iter().filter(|hyperparameter| !from.contains(hyperparameter)) {
        let value = match hyperparameter.value() {
            Value::Number(value) => written(value),
            other => other.to_string(),
        };
        items.push((hyperparameter.name.replace('_', "-"), value));
    }
    let mut number = |key: &str, before: f64, after: f64| {
        if before != after {
            items.push((key.to_owned(), written(after)));
        }
    };
    number("batch-size", before.portable_batch_size().into(), after.portable_batch_size().into());
    number("l1", before.regularizer.l1, after.regularizer.l1);
    number("l2", before.regularizer.l2, after.regularizer.l2);
    items
}

/// `true`, `false`, a number, or else the text.
pub(super) fn scalar(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        other => number_from(other).map_or(Value::from(other), Value::Number),
    }
}

/// The prefix of a number that is written as the bits of its f64.
const BITS: &str = "0x";

/// The number that a text is.
pub(super) fn number_from(text: &str) -> Option<f64> {
    match text.strip_prefix(BITS) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(f64::from_bits),
        None => number::parse(text),
    }
}

/// A number as text that [`number_from`] reads back to the same bits.
pub(super) fn written(number: f64) -> String {
    let text = decimal(number);
    match number::parse(&text) {
        Some(read) if read.to_bits() == number.to_bits() => text,
        _ => format!("{BITS}{:016x}", number.to_bits()),
    }
}

/// A number in decimal; an f32 reads back to the same bits. More than six trailing zeros are written as an exponent.
fn decimal(number: impl Into<Shown>) -> String {
    let text = shown(number).to_string();
    let digits = text.trim_end_matches('0');
    match text.len() - digits.len() {
        zeros if zeros > 6 => format!("{digits}e{zeros}"),
        _ => text,
    }
}

/// Reads the changes of a network that is trained with these settings from step 0 on.
fn read(text: &str, network: &Network, start: &Training) -> Result<Vec<Change>> {
    let items = text.split(';').filter(|item| !item.is_empty()).enumerate();
    let items = items.map(|(place, item)| Item::parse(place, item));
    let mut items = items.collect::<Result<Vec<_>>>()?;
    items.sort_unstable();
    let (mut changes, mut before) = (Vec::new(), start.clone());
    for items in items.chunk_by(|item, next| item.step == next.step) {
        let mut change = Change::none(items.first().map_or(0, |item| item.step));
        let (mut training, mut keys) = (before.clone(), Vec::new());
        for item in items {
            let is_second = if Parameter::is_key(item.key) {
                let index = Parameter::from_key(item.key).and_then(|parameter| network.index_of(parameter));
                let missing = || item.error("the network has no such weight or bias");
                change.set(index.ok_or_else(missing)?, item.number()? as f32)
            } else {
                let is_second = keys.contains(&item.key);
                keys.push(item.key);
                item.set(&mut training)?;
                is_second
            };
            if is_second {
                return Err(item.error(Reason::Twice { word: None }));
            }
        }
        change.training = Some(training).filter(|training| *training != before);
        before = change.training.clone().unwrap_or(before);
        changes.push(change);
    }
    Ok(changes)
}

/// The optimizer without one of its optional hyperparameters.
fn without(optimizer: &Optimizer, name: &str) -> Option<Optimizer> {
    let mut rest = Optimizer::new(optimizer.name());
    rest.weight_decay = optimizer.weight_decay;
    let had = optimizer.hyperparameters();
    for hyperparameter in had.iter().filter(|one| one.name != name) {
        rest.set(hyperparameter.name, hyperparameter.value()).ok()?;
    }
    let has = |list: &[Hyperparameter]| list.iter().any(|one| one.name == name);
    (has(&had) && !has(&rest.hyperparameters())).then_some(rest)
}

/// The value that removes an optional hyperparameter.
pub(super) const NONE: &str = "none";

/// `STEP:KEY=VALUE`. Items are ordered as they are applied.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Item<'a> {
    step: u64,
    /// At one step the optimizer comes first, because hyperparameters belong to the new one; then removals, then new values, a
    /// schedule after the learning rate at which it starts; each in the order of the text.
    rank: (bool, bool, bool, usize),
    key: &'a str,
    value: &'a str,
}

impl<'a> Item<'a> {
    /// Reads the item at this place of the text.
    fn parse(place: usize, item: &'a str) -> Result<Self> {
        let parts = item.split_once(':').and_then(|(step, rest)| Some((step, rest.split_once('=')?)));
        let (step, (key, value)) = parts.ok_or_else(|| {
            Error::config("changes", format!("{} is not STEP:KEY=VALUE, such as 100:l2=0.01", Quoted(&excerpt(item))))
        })?;
        let step = Bounds::whole(0, MAX_SEED).check(number::parse(step).unwrap_or(f64::NAN));
        let step = step.map_err(|reason| Error::config(format!("changes.{}", excerpt(item)), reason))?;
        let rank = (key != "optimizer", value != NONE, key == "schedule", place);
        Ok(Self { step: step as u64, rank, key, value })
    }

    /// An error of this item.
    fn error(&self, reason: impl Into<Reason>) -> Error {
        Error::config(format!("changes.{}:{}", self.step, excerpt(self.key)), reason)
    }

    /// The value, which must be a number.
    fn number(&self) -> Result<f64> {
        let wrong = || self.error(Reason::wrong_type(&Value::from(self.value), Expected::Number));
        number_from(self.value).filter(|number| (*number as f32).is_finite()).ok_or_else(wrong)
    }

    /// Sets what the key stands for.
    fn set(&self, training: &mut Training) -> Result<()> {
        let setting =
            |setting: NumberSetting| setting.bounds.check(self.number()?).map_err(|reason| self.error(reason));
        let wrong = |error: Error| self.error(error.into_reason());
        match self.key {
            "optimizer" => {
                let name = OptimizerName::from_name(self.value).map_err(|reason| self.error(reason))?;
                training.optimizer = Optimizer::new(name);
            }
            "batch-size" => training.batch_size = usize::try_from(setting(BATCH_SIZE)? as u64).unwrap_or(usize::MAX),
            "l1" => training.regularizer.l1 = setting(L1)?,
            "l2" => training.regularizer.l2 = setting(L2)?,
            "learning-rate" => {
                schedule_text::set_initial(&mut training.optimizer, scalar(self.value)).map_err(wrong)?
            }
            "schedule" => {
                let field = format!("changes.{}:{}", self.step, self.key);
                schedule_text::set_at(&mut training.optimizer, self.value, &field)?;
            }
            "weight-decay" if self.value == NONE => training.optimizer.weight_decay = None,
            key if self.value == NONE => {
                training.optimizer = without(&training.optimizer, &key.replace('-', "_")).ok_or_else(|| {
                    self.error(Reason::wrong_type(&Value::from(NONE), Expected::Other("a value that it can have")))
                })?;
            }
            key => training.optimizer.set(&key.replace('-', "_"), scalar(self.value)).map_err(wrong)?,
        }
        Ok(())
    }
}
