//! What a ZIP archive says about one entry: central and local headers (PKWARE APPNOTE 6.3.10, sections 4.3.7 and
//! 4.3.12), names and extra fields. Believes no size: what is read is counted by whoever reads it.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::Crc;
use jiff::Timestamp;
use model::Step;

use crate::host::Input;
use crate::unpack::Metered;

/// The archive's own bytes.
pub(super) type Bytes<'i> = BufReader<Metered<&'i mut dyn Input>>;

pub(super) const LOCAL_SIGNATURE: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL_SIGNATURE: [u8; 4] = *b"PK\x01\x02";

/// Compression methods that are read.
pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;

/// One entry, by its central or its local header.
pub(super) struct Entry {
    /// The name as it stands in the header.
    pub name: Vec<u8>,
    /// Where that is.
    pub name_at: u64,
    /// Compression method.
    pub method: u16,
    /// CRC-32 of the unpacked bytes.
    pub crc: u32,
    /// Packed size.
    pub packed: u64,
    /// Unpacked size.
    pub size: u64,
    /// Where the local header stands.
    pub header: u64,
    /// One past this header.
    pub end: u64,
    flags: u16,
    extra: Vec<u8>,
    unix_mode: Option<u32>,
}

impl Entry {
    /// Reads the central header at `at`. Local headers stand `shift` bytes further on than it says: what was put
    /// before the archive.
    ///
    /// # Errors
    /// When there is none or it ends too early.
    pub(super) fn central(bytes: &mut Bytes<'_>, at: u64, shift: u64) -> io::Result<Self> {
        let head: [u8; 46] = read_at(bytes, at)?;
        if head[..4] != CENTRAL_SIGNATURE {
            return Err(damage("no central header here"));
        }
        let [name_length, extra_length, comment_length] = [28, 30, 32].map(|at| u16_at(&head, at));
        let name = read_vec(bytes, name_length)?;
        let extra = read_vec(bytes, extra_length)?;
        let variable = [name_length, extra_length, comment_length].map(u64::from);
        let made_on = head[5];
        let mut entry = Self {
            name,
            name_at: at + 46,
            method: u16_at(&head, 10),
            crc: u32_at(&head, 16),
            packed: u32_at(&head, 20).into(),
            size: u32_at(&head, 24).into(),
            header: u32_at(&head, 42).into(),
            end: at + 46 + variable.iter().sum::<u64>(),
            flags: u16_at(&head, 8),
            extra,
            unix_mode: matches!(made_on, UNIX | MACOS).then(|| u32_at(&head, 38) >> 16),
        };
        entry.widen();
        entry.header = entry.header.checked_add(shift).ok_or_else(|| damage("a header beyond all bounds"))?;
        Ok(entry)
    }

    /// Reads the local header at `at`.
    ///
    /// # Errors
    /// When there is none or it ends too early.
    pub(super) fn local(bytes: &mut Bytes<'_>, at: u64) -> io::Result<Self> {
        let head: [u8; 30] = read_at(bytes, at)?;
        if head[..4] != LOCAL_SIGNATURE {
            return Err(damage("no local header here"));
        }
        let [name_length, extra_length] = [26, 28].map(|at| u16_at(&head, at));
        let name = read_vec(bytes, name_length)?;
        let extra = read_vec(bytes, extra_length)?;
        let mut entry = Self {
            name,
            name_at: at + 30,
            method: u16_at(&head, 8),
            crc: u32_at(&head, 14),
            packed: u32_at(&head, 18).into(),
            size: u32_at(&head, 22).into(),
            header: at,
            end: at + 30 + u64::from(name_length) + u64::from(extra_length),
            flags: u16_at(&head, 6),
            extra,
            unix_mode: None,
        };
        entry.widen();
        Ok(entry)
    }

    /// Its path, and how the path's characters step through the name's bytes. UTF-8 if the name is, or else code
    /// page 437, unless an Info-ZIP Unicode path says better.
    pub(super) fn path(&self) -> (String, Step) {
        if let Some(path) = self.unicode_path() {
            return (path, Step::Whole);
        }
        match str::from_utf8(&self.name) {
            Ok(path) => (path.to_owned(), Step::Byte),
            Err(_) => (self.name.iter().copied().map(code_page_437).collect(), Step::Char(1)),
        }
    }

    /// Whether its content needs a password.
    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether sizes and checksum follow the content instead of standing in the local header.
    pub(super) fn is_described_after(&self) -> bool {
        self.flags & 0b1000 != 0
    }

    /// Whether it is a folder: a name that ends in a slash, and no content.
    pub(super) fn is_folder(&self) -> bool {
        (self.name.ends_with(b"/") || self.name.ends_with(b"\\")) && self.size == 0
    }

    /// Whether it is a symbolic link, its content the target.
    pub(super) fn is_link(&self) -> bool {
        self.unix_mode.is_some_and(|mode| mode & 0o170_000 == 0o120_000)
    }

    /// Its time stamp, if an extra field gives one in UTC. The time in the header proper has no zone.
    pub(super) fn modified(&self) -> Option<Timestamp> {
        let unix =
            self.extra_field(EXTENDED_TIMESTAMP).filter(|field| field.first().is_some_and(|f| f & 1 != 0));
        if let Some(seconds) = unix.and_then(|field| field.get(1..5)) {
            // Info-ZIP: signed seconds since 1970.
            return Timestamp::from_second(u32_at(seconds, 0).cast_signed().into()).ok();
        }
        let times = self.extra_field(NTFS)?.get(4..16).filter(|times| times[..4] == [1, 0, 24, 0])?;
        let ticks = u64::from(u32_at(times, 8)) << 32 | u64::from(u32_at(times, 4));
        let seconds = i64::try_from(ticks / NTFS_TICKS).ok()?.checked_sub(NTFS_TO_UNIX_SECONDS)?;
        let nanoseconds = i32::try_from(ticks % NTFS_TICKS * 100).ok()?;
        Timestamp::new(seconds, nanoseconds).ok().filter(|_| ticks > 0)
    }

    /// Takes sizes and offset from the ZIP64 extra field where the header has no room for them.
    fn widen(&mut self) {
        let Some(mut wide) = self.extra_field(ZIP64).map(<[u8]>::to_vec) else { return };
        for value in [&mut self.size, &mut self.packed, &mut self.header] {
            if *value == u64::from(u32::MAX) && wide.len() >= 8 {
                let rest = wide.split_off(8);
                *value = u64::from(u32_at(&wide, 4)) << 32 | u64::from(u32_at(&wide, 0));
                wide = rest;
            }
        }
    }

    fn unicode_path(&self) -> Option<String> {
        let field = self.extra_field(UNICODE_PATH)?;
        let mut crc = Crc::new();
        crc.update(&self.name);
        let for_this_name = field.first() == Some(&1) && field.get(1..5)? == crc.sum().to_le_bytes();
        let path = str::from_utf8(field.get(5..)?).ok()?;
        (for_this_name && !path.is_empty()).then(|| path.to_owned())
    }

    fn extra_field(&self, id: u16) -> Option<&[u8]> {
        let mut rest = self.extra.as_slice();
        while rest.len() >= 4 {
            let end = 4 + usize::from(u16_at(rest, 2));
            let field = rest.get(4..end)?;
            if u16_at(rest, 0) == id {
                return Some(field);
            }
            rest = &rest[end..];
        }
        None
    }
}

/// A compression method's name, as APPNOTE 4.4.5 has it.
pub(super) fn method_name(method: u16) -> &'static str {
    match method {
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        12 => "BZIP2",
        14 => "LZMA",
        20 | 93 => "Zstandard",
        94 => "MP3",
        95 => "XZ",
        96 => "JPEG",
        97 => "WavPack",
        98 => "PPMd",
        99 => "AES",
        _ => "an unknown one",
    }
}

/// Reads `N` bytes at `at`.
///
/// # Errors
/// When the input fails or ends before.
pub(super) fn read_at<const N: usize>(bytes: &mut Bytes<'_>, at: u64) -> io::Result<[u8; N]> {
    bytes.seek(SeekFrom::Start(at))?;
    let mut read = [0; N];
    bytes.read_exact(&mut read)?;
    Ok(read)
}

/// The little-endian number at byte `at` of a header that is long enough.
pub(super) fn u16_at(header: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([header[at], header[at + 1]])
}

/// The little-endian number at byte `at` of a header that is long enough.
pub(super) fn u32_at(header: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

/// An error for bytes that break the format's rules.
pub(super) fn damage(words: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, words)
}

const UNIX: u8 = 3;
const MACOS: u8 = 19;

const ZIP64: u16 = 0x0001;
const NTFS: u16 = 0x000a;
const EXTENDED_TIMESTAMP: u16 = 0x5455;
const UNICODE_PATH: u16 = 0x7075;

/// NTFS counts tenths of microseconds from 1601.
const NTFS_TICKS: u64 = 10_000_000;
const NTFS_TO_UNIX_SECONDS: i64 = 11_644_473_600;

fn read_vec(bytes: &mut Bytes<'_>, length: u16) -> io::Result<Vec<u8>> {
    let mut read = vec![0; length.into()];
    bytes.read_exact(&mut read)?;
    Ok(read)
}

fn code_page_437(byte: u8) -> char {
    const UPPER: [char; 128] = [
        'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô',
        'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º',
        '¿', '⌐', '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗',
        '╝', '╜', '╛', '┐', '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧',
        '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π',
        'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈',
        '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
    ];
    if byte.is_ascii() { byte.into() } else { UPPER[usize::from(byte) - 128] }
}
