//! Shell completions and manual pages, made from the command line's own description.

use std::fs;
use std::io;

use anyhow::{Context as _, Result};

use super::Ending;
use crate::cli::{self, Completions, Man};

pub(super) fn completions(args: &Completions) -> Result<Ending> {
    clap_complete::generate(args.shell, &mut cli::localised(), "habeas", &mut io::stdout());
    Ok(Ending::Done)
}

pub(super) fn man(args: &Man) -> Result<Ending> {
    fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    clap_mangen::generate_to(cli::localised(), &args.folder)
        .with_context(|| args.folder.display().to_string())?;
    Ok(Ending::Done)
}
