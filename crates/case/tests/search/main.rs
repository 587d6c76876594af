//! Search from outside: what stands in a case is found, whatever its form, and what is found stands where it says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod following;
mod language;
mod long;
mod ordering;
mod speed;
#[path = "../catalogue/support.rs"]
#[allow(dead_code, reason = "shared with the catalogue's tests, which use all of it")]
mod support;
mod words;
