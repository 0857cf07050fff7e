//! Optimizers: how a gradient becomes a step. One file each, with the formula, Keras's defaults and Keras's arithmetic
//! (<https://keras.io/api/optimizers/>).
//!
//! In the formulas θ is a parameter, g its gradient, η the learning rate, t the number of this update (from 1).
//! An optimizer keeps some numbers for each parameter (its *slots*: m, v, …). Parameters and slots lie in one flat
//! buffer, `[θ | slot 1 | slot 2 | …]`, and an update reads the old buffer and writes a new one: if the new one is not
//! finite the old one simply stays.

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod nadam;
mod rmsprop;
mod sgd;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::{Adam, AdamW};
pub use adamax::Adamax;
pub use nadam::Nadam;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::kernels::MOST_REGISTERS;
use crate::simd::{Column, F32x4, LANES};
use value::{Choice, Error, Fields, Result, Value, number::shown, serialize_as_value};

/// What a hyperparameter may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// 0 or greater.
    NotNegative,
    /// From 0 to just below 1: a decay rate.
    Fraction,
}

impl Range {
    /// What is wrong with `value`, if anything is.
    pub fn check(self, value: f64) -> std::result::Result<(), String> {
        let (legal, expected) = match self {
            Self::NotNegative => (value >= 0.0, "0 or a number greater than 0"),
            // As an f32, which is what the arithmetic takes: 0.99999999 would be 1 there.
            Self::Fraction => (value >= 0.0 && (value as f32) < 1.0, "a number from 0 to less than 1"),
        };
        // Beyond f32 the arithmetic could only overflow.
        if legal && value <= f64::from(f32::MAX) { Ok(()) } else { Err(format!("{} is not {expected}", shown(value))) }
    }
}

/// One hyperparameter of an optimizer, to read, write, check or show.
pub enum Hyperparameter<'a> {
    /// A number in a range.
    Number(&'a mut f64, Range),
    /// A choice between two ways.
    Switch(&'a mut bool),
}

use Hyperparameter::{Number, Switch};

impl Hyperparameter<'_> {
    /// What it is now.
    pub fn value(&self) -> Value {
        match self {
            Number(number, _) => Value::Number(**number),
            Switch(switch) => Value::Bool(**switch),
        }
    }
}

/// The hyperparameters of an optimizer with their names, in the order of Keras's constructor.
type Hyperparameters<'a> = Vec<(&'static str, Hyperparameter<'a>)>;

/// What each optimizer says of itself.
trait Rule {
    /// The only listing of its hyperparameters: reading, writing and checking all go through it.
    fn hyperparameters(&mut self) -> Hyperparameters<'_>;

    /// Length of the state for `parameters` parameters: themselves, the slots, and what else is kept.
    fn state_len(&self, parameters: usize) -> usize;

    /// Fills the part of a fresh state behind the parameters, where it does not begin with zeros.
    fn begin(&self, _parameters: usize, _state: &mut [f32]) {}

    /// Update number `t` ≥ 1: reads `old` and the gradients, writes all of `new`. Returns whether all of it is finite.
    fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool;
}

/// An optimizer with its hyperparameters.
#[derive(Debug, Clone, PartialEq)]
pub enum Optimizer {
    /// Gradient descent, with or without momentum.
    Sgd(Sgd),
    /// Divides by a running mean of the gradient's size.
    RmsProp(RmsProp),
    /// Momentum and size, both corrected for their start.
    Adam(Adam),
    /// Adam with decoupled weight decay.
    AdamW(AdamW),
    /// Divides by the sum of all squared gradients.
    Adagrad(Adagrad),
    /// Steps in the units of the parameters.
    Adadelta(Adadelta),
    /// Adam with the largest gradient in place of the mean square.
    Adamax(Adamax),
    /// Adam with Nesterov's momentum.
    Nadam(Nadam),
}

/// The name of an optimizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are explained at Optimizer's variants")]
pub enum OptimizerName {
    Sgd,
    RmsProp,
    Adam,
    AdamW,
    Adagrad,
    Adadelta,
    Adamax,
    Nadam,
}

impl Choice for OptimizerName {
    const WHAT: &'static str = "an optimizer";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("sgd", Self::Sgd),
        ("rmsprop", Self::RmsProp),
        ("adam", Self::Adam),
        ("adagrad", Self::Adagrad),
        ("adadelta", Self::Adadelta),
        ("adamax", Self::Adamax),
        ("nadam", Self::Nadam),
        ("adamw", Self::AdamW),
    ];
}

impl Optimizer {
    /// The optimizer of that name with Keras's defaults.
    #[inline(never)] // wherever it were inlined, all defaults would be written out
    pub fn new(name: OptimizerName) -> Self {
        match name {
            OptimizerName::Sgd => Self::Sgd(Sgd::default()),
            OptimizerName::RmsProp => Self::RmsProp(RmsProp::default()),
            OptimizerName::Adam => Self::Adam(Adam::default()),
            OptimizerName::AdamW => Self::AdamW(AdamW::default()),
            OptimizerName::Adagrad => Self::Adagrad(Adagrad::default()),
            OptimizerName::Adadelta => Self::Adadelta(Adadelta::default()),
            OptimizerName::Adamax => Self::Adamax(Adamax::default()),
            OptimizerName::Nadam => Self::Nadam(Nadam::default()),
        }
    }

    /// Its name.
    pub fn name(&self) -> OptimizerName {
        match self {
            Self::Sgd(_) => OptimizerName::Sgd,
            Self::RmsProp(_) => OptimizerName::RmsProp,
            Self::Adam(_) => OptimizerName::Adam,
            Self::AdamW(_) => OptimizerName::AdamW,
            Self::Adagrad(_) => OptimizerName::Adagrad,
            Self::Adadelta(_) => OptimizerName::Adadelta,
            Self::Adamax(_) => OptimizerName::Adamax,
            Self::Nadam(_) => OptimizerName::Nadam,
        }
    }

    fn rule(&self) -> &dyn Rule {
        match self {
            Self::Sgd(rule) => rule,
            Self::RmsProp(rule) => rule,
            Self::Adam(rule) => rule,
            Self::AdamW(rule) => rule,
            Self::Adagrad(rule) => rule,
            Self::Adadelta(rule) => rule,
            Self::Adamax(rule) => rule,
            Self::Nadam(rule) => rule,
        }
    }

    /// Its hyperparameters with their names, to read or to change.
    pub fn hyperparameters(&mut self) -> Hyperparameters<'_> {
        match self {
            Self::Sgd(rule) => rule.hyperparameters(),
            Self::RmsProp(rule) => rule.hyperparameters(),
            Self::Adam(rule) => rule.hyperparameters(),
            Self::AdamW(rule) => rule.hyperparameters(),
            Self::Adagrad(rule) => rule.hyperparameters(),
            Self::Adadelta(rule) => rule.hyperparameters(),
            Self::Adamax(rule) => rule.hyperparameters(),
            Self::Nadam(rule) => rule.hyperparameters(),
        }
    }

    /// Reads what the user wrote: a bare name, or an object with `name` and hyperparameters. `lr`, Keras 2's spelling
    /// and the lecture's, is taken for `learning_rate`.
    pub fn parse(path: &str, value: &Value) -> Result<Self> {
        if let Value::Text(name) = value {
            return OptimizerName::from_name(name).map(Self::new).map_err(|problem| Error::config(path, problem));
        }
        let mut fields = Fields::new(path, value)?;
        let name = fields.choice::<OptimizerName>("name")?;
        let missing = || fields.error("name", format!("is missing; choose {}", OptimizerName::names()));
        let mut optimizer = Self::new(name.ok_or_else(missing)?);
        for (name, hyperparameter) in optimizer.hyperparameters() {
            match hyperparameter {
                Number(number, _) => {
                    let written = fields.number(name)?;
                    let short = if name == "learning_rate" { fields.number("lr")? } else { None };
                    if written.is_some() && short.is_some() {
                        return Err(fields.error("lr", "is the same as learning_rate; write one of them".into()));
                    }
                    *number = written.or(short).unwrap_or(*number);
                }
                Switch(switch) => *switch = fields.switch(name)?.unwrap_or(*switch),
            }
        }
        fields.finish()?;
        optimizer.check(path)?;
        Ok(optimizer)
    }

    /// Checks the range of each hyperparameter.
    pub fn check(&self, path: &str) -> Result<()> {
        for (name, hyperparameter) in self.clone().hyperparameters() {
            if let Number(number, range) = hyperparameter {
                range.check(*number).map_err(|problem| Error::config(format!("{path}.{name}"), problem))?;
            }
        }
        Ok(())
    }

    /// Length of the state for `parameters` parameters.
    pub fn state_len(&self, parameters: usize) -> usize {
        self.rule().state_len(parameters)
    }

    /// A state that begins with `parameters` and no history.
    pub fn fresh_state(&self, parameters: &[f32]) -> Vec<f32> {
        let mut state = vec![0.0; self.state_len(parameters.len())];
        state[..parameters.len()].copy_from_slice(parameters);
        self.rule().begin(parameters.len(), &mut state);
        state
    }

    /// Update number `t` ≥ 1: from the state `old` and the gradients, at least one, to the state `new`, both of
    /// [`state_len`](Self::state_len). Returns whether all of it is finite.
    pub fn update(&self, t: u64, gradients: &[f32], old: &[f32], new: &mut [f32]) -> bool {
        debug_assert!(!gradients.is_empty() && [old.len(), new.len()] == [self.state_len(gradients.len()); 2]);
        self.rule().update(t, gradients, old, new)
    }
}

serialize_as_value!(Optimizer);

impl From<&Optimizer> for Value {
    fn from(optimizer: &Optimizer) -> Self {
        let mut fields = vec![("name", Self::from(optimizer.name().name()))];
        for (name, hyperparameter) in optimizer.clone().hyperparameters() {
            fields.push((name, hyperparameter.value()));
        }
        Self::object(fields)
    }
}

/// Calls `rule` with gradients, parameters and slots, four at a time, and writes the new parameters and slots. Returns
/// whether all of them are finite.
#[inline(always)]
fn in_lanes<const N: usize>(
    gradients: &[f32],
    old: &[f32],
    new: &mut [f32],
    rule: impl Fn(F32x4, [F32x4; N]) -> [F32x4; N],
) -> bool
where
    [F32x4; N]: Column,
{
    let n = gradients.len();
    if n >= LANES {
        return fours(gradients, old, new, &rule);
    }
    let (gradients, old) = (&widened(gradients, n)[..LANES], &widened(old, n));
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    let is_finite = fours(gradients, old, &mut wide, &rule);
    for (at, value) in new.iter_mut().take(N * n).enumerate() {
        *value = wide[at / n * LANES + at % n];
    }
    is_finite
}

/// [`in_lanes`] for four parameters or more.
#[inline(never)]
fn fours<const N: usize>(
    gradients: &[f32],
    old: &[f32],
    new: &mut [f32],
    rule: &impl Fn(F32x4, [F32x4; N]) -> [F32x4; N],
) -> bool
where
    [F32x4; N]: Column,
{
    let n = gradients.len();
    let (mut at, mut sum) = (0, <[F32x4; N]>::splat(0.0));
    loop {
        let values = rule(F32x4::load(gradients, at), Column::load(old, n, at));
        // x · 0 is 0, or NaN.
        sum = sum.add_product(&values, F32x4::ZERO);
        values.store(new, n, at);
        at += LANES;
        if at >= n {
            return sum.total().sum() == 0.0;
        }
        // The last four may have been among the ones before: what is read stays as it was, so they become the same again.
        at = at.min(n - LANES);
    }
}

/// Parameters and slots of less than four parameters, as if there were four: the last of them is repeated, because zeros
/// could become 0/0.
fn widened(values: &[f32], n: usize) -> [f32; LANES * MOST_REGISTERS] {
    let mut wide = [0.0; LANES * MOST_REGISTERS];
    for (at, place) in wide.iter_mut().enumerate() {
        let from = at / LANES * n + (at % LANES).min(n - 1);
        *place = values.get(from).copied().unwrap_or_default();
    }
    wide
}

/// βᵗ as Keras has it: β as an f32, the power rounded to f32.
fn power(beta: f64, t: u64) -> f32 {
    let (mut base, mut exponent, mut product) = (f64::from(beta as f32), t, 1.0);
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    product as f32
}
