//! Linear threshold units that learn from one example after the other, and what becomes of them.

use value::Choice;

/// The function that makes an answer of a unit's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepFunction {
    /// 0 for z < 0, 1 for z ≥ 0. Wants targets 0 and 1.
    Heaviside,
    /// −1 for z < 0, 0 for z = 0, +1 for z > 0. Wants targets −1 and +1.
    Sign,
}

impl Choice for StepFunction {
    const WHAT: &'static str = "a step function";
    const NAMES: &'static [(&'static str, Self)] =
        &[("heaviside", Self::Heaviside), ("sign", Self::Sign), ("sgn", Self::Sign)];
}

impl StepFunction {
    /// Its value at z.
    pub fn value(self, z: f64) -> f64 {
        match self {
            Self::Heaviside if z >= 0.0 => 1.0,
            Self::Heaviside => 0.0,
            Self::Sign if z > 0.0 => 1.0,
            Self::Sign if z < 0.0 => -1.0,
            Self::Sign => 0.0,
        }
    }

    /// What it says for "no" and for "yes".
    pub fn coding(self) -> [f64; 2] {
        match self {
            Self::Heaviside => [0.0, 1.0],
            Self::Sign => [-1.0, 1.0],
        }
    }
}

/// How an example changes a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Δw = η (y − ŷ) x (Rosenblatt, 1958).
    Perceptron,
    /// Δw = η y x, whatever the unit said (Hebb, 1949).
    Hebb,
}

impl Choice for Rule {
    const WHAT: &'static str = "a learning rule";
    const NAMES: &'static [(&'static str, Self)] = &[("perceptron", Self::Perceptron), ("hebb", Self::Hebb)];
}

/// An example for the units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Example {
    /// x0, which is 1 (or 0, where there is no bias), and the point.
    pub x: [f64; 3],
    /// The index of its class.
    pub class: usize,
}

/// Units and the examples that they learn, always in the same order.
#[derive(Debug, Clone)]
pub(super) struct Perceptron {
    pub examples: Vec<Example>,
    pub step_function: StepFunction,
    pub rule: Rule,
    pub eta: f64,
    /// Of each unit: w0, w1, w2.
    pub initial: Vec<[f64; 3]>,
}

/// What the units have learnt: of each the sum of all (y − ŷ) x so far (with Hebb's rule of all y x), without η.
///
/// The weights are `initial + η · sums`. Kept apart like this they suffer no rounding where the points are whole numbers: with
/// η = 0.1 as with η = 1 a sum of 0 is 0, and the weights recur exactly when they do on paper.
pub(super) type Sums = Vec<[f64; 3]>;

/// What becomes of the units if they go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The first pass without a mistake, counted from 1. Nothing will change any more.
    Converged { pass: usize },
    /// From the end of the pass `first` on (0 is the beginning) the weights are again the same after every `period` passes.
    Cycle { first: usize, period: usize },
}

fn dot([a, b, c]: [f64; 3], [x, y, z]: [f64; 3]) -> f64 {
    a * x + b * y + c * z
}

impl Perceptron {
    /// Before the first example.
    pub fn start(&self) -> Sums {
        vec![[0.0; 3]; self.initial.len()]
    }

    /// w0, w1, w2 of each unit.
    pub fn weights(&self, sums: &Sums) -> Vec<[f64; 3]> {
        let mut weights = self.initial.clone();
        for (weights, sums) in weights.iter_mut().zip(sums) {
            for (weight, sum) in weights.iter_mut().zip(sums) {
                *weight += self.eta * sum;
            }
        }
        weights
    }

    /// What unit `unit` should say for a class.
    pub fn target(&self, unit: usize, class: usize) -> f64 {
        self.target_for(self.step_function, unit, class)
    }

    /// What unit `unit` should say for a class, if this were its step function. A single unit says whether it is class 1,
    /// each of several whether it is its own class.
    pub fn target_for(&self, step_function: StepFunction, unit: usize, class: usize) -> f64 {
        let [no, yes] = step_function.coding();
        let own = if self.initial.len() == 1 { 1 } else { unit };
        if class == own { yes } else { no }
    }

    /// z of a unit with these initial weights and sums: wᵀx.
    pub fn z(&self, initial: [f64; 3], sums: [f64; 3], x: [f64; 3]) -> f64 {
        dot(initial, x) + self.eta * dot(sums, x)
    }

    /// What the rule multiplies η and x by.
    pub fn factor(&self, target: f64, output: f64) -> f64 {
        match self.rule {
            Rule::Perceptron => target - output,
            Rule::Hebb => target,
        }
    }

    /// Learns an example; whether any unit was wrong about it.
    #[inline(never)] // unrolled for every caller it would be a large part of the module
    pub fn learn(&self, sums: &mut Sums, example: &Example) -> bool {
        let mut wrong = false;
        for (unit, (initial, sums)) in self.initial.iter().zip(sums).enumerate() {
            let target = self.target(unit, example.class);
            let output = self.step_function.value(self.z(*initial, *sums, example.x));
            wrong |= output != target;
            let factor = self.factor(target, output);
            for (sum, x) in sums.iter_mut().zip(example.x) {
                *sum += factor * x;
            }
        }
        wrong
    }

    /// Learns all examples once; how many of them were mistaken.
    fn pass(&self, sums: &mut Sums) -> usize {
        self.examples.iter().filter(|example| self.learn(sums, example)).count()
    }

    /// What becomes of the units within `passes` passes, if anything does. Same sums at the end of a pass mean that all is as
    /// it was, because the order of the examples never changes.
    ///
    /// Hebb's rule does not ask whether a unit was right, so it never converges; but its sums, too, may recur.
    pub fn ending(&self, passes: usize) -> Option<Ending> {
        // Brent's search for a cycle (1980): it remembers one state only, and finds the period.
        let (mut remembered, mut sums) = (self.start(), self.start());
        let (mut period, mut power) = (0, 1);
        // Nothing that begins and comes round within `passes` escapes it for longer.
        for pass in 1..=3 * passes + 2 {
            let mistakes = self.pass(&mut sums);
            if mistakes == 0 && self.rule == Rule::Perceptron {
                return (pass <= passes).then_some(Ending::Converged { pass });
            }
            period += 1;
            if sums == remembered {
                let first = self.first(period);
                return (first + period <= passes).then_some(Ending::Cycle { first, period });
            }
            if period == power {
                remembered.clone_from(&sums);
                (period, power) = (0, 2 * power);
            }
        }
        None
    }

    /// Where a cycle of this period begins.
    fn first(&self, period: usize) -> usize {
        let (mut behind, mut ahead) = (self.start(), self.start());
        for _ in 0..period {
            self.pass(&mut ahead);
        }
        let mut first = 0;
        while behind != ahead {
            self.pass(&mut behind);
            self.pass(&mut ahead);
            first += 1;
        }
        first
    }
}
