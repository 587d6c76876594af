//! The text of an OpenDocument member (`content.xml`, the headers in `styles.xml`) from its tokens.
//!
//! Keeps a stack of what is open and does not recurse. White space collapses as the standard says (ODF 1.3 part 3,
//! 6.1.2); what stands outside paragraphs is no text.

mod asides;

use model::{Defect, DefectKind, MarkKind, Missing, Part, PartKind, Place};

use super::styles::Styles;
use crate::host::Host;
use crate::package::{Key, Numbers, Piece, Story, Tag, Text, Then, Token};
use asides::{Asides, Signed};

/// How many tables may stand inside one another; the text of deeper ones is read as paragraphs.
const MOST_TABLES: usize = 64;

/// How many spaces one element may stand for.
const MOST_SPACES: u64 = 1000;

/// The most text of boxes that waits for the end of its paragraph, in bytes; more goes before the paragraph.
const MOST_WAITING_BYTES: usize = 1024 * 1024;

/// The reading of one member.
pub(super) struct Content {
    /// The styles so far.
    pub(super) styles: Styles,
    path: String,
    numbers: Numbers,
    /// The member's own story, then those of boxes, notes and comments that are open inside one another.
    layers: Vec<Layer>,
    frames: Vec<Frame>,
    asides: Asides,
    flat_tables: u64,
    repeats_left_out: u64,
    spaces_left_out: u64,
    /// How many marks were too many.
    unmarked: u64,
}

/// A story, and where in it the reading stands.
struct Layer {
    story: Story,
    /// Boxes that wait for the paragraph to end.
    waiting: Vec<Part>,
    paragraphs: usize,
    /// Whether white space that comes now is dropped.
    blank: bool,
    /// Which open elements make a table.
    grids: Vec<Grid>,
    is_box: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grid {
    Table,
    Row,
    Cell,
}

/// An open element.
enum Frame {
    /// One without effect of its own.
    Plain,
    Paragraph(Vec<Key>),
    Marked(Key),
    Table,
    Row {
        times: u64,
        hidden: Option<Key>,
    },
    Cell {
        times: u64,
    },
    /// A cell under a merged one: shown by none.
    Covered {
        times: u64,
    },
    Box,
    /// Who or when, of a comment or change.
    Author,
    Time,
    Note,
    Citation,
    NoteBody,
    Annotation,
    Region,
    ChangeInfo,
    Deletion,
}

impl Content {
    /// A reading of the member at `path`, whose text is of this kind.
    pub(super) fn new(kind: PartKind, path: &str, numbers: Numbers, styles: Styles) -> Self {
        let story = Story::new(kind, path.into(), numbers.clone());
        Self {
            styles,
            path: path.into(),
            numbers,
            layers: vec![Layer::new(story, false)],
            frames: Vec::new(),
            asides: Asides::default(),
            flat_tables: 0,
            repeats_left_out: 0,
            spaces_left_out: 0,
            unmarked: 0,
        }
    }

    /// Takes the next token; full parts go to `host`.
    pub(super) fn take(&mut self, token: Token<'_>, host: &mut dyn Host) -> Then {
        let then = match token {
            Token::Start(tag) => match self.start(&tag) {
                Some(frame) => {
                    self.frames.push(frame);
                    Then::On
                }
                None => Then::Skip,
            },
            Token::End => {
                if let Some(frame) = self.frames.pop() {
                    self.end(frame);
                }
                Then::On
            }
            Token::Text(text) => {
                self.text(&text);
                Then::On
            }
        };
        self.layer().story.drain(host);
        then
    }

    /// Ends what is open, as after damage, hands on the rest and gives back the styles.
    pub(super) fn finish(mut self, host: &mut dyn Host) -> Styles {
        while let Some(frame) = self.frames.pop() {
            self.end(frame);
        }
        let cut_short = self.asides.cut_short;
        let (deleted, asides) = self.asides.finish();
        let mut stories = vec![self.layers.remove(0).story];
        deleted.into_iter().for_each(|part| stories[0].append(part));
        stories.extend(asides);
        for story in &mut stories {
            story.finish();
            story.drain(host);
            self.unmarked += story.unmarked();
        }
        let place = Place::Member { path: self.path, start: 0, end: 0 };
        let mut note = |count: u64, kind, missing, detail: &str| {
            if count > 0 {
                host.defect(Defect::at(place.clone(), kind, missing, format!("{count} {detail}")));
            }
        };
        let flat = "tables too deep inside others, read as paragraphs";
        note(self.flat_tables, DefectKind::Damaged, Missing::Nothing, flat);
        let marks = "marks too many at once, their words are unmarked";
        note(self.unmarked, DefectKind::Damaged, Missing::Nothing, marks);
        let names = "labels, names or times of more than 1024 bytes, cut there";
        note(cut_short, DefectKind::TooLarge, Missing::Unknown, names);
        let styles = "styles too many, what they hide is not marked";
        note(self.styles.take_left_out(), DefectKind::TooLarge, Missing::Nothing, styles);
        let rows = self.repeats_left_out;
        note(rows, DefectKind::TooLarge, Missing::Rows(rows), "repeated rows or cells were not written out");
        let spaces = self.spaces_left_out;
        note(spaces, DefectKind::TooLarge, Missing::Nothing, "repeated spaces were not written out");
        self.styles
    }

    /// From here on comments stand at `place`.
    pub(super) fn comments_at(&mut self, place: Option<Place>) {
        self.asides.place = place;
    }

    fn leave_out(&mut self, repeats: u64) {
        self.repeats_left_out = self.repeats_left_out.saturating_add(repeats);
    }

    fn layer(&mut self) -> &mut Layer {
        let last = self.layers.len() - 1;
        &mut self.layers[last]
    }

    fn story(&mut self) -> &mut Story {
        &mut self.layer().story
    }

    /// What begins; `None` for an element that is left out with all inside it.
    fn start(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        self.styles.take(tag);
        Some(match tag.name() {
            "office:scripts"
            | "office:font-face-decls"
            | "office:forms"
            | "office:event-listeners"
            | "office:binary-data"
            | "text:sequence-decls"
            | "text:variable-decls"
            | "text:user-field-decls"
            | "text:script"
            | "table:content-validations"
            | "table:named-expressions"
            | "meta:date-string"
            | "meta:creator-initials"
            | "loext:sender-initials"
            | "math:annotation"
            | "annotation" => return None,
            name if name.starts_with("text:") && name.ends_with("-source") => return None,
            "text:p" | "text:h" | "math:math" | "math" => self.paragraph(tag),
            "svg:desc" | "svg:title" => {
                let frame = self.paragraph(tag);
                let key = self.story().open(MarkKind::Caption);
                match frame {
                    Frame::Paragraph(mut keys) => {
                        keys.push(key);
                        Frame::Paragraph(keys)
                    }
                    frame => frame,
                }
            }
            "text:span" if self.styles.hides("text", tag, "text:style-name") => self.marked(MarkKind::Hidden),
            "text:section" if tag.attr("text:display").is_some_and(|value| value == "none") => {
                self.marked(MarkKind::Hidden)
            }
            "text:a" => match tag.attr("xlink:href") {
                Some(target) => self.marked(MarkKind::Link { target: target.into_owned() }),
                None => Frame::Plain,
            },
            "text:hidden-text" if tag.attr("text:is-hidden").is_some_and(|value| value == "true") => {
                let key = self.story().open(MarkKind::Hidden);
                self.sign(&tag.attr("text:string-value").unwrap_or_default(), tag);
                self.story().close(key);
                return None;
            }
            "table:table" if self.story().tables_open() < MOST_TABLES => {
                self.story().begin_table(&tag.attr("table:name").unwrap_or_default());
                self.grid(Grid::Table, Frame::Table)
            }
            "table:table" => {
                self.flat_tables += 1;
                Frame::Plain
            }
            "table:table-row" if self.is_in(Grid::Table) => {
                self.story().begin_row();
                let hidden = tag.attr("table:visibility").is_some_and(|value| value != "visible");
                let hidden = hidden.then(|| self.story().open(MarkKind::Hidden));
                self.grid(Grid::Row, Frame::Row { times: times(tag, "table:number-rows-repeated"), hidden })
            }
            "table:table-cell" if self.is_in(Grid::Row) => {
                self.story().begin_cell();
                let spans = |name| tag.number(name).unwrap_or(1);
                let (rows, columns) =
                    (spans("table:number-rows-spanned"), spans("table:number-columns-spanned"));
                self.story().span(rows, columns);
                self.grid(Grid::Cell, Frame::Cell { times: times(tag, "table:number-columns-repeated") })
            }
            "table:covered-table-cell" if self.is_in(Grid::Row) => {
                self.push(self.layers[self.layers.len() - 1].story.child(), true);
                self.story().open(MarkKind::Hidden);
                Frame::Covered { times: times(tag, "table:number-columns-repeated") }
            }
            name if name.starts_with("draw:") => {
                let layer = self.layer();
                if layer.is_box && layer.paragraphs == 0 {
                    return Some(Frame::Plain);
                }
                let story = layer.story.child();
                self.push(story, true);
                Frame::Box
            }
            "text:s" => {
                let count = tag.number("text:c").unwrap_or(1);
                self.spaces_left_out = self.spaces_left_out.saturating_add(count.saturating_sub(MOST_SPACES));
                self.sign(&" ".repeat(count.min(MOST_SPACES) as usize), tag);
                Frame::Plain
            }
            "text:tab" => {
                self.sign("\t", tag);
                Frame::Plain
            }
            "text:line-break" => {
                self.sign("\n", tag);
                Frame::Plain
            }
            _ => self.start_aside(tag),
        })
    }

    fn end(&mut self, frame: Frame) {
        match frame {
            Frame::Paragraph(keys) => self.end_paragraph(keys),
            Frame::Marked(key) => self.story().close(key),
            Frame::Table => {
                self.layer().grids.pop();
                self.story().end_table();
            }
            Frame::Row { times, hidden } => {
                self.layer().grids.pop();
                hidden.into_iter().for_each(|key| self.story().close(key));
                let left_out = self.story().end_row(times);
                self.leave_out(left_out);
            }
            Frame::Cell { times } => {
                self.layer().grids.pop();
                let left_out = self.story().end_cell(times);
                self.leave_out(left_out);
            }
            Frame::Covered { times } => {
                let (full, last) = self.pop();
                let story = self.story();
                story.let_pass(full);
                match last {
                    Some(part) => {
                        story.begin_cell();
                        story.append_inline(part);
                        let left_out = story.end_cell(times);
                        self.leave_out(left_out);
                    }
                    None => story.skip_columns(times),
                }
            }
            Frame::Box => {
                let (full, last) = self.pop();
                let layer = self.layer();
                layer.story.let_pass(full);
                layer.waiting.extend(last);
                if layer.waiting.iter().map(|part| part.text.len()).sum::<usize>() > MOST_WAITING_BYTES {
                    layer.story.let_pass(std::mem::take(&mut layer.waiting));
                }
                if layer.paragraphs == 0 {
                    layer.waiting.drain(..).for_each(|part| layer.story.append(part));
                }
            }
            frame => self.end_aside(frame),
        }
    }

    fn text(&mut self, text: &Text<'_>) {
        match self.frames.last() {
            Some(Frame::Author) => self.asides.author(text),
            Some(Frame::Time) => self.asides.time(text),
            Some(Frame::Citation) => self.asides.cite(text),
            Some(Frame::Annotation | Frame::ChangeInfo | Frame::Note) | None => {}
            Some(_) => {
                let layer = self.layer();
                if layer.paragraphs > 0 {
                    layer.put(text);
                }
            }
        }
    }

    fn paragraph(&mut self, tag: &Tag<'_>) -> Frame {
        let mut keys = Vec::new();
        if let Some(Signed { author, at }) = self.asides.comment.take() {
            // The mark ends with the comment, which may have more paragraphs.
            self.story().open(MarkKind::Comment { author, at });
        }
        if tag.name() == "text:h" {
            let level = tag.number("text:outline-level").unwrap_or(1).clamp(1, 6) as u8;
            keys.push(self.story().open(MarkKind::Heading(level)));
        }
        if self.styles.hides("paragraph", tag, "text:style-name") {
            keys.push(self.story().open(MarkKind::Hidden));
        }
        let layer = self.layer();
        layer.paragraphs += 1;
        layer.blank = true;
        Frame::Paragraph(keys)
    }

    fn end_paragraph(&mut self, keys: Vec<Key>) {
        let layer = self.layer();
        keys.into_iter().rev().for_each(|key| layer.story.close(key));
        layer.paragraphs = layer.paragraphs.saturating_sub(1);
        layer.story.end_line();
        layer.waiting.drain(..).for_each(|part| layer.story.append(part));
    }

    /// Text that an element stands for.
    fn sign(&mut self, sign: &str, tag: &Tag<'_>) {
        let layer = self.layer();
        if layer.paragraphs > 0 {
            layer.story.put(sign, tag.at.clone(), false);
            layer.blank = false;
        }
    }

    fn marked(&mut self, kind: MarkKind) -> Frame {
        Frame::Marked(self.story().open(kind))
    }

    fn is_in(&mut self, grid: Grid) -> bool {
        self.layer().grids.last() == Some(&grid)
    }

    fn grid(&mut self, grid: Grid, frame: Frame) -> Frame {
        self.layer().grids.push(grid);
        frame
    }

    fn push(&mut self, story: Story, is_box: bool) {
        self.layers.push(Layer::new(story, is_box));
    }

    /// Ends the innermost story; gives its full parts and the last.
    fn pop(&mut self) -> (Vec<Part>, Option<Part>) {
        match self.pop_story() {
            Some(story) => {
                self.unmarked += story.unmarked();
                story.into_last()
            }
            None => (Vec::new(), None),
        }
    }

    fn pop_story(&mut self) -> Option<Story> {
        // The member's own story stays to the end.
        let mut layer = if self.layers.len() > 1 { self.layers.pop()? } else { return None };
        layer.waiting.drain(..).for_each(|part| layer.story.append(part));
        Some(layer.story)
    }
}

impl Layer {
    fn new(story: Story, is_box: bool) -> Self {
        Self { story, waiting: Vec::new(), paragraphs: 0, blank: true, grids: Vec::new(), is_box }
    }

    /// Adds text with its white space collapsed.
    fn put(&mut self, text: &Text<'_>) {
        for piece in text.pieces() {
            match piece {
                Piece::Words(words, at, false) => {
                    self.story.put(words, at, false);
                    self.blank = false;
                }
                Piece::Words(words, at, true) => self.put_words(words, at.start),
                Piece::Control('\t' | '\n' | '\r', at) => {
                    if !std::mem::replace(&mut self.blank, true) {
                        self.story.put(" ", at, false);
                    }
                }
                Piece::Control(_, at) => {
                    self.story.put("\u{FFFD}", at, false);
                    self.blank = false;
                }
            }
        }
    }

    /// Adds words that stand at `from` on; of several spaces only the first stays.
    fn put_words(&mut self, words: &str, from: u64) {
        let mut rest = words;
        while !rest.is_empty() {
            if self.blank {
                rest = rest.trim_start_matches(' ');
            }
            let end = rest.find("  ").map_or(rest.len(), |at| at + 1);
            let start = from + (words.len() - rest.len()) as u64;
            self.story.put(&rest[..end], start..start + end as u64, true);
            self.blank = if end > 0 { rest[..end].ends_with(' ') } else { self.blank };
            rest = &rest[end..];
        }
    }
}

fn times(tag: &Tag<'_>, name: &str) -> u64 {
    tag.number(name).unwrap_or(1).max(1)
}
