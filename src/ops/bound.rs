//! Bounds that show, before a number is written, that a step leaves all of them finite.
//!
//! A step that would not is refused, and the state stays as it is. So either the old one is copied and the new one looked at, or
//! it is known beforehand that the new one will be finite. In a step of gradient descent on one example |∂L/∂w| is at most
//! |x| |∂L/∂z|, the largest input of a layer times the largest delta, and from layer to layer backwards |∂L/∂z| grows at most by the
//! factor units · max|w| · max|g′|. For other steps the gradients are there, and each optimizer knows how far they can get it.

use crate::{
    Activation, Rule,
    optimizer::Reach,
    simd::{first_not_finite, sum_of_sizes},
    single,
};

/// What is still far from the largest f32, 2¹²⁸, so that no rounding of a sum or a product gets there.
const FAR: f32 = (1u128 << 100) as f32;

/// Bounds on the state of an optimizer: parameters and slots.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// No parameter is larger by size.
    largest: f32,
    /// No slot is larger by size, and an update by the same rule has made them.
    slots: f32,
    /// Up to this size of the parameters …
    most: f32,
    /// … no delta is larger than the last layer's largest times this.
    gain: f32,
}

impl Bound {
    /// Of a state that nobody has looked at, as it is after any change but a step.
    pub const UNKNOWN: Self = Self { largest: f32::INFINITY, slots: f32::INFINITY, most: 0.0, gain: f32::INFINITY };

    /// Looks at the parameters, which are finite, where it has to: rarely, because it allows for four times the size. Returns
    /// whether any step can be allowed. `layers` are their units and activations.
    pub(crate) fn measure<I: DoubleEndedIterator<Item = (usize, Activation)>>(
        &mut self,
        parameters: &[f32],
        layers: impl FnOnce() -> I,
    ) -> bool {
        if self.largest > self.most {
            self.largest = single::largest_of(parameters);
            self.most = 4.0 * (self.largest + 1.0);
            // Through the weights of a layer, then through the activation of the one before.
            self.gain = 1.0;
            let (mut gain, mut behind) = (1.0, None);
            for (units, activation) in layers().rev() {
                if let Some(behind) = behind {
                    gain *= behind as f32 * self.most * activation.steepest();
                    self.gain = self.gain.max(gain);
                }
                behind = Some(units);
            }
        }
        self.gain <= FAR
    }

    /// Whether the parameters stay finite in a step on one example with this learning rate, where no input of a layer is larger by
    /// size than `inputs`, at least 1 for the bias, and no delta of the last layer is larger than `deltas`.
    pub(crate) fn allows(&self, rate: f32, inputs: f32, deltas: f32) -> bool {
        // Every product and every sum of the way forward, so that nothing is ∞ − ∞, and of the way back is smaller than this.
        inputs * self.most <= FAR && rate.max(1.0) * inputs * (deltas * self.gain) <= FAR
    }

    /// After such a step, in which no delta was larger than `deltas`. Rounding is monotonic: computed in the order of the step, this
    /// is a bound on what the step computed.
    pub(crate) fn grow(&mut self, rate: f32, inputs: f32, deltas: f32) {
        self.largest += rate * (deltas * inputs);
    }

    /// After an update with these gradients, which are clipped, behind a decay by `decay` = λη. `None` unless it is certain that the new
    /// state is finite.
    pub fn after(&self, rule: &Rule, learning_rate: f32, decay: f32, gradients: &[f32]) -> Option<Self> {
        let Reach { step, slots } = rule.reach(learning_rate, self.slots, gradients);
        let bound = Self { largest: self.largest * (1.0 + decay) + step, slots, ..*self };
        (bound.largest <= FAR && bound.slots <= FAR).then_some(bound)
    }

    /// Of a state with so many parameters that an update has just made; `None` if it is not finite.
    pub fn of(state: &[f32], parameters: usize) -> Option<Self> {
        let (parameters, slots) = state.split_at(parameters);
        let bound = Self { largest: sum_of_sizes(parameters), slots: sum_of_sizes(slots), ..Self::UNKNOWN };
        // A sum may overflow where no number does.
        ((bound.largest + bound.slots).is_finite() || first_not_finite(state).is_none()).then_some(bound)
    }
}
