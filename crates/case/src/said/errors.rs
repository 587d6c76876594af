//! Why annotations were not opened, written or read; each says what to do next.

use std::path::PathBuf;

use crate::catalogue::{QueryError, StorageError};
use crate::derived::DerivedError;

/// Annotations are derived: whatever happens to the file, `habeas add` or `habeas rebuild` makes it again.
#[derive(Debug, thiserror::Error)]
pub enum AnnotationsError {
    /// There are none. Open the case to write, or rebuild.
    #[error("there are no annotations at {}; `habeas add` makes them", path.display())]
    Missing {
        /// Where they should be.
        path: PathBuf,
    },
    /// The file is of another version of this program, or damaged. `habeas add` makes it again.
    #[error("the annotations at {} are not readable by this program; `habeas add` makes them again", path.display())]
    Unreadable {
        /// Where they are.
        path: PathBuf,
    },
    /// All is kept and what was erased is gone from every table; but its characters may still stand in the file's free
    /// space. Close other programs that have the case open and try again.
    #[error("erased text may still stand in the annotations' free space; close other programs and try again")]
    NotScrubbed,
    /// The file or the disk failed, or the catalogue that it follows.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<DerivedError> for AnnotationsError {
    fn from(error: DerivedError) -> Self {
        match error {
            DerivedError::Missing(path) => Self::Missing { path },
            DerivedError::Unreadable(path) => Self::Unreadable { path },
            DerivedError::NotScrubbed => Self::NotScrubbed,
            DerivedError::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<rusqlite::Error> for AnnotationsError {
    fn from(source: rusqlite::Error) -> Self {
        StorageError::from(source).into()
    }
}

impl AnnotationsError {
    /// A question to the catalogue that has no answer although its own rows say that it has one is damage.
    pub(super) fn of(error: QueryError) -> Self {
        match error {
            QueryError::Storage(error) => error.into(),
            _ => StorageError::contradiction().into(),
        }
    }
}
