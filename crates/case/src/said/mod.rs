//! Who said what, when, and how many: what annotation found in the items' texts, as one SQLite file that follows the
//! catalogue. Every row is a span of an item's text; words are read from the catalogue when they are shown, so that
//! what is shown is exactly the characters that stand there.
//!
//! The file is derived and may be deleted at any time. It annotates nothing itself and guesses nothing: a speaker or a
//! date that annotation left open stays open. One program writes, any number read.

mod again;
mod days;
mod disputes;
mod errors;
mod figures;
mod fold;
mod insert;
mod keys;
mod listed;
mod meeting;
mod pairs;
mod people;
mod quotes;
mod rows;
mod schema;
mod store;
mod stretch;
mod stretches;
mod timeline;

pub use days::days;
pub use disputes::{Dispute, SharedName};
pub use errors::AnnotationsError;
pub use figures::{Figure, Thing};
pub(crate) use fold::fold;
pub use fold::stems;
pub use listed::Rows;
pub use people::NamedPerson;
pub use quotes::{Names, Quote, SURE, Wanted};
pub use rows::{
    Chain, Claim, DateMention, Found, Head, Mention, NearbyDate, Quantity, Quotation, Speaker, Standing,
};
pub use store::Annotations;
pub use stretch::Stretch;
pub use stretches::{Deletions, STRETCH_BYTES, published, stretches};
pub use timeline::{Dated, Period};
