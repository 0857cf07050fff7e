//! The output of the lab.

use super::{
    Run, Settings,
    bell::Bell,
    code::code,
    core::{CLASSES, Layer},
    curve::{Jump, SMALL, Tail, lines, tails},
    outputs::{Pair, pairs},
    settings::{Function, has_classes},
};
use crate::{
    labs::geometry::{Point, Window},
    nn::{Activation, Loss, Targets},
};
use serde::Serialize;
use value::{Choice, Result};

/// Halves of the picture's width: the least that holds the point.
const HALVES: [f64; 6] = [4.0, 6.0, 10.0, 20.0, 50.0, 120.0];
/// The half for activations at least.
const ACTIVATION: usize = 1;
/// What is seen beyond 0 and 1 where the prediction is a probability.
const BEYOND: f64 = 0.3;
/// How far derivatives are looked at for being lost.
const FAR: f64 = 12.0;
/// The heights that are seen of a loss of probabilities or classes.
const HIGHEST: f64 = 5.0;
/// Steps of the point from edge to edge, at least.
const NOTCHES: f64 = 40.0;
/// Rows of the table of values.
const ROWS: i32 = 12;

/// What kind of function it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsKind"))]
pub enum Kind {
    /// An activation of one unit.
    Activation,
    /// Softmax, of all units of a layer.
    Softmax,
    /// A loss of one output.
    Loss,
    /// A loss of the probabilities of several classes.
    Classes,
}

/// The output of the lab.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsShown"))]
pub struct Shown {
    /// What kind of function it is.
    pub kind: Kind,
    /// Its name.
    pub function: &'static str,
    /// What its targets are, of a loss: `numbers` `probabilities` `signs` `distribution` `class`.
    pub targets: Option<&'static str>,
    /// The target as the loss reads it.
    pub target: f64,
    /// The picture: `[[left, right], [bottom, top]]`.
    pub window: Window,
    /// Where the point is: x, the prediction, or the logit of the chosen class.
    pub x: f64,
    /// How far a step moves it: to the next multiple of that.
    pub notch: f64,
    /// The value there; of softmax, the chosen class's probability.
    pub value: f64,
    /// The derivative there.
    pub derivative: f64,
    /// The function as lines without jumps: `[piece][point][x, y]`.
    pub values: Vec<Vec<Point>>,
    /// Its jumps.
    pub jumps: Vec<Jump>,
    /// The derivative as lines without jumps.
    pub derivatives: Vec<Vec<Point>>,
    /// The derivative's jumps.
    pub derivative_jumps: Vec<Jump>,
    /// Where a gradient is lost, towards both ends. If both tails begin at the same place, it is lost everywhere.
    pub tails: Vec<Tail>,
    /// The limit of a derivative that is as good as none.
    pub small: f64,
    /// x, value and derivative, at round places.
    pub table: Vec<[f64; 3]>,
    /// The numbers in some activations' formulas.
    pub constants: Constants,
    /// What it does to normal inputs, of an activation.
    pub bell: Option<Bell>,
    /// The classes, of softmax and of the losses of several classes.
    pub classes: Option<Probabilities>,
    /// The largest value of a loss whose predictions are clipped.
    pub most: Option<f64>,
    /// The mean over a few examples, of a loss.
    pub batch: Option<Batch>,
    /// The activations of the last layer with a loss.
    pub pairs: Vec<Pair>,
    /// Keras's spelling, a line each.
    pub code: Vec<String>,
}

/// The derivatives on both sides of 0, which are the constants of the activations that have some.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsConstants"))]
pub struct Constants {
    /// At 0, where Keras takes the left side.
    pub left: f64,
    /// At 1.
    pub right: f64,
}

/// Logits and what softmax makes of them.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsProbabilities"))]
pub struct Probabilities {
    /// Each class.
    pub all: Vec<Class>,
    /// Σ eᶻ.
    pub sum: f64,
    /// The chosen one, from 0.
    pub label: usize,
}

/// A class.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsClass"))]
pub struct Class {
    /// z.
    pub logit: f64,
    /// eᶻ.
    pub exp: f64,
    /// Its fraction of the sum.
    pub probability: f64,
    /// The target: 1 for the correct class, else 0.
    pub target: f64,
    /// Of softmax, the derivative of the chosen class's probability by this logit; of a loss, the loss's.
    pub slope: f64,
}

/// The mean loss of a few examples.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsBatch"))]
pub struct Batch {
    /// The first is the point.
    pub examples: Vec<Example>,
    /// Their mean loss, as it trains.
    pub mean: f64,
}

/// An example of a batch.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsExample"))]
pub struct Example {
    /// The target; with several classes the correct class, from 0.
    pub target: f64,
    /// The prediction; with several classes the correct class's probability.
    pub prediction: f64,
    /// Its loss.
    pub loss: f64,
}

/// Other examples of a batch, with one output: targets and predictions, by the kind of the targets.
fn examples(kind: Targets) -> [[f64; 2]; 3] {
    match kind {
        Targets::Probabilities => [[1.0, 0.9], [0.0, 0.25], [1.0, 0.5]],
        Targets::Signs => [[1.0, 1.5], [-1.0, -0.5], [-1.0, 0.25]],
        _ => [[1.0, 0.5], [-0.5, 0.25], [2.0, 0.5]],
    }
}

/// The same with several classes: the class, and the logits.
const OF_CLASSES: [(usize, [f64; CLASSES]); 3] = [(0, [2.0, 0.0, 0.0]), (1, [1.0, 1.0, 0.0]), (2, [0.0, 1.0, 0.5])];

/// A function and its derivative, which are asked for apart: a loss of several classes asks a network for each.
#[derive(Clone, Copy)]
struct At<'a> {
    value: &'a dyn Fn(f64) -> f64,
    slope: &'a dyn Fn(f64) -> f64,
}

impl At<'_> {
    fn both(self, x: f64) -> [f64; 2] {
        [(self.value)(x), (self.slope)(x)]
    }
}

impl Shown {
    pub(super) fn new(settings: &Settings, run: &Run) -> Self {
        match settings.function {
            Function::Activation(Activation::Softmax) => softmax(settings),
            Function::Activation(activation) => Self::of_activation(activation, settings, run),
            Function::Loss(loss) if has_classes(loss) => Self::of_classes(loss, settings),
            Function::Loss(loss) => Self::of_loss(loss, settings),
        }
    }

    fn of_activation(activation: Activation, settings: &Settings, run: &Run) -> Self {
        let at = |x: f64| activation.at(x).unwrap_or([f64::NAN; 2]);
        let half = half(settings.x, ACTIVATION);
        let both = At { value: &|x| at(x)[0], slope: &|x| at(x)[1] };
        let mut shown = Self::curve(Kind::Activation, settings, settings.x, [-half, half], half, 0.0, both);
        shown.constants = Constants { left: at(0.0)[1], right: at(1.0)[1] };
        shown.bell = Some(Bell::new(&run.bell, &at, shown.window));
        shown
    }

    fn of_loss(loss: Loss, settings: &Settings) -> Self {
        let Settings { prediction, target, .. } = *settings;
        let at = |prediction: f64| loss.at(target, prediction).unwrap_or([f64::NAN; 2]);
        let is_probability = loss.targets_kind() == Targets::Probabilities;
        let is_beyond = !(-BEYOND..=1.0 + BEYOND).contains(&prediction);
        let half = half(prediction.abs().max(target.abs() + 1.0), 0);
        let (range, cap) = match (is_probability, is_beyond) {
            (true, false) => ([-BEYOND, 1.0 + BEYOND], HIGHEST),
            (true, true) => ([-half, half], HIGHEST),
            _ => ([-half, half], 1.5 * half),
        };
        let both = At { value: &|prediction| at(prediction)[0], slope: &|prediction| at(prediction)[1] };
        let mut shown = Self::curve(Kind::Loss, settings, prediction, range, cap, target, both);
        // Worst: certain of the other class.
        shown.most = is_probability.then(|| at(if target < 0.5 { 1.0 } else { 0.0 })[0]);
        shown.batch = batch(loss, settings).ok();
        shown
    }

    fn of_classes(loss: Loss, settings: &Settings) -> Self {
        let label = settings.label;
        let targets = targets(loss, label);
        let layer = Layer::new(CLASSES, Activation::Softmax, loss).ok();
        let with = |logit: f64| {
            let mut logits = settings.logits;
            logits[label] = logit;
            logits
        };
        let value = |logit: f64| layer.as_ref()?.loss(&with(logit), &targets).ok();
        let slope = |logit: f64| layer.as_ref()?.slopes(&with(logit), &targets).ok().map(|slopes| slopes[label]);
        let both =
            At { value: &|logit| value(logit).unwrap_or(f64::NAN), slope: &|logit| slope(logit).unwrap_or(f64::NAN) };
        let logit = settings.logits[label];
        let half = half(logit, ACTIVATION);
        let mut shown = Self::curve(Kind::Classes, settings, logit, [-half, half], half + 1.0, 0.0, both);
        let slopes = layer.as_ref().and_then(|layer| layer.slopes(&settings.logits, &targets).ok());
        shown.classes = Some(probabilities(settings, |class| {
            slopes.as_ref().and_then(|slopes| slopes.get(class).copied()).unwrap_or(f64::NAN)
        }));
        shown.batch = batch_of_classes(loss, settings).ok();
        shown
    }

    /// All that a function of one number has. No more than `cap` is seen of it, upwards and downwards.
    fn curve(kind: Kind, settings: &Settings, x: f64, across: [f64; 2], cap: f64, middle: f64, at: At) -> Self {
        let window = [across, heights(across, cap, at)];
        let [value, derivative] = at.both(x);
        let (values, jumps) = lines(at.value, across, window[1]);
        let (derivatives, derivative_jumps) = lines(at.slope, across, window[1]);
        let row = |at_row: i32| {
            let [low, high] = across;
            let x = (low * f64::from(ROWS - at_row) + high * f64::from(at_row)) / f64::from(ROWS);
            let [value, derivative] = at.both(x);
            [x, value, derivative]
        };
        let (targets, pairs) = match settings.function {
            Function::Loss(loss) => (Some(targets_name(loss)), pairs(loss, settings.target)),
            Function::Activation(_) => (None, Vec::new()),
        };
        Self {
            kind,
            function: settings.function.name(),
            targets,
            target: settings.target,
            window,
            x,
            notch: notch(across),
            value,
            derivative,
            values,
            jumps,
            derivatives,
            derivative_jumps,
            tails: tails(at.slope, middle, FAR + 2.0 * middle.abs()),
            small: SMALL,
            table: (0..=ROWS).map(row).collect(),
            constants: Constants { left: 0.0, right: 0.0 },
            bell: None,
            classes: None,
            most: None,
            batch: None,
            pairs,
            code: code(settings.function),
        }
    }
}

/// Half the width of a picture that holds this place.
fn half(x: f64, least: usize) -> f64 {
    let holds = |half: &&f64| **half >= x.abs();
    HALVES[least..].iter().find(holds).copied().unwrap_or(HALVES[HALVES.len() - 1])
}

/// The largest of 1, 2 and 5 times a power of ten of which there are at least [`NOTCHES`] from edge to edge.
fn notch([low, high]: [f64; 2]) -> f64 {
    let most = (high - low) / NOTCHES * (1.0 + 1e-9);
    let notches = [5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02];
    notches.into_iter().find(|notch| *notch <= most).unwrap_or(0.01)
}

/// What is seen upwards: all of both, no more than `cap`.
fn heights(across: [f64; 2], cap: f64, at: At) -> [f64; 2] {
    let places = (0..=100).map(|place| across[0] + (across[1] - across[0]) * f64::from(place) / 100.0);
    let limited = |y: f64| y.max(-cap).min(cap);
    let all = places.flat_map(|x| at.both(x)).map(limited);
    let [low, high] = all.fold([0.0, 0.0], |[low, high]: [f64; 2], y| [low.min(y), high.max(y)]);
    let room = 0.06 * (high - low);
    [low - room, high + room]
}

/// Softmax has no curve: the point is the logit of the chosen class.
fn softmax(settings: &Settings) -> Shown {
    let layer = Layer::new(CLASSES, Activation::Softmax, Loss::CategoricalCrossentropy).ok();
    let shares = layer.and_then(|layer| layer.predict(&settings.logits).ok()).unwrap_or(vec![f64::NAN; CLASSES]);
    let own = shares[settings.label];
    // ∂pᵢ/∂zⱼ = pᵢ ([i = j] − pⱼ)
    let classes = probabilities(settings, |class| own * (f64::from(u8::from(class == settings.label)) - shares[class]));
    let logit = settings.logits[settings.label];
    let half = half(settings.logits.iter().fold(0.0, |most, logit| logit.abs().max(most)), 1);
    Shown {
        kind: Kind::Softmax,
        function: settings.function.name(),
        targets: None,
        target: settings.target,
        window: [[-half, half], [0.0, 1.0]],
        x: logit,
        notch: notch([-half, half]),
        value: own,
        derivative: classes.all[settings.label].slope,
        values: Vec::new(),
        jumps: Vec::new(),
        derivatives: Vec::new(),
        derivative_jumps: Vec::new(),
        tails: Vec::new(),
        small: SMALL,
        table: Vec::new(),
        constants: Constants { left: 0.0, right: 0.0 },
        bell: None,
        classes: Some(classes),
        most: None,
        batch: None,
        pairs: Vec::new(),
        code: code(settings.function),
    }
}

fn probabilities(settings: &Settings, slope: impl Fn(usize) -> f64) -> Probabilities {
    let layer = Layer::new(CLASSES, Activation::Softmax, Loss::CategoricalCrossentropy).ok();
    let shares = layer.and_then(|layer| layer.predict(&settings.logits).ok()).unwrap_or(vec![f64::NAN; CLASSES]);
    let exp = |z: f64| Activation::Exponential.at(z).map_or(f64::NAN, |[value, _]| value);
    let class = |at: usize| Class {
        logit: settings.logits[at],
        exp: exp(settings.logits[at]),
        probability: shares[at],
        target: f64::from(u8::from(at == settings.label)),
        slope: slope(at),
    };
    let all: Vec<Class> = (0..CLASSES).map(class).collect();
    Probabilities { sum: all.iter().map(|class| class.exp).sum(), all, label: settings.label }
}

/// The targets of an example of that class.
fn targets(loss: Loss, label: usize) -> Vec<f64> {
    if loss.is_sparse() {
        return vec![label as f64];
    }
    (0..CLASSES).map(|class| f64::from(u8::from(class == label))).collect()
}

fn targets_name(loss: Loss) -> &'static str {
    match loss.targets_kind() {
        Targets::Class => "class",
        _ if has_classes(loss) => "distribution",
        Targets::Probabilities => "probabilities",
        Targets::Signs => "signs",
        _ => "numbers",
    }
}

/// The mean loss of the point and three other examples.
fn batch(loss: Loss, settings: &Settings) -> Result<Batch> {
    let others = examples(loss.targets_kind());
    let all: Vec<[f64; 2]> = [[settings.target, settings.prediction]].into_iter().chain(others).collect();
    let example = |&[target, prediction]: &[f64; 2]| Example {
        target,
        prediction,
        loss: loss.at(target, prediction).map_or(f64::NAN, |[value, _]| value),
    };
    let (targets, predictions): (Vec<f64>, Vec<f64>) =
        all.iter().map(|&[target, prediction]| (target, prediction)).unzip();
    let mean = Layer::new(1, Activation::Linear, loss)?.loss(&predictions, &targets)?;
    Ok(Batch { examples: all.iter().map(example).collect(), mean })
}

/// The same with several classes.
fn batch_of_classes(loss: Loss, settings: &Settings) -> Result<Batch> {
    let layer = Layer::new(CLASSES, Activation::Softmax, loss)?;
    let all: Vec<_> = [(settings.label, settings.logits)].into_iter().chain(OF_CLASSES).collect();
    let example = |(label, logits): &(usize, [f64; CLASSES])| -> Result<Example> {
        let prediction = layer.predict(logits)?[*label];
        Ok(Example { target: *label as f64, prediction, loss: layer.loss(logits, &targets(loss, *label))? })
    };
    let logits: Vec<f64> = all.iter().flat_map(|(_, logits)| *logits).collect();
    let labels: Vec<f64> = all.iter().flat_map(|(label, _)| targets(loss, *label)).collect();
    Ok(Batch { mean: layer.loss(&logits, &labels)?, examples: all.iter().map(example).collect::<Result<_>>()? })
}
