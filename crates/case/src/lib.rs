//! The read models over a case: what a person can ask of it. Everything here is derived from the log and the
//! originals, and may be deleted at any time; this room is never a source of truth, parses no original, and shows no
//! figure that cannot be led back to an anchor or a log entry.

pub mod catalogue;
mod derived;
pub mod lists;
pub mod register;
pub mod said;
pub mod search;

pub use catalogue::{
    Access, AnchorError, Area, Candidate, Catalogue, CellText, Change, Child, CommitError, CustodyRow,
    DecisionRow, FieldValue, Filter, FoldError, Item, LogRow, OpenError, Page, PartHead, Parts, QueryError,
    ReadingError, ResolveError, Stamp, StorageError, StoredPart, Table,
};
