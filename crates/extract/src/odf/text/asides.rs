//! What stands beside the text of an OpenDocument member: notes, comments, recorded changes. Each finds its place
//! again: a note by its label, a comment by what it covers, deleted words where they stood.

use std::collections::BTreeMap;

use model::{MarkKind, Part, PartKind, Place};

use super::{Content, Frame};
use crate::package::{Story, Tag, Text};

/// The most deleted text that waits for its place, in bytes; more comes as parts of its own.
const MOST_DELETED_BYTES: usize = 4 * 1024 * 1024;

/// The most changes that are kept by id.
const MOST_CHANGES: usize = 200_000;

/// The most bytes of a name, a time or a label.
const MOST_NAME_BYTES: usize = 1024;

/// Who and when, if the file says.
#[derive(Debug, Clone, Default)]
pub(super) struct Signed {
    pub(super) author: Option<String>,
    pub(super) at: Option<String>,
}

/// The stories and the state of what stands beside.
#[derive(Default)]
pub(super) struct Asides {
    /// Where comments stand, when that is a cell.
    pub(super) place: Option<Place>,
    /// The signature of a comment whose first paragraph has not come yet.
    pub(super) comment: Option<Signed>,
    notes: Option<Story>,
    comments: Option<Story>,
    label: String,
    label_at: Option<std::ops::Range<u64>>,
    change: Signed,
    change_id: String,
    insertions: BTreeMap<String, Signed>,
    deletions: BTreeMap<String, Part>,
    deleted_bytes: usize,
    /// How many names, times and labels were too long.
    pub(super) cut_short: u64,
    /// Whether names and times that come now belong to a change rather than a comment.
    in_change: bool,
}

impl Asides {
    /// Takes the words of an author's name.
    pub(super) fn author(&mut self, text: &Text<'_>) {
        let is_cut = append(&mut self.signed().author, text);
        self.cut_short += u64::from(is_cut);
    }

    /// Takes the words of a time.
    pub(super) fn time(&mut self, text: &Text<'_>) {
        let is_cut = append(&mut self.signed().at, text);
        self.cut_short += u64::from(is_cut);
    }

    /// Takes the words of a note's label.
    pub(super) fn cite(&mut self, text: &Text<'_>) {
        if self.label.len() + text.words.len() <= MOST_NAME_BYTES {
            self.label.push_str(&text.words);
            self.label_at.get_or_insert(text.at.clone()).end = text.at.end;
        } else {
            self.cut_short += 1;
        }
    }

    /// Deleted text whose place never came, and the stories of notes and comments.
    pub(super) fn finish(self) -> (Vec<Part>, impl Iterator<Item = Story>) {
        (self.deletions.into_values().collect(), self.notes.into_iter().chain(self.comments))
    }

    fn signed(&mut self) -> &mut Signed {
        match &mut self.comment {
            Some(comment) if !self.in_change => comment,
            _ => &mut self.change,
        }
    }
}

impl Content {
    /// What begins beside the text.
    pub(super) fn start_aside(&mut self, tag: &Tag<'_>) -> Frame {
        let within = self.frames.last();
        match (tag.name(), within) {
            ("dc:creator", Some(Frame::Annotation | Frame::ChangeInfo)) => return Frame::Author,
            ("dc:date", Some(Frame::Annotation | Frame::ChangeInfo)) => return Frame::Time,
            ("text:note", _) => return Frame::Note,
            ("text:note-citation", Some(Frame::Note)) => {
                self.asides.label.clear();
                self.asides.label_at = None;
                return Frame::Citation;
            }
            ("text:note-body", Some(Frame::Note)) => {
                let story = self.asides.notes.take();
                let story = story.unwrap_or_else(|| self.side_story(PartKind::Notes));
                self.push(story, false);
                let label = self.asides.label.clone();
                let sign = format!("[{label}] ");
                self.story().open(MarkKind::Note { label });
                self.story().aside(&sign);
                return Frame::NoteBody;
            }
            ("office:annotation", _) => {
                if let Some(name) = tag.attr("office:name") {
                    self.story().open_range(&range(&name), MarkKind::Commented);
                }
                let story = self.asides.comments.take();
                let mut story = story.unwrap_or_else(|| self.side_story(PartKind::Comments));
                story.stand_at(self.asides.place.clone());
                self.push(story, false);
                self.asides.comment = Some(Signed::default());
                return Frame::Annotation;
            }
            ("office:annotation-end", _) => {
                if let Some(name) = tag.attr("office:name") {
                    self.story().close_range(&range(&name));
                }
            }
            ("text:changed-region", _) => {
                let id = tag.attr("text:id").or_else(|| tag.attr("xml:id"));
                self.asides.change_id = id.unwrap_or_default().into_owned();
                self.asides.change = Signed::default();
                return Frame::Region;
            }
            ("office:change-info", _) => {
                self.asides.in_change = true;
                return Frame::ChangeInfo;
            }
            ("text:deletion", Some(Frame::Region)) => {
                let story = self.layers[0].story.child();
                self.push(story, false);
                return Frame::Deletion;
            }
            ("text:insertion", Some(Frame::Region)) => return Frame::Region,
            ("text:change-start", _) => {
                let id = tag.attr("text:change-id").unwrap_or_default();
                if let Some(Signed { author, at }) = self.asides.insertions.get(&*id).cloned() {
                    self.story().open_range(&id, MarkKind::Inserted { author, at });
                }
            }
            ("text:change-end", _) => {
                self.story().close_range(&tag.attr("text:change-id").unwrap_or_default());
            }
            ("text:change", _) => self.put_deletion(&tag.attr("text:change-id").unwrap_or_default()),
            _ => {}
        }
        Frame::Plain
    }

    /// What ends beside the text.
    pub(super) fn end_aside(&mut self, frame: Frame) {
        match frame {
            Frame::Citation => {
                let label = self.asides.label.clone();
                let at = self.asides.label_at.clone().unwrap_or(0..0);
                let verbatim = at.end - at.start == label.len() as u64;
                let key = self.story().open(MarkKind::Note { label: label.clone() });
                self.story().aside("[");
                self.story().put(&label, at, verbatim);
                self.story().aside("]");
                self.story().close(key);
                self.layer().blank = false;
            }
            Frame::NoteBody => {
                let story = self.end_side_story();
                self.asides.notes = story;
            }
            Frame::Annotation => {
                let story = self.end_side_story();
                self.asides.comments = story;
                self.asides.comment = None;
            }
            Frame::ChangeInfo => {
                self.asides.in_change = false;
                let Signed { author, at } = self.asides.change.clone();
                match self.frames.last() {
                    Some(Frame::Deletion) => {
                        self.story().open(MarkKind::Deleted { author, at });
                    }
                    Some(Frame::Region) if self.asides.insertions.len() >= MOST_CHANGES => self.unmarked += 1,
                    Some(Frame::Region) => {
                        let id = self.asides.change_id.clone();
                        self.asides.insertions.insert(id, Signed { author, at });
                    }
                    _ => {}
                }
            }
            Frame::Deletion => self.keep_deletion(),
            _ => {}
        }
    }

    /// A story that gathers all notes or comments of the member.
    fn side_story(&self, kind: PartKind) -> Story {
        Story::new(kind, self.path.as_str().into(), self.numbers.clone())
    }

    /// Ends a note or comment; its story waits for the next.
    fn end_side_story(&mut self) -> Option<Story> {
        let mut story = self.pop_story()?;
        story.close_all();
        if !story.at_line_start() {
            story.end_line();
        }
        Some(story)
    }

    /// Keeps what was deleted until the text says where.
    fn keep_deletion(&mut self) {
        let (full, last) = self.pop();
        self.story().let_pass(full);
        let Some(part) = last else { return };
        let asides = &mut self.asides;
        if asides.deleted_bytes + part.text.len() > MOST_DELETED_BYTES
            || asides.deletions.len() >= MOST_CHANGES
        {
            return self.story().let_pass(vec![part]);
        }
        asides.deleted_bytes += part.text.len();
        if let Some(before) = asides.deletions.insert(asides.change_id.clone(), part) {
            self.story().let_pass(vec![before]);
        }
    }

    fn put_deletion(&mut self, id: &str) {
        let Some(part) = self.asides.deletions.remove(id) else { return };
        self.asides.deleted_bytes -= part.text.len();
        let layer = self.layer();
        if layer.paragraphs > 0 {
            layer.story.append_inline(part);
            layer.blank = false;
        } else {
            layer.story.append(part);
        }
    }
}

/// The name of a comment's range; ids of changes share the same space.
fn range(name: &str) -> String {
    format!("comment {name}")
}

/// Adds words to a name or time; says whether they were too long.
fn append(to: &mut Option<String>, text: &Text<'_>) -> bool {
    let to = to.get_or_insert_default();
    let fits = to.len() + text.words.len() <= MOST_NAME_BYTES;
    if fits {
        to.push_str(&text.words);
    }
    !fits
}
