//! The configuration files of the project: `wasm-pack.toml` (versions, flags, budgets) and `Cargo.lock` (the version of
//! wasm-bindgen).

use crate::Result;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// `wasm-pack.toml`. A key that is missing, mistyped or new is an error, so that no setting is ever ignored in silence.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    pub tools: Tools,
    pub build: Build,
    pub budgets: Budgets,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tools {
    pub wasm_pack: String,
    pub binaryen: String,
    pub geckodriver: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Build {
    pub target: String,
    pub out_dir: String,
    pub lessons_dir: String,
    pub out_name: String,
    pub table_dir: String,
    pub table_name: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Budgets {
    pub wasm_gzip_kb: u64,
    pub lessons_gzip_kb: u64,
    pub table_gzip_kb: u64,
    pub page_gzip_kb: u64,
    pub math_font_kb: u64,
    pub home_gzip_kb: u64,
}

impl Config {
    pub fn parse(text: &str) -> Result<Self> {
        basic_toml::from_str(text).map_err(|e| {
            format!("wasm-pack.toml: {e}. Give it exactly the keys that `struct Config` in xtask/src/config.rs names.")
        })
    }
}

/// One of the packages that wasm-pack makes.
#[derive(Debug, Clone, Copy)]
pub struct Package<'a> {
    /// Where it is put, below the project's folder.
    pub out_dir: &'a str,
    /// The cargo feature that it has more than the library's default.
    pub feature: Option<&'static str>,
    /// The folder of its crate, below the project's; empty for the project's own.
    pub crate_dir: &'static str,
    /// The name of its library, as cargo writes it.
    pub library: &'static str,
    /// How its files are named.
    pub out_name: &'a str,
    target: &'a str,
}

/// The name of the module, as cargo writes it.
const LIBRARY: &str = "module";

impl Build {
    /// The package for everybody.
    pub fn package(&self) -> Package<'_> {
        self.of_library(&self.out_dir, None)
    }

    /// The package with the lecture's machines in it, which only its labs load.
    pub fn lessons(&self) -> Package<'_> {
        self.of_library(&self.lessons_dir, Some("lessons"))
    }

    /// The package that reads CSV, which only who brings a table loads.
    pub fn table(&self) -> Package<'_> {
        Package {
            out_dir: &self.table_dir,
            feature: None,
            crate_dir: "src/table",
            library: "table",
            out_name: &self.table_name,
            target: &self.target,
        }
    }

    fn of_library<'a>(&'a self, out_dir: &'a str, feature: Option<&'static str>) -> Package<'a> {
        Package { out_dir, feature, crate_dir: "", library: LIBRARY, out_name: &self.out_name, target: &self.target }
    }
}

impl Package<'_> {
    /// The arguments of wasm-pack. `no-install`, because all tools are on PATH already, in the pinned versions. (With it a missing wasm-opt would go unnoticed; `build::prove_optimised` notices.)
    pub fn wasm_pack_arguments(&self) -> Vec<String> {
        // The output's folder is seen from the crate's.
        let up = self.crate_dir.split('/').filter(|folder| !folder.is_empty()).map(|_| "../").collect::<String>();
        let out_dir = format!("{up}{}", self.out_dir);
        let from = (!self.crate_dir.is_empty()).then_some(self.crate_dir);
        let flags = ["--release", "--mode", "no-install", "--target", self.target, "--out-dir", &out_dir];
        let features = self.feature.map_or(vec![], |feature| vec!["--", "--features", feature]);
        let all = ["build"].into_iter().chain(from).chain(flags).chain(["--out-name", self.out_name]).chain(features);
        all.map(String::from).collect()
    }

    /// Its WebAssembly module, below the project's folder.
    pub fn wasm(&self) -> PathBuf {
        Path::new(self.out_dir).join(format!("{}_bg.wasm", self.out_name))
    }

    /// Its JavaScript, below the project's folder.
    pub fn glue(&self) -> PathBuf {
        Path::new(self.out_dir).join(format!("{}.js", self.out_name))
    }
}

/// The project: where it lies and what its files say.
pub struct Project {
    pub root: PathBuf,
    pub config: Config,
    /// The version of wasm-bindgen, which the tool of that name must have too.
    pub wasm_bindgen: String,
}

impl Project {
    pub fn load() -> Result<Self> {
        // Set by cargo at run time; the value at compile time is for running the program without cargo.
        let xtask = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&xtask).parent().ok_or("xtask must lie inside the project's folder")?.to_path_buf();
        let read = |name: &str| {
            fs::read_to_string(root.join(name))
                .map_err(|e| format!("cannot read {name}: {e}. It belongs to the project."))
        };
        Ok(Self {
            config: Config::parse(&read("wasm-pack.toml")?)?,
            wasm_bindgen: locked_version(&read("Cargo.lock")?, "wasm-bindgen")?,
            root,
        })
    }

    /// The folder that is served: the page and, below it, the package.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// See [`Build::package`].
    pub fn package(&self) -> Package<'_> {
        self.config.build.package()
    }

    /// See [`Build::lessons`].
    pub fn lessons(&self) -> Package<'_> {
        self.config.build.lessons()
    }

    /// See [`Build::table`].
    pub fn table(&self) -> Package<'_> {
        self.config.build.table()
    }

    /// The WebAssembly module of the package for everybody.
    pub fn wasm(&self) -> PathBuf {
        self.root.join(self.package().wasm())
    }

    /// Cargo's folder for what it builds, where our own stamps are kept as well.
    pub fn target_dir(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => self.root.join(dir),
            None => self.root.join("target"),
        }
    }
}

/// The version of `name` in a `Cargo.lock`.
fn locked_version(lock: &str, name: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let packages = basic_toml::from_str::<Lock>(lock).map_err(|e| format!("Cargo.lock: {e}"))?.package;
    let versions: Vec<String> = packages.into_iter().filter(|p| p.name == name).map(|p| p.version).collect();
    match versions.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(format!("Cargo.lock names no {name}: run `cargo update --workspace`.")),
        many => Err(format!("Cargo.lock names {name} in {} versions ({}): make it one.", many.len(), many.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed file, as the tests below change it.
    fn committed() -> String {
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../wasm-pack.toml")).expect("wasm-pack.toml is there")
    }

    #[test]
    fn the_file_makes_the_command_line() {
        let config = Config::parse(&committed()).unwrap();
        let line = config.build.package().wasm_pack_arguments().join(" ");
        assert_eq!(line, "build --release --mode no-install --target web --out-dir www/pkg --out-name nn_playground");
        let line = config.build.lessons().wasm_pack_arguments().join(" ");
        assert!(line.ends_with("--out-dir www/pkg-lessons --out-name nn_playground -- --features lessons"), "{line}");
        let line = config.build.table().wasm_pack_arguments().join(" ");
        assert!(line.starts_with("build src/table --release"), "{line}");
        assert!(line.ends_with("--out-dir ../../www/pkg-table --out-name table"), "{line}");

        let changed = committed().replace("\"www/pkg\"", "\"elsewhere\"").replace("\"web\"", "\"bundler\"");
        let line = Config::parse(&changed).unwrap().build.package().wasm_pack_arguments().join(" ");
        assert!(line.contains("--target bundler --out-dir elsewhere "), "{line}");
    }

    #[test]
    fn the_file_gives_versions_and_budgets() {
        let now = Config::parse(&committed()).unwrap();
        let (version, budget) = (format!("\"{}\"", now.tools.wasm_pack), "wasm-gzip-kb = ");
        let changed = committed().replace(&version, "\"9.8.7\"").replace(budget, &format!("{budget}7"));
        let config = Config::parse(&changed).unwrap();
        let expected: u64 = format!("7{}", now.budgets.wasm_gzip_kb).parse().unwrap();
        assert_eq!((config.tools.wasm_pack.as_str(), config.budgets.wasm_gzip_kb), ("9.8.7", expected));
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = Config::parse(&committed().replace("out-name", "out-nmae")).unwrap_err();
        assert!(error.starts_with("wasm-pack.toml: ") && error.contains("out-nmae"), "{error}");
    }

    #[test]
    fn a_missing_key_is_named() {
        let error = Config::parse(&committed().replace("binaryen = ", "# ")).unwrap_err();
        assert!(error.starts_with("wasm-pack.toml: ") && error.contains("binaryen"), "{error}");
    }

    #[test]
    fn the_lock_file_gives_the_version_of_wasm_bindgen() {
        let package = |name, version| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        let lock = package("wasm-bindgen-macro", "9.9.9") + &package("wasm-bindgen", "0.2.130");
        assert_eq!(locked_version(&lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked_version(&lock, "walrus").unwrap_err().contains("no walrus"));

        let twice = lock + &package("wasm-bindgen", "0.2.1");
        assert!(locked_version(&twice, "wasm-bindgen").unwrap_err().contains("2 versions"));
    }

    #[test]
    fn the_project_loads() {
        let project = Project::load().unwrap();
        assert_eq!(project.wasm_bindgen.split('.').count(), 3, "{}", project.wasm_bindgen);
        assert!(project.root.join("Cargo.lock").is_file());
    }
}
