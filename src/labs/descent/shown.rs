//! The output of the lab: the points and the line, the paths on the surface of J, and what the next step does.

use super::{
    Plan, Run, Settings, Status, Task,
    cost::{Bowl, Theta, all, cost, gradient, line},
    path::{Path, moved},
};
use crate::{
    data::range_around,
    labs::geometry::{HalfPlane, Point, Window, corners},
    nn::python,
};
use serde::Serialize;

/// The most terms of a gradient that are listed.
const MAX_TERMS: usize = 10;
/// The picture is made larger, to hold a path that goes astray, at most so many times.
const FARTHEST: f64 = 4.0;
/// How many levels the picture has, and the ratio of a level's excess over the least J to that of the next one.
const LEVELS: usize = 12;
const RATIO: f64 = 0.55;
/// The largest fraction of the picture, in either direction, that the arrow of a gradient takes up; and the largest rate with
/// whose steps it is drawn, in largest stable rates: a gradient that vanishes is to be seen to vanish.
const ARROW: f64 = 0.25;
const LONGEST: f64 = 5.0;

/// The output of the lab.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentShown"))]
pub struct Shown {
    /// The points and the line.
    pub data: Data,
    /// The main path.
    pub run: ShownPath,
    /// The others.
    pub paths: Vec<ShownPath>,
    /// What the next step of the main path does.
    pub batch: Batch,
    /// The same with all points.
    pub full: FullBatch,
    /// Where J is least.
    pub optimum: Optimum,
    /// The second derivatives of J.
    pub hessian: [[f64; 2]; 2],
    /// Its eigenvalues, the smaller one first.
    pub eigenvalues: [f64; 2],
    /// 2/λ_max: with a smaller rate steps of all points converge, with a larger one they diverge.
    pub largest_eta: f64,
    /// 1 − ηλ for each eigenvalue: a step of all points multiplies the distance from the optimum along that axis by it.
    pub factors: [f64; 2],
    /// The part of (θ0, θ1) in the picture.
    pub window: Window,
    /// J at each level of the picture, rising.
    pub levels: Vec<f64>,
    /// A round rate with whose steps the arrows of both gradients are drawn, so that they fit and can be seen.
    pub arrow_rate: f64,
}

/// The points and the line.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentData"))]
pub struct Data {
    /// The picture: `[[left, right], [bottom, top]]`.
    pub window: Window,
    /// All points.
    pub points: Vec<ShownPoint>,
    /// The ends of the line of θ in the window; null where it does not pass through.
    pub line: Option<[Point; 2]>,
    /// Those of the best line.
    pub best: Option<[Point; 2]>,
}

/// A point.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentPoint"))]
pub struct ShownPoint {
    /// x.
    pub x: f64,
    /// y.
    pub y: f64,
    /// h(x).
    pub prediction: f64,
    /// Whether it is in the batch of the next step.
    pub drawn: bool,
}

/// A path, as far as it has come.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentPath"))]
pub struct ShownPath {
    /// How many points a step looks at, as in the settings.
    pub batch: BatchSize,
    /// The rate η.
    pub eta: f64,
    /// The rate with which Keras's SGD takes the same steps on its mean squared error …
    pub keras_rate: f64,
    /// … and that optimizer in Python.
    pub keras_code: String,
    /// Steps done: fewer than requested if it has diverged.
    pub step: u64,
    /// Its status.
    pub status: Status,
    /// Its θ.
    pub theta: Theta,
    /// J of all points there …
    pub j: f64,
    /// … and its double.
    pub mse: f64,
    /// Its previous positions.
    pub path: Trail,
}

/// How many points a step looks at.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentBatchSize"))]
pub enum BatchSize {
    /// So many; all, if there are no more.
    Points(usize),
    /// All of them.
    All(All),
}

/// The word for all points.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentAll"))]
pub enum All {
    /// All of them.
    All,
}

/// Where a path has been: its start, steps at equal distances, and each of the last 32; at most about 1100 of them.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentTrail"))]
pub struct Trail {
    /// `[kept]`, rising.
    pub step: Vec<u64>,
    /// `[kept]`.
    pub theta0: Vec<f64>,
    /// `[kept]`.
    pub theta1: Vec<f64>,
    /// J of all points: `[kept]`.
    pub j: Vec<f64>,
}

/// A step of the points in a batch.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentBatch"))]
pub struct Batch {
    /// The points in the batch, rising.
    pub indexes: Vec<usize>,
    /// J_I, the cost of these points …
    pub j: f64,
    /// … and its double.
    pub mse: f64,
    /// ∂J_I/∂θ.
    pub gradient: Theta,
    /// −η times that.
    pub change: Theta,
    /// θ after it.
    pub next: Theta,
    /// What the gradient is the mean of, for the first ten points.
    pub terms: Vec<Term>,
    /// The number of points that are left out of the list.
    pub omitted: usize,
}

/// What a point adds to the gradient.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentTerm"))]
pub struct Term {
    /// Which of the points it is.
    pub index: usize,
    /// x.
    pub x: f64,
    /// y.
    pub y: f64,
    /// h(x).
    pub prediction: f64,
    /// h(x) − y.
    pub error: f64,
    /// h(x) − y, and (h(x) − y) x.
    pub products: [f64; 2],
}

/// A step of all points.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentFullBatch"))]
pub struct FullBatch {
    /// ∂J/∂θ.
    pub gradient: Theta,
    /// −η times that.
    pub change: Theta,
}

/// The minimum of J, from the normal equations.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentOptimum"))]
pub struct Optimum {
    /// θ there.
    pub theta: Theta,
    /// J there …
    pub j: f64,
    /// … and its double.
    pub mse: f64,
    /// Whether it is the only one: not where all x are the same.
    pub unique: bool,
}

impl Shown {
    pub(super) fn new(settings: &Settings, run: &Run) -> Self {
        let Settings { task: Task { points, plan, others, .. }, .. } = settings;
        let bowl = &run.bowl;
        let full = gradient(points, &all(points), run.main.theta());
        let batch = Batch::new(points, plan.eta, &run.main);
        let window = window(settings, run);
        Self {
            data: Data::new(&settings.task, run, &batch.indexes),
            run: ShownPath::new(plan, &run.main, bowl),
            paths: others.iter().zip(&run.others).map(|(plan, path)| ShownPath::new(plan, path, bowl)).collect(),
            optimum: Optimum { theta: bowl.optimum, j: bowl.least, mse: 2.0 * bowl.least, unique: bowl.variance > 0.0 },
            hessian: bowl.hessian(),
            eigenvalues: bowl.eigenvalues(),
            largest_eta: bowl.largest_rate(),
            factors: bowl.eigenvalues().map(|eigenvalue| 1.0 - plan.eta * eigenvalue),
            window,
            levels: levels(bowl, window),
            arrow_rate: arrow_rate(bowl, window, [full, batch.gradient]),
            batch,
            full: FullBatch { gradient: full, change: full.map(|slope| -plan.eta * slope) },
        }
    }
}

impl Data {
    fn new(Task { points, frame, .. }: &Task, run: &Run, batch: &[usize]) -> Self {
        let theta = run.main.theta();
        let mut next = batch.iter().peekable();
        let point = |(index, [x, y]): (usize, &Point)| ShownPoint {
            x: *x,
            y: *y,
            prediction: line(theta, *x),
            drawn: next.next_if(|drawn| **drawn == index).is_some(),
        };
        // θ0 + θ1 x − y = 0
        let ends = |[theta0, theta1]: Theta| HalfPlane([theta0, theta1, -1.0]).border(*frame);
        Self {
            window: *frame,
            points: points.iter().enumerate().map(point).collect(),
            line: ends(theta),
            best: ends(run.bowl.optimum),
        }
    }
}

impl ShownPath {
    fn new(plan: &Plan, path: &Path, bowl: &Bowl) -> Self {
        let j = bowl.cost(path.theta());
        let column = |of: &dyn Fn(Theta) -> f64| path.kept().map(|(_, theta)| of(theta)).collect();
        Self {
            batch: plan.batch.map_or(BatchSize::All(All::All), BatchSize::Points),
            eta: plan.eta,
            keras_rate: plan.eta / 2.0,
            keras_code: format!("SGD(learning_rate={})", python::float(plan.eta / 2.0)),
            step: path.step(),
            status: path.status(bowl),
            theta: path.theta(),
            j,
            mse: 2.0 * j,
            path: Trail {
                step: path.kept().map(|(step, _)| step).collect(),
                theta0: column(&|[theta0, _]| theta0),
                theta1: column(&|[_, theta1]| theta1),
                j: column(&|theta| bowl.cost(theta)),
            },
        }
    }
}

impl Batch {
    fn new(points: &[Point], eta: f64, path: &Path) -> Self {
        let (indexes, theta) = (path.batch(), path.theta());
        let slopes = gradient(points, &indexes, theta);
        let j = cost(points, &indexes, theta);
        let term = |index: &usize| {
            let [x, y] = points[*index];
            let prediction = line(theta, x);
            let error = prediction - y;
            Term { index: *index, x, y, prediction, error, products: [error, error * x] }
        };
        Self {
            j,
            mse: 2.0 * j,
            gradient: slopes,
            change: slopes.map(|slope| -eta * slope),
            next: moved(theta, eta, slopes),
            terms: indexes.iter().take(MAX_TERMS).map(term).collect(),
            omitted: indexes.len().saturating_sub(MAX_TERMS),
            indexes,
        }
    }
}

/// What is to be seen of (θ0, θ1): the optimum in the middle, and room for every start and for all that a stable path of the
/// full batch does. So it keeps still while they go on; unless a path leaves it, which makes it twice or four times as large.
pub(super) fn window(Settings { task, window, .. }: &Settings, run: &Run) -> Window {
    if let Some(window) = window {
        return *window;
    }
    let bowl = &run.bowl;
    // Something to see also where a path starts at the optimum.
    let [[flat, _], [_, steep]] = bowl.hessian();
    let wide = |curvature: f64| if curvature > 0.0 { (0.08 * bowl.level / curvature).sqrt() } else { 0.0 };
    let mut reach = [wide(flat), wide(steep)];
    for plan in task.others.iter().chain([&task.plan]) {
        let own = bowl.reach(plan.start);
        reach = [reach[0].max(own[0]), reach[1].max(own[1])];
    }
    let mut seen = 1.0;
    for [across, up] in run.paths().map(Path::farthest) {
        while seen < FARTHEST && (across > 1.1 * seen * reach[0] || up > 1.1 * seen * reach[1]) {
            seen *= 2.0;
        }
    }
    let range = |middle: f64, reach: f64| range_around(&[middle - seen * reach, middle + seen * reach]);
    [range(bowl.optimum[0], reach[0]), range(bowl.optimum[1], reach[1])]
}

/// Heights at which the picture changes its colour, rising: the nearer to the least J, the closer.
pub(super) fn levels(bowl: &Bowl, window: Window) -> Vec<f64> {
    let highest = corners(window).into_iter().map(|corner| bowl.excess(corner)).fold(0.0, f64::max);
    let mut excess = highest;
    let mut levels = [0.0; LEVELS];
    for level in levels.iter_mut().rev() {
        excess *= RATIO;
        *level = bowl.least + excess;
    }
    levels.to_vec()
}

/// The rate with whose steps these gradients are drawn.
fn arrow_rate(bowl: &Bowl, window: Window, gradients: [Theta; 2]) -> f64 {
    let sizes = gradients.iter().flat_map(|slopes| slopes.iter().zip(window));
    let rates = sizes.map(|(slope, [low, high])| ARROW * (high - low) / slope.abs());
    round_down(rates.fold(LONGEST * bowl.largest_rate(), f64::min))
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
