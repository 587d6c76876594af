//! The shape of the workspace: every room depends on `model` only, `habeas` joins them, `xtask` stands apart but for what it
//! trains and scores (`annotate`).

use super::Problem;
use crate::workspace::Package;

/// What a member may depend on, development included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Allowed {
    Nothing,
    Model,
    Trained,
    EveryRoom,
}

fn allowed(member: &str) -> Option<Allowed> {
    match member {
        "model" => Some(Allowed::Nothing),
        "xtask" => Some(Allowed::Trained),
        "archive" | "extract" | "annotate" | "link" | "lists" | "estimate" | "case" => Some(Allowed::Model),
        "habeas" => Some(Allowed::EveryRoom),
        _ => None,
    }
}

/// The members that depend on what they must not.
pub fn check(packages: &[Package]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in packages {
        let mut problem = |text: String| problems.push(Problem::new(&package.manifest, None, text));
        let Some(allowed) = allowed(&package.name) else {
            problem(format!(
                "{} is no room of ARCHITECTURE.md; give it a place there and in xtask/src/tidy/star.rs",
                package.name
            ));
            continue;
        };
        for other in &package.members {
            let (may, rule) = match allowed {
                Allowed::Nothing => (false, "depends on no other member"),
                Allowed::Model => (other == "model", "depends on model only"),
                Allowed::Trained => {
                    (["model", "annotate"].contains(&other.as_str()), "knows only the room that it trains")
                }
                Allowed::EveryRoom => (other != "xtask", "depends on rooms only"),
            };
            if !may {
                problem(format!(
                    "{} depends on {other}, but {0} {rule}; move what they share to model, or join them in habeas/src/pipeline.rs",
                    package.name
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_member(name: &str, members: &[&str], wrong: &[&str]) {
        let package = Package {
            name: name.into(),
            manifest: format!("crates/{name}/Cargo.toml"),
            members: members.iter().map(|it| (*it).to_owned()).collect(),
            crates: Vec::new(),
        };
        let problems = check(&[package]);
        assert_eq!(problems.len(), wrong.len(), "{problems:?}");
        for (problem, other) in problems.iter().zip(wrong) {
            assert!(problem.text.contains(other), "{problem}");
            assert_eq!(problem.file, format!("crates/{name}/Cargo.toml"));
        }
    }

    #[test]
    fn a_star() {
        check_member("model", &[], &[]);
        check_member("model", &["archive"], &["depends on archive"]);
        check_member("extract", &["model"], &[]);
        check_member("extract", &["model", "archive", "case"], &["depends on archive", "depends on case"]);
        check_member("habeas", &["model", "archive", "extract", "case"], &[]);
        check_member("habeas", &["xtask"], &["depends on xtask"]);
        check_member("xtask", &["model", "annotate"], &[]);
        check_member("xtask", &["case"], &["depends on case"]);
        check_member("helpers", &[], &["no room"]);
    }
}
