//! Opening a case in the browser.

use std::io::{IsTerminal as _, stdin};
use std::time::Duration;

use anyhow::Result;

use super::{Ending, named};
use crate::case_folder::CaseFolder;
use crate::cli::{self, Cli, Person};
use crate::web::{self, Serve};
use crate::{out, wire};

pub(super) fn serve(cli: &Cli, args: &cli::Serve) -> Result<Ending> {
    let folder = CaseFolder::find(args.folder.as_deref().or(cli.case.as_deref()))?;
    let idle = args.idle.map(|minutes| Duration::from_secs(60 * u64::from(minutes)));
    open(cli, Serve { folder, by: named(&args.person), port: args.port, idle }, !args.no_open)
}

/// Serves the demonstration case. Without anybody at a terminal it ends by itself, so that scripts end.
pub(super) fn demo(cli: &Cli, folder: CaseFolder) -> Result<Ending> {
    let idle = (!stdin().is_terminal()).then_some(Duration::from_secs(60));
    open(cli, Serve { folder, by: named(&Person { by: None }), port: 0, idle }, true)
}

fn open(cli: &Cli, how: Serve, in_browser: bool) -> Result<Ending> {
    let minutes = how.idle.map(|idle| idle.as_secs() / 60);
    let ready = |address: &str| {
        if cli.json {
            // A script that cannot print has nobody to tell.
            let _ = out::json(&wire::document("serve", serde_json::json!({ "address": address })));
            return;
        }
        out::line(&tr!("serve-ready"));
        out::line(&format!("  {address}"));
        out::line(&tr!("serve-stop"));
        if let Some(minutes) = minutes {
            out::line(&tr!("serve-idle", n = minutes));
        }
        if in_browser && !(has_display() && open::that_detached(address).is_ok()) {
            out::line(&tr!("serve-no-browser"));
        }
    };
    web::serve(how, ready)?;
    Ok(Ending::Done)
}

/// Whether a browser has somewhere to open.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
