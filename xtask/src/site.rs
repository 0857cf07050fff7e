//! What is delivered of the page, in `site/`: `www/` in a few files, minified by `xtask/npm/site.mjs`.

use crate::build::fingerprint;
use crate::config::Project;
use crate::packages::NPM;
use crate::tools::{Tools, finish};
use crate::{Result, build, say};
use std::fs;
use std::path::PathBuf;

/// Its name, below the project's folder.
const FOLDER: &str = "site";

pub fn folder(project: &Project) -> PathBuf {
    project.root.join(FOLDER)
}

/// Builds the packages and writes the folder, unless both are up to date.
pub fn build(project: &Project, tools: &Tools) -> Result<()> {
    build::packages(project, tools)?;
    write(project, tools)
}

/// Writes the folder from `www/` as it is, unless it is up to date.
pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let stamp = project.target_dir().join("xtask-site.stamp");
    // What it is made of, and itself: so a folder that was damaged is noticed.
    let state = || {
        let files = ["www", "xtask/npm/site.mjs", "xtask/npm/package-lock.json", FOLDER];
        fingerprint(&project.root, &files, &[]).map(|hash| format!("{hash:016x}"))
    };
    if fs::read_to_string(&stamp).is_ok_and(|old| state().is_ok_and(|now| old == now)) {
        say("site/ is up to date");
        return Ok(());
    }
    let mut node = tools.command("node")?;
    node.arg(project.root.join(NPM).join("site.mjs")).arg(project.www()).arg(folder(project));
    finish(node, "site.mjs, which writes what is delivered of the page,")?;
    fs::write(&stamp, state()?).map_err(|e| format!("cannot write {}: {e}.", stamp.display()))
}
