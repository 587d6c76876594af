//! What the bytes are: by signature, then by structure, and by name or header only where bytes cannot tell.
//! Reads no content beyond that, and never believes a name against the bytes.

mod claims;
mod container;
mod unread;
mod written;

#[cfg(test)]
mod tests;

use std::io::{self, Read};

use model::{Defect, DefectKind, MediaType, Missing};

use self::claims::Claims;
pub use self::claims::claimed_by_name;
pub use self::unread::{Sort, Unread};
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
    /// WebVTT subtitles.
    Subtitles,
    /// SubRip subtitles.
    SubRip,
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
    /// Recognised, and without a reader.
    Unread(Unread),
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
            Self::SubRip => "application/x-subrip",
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
            Self::Unread(unread) => unread.media_type,
            Self::Unknown => "application/octet-stream",
        })
    }

    /// Whether it is characters all through, so that any of these could stand in a `.txt` file.
    fn is_written(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Markdown
                | Self::Csv
                | Self::Tsv
                | Self::Subtitles
                | Self::SubRip
                | Self::Html
                | Self::Mail
                | Self::Mailbox
        )
    }
}

/// How many bytes [`sniff`] looks at.
pub const SNIFFED_BYTES: usize = 4 * 1024;

/// How many bytes [`detect`] samples from the start; containers it looks into as far as their directory.
const DETECTED_BYTES: usize = 64 * 1024;

/// How far into a PDF its header may stand (ISO 32000-1, annex H.3, note 13).
const PDF_HEADER_BYTES: usize = 1024;

/// The media type by the first [`SNIFFED_BYTES`] of `head` and, where those cannot tell, the name. For the custody
/// record; opens nothing. Empty input is `application/x-empty`.
#[must_use]
pub fn sniff(head: &[u8], name: &str) -> MediaType {
    let head = &head[..head.len().min(SNIFFED_BYTES)];
    look(head, Claims::new(name, None).hint()).media_type()
}

/// The format of `input`, looking inside containers where needed; leaves the input at its start.
///
/// Reports a name or header that contradicts the bytes, and why a format without a reader is not read. An input that
/// cannot be read is [`Format::Unknown`] with [`DefectKind::Unreadable`].
pub(crate) fn detect(input: &mut dyn Input, request: &Request, host: &mut dyn Host) -> Format {
    let claims = Claims::new(&request.name, request.claimed.as_ref());
    let found = examine(input, claims.hint());
    let back = input.rewind();
    let found = match found.and_then(|found| back.map(|()| found)) {
        Ok(found) => found,
        Err(error) => {
            host.defect(Defect::whole(DefectKind::Unreadable, Missing::Everything, error.to_string()));
            return Format::Unknown;
        }
    };
    if let Some(detail) = claims.contradiction(&found) {
        host.defect(Defect::whole(DefectKind::WrongExtension, Missing::Nothing, detail));
    }
    match found.format {
        Format::Unread(unread) => host.defect(unread.defect()),
        Format::Unknown => {
            let detail = "neither text nor a signature that is known";
            host.defect(Defect::whole(DefectKind::UnsupportedFormat, Missing::Everything, detail));
        }
        _ => {}
    }
    found.format
}

/// What the bytes turned out to be.
struct Found {
    format: Format,
    /// A ZIP whose directory cannot be read: it may have been what its name says.
    damaged: bool,
}

/// The format by the first bytes and, where those cannot tell, the name. Opens no container, reports nothing.
pub(crate) fn peek(input: &mut dyn Input, name: &str) -> io::Result<Format> {
    Ok(look(&head(input)?, Claims::new(name, None).hint()))
}

fn head(input: &mut dyn Input) -> io::Result<Vec<u8>> {
    input.rewind()?;
    let mut head = Vec::new();
    Read::take(&mut *input, DETECTED_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn examine(input: &mut dyn Input, hint: Option<Format>) -> io::Result<Found> {
    let head = head(input)?;
    let format = match look(&head, hint) {
        _ if container::is_zip(&head) => match container::zip(input, hint)? {
            Some(format) => format,
            None => return Ok(Found { format: Format::Zip, damaged: true }),
        },
        Format::Unread(Unread { sort: Sort::Compound, .. }) => container::compound(input, &head, hint)?,
        format => format,
    };
    Ok(Found { format, damaged: false })
}

/// The format as far as the first bytes show it.
fn look(head: &[u8], hint: Option<Format>) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    if let Some(format) = by_signature(head, hint) {
        return format;
    }
    // Junk may precede a PDF's header, such as a server's error message, and all of it may be text; then the name
    // decides.
    match written::look(head, hint) {
        None if pdf_within(head) => Format::Pdf,
        Some(_) if hint == Some(Format::Pdf) && pdf_within(head) => Format::Pdf,
        Some(Format::Text) if hint.is_none() && pdf_within(head) => Format::Pdf,
        Some(format) => format,
        None => Format::Unknown,
    }
}

fn by_signature(head: &[u8], hint: Option<Format>) -> Option<Format> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    let format = if starts(b"%PDF-") {
        Format::Pdf
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Format::Png
    } else if starts(b"\xff\xd8\xff") {
        Format::Jpeg
    } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        Format::Tiff
    } else if container::is_warc(head) {
        Format::Warc
    } else if container::is_gzip(head) {
        if container::is_warc(&container::inflate_start(head)) { Format::Warc } else { Format::Gzip }
    } else if container::is_zip(head) {
        container::zip_in_head(head, hint)
    } else if container::is_compound(head) {
        container::compound_in_head(head, hint)
    } else if let Some(unread) = Unread::by_signature(head) {
        Format::Unread(unread)
    } else if container::is_tar(head) {
        Format::Tar
    } else {
        return None;
    };
    Some(format)
}

/// Whether a PDF header at a line's start, and a first object, follow some junk.
fn pdf_within(head: &[u8]) -> bool {
    let near = &head[..head.len().min(PDF_HEADER_BYTES)];
    let header =
        near.windows(6).position(|window| window.starts_with(b"%PDF-") && window[5].is_ascii_digit());
    header.is_some_and(|at| {
        let before = head[..at].iter().rev().take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        let opens_line = !before.into_iter().any(u8::is_ascii_graphic);
        opens_line && head[at..].windows(4).any(|window| window == b" obj")
    })
}
