//! The output of the lab: the surface, how each racer stands, and what its next step is made of.

use super::{
    Ranking, Run, Settings, arrows,
    arrows::Arrow,
    custom::Lowest,
    racer::{Racer, Status},
    ranking::Standing,
    settings::Entrant,
    slides::{self, Corrected, Slide},
    trail::Path,
};
use crate::nn::{LearningRate, Optimizer, Rule, Slot, python};
use serde::Serialize;
use value::{Choice, number::as_written};

/// The output of the lab. Pairs of numbers are of the two variables, (θ₁, θ₂).
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersShown"))]
pub struct Shown {
    /// Name of the surface.
    pub surface: &'static str,
    /// κ of the quadratic surface.
    pub condition: f64,
    /// The formula of a surface of one's own, as it was written; null for others.
    pub formula: Option<String>,
    /// Where the race starts.
    pub start: [f64; 2],
    /// The step shown: as many updates as those that are still running have made.
    pub step: u64,
    /// The picture: `[[left, right], [bottom, top]]`.
    pub window: [[f64; 2]; 2],
    /// J at each contour, rising, `[contours]`.
    pub levels: Vec<f64>,
    /// Where J is lowest, as far as that is known.
    pub minima: Vec<[f64; 2]>,
    /// J there.
    pub least: f64,
    /// What the two variables are, by the ids of the lab `backprop` where they are weights.
    pub axes: [&'static str; 2],
    /// The rule of the places.
    pub ranking: Ranking,
    /// The racers, in the order of the settings.
    pub racers: Vec<ShownRacer>,
}

/// A racer, and what its next update is made of. If that update overflows, its numbers are not finite.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersRacer"))]
pub struct ShownRacer {
    /// What the lecture calls it.
    pub name: &'static str,
    /// All its hyperparameters.
    #[cfg_attr(test, ts(type = "OptimizerConfig"))]
    pub optimizer: Optimizer,
    /// The line of Python that makes it.
    pub code: String,
    /// Its status.
    pub status: Status,
    /// Updates that it has made.
    pub step: u64,
    /// Its place in the race, from 1; racers that are level share one.
    pub place: usize,
    /// Its path so far.
    pub path: Path,
    /// Where it is.
    pub theta: [f64; 2],
    /// J there.
    pub height: f64,
    /// ∇J there.
    pub gradient: [f64; 2],
    /// What the next update is made of in its place, where the optimizer clips: g; else null.
    pub clipped: Option<[f64; 2]>,
    /// The number of the next update.
    pub t: u64,
    /// η of it: what a schedule says then, or the learning rate.
    pub rate: f64,
    /// A learning rate that suits it on this surface: the default.
    pub good_rate: f64,
    /// The slots in use, before and after the next update.
    pub slots: Vec<ShownSlot>,
    /// Slots with bias correction, from which the step is computed.
    pub corrected: Vec<Corrected>,
    /// η with both of Adam's corrections folded in, as in Keras; null for optimizers that do not.
    pub alpha: Option<f64>,
    /// μₜ and μₜ₊₁ of Nadam.
    pub mu: Option<[f64; 2]>,
    /// The product of all μ so far, for Nadam.
    pub product: Option<f64>,
    /// Δθ of the next update.
    pub update: [f64; 2],
    /// θ after it.
    pub next: [f64; 2],
    /// J there.
    pub next_height: f64,
    /// The next update as arrows.
    pub arrows: Vec<Arrow>,
    /// The same update by the formula of the slide; null where no slide has it.
    pub slide: Option<Slide>,
}

/// A slot before and after the next update.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersSlot"))]
pub struct ShownSlot {
    /// Its symbol in the formulas.
    pub name: &'static str,
    /// What it is now.
    pub before: [f64; 2],
    /// What it will be.
    pub after: [f64; 2],
}

impl Shown {
    pub(super) fn new(settings: &Settings, run: &Run) -> Self {
        let Settings { objective, start, window, .. } = settings;
        let Lowest { minima, height: least } = &run.lowest;
        let ranking = Ranking::of(minima);
        let standing = |racer: &Racer| Standing { status: racer.status, step: racer.step, height: racer.height };
        let places = ranking.places(&run.racers.iter().map(standing).collect::<Vec<_>>());
        let racers = settings.racers.iter().zip(&run.racers).zip(places);
        Self {
            surface: objective.name().name(),
            condition: objective.condition(),
            formula: objective.formula().map(str::to_owned),
            start: *start,
            // When all have stopped, every later step shows the same.
            step: if run.is_over() { settings.step } else { run.step },
            window: *window,
            levels: run.levels.clone(),
            minima: minima.clone(),
            least: *least,
            axes: objective.axes(),
            ranking,
            racers: racers.map(|((entrant, racer), place)| ShownRacer::new(settings, entrant, racer, place)).collect(),
        }
    }
}

impl ShownRacer {
    fn new(
        Settings { objective, .. }: &Settings,
        Entrant { name, optimizer }: &Entrant,
        racer: &Racer,
        place: usize,
    ) -> Self {
        let (state, after, t) = (racer.state(optimizer), racer.next(optimizer), racer.step + 1);
        let (theta, next, taken) = (state.theta(), after.theta(), racer.clipped());
        let clips = optimizer.clip.is_some_and(|clip| clip.limit() > 0.0);
        let slots = optimizer.slots_in_use().map(|(_, Slot { symbol })| ShownSlot {
            name: symbol,
            before: state.slot(symbol),
            after: after.slot(symbol),
        });
        let corrected = slides::corrected(optimizer, t, taken, after);
        let mu = if let Rule::Nadam(nadam) = &optimizer.rule { Some(slides::mu(nadam, t)) } else { None };
        Self {
            name: name.name(),
            optimizer: optimizer.clone(),
            code: code(optimizer),
            status: racer.status,
            step: racer.step,
            place,
            path: racer.trail.path(racer.step, theta, racer.height),
            theta,
            height: racer.height,
            gradient: racer.gradient(),
            clipped: clips.then_some(taken),
            t,
            rate: rate(optimizer, t),
            good_rate: objective.rate(optimizer),
            slots: slots.collect(),
            alpha: slides::alpha(optimizer, t),
            product: mu.and_then(|_| state.extra()),
            mu,
            update: [0, 1].map(|at| next[at] - theta[at]),
            next,
            next_height: objective.height(next),
            arrows: arrows::arrows(optimizer, t, taken, state, after, &corrected),
            corrected,
            slide: slides::update(optimizer, t, taken, state, next),
        }
    }
}

/// η of update number `t`: of a schedule, which gives an f32, as it is written.
fn rate(optimizer: &Optimizer, t: u64) -> f64 {
    match optimizer.learning_rate {
        LearningRate::Constant(rate) => rate,
        LearningRate::Schedule(_) => as_written(optimizer.learning_rate_at(t - 1) as f32),
    }
}

/// Keras's line of code, as the slides write it.
fn code(optimizer: &Optimizer) -> String {
    format!("optimizer = keras.optimizers.{}({})", optimizer.name().keras_class(), python::arguments(optimizer))
}
