//! One optimizer on its way.

use super::{
    Objective,
    slots::{State, pair},
    trail::{Trail, distance},
};
use crate::{labs::geometry::Window, nn::Optimizer};
use serde::Serialize;

/// The status of a racer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersStatus"))]
pub enum Status {
    /// On its way.
    Running,
    /// It is at a minimum, and slow; it stays there.
    Arrived,
    /// It stopped before an update whose result would not be finite, or far outside the surface's own window.
    Diverged,
}

/// What counts as being at a minimum: this part of the width of the surface's own window away, or less, ...
const NEAR: f64 = 0.002;
/// ... and with steps of this part of it.
const SLOW: f64 = 0.0002;
/// The distance from that window, in its widths, at which a racer counts as diverged.
const LOST: f64 = 1000.0;

/// Where a racer is, with the state of its optimizer, and its path so far.
#[derive(Debug, Clone)]
pub(super) struct Racer {
    /// `[θ | slot 1 | …]`, two numbers each.
    state: Vec<f32>,
    /// The state after the next update.
    next: Vec<f32>,
    /// ∇J here, as the optimizer gets it …
    gradient: [f32; 2],
    /// … and as it takes it: clipped, where it clips.
    clipped: [f32; 2],
    /// J here.
    pub height: f64,
    /// Updates so far.
    pub step: u64,
    pub status: Status,
    pub trail: Trail,
}

impl Racer {
    /// At the start. Its trail is thinned to what is visible in this window.
    pub(super) fn new(optimizer: &Optimizer, objective: &Objective, start: [f64; 2], window: Window) -> Self {
        let state = optimizer.fresh_state(&start.map(|at| at as f32));
        let start = pair(&state, 0);
        let height = objective.height(start);
        let mut racer = Self {
            next: state.clone(),
            state,
            gradient: [0.0; 2],
            clipped: [0.0; 2],
            height,
            step: 0,
            status: Status::Running,
            trail: Trail::new(window, start, height),
        };
        racer.look_ahead(optimizer, objective);
        racer
    }

    /// Where it is.
    pub(super) fn theta(&self) -> [f64; 2] {
        pair(&self.state, 0)
    }

    /// ∇J where it is, as the optimizer gets it.
    pub(super) fn gradient(&self) -> [f64; 2] {
        self.gradient.map(f64::from)
    }

    /// The same after the optimizer has clipped it.
    pub(super) fn clipped(&self) -> [f64; 2] {
        self.clipped.map(f64::from)
    }

    /// Its state.
    pub(super) fn state<'a>(&'a self, optimizer: &'a Optimizer) -> State<'a> {
        State::new(optimizer, &self.state)
    }

    /// Its state after the next update.
    pub(super) fn next<'a>(&'a self, optimizer: &'a Optimizer) -> State<'a> {
        State::new(optimizer, &self.next)
    }

    /// Measures J and ∇J here, and fills `next` with what the next update would do.
    fn look_ahead(&mut self, optimizer: &Optimizer, objective: &Objective) {
        let (height, gradient) = objective.height_and_gradient(self.theta());
        self.height = height;
        self.gradient = gradient.map(|slope| slope as f32);
        // Both variables are one in Keras, as a kernel is.
        self.clipped = self.gradient;
        optimizer.clip(&mut self.clipped, std::iter::once(0..2));
        self.next.copy_from_slice(&self.state);
        let learning_rate = optimizer.learning_rate_at(self.step) as f32;
        optimizer.update(self.step + 1, learning_rate, &self.clipped, &mut self.next);
    }

    /// Tries to make the next update. Returns whether it was running.
    pub(super) fn advance(&mut self, optimizer: &Optimizer, objective: &Objective, minima: &[[f64; 2]]) -> bool {
        if self.status != Status::Running {
            return false;
        }
        let [x, y] = objective.window();
        let width = (x[1] - x[0]).max(y[1] - y[0]);
        let (here, there) = (self.theta(), pair(&self.next, 0));
        let is_finite = self.next.iter().all(|value| value.is_finite());
        let is_lost =
            [x, y].iter().zip(there).any(|([low, high], at)| at < low - LOST * width || at > high + LOST * width);
        if !is_finite || is_lost {
            self.status = Status::Diverged;
            return true;
        }
        std::mem::swap(&mut self.state, &mut self.next);
        self.step += 1;
        self.look_ahead(optimizer, objective);
        self.trail.push(self.step, there, self.height);
        let is_near = minima.iter().any(|minimum| distance(*minimum, there) <= NEAR * width);
        if is_near && distance(here, there) <= SLOW * width {
            self.status = Status::Arrived;
        }
        true
    }
}
