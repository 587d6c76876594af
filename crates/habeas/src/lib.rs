//! The program: command line, worker processes, and the one place where the rooms are joined. Clock, randomness,
//! environment and files enter here and nowhere else; it parses no foreign bytes in its own process and holds no
//! domain logic.

#[macro_use]
pub mod say;
#[macro_use]
pub mod trouble;

pub mod address;
pub mod annotating;
pub mod case_folder;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod estimating;
pub mod export;
pub mod home;
pub mod intake;
pub mod listing;
pub mod out;
pub mod pipeline;
pub mod progress;
mod rebuilding;
pub mod register;
pub mod said;
pub mod settings;
pub mod tame;
pub mod verification;
pub mod web;
pub mod wire;
pub mod words;
pub mod worker;

/// Name and version of this program, as custody records name it.
pub const PROGRAM: &str = concat!("habeas ", env!("CARGO_PKG_VERSION"));
