//! Entries on their way into the log, with what they bring. Appends nothing.

use std::time::Instant;

use archive::{NewEntry, Staged};
use model::ItemId;

use super::walk::Candidate;

/// Entries to append at once.
#[derive(Default)]
pub struct Batch {
    pub since: Option<Instant>,
    pub staged: Vec<Staged>,
    pub entries: Vec<NewEntry>,
    /// Files to remember once their entry is safe.
    pub remember: Vec<(Box<Candidate>, ItemId)>,
    /// Containers whose reading counts once their members' entries are safe.
    pub containers: Vec<ItemId>,
}

impl Batch {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.containers.is_empty()
    }
}
