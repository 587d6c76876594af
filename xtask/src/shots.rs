//! Screenshots of every page of the program, in both languages, on both widths, to be looked at. Judges nothing.

use anyhow::Result;

use crate::process;
use crate::test;
use crate::workspace::Workspace;

/// Takes them into `shots` in the target folder, as `NAME.LANGUAGE.WIDTH.png`; dark ones end in `.dark.png`.
///
/// # Errors
/// When cargo cannot be started.
pub fn run(workspace: &Workspace) -> Result<bool> {
    test::provide(workspace);
    let mut tests = process::cargo(&workspace.root);
    tests.args([
        "test",
        "--package",
        "habeas",
        "--test",
        "web",
        "--",
        "--ignored",
        "--exact",
        "shots::every_page",
    ]);
    let taken = process::show_and_run(tests.arg("--nocapture").env("HABEAS_REQUIRE_BROWSER", "1"))?;
    if taken {
        println!("{}", workspace.target.join("shots").display());
    }
    Ok(taken)
}
