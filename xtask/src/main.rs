//! The project's own chores: test, tidy, measure, fuzz, pack. Never part of the product; of its rooms it knows
//! `annotate`, whose models it trains and scores.

mod bench;
mod deny;
mod dist;
mod fuzz;
mod process;
mod reading;
mod score_link;
mod shots;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;

const USAGE: &str = "\
cargo xtask test                     all that must hold: formatting, tidy, clippy, every test
cargo xtask tidy                     the project's own rules (xtask/src/tidy)
cargo xtask deny                     licences, sources and known weaknesses of the dependencies (cargo-deny)
cargo xtask bench                    what this machine is
cargo xtask bench intake [OPTIONS] [mixed|text|csv|pdf]...
                                     intake beside Recoll's indexer; --quick leaves out the 1 GB CSV, --runs N (3)
cargo xtask bench search             searches in 100,000 texts beside Recoll's, and the index that they need
cargo xtask bench link [--records N] [--once] [--splink PYTHON]
                                     linking a million invented people and a new list, beside Splink (bench/link)
cargo xtask bench pdf                PDF text beside poppler's (bench/pdf)
cargo xtask shots                    screenshots of every page, both languages and widths, in target/shots
cargo xtask bench estimate           estimates beside the packages of R, and their long tests
cargo xtask bench annotate [PYTHON]   annotating beside spaCy and textacy, in the Python that has them
cargo xtask train annotate quotations FOLDER | names UNER WIKIGOLD
                                     the models of the annotate room (crates/annotate/models/README.md)
cargo xtask score own [--folds FOLDER WEIGHT] | gold FILE [--show] | polnear FOLDER [--folds | --predictions FILE] |
                  dates FOLDER|FILE [--show] | names FOLDER
                                     what the annotate room finds, against gold (docs/benchmarks.md)
cargo xtask score link FOLDER [SET]...
                                     linkage on labelled sets that bench/link/prepare.py made
cargo xtask fuzz [TARGET] [--seconds N]
                                     each fuzz target, or one, for N seconds (60)
cargo xtask dist                     the release binary with completions and manual pages, in target/dist";

/// Exit status 0: all holds. 1: something does not. 2: could not be done.
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs one chore; `false` when it ran and something does not hold.
fn run(arguments: &[&str]) -> Result<bool> {
    let workspace = Workspace::load()?;
    match arguments {
        ["test"] => test::run(&workspace),
        ["tidy"] => tidy::run(&workspace),
        ["deny"] => deny::run(&workspace),
        ["bench"] => bench::machine::print().map(|()| true),
        ["bench", "intake", options @ ..] => bench::intake::run(&workspace, options),
        ["bench", "search", options @ ..] => bench::search::run(&workspace, options),
        ["bench", "link", options @ ..] => bench::link::run(&workspace, options),
        ["bench", "pdf"] => bench::reading::run(&workspace),
        ["shots"] => shots::run(&workspace),
        ["bench", "estimate"] => bench::estimate::run(&workspace),
        ["bench", "annotate"] => bench::annotate::run(&workspace, None),
        ["bench", "annotate", "--alone", file] => bench::annotate::annotate_file(std::path::Path::new(file)),
        ["bench", "annotate", python] => bench::annotate::run(&workspace, Some(python)),
        ["score", "link", folder, sets @ ..] => score_link::run(&workspace, folder, sets),
        ["fuzz", options @ ..] => fuzz::run(&workspace, options),
        ["train", "annotate", options @ ..] => reading::train(&workspace, options),
        ["score", options @ ..] => reading::score(options),
        ["dist"] => dist::run(&workspace),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => anyhow::bail!("no such chore: {}\n\n{USAGE}", arguments.join(" ")),
    }
}
