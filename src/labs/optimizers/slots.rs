//! The state of an optimizer of two variables: θ and its slots.

use crate::nn::Optimizer;

/// A state `[θ | slot 1 | …]`, two numbers each, whose slots are asked for by the symbols of the formulas.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    optimizer: &'a Optimizer,
    values: &'a [f32],
}

impl<'a> State<'a> {
    /// `values` is a state of this optimizer for two parameters.
    pub(super) fn new(optimizer: &'a Optimizer, values: &'a [f32]) -> Self {
        Self { optimizer, values }
    }

    /// The variables.
    pub(super) fn theta(self) -> [f64; 2] {
        pair(self.values, 0)
    }

    /// The slot of that symbol; zeros where the optimizer keeps none.
    pub(super) fn slot(self, symbol: &str) -> [f64; 2] {
        match self.optimizer.slots().iter().position(|slot| slot.symbol == symbol) {
            Some(slot) => pair(self.values, 1 + slot),
            None => [0.0; 2],
        }
    }

    /// The number behind the slots that is not kept for each variable, such as Nadam's product of momenta.
    pub(super) fn extra(self) -> Option<f64> {
        self.values.get(2 * (1 + self.optimizer.slots().len())).map(|value| f64::from(*value))
    }
}

/// Pair number `index` of a state; pair 0 is θ.
pub(super) fn pair(values: &[f32], index: usize) -> [f64; 2] {
    [0, 1].map(|at| values.get(2 * index + at).map_or(0.0, |value| f64::from(*value)))
}
