//! Four f32 at once, as WebAssembly's 128-bit lanes have them; on other targets the same arithmetic in plain Rust.
//!
//! Only what IEEE 754 fixes to the last bit: +, −, ×, ÷ and selection. Nothing is fused, so both give the same bits.

use std::ops::{Add, Mul};

/// Eight values: two registers.
#[derive(Clone, Copy)]
pub struct F32x8(Half, Half);

#[cfg(target_arch = "wasm32")]
type Half = core::arch::wasm32::v128;
#[cfg(not(target_arch = "wasm32"))]
type Half = [f32; 4];

#[cfg(target_arch = "wasm32")]
mod half {
    use super::Half;
    use core::arch::wasm32::{f32x4, f32x4_add, f32x4_extract_lane, f32x4_mul};

    #[inline(always)]
    pub fn load([a, b, c, d]: [f32; 4]) -> Half {
        f32x4(a, b, c, d)
    }

    #[inline(always)]
    pub fn store(x: Half) -> [f32; 4] {
        [f32x4_extract_lane::<0>(x), f32x4_extract_lane::<1>(x), f32x4_extract_lane::<2>(x), f32x4_extract_lane::<3>(x)]
    }

    #[inline(always)]
    pub fn add(x: Half, y: Half) -> Half {
        f32x4_add(x, y)
    }

    #[inline(always)]
    pub fn mul(x: Half, y: Half) -> Half {
        f32x4_mul(x, y)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod half {
    use super::Half;

    #[inline(always)]
    pub fn load(x: [f32; 4]) -> Half {
        x
    }

    #[inline(always)]
    pub fn store(x: Half) -> [f32; 4] {
        x
    }

    #[inline(always)]
    pub fn add(x: Half, y: Half) -> Half {
        std::array::from_fn(|i| x[i] + y[i])
    }

    #[inline(always)]
    pub fn mul(x: Half, y: Half) -> Half {
        std::array::from_fn(|i| x[i] * y[i])
    }
}

impl F32x8 {
    /// The same value eight times.
    #[inline(always)]
    pub fn splat(x: f32) -> Self {
        let half = half::load([x; 4]);
        Self(half, half)
    }
}

impl From<&[f32; 8]> for F32x8 {
    #[inline(always)]
    fn from(&[a, b, c, d, e, f, g, h]: &[f32; 8]) -> Self {
        Self(half::load([a, b, c, d]), half::load([e, f, g, h]))
    }
}

impl From<F32x8> for [f32; 8] {
    #[inline(always)]
    fn from(F32x8(low, high): F32x8) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (half::store(low), half::store(high));
        [a, b, c, d, e, f, g, h]
    }
}

impl Add for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(half::add(self.0, other.0), half::add(self.1, other.1))
    }
}

impl Mul for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(half::mul(self.0, other.0), half::mul(self.1, other.1))
    }
}
