//! Debian's `recollindex` and `recollq` (package recollcmd), with a configuration of their own for each run.
//!
//! All is Recoll's default, threads too, except: file names of what it cannot read are not indexed; no spelling
//! dictionary is made; text files have no upper size, so that it reads the large ones as Habeas does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::corpus::Corpus;
use super::measure::{Cost, measure};
use super::words::LAST_WORD;
use crate::process;

/// Recoll with a configuration folder of its own.
#[derive(Debug)]
pub struct Recoll {
    folder: PathBuf,
}

impl Recoll {
    /// Whether it is installed.
    pub fn is_installed() -> bool {
        // It has no option that does nothing and succeeds.
        process::starts(Command::new("recollindex").arg("-h"))
            && process::starts(Command::new("recollq").arg("-h"))
    }

    /// A new configuration with an empty index.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn fresh(folder: &Path, corpus: &Corpus) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let configuration = format!(
            "topdirs = \"{}\"\nindexallfilenames = 0\nnoaspell = 1\ntextfilemaxmbs = -1\n",
            corpus.folder.display()
        );
        fs::write(folder.join("recoll.conf"), configuration)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Sets the languages whose stems it knows; English unless told.
    ///
    /// # Errors
    /// When the configuration cannot be written.
    pub fn stem(&self, languages: &[&str]) -> Result<()> {
        let path = self.folder.join("recoll.conf");
        let mut text = fs::read_to_string(&path)?;
        text.push_str(&format!("indexstemminglanguages = {}\n", languages.join(" ")));
        Ok(fs::write(path, text)?)
    }

    /// Its configuration folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// One pass over the folder; the first reads all, the next what changed.
    ///
    /// # Errors
    /// When it fails.
    pub fn pass(&self) -> Result<Cost> {
        let (cost, status) = measure(&mut self.command("recollindex"))?;
        ensure!(status.success(), "recollindex failed: {status}");
        Ok(cost)
    }

    /// Where the index lies.
    pub fn index(&self) -> PathBuf {
        self.folder.join("xapiandb")
    }

    /// How many files it finds by the word that ends each of them.
    ///
    /// # Errors
    /// When the search fails.
    pub fn read_whole(&self) -> Result<u64> {
        // Not by media type: a page of a large file, as Recoll cuts it, is plain text whatever the file is.
        let found = process::read(self.command("recollq").args(["-E", "-Q", LAST_WORD]))?;
        results(&found).with_context(|| format!("recollq answers in an unknown form: {found}"))
    }

    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("RECOLL_CONFDIR", &self.folder).env("LC_ALL", "C.UTF-8");
        // Its filters are Python programs: the system's interpreter, not a wrapper that may stand before it.
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("/usr/bin:/bin:{path}"));
        command
    }
}

/// The number in the line `3 results` or `3 results (printing  1 max):`.
fn results(found: &str) -> Option<u64> {
    found.lines().find_map(|line| line.split_once(" result")?.0.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recollq_prints() {
        assert_eq!(results("Recoll query: Query(x)\n3000 results\n"), Some(3000));
        assert_eq!(results("Recoll query: Query(x)\n3 results (printing  1 max):\n"), Some(3));
        assert_eq!(results("Recoll query: Query((x FILTER Ta))\n0 results\n"), Some(0));
        assert_eq!(results("no index"), None);
    }
}
