//! Exercises: functions that a network is to compute.

use super::net::{INPUTS, Net, State, Unit};
use value::Choice;

/// A function to be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exercise {
    /// Neither A nor B.
    Nor,
    /// Not both.
    Nand,
    /// (A and B) or C.
    AndOr,
    /// Either A or B, which takes two layers.
    Xor,
}

impl Choice for Exercise {
    const WHAT: &'static str = "an exercise";
    const NAMES: &'static [(&'static str, Self)] =
        &[("nor", Self::Nor), ("nand", Self::Nand), ("and-or", Self::AndOr), ("xor", Self::Xor)];
}

impl Exercise {
    /// How many of `A`, `B` and `C` it has.
    pub fn inputs(self) -> usize {
        if self == Self::AndOr { 3 } else { 2 }
    }

    /// What the output is to be.
    pub fn expected(self, state: State) -> bool {
        let [a, b, c] = [0, 1, 2].map(|at| state.has(Unit::input(at)));
        match self {
            Self::Nor => !(a || b),
            Self::Nand => !(a && b),
            Self::AndOr => (a && b) || c,
            Self::Xor => a != b,
        }
    }

    /// The input that it needs and the network has as a neuron.
    pub fn missing(self, net: &Net) -> Option<&'static str> {
        let taken = |name: &&str| net.neurons.iter().any(|neuron| neuron.name == *name);
        INPUTS.into_iter().take(self.inputs()).find(taken)
    }
}

/// Whether the output is a single unit that sees nothing but inputs.
///
/// No such unit computes XOR: with A alone on it must fire, so no connection from A inhibits, and A's excitation alone
/// reaches the threshold; likewise with B. With both on, nothing inhibits and the excitation is no less: it fires.
pub fn is_one_unit(net: &Net) -> bool {
    let hears_neuron = |unit: Unit| unit >= Unit::neuron(0);
    net.neurons.last().is_some_and(|output| !output.connections.iter().any(|connection| hears_neuron(connection.from)))
}
