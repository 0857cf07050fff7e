//! The optimised packages in `www/pkg`, `www/pkg-lessons` and `www/pkg-table`.

use crate::config::{Package, Project};
use crate::tools::{Tools, finish};
use crate::{Result, packages, preload, say};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Builds the packages, unless they are up to date, and fetches what the page imports from others.
pub fn packages(project: &Project, tools: &Tools) -> Result<()> {
    tools.ensure_wasm()?;
    packages::vendor(project, tools)?;
    package(project, tools, project.package())?;
    package(project, tools, project.lessons())?;
    package(project, tools, project.table())?;
    preload::write(project)
}

fn package(project: &Project, tools: &Tools, package: Package) -> Result<()> {
    let stamp = project.target_dir().join(format!("xtask-{}.stamp", package.out_dir.replace('/', "-")));
    let arguments = package.wasm_pack_arguments();
    let rustc = tools.output("rustc", &["--version"]).unwrap_or_default();
    let inputs = fingerprint(&project.root, &SOURCES, &[&rustc, &arguments.join(" ")])?;
    if is_current(&stamp, inputs, project, package) {
        say(format!("{} is up to date", package.out_dir));
        return Ok(());
    }
    // If this build fails, an earlier one must not be taken for it.
    for old in [&stamp, &project.root.join(package.wasm())] {
        let _ = fs::remove_file(old);
    }
    say(format!("building the optimised package: wasm-pack {}", arguments.join(" ")));
    let mut wasm_pack = tools.command("wasm-pack")?;
    wasm_pack.args(&arguments);
    finish(wasm_pack, "wasm-pack build")?;
    prove_optimised(project, tools, package)?;
    let text = stamp_text(inputs, project, package)?;
    fs::write(&stamp, text).map_err(|e| format!("cannot write {}: {e}.", stamp.display()))
}

/// What goes into a package.
const SOURCES: [&str; 5] = ["src", "Cargo.toml", "Cargo.lock", ".cargo/config.toml", "wasm-pack.toml"];

/// wasm-pack succeeds silently if there is no wasm-opt. So this repeats what it does before it calls wasm-opt, and compares: the same bytes mean that wasm-opt never ran. This is exact, needs no assumption about how
/// much wasm-opt gains, and takes a tenth of a second. It is done before the stamp is written, so whatever the stamp
/// says is up to date has passed.
fn prove_optimised(project: &Project, tools: &Tools, package: Package) -> Result<()> {
    let target = project.target_dir();
    let plain_dir = target.join("xtask-plain");
    let packaged = package.wasm();
    let Some(name) = packaged.file_name() else { return Err("out-name is empty.".into()) };
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", &project.config.build.target, "--out-name", package.out_name, "--out-dir"]);
    bindgen.arg(&plain_dir).arg(target.join(format!("wasm32-unknown-unknown/release/{}.wasm", package.library)));
    finish(bindgen, "wasm-bindgen")?;
    compare(&read(&plain_dir.join(name))?, &read(&project.root.join(&packaged))?).map(say)
}

/// One sentence about what wasm-opt gained, or that it did not run.
fn compare(plain: &[u8], packaged: &[u8]) -> Result<String> {
    let (before, after) = (plain.len(), packaged.len());
    if plain == packaged {
        return Err(
            "wasm-opt did not run: wasm-pack left the module as wasm-bindgen wrote it. Look for `wasm-opt` in \
            Cargo.toml under package.metadata.wasm-pack.profile.release."
                .into(),
        );
    }
    if after >= before {
        return Err(format!(
            "wasm-opt made the module no smaller ({before} → {after} bytes): look at its flags in Cargo.toml."
        ));
    }
    Ok(format!("wasm-opt: {before} → {after} bytes"))
}

fn is_current(stamp: &Path, inputs: u64, project: &Project, package: Package) -> bool {
    fs::read_to_string(stamp).is_ok_and(|old| stamp_text(inputs, project, package).is_ok_and(|now| old == now))
}

/// The sources and the artefacts of a build, so that a package that was made by hand or damaged is noticed.
fn stamp_text(inputs: u64, project: &Project, package: Package) -> Result<String> {
    let mut outputs = DefaultHasher::new();
    for file in [package.wasm(), package.glue()] {
        read(&project.root.join(file))?.hash(&mut outputs);
    }
    Ok(format!("{inputs:016x} {:016x}\n", outputs.finish()))
}

/// A hash of the names and contents of all `files` below `root` (folders with all that is in them) and for `extra`.
/// Another Rust may hash differently; then everything is built once more, as it must be anyway.
pub fn fingerprint(root: &Path, files: &[&str], extra: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    extra.hash(&mut hasher);
    for name in files {
        for file in files_below(&root.join(name))? {
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            read(&file)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// All files in a folder and its folders, in a fixed order; a file is itself.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let sentence = |e| format!("cannot list {}: {e}.", path.display());
    let entries: std::io::Result<Vec<_>> = fs::read_dir(path).map_err(sentence)?.map(|e| Ok(e?.path())).collect();
    let mut entries = entries.map_err(sentence)?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_below(&entry)?);
    }
    Ok(files)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|e| format!("cannot read {}: {e}.", file.display()))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An empty folder for one test.
    pub fn folder(test: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// A program that runs a line of the shell, whatever its arguments.
    #[cfg(unix)]
    pub fn program(bin: &Path, name: &str, line: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::create_dir_all(bin).unwrap();
        fs::write(bin.join(name), format!("#!/bin/sh\n{line}\n")).unwrap();
        fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn the_fingerprint_sees_every_change() {
        let root = folder("fingerprint");
        fs::create_dir_all(root.join("src/nn")).unwrap();
        fs::write(root.join("src/lib.rs"), "mod nn;").unwrap();
        fs::write(root.join("src/nn/mod.rs"), "// one").unwrap();
        fs::write(root.join("Cargo.toml"), "[package]").unwrap();
        let now = |extra: &str| fingerprint(&root, &["src", "Cargo.toml"], &[extra]).unwrap();

        let first = now("rustc 1");
        assert_eq!(now("rustc 1"), first, "the same files, the same number");
        assert_ne!(now("rustc 2"), first, "another compiler");

        fs::write(root.join("src/nn/mod.rs"), "// two").unwrap();
        let second = now("rustc 1");
        assert_ne!(second, first, "a changed file, two folders deep");

        fs::rename(root.join("src/nn/mod.rs"), root.join("src/nn/network.rs")).unwrap();
        let third = now("rustc 1");
        assert_ne!(third, second, "a renamed file");

        fs::write(root.join("src/data.csv"), "").unwrap();
        assert_ne!(now("rustc 1"), third, "a new file, though empty");
        assert!(fingerprint(&root, &["Cargo.lock"], &[]).unwrap_err().contains("Cargo.lock"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_package_is_current_until_sources_or_artefacts_change() {
        let mut project = Project::load().unwrap();
        project.root = folder("stamp");
        let (stamp, wasm) = (project.root.join("stamp"), project.wasm());
        assert!(!is_current(&stamp, 1, &project, project.package()), "nothing there");

        fs::create_dir_all(wasm.parent().unwrap()).unwrap();
        fs::write(&wasm, "module").unwrap();
        fs::write(project.root.join(project.package().glue()), "glue").unwrap();
        assert!(!is_current(&stamp, 1, &project, project.package()), "a package that nobody vouches for");

        fs::write(&stamp, stamp_text(1, &project, project.package()).unwrap()).unwrap();
        assert!(is_current(&stamp, 1, &project, project.package()));
        assert!(!is_current(&stamp, 2, &project, project.package()), "a source changed");

        fs::write(&wasm, "another").unwrap();
        assert!(!is_current(&stamp, 1, &project, project.package()), "the module changed");
        fs::remove_file(&wasm).unwrap();
        assert!(!is_current(&stamp, 1, &project, project.package()), "the module is gone");
        fs::remove_dir_all(project.root).unwrap();
    }

    #[test]
    fn an_unoptimised_module_is_found_out() {
        assert!(compare(b"as it was", b"as it was").unwrap_err().contains("wasm-opt did not run"));
        assert!(compare(b"short", b"longer than before").unwrap_err().contains("no smaller"));
        assert_eq!(compare(b"long enough", b"less").unwrap(), "wasm-opt: 11 → 4 bytes");
    }
}
