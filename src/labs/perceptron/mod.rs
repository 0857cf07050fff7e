//! L2 and L3: linear threshold units that learn from one example after the other.
//!
//! # Settings
//! | key | values | default |
//! |---|---|---|
//! | `data` | `and` `or` `xor` `gauss` `three` `custom` | `and` |
//! | `points` | the text of `custom`, a point a line: `x, y, class`; up to 500 | |
//! | `samples` `noise` `seed` | of `gauss` and `three`: 10 to 500; 0 to 50 (%); 0 to 2⁵³ − 1 | 40; 0; 0 |
//! | `step_function` | `heaviside` `sign` | `heaviside` |
//! | `rule` | `perceptron` `hebb` | `perceptron` |
//! | `eta` | the learning rate η, 10⁻⁶ to 1000 | 0.1 |
//! | `bias` | whether there is a w0 | true |
//! | `weights` | the initial ones, [inputs + 1, units] row by row: w0 of each unit, w1 of each, w2 of each | 0 |
//! | `step` | examples learnt so far, 0 to 100 000 | 0 |
//! | `window` | `[left, right, bottom, top]` of the picture | fits the data |
//!
//! All arithmetic is exact: coordinates, η and weights count as they are written, with up to 38 digits and 100 decimals, as
//! fractions (`1/3`) where they are, and what is drawn counts as the shortest decimal that tells it from all other `f32`. So
//! a z that is 0 on paper is 0. What is shown is rounded once, to the nearest `f64`.
//!
//! Two classes have one unit, which says whether a point is of class 1. More classes have a unit each. The examples come in
//! the order of the data, again and again; one time through all of them is a pass.
//!
//! # What `show` gives
//! - `window` `[[left, right], [bottom, top]]`; `classes`; `bias`; `rule`; `eta`; `step_function`;
//!   `coding`: the targets for "no" and "yes".
//! - `points`: `[{ x, y, class, targets, outputs, winner, right }]`. `outputs` is what each unit says now; `winner` the class
//!   whose unit alone says yes, or null; `right` whether every unit is. `outside`: the indexes of those that the window does
//!   not show.
//! - `step`: examples learnt, which may be fewer than were asked for, because nothing happens after convergence; `pass`:
//!   complete passes; `in_pass`: examples learnt of the present one; `updates`: examples so far that a unit was wrong about.
//! - `mistakes`: `{ first, counts, now }`, how many examples of each complete pass were mistaken when their turn came, from
//!   pass `first` (counted from 1) on, the last 1000; and of the present pass so far.
//! - `wrong`: how many points are classified wrongly by the weights as they are.
//! - `status`: `running`, `converged` (there was a pass without mistake) or `cycle` (the weights at the end of a pass were
//!   there before). `ending`: what becomes of it within 100 000 steps, or null:
//!   `{ status: "converged", step, pass }` or `{ status: "cycle", step, first, period }`, where the weights at the end of pass
//!   `first` come back every `period` passes, for the first time at `step`.
//! - `weights`: `[inputs + 1, units]`, as a list for each input.
//! - `units`: `[{ weights, line, normal, foot, length }]`: w0, w1, w2; the two ends of w0 + w1 x + w2 y = 0 in the window, or
//!   null; (w1, w2) made one long, or null; the point of the line nearest to the middle of the window, null where the window
//!   does not show it; and the length of (w1, w2).
//! - `regions`: `[{ class, polygon }]`, where each class wins, empty where it wins nowhere.
//! - `example`: the one in turn, and what learning it will do: `{ index, x, class, units }`, `x` being x0, x1, x2, and `units`
//!   `[{ terms, z, output, target, error, changes, before, after }]` with the products w x; z; ŷ; y; y − ŷ; the weights before
//!   and after; and for each weight `{ eta, factor, x, change }` with Δw = η · factor · x, where the factor is y − ŷ, or y with
//!   Hebb's rule.
//! - `step_functions`: both of them, side by side: `[{ name, coding, below, at_zero, above, outputs, targets }]`, with what
//!   each makes of the units' z for the example in turn, and what it wants to hear.

mod exact;
mod rule;
mod settings;
mod written;

use super::geometry::{HalfPlane, Window, corners, count, list, middle, pairs, shows};
use rule::{Ending, Example, Perceptron, StepFunction, Weights};
use settings::Settings;
use std::cmp::Ordering;
use value::{Choice, Result, Value};

/// The most examples that are learnt.
pub const MAX_STEPS: usize = 100_000;

/// The most passes whose mistakes are listed.
const MOST_PASSES: usize = 1000;

super::at_once!(PerceptronLab, "perceptron", show, None);

fn show(settings: &Value) -> Result<Value> {
    let settings = Settings::parse(settings)?;
    let Settings { points: all, perceptron, eta, classes, bias, window, step } = &settings;
    let (window, rows) = (*window, perceptron.examples.len());
    let ending = perceptron.ending(MAX_STEPS / rows);
    let last = match ending {
        Some(Ending::Converged { pass }) => pass * rows,
        _ => MAX_STEPS,
    };
    let run = Run::new(perceptron, *step.min(&last));
    let weights: Vec<_> = (0..perceptron.units()).map(|unit| perceptron.weights(&run.weights, unit)).collect();
    let (points, wrong) = points(&settings, &run.weights);
    let status = ending.filter(|ending| run.step >= end(*ending, rows)).map_or("running", status);
    let example = run.step % rows;
    let outside = all.iter().enumerate().filter(|(_, point)| !shows(window, point.place));
    let outside: Vec<f64> = outside.map(|(at, _)| at as f64).collect();
    Ok(Value::object(vec![
        ("window", pairs(&window)),
        ("classes", count(*classes)),
        ("bias", Value::Bool(*bias)),
        ("rule", perceptron.rule.name().into()),
        ("eta", (*eta).into()),
        ("step_function", perceptron.step_function.name().into()),
        ("coding", small(&perceptron.step_function.coding())),
        ("points", points),
        ("outside", list(&outside)),
        ("step", count(run.step)),
        ("pass", count(run.step / rows)),
        ("in_pass", count(run.step % rows)),
        ("updates", count(run.updates)),
        ("mistakes", run.mistakes()),
        ("wrong", count(wrong)),
        ("status", status.into()),
        ("ending", ending.map(|ending| described(ending, rows)).unwrap_or(Value::Null)),
        ("weights", by_input(&weights)),
        ("units", units(&weights, window)),
        ("regions", regions(&weights, perceptron.step_function, *classes, window)),
        ("example", in_turn(&settings, &run, example)),
        ("step_functions", side_by_side(perceptron, &run.weights, &perceptron.examples[example])),
    ]))
}

/// How far the units have come.
struct Run {
    step: usize,
    weights: Weights,
    updates: usize,
    /// Of the complete passes.
    counts: Vec<f64>,
    /// Of the present pass.
    now: usize,
}

impl Run {
    fn new(perceptron: &Perceptron, step: usize) -> Self {
        let mut run = Self { step, weights: perceptron.start(), updates: 0, counts: Vec::new(), now: 0 };
        let rows = perceptron.examples.len();
        for (at, example) in perceptron.examples.iter().cycle().take(step).enumerate() {
            let wrong = perceptron.learn(&mut run.weights, example);
            run.updates += usize::from(wrong);
            run.now += usize::from(wrong);
            if (at + 1) % rows == 0 {
                run.counts.push(run.now as f64);
                run.now = 0;
            }
        }
        run
    }

    fn mistakes(&self) -> Value {
        let before = self.counts.len().saturating_sub(MOST_PASSES);
        let counts = self.counts.get(before..).unwrap_or_default();
        Value::object(vec![("first", count(before + 1)), ("counts", list(counts)), ("now", count(self.now))])
    }
}

/// A list of outputs or targets.
fn small(numbers: &[i8]) -> Value {
    list(&numbers.iter().map(|number| f64::from(*number)).collect::<Vec<_>>())
}

fn status(ending: Ending) -> &'static str {
    match ending {
        Ending::Converged { .. } => "converged",
        Ending::Cycle { .. } => "cycle",
    }
}

/// The step at which an ending can be told.
fn end(ending: Ending, rows: usize) -> usize {
    rows * match ending {
        Ending::Converged { pass } => pass,
        Ending::Cycle { first, period } => first + period,
    }
}

fn described(ending: Ending, rows: usize) -> Value {
    let mut fields = vec![("status", status(ending).into()), ("step", count(end(ending, rows)))];
    match ending {
        Ending::Converged { pass } => fields.push(("pass", count(pass))),
        Ending::Cycle { first, period } => fields.extend([("first", count(first)), ("period", count(period))]),
    }
    Value::object(fields)
}

/// ŷ of every unit, if this were its step function.
fn outputs(perceptron: &Perceptron, step_function: StepFunction, weights: &Weights, example: &Example) -> Vec<i8> {
    (0..perceptron.units()).map(|unit| step_function.value(perceptron.z_sign(weights, unit, example))).collect()
}

/// The class for which these outputs stand, if they stand for one.
fn winner(outputs: &[i8], [no, yes]: [i8; 2]) -> Option<usize> {
    if let [output] = outputs {
        return if *output == yes {
            Some(1)
        } else if *output == no {
            Some(0)
        } else {
            None
        };
    }
    let own = outputs.iter().position(|output| *output == yes)?;
    outputs.iter().enumerate().all(|(unit, output)| unit == own || *output == no).then_some(own)
}

/// The points as the units see them now, and how many of them they see wrongly.
fn points(Settings { points, perceptron, .. }: &Settings, weights: &Weights) -> (Value, usize) {
    let units = perceptron.units();
    let mut wrong = 0;
    let points = points.iter().zip(&perceptron.examples).map(|(point, example)| {
        let [x, y] = point.place;
        let outputs = outputs(perceptron, perceptron.step_function, weights, example);
        let targets: Vec<i8> = (0..units).map(|unit| perceptron.target(unit, point.class)).collect();
        let right = outputs == targets;
        wrong += usize::from(!right);
        let winner = winner(&outputs, perceptron.step_function.coding());
        Value::object(vec![
            ("x", x.into()),
            ("y", y.into()),
            ("class", count(point.class)),
            ("targets", small(&targets)),
            ("outputs", small(&outputs)),
            ("winner", winner.map_or(Value::Null, count)),
            ("right", Value::Bool(right)),
        ])
    });
    (Value::List(points.collect()), wrong)
}

/// The weights as Keras lays them out, a row for each input.
fn by_input(weights: &[[f64; 3]]) -> Value {
    let rows: [fn(&[f64; 3]) -> f64; 3] = [|w| w[0], |w| w[1], |w| w[2]];
    Value::List(rows.map(|row| list(&weights.iter().map(row).collect::<Vec<_>>())).to_vec())
}

/// The units' lines.
fn units(weights: &[[f64; 3]], window: Window) -> Value {
    let mut weights = weights.iter();
    Value::list(&mut || {
        let half = HalfPlane(*weights.next()?);
        let foot = half.foot(middle(window)).filter(|foot| shows(window, *foot));
        Some(Value::object(vec![
            ("weights", list(&half.0)),
            ("line", half.border(window).map_or(Value::Null, |ends| pairs(&ends))),
            ("normal", half.normal().into()),
            ("foot", foot.into()),
            ("length", half.length().into()),
        ]))
    })
}

/// Where each class wins.
fn regions(weights: &[[f64; 3]], step_function: StepFunction, classes: usize, window: Window) -> Value {
    let single = weights.len() == 1;
    let mut all = 0..classes;
    Value::list(&mut || {
        let class = all.next()?;
        let mut polygon = corners(window).to_vec();
        for (unit, weights) in weights.iter().enumerate() {
            let half = HalfPlane(*weights);
            let on = class == if single { 1 } else { unit };
            let [no, yes] = step_function.coding();
            polygon = if half.normal().is_some() {
                if on { half.cut(&polygon) } else { half.opposite().cut(&polygon) }
            } else if step_function.value(weights[0].total_cmp(&0.0)) == if on { yes } else { no } {
                polygon
            } else {
                Vec::new()
            };
        }
        Some(Value::object(vec![("class", count(class)), ("polygon", pairs(&polygon))]))
    })
}

/// The example in turn, and what learning it will do.
fn in_turn(Settings { points, perceptron, eta, bias, .. }: &Settings, run: &Run, index: usize) -> Value {
    let (Some(point), Some(example)) = (points.get(index), perceptron.examples.get(index)) else { return Value::Null };
    let [x1, x2] = point.place;
    let x = [f64::from(u8::from(*bias)), x1, x2];
    let mut after = run.weights.clone();
    perceptron.learn(&mut after, example);
    let units = (0..perceptron.units()).map(|unit| {
        let (output, target) = (perceptron.output(&run.weights, unit, example), perceptron.target(unit, point.class));
        let factor = perceptron.factor(target, output);
        let sum = |inputs| perceptron.sum(&run.weights, unit, example, inputs);
        let changes = [0, 1, 2].map(|input| {
            Value::object(vec![
                ("eta", (*eta).into()),
                ("factor", f64::from(factor).into()),
                ("x", x[input].into()),
                ("change", perceptron.change(example, input, factor).into()),
            ])
        });
        Value::object(vec![
            ("terms", list(&[0, 1, 2].map(|input| sum(input..input + 1)))),
            ("z", sum(0..3).into()),
            ("output", f64::from(output).into()),
            ("target", f64::from(target).into()),
            ("error", f64::from(target - output).into()),
            ("changes", Value::List(changes.to_vec())),
            ("before", list(&perceptron.weights(&run.weights, unit))),
            ("after", list(&perceptron.weights(&after, unit))),
        ])
    });
    Value::object(vec![
        ("index", count(index)),
        ("x", list(&x)),
        ("class", count(point.class)),
        ("units", Value::List(units.collect())),
    ])
}

/// What either step function makes of the units' z.
fn side_by_side(perceptron: &Perceptron, weights: &Weights, example: &Example) -> Value {
    let functions = StepFunction::all().map(|step_function| {
        let outputs = outputs(perceptron, step_function, weights, example);
        let units = 0..perceptron.units();
        let targets: Vec<i8> = units.map(|unit| perceptron.target_for(step_function, unit, example.class)).collect();
        let value = |z: Ordering| Value::from(f64::from(step_function.value(z)));
        Value::object(vec![
            ("name", step_function.name().into()),
            ("coding", small(&step_function.coding())),
            ("below", value(Ordering::Less)),
            ("at_zero", value(Ordering::Equal)),
            ("above", value(Ordering::Greater)),
            ("outputs", small(&outputs)),
            ("targets", small(&targets)),
        ])
    });
    Value::List(functions.collect())
}
