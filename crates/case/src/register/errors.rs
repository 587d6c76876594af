//! Why the register was not opened, written or read; each says what to do next.

use std::path::PathBuf;

use model::RecordId;

use crate::catalogue::StorageError;
use crate::derived::DerivedError;
use crate::lists::ListsError;

/// The register is derived: whatever happens to the file, `habeas rebuild` makes it again.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// There is none. Link the lists, or rebuild.
    #[error("there is no register at {}; `habeas link` makes it", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is of another version of this program, or damaged. Rebuild.
    #[error("the register at {} is not readable by this program; `habeas rebuild` makes it again", path.display())]
    Unreadable {
        /// Where it is.
        path: PathBuf,
    },
    /// All is kept and what was erased is gone from every table; but its characters may still stand in the file's free
    /// space. Close other programs that have the case open and try again.
    #[error("erased names may still stand in the register's free space; close other programs and try again")]
    NotScrubbed,
    /// The file or the disk failed, or the catalogue beside it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<DerivedError> for RegisterError {
    fn from(error: DerivedError) -> Self {
        match error {
            DerivedError::Missing(path) => Self::Missing { path },
            DerivedError::Unreadable(path) => Self::Unreadable { path },
            DerivedError::NotScrubbed => Self::NotScrubbed,
            DerivedError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<rusqlite::Error> for RegisterError {
    fn from(source: rusqlite::Error) -> Self {
        StorageError::from(source).into()
    }
}

/// Why a person could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The register failed.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The lists failed.
    #[error(transparent)]
    Lists(#[from] ListsError),
}

/// Why an id, or its beginning, names nothing.
#[derive(Debug, thiserror::Error)]
pub enum WhichError {
    /// Nothing begins so.
    #[error("no record or person begins with {given}")]
    Unknown {
        /// What was given.
        given: String,
    },
    /// Several begin so. Give more of it.
    #[error("{given} begins {} ids", ids.len())]
    Ambiguous {
        /// What was given.
        given: String,
        /// The first of those that begin so.
        ids: Vec<RecordId>,
    },
    /// The register failed.
    #[error(transparent)]
    Register(#[from] RegisterError),
}

impl From<rusqlite::Error> for WhichError {
    fn from(source: rusqlite::Error) -> Self {
        RegisterError::from(source).into()
    }
}
