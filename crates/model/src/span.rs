//! Ranges of text. `Span` counts bytes and slices; `CharSpan` counts code points and is what the world sees.
//! The two never convert without the text at hand.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes, `start <= end`, both on character boundaries of the text it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl Span {
    /// The span `start..end` of `text`, or `None` when it does not slice.
    #[must_use]
    pub fn new(text: &str, start: usize, end: usize) -> Option<Self> {
        text.get(start..end).map(|_| Self { start: start as u64, end: end as u64 })
    }

    /// The words it covers, or `None` when it does not slice `text`.
    #[must_use]
    pub fn slice<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub const fn shifted(&self, by: u64) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

/// A half-open range of Unicode code points of a Document's whole text, as in the W3C `TextPositionSelector`
/// (Web Annotation Data Model, section 4.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point, counted from 0.
    pub start: u64,
    /// One past the last code point.
    pub end: u64,
}

impl CharSpan {
    /// The code points that `span` covers in `text`, or `None` when `span` does not slice it.
    #[must_use]
    pub fn of(span: Span, text: &str) -> Option<Self> {
        let quote = span.slice(text)?;
        let start = text.get(..usize::try_from(span.start).ok()?)?.chars().count() as u64;
        Some(Self { start, end: start + quote.chars().count() as u64 })
    }

    /// The bytes it covers in `text`, or `None` when `text` is too short or `start > end`.
    #[must_use]
    pub fn in_bytes(&self, text: &str) -> Option<Span> {
        let count = usize::try_from(self.end.checked_sub(self.start)?).ok()?;
        let start = nth_char(text, usize::try_from(self.start).ok()?)?;
        let end = start + nth_char(&text[start..], count)?;
        Some(Span { start: start as u64, end: end as u64 })
    }
}

/// The byte at which the `count`-th code point begins; the text's end counts as one.
fn nth_char(text: &str, count: usize) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_slice_on_boundaries_only() {
        let text = "prisión";
        assert_eq!(Span::new(text, 0, 6), None, "byte 6 stands inside ó");
        assert_eq!(Span::new(text, 4, 8).and_then(|span| span.slice(text)), Some("ión"));
        assert_eq!(Span::new(text, 4, 99), None);
    }

    #[test]
    fn bytes_and_code_points_agree() {
        let text = "año ñandú 🕊 fin";
        for start in 0..=text.chars().count() as u64 {
            for end in start..=text.chars().count() as u64 {
                let chars = CharSpan { start, end };
                let bytes = chars.in_bytes(text).expect("inside the text");
                assert_eq!(CharSpan::of(bytes, text), Some(chars));
            }
        }
        assert_eq!(CharSpan { start: 3, end: 2 }.in_bytes(text), None);
        assert_eq!(CharSpan { start: 0, end: 99 }.in_bytes(text), None);
    }
}
