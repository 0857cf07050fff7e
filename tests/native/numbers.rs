//! Numbers and words as messages have them, against Rust's own.

use nn_playground::{
    nn::random::{Rng, Stream},
    value::number::{Quoted, as_written, magnitude, parse, parse_fraction, rounded, shown},
};

/// Rust's own reading is the reference: the same f32, and an f64 that is off by some units in the last place at most.
#[track_caller]
fn agrees(text: &str) {
    let (found, expected) = (parse(text), text.parse::<f64>().ok());
    let bits = |value: Option<f64>| value.map(|value| (value as f32).to_bits());
    assert_eq!(bits(found), bits(expected), "{text:?}: {found:?}, not {expected:?}");
    if let (Some(found), Some(expected)) = (found, expected.filter(|expected| expected.is_normal())) {
        let off = (found - expected).abs();
        assert!(off <= 8.0 * f64::EPSILON * expected.abs(), "{text:?}: {found:?}, not {expected:?}");
    }
}

/// The same f64, as is promised up to 15 digits and between 10⁻²² and 10²².
#[track_caller]
fn agrees_exactly(text: &str) {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    assert_eq!(bits(parse(text)), bits(text.parse().ok()), "{text:?}");
}

/// IEEE 754 division is rounded once, so Rust's own quotient is the judge.
#[test]
fn reads_fractions() {
    for (text, expected) in [
        ("1/3", 1.0 / 3.0),
        ("-2.5 / 4", -0.625),
        ("\u{2212}1/7", -1.0 / 7.0),
        ("1e3/-8", -125.0),
        ("0.1", 0.1),
        ("\u{2212}0.5", -0.5),
        ("1/0", f64::INFINITY),
    ] {
        assert_eq!(parse_fraction(text), Some(expected), "{text:?}");
    }
    assert!(parse_fraction("0/0").unwrap().is_nan());
    for text in ["", "/", "1/", "/3", "1/2/3", "1//2", "a/b", "1 2"] {
        assert_eq!(parse_fraction(text), None, "{text:?}");
    }
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
        agrees_exactly(&format!("{near:.4}"));
        // 15 digits and an exponent.
        let (digits, exponent) =
            (rng.below(1_000_000_000) * 1_000_000 + rng.below(1_000_000), rng.below(37) as i32 - 22);
        agrees_exactly(&format!("{digits}e{exponent}"));
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

/// Of each power of ten itself, and of its neighbours.
#[test]
fn the_magnitude_is_that_of_the_first_digit() {
    for power in -22..=22 {
        let ten: f64 = format!("1e{power}").parse().unwrap();
        assert_eq!([ten.next_down(), ten, ten.next_up()].map(magnitude), [power - 1, power, power], "1e{power}");
    }
    let mut rng = Rng::new(10, Stream::Data);
    for _ in 0..10_000 {
        let value = f64::from_bits((rng.unit() * 0x7fef_ffff_ffff_ffff_u64 as f64) as u64).max(f64::MIN_POSITIVE);
        let power = format!("{value:e}").split_once('e').and_then(|(_, power)| power.parse().ok());
        assert_eq!(Some(magnitude(value)), power, "{value:e}");
    }
}
