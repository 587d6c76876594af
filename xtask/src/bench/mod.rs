//! Measurements made by hand, never part of a test: nothing here passes or fails by time.

pub mod annotate;
mod corpus;
mod docx;
pub mod estimate;
pub mod intake;
mod large;
pub mod link;
pub mod machine;
mod measure;
mod pages;
mod pdf;
pub mod reading;
mod recoll;
mod report;
pub mod search;
mod words;
