//! Scores the linkage room on labelled sets, with its defaults. Never holds a set, a truth or a parameter: the sets lie in a
//! folder that `bench/link/prepare.py` made, `crates/link/examples/score` reads them.

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// Builds the scoring program for release and runs it; `false` when it fails.
///
/// # Errors
/// When it cannot be started.
pub fn run(workspace: &Workspace, folder: &str, sets: &[&str]) -> Result<bool> {
    let mut command = process::cargo(&workspace.root);
    command.args(["run", "--release", "--locked", "--package", "link", "--example", "score", "--", folder]);
    command.args(sets);
    process::show_and_run(&mut command)
}
