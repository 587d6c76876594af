//! All that must hold, in one command: formatting, tidy, clippy, every test. Goes on after a failure, so that one run
//! names all that is wrong, and ends with one line of counts. Never gates on time.

mod debian;
mod tally;

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result};

use self::tally::Tally;
use crate::workspace::Workspace;
use crate::{process, tidy};

/// How one step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Holds,
    Fails,
    /// Not run: what it needs is not installed.
    Missing,
}

/// Runs every step; the last line is `N passed, N failed`, where each check counts as one.
///
/// # Errors
/// When a program that must be there (cargo, git) cannot be started.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    debian::provide();

    let mut steps = Vec::new();
    let mut step = |name: &'static str, run: &mut dyn FnMut() -> Result<Outcome>| -> Result<()> {
        let start = Instant::now();
        let outcome = run()?;
        eprintln!("# {name}: {outcome:?}, {:.0} s\n", start.elapsed().as_secs_f64());
        steps.push((name, outcome));
        Ok(())
    };
    step("formatting", &mut || component(workspace, ci, "fmt", &["--all", "--check"]))?;
    step("tidy", &mut || Ok(if tidy::run(workspace)? { Outcome::Holds } else { Outcome::Fails }))?;
    let lints = ["--workspace", "--all-targets", "--", "-D", "warnings"];
    step("clippy", &mut || component(workspace, ci, "clippy", &lints))?;

    let mut tally = Tally::default();
    let nextest = process::succeeds(cargo(workspace, ci).args(["nextest", "--version"]));
    let mut suite = |arguments: &[&str]| count(cargo(workspace, ci).args(arguments), &mut tally);
    if nextest {
        step("documentation's examples", &mut || suite(&["test", "--workspace", "--doc", "--no-fail-fast"]))?;
        step("tests", &mut || suite(&["nextest", "run", "--workspace", "--no-fail-fast"]))?;
    } else {
        step("tests", &mut || suite(&["test", "--workspace", "--no-fail-fast"]))?;
    }

    let (holds, lines) = summary(&steps, &tally);
    println!("{lines}");
    Ok(holds)
}

/// Whether all holds, and the closing lines.
fn summary(steps: &[(&str, Outcome)], tally: &Tally) -> (bool, String) {
    let names = |wanted| {
        let names: Vec<&str> =
            steps.iter().filter(|(_, outcome)| *outcome == wanted).map(|(name, _)| *name).collect();
        (names.len() as u64, names.join(", "))
    };
    let ((held, _), (failed, failing), (missing, absent)) =
        (names(Outcome::Holds), names(Outcome::Fails), names(Outcome::Missing));
    let mut lines = String::new();
    if failed > 0 {
        lines.push_str(&format!("failed: {failing}\n"));
    }
    if missing > 0 {
        lines.push_str(&format!("not run, since not installed: {absent}\n"));
    }
    if tally.skipped > 0 {
        lines.push_str(&format!("{} tests left out, each for the reason written beside it\n", tally.skipped));
    }
    if tally.passed == 0 {
        lines.push_str("no test ran\n");
    }
    lines.push_str(&format!("{} passed, {} failed", tally.passed + held, tally.failed + failed));
    (failed == 0 && tally.failed == 0 && tally.passed > 0, lines)
}

/// Cargo as a build server wants it, or as a person at a terminal does.
fn cargo(workspace: &Workspace, ci: bool) -> Command {
    let mut command = process::cargo(&workspace.root);
    if ci {
        command.env("CARGO_TERM_COLOR", "never").env("CARGO_INCREMENTAL", "0");
    } else if std::io::stderr().is_terminal() && std::env::var_os("CARGO_TERM_COLOR").is_none() {
        // The suites' output passes through this program, which hides the terminal from them.
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// A part of the toolchain that a minimal installation lacks.
fn component(workspace: &Workspace, ci: bool, name: &str, arguments: &[&str]) -> Result<Outcome> {
    if !process::succeeds(cargo(workspace, ci).args([name, "--version"])) {
        eprintln!("cargo {name} is not installed. To install it: rustup component add {name}");
        return Ok(Outcome::Missing);
    }
    let holds = process::show_and_run(cargo(workspace, ci).arg(name).args(arguments))?;
    Ok(if holds { Outcome::Holds } else { Outcome::Fails })
}

/// Runs a test suite, passes its output on, and adds up the results that it names.
fn count(command: &mut Command, tally: &mut Tally) -> Result<Outcome> {
    process::show(command);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start the tests")?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (out, err) = std::thread::scope(|threads| {
        let errors = threads.spawn(|| pass_on(stderr, &mut std::io::stderr()));
        (pass_on(stdout, &mut std::io::stdout()), errors.join())
    });
    tally.add(&out?);
    tally.add(&err.map_err(|_| anyhow::anyhow!("the output's reader stopped"))??);
    Ok(if child.wait()?.success() { Outcome::Holds } else { Outcome::Fails })
}

fn pass_on(from: Option<impl Read>, to: &mut impl Write) -> Result<Tally> {
    let (mut tally, mut line) = (Tally::default(), Vec::new());
    let Some(from) = from else { return Ok(tally) };
    let mut from = BufReader::new(from);
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        tally.note(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_checks_and_tests() {
        let check = |steps: &[(&str, Outcome)], passed, failed, skipped, holds, lines: &str| {
            assert_eq!(summary(steps, &Tally { passed, failed, skipped }), (holds, lines.to_owned()));
        };
        let (tidy, tests) = (("tidy", Outcome::Holds), ("tests", Outcome::Holds));
        check(&[tidy, tests], 40, 0, 0, true, "42 passed, 0 failed");
        check(&[("tidy", Outcome::Fails), tests], 40, 0, 0, false, "failed: tidy\n41 passed, 1 failed");
        check(
            &[("clippy", Outcome::Missing), tests],
            40,
            0,
            2,
            true,
            "not run, since not installed: clippy\n2 tests left out, each for the reason written beside it\n41 passed, 0 failed",
        );
        check(&[tidy, tests], 0, 0, 0, false, "no test ran\n2 passed, 0 failed");
    }
}
