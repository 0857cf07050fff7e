//! Why not all answers are right, from the places to which the points have moved.

use super::{
    settings::{Hidden, Task, Way},
    shown::{Line, Point},
};
use serde::Serialize;

/// Points as near as that, as a fraction of the hidden plane's width, are at the same place to the eye.
const NEAR: f64 = 0.05;
/// Below this derivative a hidden unit is saturated.
const SATURATED: f64 = 0.05;
/// Lines with a smaller angle between them, in degrees, are as good as parallel.
const PARALLEL: f64 = 5.0;

/// A reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorWhy"))]
pub enum Why {
    /// The hidden units are steps: their derivative is 0, so that they cannot learn.
    Step,
    /// Two points with different targets are at the same place of the hidden plane.
    Merged,
    /// No two are, but no line separates them there: the hidden units only copy the inputs or negate them.
    Copied,
    /// One line would do in the hidden plane, but the output's is another one.
    Output,
    /// Wherever an answer is wrong, both hidden units are saturated.
    Saturated,
    /// Both hidden lines have nearly the same direction.
    Parallel,
}

/// Why not all answers are right.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorDiagnosis"))]
pub struct Diagnosis {
    /// What holds, the most telling first.
    pub reasons: Vec<Why>,
    /// The two points with different targets that are nearest to each other in the hidden plane.
    pub pair: [usize; 2],
    /// How far apart they are there.
    pub distance: f64,
    /// The largest derivative of a hidden unit where an answer is wrong.
    pub slope: f64,
    /// The angle between the hidden lines, 0 to 90 degrees; null where one of them is none.
    pub angle: Option<f64>,
}

/// The distance of two points in the hidden plane.
pub(super) fn distance(one: &Point, other: &Point) -> f64 {
    let [across, up] = [0, 1].map(|unit| one.h[unit] - other.h[unit]);
    (across * across + up * up).sqrt()
}

/// Whether points so far apart are at the same place, where the hidden plane is so wide.
pub(super) fn is_near(distance: f64, width: f64) -> bool {
    distance <= NEAR * width
}

impl Diagnosis {
    /// `width` is that between the values of the hidden units.
    pub(super) fn new(points: &[Point], hidden: &[Line], width: f64, task: &Task) -> Option<Self> {
        let learns = task.way == Way::Learnt;
        // By its name: the derivative of tanh, too, rounds to 0 where z is large.
        let is_step = task.activation == Hidden::Heaviside;
        let wrong = || points.iter().filter(|point| !point.right);
        wrong().next()?;
        let pairs = (0..points.len()).flat_map(|one| (one + 1..points.len()).map(move |other| [one, other]));
        let of_pair = |[one, other]: [usize; 2]| ([one, other], distance(&points[one], &points[other]));
        let (pair, distance) = pairs
            .filter(|[one, other]| points[*one].target != points[*other].target)
            .map(of_pair)
            .min_by(|(_, one), (_, other)| one.total_cmp(other))?;
        let slope = wrong().flat_map(|point| point.slopes).fold(0.0, |most: f64, slope| most.max(slope.abs()));
        let angle = angle(hidden);
        let is_merged = is_near(distance, width);
        // Four points at four corners, with the targets of XOR.
        let is_copied =
            !learns && !is_merged && (0..4).all(|at| !(at + 1..4).any(|other| points[at].h == points[other].h));
        let reasons = [
            (Why::Step, learns && is_step),
            (Why::Merged, is_merged),
            (Why::Copied, is_copied),
            (Why::Output, !learns && !is_merged && !is_copied),
            (Why::Saturated, learns && !is_step && slope < SATURATED),
            (Why::Parallel, learns && angle.is_some_and(|angle| angle < PARALLEL)),
        ];
        let reasons = reasons.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect();
        Some(Self { reasons, pair, distance, slope, angle })
    }
}

/// The angle between two lines, in degrees.
fn angle(hidden: &[Line]) -> Option<f64> {
    let [one, other] = hidden else { return None };
    let [_, a, b] = one.weights;
    let [_, c, d] = other.weights;
    // From sine and cosine: exact where they are parallel.
    let (across, along) = ((a * d - b * c).abs(), (a * c + b * d).abs());
    (across > 0.0 || along > 0.0).then(|| libm::atan2(across, along).to_degrees())
}
