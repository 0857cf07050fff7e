//! The settings of the lab `descent`.

use super::{MAX_PATHS, MAX_STEPS, cost::Theta};
use crate::{
    data::{DatasetConfig, DatasetName, MAX_NOISE, MAX_SAMPLES, MIN_SAMPLES, Problem, range_around},
    labs::geometry::{MAX_POINTS, OwnPoints, Point, Window, window_of_points},
    nn::random::{MAX_SEED, Rng, Stream},
};
use value::{
    Choice, Error, Fields, NumberSetting, Reason, Result, Value, each,
    number::{as_written, parse_fraction},
};

const SAMPLES: NumberSetting = NumberSetting::whole("samples", MIN_SAMPLES as u64, MAX_POINTS as u64, 40);
const NOISE: NumberSetting = NumberSetting::new("noise", 0.0, 100.0 * MAX_NOISE, 15.0); // percent
const SEED: NumberSetting = NumberSetting::whole("seed", 0, MAX_SEED, 0);
/// The largest parameter of a line.
const LARGEST: f64 = 1e6;
const SLOPE: NumberSetting = NumberSetting::new("slope", -LARGEST, LARGEST, 1.5);
const INTERCEPT: NumberSetting = NumberSetting::new("intercept", -LARGEST, LARGEST, 1.0);
const ETA: NumberSetting = NumberSetting::new("eta", 0.0, 1e3, 0.01);
const THETA: [NumberSetting; 2] =
    [NumberSetting::new("theta0", -LARGEST, LARGEST, 0.0), NumberSetting::new("theta1", -LARGEST, LARGEST, 0.0)];
pub(super) const STEP: NumberSetting = NumberSetting::whole("step", 0, MAX_STEPS, 0);
/// The text of `custom` at first.
const POINTS: &str = "x, y\n0, 1\n0.5, 2.5\n1, 2\n1.5, 3.5\n2, 3\n2.5, 4.5\n";
const DATA: Source = Source::Line;
/// The word for a batch of all points.
const ALL: &str = "all";

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

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What determines the run.
    pub task: Task,
    /// `window`: the part of (θ0, θ1) in the picture, `[left, right, bottom, top]`; by default it holds the paths.
    pub window: Option<[[f64; 2]; 2]>,
    /// `step`: steps to go, 0 to [`MAX_STEPS`]; 0.
    pub step: u64,
}

/// The points and the paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// (x, y), at least one. `data`: `line`, `lecture`, or `custom` and in `points` a text with a point a line, `x, y`. Of
    /// `line` `samples` (10 to 500; 40), `noise` (0 to 50 %; 15), `slope` and `intercept` (−10⁶ to 10⁶; 1.5 and 1).
    pub points: Vec<[f64; 2]>,
    /// The part of the plane that holds them.
    pub frame: [[f64; 2]; 2],
    /// `seed`: of drawn points, and of the subsets; 0.
    pub seed: u64,
    /// The main path.
    pub plan: Plan,
    /// `paths`: others for comparison, up to [`MAX_PATHS`], a list of objects; missing fields are as in the main one.
    pub others: Vec<Plan>,
}

/// What a path is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// `batch`: how many points a step looks at, 1 to 5000, all of them if there are no more; `all`, which is none here.
    pub batch: Option<usize>,
    /// `eta`: the rate η, 0 to 1000; 0.01.
    pub eta: f64,
    /// `theta0` and `theta1`, −10⁶ to 10⁶; 0.
    pub start: Theta,
}

/// What each setting may be. `window` is not among them: the page sets it while a start is moved.
pub(super) fn limits() -> Value {
    let batch = vec![
        ("min", 1.0.into()),
        ("max", (MAX_SAMPLES as f64).into()),
        ("default", ALL.into()),
        ("whole", Value::Bool(true)),
    ];
    let numbers = [&SAMPLES, &NOISE, &SEED, &SLOPE, &INTERCEPT, &ETA, &THETA[0], &THETA[1], &STEP];
    let others = [
        ("data", Value::choices(Some(DATA))),
        ("points", Value::default_of(POINTS)),
        ("batch", Value::object(batch)),
        ("paths", Value::default_of(Value::List(Vec::new()))),
    ];
    Value::object(others.into_iter().chain(numbers.map(|number| (number.name, number.into()))).collect())
}

impl Settings {
    pub(super) fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let seed = fields.setting(&SEED)? as u64;
        let (points, frame) = points(&mut fields, seed)?;
        let standard = Plan { batch: None, eta: ETA.default, start: THETA.map(|theta| theta.default) };
        let plan = plan(&mut fields, standard)?;
        let paths = fields.list("paths", "paths")?.unwrap_or_default();
        if paths.len() > MAX_PATHS {
            return Err(Error::config("paths", Reason::count(paths.len(), "paths", 0, MAX_PATHS)));
        }
        let others = each(paths, |at, path| other(at, path, plan))?;
        let window = window_of_points(&mut fields)?;
        let step = fields.setting(&STEP)? as u64;
        fields.finish()?;
        Ok(Self { task: Task { points, frame, seed, plan, others }, window, step })
    }
}

/// The points, and the part of the plane that holds them.
fn points(fields: &mut Fields, seed: u64) -> Result<(Vec<Point>, Window)> {
    let source = fields.choice("data")?.unwrap_or(DATA);
    let text = fields.text("points")?.unwrap_or(POINTS);
    let samples = fields.setting(&SAMPLES)? as usize;
    let noise = fields.setting(&NOISE)? / 100.0;
    let line = [fields.setting(&INTERCEPT)?, fields.setting(&SLOPE)?];
    let (data, points) = match source {
        Source::Line => return Ok(drawn(samples, noise, line, seed)),
        Source::Lecture => {
            let data = DatasetConfig { name: DatasetName::Lecture, ..DatasetConfig::default() }.generate()?;
            let points = data.x.iter().zip(&data.y).map(|(x, y)| [*x, *y].map(as_written)).collect();
            (data, points)
        }
        Source::Custom => {
            let OwnPoints { data, rows } = OwnPoints::parse(text)?;
            // The text counts, which may have more digits than the data set.
            let number = |row: &[String], at: usize| row.get(at).and_then(|text| parse_fraction(text)).unwrap_or(0.0);
            (data, rows.iter().map(|(_, row)| [number(row, 0), number(row, 1)]).collect())
        }
    };
    if data.inputs != 1 || data.problem != Problem::Regression {
        let reason = Reason::special("two_numbers", Vec::new(), "a point needs two numbers: x, y");
        return Err(Error::config("points", reason));
    }
    Ok((points, [data.domain.x, data.domain.y]))
}

/// `batch`, `eta`, `theta0` and `theta1`; what is missing is as in `standard`.
fn plan(fields: &mut Fields, standard: Plan) -> Result<Plan> {
    let batch = match fields.take("batch") {
        None => standard.batch,
        Some(Value::Text(word)) if word.eq_ignore_ascii_case(ALL) => None,
        Some(Value::Number(number)) if number.fract() == 0.0 && (1.0..=MAX_SAMPLES as f64).contains(number) => {
            Some(*number as usize)
        }
        Some(other) => {
            let message = format!("{other} is neither \"{ALL}\" nor a whole number from 1 to {MAX_SAMPLES}");
            let values = vec![("value", Value::Text(other.to_string())), ("high", (MAX_SAMPLES as f64).into())];
            return Err(fields.error("batch", Reason::special("batch", values, message)));
        }
    };
    let mut number = |setting: &NumberSetting, default| fields.setting(&NumberSetting { default, ..*setting });
    let eta = number(&ETA, standard.eta)?;
    let start = [number(&THETA[0], standard.start[0])?, number(&THETA[1], standard.start[1])?];
    Ok(Plan { batch, eta, start })
}

/// One of the other paths.
fn other(at: usize, value: &Value, main: Plan) -> Result<Plan> {
    let mut fields = Fields::new(&format!("paths[{at}]"), value)?;
    let plan = plan(&mut fields, main)?;
    fields.finish()?;
    Ok(plan)
}

/// Points about the line of θ: x ~ U(−0.5, 2.5), y = θ0 + θ1 x + 4z N(0, 1), z being the noise from 0 to 0.5. They are
/// rounded, x to two decimals and y to three (to more if the line is very flat and low), so that the numbers shown are exact and
/// can be computed with by hand.
fn drawn(samples: usize, noise: f64, [intercept, slope]: Theta, seed: u64) -> (Vec<Point>, Window) {
    let mut rng = Rng::new(seed, Stream::Data);
    let mut parts = 1000.0;
    while (intercept.abs() + slope.abs() + noise) * parts < 100.0 && parts < 1e12 {
        parts *= 10.0;
    }
    // The same random numbers for any line and any noise.
    let mut point = || {
        let x = rounded(rng.uniform(DRAWN[0], DRAWN[1]), 100.0);
        [x, rounded(intercept + slope * x + 4.0 * noise * rng.normal(), parts)]
    };
    let points: Vec<Point> = (0..samples).map(|_| point()).collect();
    let y: Vec<f64> = points.iter().map(|[_, y]| *y).collect();
    (points, [range_around(&DRAWN), range_around(&y)])
}

/// Rounds to the nearest multiple of 1 / `parts`.
fn rounded(number: f64, parts: f64) -> f64 {
    // Plus a half and cut off: WebAssembly has no instruction that rounds as `round` does.
    (number * parts + 0.5).floor() / parts
}
