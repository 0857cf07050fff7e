//! The list of files that the page asks for at once (`www/preload.js` does), instead of finding them one after another.

use crate::config::Project;
use crate::packages::{MATH_FONT, write_if_new};
use crate::{Result, size};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `www/preloads.js`: what every first picture needs, and what each lab needs besides. `LANG` stands for a language.
pub fn write(project: &Project) -> Result<()> {
    let text = list(&project.www(), &project.config.build.out_name)?;
    write_if_new(&project.www().join("preloads.js"), &text)
}

fn list(www: &Path, module: &str) -> Result<String> {
    let www = www.canonicalize().map_err(|e| format!("cannot find {}: {e}.", www.display()))?;
    let short = |path: &PathBuf| path.strip_prefix(&www).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let loaded = |names: &[&str]| -> Result<Vec<String>> {
        Ok(size::loads(names.iter().map(|name| www.join(name)).collect())?.iter().map(short).collect())
    };
    let mut page = loaded(&[&["main.js"], &size::AT_ONCE[..]].concat())?;
    page.push("i18n/LANG.json".into());
    let mut labs = BTreeMap::new();
    for name in folders(&www.join("labs"))? {
        let at = |file: &str| format!("labs/{name}/{file}");
        let mut files = if name == "network" { loaded(&size::NETWORK)? } else { loaded(&[&at("index.js")])? };
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
}
