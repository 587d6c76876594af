//! Lines of an input with their places, in bounded memory: a line longer than a piece comes in several. Knows nothing
//! of mail.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use crate::host::Input;

/// A line, or a piece of a long one, with its line end.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its first byte in the input.
    pub(super) start: u64,
    pub(super) bytes: Vec<u8>,
    /// Whether a line begins here.
    pub(super) begins: bool,
}

impl Line {
    /// One past its last byte.
    pub(super) fn end(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }

    /// The line without its line end.
    pub(super) fn content(&self) -> &[u8] {
        &self.bytes[..self.bytes.len() - self.line_end()]
    }

    /// Length of its line end: CR LF, LF, or none.
    pub(super) fn line_end(&self) -> usize {
        match self.bytes.as_slice() {
            [.., b'\r', b'\n'] => 2,
            [.., b'\n'] => 1,
            _ => 0,
        }
    }

    /// Whether nothing but a line end stands in it.
    pub(super) fn is_empty_line(&self) -> bool {
        self.begins && self.line_end() > 0 && self.content().is_empty()
    }
}

/// Reads lines.
pub(super) struct Scan<'i> {
    input: BufReader<&'i mut dyn Input>,
    at: u64,
    begins: bool,
    /// Why reading stopped before the end.
    pub(super) broken: Option<String>,
}

impl<'i> Scan<'i> {
    /// Read at a time; small, because a scan begins anew after every part of a message.
    const BUFFER: usize = 16 * 1024;
    /// The longest line that comes in one piece.
    const PIECE: usize = 64 * 1024;

    /// Lines from byte `at` on, where a line begins.
    pub(super) fn new(input: &'i mut dyn Input, at: u64) -> Self {
        let broken = input.seek(SeekFrom::Start(at)).err().map(|error| error.to_string());
        Self { input: BufReader::with_capacity(Self::BUFFER, input), at, begins: true, broken }
    }

    /// Looks at up to `length` bytes from byte `at` on and comes back.
    pub(super) fn look(&mut self, at: u64, length: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let looked = self
            .input
            .seek(SeekFrom::Start(at))
            .and_then(|_| self.input.by_ref().take(length).read_to_end(&mut bytes))
            .and_then(|_| self.input.seek(SeekFrom::Start(self.at)));
        self.broken = self.broken.take().or(looked.err().map(|error| error.to_string()));
        bytes
    }

    /// Reads the next line into `line`; false at the end.
    pub(super) fn next(&mut self, line: &mut Line) -> bool {
        line.bytes.clear();
        (line.start, line.begins) = (self.at, self.begins);
        while self.broken.is_none() && line.bytes.len() < Self::PIECE {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.broken = Some(error.to_string());
                    break;
                }
            };
            let room = buffer.len().min(Self::PIECE - line.bytes.len());
            let feed = buffer[..room].iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            let taken = feed.unwrap_or(room);
            line.bytes.extend_from_slice(&buffer[..taken]);
            self.input.consume(taken);
            if taken == 0 || feed.is_some() {
                break;
            }
        }
        self.at = line.end();
        self.begins = line.bytes.ends_with(b"\n");
        !line.bytes.is_empty()
    }
}
