//! The journal of one unfinished append or erasure: what must go if it did not happen, and what must go if it did.
//! Present only while a write is under way or was cut off; holds no content.

use std::io;

use serde::{Deserialize, Serialize};

use crate::disk::Disk;

pub(crate) const PATH: &str = "log/journal";
/// The next journal, until it takes its place.
pub(crate) const NEXT: &str = "log/journal.next";

/// One write that moves the log from `before` to `after` leaves.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journal {
    pub before: u64,
    pub after: u64,
    /// Files that this write makes; removed again when the checkpoint did not move.
    pub makes: Vec<String>,
    /// Files that this write erases; removed once the checkpoint has moved.
    pub erases: Vec<String>,
}

impl Journal {
    pub fn begin(&self, disk: &dyn Disk) -> io::Result<()> {
        let bytes = serde_json::to_vec(self)?;
        disk.write(NEXT, &bytes)?;
        disk.persist(&[NEXT.into()])?;
        disk.rename(NEXT, PATH)?;
        disk.persist(&[PATH.into()])
    }

    /// Ends a write whose checkpoint has moved.
    pub fn finish(&self, disk: &dyn Disk) -> io::Result<()> {
        remove_for_good(disk, &self.erases)?;
        disk.remove(PATH)
    }

    /// The journal on `disk`, if there is one.
    ///
    /// # Errors
    /// `InvalidData` when it is none that this program writes: a case folder may come from a stranger, and what it
    /// names is removed.
    pub fn read(disk: &dyn Disk) -> io::Result<Option<Self>> {
        let bytes = match disk.read(PATH) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let journal: Self = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
        if journal.makes.iter().chain(&journal.erases).all(|path| is_of_the_case(path)) {
            Ok(Some(journal))
        } else {
            Err(malformed())
        }
    }

    /// Undoes or ends what an earlier process left behind; the log has `size` leaves.
    ///
    /// # Errors
    /// As [`Journal::read`], and `InvalidData` when it belongs to a log of another size.
    pub fn recover(disk: &dyn Disk, size: u64) -> io::Result<()> {
        let journal = Self::read(disk)?;
        for staged in disk.list(crate::stage::INCOMING)? {
            disk.remove(&staged)?;
        }
        disk.remove(NEXT)?;
        disk.remove(crate::archive::NEXT_CHECKPOINT)?;
        match journal {
            None => Ok(()),
            Some(journal) if size == journal.after => journal.finish(disk),
            Some(journal) if size == journal.before => {
                remove_for_good(disk, &journal.makes)?;
                disk.remove(PATH)
            }
            Some(_) => Err(malformed()),
        }
    }
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "log/journal is none that this program writes here")
}

/// Whether a write makes or erases such a file: an original, an entry or a tile, and nothing outside the case.
fn is_of_the_case(path: &str) -> bool {
    let kind = ["originals/", "entries/", "log/tile/"].iter().any(|folder| path.starts_with(folder));
    let plain = |element: &str| {
        !element.is_empty() && !element.starts_with("..") && !element.contains(['\\', ':', '\0'])
    };
    kind && path.split('/').all(plain)
}

/// Removes files so that no power cut brings them back once the journal is gone.
fn remove_for_good(disk: &dyn Disk, paths: &[String]) -> io::Result<()> {
    paths.iter().try_for_each(|path| disk.remove(path))?;
    if paths.is_empty() { Ok(()) } else { disk.persist(paths) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RealDisk;

    #[test]
    fn a_strangers_journal_removes_nothing_outside_the_case() {
        let folder = tempfile::tempdir().unwrap();
        let disk = RealDisk::new(folder.path().join("case"));
        let check = |before: u64, after: u64, victim: &str, removed: bool| {
            disk.write("originals/aa/x", b"x").unwrap();
            std::fs::write(folder.path().join("victim"), "x").unwrap();
            let journal = Journal { before, after, makes: vec![victim.into()], erases: Vec::new() };
            disk.write(PATH, &serde_json::to_vec(&journal).unwrap()).unwrap();
            let recovered = Journal::recover(&disk, 5);
            assert_eq!(recovered.is_ok(), removed, "{victim}");
            assert_eq!(!disk.exists("originals/aa/x").unwrap(), removed, "{victim}");
            assert!(folder.path().join("victim").exists(), "{victim}");
        };
        check(5, 6, "originals/aa/x", true);
        check(5, 6, "originals/../../victim", false);
        check(5, 6, "../victim", false);
        check(5, 6, "case.toml", false);
        check(5, 6, &folder.path().join("victim").display().to_string(), false);
        // Of another log: that of this one's size needs no undoing.
        check(7, 9, "originals/aa/x", false);
    }
}
