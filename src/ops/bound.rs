//! Bounds that show, before a weight is written, that a step of gradient descent leaves all of them finite.
//!
//! A step that would not is refused, and the weights stay as they are. So either the new ones are written to a second buffer and
//! looked at, or it is known beforehand that they will be finite. In a step on one example |∂L/∂w| is at most |x| |∂L/∂z|, the
//! largest input of a layer times the largest delta, and from layer to layer backwards |∂L/∂z| grows at most by the factor
//! units · max|w| · max|g′|.

use crate::{Activation, single};

/// What is still far from the largest f32, 2¹²⁸, so that no rounding of a sum or a product gets there.
const FAR: f32 = (1u128 << 100) as f32;

/// Bounds on the parameters of a network.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// No parameter is larger by size.
    largest: f32,
    /// Up to this size of the parameters …
    most: f32,
    /// … no delta is larger than the last layer's largest times this.
    gain: f32,
}

impl Bound {
    /// Of parameters that nobody has looked at, as they are after any change but a step that these bounds allowed.
    pub const UNKNOWN: Self = Self { largest: f32::INFINITY, most: 0.0, gain: f32::INFINITY };

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

    /// Whether the parameters stay finite in a step with this learning rate, where no input of a layer is larger by size than
    /// `inputs`, at least 1 for the bias, and no delta of the last layer is larger than `deltas`.
    pub(crate) fn allows(&self, rate: f32, inputs: f32, deltas: f32) -> bool {
        // Every product and every sum of the way forward, so that nothing is ∞ − ∞, and of the way back is smaller than this.
        inputs * self.most <= FAR && rate.max(1.0) * inputs * (deltas * self.gain) <= FAR
    }

    /// After such a step, in which no delta was larger than `deltas`. Rounding is monotonic: computed in the order of the step, this
    /// is a bound on what the step computed.
    pub(crate) fn grow(&mut self, rate: f32, inputs: f32, deltas: f32) {
        self.largest += rate * (deltas * inputs);
    }
}
