//! Feeds decoded text to the tokenizer and remembers where the last of it came from. Knows nothing of markup.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::rc::Rc;

use super::decode::{Decoder, Troubles};
use super::spot::{Spot, Words};

/// One decoded piece; `base` is the byte of the whole decoded text at which it begins.
#[derive(Debug)]
struct Chunk {
    base: u64,
    words: Words,
}

impl Chunk {
    fn end(&self) -> u64 {
        self.base + self.words.text().len() as u64
    }
}

/// The decoded text that was read last, with its spots. Positions count bytes of the whole decoded text.
#[derive(Debug, Default)]
pub(super) struct Log {
    chunks: VecDeque<Rc<Chunk>>,
    /// What went wrong in decoding so far.
    pub(super) troubles: Troubles,
}

impl Log {
    /// How many chunks are remembered. Text is handed on within a few bytes of where it was read, so that more
    /// would only help a tag name of many thousand letters.
    const KEPT: usize = 8;

    fn push(&mut self, chunk: Rc<Chunk>) {
        if self.chunks.len() == Self::KEPT {
            self.chunks.pop_front();
        }
        self.chunks.push_back(chunk);
    }

    fn from(&self, at: u64) -> impl Iterator<Item = &Chunk> {
        let first = self.chunks.partition_point(|chunk| chunk.end() <= at);
        self.chunks.range(first..).map(Rc::as_ref)
    }

    /// Whether the text at `at` is exactly `bytes`.
    pub(super) fn holds(&self, at: u64, bytes: &[u8]) -> bool {
        let (mut at, mut rest) = (at, bytes);
        for chunk in self.from(at) {
            let Some(skip) = at.checked_sub(chunk.base) else { return false };
            let here = &chunk.words.text().as_bytes()[skip as usize..];
            let length = here.len().min(rest.len());
            if here[..length] != rest[..length] {
                return false;
            }
            (at, rest) = (at + length as u64, &rest[length..]);
            if rest.is_empty() {
                return true;
            }
        }
        rest.is_empty()
    }

    /// The source's byte at which the text's byte `at` stands.
    fn source(&self, at: u64) -> u64 {
        let Some(chunk) = self.from(at).next() else {
            return self.chunks.back().and_then(|last| last.words.extent()).map_or(0, |extent| extent.end);
        };
        let text = chunk.words.text();
        let mut skip = at.saturating_sub(chunk.base) as usize;
        while !text.is_char_boundary(skip) {
            skip -= 1;
        }
        chunk.words.pieces_of(skip, text.len()).next().map_or(0, |(_, spot)| spot.start)
    }

    /// The source's bytes from which the text `from..to` was read.
    pub(super) fn spot(&self, from: u64, to: u64) -> Spot {
        Spot::whole(self.source(from), self.source(to))
    }

    /// Hands on `text`, which stands at `at`, cut where its spots change.
    pub(super) fn spots(&self, at: u64, text: &str, mut each: impl FnMut(&str, Spot)) {
        let end = at + text.len() as u64;
        let mut done = at;
        for chunk in self.from(at).take_while(|chunk| chunk.base < end) {
            if chunk.base > done {
                each(&text[(done - at) as usize..(chunk.base - at) as usize], self.spot(done, chunk.base));
                done = chunk.base;
            }
            let from = (done - chunk.base) as usize;
            let to = (end.min(chunk.end()) - chunk.base) as usize;
            for (piece, spot) in chunk.words.pieces_of(from, to) {
                each(piece, spot);
            }
            done = chunk.base + to as u64;
        }
    }
}

/// Reads a decoder for html5gum.
pub(super) struct Feed<'i> {
    decoder: Decoder<'i>,
    ahead: VecDeque<Rc<Chunk>>,
    cursor: usize,
    end: u64,
    log: Rc<RefCell<Log>>,
}

impl<'i> Feed<'i> {
    pub(super) fn new(decoder: Decoder<'i>, log: Rc<RefCell<Log>>) -> Self {
        Self { decoder, ahead: VecDeque::new(), cursor: 0, end: 0, log }
    }

    fn load(&mut self) -> bool {
        let words = self.decoder.next_piece();
        let mut log = self.log.borrow_mut();
        log.troubles = self.decoder.troubles.clone();
        let Some(words) = words else { return false };
        let chunk = Rc::new(Chunk { base: self.end, words });
        self.end = chunk.end();
        log.push(Rc::clone(&chunk));
        self.ahead.push_back(chunk);
        true
    }

    /// Makes the front chunk one with unread text; false at the end.
    fn ready(&mut self) -> bool {
        if self.ahead.front().is_some_and(|chunk| self.cursor == chunk.words.text().len()) {
            self.ahead.pop_front();
            self.cursor = 0;
        }
        !self.ahead.is_empty() || self.load()
    }
}

impl html5gum::Reader for Feed<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if !self.ready() {
            return Ok(None);
        }
        let byte = self.ahead[0].words.text().as_bytes()[self.cursor];
        self.cursor += 1;
        Ok(Some(byte))
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        while self.ahead.iter().map(|chunk| chunk.words.text().len()).sum::<usize>() - self.cursor
            < wanted.len()
        {
            if !self.load() {
                return Ok(false);
            }
        }
        let (mut rest, mut cursor) = (wanted, self.cursor);
        let same = self.ahead.iter().all(|chunk| {
            let here = &chunk.words.text().as_bytes()[std::mem::take(&mut cursor)..];
            let (head, tail) = rest.split_at(here.len().min(rest.len()));
            rest = tail;
            let here = &here[..head.len()];
            here == head || !case_sensitive && here.eq_ignore_ascii_case(head)
        });
        if same {
            self.cursor += wanted.len();
            while let Some(front) = self.ahead.front()
                && self.cursor > front.words.text().len()
            {
                self.cursor -= front.words.text().len();
                self.ahead.pop_front();
            }
        }
        Ok(same)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if !self.ready() {
            return Ok(None);
        }
        let start = self.cursor;
        let rest = &self.ahead[0].words.text().as_bytes()[start..];
        let length =
            rest.iter().position(|byte| needle.contains(byte)).map_or(rest.len(), |found| found.max(1));
        self.cursor += length;
        Ok(Some(&self.ahead[0].words.text().as_bytes()[start..start + length]))
    }
}
