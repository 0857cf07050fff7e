//! The list of files that the page asks for at once (`www/preload.js` does), instead of finding them one after another.

use crate::Result;
use crate::config::Project;
use crate::packages::{MATH_FONT, write_if_new};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What is on the screen with the first picture, and not imported as what the page cannot do without.
const AT_ONCE: [&str; 1] = ["ui/bar.js"];

/// The same of the network.
const NETWORK: [&str; 2] = ["labs/network/index.js", "labs/network/graph.js"];

/// Writes `www/preloads.js`: what every first picture needs, and what each lab needs besides. `LANG` stands for a language.
pub fn write(project: &Project) -> Result<()> {
    let text = list(&project.www(), &project.config.build.out_name)?;
    write_if_new(&project.www().join("preloads.js"), &text)
}

fn list(www: &Path, module: &str) -> Result<String> {
    let www = www.canonicalize().map_err(|e| format!("cannot find {}: {e}.", www.display()))?;
    let short = |path: &PathBuf| path.strip_prefix(&www).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let loaded = |names: &[&str]| -> Result<Vec<String>> {
        Ok(loads(names.iter().map(|name| www.join(name)).collect())?.iter().map(short).collect())
    };
    let mut page = loaded(&[&["main.js"], &AT_ONCE[..]].concat())?;
    page.push("i18n/LANG.json".into());
    let mut labs = BTreeMap::new();
    for name in folders(&www.join("labs"))? {
        let at = |file: &str| format!("labs/{name}/{file}");
        let mut files = if name == "network" { loaded(&NETWORK)? } else { loaded(&[&at("index.js")])? };
        if name == "home" {
            let own = ["figures.json", "LANG.json"];
            files.extend(own.map(at));
        } else if name == "network" {
            let own = [format!("pkg/{module}.js"), format!("pkg/{module}_bg.wasm"), at("drawing/LANG.json")];
            files.extend(own);
        } else {
            let own = ["labs/lesson.css", &at("style.css"), &at("LANG.json"), &format!("pkg-lessons/{module}.js")];
            files.extend(own.map(String::from));
            files.push(format!("pkg-lessons/{module}_bg.wasm"));
            files.extend(MATH_FONT.strip_prefix("www/").map(String::from));
        }
        files.retain(|file| !page.contains(file));
        labs.insert(name, files);
    }
    let languages: Vec<String> = fs::read_dir(www.join("i18n"))
        .map_err(|e| format!("cannot list www/i18n: {e}."))?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".json")?.to_string()))
        .collect();
    let json = |value| serde_json::to_string_pretty(&value).map_err(|e| format!("cannot write preloads.js: {e}."));
    Ok(format!(
        "// Written by `cargo xtask build`.\nexport const LANGUAGES = {};\nexport const PAGE = {};\nexport const LABS = {};\n",
        json(serde_json::json!(languages))?,
        json(serde_json::json!(page))?,
        json(serde_json::json!(labs))?
    ))
}

/// Some files, and what they load: what HTML names, and what scripts and styles import or name as
/// `new URL("…", import.meta.url)`, as workers and adopted style sheets are. What is loaded by `import("…")` comes later, if
/// ever, and is not among it, nor what `imported(new URL("…"))` loads in the same way; nor are texts, which come one language at a time.
fn loads(files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
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
pub fn names(text: &str) -> Vec<&str> {
    const BEFORE: [&str; 5] = ["src=", "href=", "import", "from", "new URL("];
    let quotes = text.match_indices(['"', '\'']);
    let named = quotes.filter(|(at, _)| {
        let before = text[..*at].trim_end();
        BEFORE.iter().any(|word| before.ends_with(word)) && !before.ends_with("imported(new URL(")
    });
    named.filter_map(|(at, quote)| text[at + 1..].split(quote).next()).filter(|name| is_script_or_style(name)).collect()
}

pub fn is_script_or_style(name: &str) -> bool {
    matches!(Path::new(name).extension().and_then(|e| e.to_str()), Some("js" | "mjs" | "css"))
}

/// The folders in a folder, in a fixed order.
fn folders(path: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(path).map_err(|e| format!("cannot list {}: {e}.", path.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages;
    use crate::tools::Tools;

    #[test]
    fn each_file_of_the_first_picture_is_listed_once() {
        let project = Project::load().unwrap();
        // What the page imports from others has to be there.
        packages::vendor(&project, &Tools::new(&project).unwrap()).unwrap();
        let text = list(&project.www(), "module").unwrap();
        let (page, labs) = text.split_once("LABS").unwrap();
        for file in
            ["\"main.js\"", "\"element.js\"", "\"ui/bar.js\"", "\"ui/bar.css\"", "\"style.css\"", "\"i18n/LANG.json\""]
        {
            assert_eq!(page.matches(file).count(), 1, "{file} in {page}");
            assert!(!labs.contains(file), "{file} in {labs}");
        }
        for file in
            ["\"labs/neuron/picture.js\"", "\"labs/neuron/LANG.json\"", "\"pkg/module.js\"", "\"pkg/module_bg.wasm\""]
        {
            assert_eq!(labs.matches(file).count(), 1, "{file} in {labs}");
        }
        // The front door computes nothing.
        let (_, home) = labs.split_once("\"home\"").unwrap();
        let (home, _) = home.split_once(']').unwrap();
        assert!(home.contains("labs/home/figures.json") && !home.contains("pkg"), "{home}");
        assert!(text.contains("\"en\"") && text.contains("\"pl\""), "{text}");
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
    fn what_is_loaded_ends_where_something_is_loaded_later() {
        let folder = crate::build::tests::folder("loads");
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("main.js", r#"import "./ui/a.js"; import("./labs/later.js");"#);
        write("ui/a.js", r#"import "./b.js"; import "../main.js"; new URL("../worker.js", import.meta.url);"#);
        write("ui/b.js", "");
        write("worker.js", r#"import "./ui/b.js";"#);
        write("labs/later.js", r#"import "../ui/much.js";"#);
        let root = folder.canonicalize().unwrap();
        let names = || -> Result<Vec<String>> {
            let short = |path: &PathBuf| path.strip_prefix(&root).unwrap().display().to_string();
            Ok(loads(vec![root.join("main.js")])?.iter().map(short).collect())
        };
        assert_eq!(names().unwrap(), ["main.js", "ui/a.js", "ui/b.js", "worker.js"]);
        fs::remove_file(folder.join("ui/b.js")).unwrap();
        assert!(names().unwrap_err().contains("b.js"));
        fs::remove_dir_all(folder).unwrap();
    }
}
