//! The ranking of a race.

use super::racer::Status;
use serde::Serialize;
use std::cmp::Ordering;

/// The rule by which a race is ranked. Under both, racers that diverged are last and share one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "OptimizersRanking"))]
pub enum Ranking {
    /// By arrival: fewer steps to a minimum are better. Racers that are still running come after those that have arrived, by
    /// their J at the step shown. For surfaces whose minima are known.
    Arrival,
    /// By J at the step shown, for surfaces whose minima are unknown.
    Height,
}

impl Ranking {
    /// The rule for a surface with these known minima.
    pub fn of(minima: &[[f64; 2]]) -> Self {
        if minima.is_empty() { Self::Height } else { Self::Arrival }
    }

    /// The place of each racer, 1 for the first; racers that are level share a place, and the next ones come after all of them.
    pub fn places(self, standings: &[Standing]) -> Vec<usize> {
        let ahead = |one: &Standing, other: &Standing| self.compare(one, other) == Ordering::Less;
        standings.iter().map(|one| 1 + standings.iter().filter(|other| ahead(other, one)).count()).collect()
    }

    fn compare(self, one: &Standing, other: &Standing) -> Ordering {
        let group = |standing: &Standing| match (standing.status, self) {
            (Status::Arrived, Self::Arrival) => 0,
            (Status::Arrived | Status::Running, _) => 1,
            (Status::Diverged, _) => 2,
        };
        // NaN, whose sign differs from machine to machine, is the highest.
        let height = |standing: &Standing| if standing.height.is_nan() { f64::INFINITY } else { standing.height };
        group(one).cmp(&group(other)).then_with(|| match group(one) {
            0 => one.step.cmp(&other.step),
            1 => height(one).total_cmp(&height(other)),
            _ => Ordering::Equal,
        })
    }
}

/// What decides about a racer's place.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Its status.
    pub status: Status,
    /// Updates that it has made: those that it took to arrive, where it has.
    pub step: u64,
    /// J where it is.
    pub height: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_both_rules() {
        use Status::{Arrived, Diverged, Running};
        let race = [
            (Arrived, 297, 1e-9),
            (Running, 500, 0.3),
            (Diverged, 3, 0.0),
            (Arrived, 103, 1e-7),
            (Running, 500, 0.2),
            (Arrived, 103, 1e-8),
            (Diverged, 90, 5.0),
        ];
        let race = race.map(|(status, step, height)| Standing { status, step, height });
        assert_eq!(Ranking::Arrival.places(&race), [3, 5, 6, 1, 4, 1, 6]);
        assert_eq!(Ranking::Height.places(&race), [1, 5, 6, 3, 4, 2, 6]);
        assert_eq!(Ranking::of(&[]), Ranking::Height);
        assert_eq!(Ranking::of(&[[0.0, 0.0]]), Ranking::Arrival);
    }
}
