//! The results of the steps: counted while they run, printed as a table at the end.

use crate::count::{Count, Counter};
use crate::{Result, say};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

struct Row {
    name: &'static str,
    count: Count,
    seconds: f64,
    /// Why it failed, if its own output does not say, or why it was not run.
    problem: Option<String>,
    skipped: bool,
}

/// The results so far.
#[derive(Default)]
pub struct Report(Vec<Row>);

impl Report {
    /// A step that either passes or fails.
    pub fn check(&mut self, name: &'static str, run: impl FnOnce() -> Result<()>) {
        self.step(name, || match run() {
            Ok(()) => (Count { passed: 1, failed: 0 }, None),
            Err(sentence) => (Count { passed: 0, failed: 1 }, Some(sentence)),
        });
    }

    /// A step that counts its tests itself.
    pub fn tests(&mut self, name: &'static str, command: impl FnOnce() -> Result<Command>) {
        self.step(name, || match command().and_then(|command| counted(command, &mut std::io::stdout())) {
            Ok((count, success)) => judge(count, success),
            Err(sentence) => (Count { passed: 0, failed: 1 }, Some(sentence)),
        });
    }

    fn step(&mut self, name: &'static str, run: impl FnOnce() -> (Count, Option<String>)) {
        say(format!("\n=== {name}"));
        let start = Instant::now();
        let (count, problem) = run();
        if let Some(sentence) = &problem {
            say(format!("error: {sentence}"));
        }
        self.0.push(Row { name, count, seconds: start.elapsed().as_secs_f64(), problem, skipped: false });
    }

    /// A step that cannot be run here.
    pub fn skip(&mut self, name: &'static str, why: String) {
        say(format!("\n=== {name}\nskipped: {why}"));
        self.0.push(Row { name, count: Count::default(), seconds: 0.0, problem: Some(why), skipped: true });
    }

    /// Whether a step was run and failed.
    pub fn has_failed(&self, name: &str) -> bool {
        self.0.iter().any(|row| row.name == name && row.count.failed > 0)
    }

    pub fn total(&self) -> Count {
        let mut total = Count::default();
        self.0.iter().for_each(|step| total += step.count);
        total
    }

    /// The table of steps, and the line that sums it up.
    pub fn print(&self) {
        say(format!("\n{:<18} {:<7} {:>7} {:>7} {:>8}", "step", "result", "passed", "failed", "seconds"));
        for Row { name, count: Count { passed, failed }, seconds, problem, skipped } in &self.0 {
            let result = match (skipped, failed) {
                (true, _) => "skipped",
                (_, 0) => "ok",
                _ => "FAILED",
            };
            say(format!("{name:<18} {result:<7} {passed:>7} {failed:>7} {seconds:>8.1}"));
            if let Some(sentence) = problem {
                say(format!("    {sentence}"));
            }
        }
        let Count { passed, failed } = self.total();
        let skipped = self.0.iter().filter(|step| step.skipped).count();
        let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
        say(format!("\n{passed} passed, {failed} failed{skipped}"));
    }
}

/// The result from a runner's count and exit code.
fn judge(count: Count, success: bool) -> (Count, Option<String>) {
    match (count, success) {
        (Count { failed: 0, .. }, false) => {
            (Count { failed: 1, ..count }, Some("the run failed without a failed test: see above why.".into()))
        }
        (Count { passed: 0, failed: 0 }, true) => {
            (Count { failed: 1, ..count }, Some("no test was run: a step without tests proves nothing.".into()))
        }
        _ => (count, None),
    }
}

/// Runs a test runner, lets its output through line by line and counts along.
fn counted(mut command: Command, out: &mut impl Write) -> Result<(Count, bool)> {
    let sentence = |e| format!("cannot run the tests: {e}.");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(sentence)?;
    let mut counter = Counter::default();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(sentence)? > 0 {
            let _ = out.write_all(&line).and_then(|()| out.flush());
            counter.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().map_err(sentence)?;
    Ok((counter.total(), status.success()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_judged_by_count_and_exit_code() {
        let judged = |passed, failed, success| judge(Count { passed, failed }, success).0;
        assert_eq!(judged(3, 0, true), Count { passed: 3, failed: 0 });
        assert_eq!(judged(3, 2, false), Count { passed: 3, failed: 2 });
        assert_eq!(judged(3, 0, false), Count { passed: 3, failed: 1 }, "crashed after three tests");
        assert_eq!(judged(0, 0, false), Count { passed: 0, failed: 1 }, "did not compile");
        assert_eq!(judged(0, 0, true), Count { passed: 0, failed: 1 }, "ran nothing");
    }

    #[test]
    fn every_step_runs_and_is_summed_up() {
        let mut report = Report::default();
        report.check("fails", || Err("for a reason.".into()));
        report.check("passes", || Ok(()));
        report.tests("cannot start", || Err("no tool.".into()));
        report.skip("cannot be had", "no Python.".into());
        assert_eq!(report.total(), Count { passed: 1, failed: 2 });
        assert!(report.0[3].skipped && !report.0[2].skipped);
        assert_eq!(report.0[0].problem.as_deref(), Some("for a reason."));
        assert!(report.has_failed("fails") && report.has_failed("cannot start"));
        assert!(!report.has_failed("passes") && !report.has_failed("cannot be had") && !report.has_failed("unknown"));
    }

    #[test]
    fn a_runner_is_counted_while_it_prints() {
        let mut node = Command::new("node");
        node.args(["-e", "console.log('test result: ok. 2 passed; 1 failed; 0 ignored'); process.exitCode = 101"]);
        let mut out = Vec::new();
        assert_eq!(counted(node, &mut out), Ok((Count { passed: 2, failed: 1 }, false)));
        assert_eq!(out, b"test result: ok. 2 passed; 1 failed; 0 ignored\n");
        assert!(counted(Command::new("no-such-program-anywhere"), &mut out).unwrap_err().starts_with("cannot run"));
    }
}
