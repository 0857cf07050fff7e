//! L1: the McCulloch–Pitts neuron (1943). A unit is active when at least two of its inputs are: threshold 2. Time goes in
//! steps, and a signal takes one step along a connection, so that one can watch a network compute.

mod exercise;
mod net;
mod shown;

pub use exercise::Exercise;
pub use net::{Connection, MAX_CONNECTIONS, MAX_NEURONS, MAX_THRESHOLD, Net, Neuron, State, Unit};
pub use shown::{Shown, ShownConnection, ShownExercise, ShownUnit, Table};

use super::Lab;
use net::INPUTS;
use value::{Error, Expected, Fields, NumberSetting, Reason, Result, Value, number::excerpt};

/// The most steps.
pub const MAX_STEP: u64 = 999;

/// The default network: AND.
const NET: &str = "C:2<A,B";
const STEP: NumberSetting = NumberSetting::whole("step", 0, MAX_STEP, 0);

/// The lab `neuron`.
pub struct NeuronLab;

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The network; `C:2<A,B`. See [`Net::parse`].
    pub net: Net,
    /// The inputs that are on, of `A`, `B` and `C`; none. One that the network does not have is on without effect.
    pub on: Vec<String>,
    /// The neurons that are active at step 0; none.
    pub start: Vec<String>,
    /// Steps made, 0 to [`MAX_STEP`]; 0.
    pub step: u64,
    /// The rows of the truth table that the user has seen (`10`: A on, B off), or `all`; none.
    pub tried: Vec<String>,
    /// A function to be built; none.
    pub exercise: Option<Exercise>,
}

/// Which units are active after some steps.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    step: u64,
    state: State,
}

impl Lab for NeuronLab {
    const NAME: &'static str = "neuron";
    const COUNTER: NumberSetting = STEP;
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        Value::object(vec![
            ("net", Value::default_of(NET)),
            ("on", Value::default_of(Value::List(Vec::new()))),
            ("start", Value::default_of(Value::List(Vec::new()))),
            ("step", (&STEP).into()),
            ("tried", Value::default_of(Value::List(Vec::new()))),
            ("exercise", Value::choices::<Exercise>(None)),
        ])
    }

    fn parse(value: &Value) -> Result<Settings> {
        let mut fields = Fields::new("", value)?;
        let settings = Settings {
            net: Net::parse(fields.text("net")?.unwrap_or(NET))?,
            on: names("on", fields.take("on"))?,
            start: names("start", fields.take("start"))?,
            step: fields.setting(&STEP)? as u64,
            tried: names("tried", fields.take("tried"))?,
            exercise: fields.choice("exercise")?,
        };
        fields.finish()?;
        match settings.on.iter().find(|name| !INPUTS.contains(&name.as_str())) {
            Some(name) => {
                let (word, choices) = (excerpt(name), INPUTS.to_vec());
                Err(Error::config("on", Reason::Unknown { word, what: "an input", choices }))
            }
            None => Ok(settings),
        }
    }

    fn start(Settings { net, on, start, exercise, .. }: &Settings) -> Result<Run> {
        let inputs =
            Input::of(net, *exercise).into_iter().map(|input| (input.unit, on.iter().any(|on| on == input.name)));
        let neurons = net.units().map(|(unit, neuron)| (unit, start.contains(&neuron.name)));
        let state = inputs.chain(neurons).fold(State::REST, |state, (unit, active)| state.with(unit, active));
        Ok(Run { step: 0, state })
    }

    fn continues(before: &Settings, after: &Settings) -> bool {
        before.net.to_string() == after.net.to_string()
            && (&before.on, &before.start, before.exercise) == (&after.on, &after.start, after.exercise)
    }

    fn target(settings: &Settings) -> u64 {
        settings.step
    }

    fn set_target(settings: &mut Settings, step: u64) {
        settings.step = step;
    }

    fn position(run: &Run) -> u64 {
        run.step
    }

    fn advance(settings: &Settings, run: &mut Run) -> bool {
        *run = Run { step: run.step + 1, state: settings.net.next(run.state) };
        true
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }
}

/// A list of names, as a list or as a text with commas.
fn names(field: &'static str, value: Option<&Value>) -> Result<Vec<String>> {
    let expected = Expected::List("names such as A,B");
    let problem = |value: &Value| Error::config(field, Reason::wrong_type(value, expected.clone()));
    let names: Vec<&str> = match value {
        None => Vec::new(),
        Some(Value::Text(text)) => text.split(',').collect(),
        Some(Value::List(items)) => {
            let texts =
                items.iter().map(|item| if let Value::Text(name) = item { Ok(&**name) } else { Err(problem(item)) });
            texts.collect::<Result<_>>()?
        }
        Some(other) => return Err(problem(other)),
    };
    let upper =
        names.into_iter().map(|name| if name == "all" { name.to_owned() } else { name.trim().to_ascii_uppercase() });
    Ok(upper.filter(|name| !name.is_empty()).collect())
}

/// An input that can be turned on.
struct Input {
    name: &'static str,
    unit: Unit,
}

impl Input {
    /// Those that a network listens to or an exercise is about.
    fn of(net: &Net, exercise: Option<Exercise>) -> Vec<Self> {
        let wanted = exercise.map_or(0, Exercise::inputs);
        let all = INPUTS.iter().enumerate().map(|(at, name)| Self { name, unit: Unit::input(at) });
        all.enumerate()
            .filter(|(at, input)| net.named(input.name) == Some(input.unit) && (*at < wanted || net.hears(input.unit)))
            .map(|(_, input)| input)
            .collect()
    }
}
