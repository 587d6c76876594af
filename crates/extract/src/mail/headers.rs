//! Header blocks (RFC 5322, 2.2): fields with their bytes, and what they say about a body. Repairs nothing: a line
//! that is no field is kept as a line.

use std::ops::Range;

use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};
use model::{Field, MediaType, PartKind};

use super::scan::{Line, Scan};
use super::transfer::Coding;
use super::words;
use crate::html::lines::{Lines, Stretch};
use crate::html::spot::{Spot, Words};

/// The most bytes of one header block; what follows is read as body.
const MOST_BYTES: usize = 1024 * 1024;

/// A header field. Ranges count bytes of the block.
#[derive(Debug)]
struct At {
    /// Empty for a line that is no field.
    name: Range<usize>,
    /// Without the white space around it.
    value: Range<usize>,
}

/// A header block.
#[derive(Debug, Default)]
pub(super) struct Block {
    start: u64,
    bytes: Vec<u8>,
    fields: Vec<At>,
    /// Lines that are no fields.
    pub(super) strays: u64,
    /// Whether it was longer than may be.
    pub(super) too_long: bool,
}

impl Block {
    /// Reads a block up to and with the empty line after it. Stops before a line for which `ends` holds, which is
    /// then left in `line`; returns where the body begins and whether such a line was met.
    pub(super) fn read(
        scan: &mut Scan<'_>,
        line: &mut Line,
        ends: impl Fn(&Line) -> bool,
    ) -> (Self, u64, bool) {
        let mut block = Self::default();
        let mut first = true;
        while scan.next(line) {
            if std::mem::take(&mut first) {
                block.start = line.start;
            }
            if line.is_empty_line() {
                return (block, line.end(), false);
            }
            if ends(line) {
                return (block, line.start, true);
            }
            if block.bytes.len() + line.bytes.len() > MOST_BYTES {
                block.too_long = true;
                return (block, line.start, false);
            }
            block.add(line);
        }
        (block, line.end(), false)
    }

    /// The block that these lines are, the first of which begins at byte `start`.
    pub(super) fn of(start: u64, bytes: &[u8]) -> Self {
        let mut block = Self { start, ..Self::default() };
        let mut at = start;
        for bytes in bytes.split_inclusive(|&byte| byte == b'\n') {
            let line = Line { start: at, bytes: bytes.to_vec(), begins: true };
            at = line.end();
            block.add(&line);
        }
        block
    }

    fn add(&mut self, line: &Line) {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(&line.bytes);
        let content = line.content();
        let end = at + content.trim_ascii_end().len();
        let continues = !line.begins || content.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        if let Some(last) = self.fields.last_mut().filter(|_| continues) {
            last.value.end = last.value.end.max(end);
            return;
        }
        let colon = content.iter().position(|&byte| byte == b':').unwrap_or(0);
        let name = content[..colon].trim_ascii_end();
        let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
        if !is_name {
            // Mailbox separators stand before the headers of exported messages.
            self.strays += u64::from(!content.starts_with(b"From ") && !content.starts_with(b">From "));
            self.fields.push(At { name: at..at, value: at..end });
            return;
        }
        let value = &content[colon + 1..];
        let start = at + colon + 1 + (value.len() - value.trim_ascii_start().len());
        self.fields.push(At { name: at..at + name.len(), value: start.min(end)..end });
    }

    /// The raw value of the first field of this name.
    pub(super) fn value(&self, name: &str) -> Option<&[u8]> {
        let field =
            self.fields.iter().find(|field| self.name(field).eq_ignore_ascii_case(name.as_bytes()))?;
        Some(&self.bytes[field.value.clone()])
    }

    /// The first field of this name as people read it.
    pub(super) fn words(&self, name: &str) -> Option<Words> {
        let field =
            self.fields.iter().find(|field| self.name(field).eq_ignore_ascii_case(name.as_bytes()))?;
        Some(self.read_value(field).words)
    }

    /// The bytes of the message that the block is.
    pub(super) fn extent(&self) -> (u64, u64) {
        (self.start, self.start + self.bytes.len() as u64)
    }

    /// Writes all fields, one a line, and returns whether an encoding was guessed and how many encoded words hold
    /// what is no text.
    pub(super) fn write(&self, lines: &mut Lines<'_>) -> (bool, u64) {
        let (mut guessed, mut invalid) = (false, 0);
        for field in &self.fields {
            let name = words::read(self.name(field), self.start + field.name.start as u64).words;
            if !name.text().is_empty() {
                lines.say_words(&name);
                lines.say_unplaced(": ");
            }
            let value = self.read_value(field);
            guessed |= value.guessed;
            invalid += value.invalid;
            let mark = model::MarkKind::Field(field_of(name.text()));
            lines.open(Stretch::Mark(mark));
            value.words.pieces().for_each(|(text, spot)| say_in_line(lines, text, spot));
            lines.close();
            lines.line();
        }
        (guessed, invalid)
    }

    fn name(&self, field: &At) -> &[u8] {
        &self.bytes[field.name.clone()]
    }

    fn read_value(&self, field: &At) -> words::Value {
        words::read(&self.bytes[field.value.clone()], self.start + field.value.start as u64)
    }
}

/// Writes with white space kept, except that nothing breaks the line.
fn say_in_line(lines: &mut Lines<'_>, text: &str, spot: Spot) {
    let mut at = 0;
    for piece in text.split_inclusive(['\n', '\0']) {
        let clean = piece.trim_end_matches(['\n', '\0']);
        lines.say_as_is(clean, spot.slice(text, at, at + clean.len()));
        at += piece.len();
    }
}

/// The kind of part that headers are.
pub(super) const KIND: PartKind = PartKind::MailHeaders;

fn field_of(name: &str) -> Field {
    match name.to_ascii_lowercase().as_str() {
        "from" => Field::From,
        "to" => Field::To,
        "cc" => Field::Cc,
        "bcc" => Field::Bcc,
        "reply-to" => Field::ReplyTo,
        "date" => Field::Date,
        "subject" => Field::Subject,
        "message-id" => Field::MessageId,
        "in-reply-to" | "references" => Field::InReplyTo,
        _ => Field::Other,
    }
}

/// What a block says about the body after it.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) media: MediaType,
    pub(super) boundary: Option<Vec<u8>>,
    pub(super) charset: Option<String>,
    pub(super) filename: Option<String>,
    pub(super) is_attachment: bool,
    /// `None` for a transfer encoding that is not known.
    pub(super) coding: Option<Coding>,
    pub(super) smime_type: Option<String>,
}

impl Content {
    /// Reads the MIME fields of a block (RFC 2045, 2183, 2231). `default` is the type when none is stated.
    pub(super) fn of(block: &Block, default: &str) -> Self {
        let kind = structured(block.value("Content-Type"));
        let disposition = structured(block.value("Content-Disposition"));
        let attribute = |header: &Option<ContentType<'static>>, name: &str| {
            header.as_ref().and_then(|header| header.attribute(name)).map(str::to_owned)
        };
        let media = match &kind {
            Some(ContentType { c_type, c_subtype: Some(subtype), .. }) => format!("{c_type}/{subtype}"),
            Some(ContentType { c_type, .. }) if c_type.eq_ignore_ascii_case("text") => {
                "text/plain".to_owned()
            }
            Some(_) => "application/octet-stream".to_owned(),
            None => default.to_owned(),
        };
        let filename = attribute(&disposition, "filename").or(attribute(&kind, "name"));
        let coding =
            block.value("Content-Transfer-Encoding").map(String::from_utf8_lossy).unwrap_or_default();
        Self {
            media: MediaType::new(&media),
            boundary: attribute(&kind, "boundary").filter(|text| !text.is_empty()).map(String::into_bytes),
            charset: attribute(&kind, "charset"),
            filename: filename.map(|name| readable(&name)).filter(|name| !name.is_empty()),
            is_attachment: disposition.is_some_and(|disposition| disposition.is_attachment()),
            coding: Coding::named(coding.split(';').next().unwrap_or_default()),
            smime_type: attribute(&kind, "smime-type"),
        }
    }
}

fn structured(value: Option<&[u8]>) -> Option<ContentType<'static>> {
    let line = [value?, b"\r\n"].concat();
    match MessageStream::new(&line).parse_content_type().into_owned() {
        HeaderValue::ContentType(header) => Some(header),
        _ => None,
    }
}

/// A file name in one line, its encoded words decoded.
fn readable(name: &str) -> String {
    let name = words::read(name.as_bytes(), 0);
    name.words
        .text()
        .trim()
        .chars()
        .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter })
        .collect()
}
