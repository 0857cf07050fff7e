//! Points in the plane, the window of a picture, and lines.

use crate::data::{Dataset, custom};
use value::{Bounds, Error, Fields, Reason, Result, number::shown};

/// The most points of a lab: more could not be distinguished in a picture.
pub(super) const MAX_POINTS: usize = 500;

/// The largest number at an edge of a window, as for a user's own points.
const FARTHEST: f64 = 1e18;

/// (x, y).
pub(super) type Point = [f64; 2];

/// From left to right, and from bottom to top.
pub(super) type Window = [[f64; 2]; 2];

/// A user's own points, a row each, in their order.
pub(super) struct OwnPoints {
    pub data: Dataset,
    /// The line number, and the numbers as they are written, with a decimal point; they are valid.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl OwnPoints {
    /// From the text of the setting `points`.
    pub fn parse(text: &str) -> Result<Self> {
        let data = custom::in_order(text).map_err(|error| error.within("points"))?;
        if data.rows() > MAX_POINTS {
            return Err(Error::config("points", Reason::count(data.rows(), "points", 1, MAX_POINTS)));
        }
        Ok(Self { data, rows: custom::table(text).1 })
    }
}

/// The window of that name, if one was written: `[left, right, bottom, top]`, with its left and bottom edges from −`farthest` to
/// `farthest`; `check` says what is wrong with the opposite edge, given both.
pub(super) fn window(
    fields: &mut Fields,
    name: &'static str,
    farthest: f64,
    check: fn(f64, f64) -> std::result::Result<f64, Reason>,
) -> Result<Option<Window>> {
    let Some(edges) = fields.numbers(name)? else { return Ok(None) };
    let [left, right, bottom, top] = edges[..] else {
        return Err(fields.error(name, Reason::count(edges.len(), "numbers", 4, 4)));
    };
    for (at, low, high) in [(0, left, right), (2, bottom, top)] {
        let error = |at: usize| move |reason| Error::config(format!("{name}[{at}]"), reason);
        Bounds::between(-farthest, farthest).check(low).map_err(error(at))?;
        check(low, high).map_err(error(at + 1))?;
    }
    Ok(Some([[left, right], [bottom, top]]))
}

/// A [`window`] of a user's points. If it is too narrow, points cannot be distinguished.
pub(super) fn window_of_points(fields: &mut Fields) -> Result<Option<Window>> {
    window(fields, "window", FARTHEST, |low, high| {
        Bounds::between(-FARTHEST, FARTHEST).check(high)?;
        if high - low > 1e-9 * low.abs().max(high.abs()) {
            return Ok(high);
        }
        let message = format!("there is no room between {} and {}", shown(low), shown(high));
        Err(Reason::special("no_room", vec![("low", low.into()), ("high", high.into())], message))
    })
}

/// Whether a window shows a point.
pub(super) fn shows([[left, right], [bottom, top]]: Window, [x, y]: Point) -> bool {
    (left..=right).contains(&x) && (bottom..=top).contains(&y)
}

/// The middle of a window.
pub(super) fn middle([[left, right], [bottom, top]]: Window) -> Point {
    [left / 2.0 + right / 2.0, bottom / 2.0 + top / 2.0]
}

/// The corners of a window, counter-clockwise.
pub(super) fn corners([[left, right], [bottom, top]]: Window) -> [Point; 4] {
    [[left, bottom], [right, bottom], [right, top], [left, top]]
}

/// The points (x, y) with w0 + w1 x + w2 y ≥ 0. Its border is a line, unless w1 and w2 are 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HalfPlane(pub [f64; 3]);

impl HalfPlane {
    /// w0 + w1 x + w2 y.
    pub fn height(self, [x, y]: Point) -> f64 {
        let Self([w0, w1, w2]) = self;
        w0 + w1 * x + w2 * y
    }

    /// The other side of the border.
    pub fn opposite(self) -> Self {
        Self(self.0.map(|weight| -weight))
    }

    /// The part of a convex polygon that lies in it; empty where nothing does (Sutherland & Hodgman, 1974).
    #[inline(never)]
    pub fn cut(self, polygon: &[Point]) -> Vec<Point> {
        let mut part = Vec::new();
        for (&from, &to) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
            if self.height(from) >= 0.0 {
                part.push(from);
            }
            part.extend(self.crossing(from, to));
        }
        part
    }

    /// The visible segment of the border, by its ends; `None` if it lies outside the window.
    pub fn border(self, window: Window) -> Option<[Point; 2]> {
        let [a, b, c, d] = corners(window);
        let mut crossings =
            [(a, b), (b, c), (c, d), (d, a)].into_iter().filter_map(|(from, to)| self.crossing(from, to));
        Some([crossings.next()?, crossings.next()?])
    }

    /// Where the border crosses a segment with its ends on different sides.
    #[inline(never)]
    fn crossing(self, from: Point, to: Point) -> Option<Point> {
        let (start, end) = (self.height(from), self.height(to));
        if (start >= 0.0) == (end >= 0.0) {
            return None;
        }
        let share = start / (start - end);
        let [x, y] = from;
        Some([x + share * (to[0] - x), y + share * (to[1] - y)])
    }

    /// The length of the normal vector (w1, w2), which points into the half plane.
    pub fn length(self) -> f64 {
        let Self([_, w1, w2]) = self;
        (w1 * w1 + w2 * w2).sqrt()
    }

    /// The unit normal vector; `None` where there is no border.
    pub fn normal(self) -> Option<Point> {
        let (Self([_, w1, w2]), length) = (self, self.length());
        (length > 0.0).then(|| [w1 / length, w2 / length])
    }

    /// The point of the border nearest to `point`.
    pub fn foot(self, point: Point) -> Option<Point> {
        let [across, up] = self.normal()?;
        let distance = self.height(point) / self.length();
        Some([point[0] - distance * across, point[1] - distance * up])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = [[-1.0, 3.0], [-2.0, 2.0]];

    fn area(polygon: &[Point]) -> f64 {
        let corners = polygon.iter().zip(polygon.iter().cycle().skip(1));
        corners.map(|([ax, ay], [bx, by])| ax * by - bx * ay).sum::<f64>() / 2.0
    }

    #[test]
    fn a_line_through_the_window_parts_it() {
        // x + y = 1 from corner to corner; x = 0; y = −1.
        for (weights, ends, share) in [
            ([-1.0, 1.0, 1.0], [[3.0, -2.0], [-1.0, 2.0]], 8.0),
            ([0.0, -2.0, 0.0], [[0.0, -2.0], [0.0, 2.0]], 4.0),
            ([3.0, 0.0, 3.0], [[3.0, -1.0], [-1.0, -1.0]], 12.0),
        ] {
            let half = HalfPlane(weights);
            let mut found = half.border(WINDOW).unwrap();
            if found[0] != ends[0] {
                found.reverse();
            }
            assert_eq!(found, ends, "{weights:?}");
            let parts = [half, half.opposite()].map(|half| area(&half.cut(&corners(WINDOW))));
            assert_eq!(parts, [share, 16.0 - share], "{weights:?}");
        }
    }

    #[test]
    fn a_line_beside_the_window_is_not_seen() {
        for weights in [[-10.0, 1.0, 1.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 0.0]] {
            let half = HalfPlane(weights);
            assert_eq!(half.border(WINDOW), None);
            assert_eq!(half.cut(&corners(WINDOW)).is_empty(), weights[0] < 0.0);
        }
        assert_eq!(HalfPlane([1.0, 0.0, 0.0]).foot([0.0, 0.0]), None);
    }

    #[test]
    fn the_weights_stand_at_right_angles_on_the_line() {
        // 3x + 4y = 10, two away from the origin.
        let half = HalfPlane([-10.0, 3.0, 4.0]);
        let [x, y] = half.foot([0.0, 0.0]).unwrap();
        assert!((x - 1.2).abs() < 1e-12 && (y - 1.6).abs() < 1e-12);
        assert_eq!(half.normal(), Some([0.6, 0.8]));
        let [from, to] = half.border([[-5.0, 5.0], [-5.0, 5.0]]).unwrap();
        assert!((0.6 * (to[0] - from[0]) + 0.8 * (to[1] - from[1])).abs() < 1e-12);
    }
}
