//! The parts of a line that lie in a rectangle.

type Point = (f64, f64);

/// Whatever is farther outside, in heights of the rectangle, counts as so far away: differences stay finite, and a crossing of the edge
/// moves by less than a pixel.
const FAR: f64 = 1e9;

/// The parts of a line through points that lie within `x` and `y`, cut off at the edges. All `x` are near the rectangle's.
pub(crate) fn clipped(points: &[Point], x: [f64; 2], y: [f64; 2]) -> Vec<Vec<Point>> {
    let far = FAR * (y[1] - y[0]);
    let near = |&(across, up): &Point| (across, limited(up, [y[0] - far, y[1] + far]));
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let Some([start, end]) = segment(near(&pair[0]), near(&pair[1]), x, y) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&start) => part.push(end),
            _ => parts.push(vec![start, end]),
        }
    }
    parts
}

/// Not `clamp`: that writes bounds which are the wrong way round, and brings 11 KB (gzip) of tables for it.
fn limited(value: f64, [low, high]: [f64; 2]) -> f64 {
    value.max(low).min(high)
}

/// The part of a segment, if any (Liang and Barsky 1984): it is entered after the last edge where it comes in, and left at the first
/// where it goes out.
fn segment(from: Point, to: Point, x: [f64; 2], y: [f64; 2]) -> Option<[Point; 2]> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0, 1.0);
    for (along, room) in [(-dx, from.0 - x[0]), (dx, x[1] - from.0), (-dy, from.1 - y[0]), (dy, y[1] - from.1)] {
        if along < 0.0 {
            enter = f64::max(enter, room / along);
        } else if along > 0.0 {
            leave = f64::min(leave, room / along);
        } else if room < 0.0 {
            return None;
        }
    }
    let at = |part: f64| match part {
        0.0 => from,
        1.0 => to,
        _ => (limited(from.0 + part * dx, x), limited(from.1 + part * dy, y)),
    };
    (enter <= leave).then(|| [at(enter), at(leave)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: [f64; 2] = [0.0, 1.0];

    #[test]
    fn a_line_is_cut_off_at_the_edges_and_comes_back() {
        let line = [(0.0, 0.5), (0.25, 1.5), (0.5, 0.5), (0.75, 0.5), (1.5, 0.5)];
        let expected = vec![vec![(0.0, 0.5), (0.125, 1.0)], vec![(0.375, 1.0), (0.5, 0.5), (0.75, 0.5), (1.0, 0.5)]];
        assert_eq!(clipped(&line, UNIT, UNIT), expected);
        assert_eq!(clipped(&[(-1.0, -1.0), (2.0, 2.0)], UNIT, UNIT), [[(0.0, 0.0), (1.0, 1.0)]]);
    }

    #[test]
    fn what_lies_outside_or_is_no_line_has_no_part() {
        assert!(clipped(&[(0.0, 2.0), (1.0, 3.0), (5.0, 2.0)], UNIT, UNIT).is_empty());
        assert!(clipped(&[(2.0, 0.5), (3.0, 0.5)], UNIT, UNIT).is_empty());
        assert!(clipped(&[(0.5, 0.5)], UNIT, UNIT).is_empty() && clipped(&[], UNIT, UNIT).is_empty());
    }

    #[test]
    fn from_very_far_it_comes_in_where_it_should() {
        for far in [1e6, 1e12, f64::MAX / 4.0] {
            let parts = clipped(&[(0.0, far), (1.0, 0.5)], UNIT, UNIT);
            let [part] = &parts[..] else { panic!("{parts:?}") };
            assert!((part[0].0 - 1.0).abs() < 1e-5 && part[0].1 == 1.0, "{far}: {part:?}");
            assert_eq!(part[1], (1.0, 0.5));
        }
    }
}
