//! Points in the plane that belong to one of three classes. (z is the noise, 0 to 0.5.)

use super::recipe::{Draw, Point};
use libm::{cos, sin};
use std::f64::consts::PI;

/// As many as the table of names says.
const CLASSES: usize = 3;

/// A third of a turn for each class.
fn turned(class: usize) -> f64 {
    2.0 * PI * class as f64 / CLASSES as f64
}

/// Three clouds about the corners of a triangle, 3.5 from the centre, the first one on top:
/// (3.5 sin t, 3.5 cos t) with t = 2π k/3. The variance of each coordinate is 0.5 + 7z.
pub(super) fn blobs(draw: &mut Draw<'_>) -> Point {
    let (class, _) = draw.group(CLASSES);
    let centre = [3.5 * sin(turned(class)), 3.5 * cos(turned(class))];
    let [x, y] = draw.normal(centre, 0.5 + 7.0 * draw.noise);
    Point::at(x, y, class as f64)
}

/// Three arms of n points each, i = 0 … n − 1, with the radius r = 5 i/n and the angle t = 1.25 · 2π · i/n + 2π k/3:
/// p = (r sin t, r cos t) + U(−1, 1)·z in both coordinates. (With more turns the arms would lie closer together than
/// those of the spiral with two.)
pub(super) fn spiral3(draw: &mut Draw<'_>) -> Point {
    let (class, place) = draw.group(CLASSES);
    let angle = 1.25 * 2.0 * PI * place + turned(class);
    let [x, y] = draw.shaken([5.0 * place * sin(angle), 5.0 * place * cos(angle)], 1.0);
    Point::at(x, y, class as f64)
}
