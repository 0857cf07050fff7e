//! Every number of one update: its meaning, its stage, and its value.

use super::{
    activations::{Softmax, function},
    losses::{LossInput, is_categorical, is_of_error},
    machine::{Backward, Example, Forward, Machine, Place, Weights, incoming},
};
use crate::nn::Activation;
use serde::{Serialize, Serializer};

/// What a number is. Its indexes count from 1: l a layer (one more than there are: the loss's own stage), i an input of it
/// (0 the bias), u a unit, e an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `x[i.e]`.
    X,
    /// `y[u.e]`; the index of the class, for a sparse loss.
    Y,
    /// `coded[u.e]`: y as the loss reads it: hinge −1 for 0, Kullback and Leibler's divergence clipped.
    Coded,
    /// `w[l.i.u]`.
    W,
    /// η.
    Eta,
    /// `product[l.i.u.e]` = w · what comes in.
    Product,
    /// `net[l.u.e]`: the sum of the products and the bias.
    Net,
    /// `max[l.e]`: the largest net, for softmax.
    Max,
    /// `exp[l.u.e]` = e^(net − max).
    Exp,
    /// `exp_sum[l.e]`.
    ExpSum,
    /// `out[l.u.e]`.
    Out,
    /// `out_sum[e]`: the sum of the outputs, for a loss that sees their parts of it.
    OutSum,
    /// `clipped[u.e]`: an output, kept where its logarithm is a number.
    Clipped,
    /// `clipped_sum[e]`.
    ClippedSum,
    /// `probability[u.e]`, where it is not the output.
    Probability,
    /// `error[u.e]` = y − out, for a loss that is made of this difference.
    Error,
    /// `loss_term[u.e]`: an output's part of the loss.
    LossTerm,
    /// `loss[e]`.
    ExampleLoss,
    /// The mean over the batch.
    MeanLoss,
    /// `term[l.u.n.e]` = w · δ of unit n of the next layer.
    Term,
    /// `dloss_dp[u.e]`, p being the output's part of the sum of all.
    DLossDP,
    /// `dloss_dout[l.u.e]`.
    DLossDOut,
    /// `dout_dnet[l.u.e]`.
    DOutDNet,
    /// `jacobian[l.i.u.e]` = ∂outᵢ/∂netᵤ of softmax.
    Jacobian,
    /// `delta[l.u.e]` = ∂Loss/∂net.
    Delta,
    /// `dnet_dw[l.i.e]`: what came in, the same for all units.
    DNetDW,
    /// `dloss_dw[l.i.u.e]`.
    DLossDW,
    /// `mean[l.i.u]`: ∂Loss/∂w of the batch.
    Mean,
    /// `step[l.i.u]` = η · mean.
    Step,
    /// `new_w[l.i.u]`.
    NewW,
}

/// Every kind, in their order: the first part of its id, how many indexes follow, and whether the last of them is that of an
/// example.
const KINDS: [(Kind, &str, usize, bool); 30] = [
    (Kind::X, "x", 2, true),
    (Kind::Y, "y", 2, true),
    (Kind::Coded, "coded", 2, true),
    (Kind::W, "w", 3, false),
    (Kind::Eta, "eta", 0, false),
    (Kind::Product, "product", 4, true),
    (Kind::Net, "net", 3, true),
    (Kind::Max, "max", 2, true),
    (Kind::Exp, "exp", 3, true),
    (Kind::ExpSum, "exp_sum", 2, true),
    (Kind::Out, "out", 3, true),
    (Kind::OutSum, "out_sum", 1, true),
    (Kind::Clipped, "clipped", 2, true),
    (Kind::ClippedSum, "clipped_sum", 1, true),
    (Kind::Probability, "probability", 2, true),
    (Kind::Error, "error", 2, true),
    (Kind::LossTerm, "loss_term", 2, true),
    (Kind::ExampleLoss, "loss", 1, true),
    (Kind::MeanLoss, "mean_loss", 0, false),
    (Kind::Term, "term", 4, true),
    (Kind::DLossDP, "dloss_dp", 2, true),
    (Kind::DLossDOut, "dloss_dout", 3, true),
    (Kind::DOutDNet, "dout_dnet", 3, true),
    (Kind::Jacobian, "jacobian", 4, true),
    (Kind::Delta, "delta", 3, true),
    (Kind::DNetDW, "dnet_dw", 3, true),
    (Kind::DLossDW, "dloss_dw", 4, true),
    (Kind::Mean, "mean", 3, false),
    (Kind::Step, "step", 3, false),
    (Kind::NewW, "new_w", 3, false),
];

impl Kind {
    fn describe(self) -> (&'static str, usize, bool) {
        let (_, name, count, of_example) = KINDS[self as usize];
        (name, count, of_example)
    }
}

/// The id of a number: what it is, and its indexes, the rest of them 0. With example 0 it stands for all examples' numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    pub kind: Kind,
    pub at: [usize; 4],
}

/// The id with these indexes, without that of the example.
pub(super) fn id<const N: usize>(kind: Kind, index: [usize; N]) -> Id {
    let mut at = [0; 4];
    at.iter_mut().zip(index).for_each(|(place, index)| *place = index);
    Id { kind, at }
}

impl Id {
    /// `net1.2.3`; `net1.2` where it stands for all examples' numbers.
    pub fn text(self) -> String {
        let (name, count, _) = self.kind.describe();
        let count = if self.is_of_example() && self.example() == 0 { count - 1 } else { count };
        let mut text = name.to_owned();
        for (place, index) in self.at.iter().take(count).enumerate() {
            text += if place == 0 { "" } else { "." };
            text += &index.to_string();
        }
        text
    }

    /// The id that a text without an example is.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len());
        let (name, index) = text.split_at_checked(end)?;
        let (kind, ..) = *KINDS.iter().find(|(_, known, ..)| *known == name)?;
        let mut id = self::id(kind, []);
        let mut written = index.split('.').filter(|part| !part.is_empty());
        id.at
            .iter_mut()
            .zip(&mut written)
            .try_for_each(|(place, part)| part.parse().ok().map(|index| *place = index))?;
        (id.example() == 0 && id.text() == text).then_some(id)
    }

    /// Whether each example has a number of its own.
    pub fn is_of_example(self) -> bool {
        self.kind.describe().2
    }

    fn example(self) -> usize {
        let (_, count, of_example) = self.kind.describe();
        if of_example { self.at[count - 1] } else { 0 }
    }

    /// The same of one example, if it is an example's.
    pub fn of_example(mut self, example: usize) -> Self {
        let (_, count, of_example) = self.kind.describe();
        if of_example {
            self.at[count - 1] = example;
        }
        self
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// The direction of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropPart"))]
pub enum Part {
    /// From the examples to the loss.
    Forward,
    /// From the loss to the weights.
    Backward,
    /// To the new weights.
    Update,
}

/// What is computed at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropStageKind"))]
pub enum StageKind {
    /// The weighted sums of a layer.
    Net,
    /// Its activation.
    Out,
    /// The loss.
    Loss,
    /// ∂Loss/∂out of a layer.
    DlossDout,
    /// ∂out/∂net, and δ.
    DoutDnet,
    /// ∂net/∂w.
    DnetDw,
    /// ∂Loss/∂w, of each example and on average.
    Mean,
    /// The new weights.
    Update,
}

/// A stage of an update, in the order of the lecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "BackpropStage"))]
pub struct Stage {
    /// What is computed.
    pub kind: StageKind,
    /// The layer that it is about, from 1; 0 where it is about all.
    pub layer: usize,
    /// Its direction.
    pub part: Part,
}

/// Forward from layer to layer, the loss, and back again. Without a gradient they end with the loss.
pub(super) fn stages(machine: &Machine) -> Vec<Stage> {
    let layers = 1..=machine.layers.len();
    let forward = |kind, layer| Stage { kind, layer, part: Part::Forward };
    let mut stages: Vec<_> =
        layers.clone().flat_map(|layer| [forward(StageKind::Net, layer), forward(StageKind::Out, layer)]).collect();
    stages.push(forward(StageKind::Loss, 0));
    if !machine.has_gradient() {
        return stages;
    }
    for layer in layers.rev() {
        let kinds = [StageKind::DlossDout, StageKind::DoutDnet, StageKind::DnetDw, StageKind::Mean];
        // Where the loss sees what comes before the activation there is no ∂Loss/∂out.
        let skipped = usize::from(layer == machine.layers.len() && machine.sees() == LossInput::Net);
        stages.extend(kinds.into_iter().skip(skipped).map(|kind| Stage { kind, layer, part: Part::Backward }));
    }
    stages.push(Stage { kind: StageKind::Update, layer: 0, part: Part::Update });
    stages
}

/// What determines the numbers and their formulas.
#[derive(Clone, Copy)]
pub(super) struct Structure<'a> {
    pub machine: &'a Machine,
    /// Whether the loss reads targets otherwise than they are written.
    pub is_coded: bool,
    pub examples: usize,
}

impl Structure<'_> {
    /// All numbers, without the example: those given, then stage by stage in the order in which one computes them.
    pub fn all(self) -> impl Iterator<Item = (Option<usize>, Id)> {
        let given = self.given().into_iter().map(|id| (None, id));
        let stages = stages(self.machine).into_iter().enumerate();
        given.chain(stages.flat_map(move |(at, stage)| self.computed(stage).into_iter().map(move |id| (Some(at), id))))
    }

    /// What is given: examples and weights.
    pub fn given(self) -> Vec<Id> {
        let x = (1..=self.machine.inputs).map(|i| id(Kind::X, [i]));
        let y = (1..=self.machine.targets()).map(|u| id(Kind::Y, [u]));
        x.chain(y).chain(self.weights_as(Kind::W)).chain([id(Kind::Eta, [])]).collect()
    }

    /// A number of each weight, in the order of the slides: w₁, w₂, …, w₀.
    fn weights_as(self, kind: Kind) -> impl Iterator<Item = Id> {
        self.machine.places().map(move |place| id(kind, [place.layer + 1, place.input, place.unit + 1]))
    }

    /// What is computed at a stage, in the order in which one computes it.
    pub fn computed(self, stage: Stage) -> Vec<Id> {
        let (machine, l) = (self.machine, stage.layer);
        let (units, activation) =
            l.checked_sub(1).and_then(|at| machine.layers.get(at)).copied().unwrap_or((0, Activation::Linear));
        let (units, is_softmax) = (1..=units, activation == Activation::Softmax);
        let fan_in = 1..=machine.fan_in(l.saturating_sub(1));
        let is_last = l == machine.layers.len();
        match stage.kind {
            StageKind::Net => units
                .flat_map(|u| fan_in.clone().map(move |i| id(Kind::Product, [l, i, u])).chain([id(Kind::Net, [l, u])]))
                .collect(),
            StageKind::Out => {
                let softmax = is_softmax.then(|| softmax(l, *units.end())).into_iter().flatten();
                softmax.chain(units.map(|u| id(Kind::Out, [l, u]))).collect()
            }
            StageKind::Loss => self.of_loss(),
            StageKind::DlossDout => {
                let next = machine.layers.get(l).map_or(0, |(units, _)| *units);
                let terms = |u| (1..=next).map(move |n| id(Kind::Term, [l, u, n]));
                let of_fractions = (is_last && machine.sees() == LossInput::Fraction).then(|| units.clone());
                let of_fractions = of_fractions.into_iter().flatten().map(|u| id(Kind::DLossDP, [u]));
                of_fractions.chain(units.flat_map(|u| terms(u).chain([id(Kind::DLossDOut, [l, u])]))).collect()
            }
            StageKind::DoutDnet => {
                let delta = units.clone().map(|u| id(Kind::Delta, [l, u]));
                let slopes: Vec<Id> = match machine.sees() {
                    // The activation has no part in it.
                    LossInput::Net if is_last => Vec::new(),
                    _ if is_softmax => {
                        units.clone().flat_map(|u| units.clone().map(move |i| id(Kind::Jacobian, [l, i, u]))).collect()
                    }
                    _ => units.map(|u| id(Kind::DOutDNet, [l, u])).collect(),
                };
                slopes.into_iter().chain(delta).collect()
            }
            StageKind::DnetDw => fan_in.chain([0]).map(|i| id(Kind::DNetDW, [l, i])).collect(),
            StageKind::Mean => {
                let weights = || fan_in.clone().chain([0]).flat_map(|i| units.clone().map(move |u| [l, i, u]));
                weights().map(|at| id(Kind::DLossDW, at)).chain(weights().map(|at| id(Kind::Mean, at))).collect()
            }
            StageKind::Update => self.weights_as(Kind::Step).chain(self.weights_as(Kind::NewW)).collect(),
        }
    }

    fn of_loss(self) -> Vec<Id> {
        let machine = self.machine;
        let (sees, is_sparse) = (machine.sees(), machine.loss.is_sparse());
        let outputs = || 1..=machine.outputs();
        let mut all = Vec::new();
        if self.is_coded {
            all.extend((1..=machine.targets()).map(|u| id(Kind::Coded, [u])));
        }
        match sees {
            LossInput::Out | LossInput::Probability => {}
            LossInput::Clipped => {
                all.extend(outputs().map(|u| id(Kind::Clipped, [u])));
                all.extend(is_sparse.then(|| id(Kind::ClippedSum, [])));
            }
            LossInput::Fraction => {
                all.push(id(Kind::OutSum, []));
                all.extend(outputs().map(|u| id(Kind::Probability, [u])));
                all.extend(outputs().map(|u| id(Kind::Clipped, [u])));
            }
            LossInput::Net => {
                let has_softmax = is_categorical(machine.loss);
                all.extend(
                    has_softmax.then(|| softmax(machine.layers.len() + 1, machine.outputs())).into_iter().flatten(),
                );
                all.extend(outputs().map(|u| id(Kind::Probability, [u])));
            }
        }
        if is_of_error(machine.loss) {
            all.extend(outputs().map(|u| id(Kind::Error, [u])));
        }
        // The only part of a sum is the sum.
        if !is_sparse && machine.outputs() > 1 {
            all.extend(outputs().map(|u| id(Kind::LossTerm, [u])));
        }
        all.extend([id(Kind::ExampleLoss, []), id(Kind::MeanLoss, [])]);
        all
    }
}

/// What an update is about, and all of it that a machine keeps.
pub(super) struct Trace<'a> {
    pub structure: Structure<'a>,
    weights: &'a Weights,
    /// With targets as the loss reads them, and as they were written.
    batch: &'a [Example],
    written: &'a [Example],
    eta: f64,
    pub loss: f64,
    forwards: Vec<Forward>,
    backwards: Vec<Backward>,
    gradient: Weights,
}

impl<'a> Trace<'a> {
    pub fn new(
        structure: Structure<'a>,
        weights: &'a Weights,
        batch: &'a [Example],
        written: &'a [Example],
        eta: f64,
    ) -> Self {
        let machine = structure.machine;
        let forwards: Vec<_> = batch.iter().map(|example| machine.forward(weights, example)).collect();
        let both = batch.iter().zip(&forwards);
        let backwards: Vec<_> = both.map(|(example, forward)| machine.backward(weights, example, forward)).collect();
        let passes = batch.iter().zip(forwards.iter().copied()).zip(backwards.iter().copied());
        let (loss, gradient) = machine.mean(passes.map(|((example, forward), backward)| (example, forward, backward)));
        Self { structure, weights, batch, written, eta, loss, forwards, backwards, gradient }
    }

    /// Whether the update leaves finite numbers.
    pub fn is_finite(&self) -> bool {
        self.structure.machine.updated(self.weights, self.loss, &self.gradient, self.eta).is_some()
    }

    /// The class that an example's target is, for a loss that takes classes.
    pub fn class(&self, example: usize) -> usize {
        self.batch.get(example - 1).map_or(0, |example| super::machine::class(&example.y))
    }

    /// The value of a number.
    pub fn value(&self, id: Id) -> f64 {
        // A product with 0 may be −0, which would be confusing.
        self.signed(id) + 0.0
    }

    fn signed(&self, id: Id) -> f64 {
        let (machine, [a, b, c, _], at) = (self.structure.machine, id.at, id.example().saturating_sub(1));
        let (example, forward, backward) = (&self.batch[at], &self.forwards[at], &self.backwards[at]);
        let place = |layer: usize, input, unit: usize| Place { layer: layer - 1, input, unit: unit - 1 };
        let softmax = || {
            // The loss's own is of the last layer's nets.
            let layer = a.min(machine.layers.len()) - 1;
            Softmax::new(&forward.net[layer][..machine.layers[layer].0])
        };
        match id.kind {
            Kind::X => example.x[a - 1],
            Kind::Y => self.written[at].y[a - 1],
            Kind::Coded => example.y[a - 1],
            Kind::W => self.weights[place(a, b, c)],
            Kind::Eta => self.eta,
            Kind::Product => self.weights[place(a, b, c)] * incoming(example, forward, place(a, b, c)),
            Kind::Net => forward.net[a - 1][b - 1],
            Kind::Max => softmax().max,
            Kind::Exp => softmax().exp[b - 1],
            Kind::ExpSum => softmax().sum,
            Kind::Out => forward.out[a - 1][b - 1],
            Kind::OutSum => forward.out[machine.layers.len() - 1][..machine.outputs()].iter().sum(),
            Kind::Clipped if machine.sees() == LossInput::Fraction => machine.clip().value(forward.seen[a - 1]),
            Kind::Clipped | Kind::Probability => forward.seen[a - 1],
            Kind::ClippedSum => forward.seen[..machine.outputs()].iter().sum(),
            Kind::Error => example.y[a - 1] - forward.seen[a - 1],
            Kind::LossTerm => forward.terms[a - 1],
            Kind::ExampleLoss => forward.loss,
            Kind::MeanLoss => self.loss,
            Kind::Term => self.weights[place(a + 1, b, c)] * backward.delta[a][c - 1],
            Kind::DLossDP => machine.dloss_dp(forward, &example.y, a - 1),
            Kind::DLossDOut => backward.dout[a - 1][b - 1],
            Kind::DOutDNet => {
                let (_, activation) = machine.layers[a - 1];
                (function(activation).derivative)(forward.net[a - 1][b - 1], forward.out[a - 1][b - 1])
            }
            Kind::Jacobian => Softmax::derivative(&forward.out[a - 1], b - 1, c - 1),
            Kind::Delta => backward.delta[a - 1][b - 1],
            Kind::DNetDW => incoming(example, forward, place(a, b, 1)),
            Kind::DLossDW => backward.delta[a - 1][c - 1] * incoming(example, forward, place(a, b, c)),
            Kind::Mean => self.gradient[place(a, b, c)],
            Kind::Step => self.eta * self.gradient[place(a, b, c)],
            Kind::NewW => self.weights[place(a, b, c)] - self.eta * self.gradient[place(a, b, c)],
        }
    }
}

/// The stages of a softmax of so many units, kept under a layer.
fn softmax(layer: usize, units: usize) -> impl Iterator<Item = Id> {
    let exp = (1..=units).map(move |u| id(Kind::Exp, [layer, u]));
    [id(Kind::Max, [layer])].into_iter().chain(exp).chain([id(Kind::ExpSum, [layer])])
}
