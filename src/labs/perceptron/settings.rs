//! The settings of the perceptron's lab.

use super::{
    MAX_STEPS,
    rule::{Perceptron, Rule, StepFunction},
    written::Written,
};
use crate::{
    data::{DatasetConfig, DatasetName, MAX_NOISE, MIN_SAMPLES, Problem},
    labs::geometry::{self, MAX_POINTS, OwnPoints, Window, window},
    nn::random::MAX_SEED,
};
use value::{
    Choice, Error, Fields, Result, Value, each,
    number::{self, shown},
};

/// The largest initial weight.
const LARGEST_WEIGHT: f64 = 1e6;
/// The learning rates that make sense: with 0 nothing would ever change.
const RATES: [f64; 2] = [1e-6, 1e3];
/// What stands at the place of a class that is none.
const CLASSES: &str = "the last column is a class: a whole number from 0 to 7, or −1 and 1";

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

/// A point with its class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// As it is written. A drawn point is written with as few digits as tell it from all others of its type.
    pub written: [Written; 2],
    /// The nearest numbers.
    pub place: geometry::Point,
    pub class: usize,
}

impl Point {
    /// From a row that begins with x and y, which are readable numbers.
    fn parse(row: &[String], class: f32) -> std::result::Result<Self, String> {
        let [x, y, ..] = row else { return Err("x and y are missing".into()) };
        Ok(Self {
            written: [Written::parse(x)?, Written::parse(y)?],
            place: [x, y].map(|text| number::parse_fraction(text).unwrap_or_default()),
            class: class as usize,
        })
    }
}

/// What the lab is made from.
#[derive(Debug)]
pub(super) struct Settings {
    pub points: Vec<Point>,
    pub perceptron: Perceptron,
    pub eta: f64,
    /// How many classes the points can have.
    pub classes: usize,
    pub bias: bool,
    pub window: Window,
    /// Examples to learn.
    pub step: usize,
}

impl Settings {
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        // Whatever else there is belongs to the page.
        Self::read(&mut fields)
    }

    fn read(fields: &mut Fields) -> Result<Self> {
        let source = fields.choice("data")?.unwrap_or(Source::And);
        let samples = fields.whole("samples", MIN_SAMPLES as u64, MAX_POINTS as u64)?.unwrap_or(40) as usize;
        let noise = fields.percent("noise", 0.0, MAX_NOISE)?.unwrap_or(0.0);
        let seed = fields.whole("seed", 0, MAX_SEED)?.unwrap_or_default();
        let name = match source {
            Source::And => Some(DatasetName::And),
            Source::Or => Some(DatasetName::Or),
            Source::Xor => Some(DatasetName::XorGate),
            Source::Gauss => Some(DatasetName::Gauss),
            Source::Three => Some(DatasetName::Blobs),
            Source::Custom => None,
        };
        let text = fields.text("points")?.unwrap_or_default();
        let (data, rows) = match name {
            Some(name) => {
                let data = DatasetConfig { name, samples, noise, seed, ..DatasetConfig::default() }.generate()?;
                let texts = |point: &[f32; 2]| point.map(|x| shown(x).to_string()).to_vec();
                let rows = data.x.as_chunks().0.iter().map(|point| (0, texts(point))).collect();
                (data, rows)
            }
            None => {
                let OwnPoints { data, rows } = OwnPoints::parse(text)?;
                (data, rows)
            }
        };
        let (classes, units) = match data.problem {
            Problem::Binary => (2, 1),
            Problem::Classes(classes) => (classes, classes),
            Problem::Regression => {
                let problem = if data.inputs == 1 { "a point needs three numbers: x, y, class" } else { CLASSES };
                return Err(Error::config("points", problem));
            }
        };
        let step_function = fields.choice("step_function")?.unwrap_or(StepFunction::Heaviside);
        let rule = fields.choice("rule")?.unwrap_or(Rule::Perceptron);
        let eta = fields.number_in("eta", RATES[0], RATES[1])?.unwrap_or(0.1);
        let bias = fields.switch("bias")?.unwrap_or(true);
        let initial = initial_weights(fields, units, bias)?;
        let step = fields.whole("step", 0, MAX_STEPS as u64)?.unwrap_or_default() as usize;
        let window = window(fields, "window")?.unwrap_or([data.domain.x, data.domain.y]);
        let points = each(rows.iter().zip(&data.y), |_, ((line, row), class)| {
            Point::parse(row, *class).map_err(|problem| Error::config("points", format!("line {line}: {problem}")))
        })?;
        let rows = points.iter().map(|point| (point.written, point.class));
        let perceptron = Perceptron::new(rows, bias, decimal("eta", eta)?, &initial, step_function, rule)?;
        Ok(Self { points, perceptron, eta, classes, bias, window, step })
    }
}

/// A number as it is written.
fn decimal(field: &str, number: f64) -> Result<Written> {
    Written::from_number(number).map_err(|problem| Error::config(field, problem))
}

/// The weights before the first example, [inputs + 1, units] row by row, all 0 if they were not written. Without a bias w0
/// is 0, whatever was written, so that it is still there when the bias comes back.
fn initial_weights(fields: &mut Fields, units: usize, bias: bool) -> Result<Vec<[Written; 3]>> {
    let mut initial = vec![[Written::default(); 3]; units];
    let Some(weights) = fields.numbers("weights")? else { return Ok(initial) };
    if weights.len() != 3 * units {
        let of = if units == 1 { String::new() } else { format!(", each of {units} units") };
        let problem = format!("{} numbers, where {} are needed: w0, w1, w2{of}", weights.len(), 3 * units);
        return Err(Error::config("weights", problem));
    }
    for (at, weight) in weights.into_iter().enumerate() {
        if !(..=LARGEST_WEIGHT).contains(&weight.abs()) {
            let range = format!("{} to {}", shown(-LARGEST_WEIGHT), shown(LARGEST_WEIGHT));
            return Err(Error::config("weights", format!("{} is out of range: {range}", shown(weight))));
        }
        let written = decimal(&format!("weights[{at}]"), weight)?;
        if bias || at >= units {
            initial[at % units][at / units] = written;
        }
    }
    Ok(initial)
}
