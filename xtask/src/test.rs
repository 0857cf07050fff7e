//! Everything that can be checked, in one run. Every step runs, whatever became of the ones before it.

use crate::config::Project;
use crate::count::{Count, Counter};
use crate::tools::{Tools, finish, with};
use crate::{Result, browser, build, keras, opcodes, packages, say, serve, size};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs all steps. Returns whether everything passed.
pub fn run(project: &Project, tools: &Tools) -> Result<bool> {
    // What is missing fails the steps that need it, not the others.
    let components = report(tools.ensure_components());
    let wasm = report(tools.ensure_wasm(project));
    let browsers = browser::ensure(project, tools);
    let (chromium, firefox) = (report(browsers.chromium), report(browsers.firefox));
    let cargo = |arguments: &[&str]| Ok(with(tools.command("cargo")?, arguments));
    let after = |needed: &Result<()>, step: &dyn Fn() -> Result<Command>| needed.clone().and_then(|()| step());

    let mut steps = Steps::default();
    steps.check("rustfmt", || run_quietly(after(&components, &|| cargo(&["fmt", "--all", "--check"])), "cargo fmt"));
    steps.check("clippy", || run_quietly(after(&components, &|| cargo(&CLIPPY)), "cargo clippy"));
    let on_wasm = || components.clone().and_then(|()| after(&wasm, &|| cargo(&CLIPPY_WASM)));
    steps.check("clippy, wasm", || run_quietly(on_wasm(), "cargo clippy"));
    // Without stopping at the first failure; documentation examples are a step of their own.
    steps.tests("native tests", || cargo(&["test", "--workspace", "--tests", "--no-fail-fast"]));
    steps.tests("doc tests", || cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]));
    // The release is what everybody gets, and a compiler may take more liberties in it.
    steps.tests("same bits, release", || cargo(&["test", "--release", "--test", "bits"]));
    let wasm_pack = |arguments: &[&str]| after(&wasm, &|| Ok(with(tools.command("wasm-pack")?, arguments)));
    steps.tests("same bits, Node", || wasm_pack(&["test", "--node", "--", "--test", "bits"]));
    steps.tests("browser tests, Chromium", || {
        chromium.clone().and_then(|_| wasm_pack(&["test", "--headless", "--chrome"]))
    });
    steps.tests("browser tests, Firefox", || {
        firefox.clone().and_then(|()| wasm_pack(&["test", "--headless", "--firefox"]))
    });
    let mut built = Ok(());
    steps.check("packages", || {
        built = wasm.clone().and_then(|()| build::packages(project, tools));
        built.clone()
    });
    let package = built.map_err(|_| "there is no package to look at, because it could not be built.".to_string());
    steps.check("size of module", || package.clone().and_then(|()| size::wasm(project, tools)));
    steps.check("size with lessons", || package.clone().and_then(|()| size::lessons(project, tools)));
    steps.check("SIMD of module", || package.clone().and_then(|()| opcodes::check(project, tools)));
    steps.check("size of page", || package.clone().and_then(|()| size::page(project, tools)));
    steps.tests("page tests", || {
        package.clone()?;
        page_tests(project, tools, chromium.clone()?.into_os_string())
    });
    // The only step that may be left out: Keras is no tool of ours, and not every Python can have it.
    match report(keras::ensure(project, tools)) {
        Ok(python) => steps.tests("scripts in Keras", || keras::scripts(project, tools, &python)),
        Err(sentence) => steps.skip("scripts in Keras", format!("Keras cannot be had on this machine: {sentence}")),
    }
    steps.print();
    Ok(steps.total().failed == 0)
}

const CLIPPY: [&str; 6] = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
const CLIPPY_WASM: [&str; 8] = [
    "clippy",
    "--target=wasm32-unknown-unknown",
    "--package=nn-playground",
    "--lib",
    "--tests",
    "--",
    "-D",
    "warnings",
];

/// Says at once what is missing, rather than only when a step fails for it.
fn report<T>(found: Result<T>) -> Result<T> {
    if let Err(sentence) = &found {
        say(format!("error: {sentence}"));
    }
    found
}

fn run_quietly(command: Result<Command>, what: &str) -> Result<()> {
    finish(command?, what)
}

/// The tests of the page: node's runner, a browser, and the same server as in `cargo xtask serve`.
fn page_tests(project: &Project, tools: &Tools, chromium: OsString) -> Result<Command> {
    let folder = project.root.join("tests/page");
    let listed = fs::read_dir(&folder).map_err(|e| format!("cannot list tests/page: {e}."))?;
    let mut files: Vec<OsString> = listed.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    files.retain(|name| name.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        return Err("there is no tests/page/*.test.mjs: the page has no tests.".into());
    }
    packages::install(project, tools, "tests/page", "the page tests")?;
    let address = serve::start(project.www(), 0)?;
    let mut node = tools.command("node")?;
    // The reporter is named because node chooses another one when its output is not a terminal.
    node.current_dir(&folder).args(["--test", "--test-reporter=spec"]).args(files);
    node.env("CHROMIUM", chromium).env("PAGE_URL", format!("http://{address}/"));
    Ok(node)
}

struct Step {
    name: &'static str,
    count: Count,
    seconds: f64,
    /// Why it failed, if its own output does not say, or why it was not run.
    problem: Option<String>,
    skipped: bool,
}

#[derive(Default)]
struct Steps(Vec<Step>);

impl Steps {
    /// A step that either passes or fails.
    fn check(&mut self, name: &'static str, run: impl FnOnce() -> Result<()>) {
        self.step(name, || match run() {
            Ok(()) => (Count { passed: 1, failed: 0 }, None),
            Err(sentence) => (Count { passed: 0, failed: 1 }, Some(sentence)),
        });
    }

    /// A step that counts its tests itself.
    fn tests(&mut self, name: &'static str, command: impl FnOnce() -> Result<Command>) {
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
        self.0.push(Step { name, count, seconds: start.elapsed().as_secs_f64(), problem, skipped: false });
    }

    /// A step that cannot be run here.
    fn skip(&mut self, name: &'static str, why: String) {
        say(format!("\n=== {name}\nskipped: {why}"));
        self.0.push(Step { name, count: Count::default(), seconds: 0.0, problem: Some(why), skipped: true });
    }

    fn total(&self) -> Count {
        let mut total = Count::default();
        self.0.iter().for_each(|step| total += step.count);
        total
    }

    /// The table of steps, and the line that sums it up.
    fn print(&self) {
        say(format!("\n{:<24} {:<7} {:>7} {:>7} {:>8}", "step", "result", "passed", "failed", "seconds"));
        for Step { name, count: Count { passed, failed }, seconds, problem, skipped } in &self.0 {
            let result = match (skipped, failed) {
                (true, _) => "skipped",
                (_, 0) => "ok",
                _ => "FAILED",
            };
            say(format!("{name:<24} {result:<7} {passed:>7} {failed:>7} {seconds:>8.1}"));
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

/// What a runner's count and its exit code say together.
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
        let mut steps = Steps::default();
        steps.check("fails", || Err("for a reason.".into()));
        steps.check("passes", || Ok(()));
        steps.tests("cannot start", || Err("no tool.".into()));
        steps.skip("cannot be had", "no Python.".into());
        assert_eq!(steps.total(), Count { passed: 1, failed: 2 });
        assert!(steps.0[3].skipped && !steps.0[2].skipped);
        assert_eq!(steps.0[0].problem.as_deref(), Some("for a reason."));
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
