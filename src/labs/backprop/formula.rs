//! The name of each number, and its formula.

use super::{
    activations::{function, sigmoid_formula},
    losses::{LossInput, Parts, is_categorical, is_mean, is_of_error, term},
    numbers::{Id, Kind, Structure, id},
    tree::{
        MeanOf, Name, Pick, Quantity, SumOver, Tree, call, condition, difference, exp, fraction, minus, name, number,
        partial, product, sum,
    },
};
use crate::nn::{Activation, Loss};

/// Names and formulas. Indexes are left out where there is only one: of layers, of units, of inputs.
impl Structure<'_> {
    /// The name of a number.
    pub fn symbol(self, id: Id) -> Tree {
        let [a, b, c, _] = id.at;
        let last = self.machine.layers.len();
        match id.kind {
            Kind::X => self.x(a),
            Kind::Y => self.target_name("y", a),
            Kind::Coded => self.target_name("y′", a),
            Kind::W => self.weight(a, b, c, false),
            Kind::NewW => self.weight(a, b, c, true),
            Kind::Eta => name("η"),
            Kind::Product => product([self.weight(a, b, c, false), self.incoming(a, b)]),
            Kind::Net => self.of_unit("net", a, b),
            Kind::Max => call("max", [self.named("net", a.min(last), "j")]),
            Kind::Exp => exp(difference(self.of_unit("net", a.min(last), b), name("max"))),
            Kind::ExpSum => {
                let of = exp(difference(self.named("net", a.min(last), "j"), name("max")));
                Tree::SumOver(Box::new(SumOver { index: "j", of }))
            }
            Kind::Out => self.of_unit("out", a, b),
            Kind::OutSum => Tree::SumOver(Box::new(SumOver { index: "j", of: self.named("out", last, "j") })),
            Kind::Clipped => {
                let of = if self.has_fractions() { self.target_name("p", a) } else { self.of_unit("out", last, a) };
                call(self.machine.clip().name, [of])
            }
            Kind::ClippedSum => {
                let of = call("clip", [self.named("out", last, "j")]);
                Tree::SumOver(Box::new(SumOver { index: "j", of }))
            }
            Kind::Probability => self.target_name("p", a),
            Kind::Error => difference(self.symbol(self.target(a)), self.symbol(self.seen(a))),
            Kind::LossTerm => self.named("Loss", 0, &a.to_string()),
            Kind::ExampleLoss => name("Loss"),
            Kind::MeanLoss if self.machine.loss == Loss::MeanSquaredError => name("MSE"),
            Kind::MeanLoss => Tree::Average(Box::new(name("Loss"))),
            Kind::Term => product([self.weight(a + 1, b, c, false), self.of_unit("δ", a + 1, c)]),
            Kind::DLossDP => partial(name("Loss"), self.target_name("p", a)),
            Kind::DLossDOut => partial(name("Loss"), self.of_unit("out", a, b)),
            Kind::DOutDNet => partial(self.of_unit("out", a, b), self.of_unit("net", a, b)),
            Kind::Jacobian => partial(self.of_unit("out", a, b), self.of_unit("net", a, c)),
            Kind::Delta => self.of_unit("δ", a, b),
            // The same for all units.
            Kind::DNetDW => partial(self.named("net", a, ""), self.named("w", a, &b.to_string())),
            Kind::DLossDW => partial(name("Loss"), self.weight(a, b, c, false)),
            Kind::Mean => Tree::Average(Box::new(partial(name("Loss"), self.weight(a, b, c, false)))),
            Kind::Step => {
                let mean = self.symbol(self::id(Kind::Mean, [a, b, c]));
                product([name("η"), mean])
            }
        }
    }

    /// What it is called, too.
    pub fn also(self, id: Id) -> Option<Tree> {
        let [a, b, ..] = id.at;
        (id.kind == Kind::Delta).then(|| partial(name("Loss"), self.of_unit("net", a, b)))
    }

    /// The formula of a number; `None` for given numbers.
    pub fn formula(self, id: Id) -> Option<Tree> {
        let [a, b, c, _] = id.at;
        let q = |kind, index: [usize; 3]| self.quantity(self::id(kind, index));
        let layer = |l: usize| self.machine.layers.get(l - 1).copied().unwrap_or((0, Activation::Linear));
        let units = |l: usize| 1..=layer(l).0;
        let last = self.machine.layers.len();
        Some(match id.kind {
            Kind::X | Kind::Y | Kind::W | Kind::Eta => return None,
            Kind::Coded if self.machine.loss == Loss::KlDivergence => {
                call(self.machine.clip().name, [q(Kind::Y, [a, 0, 0])])
            }
            Kind::Coded => difference(product([number(2.0), q(Kind::Y, [a, 0, 0])]), number(1.0)),
            Kind::Product => product([q(Kind::W, [a, b, c]), self.incoming_quantity(a, b)]),
            Kind::Net => {
                let products = (1..=self.machine.fan_in(a - 1)).map(|i| q(Kind::Product, [a, i, b]));
                sum(products.chain([q(Kind::W, [a, 0, b])]).collect::<Vec<_>>())
            }
            Kind::Max => {
                let l = a.min(last);
                call("max", units(l).map(|u| q(Kind::Net, [l, u, 0])).collect::<Vec<_>>())
            }
            Kind::Exp => exp(difference(q(Kind::Net, [a.min(last), b, 0]), q(Kind::Max, [a, 0, 0]))),
            Kind::ExpSum => sum(units(a.min(last)).map(|u| q(Kind::Exp, [a, u, 0])).collect::<Vec<_>>()),
            Kind::Out if layer(a).1 == Activation::Softmax => {
                fraction(q(Kind::Exp, [a, b, 0]), q(Kind::ExpSum, [a, 0, 0]))
            }
            Kind::Out => (function(layer(a).1).formula)(q(Kind::Net, [a, b, 0])),
            Kind::OutSum => sum(units(last).map(|u| q(Kind::Out, [last, u, 0])).collect::<Vec<_>>()),
            Kind::Clipped => {
                let of =
                    if self.has_fractions() { q(Kind::Probability, [a, 0, 0]) } else { q(Kind::Out, [last, a, 0]) };
                call(self.machine.clip().name, [of])
            }
            Kind::ClippedSum => sum(units(last).map(|u| q(Kind::Clipped, [u, 0, 0])).collect::<Vec<_>>()),
            Kind::Probability if self.has_fractions() => fraction(q(Kind::Out, [last, a, 0]), q(Kind::OutSum, [0; 3])),
            Kind::Probability if is_categorical(self.machine.loss) => {
                fraction(q(Kind::Exp, [last + 1, a, 0]), q(Kind::ExpSum, [last + 1, 0, 0]))
            }
            Kind::Probability => sigmoid_formula(q(Kind::Net, [last, a, 0])),
            Kind::Error => difference(self.quantity(self.target(a)), self.quantity(self.seen(a))),
            Kind::LossTerm => self.loss_term(a)?,
            Kind::ExampleLoss if self.machine.loss.is_sparse() => minus(call("ln", [self.of_class()])),
            Kind::ExampleLoss if self.machine.outputs() == 1 => self.loss_term(1)?,
            Kind::ExampleLoss => {
                let terms = sum(units(last).map(|u| q(Kind::LossTerm, [u, 0, 0])).collect::<Vec<_>>());
                if self.has_share() { product([self.share(), terms]) } else { terms }
            }
            Kind::MeanLoss => self.mean_of(q(Kind::ExampleLoss, [0; 3])),
            Kind::Term => product([q(Kind::W, [a + 1, b, c]), q(Kind::Delta, [a + 1, c, 0])]),
            Kind::DLossDP => {
                let slope = term(self.machine.loss).map(|term| (term.derivative_formula)(self.parts(a)))?;
                times(slope, call(self.machine.clip().derivative_name, [q(Kind::Probability, [a, 0, 0])]))
            }
            Kind::DLossDOut if a == last && self.has_fractions() => {
                let slope = |u| q(Kind::DLossDP, [u, 0, 0]);
                let common = units(last).map(|u| product([slope(u), q(Kind::Probability, [u, 0, 0])]));
                let common = sum(common.collect::<Vec<_>>());
                fraction(difference(slope(b), common), q(Kind::OutSum, [0; 3]))
            }
            Kind::DLossDOut if a == last => self.loss_derivative(b)?,
            Kind::DLossDOut => sum(units(a + 1).map(|n| q(Kind::Term, [a, b, n])).collect::<Vec<_>>()),
            Kind::DOutDNet => {
                (function(layer(a).1).derivative_formula)(q(Kind::Net, [a, b, 0]), q(Kind::Out, [a, b, 0]))
            }
            Kind::Jacobian => {
                let [i, j] = [b, c].map(|u| q(Kind::Out, [a, u, 0]));
                if b == c { product([i.clone(), difference(number(1.0), i)]) } else { minus(product([i, j])) }
            }
            Kind::Delta if a == last && self.machine.sees().is_of_net() => {
                let error = difference(self.quantity(self.seen(b)), self.target_or_class(b));
                if self.has_share() { product([self.share(), error]) } else { error }
            }
            Kind::Delta if layer(a).1 == Activation::Softmax => {
                let factors = |i| product([q(Kind::DLossDOut, [a, i, 0]), q(Kind::Jacobian, [a, i, b])]);
                sum(units(a).map(factors).collect::<Vec<_>>())
            }
            Kind::Delta => product([q(Kind::DLossDOut, [a, b, 0]), q(Kind::DOutDNet, [a, b, 0])]),
            Kind::DNetDW if b == 0 => number(1.0),
            Kind::DNetDW => self.incoming_quantity(a, b),
            // The lecture's three factors, for the lecture's neuron.
            Kind::DLossDW if self.is_one_neuron() && !self.machine.sees().is_of_net() => {
                product([q(Kind::DLossDOut, [a, c, 0]), q(Kind::DOutDNet, [a, c, 0]), q(Kind::DNetDW, [a, b, 0])])
            }
            Kind::DLossDW => product([q(Kind::Delta, [a, c, 0]), q(Kind::DNetDW, [a, b, 0])]),
            Kind::Mean => self.mean_of(q(Kind::DLossDW, [a, b, c])),
            Kind::Step => product([q(Kind::Eta, [0; 3]), q(Kind::Mean, [a, b, c])]),
            Kind::NewW => difference(q(Kind::W, [a, b, c]), q(Kind::Step, [a, b, c])),
        })
    }

    /// One number in a formula.
    pub fn quantity(self, id: Id) -> Tree {
        // Products in a sum are written out.
        let is_product = matches!(id.kind, Kind::Product | Kind::Term | Kind::Step);
        let written = if is_product { self.formula(id) } else { None };
        Tree::Quantity(Box::new(Quantity { id, of_example: id.is_of_example(), symbol: self.symbol(id), written }))
    }

    fn loss_term(self, u: usize) -> Option<Tree> {
        term(self.machine.loss).map(|term| (term.formula)(self.parts(u)))
    }

    /// ∂Loss/∂out of an output.
    fn loss_derivative(self, u: usize) -> Option<Tree> {
        let (loss, sees) = (self.machine.loss, self.machine.sees());
        let p = self.quantity(self.seen(u));
        let slope = match term(loss) {
            Some(term) => (term.derivative_formula)(self.parts(u)),
            None if sees == LossInput::Clipped => {
                let total = self.quantity(id(Kind::ClippedSum, []));
                difference(fraction(number(1.0), total), fraction(self.target_or_class(u), p))
            }
            None => minus(fraction(self.target_or_class(u), p)),
        };
        let out = || self.quantity(id(Kind::Out, [self.machine.layers.len(), u]));
        let clip = || call(self.machine.clip().derivative_name, [out()]);
        Some(match (self.has_share(), sees == LossInput::Clipped) {
            (false, false) => slope,
            (false, true) => times(slope, clip()),
            (true, false) => product([self.share(), slope]),
            (true, true) => product([self.share(), slope, clip()]),
        })
    }

    fn parts(self, u: usize) -> Parts {
        let [p, y] = [self.seen(u), self.target(u)].map(|id| self.quantity(id));
        let error = if is_of_error(self.machine.loss) { self.quantity(id(Kind::Error, [u])) } else { number(0.0) };
        Parts { p, y, error }
    }

    /// The probability of the correct class.
    fn of_class(self) -> Tree {
        let last = self.machine.layers.len();
        let symbol = match self.machine.sees() {
            LossInput::Net => self.named("p", 0, "y"),
            LossInput::Clipped => call("clip", [self.named("out", last, "y")]),
            _ => self.named("out", last, "y"),
        };
        let from = (1..=self.machine.outputs()).map(|u| self.quantity(self.seen(u))).collect();
        let pick = Tree::Pick(Box::new(Pick { by: self.quantity(self.target(1)), from, symbol }));
        match self.machine.sees() {
            LossInput::Clipped => fraction(pick, self.quantity(id(Kind::ClippedSum, []))),
            _ => pick,
        }
    }

    /// Whether a loss that is a mean over the outputs has several of them.
    fn has_share(self) -> bool {
        self.machine.outputs() > 1 && is_mean(self.machine.loss)
    }

    /// Whether the loss sees each output's part of the sum of all.
    fn has_fractions(self) -> bool {
        self.machine.sees() == LossInput::Fraction
    }

    /// The weight of an output in that mean.
    fn share(self) -> Tree {
        fraction(number(1.0), number(self.machine.outputs() as f64))
    }

    fn mean_of(self, of: Tree) -> Tree {
        Tree::MeanOf(Box::new(MeanOf { of, examples: self.examples }))
    }

    fn is_one_neuron(self) -> bool {
        matches!(self.machine.layers[..], [(1, _)])
    }

    /// The number that is the target of an output, as the loss reads it.
    fn target(self, u: usize) -> Id {
        let u = if self.machine.loss.is_sparse() { 1 } else { u };
        id(if self.is_coded { Kind::Coded } else { Kind::Y }, [u])
    }

    /// The same, or whether the output is that of the correct class.
    fn target_or_class(self, u: usize) -> Tree {
        let y = self.quantity(self.target(u));
        if self.machine.loss.is_sparse() { condition(y, "=", number((u - 1) as f64)) } else { y }
    }

    /// The number that the loss sees of an output.
    fn seen(self, u: usize) -> Id {
        match self.machine.sees() {
            LossInput::Out | LossInput::Probability => id(Kind::Out, [self.machine.layers.len(), u]),
            LossInput::Clipped | LossInput::Fraction => id(Kind::Clipped, [u]),
            LossInput::Net => id(Kind::Probability, [u]),
        }
    }

    /// What comes into a layer at an input.
    fn incoming_quantity(self, l: usize, i: usize) -> Tree {
        self.quantity(if l == 1 { id(Kind::X, [i]) } else { id(Kind::Out, [l - 1, i]) })
    }

    fn incoming(self, l: usize, i: usize) -> Tree {
        if l == 1 { self.x(i) } else { self.of_unit("out", l - 1, i) }
    }

    fn units(self, l: usize) -> usize {
        self.machine.layers.get(l - 1).map_or(1, |(units, _)| *units)
    }

    fn x(self, i: usize) -> Tree {
        let index = if self.machine.inputs == 1 { String::new() } else { i.to_string() };
        self.named("x", 0, &index)
    }

    /// Of an output, without the layer.
    fn target_name(self, base: &'static str, u: usize) -> Tree {
        let count = if base == "p" { self.machine.outputs() } else { self.machine.targets() };
        let index = if count == 1 { String::new() } else { u.to_string() };
        self.named(base, 0, &index)
    }

    /// Of a unit of a layer.
    fn of_unit(self, base: &'static str, l: usize, u: usize) -> Tree {
        let index = if self.units(l) == 1 { String::new() } else { u.to_string() };
        self.named(base, l, &index)
    }

    fn weight(self, l: usize, i: usize, u: usize, new: bool) -> Tree {
        let index = if self.units(l) == 1 { i.to_string() } else { format!("{i},{u}") };
        Tree::Name(Name { base: "w", layer: self.layer(l), index, new })
    }

    fn named(self, base: &'static str, l: usize, index: &str) -> Tree {
        Tree::Name(Name { base, layer: self.layer(l), index: index.to_owned(), new: false })
    }

    /// The number of a layer, where there are several.
    fn layer(self, l: usize) -> usize {
        if self.machine.layers.len() == 1 { 0 } else { l }
    }
}

/// a · b, a minus before a being one before all of it.
fn times(a: Tree, b: Tree) -> Tree {
    match a {
        Tree::Minus(of) => minus(product([*of, b])),
        other => product([other, b]),
    }
}
