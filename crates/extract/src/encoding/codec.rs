//! Decoding proper: bytes of a known encoding become text and runs that say where each character stands. Chooses no
//! encoding and reads no input.

use std::collections::VecDeque;

use encoding_rs::{DecoderResult, Encoding};
use model::{Place, Step};

/// Decoded text with its places.
#[derive(Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The places of all text that is not used up, without gaps.
    pub(super) runs: VecDeque<Run>,
    /// How many characters became U+FFFD.
    pub(super) invalid: u64,
    /// Where the first of them stands: first byte, and one past the last.
    pub(super) first_invalid: Option<(u64, u64)>,
}

/// Consecutive characters whose bytes are consecutive and equally wide.
pub(super) struct Run {
    /// Bytes of text.
    pub(super) text: usize,
    /// Where in the input it begins.
    pub(super) start: u64,
    /// Bytes of input.
    pub(super) bytes: u64,
    pub(super) step: Step,
}

impl Run {
    /// Takes `piece`, with which this run's text begins, off the run and returns its place.
    pub(super) fn split_off_front(&mut self, piece: &str) -> Place {
        let bytes = match self.step {
            Step::Byte => piece.len() as u64,
            Step::Char(width) => piece.chars().count() as u64 * u64::from(width),
            Step::Whole => self.bytes,
        };
        let place = Place::Bytes { start: self.start, end: self.start + bytes };
        self.text -= piece.len();
        if self.step != Step::Whole {
            self.start += bytes;
            self.bytes -= bytes;
        }
        place
    }
}

impl Decoded {
    fn push(&mut self, text: &str, start: u64, bytes: u64, step: Step) {
        self.text.push_str(text);
        self.place(text.len(), start, bytes, step);
    }

    fn push_char(&mut self, character: char, start: u64, width: u8) {
        self.text.push(character);
        self.place(character.len_utf8(), start, u64::from(width), Step::Char(width));
    }

    fn push_invalid(&mut self, start: u64, bytes: u64) {
        self.push("\u{FFFD}", start, bytes, Step::Whole);
        self.invalid += 1;
        self.first_invalid.get_or_insert((start, start + bytes));
    }

    fn place(&mut self, text: usize, start: u64, bytes: u64, step: Step) {
        match self.runs.back_mut() {
            Some(run) if run.step == step && step != Step::Whole && run.start + run.bytes == start => {
                run.text += text;
                run.bytes += bytes;
            }
            _ if text > 0 => self.runs.push_back(Run { text, start, bytes, step }),
            _ => {}
        }
    }
}

/// Byte order of encodings with wide units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endian {
    Little,
    Big,
}

/// A decoder with its state.
pub(super) enum Codec {
    /// Undecided: stops before the first byte that is not ASCII.
    Ascii,
    Utf8,
    Utf16(Endian),
    Utf32(Endian),
    /// One byte a character; U+FFFD where the encoding has none.
    Single(Box<[char; 256]>),
    Multi(Multi),
}

impl Codec {
    /// The decoder of an encoding that is none of the UTFs.
    pub(super) fn of(encoding: &'static Encoding) -> Self {
        if encoding.is_single_byte() {
            let mut table = Box::new([char::REPLACEMENT_CHARACTER; 256]);
            for (byte, character) in (0..=u8::MAX).zip(table.iter_mut()) {
                let bytes = [byte];
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                *character = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            Self::Single(table)
        } else {
            Self::Multi(Multi { encoding, machine: encoding.new_decoder_without_bom_handling(), fed: 0 })
        }
    }

    /// Decodes `bytes`, which stand at `offset` of the input, and returns how many it used up. The rest (a character
    /// that is cut short) comes again in front of the next bytes; with `last` nothing is left.
    pub(super) fn decode(&mut self, bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
        match self {
            Self::Ascii => ascii(bytes, offset, out),
            Self::Utf8 => utf8(bytes, offset, last, out),
            Self::Utf16(endian) => utf16(*endian, bytes, offset, last, out),
            Self::Utf32(endian) => utf32(*endian, bytes, offset, last, out),
            Self::Single(table) => single(table, bytes, offset, out),
            Self::Multi(multi) => multi.decode(bytes, offset, last, out),
        }
    }
}

fn ascii(bytes: &[u8], offset: u64, out: &mut Decoded) -> usize {
    let length = Encoding::ascii_valid_up_to(bytes);
    utf8(&bytes[..length], offset, true, out)
}

fn utf8(bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
    let mut at = 0;
    loop {
        let rest = &bytes[at..];
        let start = offset + at as u64;
        let (valid, invalid) = match std::str::from_utf8(rest) {
            Ok(valid) => (valid, None),
            Err(error) => {
                let (valid, broken) = rest.split_at(error.valid_up_to());
                let invalid = error.error_len().or(last.then_some(broken.len()));
                (std::str::from_utf8(valid).unwrap_or_default(), invalid)
            }
        };
        out.push(valid, start, valid.len() as u64, Step::Byte);
        at += valid.len();
        let Some(invalid) = invalid else { return at };
        out.push_invalid(offset + at as u64, invalid as u64);
        at += invalid;
    }
}

fn utf16(endian: Endian, bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
    let unit = |at: usize| {
        let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(match endian {
            Endian::Little => u16::from_le_bytes(pair),
            Endian::Big => u16::from_be_bytes(pair),
        })
    };
    let mut at = 0;
    while let Some(first) = unit(at) {
        let start = offset + at as u64;
        if let Some(character) = char::from_u32(u32::from(first)) {
            out.push_char(character, start, 2);
            at += 2;
            continue;
        }
        let second = unit(at + 2);
        if second.is_none() && !last {
            return at;
        }
        let pair = [first, second.unwrap_or_default()];
        match char::decode_utf16(pair).next() {
            Some(Ok(character)) => {
                out.push_char(character, start, 4);
                at += 4;
            }
            _ => {
                out.push_invalid(start, 2);
                at += 2;
            }
        }
    }
    rest(at, bytes, offset, last, out)
}

fn utf32(endian: Endian, bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
    let mut at = 0;
    for unit in bytes.chunks_exact(4) {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let value = match endian {
            Endian::Little => u32::from_le_bytes(unit),
            Endian::Big => u32::from_be_bytes(unit),
        };
        let start = offset + at as u64;
        match char::from_u32(value) {
            Some(character) => out.push_char(character, start, 4),
            None => out.push_invalid(start, 4),
        }
        at += 4;
    }
    rest(at, bytes, offset, last, out)
}

/// What is left of an input that ends inside a unit is one invalid character.
fn rest(at: usize, bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
    if !last || at == bytes.len() {
        return at;
    }
    out.push_invalid(offset + at as u64, (bytes.len() - at) as u64);
    bytes.len()
}

fn single(table: &[char; 256], bytes: &[u8], offset: u64, out: &mut Decoded) -> usize {
    out.text.reserve(bytes.len());
    for (start, byte) in (offset..).zip(bytes) {
        match table[usize::from(*byte)] {
            char::REPLACEMENT_CHARACTER => out.push_invalid(start, 1),
            character => out.push_char(character, start, 1),
        }
    }
    bytes.len()
}

/// An encoding whose characters differ in width, such as Shift_JIS: fed byte by byte, so that each character's bytes
/// are known.
pub(super) struct Multi {
    encoding: &'static Encoding,
    machine: encoding_rs::Decoder,
    /// How many of the bytes that come next the machine has seen already.
    fed: usize,
}

impl Multi {
    /// The most text that one byte can bring about.
    const ROOM: usize = 64;

    /// The most bytes that may go by without a character (shifts of ISO-2022-JP) before they are let go.
    const MOST_WAITING: usize = 64;

    fn decode(&mut self, bytes: &[u8], offset: u64, last: bool, out: &mut Decoded) -> usize {
        let mut text = String::with_capacity(Self::ROOM);
        let mut at = self.fed;
        let mut start = 0;
        loop {
            if start == at && self.encoding.is_ascii_compatible() {
                let length = ascii(&bytes[at..], offset + at as u64, out);
                at += length;
                start = at;
            }
            let next = &bytes[at..bytes.len().min(at + 1)];
            let done = next.is_empty();
            if done && !last {
                break;
            }
            text.clear();
            let (result, read) = self.machine.decode_to_string_without_replacement(next, &mut text, done);
            at += read;
            match result {
                DecoderResult::Malformed(wrong, after) => {
                    let end = at - usize::from(after).min(at - start);
                    let wrong = end - usize::from(wrong).min(end - start);
                    place(&text, start, wrong, offset, out);
                    out.push_invalid(offset + wrong as u64, (end - wrong) as u64);
                    start = end;
                    if after > 0 && self.encoding.is_ascii_compatible() {
                        self.machine = self.encoding.new_decoder_without_bom_handling();
                        at = end;
                    }
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {
                    place(&text, start, at, offset, out);
                    if !text.is_empty() || at - start > Self::MOST_WAITING {
                        start = at;
                    }
                    if done && result == DecoderResult::InputEmpty {
                        return bytes.len();
                    }
                }
            }
        }
        self.fed = at - start;
        start
    }
}

/// Gives `text` the bytes `start..end`: character by character where it is one, else as a whole.
fn place(text: &str, start: usize, end: usize, offset: u64, out: &mut Decoded) {
    let mut characters = text.chars();
    let bytes = (end - start) as u64;
    let from = offset + start as u64;
    match (characters.next(), characters.next(), u8::try_from(bytes)) {
        (Some(character), None, Ok(width)) => out.push_char(character, from, width),
        _ => out.push(text, from, bytes, Step::Whole),
    }
}
