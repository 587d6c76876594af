//! How many are on no list: the room's own example times the methods, and its long tests run. The figures of the packages of
//! R are those of their own runs, since they are not installed with Habeas.

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// Times the methods, then runs the tests that are too long for every day.
///
/// # Errors
/// When cargo cannot be started.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let cargo = |arguments: &[&str]| {
        let mut command = process::cargo(&workspace.root);
        command.args(arguments);
        process::show_and_run(&mut command)
    };
    let timed = cargo(&["run", "--release", "-p", "estimate", "--example", "bench"])?;
    let long = ["test", "--release", "-p", "estimate", "--", "--ignored", "--nocapture"];
    Ok(cargo(&long)? && timed)
}
