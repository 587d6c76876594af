//! What verification tells. Finds nothing itself.

use model::{Digest, ItemId};

use crate::key::VerifierKey;
use crate::merkle::Hash;

/// One thing that is not as the log says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// There is no readable checkpoint.
    CheckpointUnreadable,
    /// The checkpoint's signature does not verify: it or its text was changed.
    SignatureForged,
    /// No key that the log names signed the checkpoint.
    SignerUnknown,
    /// Neither tiles, bundles nor entries lead to the checkpoint's root.
    RootMismatch,
    /// An earlier checkpoint does not fit this log: history was rewritten or cut.
    Rewritten {
        /// Size of the log at the earlier checkpoint.
        size: u64,
    },
    /// A tile or entry bundle is not there.
    TileLost {
        /// Its path in the case.
        path: String,
    },
    /// A tile or entry bundle does not hold what the tree says.
    TileChanged {
        /// Its path in the case.
        path: String,
    },
    /// An entry's body is not there, and no entry says that it was erased.
    EntryLost {
        /// The entry.
        index: u64,
    },
    /// An entry's body is not what its leaf commits to.
    EntryChanged {
        /// The entry.
        index: u64,
    },
    /// An entry's body is intact but no entry that this program reads (a newer version).
    EntryUnreadable {
        /// The entry.
        index: u64,
    },
    /// An original is not there, and no entry says that it was erased.
    OriginalLost {
        /// The item.
        item: ItemId,
    },
    /// An original's bytes are others.
    OriginalChanged {
        /// The item.
        item: ItemId,
        /// What its bytes hash to now.
        found: Digest,
    },
    /// An original cannot be read, such as for a failing disk.
    OriginalUnreadable {
        /// The item.
        item: ItemId,
    },
    /// Something that the log says was erased is still there. Opening the case for writing ends the erasure.
    ErasureUnfinished {
        /// Its path in the case.
        path: String,
    },
    /// A file that no entry accounts for.
    Addition {
        /// Its path in the case.
        path: String,
    },
}

/// What verification saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The log's origin line; empty when the checkpoint is unreadable.
    pub origin: String,
    /// Entries in the log.
    pub entries: u64,
    /// The root, when there is a readable checkpoint.
    pub root: Option<Hash>,
    /// Originals that were hashed.
    pub originals: u64,
    /// Bytes that were hashed.
    pub bytes: u64,
    /// Keys that the log names, founder first.
    pub keys: Vec<VerifierKey>,
    /// Keys that signed the checkpoint, verified.
    pub signers: Vec<VerifierKey>,
    /// Items erased, with the reason that the log gives.
    pub erased_items: Vec<(ItemId, String)>,
    /// Entries erased, with the reason that the log gives.
    pub erased_entries: Vec<(u64, String)>,
    /// Files of a write that was cut off or goes on right now, by path. The next opening for writing ends or undoes
    /// it; nothing of it was acknowledged when the head was signed that this report is about.
    pub unfinished: Vec<String>,
    /// What is wrong, sorted.
    pub findings: Vec<Finding>,
}
