//! The text of one DOCX part (`document.xml`, notes, comments, a header) from its tokens.
//!
//! Keeps a stack of what is open and does not recurse. Old properties inside `...Change` elements are not read: they
//! say how text looked before, not what it said.

use model::{Defect, DefectKind, MarkKind, Missing, Part, PartKind, Place};

use super::forms::{Form, Labels, address, symbol};
use super::inline::{Fields, signed};
use super::styles::{Styles, is_on, outline};
use crate::host::Host;
use crate::package::{Key, Merge, Numbers, Relations, Story, Tag, Text, Then, Token};

/// How many tables may stand inside one another; the text of deeper ones is read as paragraphs.
const MOST_TABLES: usize = 64;

/// The most text of boxes that waits for the end of its paragraph, in bytes; more goes before the paragraph.
const MOST_WAITING_BYTES: usize = 1024 * 1024;

/// What a part's text is read with.
pub(super) struct Sources<'s> {
    pub(super) styles: &'s Styles,
    pub(super) relations: &'s Relations,
    pub(super) labels: &'s mut Labels,
}

/// The reading of one part.
pub(super) struct Body<'s> {
    pub(super) sources: Sources<'s>,
    path: String,
    /// The part's own story, then those of the text boxes that are open inside one another.
    stories: Vec<Layer>,
    pub(super) frames: Vec<Frame>,
    /// Which open elements make a table, innermost last.
    grids: Vec<Grid>,
    /// For each open paragraph, whether its style hides it.
    paragraphs: Vec<bool>,
    fields: Fields,
    /// How often words were found; tells an empty branch from a full one.
    words: u64,
    /// The label of the open note.
    pub(super) note: String,
    flat_tables: u64,
    unmarked: u64,
}

/// A story and the text boxes that wait for its paragraph to end.
struct Layer {
    story: Story,
    waiting: Vec<Part>,
}

/// An open element.
pub(super) enum Frame {
    /// One without effect of its own.
    Plain,
    Paragraph {
        heading: Option<Key>,
    },
    ParagraphProperties {
        level: Option<u8>,
    },
    Run {
        hidden: bool,
    },
    RunProperties,
    Words,
    Code,
    Marked(Key),
    Table,
    Row(Vec<Key>),
    RowProperties,
    Cell(Vec<Key>),
    CellProperties,
    TextBox,
    /// `mc:AlternateContent`, and whether one of its branches gave words.
    Alternate {
        taken: bool,
    },
    Branch {
        words_before: u64,
    },
    Form(Form, std::ops::Range<u64>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grid {
    Table,
    Row,
    Cell,
    TextBox,
}

impl<'s> Body<'s> {
    /// A reading of the part at `path`, whose text is of this kind.
    pub(super) fn new(kind: PartKind, path: &str, numbers: Numbers, sources: Sources<'s>) -> Self {
        let story = Story::new(kind, path.into(), numbers);
        Self {
            sources,
            path: path.into(),
            stories: vec![Layer { story, waiting: Vec::new() }],
            frames: Vec::new(),
            grids: Vec::new(),
            paragraphs: Vec::new(),
            fields: Fields::default(),
            words: 0,
            note: String::new(),
            flat_tables: 0,
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
        self.story().drain(host);
        then
    }

    /// Ends what is open, as after damage, and hands on the rest.
    pub(super) fn finish(mut self, host: &mut dyn Host) {
        while self.stories.len() > 1 {
            self.end_box();
        }
        let Layer { mut story, waiting } = self.stories.remove(0);
        if !story.at_line_start() {
            story.end_line();
        }
        waiting.into_iter().for_each(|part| story.append(part));
        story.finish();
        story.drain(host);
        let unmarked = self.unmarked + story.unmarked();
        let place = Place::Member { path: self.path, start: 0, end: 0 };
        let mut note = |count: u64, detail: &str| {
            if count > 0 {
                let detail = format!("{count} {detail}");
                host.defect(Defect::at(place.clone(), DefectKind::Damaged, Missing::Nothing, detail));
            }
        };
        note(self.flat_tables, "tables too deep inside others, read as paragraphs");
        note(unmarked, "marks too many at once, their words are unmarked");
    }

    pub(super) fn story(&mut self) -> &mut Story {
        let last = self.stories.len() - 1;
        &mut self.stories[last].story
    }

    fn is_in(&self, grid: Grid) -> bool {
        self.grids.last() == Some(&grid)
    }

    /// What begins; `None` for an element that is left out with all inside it.
    fn start(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        Some(match tag.local() {
            "sectPr" | "sdtPr" | "sdtEndPr" | "tblGrid" => return None,
            name if name.ends_with("Change") => return None,
            "p" => {
                self.paragraphs.push(false);
                Frame::Paragraph { heading: None }
            }
            "r" => Frame::Run { hidden: self.paragraphs.last() == Some(&true) },
            "t" | "delText" => Frame::Words,
            "instrText" | "delInstrText" => Frame::Code,
            "tbl" if self.story().tables_open() < MOST_TABLES => {
                self.story().begin_table("");
                self.grid(Grid::Table, Frame::Table)
            }
            "tbl" => {
                self.flat_tables += 1;
                Frame::Plain
            }
            "tr" if self.is_in(Grid::Table) => {
                self.story().begin_row();
                self.grid(Grid::Row, Frame::Row(Vec::new()))
            }
            "tc" if self.is_in(Grid::Row) => {
                self.story().begin_cell();
                self.grid(Grid::Cell, Frame::Cell(Vec::new()))
            }
            "txbxContent" => {
                let story = self.story().child();
                self.stories.push(Layer { story, waiting: Vec::new() });
                self.grid(Grid::TextBox, Frame::TextBox)
            }
            "AlternateContent" => Frame::Alternate { taken: false },
            "Choice" | "Fallback" => match self.frames.last() {
                Some(Frame::Alternate { taken: true }) => return None,
                _ => Frame::Branch { words_before: self.words },
            },
            "ins" | "moveTo" | "cellIns" => self.change(tag, true),
            "del" | "moveFrom" | "cellDel" => self.change(tag, false),
            "hyperlink" => match self.target(tag) {
                Some(target) => self.marked(MarkKind::Link { target }),
                None => Frame::Plain,
            },
            "fldSimple" => match address(&tag.attr("instr").unwrap_or_default()) {
                Some(target) => self.marked(MarkKind::Link { target }),
                None => Frame::Plain,
            },
            "footnote" | "endnote" => return self.note(tag),
            "comment" => {
                let (author, at) = signed(tag);
                self.marked(MarkKind::Comment { author, at })
            }
            "checkBox" | "ddList" => Frame::Form(Form::new(tag.local() == "ddList"), tag.at.clone()),
            _ => return self.property(tag),
        })
    }

    /// What begins, when it is a property or something without an end of its own.
    fn property(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        let value = || tag.attr("val").unwrap_or_default();
        match (tag.local(), self.frames.last_mut()) {
            ("pPr", Some(Frame::Paragraph { .. })) => {
                return Some(Frame::ParagraphProperties { level: None });
            }
            ("rPr", Some(Frame::Run { .. })) => return Some(Frame::RunProperties),
            ("rPr", Some(Frame::ParagraphProperties { .. })) => return None,
            ("trPr", Some(Frame::Row(_))) => return Some(Frame::RowProperties),
            ("tcPr", Some(Frame::Cell(_))) => return Some(Frame::CellProperties),
            ("pStyle", Some(Frame::ParagraphProperties { level })) => {
                let style = self.sources.styles.get(&value());
                *level = style.level;
                if let Some(hidden) = self.paragraphs.last_mut() {
                    *hidden = style.hidden;
                }
            }
            ("outlineLvl", Some(Frame::ParagraphProperties { level })) => *level = outline(tag),
            ("vanish", Some(Frame::RunProperties)) => self.hide_run(is_on(tag)),
            ("rStyle", Some(Frame::RunProperties)) if self.sources.styles.get(&value()).hidden => {
                self.hide_run(true);
            }
            ("gridBefore", Some(Frame::RowProperties)) => {
                let count = tag.number("val").unwrap_or(0);
                self.story().skip_columns(count);
            }
            ("gridSpan", Some(Frame::CellProperties)) => {
                let columns = tag.number("val").unwrap_or(1);
                self.story().cover_columns(columns);
            }
            ("vMerge", Some(Frame::CellProperties)) => {
                let merge = if value() == "restart" { Merge::First } else { Merge::Covered };
                self.story().merge(merge);
            }
            ("tblCaption", _) => self.story().name_table(&value()),
            ("fldChar", _) => {
                let last = self.stories.len() - 1;
                let kind = tag.attr("fldCharType").unwrap_or_default();
                self.fields.step(&kind, &mut self.stories[last].story);
            }
            ("commentRangeStart", _) => {
                let id = tag.attr("id").unwrap_or_default();
                self.story().open_range(&id, MarkKind::Commented);
            }
            ("commentRangeEnd", _) => self.story().close_range(&tag.attr("id").unwrap_or_default()),
            ("footnoteReference", _) => self.refer(tag, false),
            ("endnoteReference", _) => self.refer(tag, true),
            ("footnoteRef" | "endnoteRef", _) => {
                let label = format!("[{}]", self.note);
                self.sign(&label, tag);
            }
            ("docPr", _) => self.line_aside(tag, "descr", Some(MarkKind::Caption)),
            ("textpath", _) => self.line_aside(tag, "string", None),
            ("tab" | "ptab", Some(Frame::Run { .. })) => self.sign("\t", tag),
            ("br" | "cr", Some(Frame::Run { .. } | Frame::Paragraph { .. })) => self.sign("\n", tag),
            ("noBreakHyphen", Some(Frame::Run { .. })) => self.sign("\u{2011}", tag),
            ("softHyphen", Some(Frame::Run { .. })) => self.sign("\u{AD}", tag),
            ("sym", Some(Frame::Run { .. })) => {
                if let Some(letter) = symbol(tag) {
                    self.sign(letter.encode_utf8(&mut [0; 4]), tag);
                }
            }
            (_, Some(Frame::Form(form, _))) => form.take(tag),
            _ => {}
        }
        Some(Frame::Plain)
    }

    fn end(&mut self, frame: Frame) {
        match frame {
            Frame::Paragraph { heading } => {
                self.paragraphs.pop();
                self.end_paragraph(heading);
            }
            Frame::ParagraphProperties { level: Some(level) } => {
                let key = self.story().open(MarkKind::Heading(level));
                if let Some(Frame::Paragraph { heading }) = self.frames.last_mut() {
                    *heading = Some(key);
                }
            }
            Frame::Marked(key) => self.story().close(key),
            Frame::Table => {
                self.grids.pop();
                self.story().end_table();
            }
            Frame::Row(keys) => {
                self.grids.pop();
                keys.into_iter().for_each(|key| self.story().close(key));
                self.story().end_row(1);
            }
            Frame::Cell(keys) => {
                self.grids.pop();
                keys.into_iter().for_each(|key| self.story().close(key));
                self.story().end_cell(1);
            }
            Frame::TextBox => {
                self.grids.pop();
                self.end_box();
            }
            Frame::Branch { words_before } => {
                let gave_words = self.words > words_before;
                if let Some(Frame::Alternate { taken }) = self.frames.last_mut() {
                    *taken |= gave_words;
                }
            }
            Frame::Form(form, at) => self.story().put(form.shown(), at, false),
            _ => {}
        }
    }

    fn text(&mut self, text: &Text<'_>) {
        match self.frames.as_slice() {
            [.., parent, Frame::Words] => {
                let hidden = matches!(parent, Frame::Run { hidden: true });
                self.words += 1;
                let key = hidden.then(|| self.story().open(MarkKind::Hidden));
                self.story().put_text(text);
                key.into_iter().for_each(|key| self.story().close(key));
            }
            [.., Frame::Code] => self.fields.code(&text.words),
            _ => {}
        }
    }

    /// A sign that an element stands for.
    pub(super) fn sign(&mut self, sign: &str, tag: &Tag<'_>) {
        let hidden = matches!(self.frames.last(), Some(Frame::Run { hidden: true }));
        let key = hidden.then(|| self.story().open(MarkKind::Hidden));
        self.story().put(sign, tag.at.clone(), false);
        key.into_iter().for_each(|key| self.story().close(key));
    }

    fn grid(&mut self, grid: Grid, frame: Frame) -> Frame {
        self.grids.push(grid);
        frame
    }

    pub(super) fn marked(&mut self, kind: MarkKind) -> Frame {
        Frame::Marked(self.story().open(kind))
    }

    /// The run whose properties are being read hides its text, or not.
    fn hide_run(&mut self, hide: bool) {
        if let [.., Frame::Run { hidden }, Frame::RunProperties] = self.frames.as_mut_slice() {
            *hidden = hide;
        }
    }

    fn end_paragraph(&mut self, heading: Option<Key>) {
        let last = self.stories.len() - 1;
        let Layer { story, waiting } = &mut self.stories[last];
        heading.into_iter().for_each(|key| story.close(key));
        story.end_line();
        waiting.drain(..).for_each(|part| story.append(part));
    }

    fn end_box(&mut self) {
        if self.stories.len() > 1
            && let Some(mut layer) = self.stories.pop()
        {
            layer.waiting.drain(..).for_each(|part| layer.story.append(part));
            self.wait(layer.story);
        }
    }

    /// Keeps a story's text for the end of the paragraph around it.
    pub(super) fn wait(&mut self, story: Story) {
        self.unmarked += story.unmarked();
        let (full, last) = story.into_last();
        let layer = self.stories.len() - 1;
        let Layer { story, waiting } = &mut self.stories[layer];
        story.let_pass(full);
        waiting.extend(last);
        if waiting.iter().map(|part| part.text.len()).sum::<usize>() > MOST_WAITING_BYTES {
            story.let_pass(std::mem::take(waiting));
        }
    }
}
