//! The settings of the lab `perceptron`.

use super::{
    MAX_STEPS,
    rule::{Rule, StepFunction},
    written::Written,
};
use crate::{
    data::{Dataset, DatasetConfig, DatasetName, MAX_NOISE, MIN_SAMPLES, Problem},
    labs::geometry::{self, MAX_POINTS, OwnPoints, Window, window_of_points},
    nn::random::MAX_SEED,
};
use value::{
    Bounds, Choice, Error, Fields, NumberSetting, Reason, Result, Value, each,
    number::{self, shown},
};

const SAMPLES: NumberSetting = NumberSetting::whole("samples", MIN_SAMPLES as u64, MAX_POINTS as u64, 40);
const NOISE: NumberSetting = NumberSetting::new("noise", 0.0, 100.0 * MAX_NOISE, 0.0); // percent
const SEED: NumberSetting = NumberSetting::whole("seed", 0, MAX_SEED, 0);
/// With a rate of 0 nothing would change.
const ETA: NumberSetting = NumberSetting::new("eta", 1e-6, 1e3, 0.1);
pub(super) const STEP: NumberSetting = NumberSetting::whole("step", 0, MAX_STEPS, 0);
/// The text of `custom` at first.
const POINTS: &str = "x, y, class\n-2, 1, 0\n-1, -1, 0\n-1, 2, 0\n1, -1, 1\n2, 1, 1\n1, -2, 1";
const DATA: Source = Source::And;
const STEP_FUNCTION: StepFunction = StepFunction::Heaviside;
const RULE: Rule = Rule::Perceptron;
const HAS_BIAS: bool = true;

/// An initial weight.
const WEIGHT: Bounds = Bounds::between(-1e6, 1e6);
/// Errors of a class.
const CLASSES: (&str, &str) = ("classes", "the last column is a class: a whole number from 0 to 7, or −1 and 1");
const THREE_NUMBERS: (&str, &str) = ("three_numbers", "a point needs three numbers: x, y, class");

/// Where the points come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    And,
    Or,
    Xor,
    Gauss,
    Three,
    Custom,
}

impl Choice for Source {
    const WHAT: &'static str = "a data set of this lab";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("and", Self::And),
        ("or", Self::Or),
        ("xor", Self::Xor),
        ("gauss", Self::Gauss),
        ("three", Self::Three),
        ("custom", Self::Custom),
    ];
}

impl Source {
    /// The data set that is drawn or built in; `None` for a user's own.
    fn dataset(self) -> Option<DatasetName> {
        match self {
            Self::And => Some(DatasetName::And),
            Self::Or => Some(DatasetName::Or),
            Self::Xor => Some(DatasetName::XorGate),
            Self::Gauss => Some(DatasetName::Gauss),
            Self::Three => Some(DatasetName::Blobs),
            Self::Custom => None,
        }
    }
}

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What determines the run.
    pub task: Task,
    /// `window`: the picture, `[left, right, bottom, top]`; fits the data.
    pub window: Window,
    /// `step`: examples to learn, 0 to [`MAX_STEPS`]; 0.
    pub step: u64,
}

/// What is learnt, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// At least one, in the order in which they are learnt. `data`: `and`, or another name of a data set, or `custom` and in
    /// `points` a text with a point a line, `x, y, class`. Of drawn ones `samples` (10 to 500; 40), `noise` (0 to 50 %; 0)
    /// and `seed` (0).
    pub(super) points: Vec<Point>,
    /// How many classes they can have.
    pub classes: usize,
    /// `step_function`: what makes ŷ of z; Heaviside.
    pub step_function: StepFunction,
    /// `rule`: how an example changes a weight; the perceptron's.
    pub rule: Rule,
    /// `eta`: the learning rate η, 10⁻⁶ to 1000; 0.1.
    pub eta: f64,
    /// `bias`: whether there is a w0; true.
    pub has_bias: bool,
    /// `weights`: the initial ones, as a list [inputs + 1, units], w0 of each unit, w1 of each, w2 of each, up to 10⁶; 0.
    /// Here w0, w1, w2 of each unit. Without a bias w0 is 0, whatever was written, so that the setting is still there when
    /// the bias comes back.
    pub(super) initial: Vec<[Written; 3]>,
}

/// A point with its class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// As it is written. A drawn point has the fewest digits that identify its f32.
    pub written: [Written; 2],
    /// The nearest numbers.
    pub place: geometry::Point,
    pub class: usize,
}

/// What each setting may be.
pub(super) fn limits() -> Value {
    Value::object(vec![
        ("data", Value::choices(Some(DATA))),
        ("points", Value::default_of(POINTS)),
        (SAMPLES.name, (&SAMPLES).into()),
        (NOISE.name, (&NOISE).into()),
        (SEED.name, (&SEED).into()),
        ("step_function", Value::choices(Some(STEP_FUNCTION))),
        ("rule", Value::choices(Some(RULE))),
        (ETA.name, (&ETA).into()),
        ("bias", Value::default_of(HAS_BIAS)),
        ("weights", Value::default_of(Value::Null)),
        (STEP.name, (&STEP).into()),
        ("window", Value::default_of(Value::Null)),
    ])
}

impl Settings {
    pub(super) fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let (data, points) = points(&mut fields)?;
        let (classes, units) = match data.problem {
            Problem::Binary => (2, 1),
            Problem::Classes(classes) => (classes, classes),
            Problem::Regression => {
                let (name, message) = if data.inputs == 1 { THREE_NUMBERS } else { CLASSES };
                return Err(Error::config("points", Reason::special(name, Vec::new(), message)));
            }
        };
        let has_bias = fields.switch("bias")?.unwrap_or(HAS_BIAS);
        let task = Task {
            points,
            classes,
            step_function: fields.choice("step_function")?.unwrap_or(STEP_FUNCTION),
            rule: fields.choice("rule")?.unwrap_or(RULE),
            eta: fields.setting(&ETA)?,
            has_bias,
            initial: initial_weights(&mut fields, units, has_bias)?,
        };
        let window = window_of_points(&mut fields)?.unwrap_or([data.domain.x, data.domain.y]);
        let step = fields.setting(&STEP)? as u64;
        fields.finish()?;
        Ok(Self { task, window, step })
    }
}

/// The points, and the data set that they are.
fn points(fields: &mut Fields) -> Result<(Dataset, Vec<Point>)> {
    let source = fields.choice("data")?.unwrap_or(DATA);
    let text = fields.text("points")?.unwrap_or(POINTS);
    let samples = fields.setting(&SAMPLES)? as usize;
    let noise = fields.setting(&NOISE)? / 100.0;
    let seed = fields.setting(&SEED)? as u64;
    let (data, rows) = match source.dataset() {
        Some(name) => {
            let data = DatasetConfig { name, samples, noise, seed, ..DatasetConfig::default() }.generate()?;
            let row = |point: &[f32; 2]| (0, point.map(|x| shown(x).to_string()).to_vec());
            let rows = data.x.as_chunks().0.iter().map(row).collect();
            (data, rows)
        }
        None => {
            let OwnPoints { data, rows } = OwnPoints::parse(text)?;
            (data, rows)
        }
    };
    let points = each(rows.iter().zip(&data.y), |_, ((line, row), class)| {
        Point::parse(row, *class).map_err(|reason| Error::config("points", reason.in_line(*line, None)))
    })?;
    Ok((data, points))
}

impl Point {
    /// From a row that begins with x and y, which are readable numbers.
    fn parse(row: &[String], class: f32) -> std::result::Result<Self, Reason> {
        let (name, message) = THREE_NUMBERS;
        let [x, y, ..] = row else { return Err(Reason::special(name, Vec::new(), message)) };
        Ok(Self {
            written: [Written::parse(x)?, Written::parse(y)?],
            place: [x, y].map(|text| number::parse_fraction(text).unwrap_or_default()),
            class: class as usize,
        })
    }
}

/// See [`Task::initial`].
fn initial_weights(fields: &mut Fields, units: usize, has_bias: bool) -> Result<Vec<[Written; 3]>> {
    let mut initial = vec![[Written::default(); 3]; units];
    let Some(weights) = fields.numbers("weights")? else { return Ok(initial) };
    if weights.len() != 3 * units {
        return Err(Error::config("weights", Reason::count(weights.len(), "numbers", 3 * units, 3 * units)));
    }
    for (at, weight) in weights.into_iter().enumerate() {
        let weight = WEIGHT.check(weight).map_err(|reason| Error::config("weights", reason))?;
        let written = Written::from_number(weight);
        if has_bias || at >= units {
            initial[at % units][at / units] =
                written.map_err(|reason| Error::config(format!("weights[{at}]"), reason))?;
        }
    }
    Ok(initial)
}
