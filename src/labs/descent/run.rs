//! Steps down the gradient of subsets of the points, drawn anew for each step.

use super::cost::{Bowl, Theta, gradient};
use crate::{
    labs::geometry::Point,
    nn::random::{Rng, Stream},
};

/// What one run is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plan {
    /// How many points a step looks at; none means all of them.
    pub batch: Option<usize>,
    /// The rate η.
    pub eta: f64,
    pub start: Theta,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Running,
    /// Nothing is left to be gained.
    Converged,
    /// The next step would lead beyond all bounds.
    Diverged,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Converged => "converged",
            Self::Diverged => "diverged",
        }
    }
}

/// As much of J as may be left, of what there was, where a run counts as converged: θ is then right to six digits.
const LEFT: f64 = 1e-12;
/// Times as large as at the start (or as 1) J may become.
const MOST: f64 = 1e12;

/// About so many points of a path are kept in even distances, and so many at its end.
const KEPT: usize = 1024;
const LAST: usize = 32;

/// A run, and what is kept of its path.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub status: Status,
    /// Steps done: fewer than were asked for if it diverged.
    pub step: usize,
    pub theta: Theta,
    /// Step and θ: at the start, at every so many steps (a power of two), and at each of the last ones.
    pub path: Vec<(usize, Theta)>,
}

impl Run {
    /// Goes so many steps.
    #[inline(never)]
    pub fn new(points: &[Point], bowl: &Bowl, plan: Plan, seed: u64, steps: usize) -> Self {
        let mut stride = 1;
        while steps / stride > KEPT {
            stride *= 2;
        }
        let mut subsets = Subsets::new(points.len(), plan.batch, seed);
        let limit = MOST * bowl.cost(plan.start).max(1.0);
        let mut run = Self { status: Status::Running, step: 0, theta: plan.start, path: vec![(0, plan.start)] };
        let mut last = std::collections::VecDeque::with_capacity(LAST);
        for step in 0..steps {
            let next = moved(run.theta, plan.eta, subsets.gradient(points, step, run.theta));
            // What is not a number is beyond all bounds, too.
            if !(..=limit).contains(&bowl.cost(next)) {
                run.status = Status::Diverged;
                break;
            }
            (run.step, run.theta) = (step + 1, next);
            if run.step.is_multiple_of(stride) {
                run.path.push((run.step, next));
            }
            if last.len() == LAST {
                last.pop_front();
            }
            last.push_back((run.step, next));
        }
        for point in last {
            let known = run.path.partition_point(|(step, _)| *step < point.0);
            if run.path.get(known).is_none_or(|(step, _)| *step != point.0) {
                run.path.insert(known, point);
            }
        }
        let at_stake = bowl.cost(plan.start) + bowl.level;
        if run.status == Status::Running && bowl.excess(run.theta) <= LEFT * at_stake {
            run.status = Status::Converged;
        }
        run
    }
}

/// θ − η ∇J.
pub(super) fn moved([theta0, theta1]: Theta, eta: f64, [slope0, slope1]: Theta) -> Theta {
    [theta0 - eta * slope0, theta1 - eta * slope1]
}

/// The subset I of the points for each step. It depends on the seed and on the step alone, not on the steps before.
pub(super) struct Subsets {
    size: usize,
    seed: u64,
    /// Of every point, whether the lot fell on it.
    marked: Vec<bool>,
    indexes: Vec<usize>,
}

impl Subsets {
    /// Of `rows` points, `size` for each step; all of them where there are no more, or where no size is given.
    pub fn new(rows: usize, size: Option<usize>, seed: u64) -> Self {
        let size = size.unwrap_or(rows).min(rows);
        Self { size, seed, marked: vec![false; rows], indexes: (0..size).collect() }
    }

    /// The indexes for a step, rising.
    pub fn draw(&mut self, step: usize) -> &[usize] {
        let rows = self.marked.len();
        if self.size == rows {
            return &self.indexes;
        }
        // Lots are drawn for those that are in or for those that are out, whichever are fewer; without drawing twice, and so
        // that every subset is equally likely (Floyd's way: Bentley & Floyd, 1987).
        let few = self.size.min(rows - self.size);
        let mut rng = Rng::new(self.seed, Stream::Shuffle(step as u64));
        self.marked.fill(false);
        for last in rows - few..rows {
            let lot = rng.below(last + 1);
            let index = if self.marked.get(lot) == Some(&true) { last } else { lot };
            if let Some(mark) = self.marked.get_mut(index) {
                *mark = true;
            }
        }
        self.indexes.clear();
        for (index, marked) in self.marked.iter().enumerate() {
            if *marked == (few == self.size) {
                self.indexes.push(index);
            }
        }
        &self.indexes
    }

    /// The gradient of J_I at a step.
    fn gradient(&mut self, points: &[Point], step: usize, theta: Theta) -> Theta {
        gradient(chosen(points, self.draw(step)), theta)
    }
}

/// The points with these indexes.
pub(super) fn chosen<'a>(points: &'a [Point], indexes: &'a [usize]) -> impl Iterator<Item = Point> + Clone + 'a {
    indexes.iter().filter_map(|index| points.get(*index).copied())
}
