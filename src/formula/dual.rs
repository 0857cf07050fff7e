//! Dual numbers: a value with its derivatives, which every operation carries along by the chain rule.

use super::functions::Function;

/// What a formula computes with: plain numbers, or [`Dual`] ones.
pub(super) trait Number: Copy {
    fn constant(value: f64) -> Self;
    fn value(self) -> f64;
    fn negated(self) -> Self;
    fn plus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    fn over(self, other: Self) -> Self;
    fn to_the(self, exponent: Self) -> Self;
    fn mapped(self, function: &Function) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn negated(self) -> Self {
        -self
    }

    fn plus(self, other: Self) -> Self {
        self + other
    }

    fn times(self, other: Self) -> Self {
        self * other
    }

    fn over(self, other: Self) -> Self {
        self / other
    }

    fn to_the(self, exponent: Self) -> Self {
        libm::pow(self, exponent)
    }

    fn mapped(self, function: &Function) -> Self {
        (function.value)(self)
    }
}

/// A value and its derivatives by two variables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dual {
    pub value: f64,
    pub gradient: [f64; 2],
}

impl Dual {
    /// A function of two duals whose partial derivatives at this place are `by_self` and `by_other`. One that does not vary
    /// adds nothing, also where the derivative by it is not finite.
    fn chained(self, value: f64, by_self: f64, other: Self, by_other: f64) -> Self {
        let part = |partial: f64, slope: f64| if slope == 0.0 { 0.0 } else { partial * slope };
        let gradient = [0, 1].map(|i| part(by_self, self.gradient[i]) + part(by_other, other.gradient[i]));
        Self { value, gradient }
    }
}

impl Number for Dual {
    fn constant(value: f64) -> Self {
        Self { value, gradient: [0.0; 2] }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn negated(self) -> Self {
        Self { value: -self.value, gradient: self.gradient.map(|slope| -slope) }
    }

    fn plus(self, other: Self) -> Self {
        self.chained(self.value + other.value, 1.0, other, 1.0)
    }

    fn times(self, other: Self) -> Self {
        self.chained(self.value * other.value, other.value, other, self.value)
    }

    fn over(self, other: Self) -> Self {
        let value = self.value / other.value;
        self.chained(value, 1.0 / other.value, other, -value / other.value)
    }

    /// aᵇ: ∂/∂a = b·aᵇ⁻¹, ∂/∂b = aᵇ·ln a, which is 0 where aᵇ is (0·∞ would be NaN). At 0⁰ and below 0 it is not finite.
    fn to_the(self, exponent: Self) -> Self {
        let (a, b) = (self.value, exponent.value);
        let value = libm::pow(a, b);
        let by_base = if b == 0.0 { 0.0 } else { b * libm::pow(a, b - 1.0) };
        let by_exponent = if value == 0.0 && a >= 0.0 { 0.0 } else { value * libm::log(a) };
        self.chained(value, by_base, exponent, by_exponent)
    }

    fn mapped(self, function: &Function) -> Self {
        self.chained((function.value)(self.value), (function.derivative)(self.value), Self::constant(0.0), 0.0)
    }
}
