//! Targets that are numbers: functions of two inputs and of one. (z is the noise, 0 to 0.5.)

use super::Domain;
use super::recipe::{Draw, Point};
use libm::sin;

/// The inputs are in [−6, 6).
const REACH: f64 = 6.0;

/// (x + y) / 10, read not at (x, y) but up to 6z beside it in both coordinates.
pub(super) fn plane(draw: &mut Draw<'_>) -> Point {
    read_beside(draw, |x, y| (x + y) / 10.0)
}

/// Three bumps upwards and three downwards, each with the height max(0, 1 − d/2) at the distance d from its centre,
/// read not at (x, y) but up to 6z beside it in both coordinates. No two of them overlap.
pub(super) fn bumps(draw: &mut Draw<'_>) -> Point {
    const BUMPS: [(f64, f64, f64); 6] =
        [(-4.0, 2.5, 1.0), (0.0, 2.5, -1.0), (4.0, 2.5, 1.0), (-4.0, -2.5, -1.0), (0.0, -2.5, 1.0), (4.0, -2.5, -1.0)];
    read_beside(draw, |x, y| {
        let bump = |(a, b, sign): (f64, f64, f64)| {
            let distance = ((x - a) * (x - a) + (y - b) * (y - b)).sqrt();
            sign * (1.0 - distance / 2.0).max(0.0)
        };
        BUMPS.into_iter().map(bump).sum()
    })
}

/// x and y ~ U(−6, 6), with the target f(x + U(−6, 6)·z, y + U(−6, 6)·z).
fn read_beside(draw: &mut Draw<'_>, f: impl Fn(f64, f64) -> f64) -> Point {
    let [x, y] = draw.in_square(REACH);
    let [u, v] = draw.shaken([x, y], REACH);
    Point::at(x, y, f(u, v))
}

pub(super) const LINE_DOMAIN: Domain = Domain::curve([-REACH, REACH], [-4.0, 6.0]);

/// x/2 + 1 + U(−3, 3)·z for x ~ U(−6, 6).
pub(super) fn line(draw: &mut Draw<'_>) -> Point {
    let x = draw.uniform(-REACH, REACH);
    Point::on_line(x, 0.5 * x + 1.0 + draw.shake(3.0))
}

pub(super) const SINE_DOMAIN: Domain = Domain::curve([-REACH, REACH], [-1.5, 1.5]);

/// sin x + U(−1, 1)·z for x ~ U(−6, 6).
pub(super) fn sine(draw: &mut Draw<'_>) -> Point {
    let x = draw.uniform(-REACH, REACH);
    Point::on_line(x, sin(x) + draw.shake(1.0))
}

/// Reaches down to 0, where the lecture's neuron starts.
pub(super) const LECTURE_DOMAIN: Domain = Domain::curve([-0.25, 1.25], [-0.5, 5.5]);

/// The lecture's x and y.
pub(super) const LECTURE: [Point; 5] = [
    Point::on_line(0.06, 3.17),
    Point::on_line(0.87, 4.73),
    Point::on_line(0.60, 4.26),
    Point::on_line(0.71, 4.57),
    Point::on_line(0.02, 3.02),
];
