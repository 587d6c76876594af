//! The catalogue from outside: what is put in comes out, in any order, after any interruption, and only then.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod anchors;
mod erasure;
mod files;
mod ledger;
mod log;
mod readings;
mod speed;
mod support;
mod tables;
