//! Linear threshold units that learn from one example after the other.

use super::{
    MAX_STEPS, Task,
    exact::{self, Integer, Natural},
    settings::Point,
    written::{Denominator, Written},
};
use serde::Serialize;
use std::{cmp::Ordering, ops::Range};
use value::{Choice, Error, Reason, Result};

/// The function that makes an answer of a unit's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronStepFunction"))]
pub enum StepFunction {
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
    /// Its value where z is below, at, or above 0.
    pub fn value(self, z: Ordering) -> i8 {
        match self {
            Self::Heaviside => i8::from(z.is_ge()),
            Self::Sign => z as i8,
        }
    }

    /// Its outputs for "no" and for "yes".
    pub fn coding(self) -> [i8; 2] {
        match self {
            Self::Heaviside => [0, 1],
            Self::Sign => [-1, 1],
        }
    }
}

/// How an example changes a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "PerceptronRule"))]
pub enum Rule {
    /// Δw = η (y − ŷ) x (Rosenblatt, 1958).
    Perceptron,
    /// Δw = η y x, independent of the output (Hebb, 1949).
    Hebb,
}

impl Choice for Rule {
    const WHAT: &'static str = "a learning rule";
    const NAMES: &'static [(&'static str, Self)] = &[("perceptron", Self::Perceptron), ("hebb", Self::Hebb)];
}

/// The most bits by which weights exceed the largest Δw: the search for a cycle learns twice [`MAX_STEPS`] examples, adding
/// each at most twice.
const GROWTH: u32 = 19;
const _: () = assert!(2 * 2 * MAX_STEPS < 1 << GROWTH);

/// Room for a z. Coordinates up to 10¹⁸ and rates up to 10³, both with 100 decimals and with denominators of 38 digits, need 48.
const MAX_LIMBS: usize = 48;

/// The least |z|, relative to the sum of |w x|, at which the sign of its approximation is certain.
const SIGN_IS_CERTAIN: f64 = 1e-12;

/// An input of an example, in whole numbers.
#[derive(Debug)]
struct Input {
    x: Integer,
    about: f64,
    /// η x.
    gain: Integer,
}

/// An example for the units.
#[derive(Debug)]
pub(super) struct Example {
    inputs: [Input; 3],
    /// The index of its class.
    pub class: usize,
}

/// Units and the examples that they learn, always in the same order.
///
/// All arithmetic is exact: coordinates, η and initial weights are those written, and multiplied by a common denominator they
/// are integers. So a z of 0 is 0, and the weights recur exactly when they do on paper.
#[derive(Debug)]
pub(super) struct Perceptron {
    pub examples: Vec<Example>,
    pub step_function: StepFunction,
    pub rule: Rule,
    initial: Weights,
    units: usize,
    /// Of each weight and of z.
    limbs: usize,
    /// The factor that makes weights integers …
    scale: Natural,
    /// … and that of z.
    z_scale: Natural,
}

/// w0, w1, w2 of each unit, times [`Perceptron::scale`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// Equally many limbs for each weight.
    sums: Vec<u32>,
    /// Approximations.
    about: Vec<f64>,
}

/// Adds −2 to 2 times a number to a sum.
fn add_times(sum: &mut [u32], Integer { size, is_negative }: &Integer, times: i8) {
    for _ in 0..times.unsigned_abs() {
        exact::add(sum, size, *is_negative != (times < 0));
    }
}

impl Perceptron {
    /// # Errors
    /// Fractions without a common denominator, and a rate with too many digits.
    pub fn new(task: &Task) -> Result<Self> {
        let Task { points, step_function, rule, initial, .. } = task;
        let eta = Written::from_number(task.eta).map_err(|reason| Error::config("eta", reason))?;
        let common = |name: &str, denominator: Option<Denominator>| {
            let message = "these fractions have no common denominator of 38 digits";
            let reason = || Reason::special("no_common_denominator", Vec::new(), message);
            denominator.ok_or_else(|| Error::config(name, reason()))
        };
        let weights = || initial.as_flattened().iter().copied();
        let of_points = common("points", Denominator::of(points.iter().flat_map(|point| point.written)))?;
        let of_weights = common("weights", Denominator::of(weights().chain([eta])))?;
        let (scale, eta) = (of_points.value(), of_weights.scale(eta));
        let bias = Integer { is_negative: false, size: if task.has_bias { scale.clone() } else { Natural::from(0) } };
        let input = |x: Integer| {
            let mut gain = eta.times(&x.size);
            gain.is_negative = x.is_negative;
            Input { about: x.about(), gain, x }
        };
        let example = |point: &Point| {
            let [x, y] = point.written.map(|x| of_points.scale(x));
            Example { inputs: [bias.clone(), x, y].map(input), class: point.class }
        };
        let examples: Vec<Example> = points.iter().map(example).collect();
        let initial: Vec<Integer> = weights().map(|weight| of_weights.scale(weight).times(&scale)).collect();
        let inputs = || examples.iter().flat_map(|example| &example.inputs);
        let x_bits = inputs().map(|input| input.x.size.bits()).max().unwrap_or(0);
        let gain_bits = inputs().map(|input| input.gain.size.bits()).max().unwrap_or(0);
        let initial_bits = initial.iter().map(|weight| weight.size.bits()).max().unwrap_or(0);
        // A bit for the sum of both, two for that of three products, one for the sign.
        let bits = initial_bits.max(gain_bits + GROWTH) + 1 + x_bits + 2 + 1;
        let limbs = bits.div_ceil(u32::BITS) as usize;
        let sums: Vec<u32> = initial.iter().flat_map(|weight| weight.in_limbs(limbs)).collect();
        Ok(Self {
            units: initial.len() / 3,
            initial: Weights { about: sums.chunks(limbs).map(exact::approximate).collect(), sums },
            examples,
            step_function: *step_function,
            rule: *rule,
            limbs,
            z_scale: of_weights.value().times(&scale).times(&scale),
            scale: of_weights.value().times(&scale),
        })
    }

    /// Before the first example.
    pub fn start(&self) -> Weights {
        self.initial.clone()
    }

    /// The number of units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// The limbs of a weight.
    fn place(&self, unit: usize, input: usize) -> Range<usize> {
        let at = 3 * unit + input;
        at * self.limbs..(at + 1) * self.limbs
    }

    /// w0, w1, w2 of a unit, each rounded once.
    pub fn weights(&self, weights: &Weights, unit: usize) -> [f64; 3] {
        [0, 1, 2].map(|input| exact::quotient(&weights.sums[self.place(unit, input)], &self.scale))
    }

    /// The target of unit `unit` for a class.
    pub fn target(&self, unit: usize, class: usize) -> i8 {
        self.target_for(self.step_function, unit, class)
    }

    /// The target of unit `unit` for a class with this step function. A single unit stands for class 1, each of several for its
    /// own class.
    pub fn target_for(&self, step_function: StepFunction, unit: usize, class: usize) -> i8 {
        let [no, yes] = step_function.coding();
        let own = if self.units == 1 { 1 } else { unit };
        if class == own { yes } else { no }
    }

    /// Adds w x of some inputs to a sum.
    fn add_terms(&self, sum: &mut [u32], weights: &Weights, unit: usize, example: &Example, inputs: Range<usize>) {
        for input in inputs {
            let Integer { size, is_negative } = &example.inputs[input].x;
            exact::add_product(sum, &weights.sums[self.place(unit, input)], size, *is_negative);
        }
    }

    /// Whether z of a unit is below, at, or above 0.
    pub fn z_sign(&self, weights: &Weights, unit: usize, example: &Example) -> Ordering {
        let (mut z, mut size) = (0.0, 0.0);
        for (input, weight) in example.inputs.iter().zip(&weights.about[3 * unit..]) {
            let term = weight * input.about;
            z += term;
            size += f64::abs(term);
        }
        // False if it is not finite.
        if f64::abs(z) > SIGN_IS_CERTAIN * size {
            return if z < 0.0 { Ordering::Less } else { Ordering::Greater };
        }
        let mut sum = [0; MAX_LIMBS];
        let sum = &mut sum[..self.limbs];
        self.add_terms(sum, weights, unit, example, 0..3);
        exact::sign(sum)
    }

    /// The sum of w x over some inputs of a unit, rounded once: a term of z, or z.
    pub fn sum(&self, weights: &Weights, unit: usize, example: &Example, inputs: Range<usize>) -> f64 {
        let mut sum = vec![0; self.limbs];
        self.add_terms(&mut sum, weights, unit, example, inputs);
        exact::quotient(&sum, &self.z_scale)
    }

    /// ŷ of a unit.
    pub fn output(&self, weights: &Weights, unit: usize, example: &Example) -> i8 {
        self.step_function.value(self.z_sign(weights, unit, example))
    }

    /// The factor of η x: y − ŷ, or with Hebb's rule y.
    pub fn factor(&self, target: i8, output: i8) -> i8 {
        match self.rule {
            Rule::Perceptron => target - output,
            Rule::Hebb => target,
        }
    }

    /// Δw of an input, which is η · factor · x, rounded once.
    pub fn change(&self, example: &Example, input: usize, factor: i8) -> f64 {
        let mut sum = vec![0; self.limbs];
        add_times(&mut sum, &example.inputs[input].gain, factor);
        exact::quotient(&sum, &self.scale)
    }

    /// Learns an example; returns whether any unit was wrong.
    #[inline(never)] // inlining it in every caller would enlarge the module
    pub fn learn(&self, weights: &mut Weights, example: &Example) -> bool {
        let mut wrong = false;
        for unit in 0..self.units {
            let target = self.target(unit, example.class);
            let output = self.output(weights, unit, example);
            wrong |= output != target;
            let factor = self.factor(target, output);
            if factor == 0 {
                continue;
            }
            for (at, input) in example.inputs.iter().enumerate() {
                let sum = &mut weights.sums[self.place(unit, at)];
                add_times(sum, &input.gain, factor);
                weights.about[3 * unit + at] = exact::approximate(sum);
            }
        }
        wrong
    }
}
