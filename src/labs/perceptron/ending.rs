//! The search for the end of learning, a pass without a mistake or a cycle, example by example.

use super::rule::{Perceptron, Rule, Weights};
use std::mem;

/// How learning ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// In a pass without a mistake, after which nothing changes.
    Converged {
        /// The first one, counted from 1.
        pass: usize,
    },
    /// In a cycle: from the end of a pass on the weights recur with a period.
    Cycle {
        /// That pass; 0 is the start.
        first: usize,
        /// The period in passes.
        period: usize,
    },
}

impl Ending {
    /// The pass at whose end it is certain.
    pub(super) fn pass(self) -> usize {
        match self {
            Self::Converged { pass } => pass,
            Self::Cycle { first, period } => first + period,
        }
    }
}

/// A search for the end of learning within a number of passes, in small slices. Equal weights at the ends of two passes mean a
/// cycle, because the order of the examples never changes.
#[derive(Debug)]
pub(super) struct Search {
    passes: usize,
    /// The example in turn.
    at: usize,
    stage: Stage,
}

/// The stage of a search.
#[derive(Debug)]
enum Stage {
    /// Brent's search for a cycle (1980): it remembers the weights at the end of one pass only, and finds the period.
    Period {
        weights: Weights,
        remembered: Weights,
        /// The pass that is learnt, counted from 1, and whether there was a mistake in it.
        pass: usize,
        has_mistake: bool,
        /// Complete passes since the weights were stored, and after how many they are stored again.
        period: usize,
        power: usize,
    },
    /// Going `left` passes ahead from the beginning, until the distance is the period.
    Ahead { period: usize, left: usize, ahead: Weights },
    /// Two runs at that distance: where they meet, the cycle begins.
    First { period: usize, first: usize, behind: Weights, ahead: Weights },
    /// The result: `None` if there is no end.
    Done(Option<Ending>),
}

impl Search {
    /// A search within `passes` passes.
    pub fn new(perceptron: &Perceptron, passes: usize) -> Self {
        let (weights, remembered) = (perceptron.start(), perceptron.start());
        let stage = Stage::Period { weights, remembered, pass: 1, has_mistake: false, period: 0, power: 1 };
        Self { passes, at: 0, stage }
    }

    /// Whether it is over.
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done(_))
    }

    /// The result; `None` if there is no end, or the search is not over.
    pub fn ending(&self) -> Option<Ending> {
        if let Stage::Done(ending) = self.stage { ending } else { None }
    }

    /// Learns one more example, in each of the runs.
    pub fn advance(&mut self, perceptron: &Perceptron) {
        let example = &perceptron.examples[self.at];
        match &mut self.stage {
            Stage::Period { weights, has_mistake, .. } => *has_mistake |= perceptron.learn(weights, example),
            Stage::Ahead { ahead, .. } => _ = perceptron.learn(ahead, example),
            Stage::First { behind, ahead, .. } => {
                perceptron.learn(behind, example);
                perceptron.learn(ahead, example);
            }
            Stage::Done(_) => return,
        }
        self.at += 1;
        if self.at == perceptron.examples.len() {
            self.at = 0;
            self.stage = mem::replace(&mut self.stage, Stage::Done(None)).after_pass(perceptron, self.passes);
        }
    }
}

impl Stage {
    /// The stage that follows a complete pass.
    fn after_pass(self, perceptron: &Perceptron, passes: usize) -> Self {
        match self {
            Self::Period { weights, mut remembered, pass, has_mistake, mut period, mut power } => {
                let is_hebb = perceptron.rule == Rule::Hebb;
                if !has_mistake && !is_hebb {
                    return Self::Done((pass <= passes).then_some(Ending::Converged { pass }));
                }
                period += 1;
                if weights == remembered {
                    return Self::Ahead { period, left: period, ahead: perceptron.start() };
                }
                // A cycle that has come round within `passes` leads back to the state that is remembered then, within as many
                // passes again. Hebb's rule does not depend on the output, so it adds the same in every pass.
                if is_hebb || pass == 2 * passes {
                    return Self::Done(None);
                }
                if pass == passes || period == power {
                    remembered.clone_from(&weights);
                    (period, power) = (0, if pass < passes { 2 * power } else { usize::MAX });
                }
                Self::Period { weights, remembered, pass: pass + 1, has_mistake: false, period, power }
            }
            Self::Ahead { period, left: 1, ahead } => {
                Self::First { period, first: 0, behind: perceptron.start(), ahead }.met(passes)
            }
            Self::Ahead { period, left, ahead } => Self::Ahead { period, left: left - 1, ahead },
            Self::First { period, first, behind, ahead } => {
                Self::First { period, first: first + 1, behind, ahead }.met(passes)
            }
            Self::Done(ending) => Self::Done(ending),
        }
    }

    /// The end of the search, if both runs have met.
    fn met(self, passes: usize) -> Self {
        match self {
            Self::First { period, first, behind, ahead } if behind == ahead => {
                Self::Done((first + period <= passes).then_some(Ending::Cycle { first, period }))
            }
            other => other,
        }
    }
}
