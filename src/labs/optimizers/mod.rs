//! The lecture's optimizers (L6) in a race over a surface of two variables, with Keras's other ones.
//!
//! The updates are those that train networks here, in f32, on a state of two parameters. What the machine shows:
//!
//! - `surface`, `condition`, `start`, `step`: the settings, complete;
//! - `window` `[[left, right], [bottom, top]]`, `levels`, `minima` `[[x, y], …]`, `least`: the height there, `axes`: what the
//!   variables are called;
//! - `ranking`: `arrival` or `height`, see [`Ranking`];
//! - `racers`: a list, see `Racer::shown`.
//!
//! The settings: `surface` (a [`SurfaceName`]; quadratic), `condition` (1 to 1000; 20), `start` `[x, y]` (each from −1000 to
//! 1000; the surface's), `window` `[left, right, bottom, top]` of the picture (the surface's, grown to hold the start),
//! `step` (updates that have been made, 0 to 10 000; 0) and `racers`: at most ten of the [names](racer::RacerName), or
//! objects with a `name` and hyperparameters; those that are left out are Keras's, but for `learning_rate`, which is then
//! [one that suits the surface](Ground::rate).

mod arrows;
mod racer;
mod ranking;
mod slides;
mod small_network;
mod surfaces;

pub use racer::RacerName;
pub use ranking::Ranking;
pub use surfaces::{Ground, SurfaceName};

use super::geometry::{self, Window};
use crate::plot::contour::Contours;
use racer::Racer;
use value::{Choice, Error, Fields, Result, Value, each, number::shown};

/// The most updates that can be asked for.
pub const MAX_STEP: u64 = 10_000;
/// The most racers: every optimizer once.
const MAX_RACERS: usize = 10;
/// The largest condition number of the quadratic surface; f32 has digits enough for it.
const MAX_CONDITION: f64 = 1000.0;
/// How far from 0 a race may start, in each direction. Farther out the squares of some surfaces' gradients are too large for
/// f32.
pub const MAX_START: f64 = 1000.0;
/// How far from 0 the picture may reach, in each direction. Farther out some surfaces are higher than f32 can tell.
pub const MAX_EDGE: f64 = 10_000.0;
/// How wide and high the picture must be at least: below it f32 tells too few places apart.
pub const MIN_EXTENT: f64 = 0.001;

/// What was asked for.
struct Settings {
    surface: SurfaceName,
    condition: f64,
    ground: Ground,
    start: [f64; 2],
    window: Window,
    step: u64,
    racers: Vec<Racer>,
}

impl Settings {
    /// Other keys than its own are left to the page.
    fn parse(value: &Value) -> Result<Self> {
        let mut fields = Fields::new("", value)?;
        let (surface, condition, ground) = read_ground(&mut fields)?;
        let start = read_start(&mut fields)?.unwrap_or(ground.start());
        let window = read_window(&mut fields)?.unwrap_or_else(|| ground.window_around(start));
        let step = fields.whole("step", 0, MAX_STEP)?.unwrap_or(0);
        let usual = [RacerName::Sgd, RacerName::Momentum, RacerName::Nesterov, RacerName::RmsProp, RacerName::Adam];
        let usual = usual.map(|name| Value::from(name.name()));
        let racers = fields.list("racers", "optimizers")?.unwrap_or(&usual);
        if racers.len() > MAX_RACERS {
            let problem = format!("{} racers are too many: at most {MAX_RACERS}", racers.len());
            return Err(Error::config("racers", problem));
        }
        let racers = each(racers, |at, racer| Racer::parse(at, racer, &ground, start, window))?;
        Ok(Self { surface, condition, ground, start, window, step, racers })
    }
}

/// Where the race starts, if it was written.
fn read_start(fields: &mut Fields) -> Result<Option<[f64; 2]>> {
    let start = fields.pair("start")?;
    match start.iter().flatten().find(|at| !(-MAX_START..=MAX_START).contains(*at)) {
        Some(at) => Err(fields.error("start", out_of_range(*at, MAX_START))),
        None => Ok(start),
    }
}

/// The part of the surface that is seen, if it was written.
fn read_window(fields: &mut Fields) -> Result<Option<Window>> {
    let Some(window) = geometry::window(fields, "window")? else { return Ok(None) };
    if let Some(edge) = window.iter().flatten().find(|edge| edge.abs() > MAX_EDGE) {
        return Err(fields.error("window", out_of_range(*edge, MAX_EDGE)));
    }
    match window.iter().find(|[low, high]| high - low < MIN_EXTENT) {
        Some([low, high]) => {
            let [low, high, least] = [*low, *high, MIN_EXTENT].map(|number| shown(number).to_string());
            Err(fields.error("window", format!("from {low} to {high} is less than {least}")))
        }
        None => Ok(Some(window)),
    }
}

fn out_of_range(number: f64, limit: f64) -> String {
    format!("{} is out of range: {} to {}", shown(number), shown(-limit), shown(limit))
}

fn read_ground(fields: &mut Fields) -> Result<(SurfaceName, f64, Ground)> {
    let surface = fields.choice("surface")?.unwrap_or(SurfaceName::Quadratic);
    let condition = fields.number_in("condition", 1.0, MAX_CONDITION)?.unwrap_or(20.0);
    Ok((surface, condition, Ground::new(surface, condition)?))
}

super::at_once!(OptimizersLab, "optimizers", show, Some(surface));

/// Everything that the lab shows.
fn show(settings: &Value) -> Result<Value> {
    let Settings { surface, condition, ground, start, window, step, mut racers } = Settings::parse(settings)?;
    for racer in &mut racers {
        racer.run(&ground, step);
    }
    let ranking = Ranking::of(ground.minima());
    let standings: Vec<_> = racers.iter().map(|racer| racer.standing(&ground)).collect();
    let places = ranking.places(&standings);
    let racers = racers.iter().zip(places).map(|(racer, place)| racer.shown(&ground, place));
    Ok(Value::object(vec![
        ("surface", surface.name().into()),
        ("condition", condition.into()),
        ("start", start.into()),
        ("step", (step as f64).into()),
        ("window", Value::List(window.map(Value::from).to_vec())),
        ("levels", numbers(&ground.levels(window))),
        ("minima", Value::List(ground.minima().iter().map(|at| Value::from(*at)).collect())),
        ("least", ground.least().into()),
        ("axes", Value::List(ground.axes().map(Value::from).to_vec())),
        ("ranking", ranking.name().into()),
        ("racers", Value::List(racers.collect())),
    ]))
}

/// The surface that they race on.
fn surface(settings: &Value) -> Result<Contours> {
    let Settings { ground, window, .. } = Settings::parse(settings)?;
    Ok(ground.picture(window))
}

/// A list of these numbers.
fn numbers(values: &[f64]) -> Value {
    Value::List(values.iter().map(|value| Value::Number(*value)).collect())
}
