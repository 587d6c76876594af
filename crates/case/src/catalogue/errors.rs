//! What can go wrong, one enum per operation; each variant says what to do next. Holds no logic but the sorting of
//! SQLite's own codes.

use std::path::PathBuf;

use model::{AnchorMismatch, CharSpan, ItemId, LedgerState};
use rusqlite::ErrorCode;

use super::resolve::Candidate;

/// The file or the disk under it failed. Common to all operations.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No space left. Free some and run the command again: what was committed stands, the rest was taken back.
    #[error("the disk is full; free some space and run the command again")]
    DiskFull {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file does not hold what it should. Delete it and run `habeas rebuild`; originals and log are not touched.
    #[error("the catalogue is damaged; delete it and run `habeas rebuild`")]
    Damaged {
        /// What SQLite or the decoder said.
        source: rusqlite::Error,
    },
    /// Another program holds the file. Let it finish or close it, then try again.
    #[error("another program is using the catalogue; close it and try again")]
    Locked {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file was opened for reading, or the medium takes no writing. Copy the case to a place that does.
    #[error("the catalogue cannot be written here; copy the case to a place where you can write")]
    ReadOnly {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The operating system failed to read or write the database. Check the disk and the folder's permissions.
    #[error("the catalogue could not be read or written; check the disk and the folder's permissions")]
    Io {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The operating system failed to find, move or delete a file beside the database. Check the folder's permissions.
    #[error("a file beside the catalogue could not be handled; check the folder's permissions")]
    Folder {
        /// What the operating system said.
        source: std::io::Error,
    },
    /// SQLite refused for a reason that no other variant names: a mistake of this program. Please report it.
    #[error("the catalogue refused an operation; this is a mistake in Habeas, please report it")]
    Refused {
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl From<rusqlite::Error> for StorageError {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { source },
            // The index of the write-ahead log could not grow, for which SQLite has no better word.
            Some(ErrorCode::SystemIoFailure) if is_about_room(&source) => Self::DiskFull { source },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { source },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { source },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { source },
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Io { source },
            Some(_) => Self::Refused { source },
            None => match source {
                E::FromSqlConversionFailure(..)
                | E::InvalidColumnType(..)
                | E::IntegralValueOutOfRange(..)
                | E::Utf8Error(..)
                | E::QueryReturnedNoRows => Self::Damaged { source },
                _ => Self::Refused { source },
            },
        }
    }
}

fn is_about_room(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

impl StorageError {
    /// Rows that contradict one another.
    pub(crate) fn contradiction() -> Self {
        failure(rusqlite::ffi::SQLITE_CORRUPT, "rows contradict one another").into()
    }
}

/// A failure that SQLite itself does not report, with the code that it would have.
pub(super) fn failure(code: std::ffi::c_int, what: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(what.to_owned()))
}

/// Why a catalogue was not created or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file is there already. Open it, or delete it first.
    #[error("{} is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// No file is there. Run `habeas rebuild`.
    #[error("there is no catalogue at {}; `habeas rebuild` makes it", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is something else, or was never finished. Move it away and run `habeas rebuild`.
    #[error("{} is not a catalogue; move it away and run `habeas rebuild`", path.display())]
    NotACatalogue {
        /// The file.
        path: PathBuf,
    },
    /// A newer program made it. Use that program; or delete the file and run `habeas rebuild` with this one.
    #[error("the catalogue has schema {found}, this program knows {known}; use the newer program or rebuild")]
    Newer {
        /// The file's schema.
        found: u32,
        /// This program's.
        known: u32,
    },
    /// An older program made it. Delete it and run `habeas rebuild`.
    #[error("the catalogue has the old schema {found}, this program writes {known}; run `habeas rebuild`")]
    Older {
        /// The file's schema.
        found: u32,
        /// This program's.
        known: u32,
    },
    /// The last writer did not close the file, and this place takes no writing, so that it cannot be mended here.
    /// Copy the case to a place that does.
    #[error("the catalogue was not closed properly; copy the case to a place where you can write")]
    NotClosed {
        /// The file.
        path: PathBuf,
    },
    /// The file or the disk failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a log entry was not folded in.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// Entries come in order, without gaps. Go on with entry `expected`; delete the catalogue when the log is shorter.
    #[error("entry {found} came where entry {expected} is next")]
    OutOfOrder {
        /// The index that is next.
        expected: u64,
        /// The index that came.
        found: u64,
    },
    /// The file or the disk failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a reading was not stored.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// No entry of the log names the item. Fold the log first.
    #[error("{item} is not in the case")]
    NotInCase {
        /// The item.
        item: ItemId,
    },
    /// The item was erased; there is nothing to read.
    #[error("{item} was erased")]
    Erased {
        /// The item.
        item: ItemId,
    },
    /// The reading was not begun, or was forgotten after a failed write. Begin it again.
    #[error("the reading of {item} was not begun")]
    NotBegun {
        /// The item.
        item: ItemId,
    },
    /// A span in the part does not slice its text, or its places run backwards. The reader is wrong or was subverted:
    /// drop the reading and finish it with a defect.
    #[error("part {seq} of {item} contradicts itself")]
    Unsound {
        /// The item.
        item: ItemId,
        /// The part's number, from 0.
        seq: u64,
    },
    /// The reader reports other sums than what arrived: something was lost on the way. Read the item again.
    #[error(
        "{item}: {parts} parts and {characters} characters arrived, {reported_parts} and {reported_characters} \
         were reported"
    )]
    Miscounted {
        /// The item.
        item: ItemId,
        /// Parts that arrived.
        parts: u64,
        /// Code points that arrived.
        characters: u64,
        /// Parts that the reader reports.
        reported_parts: u64,
        /// Code points that the reader reports.
        reported_characters: u64,
    },
    /// The file or the disk failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a commit did not end as asked.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Everything is committed, and what was erased is gone from every table; but its characters may still stand in
    /// the file's free space. Close other programs that have the case open, then call [`super::Catalogue::scrub`].
    #[error("erased text may still stand in the catalogue's free space; close other programs and try again")]
    NotScrubbed {
        /// Why the file could not be written anew.
        source: StorageError,
    },
    /// The file or the disk failed; nothing since the last commit is kept.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a question about an item has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// No such item is in the case.
    #[error("{item} is not in the case")]
    NotInCase {
        /// The item.
        item: ItemId,
    },
    /// There is no finished reading of it. `habeas add` or `habeas rebuild` goes on reading.
    #[error("{item} has no text: it is {}", state.code())]
    NotRead {
        /// The item.
        item: ItemId,
        /// Its state, unread or erased.
        state: LedgerState,
    },
    /// The span runs backwards or ends beyond the text.
    #[error("{}-{} does not lie in a text of {length} characters", span.start, span.end)]
    OutOfText {
        /// The span.
        span: CharSpan,
        /// Code points in the text.
        length: u64,
    },
    /// An anchor needs at least one character.
    #[error("an anchor needs at least one character")]
    NothingToQuote,
    /// The file or the disk failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why an anchor could not be confirmed.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// The text says otherwise. The anchor stays failed; it is never moved to a look-alike.
    #[error(transparent)]
    Mismatch(#[from] AnchorMismatch),
    /// It could not be looked up.
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// Why a short form names no single item.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// No item's id begins with it and no item was taken in under this name. An abbreviated id needs four digits.
    #[error("no item is called {given:?}")]
    Unknown {
        /// What was given.
        given: String,
    },
    /// It fits several items. Give more digits of the id.
    #[error("{given:?} fits {total} items; give more digits of the id")]
    Ambiguous {
        /// What was given.
        given: String,
        /// The first of them, in log order; at most [`Candidate::MOST`].
        candidates: Vec<Candidate>,
        /// How many it fits.
        total: u64,
    },
    /// The file or the disk failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Lets `?` sort SQLite's errors into each operation's enum.
macro_rules! sorted {
    ($($error:ty),*) => {$(
        impl From<rusqlite::Error> for $error {
            fn from(source: rusqlite::Error) -> Self {
                StorageError::from(source).into()
            }
        }
    )*};
}

sorted!(OpenError, FoldError, ReadingError, QueryError, ResolveError);
