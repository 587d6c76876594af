//! Bytes to characters, each with its spot. Never drops a byte in silence: what is no character becomes U+FFFD and
//! is counted.

use std::io::Read;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::{Defect, DefectKind, Missing, Step};

use super::spot::{Ground, Spot, Words};

/// Bytes read from the source at a time.
const CHUNK: usize = 64 * 1024;

/// What went wrong while decoding.
#[derive(Debug, Clone, Default)]
pub(crate) struct Troubles {
    /// How many U+FFFD stand for bytes that are no characters.
    invalid: u64,
    /// The first such bytes.
    first: Option<(u64, u64)>,
    /// Where and why the source could not be read further.
    unreadable: Option<(u64, String)>,
}

impl Troubles {
    /// The same as defects.
    pub(crate) fn defects(&self, ground: &Ground, encoding: &'static Encoding) -> Vec<Defect> {
        let invalid = self.first.map(|(start, end)| {
            let detail = format!("{} stretches of bytes are no {}", self.invalid, encoding.name());
            let missing = Missing::Characters(self.invalid);
            Defect::at(ground.place(start, end), DefectKind::InvalidCharacters, missing, detail)
        });
        let unreadable = self.unreadable.as_ref().map(|(at, why)| {
            Defect::at(ground.place(*at, *at), DefectKind::Unreadable, Missing::Unknown, why.clone())
        });
        invalid.into_iter().chain(unreadable).collect()
    }
}

/// Which encoding, and whether anything but the bytes said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) encoding: &'static Encoding,
    pub(crate) guessed: bool,
    /// Length of the byte order mark, which is no text.
    pub(crate) mark: u64,
}

/// Chooses by byte order mark, then by what was `declared`, then by the bytes: UTF-8 when all of them are, else
/// windows-1252. `rest` reads the whole source again.
pub(crate) fn choose(
    head: &[u8],
    declared: Option<&'static Encoding>,
    rest: impl FnOnce() -> bool,
) -> Choice {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Choice { encoding, guessed: false, mark: mark as u64 };
    }
    let plain = |encoding, guessed| Choice { encoding, guessed, mark: 0 };
    match (head, declared) {
        ([b'<', 0, ..], _) => plain(UTF_16LE, true),
        ([0, b'<', ..], _) => plain(UTF_16BE, true),
        (_, Some(encoding)) => plain(encoding, false),
        _ if rest() => plain(UTF_8, false),
        _ => plain(WINDOWS_1252, true),
    }
}

/// Whether everything that `source` has left is UTF-8.
pub(crate) fn all_utf8(source: &mut dyn Read) -> bool {
    let mut buffer = vec![0; CHUNK];
    let mut kept = 0;
    loop {
        let read = source.read(&mut buffer[kept..]).unwrap_or(0);
        if read == 0 {
            return kept == 0;
        }
        let filled = kept + read;
        kept = match std::str::from_utf8(&buffer[..filled]) {
            Ok(_) => 0,
            Err(error) if error.error_len().is_none() => filled - error.valid_up_to(),
            Err(_) => return false,
        };
        buffer.copy_within(filled - kept..filled, 0);
    }
}

/// Decodes a source piece by piece.
pub(crate) struct Decoder<'i> {
    source: Box<dyn Read + 'i>,
    encoding: &'static Encoding,
    machine: encoding_rs::Decoder,
    buffer: Vec<u8>,
    /// Bytes at the buffer's start that wait for the rest of their character (UTF-8 only).
    kept: usize,
    /// The source's byte at which what is not yet text begins.
    at: u64,
    /// One past the source's last byte read.
    read: u64,
    ended: bool,
    pub(crate) troubles: Troubles,
}

impl<'i> Decoder<'i> {
    /// Decodes what `source` has left, whose next byte counts as byte `at`.
    pub(crate) fn new(source: impl Read + 'i, at: u64, encoding: &'static Encoding) -> Self {
        Self {
            source: Box::new(source),
            encoding,
            machine: encoding.new_decoder_without_bom_handling(),
            buffer: vec![0; CHUNK],
            kept: 0,
            at,
            read: at,
            ended: false,
            troubles: Troubles::default(),
        }
    }

    /// The next piece, or `None` at the end. Ends on a character boundary.
    pub(crate) fn next_piece(&mut self) -> Option<Words> {
        while !self.ended {
            let filled = self.fill();
            let mut words = Words::default();
            if self.encoding == UTF_8 {
                self.utf8(filled, &mut words)
            } else {
                self.other(filled, &mut words)
            }
            if !words.text().is_empty() {
                return Some(words);
            }
        }
        None
    }

    /// Fills the buffer as far as the source goes, so that pieces are never tiny.
    fn fill(&mut self) -> usize {
        let mut filled = self.kept;
        while filled < self.buffer.len() {
            match self.source.read(&mut self.buffer[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let at = self.read + (filled - self.kept) as u64;
                    self.troubles.unreadable = Some((at, error.to_string()));
                    break;
                }
            }
        }
        self.ended = filled == self.kept;
        self.read += (filled - self.kept) as u64;
        filled
    }

    fn utf8(&mut self, filled: usize, words: &mut Words) {
        let mut done = 0;
        while done < filled {
            let rest = &self.buffer[done..filled];
            let (valid, bad) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0),
                Err(error) => {
                    let left = rest.len() - error.valid_up_to();
                    let unfinished = if self.ended { left } else { 0 };
                    (error.valid_up_to(), error.error_len().unwrap_or(unfinished))
                }
            };
            let text = std::str::from_utf8(&rest[..valid]).unwrap_or_default();
            words.push(text, Spot { start: self.at, end: self.at + valid as u64, step: Step::Byte });
            self.at += valid as u64;
            done += valid + bad;
            if bad > 0 {
                self.at += bad as u64;
                Self::replace(&mut self.troubles, words, self.at - bad as u64, self.at);
            } else if done < filled {
                break;
            }
        }
        self.kept = filled - done;
        self.buffer.copy_within(done..filled, 0);
    }

    fn other(&mut self, filled: usize, words: &mut Words) {
        let mut position = self.read - filled as u64;
        let mut next = 0;
        let mut output = [0; 16];
        while next < filled || self.ended {
            let input = &self.buffer[next..filled.min(next + 1)];
            let (result, read, written) =
                self.machine.decode_to_utf8_without_replacement(input, &mut output, input.is_empty());
            next += read;
            position += read as u64;
            if written > 0 {
                let text = std::str::from_utf8(&output[..written]).unwrap_or_default();
                let one = text.chars().nth(1).is_none();
                let step =
                    u8::try_from(position - self.at).ok().filter(|_| one).map_or(Step::Whole, Step::Char);
                words.push(text, Spot { start: self.at, end: position, step });
                self.at = position;
            }
            if let DecoderResult::Malformed(..) = result {
                Self::replace(&mut self.troubles, words, self.at, position);
                self.at = position;
            } else if input.is_empty() {
                break;
            }
        }
    }

    fn replace(troubles: &mut Troubles, words: &mut Words, start: u64, end: u64) {
        troubles.invalid += 1;
        troubles.first.get_or_insert((start, end));
        words.push("\u{fffd}", Spot::whole(start, end));
    }
}
