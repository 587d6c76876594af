//! Intake beside Recoll's indexer: the same folder, by turns, each from nothing, and then again with nothing changed.
//!
//! Habeas does more (it keeps every original, logs it, and reads in confined processes), so the ratio says what the
//! promises cost, not which program is better. Quotations, dates and figures, which Recoll does not look for, are left
//! for later on both sides. Files are in memory before each run. All corpora and the largest case take some 8 GB of disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::corpus::{Corpus, NAMES};
use super::machine;
use super::measure::{Cost, measure};
use super::recoll::Recoll;
use super::report::{self, Runs};
use super::words::LAST_WORD;
use crate::process;
use crate::workspace::Workspace;

/// Runs of each program over each corpus unless told.
const RUNS: usize = 3;

/// Of how many items of a corpus the text's end is looked at.
const SAMPLE: usize = 100;

/// Code points of an item's text in which its last word must be; other matter (a page's foot) may follow it.
const TAIL: u64 = 2000;

#[derive(Debug, PartialEq, Eq)]
struct Options {
    runs: usize,
    corpora: Vec<&'static str>,
}

/// Measures and prints.
///
/// # Errors
/// When habeas does not build, Recoll is not installed, or a program fails.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<bool> {
    let options = options(arguments)?;
    ensure!(
        Recoll::is_installed(),
        "recollindex is not installed. To install it: sudo apt-get install recollcmd"
    );
    let binary = workspace.build_release()?;
    let base = workspace.target.join("bench");
    fs::create_dir_all(&base)?;
    machine::print()?;
    println!("| habeas | {} |", process::read(Command::new(&binary).arg("--version"))?.trim());
    let mut all_read = true;
    for name in options.corpora {
        let corpus = Corpus::make(name, &base.join("corpora"))?;
        all_read &= compare(&corpus, &binary, &base, options.runs)?;
    }
    Ok(all_read)
}

/// Measures both programs over one corpus and prints; `true` when Habeas read all of it.
fn compare(corpus: &Corpus, binary: &Path, base: &Path, count: usize) -> Result<bool> {
    let (mut ours, mut theirs) = (Runs::default(), Runs::default());
    let bytes = corpus.warm()?;
    let (folder, home, index) = (base.join("case"), base.join("home"), base.join("recoll"));
    for run in 0..count {
        // By turns, and each goes first in turn, so that what the machine does meanwhile meets both.
        for turn in [run % 2, (run + 1) % 2] {
            eprintln!("{}: run {} of {count}, {}", corpus.name, run + 1, ["habeas", "recollindex"][turn]);
            corpus.warm()?;
            if turn == 0 {
                let case = HabeasCase::fresh(binary, &folder, &home)?;
                ours.first.push(case.init()?.then(case.add(corpus)?));
                ours.derived = size(&folder.join("derived"))?;
                ours.again.push(case.add(corpus)?);
                ours.read_whole = case.read_whole(corpus)?;
            } else {
                let recoll = Recoll::fresh(&index, corpus)?;
                theirs.first.push(recoll.pass()?);
                theirs.derived = size(&recoll.index())?;
                theirs.again.push(recoll.pass()?);
                theirs.read_whole = recoll.read_whole()?;
            }
        }
    }
    report::print(corpus.name, corpus.files(), bytes, &ours, &theirs);
    let all_read = ours.read_whole == corpus.files();
    if all_read {
        [&folder, &home, &index].into_iter().try_for_each(|old| clear(old))?;
    } else {
        println!("\n**Habeas did not read all of it**: see `habeas --case {} ledger`.", folder.display());
    }
    Ok(all_read)
}

/// A case folder and a person's folder, both only for this.
pub(super) struct HabeasCase<'a> {
    binary: &'a Path,
    folder: PathBuf,
    home: PathBuf,
}

impl<'a> HabeasCase<'a> {
    /// Clears away what an earlier run left.
    pub(super) fn fresh(binary: &'a Path, folder: &Path, home: &Path) -> Result<Self> {
        clear(folder)?;
        clear(home)?;
        Ok(Self { binary, folder: folder.to_owned(), home: home.to_owned() })
    }

    pub(super) fn init(&self) -> Result<Cost> {
        let (cost, status) = measure(self.command().arg("init").arg(&self.folder).args(["--by", "bench"]))?;
        ensure!(status.success(), "habeas init failed: {status}");
        Ok(cost)
    }

    pub(super) fn add(&self, corpus: &Corpus) -> Result<Cost> {
        let (cost, status) = measure(
            self.on_case().args(["--quiet", "add", "--no-annotate", "--by", "bench"]).arg(&corpus.folder),
        )?;
        // 1 is done, with something unread; the ledger tells.
        ensure!(matches!(status.code(), Some(0 | 1)), "habeas add failed: {status}");
        Ok(cost)
    }

    /// Looks for quotations, names, dates and figures in what was read.
    pub(super) fn annotate(&self) -> Result<Cost> {
        let (cost, status) = measure(self.on_case().args(["--quiet", "add", "--by", "bench"]))?;
        ensure!(matches!(status.code(), Some(0 | 1)), "habeas add failed: {status}");
        Ok(cost)
    }

    /// How many of the corpus's items are read whole by the ledger. A sample's text must end with the last word.
    pub(super) fn read_whole(&self, corpus: &Corpus) -> Result<u64> {
        let listed = process::read(self.on_case().args(["--json", "items"]))?;
        let listed: Value = serde_json::from_str(&listed)?;
        let items = listed["items"].as_array().context("habeas items answers in an unknown form")?;
        ensure!(items.len() as u64 == corpus.files(), "{} items of {} files", items.len(), corpus.files());
        let whole: Vec<&Value> = items.iter().filter(|item| item["state"] == "whole").collect();
        for item in whole.iter().step_by(whole.len().div_ceil(SAMPLE).max(1)) {
            let id = item["item"].as_str().context("an item has an id")?;
            let end = item["characters"].as_u64().context("an item read has a length")?;
            let at = format!("{}-{end}", end.saturating_sub(TAIL));
            let text = process::read(self.on_case().args(["text", id, "--at", &at]))?;
            if !text.contains(LAST_WORD) {
                bail!(
                    "the ledger says that {} is read whole, but its last word is not in its text",
                    item["name"]
                );
            }
        }
        Ok(whole.len() as u64)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.binary);
        command.env("HABEAS_HOME", &self.home).env("LC_ALL", "C.UTF-8");
        command
    }

    pub(super) fn on_case(&self) -> Command {
        let mut command = self.command();
        command.arg("--case").arg(&self.folder);
        command
    }
}

/// Removes a folder with all that is in it.
pub(super) fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        make_writable(folder)?;
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// Originals are kept in folders that may be closed to writing.
fn make_writable(folder: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(folder)?.permissions();
    if permissions.readonly() {
        #[allow(clippy::permissions_set_readonly_false, reason = "removed right afterwards")]
        permissions.set_readonly(false);
        fs::set_permissions(folder, permissions)?;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            make_writable(&entry.path())?;
        }
    }
    Ok(())
}

/// The bytes of all files below a folder.
pub(super) fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

fn options(arguments: &[&str]) -> Result<Options> {
    let (mut runs, mut quick, mut corpora) = (RUNS, false, Vec::new());
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--quick" => quick = true,
            "--runs" => {
                let given = arguments.next().context("--runs wants a number")?;
                runs = given
                    .parse()
                    .ok()
                    .filter(|runs| *runs > 0)
                    .with_context(|| format!("no number of runs: {given}"))?;
            }
            other => match NAMES.into_iter().find(|name| *name == other) {
                Some(name) => corpora.push(name),
                None => bail!("unknown argument: {other}; the corpora are {}", NAMES.join(", ")),
            },
        }
    }
    if corpora.is_empty() {
        corpora = NAMES.into_iter().filter(|name| !quick || *name != "csv").collect();
    }
    Ok(Options { runs, corpora })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_in_any_order() {
        let check = |given: &[&str], runs, corpora: &[&'static str]| {
            let expected = Options { runs, corpora: corpora.to_vec() };
            assert_eq!(options(given).expect("well formed"), expected, "{given:?}");
        };
        check(&[], 3, &["mixed", "text", "csv", "pdf"]);
        check(&["--quick"], 3, &["mixed", "text", "pdf"]);
        check(&["pdf", "--runs", "1", "csv", "--quick"], 1, &["pdf", "csv"]);
        for wrong in [&["--runs"][..], &["--runs", "0"], &["word"], &["--fast"]] {
            assert!(options(wrong).is_err(), "{wrong:?}");
        }
    }
}
