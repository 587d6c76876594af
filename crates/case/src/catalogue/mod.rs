//! The catalogue: what a case holds and what was read out of it, as one SQLite file that stock tools open.
//!
//! It is a pure function of the log's entries and of the originals' readings: the same entries and readings give the
//! same [`Catalogue::fingerprint`], in whatever order the readings arrive. It never opens an original, never decides
//! what a text means, and is never needed to prove anything; deleting it costs a rebuild.
//!
//! One program writes at a time, and any number read. Writing happens in transactions that the caller ends with
//! [`Catalogue::commit`]; a failed write takes back everything since the last commit and forgets the readings that
//! were begun, so that the caller goes on from [`Catalogue::entries_seen`] and [`Catalogue::unread`].

mod anchors;
mod areas;
mod changes;
pub(crate) mod codes;
mod erase;
mod errors;
mod fields;
mod fingerprint;
mod fold;
mod ledger;
mod log;
mod open;
mod parts;
mod readings;
mod resolve;
mod schema;
mod search;
mod seen;
mod status;
mod tables;

pub(crate) use fingerprint::hash_rows;
pub(crate) use open::{connect, exists, immutable_uri, is_about_the_folder};
pub(crate) use schema::explanations;

pub use areas::Area;
pub use changes::Change;
pub use errors::{
    AnchorError, CommitError, FoldError, OpenError, QueryError, ReadingError, ResolveError, StorageError,
};
pub use fields::FieldValue;
pub use ledger::{Filter, Item, Page};
pub use log::{Child, CustodyRow, DecisionRow, LogRow};
pub use open::Access;
pub use parts::{PartHead, Parts, StoredPart};
pub use resolve::Candidate;
pub use schema::SCHEMA;
pub use seen::Stamp;
pub use status::{DefectCount, Status, Totals};
pub use tables::{CellText, Table};

use std::collections::BTreeMap;
use std::path::PathBuf;

use model::ItemId;
use rusqlite::{Connection, Transaction};

use readings::Draft;

/// An open catalogue.
#[derive(Debug)]
pub struct Catalogue {
    conn: Connection,
    path: PathBuf,
    /// Log entries folded in, committed or not.
    entries: u64,
    /// Whether erased text may still stand in the file's free space.
    scrub: bool,
    /// Whether the open transaction erases something.
    erasing: bool,
    /// Readings begun and not finished.
    drafts: BTreeMap<ItemId, Draft>,
}

impl Catalogue {
    /// How many log entries are folded in; the next to fold has this index. A reader's figure is that of its opening:
    /// see [`Catalogue::status`] for the current one.
    #[must_use]
    pub const fn entries_seen(&self) -> u64 {
        self.entries
    }

    /// The extraction rules of the program that created the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rules(&self) -> Result<u32, StorageError> {
        Ok(schema::meta(&self.conn, "rules")?)
    }

    /// Runs `change` inside the open transaction, beginning one if there is none. When it fails, everything since
    /// the last commit is taken back.
    fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        let begun =
            if self.conn.is_autocommit() { self.conn.execute_batch("BEGIN IMMEDIATE") } else { Ok(()) };
        begun.and_then(|()| change(&self.conn)).map_err(|error| {
            self.take_back();
            error.into()
        })
    }

    /// Forgets everything since the last commit. What fails here has failed before and was reported then.
    fn take_back(&mut self) {
        if !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        self.drafts.clear();
        self.erasing = false;
        if let Ok(meta) = schema::Meta::read(&self.conn) {
            (self.entries, self.scrub) = (meta.entries, meta.scrub);
        }
    }

    /// Holds the catalogue still for many questions, which is quicker than for each. See [`Catalogue::snapshot`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn still(&self) -> Result<impl Drop + use<'_>, StorageError> {
        self.snapshot().map(Still)
    }

    /// Holds the catalogue still: queries made while the snapshot lives see one state, whoever writes meanwhile.
    /// `None` inside a writer's own transaction, which is still anyway.
    fn snapshot(&self) -> Result<Option<Transaction<'_>>, StorageError> {
        if self.conn.is_autocommit() { Ok(Some(self.conn.unchecked_transaction()?)) } else { Ok(None) }
    }
}

/// A snapshot that is only held.
struct Still<'c>(Option<Transaction<'c>>);

impl Drop for Still<'_> {
    fn drop(&mut self) {
        // Nothing was written: how it ends makes no difference.
        drop(self.0.take());
    }
}
