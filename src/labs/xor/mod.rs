//! L4: two hidden units and an output that compute XOR, with weights set by hand or learnt.
//!
//! Each hidden unit cuts the plane of the inputs by a line; together they move the four points into the plane of (h₁, h₂), where
//! one line suffices. By hand all units are steps and the arithmetic is exact. What is learnt is the machine of the lab
//! `backprop`: full-batch gradient descent in f64.

mod code;
mod diagnosis;
mod gates;
mod settings;
mod shown;

pub use diagnosis::{Diagnosis, Why};
pub use settings::{Hidden, Settings, Task, Way};
pub use shown::{Line, Point, Shown, Status};

use super::{
    Lab,
    backprop::machine::{Example, Forward, Machine, Place, Weights},
};
use crate::nn::{Activation, Loss};
use settings::WEIGHTS;
use std::{cell::OnceCell, rc::Rc};
use value::{NumberSetting, Result, Value};

/// The most steps of gradient descent.
pub const MAX_STEPS: u64 = 5000;

/// The four inputs, in the order of a truth table.
const INPUTS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// x₁ XOR x₂ of each.
const TARGETS: [bool; 4] = [false, true, true, false];

/// The lab `xor`.
pub struct XorLab;

/// The weights after some steps.
#[derive(Debug, Clone)]
pub struct Run {
    /// At step 0.
    initial: Weights,
    weights: Weights,
    step: u64,
    /// The last step up to [`MAX_STEPS`] at which all four answers are right; once it was asked for. Shared by clones: it depends
    /// on the task alone.
    last_solved: Rc<OnceCell<Option<u64>>>,
}

/// Two inputs, two hidden units, an output, and binary cross-entropy.
fn machine(hidden: Activation, output: Activation) -> Machine {
    Machine { inputs: 2, layers: vec![(2, hidden), (1, output)], loss: Loss::BinaryCrossentropy }
}

impl Task {
    fn machine(&self) -> Machine {
        match self.way {
            Way::Hand => machine(Activation::Heaviside, Activation::Heaviside),
            Way::Learnt => machine(self.activation.into(), Activation::Sigmoid),
        }
    }
}

/// All four examples.
fn batch() -> Vec<Example> {
    let example = |([x1, x2], y): ([f64; 2], bool)| {
        let mut example = Example { x: Default::default(), y: Default::default() };
        [example.x[0], example.x[1], example.y[0]] = [x1, x2, f64::from(u8::from(y))];
        example
    };
    INPUTS.into_iter().zip(TARGETS).map(example).collect()
}

/// The weights as Keras lists them: kernel by inputs, then biases, layer by layer.
fn listed(machine: &Machine, weights: &Weights) -> [f64; WEIGHTS] {
    let mut list = [0.0; WEIGHTS];
    list.iter_mut().zip(machine.places()).for_each(|(weight, place)| *weight = weights[place]);
    list
}

/// The weights of a unit, the bias first: w₀, w₁, w₂.
fn of_unit(weights: &Weights, layer: usize, unit: usize) -> [f64; 3] {
    [0, 1, 2].map(|input| weights[Place { layer, input, unit }])
}

/// Whether the answer to an example is 1: the output is at least ½.
fn is_on(pass: &Forward) -> bool {
    pass.out[1][0] >= 0.5
}

/// The answers to the four examples.
fn passes(machine: &Machine, weights: &Weights) -> Vec<Forward> {
    batch().iter().map(|example| machine.forward(weights, example)).collect()
}

fn is_solved(passes: &[Forward]) -> bool {
    passes.iter().zip(TARGETS).all(|(pass, target)| is_on(pass) == target)
}

impl Run {
    /// One step of gradient descent on all four examples; `false` if a number is not finite, which no rate that is allowed leads to:
    /// the derivatives by the output's weights are at most 1, so that these grow by at most η a step, and the others by η times them.
    fn descend(&mut self, machine: &Machine, batch: &[Example], eta: f64) -> bool {
        match machine.update(&self.weights, batch, eta) {
            Some((_, weights)) => {
                self.weights = weights;
                self.step += 1;
                true
            }
            None => false,
        }
    }

    /// Whether all answers are right at a later step.
    fn will_be_solved(&self, task: &Task) -> bool {
        let last = self.last_solved.get_or_init(|| {
            let (machine, batch) = (task.machine(), batch());
            let mut run = Self { weights: self.initial, step: 0, ..self.clone() };
            let mut last = None;
            loop {
                if is_solved(&passes(&machine, &run.weights)) {
                    last = Some(run.step);
                }
                if run.step == MAX_STEPS || !run.descend(&machine, &batch, task.eta) {
                    return last;
                }
            }
        });
        last.is_some_and(|last| last > self.step)
    }
}

impl Lab for XorLab {
    const NAME: &'static str = "xor";
    const COUNTER: NumberSetting = settings::STEP;
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        settings::limits()
    }

    fn parse(value: &Value) -> Result<Settings> {
        Settings::parse(value)
    }

    fn start(Settings { task, .. }: &Settings) -> Result<Run> {
        let machine = task.machine();
        let initial = if task.way == Way::Hand {
            let mut weights = Weights::default();
            machine.places().zip(task.weights).for_each(|(place, weight)| weights[place] = weight);
            weights
        } else {
            machine.drawn_weights(task.seed)?
        };
        Ok(Run { initial, weights: initial, step: 0, last_solved: Rc::default() })
    }

    fn check(_: &Settings) -> Result<()> {
        Ok(())
    }

    fn continues(before: &Settings, after: &Settings) -> bool {
        before.task == after.task
    }

    fn target(settings: &Settings) -> u64 {
        settings.step
    }

    fn set_target(settings: &mut Settings, step: u64) {
        settings.step = step;
    }

    fn position(run: &Run) -> u64 {
        run.step
    }

    fn advance(Settings { task, .. }: &Settings, run: &mut Run) -> bool {
        task.way == Way::Learnt && run.descend(&task.machine(), &batch(), task.eta)
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(&settings.task, run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_solved_and_is_not_any_more_will_not_be() {
        // With so large a rate it jumps out of the solution again.
        let task = Task { way: Way::Learnt, weights: [0.0; WEIGHTS], activation: Hidden::Tanh, eta: 6.0, seed: 10 };
        let settings = Settings { task, step: 0 };
        let mut run = XorLab::start(&settings).unwrap();
        let mut told = Vec::new();
        for _ in 0..16 {
            let is_solved = XorLab::show(&settings, &run).status == Status::Solved;
            told.push((is_solved, run.will_be_solved(&settings.task)));
            XorLab::advance(&settings, &mut run);
        }
        let expected: Vec<_> = (0..16).map(|step| (step == 12, step < 12)).collect();
        assert_eq!(told, expected);
    }
}
