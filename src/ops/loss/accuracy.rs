//! How many examples are classified correctly, as Keras's metric `"accuracy"` counts them. It does not depend on the
//! loss, except for hinge and squared hinge, whose outputs are not from 0 to 1.

use super::{Loss, Outputs, Targets, crossentropy::class, number};
use crate::simd::{F32x4, Row};

impl Loss {
    /// The number of examples that are classified correctly.
    ///
    /// - One output: those where y is the class, 1 where a > ½ and else 0. A soft target, y = 0.7, is never met. With hinge
    ///   and squared hinge a > 0 and y > 0 must agree instead (unlike in Keras, which keeps ½ and 0 for targets of −1 and 1).
    /// - Several outputs: those where the largest output is that of the class, or of the largest target; the first of several.
    #[inline(never)]
    pub(crate) fn correct(self, out: &Outputs) -> f32 {
        let (zero, one, half) = (F32x4::ZERO, F32x4::splat(1.0), F32x4::splat(0.5));
        let above = |x: F32x4, threshold: F32x4| threshold.lt(x).select(one, zero);
        match self.targets_kind() {
            Targets::Signs if out.units == 1 => {
                out.means(out.a, |y, a| above(a, zero).eq(above(y, zero)).select(one, zero))
            }
            kind if kind == Targets::Class || out.units > 1 => out.sums(out.a, |a, y| {
                let class = if kind == Targets::Class { class(y) } else { largest(y) };
                largest(a).eq(class).select(one, zero)
            }),
            _ => out.means(out.a, |y, a| above(a, half).eq(y).select(one, zero)),
        }
    }
}

/// The index of the largest value, the first of several. −0 is less than 0 here, as in Keras, which treats it as the negative
/// number nearest to 0.
#[inline(never)]
fn largest(values: Row) -> F32x4 {
    let (zero, one) = (F32x4::ZERO, F32x4::splat(1.0));
    let (mut best, mut most) = (zero, F32x4::splat(f32::NEG_INFINITY));
    for (unit, value) in values.enumerate() {
        let sign = (one / value).lt(zero).select(F32x4::splat(-f32::MIN_POSITIVE), zero);
        let value = value.eq(zero).select(sign, value);
        let better = most.lt(value);
        (best, most) = (better.select(number(unit), best), better.select(value, most));
    }
    best
}
