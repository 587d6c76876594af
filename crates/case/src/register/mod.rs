//! The register: who is who on the lists of a case, as last linked, with the reasons; what a person should look at; who is
//! on which list. It is a pure function of the lists, the judgements and the log's entries on linking.
//!
//! It links nothing itself: the caller brings what was found, as a whole. It never takes a weight for a verdict, and holds
//! no words but folded names to sort and search by, which leave it when their item is erased; all words shown are read
//! from the lists. The file may be deleted at any time. One program writes, any number read.

mod agreement;
mod compare;
mod errors;
mod judgements;
mod naming;
mod persons;
mod questions;
mod read;
mod rows;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod views;
mod wanted;

pub use agreement::{Agreement, agreement};
pub use compare::{Comparison, Doubt, Overlap, Sides, originals};
pub use errors::{RegisterError, ViewError, WhichError};
pub use judgements::{Judged, Judgements, Pair, Standing, pair};
pub use naming::{Named, name};
pub use rows::{
    Bar, BarKind, Bits, Conflict, Contradiction, Expected, Field, Join, KeysLeftOut, LinkRow, Made,
    NotCompared, Outlook, PersonRow, Question, RecordRow, Run, Share, Weighed, Why,
};
pub use store::{RULES, Register};
pub use views::{Group, Held, PersonView, RecordView, meanings, name as written_name};
pub use wanted::Wanted;

/// Words in small letters without accents, one space between them: as names are searched.
#[must_use]
pub fn folded(text: &str) -> String {
    crate::said::fold(text)
}
