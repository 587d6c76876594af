//! The field's words as types: ids, spans, anchors, parts of a document, custody, ledger lines.
//!
//! Every other room depends on this one and on no neighbour. It does no I/O, reads no clock, and holds no value
//! that has neither an anchor nor a judgement behind it. GLOSSARY.md gives each word's single meaning.

pub mod anchor;
pub mod custody;
pub mod decision;
pub mod defect;
pub mod digest;
pub mod ledger;
pub mod list;
pub mod media;
pub mod part;
pub mod person;
pub mod place;
pub mod proposal;
pub mod span;

pub use anchor::{Anchor, AnchorMismatch, ExtractionVersion};
pub use custody::{Captured, Custody, Entry, Event, Obtained, Parent};
pub use decision::{Decision, Estimated};
pub use defect::{Defect, DefectKind, Missing};
pub use digest::{Digest, ItemId};
pub use ledger::{LedgerLine, LedgerState, Reading};
pub use list::{List, ListColumn, ListPlace, Meaning};
pub use media::MediaType;
pub use part::{Cell, CellValue, Field, Mark, MarkKind, Part, PartKind, TableChunk};
pub use person::{Judgement, Linked, NotAnId, PersonId, RecordId, RecordRef, Verdict};
pub use place::{OffsetMap, Place, Rect, Segment, Step};
pub use proposal::{DateOrder, PassedOver, Proposal, ProposedColumn, Reason};
pub use span::{CharSpan, Span};
