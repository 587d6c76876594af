//! Shell completions and manual pages, made from the command line's own description.

use std::fs;

use anyhow::{Context as _, Result};

use super::Ending;
use crate::cli::{self, Completions, Man};
use crate::out;

pub(super) fn completions(args: &Completions) -> Result<Ending> {
    // Into memory first: the generator panics on a pipe that closes early.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::localised(), "habeas", &mut script);
    out::write(&String::from_utf8_lossy(&script));
    Ok(Ending::Done)
}

pub(super) fn man(args: &Man) -> Result<Ending> {
    fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    clap_mangen::generate_to(cli::localised(), &args.folder)
        .with_context(|| args.folder.display().to_string())?;
    Ok(Ending::Done)
}
