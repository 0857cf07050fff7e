//! The cross-entropies. After sigmoid or softmax they are computed from z, where the chain rule cancels to p − y, so that
//! nothing overflows and no gradient is cut off; after any other activation the output is clipped.

use super::{EPSILON, LossFunction, Outputs, Targets, pointwise::Pointwise};
use crate::{
    activation::{Function, Softmax},
    math,
    real::Real,
    simd::{F32x4, Row},
};

/// The bounds of clipped probabilities, in float32, where 1 − 10⁻⁷ is rounded.
const BOUNDS: [f64; 2] = [EPSILON, (1.0 - 1e-7_f32) as f64];

#[inline(always)]
fn clip<N: Real>(a: N) -> N {
    let [low, high] = BOUNDS.map(N::of);
    a.max(low).min(high)
}

/// The gradient of a clipped value is 0.
#[inline(always)]
fn unless_clipped<N: Real>(a: N, gradient: N) -> N {
    a.within(BOUNDS[0], BOUNDS[1], gradient)
}

pub struct BinaryCrossentropy;

impl LossFunction for BinaryCrossentropy {
    const CLASSIFIES: bool = true;
    const TARGETS: Targets = Targets::Probabilities;

    fn value(out: &Outputs) -> f32 {
        if out.has_logits() { out.means(out.z, BinaryOfLogits::term) } else { out.means(out.a, Binary::term) }
    }

    fn gradient(out: &Outputs, share: f32, delta: &mut [F32x4]) {
        if out.has_logits() {
            return out.slopes(share, out.z, delta, BinaryOfLogits::derivative);
        }
        out.slopes(share, out.a, delta, Binary::derivative);
        out.through_activation(delta);
    }

    fn at(y: f64, a: f64) -> Option<[f64; 2]> {
        Some([Binary::term(y, a), Binary::derivative(y, a)])
    }
}

/// −y ln a − (1 − y) ln(1 − a).
struct Binary;

impl Pointwise for Binary {
    #[inline(always)]
    fn term<N: Real>(y: N, a: N) -> N {
        let (one, a) = (N::of(1.0), clip(a));
        -y * a.ln() - (one - y) * (one - a).ln()
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, a: N) -> N {
        let one = N::of(1.0);
        unless_clipped(a, (one - y) / (one - a) - y / a)
    }
}

/// −y ln σ(z) − (1 − y) ln(1 − σ(z)) = softplus(z) − y z.
struct BinaryOfLogits;

impl Pointwise for BinaryOfLogits {
    #[inline(always)]
    fn term<N: Real>(y: N, z: N) -> N {
        z.softplus() - y * z
    }

    #[inline(always)]
    fn derivative<N: Real>(y: N, z: N) -> N {
        z.sigmoid() - y
    }
}

pub struct CategoricalCrossentropy;

impl LossFunction for CategoricalCrossentropy {
    const CLASSIFIES: bool = true;
    const TARGETS: Targets = Targets::Distribution;

    fn value(out: &Outputs) -> f32 {
        if out.has_logits() {
            return out.sums(out.z, |z, y| {
                let [largest, ln_total] = log_sum_exp(z);
                sum(y.zip(z).map(|(y, z)| y * (ln_total + (largest - z))))
            });
        }
        out.sums(out.a, |a, y| {
            let total = sum(a);
            -sum(y.zip(a).map(|(y, a)| y * clip(a / total).ln()))
        })
    }

    fn gradient(out: &Outputs, share: f32, delta: &mut [F32x4]) {
        if out.has_logits() {
            // As in TensorFlow: p − y, which is the derivative only where the targets of an example sum to 1.
            Softmax::forward(out.registers(), out.z, delta);
            return out.target_slopes(share, delta, |p, y| p - y);
        }
        // With q = a/Σa and d = ∂L/∂q it is (d − Σ d q)/Σa, and d q = −y where q is not clipped.
        delta.copy_from_slice(out.a);
        for (row, weight) in out.weights.iter().enumerate() {
            let total = sum(out.row(out.a, row));
            let pairs = || out.row(out.a, row).map(|a| a / total).zip(out.row(out.y, row));
            let through_total = sum(pairs().map(|(q, y)| unless_clipped(q, y)));
            let share = F32x4::splat(share) * *weight;
            let mut at = row;
            for (q, y) in pairs() {
                delta[at] = (through_total - unless_clipped(q, y / q)) / total * share;
                at += out.registers();
            }
        }
        out.through_activation(delta);
    }

    fn at(_y: f64, _a: f64) -> Option<[f64; 2]> {
        None
    }
}

pub struct SparseCategoricalCrossentropy;

impl LossFunction for SparseCategoricalCrossentropy {
    const CLASSIFIES: bool = true;
    const TARGETS: Targets = Targets::Class;

    fn value(out: &Outputs) -> f32 {
        if out.has_logits() {
            return out.sums(out.z, |z, y| {
                let [largest, ln_total] = log_sum_exp(z);
                ln_total + (largest - of_class(z, class(y)))
            });
        }
        out.sums(out.a, |a, y| {
            let total = clipped_sum(a);
            math::ln(total) - math::ln(clip(of_class(a, class(y))))
        })
    }

    fn gradient(out: &Outputs, share: f32, delta: &mut [F32x4]) {
        if out.has_logits() {
            Softmax::forward(out.registers(), out.z, delta);
            return out.class_slopes(share, delta, |_, p, is_class| p - is_class);
        }
        delta.copy_from_slice(out.a);
        out.class_slopes(share, delta, |all, a, is_class| {
            unless_clipped(a, F32x4::splat(1.0) / clipped_sum(all) - is_class / clip(a))
        });
        out.through_activation(delta);
    }

    fn at(_y: f64, _a: f64) -> Option<[f64; 2]> {
        None
    }
}

/// The largest z and ln Σⱼ e^(zⱼ − the largest): their sum is ln Σⱼ e^zⱼ, and nothing overflows.
#[inline(never)]
fn log_sum_exp(z: Row) -> [F32x4; 2] {
    let largest = z.largest();
    [largest, math::ln(sum(z.map(|z| math::exp(z - largest))))]
}

/// Σ clip(a).
#[inline(never)]
fn clipped_sum(a: Row) -> F32x4 {
    sum(a.map(clip))
}

fn sum(terms: impl Iterator<Item = F32x4>) -> F32x4 {
    terms.fold(F32x4::ZERO, |sum, term| sum + term)
}

/// The first and only target of an example.
pub fn class(mut y: Row) -> F32x4 {
    y.next().unwrap_or(F32x4::ZERO)
}

/// The value of the unit whose number is the target.
#[inline(never)]
fn of_class(values: Row, class: F32x4) -> F32x4 {
    let pick = |picked, (unit, value)| class.eq(super::number(unit)).select(value, picked);
    values.enumerate().fold(F32x4::ZERO, pick)
}
