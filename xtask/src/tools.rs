//! The tools that the chores call: found in the pinned version, or installed in it.
//!
//! They go where `cargo install` puts them, so that `wasm-pack build` and `wasm-pack test` typed by hand find them too.

use crate::config::Project;
use crate::{Result, say};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE: u32 = 20;

pub struct Tools {
    /// Where programs are looked for, the first folder first; also the PATH of every program that is started.
    folders: Vec<PathBuf>,
    /// Where `cargo install` puts programs.
    cargo_bin: PathBuf,
    /// A per-user folder of ours, because npm's own global folder may need root …
    cache: PathBuf,
    /// … and the one below it where npm puts binaryen.
    binaryen: PathBuf,
    root: PathBuf,
}

impl Tools {
    pub fn new(project: &Project) -> Result<Self> {
        let home = || env::home_dir().ok_or("cannot find your home folder: set the variable HOME to it.");
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let cargo_bin = match variable("CARGO_INSTALL_ROOT").or_else(|| variable("CARGO_HOME")) {
            Some(folder) => folder.join("bin"),
            None => home()?.join(".cargo/bin"),
        };
        let caches = match variable("XDG_CACHE_HOME").or_else(|| variable("LOCALAPPDATA")) {
            Some(folder) => folder,
            None => home()?.join(".cache"),
        };
        let cache = caches.join("nn-playground");
        let binaryen = cache.join(format!("binaryen-{}", project.config.tools.binaryen));
        let mut folders = vec![npm_bin(&binaryen), cargo_bin.clone()];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        Ok(Self { folders, cargo_bin, binaryen, cache, root: project.root.clone() })
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

    /// A tool counts as present only if it says that it has this version.
    fn has(&self, name: &str, version: &str) -> bool {
        self.output(name, &["--version"]).is_some_and(|text| text.split_whitespace().any(|word| word == version))
    }

    /// Everything that building the package needs.
    pub fn ensure_wasm(&self, project: &Project) -> Result<()> {
        self.ensure_node()?;
        self.ensure_target()?;
        let pinned = &project.config.tools;
        if !self.has("wasm-pack", &pinned.wasm_pack) {
            let why = "builds the package and runs the tests in a browser; compiles for about 3 minutes, once";
            // With --locked: in the versions that its authors tested.
            self.cargo_install("wasm-pack", &pinned.wasm_pack, why, &["--locked"])?;
        }
        let bindgen = &project.wasm_bindgen;
        if !["wasm-bindgen", "wasm-bindgen-test-runner"].iter().all(|tool| self.has(tool, bindgen)) {
            let why = "writes the JavaScript glue, same version as the library; compiles for about 6 minutes, once";
            // Without --locked: its lock file names a version of a dependency that is no longer to be had.
            self.cargo_install("wasm-bindgen-cli", bindgen, why, &[])?;
        }
        self.ensure_wasm_opt(&pinned.binaryen)
    }

    /// The driver of Firefox. Unlike Chromium's it need not have the browser's version.
    pub fn ensure_geckodriver(&self, project: &Project) -> Result<()> {
        let version = &project.config.tools.geckodriver;
        if self.has("geckodriver", version) {
            return Ok(());
        }
        let why = "drives Firefox in the tests; compiles for about 2 minutes, once";
        self.cargo_install("geckodriver", version, why, &["--locked"])
    }

    /// Node.js cannot be installed from here in a way that suits everybody.
    pub fn ensure_node(&self) -> Result<()> {
        let what_to_do = format!("install Node.js {OLDEST_NODE} or newer, with npm, and run this again.");
        let Some(version) = self.output("node", &["--version"]) else {
            return Err(format!("Node.js is not on your PATH: {what_to_do}"));
        };
        if first_number(&version).is_none_or(|major| major < OLDEST_NODE) {
            return Err(format!("Node.js is {version}, which is too old: {what_to_do}"));
        }
        match self.find("npm") {
            Some(_) => Ok(()),
            None => Err(format!("npm is not on your PATH: {what_to_do}")),
        }
    }

    fn ensure_target(&self) -> Result<()> {
        // Asked of rustc rather than of rustup, for those whose Rust came another way with the target in it.
        let library = self.output("rustc", &["--print", "target-libdir", "--target", WASM_TARGET]);
        if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
            return Ok(());
        }
        say(format!(
            "installing the Rust target {WASM_TARGET} (the standard library for WebAssembly; 30 seconds, once) …"
        ));
        let rustup = self.command("rustup").map_err(|_| {
            format!("the Rust target {WASM_TARGET} is missing and there is no rustup to add it: install rustup.")
        })?;
        finish(with(rustup, &["target", "add", WASM_TARGET]), "rustup target add")
    }

    /// rustfmt and clippy, which a minimal toolchain lacks.
    pub fn ensure_components(&self) -> Result<()> {
        for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
            if self.output("cargo", &[subcommand, "--version"]).is_none() {
                say(format!("installing {component} (checks the source; some seconds, once) …"));
                let rustup = self
                    .command("rustup")
                    .map_err(|_| format!("{component} is missing and there is no rustup to add it: install it."))?;
                finish(with(rustup, &["component", "add", component]), "rustup component add")?;
            }
        }
        Ok(())
    }

    fn cargo_install(&self, package: &str, version: &str, why: &str, flags: &[&str]) -> Result<()> {
        say(format!("installing {package} {version} ({why}) …"));
        // --force: what stands there in another version, however it came there, is replaced.
        let install = with(self.command("cargo")?, &["install", package, "--version", version, "--force"]);
        finish(with(install, flags), &format!("cargo install {package}"))
    }

    fn ensure_wasm_opt(&self, version: &str) -> Result<()> {
        // binaryen's programs print only the first of the three numbers: `wasm-opt version 132`.
        let printed = version.split('.').next().unwrap_or(version);
        let own = npm_bin(&self.binaryen);
        if !self.has("wasm-opt", printed) {
            say(format!("installing wasm-opt {printed} (makes the module smaller and faster; some seconds, once) …"));
            let mut command =
                with(self.command("npm")?, &["install", "--global", "--no-audit", "--no-fund", "--prefix"]);
            command.arg(&self.binaryen).arg(format!("binaryen@{version}"));
            finish(command, "npm install binaryen")?;
            if !self.has("wasm-opt", printed) {
                let place = own.display();
                return Err(format!(
                    "wasm-opt in {place} is not version {printed}: delete that folder and run this again."
                ));
            }
        }
        // Where the one in use is our own copy, a link beside wasm-pack lets a wasm-pack typed by hand find it.
        match self.find("wasm-opt") {
            Some(file) if file.starts_with(&own) => link(&file, &self.cargo_bin.join("wasm-opt"), &self.cache),
            _ => Ok(()),
        }
    }
}

/// Where `npm install --global --prefix` puts programs.
fn npm_bin(prefix: &Path) -> PathBuf {
    if cfg!(windows) { prefix.to_path_buf() } else { prefix.join("bin") }
}

/// Puts a link to `file` at `place`, unless somebody else's program is there: that one is theirs.
#[cfg(unix)]
fn link(file: &Path, place: &Path, cache: &Path) -> Result<()> {
    use std::fs;
    let target = fs::read_link(place).ok();
    let ours = target.as_ref().is_some_and(|target| target.starts_with(cache) || !place.exists());
    if target.as_deref() == Some(file) || (place.exists() && !ours) {
        return Ok(());
    }
    let made = (|| {
        if ours {
            fs::remove_file(place)?;
        }
        fs::create_dir_all(place.parent().unwrap_or(place))?;
        std::os::unix::fs::symlink(file, place)
    })();
    made.map_err(|e| format!("cannot make the link {}: {e}.", place.display()))
}

/// npm's own shim serves Windows, from its folder, which is put on PATH.
#[cfg(not(unix))]
fn link(_file: &Path, _place: &Path, _cache: &Path) -> Result<()> {
    Ok(())
}

/// The first whole number in a text: 20 in `v20.20.2`, 156 in `Chromium 156.0.8078.79`.
pub fn first_number(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_begin_with_a_number() {
        assert_eq!(first_number("v20.20.2"), Some(20));
        assert_eq!(first_number("Chromium 156.0.8078.79 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(first_number("ChromeDriver 9.0 (a21ce95-refs/branch-heads/8078)"), Some(9));
        assert_eq!(first_number("unknown"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_replaces_only_our_own() {
        use std::fs;
        let folder = crate::build::tests::folder("link");
        let (cache, bin) = (folder.join("cache"), folder.join("bin"));
        fs::create_dir(&cache).unwrap();
        let (old, new, place) = (cache.join("old"), cache.join("new"), bin.join("tool"));
        fs::write(&old, "").unwrap();
        fs::write(&new, "").unwrap();

        link(&old, &place, &cache).unwrap(); // makes the folder as well
        link(&new, &place, &cache).unwrap();
        assert_eq!(fs::read_link(&place).unwrap(), new);

        fs::remove_file(&new).unwrap(); // the link now leads nowhere
        link(&old, &place, &cache).unwrap();
        assert_eq!(fs::read_link(&place).unwrap(), old);

        fs::remove_file(&place).unwrap();
        fs::write(&place, "somebody else's").unwrap();
        link(&old, &place, &cache).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "somebody else's");
        fs::remove_dir_all(folder).unwrap();
    }
}
