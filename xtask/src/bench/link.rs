//! Linking a million people beside Splink, in one run on one machine: accuracy, processor time, wall time, memory; and what a
//! new list costs. The people are a set that `bench/link/prepare.py` made; Splink is asked by the script that is given.
//!
//! Both read the same records. Whole processes are measured: Python's start and Splink's evaluation against the truth
//! count for it, as reading CSV and ours count for us.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::machine;
use super::measure::{Cost, measure};
use crate::process;
use crate::workspace::Workspace;

/// The set, and how many of its records arrive as a new list.
const SET: &str = "people_1m";
const NEW: &str = "10000";

/// What is asked for: the folder of sets, the set, and Splink's side.
struct Asked<'a> {
    folder: &'a str,
    set: &'a str,
    splink: Option<[&'a str; 3]>,
}

fn asked<'a>(options: &[&'a str]) -> Result<Asked<'a>> {
    let (folder, mut rest) = options.split_first().context("say which folder holds the sets")?;
    let mut asked = Asked { folder, set: SET, splink: None };
    while let Some((option, after)) = rest.split_first() {
        match (*option, after) {
            ("--set", &[set, ref after @ ..]) => (asked.set, rest) = (set, after),
            ("--splink", &[python, script, people, ref after @ ..]) => {
                (asked.splink, rest) = (Some([python, script, people]), after);
            }
            _ => anyhow::bail!("no such option, or too little after it: {option}"),
        }
    }
    Ok(asked)
}

/// Runs both sides and prints a table.
///
/// # Errors
/// When a side cannot be run.
pub fn run(workspace: &Workspace, options: &[&str]) -> Result<bool> {
    let asked = asked(options)?;
    machine::print()?;
    let mut build = process::cargo(&workspace.root);
    build.args(["build", "--release", "--locked", "--package", "link", "--example", "score"]);
    ensure!(process::show_and_run(&mut build)?, "the scoring program does not build");
    let scratch = std::env::temp_dir().join(format!("habeas-bench-link-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    // This program lies in the same target folder: PROFILE/xtask.
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).context("this program lies in no target folder")?;
    let program = target.join("release/examples/score");
    println!("\n| run | processor s | wall s | peak MB | told by itself |\n|---|---:|---:|---:|---|");
    let ours = told(Command::new(&program).args([asked.folder, asked.set]), &scratch, "habeas")?;
    told(
        Command::new(&program).args([asked.folder, asked.set, "--new", NEW]),
        &scratch,
        "habeas, a new list",
    )?;
    let Some([python, script, people]) = asked.splink else {
        println!("\nSplink: left out (--splink PYTHON SCRIPT PEOPLE.parquet)");
        return Ok(true);
    };
    for (name, wide) in [("splink, tight", None), ("splink, wide", Some("--wide"))] {
        let mut command = Command::new(python);
        command.args([script, people]).args(wide).env("PEER_RESULTS", &scratch);
        let theirs = told(&mut command, &scratch, name)?;
        println!(
            "| ours / {name} | {:.2} | {:.2} | {:.2} | |",
            ours.cpu / theirs.cpu,
            ours.wall / theirs.wall,
            ours.peak as f64 / theirs.peak as f64
        );
    }
    fs::remove_dir_all(&scratch)?;
    Ok(true)
}

/// Measures a command and prints its row, with the line in which it tells its accuracy.
fn told(command: &mut Command, scratch: &Path, name: &str) -> Result<Cost> {
    let said: PathBuf = scratch.join("said");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "exec \"$@\" > \"$SAID\" 2>&1", "sh"])
        .arg(command.get_program())
        .args(command.get_args());
    shell.env("SAID", &said);
    shell.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
    let (cost, status) = measure(&mut shell)?;
    let text = fs::read_to_string(&said).unwrap_or_default();
    ensure!(status.success(), "{name} failed: {text}");
    let marks = ["CPU s", "\"f1\""];
    let line = text.lines().find(|line| marks.iter().any(|it| line.contains(it))).unwrap_or_default();
    let peak = cost.peak as f64 / 1e6;
    println!(
        "| {name} | {:.1} | {:.1} | {peak:.0} | {} |",
        cost.cpu,
        cost.wall,
        line.trim().replace('|', "/")
    );
    Ok(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options() {
        let found =
            asked(&["sets", "--splink", "python3", "s.py", "p.parquet", "--set", "other"]).expect("read");
        assert_eq!((found.folder, found.set), ("sets", "other"));
        assert_eq!(found.splink, Some(["python3", "s.py", "p.parquet"]));
        assert!(asked(&[]).is_err() && asked(&["sets", "--splink", "python3"]).is_err());
    }
}
