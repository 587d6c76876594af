//! What of an item's text is annotated, in stretches of bounded size cut between paragraphs: running text, margins,
//! notes and comments, each by itself, and of a web page the article apart from its neighbours. Tables, lists of
//! members, metadata and mail headers are not prose and are left out; what a message says again in its other form is read
//! once.

use jiff::civil::Date;
use model::{CharSpan, ItemId, MarkKind, PartKind, Span};

use super::again::Bodies;
use super::errors::AnnotationsError;
use super::stretch::Stretch;
use crate::catalogue::{Catalogue, StoredPart};

/// The most bytes of one stretch. Names and speakers are followed within a stretch, not beyond it.
pub const STRETCH_BYTES: usize = 256 * 1024;

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Body,
    /// What stands around the article of a web page.
    Around,
    Margin,
    Notes,
    Comments,
}

/// Hands over an item's prose, stretch by stretch, in order. Memory does not grow with the text.
///
/// # Errors
/// When the item has no finished reading or the catalogue cannot be read, and whatever `take` fails with.
pub fn stretches<E: From<AnnotationsError>>(
    catalogue: &Catalogue,
    item: ItemId,
    mut take: impl FnMut(Stretch) -> Result<(), E>,
) -> Result<(), E> {
    let outline = catalogue.outline(item).map_err(AnnotationsError::of)?;
    let mut open: Option<(Voice, Stretch)> = None;
    let is_message = outline.iter().any(|head| head.kind == PartKind::MailHeaders);
    let mut bodies = is_message.then(Bodies::default);
    for head in outline {
        let Some(voice) = voice(&head.kind) else { continue };
        for part in catalogue.parts_within(item, head.characters).map_err(AnnotationsError::of)? {
            let again = bodies.as_mut().map_or_else(Vec::new, |bodies| bodies.again(&part.part));
            for (voice, piece) in pieces(&part, voice, again) {
                match &mut open {
                    Some((of, stretch))
                        if *of == voice && stretch.characters().end == piece.characters().start =>
                    {
                        stretch.append(&piece);
                    }
                    _ => {
                        let before = open.replace((voice, piece));
                        before.map_or(Ok(()), |(_, stretch)| take(stretch))?;
                    }
                }
                while let Some((_, stretch)) = &mut open
                    && stretch.text.len() > STRETCH_BYTES
                {
                    take(cut(stretch))?;
                }
            }
        }
    }
    open.map_or(Ok(()), |(_, stretch)| take(stretch))
}

/// What was deleted with change tracking in some parts of an item: it still stands in the file and is shown as deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletions {
    /// The item.
    item: ItemId,
    /// The code points of its text that the parts hold.
    characters: CharSpan,
    /// In order and apart from each other.
    spans: Vec<CharSpan>,
}

impl Deletions {
    /// Those of every part that a span of an item's text touches.
    ///
    /// # Errors
    /// When the item has no finished reading or the catalogue cannot be read.
    pub fn around(catalogue: &Catalogue, item: ItemId, span: CharSpan) -> Result<Self, AnnotationsError> {
        let mut found = Self { item, characters: span, spans: Vec::new() };
        for part in catalogue.parts_within(item, span).map_err(AnnotationsError::of)? {
            let (head, text) = (part.head.characters, part.part.text.as_str());
            let before = |bytes: u64| {
                let words = Span { start: 0, end: bytes }.slice(text).unwrap_or_default();
                head.start + words.chars().count() as u64
            };
            let gone = deleted_in(&part).into_iter();
            found.spans.extend(gone.map(|it| CharSpan { start: before(it.start), end: before(it.end) }));
            let CharSpan { start, end } = &mut found.characters;
            (*start, *end) = ((*start).min(head.start), (*end).max(head.end));
        }
        Ok(found)
    }

    /// Those in a span of the item; `None` when it is of another item or reaches beyond these parts.
    #[must_use]
    pub fn within(&self, item: ItemId, span: CharSpan) -> Option<Vec<CharSpan>> {
        let known =
            item == self.item && self.characters.start <= span.start && span.end <= self.characters.end;
        let inside = |it: &CharSpan| {
            let (start, end) = (it.start.max(span.start), it.end.min(span.end));
            (start < end).then_some(CharSpan { start, end })
        };
        known.then(|| self.spans.iter().filter_map(inside).collect())
    }
}

/// The day on which an item says that it was published; `None` when it does not say, or not to the day.
///
/// # Errors
/// When the item has no finished reading or the catalogue cannot be read.
pub fn published(catalogue: &Catalogue, item: ItemId) -> Result<Option<Date>, AnnotationsError> {
    let fields = catalogue.fields(item).map_err(AnnotationsError::of)?;
    Ok(crate::search::published(&fields).filter(|(first, last)| first == last).map(|(day, _)| day))
}

const fn voice(kind: &PartKind) -> Option<Voice> {
    match kind {
        PartKind::Text | PartKind::Page { .. } | PartKind::Cues => Some(Voice::Body),
        PartKind::Margin => Some(Voice::Margin),
        PartKind::Notes => Some(Voice::Notes),
        PartKind::Comments => Some(Voice::Comments),
        PartKind::Metadata | PartKind::Sheet { .. } | PartKind::MailHeaders | PartKind::Members => None,
    }
}

/// A part's text cut where an article begins or ends, without what was deleted and what is said `again`.
fn pieces(part: &StoredPart, voice: Voice, again: Vec<Span>) -> Vec<(Voice, Stretch)> {
    let text = part.part.text.as_str();
    let articles = part.part.marks.iter().filter(|mark| mark.kind == MarkKind::Article).map(|mark| mark.span);
    let articles: Vec<Span> = articles.collect();
    let mut cuts: Vec<u64> = articles.iter().flat_map(|article| [article.start, article.end]).collect();
    cuts.extend([0, text.len() as u64]);
    cuts.sort_unstable();
    cuts.dedup();
    let passed = apart(deleted_in(part).into_iter().chain(again).collect());
    let mut start = part.head.characters.start;
    let mut pieces = Vec::new();
    for cut in cuts.windows(2) {
        let span = Span { start: cut[0], end: cut[1] };
        let around = !articles.is_empty() && !articles.iter().any(|article| article.overlaps(&span));
        let piece = without(&passed, text, span, start);
        start += span.slice(text).map_or(0, |words| words.chars().count() as u64);
        pieces.push((if around { Voice::Around } else { voice }, piece));
    }
    pieces
}

/// The bytes of a part that were deleted with change tracking, in order and apart from each other.
fn deleted_in(part: &StoredPart) -> Vec<Span> {
    let deleted = part.part.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Deleted { .. }));
    apart(deleted.map(|mark| mark.span).collect())
}

/// Spans in order, those that touch as one.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// A span of a part's text, at a code point of the item, without what is passed over. Its line ends stay: what they
/// part would run together.
fn without(passed: &[Span], text: &str, span: Span, start: u64) -> Stretch {
    let words = |start, end| Span { start, end }.slice(text).unwrap_or_default();
    let mut stretch = Stretch::at(start);
    let mut kept = span.start;
    let first = passed.partition_point(|gone| gone.end <= span.start);
    for gone in passed[first..].iter().take_while(|gone| gone.start < span.end) {
        let (from, to) = (gone.start.max(span.start), gone.end.min(span.end));
        stretch.push(words(kept, from));
        for line in words(from, to).split_inclusive('\n') {
            let end = if line.ends_with('\n') { "\n" } else { "" };
            stretch.pass((line.chars().count() - end.len()) as u64);
            stretch.push(end);
        }
        kept = to;
    }
    stretch.push(words(kept, span.end));
    stretch
}

/// Takes the first stretch of at most [`STRETCH_BYTES`] off a longer one: between paragraphs where it can be, else
/// between lines, sentences, words.
fn cut(longer: &mut Stretch) -> Stretch {
    let mut end = STRETCH_BYTES;
    while !longer.text.is_char_boundary(end) {
        end -= 1;
    }
    let most = &longer.text[..end];
    let after = |mark: &str| most.rfind(mark).map(|at| at + mark.len()).filter(|&at| at > STRETCH_BYTES / 2);
    let end =
        after("\n\n").or_else(|| after("\n")).or_else(|| after(". ")).or_else(|| after(" ")).unwrap_or(end);
    longer.split_off_first(end)
}
