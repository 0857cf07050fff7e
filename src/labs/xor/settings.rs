//! The settings of the lab `xor`.

use super::MAX_STEPS;
use crate::nn::{Activation, random::MAX_SEED};
use value::{Bounds, Choice, Error, Fields, NumberSetting, Reason, Result, Value};

/// Weights and biases of both layers.
pub(super) const WEIGHTS: usize = 9;
/// OR and NAND in the hidden layer, AND behind it.
const BY_HAND: [f64; WEIGHTS] = [1.0, -1.0, 1.0, -1.0, -0.5, 1.5, 1.0, 1.0, -1.5];
const WEIGHT: Bounds = Bounds::between(-1000.0, 1000.0);
/// A weight that is set by hand is a whole number of millionths, so that sums of weights are exact.
const PARTS: f64 = 1e6;
const ETA: NumberSetting = NumberSetting::new("eta", 0.0, 1000.0, 1.0);
const SEED: NumberSetting = NumberSetting::whole("seed", 0, MAX_SEED, 0);
pub(super) const STEP: NumberSetting = NumberSetting::whole("step", 0, MAX_STEPS, 0);
const WAY: Way = Way::Hand;
const ACTIVATION: Hidden = Hidden::Tanh;

/// Where the weights come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They are set by a person; all units are steps.
    Hand,
    /// Gradient descent finds them.
    Learnt,
}

impl Choice for Way {
    const WHAT: &'static str = "a way to the weights";
    const NAMES: &'static [(&'static str, Self)] = &[("hand", Self::Hand), ("learnt", Self::Learnt)];
}

/// The activation of the hidden units that learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// −1 to 1.
    Tanh,
    /// 0 to 1.
    Sigmoid,
    /// A step, whose derivative is 0: such units never change.
    Heaviside,
}

impl Choice for Hidden {
    const WHAT: &'static str = "an activation of this lab";
    const NAMES: &'static [(&'static str, Self)] =
        &[("tanh", Self::Tanh), ("sigmoid", Self::Sigmoid), ("heaviside", Self::Heaviside)];
}

impl From<Hidden> for Activation {
    fn from(hidden: Hidden) -> Self {
        match hidden {
            Hidden::Tanh => Self::Tanh,
            Hidden::Sigmoid => Self::Sigmoid,
            Hidden::Heaviside => Self::Heaviside,
        }
    }
}

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What determines the run.
    pub task: Task,
    /// `step`: steps of gradient descent, 0 to [`MAX_STEPS`]; 0. By hand there are none.
    pub step: u64,
}

/// What determines the run.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// `way`: where the weights come from; by hand.
    pub way: Way,
    /// `weights`: those set by hand, as Keras lists them, `[w11, w12, w21, w22, b1, b2, v1, v2, c]`, where w12 is from x₁ to h₂;
    /// −1000 to 1000, rounded to six decimals; OR, NAND and AND.
    pub weights: [f64; WEIGHTS],
    /// `activation`: of the hidden units that learn; tanh.
    pub activation: Hidden,
    /// `eta`: the learning rate, 0 to 1000; 1.
    pub eta: f64,
    /// `seed`: of the weights from which they learn, drawn as Keras draws them and rounded to two decimals; 0.
    pub seed: u64,
}

/// What each setting may be.
pub(super) fn limits() -> Value {
    let weights = Value::default_of(Value::List(BY_HAND.map(Value::from).to_vec()));
    let others =
        [("way", Value::choices(Some(WAY))), ("weights", weights), ("activation", Value::choices(Some(ACTIVATION)))];
    let numbers = [&ETA, &SEED, &STEP].map(|number| (number.name, number.into()));
    Value::object(others.into_iter().chain(numbers).collect())
}

impl Settings {
    pub(super) fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let way = fields.choice("way")?.unwrap_or(WAY);
        let activation = fields.choice("activation")?.unwrap_or(ACTIVATION);
        let eta = fields.setting(&ETA)?;
        let seed = fields.setting(&SEED)? as u64;
        let step = fields.setting(&STEP)? as u64;
        let weights = weights(&mut fields)?;
        fields.finish()?;
        Ok(Self { task: Task { way, weights, activation, eta, seed }, step })
    }
}

/// A weight in millionths.
pub(super) fn whole(weight: f64) -> i64 {
    (weight * PARTS).round() as i64
}

/// The nearest number to so many millionths.
pub(super) fn of_whole(millionths: i64) -> f64 {
    millionths as f64 / PARTS
}

fn weights(fields: &mut Fields) -> Result<[f64; WEIGHTS]> {
    let Some(numbers) = fields.numbers("weights")? else { return Ok(BY_HAND) };
    let weights: [f64; WEIGHTS] = (&numbers[..])
        .try_into()
        .map_err(|_| fields.error("weights", Reason::count(numbers.len(), "numbers", WEIGHTS, WEIGHTS)))?;
    for (at, weight) in weights.into_iter().enumerate() {
        WEIGHT.check(weight).map_err(|reason| Error::config(format!("weights[{at}]"), reason))?;
    }
    Ok(weights.map(|weight| of_whole(whole(weight))))
}
