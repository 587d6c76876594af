//! All that must hold, in one command: formatting, tidy, clippy, every test. Goes on after a failure, so that one run
//! names all that is wrong, and ends with one line of counts. Never gates on time.

mod axe;
mod debian;
mod tally;

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result};

use self::tally::{Runner, Tally};
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

impl Outcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Missing => "not installed",
        }
    }
}

/// Runs every step; the last line is `N passed, N failed`, where each check counts as one beside the tests.
///
/// # Errors
/// When a program that must be there (cargo, git) cannot be started.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    provide(workspace);

    let mut report = Report::default();
    let check = |outcome: Outcome| (outcome, Tally::of(outcome));
    let colour: &[&str] = if ci { &["--", "--color=never"] } else { &[] };
    let formatting = [&["--all", "--check"], colour].concat();
    let lints = ["--workspace", "--all-targets", "--", "-D", "warnings"];
    report.step("formatting", || Ok(check(component(workspace, ci, "fmt", &formatting)?)))?;
    report.step("tidy", || Ok(check(if tidy::run(workspace)? { Outcome::Holds } else { Outcome::Fails })))?;
    report.step("clippy", || Ok(check(component(workspace, ci, "clippy", &lints)?)))?;

    let suite = |runner, arguments: &[&str]| {
        count(runner, cargo(workspace, ci).args(arguments), &mut std::io::stdout(), &mut std::io::stderr())
    };
    if process::succeeds(cargo(workspace, ci).args(["nextest", "--version"])) {
        let examples = ["test", "--workspace", "--doc", "--no-fail-fast"];
        report.step("examples in the documentation", || suite(Runner::Cargo, &examples))?;
        report
            .step("tests", || suite(Runner::Nextest, &["nextest", "run", "--workspace", "--no-fail-fast"]))?;
    } else {
        report.step("tests", || suite(Runner::Cargo, &["test", "--workspace", "--no-fail-fast"]))?;
    }
    println!("{}", report.lines());
    Ok(report.holds())
}

/// Installs what the tests need where that is possible, and says what stays missing.
pub fn provide(workspace: &Workspace) {
    debian::provide();
    axe::provide(workspace);
}

/// How the steps ended so far.
#[derive(Debug, Default)]
struct Report {
    steps: Vec<(&'static str, Outcome)>,
    tally: Tally,
}

impl Report {
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<(Outcome, Tally)>) -> Result<()> {
        let start = Instant::now();
        let (outcome, tally) = run()?;
        eprintln!("# {name}: {}, {:.0} s\n", outcome.word(), start.elapsed().as_secs_f64());
        self.steps.push((name, outcome));
        self.tally.add(&tally);
        Ok(())
    }

    fn holds(&self) -> bool {
        self.tally.failed == 0
    }

    /// The closing lines.
    fn lines(&self) -> String {
        let names = |wanted| {
            let steps = self.steps.iter().filter(|(_, outcome)| *outcome == wanted);
            steps.map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
        };
        let mut lines = String::new();
        for (what, names) in
            [("failed", names(Outcome::Fails)), ("not run, since not installed", names(Outcome::Missing))]
        {
            if !names.is_empty() {
                lines.push_str(&format!("{what}: {names}\n"));
            }
        }
        if self.tally.skipped > 0 {
            let count = self.tally.skipped;
            lines.push_str(&format!("{count} tests left out, each for the reason written beside it\n"));
        }
        lines + &format!("{} passed, {} failed", self.tally.passed, self.tally.failed)
    }
}

/// Cargo as a build server wants it, or as a person at a terminal does.
fn cargo(workspace: &Workspace, ci: bool) -> Command {
    let mut command = process::cargo(&workspace.root);
    if ci {
        command.env("CARGO_TERM_COLOR", "never").env("CARGO_INCREMENTAL", "0");
        // A change is judged by the same cases as the one before; whoever works on it runs ever new ones.
        command.env("PROPTEST_RNG_SEED", "20261122");
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
fn count(
    runner: Runner,
    command: &mut Command,
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
) -> Result<(Outcome, Tally)> {
    process::show(command);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start the tests")?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (out, err) = std::thread::scope(|threads| {
        let errors = threads.spawn(|| pass_on(runner, err, stderr));
        (pass_on(runner, out, stdout), errors.join())
    });
    let mut tally = out?;
    tally.add(&err.map_err(|_| anyhow::anyhow!("the output's reader stopped"))??);
    let outcome = if child.wait()?.success() { Outcome::Holds } else { Outcome::Fails };
    if outcome == Outcome::Fails && tally.failed == 0 {
        // It did not even build.
        tally.failed = 1;
    }
    Ok((outcome, tally))
}

fn pass_on(runner: Runner, from: Option<impl Read>, to: &mut dyn Write) -> Result<Tally> {
    let (mut tally, mut line) = (Tally::default(), Vec::new());
    let Some(from) = from else { return Ok(tally) };
    let mut from = BufReader::new(from);
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        tally.note(runner, &String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_checks_and_tests() {
        let check = |steps: &[(&'static str, Outcome)], passed, failed, skipped, lines: &str| {
            let mut report = Report { steps: steps.to_vec(), tally: Tally { passed, failed, skipped } };
            steps
                .iter()
                .filter(|(name, _)| *name != "tests")
                .for_each(|(_, it)| report.tally.add(&Tally::of(*it)));
            assert_eq!(report.lines(), lines);
            assert_eq!(report.holds(), lines.ends_with(" 0 failed"));
        };
        let (tidy, tests) = (("tidy", Outcome::Holds), ("tests", Outcome::Holds));
        check(&[tidy, tests], 40, 0, 0, "41 passed, 0 failed");
        check(&[("tidy", Outcome::Fails), tests], 40, 0, 0, "failed: tidy\n40 passed, 1 failed");
        check(&[tidy, ("tests", Outcome::Fails)], 39, 1, 0, "failed: tests\n40 passed, 1 failed");
        check(
            &[("clippy", Outcome::Missing), tests],
            40,
            0,
            2,
            "not run, since not installed: clippy\n\
             2 tests left out, each for the reason written beside it\n\
             40 passed, 0 failed",
        );
    }

    #[test]
    fn a_suite_is_counted_or_failed() {
        let check = |runner, script: &str, outcome, passed, failed| {
            let mut command = Command::new("sh");
            // Not to this test's own output, where whoever counts that would count it.
            let counted = count(runner, command.args(["-c", script]), &mut Vec::new(), &mut Vec::new());
            assert_eq!(counted.expect("runs"), (outcome, Tally { passed, failed, skipped: 0 }), "{script}");
        };
        let result = "echo 'test result: ok. 3 passed; 0 failed; 0 ignored'";
        check(Runner::Cargo, &format!("{result}; {result}"), Outcome::Holds, 6, 0);
        let summary = "echo '  Summary [ 1s] 3 tests run: 1 passed, 2 failed' >&2; exit 100";
        check(Runner::Nextest, summary, Outcome::Fails, 1, 2);
        check(Runner::Nextest, "exit 101", Outcome::Fails, 0, 1);
    }
}
