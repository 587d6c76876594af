//! WARC records (ISO 28500:2017, that is WARC/1.1, and WARC/1.0) out of a plain or gzipped stream, one after another.
//! Own code: the `warc` crate holds whole records in memory, stops at the first flaw, tells no byte offsets and knows
//! 1.0 only. Looks at no record's content.

use std::io::{self, BufRead, BufReader, Read};

use model::{Place, Step};

use crate::archives::gzip::{Gunzip, unpacked_name};
use crate::host::{Host, Input};
use crate::unpack::{Meter, Metered};

/// A record's head.
pub(super) struct WarcRecord {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The version it claims, such as `1.1`.
    pub version: String,
    /// Where its first byte stands.
    pub start: u64,
    /// Where its block begins.
    pub block: u64,
    /// How long its block is.
    pub length: u64,
    fields: Vec<Field>,
}

/// A named field and where its value stands.
pub(super) struct Field {
    name: String,
    /// The value without white space around it.
    pub value: String,
    /// First byte of the value.
    pub start: u64,
    /// One past its last byte.
    pub end: u64,
    /// Whether the value is those very bytes.
    pub exact: bool,
}

impl WarcRecord {
    /// The first field of this name, in any case.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The value of [`WarcRecord::field`].
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| field.value.as_str())
    }
}

/// Makes places of a stream's bytes.
#[derive(Clone)]
pub(super) struct Places {
    /// For a packed file: the name of what is packed in it.
    packed_name: Option<String>,
}

impl Places {
    /// The place of these bytes. In a packed file they count in what `gunzip` makes of it; damaged stretches count
    /// nothing.
    pub(super) fn of(&self, start: u64, end: u64) -> Place {
        match &self.packed_name {
            Some(path) => Place::Member { path: path.clone(), start, end },
            None => Place::Bytes { start, end },
        }
    }

    /// `length` bytes of a field's value from `shift` on, and how its characters step.
    pub(super) fn of_field(&self, field: &Field, shift: u64, length: u64) -> (Place, Step) {
        if field.exact {
            let start = field.start + shift;
            (self.of(start, start + length), Step::Byte)
        } else {
            (self.of(field.start, field.end), Step::Whole)
        }
    }
}

/// What comes next in a stream.
pub(super) enum Next {
    /// A record, the stream standing at its block.
    Record(WarcRecord),
    /// These bytes are no record; the stream goes on after them.
    Damage {
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
    /// The stream ends inside a record's head, which began here.
    Cut(u64),
    /// The stream broke; [`Stream::resume`] may get past it.
    Broken(io::Error),
    /// The end.
    End,
}

/// The WARC file as one stream, unpacked if it was packed.
pub(super) struct Stream<'i> {
    source: BufReader<Packing<'i>>,
    at: u64,
    number: u64,
    places: Places,
    /// The beginning of a record that was found in passing over damage.
    found: &'static [u8],
}

enum Packing<'i> {
    Plain(Metered<&'i mut dyn Input>),
    Gzip(Box<Gunzip<'i>>),
}

impl<'i> Stream<'i> {
    /// Reads `input` from its start; `name` is the file's, `meter` counts its own bytes.
    ///
    /// # Errors
    /// When the input fails.
    pub(super) fn new(input: &'i mut dyn Input, name: &str, meter: &Meter) -> io::Result<Self> {
        let mut magic = Vec::new();
        input.take(2).read_to_end(&mut magic)?;
        input.rewind()?;
        let packed = magic == [0x1f, 0x8b];
        let source = if packed {
            Packing::Gzip(Box::new(Gunzip::new(meter, input)))
        } else {
            Packing::Plain(meter.reader(input))
        };
        let places = Places { packed_name: packed.then(|| unpacked_name(name)) };
        Ok(Self { source: BufReader::new(source), at: 0, number: 0, places, found: b"" })
    }

    /// What makes places of this stream's bytes.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Where the stream stands.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Reads on to the next record. The block of the last one must have been read to its end.
    pub(super) fn next(&mut self) -> Next {
        self.try_next().unwrap_or_else(Next::Broken)
    }

    /// The block that the stream stands at.
    pub(super) fn block(&mut self, record: &WarcRecord) -> RecordBlock<'_, 'i> {
        RecordBlock { left: record.length, stream: self }
    }

    /// After an error: goes on at the next gzip stream. Returns the packed bytes passed over; `None` when there is
    /// nothing to go on at.
    pub(super) fn resume(&mut self) -> Option<Place> {
        match self.source.get_mut() {
            Packing::Plain(_) => None,
            Packing::Gzip(gunzip) => {
                let (start, end) = gunzip.resume().ok()??;
                Some(Place::Bytes { start, end })
            }
        }
    }

    /// Tells the host of what follows the last gzip stream.
    pub(super) fn report_trailer(&self, host: &mut dyn Host) {
        if let Packing::Gzip(gunzip) = self.source.get_ref() {
            gunzip.report_trailer(host);
        }
    }

    fn try_next(&mut self) -> io::Result<Next> {
        if self.found.is_empty() {
            self.pass_over_line_ends()?;
        }
        let start = self.at - self.found.len() as u64;
        let mut line = std::mem::take(&mut self.found).to_vec();
        self.line(&mut line)?;
        if line.is_empty() {
            return Ok(Next::End);
        }
        let version = line.strip_prefix(b"WARC/").and_then(|version| str::from_utf8(version).ok());
        let Some(version) = version.map(|version| version.trim().to_owned()) else {
            return self.pass_over_damage(start, line.ends_with(b"\n"));
        };
        let mut fields: Vec<Field> = Vec::new();
        loop {
            let line_at = self.at;
            line.clear();
            self.line(&mut line)?;
            if !line.ends_with(b"\n") && line.len() < MOST_LINE_BYTES {
                return Ok(Next::Cut(start));
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            let fits = line.ends_with(b"\n") && self.at - start <= MOST_HEAD_BYTES;
            if !fits || !add_field(&mut fields, &line, line_at) {
                return self.pass_over_damage(start, line.ends_with(b"\n"));
            }
        }
        self.number += 1;
        let mut record =
            WarcRecord { number: self.number, version, start, block: self.at, length: 0, fields };
        match record.value("Content-Length").and_then(|length| length.parse().ok()) {
            Some(length) => record.length = length,
            None => return self.pass_over_damage(start, true),
        }
        Ok(Next::Record(record))
    }

    /// Reads a line with its end, or as much of it as a line may have.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        let most = (MOST_LINE_BYTES - line.len()) as u64;
        self.take(most).read_until(b'\n', line)?;
        Ok(())
    }

    fn pass_over_line_ends(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.fill_buf()?;
            let ends = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let all = ends == buffer.len() && ends > 0;
            self.consume(ends);
            if !all {
                return Ok(());
            }
        }
    }

    /// Goes on at the next line that begins a record. `fresh` when the stream stands at the beginning of a line.
    fn pass_over_damage(&mut self, start: u64, fresh: bool) -> io::Result<Next> {
        let mut matched = usize::from(fresh);
        while matched < NEW_RECORD.len() {
            let Some(&byte) = self.fill_buf()?.first() else {
                return Ok(Next::Damage { start, end: self.at });
            };
            self.consume(1);
            matched = match byte {
                _ if byte == NEW_RECORD[matched] => matched + 1,
                b'\n' => 1,
                _ => 0,
            };
        }
        self.found = &NEW_RECORD[1..];
        Ok(Next::Damage { start, end: self.at - self.found.len() as u64 })
    }
}

impl Read for Packing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(buffer),
            Self::Gzip(gunzip) => gunzip.read(buffer),
        }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.source.consume(amount);
        self.at += amount as u64;
    }
}

/// A record's block. Its early end is an error, not an end.
pub(super) struct RecordBlock<'s, 'i> {
    stream: &'s mut Stream<'i>,
    left: u64,
}

impl RecordBlock<'_, '_> {
    /// How many bytes of it have not been read.
    pub(super) fn left(&self) -> u64 {
        self.left
    }
}

impl Read for RecordBlock<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let read = available.len().min(buffer.len());
        buffer[..read].copy_from_slice(&available[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for RecordBlock<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let buffer = self.stream.source.fill_buf()?;
        if buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends inside a record"));
        }
        Ok(&buffer[..buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX))])
    }

    fn consume(&mut self, amount: usize) {
        self.left -= amount as u64;
        self.stream.consume(amount);
    }
}

/// How a record's first line begins, after a line end.
const NEW_RECORD: &[u8] = b"\nWARC/1.";

/// A longer line in a record's head is damage.
const MOST_LINE_BYTES: usize = 1024 * 1024;

/// A longer head is damage.
const MOST_HEAD_BYTES: u64 = 4 * 1024 * 1024;

/// Adds the field in `line`, which stands at `at`; a line that begins with white space goes on with the last one.
/// `false` when it is no field.
fn add_field(fields: &mut Vec<Field>, line: &[u8], at: u64) -> bool {
    let trimmed = line.trim_ascii_end();
    let end = at + trimmed.len() as u64;
    if line.starts_with(b" ") || line.starts_with(b"\t") {
        let Some(field) = fields.last_mut() else { return false };
        field.exact = false;
        field.value.push(' ');
        field.value.push_str(&String::from_utf8_lossy(trimmed.trim_ascii_start()));
        field.end = end;
        return true;
    }
    let Some(colon) = trimmed.iter().position(|byte| *byte == b':') else { return false };
    let value = trimmed[colon + 1..].trim_ascii_start();
    fields.push(Field {
        name: String::from_utf8_lossy(&trimmed[..colon]).trim().to_owned(),
        value: String::from_utf8_lossy(value).into_owned(),
        start: end - value.len() as u64,
        end,
        exact: str::from_utf8(value).is_ok(),
    });
    true
}
