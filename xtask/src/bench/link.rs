//! Linking invented people beside Splink, in one run on one machine: accuracy, processor time, wall time, memory; and what a
//! new list costs. `crates/link/examples/people` invents the people; Splink is asked by `bench/link/splink_people.py`.
//!
//! Both read the same records, we as CSV and Splink as Parquet. Whole processes are measured: Python's start and Splink's
//! evaluation against the truth count for it, as reading CSV and ours count for us.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::machine;
use super::measure::{Cost, measure};
use crate::process;
use crate::workspace::Workspace;

/// How many people stand on the lists unless said otherwise.
const RECORDS: &str = "1000000";
/// One in so many records arrives as a new list.
const NEW: u64 = 100;

/// What is asked for: how many records, and the Python that has Splink.
struct Asked<'a> {
    records: &'a str,
    splink: Option<&'a str>,
    /// Whether a new list is measured as well.
    new: bool,
}

fn asked<'a>(mut options: &[&'a str]) -> Result<Asked<'a>> {
    let mut asked = Asked { records: RECORDS, splink: None, new: true };
    while let Some((option, after)) = options.split_first() {
        match (*option, after) {
            ("--records", &[records, ref after @ ..]) => (asked.records, options) = (records, after),
            ("--splink", &[python, ref after @ ..]) => (asked.splink, options) = (Some(python), after),
            ("--once", after) => (asked.new, options) = (false, after),
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
    let new = asked.records.parse::<u64>().context("how many records is a number")? / NEW;
    machine::print()?;
    let mut build = process::cargo(&workspace.root);
    build.args(["build", "--release", "--locked", "--package", "link", "--example", "score"]);
    build.args(["--example", "people"]);
    ensure!(process::show_and_run(&mut build)?, "the scoring program does not build");
    let scratch = std::env::temp_dir().join(format!("habeas-bench-link-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let measured = measured(workspace, &asked, new, &scratch);
    fs::remove_dir_all(&scratch)?;
    measured.map(|()| true)
}

fn measured(workspace: &Workspace, asked: &Asked<'_>, new: u64, scratch: &Path) -> Result<()> {
    // This program lies in the same target folder: PROFILE/xtask.
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).context("this program lies in no target folder")?;
    let example = |name: &str| target.join("release/examples").join(name);
    let people = scratch.join("people.csv");
    ensure!(
        process::show_and_run(Command::new(example("people")).arg(asked.records).arg(&people))?,
        "nobody was invented"
    );
    println!("\n| run | processor s | wall s | peak MB | told by itself |\n|---|---:|---:|---:|---|");
    let ours = || {
        let mut command = Command::new(example("score"));
        command.arg(scratch).arg("people");
        command
    };
    let cost = told(&mut ours(), scratch, "habeas")?;
    if asked.new {
        told(ours().args(["--new", &new.to_string()]), scratch, "habeas, a new list")?;
    }
    let Some(python) = asked.splink else {
        println!("\nSplink: left out (--splink PYTHON, one that has splink)");
        return Ok(());
    };
    let script = workspace.root.join("bench/link/splink_people.py");
    let parquet = scratch.join("people.parquet");
    let made = Command::new(python).arg(&script).args([&people, &parquet]).status()?;
    ensure!(made.success(), "no Parquet file was made for Splink");
    for (name, wide) in [("splink, tight", None), ("splink, wide", Some("--wide"))] {
        let mut command = Command::new(python);
        let theirs = told(command.arg(&script).arg(&parquet).args(wide), scratch, name)?;
        println!(
            "| ours / {name} | {:.3} | {:.3} | {:.2} | |",
            cost.cpu / theirs.cpu,
            cost.wall / theirs.wall,
            cost.peak as f64 / theirs.peak as f64
        );
    }
    Ok(())
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
        let found = asked(&["--splink", "python3", "--records", "5000", "--once"]).expect("read");
        assert_eq!((found.records, found.splink, found.new), ("5000", Some("python3"), false));
        assert_eq!(asked(&[]).expect("nothing is needed").records, RECORDS);
        assert!(asked(&["--splink"]).is_err() && asked(&["people"]).is_err());
    }
}
