//! Annotations from outside: what is written is read back, follows the catalogue, and leaves no word behind when it is
//! erased.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod disputes;
mod following;
mod meeting;
mod questions;
mod searching;
mod stretches;
#[path = "../catalogue/support.rs"]
#[allow(dead_code, reason = "shared with the catalogue's tests, which use all of it")]
mod support;
