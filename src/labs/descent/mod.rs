//! L5: a line is fitted by steps down the gradient, of all points, of a mini-batch, or of a single one.
//!
//! h(x) = θ0 + θ1 x, and J_I(θ) = 1/(2|I|) Σ (h(x) − y)² over a random subset I of the points, drawn for every step. Keras's
//! mean squared error has no 1/2: it is 2 J, so that Keras takes the same steps with half the rate.
//!
//! # Settings
//! | key | values | default |
//! |---|---|---|
//! | `data` | `line` `lecture` `custom` | `line` |
//! | `points` | the text of `custom`, a point a line: `x, y`; up to 500 | |
//! | `samples` `noise` `seed` | of `line`: 10 to 500; 0 to 50 (%); 0 to 2⁵³ − 1, also for the subsets | 40; 15; 0 |
//! | `slope` `intercept` | of `line`: −10⁶ to 10⁶ | 1.5; 1 |
//! | `batch` | `all`, or how many points a step looks at; more than there are mean all | `all` |
//! | `eta` | the rate η, 0 to 1000 | 0.01 |
//! | `theta0` `theta1` | the start, −10⁶ to 10⁶ | 0; 0 |
//! | `step` | steps done so far, 0 to 20 000 | 0 |
//! | `paths` | up to 8 other runs: `[{ batch, eta, theta0, theta1 }]`, each by default as the main one | none |
//! | `window` | `[left, right, bottom, top]` of the picture of J over (θ0, θ1) | holds the runs |
//!
//! # What `show` gives
//! - `data`: `{ window, points, line, best }`: `[[left, right], [bottom, top]]`; `[{ x, y, prediction, drawn }]`, whether a
//!   point is in the batch; the two ends of the line of θ in that window, or null; those of the best line.
//! - `run`, the main one, and `paths`, the others: `{ batch, eta, keras_rate, step, status, theta, j, mse, path }`, with
//!   `batch` as in the settings; the rate with which Keras's SGD takes the same steps on its mean squared error; the steps that
//!   were done, which may be fewer than were asked for; `running`, `converged` (J is within 10⁻¹² of its least, measured by what
//!   it was), or `diverged` (the next step would make J larger than 10¹² times what it was: `theta` is the last before); J of
//!   all points and its double; and `path`: `{ step, theta0, theta1, j }`, four lists, of at most about 1100 steps: the
//!   first, those in even distances, and each of the last 32.
//! - `batch`: what the next step of the main run does:
//!   `{ indexes, j, mse, gradient, change, next, terms, omitted }`: J_I, its double, ∂J_I/∂θ, −η times that, θ after it; and of
//!   the first ten points `{ index, x, y, prediction, error, products }`, where `products` is (h(x) − y) and (h(x) − y) x,
//!   whose means are the gradient; and how many points were left out of the list.
//! - `full`: `{ gradient, change }`, the same of all points.
//! - `optimum`: `{ theta, j, mse, unique }`, from the normal equations; not unique where all x are the same.
//! - `hessian` of J, its `eigenvalues`, the smaller one first, and `largest_eta`: 2/λ_max, below which steps of all points
//!   converge, and above which they diverge.
//! - `factors`: 1 − ηλ for each eigenvalue: by so much a step of all points multiplies the distance from the optimum along
//!   that axis of the bowl.
//! - `window` and `levels`: those of the picture, with J at each level.
//! - `arrow_rate`: a round rate; the arrows of both gradients are well seen in the picture if they are as long as its steps.
//!
//! `surface` is J over (θ0, θ1).

mod cost;
mod run;
mod settings;

use super::geometry::{HalfPlane, Window, corners, count, list, pairs};
use crate::data::range_around;
use crate::plot::contour::Contours;
use cost::{Bowl, Theta, cost, gradient, line};
use run::{Plan, Run, Subsets, chosen, moved};
use settings::Settings;
pub use settings::{MAX_PATHS, MAX_STEPS};
use value::{Result, Value};

/// The most terms of a gradient that are listed.
const MOST_TERMS: usize = 10;
/// The picture is made larger, to hold a run that goes astray, at most so many times.
const FARTHEST: f64 = 4.0;
/// How many levels the picture has, and how much of the excess over the least J each has of the next one's.
const LEVELS: usize = 12;
const RATIO: f64 = 0.55;
/// As much of the picture, in either direction, as the arrow of a gradient may take up; and times the largest rate with
/// whose steps it may be drawn: a gradient that vanishes is to be seen to vanish.
const ARROW: f64 = 0.25;
const LONGEST: f64 = 5.0;

super::at_once!(DescentLab, "descent", show, Some(surface));

/// Everything that is computed from the settings.
struct Descent {
    settings: Settings,
    bowl: Bowl,
    run: Run,
    paths: Vec<Run>,
}

impl Descent {
    fn new(settings: &Value) -> Result<Self> {
        let settings = Settings::parse(settings)?;
        let bowl = Bowl::new(&settings.points);
        let run = |plan: &Plan| Run::new(&settings.points, &bowl, *plan, settings.seed, settings.step);
        let (main, paths) = (run(&settings.plan), settings.others.iter().map(run).collect());
        Ok(Self { bowl, run: main, paths, settings })
    }

    /// What is to be seen of (θ0, θ1): the optimum in the middle, and room for every start and for all that a stable run of
    /// the full batch does. So it keeps still while they go on; unless a run leaves it, which makes it twice or four times
    /// as large.
    fn window(&self) -> Window {
        if let Some(window) = self.settings.window {
            return window;
        }
        let Self { settings, bowl, .. } = self;
        // Something to see also where a run starts at the optimum.
        let [[flat, _], [_, steep]] = bowl.hessian();
        let wide = |curvature: f64| if curvature > 0.0 { (0.08 * bowl.level / curvature).sqrt() } else { 0.0 };
        let mut reach = [wide(flat), wide(steep)];
        for plan in [&settings.plan].into_iter().chain(&settings.others) {
            let own = bowl.reach(plan.start);
            reach = [reach[0].max(own[0]), reach[1].max(own[1])];
        }
        let near = |part: f64, optimum: f64, reach: f64| (part - optimum).abs() <= 1.1 * reach;
        let mut seen = 1.0;
        for (_, [theta0, theta1]) in self.paths.iter().chain([&self.run]).flat_map(|run| &run.path) {
            let [best0, best1] = bowl.optimum;
            while seen < FARTHEST && !(near(*theta0, best0, seen * reach[0]) && near(*theta1, best1, seen * reach[1])) {
                seen *= 2.0;
            }
        }
        let range = |middle: f64, reach: f64| range_around(&[middle - seen * reach, middle + seen * reach]);
        [range(bowl.optimum[0], reach[0]), range(bowl.optimum[1], reach[1])]
    }

    /// The rate with whose steps these gradients are drawn: so that they can be seen, unless next to nothing is left of them.
    fn arrow_rate(&self, window: Window, gradients: [Theta; 2]) -> f64 {
        let mut rate = LONGEST * self.bowl.largest_rate();
        for slopes in gradients {
            for (slope, [low, high]) in slopes.into_iter().zip(window) {
                rate = rate.min(ARROW * (high - low) / slope.abs());
            }
        }
        round_down(rate)
    }

    /// Heights at which the picture changes its colour, rising: the nearer to the least J, the closer.
    fn levels(&self, window: Window) -> Vec<f64> {
        let highest = corners(window).into_iter().map(|corner| self.bowl.excess(corner)).fold(0.0, f64::max);
        let mut levels = Vec::with_capacity(LEVELS);
        let mut excess = highest * RATIO;
        for _ in 0..LEVELS {
            levels.push(self.bowl.least + excess);
            excess *= RATIO;
        }
        levels.reverse();
        levels
    }

    /// The points, and which of them the next step looks at.
    fn data(&self, indexes: &[usize]) -> Value {
        let Settings { points, frame, .. } = &self.settings;
        let (mut rows, mut next) = (points.iter().enumerate(), indexes.iter().peekable());
        let points = Value::list(&mut || {
            let (index, [x, y]) = rows.next()?;
            let drawn = next.next_if(|drawn| **drawn == index).is_some();
            Some(Value::object(vec![
                ("x", (*x).into()),
                ("y", (*y).into()),
                ("prediction", line(self.run.theta, *x).into()),
                ("drawn", Value::Bool(drawn)),
            ]))
        });
        Value::object(vec![
            ("window", pairs(frame)),
            ("points", points),
            ("line", seen(self.run.theta, *frame)),
            ("best", seen(self.bowl.optimum, *frame)),
        ])
    }

    /// A run and its path.
    fn run(&self, plan: &Plan, run: &Run) -> Value {
        let j = self.bowl.cost(run.theta);
        let column = |of: &dyn Fn(&(usize, Theta)) -> f64| list(&run.path.iter().map(of).collect::<Vec<_>>());
        let path = Value::object(vec![
            ("step", column(&|(step, _)| *step as f64)),
            ("theta0", column(&|(_, [theta0, _])| *theta0)),
            ("theta1", column(&|(_, [_, theta1])| *theta1)),
            ("j", column(&|(_, theta)| self.bowl.cost(*theta))),
        ]);
        Value::object(vec![
            ("batch", plan.batch.map_or("all".into(), count)),
            ("eta", plan.eta.into()),
            ("keras_rate", (plan.eta / 2.0).into()),
            ("step", count(run.step)),
            ("status", run.status.name().into()),
            ("theta", run.theta.into()),
            ("j", j.into()),
            ("mse", (2.0 * j).into()),
            ("path", path),
        ])
    }

    /// What the next step of the main run does.
    fn batch(&self, indexes: &[usize]) -> Value {
        let Settings { points, plan, .. } = &self.settings;
        let theta = self.run.theta;
        let slopes = gradient(chosen(points, indexes), theta);
        let j = cost(&mut chosen(points, indexes), theta);
        let mut rows = indexes.iter().zip(chosen(points, indexes)).take(MOST_TERMS);
        let terms = Value::list(&mut || {
            let (index, [x, y]) = rows.next()?;
            let prediction = line(theta, x);
            let error = prediction - y;
            Some(Value::object(vec![
                ("index", count(*index)),
                ("x", x.into()),
                ("y", y.into()),
                ("prediction", prediction.into()),
                ("error", error.into()),
                ("products", [error, error * x].into()),
            ]))
        });
        Value::object(vec![
            ("indexes", list(&indexes.iter().map(|index| *index as f64).collect::<Vec<_>>())),
            ("j", j.into()),
            ("mse", (2.0 * j).into()),
            ("gradient", slopes.into()),
            ("change", slopes.map(|slope| -plan.eta * slope).into()),
            ("next", moved(theta, plan.eta, slopes).into()),
            ("terms", terms),
            ("omitted", count(indexes.len().saturating_sub(MOST_TERMS))),
        ])
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above this number.
fn round_down(number: f64) -> f64 {
    // Powers of ten are exact, their inverses are not: small numbers are divided by one.
    let (mut times, mut over) = (1.0, 1.0);
    while times * 10.0 <= number {
        times *= 10.0;
    }
    while number * over < 1.0 && over < 1e300 {
        over *= 10.0;
    }
    let near = [5.0, 2.0].into_iter().find(|digit| digit * times / over <= number);
    near.unwrap_or(1.0) * times / over
}

/// The ends of a line in a window, if it passes through it.
fn seen([theta0, theta1]: Theta, window: Window) -> Value {
    // θ0 + θ1 x − y = 0
    HalfPlane([theta0, theta1, -1.0]).border(window).map_or(Value::Null, |ends| pairs(&ends))
}

fn show(settings: &Value) -> Result<Value> {
    let descent = Descent::new(settings)?;
    let Descent { settings, bowl, run, paths } = &descent;
    let mut subsets = Subsets::new(settings.points.len(), settings.plan.batch, settings.seed);
    let indexes = subsets.draw(run.step);
    let full = gradient(settings.points.iter().copied(), run.theta);
    let window = descent.window();
    let mut others = settings.others.iter().zip(paths);
    Ok(Value::object(vec![
        ("data", descent.data(indexes)),
        ("run", descent.run(&settings.plan, run)),
        ("paths", Value::list(&mut || others.next().map(|(plan, run)| descent.run(plan, run)))),
        ("batch", descent.batch(indexes)),
        (
            "full",
            Value::object(vec![
                ("gradient", full.into()),
                ("change", full.map(|slope| -settings.plan.eta * slope).into()),
            ]),
        ),
        (
            "optimum",
            Value::object(vec![
                ("theta", bowl.optimum.into()),
                ("j", bowl.least.into()),
                ("mse", (2.0 * bowl.least).into()),
                ("unique", Value::Bool(bowl.variance > 0.0)),
            ]),
        ),
        ("hessian", pairs(&bowl.hessian())),
        ("eigenvalues", bowl.eigenvalues().into()),
        ("largest_eta", bowl.largest_rate().into()),
        ("factors", bowl.eigenvalues().map(|eigenvalue| 1.0 - settings.plan.eta * eigenvalue).into()),
        ("window", pairs(&window)),
        ("levels", list(&descent.levels(window))),
        (
            "arrow_rate",
            descent.arrow_rate(window, [full, gradient(chosen(&settings.points, indexes), run.theta)]).into(),
        ),
    ]))
}

fn surface(settings: &Value) -> Result<Contours> {
    let descent = Descent::new(settings)?;
    let window = descent.window();
    let (bowl, levels) = (descent.bowl, descent.levels(window));
    Ok(Contours { height: Box::new(move |theta0, theta1| bowl.cost([theta0, theta1])), window, levels, samples: None })
}
