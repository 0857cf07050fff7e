//! Numbers as they are written: decimals and fractions, without rounding.

use super::exact::{Integer, MAX_DIGITS, Natural};
use std::ops::Range;
use value::{
    Reason, Value,
    number::{self, Quoted, excerpt},
};

/// The most digits after the decimal point.
const MAX_DECIMALS: i32 = 100;
/// A decimal of 15 to 17 digits comes from a computer: it tells some `f64` from all others.
const COMPUTED: Range<u128> = 10_u128.pow(14)..10_u128.pow(17);
/// Such a decimal is taken for a fraction with a denominator up to this, if it is the nearest `f64` to one: 0.3333333333333333
/// is 1/3. That is how fractions come through fields and links. Of other such decimals one in ten million is taken for a
/// fraction, too.
const MAX_DENOMINATOR: f64 = 9999.0;

/// A number: `digits · 10^exponent / divisor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    digits: i128,
    exponent: i32,
    divisor: u128,
}

impl Default for Written {
    /// 0.
    fn default() -> Self {
        Self { digits: 0, exponent: 0, divisor: 1 }
    }
}

impl Written {
    /// The value of a text that [`number::parse_fraction`] reads as a finite number. A decimal that is the nearest `f64` to a
    /// simple fraction counts as that fraction.
    ///
    /// # Errors
    /// What is wrong with it, for a message: a number with more than [`MAX_DIGITS`] digits, or with more than
    /// [`MAX_DECIMALS`] of them after the decimal point.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let text = text.replace('\u{2212}', "-");
        let refused = |limit: String| {
            let values = vec![("value", Value::Text(excerpt(&text)))];
            Reason::special("too_many_digits", values, format!("{} has more than {limit}", Quoted(&text)))
        };
        if let Some((numerator, denominator)) = text.split_once('/') {
            let decimal = |part: &str| Self::decimal(part.trim());
            let quotient = decimal(numerator).and_then(|numerator| numerator.over(decimal(denominator)?));
            return quotient.map_err(refused);
        }
        let decimal = Self::decimal(&text).map_err(refused)?;
        let is_computed = COMPUTED.contains(&decimal.digits.unsigned_abs());
        let fraction = number::parse(&text).filter(|_| is_computed).and_then(fraction);
        Ok(fraction.map_or(decimal, |[p, q]| Self { digits: p as i128, exponent: 0, divisor: q as u128 }))
    }

    /// The decimal that an `f64` is written as.
    ///
    /// # Errors
    /// As of [`parse`](Self::parse).
    pub fn from_number(number: f64) -> Result<Self, Reason> {
        Self::parse(&number::shown(number).to_string())
    }

    fn decimal(text: &str) -> Result<Self, String> {
        let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (mut digits, mut zeros, mut decimals, mut is_fraction) = (0_i128, 0, 0, false);
        for byte in number.bytes() {
            match byte {
                b'.' => is_fraction = true,
                b'0' => {
                    zeros += 1;
                    decimals += i32::from(is_fraction);
                }
                b'1'..=b'9' => {
                    // Zeros count only between other digits.
                    let shift = if digits == 0 { 0 } else { zeros + 1 };
                    let shifted = 10_i128.checked_pow(shift).and_then(|power| digits.checked_mul(power));
                    let sum = shifted.and_then(|shifted| shifted.checked_add(i128::from(byte - b'0')));
                    digits = sum.ok_or_else(|| format!("{MAX_DIGITS} digits"))?;
                    zeros = 0;
                    decimals += i32::from(is_fraction);
                }
                _ => {} // a sign
            }
        }
        if digits == 0 {
            return Ok(Self::default());
        }
        // An exponent that is no `i32` can only be a large negative one: the number is finite.
        let power = power.parse().unwrap_or(i32::MIN);
        let exponent = power.saturating_sub(decimals).saturating_add_unsigned(zeros);
        let sign = if number.starts_with('-') { -1 } else { 1 };
        Self { digits: sign * digits, exponent, divisor: 1 }.checked()
    }

    fn checked(self) -> Result<Self, String> {
        if self.exponent < -MAX_DECIMALS { Err(format!("{MAX_DECIMALS} decimals")) } else { Ok(self) }
    }

    /// The quotient of two decimals, the other one not 0.
    fn over(self, other: Self) -> Result<Self, String> {
        let divisor = other.digits.unsigned_abs().max(1);
        let common = common_divisor(self.digits.unsigned_abs(), divisor);
        let quotient = Self {
            digits: self.digits / common as i128 * other.digits.signum(),
            exponent: self.exponent.saturating_sub(other.exponent),
            divisor: divisor / common,
        };
        quotient.checked()
    }
}

/// `[p, q]` if this number is within rounding of p / q, and p / q is not a decimal: the first convergent of its continued
/// fraction that is so near.
fn fraction(number: f64) -> Option<[f64; 2]> {
    let ([mut p, mut q], [mut last_p, mut last_q]) = ([1.0, 0.0], [0.0, 1.0]);
    let mut rest = number;
    loop {
        let whole = rest.floor();
        ([p, q], [last_p, last_q]) = ([whole * p + last_p, whole * q + last_q], [p, q]);
        if !(1.0..=MAX_DENOMINATOR).contains(&q) {
            return None;
        }
        if (p / q - number).abs() <= f64::EPSILON * number.abs() {
            // 10¹³ has all factors 2 and 5 of such a denominator.
            return (!10_u64.pow(13).is_multiple_of(q as u64)).then_some([p, q]);
        }
        rest = 1.0 / (rest - whole);
    }
}

fn common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// What several numbers are multiplied by so that all are whole: `10^decimals · multiple`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Denominator {
    decimals: u32,
    multiple: u128,
}

impl Denominator {
    /// The least one; none where it has more than [`MAX_DIGITS`] digits beside its zeros.
    pub fn of(numbers: impl Iterator<Item = Written>) -> Option<Self> {
        let mut all = Self { decimals: 0, multiple: 1 };
        for Written { exponent, divisor, .. } in numbers {
            all.decimals = all.decimals.max(exponent.min(0).unsigned_abs());
            all.multiple = all.multiple.checked_mul(divisor / common_divisor(all.multiple, divisor))?;
        }
        Some(all)
    }

    /// As a number.
    pub fn value(self) -> Natural {
        Natural::power_of_ten(self.decimals).times(&self.multiple.into())
    }

    /// One of these numbers times this.
    pub fn scale(self, Written { digits, exponent, divisor }: Written) -> Integer {
        let zeros = exponent.saturating_add_unsigned(self.decimals).max(0).unsigned_abs();
        let factor = Natural::power_of_ten(zeros).times(&(self.multiple / divisor).into());
        Integer::from(digits).times(&factor)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::exact::quotient, *};

    fn written(digits: i128, exponent: i32, divisor: u128) -> Written {
        Written { digits, exponent, divisor }
    }

    #[test]
    fn a_decimal_is_its_digits() {
        for (text, digits, exponent) in [
            ("0", 0, 0),
            ("-0.000e-99999999999", 0, 0),
            ("1", 1, 0),
            ("+10.010", 1001, -2),
            ("-.05", -5, -2),
            ("\u{2212}5.", -5, 0),
            ("1.50E3", 15, 2),
            ("1200e-2", 12, 0),
            ("1000000000000000000", 1, 18),
            ("0.30000000000000004", 30_000_000_000_000_004, -17),
            ("-12345678901234567890123456789012345678", -12345678901234567890123456789012345678, 0),
            (&format!("1.{}", "0".repeat(1000)), 1, 0),
            (&format!("0.{}1", "0".repeat(99)), 1, -100),
        ] {
            assert_eq!(Written::parse(text), Ok(written(digits, exponent, 1)), "{text}");
        }
        let refused = |text: &str| Written::parse(text).unwrap_err().to_string();
        assert_eq!(refused("1e-101"), "\"1e-101\" has more than 100 decimals");
        assert_eq!(refused("1e-99999999999"), "\"1e-99999999999\" has more than 100 decimals");
        assert!(refused("9.23456789012345678901234567890123456789").ends_with(" has more than 38 digits"));
        assert!(refused(&format!("1{}1", "0".repeat(60))).ends_with(" has more than 38 digits"));
        assert_eq!(refused("1/1e101"), "\"1/1e101\" has more than 100 decimals");
    }

    #[test]
    fn a_fraction_is_its_parts() {
        assert_eq!(Written::parse("1/3"), Ok(written(1, 0, 3)));
        assert_eq!(Written::parse("-2.5 / 4"), Ok(written(-25, -1, 4)));
        assert_eq!(Written::parse("2/-6"), Ok(written(-1, 0, 3)));
        assert_eq!(Written::parse("0/7"), Ok(written(0, 0, 1)));
        // What a computer makes of them.
        for (p, q) in [(1, 3), (-2, 3), (1, 7), (22, 7), (-355, 113), (1, 9999), (1_000_001, 9998)] {
            assert_eq!(
                Written::from_number(f64::from(p) / f64::from(q)),
                Ok(written(p.into(), 0, q as u128)),
                "{p}/{q}"
            );
        }
        // Other numbers with many digits.
        for number in [std::f64::consts::PI, 0.1 + 0.2, 1.1 * 1.1, 2.0_f64.sqrt(), 1e-17 / 3.0, 1e17 + 16.0] {
            assert_eq!(Written::from_number(number).unwrap().divisor, 1, "{number}");
        }
        for text in ["0.50000000000000001", "123456789012345678", "0.3333333333333333333", "0.3333333333333332"] {
            assert_eq!(Written::parse(text).unwrap().divisor, 1, "{text}");
        }
    }

    #[test]
    fn numbers_times_their_denominator_are_whole() {
        for (texts, denominator, whole) in [
            (["0.3", "-2", "1e18"], "10", ["3", "-20", "1e19"]),
            (["1/3", "1/4", "0.5"], "120", ["40", "30", "60"]),
            (["1/3", "0.1/7", "1e-100"], "21e100", ["7e100", "3e99", "21"]),
        ] {
            let numbers = texts.map(|text| Written::parse(text).unwrap());
            let common = Denominator::of(numbers.into_iter()).unwrap();
            let value = |integer: &Integer| quotient(&integer.in_limbs(20), &Natural::power_of_ten(0));
            assert_eq!(
                value(&Integer { is_negative: false, size: common.value() }),
                denominator.parse::<f64>().unwrap()
            );
            for (number, whole) in numbers.into_iter().zip(whole) {
                assert_eq!(value(&common.scale(number)), whole.parse::<f64>().unwrap(), "{texts:?}");
            }
        }
        let primes = [9973_u128, 9967, 9949, 9941, 9931, 9929, 9923, 9907, 9901, 9887];
        assert!(Denominator::of(primes.into_iter().map(|prime| written(1, 0, prime))).is_none());
    }
}
