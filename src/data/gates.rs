//! The truth tables of logic gates: inputs and output exactly 0 or 1.

use super::Domain;
use super::recipe::Point;

/// The four corners with room about them.
pub(super) const DOMAIN: Domain = Domain::square([-0.5, 1.5]);

pub(super) const AND: [Point; 4] = gate([0.0, 0.0, 0.0, 1.0]);
pub(super) const OR: [Point; 4] = gate([0.0, 1.0, 1.0, 1.0]);
pub(super) const XOR: [Point; 4] = gate([0.0, 1.0, 1.0, 0.0]);

/// The gate with these outputs for the inputs 00, 01, 10 and 11.
const fn gate([a, b, c, d]: [f64; 4]) -> [Point; 4] {
    [Point::at(0.0, 0.0, a), Point::at(0.0, 1.0, b), Point::at(1.0, 0.0, c), Point::at(1.0, 1.0, d)]
}
