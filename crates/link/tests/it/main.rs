//! The linkage room as a whole, on invented people.

mod bad_input;
mod conformance;
mod families;
mod names;
mod people;
mod persons;
mod recovery;
