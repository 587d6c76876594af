//! What goes wrong, as people are told: one sentence and the next step, in their language. Technical causes follow
//! on lines of their own.

use std::fmt;

use fluent_bundle::FluentArgs;

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
    eprintln!("{} {error}", crate::tr!("error-label"));
    for cause in error.chain().skip(1) {
        eprintln!("    {cause}");
    }
    for trouble in error.chain().filter_map(|cause| cause.downcast_ref::<Trouble>()) {
        if let Some(cause) = trouble.cause() {
            eprintln!("    {cause}");
        }
        if let Some(next) = trouble.next() {
            eprintln!("{} {next}", crate::tr!("next-label"));
        }
    }
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
