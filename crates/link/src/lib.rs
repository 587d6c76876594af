//! Scores pairs of records, joins them to persons, explains both. Theory: docs/theory/linkage.md.
//!
//! Never edits a record, outvotes a judgement, shows a score without its parts, merges anybody on a name alone, or depends on
//! the order of its input or the number of threads.

pub mod calibrate;
pub mod candidates;
pub mod cluster;
pub mod columns;
pub mod em;
pub mod explain;
pub mod fold;
pub mod frequency;
pub mod hash;
pub mod increment;
pub mod judgement;
pub mod level;
mod line;
pub mod model;
pub mod name;
pub mod names_alone;
pub mod pattern;
pub mod rarity;
pub mod records;
pub mod review;
pub mod run;
pub mod score;
pub mod similar;
pub mod sound;
pub mod value;

pub use candidates::{Budget, Candidates};
pub use cluster::{Cluster, Clusters, PersonId};
pub use columns::{Column, Day, ListId, Meaning, RecordId, Table, TableError};
pub use judgement::{Contradiction, Judgement, Verdict};
pub use level::{level_code, level_codes};
pub use model::{MatchWeight, Model, Probability};
pub use records::{Field, FieldKind, Records};
pub use run::{Linkage, Settings, link};
pub use score::Link;
