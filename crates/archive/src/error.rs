//! Why an operation on the archive failed, one enum each; a variant says what the caller can do next.

use std::io;

use crate::checkpoint::NotACheckpoint;
use crate::entry::EntryError;
use crate::note::NoteError;

/// Why a case could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// There is a log already. Use that case, or another folder.
    #[error("there is a log here already")]
    Exists,
    /// The folder cannot be written.
    #[error("the case folder cannot be written: {0}")]
    Storage(#[from] io::Error),
    /// The first entry could not be appended.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Why a case could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No log here.
    #[error("there is no log here")]
    NotACase,
    /// Another process writes to it. Wait for it or stop it.
    #[error("another process is writing to this case")]
    Locked,
    /// The checkpoint is unreadable. Run `verify`; restore the log from a copy.
    #[error("the checkpoint is unreadable: {0}")]
    Checkpoint(#[from] NoteError),
    /// The checkpoint's text is unreadable. Run `verify`; restore the log from a copy.
    #[error("the checkpoint is unreadable: {0}")]
    Head(#[from] NotACheckpoint),
    /// The tiles do not lead to the checkpoint's root: nothing may be added. Run `verify`.
    #[error("the log's tiles do not lead to its checkpoint")]
    Inconsistent,
    /// The journal is none that a write of this log left: nothing may be added. Run `verify`.
    #[error("log/journal is none that a write of this log left behind")]
    Journal,
    /// The storage failed.
    #[error("the case folder cannot be read or written: {0}")]
    Storage(#[from] io::Error),
}

/// Why bytes could not be copied in.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The source failed. The case is as it was.
    #[error("the source cannot be read: {0}")]
    Source(#[source] io::Error),
    /// The case folder failed, such as by a full disk. The case is as it was.
    #[error("the case folder cannot be written: {0}")]
    Storage(#[source] io::Error),
}

/// Why entries were not acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The storage did not confirm the write. Nothing of this append is acknowledged; open the case again and do it
    /// again: what did persist is found, what did not is undone.
    #[error("the storage did not confirm the write: {0}")]
    NotDurable(#[from] io::Error),
    /// An earlier append failed. Open the case again first.
    #[error("an earlier write failed; the case must be opened again")]
    Poisoned,
    /// The case was opened for reading.
    #[error("the case was opened for reading only")]
    ReadOnly,
    /// What was to be erased is not there to erase.
    #[error("entry {index} cannot be erased")]
    NotErasable {
        /// The entry.
        index: u64,
    },
    /// The log could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Why something in the log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The storage failed, or the file is lost. Run `verify`.
    #[error("{path}: {source}")]
    Storage {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A tile or bundle has the wrong length. Run `verify`.
    #[error("{path} is damaged")]
    Damaged {
        /// The file.
        path: String,
    },
    /// The entry's body is not what the leaf commits to. Run `verify`.
    #[error("the body of entry {index} was changed")]
    Changed {
        /// The entry.
        index: u64,
    },
    /// The body is no entry that this program reads.
    #[error("entry {index}: {source}")]
    Entry {
        /// The entry.
        index: u64,
        /// Why.
        source: EntryError,
    },
    /// The log has fewer entries.
    #[error("the log has no entry {index}")]
    OutOfLog {
        /// The entry.
        index: u64,
    },
}
