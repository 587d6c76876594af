//! Tokens of an XML member with their byte offsets in the decompressed member (XML 1.0, by `quick-xml`).
//!
//! Expands no entity but the five of the standard and character references: there is nothing here for an entity
//! bomb to grow in. Bytes that are no UTF-8 become U+FFFD. Never recurses, never holds more than one token.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::ops::Range;

use model::DefectKind;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::member::{Fault, Unpacked};

/// The most bytes of one tag or one stretch of text.
const MOST_TOKEN_BYTES: usize = 16 * 1024 * 1024;

/// How many elements may stand inside one another.
const MOST_DEPTH: u64 = 10_000;

/// What the reader above wants to see next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Everything.
    On,
    /// Nothing of the element that just began, not even its end.
    Skip,
}

/// The next thing in the member.
pub(crate) enum Token<'b> {
    /// An element begins. Each one that is not skipped also ends.
    Start(Tag<'b>),
    /// The innermost element ends; after damage the end may not come.
    End,
    /// Text inside it.
    Text(Text<'b>),
}

/// An element's start.
pub(crate) struct Tag<'b> {
    start: &'b BytesStart<'b>,
    /// The tag's bytes.
    pub(crate) at: Range<u64>,
}

impl Tag<'_> {
    /// The element's name with its prefix, as written.
    pub(crate) fn name(&self) -> &str {
        self.start.name().0
    }

    /// The element's name without prefix.
    pub(crate) fn local(&self) -> &str {
        local(self.name())
    }

    /// An attribute's value. A name with a colon asks for that prefix; without one, for any or none.
    pub(crate) fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.0;
            if name.contains(':') { key == name } else { local(key) == name }
        })?;
        Some(resolved(found.value))
    }

    /// An attribute's value as a whole number.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.attr(name)?.trim().parse().ok()
    }

    /// The namespaces that this element declares: prefix and address.
    pub(crate) fn namespaces(&self) -> Vec<(String, String)> {
        let mut attributes = self.start.attributes();
        let declared = attributes.with_checks(false).flatten().filter_map(|attribute| {
            let prefix = attribute.key.0.strip_prefix("xmlns:")?;
            Some((prefix.to_owned(), attribute.value.into_owned()))
        });
        declared.take(1000).collect()
    }
}

/// A stretch of text.
pub(crate) struct Text<'b> {
    /// The words, references resolved.
    pub(crate) words: Cow<'b, str>,
    /// Where they stand.
    pub(crate) at: Range<u64>,
    /// Whether the bytes there are the words themselves.
    pub(crate) verbatim: bool,
}

/// Part of a stretch of text.
pub(crate) enum Piece<'t> {
    /// Words without control characters.
    Words(&'t str, Range<u64>, bool),
    /// One control character; U+FFFD where the member holds a byte that is no character.
    Control(char, Range<u64>),
}

impl Text<'_> {
    /// The text cut at control characters, each piece with its bytes.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut rest: &str = &self.words;
        let mut from = self.at.start;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let length = match rest.find(|letter: char| letter < ' ') {
                Some(0) => first.len_utf8(),
                Some(length) => length,
                None => rest.len(),
            };
            let (words, left) = rest.split_at(length);
            let at = if self.verbatim { from..from + length as u64 } else { self.at.clone() };
            rest = left;
            from = at.end;
            Some(match first {
                INVALID => Piece::Control(char::REPLACEMENT_CHARACTER, at),
                ..' ' => Piece::Control(first, at),
                _ => Piece::Words(words, at, self.verbatim),
            })
        })
    }
}

/// How a member's tokens ended.
pub(super) struct Ending {
    /// How far they came, in bytes.
    pub(super) at: u64,
    /// How many bytes the package declares.
    pub(super) declared: u64,
    /// Bytes that are no UTF-8: how many, and where the first stands.
    pub(super) invalid: Option<(u64, u64)>,
    /// Why there are no more, unless it was the end.
    pub(super) fault: Option<Fault>,
}

/// Hands all tokens of `member` to `take`.
pub(super) fn tokens(member: Unpacked<'_>, take: &mut dyn FnMut(Token<'_>) -> Then) -> Ending {
    let declared = member.declared;
    let mut reader = Reader::from_reader(Passing::new(member));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let (mut depth, mut skipped_from) = (0_u64, None);
    let mut buffer = Vec::new();
    let (at, broken) = loop {
        buffer.clear();
        reader.get_mut().token = 0;
        let base = reader.get_ref().byte_order_mark;
        let start = base + reader.buffer_position();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => break (start, Some(error.to_string())),
        };
        let at = start..base + reader.buffer_position();
        let token = match &event {
            Event::Start(start) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    break (at.start, Some(format!("more than {MOST_DEPTH} elements inside one another")));
                }
                Token::Start(Tag { start, at })
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if skipped_from.is_some_and(|from| depth < from) {
                    skipped_from = None;
                    continue;
                }
                Token::End
            }
            Event::Text(text) => Token::Text(Text { words: Cow::Borrowed(text), at, verbatim: true }),
            Event::CData(text) => {
                let at = at.start + "<![CDATA[".len() as u64..at.end - "]]>".len() as u64;
                Token::Text(Text { words: Cow::Borrowed(text), at, verbatim: true })
            }
            Event::GeneralRef(name) => match character(name) {
                Some(letter) => Token::Text(Text { words: String::from(letter).into(), at, verbatim: false }),
                None => Token::Text(Text { words: format!("&{};", &**name).into(), at, verbatim: true }),
            },
            Event::Eof => {
                let open = (depth > 0).then(|| format!("the XML ends inside {depth} open elements"));
                break (at.start, open);
            }
            _ => continue,
        };
        if skipped_from.is_none() && take(token) == Then::Skip {
            skipped_from = Some(depth);
        }
    };
    let source = reader.into_inner();
    let invalid = (source.invalid > 0).then_some((source.invalid, source.first_invalid));
    let fault = source.fault.or(source.member.into_fault()).or(broken.map(Fault::damaged));
    Ending { at, declared, invalid, fault }
}

/// What stands for a byte that is no character on its way through the tokenizer: XML allows no such letter, and it
/// is one byte long, so that offsets stay true.
const INVALID: char = '\u{1A}';

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The character that a reference names.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&letter| letter != '\0')?
        }
    })
}

/// An attribute's value with its references resolved; unknown ones stay as they are.
fn resolved(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    let mut text = String::with_capacity(value.len());
    let mut rest: &str = &value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((letter, end)) => {
                text.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.into()
}

/// A member's bytes as UTF-8, a window at a time.
struct Passing<'a> {
    member: Unpacked<'a>,
    window: Vec<u8>,
    /// The next byte to hand out, and the end of those known to be UTF-8.
    next: usize,
    valid: usize,
    /// Bytes of the member before the window.
    before: u64,
    /// Bytes handed out for the token being read.
    token: usize,
    invalid: u64,
    first_invalid: u64,
    byte_order_mark: u64,
    fault: Option<Fault>,
}

impl<'a> Passing<'a> {
    const WINDOW_BYTES: usize = 64 * 1024;

    fn new(member: Unpacked<'a>) -> Self {
        let mut source = Self {
            member,
            window: Vec::with_capacity(Self::WINDOW_BYTES),
            next: 0,
            valid: 0,
            before: 0,
            token: 0,
            invalid: 0,
            first_invalid: 0,
            byte_order_mark: 0,
            fault: None,
        };
        let count = source.refill();
        match source.window.as_slice() {
            [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'<', ..] | [b'<', 0, ..] => {
                let detail = "XML in UTF-16".into();
                source.fault = Some(Fault { kind: DefectKind::UnsupportedFeature, detail });
            }
            [0xEF, 0xBB, 0xBF, ..] => {
                source.next = 3;
                source.byte_order_mark = 3;
                source.check(count);
            }
            _ => source.check(count),
        }
        source
    }

    /// Moves the window on: keeps the tail that may be the beginning of a character, and reads. Says how much came.
    fn refill(&mut self) -> usize {
        self.before += self.valid as u64;
        self.window.drain(..self.valid);
        let kept = self.window.len();
        self.window.resize(Self::WINDOW_BYTES, 0);
        // An `Unpacked` reports its faults by `fault`, never as an error.
        let count = self.member.read(&mut self.window[kept..]).unwrap_or(0);
        self.window.truncate(kept + count);
        (self.next, self.valid) = (0, 0);
        count
    }

    /// Finds how far the window, to which `count` bytes were added, is UTF-8.
    fn check(&mut self, count: usize) {
        while let Err(error) = std::str::from_utf8(&self.window[self.valid..]) {
            let bad = self.valid + error.valid_up_to();
            let length = match error.error_len() {
                Some(length) => length,
                None if count == 0 => self.window.len() - bad,
                None => {
                    self.valid = bad;
                    return;
                }
            };
            if self.invalid == 0 {
                self.first_invalid = self.before + bad as u64;
            }
            self.invalid += length as u64;
            self.window[bad..bad + length].fill(INVALID as u8);
            self.valid = bad + length;
        }
        self.valid = self.window.len();
    }
}

impl Read for Passing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Passing<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.fault.is_some() {
            return Ok(&[]);
        }
        if self.token > MOST_TOKEN_BYTES {
            let detail = format!("a tag or text of more than {MOST_TOKEN_BYTES} bytes");
            self.fault = Some(Fault { kind: DefectKind::TooLarge, detail });
            return Ok(&[]);
        }
        while self.next == self.valid {
            let before = self.window.len() - self.valid;
            let count = self.refill();
            self.check(count);
            if self.valid == 0 && self.window.len() == before {
                break;
            }
        }
        Ok(&self.window[self.next..self.valid])
    }

    fn consume(&mut self, count: usize) {
        self.next += count;
        self.token += count;
    }
}
