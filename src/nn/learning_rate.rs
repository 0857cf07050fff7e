//! The learning rate of an optimizer: a constant, or a schedule of `ops`.

use crate::optimizer::check_range;
use ops::{Argument, Range, Schedule};
use value::{Choice, Error, Expected, Fields, Reason, Result, Value};

/// η: a number, or a function of the updates made so far.
#[derive(Debug, Clone, PartialEq)]
pub enum LearningRate {
    /// Always this, ≥ 0.
    Constant(f64),
    /// By a schedule.
    Schedule(Schedule),
}

impl From<f64> for LearningRate {
    fn from(rate: f64) -> Self {
        Self::Constant(rate)
    }
}

impl LearningRate {
    /// η of the update after this many.
    pub fn at(&self, iterations: u64) -> f64 {
        match self {
            Self::Constant(rate) => *rate,
            Self::Schedule(schedule) => f64::from(schedule.at(iterations)),
        }
    }

    /// Reads a number, or an object with the `name` of a schedule and its arguments.
    pub(crate) fn parse(path: &str, value: &Value) -> Result<Self> {
        let rate = match value {
            Value::Number(rate) => Self::Constant(*rate),
            Value::Map(_) => Self::Schedule(schedule(path, value)?),
            other => return Err(Error::config(path, Reason::wrong_type(other, Expected::Number))),
        };
        rate.check(path)?;
        Ok(rate)
    }

    /// Checks the range of every number.
    pub(crate) fn check(&self, path: &str) -> Result<()> {
        match self {
            Self::Constant(rate) => {
                check_range(Range::NotNegative, *rate).map_err(|reason| Error::config(path, reason))
            }
            Self::Schedule(schedule) => check(&mut schedule.clone(), path),
        }
    }
}

/// Reads a schedule.
fn schedule(path: &str, value: &Value) -> Result<Schedule> {
    let mut fields = Fields::new(path, value)?;
    let mut schedule = fields.require_choice::<ops::ScheduleName>("name")?.schedule();
    for (name, argument) in schedule.arguments() {
        let missing = |expected: &str| {
            Error::config(format!("{path}.{name}"), Reason::Missing { expected: expected.into(), choices: Vec::new() })
        };
        match argument {
            Argument::Number(number, _) => match fields.number(name)? {
                Some(written) => *number = written,
                None if number.is_nan() => return Err(missing("a number")),
                None => {}
            },
            Argument::Optional(number, _) => *number = fields.number(name)?,
            Argument::Switch(switch) => *switch = fields.switch(name)?.unwrap_or(*switch),
            Argument::Numbers(numbers, _) => {
                *numbers = fields.numbers(name)?.ok_or_else(|| missing("a list of numbers"))?;
            }
        }
    }
    fields.finish()?;
    Ok(schedule)
}

fn check(schedule: &mut Schedule, path: &str) -> Result<()> {
    for (name, argument) in schedule.arguments() {
        let refuse = |at: String| move |reason: Reason| Error::config(format!("{path}.{name}{at}"), reason);
        match argument {
            Argument::Number(number, range) => check_range(range, *number).map_err(refuse(String::new()))?,
            Argument::Optional(number, range) => {
                number.map_or(Ok(()), |number| check_range(range, number)).map_err(refuse(String::new()))?;
            }
            Argument::Switch(_) => {}
            Argument::Numbers(numbers, range) => {
                for (at, number) in numbers.iter().enumerate() {
                    check_range(range, *number).map_err(refuse(format!("[{at}]")))?;
                }
            }
        }
    }
    let Schedule::PiecewiseConstantDecay(pieces) = schedule else { return Ok(()) };
    let count = pieces.boundaries.len();
    if count == 0 {
        let reason = Reason::Count { count: 0.0, what: "boundaries", low: 1, high: Value::MOST_ITEMS };
        return Err(Error::config(format!("{path}.boundaries"), reason));
    }
    if let Some(at) = pieces.boundaries.windows(2).position(|pair| pair[0] >= pair[1]) {
        let reason = Reason::from("is not greater than the boundary before it");
        return Err(Error::config(format!("{path}.boundaries[{}]", at + 1), reason));
    }
    if pieces.values.len() != count + 1 {
        let found = pieces.values.len() as f64;
        let reason = Reason::Count { count: found, what: "values", low: count + 1, high: count + 1 };
        return Err(Error::config(format!("{path}.values"), reason));
    }
    Ok(())
}

impl From<&LearningRate> for Value {
    fn from(rate: &LearningRate) -> Self {
        match rate {
            LearningRate::Constant(rate) => Self::Number(*rate),
            LearningRate::Schedule(schedule) => schedule_value(schedule),
        }
    }
}

/// A schedule as an object, every default filled in.
pub(crate) fn schedule_value(schedule: &Schedule) -> Value {
    let mut fields = vec![("name", Value::from(schedule.name().name()))];
    for (name, argument) in schedule.clone().arguments() {
        let value = match argument {
            Argument::Number(number, _) => Value::Number(*number),
            Argument::Optional(None, _) => continue,
            Argument::Optional(Some(number), _) => Value::Number(*number),
            Argument::Switch(on) => Value::Bool(*on),
            Argument::Numbers(numbers, _) => Value::List(numbers.iter().map(|number| Value::Number(*number)).collect()),
        };
        fields.push((name, value));
    }
    Value::object(fields)
}
