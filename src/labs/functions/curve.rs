//! A function with its derivative as lines, where it jumps, and where its derivative is lost.

use crate::labs::geometry::Point;
use serde::Serialize;

/// Intervals from one side of the picture to the other: those of the grid, which are halved where a line would be wrong.
const INTERVALS: i32 = 120;
/// A part of the picture's height: two neighbouring points of a line are not farther apart.
const SMOOTH: f64 = 0.02;
/// What still differs at this distance is a jump.
const NARROW: f64 = 1e-12;
/// Places on the way outwards at which a derivative is looked at.
const OUTWARDS: f64 = 120.0;
/// Derivatives smaller than this count as saturated: in five such layers 10⁻¹⁰ is left of a gradient.
pub(super) const SMALL: f64 = 0.01;

/// A place where a function jumps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsJump"))]
pub struct Jump {
    /// Where.
    pub x: f64,
    /// The value just left of it …
    pub left: f64,
    /// … just right of it …
    pub right: f64,
    /// … and there: it may be one of them, or neither.
    pub value: f64,
}

/// Which end of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsSide"))]
pub enum Side {
    /// −∞.
    Left,
    /// +∞.
    Right,
}

/// How a derivative is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsFlat"))]
pub enum Flat {
    /// It is exactly 0.
    Dead,
    /// It is smaller than 0.01, in size.
    Saturated,
}

/// From somewhere on no gradient, or almost none, passes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FunctionsTail"))]
pub struct Tail {
    /// To which end.
    pub side: Side,
    /// From where on.
    pub from: f64,
    /// How.
    pub kind: Flat,
}

/// Lines of a function over a range, in pieces without jumps, and the jumps. Values far outside of `heights` are not refined.
pub(super) fn lines(of: &dyn Fn(f64) -> f64, [low, high]: [f64; 2], heights: [f64; 2]) -> (Vec<Vec<Point>>, Vec<Jump>) {
    let tall = heights[1] - heights[0];
    let seen = |y: f64| y.max(heights[0] - tall).min(heights[1] + tall);
    let is_near = |a: f64, b: f64| (seen(a) - seen(b)).abs() <= SMOOTH * tall;
    let point = |x: f64| [x, of(x)];
    let (mut pieces, mut jumps) = (Vec::new(), Vec::new());
    let mut piece = vec![point(low)];
    for at in 1..=INTERVALS {
        // In this form the decimals of a grid are as they are written.
        let x = (low * f64::from(INTERVALS - at) + high * f64::from(at)) / f64::from(INTERVALS);
        // Intervals that are still to be gone through, the next one last.
        let mut ends = vec![point(x)];
        while let (Some(end), Some(start)) = (ends.last().copied(), piece.last().copied()) {
            if is_near(start[1], end[1]) {
                piece.push(end);
                ends.pop();
            } else if end[0] - start[0] > NARROW {
                ends.push(point(start[0] / 2.0 + end[0] / 2.0));
            } else {
                // One of both ends is the place itself: halving has never moved it.
                let x = if short(start[0]) <= short(end[0]) { start[0] } else { end[0] };
                jumps.push(Jump { x, left: start[1], right: end[1], value: of(x) });
                pieces.push(std::mem::replace(&mut piece, vec![end]));
                ends.pop();
            }
        }
    }
    pieces.push(piece);
    (pieces, jumps)
}

/// How far a number is from one with few decimals.
fn short(x: f64) -> f64 {
    (x * 1000.0 - (x * 1000.0).round()).abs()
}

/// Where a derivative is lost towards both ends; `middle` is where to begin, and what lies farther than `far` from it does not
/// count. Exactly 0 counts as dead only if it begins within `far`, not where rounding makes it 0.
pub(super) fn tails(derivative: &dyn Fn(f64) -> f64, middle: f64, far: f64) -> Vec<Tail> {
    let both = [(Side::Left, -1.0), (Side::Right, 1.0)];
    let tail = |(side, sign): (Side, f64)| {
        let edge = |is_flat: &dyn Fn(f64) -> bool| {
            let at = |steps: i32| middle + sign * far * f64::from(steps) / OUTWARDS;
            // From far outside inwards, as long as it is flat.
            let outside = (0..=2 * OUTWARDS as i32).rev().take_while(|steps| is_flat(derivative(at(*steps)))).last()?;
            if outside == 0 {
                return Some(middle);
            }
            let (mut outer, mut inner) = (at(outside), at(outside - 1));
            while (outer - inner).abs() > NARROW {
                let half = outer / 2.0 + inner / 2.0;
                if is_flat(derivative(half)) { outer = half } else { inner = half }
            }
            Some(if short(inner) <= short(outer) { inner } else { outer })
        };
        let within = |from: &f64| (from - middle).abs() <= far;
        let dead = edge(&|slope| slope == 0.0).filter(within).map(|from| Tail { side, from, kind: Flat::Dead });
        dead.or_else(|| {
            let from = edge(&|slope| slope.abs() < SMALL).filter(within)?;
            Some(Tail { side, from, kind: Flat::Saturated })
        })
    };
    both.into_iter().filter_map(tail).collect()
}
