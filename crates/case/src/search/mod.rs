//! Search: every word of every item's text, names and custody notes, found in English and Spanish whatever its case,
//! accents or form, and led back to exact characters of the text.
//!
//! The index follows the catalogue and is derived from it: it may be deleted at any time and holds nothing that the
//! catalogue does not. It never decides what a word means, never shows a word without its span, and no score of it
//! is more than an order of reading. The language of queries and what folds into what: docs/search.md.
//!
//! One program writes ([`Index`]), any number read ([`Searcher`]). The same case gives the same answers in the same
//! order, however the index came to be: counts and scores are computed from items, not from the index's files.

mod compile;
mod dictionary;
mod entry;
mod errors;
mod evaluate;
mod facts;
mod filters;
mod fingerprint;
mod folder;
mod found;
mod names;
mod nearest;
mod occurrences;
mod parse;
mod query;
mod request;
mod schema;
mod searcher;
mod snapshot;
mod snippets;
mod spans;
mod speakers;
mod stretches;
mod tokens;
mod writer;

pub(crate) use facts::published;

pub use errors::{IndexError, Problem, SearchError};
pub use found::{Facet, FacetKind, FacetValue, Found, Hit, Marked, Nearest, Snippet};
pub use request::{Days, Filters, NotDays, Request};
pub use searcher::Searcher;
pub use writer::Index;
