//! Integers of any size, for the exact arithmetic of a perceptron.
//!
//! Multiplied by a common denominator, all numbers, sums and products are integers. They are stored as limbs of 32 bits, the lowest first: WebAssembly multiplies 32 by 32 bits in one instruction. Sums are modulo
//! 2^(32 · limbs), in two's complement; the caller provides enough limbs for the largest sum.

use std::{cmp::Ordering, iter};

/// The most decimal digits of which every number fits into an `i128`.
pub(super) const MAX_DIGITS: usize = 38;

/// A whole number ≥ 0: no limb at its end is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Natural(Vec<u32>);

impl From<u128> for Natural {
    fn from(number: u128) -> Self {
        Self::new((0..4).map(|limb| (number >> (32 * limb)) as u32).collect())
    }
}

impl Natural {
    fn new(mut limbs: Vec<u32>) -> Self {
        limbs.truncate(limbs.iter().rposition(|limb| *limb != 0).map_or(0, |last| last + 1));
        Self(limbs)
    }

    pub fn power_of_ten(exponent: u32) -> Self {
        let parts = (0..exponent).step_by(MAX_DIGITS).map(|from| 10_u128.pow((exponent - from).min(MAX_DIGITS as u32)));
        parts.fold(Self(vec![1]), |power, part| power.times(&part.into()))
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut product = vec![0; self.0.len() + other.0.len()];
        let mut wide = self.0.clone();
        wide.resize(product.len(), 0);
        add_product(&mut product, &wide, other, false);
        Self::new(product)
    }

    /// Its number of bits: 0 has none, 4 has three.
    pub fn bits(&self) -> u32 {
        self.0.last().map_or(0, |last| 32 * self.0.len() as u32 - last.leading_zeros())
    }

    fn bit(&self, at: u32) -> bool {
        self.0.get(at as usize / 32).is_some_and(|limb| limb >> (at % 32) & 1 == 1)
    }
}

/// A whole number with a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Integer {
    pub is_negative: bool,
    pub size: Natural,
}

impl From<i128> for Integer {
    fn from(number: i128) -> Self {
        Self { is_negative: number < 0, size: Natural::from(number.unsigned_abs()) }
    }
}

impl Integer {
    pub fn times(&self, other: &Natural) -> Self {
        Self { is_negative: self.is_negative, size: self.size.times(other) }
    }

    /// Its approximation, as by [`approximate`].
    pub fn about(&self) -> f64 {
        let size = approximate(&[&*self.size.0, &[0]].concat());
        if self.is_negative { -size } else { size }
    }

    /// As a sum to which others may be added.
    pub fn in_limbs(&self, limbs: usize) -> Vec<u32> {
        let mut sum = vec![0; limbs];
        add(&mut sum, &self.size, self.is_negative);
        sum
    }
}

/// Adds a number to a sum, or subtracts it. Returns whether there is a carry or borrow beyond the last limb.
pub(super) fn add(sum: &mut [u32], number: &Natural, is_negative: bool) -> bool {
    let mut carry = false;
    for (limb, other) in sum.iter_mut().zip(number.0.iter().copied().chain(iter::repeat(0))) {
        (*limb, carry) = if is_negative { limb.borrowing_sub(other, carry) } else { limb.carrying_add(other, carry) };
    }
    carry
}

/// Adds `factor · number` to a sum, or subtracts it; `factor` is itself a sum of as many limbs.
pub(super) fn add_product(sum: &mut [u32], factor: &[u32], number: &Natural, is_negative: bool) {
    for (at, other) in number.0.iter().enumerate() {
        let mut carry = 0;
        for (limb, part) in sum.iter_mut().skip(at).zip(factor) {
            let product = u64::from(*part) * u64::from(*other) + carry;
            if is_negative {
                let (difference, borrow) = limb.overflowing_sub(product as u32);
                (*limb, carry) = (difference, (product >> 32) + u64::from(borrow));
            } else {
                let total = product + u64::from(*limb);
                (*limb, carry) = (total as u32, total >> 32);
            }
        }
    }
}

/// Whether a sum is below, at, or above 0.
pub(super) fn sign(sum: &[u32]) -> Ordering {
    match sum.last() {
        Some(last) if last >> 31 == 1 => Ordering::Less,
        _ if sum.iter().all(|limb| *limb == 0) => Ordering::Equal,
        _ => Ordering::Greater,
    }
}

/// An approximation of a sum, with a relative error of 2⁻⁵³ for each limb. Exact below 2⁵³.
pub(super) fn approximate(sum: &[u32]) -> f64 {
    let mut limbs = sum.iter().rev();
    let top = limbs.next().map_or(0.0, |top| f64::from(top.cast_signed()));
    limbs.fold(top, |value, limb| value * 4_294_967_296.0 + f64::from(*limb))
}

/// The `f64` nearest to `sum / divisor`.
pub(super) fn quotient(sum: &[u32], divisor: &Natural) -> f64 {
    let is_negative = sign(sum) == Ordering::Less;
    let size = if is_negative {
        let mut opposite = vec![0; sum.len()];
        add(&mut opposite, &Natural::new(sum.to_vec()), true);
        Natural::new(opposite)
    } else {
        Natural::new(sum.to_vec())
    };
    let size = ratio(&size, divisor);
    if is_negative { -size } else { size }
}

/// The `f64` nearest to `dividend / divisor`, by long division in binary.
fn ratio(dividend: &Natural, divisor: &Natural) -> f64 {
    if dividend.bits() == 0 {
        return 0.0;
    }
    // The quotient of dividend · 2^shift has 63 or 64 bits.
    let shift = 63 + divisor.bits() as i32 - dividend.bits() as i32;
    let mut quotient = 0_u64;
    let mut rest = vec![0; divisor.0.len() + 1];
    let mut less = rest.clone();
    for place in (-shift..dividend.bits() as i32).rev() {
        let mut carry = u32::from(u32::try_from(place).is_ok_and(|place| dividend.bit(place)));
        for limb in &mut rest {
            (*limb, carry) = (*limb << 1 | carry, *limb >> 31);
        }
        less.copy_from_slice(&rest);
        let fits = !add(&mut less, divisor, true);
        if fits {
            std::mem::swap(&mut rest, &mut less);
        }
        quotient = quotient << 1 | u64::from(fits);
    }
    // The remainder decides where the bits beyond those of an `f64` are exactly half of its last one.
    let is_inexact = rest.iter().any(|limb| *limb != 0) || (0..-shift).any(|place| dividend.bit(place.unsigned_abs()));
    libm::ldexp((quotient | u64::from(is_inexact)) as f64, -shift)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::array;

    /// Random numbers of any size: SplitMix64.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        /// From −2⁶² to 2⁶², small ones as often as large ones.
        fn integer(&mut self) -> i64 {
            (self.next() as i64 >> 1) >> (self.next() % 63)
        }
    }

    #[test]
    fn sums_of_products_are_those_of_i128() {
        let mut random = Random(1);
        for _ in 0..20_000 {
            let factors: [[i64; 2]; 3] = array::from_fn(|_| [random.integer(), random.integer() >> 2]);
            let expected: i128 = factors.iter().map(|[a, b]| i128::from(*a) * i128::from(*b)).sum();
            for limbs in [4, 5, 9] {
                let mut sum = vec![0; limbs];
                for [a, b] in factors.map(|pair| pair.map(|factor| Integer::from(i128::from(factor)))) {
                    add_product(&mut sum, &a.in_limbs(limbs), &b.size, b.is_negative);
                }
                assert_eq!(sign(&sum), expected.cmp(&0), "{factors:?}");
                let near = expected as f64;
                assert!((approximate(&sum) - near).abs() <= near.abs() * 1e-14, "{factors:?}");
                assert_eq!(quotient(&sum, &Natural::power_of_ten(0)), near, "{factors:?}");
            }
        }
    }

    /// Rust reads decimals correctly rounded.
    #[test]
    fn a_quotient_by_a_power_of_ten_is_what_its_decimals_read_as() {
        let mut random = Random(2);
        for _ in 0..20_000 {
            let digits = i128::from(random.integer()) * i128::from(random.integer() >> 40);
            let decimals = (random.next() % 120) as u32;
            let sum = Integer::from(digits).in_limbs(5);
            let expected: f64 = format!("{digits}e-{decimals}").parse().unwrap();
            assert_eq!(quotient(&sum, &Natural::power_of_ten(decimals)), expected, "{digits}e-{decimals}");
        }
    }
}
