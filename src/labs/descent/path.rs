//! Steps down the gradient of subsets of the points, drawn again for each step.

use super::{
    cost::{Bowl, Theta, gradient},
    settings::Plan,
};
use crate::{
    labs::geometry::Point,
    nn::random::{Rng, Stream},
};
use serde::Serialize;
use std::collections::VecDeque;

/// Where a path stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DescentStatus"))]
pub enum Status {
    /// It goes on.
    Running,
    /// J is within 10⁻¹² of its least, as a fraction of what it was: θ has six correct digits.
    Converged,
    /// The next step would make J larger than 10¹² times what it was: θ is the last before.
    Diverged,
}

/// The fraction of the initial J below which a path counts as converged.
const LEFT: f64 = 1e-12;
/// The factor of the initial J (or of 1, if that is larger) above which a path counts as diverged.
const GROWTH: f64 = 1e12;

/// The most positions that are kept: at equal distances, and at the end.
const MAX_THINNED: u64 = 1024;
const MAX_LAST: usize = 32;

/// The state of a path, and the positions that are kept: bounded in size.
#[derive(Debug, Clone)]
pub(super) struct Path {
    plan: Plan,
    is_diverged: bool,
    /// Steps done.
    step: u64,
    theta: Theta,
    /// θ at the steps 0, `stride`, 2 `stride` …
    thinned: Vec<Theta>,
    /// A power of two.
    stride: u64,
    /// θ at the last steps, the present one included.
    last: VecDeque<Theta>,
    /// The largest distance from the optimum so far, along either axis.
    farthest: Theta,
    subsets: Subsets,
}

impl Path {
    /// At its start.
    pub fn new(plan: Plan, rows: usize, seed: u64, bowl: &Bowl) -> Self {
        let theta = plan.start;
        Self {
            plan,
            is_diverged: false,
            step: 0,
            theta,
            thinned: vec![theta],
            stride: 1,
            last: VecDeque::from([theta]),
            farthest: distance(theta, bowl.optimum),
            subsets: Subsets::new(rows, plan.batch, seed),
        }
    }

    pub fn is_diverged(&self) -> bool {
        self.is_diverged
    }

    /// Steps done.
    pub fn step(&self) -> u64 {
        self.step
    }

    pub fn theta(&self) -> Theta {
        self.theta
    }

    /// The largest distance from the optimum so far, along either axis.
    pub fn farthest(&self) -> Theta {
        self.farthest
    }

    /// The indexes of the points that the next step looks at, rising.
    pub fn batch(&self) -> Vec<usize> {
        self.subsets.clone().draw(self.step).to_vec()
    }

    /// Makes a step, unless it would diverge.
    #[inline(never)]
    pub fn advance(&mut self, points: &[Point], bowl: &Bowl) {
        let slopes = gradient(points, self.subsets.draw(self.step), self.theta);
        let next = moved(self.theta, self.plan.eta, slopes);
        let limit = GROWTH * bowl.cost(self.plan.start).max(1.0);
        // NaN counts as diverged, too.
        self.is_diverged = !(..=limit).contains(&bowl.cost(next));
        if !self.is_diverged {
            (self.step, self.theta) = (self.step + 1, next);
            self.record(bowl);
        }
    }

    fn record(&mut self, bowl: &Bowl) {
        let [across, up] = distance(self.theta, bowl.optimum);
        self.farthest = [self.farthest[0].max(across), self.farthest[1].max(up)];
        if self.step / self.stride > MAX_THINNED {
            self.stride *= 2;
            let mut number = 0;
            self.thinned.retain(|_| {
                number += 1;
                number % 2 == 1
            });
        }
        if self.step.is_multiple_of(self.stride) {
            self.thinned.push(self.theta);
        }
        if self.last.len() == MAX_LAST {
            self.last.pop_front();
        }
        self.last.push_back(self.theta);
    }

    /// Step and θ of the positions that are kept: the start, steps at equal distances, and each of the last ones.
    pub fn kept(&self) -> impl Iterator<Item = (u64, Theta)> {
        let first = self.step + 1 - self.last.len() as u64;
        let thinned = self.thinned.iter().zip(0..).map(|(theta, at)| (at * self.stride, *theta));
        let last = self.last.iter().zip(first..).map(|(theta, step)| (step, *theta));
        thinned.take_while(move |(step, _)| *step < first).chain(last)
    }

    pub fn status(&self, bowl: &Bowl) -> Status {
        let at_start = bowl.cost(self.plan.start) + bowl.level;
        match self.is_diverged {
            true => Status::Diverged,
            false if bowl.excess(self.theta) <= LEFT * at_start => Status::Converged,
            false => Status::Running,
        }
    }
}

fn distance(from: Theta, to: Theta) -> Theta {
    [(from[0] - to[0]).abs(), (from[1] - to[1]).abs()]
}

/// θ − η ∇J.
pub(super) fn moved([theta0, theta1]: Theta, eta: f64, [slope0, slope1]: Theta) -> Theta {
    [theta0 - eta * slope0, theta1 - eta * slope1]
}

/// The subset I of the points for each step. It depends on the seed and on the step alone, not on the steps before.
#[derive(Debug, Clone)]
struct Subsets {
    rows: usize,
    size: usize,
    seed: u64,
    /// A bit for each point: those that are in, or those that are out, whichever are fewer.
    few: Vec<u64>,
    /// Those that are in, rising.
    indexes: Vec<usize>,
}

impl Subsets {
    /// Of `rows` points, `size` for each step; all of them where there are no more, or where no size is given.
    fn new(rows: usize, size: Option<usize>, seed: u64) -> Self {
        let size = size.unwrap_or(rows).min(rows);
        Self { rows, size, seed, few: vec![0; rows.div_ceil(64)], indexes: (0..size).collect() }
    }

    /// The indexes for a step, rising.
    fn draw(&mut self, step: u64) -> &[usize] {
        let Self { rows, size, seed, few, indexes } = self;
        if size == rows {
            return indexes;
        }
        // None is drawn twice, and every subset is equally likely (Floyd's algorithm: Bentley & Floyd, 1987).
        let count = (*size).min(*rows - *size);
        let mut rng = Rng::new(*seed, Stream::Shuffle(step));
        few.fill(0);
        for last in *rows - count..*rows {
            let lot = rng.below(last + 1);
            let index = if few[lot / 64] >> (lot % 64) & 1 == 1 { last } else { lot };
            few[index / 64] |= 1 << (index % 64);
        }
        let is_out = count != *size;
        indexes.clear();
        for (word, bits) in few.iter().enumerate() {
            let mut bits = if is_out { !bits } else { *bits };
            while bits != 0 {
                indexes.push(64 * word + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
        indexes.truncate(*size); // beyond the last point, too, nothing is out
        indexes
    }
}
