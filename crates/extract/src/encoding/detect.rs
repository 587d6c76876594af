//! Which encoding bytes are in: by their mark, by their zero bytes, by validity, by statistics. Decodes nothing.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::codec::{Codec, Endian};

/// An encoding that can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Utf16(Endian),
    Utf32(Endian),
    /// Any other of the WHATWG Encoding Standard.
    Legacy(&'static Encoding),
}

impl Charset {
    /// A declared encoding; `None` for one that cannot be decoded.
    pub(super) fn declared(encoding: &'static Encoding) -> Option<Self> {
        match encoding {
            _ if encoding == REPLACEMENT => None,
            _ if encoding == UTF_8 => Some(Self::Utf8),
            _ if encoding == UTF_16LE => Some(Self::Utf16(Endian::Little)),
            _ if encoding == UTF_16BE => Some(Self::Utf16(Endian::Big)),
            _ => Some(Self::Legacy(encoding)),
        }
    }

    pub(super) fn codec(self) -> Codec {
        match self {
            Self::Utf8 => Codec::Utf8,
            Self::Utf16(endian) => Codec::Utf16(endian),
            Self::Utf32(endian) => Codec::Utf32(endian),
            Self::Legacy(encoding) => Codec::of(encoding),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16(Endian::Little) => "UTF-16LE",
            Self::Utf16(Endian::Big) => "UTF-16BE",
            Self::Utf32(Endian::Little) => "UTF-32LE",
            Self::Utf32(Endian::Big) => "UTF-32BE",
            Self::Legacy(encoding) => encoding.name(),
        }
    }
}

/// The encoding that a byte order mark declares, and the mark's length.
pub(super) fn byte_order_mark(head: &[u8]) -> Option<(Charset, u64)> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Some((Charset::Utf8, 3)),
        [0xFF, 0xFE, 0, 0, rest @ ..] if is_utf32(rest, Endian::Little) => {
            Some((Charset::Utf32(Endian::Little), 4))
        }
        [0, 0, 0xFE, 0xFF, rest @ ..] if is_utf32(rest, Endian::Big) => {
            Some((Charset::Utf32(Endian::Big), 4))
        }
        [0xFF, 0xFE, ..] => Some((Charset::Utf16(Endian::Little), 2)),
        [0xFE, 0xFF, ..] => Some((Charset::Utf16(Endian::Big), 2)),
        _ => None,
    }
}

/// UTF-16 or UTF-32 without a mark, where the text is mostly in a script whose characters begin with a zero byte.
pub(super) fn wide(head: &[u8]) -> Option<Charset> {
    let zeros = |width: usize, at: usize| {
        let (units, _) = head.split_at(head.len() - head.len() % width);
        let zeros = units.chunks_exact(width).filter(|unit| unit[at] == 0).count();
        let share = zeros * 100 / (units.len() / width).max(1);
        (units.len() / width >= 2).then_some(share)
    };
    let most = |width, at| zeros(width, at).is_some_and(|share| share >= 70);
    let few = |width, at| zeros(width, at).is_some_and(|share| share <= 5);
    if few(4, 0) && most(4, 1) && most(4, 2) && most(4, 3) && is_utf32(head, Endian::Little) {
        Some(Charset::Utf32(Endian::Little))
    } else if most(4, 0) && most(4, 1) && most(4, 2) && few(4, 3) && is_utf32(head, Endian::Big) {
        Some(Charset::Utf32(Endian::Big))
    } else if few(2, 0) && most(2, 1) {
        Some(Charset::Utf16(Endian::Little))
    } else if most(2, 0) && few(2, 1) {
        Some(Charset::Utf16(Endian::Big))
    } else {
        None
    }
}

fn is_utf32(bytes: &[u8], endian: Endian) -> bool {
    bytes.chunks_exact(4).all(|unit| {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let value = match endian {
            Endian::Little => u32::from_le_bytes(unit),
            Endian::Big => u32::from_be_bytes(unit),
        };
        char::from_u32(value).is_some()
    })
}

/// Whether a sample (possibly cut inside a character) is UTF-8. A few broken bytes among many good characters do not
/// make it another encoding: in any other, hardly a character would come out well.
pub(super) fn is_utf8(sample: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        let cut = chunks.peek().is_none()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        broken += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    broken == 0 || good > 9 * broken
}

/// The likeliest encoding of a sample that is not UTF-8.
pub(super) fn guess(sample: &[u8]) -> Charset {
    if is_macintosh(sample) {
        return Charset::Legacy(MACINTOSH);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Charset::declared(encoding).unwrap_or(Charset::Utf8)
}

/// Whether the letters inside words are Spanish ones of Mac OS Roman, which spreadsheets on that system still write
/// and chardetng does not know. á and é decide: in windows-1252 their bytes are a double dagger and a capital Z with
/// caron, which never stand inside a lower-case word.
fn is_macintosh(sample: &[u8]) -> bool {
    const LETTERS: &[u8] = b"\x87\x8E\x92\x97\x9C\x96\x9F\x83\x84\x86\xE7\xEA\xEE\xF2";
    let mut inner = sample
        .windows(3)
        .filter(|three| three[0].is_ascii_lowercase() && three[1] >= 0x80 && three[2].is_ascii_lowercase())
        .map(|three| three[1])
        .peekable();
    let mut sure = false;
    inner.peek().is_some()
        && inner.all(|byte| {
            sure |= matches!(byte, 0x87 | 0x8E);
            LETTERS.contains(&byte)
        })
        && sure
}
