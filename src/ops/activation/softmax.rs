//! Softmax, the activation of all units of a layer together.

use super::Function;
use crate::{
    math,
    simd::{F32x4, Row},
};

pub struct Softmax;

impl Function for Softmax {
    const HAS_GRADIENT: bool = true;
    const STEEPEST: f32 = f32::INFINITY; // not elementwise

    fn forward(registers: usize, z: &[F32x4], a: &mut [F32x4]) {
        for row in 0..registers {
            softmax(z, a, row, registers);
        }
    }

    fn backward(registers: usize, _z: &[F32x4], a: &[F32x4], delta: &mut [F32x4]) {
        for row in 0..registers {
            softmax_backward(a, delta, row, registers);
        }
    }

    fn at(_z: f64) -> Option<[f64; 2]> {
        None
    }
}

/// aᵢ = e^zᵢ / Σⱼ e^zⱼ over the units, for the registers `row` of their columns. The largest z is subtracted first, so
/// nothing overflows.
#[inline(never)]
fn softmax(z: &[F32x4], a: &mut [F32x4], row: usize, registers: usize) {
    let z = Row::new(z, row, registers);
    let (largest, mut sum, mut at) = (z.largest(), F32x4::ZERO, row);
    for z in z {
        let power = math::exp(z - largest);
        a[at] = power;
        sum = sum + power;
        at += registers;
    }
    let mut at = row;
    for _ in z {
        a[at] = a[at] / sum;
        at += registers;
    }
}

/// ∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ), so ∂L/∂zⱼ = aⱼ (∂L/∂aⱼ − Σᵢ aᵢ ∂L/∂aᵢ).
fn softmax_backward(a: &[F32x4], delta: &mut [F32x4], row: usize, registers: usize) {
    let a = Row::new(a, row, registers);
    let products = a.zip(Row::new(delta, row, registers));
    let mean = products.fold(F32x4::ZERO, |sum, (a, d)| sum + a * d);
    let mut at = row;
    for a in a {
        delta[at] = a * (delta[at] - mean);
        at += registers;
    }
}
