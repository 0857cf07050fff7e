//! Numbers in decimal digits and words in quotes: what a person writes, and what messages say.
//!
//! Rust reads and writes numbers right to the last bit, and knows of each letter whether it can be printed. For that it
//! brings tables and arithmetic of forty kilobytes, and a page waits for every one of them. Here numbers up to 15 digits
//! and between 10⁻²² and 10²² are as exact as there; others may be off by a few units in the last place of an `f64`,
//! which no `f32` shows.

use std::fmt::{self, Write as _};

/// Digits that count; what follows them changes nothing that an `f32` could show.
const DIGITS: u64 = 1_000_000_000_000_000_000;

/// The number that `text` is, written as in Rust: `-1.5`, `.3e1`, `+2`, `inf`, `NaN`.
pub fn parse(text: &str) -> Option<f64> {
    let (sign, text) = match text.as_bytes() {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        all => (1.0, all),
    };
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(sign * f64::INFINITY);
    }
    if text.eq_ignore_ascii_case(b"nan") {
        return Some(f64::NAN);
    }
    let (mut digits, mut exponent, mut after_point, mut any) = (0, 0i32, false, false);
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                let counts = digits < DIGITS;
                if counts {
                    digits = digits * 10 + u64::from(byte - b'0');
                }
                exponent = exponent.saturating_add(i32::from(!counts) - i32::from(after_point));
            }
            b'.' if !after_point => after_point = true,
            b'e' | b'E' if any => {
                exponent = exponent.saturating_add(whole(rest.as_slice())?);
                break;
            }
            _ => return None,
        }
    }
    any.then(|| sign * scaled(digits as f64, exponent))
}

/// A whole number with or without a sign; one beyond all measure is as good as the largest.
fn whole(digits: &[u8]) -> Option<i32> {
    let (sign, digits) = match digits {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        all => (1, all),
    };
    let add = |sum: i32, digit: &u8| {
        digit.is_ascii_digit().then(|| sum.saturating_mul(10).saturating_add(i32::from(digit - b'0')))
    };
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add).map(|size| sign * size) }
}

/// `digits · 10^exponent`. Powers of ten are exact up to 10²² and their inverses are not, so small numbers are divided.
fn scaled(digits: f64, exponent: i32) -> f64 {
    // Beyond ±400 nothing is left of 19 digits but 0 or ∞.
    let (mut value, mut left) = (digits, exponent.unsigned_abs().min(400));
    while left > 0 {
        let step = left.min(22);
        let power = (0..step).fold(1.0, |power, _| power * 10.0);
        value = if exponent < 0 { value / power } else { value * power };
        left -= step;
    }
    value
}

/// `value` with so many digits that count, 1 to 15.
pub fn rounded(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let exponent = libm::log10(value.abs()).floor() as i32 + 1 - digits;
    scaled(scaled(value, -exponent).round(), exponent)
}

/// A number for a message, with as few digits as tell it from all others of its type: `0.1`, `-3`, `NaN`.
pub fn shown(number: impl Into<Shown>) -> Shown {
    number.into()
}

/// The `f64` that is written like `number`: 0.1 for 0.1, and not the 0.100000001490116… that a mere conversion gives.
/// For arithmetic that a person follows digit by digit.
pub fn as_written(number: f32) -> f64 {
    let size = f64::from(number.abs());
    if size == 0.0 || !size.is_finite() {
        return number.into();
    }
    let (digits, exponent) = Shown::from(number).digits(size);
    f64::from(number.signum()) * scaled(digits as f64, exponent)
}

/// See [`shown`].
#[derive(Clone, Copy)]
pub struct Shown {
    value: f64,
    single: bool,
}

impl From<f64> for Shown {
    fn from(value: f64) -> Self {
        Self { value, single: false }
    }
}

impl From<f32> for Shown {
    fn from(value: f32) -> Self {
        Self { value: value.into(), single: true }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let size = self.value.abs();
        if self.value.is_sign_negative() && !size.is_nan() {
            f.write_char('-')?;
        }
        match size {
            _ if size.is_nan() => f.write_str("NaN"),
            _ if size.is_infinite() => f.write_str("inf"),
            0.0 => f.write_char('0'),
            _ => {
                let (digits, exponent) = self.digits(size);
                let mut text = digits.to_string();
                shift_point(&mut text, exponent, '.');
                f.write_str(&text)
            }
        }
    }
}

impl Shown {
    /// The shortest `digits · 10^exponent` that reads back as this size.
    fn digits(self, size: f64) -> (u64, i32) {
        let magnitude = libm::log10(size).floor() as i32;
        let mut shortest = (0, 0);
        for count in 1..=17 {
            let exponent = magnitude + 1 - count;
            let digits = scaled(size, -exponent).round();
            shortest = (digits as u64, exponent);
            let back = scaled(digits, exponent);
            if back == size || self.single && f64::from(back as f32) == size {
                break;
            }
        }
        shortest
    }
}

/// `x`, kept from `low` to `high`; NaN stays NaN. (`f32::clamp` can also say what its ends were, and brings the writing of
/// any number with it.)
#[inline(always)]
pub fn limited(x: f32, low: f32, high: f32) -> f32 {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

/// Multiplies a whole number, written out, by a power of ten.
pub fn shift_point(text: &mut String, exponent: i32, decimal: char) {
    for _ in 0..exponent {
        text.push('0');
    }
    if exponent < 0 {
        let decimals = exponent.unsigned_abs() as usize;
        while text.len() <= decimals {
            text.insert(0, '0');
        }
        text.insert(text.len() - decimals, decimal);
    }
}

/// A word in quotes, as Rust writes it, but that any letter counts as one that can be printed.
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_char('"')?;
        for letter in self.0.chars() {
            match letter {
                '"' | '\\' => write!(f, "\\{letter}")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                _ => f.write_char(letter)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Rng, Stream};

    /// Rust's own reading is the judge.
    #[track_caller]
    fn agrees(text: &str) {
        let (found, expected) = (parse(text), text.parse::<f64>().ok());
        let bits = |value: Option<f64>| value.map(|value| (value as f32).to_bits());
        assert_eq!(bits(found), bits(expected), "{text:?}: {found:?}, not {expected:?}");
    }

    #[test]
    fn reads_what_rust_reads() {
        for text in [
            "0",
            "-0",
            "+0.0",
            "1",
            "-1.5",
            ".5",
            "5.",
            "+.3e1",
            "1e5",
            "1E+5",
            "1e-5",
            "12e-1",
            "007",
            "0.1",
            "1e18",
            "1e19",
            "1e38",
            "3.4028235e38",
            "1e39",
            "1e-38",
            "1e-45",
            "1e-46",
            "1e-320",
            "1e308",
            "1e309",
            "-1e999",
            "1e-999",
            "0e999",
            "0e99999999999",
            "1e99999999999",
            "1e-99999999999",
            "inf",
            "-INF",
            "Infinity",
            "NaN",
            "0.10000000149011612",
            "123456789012345678901234567890",
            "0.00000000000000000000000000000000000012",
            "16777217",
            "9007199254740993",
            "18446744073709551615",
            "18446744073709551616",
        ] {
            agrees(text);
        }
        agrees(&format!("{}e-500", "9".repeat(500)));
        agrees(&format!("0.{}1e500", "0".repeat(500)));
    }

    #[test]
    fn a_single_becomes_the_double_that_is_written_like_it() {
        for number in [0.0, -0.0, 0.06, -4.73, 0.1, 1e-7, 1.234567e-12, 1e18, 16_777_216.0, f32::INFINITY] {
            let expected: f64 = format!("{number:?}").parse().unwrap();
            assert_eq!(as_written(number).to_bits(), expected.to_bits(), "{number:?}");
        }
        assert!(as_written(f32::NAN).is_nan());
    }

    #[test]
    fn refuses_what_rust_refuses() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "-.",
            "e5",
            ".e5",
            "1e",
            "1e+",
            "1e5.0",
            "1.2.3",
            "--1",
            "+-1",
            "1 ",
            " 1",
            "1_000",
            "0x1",
            "1,5",
            "infi",
            "nano",
            "1e5e5",
            "\u{2212}1",
        ] {
            agrees(text);
        }
    }

    #[test]
    fn reads_random_numbers_as_rust_does() {
        let mut rng = Rng::new(7, Stream::Data);
        for _ in 0..200_000 {
            let value = f64::from_bits((rng.unit() * 2f64.powi(64)) as u64) as f32;
            agrees(&format!("{value}"));
            agrees(&format!("{value:e}"));
            let near = rng.uniform(-1e3, 1e3);
            agrees(&format!("{near}"));
            agrees(&format!("{near:.4}"));
            agrees(&format!("{:e}", near * 10f64.powi(rng.below(60) as i32 - 40)));
        }
    }

    #[test]
    fn writes_what_rust_writes() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            0.3,
            1e-7,
            123456.789,
            1e17,
            9007199254740991.0,
            1e300,
            5e-324,
            0.95,
            999.999,
            1.0 / 3.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            4294967296.0,
            1e22,
            1e-22,
        ] {
            assert_eq!(shown(value).to_string().parse::<f64>().unwrap().to_string(), value.to_string());
        }
        for value in [0.1f32, 16777216.0, 1e-7, 3.4028235e38, 1e-45, 0.95, -1.0 / 3.0, f32::NAN, f32::INFINITY] {
            assert_eq!(shown(value).to_string(), value.to_string());
        }
        let mut rng = Rng::new(8, Stream::Data);
        for _ in 0..100_000 {
            let single = f32::from_bits((rng.unit() * 2f64.powi(32)) as u32);
            assert_eq!(shown(single).to_string(), single.to_string());
            let short: f64 = format!("{:.*e}", rng.below(15), rng.uniform(-1e6, 1e6)).parse().unwrap();
            assert_eq!(shown(short).to_string(), short.to_string());
            let any = rng.uniform(-1.0, 1.0);
            let back: f64 = shown(any).to_string().parse().unwrap();
            assert!((back - any).abs() <= 4.0 * f64::EPSILON * any.abs(), "{any}: {back}");
        }
    }

    #[test]
    fn rounds_as_rust_does() {
        let mut rng = Rng::new(9, Stream::Data);
        for _ in 0..10_000 {
            let value = rng.uniform(-1.0, 1.0) * 10f64.powi(rng.below(20) as i32 - 10);
            let digits = rng.below(9) + 1;
            let expected: f64 = format!("{value:.*e}", digits - 1).parse().unwrap();
            let found = rounded(value, digits as i32);
            assert!((found - expected).abs() <= 2.0 * f64::EPSILON * expected.abs(), "{value} {digits}: {found}");
        }
        assert_eq!([rounded(0.0, 3), rounded(999.96, 4), rounded(f64::INFINITY, 2)], [0.0, 1000.0, f64::INFINITY]);
    }

    #[test]
    fn quotes_as_rust_does() {
        for word in ["", "tanh", "a \"b\" \\ c", "zażółć − 甲", "a\tb\r\n"] {
            assert_eq!(Quoted(word).to_string(), format!("{word:?}"));
        }
    }

    #[test]
    fn few_digits_are_exact() {
        for text in ["0.1", "0.3", "2.675", "123456.789", "1e22", "1e-22", "9007199254740991e-15"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
    }
}
