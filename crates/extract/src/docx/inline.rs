//! What stands inside paragraphs of a DOCX part and is no plain text: changes, links, notes, fields, descriptions.

use model::MarkKind;

use super::body::{Body, Frame};
use super::forms::address;
use crate::package::{Key, Story, Tag};

/// How many fields may stand inside one another with their codes kept.
const MOST_FIELDS: usize = 64;

/// The most bytes of a field code that are kept.
const MOST_CODE_BYTES: usize = 16 * 1024;

/// The open fields: their codes, and the marks over their results.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Fields open beyond the most that are kept.
    deeper: u64,
}

#[derive(Default)]
struct Field {
    code: String,
    link: Option<Key>,
}

impl Fields {
    /// Takes a piece of the innermost field's code.
    pub(super) fn code(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut()
            && field.code.len() + words.len() <= MOST_CODE_BYTES
        {
            field.code.push_str(words);
        }
    }

    /// Takes the begin, middle or end of a field; its code is over in the middle.
    pub(super) fn step(&mut self, kind: &str, story: &mut Story) {
        match kind {
            "begin" if self.open.len() < MOST_FIELDS => self.open.push(Field::default()),
            "begin" => self.deeper += 1,
            "separate" if self.deeper == 0 => {
                if let Some(field) = self.open.last_mut()
                    && let Some(target) = address(&field.code)
                    && field.link.is_none()
                {
                    field.link = Some(story.open(MarkKind::Link { target }));
                }
            }
            "end" if self.deeper > 0 => self.deeper -= 1,
            "end" => {
                if let Some(key) = self.open.pop().and_then(|field| field.link) {
                    story.close(key);
                }
            }
            _ => {}
        }
    }
}

impl Body<'_> {
    /// An insertion or deletion: of a row or cell when it stands in its properties, else of what is inside it.
    pub(super) fn change(&mut self, tag: &Tag<'_>, inserted: bool) -> Frame {
        let (author, at) = signed(tag);
        let kind = match inserted {
            true => MarkKind::Inserted { author, at },
            false => MarkKind::Deleted { author, at },
        };
        if let [.., Frame::Row(_), Frame::RowProperties] | [.., Frame::Cell(_), Frame::CellProperties] =
            self.frames.as_slice()
        {
            let key = self.story().open(kind);
            let around = self.frames.len() - 2;
            if let Frame::Row(open) | Frame::Cell(open) = &mut self.frames[around] {
                open.push(key);
            }
            return Frame::Plain;
        }
        match self.frames.last() {
            Some(Frame::RunProperties) => Frame::Plain,
            _ => self.marked(kind),
        }
    }

    pub(super) fn target(&self, tag: &Tag<'_>) -> Option<String> {
        let anchor = tag.attr("anchor").map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let address = tag.attr("id").and_then(|id| self.sources.relations.get(&id));
        let target = address.map_or(anchor.clone(), |relation| relation.target.clone() + &anchor);
        Some(target).filter(|target| !target.is_empty())
    }

    /// A footnote's or endnote's text; the lines that separate notes from text are none.
    pub(super) fn note(&mut self, tag: &Tag<'_>) -> Option<Frame> {
        if tag.attr("type").is_some_and(|kind| kind != "normal") {
            return None;
        }
        let id = tag.attr("id").unwrap_or_default();
        self.note = self.sources.labels.of(&id, tag.local() == "endnote");
        let label = self.note.clone();
        Some(self.marked(MarkKind::Note { label }))
    }

    /// The place that refers to a note.
    pub(super) fn refer(&mut self, tag: &Tag<'_>, is_endnote: bool) {
        let label = self.sources.labels.of(&tag.attr("id").unwrap_or_default(), is_endnote);
        // With a sign of its own (17.11.14), that sign is the text that follows.
        if !tag.attr("customMarkFollows").is_some_and(|value| matches!(&*value, "1" | "true" | "on")) {
            let sign = format!("[{label}]");
            let key = self.story().open(MarkKind::Note { label });
            self.sign(&sign, tag);
            self.story().close(key);
        }
    }

    /// An attribute's text as a line of its own after the paragraph: the description of a picture, drawn letters.
    pub(super) fn line_aside(&mut self, tag: &Tag<'_>, attribute: &str, kind: Option<MarkKind>) {
        let text = tag.attr(attribute).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let mut line = self.story().child();
        kind.into_iter().for_each(|kind| {
            line.open(kind);
        });
        line.put(&text.replace(char::is_control, " "), tag.at.clone(), false);
        self.wait(line);
    }
}

/// Who made a change or comment, and when, if the file says.
pub(super) fn signed(tag: &Tag<'_>) -> (Option<String>, Option<String>) {
    let read = |name| tag.attr(name).filter(|value| !value.is_empty()).map(std::borrow::Cow::into_owned);
    (read("author"), read("date"))
}
