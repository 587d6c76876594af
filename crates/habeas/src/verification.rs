//! Verifying a case as the command line and the web page both do: against every head that is known from outside, and
//! with what follows from the result. The checks themselves are the archive's.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use archive::checkpoint::Checkpoint;
use archive::note::Note;
use archive::{Finding, Report};
use model::Event;

use crate::case_folder::{CaseFolder, OpenCase};
use crate::home::Home;

/// Hashes the whole case again. `against` holds checkpoints received from others; the head that this person saw last
/// is added to them. `progress` gets bytes done and in all.
///
/// # Errors
/// When the case folder cannot be read at all; damage is not an error but a finding.
pub fn verify(
    folder: &CaseFolder,
    home: &Home,
    mut against: Vec<Checkpoint>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Report> {
    let origin = read_checkpoint(&folder.path.join("log/checkpoint")).map(|head| head.origin);
    against.extend(origin.ok().and_then(|origin| home.remembered(&origin)));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    archive::verify(&folder.disk(), &against, threads, progress)
        .with_context(|| folder.path.display().to_string())
}

/// Enters a result into the log.
///
/// # Errors
/// When the log does not take it.
pub fn record(case: &mut OpenCase, report: &Report) -> Result<()> {
    case.record(Event::Verified { items: report.originals, findings: report.findings.len() as u64 })?;
    Ok(())
}

/// Remembers the head of a case that was found intact, so that a later rollback is noticed.
///
/// # Errors
/// When the log's head cannot be read.
pub fn remember(folder: &CaseFolder, home: &Home, report: &Report) -> Result<()> {
    if report.findings.is_empty() {
        let archive = folder.archive()?;
        home.remember(archive.origin(), &archive.checkpoint()?);
    }
    Ok(())
}

/// Where this person's memory of the log's head is, when the result says that the log was rewritten.
#[must_use]
pub fn memory_of_rewritten(home: &Home, report: &Report) -> Option<String> {
    let rewritten = report.findings.iter().any(|finding| matches!(finding, Finding::Rewritten { .. }));
    rewritten.then(|| home.memory(&report.origin).display().to_string())
}

/// Reads a checkpoint or a proof's checkpoint from a file, for `verify --against`. Its signature is not checked:
/// a log that does not contain it is wrong whoever signed it.
///
/// # Errors
/// When the file holds neither.
pub fn read_checkpoint(path: &Path) -> anyhow::Result<Checkpoint> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| shown.clone())?;
    let note = archive::Proof::parse(&text).map_or(text, |proof| proof.checkpoint);
    let parsed = Note::parse(&note).ok().and_then(|note| Checkpoint::parse(&note.text).ok());
    Ok(parsed.ok_or_else(|| trouble!("error-no-checkpoint", path = shown))?)
}
