//! Names as people use them: parsed to roles with several readings, compared part by part. Never decides that two people
//! are one: that takes more than a name.

pub mod compare;
pub mod glance;
mod joined;
pub mod lexicon;
pub mod parse;
pub mod quality;

pub use compare::{GivenLevel, NameComparison, PartMatch, SurnameLevel};
pub use lexicon::{Lexicon, Word, WordId};
pub use parse::{NameForm, ParsedName, Reading};
pub use quality::Quality;
