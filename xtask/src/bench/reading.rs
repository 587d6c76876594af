//! PDF text beside poppler's, by the scripts in `bench/pdf`.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::process;
use crate::workspace::Workspace;

/// Makes the PDFs, unless they are there, and lets the scripts compare.
///
/// # Errors
/// When the scripts are not there, or habeas does not build.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let scripts = workspace.root.join("bench/pdf");
    ensure!(scripts.join("score.py").is_file(), "there is no bench/pdf/score.py");
    let binary = workspace.build_release()?;
    let pdfs = workspace.target.join("bench/pdf");
    let python = |script: &str| {
        let mut command = Command::new("python3");
        command.arg(scripts.join(script)).arg(&pdfs);
        command
    };
    if !pdfs.is_dir() {
        std::fs::create_dir_all(&pdfs)?;
        ensure!(process::show_and_run(&mut python("make.py"))?, "bench/pdf/make.py failed");
    }
    process::show_and_run(python("score.py").arg("--").arg(binary).args(["text", "--body", "{}"]))
}
