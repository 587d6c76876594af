//! Finds who said what in a text: names, quotations, claims, dates and quantities, in English and Spanish.
//!
//! Offline and deterministic: the same text and options give the same annotations on every machine. Never alters text,
//! never emits a span that does not slice to its words, never guesses a speaker or a date: unknown is an answer.

pub mod claims;
pub mod corpus;
pub mod dates;
mod inflect;
pub mod kinds;
pub mod learn;
pub mod lexicon;
pub mod names;
mod pieces;
pub mod quantities;
pub mod quotations;
pub mod text;
mod weights;

pub use kinds::{Annotations, Language, Options};
pub use pieces::{annotate, annotate_pieces};
