//! Making anchors and confirming them. Never searches for a quote elsewhere: an anchor that fails has failed.

use model::{Anchor, AnchorMismatch, CharSpan, ExtractionVersion, ItemId};

use super::Catalogue;
use super::errors::{AnchorError, QueryError, StorageError};

/// How many code points before and after the quote an anchor carries.
const CONTEXT: u64 = 32;

impl Catalogue {
    /// The anchor of a span: its words, up to 32 code points on either side, and its places in the original, which are
    /// joined where they run on from one part into the next.
    ///
    /// # Errors
    /// When the item has no finished reading, the span is empty or not in the text, or the file cannot be read.
    pub fn anchor(&self, item: ItemId, span: CharSpan) -> Result<Anchor, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        finished.contains(span)?;
        if span.start == span.end {
            return Err(QueryError::NothingToQuote);
        }
        let before = CharSpan { start: span.start.saturating_sub(CONTEXT), end: span.start };
        let after = CharSpan { start: span.end, end: (span.end + CONTEXT).min(finished.characters) };
        let window = self.window(&finished, CharSpan { start: before.start, end: after.end }, true)?;
        let bytes = window.bytes(span).ok_or_else(StorageError::contradiction)?;
        Ok(Anchor {
            item,
            span,
            quote: window.words(span)?.to_owned(),
            prefix: window.words(before)?.to_owned(),
            suffix: window.words(after)?.to_owned(),
            places: window.map.places(bytes, &window.text),
            extraction: ExtractionVersion(finished.extraction),
        })
    }

    /// Confirms that an anchor's words stand where it says, in the reading that it counts in.
    ///
    /// # Errors
    /// [`AnchorError::Mismatch`] when they do not. Of a span longer than the quote, `found` holds as many code points
    /// as the quote has, and one more.
    pub fn check(&self, anchor: &Anchor) -> Result<(), AnchorError> {
        let _snapshot = self.snapshot().map_err(QueryError::from)?;
        let finished = self.finished(anchor.item)?;
        let extraction = ExtractionVersion(finished.extraction.clone());
        let span = anchor.span;
        if extraction == anchor.extraction && finished.contains(span).is_err() {
            return Err(AnchorMismatch::OutOfText { span, length: finished.characters }.into());
        }
        // A forged anchor may claim any length; no more is read than it takes to see that it differs.
        let enough = span.start.saturating_add(anchor.quote.chars().count() as u64 + 1);
        let looked_at = CharSpan { start: span.start, end: span.end.min(enough) };
        let found = if finished.contains(looked_at).is_ok() {
            let window = self.window(&finished, looked_at, false).map_err(QueryError::from)?;
            window.words(looked_at).map_err(QueryError::from)?.to_owned()
        } else {
            String::new()
        };
        anchor.check(&extraction, &found)?;
        Ok(())
    }
}
