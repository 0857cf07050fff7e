//! An open lab: a run that is kept between calls, advances in slices, and can go back.

use super::{Answered, Lab};
use crate::plot::contour::Contours;
use serde::{Serialize, Serializer};
use value::{Fields, NumberSetting, Result, Value};

/// The most copies of a run that are kept for going back.
const MAX_COPIES: usize = 32;

/// The progress of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Progress {
    /// The step that it has reached.
    pub step: u64,
    /// The step of the settings.
    pub target: u64,
    /// Whether nothing is left to do: it is there, or it has ended before, and all that is told of later steps is known.
    pub done: bool,
}

/// The step that settings ask for, if they are the same as those before but for it. They need not be read again then: with a
/// long list of points that would cost more than a step.
fn other_step(before: &Value, after: &Value, counter: &NumberSetting) -> Result<Option<u64>> {
    let (Value::Map(old), Value::Map(new)) = (before, after) else { return Ok(None) };
    let is_same = |((key, before), (other, after)): (&(String, Value), &(String, Value))| {
        key == other && (before == after || key == counter.name)
    };
    if old.len() != new.len() || !old.iter().zip(new).all(is_same) {
        return Ok(None);
    }
    Ok(Some(Fields::new("", after)?.setting(counter)? as u64))
}

/// A lab with its settings and its run.
///
/// For a later step the run continues. For an earlier one it goes back to the nearest of its copies, which are equally spaced; the
/// spacing doubles when there are too many.
pub struct Open<L: Lab> {
    /// The settings as they were written …
    written: Value,
    /// … and as they were read.
    settings: L::Settings,
    run: L::Run,
    has_ended: bool,
    /// At steps 0, `spacing`, 2 `spacing` …, as far as the run has been.
    copies: Vec<L::Run>,
    spacing: u64,
    steps_computed: u64,
}

impl<L: Lab> Open<L> {
    /// With the lab's default settings.
    ///
    /// # Errors
    /// None, for a lab whose defaults are legal.
    pub fn new() -> Result<Self> {
        let written = Value::Map(Vec::new());
        let settings = L::parse(&written)?;
        Self::with(written, settings)
    }

    fn with(written: Value, settings: L::Settings) -> Result<Self> {
        let run = L::start(&settings)?;
        Ok(Self { copies: vec![run.clone()], written, settings, run, has_ended: false, spacing: 1, steps_computed: 0 })
    }

    /// Checks settings, and changes nothing.
    ///
    /// # Errors
    /// As for [`set`](Self::set).
    pub fn check(&self, settings: &Value) -> Result<()> {
        let settings = L::parse(settings)?;
        if L::continues(&self.settings, &settings) { Ok(()) } else { L::check(&settings) }
    }

    /// Replaces all settings; missing ones are at their default. The run is kept if possible, and does not continue until
    /// [`advance`](Self::advance) is called.
    ///
    /// # Errors
    /// As for [`Lab::parse`] and [`Lab::start`]; nothing has changed then.
    pub fn set(&mut self, written: &Value) -> Result<Progress> {
        match other_step(&self.written, written, &L::COUNTER)? {
            Some(step) => {
                L::set_target(&mut self.settings, step);
                self.written = written.clone();
            }
            None => {
                let settings = L::parse(written)?;
                if !L::continues(&self.settings, &settings) {
                    let steps_computed = self.steps_computed;
                    *self = Self { steps_computed, ..Self::with(written.clone(), settings)? };
                    return Ok(self.progress());
                }
                (self.written, self.settings) = (written.clone(), settings);
            }
        }
        self.go_back();
        Ok(self.progress())
    }

    /// Back to the last copy before the target, if the run is behind it.
    fn go_back(&mut self) {
        let target = L::target(&self.settings);
        if L::position(&self.run) <= target {
            return;
        }
        if let Some(copy) = self.copies.iter().rev().find(|copy| L::position(copy) <= target) {
            self.run = copy.clone();
            self.has_ended = false;
        }
    }

    /// Goes on towards the target, by `steps` steps at most; those that are not needed for it look ahead.
    pub fn advance(&mut self, steps: u64) -> Progress {
        for _ in 0..steps {
            if self.is_there() {
                if L::look_ahead(&self.settings, &mut self.run) { continue } else { break }
            }
            if L::advance(&self.settings, &mut self.run) {
                self.steps_computed += 1;
                self.keep_copy();
            } else {
                self.has_ended = true;
            }
        }
        self.progress()
    }

    fn keep_copy(&mut self) {
        if L::position(&self.run) < self.copies.len() as u64 * self.spacing {
            return;
        }
        if self.copies.len() == MAX_COPIES {
            let mut number = 0;
            self.copies.retain(|_| {
                number += 1;
                number % 2 == 1
            });
            self.spacing *= 2;
        }
        self.copies.push(self.run.clone());
    }

    /// Whether the run goes no further.
    fn is_there(&self) -> bool {
        self.has_ended || L::position(&self.run) >= L::target(&self.settings)
    }

    /// The progress of the run.
    pub fn progress(&self) -> Progress {
        let (step, target) = (L::position(&self.run), L::target(&self.settings));
        Progress { step, target, done: self.is_there() && L::is_foreseen(&self.run) }
    }

    /// The output at the present step of the run.
    pub fn show(&self) -> L::Shown {
        L::show(&self.settings, &self.run)
    }

    /// The surface under the lab's paths, if it has one.
    pub fn contours(&self) -> Option<Contours> {
        L::contours(&self.settings, &self.run)
    }

    /// Answers a question about the present step of the run.
    ///
    /// # Errors
    /// What is wrong with the question; within, whatever the serializer refuses.
    pub fn answer<S: Serializer>(&self, question: &Value, serializer: S) -> Answered<S> {
        L::answer(&self.settings, &self.run, question, serializer)
    }

    /// Steps computed since it was opened, those after going back included.
    pub fn steps_computed(&self) -> u64 {
        self.steps_computed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts, from `start`, to `end` at most.
    struct Counter;

    struct Settings {
        start: u64,
        end: u64,
        step: u64,
    }

    #[derive(Clone)]
    struct Run {
        step: u64,
        count: u64,
    }

    impl Lab for Counter {
        const NAME: &'static str = "counter";
        const COUNTER: NumberSetting = NumberSetting::whole("step", 0, 100_000, 0);
        type Settings = Settings;
        type Run = Run;
        type Shown = u64;

        fn limits() -> Value {
            Value::Map(Vec::new())
        }

        fn parse(value: &Value) -> Result<Settings> {
            let mut fields = Fields::new("", value)?;
            let mut whole = |name, standard| Ok(fields.whole(name, 0, 100_000)?.unwrap_or(standard));
            let settings = Settings { start: whole("start", 0)?, end: whole("end", 100_000)?, step: whole("step", 0)? };
            fields.finish()?;
            Ok(settings)
        }

        fn start(settings: &Settings) -> Result<Run> {
            Ok(Run { step: 0, count: settings.start })
        }

        fn continues(before: &Settings, after: &Settings) -> bool {
            (before.start, before.end) == (after.start, after.end)
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
            if run.step == settings.end {
                return false;
            }
            *run = Run { step: run.step + 1, count: run.count + 1 };
            true
        }

        fn show(_: &Settings, run: &Run) -> u64 {
            run.count
        }
    }

    fn settings(fields: &[(&str, f64)]) -> Value {
        Value::object(fields.iter().map(|(name, number)| (*name, Value::Number(*number))).collect())
    }

    fn reach(lab: &mut Open<Counter>, fields: &[(&str, f64)]) -> u64 {
        lab.set(&settings(fields)).unwrap();
        assert!(lab.advance(u64::MAX).done);
        lab.show()
    }

    #[test]
    fn one_step_more_costs_one_step() {
        let mut lab = Open::<Counter>::new().unwrap();
        for step in [50_000u32, 50_001, 99_999, 100_000] {
            assert_eq!(reach(&mut lab, &[("step", f64::from(step))]), u64::from(step));
            assert_eq!(lab.steps_computed(), u64::from(step));
        }
    }

    #[test]
    fn back_costs_a_part_of_the_way() {
        let mut lab = Open::<Counter>::new().unwrap();
        reach(&mut lab, &[("step", 100_000.0)]);
        assert!(lab.copies.len() <= MAX_COPIES);
        for step in (0..100_000).step_by(997) {
            let before = lab.steps_computed();
            assert_eq!(reach(&mut lab, &[("step", step.into())]), step as u64);
            let cost = lab.steps_computed() - before;
            assert!(cost <= 100_000 / (MAX_COPIES as u64 / 2), "back to {step} cost {cost} steps");
        }
    }

    #[test]
    fn a_run_goes_on_in_slices() {
        let mut lab = Open::<Counter>::new().unwrap();
        assert_eq!(lab.set(&settings(&[("step", 10.0)])), Ok(Progress { step: 0, target: 10, done: false }));
        assert_eq!(lab.advance(4), Progress { step: 4, target: 10, done: false });
        assert_eq!(lab.show(), 4);
        assert_eq!(lab.advance(100), Progress { step: 10, target: 10, done: true });
    }

    #[test]
    fn an_ended_run_is_done_and_can_go_back() {
        let mut lab = Open::<Counter>::new().unwrap();
        assert_eq!(reach(&mut lab, &[("end", 20.0), ("step", 50.0)]), 20);
        assert_eq!(lab.progress(), Progress { step: 20, target: 50, done: true });
        assert_eq!(reach(&mut lab, &[("end", 20.0), ("step", 5.0)]), 5);
        assert_eq!(reach(&mut lab, &[("end", 20.0), ("step", 50.0)]), 20);
    }

    #[test]
    fn other_settings_start_again_and_wrong_ones_change_nothing() {
        let mut lab = Open::<Counter>::new().unwrap();
        assert_eq!(reach(&mut lab, &[("step", 7.0)]), 7);
        for wrong in [settings(&[("step", -1.0)]), settings(&[("stepp", 1.0)]), settings(&[("step", 100_001.0)])] {
            assert_eq!(lab.check(&wrong), lab.set(&wrong).map(drop));
            assert!(lab.check(&wrong).is_err());
        }
        assert_eq!(lab.show(), 7);
        // Nothing is the default.
        assert_eq!(lab.set(&Value::object(vec![("step", Value::Null)])).map(|progress| progress.target), Ok(0));
        assert_eq!(reach(&mut lab, &[("step", 7.0)]), 7);
        assert_eq!(reach(&mut lab, &[("start", 3.0), ("step", 7.0)]), 10);
    }
}
