//! Custody: who collected an item, when, how, and under what name. The Berkeley Protocol (2022), paragraphs 153 to
//! 156, says what to record at collection; what is not known stays `None`, never a guess.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decision::Decision;
use crate::digest::{Digest, ItemId};
use crate::media::MediaType;

/// How an item came into the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obtained {
    /// Copied from a file that the collector had.
    File,
    /// Piped in on standard input.
    StandardInput,
    /// Unpacked from another item of the case.
    Member,
    /// Written out of the program's own demonstration corpus.
    Demo,
}

/// The container that a member came out of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// The container.
    pub item: ItemId,
    /// The member's path or number inside it, as the container gives it.
    pub path: String,
}

/// One collection of one item. The same bytes taken in twice are one item with two of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// The item.
    pub item: ItemId,
    /// Size in bytes.
    pub size: u64,
    /// SHA-512 of the bytes, in hexadecimal: a second, independent hash.
    pub sha512: String,
    /// When it was taken in.
    pub at: Timestamp,
    /// The IANA time zone of the collecting machine, such as `America/El_Salvador`; `None` when unknown.
    pub time_zone: Option<String>,
    /// Who took it in: the name that the person gave, or the account's.
    pub collector: String,
    /// How.
    pub obtained: Obtained,
    /// Who or what it was received from, in the collector's words.
    pub from: Option<String>,
    /// The collector's note.
    pub note: Option<String>,
    /// Original file name. Bytes that are no UTF-8 stand as `\xNN`.
    pub name: String,
    /// Original path, as given or found, in the same spelling.
    pub path: Option<String>,
    /// The file's own time stamp at its origin, which proves nothing.
    pub modified: Option<Timestamp>,
    /// Media type by the first bytes.
    pub sniffed: MediaType,
    /// Media type as claimed by name or header.
    pub claimed: Option<MediaType>,
    /// The container it came out of.
    pub parent: Option<Parent>,
    /// For a web capture: the address and the time of the capture as the capture claims them.
    pub captured: Option<Captured>,
    /// Whether all bytes came out of the container; `false` for a member cut short by damage.
    pub complete: bool,
    /// The program that took it in, with version.
    pub program: String,
}

/// What a web capture (WARC, WACZ) says of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    /// The address that was asked.
    pub address: String,
    /// When, in the capture's own words.
    pub at: Option<String>,
}

/// What a log entry records. The variants' order is the order in which they were added to the format.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every event is of the largest kind")]
pub enum Event {
    /// The case began. Always entry 0.
    Created {
        /// The case's name.
        name: String,
        /// The log's origin line.
        origin: String,
        /// The founder's public key, as a C2SP verifier key line.
        key: String,
    },
    /// Another person's key signs from here on.
    KeyAdded {
        /// The public key, as a C2SP verifier key line.
        key: String,
    },
    /// An item was taken in.
    Taken(Custody),
    /// An item's bytes were erased.
    ItemErased {
        /// The item.
        item: ItemId,
        /// Why.
        reason: String,
    },
    /// An entry's body was erased; its leaf stays.
    EntryErased {
        /// Index of the erased entry.
        index: u64,
        /// Its leaf, so that what was erased stays named.
        leaf: Digest,
        /// The item that it was about, so that the original still has an entry that names it.
        item: Option<ItemId>,
        /// Why.
        reason: String,
    },
    /// Somebody verified the whole case and wanted that on record.
    Verified {
        /// How many originals were hashed again.
        items: u64,
        /// How many findings there were.
        findings: u64,
    },
    /// A proof or export left the case.
    Exported {
        /// What kind of export, such as `proof`.
        what: String,
        /// The item, if it was one.
        item: Option<ItemId>,
    },
    /// A person decided something about lists, records or estimates.
    Decided(Box<Decision>),
}

/// One entry of the log: what happened, when, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Position in the log, from 0.
    pub index: u64,
    /// When it was entered, by the clock of that machine.
    pub at: Timestamp,
    /// Who entered it.
    pub by: String,
    /// What happened.
    pub event: Event,
}
