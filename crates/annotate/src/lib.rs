//! Finds who said what in a text: names, quotations, claims, dates and quantities, in English and Spanish.
//!
//! Offline and deterministic: the same text and options give the same annotations on every machine. Never alters text,
//! never emits a span that does not slice to its words, never guesses a speaker or a date: unknown is an answer.

mod inflect;
pub mod corpus;
pub mod kinds;
pub mod learn;
pub mod lexicon;
pub mod names;
pub mod quotations;
pub mod text;

pub use kinds::{Annotations, Language, Options};
