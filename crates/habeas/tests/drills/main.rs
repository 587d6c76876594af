//! The promises, drilled through the real program: kills, full and read-only disks, damage, rollback, proofs checked
//! by other tools, custody, the command line's own words. Reads no format: that is `extract`'s to test, and every
//! drill here holds whatever the readers can read.

#![cfg(target_os = "linux")]

mod case_estimate;
mod cli;
mod corpus;
mod custody;
mod damage;
mod estimate;
mod kill;
mod limits;
mod lists;
mod order;
mod pages;
mod people;
mod proof;
mod register;
mod said;
mod sheets;
mod support;
