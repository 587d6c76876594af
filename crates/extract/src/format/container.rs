//! Tells containers (ZIP, OLE2, gzip, TAR, WARC) and the documents that are containers inside. Unpacks nothing but a
//! few bytes.

use std::io::{self, Read, SeekFrom};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::Format;
use super::unread::Unread;
use crate::host::Input;

/// The longest `mimetype` member that is looked at; OpenDocument's own are below 80 bytes.
const MIMETYPE_BYTES: u64 = 256;

/// How much of an OLE2 directory is looked at: its first 256 entries.
const DIRECTORY_BYTES: u64 = 32 * 1024;

/// Unpacked bytes that tell a WARC.
const INFLATED_BYTES: u64 = 32;

/// A WARC version line (ISO 28500, section 4).
pub(super) fn is_warc(head: &[u8]) -> bool {
    let version = head.strip_prefix(b"WARC/").unwrap_or_default();
    version.first().is_some_and(u8::is_ascii_digit) && version.iter().take(8).any(|byte| *byte == b'\n')
}

/// A gzip header (RFC 1952) with the only method there is.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b\x08")
}

/// The first bytes of a gzip stream, as far as they can be had.
pub(super) fn inflate_start(head: &[u8]) -> Vec<u8> {
    let mut start = Vec::new();
    // Where the stream is damaged or the head ends, what came so far is what there is to look at.
    let _ = MultiGzDecoder::new(head).take(INFLATED_BYTES).read_to_end(&mut start);
    start
}

/// A TAR header: by its magic, or, for those older than POSIX, by its checksum.
pub(super) fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let magic = &header[257..263];
    magic == b"ustar\0" || magic == b"ustar " || header[0] != 0 && checksum_fits(header)
}

fn checksum_fits(header: &[u8]) -> bool {
    let field = String::from_utf8_lossy(&header[148..156]);
    let Ok(stated) = u64::from_str_radix(field.trim_matches(['\0', ' ']), 8) else { return false };
    let outside = header[..148].iter().chain(&header[156..]);
    stated == outside.map(|byte| u64::from(*byte)).sum::<u64>() + 8 * u64::from(b' ')
}

/// A local header, an empty archive's end record, or a split archive's mark.
pub(super) fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| head.starts_with(*magic))
}

/// What a ZIP is by its directory; `None` if it has no directory that can be read.
///
/// # Errors
/// The input's own; damage is none.
pub(super) fn zip(input: &mut dyn Input, hint: Option<Format>) -> io::Result<Option<Format>> {
    let mut archive = match ZipArchive::new(&mut *input) {
        Ok(archive) => archive,
        Err(error) => return damage(error).map(|()| None),
    };
    let mut members = Members::default();
    for name in archive.file_names_raw() {
        members.note(name);
    }
    let mut mimetype = Vec::new();
    match archive.by_name("mimetype") {
        Ok(member) => {
            if let Err(error) = member.take(MIMETYPE_BYTES).read_to_end(&mut mimetype) {
                damage(ZipError::Io(error))?;
            }
        }
        Err(error) => damage(error)?,
    }
    Ok(Some(members.format(&mimetype, hint)))
}

/// Sets the input's own errors apart from those that only say that the archive is damaged.
fn damage(error: ZipError) -> io::Result<()> {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error {
        ZipError::Io(error) if !matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof) => {
            Err(error)
        }
        _ => Ok(()),
    }
}

/// What a ZIP is by the local headers among its first bytes.
pub(super) fn zip_in_head(head: &[u8], hint: Option<Format>) -> Format {
    let mut members = Members::default();
    let mut mimetype: &[u8] = b"";
    let mut next = Some(0);
    while let Some(header) = next.and_then(|start| head.get(start..)) {
        let Some(fixed) = header.get(..30).filter(|fixed| fixed.starts_with(b"PK\x03\x04")) else { break };
        let short = |at: usize| usize::from(u16::from_le_bytes([fixed[at], fixed[at + 1]]));
        let Some(name) = header.get(30..30 + short(26)) else { break };
        let Some(data) = header.get(30 + short(26) + short(28)..) else {
            members.note(name);
            break;
        };
        members.note(name);
        let size = u32::from_le_bytes([fixed[18], fixed[19], fixed[20], fixed[21]]) as usize;
        let stored = short(8) == 0;
        if name == b"mimetype" && stored && size as u64 <= MIMETYPE_BYTES {
            mimetype = data.get(..size).unwrap_or_default();
        }
        // With bit 3 set, the size follows the data, and only the next header tells where that is.
        let hop = if short(6) & 8 != 0 && size == 0 {
            data.windows(4).position(|window| window == b"PK\x03\x04")
        } else {
            Some(size)
        };
        next = hop.and_then(|hop| (head.len() - data.len()).checked_add(hop));
    }
    members.format(mimetype, hint)
}

/// What a ZIP's member names tell.
#[derive(Default)]
struct Members {
    package: bool,
    word: bool,
    sheets: bool,
    binary_sheets: bool,
    slides: bool,
    drawing: bool,
    open_document: bool,
    data_package: bool,
    capture: bool,
}

impl Members {
    fn note(&mut self, name: &[u8]) {
        // Part names compare without case (ISO 29500-2); some writers put backslashes.
        let name = String::from_utf8_lossy(name).to_ascii_lowercase().replace('\\', "/");
        self.package |= name == "[content_types].xml" || name == "_rels/.rels";
        self.word |= name.starts_with("word/");
        self.sheets |= name.starts_with("xl/");
        self.binary_sheets |= name == "xl/workbook.bin";
        self.slides |= name.starts_with("ppt/");
        self.drawing |= name.starts_with("visio/");
        self.open_document |= name == "meta-inf/manifest.xml" || name == "content.xml";
        self.data_package |= name == "datapackage.json";
        self.capture |= name.starts_with("archive/");
    }

    fn format(&self, mimetype: &[u8], hint: Option<Format>) -> Format {
        let mimetype = String::from_utf8_lossy(mimetype).trim().to_ascii_lowercase();
        if let Some(format) = by_mimetype(&mimetype) {
            return format;
        }
        match hint {
            _ if self.package && self.word => Format::Docx,
            _ if self.package && self.binary_sheets => Format::Unread(Unread::XLSB),
            _ if self.package && self.sheets => Format::Xlsx,
            _ if self.package && self.slides => Format::Unread(Unread::PPTX),
            _ if self.package && self.drawing => Format::Unread(Unread::VSDX),
            _ if self.data_package && self.capture => Format::Wacz,
            // One sign of the family, and the name for the rest: writers leave members out, and not all headers
            // are among the first bytes.
            Some(Format::Docx) if self.package || self.word => Format::Docx,
            Some(Format::Xlsx) if self.package || self.sheets => Format::Xlsx,
            Some(Format::Unread(unread)) if self.package && unread.is_zipped() => Format::Unread(unread),
            Some(Format::Odt) if self.open_document => Format::Odt,
            Some(Format::Ods) if self.open_document => Format::Ods,
            Some(Format::Wacz) if self.data_package || self.capture => Format::Wacz,
            _ => Format::Zip,
        }
    }
}

fn by_mimetype(mimetype: &str) -> Option<Format> {
    let family = mimetype.strip_prefix("application/vnd.oasis.opendocument.").unwrap_or_default();
    match family {
        "text" | "text-template" | "text-master" | "text-web" => Some(Format::Odt),
        "spreadsheet" | "spreadsheet-template" => Some(Format::Ods),
        _ => Unread::by_mimetype(mimetype).map(Format::Unread),
    }
}

/// An OLE2 compound file ([MS-CFB], section 2.2).
pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// What a compound file is by its directory.
///
/// # Errors
/// The input's own.
pub(super) fn compound(input: &mut dyn Input, head: &[u8], hint: Option<Format>) -> io::Result<Format> {
    let Some(offset) = directory_offset(head) else { return Ok(by_directory(b"", hint)) };
    input.seek(SeekFrom::Start(offset))?;
    let mut directory = Vec::new();
    Read::take(&mut *input, DIRECTORY_BYTES).read_to_end(&mut directory)?;
    Ok(by_directory(&directory, hint))
}

/// What a compound file is by its directory, if that is among the first bytes.
pub(super) fn compound_in_head(head: &[u8], hint: Option<Format>) -> Format {
    let offset = directory_offset(head).and_then(|offset| usize::try_from(offset).ok());
    by_directory(offset.and_then(|offset| head.get(offset..)).unwrap_or_default(), hint)
}

fn directory_offset(head: &[u8]) -> Option<u64> {
    let shift = u32::from(*head.get(30)?);
    let sector = head.get(48..52)?.try_into().map(u32::from_le_bytes).ok()?;
    matches!(shift, 9 | 12).then(|| (u64::from(sector) + 1) << shift)
}

/// The first entry that tells decides, as embedded documents come after what embeds them.
fn by_directory(directory: &[u8], hint: Option<Format>) -> Format {
    let told = directory.chunks_exact(128).find_map(|entry| {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64);
        let units = entry[..length - 2].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let name: String = char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect();
        match name.as_str() {
            "EncryptedPackage" | "EncryptionInfo" => Some(Unread::LOCKED),
            "WordDocument" => Some(Unread::DOC),
            "Workbook" | "Book" => Some(Unread::XLS),
            "PowerPoint Document" => Some(Unread::PPT),
            name if name.starts_with("__substg1.0_") || name == "__properties_version1.0" => {
                Some(Unread::MSG)
            }
            _ => None,
        }
    });
    let hinted = hint.and_then(|hint| match hint {
        Format::Unread(unread) if unread.is_compound() => Some(unread),
        _ => None,
    });
    Format::Unread(told.or(hinted).unwrap_or(Unread::COMPOUND))
}
