//! Numbers at an axis: where they stand and how they are written.

use value::number::{magnitude, scaled, shift_point};

/// A number at an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands, in data.
    pub value: f64,
    /// How it is written: `0.05`, `−2`, `12k`, `5e−6`.
    pub label: String,
}

/// A distance between ticks: 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    digit: i64,
    exponent: i32,
}

impl Step {
    /// The step that cuts `span` (positive, finite) into about `count` parts.
    fn new(span: f64, count: usize) -> Self {
        let part = span / count.max(1) as f64;
        let exponent = magnitude(part);
        match part / scaled(1.0, exponent) {
            f if f < 1.5 => Self { digit: 1, exponent },
            f if f < 3.5 => Self { digit: 2, exponent },
            f if f < 7.5 => Self { digit: 5, exponent },
            _ => Self { digit: 1, exponent: exponent + 1 },
        }
    }

    fn size(self) -> f64 {
        scaled(self.digit as f64, self.exponent)
    }
}

/// About `count` round numbers between the ends of `range`, from the lowest up, both ends included where they are round.
/// Labels share one unit and one number of decimals, which are written with the given `decimal` point. There are no ticks
/// where there is no range: not finite, empty, or too narrow for its distance from 0.
pub fn ticks(range: [f64; 2], count: usize, decimal: char) -> Vec<Tick> {
    let [low, high] = range;
    let span = high - low;
    if !(span > 1e-300 && span.is_finite()) {
        return Vec::new();
    }
    let step = Step::new(span, count);
    let (first, last) = ((low / step.size() - 1e-9).ceil(), (high / step.size() + 1e-9).floor());
    if !(first.abs().max(last.abs()) < 1e12 && last - first < 100.0) {
        return Vec::new();
    }
    let unit = Unit::of(first.abs().max(last.abs()) * step.size(), step.size());
    let mut ticks = Vec::new();
    for i in first as i64..=last as i64 {
        let digits = i * step.digit;
        ticks.push(Tick {
            value: scaled(digits as f64, step.exponent),
            label: unit.write(digits, step.exponent, decimal),
        });
    }
    ticks
}

/// The range from `low` to `high` made longer, so that both ends are round numbers with about `count` ticks between them;
/// what sticks out by a billionth of a step does not count.
/// A range without a length becomes one around its value.
pub fn rounded_out(low: f64, high: f64, count: usize) -> [f64; 2] {
    let (low, high) = if high > low { (low, high) } else { (low - low.abs() / 2.0, low + low.abs().max(2.0) / 2.0) };
    let span = high - low;
    if !(span > 1e-300 && span.is_finite()) {
        return [0.0, 1.0];
    }
    let step = Step::new(span, count);
    // 0 is added lest it be −0.
    let end = |steps: f64| {
        if steps.abs() < 1e12 { scaled(steps * step.digit as f64, step.exponent) + 0.0 } else { f64::NAN }
    };
    let ends = [end((low / step.size() + 1e-9).floor()), end((high / step.size() - 1e-9).ceil())];
    // So far from 0, or so near the largest number, that there is nothing round within reach.
    if ends.iter().all(|end| end.is_finite()) && ends[0] < ends[1] { ends } else { [low, high] }
}

/// The numbers at a logarithmic axis whose ends are the powers of ten with these whole exponents, about `count` of them: powers of
/// ten, and where there is room 2 and 5 times those. Their values are logarithms.
pub fn powers([low, high]: [f64; 2], count: usize, decimal: char) -> Vec<Tick> {
    use std::f64::consts::LOG10_2;
    let (mut exponent, last) = (low as i32, high as i32);
    let decades = (last - exponent).max(1) as usize;
    let apart = decades.div_ceil(count.max(1));
    let digits: &[(i64, f64)] = &[(1, 0.0), (2, LOG10_2), (5, 1.0 - LOG10_2)];
    let digits = if 2 * decades <= count { digits } else { &digits[..1] };
    let mut ticks = Vec::new();
    while exponent <= last {
        let unit = if (-3..=3).contains(&exponent) { Unit::Fixed(0, "") } else { Unit::Power };
        let digits = if exponent < last { digits } else { &digits[..1] };
        for (digit, part) in digits {
            let label = unit.write(*digit, exponent, decimal);
            ticks.push(Tick { value: f64::from(exponent) + part, label });
        }
        exponent += apart as i32;
    }
    ticks
}

/// What the labels of one axis count.
#[derive(Clone, Copy)]
enum Unit {
    /// Ones, thousands, millions: the power of ten, and its sign.
    Fixed(i32, &'static str),
    /// A power of ten for every label.
    Power,
}

impl Unit {
    fn of(largest: f64, step: f64) -> Self {
        match largest {
            l if !(0.001..1e9).contains(&l) => Self::Power,
            l if l >= 1e6 => Self::Fixed(6, "M"),
            l if l >= 1e4 || step >= 1e3 => Self::Fixed(3, "k"),
            _ => Self::Fixed(0, ""),
        }
    }

    fn write(self, digits: i64, exponent: i32, decimal: char) -> String {
        if digits == 0 {
            return "0".into();
        }
        let sign = if digits < 0 { "−" } else { "" };
        let mut text = digits.unsigned_abs().to_string();
        match self {
            Self::Fixed(power, name) => {
                let exponent = exponent - power;
                shift_point(&mut text, exponent, decimal);
                format!("{sign}{text}{name}")
            }
            Self::Power => {
                let power = exponent + text.len() as i32 - 1;
                let significant = text.trim_end_matches('0').len().max(1);
                text.truncate(significant);
                shift_point(&mut text, 1 - significant as i32, decimal);
                let minus = if power < 0 { "−" } else { "" };
                format!("{sign}{text}e{minus}{}", power.unsigned_abs())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_and_what_is_between_them_where_there_is_room() {
        let labels = |low, high, count| {
            let ticks = powers([low, high], count, ',');
            ticks.iter().map(|tick| tick.label.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(-1.0, 0.0, 4), "0,1 0,2 0,5 1");
        assert_eq!(labels(-2.0, 0.0, 4), "0,01 0,02 0,05 0,1 0,2 0,5 1");
        assert_eq!(labels(-2.0, 0.0, 3), "0,01 0,1 1");
        assert_eq!(labels(-6.0, 2.0, 4), "1e−6 1e−4 0,01 1 100");
        assert_eq!(labels(0.0, 12.0, 2), "1 1e6 1e12");
        let values: Vec<f64> = powers([-1.0, 0.0], 4, '.').iter().map(|tick| tick.value).collect();
        for (value, expected) in values.iter().zip([0.1f64, 0.2, 0.5, 1.0]) {
            assert!((value - expected.log10()).abs() < 1e-12, "{value}");
        }
    }

    fn labels(low: f64, high: f64, count: usize) -> String {
        let ticks = ticks([low, high], count, '.');
        ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_are_short_and_round() {
        for (low, high, expected) in [
            (0.0, 1.0, "0 0.2 0.4 0.6 0.8 1.0"),
            (0.0, 0.25, "0 0.05 0.10 0.15 0.20 0.25"),
            (-6.0, 6.0, "−6 −4 −2 0 2 4 6"),
            (-0.35, 0.3, "−0.3 −0.2 −0.1 0 0.1 0.2 0.3"),
            (0.0, 0.0052, "0 0.001 0.002 0.003 0.004 0.005"),
            (0.0, 4.1e-6, "0 1e−6 2e−6 3e−6 4e−6"),
            (0.0, 2e-5, "0 5e−6 1e−5 1.5e−5 2e−5"),
            (0.0, 97.0, "0 20 40 60 80"),
            (0.0, 2000.0, "0 500 1000 1500 2000"),
            (0.0, 5000.0, "0 1k 2k 3k 4k 5k"),
            (0.0, 12_500.0, "0 2k 4k 6k 8k 10k 12k"),
            (0.0, 1e6, "0 0.2M 0.4M 0.6M 0.8M 1.0M"),
            (-3e6, 0.0, "−3.0M −2.5M −2.0M −1.5M −1.0M −0.5M 0"),
            (0.0, 3e12, "0 5e11 1e12 1.5e12 2e12 2.5e12 3e12"),
            (1000.0, 1000.4, "1000.0 1000.1 1000.2 1000.3 1000.4"),
        ] {
            assert_eq!(labels(low, high, 5), expected, "{low} … {high}");
        }
    }

    #[test]
    fn the_decimal_point_is_the_readers() {
        let ticks = ticks([0.0, 0.2], 2, ',');
        assert_eq!(ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>(), ["0", "0,1", "0,2"]);
    }

    #[test]
    fn values_are_the_numbers_that_are_written() {
        let ticks = ticks([0.0, 0.7], 7, '.');
        assert_eq!(ticks[3].value, 0.3);
        assert_eq!(ticks[6].value, 0.6);
    }

    #[test]
    fn an_end_at_zero_has_no_sign() {
        assert_eq!(rounded_out(-1.0, 0.0, 5).map(f64::to_bits), [-1.0f64, 0.0].map(f64::to_bits));
        assert_eq!(rounded_out(-0.0, 1.0, 5).map(f64::to_bits), [0.0f64, 1.0].map(f64::to_bits));
    }

    #[test]
    fn what_is_no_range_has_no_ticks() {
        for (low, high) in [
            (0.0, 0.0),
            (2.0, 1.0),
            (f64::NAN, 1.0),
            (0.0, f64::INFINITY),
            (f64::MIN, f64::MAX),
            (1e20, 1e20 + 1e5),
            (0.0, 1e-308),
        ] {
            assert_eq!(labels(low, high, 5), "", "{low} … {high}");
        }
        assert!(labels(0.0, f64::MAX, 5).starts_with("0 "));
        assert!(labels(0.0, 1.0, 0).starts_with("0 "), "a count of none counts as one");
    }

    #[test]
    fn ranges_are_rounded_outwards() {
        assert_eq!(rounded_out(0.0, 0.93, 5), [0.0, 1.0]);
        assert_eq!(rounded_out(0.0, 1.0, 5), [0.0, 1.0]);
        assert_eq!(rounded_out(-0.31, 0.93, 5), [-0.4, 1.0]);
        assert_eq!(rounded_out(0.0, 0.0, 5), [0.0, 1.0]);
        assert_eq!(rounded_out(f64::NAN, 1.0, 5), [0.0, 1.0]);
        for value in [0.0, 5.0, -3.0, 1e-200, 1e200, -1e300] {
            let [low, high] = rounded_out(value, value, 5);
            assert!(low <= value && value <= high && low < high, "{value}: {low} … {high}");
        }
        let [low, high] = rounded_out(0.0, f64::MAX, 5);
        assert!(low.is_finite() && high.is_finite());
    }
}
