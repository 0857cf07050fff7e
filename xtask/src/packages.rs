//! What a folder's `package-lock.json` names, from npm.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, build, say};
use std::fs;

/// Installs what `whose` scripts in `folder` import, exactly as locked, unless it is there. The stamp lies inside
/// node_modules, so that it goes when they go.
pub fn install(project: &Project, tools: &Tools, folder: &str, whose: &str) -> Result<()> {
    let path = project.root.join(folder);
    let stamp = path.join("node_modules/.xtask.stamp");
    let locked = format!("{:016x}", build::fingerprint(&path, &["package.json", "package-lock.json"], &[])?);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == locked) {
        return Ok(());
    }
    say(format!("installing what {whose} import ({folder}/package-lock.json; some seconds, once) …"));
    // None of them needs a script of its own to be run.
    let flags = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    let mut npm = with(tools.command("npm")?, &flags);
    npm.current_dir(&path);
    finish(npm, "npm ci")?;
    fs::write(&stamp, locked).map_err(|e| format!("cannot write {}: {e}.", stamp.display()))
}
