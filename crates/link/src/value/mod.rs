//! The values beside names and how two of them compare, each on levels of its own. Never fills in what is missing.

pub mod alias;
pub mod birth;
pub mod document;
pub mod kind;
pub mod sex;
pub mod words;

pub use birth::{Birth, BirthLevel};
pub use document::DocumentLevel;
pub use kind::{CodeLevel, PlaceLevel, TextLevel};
