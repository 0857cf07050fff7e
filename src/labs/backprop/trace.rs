//! Every number of one update, each with a name and the names of those that it came from.

use super::{
    formulas::{Sees, Softmax, slope},
    machine::{Example, Machine, Weights, class, incoming, jacobian},
};
use crate::nn::{Activation, Loss};
use value::Value;

/// What a number is. Its index counts from 1: l a layer (one more than there are: the loss's own stage), i an input of it
/// (0 the bias), u a unit, e an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `x[i.e]`.
    X,
    /// `y[u.e]`; the index of the class, for a sparse loss.
    Y,
    /// `coded[u.e]`: y as hinge reads it, −1 for 0.
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
    /// `clipped[u.e]`: an output, kept between 10⁻⁷ and 1 − 10⁻⁷.
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

impl Kind {
    /// The first part of its id, how many indexes follow, and whether the last of them is that of an example.
    pub fn describe(self) -> (&'static str, usize, bool) {
        match self {
            Self::X => ("x", 2, true),
            Self::Y => ("y", 2, true),
            Self::Coded => ("coded", 2, true),
            Self::W => ("w", 3, false),
            Self::Eta => ("eta", 0, false),
            Self::Product => ("product", 4, true),
            Self::Net => ("net", 3, true),
            Self::Max => ("max", 2, true),
            Self::Exp => ("exp", 3, true),
            Self::ExpSum => ("exp_sum", 2, true),
            Self::Out => ("out", 3, true),
            Self::Clipped => ("clipped", 2, true),
            Self::ClippedSum => ("clipped_sum", 1, true),
            Self::Probability => ("probability", 2, true),
            Self::Error => ("error", 2, true),
            Self::LossTerm => ("loss_term", 2, true),
            Self::ExampleLoss => ("loss", 1, true),
            Self::MeanLoss => ("mean_loss", 0, false),
            Self::Term => ("term", 4, true),
            Self::DLossDOut => ("dloss_dout", 3, true),
            Self::DOutDNet => ("dout_dnet", 3, true),
            Self::Jacobian => ("jacobian", 4, true),
            Self::Delta => ("delta", 3, true),
            Self::DNetDW => ("dnet_dw", 3, true),
            Self::DLossDW => ("dloss_dw", 4, true),
            Self::Mean => ("mean", 3, false),
            Self::Step => ("step", 3, false),
            Self::NewW => ("new_w", 3, false),
        }
    }
}

/// The name of a number: what it is, and its indexes, the rest of them 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id {
    pub kind: Kind,
    pub at: [usize; 4],
}

fn id<const N: usize>(kind: Kind, index: [usize; N]) -> Id {
    let mut at = [0; 4];
    at.iter_mut().zip(index).for_each(|(place, index)| *place = index);
    Id { kind, at }
}

impl Id {
    /// `net1.2.3`.
    pub fn text(self) -> String {
        let (name, count, _) = self.kind.describe();
        let mut text = name.to_owned();
        for (place, index) in self.at.into_iter().take(count).enumerate() {
            text.push_str(if place == 0 { "" } else { "." });
            text.push_str(&index.to_string());
        }
        text
    }

    /// The same without the example: what stands in one column of the slides.
    pub fn column(self) -> Self {
        let (_, count, has_example) = self.kind.describe();
        let mut column = self;
        if let (true, Some(example)) = (has_example, column.at.get_mut(count.wrapping_sub(1))) {
            *example = 0;
        }
        column
    }
}

/// A number, and what it was made of; what was given was made of nothing.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub id: Id,
    pub value: f64,
    pub from: Vec<Id>,
}

impl Number {
    /// `{ id, kind, at: [indexes], value, from: [ids] }`.
    pub fn shown(&self) -> Value {
        let (kind, count, _) = self.id.kind.describe();
        let at = self.id.at.iter().take(count).map(|index| Value::Number(*index as f64));
        Value::object(vec![
            ("id", Value::Text(self.id.text())),
            ("kind", kind.into()),
            ("at", Value::List(at.collect())),
            ("value", self.value.into()),
            ("from", Value::List(self.from.iter().map(|id| Value::Text(id.text())).collect())),
        ])
    }
}

/// What an update is about.
pub(super) struct Trace<'a> {
    pub machine: &'a Machine,
    pub weights: &'a Weights,
    pub batch: &'a [Example],
    /// The targets as they were written, where hinge reads them otherwise.
    pub written: Option<&'a [Example]>,
    pub eta: f64,
}

impl Trace<'_> {
    /// Every number, in the order in which one computes them. Without a gradient they end with the loss.
    pub fn numbers(&self) -> Vec<Number> {
        let mut list = List(Vec::new());
        self.given(&mut list);
        let (mut forwards, mut losses) = (Vec::new(), Vec::new());
        for (e, example) in self.batch.iter().enumerate() {
            let forward = self.machine.forward(self.weights, example);
            self.forward(&mut list, e + 1, example, &forward);
            self.loss(&mut list, e + 1, example, &forward);
            losses.push(id(Kind::ExampleLoss, [e + 1]));
            forwards.push(forward);
        }
        let mean = forwards.iter().map(|forward| forward.loss).sum::<f64>() / self.batch.len() as f64;
        list.add(id(Kind::MeanLoss, []), mean, losses);
        if self.machine.has_gradient() {
            for (e, (example, forward)) in self.batch.iter().zip(&forwards).enumerate() {
                self.backward(&mut list, e + 1, example, forward);
            }
            self.update(&mut list);
        }
        list.0
    }

    fn given(&self, list: &mut List) {
        for (e, example) in self.batch.iter().enumerate() {
            for (i, x) in example.x.iter().enumerate() {
                list.add(id(Kind::X, [i + 1, e + 1]), *x, vec![]);
            }
            let written = self.written.and_then(|written| written.get(e));
            for (u, y) in written.unwrap_or(example).y.iter().enumerate() {
                list.add(id(Kind::Y, [u + 1, e + 1]), *y, vec![]);
            }
            for (u, y) in example.y.iter().enumerate().filter(|_| written.is_some()) {
                list.add(id(Kind::Coded, [u + 1, e + 1]), *y, vec![id(Kind::Y, [u + 1, e + 1])]);
            }
        }
        for (l, layer) in self.weights.iter().enumerate() {
            for (i, row) in slide_order(layer) {
                for (u, w) in row.iter().enumerate() {
                    list.add(id(Kind::W, [l + 1, i, u + 1]), *w, vec![]);
                }
            }
        }
        list.add(id(Kind::Eta, []), self.eta, vec![]);
    }

    /// What comes into layer `l` (from 1) at input `i`.
    fn incoming(&self, l: usize, i: usize, e: usize) -> Id {
        if l == 1 { id(Kind::X, [i, e]) } else { id(Kind::Out, [l - 1, i, e]) }
    }

    fn forward(&self, list: &mut List, e: usize, example: &Example, forward: &super::machine::Forward) {
        for (at, (units, activation)) in self.machine.layers.iter().enumerate() {
            let (l, inputs) = (at + 1, self.weights[at].len());
            for u in 1..=*units {
                let mut parts = Vec::new();
                for i in 1..inputs {
                    let product = self.weights[at][i][u - 1] * incoming(example, forward, at, i);
                    let from = vec![id(Kind::W, [l, i, u]), self.incoming(l, i, e)];
                    parts.push(list.add(id(Kind::Product, [l, i, u, e]), product, from));
                }
                parts.push(id(Kind::W, [l, 0, u]));
                list.add(id(Kind::Net, [l, u, e]), forward.net[at][u - 1], parts);
            }
            if *activation == Activation::Softmax {
                self.softmax(list, l, l, e, &forward.net[at]);
            }
            for (u, out) in forward.out[at].iter().enumerate() {
                let from = match activation {
                    Activation::Softmax => vec![id(Kind::Exp, [l, u + 1, e]), id(Kind::ExpSum, [l, e])],
                    _ => vec![id(Kind::Net, [l, u + 1, e])],
                };
                list.add(id(Kind::Out, [l, u + 1, e]), *out, from);
            }
        }
    }

    /// The stages of a softmax of the nets of layer `from`, kept under layer `l`.
    fn softmax(&self, list: &mut List, l: usize, from: usize, e: usize, net: &[f64]) {
        let softmax = Softmax::new(net);
        let nets: Vec<Id> = (1..=net.len()).map(|u| id(Kind::Net, [from, u, e])).collect();
        let max = list.add(id(Kind::Max, [l, e]), softmax.max, nets.clone());
        let mut exps = Vec::new();
        for (u, (exp, net)) in softmax.exp.iter().zip(nets).enumerate() {
            exps.push(list.add(id(Kind::Exp, [l, u + 1, e]), *exp, vec![net, max]));
        }
        list.add(id(Kind::ExpSum, [l, e]), softmax.sum, exps);
    }

    /// The target of output `u`, as the loss reads it.
    fn target(&self, u: usize, e: usize) -> Id {
        id(if self.written.is_some() { Kind::Coded } else { Kind::Y }, [u, e])
    }

    /// Whether the loss is made of y − out, and nothing else.
    fn is_of_error(&self) -> bool {
        matches!(self.machine.loss, Loss::MeanSquaredError | Loss::MeanAbsoluteError | Loss::Huber)
    }

    /// What the loss sees of output `u`.
    fn seen(&self, u: usize, e: usize) -> Id {
        match self.machine.sees() {
            Sees::Out | Sees::Probability => id(Kind::Out, [self.machine.layers.len(), u, e]),
            Sees::Clipped => id(Kind::Clipped, [u, e]),
            Sees::Net => id(Kind::Probability, [u, e]),
        }
    }

    fn loss(&self, list: &mut List, e: usize, example: &Example, forward: &super::machine::Forward) {
        let (last, sees, is_sparse) = (self.machine.layers.len(), self.machine.sees(), self.machine.loss.is_sparse());
        let units = 1..=forward.seen.len();
        if sees == Sees::Net && is_sparse {
            self.softmax(list, last + 1, last, e, &forward.net[last - 1]);
        }
        for (u, seen) in units.clone().zip(&forward.seen) {
            let from = match sees {
                Sees::Out | Sees::Probability => continue,
                Sees::Clipped => vec![id(Kind::Out, [last, u, e])],
                Sees::Net if is_sparse => vec![id(Kind::Exp, [last + 1, u, e]), id(Kind::ExpSum, [last + 1, e])],
                Sees::Net => vec![id(Kind::Net, [last, u, e])],
            };
            list.add(self.seen(u, e), *seen, from);
        }
        let mut from: Vec<Id> = Vec::new();
        if is_sparse {
            from.push(self.seen(class(&example.y) + 1, e));
            if sees == Sees::Clipped {
                let parts = units.map(|u| self.seen(u, e)).collect();
                from.push(list.add(id(Kind::ClippedSum, [e]), forward.seen.iter().sum(), parts));
            }
            from.push(self.target(1, e));
        }
        for ((u, term), (seen, y)) in forward.terms.iter().enumerate().zip(forward.seen.iter().zip(&example.y)) {
            let (seen_id, target) = (self.seen(u + 1, e), self.target(u + 1, e));
            let parts = match self.is_of_error() {
                true => vec![list.add(id(Kind::Error, [u + 1, e]), y - seen, vec![target, seen_id])],
                false => vec![seen_id, target],
            };
            from.push(list.add(id(Kind::LossTerm, [u + 1, e]), *term, parts));
        }
        list.add(id(Kind::ExampleLoss, [e]), forward.loss, from);
    }

    fn backward(&self, list: &mut List, e: usize, example: &Example, forward: &super::machine::Forward) {
        let backward = self.machine.backward(self.weights, example, forward);
        for at in (0..self.machine.layers.len()).rev() {
            let (l, (units, activation)) = (at + 1, self.machine.layers[at]);
            let is_last = l == self.machine.layers.len();
            let is_short = is_last && matches!(self.machine.sees(), Sees::Probability | Sees::Net);
            for (u, dout) in backward.dout[at].iter().enumerate() {
                let from =
                    if is_last { self.slope_from(u + 1, e) } else { self.terms(list, at, u, e, &backward.delta) };
                list.add(id(Kind::DLossDOut, [l, u + 1, e]), *dout, from);
            }
            let out = &forward.out[at];
            let mut slopes: Vec<Vec<Id>> = vec![Vec::new(); units];
            // Where the loss sees what comes before the activation, that has no part in it.
            for (u, (z, a)) in forward.net[at].iter().zip(out).enumerate().filter(|_| !backward.dout[at].is_empty()) {
                if activation == Activation::Softmax {
                    for i in 0..units {
                        let from = vec![id(Kind::Out, [l, i + 1, e]), id(Kind::Out, [l, u + 1, e])];
                        let slope = list.add(id(Kind::Jacobian, [l, i + 1, u + 1, e]), jacobian(out, i, u), from);
                        slopes[u].extend([id(Kind::DLossDOut, [l, i + 1, e]), slope]);
                    }
                } else {
                    let from = vec![id(Kind::Net, [l, u + 1, e])];
                    let slope = list.add(id(Kind::DOutDNet, [l, u + 1, e]), slope(activation, *z, *a), from);
                    slopes[u].extend([id(Kind::DLossDOut, [l, u + 1, e]), slope]);
                }
            }
            for (u, (delta, factors)) in backward.delta[at].iter().zip(slopes).enumerate() {
                let target = if self.machine.loss.is_sparse() { 1 } else { u + 1 };
                let from = if is_short { vec![self.seen(u + 1, e), self.target(target, e)] } else { factors };
                list.add(id(Kind::Delta, [l, u + 1, e]), *delta, from);
            }
            for (i, _) in slide_order(&self.weights[at]) {
                let from = if i == 0 { vec![] } else { vec![self.incoming(l, i, e)] };
                let value = incoming(example, forward, at, i);
                let below = list.add(id(Kind::DNetDW, [l, i, e]), value, from);
                for (u, delta) in backward.delta[at].iter().enumerate() {
                    let from = vec![id(Kind::Delta, [l, u + 1, e]), below];
                    list.add(id(Kind::DLossDW, [l, i, u + 1, e]), delta * value, from);
                }
            }
        }
    }

    /// What ∂Loss/∂out of the last layer is made of.
    fn slope_from(&self, u: usize, e: usize) -> Vec<Id> {
        if self.is_of_error() {
            return vec![id(Kind::Error, [u, e])];
        }
        let mut from = vec![self.seen(u, e)];
        if self.machine.loss == Loss::SparseCategoricalCrossentropy {
            if self.machine.sees() == Sees::Clipped {
                from.push(id(Kind::ClippedSum, [e]));
            }
            from.push(self.target(1, e));
        } else {
            from.push(self.target(u, e));
        }
        from
    }

    /// A hidden unit's share of the next layer's δ: one term for each unit there.
    fn terms(&self, list: &mut List, at: usize, u: usize, e: usize, delta: &[Vec<f64>]) -> Vec<Id> {
        let l = at + 1;
        let mut terms = Vec::new();
        for (n, (w, delta)) in self.weights[l][u + 1].iter().zip(&delta[l]).enumerate() {
            let from = vec![id(Kind::W, [l + 1, u + 1, n + 1]), id(Kind::Delta, [l + 1, n + 1, e])];
            terms.push(list.add(id(Kind::Term, [l, u + 1, n + 1, e]), w * delta, from));
        }
        terms
    }

    fn update(&self, list: &mut List) {
        let (_, gradient) = self.machine.gradient(self.weights, self.batch);
        for (l, (layer, slopes)) in self.weights.iter().zip(&gradient).enumerate() {
            for ((i, row), (_, slopes)) in slide_order(layer).zip(slide_order(slopes)) {
                for (u, (w, slope)) in row.iter().zip(slopes).enumerate() {
                    let at = [l + 1, i, u + 1];
                    let parts = (1..=self.batch.len()).map(|e| id(Kind::DLossDW, [l + 1, i, u + 1, e])).collect();
                    let mean = list.add(id(Kind::Mean, at), *slope, parts);
                    let step = list.add(id(Kind::Step, at), self.eta * slope, vec![id(Kind::Eta, []), mean]);
                    list.add(id(Kind::NewW, at), w - self.eta * slope, vec![id(Kind::W, at), step]);
                }
            }
        }
    }
}

/// The rows of a layer's weights with their inputs, the bias last: w₁, w₂, …, w₀.
pub(super) fn slide_order(layer: &[Vec<f64>]) -> impl Iterator<Item = (usize, &Vec<f64>)> {
    layer.iter().enumerate().skip(1).chain(layer.iter().enumerate().take(1))
}

struct List(Vec<Number>);

impl List {
    /// Adds a number, and gives its name back.
    fn add(&mut self, id: Id, value: f64, from: Vec<Id>) -> Id {
        // A product with 0 may be −0, which nobody would write.
        self.0.push(Number { id, value: value + 0.0, from });
        id
    }
}
