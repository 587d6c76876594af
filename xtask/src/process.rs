//! Other programs: how they are started, shown and read. Never decides what their failure means.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// The cargo that runs this chore.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Shows the command, runs it with this terminal, and says whether it succeeded.
///
/// # Errors
/// When it cannot be started.
pub fn show_and_run(command: &mut Command) -> Result<bool> {
    show(command);
    let status = command.status().with_context(|| format!("cannot start {}", line(command)))?;
    if status.code().is_none() {
        // A program that fails says why; one that is killed cannot.
        eprintln!("{} was stopped: {status}", line(command));
    }
    Ok(status.success())
}

/// Prints the command as one would type it.
pub fn show(command: &Command) {
    eprintln!("$ {}", line(command));
}

/// What the command prints to its standard output.
///
/// # Errors
/// When it cannot be started, fails, or prints something other than UTF-8.
pub fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", line(command)))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{} failed: {}", line(command), errors.trim());
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something other than UTF-8", line(command)))
}

/// Whether the command can be started and succeeds; its output is thrown away.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Whether the command can be started, however it ends; its output is thrown away.
pub fn starts(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// The command in one line: program's name and arguments.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
