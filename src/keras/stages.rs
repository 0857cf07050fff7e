//! The stages of a training run.

use super::MAX_UPDATES;
use crate::{
    data::Table,
    experiment::{Experiment, ExperimentSettings},
    nn::{Parameter, random::MAX_SEED},
};
use std::sync::Arc;
use value::{Error, Expected, Fields, Reason, Result, Value, each, number};

/// Updates with the same settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Of the first stage those that the experiment was made from, later those that it continued with.
    pub settings: ExperimentSettings,
    /// The weights and biases that were set before these updates.
    pub weights: Vec<(Parameter, f32)>,
    /// Updates made.
    pub steps: u64,
}

impl Stage {
    /// The stages of an experiment up to a step, which need not be the present one. Those that begin after more updates than a
    /// script can have are left out, being counted to the last one.
    pub fn of(experiment: &Experiment, step: u64) -> Vec<Self> {
        let network = experiment.network();
        let (mut stage, mut begin) = (Self { settings: experiment.start_settings(), weights: Vec::new(), steps: 0 }, 0);
        let mut stages = Vec::new();
        for change in experiment.changes().iter().take_while(|change| change.step < step.min(MAX_UPDATES)) {
            let mut next = stage.clone();
            stage.steps = change.step - begin;
            begin = change.step;
            stages.push(stage);
            if let Some(training) = &change.training {
                training.put_into(&mut next.settings);
            }
            let set = change.parameters.iter();
            next.weights = set.filter_map(|(index, value)| Some((network.parameter_at(*index)?, *value))).collect();
            stage = next;
        }
        stage.steps = step - begin;
        stages.push(stage);
        stages
    }

    /// Reads a run: `{ settings, changes, steps }`, where `changes` is the text that an experiment gives; or stage by stage
    /// `[{ settings, weights, steps }, …]`, where `weights` are those that were set before these updates, `w1.2.3=0.25;b1.2=0`.
    ///
    /// # Errors
    /// As for [`Experiment::with_changes_text`], and for a value of another form.
    pub fn parse_run(value: &Value) -> Result<Vec<Self>> {
        Self::parse_run_with(value, None)
    }

    /// As [`Stage::parse_run`]; with a table, the run is one with its rows instead of those that its settings say.
    ///
    /// # Errors
    /// As for [`Stage::parse_run`].
    pub fn parse_run_with(value: &Value, table: Option<Arc<Table>>) -> Result<Vec<Self>> {
        match value {
            Value::List(stages) => each(stages, Self::parse),
            Value::Map(_) => {
                let mut fields = Fields::new("", value)?;
                let (settings, steps) = parse(&mut fields)?;
                let changes = fields.text("changes")?.unwrap_or_default();
                fields.finish()?;
                let settings = match table {
                    Some(table) => settings.with_table(table),
                    None => settings,
                };
                Ok(Self::of(&Experiment::with_changes_text(settings, changes)?, steps))
            }
            other => Err(Error::config("stages", Reason::wrong_type(other, Expected::List("{ settings, steps }")))),
        }
    }

    fn parse(at: usize, value: &Value) -> Result<Self> {
        let mut fields = Fields::new(&format!("stages[{at}]"), value)?;
        let (settings, steps) = parse(&mut fields)?;
        let text = fields.text("weights")?.unwrap_or_default();
        let items: Vec<&str> = text.split(';').filter(|item| !item.is_empty()).collect();
        let weights = each(items, |_, item| {
            let weight = item.split_once('=').and_then(|(key, value)| {
                let value = number::parse(value).filter(|value| (*value as f32).is_finite())?;
                Some((Parameter::from_key(key)?, value as f32))
            });
            let wrong = || Reason::wrong_type(&Value::from(item), Expected::Other("a weight such as w1.2.3=0.25"));
            weight.ok_or_else(|| fields.error("weights", wrong()))
        })?;
        fields.finish()?;
        Ok(Self { settings, weights, steps })
    }
}

fn parse(fields: &mut Fields) -> Result<(ExperimentSettings, u64)> {
    let settings = ExperimentSettings::parse(fields.require("settings", "the settings of an experiment")?);
    let settings = settings.map_err(|error| error.within(&fields.path("settings")))?;
    Ok((settings, fields.whole("steps", 0, MAX_SEED)?.unwrap_or_default()))
}
