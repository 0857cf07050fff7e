//! L5: a line is fitted by steps down the gradient, of all points, of a mini-batch, or of a single one.
//!
//! h(x) = θ0 + θ1 x, and J_I(θ) = 1/(2|I|) Σ (h(x) − y)² over a random subset I of the points, drawn for every step. Keras's
//! mean squared error has no 1/2: it is 2 J, so that Keras takes the same steps with half the rate.

mod cost;
mod path;
mod settings;
mod shown;

pub use path::Status;
pub use settings::{Plan, Settings, Task};
pub use shown::{All, Batch, BatchSize, Data, FullBatch, Optimum, Shown, ShownPath, ShownPoint, Term, Trail};

use super::Lab;
use crate::plot::contour::Contours;
use cost::Bowl;
use path::Path;
use value::{NumberSetting, Result, Value};

/// The most steps.
pub const MAX_STEPS: u64 = 100_000;
/// The most paths that are kept beside the main one.
pub const MAX_PATHS: usize = 8;

/// The lab `descent`. It also has a surface: J over (θ0, θ1).
pub struct DescentLab;

/// The state of the paths.
#[derive(Debug, Clone)]
pub struct Run {
    bowl: Bowl,
    /// Steps that were asked of each path, whether it did them or had diverged.
    step: u64,
    main: Path,
    others: Vec<Path>,
}

impl Run {
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.others.iter().chain([&self.main])
    }
}

impl Lab for DescentLab {
    const NAME: &'static str = "descent";
    const COUNTER: NumberSetting = settings::STEP;
    type Settings = Settings;
    type Run = Run;
    type Shown = Shown;

    fn limits() -> Value {
        settings::limits()
    }

    fn parse(value: &Value) -> Result<Settings> {
        Settings::parse(value)
    }

    fn start(Settings { task: Task { points, seed, plan, others, .. }, .. }: &Settings) -> Result<Run> {
        let bowl = Bowl::new(points);
        let path = |plan: &Plan| Path::new(*plan, points.len(), *seed, &bowl);
        Ok(Run { step: 0, main: path(plan), others: others.iter().map(path).collect(), bowl })
    }

    fn continues(before: &Settings, after: &Settings) -> bool {
        before.task == after.task
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
        let Run { bowl, step, main, others } = run;
        let mut is_running = false;
        for path in others.iter_mut().chain([main]).filter(|path| !path.is_diverged()) {
            path.advance(&settings.task.points, bowl);
            is_running = true;
        }
        *step += u64::from(is_running);
        is_running
    }

    fn show(settings: &Settings, run: &Run) -> Shown {
        Shown::new(settings, run)
    }

    fn contours(settings: &Settings, run: &Run) -> Option<Contours> {
        let bowl = run.bowl;
        let window = shown::window(settings, run);
        let levels = shown::levels(&bowl, window);
        let height = Box::new(move |theta0, theta1| bowl.cost([theta0, theta1]));
        Some(Contours { height, window, levels, samples: None })
    }
}
