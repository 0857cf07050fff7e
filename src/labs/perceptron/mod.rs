//! L2 and L3: linear threshold units that learn from one example after the other.
//!
//! Two classes have one unit, which says whether a point is of class 1. More classes have a unit each. The examples come in
//! the order of the data, repeatedly; once through all of them is a pass.
//!
//! All arithmetic is exact: coordinates, η and weights are those written, with up to 38 digits and 100 decimals, or fractions
//! (`1/3`); drawn numbers are the shortest decimals that identify their `f32`. So a z that is 0 on paper is 0. Output is
//! rounded once, to the nearest `f64`.

mod ending;
mod exact;
mod rule;
mod settings;
mod shown;
mod written;

pub use ending::Ending;
pub use rule::{Rule, StepFunction};
pub use settings::{Settings, Task};
pub use shown::{
    Change, Example, Mistakes, Outcome, Region, Shown, ShownPoint, ShownStepFunction, ShownUnit, Status, UnitExample,
};

use super::Lab;
use ending::Search;
use rule::{Perceptron, Weights};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use value::{NumberSetting, Result, Value};

/// The most examples that are learnt.
pub const MAX_STEPS: u64 = 100_000;

/// The most passes whose mistakes are listed.
const MAX_PASSES: usize = 1000;

/// The lab `perceptron`.
pub struct PerceptronLab;

/// The state of the units.
#[derive(Debug, Clone)]
pub struct Run {
    perceptron: Rc<Perceptron>,
    /// For the end of learning within [`MAX_STEPS`] examples. All copies of the run share it.
    search: Rc<RefCell<Search>>,
    /// Examples learnt.
    step: u64,
    weights: Weights,
    /// Examples that a unit was wrong about.
    updates: u64,
    /// Of each of the last [`MAX_PASSES`] complete passes, how many examples were mistaken when their turn came …
    mistakes: VecDeque<u16>,
    /// … and of the present pass so far.
    mistakes_now: u16,
    /// Whether there was a pass without a mistake.
    has_converged: bool,
}

impl Run {
    fn rows(&self) -> u64 {
        self.perceptron.examples.len() as u64
    }

    /// The example in turn.
    fn index(&self) -> usize {
        (self.step % self.rows()) as usize
    }

    /// How learning ends, if that is known yet.
    fn ending(&self) -> Option<Ending> {
        if self.has_converged {
            return Some(Ending::Converged { pass: (self.step / self.rows()) as usize });
        }
        self.search.borrow().ending()
    }

    fn status(&self) -> Status {
        match self.ending() {
            Some(Ending::Converged { .. }) if self.has_converged => Status::Converged,
            Some(ending @ Ending::Cycle { .. }) if self.step >= ending.pass() as u64 * self.rows() => Status::Cycle,
            _ => Status::Running,
        }
    }
}

impl Lab for PerceptronLab {
    const NAME: &'static str = "perceptron";
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

    fn start(settings: &Settings) -> Result<Run> {
        let perceptron = Perceptron::new(&settings.task)?;
        let passes = MAX_STEPS as usize / perceptron.examples.len();
        Ok(Run {
            search: Rc::new(RefCell::new(Search::new(&perceptron, passes))),
            step: 0,
            weights: perceptron.start(),
            updates: 0,
            mistakes: VecDeque::new(),
            mistakes_now: 0,
            has_converged: false,
            perceptron: Rc::new(perceptron),
        })
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

    fn advance(_: &Settings, run: &mut Run) -> bool {
        if run.has_converged {
            return false;
        }
        let index = run.index();
        let is_wrong = run.perceptron.learn(&mut run.weights, &run.perceptron.examples[index]);
        run.step += 1;
        run.updates += u64::from(is_wrong);
        run.mistakes_now += u16::from(is_wrong);
        if run.index() == 0 {
            if run.mistakes.len() == MAX_PASSES {
                run.mistakes.pop_front();
            }
            run.has_converged = run.mistakes_now == 0 && run.perceptron.rule == Rule::Perceptron;
            run.mistakes.push_back(run.mistakes_now);
            run.mistakes_now = 0;
        }
        true
    }

    fn look_ahead(_: &Settings, run: &mut Run) -> bool {
        let is_left = !Self::is_foreseen(run);
        if is_left {
            run.search.borrow_mut().advance(&run.perceptron);
        }
        is_left
    }

    fn is_foreseen(run: &Run) -> bool {
        run.has_converged || run.search.borrow().is_done()
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }
}
