//! A surface of one's own: a formula in θ₁ and θ₂, and what is found out about it by looking at its window.

use super::trail::distance;
use crate::{
    formula::{Formula, Kind, Variables},
    labs::geometry::Window,
};
use value::{Error, Reason, Result};

/// What the variables may be called.
const VARIABLES: Variables = [&["θ1", "theta1", "t1", "x"], &["θ2", "theta2", "t2", "y"]];
/// The formula where none is given: a bowl with waves. With momentum a racer rolls over them; without it is caught in one.
pub(super) const FORMULA: &str = "x^2/6 + y^2 - cos(3x)/3";
/// The window where none is given.
pub(super) const WINDOW: Window = [[-4.0, 4.0], [-4.0, 4.0]];

/// Points of the grid on which minima are looked for, in each direction; an odd number, so that one is in the middle.
const SIDE: usize = 41;
/// Of the local minima of the grid, so many of the lowest are refined.
const CANDIDATES: usize = 12;
/// Steps of a grid to the eight neighbours of a point: to the right, and up.
const NEIGHBOURS: [[isize; 2]; 8] = [[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]];
/// Operations that the search for minima may take, so that the longest formula takes no longer than 0.2 s.
const MOST_OPERATIONS: usize = 3_000_000;
/// Points at which curvatures and slopes are measured, in each direction.
const PROBES: usize = 9;

/// A surface whose height is a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Custom {
    /// As it was written.
    pub text: String,
    /// Where it is looked at.
    pub window: Window,
    formula: Formula,
    /// The 90th percentile of the curvature on a 9 × 9 grid; 0 where it is not known.
    pub curvature: f64,
    /// The 90th percentile of the slope on a 9 × 9 grid; 0 where it is not known.
    pub slope: f64,
}

/// The lowest places that are known.
#[derive(Debug, Clone)]
pub struct Lowest {
    /// Isolated minima inside the window that nothing seen in it is lower than; perhaps none.
    pub minima: Vec<[f64; 2]>,
    /// The height there, or else the lowest that was seen.
    pub height: f64,
}

impl Custom {
    /// Parses the formula, and measures it.
    pub(super) fn new(text: &str, window: Window) -> Result<Self> {
        let formula = Formula::parse(text, &VARIABLES).map_err(|reason| Error::config("formula", reason))?;
        if formula.kind() == Kind::Condition {
            let message = "a surface needs a number at each place, and this is a condition";
            return Err(Error::config("formula", Reason::special("formula_no_surface", Vec::new(), message)));
        }
        let mut custom = Self { text: text.to_owned(), window, formula, curvature: 0.0, slope: 0.0 };
        let (curvatures, slopes) = grid(window, PROBES).map(|at| custom.measure(at)).unzip();
        (custom.curvature, custom.slope) = (nearly_largest(curvatures), nearly_largest(slopes));
        Ok(custom)
    }

    /// J, and ∇J by dual numbers. Where J has no finite value there is no slope, whatever that of a part of the formula is:
    /// 1/x of ln x, for x < 0.
    pub(super) fn at(&self, at: [f64; 2]) -> (f64, [f64; 2]) {
        match self.formula.value_and_gradient(at) {
            (height, gradient) if height.is_finite() => (height, gradient),
            (height, _) => (height, [f64::NAN; 2]),
        }
    }

    /// J.
    pub(super) fn height(&self, at: [f64; 2]) -> f64 {
        self.formula.value(at)
    }

    /// The larger side of the window.
    pub(super) fn width(&self) -> f64 {
        let [x, y] = self.window;
        (x[1] - x[0]).max(y[1] - y[0])
    }

    /// [[∂²J/∂x², ∂²J/∂x∂y], [∂²J/∂y∂x, ∂²J/∂y²]], by differences of exact gradients.
    fn hessian(&self, at: [f64; 2]) -> [[f64; 2]; 2] {
        let h = 1e-5 * self.width();
        [0, 1].map(|axis| {
            let gradient = |by: f64| {
                let mut there = at;
                there[axis] += by;
                self.at(there).1
            };
            let (after, before) = (gradient(h), gradient(-h));
            [0, 1].map(|of| (after[of] - before[of]) / (2.0 * h))
        })
    }

    /// The largest curvature in any direction, and the slope.
    fn measure(&self, at: [f64; 2]) -> (f64, f64) {
        let [[xx, xy], [_, yy]] = self.hessian(at);
        let (middle, half) = ((xx + yy) / 2.0, (xx - yy) / 2.0);
        let [x, y] = self.at(at).1;
        (middle.abs() + (half * half + xy * xy).sqrt(), (x * x + y * y).sqrt())
    }

    /// Looks for the lowest minima: the local minima of a grid, refined. What lies between its points, or is lower outside of the
    /// window, is not found.
    pub(super) fn lowest(&self) -> Lowest {
        let or_high = |height: f64| if height.is_nan() { f64::INFINITY } else { height };
        let heights: Vec<f64> = grid(self.window, SIDE).map(|at| or_high(self.height(at))).collect();
        let finite = || heights.iter().copied().filter(|height| height.is_finite());
        let (seen, highest) = (finite().fold(f64::MAX, f64::min), finite().fold(f64::MIN, f64::max));
        if seen > highest {
            return Lowest { minima: Vec::new(), height: 0.0 };
        }
        let none = Lowest { minima: Vec::new(), height: seen };
        if heights.contains(&f64::NEG_INFINITY) {
            return none;
        }
        let range = highest - seen;
        let mut candidates: Vec<([f64; 2], f64)> = grid(self.window, SIDE)
            .enumerate()
            .filter(|(index, _)| is_local_minimum(&heights, *index))
            .map(|(index, at)| (at, heights[index]))
            .collect();
        let evaluations = MOST_OPERATIONS / self.formula.operations().max(1);
        let mut left = evaluations.saturating_sub(SIDE * SIDE);
        let mut found: Vec<([f64; 2], f64)> = Vec::new();
        for _ in 0..CANDIDATES {
            let lowest = (0..candidates.len()).min_by(|one, other| candidates[*one].1.total_cmp(&candidates[*other].1));
            let Some(lowest) = lowest else { break };
            let (at, height) = self.descend(candidates.swap_remove(lowest).0, &mut left);
            let is_new = found.iter().all(|(other, _)| distance(*other, at) > 1e-4 * self.width());
            if is_new && self.is_isolated(at, height) {
                found.push((at, height));
            }
        }
        let deepest = found.iter().map(|(_, height)| *height).fold(f64::INFINITY, f64::min);
        // What is lower at an edge goes on falling there; what is as low elsewhere is a valley or a plain.
        if deepest.is_infinite() || seen < deepest - 1e-9 * range {
            return none;
        }
        let minima = found.into_iter().filter(|(_, height)| *height <= deepest + 1e-7 * range);
        Lowest { minima: minima.map(|(at, _)| at).collect(), height: deepest }
    }

    /// From a point of the grid downhill, by Newton's method where that leads down, else by what is lowest around, nearer and
    /// nearer: kinks have minima, too. Returns the last place and its height. `left` counts the evaluations that may be made.
    fn descend(&self, from: [f64; 2], left: &mut usize) -> ([f64; 2], f64) {
        let (mut at, mut height) = (from, self.height(from));
        let mut reach = self.width() / (SIDE - 1) as f64;
        while reach > 1e-9 * self.width() && *left > 20 {
            *left -= 20; // one gradient costs about three heights
            let lowest = self
                .newton(at)
                .into_iter()
                .chain(around(at, reach))
                .map(|there| (there, self.height(there)))
                .filter(|(_, its)| *its < height)
                .min_by(|one, other| one.1.total_cmp(&other.1));
            match lowest {
                Some(lower) => (at, height) = lower,
                None => reach *= 0.25,
            }
        }
        (at, height)
    }

    /// Where the quadratic form that touches the surface here is least, if it is least anywhere.
    fn newton(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        let [[xx, xy], [yx, yy]] = self.hessian(at);
        let determinant = xx * yy - xy * yx;
        let [x, y] = self.at(at).1;
        let next = [at[0] - (yy * x - yx * y) / determinant, at[1] - (xx * y - xy * x) / determinant];
        (determinant > 0.0 && xx > 0.0 && next.iter().all(|at| at.is_finite())).then_some(next)
    }

    /// Whether a place lies inside the window, and all around it is higher, at a distance that can be seen.
    fn is_isolated(&self, at: [f64; 2], height: f64) -> bool {
        let near = 0.01 * self.width();
        let is_inside = self.window.iter().zip(at).all(|([low, high], at)| {
            let edge = 1e-6 * (high - low);
            (low + edge..=high - edge).contains(&at)
        });
        let margin = 1e-13 * height.abs();
        let is_higher = |other: f64| other.is_nan() || other > height + margin;
        is_inside && height.is_finite() && around(at, near).into_iter().all(|there| is_higher(self.height(there)))
    }
}

/// The points of a grid, row by row, edges included.
pub(super) fn grid([x, y]: Window, side: usize) -> impl Iterator<Item = [f64; 2]> {
    let along = move |[low, high]: [f64; 2], at: usize| low + (high - low) * at as f64 / (side - 1) as f64;
    (0..side * side).map(move |index| [along(x, index % side), along(y, index / side)])
}

/// The eight neighbours of a point, at this distance in each direction.
fn around(at: [f64; 2], reach: f64) -> [[f64; 2]; 8] {
    NEIGHBOURS.map(|step| [0, 1].map(|axis| at[axis] + reach * step[axis] as f64))
}

/// Whether no neighbour in the grid is lower. Points at the edge are none.
fn is_local_minimum(heights: &[f64], index: usize) -> bool {
    let (column, row) = (index % SIDE, index / SIDE);
    let is_inside = (1..SIDE - 1).contains(&column) && (1..SIDE - 1).contains(&row);
    let neighbour = |[along, up]: [isize; 2]| heights[index.wrapping_add_signed(up * SIDE as isize + along)];
    is_inside && heights[index].is_finite() && NEIGHBOURS.into_iter().all(|step| heights[index] <= neighbour(step))
}

/// The 90th percentile of the finite, positive values; 0 if there are none.
fn nearly_largest(mut values: Vec<f64>) -> f64 {
    values.retain(|value| value.is_finite() && *value > 0.0);
    let below = |value: f64| values.iter().filter(|other| **other < value).count();
    let small = values.iter().copied().filter(|value| below(*value) <= values.len() * 9 / 10);
    small.fold(0.0, f64::max)
}
