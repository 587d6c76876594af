//! HTML tokens with the spots they were read from: html5gum (a WHATWG tokenizer) with an emitter that knows, for
//! every stretch of text, whether the source says it literally. Builds no tree and drops no text.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use html5gum::{Emitter, Error, State, Tokenizer};

use super::decode::{Decoder, Troubles};
use super::feed::{Feed, Log};
use super::names::Name;
use super::spot::{Spot, Words};

/// Takes tokens in order. The text of a run may come in many pieces.
pub(super) trait Sink {
    /// Characters outside markup, also those inside `script` and the like.
    fn text(&mut self, text: &str, spot: Spot);
    /// A start tag.
    fn start(&mut self, tag: &Tag);
    /// An end tag, or the end of a start tag that closes itself.
    fn end(&mut self, name: Name);
    /// The source ends inside a tag or comment; `spot` is what it swallows.
    fn unfinished(&mut self, what: &'static str, spot: Spot);
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: Name,
    /// The attributes that anybody here reads; see [`ATTRIBUTES`].
    attributes: Vec<(&'static str, Words)>,
    /// The whole tag.
    pub(super) spot: Spot,
    /// Whether it stands inside `svg` or `math`.
    pub(super) foreign: bool,
    /// Bytes of attribute values that were too long to keep.
    pub(super) dropped: u64,
    /// Whether it ends itself (`<x/>`, in XHTML and foreign content only).
    closed: bool,
}

impl Tag {
    /// An attribute's value.
    pub(super) fn value(&self, name: &str) -> Option<&Words> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, words)| words)
    }

    /// An attribute's value as trimmed text, empty when it is absent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.value(name).map_or("", |words| words.text().trim())
    }
}

/// The attributes that are kept.
const ATTRIBUTES: [&str; 21] = [
    "alt",
    "charset",
    "colspan",
    "content",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "itemprop",
    "lang",
    "name",
    "open",
    "placeholder",
    "property",
    "pubdate",
    "rel",
    "rowspan",
    "style",
    "type",
    "value",
    "xml:lang",
];

/// The longest attribute value that is kept.
pub(super) const VALUE_BYTES: usize = 1024 * 1024;

/// Text is handed on in pieces of about this size.
const PIECE_BYTES: usize = 8 * 1024;

/// Hands every token of `decoder`'s text to `sink`. `xhtml`: a tag may end itself with a slash.
pub(super) fn tokenise(decoder: Decoder<'_>, xhtml: bool, sink: &mut impl Sink) -> Troubles {
    let log = Rc::new(RefCell::new(Log::default()));
    let feed = Feed::new(decoder, Rc::clone(&log));
    let Ok(()) = Tokenizer::new_with_emitter(feed, Tokens::new(sink, Rc::clone(&log), xhtml)).finish();
    log.take().troubles
}

/// Where characters come from, in bytes of the decoded text.
enum Origin {
    /// They stand there as they are.
    Literal(u64),
    /// These characters stand for them.
    Whole(u64, u64),
}

/// What the text in `Tokens::pending` belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Text,
    Value,
    /// An attribute that nobody reads.
    Nothing,
}

struct Tokens<'s, S> {
    sink: &'s mut S,
    log: Rc<RefCell<Log>>,
    xhtml: bool,
    /// The tokenizer's position in the decoded text.
    at: u64,
    /// Everything before this has been accounted for.
    done: u64,
    /// Literal text not yet handed on, and where it begins.
    pending: Vec<u8>,
    pending_at: u64,
    target: Target,
    tag: Tag,
    name: Vec<u8>,
    attribute: Vec<u8>,
    is_end: bool,
    /// Name of the last start tag, which ends raw text.
    last_start: Name,
    /// Where the last `<` stands.
    opened_at: u64,
    /// What kind of markup is being read.
    inside: Option<&'static str>,
    /// Whether the last comment began with `<!--`, and where it ended.
    is_comment: bool,
    comment_end: Option<u64>,
    foreign: u32,
}

impl<'s, S: Sink> Tokens<'s, S> {
    fn new(sink: &'s mut S, log: Rc<RefCell<Log>>, xhtml: bool) -> Self {
        let tag = Tag {
            name: Name::new(b""),
            attributes: Vec::new(),
            spot: Spot::whole(0, 0),
            foreign: false,
            dropped: 0,
            closed: false,
        };
        Self {
            sink,
            log,
            xhtml,
            at: 0,
            done: 0,
            pending: Vec::new(),
            pending_at: 0,
            target: Target::Text,
            last_start: tag.name,
            tag,
            name: Vec::new(),
            attribute: Vec::new(),
            is_end: false,
            opened_at: 0,
            inside: None,
            is_comment: false,
            comment_end: None,
            foreign: 0,
        }
    }

    /// Finds out where `text`, which the tokenizer has just produced, comes from.
    fn origin(&mut self, text: &[u8]) -> Origin {
        let log = self.log.borrow();
        let (length, gap) = (text.len() as u64, self.at.saturating_sub(self.done));
        let line_feed_skipped = gap == length + 1 && log.holds(self.done, b"\n");
        if gap == length || line_feed_skipped {
            let start = self.at - length;
            if log.holds(start, text) {
                self.done = self.at;
                return Origin::Literal(start);
            }
        }
        // A `</` or `]]` that turned out to be text comes before the letters read after it.
        if gap > length && matches!(text[0], b'<' | b']') && log.holds(self.done, text) {
            self.done += length;
            return Origin::Literal(self.done - length);
        }
        // CR LF is one line feed, although the tokenizer has only read the CR.
        let both = text == b"\n" && log.holds(self.at.saturating_sub(1), b"\r\n");
        let end = self.at + u64::from(both);
        let start = std::mem::replace(&mut self.done, end);
        Origin::Whole(start.min(end), end)
    }

    fn take(&mut self, text: &[u8]) {
        if text.is_empty() || self.target == Target::Nothing {
            self.done = self.done.max(self.at);
            return;
        }
        match self.origin(text) {
            Origin::Literal(start) => {
                if start != self.pending_at + self.pending.len() as u64 {
                    self.flush();
                    self.pending_at = start;
                }
                self.pending.extend_from_slice(text);
                if self.pending.len() >= PIECE_BYTES {
                    self.hand_on();
                }
            }
            Origin::Whole(start, end) => {
                self.flush();
                let spot = self.log.borrow().spot(start, end);
                self.deliver(&String::from_utf8_lossy(text), spot);
            }
        }
    }

    /// Hands on all whole characters of what is pending.
    fn hand_on(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let whole = match std::str::from_utf8(&pending) {
            Ok(_) => pending.len(),
            Err(error) => error.valid_up_to(),
        };
        let text = std::str::from_utf8(&pending[..whole]).unwrap_or_default();
        if !text.is_empty() {
            let log = Rc::clone(&self.log);
            log.borrow().spots(self.pending_at, text, |piece, spot| self.deliver(piece, spot));
        }
        self.pending_at += whole as u64;
        self.pending = pending;
        self.pending.drain(..whole);
    }

    fn flush(&mut self) {
        self.hand_on();
        if !self.pending.is_empty() {
            let rest = std::mem::take(&mut self.pending);
            let spot = self.log.borrow().spot(self.pending_at, self.pending_at + rest.len() as u64);
            self.deliver(&String::from_utf8_lossy(&rest), spot);
        }
    }

    fn deliver(&mut self, text: &str, spot: Spot) {
        match (self.target, self.tag.attributes.last_mut()) {
            (Target::Text, _) => self.sink.text(text, spot),
            (Target::Value, Some((_, words))) if words.text().len() + text.len() <= VALUE_BYTES => {
                words.push(text, spot);
            }
            (Target::Value, _) => self.tag.dropped += text.len() as u64,
            (Target::Nothing, _) => {}
        }
    }

    /// Ends the attribute before, if any, and opens one of this name.
    fn begin_value(&mut self) {
        let known = ATTRIBUTES.into_iter().find(|known| known.as_bytes() == self.attribute);
        self.target = match known {
            Some(name) if !self.is_end && self.tag.value(name).is_none() => {
                self.tag.attributes.push((name, Words::default()));
                Target::Value
            }
            _ => Target::Nothing,
        };
        self.attribute.clear();
        self.done = self.at;
    }

    fn end_attribute(&mut self) {
        self.flush();
        if !self.attribute.is_empty() {
            self.begin_value();
        }
        self.target = Target::Nothing;
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.flush();
        self.name.clear();
        self.attribute.clear();
        self.tag.attributes.clear();
        self.tag.dropped = 0;
        self.tag.closed = false;
        self.is_end = is_end;
        self.inside = Some("tag");
    }

    /// How the tokenizer reads on after this start tag. Unlike the standard, the contents of `iframe`, `noembed`,
    /// `noframes` and `noscript` are read as markup, so that their text is kept.
    fn next_state(&self) -> Option<State> {
        match self.tag.name.bytes() {
            _ if self.tag.closed => None,
            b"script" => Some(State::ScriptData),
            b"style" | b"xmp" => Some(State::RawText),
            b"textarea" | b"title" if !self.tag.foreign => Some(State::RcData),
            b"plaintext" => Some(State::PlainText),
            _ => None,
        }
    }
}

impl<S: Sink> Emitter for Tokens<'_, S> {
    type Token = Infallible;

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset as i64);
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.inside = None;
        self.target = Target::Text;
        // The standard's tree builder ignores NUL outside raw text.
        self.take(if text == b"\0" { b"" } else { text });
    }

    fn start_open_tag(&mut self) {
        self.opened_at = self.at.saturating_sub(1);
        // All text before has been emitted; what has not is markup that says nothing, such as `</>`.
        self.done = self.done.max(self.opened_at);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn push_tag_name(&mut self, text: &[u8]) {
        let room = (Name::BYTES + 1).saturating_sub(self.name.len());
        self.name.extend_from_slice(&text[..text.len().min(room)]);
    }

    fn set_self_closing(&mut self) {
        self.tag.closed = true;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    fn push_attribute_name(&mut self, text: &[u8]) {
        let room = (2 * Name::BYTES).saturating_sub(self.attribute.len());
        self.attribute.extend_from_slice(&text[..text.len().min(room)]);
        self.done = self.at;
    }

    fn init_attribute_value(&mut self) {
        self.begin_value();
    }

    fn push_attribute_value(&mut self, text: &[u8]) {
        self.take(text);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        (self.target, self.inside, self.done) = (Target::Text, None, self.at);
        let name = Name::new(&self.name);
        let roots_foreign = matches!(name.bytes(), b"svg" | b"math");
        if self.is_end {
            self.foreign = self.foreign.saturating_sub(u32::from(roots_foreign));
            self.sink.end(name);
            return None;
        }
        self.last_start = name;
        self.tag.name = name;
        self.tag.foreign = self.foreign > 0;
        self.tag.closed &= self.xhtml || self.tag.foreign || roots_foreign;
        self.tag.spot = self.log.borrow().spot(self.opened_at, self.at);
        self.sink.start(&self.tag);
        if self.tag.closed {
            self.sink.end(name);
        } else {
            self.foreign = self.foreign.saturating_add(u32::from(roots_foreign));
        }
        self.next_state()
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && Name::new(&self.name) == self.last_start
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.foreign > 0
    }

    fn init_comment(&mut self) {
        self.target = Target::Text;
        self.flush();
        self.is_comment = self.log.borrow().holds(self.opened_at, b"<!--");
        self.inside = Some("comment");
    }

    fn push_comment(&mut self, _: &[u8]) {
        self.done = self.at;
    }

    fn emit_current_comment(&mut self) {
        (self.inside, self.done, self.comment_end) = (None, self.at, Some(self.at));
    }

    fn emit_eof(&mut self) {
        let log = Rc::clone(&self.log);
        let ends_with = |text: &[u8]| log.borrow().holds(self.at.saturating_sub(text.len() as u64), text);
        let closed = match self.is_comment {
            true => ends_with(b"-->") || ends_with(b"--!>"),
            false => ends_with(b">"),
        };
        let unclosed = self.comment_end == Some(self.at) && !closed;
        let inside = self.inside.or(unclosed.then_some("comment"));
        if inside.is_none() {
            self.target = Target::Text;
            self.flush();
        }
        if let Some(what) = inside {
            let spot = self.log.borrow().spot(self.opened_at, self.at);
            self.sink.unfinished(what, spot);
        }
    }

    fn emit_current_doctype(&mut self) {
        self.done = self.at;
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = Name::new(name.unwrap_or_default());
    }

    fn emit_error(&mut self, _: Error) {}
    fn init_doctype(&mut self) {
        self.target = Target::Text;
        self.flush();
    }
    fn set_force_quirks(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
