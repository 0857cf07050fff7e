//! A learning-rate schedule as the text that a link carries: the first word of its name, and its arguments in the order of Keras's
//! constructor, `cosine,100,0.1`. A switch that is on is its name (`exponential,100,0.5,staircase`); what follows a switch or a number
//! that may be absent has its name before it (`cosine,100,0,warmup-target:0.1,warmup-steps:10`). The learning rate at which it begins
//! is a key of its own. But `piecewise,10,20:0.1,0.01,0.001` has all its numbers: boundaries, and one value more.

use super::change_text::{NONE, number_from, scalar, written};
use crate::nn::{Argument, LearningRate, Optimizer, Schedule, ScheduleName};
use value::{Choice, Error, Reason, Result, Value, number::excerpt};

/// The argument for which the learning rate stands.
const START: &str = "initial_learning_rate";

/// The number of a schedule at which it begins.
fn start(schedule: &mut Schedule) -> Option<&mut f64> {
    schedule.arguments().into_iter().find_map(|(name, argument)| match argument {
        Argument::Number(number, _) if name == START => Some(number),
        Argument::Numbers(numbers, _) if name == "values" => numbers.first_mut(),
        _ => None,
    })
}

/// The learning rate, or that at which its schedule begins.
pub(super) fn initial(optimizer: &Optimizer) -> f64 {
    match &optimizer.learning_rate {
        LearningRate::Constant(rate) => *rate,
        LearningRate::Schedule(schedule) => start(&mut schedule.clone()).map_or(f64::NAN, |rate| *rate),
    }
}

/// Takes another learning rate; a schedule begins at it from now on.
///
/// # Errors
/// Where it is no legal learning rate. Then nothing is changed.
pub(super) fn set_initial(optimizer: &mut Optimizer, rate: Value) -> Result<()> {
    let mut other = optimizer.clone();
    other.set("learning_rate", rate)?;
    let rate = initial(&other);
    if let LearningRate::Schedule(schedule) = &mut optimizer.learning_rate {
        start(schedule).into_iter().for_each(|start| *start = rate);
    } else {
        *optimizer = other;
    }
    Ok(())
}

/// The word that stands for a schedule: `cosine` for `cosine_decay`.
fn word(name: &'static str) -> &'static str {
    name.split('_').next().unwrap_or(name)
}

/// The text of an optimizer's schedule, if it has one.
pub(super) fn write(optimizer: &Optimizer) -> Option<String> {
    let LearningRate::Schedule(schedule) = &optimizer.learning_rate else { return None };
    let name = schedule.name().name();
    let mut items = vec![word(name).to_owned()];
    let (mut lists, mut is_named) = (Vec::new(), false);
    for (name, argument) in schedule.clone().arguments() {
        let key = name.replace('_', "-");
        is_named |= matches!(argument, Argument::Optional(..) | Argument::Switch(_));
        match argument {
            Argument::Number(..) if name == START => {}
            Argument::Number(number, _) if !is_named => items.push(written(*number)),
            Argument::Number(number, _) | Argument::Optional(Some(number), _) => {
                items.push(format!("{key}:{}", written(*number)));
            }
            Argument::Switch(true) => items.push(key),
            Argument::Optional(None, _) | Argument::Switch(false) => {}
            Argument::Numbers(numbers, _) => {
                lists.push(numbers.iter().map(|number| written(*number)).collect::<Vec<_>>().join(","));
            }
        }
    }
    if !lists.is_empty() {
        items.push(lists.join(":"));
    }
    Some(items.join(","))
}

/// [`set`], with the name of the text, and of its argument, in an error.
pub(super) fn set_at(optimizer: &mut Optimizer, text: &str, field: &str) -> Result<()> {
    set(optimizer, text).map_err(|error| {
        let argument = error.field().strip_prefix("learning_rate").unwrap_or(error.field());
        Error::config(format!("{field}{argument}"), error.into_reason())
    })
}

/// Gives an optimizer the schedule that the text says, beginning at the learning rate that it has; `none` leaves it that rate.
///
/// # Errors
/// Where the text is no schedule, and where an argument is not legal. Then nothing is changed.
fn set(optimizer: &mut Optimizer, text: &str) -> Result<()> {
    if text == NONE {
        let rate = initial(optimizer);
        return optimizer.set("learning_rate", rate);
    }
    let (first, arguments) = text.split_once(',').unwrap_or((text, ""));
    let name = ScheduleName::all().find(|name| word(name.name()) == first).ok_or_else(|| {
        let choices = ScheduleName::all().map(|name| word(name.name())).collect();
        Error::config("", Reason::Unknown { word: excerpt(first), what: ScheduleName::WHAT, choices })
    })?;
    let mut fields = vec![("name".to_owned(), Value::from(name.name()))];
    if name == ScheduleName::PiecewiseConstantDecay {
        let (boundaries, values) = arguments.split_once(':').unwrap_or((arguments, ""));
        for (key, list) in [("boundaries", boundaries), ("values", values)] {
            let numbers = list.split(',').filter(|item| !item.is_empty()).map(scalar);
            fields.push((key.to_owned(), Value::List(numbers.collect())));
        }
    } else {
        fields.push((START.to_owned(), Value::Number(initial(optimizer))));
        let mut schedule = name.schedule();
        let mut positions = schedule.arguments().into_iter().filter(|(name, _)| *name != START);
        for item in arguments.split(',').filter(|item| !item.is_empty()) {
            let (key, value) = match (item.split_once(':'), number_from(item)) {
                (Some((key, value)), _) => (key.replace('-', "_"), scalar(value)),
                (None, None) => (item.replace('-', "_"), Value::Bool(true)),
                (None, Some(number)) => match positions.next() {
                    Some((name, Argument::Number(..))) => (name.to_owned(), Value::Number(number)),
                    _ => {
                        let message = "has more numbers than such a schedule takes";
                        return Err(Error::config("", Reason::special("schedule_more", vec![], message)));
                    }
                },
            };
            fields.push((key, value));
        }
    }
    optimizer.set("learning_rate", Value::Map(fields))
}
