//! What a reader could not read: kind, place, how much. A defect is data, shown to people in both languages; it
//! is never an error that stops a run.

use serde::{Deserialize, Serialize};

use crate::place::Place;

/// What went wrong. `habeas` has one sentence for each in each language, under [`DefectKind::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectKind {
    /// The content needs a password.
    Encrypted,
    /// The content breaks its format's rules here.
    Damaged,
    /// The content ends before it should.
    Truncated,
    /// No reader for this format.
    UnsupportedFormat,
    /// The format is read, this feature of it is not.
    UnsupportedFeature,
    /// A page or picture without text, and no text recognition was asked for or possible.
    PictureOnly,
    /// `tesseract` is not installed, or lacks a language.
    OcrUnavailable,
    /// `tesseract` ran and failed.
    OcrFailed,
    /// The encoding was not declared and was taken from the bytes' statistics.
    EncodingGuessed,
    /// Bytes that are no characters in the encoding; shown as U+FFFD.
    InvalidCharacters,
    /// A member's path points outside its container; it was kept under a safe name.
    UnsafePath,
    /// A member grows beyond the limits of the case; it was not unpacked.
    TooLarge,
    /// Containers inside containers beyond the limit of the case.
    TooDeep,
    /// A checksum or digest that the content carries does not match it.
    ChecksumMismatch,
    /// The name or header says one format, the bytes another.
    WrongExtension,
    /// Nothing in it: zero bytes.
    Empty,
    /// The reading process died (panic, crash, forbidden system call).
    ReaderCrashed,
    /// The reading process ran out of its time.
    ReaderTimeLimit,
    /// The reading process ran out of its memory.
    ReaderMemoryLimit,
    /// A link, socket, device or pipe: not a file whose bytes could be kept.
    NotAFile,
    /// The operating system refused to read it.
    Unreadable,
    /// The file changed while it was read; what was read the last time is kept.
    ChangedWhileRead,
}

impl DefectKind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 22] = [
        Self::Encrypted,
        Self::Damaged,
        Self::Truncated,
        Self::UnsupportedFormat,
        Self::UnsupportedFeature,
        Self::PictureOnly,
        Self::OcrUnavailable,
        Self::OcrFailed,
        Self::EncodingGuessed,
        Self::InvalidCharacters,
        Self::UnsafePath,
        Self::TooLarge,
        Self::TooDeep,
        Self::ChecksumMismatch,
        Self::WrongExtension,
        Self::Empty,
        Self::ReaderCrashed,
        Self::ReaderTimeLimit,
        Self::ReaderMemoryLimit,
        Self::NotAFile,
        Self::Unreadable,
        Self::ChangedWhileRead,
    ];

    /// Its stable name in `--json` and in message files, such as `picture-only`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::Truncated => "truncated",
            Self::UnsupportedFormat => "unsupported-format",
            Self::UnsupportedFeature => "unsupported-feature",
            Self::PictureOnly => "picture-only",
            Self::OcrUnavailable => "ocr-unavailable",
            Self::OcrFailed => "ocr-failed",
            Self::EncodingGuessed => "encoding-guessed",
            Self::InvalidCharacters => "invalid-characters",
            Self::UnsafePath => "unsafe-path",
            Self::TooLarge => "too-large",
            Self::TooDeep => "too-deep",
            Self::ChecksumMismatch => "checksum-mismatch",
            Self::WrongExtension => "wrong-extension",
            Self::Empty => "empty",
            Self::ReaderCrashed => "reader-crashed",
            Self::ReaderTimeLimit => "reader-time-limit",
            Self::ReaderMemoryLimit => "reader-memory-limit",
            Self::NotAFile => "not-a-file",
            Self::Unreadable => "unreadable",
            Self::ChangedWhileRead => "changed-while-read",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How much could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Missing {
    /// Nothing is missing; the defect is a doubt or a note.
    Nothing,
    /// Something is missing, and nobody knows how much.
    Unknown,
    /// All of it.
    Everything,
    /// So many bytes of the original.
    Bytes(u64),
    /// So many pages.
    Pages(u64),
    /// So many characters of text.
    Characters(u64),
    /// So many rows or cells.
    Rows(u64),
    /// So many members (of an archive, a mailbox, a message).
    Members(u64),
    /// So many embedded pictures.
    Pictures(u64),
}

/// One thing that extraction could not read, with the reason and how much is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// What went wrong.
    pub kind: DefectKind,
    /// Where in the original, when that is known.
    pub place: Option<Place>,
    /// How much is not there.
    pub missing: Missing,
    /// The reader's own words, in English, for whoever mends it; may be empty. Never the only explanation.
    pub detail: String,
}

impl Defect {
    /// A defect about the whole item.
    #[must_use]
    pub fn whole(kind: DefectKind, missing: Missing, detail: impl Into<String>) -> Self {
        Self { kind, place: None, missing, detail: detail.into() }
    }

    /// A defect at a place.
    #[must_use]
    pub fn at(place: Place, kind: DefectKind, missing: Missing, detail: impl Into<String>) -> Self {
        Self { kind, place: Some(place), missing, detail: detail.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_come_back() {
        for kind in DefectKind::ALL {
            assert_eq!(DefectKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(DefectKind::from_code("warning"), None);
    }
}
