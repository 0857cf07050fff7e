//! The size budgets of `wasm-pack.toml`, held against the packages and the page as they are sent: compressed.

use crate::config::{Budgets, Project};
use crate::tools::{Tools, with};
use crate::{Result, packages, preload, say, site};
use std::fs;
use std::path::{Path, PathBuf};

/// Node is there anyway, and has the zlib that servers compress with.
const GZIP: &str = "\
    const { readFileSync } = require('fs'), { gzipSync } = require('zlib');\
    const sizes = process.argv.slice(1).map(file => gzipSync(readFileSync(file), { level: 9 }).length);\
    console.log(sizes.reduce((sum, size) => sum + size, 0));";

/// The files that a lab's first picture is made of: `preload.js` of the page asks for them.
const LISTED: &str = "\
    const [file, lab] = process.argv.slice(1);\
    import(require('url').pathToFileURL(file)).then(({ PAGE, LABS }) => console.log([...PAGE, ...LABS[lab]].join('\\n')));";

/// Checks one budget each and says how much of it is used.
pub fn wasm(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(tools, &[project.wasm()])?;
    within("the module", size, project.config.budgets.wasm_gzip_kb, "wasm-gzip-kb").map(say)
}

pub fn lessons(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(tools, &[project.root.join(project.lessons().wasm())])?;
    within("the module with the lessons", size, project.config.budgets.lessons_gzip_kb, "lessons-gzip-kb").map(say)
}

pub fn table(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(tools, &[project.root.join(project.table().wasm())])?;
    within("the module that reads CSV", size, project.config.budgets.table_gzip_kb, "table-gzip-kb").map(say)
}

pub fn page(project: &Project, tools: &Tools) -> Result<()> {
    let Budgets { page_gzip_kb, home_gzip_kb, math_font_kb, .. } = project.config.budgets;
    for (whose, lab, budget, key) in [
        ("the front door", "home", home_gzip_kb, "home-gzip-kb"),
        ("the network", "network", page_gzip_kb, "page-gzip-kb"),
    ] {
        let files = first_load(&site::folder(project), tools, lab)?;
        let size = gzipped(tools, &files)?;
        let what = format!("script and style that {whose} loads at first ({} files)", files.len());
        within(&what, size, budget, key).map(say)?;
    }
    let size = gzipped(tools, &[project.root.join(packages::MATH_FONT)])?;
    within("the font of the formulas", size, math_font_kb, "math-font-kb").map(say)
}

/// Script and style that are loaded before a lab's first picture: what the page's HTML names, and what it asks for at once.
fn first_load(site: &Path, tools: &Tools, lab: &str) -> Result<Vec<PathBuf>> {
    let html = site.join("index.html");
    let text = fs::read_to_string(&html).map_err(|e| format!("cannot read {}: {e}.", html.display()))?;
    let listed = node(tools, LISTED, &[&site.join("preloads.js"), Path::new(lab)])?;
    let mut files: Vec<PathBuf> = Vec::new();
    for name in preload::names(&text).into_iter().chain(listed.lines().filter(|name| preload::is_script_or_style(name)))
    {
        let file = site.join(name);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

fn gzipped(tools: &Tools, files: &[PathBuf]) -> Result<u64> {
    let sum = node(tools, GZIP, files)?;
    sum.trim().parse().map_err(|_| format!("node told {sum:?} for the size of files."))
}

/// What a script of Node's prints.
fn node(tools: &Tools, script: &str, arguments: &[impl AsRef<Path>]) -> Result<String> {
    let mut node = with(tools.command("node")?, &["-e", script, "--"]);
    let output =
        node.args(arguments.iter().map(AsRef::as_ref)).output().map_err(|e| format!("cannot run node: {e}."))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("cannot weigh the page with node: {}.", String::from_utf8_lossy(&output.stderr).trim()))
}

fn within(what: &str, size: u64, budget_kb: u64, key: &str) -> Result<String> {
    let report = format!("{what}: {:.1} KB gzip of {budget_kb} KB", size as f64 / 1000.0);
    if size <= budget_kb * 1000 {
        Ok(report)
    } else {
        Err(format!("{report}: make it smaller, or raise {key} in wasm-pack.toml and say why."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_kept_to_the_byte() {
        assert_eq!(within("it", 90_000, 90, "k").unwrap(), "it: 90.0 KB gzip of 90 KB");
        assert!(within("it", 90_001, 90, "wasm-gzip-kb").unwrap_err().contains("wasm-gzip-kb"));
    }

    #[test]
    fn compressed_sizes_are_added_up() {
        let project = Project::load().unwrap();
        let tools = Tools::new(&project).unwrap();
        let folder = crate::build::tests::folder("gzip");
        let file = folder.join("a.bin");
        fs::write(&file, "x".repeat(100_000)).unwrap();
        let one = gzipped(&tools, std::slice::from_ref(&file)).unwrap();
        assert!((100..1000).contains(&one), "compressed: {one}");
        assert_eq!(gzipped(&tools, &[file.clone(), file]).unwrap(), 2 * one);
        assert!(gzipped(&tools, &[folder.join("gone.js")]).unwrap_err().contains("gone.js"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_first_load_is_what_the_page_names_and_asks_for() {
        let project = Project::load().unwrap();
        let tools = Tools::new(&project).unwrap();
        let folder = crate::build::tests::folder("first-load");
        let html = r#"<link rel="icon" href="icon.svg"><link href="page.css"><script src="main.js"></script>"#;
        fs::write(folder.join("index.html"), html).unwrap();
        let lists =
            r#"export const PAGE = ["main.js", "i18n/LANG.json"], LABS = { home: [], xor: ["ui/a.css", "a.wasm"] };"#;
        fs::write(folder.join("preloads.js"), lists).unwrap();
        let files = |lab| -> Result<Vec<String>> {
            let short = |file: &PathBuf| file.strip_prefix(&folder).unwrap().display().to_string();
            Ok(first_load(&folder, &tools, lab)?.iter().map(short).collect())
        };
        assert_eq!(files("home").unwrap(), ["page.css", "main.js"]);
        assert_eq!(files("xor").unwrap(), ["page.css", "main.js", "ui/a.css"]);
        assert!(files("nowhere").is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
