//! The size budgets of `wasm-pack.toml`, held against the package and the page as they would be sent: compressed.

use crate::build::files_below;
use crate::config::Project;
use crate::tools::{Tools, with};
use crate::{Result, say};
use std::path::{Path, PathBuf};

/// Node is there anyway, and has the zlib that servers compress with.
const GZIP: &str = "\
    const { readFileSync } = require('fs'), { gzipSync } = require('zlib');\
    let sum = 0;\
    for (const file of process.argv.slice(1)) sum += gzipSync(readFileSync(file), { level: 9 }).length;\
    console.log(sum);";

/// Checks one budget each and says how much of it is used.
pub fn wasm(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(tools, &[project.wasm()])?;
    within("the module", size, project.config.budgets.wasm_gzip_kb, "wasm-gzip-kb").map(say)
}

pub fn page(project: &Project, tools: &Tools) -> Result<()> {
    let files: Vec<PathBuf> = files_below(&project.www())?.into_iter().filter(|file| is_page(file)).collect();
    if files.is_empty() {
        return Err("www/ has no script and no style: there is no page to weigh.".into());
    }
    let size = gzipped(tools, &files)?;
    let what = format!("script and style of the page ({} files)", files.len());
    within(&what, size, project.config.budgets.page_gzip_kb, "page-gzip-kb").map(say)
}

/// Script and style; texts come one language at a time and are not counted.
fn is_page(file: &Path) -> bool {
    matches!(file.extension().and_then(|e| e.to_str()), Some("js" | "mjs" | "css"))
}

fn gzipped(tools: &Tools, files: &[PathBuf]) -> Result<u64> {
    let sentence = |detail: &str| format!("cannot compress the files of the page with node: {detail}.");
    let mut node = with(tools.command("node")?, &["-e", GZIP, "--"]);
    let output = node.args(files).output().map_err(|e| sentence(&e.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| sentence(String::from_utf8_lossy(&output.stderr).trim()))
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
    fn what_the_page_loads() {
        let counted = |file: &str| is_page(Path::new(file));
        assert!(counted("www/main.js") && counted("www/style.css"));
        assert!(counted("www/pkg/nn_playground.js"));
        assert!(
            !counted("www/i18n/pl.json")
                && !counted("www/pkg/package.json")
                && !counted("www/pkg/nn_playground_bg.wasm")
        );
        assert!(!counted("www/pkg/nn_playground.d.ts") && !counted("www/index.html"));
    }

    #[test]
    fn compressed_sizes_are_added_up() {
        let tools = Tools::new(&Project::load().unwrap()).unwrap();
        let folder = crate::build::tests::folder("gzip");
        let file = folder.join("a.js");
        std::fs::write(&file, "x".repeat(100_000)).unwrap();
        let one = gzipped(&tools, std::slice::from_ref(&file)).unwrap();
        assert!((20..1000).contains(&one), "{one}");
        assert_eq!(gzipped(&tools, &[file.clone(), file]).unwrap(), 2 * one);
        assert!(gzipped(&tools, &[folder.join("gone.js")]).unwrap_err().contains("gone.js"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
