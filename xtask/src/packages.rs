//! What a folder's `package-lock.json` names, from npm.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, build, say};
use std::fs;
use std::path::Path;

/// What the page is built, weighed and checked with.
pub const NPM: &str = "xtask/npm";

/// What the page imports from others, with types and licence, by package: each file and its name in a folder of that name in `www/vendor`,
/// because `www` runs without a bundler.
const VENDORED: [(&str, &[(&str, &str)]); 2] = [
    (
        "lit-html",
        &[
            ("LICENSE", "LICENSE"),
            ("lit-html.js", "lit-html.js"),
            ("lit-html.d.ts", "lit-html.d.ts"),
            ("directive.js", "directive.js"),
            ("directive.d.ts", "directive.d.ts"),
            ("directive-helpers.js", "directive-helpers.js"),
            ("directive-helpers.d.ts", "directive-helpers.d.ts"),
            ("directives/repeat.js", "directives/repeat.js"),
            ("directives/repeat.d.ts", "directives/repeat.d.ts"),
            ("directives/live.js", "directives/live.js"),
            ("directives/live.d.ts", "directives/live.d.ts"),
        ],
    ),
    // Not every server knows `.mjs`.
    ("uqr", &[("LICENSE", "LICENSE"), ("dist/index.mjs", "uqr.js"), ("dist/index.d.ts", "uqr.d.ts")]),
];

/// The font of the formulas, as the page loads it.
pub const MATH_FONT: &str = "www/vendor/noto-sans-math/noto-sans-math.woff2";

/// Puts into `www/vendor` what the page imports from npm.
pub fn vendor(project: &Project, tools: &Tools) -> Result<()> {
    tools.ensure_node()?;
    install(project, tools, NPM, "the build and the checks of the page")?;
    let (from, to) = (project.root.join(NPM).join("node_modules"), project.www().join("vendor"));
    for (package, files) in VENDORED {
        for (file, name) in files {
            let text = fs::read_to_string(from.join(package).join(file))
                .map_err(|e| format!("cannot read {file} of {package}: {e}."))?;
            // The map is not there, and developers' tools would ask for it.
            let lines = text.lines().filter(|line| !line.starts_with("//# sourceMappingURL"));
            write_if_new(&to.join(package).join(name), &(lines.collect::<Vec<_>>().join("\n") + "\n"))?;
        }
    }
    math_font(project, tools)
}

/// Puts the font of the formulas, with its licence, into `www/vendor`, unless it is there as the script and the locked packages
/// make it.
fn math_font(project: &Project, tools: &Tools) -> Result<()> {
    let (npm, to) = (project.root.join(NPM), project.www().join("vendor/noto-sans-math"));
    let font = project.root.join(MATH_FONT);
    let (stamp, made) = (to.join(".stamp"), build::fingerprint(&npm, &["math-font.mjs", "package-lock.json"], &[])?);
    let made = format!("{made:016x}");
    if font.exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == made) {
        return Ok(());
    }
    let licence = fs::read_to_string(npm.join("node_modules/@fontsource/noto-sans-math/LICENSE"));
    write_if_new(&to.join("LICENSE"), &licence.map_err(|e| format!("cannot read the font's licence: {e}."))?)?;
    let mut node = with(tools.command("node")?, &["math-font.mjs"]);
    node.arg(&font).current_dir(&npm);
    finish(node, "math-font.mjs, which writes the font of the formulas,")?;
    write_if_new(&stamp, &made)
}

/// Writes a file, and the folder that it is in, unless it is there with that text.
pub fn write_if_new(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|e| format!("cannot write {}: {e}.", path.display()))
}

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
