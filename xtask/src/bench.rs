//! The benchmarks: the kernels natively, then whatever `benches/run.mjs` measures on the package.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, build, say};

pub fn run(project: &Project, tools: &Tools) -> Result<()> {
    build::package(project, tools)?;
    say("benchmarks of the kernels: cargo bench --package benches");
    finish(with(tools.command("cargo")?, &["bench", "--package", "benches"]), "cargo bench")?;
    if project.root.join("benches/run.mjs").is_file() {
        say("benchmarks of the package: node benches/run.mjs");
        finish(with(tools.command("node")?, &["benches/run.mjs"]), "node benches/run.mjs")?;
    }
    Ok(())
}
