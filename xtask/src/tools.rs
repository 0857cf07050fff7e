//! The tools that the commands call: one of the pinned version on the PATH, else one that is installed into the cache.
//!
//! Nobody's own programs are touched: what is in `~/.cargo/bin` in another version stays there, and the cache's comes first
//! on the PATH of every program that is started from here. `cargo xtask tools` prints that PATH for tools typed by hand.

use crate::cache::Cache;
use crate::config::Project;
use crate::{Result, note};
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The first that takes a `.js` file with `export` for a module, as browsers do, without a `package.json` that says so.
const OLDEST_NODE: (u32, u32) = (20, 19);

pub struct Tools {
    pub cache: Cache,
    wasm_pack: Pinned,
    wasm_bindgen: Pinned,
    binaryen: Pinned,
    geckodriver: Pinned,
    /// Where programs are looked for, the first folder first; also the PATH of every program that is started.
    folders: Vec<PathBuf>,
    root: PathBuf,
}

/// A package in one version, with a folder of its own in the cache.
struct Pinned {
    /// Its name in the registry.
    package: &'static str,
    version: String,
    /// Its programs that are used.
    programs: &'static [&'static str],
    /// What a program of that version prints as its version.
    printed: String,
    /// What it is for and how long its installation takes.
    why: &'static str,
    folder: PathBuf,
}

impl Pinned {
    fn new(
        cache: &Cache,
        package: &'static str,
        version: &str,
        programs: &'static [&'static str],
        why: &'static str,
    ) -> Self {
        let folder = cache.folder.join(format!("{package}-{version}"));
        Self { package, version: version.into(), programs, printed: version.into(), why, folder }
    }

    /// Where its programs are.
    fn bin(&self) -> PathBuf {
        // npm puts them at the top on Windows; cargo does not.
        if cfg!(windows) && self.package == "binaryen" { self.folder.clone() } else { self.folder.join("bin") }
    }
}

impl Tools {
    pub fn new(project: &Project) -> Result<Self> {
        let cache = Cache::new()?;
        let path = env::var_os("PATH").unwrap_or_default();
        Ok(Self::with_cache(project, cache, env::split_paths(&path).collect()))
    }

    fn with_cache(project: &Project, cache: Cache, path: Vec<PathBuf>) -> Self {
        let pinned = |package, version: &str, programs, why| Pinned::new(&cache, package, version, programs, why);
        let versions = &project.config.tools;
        let wasm_pack = pinned(
            "wasm-pack",
            &versions.wasm_pack,
            &["wasm-pack"],
            "builds the package and runs the tests in a browser; compiles for about 3 minutes, once",
        );
        let wasm_bindgen = pinned(
            "wasm-bindgen-cli",
            &project.wasm_bindgen,
            &["wasm-bindgen", "wasm-bindgen-test-runner"],
            "writes the JavaScript glue, same version as the library; compiles for about 6 minutes, once",
        );
        let mut binaryen = pinned(
            "binaryen",
            &versions.binaryen,
            &["wasm-opt", "wasm-dis"],
            "makes the module smaller and faster; some seconds, once",
        );
        // Its programs print only the first of the three numbers: `wasm-opt version 132`.
        binaryen.printed = versions.binaryen.split('.').next().unwrap_or_default().into();
        let geckodriver = pinned(
            "geckodriver",
            &versions.geckodriver,
            &["geckodriver"],
            "drives Firefox in the tests; compiles for about 2 minutes, once",
        );
        let folders = [&wasm_pack, &wasm_bindgen, &binaryen, &geckodriver].map(Pinned::bin).into_iter().chain(path);
        let folders = folders.collect();
        Self { cache, wasm_pack, wasm_bindgen, binaryen, geckodriver, folders, root: project.root.clone() }
    }

    /// The full path of a program, if it is there.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
        let files = self.folders.iter().flat_map(|f| endings.iter().map(move |e| f.join(format!("{name}{e}"))));
        files.into_iter().find(|file| file.is_file())
    }

    /// A program, ready for its arguments: it will run at the top of the project and see the same tools.
    pub fn command(&self, name: &str) -> Result<Command> {
        let file = self.find(name).ok_or_else(|| format!("{name} is not on your PATH: install it."))?;
        let path = env::join_paths(&self.folders).map_err(|e| format!("cannot use your PATH: {e}."))?;
        let mut command = Command::new(file);
        command.current_dir(&self.root).env("PATH", path);
        Ok(command)
    }

    /// What a program prints, or nothing if it is missing or fails.
    pub fn output(&self, name: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(name).ok()?.args(arguments).stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
    }

    /// The folders of the cache that are in use, as a line for the shell that puts them on its PATH; nothing if none is.
    pub fn path_line(&self) -> Option<String> {
        let installed = self.folders.iter().filter(|folder| folder.starts_with(&self.cache.folder) && folder.is_dir());
        let installed: Vec<String> = installed.map(|folder| folder.display().to_string()).collect();
        if installed.is_empty() {
            return None;
        }
        Some(if cfg!(windows) {
            format!("$env:PATH = \"{};\" + $env:PATH", installed.join(";"))
        } else {
            format!("export PATH=\"{}:$PATH\"", installed.join(":"))
        })
    }

    /// Everything that building the package needs.
    pub fn ensure_wasm(&self) -> Result<()> {
        self.ensure_node()?;
        self.ensure_target()?;
        // With --locked: in the versions that its authors tested.
        self.ensure_pinned(&self.wasm_pack, &["cargo", "install", "--locked"])?;
        // Without --locked: its lock file names a version of a dependency that is no longer to be had.
        self.ensure_pinned(&self.wasm_bindgen, &["cargo", "install"])?;
        self.ensure_pinned(&self.binaryen, &["npm", "install"])
    }

    /// The driver of Firefox. Unlike Chromium's it need not have the browser's version.
    pub fn ensure_geckodriver(&self) -> Result<()> {
        self.ensure_pinned(&self.geckodriver, &["cargo", "install", "--locked"])
    }

    /// Node.js cannot be installed from here in a way that suits everybody.
    pub fn ensure_node(&self) -> Result<()> {
        let (major, minor) = OLDEST_NODE;
        let what_to_do = format!("install Node.js {major}.{minor} or newer, with npm, and run this again.");
        let Some(version) = self.output("node", &["--version"]) else {
            return Err(format!("Node.js is not on your PATH: {what_to_do}"));
        };
        if numbers(&version).take(2).lt([major, minor]) {
            return Err(format!("Node.js is {version}, which is too old: {what_to_do}"));
        }
        match self.find("npm") {
            Some(_) => Ok(()),
            None => Err(format!("npm is not on your PATH: {what_to_do}")),
        }
    }

    /// The standard library for WebAssembly.
    pub fn ensure_target(&self) -> Result<()> {
        // Asked of rustc rather than of rustup, for those whose Rust came another way with the target in it.
        let library = self.output("rustc", &["--print", "target-libdir", "--target", WASM_TARGET]);
        if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
            return Ok(());
        }
        note(format!(
            "installing the Rust target {WASM_TARGET} (the standard library for WebAssembly; 30 seconds, once) …"
        ));
        let rustup = self.command("rustup").map_err(|_| {
            format!("the Rust target {WASM_TARGET} is missing and there is no rustup to add it: install rustup.")
        })?;
        install(with(rustup, &["target", "add", WASM_TARGET]), "rustup target add")
    }

    /// rustfmt and clippy, which a minimal toolchain lacks.
    pub fn ensure_components(&self) -> Result<()> {
        for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if self.output("cargo", &[subcommand, "--version"]).is_none() {
                note(format!("installing {component} (checks the source; some seconds, once) …"));
                let rustup = self
                    .command("rustup")
                    .map_err(|_| format!("{component} is missing and there is no rustup to add it: install it."))?;
                install(with(rustup, &["component", "add", component]), "rustup component add")?;
            }
        }
        Ok(())
    }

    /// A tool is there only if all its programs say that they have the pinned version.
    fn has(&self, tool: &Pinned) -> bool {
        let says = |program: &&str| self.output(program, &["--version"]);
        let right = |text: String| text.split_whitespace().any(|word| word == tool.printed);
        tool.programs.iter().all(|program| says(program).is_some_and(right))
    }

    /// Installs a tool into the cache by `installer` (a program and its first arguments), unless it is there.
    fn ensure_pinned(&self, tool: &Pinned, installer: &[&str]) -> Result<()> {
        let Pinned { package, version, why, folder, .. } = tool;
        self.cache.install(
            || self.has(tool),
            || {
                note(format!("installing {package} {version} into {} ({why}) …", self.cache.folder.display()));
                let mut command = with(self.command(installer[0])?, &installer[1..]);
                if installer[0] == "npm" {
                    // Not into the project, as npm would otherwise do.
                    command.args(["--global", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
                    command.arg(format!("{package}@{version}"));
                } else {
                    // --force: what is in that folder did not say that it has this version, so it is damaged.
                    command.args([package, "--version", version, "--force", "--root"]).arg(folder);
                }
                install(command, &format!("{} {package}", installer[..2].join(" ")))?;
                if self.has(tool) {
                    return Ok(());
                }
                let programs = tool.programs.join(" and ");
                let place = folder.display();
                Err(format!(
                    "{programs} in {place} do not say that they are version {}: delete that folder and run this again.",
                    tool.printed
                ))
            },
        )
    }
}

/// The first whole number in a text: 20 in `v20.20.2`, 156 in `Chromium 156.0.8078.79`.
pub fn first_number(text: &str) -> Option<u32> {
    numbers(text).next()
}

fn numbers(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}

/// Adds arguments to a command that is passed on whole.
pub fn with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

/// Runs a command to its end, its output let through. `what` names it in the error.
pub fn finish(mut command: Command, what: &str) -> Result<()> {
    let status = command.status().map_err(|e| format!("cannot start {what}: {e}."))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed ({status}); its own words are above.")) }
}

/// Runs a command that installs something. Its output goes to standard error, because a shell evaluates what
/// `cargo xtask tools` prints.
fn install(mut command: Command, what: &str) -> Result<()> {
    command.stdout(io::stderr());
    finish(command, what)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    #[cfg(unix)]
    use crate::build::tests::{folder, program};
    #[cfg(unix)]
    use std::fs;

    #[test]
    fn versions_begin_with_a_number() {
        assert_eq!(first_number("v20.20.2"), Some(20));
        assert_eq!(first_number("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(first_number("ChromeDriver 9.0 (a21ce95-refs/branch-heads/8078)"), Some(9));
        assert_eq!(first_number("unknown"), None);
    }

    /// Tools that see a cache and a PATH in `folder`, and nothing else of this machine.
    #[cfg(unix)]
    pub fn tools_in(folder: &Path) -> Tools {
        let project = Project::load().unwrap();
        Tools::with_cache(&project, Cache { folder: folder.join("cache") }, vec![folder.join("bin")])
    }

    /// Stands for `cargo install … --root FOLDER`: it puts a geckodriver of the wanted version there.
    #[cfg(unix)]
    fn fake_cargo(folder: &Path, version: &str) {
        let install = format!(
            "for last; do :; done; /bin/mkdir -p \"$last/bin\"; \
             printf '#!/bin/sh\\necho geckodriver {version}\\n' > \"$last/bin/geckodriver\"; \
             /bin/chmod +x \"$last/bin/geckodriver\"; echo \"$@\" > '{}'",
            folder.join("called").display()
        );
        program(&folder.join("bin"), "cargo", &install);
    }

    #[cfg(unix)]
    #[test]
    fn a_tool_of_the_pinned_version_on_the_path_is_used() {
        let folder = folder("tool-there");
        let tools = tools_in(&folder);
        let version = tools.geckodriver.version.clone();
        program(&folder.join("bin"), "geckodriver", &format!("echo geckodriver {version}"));
        tools.ensure_geckodriver().unwrap(); // there is no cargo that could install one
        assert_eq!(tools.find("geckodriver"), Some(folder.join("bin/geckodriver")));
        assert_eq!(tools.path_line(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_tool_of_another_version_stays_and_the_cache_comes_first() {
        let folder = folder("tool-other");
        let tools = tools_in(&folder);
        let version = tools.geckodriver.version.clone();
        program(&folder.join("bin"), "geckodriver", "echo geckodriver 0.0.1");
        fake_cargo(&folder, &version);
        tools.ensure_geckodriver().unwrap();

        let bin = folder.join("cache").join(format!("geckodriver-{version}/bin"));
        assert_eq!(tools.find("geckodriver"), Some(bin.join("geckodriver")));
        assert_eq!(tools.output("geckodriver", &["--version"]), Some(format!("geckodriver {version}")));
        assert!(fs::read_to_string(folder.join("bin/geckodriver")).unwrap().contains("0.0.1"), "nobody's is replaced");
        assert_eq!(tools.path_line(), Some(format!("export PATH=\"{}:$PATH\"", bin.display())));
        let called = fs::read_to_string(folder.join("called")).unwrap();
        assert!(called.starts_with(&format!("install --locked geckodriver --version {version} ")), "{called}");

        fs::remove_file(folder.join("bin/cargo")).unwrap();
        tools.ensure_geckodriver().unwrap(); // it is there now, and nothing is installed twice
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn an_installation_that_brings_another_version_is_an_error() {
        let folder = folder("tool-wrong");
        fake_cargo(&folder, "0.0.2");
        let error = tools_in(&folder).ensure_geckodriver().unwrap_err();
        assert!(error.starts_with("geckodriver in ") && error.contains("delete that folder"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
