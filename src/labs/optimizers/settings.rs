//! The settings of a race.

use super::{Objective, SurfaceName, custom};
use crate::{
    labs::geometry::{Window, window},
    nn::{Optimizer, OptimizerName},
};
use value::{Bounds, Choice, Error, Expected, Fields, NumberSetting, Reason, Result, Value, each};

/// The most updates.
pub const MAX_STEP: u64 = 10_000;
/// The most racers.
pub const MAX_RACERS: usize = 10;
/// How far from 0 a race may start, in each direction. Farther out the squares of some surfaces' gradients are too large for
/// f32.
pub const MAX_START: f64 = 1000.0;
/// How far from 0 the picture may reach, in each direction. Farther out some surfaces are higher than f32 can tell.
pub const MAX_EDGE: f64 = 10_000.0;
/// How wide and high the picture must be at least: below it f32 tells too few places apart.
pub const MIN_EXTENT: f64 = 0.001;

const SURFACE: SurfaceName = SurfaceName::Quadratic;
/// f32 has digits enough for the largest.
const CONDITION: NumberSetting = NumberSetting::new("condition", 1.0, 1000.0, 100.0);
pub(super) const STEP: NumberSetting = NumberSetting::whole("step", 0, MAX_STEP, 0);
/// The default racers: the lecture's.
const RACERS: [RacerName; 5] = [
    RacerName::Keras(OptimizerName::Sgd),
    RacerName::Momentum,
    RacerName::Nesterov,
    RacerName::Keras(OptimizerName::RmsProp),
    RacerName::Keras(OptimizerName::Adam),
];

/// The momentum of the slides.
const MOMENTUM: f64 = 0.9;

/// The settings of a race.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `surface` (quadratic) and `condition`, κ of the quadratic one (1 to 1000; 100, a narrow valley), unused by the
    /// others; `formula` in θ1 and θ2 (a bowl with waves), of the surface `custom`.
    pub objective: Objective,
    /// Where the race starts, each coordinate from −[`MAX_START`] to [`MAX_START`]; the surface's start.
    pub start: [f64; 2],
    /// `[left, right, bottom, top]` of the picture, from −[`MAX_EDGE`] to [`MAX_EDGE`]; the surface's own window, grown to hold
    /// the start.
    pub window: Window,
    /// Updates that have been made, 0 to [`MAX_STEP`]; 0.
    pub step: u64,
    /// Up to [`MAX_RACERS`]; SGD, momentum, Nesterov's, RMSprop and Adam.
    pub racers: Vec<Entrant>,
}

impl Settings {
    /// The limits of the settings: see [`Lab::limits`](crate::labs::Lab::limits). A coordinate has a range, too.
    pub(super) fn limits() -> Value {
        let coordinates = |limit: f64| {
            let [min, max] = [-limit, limit].map(Value::Number);
            Value::object(vec![("min", min), ("max", max), ("default", Value::Null), ("whole", false.into())])
        };
        let usual = RACERS.iter().map(|name| Value::object(vec![("name", name.name().into())]));
        let racers = vec![
            ("choices", Value::names(RacerName::all())),
            ("most", Value::Number(MAX_RACERS as f64)),
            ("default", Value::List(usual.collect())),
        ];
        Value::object(vec![
            ("surface", Value::choices(Some(SURFACE))),
            (CONDITION.name, (&CONDITION).into()),
            ("formula", Value::default_of(custom::FORMULA)),
            ("start", coordinates(MAX_START)),
            ("window", coordinates(MAX_EDGE)),
            ("racers", Value::object(racers)),
            (STEP.name, (&STEP).into()),
        ])
    }

    pub(super) fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let surface = fields.choice("surface")?.unwrap_or(SURFACE);
        let condition = fields.setting(&CONDITION)?;
        let formula = fields.text("formula")?;
        let (start, window) = (read_start(&mut fields)?, read_window(&mut fields)?);
        let objective = match surface {
            SurfaceName::Custom => {
                let window = window.unwrap_or_else(|| Objective::window_of_formula(start));
                Objective::of_formula(formula, window)?
            }
            other => Objective::new(other, condition)?,
        };
        let start = start.unwrap_or_else(|| objective.start());
        let window = window.unwrap_or_else(|| objective.window_around(start));
        let step = fields.setting(&STEP)? as u64;
        let usual = RACERS.map(|name| Value::from(name.name()));
        let racers = fields.list("racers", "optimizers")?.unwrap_or(&usual);
        fields.finish()?;
        if racers.len() > MAX_RACERS {
            return Err(Error::config("racers", Reason::count(racers.len(), "racers", 0, MAX_RACERS)));
        }
        let racers = each(racers, |at, racer| Entrant::parse(&format!("racers[{at}]"), racer, &objective))?;
        Ok(Self { objective, start, window, step, racers })
    }
}

/// Where the race starts, if it was written.
fn read_start(fields: &mut Fields) -> Result<Option<[f64; 2]>> {
    let start = fields.pair("start")?;
    for (at, coordinate) in start.iter().flatten().enumerate() {
        let checked = Bounds::between(-MAX_START, MAX_START).check(*coordinate);
        checked.map_err(|reason| Error::config(format!("start[{at}]"), reason))?;
    }
    Ok(start)
}

/// The part of the surface that is seen, if it was written.
fn read_window(fields: &mut Fields) -> Result<Option<Window>> {
    window(fields, "window", MAX_EDGE, |low, high| Bounds::between(low + MIN_EXTENT, MAX_EDGE).check(high))
}

/// Keras's optimizers by the names of the lecture: momentum and Nesterov's are the SGD class in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RacerName {
    /// Keras's optimizer of that name.
    Keras(OptimizerName),
    /// SGD whose `momentum` is 0.9 where it is not given, as on the slide.
    Momentum,
    /// [`Momentum`](Self::Momentum) with `nesterov`.
    Nesterov,
}

impl RacerName {
    const COUNT: usize = OptimizerName::NAMES.len() + 2;

    /// SGD and its two forms, then Keras's others.
    const ALL: [(&'static str, Self); Self::COUNT] = {
        let mut all = [("momentum", Self::Momentum); Self::COUNT];
        let (sgd, others) = (OptimizerName::NAMES[0], OptimizerName::NAMES);
        all[0] = (sgd.0, Self::Keras(sgd.1));
        all[2] = ("nesterov", Self::Nesterov);
        let mut at = 1;
        while at < others.len() {
            all[at + 2] = (others[at].0, Self::Keras(others[at].1));
            at += 1;
        }
        all
    };
}

impl Choice for RacerName {
    const WHAT: &'static str = "an optimizer";
    const NAMES: &'static [(&'static str, Self)] = &Self::ALL;
}

/// A racer of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Entrant {
    /// What the lecture calls it.
    pub name: RacerName,
    /// With all its hyperparameters.
    pub optimizer: Optimizer,
}

impl Entrant {
    /// Reads a name, or an object with a `name` and hyperparameters. Those that are left out are Keras's, but for
    /// `learning_rate`, which is then [one that suits the surface](Objective::rate).
    fn parse(path: &str, value: &Value, objective: &Objective) -> Result<Self> {
        let is_name = |key: &str| key == "name";
        let (name, mut written) = match value {
            Value::Text(_) => (Some(value), Vec::new()),
            Value::Map(entries) => {
                let name = entries.iter().find(|(key, _)| is_name(key)).map(|(_, name)| name);
                (name, entries.iter().filter(|(key, value)| !is_name(key) && *value != Value::Null).cloned().collect())
            }
            other => {
                let expected = Expected::Other("a name or an object with a name and hyperparameters");
                return Err(Error::config(path, Reason::wrong_type(other, expected)));
            }
        };
        let name = match name {
            Some(Value::Text(name)) => RacerName::from_name(name),
            Some(Value::Null) | None => {
                Err(Reason::Missing { expected: RacerName::WHAT.to_owned(), choices: RacerName::choices() })
            }
            Some(other) => Err(Reason::wrong_type(other, Expected::Name(RacerName::choices()))),
        };
        let name = name.map_err(|reason| Error::config(format!("{path}.name"), reason))?;
        let mut default = |key: &str, value: Value| {
            if !written.iter().any(|(its, _)| its == key) {
                written.push((key.to_owned(), value));
            }
        };
        let optimizer = match name {
            RacerName::Keras(optimizer) => optimizer,
            RacerName::Momentum | RacerName::Nesterov => {
                default("momentum", MOMENTUM.into());
                if name == RacerName::Nesterov {
                    default("nesterov", true.into());
                }
                OptimizerName::Sgd
            }
        };
        default("name", optimizer.name().into());
        let has_rate = written.iter().any(|(key, _)| key == "learning_rate" || key == "lr");
        let mut optimizer = Optimizer::parse(path, &Value::Map(written))?;
        if !has_rate {
            optimizer.learning_rate = objective.rate(&optimizer).into();
        }
        Ok(Self { name, optimizer })
    }
}
