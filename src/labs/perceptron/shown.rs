//! The output of the lab: the points and lines drawn, what each unit says, and what it will learn.

use super::{
    Ending, PerceptronLab, Rule, Run, Settings, StepFunction, Task,
    rule::{self, Perceptron, Weights},
};
use crate::labs::{
    Lab,
    geometry::{HalfPlane, Point, Window, corners, middle, shows},
};
use serde::Serialize;
use std::cmp::Ordering;
use value::Choice;

/// The output of the lab. Two classes have one unit, more classes a unit each.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronShown"))]
pub struct Shown {
    /// The picture: `[[left, right], [bottom, top]]`.
    pub window: Window,
    /// How many classes the points can have.
    pub classes: usize,
    /// Whether there is a w0.
    pub bias: bool,
    /// How an example changes a weight.
    pub rule: Rule,
    /// The learning rate η.
    pub eta: f64,
    /// The function that makes ŷ of z.
    pub step_function: StepFunction,
    /// The targets for "no" and "yes".
    pub coding: [i8; 2],
    /// All points, in the order in which they are learnt.
    pub points: Vec<ShownPoint>,
    /// The indexes of the points that the window does not show.
    pub outside: Vec<usize>,
    /// Examples learnt: fewer than requested, where it has converged before.
    pub step: u64,
    /// Complete passes.
    pub pass: u64,
    /// Examples learnt of the present pass.
    pub in_pass: u64,
    /// Examples so far that a unit was wrong about.
    pub updates: u64,
    /// How many mistakes there were in each pass.
    pub mistakes: Mistakes,
    /// How many points are classified wrongly by the weights as they are.
    pub wrong: usize,
    /// Its status.
    pub status: Status,
    /// What becomes of it within 100 000 steps; null where nothing does, and as long as that is not known.
    pub ending: Option<Outcome>,
    /// Whether it is known what becomes of it.
    pub foreseen: bool,
    /// The weights, as Keras lays them out: `[inputs + 1, units]`.
    pub weights: [Vec<f64>; 3],
    /// `[units]`.
    pub units: Vec<ShownUnit>,
    /// Where each class wins: `[classes]`.
    pub regions: Vec<Region>,
    /// The example in turn, and what learning it will do.
    pub example: Example,
    /// Both step functions, side by side.
    pub step_functions: Vec<ShownStepFunction>,
}

/// A point as the units see it now.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronPoint"))]
pub struct ShownPoint {
    /// x1.
    pub x: f64,
    /// x2.
    pub y: f64,
    /// The index of its class.
    pub class: usize,
    /// y of each unit: `[units]`.
    pub targets: Vec<i8>,
    /// ŷ of each unit: `[units]`.
    pub outputs: Vec<i8>,
    /// The class whose unit alone says yes; null where there is none.
    pub winner: Option<usize>,
    /// Whether every unit is correct.
    pub right: bool,
}

/// Mistakes of each pass.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronMistakes"))]
pub struct Mistakes {
    /// The pass, counted from 1, that `counts` begins with.
    pub first: u64,
    /// Of each complete pass how many examples were mistaken when their turn came, of the last 1000 passes.
    pub counts: Vec<u16>,
    /// Of the present pass so far.
    pub now: u16,
}

/// What has become of the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronStatus"))]
pub enum Status {
    /// They learn.
    Running,
    /// There was a pass without a mistake, so nothing will change any more.
    Converged,
    /// The weights at the end of a pass were there before, so they come again for ever.
    Cycle,
}

/// What becomes of the units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronOutcome"))]
pub enum Outcome {
    /// A pass without a mistake.
    Converged {
        /// Examples learnt at its end.
        step: u64,
        /// Its number, counted from 1.
        pass: usize,
    },
    /// The weights at the end of pass `first` (0 is the beginning) come back every `period` passes, for ever.
    Cycle {
        /// Examples learnt when they come back for the first time.
        step: u64,
        /// The pass.
        first: usize,
        /// Passes from one time to the next.
        period: usize,
    },
}

/// A unit and its line.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronUnit"))]
pub struct ShownUnit {
    /// w0, w1, w2.
    pub weights: [f64; 3],
    /// The ends of w0 + w1 x + w2 y = 0 in the window; null where it does not pass through.
    pub line: Option<[Point; 2]>,
    /// (w1, w2) made one long; null where both are 0.
    pub normal: Option<Point>,
    /// The point of the line that is nearest to the middle of the window; null where the window does not show it.
    pub foot: Option<Point>,
    /// The length of (w1, w2).
    pub length: f64,
}

/// Where a class wins.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronRegion"))]
pub struct Region {
    /// The index of the class.
    pub class: usize,
    /// The corners of a convex polygon in the window, counter-clockwise; empty where the class wins nowhere.
    pub polygon: Vec<Point>,
}

/// The example in turn, and what learning it will do.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronExample"))]
pub struct Example {
    /// Which of the points it is.
    pub index: usize,
    /// x0 (1, or 0 without a bias), x1, x2.
    pub x: [f64; 3],
    /// The index of its class.
    pub class: usize,
    /// `[units]`.
    pub units: Vec<UnitExample>,
}

/// What a unit says of the example in turn, and what it learns from it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronUnitExample"))]
pub struct UnitExample {
    /// w x of each input.
    pub terms: [f64; 3],
    /// Their sum.
    pub z: f64,
    /// ŷ.
    pub output: i8,
    /// y.
    pub target: i8,
    /// y − ŷ.
    pub error: i8,
    /// Δw of each input.
    pub changes: [Change; 3],
    /// w0, w1, w2 before it is learnt …
    pub before: [f64; 3],
    /// … and after.
    pub after: [f64; 3],
}

/// Δw = η · factor · x.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronChange"))]
pub struct Change {
    /// η.
    pub eta: f64,
    /// y − ŷ, or y with Hebb's rule.
    pub factor: i8,
    /// The input.
    pub x: f64,
    /// Δw.
    pub change: f64,
}

/// A step function, and what it makes of z of each unit for the example in turn.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronStepFunctionShown"))]
pub struct ShownStepFunction {
    /// Its name in the settings.
    pub name: StepFunction,
    /// The targets that it wants for "no" and "yes".
    pub coding: [i8; 2],
    /// Its value for z < 0 …
    pub below: i8,
    /// … for z = 0 …
    pub at_zero: i8,
    /// … and for z > 0.
    pub above: i8,
    /// ŷ of each unit: `[units]`.
    pub outputs: Vec<i8>,
    /// y of each unit: `[units]`.
    pub targets: Vec<i8>,
}

impl Shown {
    pub(super) fn new(settings: &Settings, run: &Run) -> Self {
        let Settings { task, window, .. } = settings;
        let (perceptron, rows) = (&*run.perceptron, run.rows());
        let weights: Vec<_> = (0..perceptron.units()).map(|unit| perceptron.weights(&run.weights, unit)).collect();
        let points = points(task, perceptron, &run.weights);
        let passes = run.step / rows;
        Self {
            window: *window,
            classes: task.classes,
            bias: task.has_bias,
            rule: task.rule,
            eta: task.eta,
            step_function: task.step_function,
            coding: task.step_function.coding(),
            outside: (0..points.len()).filter(|at| !shows(*window, task.points[*at].place)).collect(),
            step: run.step,
            pass: passes,
            in_pass: run.step % rows,
            updates: run.updates,
            mistakes: Mistakes {
                first: passes - run.mistakes.len() as u64 + 1,
                counts: run.mistakes.iter().copied().collect(),
                now: run.mistakes_now,
            },
            wrong: points.iter().filter(|point| !point.right).count(),
            points,
            status: run.status(),
            foreseen: PerceptronLab::is_foreseen(run),
            ending: run.ending().map(|ending| Outcome::new(ending, rows)),
            weights: [0, 1, 2].map(|input| weights.iter().map(|weights| weights[input]).collect()),
            units: weights.iter().map(|weights| ShownUnit::new(*weights, *window)).collect(),
            regions: (0..task.classes)
                .map(|class| Region { class, polygon: region(class, &weights, task.step_function, *window) })
                .collect(),
            example: example(task, run),
            step_functions: step_functions(run),
        }
    }
}

impl Outcome {
    fn new(ending: Ending, rows: u64) -> Self {
        let step = ending.pass() as u64 * rows;
        match ending {
            Ending::Converged { pass } => Self::Converged { step, pass },
            Ending::Cycle { first, period } => Self::Cycle { step, first, period },
        }
    }
}

impl ShownUnit {
    fn new(weights: [f64; 3], window: Window) -> Self {
        let half = HalfPlane(weights);
        Self {
            weights,
            line: half.border(window),
            normal: half.normal(),
            foot: half.foot(middle(window)).filter(|foot| shows(window, *foot)),
            length: half.length(),
        }
    }
}

/// ŷ of every unit, if this were its step function.
fn outputs(
    perceptron: &Perceptron,
    step_function: StepFunction,
    weights: &Weights,
    example: &rule::Example,
) -> Vec<i8> {
    (0..perceptron.units()).map(|unit| step_function.value(perceptron.z_sign(weights, unit, example))).collect()
}

/// The class for which these outputs stand, if they stand for one.
fn winner(outputs: &[i8], [no, yes]: [i8; 2]) -> Option<usize> {
    if let [output] = outputs {
        return [no, yes].iter().position(|code| code == output);
    }
    let own = outputs.iter().position(|output| *output == yes)?;
    outputs.iter().enumerate().all(|(unit, output)| unit == own || *output == no).then_some(own)
}

fn points(task: &Task, perceptron: &Perceptron, weights: &Weights) -> Vec<ShownPoint> {
    let point = |(point, example): (&super::settings::Point, _)| {
        let [x, y] = point.place;
        let outputs = outputs(perceptron, task.step_function, weights, example);
        let targets: Vec<i8> = (0..outputs.len()).map(|unit| perceptron.target(unit, point.class)).collect();
        ShownPoint {
            x,
            y,
            class: point.class,
            winner: winner(&outputs, task.step_function.coding()),
            right: outputs == targets,
            targets,
            outputs,
        }
    };
    task.points.iter().zip(&perceptron.examples).map(point).collect()
}

/// The polygon in which a class wins.
fn region(class: usize, weights: &[[f64; 3]], step_function: StepFunction, window: Window) -> Vec<Point> {
    let [no, yes] = step_function.coding();
    let is_single = weights.len() == 1;
    weights.iter().enumerate().fold(corners(window).to_vec(), |polygon, (unit, weights)| {
        let half = HalfPlane(*weights);
        let says_yes = class == if is_single { 1 } else { unit };
        if half.normal().is_some() {
            return if says_yes { half.cut(&polygon) } else { half.opposite().cut(&polygon) };
        }
        let everywhere = step_function.value(weights[0].partial_cmp(&0.0).unwrap_or(Ordering::Equal));
        if everywhere == if says_yes { yes } else { no } { polygon } else { Vec::new() }
    })
}

fn example(task: &Task, run: &Run) -> Example {
    let (perceptron, weights, index) = (&*run.perceptron, &run.weights, run.index());
    let (point, example) = (&task.points[index], &perceptron.examples[index]);
    let [x1, x2] = point.place;
    let x = [f64::from(u8::from(task.has_bias)), x1, x2];
    let mut after = weights.clone();
    perceptron.learn(&mut after, example);
    let unit = |unit| {
        let (output, target) = (perceptron.output(weights, unit, example), perceptron.target(unit, point.class));
        let factor = perceptron.factor(target, output);
        UnitExample {
            terms: [0, 1, 2].map(|input| perceptron.sum(weights, unit, example, input..input + 1)),
            z: perceptron.sum(weights, unit, example, 0..3),
            output,
            target,
            error: target - output,
            changes: [0, 1, 2].map(|input| Change {
                eta: task.eta,
                factor,
                x: x[input],
                change: perceptron.change(example, input, factor),
            }),
            before: perceptron.weights(weights, unit),
            after: perceptron.weights(&after, unit),
        }
    };
    Example { index, x, class: point.class, units: (0..perceptron.units()).map(unit).collect() }
}

fn step_functions(run: &Run) -> Vec<ShownStepFunction> {
    let perceptron = &*run.perceptron;
    let example = &perceptron.examples[run.index()];
    let step_function = |step_function: StepFunction| ShownStepFunction {
        name: step_function,
        coding: step_function.coding(),
        below: step_function.value(Ordering::Less),
        at_zero: step_function.value(Ordering::Equal),
        above: step_function.value(Ordering::Greater),
        outputs: outputs(perceptron, step_function, &run.weights, example),
        targets: (0..perceptron.units())
            .map(|unit| perceptron.target_for(step_function, unit, example.class))
            .collect(),
    };
    StepFunction::all().map(step_function).collect()
}
