//! Real Keras, if Python can have it: it runs the training scripts that the library writes.
//!
//! It is 1.6 GB, so it is installed only on request, into the cache of all clones.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, build, in_ci, say};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What Keras is installed from, below the project's folder.
const REQUIREMENTS: &str = "tests/keras/requirements.txt";

/// Why there is no Keras.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    pub why: String,
    /// It was not requested: its tests are skipped, which is no failure.
    pub optional: bool,
}

#[derive(Debug, PartialEq)]
enum Plan {
    Use,
    Install,
    LeaveOut,
}

/// An installed one is used; otherwise it is installed in CI and on request.
fn plan(installed: bool, asked: bool, ci: bool) -> Plan {
    match (installed, asked || ci) {
        (true, _) => Plan::Use,
        (false, true) => Plan::Install,
        (false, false) => Plan::LeaveOut,
    }
}

/// A Python that has Keras in the versions of `REQUIREMENTS`. `asked`: by `--keras`.
pub fn ensure(project: &Project, tools: &Tools, asked: bool) -> std::result::Result<PathBuf, Missing> {
    // In CI not every Python can have it; on request a failure is an error.
    let cannot = |why: String| Missing { why: format!("Keras cannot be installed: {why}"), optional: !asked };
    let place = Place::find(project, tools).map_err(cannot)?;
    match plan(place.is_installed(), asked, in_ci()) {
        Plan::Use => {}
        Plan::Install => {
            tools.cache.install(|| place.is_installed(), || place.install(project, tools)).map_err(cannot)?
        }
        Plan::LeaveOut => {
            let cache = tools.cache.folder.display();
            let why =
                format!("Keras is not installed: `cargo xtask test --keras` puts it into {cache} (1.6 GB, once).");
            return Err(Missing { why, optional: true });
        }
    }
    Ok(place.python())
}

/// An environment of Python in the cache.
struct Place {
    /// The program that makes it, and what that says of its version.
    creator: (&'static str, String),
    /// Named after a hash of the requirements and Python's version: other versions are in other folders.
    folder: PathBuf,
}

impl Place {
    fn find(project: &Project, tools: &Tools) -> Result<Self> {
        let version = |name| Some((name, tools.output(name, &["--version"])?));
        let creator = ["python3", "python"].into_iter().find_map(version).ok_or("there is no Python on your PATH.")?;
        let hash = build::fingerprint(&project.root, &[REQUIREMENTS], &[&creator.1])?;
        Ok(Self { creator, folder: tools.cache.folder.join(format!("keras-{hash:016x}")) })
    }

    fn python(&self) -> PathBuf {
        self.folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }

    /// Written when all is there, so that an installation that was interrupted does not count.
    fn stamp(&self) -> PathBuf {
        self.folder.join("xtask.stamp")
    }

    /// The program is tried, because it is a link to a Python that may have been removed.
    fn is_installed(&self) -> bool {
        self.stamp().is_file()
            && Command::new(self.python()).arg("--version").output().is_ok_and(|output| output.status.success())
    }

    fn install(&self, project: &Project, tools: &Tools) -> Result<()> {
        let (name, version) = &self.creator;
        let cache = tools.cache.folder.display();
        say(format!("installing Keras for {version} into {cache} ({REQUIREMENTS}; 1.6 GB, some minutes, once) …"));
        let mut venv = with(tools.command(name)?, &["-m", "venv", "--clear"]);
        venv.arg(&self.folder);
        finish(venv, "python -m venv")?;
        let mut pip = Command::new(self.python());
        pip.current_dir(&project.root).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        finish(with(pip, &["--requirement", REQUIREMENTS]), "pip install")?;
        fs::write(self.stamp(), version).map_err(|e| format!("cannot write {}: {e}.", self.stamp().display()))
    }
}

/// Writes a script for each run in `tests/keras/scripts`; what comes back runs them in Keras.
pub fn scripts(project: &Project, tools: &Tools, python: &Path) -> Result<Command> {
    let folder = project.target_dir().join("keras-scripts");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}.", folder.display()))?;
    let mut command = Command::new(python);
    command.current_dir(&project.root).arg("tests/keras/scripts.py");
    let mut runs = build::files_below(&project.root.join("tests/keras/scripts"))?;
    runs.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    if runs.is_empty() {
        return Err("there is no tests/keras/scripts/*.json: nothing is asked of Keras.".into());
    }
    for run in runs {
        let name = run.file_stem().map_or_else(OsString::new, |name| name.to_os_string());
        let script = folder.join(name).with_extension("py");
        let open = |e| format!("cannot open {} or {}: {e}.", run.display(), script.display());
        let mut example = with(tools.command("cargo")?, &["run", "--quiet", "--example", "keras_script"]);
        example.stdin(fs::File::open(&run).map(Stdio::from).map_err(open)?);
        example.stdout(fs::File::create(&script).map(Stdio::from).map_err(open)?);
        finish(example, "cargo run --example keras_script")?;
        command.arg(script);
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gigabytes_are_installed_only_where_they_are_asked_for() {
        for (asked, ci) in [(false, false), (true, false), (false, true), (true, true)] {
            assert_eq!(plan(true, asked, ci), Plan::Use, "what is there is used");
        }
        assert_eq!(plan(false, false, false), Plan::LeaveOut, "a newcomer's test");
        assert_eq!(plan(false, true, false), Plan::Install, "--keras");
        assert_eq!(plan(false, false, true), Plan::Install, "CI");
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_installation_does_not_count() {
        let folder = build::tests::folder("keras");
        let place = Place { creator: ("python3", String::new()), folder: folder.clone() };
        build::tests::program(&folder.join("bin"), "python", "echo Python 3");
        assert!(!place.is_installed(), "no stamp");
        fs::write(place.stamp(), "").unwrap();
        assert!(place.is_installed());
        fs::remove_file(place.python()).unwrap();
        assert!(!place.is_installed(), "a Python that has gone");
        fs::remove_dir_all(folder).unwrap();
    }
}
