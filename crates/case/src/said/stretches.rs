//! What of an item's text is annotated, in stretches of bounded size cut between paragraphs: running text, margins,
//! notes and comments, each by itself, and of a web page the article apart from its neighbours. Tables, lists of
//! members, metadata and mail headers are not prose and are left out.

use jiff::civil::Date;
use model::{CharSpan, ItemId, MarkKind, PartKind, Span};

use super::errors::AnnotationsError;
use crate::catalogue::{Catalogue, StoredPart};

/// The most bytes of one stretch. Names and speakers are followed within a stretch, not beyond it.
pub const STRETCH_BYTES: usize = 256 * 1024;

/// Text to annotate in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Code points of the item's text before it.
    pub start: u64,
    /// The text, code point for code point as it stands there; words deleted with change tracking are blank, so that
    /// nobody is made to say them.
    pub text: String,
}

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
    for head in outline {
        let Some(voice) = voice(&head.kind) else { continue };
        for part in catalogue.parts_within(item, head.characters).map_err(AnnotationsError::of)? {
            for (voice, start, text) in pieces(&part, voice) {
                match &mut open {
                    Some((of, stretch)) if *of == voice && ends(stretch) == start => {
                        stretch.text.push_str(&text)
                    }
                    _ => {
                        let before = open.replace((voice, Stretch { start, text }));
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

fn ends(stretch: &Stretch) -> u64 {
    stretch.start + stretch.text.chars().count() as u64
}

/// A part's text cut where an article begins or ends, each piece with its first code point.
fn pieces(part: &StoredPart, voice: Voice) -> Vec<(Voice, u64, String)> {
    let text = part.part.text.as_str();
    let articles = part.part.marks.iter().filter(|mark| mark.kind == MarkKind::Article).map(|mark| mark.span);
    let articles: Vec<Span> = articles.collect();
    let mut cuts: Vec<u64> = articles.iter().flat_map(|article| [article.start, article.end]).collect();
    cuts.extend([0, text.len() as u64]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut start = part.head.characters.start;
    let mut pieces = Vec::new();
    for cut in cuts.windows(2) {
        let span = Span { start: cut[0], end: cut[1] };
        let words = span.slice(text).unwrap_or_default();
        let around = !articles.is_empty() && !articles.iter().any(|article| article.overlaps(&span));
        pieces.push((if around { Voice::Around } else { voice }, start, without_deleted(part, span)));
        start += words.chars().count() as u64;
    }
    pieces
}

/// The words of a span of a part, with a blank for each character that was deleted.
fn without_deleted(part: &StoredPart, span: Span) -> String {
    let text = part.part.text.as_str();
    let deleted = part.part.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Deleted { .. }));
    let deleted: Vec<Span> = deleted.map(|mark| mark.span).filter(|mark| mark.overlaps(&span)).collect();
    let words = span.slice(text).unwrap_or_default();
    if deleted.is_empty() {
        return words.to_owned();
    }
    let gone =
        |at: usize| deleted.iter().any(|mark| (mark.start..mark.end).contains(&(span.start + at as u64)));
    words.char_indices().map(|(at, c)| if gone(at) && c != '\n' { ' ' } else { c }).collect()
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
    let rest = longer.text.split_off(end);
    let first = Stretch { start: longer.start, text: std::mem::replace(&mut longer.text, rest) };
    longer.start = ends(&first);
    first
}

impl Stretch {
    /// The code points of the item's text that it covers.
    #[must_use]
    pub fn characters(&self) -> CharSpan {
        CharSpan { start: self.start, end: ends(self) }
    }
}
