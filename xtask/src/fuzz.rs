//! Runs the fuzz targets of `fuzz/`. Installs nothing.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::process;
use crate::workspace::Workspace;

/// For how long each target runs unless told.
const SECONDS: u32 = 60;

/// Which targets to run, and for how long.
#[derive(Debug, PartialEq, Eq)]
struct Options<'a> {
    target: Option<&'a str>,
    seconds: u32,
}

/// Runs one target, or each. What breaks a promise stays in `fuzz/artifacts`, what was learnt in `fuzz/corpus`.
///
/// # Errors
/// When cargo-fuzz is not installed, or there is no such target.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<bool> {
    let options = options(arguments)?;
    let folder = workspace.root.join("fuzz");
    ensure!(folder.join("Cargo.toml").is_file(), "there is no fuzz/Cargo.toml");
    if !process::succeeds(process::cargo(&workspace.root).args(["fuzz", "--version"])) {
        bail!("cargo-fuzz is not installed. To install it: cargo install --locked cargo-fuzz");
    }
    let listed = process::read(fuzz(&workspace.root).arg("list"))?;
    let targets: Vec<&str> = listed
        .split_whitespace()
        .filter(|target| options.target.is_none_or(|wanted| wanted == *target))
        .collect();
    ensure!(!targets.is_empty(), "no such target; there are: {}", listed.trim().replace('\n', ", "));
    let mut failed = Vec::new();
    for target in targets {
        let learnt = folder.join("corpus").join(target);
        std::fs::create_dir_all(&learnt).with_context(|| format!("cannot make {}", learnt.display()))?;
        let mut command = fuzz(&workspace.root);
        command.args(["run", target]).arg(learnt);
        command.args(seeds(target).map(|seeds| workspace.root.join(seeds)));
        command.arg("--").arg(format!("-max_total_time={}", options.seconds));
        if !process::show_and_run(&mut command)? {
            failed.push(target);
        }
    }
    if !failed.is_empty() {
        eprintln!("failed: {}; the inputs are in fuzz/artifacts", failed.join(", "));
    }
    Ok(failed.is_empty())
}

/// Texts of the project's own from which a target starts; without them it takes long to come upon a whole sentence. The
/// others read files behind a first byte that chooses among names, and start from nothing.
fn seeds(target: &str) -> Option<&'static str> {
    match target {
        "annotate" => Some("crates/annotate/corpus"),
        "lists" => Some("demo"),
        _ => None,
    }
}

/// cargo-fuzz asks the compiler for sanitizers, which a stable compiler grants only when told so.
fn fuzz(root: &Path) -> Command {
    let mut command = process::cargo(root);
    command.arg("fuzz").env("RUSTC_BOOTSTRAP", "1");
    command
}

fn options<'a>(arguments: &[&'a str]) -> Result<Options<'a>> {
    let mut options = Options { target: None, seconds: SECONDS };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--seconds" => {
                let seconds = arguments.next().context("--seconds wants a number")?;
                options.seconds =
                    seconds.parse().with_context(|| format!("not a number of seconds: {seconds}"))?;
            }
            target if options.target.is_none() && !target.starts_with('-') => options.target = Some(target),
            other => bail!("unknown argument: {other}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_in_any_order() {
        let check = |given: &[&str], target, seconds| {
            assert_eq!(options(given).expect("well formed"), Options { target, seconds });
        };
        check(&[], None, SECONDS);
        check(&["pdf", "--seconds", "5"], Some("pdf"), 5);
        check(&["--seconds", "5", "pdf"], Some("pdf"), 5);
        for wrong in [&["--seconds"][..], &["--seconds", "x"], &["pdf", "html"], &["--fast"]] {
            assert!(options(wrong).is_err(), "{wrong:?}");
        }
    }
}
