//! How many people are on no list: multiple systems estimation from a table of capture histories.
//! Never sees a name, never returns a number without its interval, model and assumption, and draws no chance that it was
//! not given a seed for. Theory: docs/theory/estimate.md.

pub mod closed;
pub mod csv;
pub mod gate;
pub mod graphical;
pub mod latent;
pub mod linkage;
pub mod loglinear;
pub mod mixture;
pub mod question;
pub mod random;
pub mod report;
pub mod self_check;
pub mod special;
pub mod strata;
pub mod table;

mod estimate;
mod linear;
mod panel;

pub use estimate::{Apart, Never, Options, Step, estimate, estimate_telling};
pub use gate::{Reason, Verdict};
pub use question::{Answer, EstimateRecord, Question, answer};
pub use report::Estimate;
pub use table::{History, Table, TableError};
