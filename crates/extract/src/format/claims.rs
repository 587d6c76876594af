//! What a name's ending or a header claims, and when that contradicts the bytes. A claim never overrules bytes.

use model::MediaType;

use super::unread::{Sort, Unread};
use super::{Format, Found};

/// What the ending of `name` claims, such as `text/csv` for `list.csv`; `None` for an ending that is not known here.
///
/// `name` may be a path or an address: of an address, the query and the host are left out.
#[must_use]
pub fn claimed_by_name(name: &str) -> Option<MediaType> {
    by_name(name).map(|claim| MediaType::new(claim.media_type))
}

/// What name and header say about some bytes.
pub(super) struct Claims {
    name: Option<Claim>,
    header: Option<Claim>,
}

/// One claim.
#[derive(Clone, Copy)]
struct Claim {
    /// The ending, without its dot; empty for a header's claim.
    ending: &'static str,
    media_type: &'static str,
    format: Format,
}

impl Claims {
    pub(super) fn new(name: &str, header: Option<&MediaType>) -> Self {
        let header = header.and_then(|media_type| by_media_type(media_type.as_str()));
        // An address names a place, not a format; what the server said of it counts more.
        let overruled = is_address(name) && header.is_some_and(|claim| claim.format != Format::Text);
        Self { name: if overruled { None } else { by_name(name) }, header }
    }

    /// The format to prefer where bytes cannot tell. `.txt` and `text/plain` say the least, so the other one wins.
    pub(super) fn hint(&self) -> Option<Format> {
        let formats = [self.name, self.header].map(|claim| claim.map(|claim| claim.format));
        formats.into_iter().flatten().find(|format| *format != Format::Text).or(formats[0]).or(formats[1])
    }

    /// In words, how name or header contradict the bytes; `None` if they do not.
    pub(super) fn contradiction(&self, found: &Found) -> Option<String> {
        if found.damaged && self.hint().is_some_and(in_zip) {
            return None;
        }
        let name = self.name.filter(|claim| contradicts(claim.format, found.format));
        let header = self.header.filter(|claim| header_contradicts(*claim, found.format));
        let said = match (name, header) {
            (None, None) => return None,
            (Some(name), None) => format!("named .{}", name.ending),
            (None, Some(header)) => format!("declared as {}", header.media_type),
            (Some(name), Some(header)) => {
                format!("named .{}, declared as {}", name.ending, header.media_type)
            }
        };
        Some(match found.format {
            Format::Unknown => format!("{said}, is of no known format"),
            format => format!("{said}, is {}", format.media_type()),
        })
    }
}

fn contradicts(claimed: Format, found: Format) -> bool {
    use Format::{
        Csv, Docx, Empty, Gzip, Mail, Mailbox, Markdown, SubRip, Subtitles, Text, Tsv, Warc, Xlsx, Zip,
    };
    match (claimed, found) {
        (_, Empty)
        | (Csv | Tsv, Csv | Tsv)
        | (Mail | Mailbox, Mail | Mailbox)
        | (Subtitles | SubRip, Subtitles | SubRip)
        | (Gzip, Warc) => false,
        (Text | Markdown, found) => !found.is_written(),
        (Zip, found) => !in_zip(found),
        // With a password, these are wrapped in another container; that is what their names are for.
        (Docx | Xlsx, Format::Unread(unread)) => unread.sort != Sort::Locked,
        (Format::Unread(claimed), Format::Unread(found)) => !claimed.is_kin(found),
        _ => claimed != found,
    }
}

/// A header is often set by a program that knows endings only by the application that opens them.
fn header_contradicts(claim: Claim, found: Format) -> bool {
    let office = matches!(claim.format, Format::Unread(Unread { sort: Sort::OldText | Sort::OldSheet, .. }));
    let opened_by_office = matches!(found, Format::Csv | Format::Tsv | Format::Docx | Format::Xlsx);
    claim.media_type != "text/plain" && !(office && opened_by_office) && contradicts(claim.format, found)
}

fn in_zip(format: Format) -> bool {
    match format {
        Format::Zip | Format::Docx | Format::Xlsx | Format::Odt | Format::Ods | Format::Wacz => true,
        Format::Unread(unread) => unread.is_zipped(),
        _ => false,
    }
}

fn by_media_type(media_type: &str) -> Option<Claim> {
    all().find(|(known, ..)| *known == media_type).map(|(media_type, format, _)| Claim {
        ending: "",
        media_type,
        format,
    })
}

fn by_name(name: &str) -> Option<Claim> {
    if is_address(name) {
        let (_, rest) = name.split_once("://")?;
        let (_, path) = rest.split_once('/')?;
        return by_ending(before_query(path));
    }
    by_ending(name).or_else(|| by_ending(before_query(name)))
}

fn is_address(name: &str) -> bool {
    name.contains("://")
}

fn before_query(name: &str) -> &str {
    name.split(['?', '#']).next().unwrap_or(name)
}

fn by_ending(name: &str) -> Option<Claim> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let ends = |ending: &str| file.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'));
    let endings = all().flat_map(|(media_type, format, endings)| {
        endings.split_ascii_whitespace().map(move |ending| Claim { ending, media_type, format })
    });
    // The longest, so that `.warc.gz` is no mere `.gz`.
    endings.filter(|claim| ends(claim.ending)).max_by_key(|claim| claim.ending.len())
}

/// Media type, format and endings of all that is known.
fn all() -> impl Iterator<Item = (&'static str, Format, &'static str)> {
    let unread = Unread::all().map(|(unread, endings)| (unread.media_type, Format::Unread(unread), endings));
    READ.iter().copied().chain(unread)
}

/// Media types and endings of the formats that are read. The first of several types for one ending is the one that
/// names claim; the rest are other words for it in headers.
const READ: &[(&str, Format, &str)] = &[
    ("text/plain", Format::Text, "txt text log"),
    ("application/json", Format::Text, "json"),
    ("application/jsonl", Format::Text, "jsonl ndjson"),
    ("application/xml", Format::Text, "xml"),
    ("text/xml", Format::Text, ""),
    ("application/yaml", Format::Text, "yaml yml"),
    ("image/svg+xml", Format::Text, "svg"),
    ("text/calendar", Format::Text, "ics"),
    ("text/vcard", Format::Text, "vcf"),
    ("text/markdown", Format::Markdown, "md markdown"),
    ("text/x-markdown", Format::Markdown, ""),
    ("text/csv", Format::Csv, "csv"),
    ("application/csv", Format::Csv, ""),
    ("text/x-csv", Format::Csv, ""),
    ("text/comma-separated-values", Format::Csv, ""),
    ("text/tab-separated-values", Format::Tsv, "tsv tab"),
    ("text/vtt", Format::Subtitles, "vtt"),
    ("application/x-subrip", Format::SubRip, "srt"),
    ("text/html", Format::Html, "html htm shtml"),
    ("application/xhtml+xml", Format::Html, "xhtml xht"),
    ("message/rfc822", Format::Mail, "eml mht mhtml"),
    ("application/mbox", Format::Mailbox, "mbox"),
    ("application/x-mbox", Format::Mailbox, ""),
    ("application/pdf", Format::Pdf, "pdf"),
    ("application/x-pdf", Format::Pdf, ""),
    ("image/png", Format::Png, "png"),
    ("image/jpeg", Format::Jpeg, "jpg jpeg jpe jfif"),
    ("image/jpg", Format::Jpeg, ""),
    ("image/pjpeg", Format::Jpeg, ""),
    ("image/tiff", Format::Tiff, "tif tiff"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Format::Docx, "docx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.template", Format::Docx, "dotx"),
    ("application/vnd.ms-word.document.macroenabled.12", Format::Docx, "docm"),
    ("application/vnd.oasis.opendocument.text", Format::Odt, "odt"),
    ("application/vnd.oasis.opendocument.text-template", Format::Odt, "ott"),
    ("application/vnd.oasis.opendocument.spreadsheet", Format::Ods, "ods"),
    ("application/vnd.oasis.opendocument.spreadsheet-template", Format::Ods, "ots"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Format::Xlsx, "xlsx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.template", Format::Xlsx, "xltx"),
    ("application/vnd.ms-excel.sheet.macroenabled.12", Format::Xlsx, "xlsm"),
    ("application/zip", Format::Zip, "zip"),
    ("application/x-zip-compressed", Format::Zip, ""),
    ("application/wacz", Format::Wacz, "wacz"),
    ("application/x-wacz", Format::Wacz, ""),
    ("application/x-tar", Format::Tar, "tar"),
    ("application/gzip", Format::Gzip, "gz tgz"),
    ("application/x-gzip", Format::Gzip, ""),
    ("application/warc", Format::Warc, "warc warc.gz"),
];
