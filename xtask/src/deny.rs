//! What cargo-deny finds about the dependencies. Installs nothing.

use anyhow::{Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// Runs cargo-deny; what it knows of weaknesses it fetches from the network, so that comes last and by itself.
///
/// # Errors
/// When cargo-deny is not installed.
pub fn run(workspace: &Workspace) -> Result<bool> {
    if !process::succeeds(process::cargo(&workspace.root).args(["deny", "--version"])) {
        bail!("cargo-deny is not installed. To install it: cargo install --locked cargo-deny");
    }
    let check = |what: &[&str]| {
        process::show_and_run(process::cargo(&workspace.root).args(["deny", "check"]).args(what))
    };
    let offline = check(&["bans", "licenses", "sources"])?;
    Ok(check(&["advisories"])? && offline)
}
