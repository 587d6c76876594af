//! Running text of a word-processor document on its way into parts: lines, marks, tables, and the place of each
//! word in its member. Knows nothing of either file format.
//!
//! A paragraph is a line. A table's row is a line, its cells separated by one tab; a cell of several paragraphs keeps
//! their line feeds inside its span, and a table inside a cell gives lines inside it, so that nothing is glued
//! together or lost. Marks and cells that are open when a part is full end there and go on in the next.

mod tables;

use std::ops::Range;
use std::rc::Rc;

use model::{MarkKind, Part, PartKind, Place, Segment, Span, Step};

pub(crate) use tables::{Merge, Numbers};

use super::{Piece, Text};
use crate::host::Host;
use tables::Table;

/// The size at which a part ends even inside a paragraph or row, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How many marks may be open at once; the words of further ones are kept, unmarked.
const MOST_OPEN: usize = 256;

/// An open mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// One that an element opened and closes.
    Own(u64),
    /// One that begins and ends at points with the same name.
    Range(String),
}

/// One flow of text: the body, a text box, the notes, the comments.
pub(crate) struct Story {
    part: Part,
    path: Rc<str>,
    /// Where everything stands, when that is not where its bytes are.
    fixed: Option<Place>,
    done: Vec<Part>,
    open: Vec<Open>,
    /// How many open marks wait for their first word.
    fresh: usize,
    keys: u64,
    unmarked: u64,
    tables: Vec<Table>,
    numbers: Numbers,
}

struct Open {
    key: Key,
    kind: MarkKind,
    start: Option<u64>,
}

impl Story {
    /// An empty story whose words stand in the member at `path`.
    pub(crate) fn new(kind: PartKind, path: Rc<str>, numbers: Numbers) -> Self {
        Self {
            part: Part::new(kind),
            path,
            fixed: None,
            done: Vec::new(),
            open: Vec::new(),
            fresh: 0,
            keys: 0,
            unmarked: 0,
            tables: Vec::new(),
            numbers,
        }
    }

    /// A story of the same kind for text that stands aside, such as a text box: what is inserted or deleted around
    /// it is so inside.
    pub(crate) fn child(&self) -> Self {
        let mut child = Self::new(self.part.kind.clone(), self.path.clone(), self.numbers.clone());
        for open in &self.open {
            if let MarkKind::Inserted { .. } | MarkKind::Deleted { .. } | MarkKind::Hidden = open.kind {
                child.open(open.kind.clone());
            }
        }
        child
    }

    /// From here on the words stand in the member at `path`.
    pub(crate) fn read_from(&mut self, path: Rc<str>) {
        self.path = path;
    }

    /// From here on everything stands at `place`, or where its bytes are.
    pub(crate) fn stand_at(&mut self, place: Option<Place>) {
        self.fixed = place;
    }

    /// Whether nothing stands on the current line.
    pub(crate) fn at_line_start(&self) -> bool {
        match self.tables.last().and_then(Table::open_cell) {
            Some(cell) => cell.at_line_start(self.length()),
            None => self.part.text.is_empty() || self.part.text.ends_with('\n'),
        }
    }

    /// How many open marks were too many and were left out.
    pub(crate) fn unmarked(&self) -> u64 {
        self.unmarked
    }

    /// Adds words that stand at bytes `at` of the member; `verbatim` when those bytes are the words.
    pub(crate) fn put(&mut self, words: &str, at: Range<u64>, verbatim: bool) {
        let (mut rest, mut from) = (words, at.start);
        while !rest.is_empty() {
            let (piece, left) = rest.split_at(fitting(rest, MOST_BYTES, self.part.text.len()));
            if !piece.is_empty() {
                self.begin_words();
                let place = |start, end| Place::Member { path: self.path.as_ref().into(), start, end };
                let (place, step) = match &self.fixed {
                    Some(place) => (place.clone(), Step::Whole),
                    None if verbatim => (place(from, from + piece.len() as u64), Step::Byte),
                    None => (place(at.start, at.end), Step::Whole),
                };
                self.part.push(piece, place, step);
            }
            if !left.is_empty() {
                self.cut();
            }
            rest = left;
            from += piece.len() as u64;
        }
    }

    /// Adds a stretch of text; control characters, which no reader shows, become spaces.
    pub(crate) fn put_text(&mut self, text: &Text<'_>) {
        for piece in text.pieces() {
            match piece {
                Piece::Words(words, at, verbatim) => self.put(words, at, verbatim),
                Piece::Control(char::REPLACEMENT_CHARACTER, at) => self.put("\u{FFFD}", at, false),
                Piece::Control(_, at) => self.put(" ", at, false),
            }
        }
    }

    /// Adds text that stands nowhere, such as brackets around a note's label.
    pub(crate) fn aside(&mut self, text: &str) {
        self.begin_words();
        self.separate(text);
    }

    /// Opens a mark; it begins with the next word.
    pub(crate) fn open(&mut self, kind: MarkKind) -> Key {
        self.keys += 1;
        self.begin_mark(Key::Own(self.keys), kind)
    }

    /// Opens a mark that a point with the same name ends.
    pub(crate) fn open_range(&mut self, name: &str, kind: MarkKind) {
        self.begin_mark(Key::Range(name.into()), kind);
    }

    /// Ends the range of this name, if it is open.
    pub(crate) fn close_range(&mut self, name: &str) {
        self.close(Key::Range(name.into()));
    }

    /// Closes a mark.
    pub(crate) fn close(&mut self, key: Key) {
        let Some(at) = self.open.iter().rposition(|open| open.key == key) else { return };
        let open = self.open.remove(at);
        self.mark(open.start, open.kind);
        self.fresh = self.open.iter().filter(|open| open.start.is_none()).count();
    }

    /// Closes every mark that an element opened.
    pub(crate) fn close_all(&mut self) {
        while let Some(open) = self.open.iter().rfind(|open| matches!(open.key, Key::Own(_))) {
            self.close(open.key.clone());
        }
    }

    /// Ends a paragraph.
    pub(crate) fn end_line(&mut self) {
        let length = self.length();
        if !self.tables.last_mut().is_some_and(|table| table.end_line(length)) {
            self.separate("\n");
            if self.tables.is_empty() && self.part.text.len() >= Part::ENOUGH_BYTES {
                self.cut();
            }
        }
    }

    /// Adds another story's text as lines of its own.
    pub(crate) fn append(&mut self, other: Part) {
        let text = other.text.trim_end_matches('\n').len();
        if text == 0 {
            return;
        }
        if self.tables.last().and_then(Table::open_cell).is_none() && !self.at_line_start() {
            self.separate("\n");
        }
        self.splice(other, text);
        self.end_line();
    }

    /// Adds another story's text to the current line.
    pub(crate) fn append_inline(&mut self, other: Part) {
        let text = other.text.trim_end_matches('\n').len();
        self.splice(other, text);
    }

    /// Ends everything that is open and the last part with it. Ranges whose end never came mark nothing.
    pub(crate) fn finish(&mut self) {
        self.open.retain(|open| matches!(open.key, Key::Own(_)));
        while !self.tables.is_empty() {
            self.end_cell(1);
            self.end_row(1);
            self.end_table();
        }
        self.cut();
        self.open.clear();
        self.fresh = 0;
    }

    /// Ends everything and hands over the last part; the full ones before it are for [`Story::drain`].
    pub(crate) fn into_last(mut self) -> (Vec<Part>, Option<Part>) {
        self.finish();
        let last = self.done.pop();
        (self.done, last)
    }

    /// Puts finished parts before the story's own.
    pub(crate) fn let_pass(&mut self, parts: Vec<Part>) {
        self.done.extend(parts);
    }

    /// Hands the full parts on.
    pub(crate) fn drain(&mut self, host: &mut dyn Host) {
        self.done.drain(..).for_each(|part| host.part(part));
    }

    fn length(&self) -> u64 {
        self.part.text.len() as u64
    }

    /// Adds text between words; a part that is full of such ends too.
    fn separate(&mut self, text: &str) {
        if self.part.text.len() >= MOST_BYTES {
            self.cut();
        }
        self.part.push_unplaced(text);
    }

    fn begin_mark(&mut self, key: Key, kind: MarkKind) -> Key {
        if self.open.len() < MOST_OPEN {
            self.open.push(Open { key: key.clone(), kind, start: None });
            self.fresh += 1;
        } else {
            self.unmarked += 1;
        }
        key
    }

    /// Begins a line in the open cell if a paragraph ended in it.
    fn break_line(&mut self) {
        if self.tables.last_mut().is_some_and(Table::take_line_end) {
            self.separate("\n");
        }
    }

    fn begin_words(&mut self) {
        self.break_line();
        if self.fresh > 0 {
            let length = self.length();
            self.open.iter_mut().for_each(|open| open.start = open.start.or(Some(length)));
            self.fresh = 0;
        }
    }

    /// Marks what was written since `start`, but for the line end after it, going on from a mark of the same kind
    /// that ends there.
    fn mark(&mut self, start: Option<u64>, kind: MarkKind) {
        let Some(start) = start else { return };
        let end = (self.part.text.trim_end_matches('\n').len() as u64).max(start);
        match self.part.marks.last_mut() {
            Some(last) if last.kind == kind && last.span.end == start => last.span.end = end,
            _ => self.part.mark(Span { start, end }, kind),
        }
    }

    /// Adds the first `length` bytes of another part, with all that belongs to them.
    fn splice(&mut self, other: Part, length: usize) {
        if length == 0 {
            return;
        }
        if self.part.text.len() + length > MOST_BYTES {
            self.cut();
        }
        self.begin_words();
        let shift = self.length();
        self.part.push_unplaced(&other.text[..length]);
        let most = self.length();
        let moved =
            |span: Span| Span { start: (span.start + shift).min(most), end: (span.end + shift).min(most) };
        for segment in other.map.segments() {
            self.part.map.push(Segment { text: moved(segment.text), ..segment.clone() });
        }
        for mark in other.marks {
            self.part.mark(moved(mark.span), mark.kind);
        }
        for mut table in other.tables {
            table.cells.iter_mut().for_each(|cell| cell.span = moved(cell.span));
            table.cells.retain(|cell| !cell.span.is_empty());
            self.part.tables.push(table);
        }
    }

    /// Ends the part here, wherever that is.
    fn cut(&mut self) {
        let end = self.length();
        for at in 0..self.open.len() {
            let start = self.open[at].start.take();
            let kind = self.open[at].kind.clone();
            self.mark(start, kind);
        }
        self.fresh = self.open.len();
        self.tables.iter_mut().for_each(|table| table.cut(&mut self.part, end));
        if !self.part.text.is_empty() {
            if !self.part.text.ends_with('\n') {
                self.part.push_unplaced("\n");
            }
            let next = Part::new(self.part.kind.clone());
            self.done.push(std::mem::replace(&mut self.part, next));
        }
    }
}

/// How many bytes of `words` go into a part that holds `filled` of its `most` bytes: all, or as many whole words as
/// fit, or, into an empty part, as many characters.
pub(super) fn fitting(words: &str, most: usize, filled: usize) -> usize {
    let room = most.saturating_sub(filled);
    if words.len() <= room {
        return words.len();
    }
    let at = words.floor_char_boundary(room);
    let whole = words[..at].rfind(' ').map(|space| space + 1);
    whole.unwrap_or(if filled == 0 { at } else { 0 })
}
