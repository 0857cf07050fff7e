//! Real Keras, where the machine's Python can have it: it runs training scripts that the library wrote.

use crate::config::Project;
use crate::tools::{Tools, finish, with};
use crate::{Result, build, say};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What Keras is installed from, below the project's folder.
const REQUIREMENTS: &str = "tests/keras/requirements.txt";

/// A Python that has Keras, in an environment of its own below cargo's folder; or why there is none.
pub fn ensure(project: &Project, tools: &Tools) -> Result<PathBuf> {
    let version = |name| Some((name, tools.output(name, &["--version"])?));
    let (name, version) =
        ["python3", "python"].into_iter().find_map(version).ok_or("there is no Python on your PATH.")?;
    let folder = project.target_dir().join("keras");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let stamp = folder.join("xtask.stamp");
    let wanted = format!("{:016x}", build::fingerprint(&project.root, &[REQUIREMENTS], &[&version])?);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    say(format!("installing Keras for {version} ({REQUIREMENTS}; 1.6 GB, some minutes, once) …"));
    let mut venv = with(tools.command(name)?, &["-m", "venv", "--clear"]);
    venv.arg(&folder);
    finish(venv, "python -m venv")?;
    let mut pip = Command::new(&python);
    pip.current_dir(&project.root).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    finish(with(pip, &["--requirement", REQUIREMENTS]), "pip install")?;
    fs::write(&stamp, wanted).map_err(|e| format!("cannot write {}: {e}.", stamp.display()))?;
    Ok(python)
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
