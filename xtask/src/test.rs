//! Everything that can be checked, in one run. Every step runs, whatever became of the ones before it.

use crate::config::Project;
use crate::keras::{self, Missing};
use crate::report::Report;
use crate::steps::{Machine, Need, Run, STEPS, Step};
use crate::tools::Tools;
use crate::{Result, browser, say};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What follows `cargo xtask test`.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// The steps to run; all, if none is named.
    pub names: Vec<String>,
    /// Only print the names.
    pub list: bool,
    /// Install Keras if it is not there.
    pub keras: bool,
}

/// Runs the steps. Returns whether everything passed.
pub fn run(project: &Project, tools: &Tools, options: &Options) -> Result<bool> {
    if options.list {
        say(list(STEPS));
        return Ok(true);
    }
    let steps = select(STEPS, &options.names)?;
    let (machine, missing) = prepare(project, tools, &steps, options);
    let mut report = Report::default();
    for step in steps {
        if let Some(Missing { why, optional }) = step.needs.iter().find_map(|need| missing.get(need)) {
            // Whoever names a step wants its result.
            if *optional && options.names.is_empty() {
                report.skip(step.name, why.clone());
            } else {
                report.check(step.name, || Err(why.clone()));
            }
        } else if let Some(other) = step.after.filter(|other| report.has_failed(other)) {
            report.check(step.name, || Err(format!("it looks at the result of the step {other}, which failed.")));
        } else {
            match step.run {
                Run::Check(run) => report.check(step.name, || run(&machine)),
                Run::Tests(run) => report.tests(step.name, || run(&machine)),
            }
        }
    }
    report.print();
    Ok(report.total().failed == 0)
}

/// Finds or installs what the steps need, and says at once what is missing. That fails the steps that need it, not the
/// others.
fn prepare<'a>(
    project: &'a Project,
    tools: &'a Tools,
    steps: &[&Step],
    options: &Options,
) -> (Machine<'a>, BTreeMap<Need, Missing>) {
    let needs: BTreeSet<Need> = steps.iter().flat_map(|step| step.needs).copied().collect();
    if let Err(sentence) = browser::install_missing(tools, &needs) {
        say(format!("error: {sentence}"));
    }
    let mut machine = Machine { project, tools, chromium: PathBuf::new(), python: PathBuf::new() };
    let mut missing = BTreeMap::new();
    for need in needs {
        let required = |why| Missing { why, optional: false };
        let met = match need {
            Need::Components => tools.ensure_components().map_err(required),
            Need::Target => tools.ensure_target().map_err(required),
            Need::WasmPack => tools.ensure_wasm().map_err(required),
            Need::Chromium => browser::chromium(tools).map(|path| machine.chromium = path).map_err(required),
            Need::Firefox => browser::firefox(tools).map_err(required),
            Need::WebKit => browser::webkit(tools),
            Need::Keras => keras::ensure(project, tools, options.keras).map(|python| machine.python = python),
        };
        if let Err(lacking) = met {
            say(format!("{}: {}", if lacking.optional { "note" } else { "error" }, lacking.why));
            missing.insert(need, lacking);
        }
    }
    (machine, missing)
}

/// The names of the steps and what they check.
fn list(steps: &[Step]) -> String {
    let line = |step: &Step| {
        let when = if step.only_when_named { " (only when it is named)" } else { "" };
        format!("{:<18} {}{when}", step.name, step.about)
    };
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The named steps and those that they need, in the order of the list; without names, all that do not have to be named.
fn select<'a>(steps: &'a [Step], names: &[String]) -> Result<Vec<&'a Step>> {
    let mut chosen: BTreeSet<&str> =
        steps.iter().filter(|step| names.is_empty() && !step.only_when_named).map(|step| step.name).collect();
    for name in names {
        let matched = matching(steps, name);
        if matched.is_empty() {
            let known = steps.iter().map(|step| step.name).collect::<Vec<_>>().join(", ");
            return Err(format!("there is no step `{name}`: the steps are {known}."));
        }
        chosen.extend(matched);
    }
    // Backwards, because what a step needs stands before it.
    for step in steps.iter().rev() {
        if chosen.contains(step.name) {
            chosen.extend(step.after);
        }
    }
    Ok(steps.iter().filter(|step| chosen.contains(step.name)).collect())
}

/// The step of this name; if there is none, all steps with these words in their names: `bits` is `bits-release` and
/// `bits-node`. Small and large letters are the same, so are hyphens, spaces and underscores, and a word may be shortened.
fn matching<'a>(steps: &'a [Step], name: &str) -> Vec<&'a str> {
    let wanted = name.to_lowercase().replace([' ', '_', ','], "-");
    let names = || steps.iter().map(|step| step.name);
    if let Some(exact) = names().find(|name| *name == wanted) {
        return vec![exact];
    }
    let wanted: Vec<&str> = wanted.split('-').filter(|word| !word.is_empty()).collect();
    let has = |name: &str| wanted.iter().all(|word| name.split('-').any(|part| part.starts_with(word)));
    names().filter(|name| !wanted.is_empty() && has(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        line.split_whitespace().map(String::from).collect()
    }

    fn selected(line: &str) -> Vec<&'static str> {
        select(STEPS, &names(line)).unwrap().into_iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_step_runs_by_its_name_or_words_of_it() {
        assert_eq!(selected("clippy"), ["clippy"], "although clippy-wasm begins like it");
        assert_eq!(selected("clippy-wasm"), ["clippy-wasm"]);
        assert_eq!(matching(STEPS, "Bits, Node"), ["bits-node"]);
        assert_eq!(matching(STEPS, "node_bits"), ["bits-node"]);
        assert_eq!(selected("bits"), ["bits-release", "bits-node"]);
        assert_eq!(selected("firefox"), ["browser-firefox"]);
        assert_eq!(selected("browser"), ["browser-chromium", "browser-firefox"]);
        assert_eq!(selected("licen"), ["licences"]);
        assert_eq!(selected("rustfmt native rustfmt"), ["rustfmt", "native"]);
        assert_eq!(selected("native rustfmt"), ["rustfmt", "native"], "in the order of the list");
    }

    #[test]
    fn a_step_brings_the_steps_that_it_needs() {
        assert_eq!(selected("page"), ["packages", "site", "page"]);
        assert_eq!(selected("webkit"), ["packages", "webkit"]);
        assert_eq!(selected("size"), ["packages", "module-size", "lessons-size", "table-size", "site", "page-size"]);
        let place = |name: &str| STEPS.iter().position(|step| step.name == name).unwrap();
        for step in STEPS {
            assert!(step.after.is_none_or(|other| place(other) < place(step.name)), "{} is too early", step.name);
        }
    }

    #[test]
    fn an_unknown_step_is_answered_with_the_names() {
        for wrong in ["pgae", "-", "page-bits"] {
            let error = select(STEPS, &names(wrong)).map(|steps| steps.len()).unwrap_err();
            assert!(
                error.starts_with(&format!("there is no step `{wrong}`: the steps are rustfmt, clippy, ")),
                "{error}"
            );
            assert!(error.ends_with(", keras."), "{error}");
        }
    }

    #[test]
    fn without_names_all_run_but_those_that_must_be_named() {
        assert_eq!(selected("").len(), STEPS.iter().filter(|step| !step.only_when_named).count());
        let step = |name, after, only_when_named| Step {
            name,
            about: "",
            needs: &[],
            after,
            only_when_named,
            run: Run::Check(|_| Ok(())),
        };
        let steps = [step("one", None, false), step("two", Some("one"), true), step("three", Some("two"), true)];
        let selected = |line| select(&steps, &names(line)).unwrap().into_iter().map(|s| s.name).collect::<Vec<_>>();
        assert_eq!(selected(""), ["one"]);
        assert_eq!(selected("two"), ["one", "two"]);
        assert_eq!(selected("three"), ["one", "two", "three"], "also what the needed ones need");
        assert_eq!(list(&steps).lines().filter(|line| line.ends_with("(only when it is named)")).count(), 2);
    }

    #[test]
    fn names_are_typed_without_quotes() {
        let plain = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(STEPS.iter().all(|step| plain(step.name) && !step.about.is_empty()));
        let different: BTreeSet<_> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(different.len(), STEPS.len());
    }
}
