//! Where in the original a stretch of extracted text stands: bytes, page boxes, cells, times. The offset map joins
//! the two. Never guesses: a place it was not told of is `None`.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A rectangle on a page or picture. Tenths of a point on PDF pages (a point is 1/72 inch), pixels on pictures;
/// the origin is the top left corner, y grows downwards. See [`crate::PartKind::Page`] for the page's own size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub left: i32,
    /// Top edge.
    pub top: i32,
    /// Right edge, `>= left`.
    pub right: i32,
    /// Bottom edge, `>= top`.
    pub bottom: i32,
}

/// A place in an original.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// Bytes of the item itself.
    Bytes {
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
    /// Bytes of a member inside the item's container, after decompression (such as `word/document.xml` of a DOCX).
    Member {
        /// The member's path as the container gives it.
        path: String,
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
    /// A page, and where on it. `area` is `None` when only the page is known.
    Page {
        /// Page number, counted from 1.
        page: u32,
        /// Where on the page.
        area: Option<Rect>,
    },
    /// A cell of a sheet or table.
    Cell {
        /// The sheet's name; empty for a format with one table (CSV).
        sheet: String,
        /// Row, counted from 0.
        row: u64,
        /// Column, counted from 0.
        column: u32,
    },
    /// A stretch of time in a recording, in milliseconds from its start.
    Time {
        /// Start.
        start_ms: u64,
        /// End, `>= start_ms`.
        end_ms: u64,
    },
    /// Bytes of a mail message's part after transfer decoding (RFC 2045): `part` is its number in the MIME tree,
    /// such as `1.2`.
    MailPart {
        /// Part number in the MIME tree; empty for the message's own header block.
        part: String,
        /// First byte.
        start: u64,
        /// One past the last byte.
        end: u64,
    },
}

/// How places advance inside one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Step {
    /// One original byte for each byte of text (UTF-8 and ASCII as they came).
    Byte,
    /// This many original bytes for each code point of text (1 for windows-1252, 2 for UTF-16 in the basic plane).
    Char(u8),
    /// The text as a whole stands for the place as a whole (an entity, a cell, a word on a page).
    Whole,
}

/// One stretch of a part's text and the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Bytes of the part's text.
    pub text: Span,
    /// Where they came from.
    pub place: Place,
    /// How the place advances along the text.
    pub step: Step,
}

/// The segments of one part, sorted by `text.start` and not overlapping. Text between segments (a separator that
/// extraction put in) has no place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap(Vec<Segment>);

impl OffsetMap {
    /// Adds the next segment. Adjacent linear segments that continue one another are joined.
    ///
    /// # Panics
    /// When `segment` begins before the last one ends: the reader that made it is wrong.
    pub fn push(&mut self, segment: Segment) {
        if let Some(last) = self.0.last_mut() {
            assert!(segment.text.start >= last.text.end, "segments come in order");
            if last.step == segment.step
                && segment.step != Step::Whole
                && last.text.end == segment.text.start
                && last.place.continue_with(&segment.place)
            {
                last.text.end = segment.text.end;
                return;
            }
        }
        if !segment.text.is_empty() {
            self.0.push(segment);
        }
    }

    /// All segments, in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The places that `span` of `text` (the part's text) was read from, in text order, narrowed to the span where
    /// the segment is linear. Empty when the span is all separators.
    #[must_use]
    pub fn places(&self, span: Span, text: &str) -> Vec<Place> {
        let first = self.0.partition_point(|segment| segment.text.end <= span.start);
        let mut places: Vec<Place> = Vec::new();
        for segment in self.0[first..].iter().take_while(|segment| segment.text.start < span.end) {
            let place = segment.narrowed(span, text);
            if !places.last_mut().is_some_and(|last| *last == place || last.continue_with(&place)) {
                places.push(place);
            }
        }
        places
    }
}

impl FromIterator<Segment> for OffsetMap {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        let mut map = Self::default();
        segments.into_iter().for_each(|segment| map.push(segment));
        map
    }
}

impl Segment {
    fn narrowed(&self, span: Span, text: &str) -> Place {
        let from = span.start.max(self.text.start);
        let to = span.end.min(self.text.end);
        let advance = |upto: u64| match self.step {
            Step::Byte => Some(upto - self.text.start),
            Step::Char(width) => {
                let before = Span { start: self.text.start, end: upto }.slice(text)?;
                Some(before.chars().count() as u64 * u64::from(width))
            }
            Step::Whole => None,
        };
        match (advance(from), advance(to)) {
            (Some(from), Some(to)) => self.place.sub_range(from, to),
            _ => self.place.clone(),
        }
    }
}

impl Place {
    fn range_mut(&mut self) -> Option<(&mut u64, &mut u64)> {
        match self {
            Self::Bytes { start, end }
            | Self::Member { start, end, .. }
            | Self::MailPart { start, end, .. } => Some((start, end)),
            Self::Page { .. } | Self::Cell { .. } | Self::Time { .. } => None,
        }
    }

    fn range(&self) -> Option<(u64, u64)> {
        match *self {
            Self::Bytes { start, end }
            | Self::Member { start, end, .. }
            | Self::MailPart { start, end, .. } => Some((start, end)),
            Self::Page { .. } | Self::Cell { .. } | Self::Time { .. } => None,
        }
    }

    fn sub_range(&self, from: u64, to: u64) -> Self {
        let mut place = self.clone();
        if let Some((start, end)) = place.range_mut() {
            (*start, *end) = (*start + from, *start + to);
        }
        place
    }

    /// Extends `self` by `next` when `next` begins where `self` ends, in the same bytes.
    fn continue_with(&mut self, next: &Self) -> bool {
        let same_bytes = match (&*self, next) {
            (Self::Bytes { .. }, Self::Bytes { .. }) => true,
            (Self::Member { path, .. }, Self::Member { path: other, .. }) => path == other,
            (Self::MailPart { part, .. }, Self::MailPart { part: other, .. }) => part == other,
            _ => false,
        };
        match (self.range_mut(), next.range()) {
            (Some((_, end)), Some((next_start, next_end))) if same_bytes && *end == next_start => {
                *end = next_end;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(text: (u64, u64), bytes: (u64, u64), step: Step) -> Segment {
        Segment {
            text: Span { start: text.0, end: text.1 },
            place: Place::Bytes { start: bytes.0, end: bytes.1 },
            step,
        }
    }

    #[test]
    fn linear_segments_join_and_narrow() {
        let map: OffsetMap = [segment((0, 4), (10, 14), Step::Byte), segment((4, 8), (14, 18), Step::Byte)]
            .into_iter()
            .collect();
        assert_eq!(map.segments().len(), 1);
        let places = map.places(Span { start: 3, end: 6 }, "abcdefgh");
        assert_eq!(places, [Place::Bytes { start: 13, end: 16 }]);
    }

    #[test]
    fn code_points_advance_by_their_width() {
        let text = "año";
        let map: OffsetMap = [segment((0, 4), (2, 8), Step::Char(2))].into_iter().collect();
        assert_eq!(map.places(Span { start: 1, end: 3 }, text), [Place::Bytes { start: 4, end: 6 }]);
    }

    #[test]
    fn separators_have_no_place_and_boxes_stay_whole() {
        let word = |text: (u64, u64), left| Segment {
            text: Span { start: text.0, end: text.1 },
            place: Place::Page { page: 2, area: Some(Rect { left, top: 0, right: left + 9, bottom: 9 }) },
            step: Step::Whole,
        };
        let map: OffsetMap = [word((0, 3), 0), word((4, 7), 10)].into_iter().collect();
        assert_eq!(map.places(Span { start: 3, end: 4 }, "uno dos"), []);
        assert_eq!(map.places(Span { start: 2, end: 5 }, "uno dos").len(), 2);
    }

    #[test]
    fn different_members_never_join() {
        let member = |path: &str, text: (u64, u64)| Segment {
            text: Span { start: text.0, end: text.1 },
            place: Place::Member { path: path.into(), start: text.0, end: text.1 },
            step: Step::Byte,
        };
        let map: OffsetMap = [member("a.xml", (0, 2)), member("b.xml", (2, 4))].into_iter().collect();
        assert_eq!(map.segments().len(), 2);
    }
}
