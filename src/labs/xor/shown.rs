//! The output of the lab.

use super::{
    INPUTS, Run, TARGETS, batch,
    code::code,
    diagnosis::{Diagnosis, distance, is_near},
    gates::gate,
    listed, of_unit, passes,
    settings::{Hidden, Task, WEIGHTS, Way, of_whole, whole},
};
use crate::labs::geometry::{self, HalfPlane, Window, corners};
use serde::Serialize;
use value::Choice;

/// The window of the inputs, and of hidden units from 0 to 1.
const UNIT: Window = [[-0.5, 1.5], [-0.5, 1.5]];
/// The window of hidden units from −1 to 1.
const SIGNED: Window = [[-1.8, 1.8], [-1.8, 1.8]];
/// With a smaller gradient the loss hardly falls any more.
const STILL: f64 = 0.01;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorStatus"))]
pub enum Status {
    /// All four answers are right.
    Solved,
    /// Not all are. Of what is learnt: the next step may change that.
    Unsolved,
    /// The gradient is nearly 0, but all answers will be right at a later step, or no reason is known why not.
    Plateau,
    /// The gradient is nearly 0, for a reason that is told, and at none of the steps to come are all answers right.
    Stuck,
}

/// A unit: the line by which it cuts its plane, and what it computes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorLine"))]
pub struct Line {
    /// w₀, w₁, w₂.
    pub weights: [f64; 3],
    /// What it computes of x₁ and x₂: `or`, `nand`, …
    pub gate: &'static str,
    /// Where z = 0, by its ends at the edges of the window; null where that is not seen.
    pub border: Option<[geometry::Point; 2]>,
    /// Where z ≥ 0, as a polygon.
    pub half: Vec<geometry::Point>,
}

/// One of the four examples.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorPoint"))]
pub struct Point {
    /// x₁ and x₂.
    pub x: [f64; 2],
    /// x₁ XOR x₂.
    pub target: u8,
    /// The weighted sums of the hidden units.
    pub z: [f64; 2],
    /// Their outputs: where the point is in the hidden plane.
    pub h: [f64; 2],
    /// Their derivatives.
    pub slopes: [f64; 2],
    /// The weighted sum of the output.
    pub sum: f64,
    /// ŷ.
    pub output: f64,
    /// The answer: 1 if ŷ ≥ ½.
    pub answer: u8,
    /// Whether that is the target.
    pub right: bool,
    /// Its binary cross-entropy, of what is learnt.
    pub loss: Option<f64>,
}

/// The output of the lab.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "XorShown"))]
pub struct Shown {
    /// `hand` or `learnt`.
    pub way: &'static str,
    /// The activation of the hidden units.
    pub hidden_activation: &'static str,
    /// How it stands.
    pub status: Status,
    /// Steps made.
    pub step: u64,
    /// As Keras lists them, `[w11, w12, w21, w22, b1, b2, v1, v2, c]`, where w12 is from x₁ to h₂.
    pub weights: [f64; WEIGHTS],
    /// The hidden units.
    pub hidden: Vec<Line>,
    /// The output.
    pub output: Line,
    /// 00, 01, 10 and 11.
    pub points: Vec<Point>,
    /// Points at the same place of the hidden plane, by their indices.
    pub together: Vec<Vec<usize>>,
    /// The picture of the inputs, `[[left, right], [bottom, top]]`.
    pub window: Window,
    /// The picture of the hidden units.
    pub hidden_window: Window,
    /// The mean loss, of what is learnt.
    pub loss: Option<f64>,
    /// Its derivatives by the weights, in their order, of what is learnt.
    pub gradient: Option<[f64; WEIGHTS]>,
    /// The length of the gradient.
    pub gradient_length: Option<f64>,
    /// Why not all answers are right; null if they are.
    pub diagnosis: Option<Diagnosis>,
    /// Keras's spelling, a line each.
    pub code: Vec<String>,
}

impl Shown {
    pub(super) fn new(task: &Task, run: &Run) -> Self {
        let machine = task.machine();
        let weights = listed(&machine, &run.weights);
        let by_hand = task.way == Way::Hand;
        let hidden_activation = if by_hand { Hidden::Heaviside } else { task.activation };
        let points = if by_hand { exact(&weights) } else { learnt(task, run) };
        let hidden_window = if hidden_activation == Hidden::Tanh { SIGNED } else { UNIT };
        let (middle, width) = if hidden_activation == Hidden::Tanh { (0.0, 2.0) } else { (0.5, 1.0) };
        let gate_of = |is_on: &dyn Fn(&Point) -> bool| {
            let mut answers = [false; 4];
            answers.iter_mut().zip(&points).for_each(|(answer, point)| *answer = is_on(point));
            gate(answers)
        };
        let hidden: Vec<_> = (0..2)
            .map(|unit| Line::new(of_unit(&run.weights, 0, unit), UNIT, gate_of(&|point| point.h[unit] >= middle)))
            .collect();
        let output = Line::new(of_unit(&run.weights, 1, 0), hidden_window, gate_of(&|point| point.answer == 1));
        let (loss, gradient) = if by_hand {
            (None, None)
        } else {
            let (loss, gradient) = machine.gradient(&run.weights, &batch());
            (Some(loss), Some(listed(&machine, &gradient)))
        };
        let gradient_length = gradient.map(|all| all.iter().map(|each| each * each).sum::<f64>().sqrt());
        let diagnosis = Diagnosis::new(&points, &hidden, width, task);
        let is_still = gradient_length.is_some_and(|length| length < STILL);
        let has_reason = diagnosis.as_ref().is_some_and(|diagnosis| !diagnosis.reasons.is_empty());
        let status = match () {
            () if diagnosis.is_none() => Status::Solved,
            () if is_still && has_reason && !run.will_be_solved(task) => Status::Stuck,
            () if is_still => Status::Plateau,
            () => Status::Unsolved,
        };
        Self {
            way: task.way.name(),
            hidden_activation: hidden_activation.name(),
            status,
            step: run.step,
            weights,
            hidden,
            output,
            together: together(&points, width),
            points,
            window: UNIT,
            hidden_window,
            loss,
            gradient,
            gradient_length,
            diagnosis,
            code: code(task, &listed(&machine, &run.initial), run.step),
        }
    }
}

impl Line {
    fn new(weights: [f64; 3], window: Window, gate: &'static str) -> Self {
        let half = HalfPlane(weights);
        Self { weights, gate, border: half.border(window), half: half.cut(&corners(window)) }
    }
}

/// Points at the same place, those with another one.
fn together(points: &[Point], width: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let near = |group: &&mut Vec<usize>| is_near(distance(&points[group[0]], point), width);
        match groups.iter_mut().find(near) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// The answers of steps, whose inputs are 0 and 1: sums of weights, which are exact in millionths.
fn exact(weights: &[f64; WEIGHTS]) -> Vec<Point> {
    let [w11, w12, w21, w22, b1, b2, v1, v2, c] = weights.map(whole);
    let on = |is: bool, weight: i64| if is { weight } else { 0 };
    let point = |(x, target): ([f64; 2], bool)| {
        let [x1, x2] = x.map(|x| x == 1.0);
        let z = [b1 + on(x1, w11) + on(x2, w21), b2 + on(x1, w12) + on(x2, w22)];
        let h = z.map(|z| z >= 0);
        let sum = c + on(h[0], v1) + on(h[1], v2);
        let answer = sum >= 0;
        Point {
            x,
            target: target.into(),
            z: z.map(of_whole),
            h: h.map(|h| f64::from(u8::from(h))),
            slopes: [0.0; 2],
            sum: of_whole(sum),
            output: f64::from(u8::from(answer)),
            answer: answer.into(),
            right: answer == target,
            loss: None,
        }
    };
    INPUTS.into_iter().zip(TARGETS).map(point).collect()
}

fn learnt(task: &Task, run: &Run) -> Vec<Point> {
    let machine = task.machine();
    let all = INPUTS.into_iter().zip(TARGETS).zip(passes(&machine, &run.weights));
    all.map(|((x, target), pass)| {
        let answer = super::is_on(&pass);
        Point {
            x,
            target: target.into(),
            z: [0, 1].map(|unit| pass.net[0][unit]),
            h: [0, 1].map(|unit| pass.out[0][unit]),
            slopes: [0, 1].map(|unit| machine.slope(&pass, 0, unit)),
            sum: pass.net[1][0],
            output: pass.out[1][0],
            answer: answer.into(),
            right: answer == target,
            loss: Some(pass.loss),
        }
    })
    .collect()
}
