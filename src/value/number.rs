//! Decimal numbers and quoted words: reading what a person wrote, formatting messages.
//!
//! `f64`'s `FromStr` and `Display` and `str`'s `Debug` pull about 40 KB of tables into the WebAssembly module. These
//! replacements are exact for numbers of up to 15 digits between 10⁻²² and 10²²; others may be off by a few units in the last
//! place of an `f64`, which does not change the nearest `f32`.

use crate::Reason;
use std::fmt::{self, Write as _};

/// Digits beyond this value are dropped: they cannot change the nearest `f32`.
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
                exponent = exponent.saturating_add(power(rest.as_slice())?);
                break;
            }
            _ => return None,
        }
    }
    any.then(|| sign * scaled(digits as f64, exponent))
}

/// A number as a person types it: what [`parse`] reads, or a fraction of two such numbers (`1/3`, `-2.5 / 4`), with a hyphen or a
/// real minus sign. It is rounded once; `1/0` is infinite and `0/0` is NaN, so check for a finite number, as after [`parse`].
pub fn parse_fraction(text: &str) -> Option<f64> {
    let text = text.replace('\u{2212}', "-");
    match text.split_once('/') {
        None => parse(&text),
        Some((numerator, denominator)) => Some(parse(numerator.trim_end())? / parse(denominator.trim_start())?),
    }
}

/// A whole number with or without a sign; saturates instead of overflowing.
fn power(digits: &[u8]) -> Option<i32> {
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
/// Beyond 10^±22 it is rounded several times.
pub fn scaled(digits: f64, exponent: i32) -> f64 {
    // With 19 digits, every exponent beyond ±400 gives 0 or ∞.
    let (mut value, mut left) = (digits, exponent.unsigned_abs().min(400));
    while left > 0 {
        let step = left.min(22);
        let power = (0..step).fold(1.0, |power, _| power * 10.0);
        value = if exponent < 0 { value / power } else { value * power };
        left -= step;
    }
    value
}

/// The power of ten that the first digit of a finite `size` above 0 stands for: 2 for 123, −1 for 0.5.
/// (Beyond 10^±22 a size within a few units in the last place of a power of ten may be taken for either side of it.)
pub fn magnitude(size: f64) -> i32 {
    // Between 2ᵉ and 2ᵉ⁺¹ lies at most one power of ten. (Of a subnormal number the bits give an e that is too large.)
    let e = (size.to_bits() >> 52) as i32 - 1023;
    let power = (f64::from(e) * std::f64::consts::LOG10_2).floor() as i32;
    power + i32::from(scaled(1.0, power + 1) <= size)
}

/// `value` rounded to `digits` significant digits, 1 to 15.
pub fn rounded(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let exponent = magnitude(value.abs()) + 1 - digits;
    scaled(scaled(value, -exponent).round(), exponent)
}

/// A number for a message, with the fewest digits that read back to it: `0.1`, `-3`, `NaN`.
pub fn shown(number: impl Into<Shown>) -> Shown {
    number.into()
}

/// The `f64` with the same shortest decimal as `number`: 0.1 for 0.1, where a conversion gives 0.100000001490116….
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
        let magnitude = magnitude(size);
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

/// The decimal point that a caller asks for: `.` or `,`; `.` if none was named.
///
/// # Errors
/// [`Reason::Unknown`] for any other text.
pub fn decimal_point(written: Option<&str>) -> Result<char, Reason> {
    match written {
        None | Some(".") => Ok('.'),
        Some(",") => Ok(','),
        Some(other) => Err(Reason::Unknown { word: excerpt(other), what: "a decimal point", choices: vec![".", ","] }),
    }
}

/// The first 40 letters of a text.
fn start(text: &str) -> &str {
    text.char_indices().nth(40).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// As much of a text as a message shows: 40 letters, with `…` for the rest.
pub fn excerpt(text: &str) -> String {
    let start = start(text);
    format!("{start}{}", if start.len() < text.len() { "…" } else { "" })
}

/// A word in quotes and with escapes as in Rust, except that every letter counts as printable. What is longer than 40 letters is
/// cut off there, with `…` for the rest.
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_char('"')?;
        let start = start(self.0);
        for letter in start.chars() {
            match letter {
                '"' | '\\' => write!(f, "\\{letter}")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                _ => f.write_char(letter)?,
            }
        }
        f.write_str(if start.len() < self.0.len() { "…\"" } else { "\"" })
    }
}
