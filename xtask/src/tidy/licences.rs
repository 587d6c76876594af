//! Every dependency's licence is one that asks nothing of those who use Habeas but to keep its notice. `deny.toml` has
//! the same lists, for cargo-deny.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Problem, spdx};
use crate::process;
use crate::workspace::Workspace;

/// The licences that any dependency may have.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates under another licence, each with it. MPL-2.0 is copyleft by file: it asks nothing of those who use these
/// crates unaltered. All four belong to the HTML reader's selectors.
const ALLOWED_FOR: [(&str, &str); 4] = [
    ("cssparser", "MPL-2.0"),
    ("cssparser-macros", "MPL-2.0"),
    ("dtoa-short", "MPL-2.0"),
    ("selectors", "MPL-2.0"),
];

/// The dependencies, with this platform and the default features, whose licence is not among them.
///
/// # Errors
/// When cargo cannot resolve the dependencies.
pub fn check(workspace: &Workspace) -> Result<Vec<Problem>> {
    let version = process::read(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let mut command = process::cargo(&workspace.root);
    command.args(["metadata", "--format-version", "1", "--filter-platform", host]);
    let metadata = serde_json::from_str(&process::read(&mut command)?)?;
    let lock = std::fs::read_to_string(workspace.root.join("Cargo.lock")).context("Cargo.lock")?;
    check_metadata(&metadata, &lock).context("cargo metadata answers in an unknown form")
}

fn check_metadata(metadata: &Value, lock: &str) -> Option<Vec<Problem>> {
    let nodes = metadata["resolve"]["nodes"].as_array()?;
    let used: BTreeSet<&str> = nodes.iter().map(|node| node["id"].as_str()).collect::<Option<_>>()?;
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array()? {
        if !used.contains(package["id"].as_str()?) {
            continue;
        }
        let name = package["name"].as_str()?;
        let licence = package["license"].as_str().unwrap_or_default();
        let allowed = |licence: &str| ALLOWED.contains(&licence) || ALLOWED_FOR.contains(&(name, licence));
        let text = match spdx::is_satisfied(licence, &allowed) {
            Some(true) => continue,
            Some(false) => format!("{name} has the licence {licence}, which is not allowed"),
            None if licence.is_empty() => format!("{name} names no licence"),
            None => format!("{name} names a licence that is no SPDX expression: {licence}"),
        };
        let entry = format!("name = \"{name}\"");
        let line = lock.lines().position(|line| line == entry).map(|at| at + 1);
        let advice =
            "do without it, or add the licence to xtask/src/tidy/licences.rs and deny.toml with the reason";
        problems.push(Problem::new("Cargo.lock", line, format!("{text}; {advice}")));
    }
    Some(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_licence(name: &str, licence: Option<&str>, wrong: Option<&str>) {
        let package = |id: &str, licence: Option<&str>| serde_json::json!({ "id": id, "name": name, "license": licence });
        let metadata = serde_json::json!({
            "packages": [package("used", licence), package("unused", Some("GPL-3.0-only"))],
            "resolve": { "nodes": [{ "id": "used" }] },
        });
        let lock = format!("[[package]]\nname = \"{name}\"\n");
        let problems = check_metadata(&metadata, &lock).expect("well formed");
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), usize::from(wrong.is_some()), "{shown:?}");
        for (shown, wrong) in shown.iter().zip(wrong) {
            assert!(shown.starts_with(&format!("Cargo.lock:2: {name} {wrong}")), "{shown}");
        }
    }

    #[test]
    fn licences_of_what_is_used() {
        check_licence("a", Some("MIT OR GPL-3.0-only"), None);
        check_licence("a", Some("GPL-3.0-only"), Some("has the licence GPL-3.0-only"));
        check_licence("a", Some("MPL-2.0"), Some("has the licence MPL-2.0"));
        check_licence("selectors", Some("MPL-2.0"), None);
        check_licence("a", None, Some("names no licence"));
        check_licence("a", Some("see LICENSE"), Some("names a licence that is no SPDX"));
    }

    #[test]
    fn cargo_deny_has_the_same_lists() {
        let deny = include_str!("../../../deny.toml");
        let between = |start: &str| {
            deny.split_once(start).and_then(|(_, rest)| rest.split_once("\n]")).map(|(it, _)| it)
        };
        let quoted = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(quoted(between("\nallow = [").expect("a list")), ALLOWED);
        let exceptions: Vec<String> =
            ALLOWED_FOR.iter().flat_map(|(name, licence)| [*name, *licence]).map(str::to_owned).collect();
        assert_eq!(quoted(between("\nexceptions = [").expect("a list")), exceptions);
    }
}
