//! Why the index was not written, and why a question has no answer.

use std::path::PathBuf;

use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::catalogue::{QueryError, StorageError};
use crate::said::AnnotationsError;

/// Why the index was not opened or written. It is derived: whatever happens to it, `habeas rebuild` makes it again.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none. Open the case to write, or rebuild.
    #[error("there is no search index at {}; `habeas rebuild` makes it", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// It is of another version of this program, or damaged. Delete its folder and rebuild.
    #[error("the search index at {} is not readable by this program; `habeas rebuild` makes it again", path.display())]
    Unreadable {
        /// Where it is.
        path: PathBuf,
    },
    /// Another program writes to it.
    #[error("another program writes to the search index")]
    Locked,
    /// The file system refused.
    #[error("the search index could not be read or written: {source}")]
    Io {
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The index refused for another reason.
    #[error("the search index refused an operation: {source}")]
    Refused {
        /// What it said.
        source: Box<TantivyError>,
    },
    /// The catalogue that it is made from could not be read.
    #[error(transparent)]
    Catalogue(#[from] StorageError),
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query cannot be read.
    #[error("the query cannot be read at character {at}: {}", problem.code())]
    Syntax {
        /// Code points of the query before the place.
        at: usize,
        /// What is wrong there.
        problem: Problem,
        /// The nearest query that can be read; may be empty.
        nearest: String,
    },
    /// A part of a phrase stands for more words than can be looked at together. Write more of its beginning.
    #[error("{word:?} stands for {forms} words, of which at most {most} can stand in a phrase")]
    TooWide {
        /// The part, as written.
        word: String,
        /// How many words of the case it stands for.
        forms: usize,
        /// The most.
        most: usize,
    },
    /// The index could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A speaker was asked for, and nothing was given that knows speakers. Annotate the case.
    #[error("who said what in this case is not known; `habeas add` annotates it")]
    NotAnnotated,
    /// What annotation found could not be read.
    #[error(transparent)]
    Said(#[from] AnnotationsError),
    /// The catalogue could not be read.
    #[error(transparent)]
    Catalogue(#[from] QueryError),
}

/// What is wrong with a query. `habeas` has one sentence for each in each language, under [`Problem::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// A quotation mark opens and nothing closes it.
    OpenQuote,
    /// A parenthesis opens and nothing closes it.
    OpenParenthesis,
    /// A parenthesis closes that nothing opened.
    StrayParenthesis,
    /// AND, OR, NOT or NEAR lacks something on one side.
    NothingBeside,
    /// A quotation, parenthesis or word with no letter or digit in it.
    NoWords,
    /// A number after `~` or `NEAR/` that is missing or too large (2 for a word, 50 for a distance).
    BadDistance,
    /// Only words and phrases can be near each other.
    NotNear,
    /// A phrase of more words than can be looked for (50).
    LongPhrase,
    /// A filter without a value.
    NoValue,
    /// No such state in the ledger.
    BadState,
    /// No day, month, year or range of them.
    BadDays,
    /// Parentheses inside parentheses beyond 50.
    TooDeep,
}

impl Problem {
    /// Every problem, for tables and tests.
    pub const ALL: [Self; 12] = [
        Self::OpenQuote,
        Self::OpenParenthesis,
        Self::StrayParenthesis,
        Self::NothingBeside,
        Self::NoWords,
        Self::BadDistance,
        Self::NotNear,
        Self::LongPhrase,
        Self::NoValue,
        Self::BadState,
        Self::BadDays,
        Self::TooDeep,
    ];

    /// Its stable name in `--json` and message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenQuote => "open-quote",
            Self::OpenParenthesis => "open-parenthesis",
            Self::StrayParenthesis => "stray-parenthesis",
            Self::NothingBeside => "nothing-beside",
            Self::NoWords => "no-words",
            Self::BadDistance => "bad-distance",
            Self::NotNear => "not-near",
            Self::LongPhrase => "long-phrase",
            Self::NoValue => "no-value",
            Self::BadState => "bad-state",
            Self::BadDays => "bad-days",
            Self::TooDeep => "too-deep",
        }
    }
}

impl From<TantivyError> for IndexError {
    fn from(source: TantivyError) -> Self {
        let io = |error: &std::io::Error| Self::Io {
            source: std::io::Error::new(error.kind(), error.to_string()),
        };
        match &source {
            TantivyError::IoError(error) => io(error),
            TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => io(io_error),
            TantivyError::LockFailure(..) => Self::Locked,
            _ => Self::Refused { source: Box::new(source) },
        }
    }
}

impl From<std::io::Error> for IndexError {
    fn from(source: std::io::Error) -> Self {
        Self::Io { source }
    }
}

impl From<TantivyError> for SearchError {
    fn from(source: TantivyError) -> Self {
        IndexError::from(source).into()
    }
}

impl From<std::io::Error> for SearchError {
    fn from(source: std::io::Error) -> Self {
        IndexError::from(source).into()
    }
}

impl From<StorageError> for SearchError {
    fn from(source: StorageError) -> Self {
        Self::Catalogue(source.into())
    }
}
