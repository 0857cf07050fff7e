//! Checks of the page's scripts and styles, by tools from npm.

use crate::Result;
use crate::config::Project;
use crate::packages::{self, NPM};
use crate::tools::{Tools, finish};
use std::process::Command;

/// What is formatted and linted.
const CHECKED: [&str; 3] = ["www", "tests", "benches"];

/// How scripts and styles are formatted, and lints; the rules are in `biome.json`.
pub fn biome(project: &Project, tools: &Tools) -> Result<()> {
    let mut biome = script(project, tools, "@biomejs/biome/bin/biome")?;
    biome.args(["ci", "--error-on-warnings"]).arg(format!("--config-path={NPM}")).args(CHECKED);
    finish(biome, "biome")
}

/// How strictly types are checked: what computes as strictly as TypeScript can, the rest of the page with parameters that
/// may be left without a type.
const TYPED: [&str; 2] = ["tsconfig.strict.json", "tsconfig.json"];

/// The types that JSDoc states.
pub fn tsc(project: &Project, tools: &Tools) -> Result<()> {
    for config in TYPED {
        let mut tsc = script(project, tools, "typescript/bin/tsc")?;
        tsc.arg("--project").arg(format!("{NPM}/{config}"));
        finish(tsc, config)?;
    }
    Ok(())
}

/// A program of an npm package, ready for its arguments.
fn script(project: &Project, tools: &Tools, program: &str) -> Result<Command> {
    tools.ensure_node()?;
    packages::install(project, tools, NPM, "the build and the checks of the page")?;
    let mut node = tools.command("node")?;
    node.arg(project.root.join(NPM).join("node_modules").join(program));
    Ok(node)
}
