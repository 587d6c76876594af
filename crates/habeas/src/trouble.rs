//! What goes wrong, as people are told: one sentence and the next step, in their language. Technical causes follow
//! on lines of their own.

use std::fmt;

use case::lists::ListsError;
use case::register::{RegisterError, ViewError};
use case::said::AnnotationsError;
use case::search::{IndexError, SearchError};
use fluent_bundle::FluentArgs;

use crate::{out, words};

/// A sentence and a next step.
#[derive(Debug)]
pub struct Trouble {
    message: String,
    next: Option<String>,
    cause: Option<String>,
}

impl Trouble {
    /// The message `key` and its attribute `next`.
    #[must_use]
    pub fn new(key: &str, args: &FluentArgs<'_>) -> Self {
        Self {
            message: crate::say::message(key, args),
            next: crate::say::find(key, Some("next"), args),
            cause: None,
        }
    }

    /// Adds what the system or a room said.
    #[must_use]
    pub fn because(mut self, cause: &dyn fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// The next step, if there is one to name.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// What the system said.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

/// A [`Trouble`] from a message key: `trouble!("key", name = value, ...)`.
#[macro_export]
macro_rules! trouble {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::trouble::Trouble::new($key, &$crate::args![$($name = $value),*])
    };
}

/// Prints an error to standard error: the sentence, the cause, the next step.
pub fn print(error: &anyhow::Error) {
    out::note(&format!("{} {error}", crate::tr!("error-label")));
    for cause in error.chain().skip(1) {
        out::note(&format!("    {cause}"));
    }
    for trouble in error.chain().filter_map(|cause| cause.downcast_ref::<Trouble>()) {
        if let Some(cause) = trouble.cause() {
            out::note(&format!("    {cause}"));
        }
        if let Some(next) = trouble.next() {
            out::note(&format!("{} {next}", crate::tr!("next-label")));
        }
    }
}

/// What a room's own error means to the person whose case is in `folder`; an error that is told already stays.
#[must_use]
pub fn explained(error: anyhow::Error, folder: &std::path::Path) -> anyhow::Error {
    if error.downcast_ref::<Trouble>().is_some() {
        return error;
    }
    let shown = folder.display().to_string();
    if let Some(case::CommitError::NotScrubbed { source }) = error.downcast_ref() {
        return trouble!("error-not-scrubbed").because(source).into();
    }
    match error.downcast_ref() {
        Some(case::QueryError::NotInCase { item }) => {
            return trouble!("error-no-such-item", given = item.to_string()).into();
        }
        Some(case::QueryError::NotRead { state, .. }) => {
            return trouble!("error-not-read", state = words::state(*state)).into();
        }
        Some(case::QueryError::OutOfText { span, length }) => {
            return trouble!("error-out-of-text", from = span.start, to = span.end, length = *length).into();
        }
        Some(case::QueryError::NothingToQuote) => return trouble!("error-nothing-to-quote").into(),
        _ => {}
    }
    if let Some(told) = index_error_of(&error).and_then(|index| of_index(index, folder)) {
        return told.into();
    }
    match error.downcast_ref() {
        Some(AnnotationsError::Missing { .. }) => return trouble!("error-annotations-missing").into(),
        Some(AnnotationsError::Unreadable { .. }) => return trouble!("error-annotations-unreadable").into(),
        Some(source @ AnnotationsError::NotScrubbed) => {
            return trouble!("error-not-scrubbed").because(source).into();
        }
        Some(AnnotationsError::Storage(_)) | None => {}
    }
    match error.downcast_ref() {
        Some(RegisterError::Missing { .. }) => return trouble!("error-register-missing").into(),
        Some(RegisterError::Unreadable { .. }) => return trouble!("error-register-unreadable").into(),
        Some(source @ RegisterError::NotScrubbed) => {
            return trouble!("error-not-scrubbed").because(source).into();
        }
        Some(RegisterError::Storage(_)) | None => {}
    }
    match error.downcast_ref() {
        Some(ListsError::Missing { .. } | ListsError::Unreadable { .. }) => {
            return trouble!("list-error-unreadable").because(&error).into();
        }
        Some(source @ ListsError::NotScrubbed) => {
            return trouble!("error-not-scrubbed").because(source).into();
        }
        Some(ListsError::Storage(_)) | None => {}
    }
    let told = match storage_of(&error) {
        Some(case::StorageError::DiskFull { .. }) => trouble!("error-disk-full", folder = shown),
        Some(case::StorageError::ReadOnly { .. }) => trouble!("error-read-only", folder = shown),
        Some(case::StorageError::Folder { source }) => storage(source, folder),
        Some(case::StorageError::Damaged { source }) => trouble!("error-catalogue-damaged").because(source),
        Some(case::StorageError::Locked { source }) => trouble!("error-catalogue-unreadable").because(source),
        Some(case::StorageError::Io { source }) => trouble!("error-storage", folder = shown).because(source),
        Some(case::StorageError::Refused { .. }) => return error,
        None => match log_error_of(&error) {
            Some(damage) => trouble!("error-log-damaged", folder = shown).because(damage),
            None => return error,
        },
    };
    told.into()
}

fn storage_of(error: &anyhow::Error) -> Option<&case::StorageError> {
    let of_open = || match error.downcast_ref()? {
        case::OpenError::Storage(inner) => Some(inner),
        _ => None,
    };
    let of_fold = || match error.downcast_ref()? {
        case::FoldError::Storage(inner) => Some(inner),
        case::FoldError::OutOfOrder { .. } => None,
    };
    let of_reading = || match error.downcast_ref()? {
        case::ReadingError::Storage(inner) => Some(inner),
        _ => None,
    };
    let of_commit = || match error.downcast_ref()? {
        case::CommitError::Storage(inner) => Some(inner),
        case::CommitError::NotScrubbed { .. } => None,
    };
    let of_query = || match error.downcast_ref()? {
        case::QueryError::Storage(inner) => Some(inner),
        _ => None,
    };
    let of_register = || match error.downcast_ref()? {
        RegisterError::Storage(inner) => Some(inner),
        _ => None,
    };
    let of_view = || match error.downcast_ref()? {
        ViewError::Register(RegisterError::Storage(inner)) => Some(inner),
        _ => None,
    };
    let of_index = || match index_error_of(error)? {
        IndexError::Catalogue(inner) => Some(inner),
        _ => None,
    };
    let of_search = || match error.downcast_ref()? {
        SearchError::Catalogue(case::QueryError::Storage(inner)) => Some(inner),
        _ => None,
    };
    let of_annotations = || match error.downcast_ref()? {
        AnnotationsError::Storage(inner) => Some(inner),
        _ => None,
    };
    let own = error.downcast_ref::<case::StorageError>().or_else(of_index).or_else(of_search);
    let of_lists = || match error.downcast_ref()? {
        ListsError::Storage(inner) => Some(inner),
        _ => None,
    };
    let own = own.or_else(of_annotations).or_else(of_lists);
    let own = own.or_else(of_register).or_else(of_view);
    own.or_else(of_open).or_else(of_fold).or_else(of_reading).or_else(of_commit).or_else(of_query)
}

fn index_error_of(error: &anyhow::Error) -> Option<&IndexError> {
    let of_search = || match error.downcast_ref()? {
        SearchError::Index(inner) => Some(inner),
        _ => None,
    };
    error.downcast_ref::<IndexError>().or_else(of_search)
}

fn of_index(error: &IndexError, folder: &std::path::Path) -> Option<Trouble> {
    let shown = folder.display().to_string();
    match error {
        IndexError::Missing { .. } => Some(trouble!("error-index-missing")),
        IndexError::Unreadable { .. } => Some(trouble!("error-index-unreadable")),
        IndexError::Locked => Some(trouble!("error-locked", folder = shown)),
        IndexError::Io { source } => Some(storage(source, folder)),
        // Its own words say more than any of ours; the catalogue's are told as anywhere else.
        IndexError::Refused { .. } | IndexError::Catalogue(_) => None,
    }
}

fn log_error_of(error: &anyhow::Error) -> Option<&archive::ReadError> {
    let of_append = || match error.downcast_ref()? {
        archive::AppendError::Read(inner) => Some(inner),
        _ => None,
    };
    error.downcast_ref::<archive::ReadError>().or_else(of_append)
}

/// The trouble with a storage error: a full disk, a read-only folder, or whatever else the system says.
#[must_use]
pub fn storage(error: &std::io::Error, folder: &std::path::Path) -> Trouble {
    let folder = folder.display().to_string();
    match error.kind() {
        std::io::ErrorKind::StorageFull
        | std::io::ErrorKind::QuotaExceeded
        | std::io::ErrorKind::FileTooLarge => {
            trouble!("error-disk-full", folder = folder)
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            trouble!("error-read-only", folder = folder)
        }
        _ => trouble!("error-storage", folder = folder).because(error),
    }
}
