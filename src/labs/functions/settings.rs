//! The settings of the lab `functions`.

use super::core::CLASSES;
use crate::nn::{Activation, Loss, Targets, check_target};
use value::{Bounds, Choice, Error, Fields, NumberSetting, Reason, Result, Value, serialize_as_name};

/// The farthest place of the point, and the largest target.
const FARTHEST: f64 = 100.0;
const X: NumberSetting = NumberSetting::new("x", -FARTHEST, FARTHEST, 1.0);
const PREDICTION: NumberSetting = NumberSetting::new("prediction", -FARTHEST, FARTHEST, 0.2);
const TARGET: NumberSetting = NumberSetting::new("target", -FARTHEST, FARTHEST, 1.0);
const LABEL: NumberSetting = NumberSetting::whole("label", 1, CLASSES as u64, 1);
/// The largest logit: e³⁰ is a number that can be written.
const MAX_LOGIT: f64 = 30.0;
const LOGITS: [f64; CLASSES] = [2.0, 1.0, 0.1];
const FUNCTION: Function = Function::Activation(Activation::Relu);

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// g(x).
    Activation(Activation),
    /// A loss of a prediction and a target.
    Loss(Loss),
}

const NAMES: usize = Activation::NAMES.len() + Loss::NAMES.len();

impl Choice for Function {
    const WHAT: &'static str = "an activation or a loss";
    const NAMES: &'static [(&'static str, Self)] = &{
        let mut all = [("", FUNCTION); NAMES];
        let (mut at, activations) = (0, Activation::NAMES.len());
        while at < NAMES {
            all[at] = if at < activations {
                let (name, activation) = Activation::NAMES[at];
                (name, Self::Activation(activation))
            } else {
                let (name, loss) = Loss::NAMES[at - activations];
                (name, Self::Loss(loss))
            };
            at += 1;
        }
        all
    };
}

serialize_as_name!(Function);

/// The settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `function`: Keras's name of an activation or a loss; `relu`.
    pub function: Function,
    /// `x`: where an activation is looked at, −100 to 100; 1.
    pub x: f64,
    /// `prediction`: where a loss is looked at, −100 to 100; 0.2.
    pub prediction: f64,
    /// `target`: of a loss, −100 to 100; 1. As the loss reads it: 0 of a hinge is −1.
    pub target: f64,
    /// `logits`: of softmax and of the losses of several classes, three numbers from −30 to 30; 2, 1, 0.1.
    pub logits: [f64; CLASSES],
    /// `label`: the class whose logit the point moves, and which is the correct one for a loss, 1 to 3; 1. (Here from 0.)
    pub label: usize,
}

/// Whether a loss is about the probabilities of several classes.
pub(super) fn has_classes(loss: Loss) -> bool {
    loss.is_classification() && !matches!(loss.targets_kind(), Targets::Probabilities | Targets::Signs)
}

/// What each setting may be.
pub(super) fn limits() -> Value {
    let logits = Value::default_of(Value::List(LOGITS.map(Value::from).to_vec()));
    let others = [("function", Value::choices(Some(FUNCTION))), ("logits", logits)];
    let numbers = [&X, &PREDICTION, &TARGET, &LABEL].map(|number| (number.name, number.into()));
    Value::object(others.into_iter().chain(numbers).collect())
}

impl Settings {
    pub(super) fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let function = fields.choice("function")?.unwrap_or(FUNCTION);
        let x = fields.setting(&X)?;
        let prediction = fields.setting(&PREDICTION)?;
        let target = fields.setting(&TARGET)?;
        let label = fields.setting(&LABEL)? as usize - 1;
        let logits = logits(&mut fields)?;
        fields.finish()?;
        Ok(Self { function, x, prediction, target: read_target(function, target)?, logits, label })
    }
}

fn logits(fields: &mut Fields) -> Result<[f64; CLASSES]> {
    let Some(numbers) = fields.numbers("logits")? else { return Ok(LOGITS) };
    let logits: [f64; CLASSES] = (&numbers[..])
        .try_into()
        .map_err(|_| fields.error("logits", Reason::count(numbers.len(), "numbers", CLASSES, CLASSES)))?;
    for (at, logit) in logits.into_iter().enumerate() {
        let bounds = Bounds::between(-MAX_LOGIT, MAX_LOGIT);
        bounds.check(logit).map_err(|reason| Error::config(format!("logits[{at}]"), reason))?;
    }
    Ok(logits)
}

/// A target as a loss of one output reads it.
fn read_target(function: Function, target: f64) -> Result<f64> {
    let Function::Loss(loss) = function else { return Ok(target) };
    // Those of several classes have `label` instead.
    if has_classes(loss) {
        return Ok(target);
    }
    if let Some(reason) = check_target(loss, target as f32, 1) {
        return Err(Error::config("target", reason));
    }
    let map = loss.target_map([target as f32].into_iter());
    Ok(map.map_or(target, |(factor, term)| f64::from(factor) * target + f64::from(term)))
}
