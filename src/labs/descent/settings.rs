//! The settings of the descent's lab.

use super::{cost::Theta, run::Plan};
use crate::{
    data::{DatasetConfig, DatasetName, MAX_NOISE, MAX_SAMPLES, MIN_SAMPLES, Problem, range_around},
    labs::geometry::{MAX_POINTS, OwnPoints, Point, Window, window},
    nn::random::{MAX_SEED, Rng, Stream},
};
use value::{Choice, Error, Fields, Result, Value, each, number::as_written};

/// The most steps.
pub const MAX_STEPS: usize = 20_000;
/// The most runs that are kept beside the main one.
pub const MAX_PATHS: usize = 8;

/// The largest parameter to start from, and of the line from which points are drawn.
const LARGEST: f64 = 1e6;
/// The largest rate.
const LARGEST_RATE: f64 = 1e3;
/// Where the x of drawn points lie.
const DRAWN: [f64; 2] = [-0.5, 2.5];

/// Where the points come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Line,
    Lecture,
    Custom,
}

impl Choice for Source {
    const WHAT: &'static str = "a data set of this lab";
    const NAMES: &'static [(&'static str, Self)] =
        &[("line", Self::Line), ("lecture", Self::Lecture), ("custom", Self::Custom)];
}

/// What the lab is made from.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// (x, y), at least one.
    pub points: Vec<Point>,
    /// The part of the plane that holds them.
    pub frame: Window,
    pub seed: u64,
    pub step: usize,
    pub plan: Plan,
    /// Other runs, for comparison.
    pub others: Vec<Plan>,
    /// The part of (θ0, θ1) that is to be seen, if it was said.
    pub window: Option<Window>,
}

impl Settings {
    pub fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        // Whatever else there is belongs to the page.
        Self::read(&mut fields)
    }

    fn read(fields: &mut Fields) -> Result<Self> {
        let seed = fields.whole("seed", 0, MAX_SEED)?.unwrap_or_default();
        let source = fields.choice("data")?.unwrap_or(Source::Line);
        let samples = fields.whole("samples", MIN_SAMPLES as u64, MAX_POINTS as u64)?.unwrap_or(40) as usize;
        let noise = fields.percent("noise", 0.0, MAX_NOISE)?.unwrap_or(0.15);
        let slope = fields.number_in("slope", -LARGEST, LARGEST)?.unwrap_or(1.5);
        let intercept = fields.number_in("intercept", -LARGEST, LARGEST)?.unwrap_or(1.0);
        let (points, frame) = match source {
            Source::Line => drawn(samples, noise, [intercept, slope], seed),
            Source::Lecture | Source::Custom => {
                let data = if source == Source::Lecture {
                    DatasetConfig { name: DatasetName::Lecture, ..DatasetConfig::default() }.generate()?
                } else {
                    OwnPoints::parse(fields.text("points")?.unwrap_or_default())?.data
                };
                if data.inputs != 1 || data.problem != Problem::Regression {
                    return Err(Error::config("points", "a point needs two numbers: x, y"));
                }
                let rows = data.x.iter().zip(&data.y);
                (rows.map(|(x, y)| [*x, *y].map(as_written)).collect(), [data.domain.x, data.domain.y])
            }
        };
        let standard = Plan { batch: None, eta: 0.01, start: [0.0; 2] };
        let plan = plan(fields, standard)?;
        let paths = fields.list("paths", "paths")?.unwrap_or_default();
        if paths.len() > MAX_PATHS {
            return Err(Error::config("paths", format!("{} paths are too many: at most {MAX_PATHS}", paths.len())));
        }
        let others = each(paths, |at, path| other(at, path, plan))?;
        let step = fields.whole("step", 0, MAX_STEPS as u64)?.unwrap_or_default() as usize;
        let window = window(fields, "window")?;
        Ok(Self { points, frame, seed, step, plan, others, window })
    }
}

/// `batch`, `eta`, `theta0` and `theta1`; what is missing is as in `standard`.
fn plan(fields: &mut Fields, standard: Plan) -> Result<Plan> {
    let batch = match fields.take("batch") {
        None => standard.batch,
        Some(Value::Text(word)) if word.eq_ignore_ascii_case("all") => None,
        Some(Value::Number(number)) if number.fract() == 0.0 && (1.0..=MAX_SAMPLES as f64).contains(number) => {
            Some(*number as usize)
        }
        Some(other) => {
            let problem = format!("{other} is neither \"all\" nor a whole number from 1 to {MAX_SAMPLES}");
            return Err(fields.error("batch", problem));
        }
    };
    let eta = fields.number_in("eta", 0.0, LARGEST_RATE)?.unwrap_or(standard.eta);
    let [theta0, theta1] = standard.start;
    let theta0 = fields.number_in("theta0", -LARGEST, LARGEST)?.unwrap_or(theta0);
    let theta1 = fields.number_in("theta1", -LARGEST, LARGEST)?.unwrap_or(theta1);
    Ok(Plan { batch, eta, start: [theta0, theta1] })
}

/// One of the other runs: what it does not say is as in the main one.
fn other(at: usize, value: &Value, main: Plan) -> Result<Plan> {
    let mut fields = Fields::new(&format!("paths[{at}]"), value)?;
    let plan = plan(&mut fields, main)?;
    fields.finish()?;
    Ok(plan)
}

/// Points about the line of θ: x ~ U(−0.5, 2.5), y = θ0 + θ1 x + 4z N(0, 1), z being the noise from 0 to 0.5. They are
/// rounded, x to two decimals and y to three (to more where the line is so flat and low that it takes more), so that what
/// is seen of them is all that there is, to be reckoned by hand.
fn drawn(samples: usize, noise: f64, [intercept, slope]: Theta, seed: u64) -> (Vec<Point>, Window) {
    let mut rng = Rng::new(seed, Stream::Data);
    let mut points = Vec::with_capacity(samples);
    let mut parts = 1000.0;
    while (intercept.abs() + slope.abs() + noise) * parts < 100.0 && parts < 1e12 {
        parts *= 10.0;
    }
    for _ in 0..samples {
        let x = rounded(rng.uniform(DRAWN[0], DRAWN[1]), 100.0);
        // The same points wherever the line lies, and however much the noise moves them.
        points.push([x, rounded(intercept + slope * x + 4.0 * noise * rng.normal(), parts)]);
    }
    let y: Vec<f64> = points.iter().map(|[_, y]| *y).collect();
    (points, [range_around(&DRAWN), range_around(&y)])
}

/// To the nearest of so many parts of one.
fn rounded(number: f64, parts: f64) -> f64 {
    // Plus a half and cut off: WebAssembly has no instruction that rounds as `round` does.
    (number * parts + 0.5).floor() / parts
}
