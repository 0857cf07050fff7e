//! Numbers in decimal digits, read with no more precision than `f32` keeps.
//!
//! `str::parse::<f64>` is right to the last bit of any number, for which it brings tables of ten kilobytes. A page waits
//! for every one of them, and data is kept as `f32`: what is read here is off by a few units in the last place of an
//! `f64` at the most, and exact where digits and exponent are few.

/// Digits that count; what follows them changes nothing that an `f32` could show.
const DIGITS: u64 = 1_000_000_000_000_000_000;

/// The number that `text` is, written as in Rust: `-1.5`, `.3e1`, `+2`, `inf`, `NaN`.
pub(super) fn parse(text: &str) -> Option<f64> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::random::{Rng, Stream};

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
    fn few_digits_are_exact() {
        for text in ["0.1", "0.3", "2.675", "123456.789", "1e22", "1e-22", "9007199254740991e-15"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
    }
}
