//! Points in the plane whose class or value a person's formula says.

use super::domain::Frame;
use super::recipe::{Draw, Point};
use super::{Dataset, DatasetConfig, Domain, Problem, custom, split};
use crate::{
    formula::{Formula, Kind, XY},
    nn::random::{Rng, Stream},
};
use value::{Error, Reason, Result};

/// The formula where none is given.
pub const FORMULA: &str = "y > sin(x)";
/// The points are in [−6, 6)².
const REACH: f64 = 6.0;
/// Points that are tried for each one that is wanted, where a formula does not have a value everywhere.
const TRIES: usize = 100;
/// Places in each direction at which a formula is asked whether it compares numbers, where it did not at any point.
const GRID: usize = 65;

/// Draws points x, y ~ U(−6, 6) and asks a formula for their class (1 where a condition holds, else 0) or their value.
///
/// It is asked not at (x, y) but up to 6z beside it in both coordinates, where z is the noise. Where it has no finite value, as the
/// logarithm of what is negative, there is no point. `config` says how many points there are, and the rest; its name is not used.
///
/// ```
/// use nn_playground::data::{DatasetConfig, Problem, from_formula};
///
/// let data = from_formula("x^2 + y^2 < 4 and x > 0", &DatasetConfig::default())?;
/// assert_eq!((data.problem, data.rows()), (Problem::Binary, 500));
/// # Ok::<(), nn_playground::Error>(())
/// ```
///
/// # Errors
/// As for [`DatasetConfig::generate`], and [`ErrorKind::Config`](value::ErrorKind::Config) with the field `formula` for one that
/// cannot be parsed, with the place of what is wrong, that has a value at few places or at none, or with a comparison that is of numbers at none.
pub fn from_formula(text: &str, config: &DatasetConfig) -> Result<Dataset> {
    config.check()?;
    let refused = |reason| Error::config("formula", reason);
    let formula = Formula::parse(text, &XY).map_err(refused)?;
    let mut rng = Rng::new(config.seed, Stream::Data);
    let mut draw = Draw { row: 0, samples: config.samples, noise: config.noise, rng: &mut rng };
    let mut points = Vec::with_capacity(config.samples);
    let mut undefined = u64::MAX;
    for _ in 0..TRIES * config.samples {
        let [x, y] = draw.in_square(REACH);
        let place = draw.shaken([x, y], REACH);
        let target = formula.value(place);
        if undefined != 0 {
            undefined &= formula.undefined_comparisons(place);
        }
        if custom::check_number(target).is_ok() {
            points.push(Point::at(x, y, target));
        }
        if points.len() == config.samples {
            break;
        }
    }
    if points.len() < config.samples {
        let message = "has no value at nearly all places where x and y are from -6 to 6";
        return Err(refused(Reason::special("formula_nowhere", Vec::new(), message)));
    }
    // A few points may all lie where it compares no numbers: so many places tell whether there are others.
    for index in 0..GRID * GRID {
        if undefined == 0 {
            break;
        }
        let place = [index % GRID, index / GRID].map(|at| REACH * (2.0 * at as f64 / (GRID - 1) as f64 - 1.0));
        undefined &= formula.undefined_comparisons(place);
    }
    if undefined != 0 {
        let message = "compares what is not a number, such as 0/0 or ln(-1), at all places";
        return Err(refused(Reason::special("formula_undefined", Vec::new(), message)));
    }
    let domain = Domain::square([-REACH, REACH]);
    let (problem, domain) = match formula.kind() {
        Kind::Condition => (Problem::Binary, domain),
        Kind::Value => (Problem::Regression, domain.with_target(Frame::around(&points, |point| point.target).range())),
    };
    let train_rows = split(&mut points, config.train_share, config.seed);
    Ok(Dataset::assemble(problem, 2, &points, train_rows, domain))
}
