//! Bytes to characters, each with its exact place: the reading that all plain-text formats share.
//!
//! A [`Window`] slides over an input of any size in bounded memory. It drops nothing but a byte order mark: bytes
//! that are no characters become U+FFFD, keep their place and are counted. It knows nothing of lines, cells or cues.

mod codec;
mod detect;

use std::io::{Read, SeekFrom};

use encoding_rs::Encoding;
use model::{Defect, DefectKind, Missing, Part, Place, Span, Step};

use crate::host::{Host, Input};
use codec::{Codec, Decoded};
use detect::Charset;

/// How many bytes of the input are decoded at a time.
const BLOCK_BYTES: u64 = 64 * 1024;

/// How many bytes decide whether the text begins in UTF-16 or UTF-32.
const HEAD_BYTES: u64 = 4 * 1024;

/// How many bytes, from the first that is not ASCII, decide the encoding of text that declares none. UTF-8 that
/// breaks further on stays UTF-8.
const SAMPLE_BYTES: u64 = 1024 * 1024;

/// How many ASCII bytes before them are looked at too: a word's letters tell what stands between them.
const CONTEXT_BYTES: u64 = 64;

/// Decoded text in front of a reader, with the place of each character. Filled at the end, used up from the front.
pub(crate) struct Window<'i> {
    input: &'i mut dyn Input,
    codec: Codec,
    /// Bytes that were read and have not become characters yet.
    raw: Vec<u8>,
    /// Where in the input `raw` begins.
    raw_start: u64,
    ended: bool,
    decoded: Decoded,
    /// How much of the decoded text is used up.
    front: usize,
    guessed: Option<&'static str>,
    failure: Option<Defect>,
}

impl<'i> Window<'i> {
    /// Opens `input` at its start.
    ///
    /// The encoding is that of the byte order mark; else the `declared` one; else UTF-16 or UTF-32 where the zero
    /// bytes show it; else UTF-8 where the bytes are (nearly all) valid; else a guess, which becomes a defect. Text is
    /// ASCII until the first other byte, so one late accent in a large list still decides rightly.
    pub(crate) fn open(input: &'i mut dyn Input, declared: Option<&'static Encoding>) -> Self {
        let mut window = Self {
            input,
            codec: Codec::Ascii,
            raw: Vec::new(),
            raw_start: 0,
            ended: false,
            decoded: Decoded::default(),
            front: 0,
            guessed: None,
            failure: None,
        };
        let head = window.sample(0, HEAD_BYTES);
        if let Some((charset, mark)) = detect::byte_order_mark(&head) {
            window.codec = charset.codec();
            window.raw_start = mark;
        } else if let Some(charset) = declared.and_then(Charset::declared) {
            window.codec = charset.codec();
        } else if let Some(charset) = detect::wide(&head) {
            window.guess(charset);
        }
        window.seek(window.raw_start);
        window
    }

    /// The decoded text that is not used up yet.
    pub(crate) fn text(&self) -> &str {
        &self.decoded.text[self.front..]
    }

    /// Whether [`Self::text`] is all that will come.
    pub(crate) fn is_last(&self) -> bool {
        self.ended
    }

    /// Decodes more until at least `bytes` bytes of text are there or the input has ended.
    pub(crate) fn fill(&mut self, bytes: usize) {
        if self.text().len() < bytes && self.front > 0 {
            self.decoded.text.drain(..self.front);
            self.front = 0;
        }
        while self.text().len() < bytes && !self.ended {
            self.decode_block();
        }
    }

    /// Where in the input the next character stands.
    pub(crate) fn offset(&self) -> u64 {
        self.decoded.runs.front().map_or(self.raw_start, |run| run.start)
    }

    /// Moves the next `bytes` bytes of text to the end of `part`, each character with its place.
    pub(crate) fn take(&mut self, bytes: usize, part: &mut Part) -> Span {
        let start = part.text.len() as u64;
        self.advance(bytes, |text, place, step| {
            part.push(text, place, step);
        });
        Span { start, end: part.text.len() as u64 }
    }

    /// Uses up the next `bytes` bytes of text.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.advance(bytes, |_, _, _| {});
    }

    /// Tells `host` what was guessed, what was no character, and what could not be read.
    pub(crate) fn report(self, host: &mut dyn Host) {
        if let Some(name) = self.guessed {
            host.defect(Defect::whole(DefectKind::EncodingGuessed, Missing::Nothing, name));
        }
        if let Some((start, end)) = self.decoded.first_invalid {
            let missing = Missing::Characters(self.decoded.invalid);
            host.defect(Defect::at(Place::Bytes { start, end }, DefectKind::InvalidCharacters, missing, ""));
        }
        if let Some(failure) = self.failure {
            host.defect(failure);
        }
    }

    fn advance(&mut self, bytes: usize, mut each: impl FnMut(&str, Place, Step)) {
        let mut left = bytes;
        while left > 0 {
            let run = self.decoded.runs.front_mut().expect("every decoded character has a run");
            let length = left.min(run.text);
            let piece = &self.decoded.text[self.front..self.front + length];
            let place = run.split_off_front(piece);
            each(piece, place, run.step);
            if run.text == 0 {
                self.decoded.runs.pop_front();
            }
            self.front += length;
            left -= length;
        }
    }

    fn decode_block(&mut self) {
        let wanted = BLOCK_BYTES;
        let got = (&mut *self.input).take(wanted).read_to_end(&mut self.raw);
        self.ended = match got {
            Ok(got) => (got as u64) < wanted,
            Err(error) => self.fail(&error),
        };
        loop {
            let used = self.codec.decode(&self.raw, self.raw_start, self.ended, &mut self.decoded);
            self.raw.drain(..used);
            self.raw_start += used as u64;
            if self.raw.is_empty() || !matches!(self.codec, Codec::Ascii) {
                break;
            }
            self.leave_ascii();
        }
    }

    /// Chooses an encoding where `raw` begins with the first byte that is not ASCII.
    fn leave_ascii(&mut self) {
        let read_on = self.raw_start + self.raw.len() as u64;
        let sample = self.sample(self.raw_start.saturating_sub(CONTEXT_BYTES), SAMPLE_BYTES);
        self.seek(read_on);
        if detect::is_utf8(&sample) {
            self.codec = Charset::Utf8.codec();
        } else {
            self.guess(detect::guess(&sample));
        }
    }

    fn guess(&mut self, charset: Charset) {
        self.guessed = Some(charset.name());
        self.codec = charset.codec();
    }

    fn sample(&mut self, start: u64, length: u64) -> Vec<u8> {
        let mut sample = Vec::new();
        self.seek(start);
        if let Err(error) = (&mut *self.input).take(length).read_to_end(&mut sample) {
            self.fail(&error);
        }
        sample
    }

    fn seek(&mut self, to: u64) {
        if let Err(error) = self.input.seek(SeekFrom::Start(to)) {
            self.ended = self.fail(&error);
        }
    }

    fn fail(&mut self, error: &std::io::Error) -> bool {
        let at = self.raw_start + self.raw.len() as u64;
        let place = Place::Bytes { start: at, end: at };
        let defect = Defect::at(place, DefectKind::Unreadable, Missing::Unknown, error.to_string());
        self.failure.get_or_insert(defect);
        true
    }
}

#[cfg(test)]
mod tests;
