//! Training and scoring of the `annotate` room over corpora given by path. No corpus is part of the repository but the
//! project's own invented one.

mod attribution;
mod columns;
mod dates;
mod gold;
mod names;
mod polnear;
mod quotations;
mod train;

use std::path::Path;

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// `cargo xtask train annotate ...`
///
/// # Errors
/// When a corpus cannot be read.
pub fn train(workspace: &Workspace, arguments: &[&str]) -> Result<bool> {
    match arguments {
        ["quotations", polnear] => quotations::learn(workspace, Path::new(polnear))?,
        ["names", uner, wikigold] => train::names(workspace, Path::new(uner), Path::new(wikigold))?,
        _ => bail!(
            "cargo xtask train annotate quotations POLNEAR_TRAIN_FOLDER | names UNER_FILE WIKIGOLD_FILE"
        ),
    }
    Ok(true)
}

/// `cargo xtask score ...`
///
/// # Errors
/// When a corpus cannot be read.
pub fn score(arguments: &[&str]) -> Result<bool> {
    match arguments {
        ["names", folder] => names::experiment(Path::new(folder)).map(|()| true),
        ["own"] => attribution::score_own().and_then(|()| dates::score_own(false)).map(|()| true),
        ["own", "--folds", folder, weight] => {
            quotations::leave_batches_out(Path::new(folder), weight.parse()?).map(|()| true)
        }
        ["gold", file] => gold::score(Path::new(file), false).map(|()| true),
        ["gold", file, "--show"] => gold::score(Path::new(file), true).map(|()| true),
        ["dates", "own"] => dates::score_own(true).map(|()| true),
        ["dates", file, rest @ ..] if Path::new(file).is_file() && matches!(rest, [] | ["--show"]) => {
            dates::score_texts(Path::new(file), !rest.is_empty()).map(|()| true)
        }
        ["dates", folder] => dates::score_timeml(Path::new(folder), false).map(|()| true),
        ["dates", folder, "--show"] => dates::score_timeml(Path::new(folder), true).map(|()| true),
        ["polnear", folder, "--folds"] => quotations::cross_validate(Path::new(folder)).map(|()| true),
        ["polnear", folder] => attribution::score_polnear(Path::new(folder), None).map(|()| true),
        ["polnear", folder, "--predictions", file] => {
            attribution::score_polnear(Path::new(folder), Some(Path::new(file))).map(|()| true)
        }
        _ => bail!("cargo xtask score polnear FOLDER [--folds | --predictions FILE] | gold FILE [--show]"),
    }
}
