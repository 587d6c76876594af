//! Keeps bytes and proves order and time: originals, log, custody, proofs.
//!
//! It parses no content, edits no item, opens no socket, and puts no personal data into a log leaf: a leaf is the
//! SHA-256 of an entry file, and each entry file holds 32 random bytes of salt. Clock and randomness are arguments.
//! The layout on disk is described in docs/archive.md.

pub mod archive;
pub mod bundle;
pub mod checkpoint;
mod decision;
pub mod disk;
pub mod entry;
pub mod error;
pub mod key;
pub mod merkle;
pub mod note;
pub mod proof;
pub mod stage;
pub mod tile;
pub mod verify;

mod journal;

pub use archive::{Archive, EntryBody, NewEntry, original_path};
pub use checkpoint::Checkpoint;
pub use disk::{Disk, RealDisk};
pub use error::{AppendError, CreateError, OpenError, ReadError, StageError};
pub use key::{SigningKey, VerifierKey};
pub use proof::Proof;
pub use stage::{Staged, Stager, Staging};
pub use verify::{Finding, Report, verify};
