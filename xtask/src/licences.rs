//! The licences of all dependencies, against those that Cargo.toml allows under `workspace.metadata.licences`, each with its
//! reason.

use crate::tools::{Tools, with};
use crate::{Result, say};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::iter::Peekable;

/// What `cargo metadata` prints, as far as it is needed.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    /// The packages of the workspace, by their ids.
    workspace_members: Vec<String>,
    metadata: Option<WorkspaceMetadata>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
}

#[derive(Deserialize)]
struct WorkspaceMetadata {
    licences: Option<BTreeMap<String, String>>,
}

/// Checks the dependencies on every platform, those of tests and tools included.
pub fn check(tools: &Tools) -> Result<()> {
    let output = with(tools.command("cargo")?, &["metadata", "--format-version=1", "--locked"]).output();
    let output = output.map_err(|e| format!("cannot run cargo metadata: {e}."))?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    judge(&String::from_utf8_lossy(&output.stdout)).map(say)
}

/// A sentence about what `cargo metadata` printed, or one about every dependency whose licence is not allowed.
fn judge(metadata: &str) -> Result<String> {
    let Metadata { packages, workspace_members, metadata } =
        serde_json::from_str(metadata).map_err(|e| format!("cannot read what cargo metadata prints: {e}."))?;
    let allowed = metadata.and_then(|metadata| metadata.licences).unwrap_or_default();
    if let Some((licence, _)) = allowed.iter().find(|(_, reason)| reason.trim().is_empty()) {
        return Err(format!("Cargo.toml allows the licence {licence} without a reason: write why as its value."));
    }
    let dependencies: Vec<_> = packages.into_iter().filter(|p| !workspace_members.contains(&p.id)).collect();
    let problems = dependencies.iter().filter_map(|Package { name, version, license, .. }| {
        let package = format!("{name} {version}");
        let Some(expression) = license else {
            return Some(format!("{package} names no licence in its Cargo.toml."));
        };
        match permits(expression, |licence| allowed.contains_key(licence)) {
            Some(true) => None,
            Some(false) => Some(format!("{package} has the licence `{expression}`.")),
            None => Some(format!("{package} has `{expression}` for its licence, which is no SPDX expression.")),
        }
    });
    let problems: Vec<String> = problems.collect();
    let names = allowed.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    if problems.is_empty() {
        return Ok(format!("dependencies: {}, all of them under {names}", dependencies.len()));
    }
    Err(format!(
        "{} Allowed are: {names}. Use another package, or add the licence and the reason why it may be used to \
         [workspace.metadata.licences] in Cargo.toml.",
        problems.join(" ")
    ))
}

/// Whether an SPDX licence expression can be met with allowed licences alone; `None` if it is not an expression. `AND` binds
/// tighter than `OR`, and the slash of old packages means `OR` (<https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/>).
fn permits(expression: &str, allowed: impl Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let permitted = any_of(&mut words, &allowed)?;
    words.next().is_none().then_some(permitted)
}

fn any_of<'a>(words: &mut Peekable<impl Iterator<Item = &'a str>>, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut permitted = all_of(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        permitted |= all_of(words, allowed)?;
    }
    Some(permitted)
}

fn all_of<'a>(words: &mut Peekable<impl Iterator<Item = &'a str>>, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut permitted = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        permitted &= one(words, allowed)?;
    }
    Some(permitted)
}

/// A licence, with an exception or without (an exception only permits more), or an expression in parentheses.
fn one<'a>(words: &mut Peekable<impl Iterator<Item = &'a str>>, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    match words.next()? {
        "(" => {
            let permitted = any_of(words, allowed)?;
            words.next_if_eq(&")").map(|_| permitted)
        }
        ")" | "AND" | "OR" | "WITH" => None,
        licence => {
            if words.next_if_eq(&"WITH").is_some() {
                words.next().filter(|exception| !matches!(*exception, "(" | ")" | "AND" | "OR" | "WITH"))?;
            }
            Some(allowed(licence))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_with_what_is_allowed() {
        let permits =
            |expression| permits(expression, |licence| ["MIT", "Apache-2.0", "Unicode-3.0"].contains(&licence));
        for (expression, expected) in [
            ("MIT", Some(true)),
            ("GPL-3.0-only", Some(false)),
            ("MIT OR GPL-3.0-only", Some(true)),
            ("GPL-3.0-only OR Apache-2.0", Some(true)),
            ("GPL-3.0-only OR LGPL-2.1-or-later", Some(false)),
            ("MIT AND GPL-3.0-only", Some(false)),
            ("MIT AND Apache-2.0", Some(true)),
            ("MIT OR Apache-2.0 AND GPL-3.0-only", Some(true)), // MIT alone will do: AND binds tighter
            ("GPL-3.0-only AND MIT OR Apache-2.0", Some(true)),
            ("(MIT OR Apache-2.0) AND GPL-3.0-only", Some(false)),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", Some(true)),
            ("((MIT))", Some(true)),
            ("MIT/Apache-2.0", Some(true)),
            ("Unlicense/GPL-2.0-only", Some(false)),
            ("Apache-2.0 WITH LLVM-exception", Some(true)),
            ("GPL-2.0-only WITH Classpath-exception-2.0", Some(false)),
            ("Apache-2.0 WITH LLVM-exception AND GPL-2.0-only", Some(false)),
            ("mit", Some(false)), // SPDX names are compared as they are written
        ] {
            assert_eq!(permits(expression), expected, "{expression}");
        }
        for nonsense in
            ["", "OR", "MIT OR", "AND MIT", "(MIT", "MIT)", "MIT Apache-2.0", "MIT WITH", "MIT WITH OR", "()"]
        {
            assert_eq!(permits(nonsense), None, "{nonsense}");
        }
    }

    fn metadata(license: &str, reason: &str) -> String {
        format!(
            r#"{{ "packages": [
                {{ "id": "own", "name": "own", "version": "0.1.0", "license": null }},
                {{ "id": "other", "name": "other", "version": "1.2.3", "license": {license} }}
            ], "workspace_members": ["own"], "metadata": {{ "licences": {{ "MIT": "{reason}" }} }} }}"#
        )
    }

    #[test]
    fn a_dependency_that_is_not_allowed_is_named_with_its_licence() {
        assert_eq!(judge(&metadata(r#""MIT""#, "ours")).unwrap(), "dependencies: 1, all of them under MIT");
        let error = judge(&metadata(r#""GPL-3.0-only""#, "ours")).unwrap_err();
        assert!(error.starts_with("other 1.2.3 has the licence `GPL-3.0-only`. Allowed are: MIT."), "{error}");
        let error = judge(&metadata("null", "ours")).unwrap_err();
        assert!(error.starts_with("other 1.2.3 names no licence"), "{error}");
        let error = judge(&metadata(r#""MIT or so""#, "ours")).unwrap_err();
        assert!(error.contains("`MIT or so`") && error.contains("no SPDX expression"), "{error}");
        assert!(judge(&metadata(r#""MIT""#, " ")).unwrap_err().contains("MIT without a reason"));
    }

    #[test]
    fn without_a_list_nothing_is_allowed() {
        let packages = r#"[{ "id": "other", "name": "other", "version": "1.2.3", "license": "MIT" }]"#;
        let error = judge(&format!(r#"{{ "packages": {packages}, "workspace_members": [], "metadata": null }}"#));
        assert!(error.unwrap_err().contains("other 1.2.3"));
        assert!(judge("{}").unwrap_err().starts_with("cannot read what cargo metadata prints"));
    }
}
