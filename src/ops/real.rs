//! The number types of the formulas: four f32 in a register, for training, or one f64, with which a lab shows the same formula
//! with more digits.

use crate::{math, simd::F32x4};
use std::{
    f64::consts::{FRAC_1_SQRT_2, LN_2, PI},
    ops::{Add, Div, Mul, Neg, Sub},
};

/// A real number, or several that are computed at once.
pub trait Real:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// A constant.
    fn of(x: f64) -> Self;
    /// The smaller one; `self` where one of the two is NaN.
    fn min(self, other: Self) -> Self;
    /// The larger one; `self` where one of the two is NaN.
    fn max(self, other: Self) -> Self;
    /// Without the sign.
    fn abs(self) -> Self;
    /// −1, 0 or +1. NaN stays NaN.
    fn sign(self) -> Self;
    /// `yes` where self < other, else `no`.
    fn less(self, other: Self, yes: Self, no: Self) -> Self;
    /// `yes` where self ≤ other, else `no`.
    fn at_most(self, other: Self, yes: Self, no: Self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// eˣ − 1 for x ≤ 0, without losing digits near 0.
    fn exp_minus_one(self) -> Self;
    /// ln x.
    fn ln(self) -> Self;
    /// tanh x.
    fn tanh(self) -> Self;
    /// σ(x) = 1 / (1 + e⁻ˣ).
    fn sigmoid(self) -> Self;
    /// ln(1 + eˣ), without overflow.
    fn softplus(self) -> Self;
    /// ln cosh x, without overflow.
    fn log_cosh(self) -> Self;
    /// Φ(x) and φ(x), the standard normal distribution function and its density.
    fn normal(self) -> (Self, Self);

    /// `yes` where self > 0, else `no`.
    #[inline(always)]
    fn positive(self, yes: Self, no: Self) -> Self {
        Self::of(0.0).less(self, yes, no)
    }

    /// `yes` where self lies between the bounds or on one of them, else 0.
    #[inline(always)]
    fn within(self, low: f64, high: f64, yes: Self) -> Self {
        let zero = Self::of(0.0);
        let inside = self.less(Self::of(low), zero, yes);
        Self::of(high).less(self, zero, inside)
    }
}

macro_rules! lanes {
    ($($function:ident),*) => { $(
        #[inline(always)]
        fn $function(self) -> Self {
            math::$function(self)
        }
    )* };
}

impl Real for F32x4 {
    #[inline(always)]
    fn of(x: f64) -> Self {
        Self::splat(x as f32)
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.min(other)
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.max(other)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.abs()
    }

    #[inline(always)]
    fn less(self, other: Self, yes: Self, no: Self) -> Self {
        self.lt(other).select(yes, no)
    }

    #[inline(always)]
    fn at_most(self, other: Self, yes: Self, no: Self) -> Self {
        self.le(other).select(yes, no)
    }

    #[inline(always)]
    fn normal(self) -> (Self, Self) {
        math::normal(self)
    }

    lanes!(sign, exp, exp_minus_one, ln, tanh, sigmoid, softplus, log_cosh);
}

impl Real for f64 {
    fn of(x: f64) -> Self {
        x
    }

    fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }

    fn abs(self) -> Self {
        self.abs()
    }

    fn sign(self) -> Self {
        if self > 0.0 {
            1.0
        } else if self < 0.0 {
            -1.0
        } else {
            self
        }
    }

    fn less(self, other: Self, yes: Self, no: Self) -> Self {
        if self < other { yes } else { no }
    }

    fn at_most(self, other: Self, yes: Self, no: Self) -> Self {
        if self <= other { yes } else { no }
    }

    fn exp(self) -> Self {
        libm::exp(self)
    }

    fn exp_minus_one(self) -> Self {
        libm::expm1(self)
    }

    fn ln(self) -> Self {
        libm::log(self)
    }

    fn tanh(self) -> Self {
        libm::tanh(self)
    }

    fn sigmoid(self) -> Self {
        1.0 / (1.0 + libm::exp(-self))
    }

    fn softplus(self) -> Self {
        Real::max(self, 0.0) + libm::log1p(libm::exp(-self.abs()))
    }

    fn log_cosh(self) -> Self {
        self.abs() + libm::log1p(libm::exp(-2.0 * self.abs())) - LN_2
    }

    fn normal(self) -> (Self, Self) {
        (0.5 * libm::erfc(-self * FRAC_1_SQRT_2), libm::exp(-0.5 * self * self) / (2.0 * PI).sqrt())
    }
}
