//! Softmax, the activation of all units of a layer together.

use super::Function;
use crate::{math, simd::F32x4};

pub struct Softmax;

impl Function for Softmax {
    const HAS_GRADIENT: bool = true;

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
fn softmax(z: &[F32x4], a: &mut [F32x4], row: usize, registers: usize) {
    let z = z[row..].iter().step_by(registers);
    let largest = z.clone().fold(F32x4::splat(f32::NEG_INFINITY), |largest, z| z.max(largest));
    let mut sum = F32x4::ZERO;
    for (z, a) in z.zip(a[row..].iter_mut().step_by(registers)) {
        *a = math::exp(*z - largest);
        sum = sum + *a;
    }
    for a in a[row..].iter_mut().step_by(registers) {
        *a = *a / sum;
    }
}

/// ∂aᵢ/∂zⱼ = aᵢ([i = j] − aⱼ), so ∂L/∂zⱼ = aⱼ (∂L/∂aⱼ − Σᵢ aᵢ ∂L/∂aᵢ).
fn softmax_backward(a: &[F32x4], delta: &mut [F32x4], row: usize, registers: usize) {
    let a = a[row..].iter().step_by(registers);
    let delta = &mut delta[row..];
    let products = a.clone().zip(delta.iter().step_by(registers));
    let mean = products.fold(F32x4::ZERO, |sum, (a, d)| sum + *a * *d);
    for (a, d) in a.zip(delta.iter_mut().step_by(registers)) {
        *d = *a * (*d - mean);
    }
}
