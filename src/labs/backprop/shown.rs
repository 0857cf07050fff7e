//! The output of the lab: the numbers of the update that comes next, stage by stage.

use super::{
    Run,
    numbers::{Id, Kind, Stage, stages},
    settings::{MAX_EXAMPLES, Settings, Typed},
    text::{MAX_LAYERS, MAX_NUMBER, MAX_UNITS},
};
use crate::nn::NetworkConfig;
use serde::Serialize;
use value::Choice;

/// Up to this many examples, an answer has all numbers of all; with more, only the one shown in detail.
pub const MAX_TOGETHER: usize = 12;

/// The output of the lab.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropShown"))]
pub struct Shown {
    /// The settings, complete.
    pub settings: Typed,
    /// The largest problem that there may be.
    pub most: Most,
    /// How training continues.
    pub status: Status,
    /// Updates made.
    pub epoch: u64,
    /// The mean loss now.
    pub loss: f64,
    /// The mean loss of earlier epochs, and now.
    pub losses: Losses,
    /// Numbers in an example.
    pub inputs: usize,
    /// Units of each layer.
    pub units: Vec<usize>,
    /// Activation of each layer.
    pub activations: Vec<&'static str>,
    /// How many examples there are.
    pub examples: usize,
    /// The one that is shown in detail, from 1.
    pub example: usize,
    /// Whether all numbers of all examples are there. Else, of the others, there are x, y and the outputs of the network.
    pub together: bool,
    /// `out`; `clipped`; `fraction` (the fraction that each output is of their sum, clipped); `probability` (the outputs, whose δ is p − y); or
    /// `net` (probabilities made anew from what comes before the activation, so that there is no ∂Loss/∂out).
    pub loss_sees: &'static str,
    /// The stages of an update.
    pub stages: Vec<Stage>,
    /// The numbers, in the order in which one computes them.
    pub numbers: Vec<Number>,
    /// The network as `Network` takes it.
    #[cfg_attr(test, ts(type = "NetworkConfig"))]
    pub network: NetworkConfig,
    /// Its weights now, `[kernel, bias, …]`: `[inputs × units]`, `[units]`.
    pub weights: Vec<Vec<f32>>,
}

/// The largest problem that there may be.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropMost"))]
pub struct Most {
    /// Layers.
    pub layers: usize,
    /// Units in a layer, and inputs.
    pub units: usize,
    /// Examples.
    pub examples: usize,
    /// The size of a number in x, y and the weights.
    pub number: f64,
}

/// How training continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropStatus"))]
pub enum Status {
    /// With the next update.
    Running,
    /// Not at all: a number of the next update would be too large.
    Diverged,
    /// Not at all: a step function is in it, so there is only the way forward.
    NoGradient,
}

/// The mean loss epoch by epoch, thinned out.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropLosses"))]
pub struct Losses {
    /// The number of updates; the present one last.
    pub epoch: Vec<u64>,
    /// The loss then.
    pub loss: Vec<f64>,
}

/// A number of an update. Its name and formula: see the question `formulas`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropNumber"))]
pub struct Number {
    /// What it is, and its indexes, from 1: `net1.2.3` is that of layer 1, unit 2, example 3.
    pub id: String,
    /// The stage at which it is computed, from 0; null for given numbers.
    pub stage: Option<usize>,
    /// Its example, from 1; null for a number of all examples.
    pub example: Option<usize>,
    /// Its value.
    pub value: f64,
}

impl Shown {
    pub(super) fn new(settings: &Settings, run: &Run) -> Self {
        let machine = &settings.machine;
        let trace = settings.trace(&run.weights);
        let examples = trace.structure.examples;
        let example = settings.example.min(examples);
        let together = examples <= MAX_TOGETHER;
        let last = machine.layers.len();
        let number = |stage, id: Id, example: usize| {
            let id = id.of_example(example);
            Number { id: id.text(), stage, example: (example > 0).then_some(example), value: trace.value(id) }
        };
        let numbers = trace.structure.all().flat_map(|(stage, id)| {
            let is_of_all = together || stage.is_none() || (id.kind == Kind::Out && id.at[0] == last);
            let examples = match id.is_of_example() {
                false => 0..=0,
                true if is_of_all => 1..=examples,
                true => example..=example,
            };
            examples.map(move |example| number(stage, id, example))
        });
        let status = match () {
            () if !machine.has_gradient() => Status::NoGradient,
            () if !trace.is_finite() => Status::Diverged,
            () => Status::Running,
        };
        Self {
            settings: settings.written(),
            most: Most { layers: MAX_LAYERS, units: MAX_UNITS, examples: MAX_EXAMPLES, number: MAX_NUMBER },
            status,
            epoch: run.epoch,
            loss: trace.loss,
            losses: run.losses.until(run.epoch, trace.loss),
            inputs: machine.inputs,
            units: machine.layers.iter().map(|(units, _)| *units).collect(),
            activations: machine.layers.iter().map(|(_, activation)| activation.name()).collect(),
            examples,
            example,
            together,
            loss_sees: machine.sees().name(),
            numbers: numbers.collect(),
            stages: stages(machine),
            network: settings.config(),
            weights: machine.keras_weights(&run.weights),
        }
    }
}
