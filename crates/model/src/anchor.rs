//! Anchors: the exact characters that a shown value rests on. An anchor whose quote no longer matches fails; it is
//! never moved to a look-alike.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::digest::ItemId;
use crate::place::Place;
use crate::span::CharSpan;

/// Which rules and tools turned an item's bytes into text, such as `1` or `1+tesseract-5.3.0`. Offsets count in the
/// text of exactly this version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ExtractionVersion(pub String);

impl fmt::Display for ExtractionVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Exact characters of an item's text, with the place in the original where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The item.
    pub item: ItemId,
    /// The reading whose text the span counts in.
    pub extraction: ExtractionVersion,
    /// Code points of the Document's text.
    pub span: CharSpan,
    /// The characters themselves.
    pub quote: String,
    /// Up to 32 code points before the quote.
    pub prefix: String,
    /// Up to 32 code points after the quote.
    pub suffix: String,
    /// Where they stand in the original; empty when extraction put them there (a separator).
    pub places: Vec<Place>,
}

/// Why an anchor does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnchorMismatch {
    /// The text at the span is not the quote. Search for the quote and cite anew; say that the old anchor failed.
    #[error("the text at {}-{} is {found:?}, not {expected:?}", span.start, span.end)]
    Quote {
        /// Where it was looked for.
        span: CharSpan,
        /// What the anchor says.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// The item was read by other rules; offsets may differ. Read it again with that version, or cite anew.
    #[error("the anchor counts in extraction {expected}, the case holds {found}")]
    Extraction {
        /// What the anchor says.
        expected: ExtractionVersion,
        /// What the case holds.
        found: ExtractionVersion,
    },
    /// The span ends beyond the text.
    #[error("the anchor ends at {}, the text at {length}", span.end)]
    OutOfText {
        /// Where it was looked for.
        span: CharSpan,
        /// Code points in the text.
        length: u64,
    },
}

impl Anchor {
    /// Compares the anchor with what a reading holds at its span.
    ///
    /// # Errors
    /// When the reading is another version, or `found` is not the quote.
    pub fn check(&self, extraction: &ExtractionVersion, found: &str) -> Result<(), AnchorMismatch> {
        if *extraction != self.extraction {
            let (expected, found) = (self.extraction.clone(), extraction.clone());
            return Err(AnchorMismatch::Extraction { expected, found });
        }
        if found != self.quote {
            let (expected, found) = (self.quote.clone(), found.to_owned());
            return Err(AnchorMismatch::Quote { span: self.span, expected, found });
        }
        Ok(())
    }
}
