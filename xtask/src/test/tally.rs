//! How many tests passed and failed, from what cargo-nextest and `cargo test` print. Runs nothing.

use super::Outcome;

/// What runs the tests.
#[derive(Debug, Clone, Copy)]
pub enum Runner {
    /// cargo-nextest: one line for all.
    Nextest,
    /// `cargo test`: a line for each binary and for each crate's examples.
    Cargo,
}

/// Counts of tests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that ran and passed.
    pub passed: u64,
    /// Those that ran and failed, whichever way.
    pub failed: u64,
    /// Those marked to be left out.
    pub skipped: u64,
}

impl Tally {
    /// Adds another's counts.
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// A check that is not a test suite, as one.
    pub fn of(outcome: Outcome) -> Self {
        let one = |wanted| u64::from(outcome == wanted);
        Self { passed: one(Outcome::Holds), failed: one(Outcome::Fails), skipped: 0 }
    }

    /// Adds what one line of the runner's output says, which for most lines is nothing. The lines that count:
    ///
    /// ```text
    ///      Summary [   5.1s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 2 skipped
    /// test result: ok. 10 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
    /// ```
    pub fn note(&mut self, runner: Runner, line: &str) {
        let line = without_colour(line);
        let (start, before) = match runner {
            // It repeats what failed tests printed, in which the other runner's line may stand.
            Runner::Nextest => ("Summary [", " run: "),
            Runner::Cargo => ("test result: ", ". "),
        };
        let counts = line
            .trim()
            .strip_prefix(start)
            .and_then(|rest| rest.split_once(before))
            .map(|(_, counts)| counts);
        for count in counts.unwrap_or_default().split([',', ';']) {
            let Some((number, what)) = count.trim().split_once(' ') else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            match what.split(" (").next().unwrap_or_default() {
                "passed" => self.passed += number,
                "failed" | "timed out" | "exec failed" => self.failed += number,
                "skipped" | "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

/// The line without the escape sequences that colour it.
fn without_colour(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        rest = rest.strip_prefix('m').unwrap_or(rest);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(runner: Runner, line: &str, passed: u64, failed: u64, skipped: u64) {
        let mut tally = Tally::default();
        tally.note(runner, line);
        assert_eq!(tally, Tally { passed, failed, skipped }, "{line}");
    }

    #[test]
    fn what_nextest_prints() {
        let check = |line, passed, failed, skipped| check(Runner::Nextest, line, passed, failed, skipped);
        check("     Summary [   5.137s] 12 tests run: 12 passed, 2 skipped", 12, 0, 2);
        check("     Summary [   0.002s] 1 test run: 1 passed, 0 skipped", 1, 0, 0);
        check(
            "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] \u{1b}[1m12\u{1b}[0m tests run: 10 \u{1b}[32;1mpassed\u{1b}[0m \
             (1 slow), 1 failed, 1 timed out, 2 skipped",
            10,
            2,
            2,
        );
        check(
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 335 filtered out",
            0,
            0,
            0,
        );
    }

    #[test]
    fn what_cargo_test_prints() {
        let check = |line, passed, failed, skipped| check(Runner::Cargo, line, passed, failed, skipped);
        check(
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s",
            5,
            0,
            1,
        );
        check("test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 5, 2, 0);
        check("test tidy::counts_passed ... ok", 0, 0, 0);
        check("the words 5 passed, 1 failed in a test's own output", 0, 0, 0);
    }

    #[test]
    fn counts_add_up() {
        let mut all = Tally { passed: 1, failed: 2, skipped: 3 };
        all.add(&Tally { passed: 10, failed: 20, skipped: 30 });
        assert_eq!(all, Tally { passed: 11, failed: 22, skipped: 33 });
    }
}
