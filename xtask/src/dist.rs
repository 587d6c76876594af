//! Puts what a user installs into `target/dist`: the release binary, shell completions, manual pages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process;
use crate::workspace::Workspace;

/// Each shell with the file name under which it looks for completions.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "habeas.bash"),
    ("elvish", "habeas.elv"),
    ("fish", "habeas.fish"),
    ("powershell", "_habeas.ps1"),
    ("zsh", "_habeas"),
];

/// Each language with the folder in which `man` looks for its pages.
const MANUALS: [(&str, &str); 2] = [("en", "man/man1"), ("es", "man/es/man1")];

/// Builds, and begins the folder anew.
///
/// # Errors
/// When habeas does not build, or the folder cannot be written.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let binary = workspace.build_release()?;
    let dist = workspace.target.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| dist.display().to_string())?;
    }
    fs::create_dir_all(dist.join("completions")).with_context(|| dist.display().to_string())?;
    let name = binary.file_name().context("a binary has a name")?;
    fs::copy(&binary, dist.join(name)).with_context(|| binary.display().to_string())?;
    for (shell, file) in SHELLS {
        let script = process::read(Command::new(&binary).args(["completions", shell]))?;
        fs::write(dist.join("completions").join(file), script)?;
    }
    for (language, folder) in MANUALS {
        process::read(Command::new(&binary).args(["--lang", language, "man"]).arg(dist.join(folder)))?;
    }
    list(&dist, &dist)?;
    Ok(true)
}

/// Prints the files below `folder` with their sizes in bytes.
fn list(folder: &Path, dist: &Path) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            list(&path, dist)?;
        } else {
            let shown = path.strip_prefix(dist).unwrap_or(&path);
            println!("{:>10}  {}", entry.metadata()?.len(), shown.display());
        }
    }
    Ok(())
}
