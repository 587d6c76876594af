//! What an intake tells: while it goes on, and when it is over.

use std::collections::BTreeMap;

use model::LedgerState;

use super::walk::Passed;

/// Told of the work as it goes on.
pub trait Watch {
    /// So many files of so many bytes were found; so many are known and unchanged.
    fn found(&mut self, files: u64, bytes: u64, unchanged: u64);
    /// A file is safe: its entry is in the log.
    fn taken(&mut self, bytes: u64);
    /// An item waits to be read.
    fn queued(&mut self);
    /// An item was read.
    fn read(&mut self, name: &str, state: LedgerState);
    /// So many of so many changed items were annotated.
    fn annotated(&mut self, done: u64, total: u64);
}

/// What an intake came to.
#[derive(Debug, Default)]
pub struct Summary {
    /// Files found.
    pub files: u64,
    /// Files whose bytes were new to the case, members of containers not counted.
    pub new_items: u64,
    /// Members of containers whose bytes were new to the case.
    pub new_members: u64,
    /// Files whose bytes the case had already, now with another custody entry.
    pub again: u64,
    /// Files that this case had from this very place already.
    pub unchanged: u64,
    /// Items read, by what came of it.
    pub read: BTreeMap<LedgerState, u64>,
    /// What could not be taken in.
    pub passed: Vec<Passed>,
    /// Members that the log does not know, found when nothing may be added (`rebuild --check`).
    pub unknown_members: Vec<String>,
}
