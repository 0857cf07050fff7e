//! Points in the plane that belong to one of two classes. (z is the noise, 0 to 0.5.)

use super::recipe::{Draw, Point};
use libm::{cos, sin};
use std::f64::consts::PI;

/// The radius of the circle and of the spiral, half the side of xor.
const REACH: f64 = 5.0;

/// 1 or 0.
fn class(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// Half of the points in a disc, r ~ U(0, 2.5), half in a ring, r ~ U(3.5, 5), each at an angle φ ~ U(0, 2π):
/// p = (r sin φ, r cos φ). The class is 1 where ‖p + e‖ < 2.5, with both coordinates of e ~ U(−5, 5)·z.
pub(super) fn circle(draw: &mut Draw<'_>) -> Point {
    let inside = draw.group(2).0 == 0;
    let radius = if inside { draw.uniform(0.0, REACH / 2.0) } else { draw.uniform(0.7 * REACH, REACH) };
    let angle = draw.uniform(0.0, 2.0 * PI);
    let [x, y] = [radius * sin(angle), radius * cos(angle)];
    let [u, v] = draw.shaken([x, y], REACH);
    Point::at(x, y, class(u * u + v * v < REACH * REACH / 4.0))
}

/// x and y ~ U(−5, 5), each pushed away from 0 by 0.3. The class is 1 where (x + e)(y + f) ≥ 0,
/// with e and f ~ U(−5, 5)·z.
pub(super) fn xor(draw: &mut Draw<'_>) -> Point {
    let [x, y] = draw.in_square(REACH).map(|value| if value > 0.0 { value + 0.3 } else { value - 0.3 });
    let [u, v] = draw.shaken([x, y], REACH);
    Point::at(x, y, class(u * v >= 0.0))
}

/// Half of the points about (2, 2), class 1, half about (−2, −2), class 0. The variance of each coordinate is
/// 0.5 + 7z: from 0.5 without noise to 4 at the most.
pub(super) fn gauss(draw: &mut Draw<'_>) -> Point {
    let positive = draw.group(2).0 == 0;
    let centre = if positive { 2.0 } else { -2.0 };
    let [x, y] = draw.normal([centre, centre], 0.5 + 7.0 * draw.noise);
    Point::at(x, y, class(positive))
}

/// Two arms of n points each, i = 0 … n − 1, with the radius r = 5 i/n and the angle t = 1.75 · 2π · i/n, and half a
/// turn more for the second arm: p = (r sin t, r cos t) + U(−1, 1)·z in both coordinates. The first arm is class 1.
pub(super) fn spiral(draw: &mut Draw<'_>) -> Point {
    let (arm, place) = draw.group(2);
    let angle = 1.75 * 2.0 * PI * place + PI * arm as f64;
    let [x, y] = draw.shaken([REACH * place * sin(angle), REACH * place * cos(angle)], 1.0);
    Point::at(x, y, class(arm == 0))
}

/// Two half circles with the radius 3.5, at the angle t ~ U(0, π): p = ±(3.5 cos t − 1.75, 3.5 sin t − 0.875), with +
/// for class 1 and − for class 0, plus N(0, 1)·2z in both coordinates.
pub(super) fn moons(draw: &mut Draw<'_>) -> Point {
    let upper = draw.group(2).0 == 0;
    let sign = if upper { 1.0 } else { -1.0 };
    let angle = draw.uniform(0.0, PI);
    let moon = [sign * (3.5 * cos(angle) - 1.75), sign * (3.5 * sin(angle) - 0.875)];
    let [x, y] = draw.normal(moon, 4.0 * draw.noise * draw.noise);
    Point::at(x, y, class(upper))
}
