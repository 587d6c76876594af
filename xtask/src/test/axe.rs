//! Fetches axe-core, which the tests of the web pages put into a page to check that everybody can use it. npm brings it into
//! the target folder; it is never part of the product. Never fails by itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process;
use crate::workspace::Workspace;

/// What npm fetches.
const PACKAGE: &str = "axe-core@4.14.1";

/// How the script of that version begins.
const BEGINNING: &[u8] = b"/*! axe v4.14.1\n";

/// Where the tests look for the script, in the target folder.
const SCRIPT: &str = "axe/node_modules/axe-core/axe.min.js";

/// Fetches it where it is not there yet and npm is.
pub fn provide(workspace: &Workspace) {
    let script = workspace.target.join(SCRIPT);
    if is_there(&script) {
        return;
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]);
    npm.arg("--prefix").arg(workspace.target.join("axe")).arg(PACKAGE);
    // Whatever fails here, the look afterwards says what is missing.
    let _ = process::show_and_run(&mut npm);
    if !is_there(&script) {
        eprintln!(
            "{PACKAGE} could not be fetched by npm: no page is checked for who cannot see or use a mouse"
        );
    }
}

fn is_there(script: &Path) -> bool {
    fs::read(script).is_ok_and(|bytes| bytes.starts_with(BEGINNING))
}
