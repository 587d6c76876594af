//! The catalogue from outside: what is put in comes out, in any order, after any interruption, and only then.

mod anchors;
mod erasure;
mod files;
mod ledger;
mod log;
mod readings;
mod speed;
mod support;
mod tables;
