//! The ranges of the axes of a data set's picture.

use super::recipe::Point;

/// The ranges that the picture of a data set shows, each as `[low, high]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    /// From left to right: the first input.
    pub x: [f64; 2],
    /// From bottom to top: the second input, or the target where there is only one input.
    pub y: [f64; 2],
    /// In regression, the targets between which the colours vary (beyond, the colour is that of the end of the
    /// range); with one input the same as `y`. `None` in classification.
    pub target: Option<[f64; 2]>,
}

impl Domain {
    /// The square `range` × `range`, for classes.
    pub(super) const fn square(range: [f64; 2]) -> Self {
        Self { x: range, y: range, target: None }
    }

    /// The same, for targets in `target`.
    pub(super) const fn with_target(self, target: [f64; 2]) -> Self {
        Self { target: Some(target), ..self }
    }

    /// One input in `x`, upwards the targets in `target`.
    pub(super) const fn curve(x: [f64; 2], target: [f64; 2]) -> Self {
        Self { x, y: target, target: Some(target) }
    }
}

/// A range by its middle and half length, which are easier to round and to stretch than its ends.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    middle: f64,
    half: f64,
}

impl Frame {
    /// A range that holds one coordinate of all `points`; see [`range_around`].
    pub(super) fn around(points: &[Point], of: fn(&Point) -> f64) -> Self {
        let mut values = points.iter().map(of);
        Self::holding(&mut || values.next())
    }

    /// A range that holds these finite numbers.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a f32>) -> Self {
        let mut values = values.map(|value| f64::from(*value));
        Self::holding(&mut || values.next())
    }

    #[inline(never)]
    fn holding(next: &mut dyn FnMut() -> Option<f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        while let Some(value) = next() {
            (low, high) = (low.min(value), high.max(value));
        }
        let (middle, reach) = ((low + high) / 2.0, (high - low) / 2.0);
        if middle == 0.0 && reach == 0.0 {
            Self { middle: 0.0, half: 1.0 }
        } else if middle.abs() <= reach / 2.0 {
            Self { middle: 0.0, half: round_up(1.1 * low.abs().max(high.abs())) }
        } else {
            // A single repeated value has no extent: half its size is used.
            let half = round_up(1.1 * if reach > 0.0 { reach } else { middle.abs() / 2.0 });
            // Rounding moves the middle by at most a twentieth of `half`; the margin is about a tenth of it.
            Self { middle: (middle / half * 10.0).round() * half / 10.0, half }
        }
    }

    /// Both at the same scale, so that a circle is round; unless one is more than ten times the other, which would
    /// squeeze all points into a line.
    pub(super) fn squared(a: Self, b: Self) -> (Self, Self) {
        let (small, large) = (a.half.min(b.half), a.half.max(b.half));
        if large > 10.0 * small {
            return (a, b);
        }
        (Self { half: large, ..a }, Self { half: large, ..b })
    }

    /// As `[low, high]`.
    pub(super) fn range(self) -> [f64; 2] {
        [self.middle - self.half, self.middle + self.half]
    }
}

/// A range that holds all these finite numbers (there must be one), with a margin of a few percent, and with a length that
/// is easy to read. It is symmetric about 0 where 0 lies in the middle half of the values.
pub(crate) fn range_around(values: &[f64]) -> [f64; 2] {
    let mut values = values.iter().copied();
    Frame::holding(&mut || values.next()).range()
}

/// The next number, from `value` > 0 upwards, of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 times a power of ten.
fn round_up(value: f64) -> f64 {
    // Powers of ten are exact, their inverses are not: small values are divided by one.
    let (mut times, mut over) = (1.0, 1.0);
    while times * 10.0 <= value {
        times *= 10.0;
    }
    while value * over < 1.0 {
        over *= 10.0;
    }
    let digits = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    digits.into_iter().map(|digit| digit * times / over).find(|&round| round >= value).unwrap_or(10.0 * times / over)
}
