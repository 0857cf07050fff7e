//! The benchmarks: the kernels and the labs natively, then the package and its peers side by side, in Node and in a browser, and the
//! page. What is measured and how is in `benches/README.md`.

use crate::config::Project;
use crate::steps::{self, Need};
use crate::tools::{Tools, finish, with};
use crate::{Result, browser, packages, say, site};

/// What is measured: the first by cargo, the others by `benches/run.mjs`.
pub const PARTS: [&str; 4] = [NATIVE, NODE, "chromium", "page"];
const NATIVE: &str = "native";
const NODE: &str = "node";

#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Few and short measurements.
    pub quick: bool,
    /// Some of [`PARTS`]; all if empty.
    pub parts: Vec<String>,
}

pub fn run(project: &Project, tools: &Tools, options: &Options) -> Result<()> {
    let (natively, elsewhere): (Vec<_>, Vec<_>) = options.parts.iter().partition(|part| *part == NATIVE);
    if !natively.is_empty() || elsewhere.is_empty() {
        native(tools, options.quick)?;
    }
    if !elsewhere.is_empty() || natively.is_empty() {
        scripts(project, tools, options.quick, &elsewhere)?;
    }
    Ok(())
}

fn native(tools: &Tools, quick: bool) -> Result<()> {
    // The benchmarks are named because the empty library beside them does not accept criterion's options.
    let mut kernels = vec!["bench", "--package", "benches", "--bench", "kernels", "--bench", "labs"];
    if quick {
        kernels.extend(["--", "--quick"]);
    }
    say(format!("benchmarks of the kernels and the labs: cargo {}", kernels.join(" ")));
    finish(with(tools.command("cargo")?, &kernels), "cargo bench")
}

fn scripts(project: &Project, tools: &Tools, quick: bool, parts: &[&String]) -> Result<()> {
    site::build(project, tools)?;
    packages::install(project, tools, "benches", "the benchmarks")?;
    let mut node = with(tools.command("node")?, &["benches/run.mjs"]);
    node.args(parts);
    if quick {
        node.arg("--quick");
    }
    if parts.is_empty() || parts.iter().any(|part| *part != NODE) {
        let needed = [Need::Chromium].into();
        match browser::install_missing(tools, &needed).and_then(|()| browser::chromium(tools)) {
            Ok(chromium) => {
                node = steps::served(site::folder(project), node)?;
                node.env("CHROMIUM", browser::windowless(tools, &chromium));
            }
            Err(sentence) if parts.is_empty() => say(format!("only Node is measured: {sentence}")),
            Err(sentence) => return Err(sentence),
        }
    }
    say("the package and its peers: node benches/run.mjs");
    finish(node, "node benches/run.mjs")
}
