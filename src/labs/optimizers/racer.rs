//! One optimizer on its way.

use super::{Ground, arrows::arrows, numbers, ranking::Standing, slides};
use crate::{
    keras::optimizer_arguments,
    labs::geometry::Window,
    nn::{Optimizer, OptimizerName, Rule, Slot},
};
use value::{Choice, Error, Result, Value};

/// Keras's optimizers by the names of the lecture: momentum and Nesterov's are the SGD class in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are explained at Optimizer's variants")]
pub enum RacerName {
    Sgd,
    /// [`Sgd`](Self::Sgd) whose `momentum` is 0.9 where it is not given, as on the slide.
    Momentum,
    /// [`Momentum`](Self::Momentum) with `nesterov`.
    Nesterov,
    RmsProp,
    Adam,
    Adagrad,
    Adadelta,
    Adamax,
    Nadam,
    AdamW,
}

impl Choice for RacerName {
    const WHAT: &'static str = "an optimizer";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("sgd", Self::Sgd),
        ("momentum", Self::Momentum),
        ("nesterov", Self::Nesterov),
        ("rmsprop", Self::RmsProp),
        ("adam", Self::Adam),
        ("adagrad", Self::Adagrad),
        ("adadelta", Self::Adadelta),
        ("adamax", Self::Adamax),
        ("nadam", Self::Nadam),
        ("adamw", Self::AdamW),
    ];
}

/// The momentum of the slides.
const MOMENTUM: f64 = 0.9;

/// How a racer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// On its way.
    Running,
    /// It is at a minimum, and slow; it stays there.
    Arrived,
    /// It stopped before an update that would have left all numbers or the neighbourhood of the surface's own window.
    Diverged,
}

/// What counts as being at a minimum: this part of the width of the surface's own window away, or less, ...
const NEAR: f64 = 0.002;
/// ... and with steps of this part of it.
const SLOW: f64 = 0.0002;
/// So many widths away from that window a racer is lost.
const LOST: f64 = 1000.0;

/// An optimizer with its state, and the way that it has come.
pub struct Racer {
    name: RacerName,
    optimizer: Optimizer,
    /// `[θ | slot 1 | …]`, two numbers each.
    state: Vec<f32>,
    /// The state after the coming update.
    next: Vec<f32>,
    /// Updates so far.
    step: u64,
    status: Status,
    trail: Trail,
}

impl Racer {
    /// Reads a name or an object with one, and puts the racer at the start.
    pub(super) fn parse(at: usize, value: &Value, ground: &Ground, start: [f64; 2], window: Window) -> Result<Self> {
        let path = format!("racers[{at}]");
        let (name, mut written) = match value {
            Value::Text(name) => (Some(name), Vec::new()),
            Value::Map(entries) => {
                let name = entries.iter().find_map(|(key, value)| match value {
                    Value::Text(name) if key == "name" => Some(name),
                    _ => None,
                });
                let rest = entries.iter().filter(|(key, value)| key != "name" && *value != Value::Null);
                (name, rest.cloned().collect())
            }
            other => return Err(Error::config(path, format!("{other} is neither a name nor an object with a name"))),
        };
        let missing = || Error::config(&*path, format!("the name is missing; choose one of {}", RacerName::names()));
        let name = RacerName::from_name(name.ok_or_else(missing)?);
        let name = name.map_err(|problem| Error::config(format!("{path}.name"), problem))?;
        let keras_name = match name {
            RacerName::Momentum | RacerName::Nesterov => OptimizerName::Sgd.name(),
            other => other.name(),
        };
        let mut default = |key: &str, value: Value| {
            if !written.iter().any(|(its, _)| its == key) {
                written.push((key.to_owned(), value));
            }
        };
        default("name", keras_name.into());
        if matches!(name, RacerName::Momentum | RacerName::Nesterov) {
            default("momentum", MOMENTUM.into());
        }
        if name == RacerName::Nesterov {
            default("nesterov", Value::Bool(true));
        }
        let has_rate = written.iter().any(|(key, _)| key == "learning_rate" || key == "lr");
        let mut written = Value::Map(written);
        let mut optimizer = Optimizer::parse(&path, &written)?;
        if let (false, Value::Map(entries)) = (has_rate, &mut written) {
            entries.push(("learning_rate".into(), ground.rate(&optimizer).into()));
            optimizer = Optimizer::parse(&path, &written)?;
        }
        let state = optimizer.fresh_state(&start.map(|at| at as f32));
        let trail = Trail::new(window, pair(&state, 0));
        let mut racer = Self { name, next: state.clone(), optimizer, state, step: 0, status: Status::Running, trail };
        racer.look_ahead(ground);
        Ok(racer)
    }

    /// Where it is. The state is as long as two parameters at least.
    pub(super) fn theta(&self) -> [f64; 2] {
        pair(&self.state, 0)
    }

    /// The gradient here, as the optimizer gets it.
    fn gradient(&self, ground: &Ground) -> [f32; 2] {
        ground.gradient(self.theta()).map(|slope| slope as f32)
    }

    /// Fills `next` with what the coming update would do.
    fn look_ahead(&mut self, ground: &Ground) {
        let gradient = self.gradient(ground);
        self.optimizer.update(self.step + 1, &gradient, &self.state, &mut self.next);
    }

    /// Goes on until it has made `steps` updates, has arrived, or is lost.
    pub(super) fn run(&mut self, ground: &Ground, steps: u64) {
        let [x, y] = ground.window();
        let width = (x[1] - x[0]).max(y[1] - y[0]);
        while self.step < steps && self.status == Status::Running {
            let (here, there) = (self.theta(), pair(&self.next, 0));
            let is_finite = self.next.iter().all(|value| value.is_finite());
            let is_lost =
                [x, y].iter().zip(there).any(|([low, high], at)| at < low - LOST * width || at > high + LOST * width);
            if !is_finite || is_lost {
                self.status = Status::Diverged;
                return;
            }
            std::mem::swap(&mut self.state, &mut self.next);
            self.step += 1;
            self.trail.push(self.step, there);
            self.look_ahead(ground);
            let is_near = ground.minima().iter().any(|minimum| distance(*minimum, there) <= NEAR * width);
            if is_near && distance(here, there) <= SLOW * width {
                self.status = Status::Arrived;
            }
        }
    }

    /// What decides about its place.
    pub(super) fn standing(&self, ground: &Ground) -> Standing {
        Standing { status: self.status, step: self.step, height: ground.height(self.theta()) }
    }

    /// What is shown of it:
    /// - `name`, `optimizer` (all hyperparameters), `code` (as Keras has it);
    /// - `status`: `running`, `arrived` or `diverged`; `step`: the updates that it has made;
    /// - `path`: `{ x, y, step, height }`, lists of equal length, thinned to what can be seen, the present place last;
    /// - `theta`, `height`, `gradient` here; `place`: see [`Ranking`](super::Ranking);
    /// - of the coming update: `slots` `[{ name, before, after }]`, `corrected` `[{ name, value }]` (bias-corrected m̂, v̂ …),
    ///   `update` (Δθ), `next` (θ) and `next_height`;
    /// - `t`: the number of that update; `alpha`: η with both of Adam's corrections folded in, as Keras has it;
    ///   `mu` `[μₜ, μₜ₊₁]` and `product` of all μ so far, for Nadam;
    /// - `arrows`: what it is made of, see [`arrows`];
    /// - `slide`: the same update by the formula of the slide, see [`slides::update`]; nothing, where there is no slide.
    pub(super) fn shown(&self, ground: &Ground, place: usize) -> Value {
        let (theta, next) = (self.theta(), pair(&self.next, 0));
        let gradient = self.gradient(ground).map(f64::from);
        let status = match self.status {
            Status::Running => "running",
            Status::Arrived => "arrived",
            Status::Diverged => "diverged",
        };
        let slots = self.optimizer.slots_in_use().map(|(slot, Slot { symbol })| {
            Value::object(vec![
                ("name", symbol.into()),
                ("before", pair(&self.state, slot + 1).into()),
                ("after", pair(&self.next, slot + 1).into()),
            ])
        });
        let t = self.step + 1;
        let corrected = slides::corrected(&self.optimizer, t, gradient, &self.next);
        let arrows = arrows(&self.optimizer, gradient, &self.state, &self.next, &corrected);
        let corrected = corrected
            .into_iter()
            .map(|(name, value)| Value::object(vec![("name", name.into()), ("value", value.into())]));
        let mu = if let Rule::Nadam(nadam) = &self.optimizer.rule { Some(slides::mu(nadam, t)) } else { None };
        let product = self.state.get(6).filter(|_| mu.is_some()).map(|product| f64::from(*product));
        Value::object(vec![
            ("name", self.name.name().into()),
            ("optimizer", Value::from(&self.optimizer)),
            ("code", Value::Text(code(&self.optimizer))),
            ("status", status.into()),
            ("step", (self.step as f64).into()),
            ("path", self.trail.shown(ground, self.step, theta)),
            ("theta", theta.into()),
            ("height", ground.height(theta).into()),
            ("place", (place as f64).into()),
            ("gradient", gradient.into()),
            ("slots", Value::List(slots.collect())),
            ("t", (t as f64).into()),
            ("alpha", slides::alpha(&self.optimizer, t).into()),
            ("mu", mu.into()),
            ("product", product.into()),
            ("corrected", Value::List(corrected.collect())),
            ("arrows", arrows),
            ("update", [next[0] - theta[0], next[1] - theta[1]].into()),
            ("next", next.into()),
            ("next_height", ground.height(next).into()),
            ("slide", slides::update(&self.optimizer, t, gradient, &self.state, next)),
        ])
    }
}

/// The two numbers of a slot; slot 0 is θ. What is not there is 0.
pub(super) fn pair(state: &[f32], slot: usize) -> [f64; 2] {
    [0, 1].map(|at| state.get(2 * slot + at).map_or(0.0, |value| f64::from(*value)))
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    (x * x + y * y).sqrt()
}

/// Keras's line of code, as the slides write it: the learning rate, which is always there, and whatever else is not Keras's default.
fn code(optimizer: &Optimizer) -> String {
    let arguments = optimizer_arguments(optimizer, |name| name == "learning_rate");
    format!("optimizer = keras.optimizers.{}({arguments})", optimizer.name().keras_class())
}

/// A path, thinned to what can be seen of it.
struct Trail {
    points: Vec<(u64, [f64; 2])>,
    /// Points nearer than this to the last one are not drawn.
    least: f64,
    /// Of the others, one in so many is kept: always an odd number, so that zigzags stay zigzags.
    stride: usize,
    passed: usize,
}

impl Trail {
    /// The most points that are kept.
    const MOST: usize = 1024;

    fn new([x, y]: Window, start: [f64; 2]) -> Self {
        let least = (x[1] - x[0]).max(y[1] - y[0]) / 1000.0;
        Self { points: vec![(0, start)], least, stride: 1, passed: 0 }
    }

    fn push(&mut self, step: u64, at: [f64; 2]) {
        if self.points.last().is_some_and(|(_, last)| distance(*last, at) < self.least) {
            return;
        }
        self.passed += 1;
        if self.passed.is_multiple_of(self.stride) {
            self.points.push((step, at));
        }
        if self.points.len() > Self::MOST {
            let mut index = 0;
            self.points.retain(|_| {
                index += 1;
                index % 3 == 1
            });
            self.stride *= 3;
            self.passed = 0;
        }
    }

    fn shown(&self, ground: &Ground, step: u64, theta: [f64; 2]) -> Value {
        let mut points = self.points.clone();
        if points.last().is_none_or(|(last, _)| *last != step) {
            points.push((step, theta));
        }
        let (mut x, mut y, mut steps, mut heights) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (step, at) in points {
            x.push(at[0]);
            y.push(at[1]);
            steps.push(step as f64);
            heights.push(ground.height(at));
        }
        Value::object(vec![
            ("x", numbers(&x)),
            ("y", numbers(&y)),
            ("step", numbers(&steps)),
            ("height", numbers(&heights)),
        ])
    }
}
