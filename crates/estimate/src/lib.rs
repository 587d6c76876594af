//! How many people are on no list: multiple systems estimation from a table of capture histories.
//! Never sees a name, never returns a number without its interval, model and assumption, and draws no chance that it was
//! not given a seed for. Theory: docs/theory/estimate.md.

pub mod closed;
pub mod csv;
pub mod graphical;
pub mod latent;
pub mod loglinear;
pub mod random;
pub mod special;
pub mod table;

mod linear;

pub use table::{History, Table, TableError};
