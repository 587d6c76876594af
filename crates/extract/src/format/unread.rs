//! Formats that are recognised and have no reader: their media types, signatures, and what a person can do so that
//! nothing of them is lost. Reads nothing out of them.

use model::{Defect, DefectKind, Missing};

/// A recognised format without a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unread {
    /// Its media type.
    pub media_type: &'static str,
    /// What it is in words, such as `RAR archive`.
    pub label: &'static str,
    /// What sort of thing it is.
    pub sort: Sort,
}

/// Sorts of formats without a reader, by what a person can do about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// An OLE2 compound file of any kind.
    Compound,
    /// An office document behind a password.
    Locked,
    /// Text of an older or foreign word processor.
    OldText,
    /// A spreadsheet in an older or binary format.
    OldSheet,
    /// Slides.
    Slides,
    /// Drawings, charts and formulas; pages as pictures.
    Drawing,
    /// A book.
    Book,
    /// One message in a mail program's own format.
    Message,
    /// A mail program's whole store.
    MailStore,
    /// An archive or compressed stream.
    Archive,
    /// A picture.
    Picture,
    /// Sound or film.
    Recording,
    /// Tables in a database's own format.
    Database,
    /// A program.
    Program,
}

impl Sort {
    /// All, with their stable codes.
    pub const CODES: [(Self, &'static str); 14] = [
        (Self::Compound, "compound"),
        (Self::Locked, "locked"),
        (Self::OldText, "old-text"),
        (Self::OldSheet, "old-sheet"),
        (Self::Slides, "slides"),
        (Self::Drawing, "drawing"),
        (Self::Book, "book"),
        (Self::Message, "message"),
        (Self::MailStore, "mail-store"),
        (Self::Archive, "archive"),
        (Self::Picture, "picture"),
        (Self::Recording, "recording"),
        (Self::Database, "database"),
        (Self::Program, "program"),
    ];

    /// The code of the advice that a defect's detail ends with, and what stands before it; for whoever words it in
    /// another language.
    #[must_use]
    pub fn advised(detail: &str) -> Option<(&str, &'static str)> {
        Self::CODES.iter().find_map(|(sort, code)| {
            let label = detail.strip_suffix(sort.advice())?.strip_suffix(": ")?;
            Some((label, *code))
        })
    }

    /// What a person can do, in English.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Compound => "open it and save it as .docx or .xlsx, and add that too",
            Self::Locked => "open it with its password, save it without one, and add that too",
            Self::OldText => "open it and save it as .docx or .odt, and add that too",
            Self::OldSheet => "open it and save it as .xlsx or .ods, and add that too",
            Self::Slides | Self::Drawing => "open it and save it as .pdf, and add that too",
            Self::Book => "convert it to .pdf or .html, and add that too",
            Self::Message => "open it in a mail program and save it as .eml, and add that too",
            Self::MailStore => "export its messages as .mbox or .eml, and add those too",
            Self::Archive => "unpack it, and add what is in it too",
            Self::Picture => "convert it to .png or .jpg, and add that too",
            Self::Recording => "sound and film are not read; add a transcript (.vtt, .srt or .txt) too",
            Self::Database => "export its tables as .csv or .xlsx, and add those too",
            Self::Program => "programs are not read",
        }
    }
}

impl Unread {
    /// An OLE2 compound file whose content is not told by its first bytes.
    pub(super) const COMPOUND: Self =
        new("application/x-ole-storage", Sort::Compound, "OLE2 compound file (.doc, .xls, .ppt, .msg)");
    /// A .docx, .xlsx or .pptx with a password.
    pub(super) const LOCKED: Self =
        new("application/x-ole-storage", Sort::Locked, "office document with a password");
    pub(super) const DOC: Self = new("application/msword", Sort::OldText, "Word 97 document");
    pub(super) const XLS: Self = new("application/vnd.ms-excel", Sort::OldSheet, "Excel 97 workbook");
    pub(super) const PPT: Self = new("application/vnd.ms-powerpoint", Sort::Slides, "PowerPoint 97 slides");
    pub(super) const MSG: Self = new("application/vnd.ms-outlook", Sort::Message, "Outlook message");
    pub(super) const PPTX: Self = new(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Sort::Slides,
        "PowerPoint slides",
    );
    pub(super) const XLSB: Self =
        new("application/vnd.ms-excel.sheet.binary.macroenabled.12", Sort::OldSheet, "binary Excel workbook");
    pub(super) const VSDX: Self = new("application/vnd.ms-visio.drawing", Sort::Drawing, "Visio drawing");

    /// The one whose signature the first bytes carry; not those inside ZIP and OLE2.
    pub(super) fn by_signature(head: &[u8]) -> Option<Self> {
        KINDS.iter().find(|(.., test)| test(head)).map(|(unread, ..)| *unread)
    }

    /// The ZIP-based one that a `mimetype` member names.
    pub(super) fn by_mimetype(mimetype: &str) -> Option<Self> {
        let base = mimetype.strip_suffix("-template").unwrap_or(mimetype);
        Self::all().map(|(unread, _)| unread).find(|unread| unread.media_type == base && unread.is_zipped())
    }

    /// Each with its endings, set apart by spaces.
    pub(super) fn all() -> impl Iterator<Item = (Self, &'static str)> {
        KINDS.iter().map(|(unread, endings, _)| (*unread, *endings))
    }

    /// Whether it is an OLE2 compound file.
    pub(super) fn is_compound(self) -> bool {
        [Self::COMPOUND, Self::LOCKED, Self::DOC, Self::XLS, Self::PPT, Self::MSG].contains(&self)
    }

    /// Whether it is a ZIP inside.
    pub(super) fn is_zipped(self) -> bool {
        [Self::PPTX, Self::XLSB, Self::VSDX].contains(&self)
            || self.media_type == "application/epub+zip"
            || self.media_type.starts_with("application/vnd.oasis.opendocument.")
    }

    /// Whether a name that claims the one is a fair name for the other.
    pub(super) fn is_kin(self, other: Self) -> bool {
        self.sort == other.sort
            || [self.sort, other.sort].iter().any(|sort| matches!(sort, Sort::Compound | Sort::Locked))
                && (self.is_compound() || self.is_zipped())
                && (other.is_compound() || other.is_zipped())
    }

    /// Why nothing of it is read, and what can be done.
    pub(crate) fn defect(self) -> Defect {
        let kind =
            if self.sort == Sort::Locked { DefectKind::Encrypted } else { DefectKind::UnsupportedFormat };
        Defect::whole(kind, Missing::Everything, format!("{}: {}", self.label, self.sort.advice()))
    }
}

const fn new(media_type: &'static str, sort: Sort, label: &'static str) -> Unread {
    Unread { media_type, label, sort }
}

/// Tells a format by a file's first bytes.
type Test = fn(&[u8]) -> bool;

/// For formats that are told elsewhere (inside ZIP and OLE2).
const ELSEWHERE: Test = |_| false;

/// Each kind with its endings and its test. A test that a text could pass by accident asks for more than a magic.
const KINDS: &[(Unread, &str, Test)] = &[
    (Unread::COMPOUND, "", ELSEWHERE),
    (Unread::DOC, "doc dot", ELSEWHERE),
    (Unread::XLS, "xls xlt", ELSEWHERE),
    (Unread::PPT, "ppt pps", ELSEWHERE),
    (Unread::MSG, "msg", ELSEWHERE),
    (Unread::PPTX, "pptx pptm ppsx", ELSEWHERE),
    (Unread::XLSB, "xlsb", ELSEWHERE),
    (Unread::VSDX, "vsdx", ELSEWHERE),
    (
        new("application/vnd.oasis.opendocument.presentation", Sort::Slides, "OpenDocument slides"),
        "odp otp",
        ELSEWHERE,
    ),
    (
        new("application/vnd.oasis.opendocument.graphics", Sort::Drawing, "OpenDocument drawing"),
        "odg otg",
        ELSEWHERE,
    ),
    (new("application/vnd.oasis.opendocument.chart", Sort::Drawing, "OpenDocument chart"), "odc", ELSEWHERE),
    (
        new("application/vnd.oasis.opendocument.formula", Sort::Drawing, "OpenDocument formula"),
        "odf",
        ELSEWHERE,
    ),
    (
        new("application/vnd.oasis.opendocument.image", Sort::Drawing, "OpenDocument picture"),
        "odi",
        ELSEWHERE,
    ),
    (
        new("application/vnd.oasis.opendocument.base", Sort::Database, "OpenDocument database"),
        "odb",
        ELSEWHERE,
    ),
    (new("application/epub+zip", Sort::Book, "EPUB book"), "epub", ELSEWHERE),
    (new("text/rtf", Sort::OldText, "Rich Text document"), "rtf", |b| b.starts_with(b"{\\rtf")),
    (new("application/postscript", Sort::Drawing, "PostScript pages"), "ps eps", |b| {
        b.starts_with(b"%!PS") || b.starts_with(b"\xc5\xd0\xd3\xc6")
    }),
    (new("image/vnd.djvu", Sort::Drawing, "DjVu pages"), "djvu djv", |b| b.starts_with(b"AT&TFORM")),
    (new("application/ms-tnef", Sort::Message, "Outlook attachment bundle (winmail.dat)"), "tnef", |b| {
        b.starts_with(b"\x78\x9f\x3e\x22")
    }),
    (new("application/vnd.ms-outlook-pst", Sort::MailStore, "Outlook mail store"), "pst ost", |b| {
        b.starts_with(b"!BDN")
    }),
    (new("application/x-7z-compressed", Sort::Archive, "7z archive"), "7z", |b| {
        b.starts_with(b"7z\xbc\xaf\x27\x1c")
    }),
    (new("application/vnd.rar", Sort::Archive, "RAR archive"), "rar", |b| b.starts_with(b"Rar!\x1a\x07")),
    (new("application/x-bzip2", Sort::Archive, "bzip2 stream"), "bz2 tbz2", |b| {
        b.starts_with(b"BZh")
            && (at(b, 4, b"\x31\x41\x59\x26\x53\x59") || at(b, 4, b"\x17\x72\x45\x38\x50\x90"))
    }),
    (new("application/x-xz", Sort::Archive, "xz stream"), "xz txz", |b| b.starts_with(b"\xfd7zXZ\0")),
    (new("application/zstd", Sort::Archive, "Zstandard stream"), "zst", |b| {
        b.starts_with(b"\x28\xb5\x2f\xfd")
    }),
    (new("image/jp2", Sort::Picture, "JPEG 2000 picture"), "jp2 jpx jpf", |b| {
        b.starts_with(b"\0\0\0\x0cjP  \r\n\x87\n")
    }),
    (new("image/j2c", Sort::Picture, "JPEG 2000 code stream"), "j2c j2k jpc", |b| {
        b.starts_with(b"\xff\x4f\xff\x51")
    }),
    (new("image/heic", Sort::Picture, "HEIC picture"), "heic heif", |b| {
        brand(b, &[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"])
    }),
    (new("image/avif", Sort::Picture, "AVIF picture"), "avif", |b| brand(b, &[b"avif", b"avis"])),
    (new("image/gif", Sort::Picture, "GIF picture"), "gif", |b| {
        b.starts_with(b"GIF87a") || b.starts_with(b"GIF89a")
    }),
    (new("image/webp", Sort::Picture, "WebP picture"), "webp", |b| riff(b, b"WEBP")),
    (new("image/bmp", Sort::Picture, "BMP picture"), "bmp dib", |b| {
        b.starts_with(b"BM") && at(b, 6, &[0; 4]) && at(b, 15, &[0; 3])
    }),
    (new("audio/vnd.wave", Sort::Recording, "WAV sound"), "wav", |b| riff(b, b"WAVE")),
    (new("video/vnd.avi", Sort::Recording, "AVI film"), "avi", |b| riff(b, b"AVI ")),
    (new("audio/ogg", Sort::Recording, "Ogg sound"), "ogg oga opus", |b| b.starts_with(b"OggS\0")),
    (new("audio/flac", Sort::Recording, "FLAC sound"), "flac", |b| b.starts_with(b"fLaC\0")),
    (new("audio/amr", Sort::Recording, "AMR sound"), "amr", |b| b.starts_with(b"#!AMR")),
    (new("audio/mp4", Sort::Recording, "MPEG-4 sound"), "m4a m4b", |b| brand(b, &[b"M4A ", b"M4B "])),
    (new("video/quicktime", Sort::Recording, "QuickTime film"), "mov qt", |b| {
        brand(b, &[b"qt  "])
            || b.first() == Some(&0) && [b"moov", b"mdat", b"wide"].iter().any(|name| at(b, 4, *name))
    }),
    (new("video/mp4", Sort::Recording, "MPEG-4 film"), "mp4 m4v 3gp", |b| {
        b.first() == Some(&0) && at(b, 4, b"ftyp")
    }),
    (new("video/webm", Sort::Recording, "WebM film"), "webm", |b| matroska(b) && holds(b, b"webm")),
    (new("video/matroska", Sort::Recording, "Matroska film"), "mkv", matroska),
    (new("video/x-ms-asf", Sort::Recording, "Windows Media film or sound"), "asf wmv wma", |b| {
        b.starts_with(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")
    }),
    (new("audio/mpeg", Sort::Recording, "MP3 sound"), "mp3", |b| {
        b.starts_with(b"ID3") && at(b, 5, b"\0") || mpeg_frames(b)
    }),
    (new("application/vnd.sqlite3", Sort::Database, "SQLite database"), "sqlite sqlite3", |b| {
        b.starts_with(b"SQLite format 3\0")
    }),
    (new("application/vnd.ms-access", Sort::Database, "Access database"), "mdb accdb", |b| {
        at(b, 4, b"Standard Jet DB") || at(b, 4, b"Standard ACE DB")
    }),
    (new("application/vnd.apache.parquet", Sort::Database, "Parquet table"), "parquet", |b| {
        b.starts_with(b"PAR1\x15")
    }),
    (new("application/vnd.dbf", Sort::Database, "dBASE table"), "dbf", dbase),
    (new("application/x-elf", Sort::Program, "program (ELF)"), "", |b| b.starts_with(b"\x7fELF")),
    (
        new("application/vnd.microsoft.portable-executable", Sort::Program, "Windows program"),
        "exe dll",
        |b| {
            // A DOS header's 64 bytes hold NULs, a text's first bytes do not.
            b.starts_with(b"MZ") && b.get(..64).is_some_and(|header| header.contains(&0))
        },
    ),
    (new("application/x-mach-binary", Sort::Program, "program (Mach-O)"), "", |b| {
        let thin: [&[u8]; 4] =
            [b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"];
        // Java classes share the last magic; there, the next four bytes are a version of 45 or more.
        thin.iter().any(|magic| b.starts_with(magic))
            || b.starts_with(b"\xca\xfe\xba\xbe\0\0\0") && b.get(7).is_some_and(|count| *count < 40)
    }),
];

fn at(bytes: &[u8], offset: usize, magic: &[u8]) -> bool {
    bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic))
}

fn holds(bytes: &[u8], magic: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(64)];
    near.windows(magic.len()).any(|window| window == magic)
}

fn riff(bytes: &[u8], form: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && at(bytes, 8, form)
}

/// An ISO base media file (ISO/IEC 14496-12) with one of these major brands.
fn brand(bytes: &[u8], brands: &[&[u8; 4]]) -> bool {
    bytes.first() == Some(&0) && at(bytes, 4, b"ftyp") && brands.iter().any(|brand| at(bytes, 8, *brand))
}

fn matroska(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1a\x45\xdf\xa3")
}

/// An MPEG layer III frame header with a bit rate and a sampling rate that exist, and NULs, which text has none of.
fn mpeg_frames(bytes: &[u8]) -> bool {
    let [0xff, second, third, _, rest @ ..] = bytes else { return false };
    let layer_three = second & 0xe6 == 0xe2 && second & 0x18 != 0x08;
    let rates = !matches!(third >> 4, 0 | 15) && third & 0x0c != 0x0c;
    layer_three && rates && rest.contains(&0)
}

/// A dBASE header: version, date of the last change, a header length that counts whole field descriptors.
fn dbase(bytes: &[u8]) -> bool {
    const VERSIONS: [u8; 12] = [0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb];
    let [version, _, month, day, _, _, _, _, low, high, ..] = *bytes else { return false };
    let length = u16::from_le_bytes([low, high]);
    let descriptors = length >= 65 && matches!(length % 32, 1 | 2 | 8 | 9);
    VERSIONS.contains(&version)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && descriptors
        && at(bytes, 12, &[0; 2])
}
