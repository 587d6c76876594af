//! Bytes to text, tables and offset map, with every defect named.
//!
//! [`read`] is the one way in, and [`draw`] shows a page. They interpret nothing, never fail on bad input (what they
//! cannot read they report), and touch no disk, network or clock: input, limits and text recognition come from the
//! [`Host`]. `habeas` calls them only inside a sandboxed worker process.

pub mod drawing;
pub mod format;
mod host;
mod limits;

mod archives;
mod csv;
mod docx;
mod encoding;
mod html;
mod mail;
mod ocr;
mod odf;
mod package;
mod pdf;
mod picture;
mod subtitles;
#[cfg(test)]
mod testing;
mod text;
mod unpack;
mod warc;
mod workbook;

pub use drawing::{Drawing, NotDrawn, draw};
pub use format::{Format, claimed_by_name, sniff};
pub use host::{Host, Input, Member, MemberEnd, OcrFailure, Picture, Recognised};
pub use limits::Limits;

use model::{Defect, DefectKind, ExtractionVersion, MediaType, Missing};

/// The version of these rules. It goes up with every change that can alter a part's text, spans or order, so that
/// old anchors are never looked up in a newer text.
pub const VERSION: u32 = 1;

/// What the host knows about the bytes before they are read.
#[derive(Debug, Clone)]
pub struct Request {
    /// The file's or member's name; only its ending is used, and only as a hint.
    pub name: String,
    /// The media type that a header claims, if any.
    pub claimed: Option<MediaType>,
    /// How many containers it came out of; 0 for a file of its own.
    pub depth: u32,
    /// What a single reading may cost.
    pub limits: Limits,
    /// Languages for text recognition, as tesseract names them, such as `eng`, `spa`.
    pub languages: Vec<String>,
}

/// What a reading used and found, for the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What the bytes turned out to be.
    pub media_type: MediaType,
    /// Rules and tools; see [`ExtractionVersion`].
    pub extraction: ExtractionVersion,
}

/// Reads `input` whole and hands parts, members and defects to `host` in document order.
pub fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) -> Summary {
    let mut counter = host::Tally::new(host);
    let format = format::detect(input, request, &mut counter);
    match format {
        Format::Empty => counter.defect(Defect::whole(DefectKind::Empty, Missing::Nothing, "")),
        Format::Text | Format::Markdown => text::read(input, request, &mut counter),
        Format::Csv | Format::Tsv => csv::read(input, request, &mut counter),
        Format::Subtitles | Format::SubRip => subtitles::read(input, request, &mut counter),
        Format::Html => html::read(input, request, &mut counter),
        Format::Mail => mail::read_message(input, request, &mut counter),
        Format::Mailbox => mail::read_mailbox(input, request, &mut counter),
        Format::Pdf => pdf::read(input, request, &mut counter),
        Format::Png | Format::Jpeg | Format::Tiff => picture::read(input, format, request, &mut counter),
        Format::Docx => docx::read(input, request, &mut counter),
        Format::Odt => odf::read_text(input, request, &mut counter),
        Format::Ods => odf::read_sheets(input, request, &mut counter),
        Format::Xlsx => workbook::read(input, request, &mut counter),
        Format::Zip | Format::Wacz => archives::read_zip(input, format, request, &mut counter),
        Format::Tar => archives::read_tar(input, request, &mut counter),
        Format::Gzip => archives::read_gzip(input, request, &mut counter),
        Format::Warc => warc::read(input, request, &mut counter),
        // `detect` has said why.
        Format::Unread(_) | Format::Unknown => {}
    }
    Summary { media_type: format.media_type(), extraction: counter.extraction() }
}
