//! The journal of one unfinished append or erasure: what must go if it did not happen, and what must go if it did.
//! Present only while a write is under way or was cut off; holds no content.

use std::io;

use serde::{Deserialize, Serialize};

use crate::disk::Disk;

pub(crate) const PATH: &str = "log/journal";

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
        disk.write("log/journal.next", &bytes)?;
        disk.persist(&["log/journal.next".into()])?;
        disk.rename("log/journal.next", PATH)?;
        disk.persist(&[PATH.into()])
    }

    /// Ends a write whose checkpoint has moved.
    pub fn finish(&self, disk: &dyn Disk) -> io::Result<()> {
        remove_for_good(disk, &self.erases)?;
        disk.remove(PATH)
    }

    /// Undoes or ends what an earlier process left behind; the log has `size` leaves.
    pub fn recover(disk: &dyn Disk, size: u64) -> io::Result<()> {
        for staged in disk.list(crate::stage::INCOMING)? {
            disk.remove(&staged)?;
        }
        disk.remove("log/journal.next")?;
        disk.remove(crate::archive::NEXT_CHECKPOINT)?;
        if !disk.exists(PATH)? {
            return Ok(());
        }
        let journal: Self = serde_json::from_slice(&disk.read(PATH)?)?;
        if size >= journal.after {
            return journal.finish(disk);
        }
        remove_for_good(disk, &journal.makes)?;
        disk.remove(PATH)
    }
}

/// Removes files so that no power cut brings them back once the journal is gone.
fn remove_for_good(disk: &dyn Disk, paths: &[String]) -> io::Result<()> {
    paths.iter().try_for_each(|path| disk.remove(path))?;
    if paths.is_empty() { Ok(()) } else { disk.persist(paths) }
}
