//! Lists of people as they were declared, record by record, and proposals of what else looks like one: a SQLite file that
//! follows the catalogue and the decisions in the log. It finds no list and cuts no row itself: the caller brings what
//! was found. It decides nothing: a proposal never becomes a list without a log entry.
//!
//! The file is derived and may be deleted at any time. Unlike annotations it holds words, those of the records, so that
//! an erased item leaves it at once and without trace. One program writes, any number read.

mod copies;
mod errors;
mod fold;
mod id;
mod proposals;
mod read;
mod rows;
mod schema;
mod store;
mod write;

pub use copies::Likeness;
pub use errors::ListsError;
pub use id::record_id;
pub use proposals::{Searched, Suggestion};
pub use rows::{Column, Declared, ListState, PassedRow, Record, Value};
pub use store::Lists;
pub use write::{Filling, FoundRow, FoundValue, Key};
