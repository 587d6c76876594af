//! Parts: a Document is the concatenation of its parts' texts, streamed so that no reader holds a whole one.

use serde::{Deserialize, Serialize};

use crate::place::{OffsetMap, Place, Segment, Step};
use crate::span::Span;

/// What a part of a Document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    /// What the format says about the document (title, author, dates), one `name: value` a line, each value marked
    /// as a [`Field`].
    Metadata,
    /// Running text.
    Text,
    /// A page.
    Page {
        /// Page number, from 1.
        number: u32,
        /// Width, in the unit of [`crate::Rect`].
        width: i32,
        /// Height, in the unit of [`crate::Rect`].
        height: i32,
        /// Whether the text was recognised from a picture rather than read.
        recognised: bool,
    },
    /// Rows of a sheet or of a whole-file table.
    Sheet {
        /// The sheet's name; empty for CSV.
        name: String,
        /// Whether the file hides it from whoever opens it.
        hidden: bool,
    },
    /// A page header or footer of a word-processor document.
    Margin,
    /// Footnotes or endnotes.
    Notes,
    /// Reviewers' comments.
    Comments,
    /// A mail message's headers, one a line, values marked as [`Field`]s.
    MailHeaders,
    /// Subtitles, with times in the offset map.
    Cues,
    /// What a container holds, one path a line.
    Members,
}

/// A named value in a document, such as its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Title.
    Title,
    /// Author or byline.
    Byline,
    /// Publication date, as written.
    Published,
    /// Date of last change, as written.
    Modified,
    /// Canonical web address.
    Canonical,
    /// Site or publisher.
    Site,
    /// Summary.
    Description,
    /// Language tag, as written.
    Language,
    /// Program that made the file.
    Producer,
    /// Mail: From.
    From,
    /// Mail: To.
    To,
    /// Mail: Cc.
    Cc,
    /// Mail: Bcc.
    Bcc,
    /// Mail: Reply-To.
    ReplyTo,
    /// Mail: Date.
    Date,
    /// Mail: Subject.
    Subject,
    /// Mail: Message-ID.
    MessageId,
    /// Mail: In-Reply-To or References.
    InReplyTo,
    /// Anything else that the format names; the text before the value says what.
    Other,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 19] = [
        Self::Title,
        Self::Byline,
        Self::Published,
        Self::Modified,
        Self::Canonical,
        Self::Site,
        Self::Description,
        Self::Language,
        Self::Producer,
        Self::From,
        Self::To,
        Self::Cc,
        Self::Bcc,
        Self::ReplyTo,
        Self::Date,
        Self::Subject,
        Self::MessageId,
        Self::InReplyTo,
        Self::Other,
    ];

    /// Its stable name in `--json` and in metadata parts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Canonical => "canonical",
            Self::Site => "site",
            Self::Description => "description",
            Self::Language => "language",
            Self::Producer => "producer",
            Self::From => "from",
            Self::To => "to",
            Self::Cc => "cc",
            Self::Bcc => "bcc",
            Self::ReplyTo => "reply-to",
            Self::Date => "date",
            Self::Subject => "subject",
            Self::MessageId => "message-id",
            Self::InReplyTo => "in-reply-to",
            Self::Other => "other",
        }
    }
}

/// What a stretch of text is, beyond its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// The value of a field.
    Field(Field),
    /// A heading, level 1 to 6.
    Heading(u8),
    /// The article itself, as opposed to menus and neighbours (web pages).
    Article,
    /// A link's words.
    Link {
        /// Where it points, as written.
        target: String,
    },
    /// A footnote's or endnote's text, or the place that refers to it.
    Note {
        /// Its label.
        label: String,
    },
    /// A reviewer's comment.
    Comment {
        /// Who, if the file says.
        author: Option<String>,
        /// When, as written.
        at: Option<String>,
    },
    /// Words on which a comment hangs.
    Commented,
    /// Inserted with change tracking.
    Inserted {
        /// Who, if the file says.
        author: Option<String>,
        /// When, as written.
        at: Option<String>,
    },
    /// Deleted with change tracking; still in the file.
    Deleted {
        /// Who, if the file says.
        author: Option<String>,
        /// When, as written.
        at: Option<String>,
    },
    /// Text that the file hides from whoever opens it.
    Hidden,
    /// Recognised from a picture with this confidence, in per cent (tesseract's own, 0 to 100).
    Recognised(u8),
    /// A place filled with text by a named reader rule, such as the caption of a picture.
    Caption,
}

/// A stretch of a part's text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes of the part's text.
    pub span: Span,
    /// What they are.
    pub kind: MarkKind,
}

/// A cell's value as the format types it. The text in the cell's span is what a person sees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CellValue {
    /// Text.
    Text,
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A date or date and time without zone, ISO 8601.
    Date(String),
    /// A duration, ISO 8601.
    Duration(String),
    /// A formula's error, such as `#REF!`.
    Error,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Row in the table, from 0.
    pub row: u64,
    /// Column in the table, from 0.
    pub column: u32,
    /// How many rows and columns it covers, at least 1 each.
    pub covers: (u32, u32),
    /// Its text: bytes of the part's text.
    pub span: Span,
    /// Its typed value.
    pub value: CellValue,
}

/// Consecutive rows of one table. A long table comes in many chunks, one a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableChunk {
    /// Number of the table in the document, from 0.
    pub table: u32,
    /// The table's own name: a sheet's name, a caption, or empty.
    pub name: String,
    /// The cells, by row then column. Empty cells may be absent.
    pub cells: Vec<Cell>,
}

/// One part of a Document.
///
/// Texts keep the original's characters. Readers of plain text add nothing; all others end each part with a line
/// feed, so that words of neighbouring parts do not join. A table's row is a line, its cells separated by tabs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its text, at most [`Part::MOST_BYTES`] long.
    pub text: String,
    /// Where each stretch came from.
    pub map: OffsetMap,
    /// What stretches mean.
    pub marks: Vec<Mark>,
    /// Tables inside it.
    pub tables: Vec<TableChunk>,
}

impl Part {
    /// The size at which a reader begins the next part. One page, row or message header may be longer; plain text
    /// never is.
    pub const ENOUGH_BYTES: usize = 64 * 1024;

    /// The most that one part may hold. A reader splits anything longer.
    pub const MOST_BYTES: usize = 4 * 1024 * 1024;

    /// An empty part.
    #[must_use]
    pub fn new(kind: PartKind) -> Self {
        Self { kind, text: String::new(), map: OffsetMap::default(), marks: Vec::new(), tables: Vec::new() }
    }

    /// Appends `text` read from `place` and returns its span.
    pub fn push(&mut self, text: &str, place: Place, step: Step) -> Span {
        let span = self.push_unplaced(text);
        self.map.push(Segment { text: span, place, step });
        span
    }

    /// Appends text that has no place of its own, such as a separator, and returns its span.
    pub fn push_unplaced(&mut self, text: &str) -> Span {
        let start = self.text.len() as u64;
        self.text.push_str(text);
        Span { start, end: self.text.len() as u64 }
    }

    /// Marks a stretch; an empty one is left alone.
    pub fn mark(&mut self, span: Span, kind: MarkKind) {
        if !span.is_empty() {
            self.marks.push(Mark { span, kind });
        }
    }

    /// Whether every span in it slices its text on character boundaries.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let slices = |span: &Span| span.slice(&self.text).is_some();
        self.text.len() <= Self::MOST_BYTES
            && self.map.segments().iter().all(|segment| slices(&segment.text))
            && self.marks.iter().all(|mark| slices(&mark.span))
            && self.tables.iter().flat_map(|table| &table.cells).all(|cell| slices(&cell.span))
    }
}
