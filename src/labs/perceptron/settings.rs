//! The settings of the perceptron's lab.

use super::{
    MAX_STEPS,
    rule::{Example, Perceptron, Rule, StepFunction},
};
use crate::{
    data::{DatasetConfig, DatasetName, MAX_NOISE, MIN_SAMPLES, Problem},
    labs::geometry::{MAX_POINTS, Window, own_points, window},
    nn::random::MAX_SEED,
};
use value::{
    Choice, Error, Fields, Result, Value,
    number::{as_written, shown},
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

/// What the lab is made from.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub perceptron: Perceptron,
    /// How many classes the points can have.
    pub classes: usize,
    pub bias: bool,
    pub window: Window,
    /// Examples to learn.
    pub step: usize,
}

impl Settings {
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("config", value)?;
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
        let data = match name {
            Some(name) => DatasetConfig { name, samples, noise, seed, ..DatasetConfig::default() }.generate()?,
            None => own_points(fields)?,
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
        let mut examples = Vec::with_capacity(data.rows());
        for (point, class) in data.x.as_chunks::<2>().0.iter().zip(&data.y) {
            let [x, y] = point.map(as_written);
            examples.push(Example { x: [f64::from(u8::from(bias)), x, y], class: *class as usize });
        }
        let perceptron = Perceptron { examples, step_function, rule, eta, initial };
        Ok(Self { perceptron, classes, bias, window, step })
    }
}

/// The weights before the first example, [inputs + 1, units] row by row, all 0 if they were not written. Without a bias w0
/// is 0, whatever was written, so that it is still there when the bias comes back.
fn initial_weights(fields: &mut Fields, units: usize, bias: bool) -> Result<Vec<[f64; 3]>> {
    let mut initial = vec![[0.0; 3]; units];
    let Some(weights) = fields.numbers("weights")? else { return Ok(initial) };
    if weights.len() != 3 * units {
        let of = if units == 1 { String::new() } else { format!(", each of {units} units") };
        let problem = format!("{} numbers, where {} are needed: w0, w1, w2{of}", weights.len(), 3 * units);
        return Err(Error::config("weights", problem));
    }
    for (input, row) in weights.chunks(units).enumerate() {
        for (unit, weight) in initial.iter_mut().zip(row) {
            if !(..=LARGEST_WEIGHT).contains(&weight.abs()) {
                let range = format!("{} to {}", shown(-LARGEST_WEIGHT), shown(LARGEST_WEIGHT));
                return Err(Error::config("weights", format!("{} is out of range: {range}", shown(*weight))));
            }
            if let Some(place) = unit.get_mut(input)
                && (bias || input > 0)
            {
                *place = *weight;
            }
        }
    }
    Ok(initial)
}
