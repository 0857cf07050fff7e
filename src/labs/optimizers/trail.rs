//! The path of a racer, thinned to what can be seen of it.

use crate::labs::geometry::Window;
use serde::Serialize;

/// The most points that are kept, whatever the number of steps.
const MAX_POINTS: usize = 1024;

/// Points of a path in the order of the steps.
#[derive(Debug, Clone)]
pub(super) struct Trail {
    points: Vec<Point>,
    /// Points that are nearer than this to the last one are not drawn.
    least: f64,
    /// Of the others, one in so many is kept: always an odd number, so that zigzags stay zigzags.
    stride: usize,
    passed: usize,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    step: u64,
    at: [f64; 2],
    height: f64,
}

/// The points of a path that are drawn: lists of equal length, `[points]`, the present place last.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersPath"))]
pub struct Path {
    /// θ₁ at each point.
    pub x: Vec<f64>,
    /// θ₂ at each point.
    pub y: Vec<f64>,
    /// The updates that had been made there.
    pub step: Vec<u64>,
    /// J there.
    pub height: Vec<f64>,
}

impl Trail {
    /// A path that begins here. Of its points those are kept that can be told apart in this window.
    pub(super) fn new([x, y]: Window, start: [f64; 2], height: f64) -> Self {
        let least = (x[1] - x[0]).max(y[1] - y[0]) / 1000.0;
        Self { points: vec![Point { step: 0, at: start, height }], least, stride: 1, passed: 0 }
    }

    pub(super) fn push(&mut self, step: u64, at: [f64; 2], height: f64) {
        if self.points.last().is_some_and(|last| distance(last.at, at) < self.least) {
            return;
        }
        self.passed += 1;
        if self.passed.is_multiple_of(self.stride) {
            self.points.push(Point { step, at, height });
        }
        if self.points.len() > MAX_POINTS {
            let mut index = 0;
            self.points.retain(|_| {
                index += 1;
                index % 3 == 1
            });
            self.stride *= 3;
            self.passed = 0;
        }
    }

    /// What is drawn where `step` updates have led to this place, of this height.
    pub(super) fn path(&self, step: u64, at: [f64; 2], height: f64) -> Path {
        let now = self.points.last().is_none_or(|last| last.step != step).then_some(Point { step, at, height });
        let mut path = Path::default();
        for Point { step, at, height } in self.points.iter().copied().chain(now) {
            path.x.push(at[0]);
            path.y.push(at[1]);
            path.step.push(step);
            path.height.push(height);
        }
        path
    }
}

/// How far two places lie apart.
pub(super) fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    (x * x + y * y).sqrt()
}
