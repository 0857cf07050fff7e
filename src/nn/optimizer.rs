//! The optimizer of a network: an update rule of `ops`, and the hyperparameters that all optimizers share.

use crate::{LearningRate, learning_rate::schedule_value};
use ops::{Bound, Clip, OptimizerName, Range, Rule, Setting, Slot, Step};
use std::ops::Range as Place;
use value::{Bounds, Choice, Error, Expected, Fields, Reason, Result, Value, number::as_written, serialize_as_value};

/// An optimizer with its hyperparameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimizer {
    /// η ≥ 0, or a schedule; 0.001, for SGD 0.01.
    pub learning_rate: LearningRate,
    /// λ ≥ 0 of a decay of all parameters, θ ← θ − θλη, before the rule; none, for AdamW 0.004.
    pub weight_decay: Option<f64>,
    /// How gradients are clipped, before anything else; none.
    pub clip: Option<Clip>,
    /// The update rule.
    pub rule: Rule,
}

/// A clip with its limit.
type MakeClip = fn(f64) -> Clip;

/// Keras's names of the clips.
const CLIPS: [(&str, MakeClip); 3] =
    [("clipnorm", Clip::Norm), ("clipvalue", Clip::Value), ("global_clipnorm", Clip::GlobalNorm)];

/// A hyperparameter of an optimizer with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyperparameter {
    /// Its name in Keras.
    pub name: &'static str,
    /// What it is.
    pub setting: Setting,
}

impl Hyperparameter {
    /// Its value.
    pub fn value(&self) -> Value {
        match &self.setting {
            Setting::Number(number, _) => Value::Number(*number),
            Setting::Switch(on) => Value::Bool(*on),
            Setting::Schedule(schedule) => schedule_value(schedule),
        }
    }
}

impl Optimizer {
    /// Optional hyperparameters of every optimizer: a weight decay, and at most one of three clips.
    pub const OPTIONS: [&str; 4] = ["weight_decay", CLIPS[0].0, CLIPS[1].0, CLIPS[2].0];

    /// The optimizer of that name with Keras's defaults.
    pub fn new(name: OptimizerName) -> Self {
        Self {
            learning_rate: name.learning_rate().into(),
            weight_decay: name.weight_decay(),
            clip: None,
            rule: name.rule(),
        }
    }

    /// Its name.
    pub fn name(&self) -> OptimizerName {
        self.rule.name()
    }

    /// All hyperparameters that have a value: the learning rate, the weight decay, those of the rule in the order of Keras's
    /// constructor, and the clip.
    pub fn hyperparameters(&self) -> Vec<Hyperparameter> {
        let number = |name, value| Hyperparameter { name, setting: Setting::Number(value, Range::NotNegative) };
        let mut all = vec![match &self.learning_rate {
            LearningRate::Constant(rate) => number("learning_rate", *rate),
            LearningRate::Schedule(schedule) => {
                Hyperparameter { name: "learning_rate", setting: Setting::Schedule(schedule.clone()) }
            }
        }];
        if let Some(decay) = self.weight_decay {
            all.push(number("weight_decay", decay));
        }
        for (name, setting) in self.rule.hyperparameters() {
            all.push(Hyperparameter { name, setting });
        }
        for (name, clip) in CLIPS {
            if let Some(own) = self.clip.filter(|own| *own == clip(own.limit())) {
                all.push(number(name, own.limit()));
            }
        }
        all
    }

    /// Sets a hyperparameter by its name. A clip replaces another.
    ///
    /// # Errors
    /// For an unknown name and for an illegal value. Nothing has changed then.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<()> {
        self.assign(name, name, &value.into())
    }

    /// η of the update after this many.
    pub fn learning_rate_at(&self, iterations: u64) -> f64 {
        self.learning_rate.at(iterations)
    }

    /// η of the update after this many, if it is θ ← θ − ηg and nothing else.
    pub(crate) fn plain_rate(&self, iterations: u64) -> Option<f32> {
        let is_plain = self.weight_decay.is_none() && self.clip.is_none() && self.rule.is_plain();
        is_plain.then(|| self.learning_rate_at(iterations) as f32)
    }

    /// Its slots in the order of the state: slot s of parameter i of n is at n (s + 1) + i.
    pub fn slots(&self) -> &'static [Slot] {
        self.rule.slots()
    }

    /// The [`slots`](Self::slots) that the formula reads with the present hyperparameters, with their indices. (The others
    /// exist so that momentum, for example, can be switched on during training.)
    pub fn slots_in_use(&self) -> impl Iterator<Item = (usize, Slot)> {
        self.slots().iter().copied().enumerate().filter(|(slot, _)| self.rule.uses(*slot))
    }

    /// Length of the state for `parameters` parameters.
    pub fn state_len(&self, parameters: usize) -> usize {
        self.rule.state_len(parameters)
    }

    /// The initial state: `parameters`, and the slots at their initial values.
    pub fn fresh_state(&self, parameters: &[f32]) -> Vec<f32> {
        self.rule.fresh_state(parameters)
    }

    /// Clips gradients, as before an [`update`](Self::update). `variables` are the positions of kernels and biases.
    ///
    /// # Panics
    /// If a position lies beyond the gradients.
    pub fn clip(&self, gradients: &mut [f32], variables: impl Iterator<Item = Place<usize>>) {
        if let Some(clip) = self.clip {
            clip.apply(gradients, variables);
        }
    }

    /// A bound on the state after an update with η = `learning_rate`, as for [`Bound::after`]; `None` unless it is certain that it will
    /// be finite.
    pub fn bound_after(&self, bound: &Bound, learning_rate: f32, gradients: &[f32]) -> Option<Bound> {
        let decay = self.weight_decay.unwrap_or_default() as f32 * learning_rate;
        bound.after(&self.rule, learning_rate, decay, gradients)
    }

    /// Update number `t` ≥ 1 with η = `learning_rate`, by at least one gradient, of a `state` of [`state_len`](Self::state_len), in place.
    ///
    /// # Panics
    /// If there is no gradient, or the state is shorter than [`state_len`](Self::state_len).
    pub fn update(&self, t: u64, learning_rate: f32, gradients: &[f32], state: &mut [f32]) {
        if let Some(weight_decay) = self.weight_decay {
            ops::decay(&mut state[..gradients.len()], weight_decay as f32, learning_rate);
        }
        self.rule.update(Step { t, learning_rate, gradients, state });
    }

    /// Reads a name, or an object with `name` and hyperparameters. `lr`, the spelling of Keras 2 and of the lecture, means
    /// `learning_rate`.
    ///
    /// # Errors
    /// [`Config`](value::ErrorKind::Config) for an unknown name or hyperparameter, one that is out of its range, and
    /// two that exclude each other.
    pub fn parse(path: &str, value: &Value) -> Result<Self> {
        if let Value::Text(name) = value {
            return OptimizerName::from_name(name).map(Self::new).map_err(|reason| Error::config(path, reason));
        }
        let mut fields = Fields::new(path, value)?;
        let mut optimizer = Self::new(fields.require_choice("name")?);
        let mut clip = None;
        for name in optimizer.names() {
            let mut written = fields.take(name);
            if name == "learning_rate" {
                let short = fields.take("lr");
                if written.is_some() && short.is_some() {
                    return Err(fields.error("lr", Reason::Conflict { with: "learning_rate" }));
                }
                written = written.or(short);
            }
            if let Some(value) = written {
                let is_clip = CLIPS.iter().any(|(clip, _)| *clip == name);
                if let Some(other) = clip.filter(|_| is_clip) {
                    return Err(fields.error(name, Reason::Conflict { with: other }));
                }
                clip = is_clip.then_some(name).or(clip);
                optimizer.assign(&fields.path(name), name, value)?;
            }
        }
        fields.finish()?;
        Ok(optimizer)
    }

    /// The names of all hyperparameters, those without a value included.
    fn names(&self) -> Vec<&'static str> {
        let mut names = vec!["learning_rate", "weight_decay"];
        for (name, _) in self.rule.hyperparameters() {
            names.push(name);
        }
        names.extend(CLIPS.map(|(name, _)| name));
        names
    }

    /// Sets a hyperparameter by its name; messages call it by its path.
    fn assign(&mut self, path: &str, name: &str, value: &Value) -> Result<()> {
        if name == "learning_rate" {
            self.learning_rate = LearningRate::parse(path, value)?;
            return Ok(());
        }
        let own = self.rule.hyperparameters().into_iter().find(|(its, _)| *its == name);
        let range = match own {
            Some((_, Setting::Switch(_))) => {
                let Value::Bool(on) = value else {
                    return Err(Error::config(path, Reason::wrong_type(value, Expected::Boolean)));
                };
                self.rule.set_switch(name, *on);
                return Ok(());
            }
            Some((_, Setting::Number(_, range))) => range,
            _ if self.names().contains(&name) => Range::NotNegative,
            _ => {
                return Err(Error::config(path, Reason::UnknownField { choices: self.names() }));
            }
        };
        let Value::Number(number) = value else {
            return Err(Error::config(path, Reason::wrong_type(value, Expected::Number)));
        };
        check_range(range, *number).map_err(|reason| Error::config(path, reason))?;
        match name {
            "weight_decay" => self.weight_decay = Some(*number),
            _ => match CLIPS.iter().find(|(clip, _)| *clip == name) {
                Some((_, clip)) => self.clip = Some(clip(*number)),
                None => _ = self.rule.set_number(name, *number),
            },
        }
        Ok(())
    }

    /// Checks the range of each hyperparameter.
    ///
    /// # Errors
    /// For the first that is out of its range.
    pub fn check(&self, path: &str) -> Result<()> {
        self.learning_rate.check(&format!("{path}.learning_rate"))?;
        for Hyperparameter { name, setting } in self.hyperparameters() {
            if let Setting::Number(number, range) = setting {
                check_range(range, number).map_err(|reason| Error::config(format!("{path}.{name}"), reason))?;
            }
        }
        Ok(())
    }
}

/// Checks that a number is in a range.
///
/// # Errors
/// [`Reason::NotFinite`], [`Reason::OutOfRange`].
pub fn check_range(range: Range, value: f64) -> std::result::Result<(), Reason> {
    if range.contains(value) {
        return Ok(());
    }
    if !value.is_finite() {
        return Err(Reason::NotFinite { value });
    }
    let bounds = match range {
        Range::NotNegative if value > 0.0 => Bounds::between(0.0, as_written(f32::MAX)),
        Range::NotNegative => Bounds::from(0.0),
        Range::Exponent => Bounds::between(-100.0, 0.0),
        Range::Part => Bounds::between(1e-7, 1.0),
        Range::Steps if value > 1.0 => Bounds::between(1.0, as_written(f32::MAX)),
        Range::Steps => Bounds::from(1.0),
        Range::Whole => Bounds::whole(0, value::MAX_SAFE_INTEGER),
        Range::Fraction => Bounds::below(0.0, 1.0),
    };
    Err(Reason::OutOfRange { value, range: bounds })
}

serialize_as_value!(Optimizer);

impl From<&Optimizer> for Value {
    fn from(optimizer: &Optimizer) -> Self {
        let mut fields = vec![("name", Self::from(optimizer.name().name()))];
        for hyperparameter in optimizer.hyperparameters() {
            fields.push((hyperparameter.name, hyperparameter.value()));
        }
        Self::object(fields)
    }
}
