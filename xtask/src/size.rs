//! The size budgets of `wasm-pack.toml`, held against the package and the page as they would be sent: script and style
//! minified, everything compressed.

use crate::config::{Budgets, Project};
use crate::packages::NPM;
use crate::tools::{Tools, with};
use crate::{Result, packages, say};
use std::fs;
use std::path::{Path, PathBuf};

/// Node is there anyway, and has the zlib that servers compress with. Script and style are minified one by one: the page is
/// served as many files, and comments are free.
const GZIP: &str = "\
    const { readFileSync } = require('fs'), { extname } = require('path'), { gzipSync } = require('zlib');\
    const loaders = { '.js': 'js', '.mjs': 'js', '.css': 'css' };\
    let sum = 0;\
    for (const file of process.argv.slice(1)) {\
        const loader = loaders[extname(file)];\
        let content = readFileSync(file);\
        if (loader) content = require('esbuild').transformSync(content, { loader, minify: true }).code;\
        sum += gzipSync(content, { level: 9 }).length;\
    }\
    console.log(sum);";

/// Checks one budget each and says how much of it is used.
pub fn wasm(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(project, tools, &[project.wasm()])?;
    within("the module", size, project.config.budgets.wasm_gzip_kb, "wasm-gzip-kb").map(say)
}

pub fn lessons(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(project, tools, &[project.root.join(project.lessons().wasm())])?;
    within("the module with the lessons", size, project.config.budgets.lessons_gzip_kb, "lessons-gzip-kb").map(say)
}

pub fn table(project: &Project, tools: &Tools) -> Result<()> {
    let size = gzipped(project, tools, &[project.root.join(project.table().wasm())])?;
    within("the module that reads CSV", size, project.config.budgets.table_gzip_kb, "table-gzip-kb").map(say)
}

pub fn page(project: &Project, tools: &Tools) -> Result<()> {
    packages::install(project, tools, NPM, "the build and the checks of the page")?;
    let www = project.www();
    // The page cannot work without what loads its package: where no import leads there, other files may not be found either.
    let always = first_load_with(&www.join("index.html"), &www.join("engine/load.js"))?;
    let glue = project.root.join(project.package().glue());
    let network = [&NETWORK.map(|name| www.join(name))[..], &[glue]].concat();
    let Budgets { page_gzip_kb, home_gzip_kb, math_font_kb, .. } = project.config.budgets;
    for (whose, own, budget, key) in [
        ("the front door", HOME.map(|name| www.join(name)).to_vec(), home_gzip_kb, "home-gzip-kb"),
        ("the network", network, page_gzip_kb, "page-gzip-kb"),
    ] {
        // Imported by `import("…")`, because the page works without them or with another lab, and at once nevertheless.
        let mut files = always.clone();
        for file in loads(AT_ONCE.iter().map(|name| www.join(name)).chain(own).collect())? {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        let size = gzipped(project, tools, &files)?;
        let what = format!("script and style that {whose} loads at first, minified ({} files)", files.len());
        within(&what, size, budget, key).map(say)?;
    }
    let size = gzipped(project, tools, &[project.root.join(packages::MATH_FONT)])?;
    within("the font of the formulas", size, math_font_kb, "math-font-kb").map(say)
}

/// What is on the screen with the first picture, and not imported as what the page cannot do without.
pub const AT_ONCE: [&str; 1] = ["ui/bar.js"];

/// The same of the front door, which opens on a page of its own where nothing else is asked for.
pub const HOME: [&str; 1] = ["labs/home/index.js"];

/// The same of the network, which opens where no other lab is named.
pub const NETWORK: [&str; 2] = ["labs/network/index.js", "labs/network/graph.js"];

/// The first load, if a file is in it that has to be.
fn first_load_with(page: &Path, needed: &Path) -> Result<Vec<PathBuf>> {
    let files = first_load(page)?;
    if needed.canonicalize().is_ok_and(|needed| files.contains(&needed)) {
        return Ok(files);
    }
    Err(format!(
        "from {} no import leads to {}: it names its scripts in a way that `names` in xtask/src/size.rs does not know.",
        page.display(),
        needed.display()
    ))
}

/// Script and style that a page loads before anybody has done anything: what its HTML names, and so on.
fn first_load(page: &Path) -> Result<Vec<PathBuf>> {
    Ok(loads(vec![page.to_path_buf()])?.split_off(1))
}

/// Some files, and what they load: what HTML names, and what scripts and styles import or name as
/// `new URL("…", import.meta.url)`, as workers and adopted style sheets are. What is loaded by `import("…")` comes later, if
/// ever, and is not among it, nor what `imported(new URL("…"))` loads in the same way; nor are texts, which come one language at a time.
pub fn loads(files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    let (mut found, mut at) = (files, 0);
    while at < found.len() {
        let file = found[at].clone();
        let text = fs::read_to_string(&file).map_err(|e| format!("cannot read {}: {e}.", file.display()))?;
        for name in names(&text) {
            let path = file.with_file_name(name);
            let path = path.canonicalize().map_err(|e| format!("{} loads {name:?}: {e}.", file.display()))?;
            if !found.contains(&path) {
                found.push(path);
            }
        }
        at += 1;
    }
    Ok(found)
}

/// The names of other scripts and styles in a page, a script or a style. It looks at every quotation mark, in comments too:
/// so it may find a file that is not loaded, but never miss one.
fn names(text: &str) -> Vec<&str> {
    const BEFORE: [&str; 5] = ["src=", "href=", "import", "from", "new URL("];
    let quotes = text.match_indices(['"', '\'']);
    let named = quotes.filter(|(at, _)| {
        let before = text[..*at].trim_end();
        BEFORE.iter().any(|word| before.ends_with(word)) && !before.ends_with("imported(new URL(")
    });
    named.filter_map(|(at, quote)| text[at + 1..].split(quote).next()).filter(|name| is_script_or_style(name)).collect()
}

fn is_script_or_style(name: &str) -> bool {
    matches!(Path::new(name).extension().and_then(|e| e.to_str()), Some("js" | "mjs" | "css"))
}

fn gzipped(project: &Project, tools: &Tools, files: &[PathBuf]) -> Result<u64> {
    let sentence = |detail: &str| format!("cannot compress the files of the page with node: {detail}.");
    let mut node = with(tools.command("node")?, &["-e", GZIP, "--"]);
    node.current_dir(project.root.join(NPM));
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
    fn a_page_loads_what_it_names() {
        let page = r#"<link rel="stylesheet" href="page.css"><script type="module" src='main.js'></script>
            <link rel="icon" href="icon.svg"><a href="other.html">from</a>"#;
        assert_eq!(names(page), ["page.css", "main.js"]);
        let script = r#"import "./a.js"; import { b } from './b.js'; export * from
            "./c.mjs"; import*as d from"./d.js";
            new Worker(new URL("./worker.js", import.meta.url)); fetch(new URL( "style.css", import.meta.url));
            new URL("./pkg/x_bg.wasm", import.meta.url); new URL(`./i18n/${lang}.json`, import.meta.url);
            await import("./later.js"); imported(new URL("./later.js", import.meta.url)); say("it came from", "x.js"); const name = "./unused.js";"#;
        assert_eq!(names(script), ["./a.js", "./b.js", "./c.mjs", "./d.js", "./worker.js", "style.css"]);
        assert_eq!(names("@import 'more.css'; a { background: url(\"a.png\") }"), ["more.css"]);
    }

    #[test]
    fn the_first_load_ends_where_something_is_loaded_later() {
        let folder = crate::build::tests::folder("first-load");
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("index.html", r#"<link href="page.css"><script src="main.js">"#);
        write("page.css", "");
        write("main.js", r#"import "./ui/a.js"; import("./labs/later.js");"#);
        write("ui/a.js", r#"import "./b.js"; import "../main.js"; new URL("../worker.js", import.meta.url);"#);
        write("ui/b.js", "");
        write("worker.js", r#"import "./ui/b.js";"#);
        write("labs/later.js", r#"import "../ui/much.js";"#);
        let names = || -> Result<Vec<String>> {
            let short =
                |path: &PathBuf| path.strip_prefix(folder.canonicalize().unwrap()).unwrap().display().to_string();
            Ok(first_load(&folder.join("index.html"))?.iter().map(short).collect())
        };
        assert_eq!(names().unwrap(), ["page.css", "main.js", "ui/a.js", "ui/b.js", "worker.js"]);
        let with = |needed: &str| first_load_with(&folder.join("index.html"), &folder.join(needed));
        assert_eq!(with("ui/b.js").unwrap().len(), 5);
        for missing in ["labs/later.js", "nowhere.js"] {
            let error = with(missing).unwrap_err();
            assert!(error.contains("index.html") && error.contains(missing), "{error}");
        }
        fs::remove_file(folder.join("ui/b.js")).unwrap();
        assert!(names().unwrap_err().contains("b.js"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn compressed_sizes_are_added_up() {
        let project = Project::load().unwrap();
        let tools = Tools::new(&project).unwrap();
        packages::install(&project, &tools, NPM, "this test").unwrap();
        let folder = crate::build::tests::folder("gzip");
        let file = folder.join("a.js");
        let comment = format!("// {}\n", "x".repeat(100_000));
        std::fs::write(&file, format!("{comment}let first = 1;")).unwrap();
        let one = gzipped(&project, &tools, std::slice::from_ref(&file)).unwrap();
        assert!((20..60).contains(&one), "without the comment: {one}");
        assert_eq!(gzipped(&project, &tools, &[file.clone(), file]).unwrap(), 2 * one);
        let data = folder.join("a.bin");
        std::fs::write(&data, comment).unwrap();
        assert!((100..1000).contains(&gzipped(&project, &tools, &[data]).unwrap()), "as it is, compressed");
        assert!(gzipped(&project, &tools, &[folder.join("gone.js")]).unwrap_err().contains("gone.js"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
