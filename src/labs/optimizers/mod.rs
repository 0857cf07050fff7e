//! L6: the lecture's optimizers in a race over a surface of two variables, with Keras's other ones.
//!
//! The updates are those that train networks here, in f32, on a state of two parameters.

mod arrows;
mod custom;
mod racer;
mod ranking;
mod settings;
mod shown;
mod slides;
mod slots;
mod small_network;
mod surfaces;
mod trail;

pub use arrows::{Arrow, ArrowUnit};
pub use custom::Lowest;
pub use racer::Status;
pub use ranking::{Ranking, Standing};
pub use settings::{Entrant, MAX_EDGE, MAX_RACERS, MAX_START, MAX_STEP, MIN_EXTENT, RacerName, Settings};
pub use shown::{Shown, ShownRacer, ShownSlot};
pub use slides::{Corrected, Slide};
pub use surfaces::{Objective, SurfaceName};
pub use trail::Path;

use super::Lab;
use crate::plot::contour::Contours;
use racer::Racer;
use value::{NumberSetting, Result, Value};

/// The lab `optimizers`.
pub struct OptimizersLab;

/// The state of the race. A racer's path is thinned, so the run is bounded in size.
#[derive(Debug, Clone)]
pub struct Run {
    /// Steps made, as long as at least one racer was running.
    step: u64,
    /// J at each contour.
    levels: Vec<f64>,
    /// The lowest places that are known.
    lowest: Lowest,
    /// In the order of the settings.
    racers: Vec<Racer>,
}

impl Run {
    /// Whether all racers have stopped.
    fn is_over(&self) -> bool {
        self.racers.iter().all(|racer| racer.status != Status::Running)
    }
}

impl Lab for OptimizersLab {
    const NAME: &'static str = "optimizers";
    const COUNTER: NumberSetting = settings::STEP;
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        Settings::limits()
    }

    fn parse(value: &Value) -> Result<Settings> {
        Settings::parse(value)
    }

    fn start(Settings { objective, start, window, racers, .. }: &Settings) -> Result<Run> {
        let racers = racers.iter().map(|entrant| Racer::new(&entrant.optimizer, objective, *start, *window)).collect();
        let lowest = objective.lowest();
        Ok(Run { step: 0, levels: objective.levels(*window, lowest.height), lowest, racers })
    }

    /// What was parsed can be started.
    fn check(_: &Settings) -> Result<()> {
        Ok(())
    }

    /// The window belongs to the run because the paths are thinned for it. The race is the same in each.
    fn continues(before: &Settings, after: &Settings) -> bool {
        let run = |settings: &Settings| {
            let Settings { objective, start, window, .. } = settings;
            (objective.name(), objective.condition(), objective.formula().map(str::to_owned), *start, *window)
        };
        run(before) == run(after) && before.racers == after.racers
    }

    fn target(settings: &Settings) -> u64 {
        settings.step
    }

    fn set_target(settings: &mut Settings, step: u64) {
        settings.step = step;
    }

    fn position(run: &Run) -> u64 {
        run.step
    }

    fn advance(settings: &Settings, run: &mut Run) -> bool {
        let (racers, minima) = (run.racers.iter_mut().zip(&settings.racers), &run.lowest.minima);
        let tried = racers.map(|(racer, entrant)| racer.advance(&entrant.optimizer, &settings.objective, minima));
        let goes_on = tried.fold(false, |any, tried| any | tried);
        run.step += u64::from(goes_on);
        goes_on
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }

    fn contours(settings: &Settings, run: &Run) -> Option<Contours> {
        Some(settings.objective.picture(settings.window, run.levels.clone()))
    }
}
