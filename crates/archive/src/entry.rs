//! The entry file, version 1: what happened as JSON with a salt, one file an entry. Its SHA-256 is the leaf in the
//! log. Converts to and from `model::Entry` field by field; never written by derive on the model's own types.

use jiff::Timestamp;
use model::{Captured, Custody, Digest, Entry, Event, ItemId, MediaType, Obtained, Parent};
use serde::{Deserialize, Serialize};

use crate::decision::DecisionV1;

/// What the `habeas` field of every entry file says.
const VERSION: &str = "entry/1";

/// 32 random bytes in each entry, so that nobody can guess an erased body from its leaf.
pub type Salt = [u8; 32];

/// Why an entry file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// It was written by a newer Habeas. Use that one.
    #[error("the entry is of version {found}; this program reads {VERSION}")]
    Newer {
        /// What it says of itself.
        found: String,
    },
    /// It is no entry of this version.
    #[error("not an entry file: {0}")]
    Form(#[from] serde_json::Error),
    /// A value in it is outside its range.
    #[error("the entry's {field} is malformed")]
    Value {
        /// The field.
        field: &'static str,
    },
}

/// Where in `entries/` the body of entry `index` lies.
#[must_use]
pub fn path(index: u64) -> String {
    format!("entries/{}.json", crate::tile::index_path(index))
}

/// The bytes of an entry file.
#[must_use]
pub fn write(at: Timestamp, by: &str, event: &Event, salt: &Salt) -> Vec<u8> {
    let wire = EntryV1 {
        habeas: VERSION.into(),
        salt: Digest(*salt).to_string(),
        at,
        by: by.to_owned(),
        event: event.into(),
    };
    let mut bytes = serde_json::to_vec_pretty(&wire).expect("every field is text, number or list");
    bytes.push(b'\n');
    bytes
}

/// Reads the file of entry `index`.
///
/// # Errors
/// When it is no entry file or of a newer version.
pub fn read(index: u64, bytes: &[u8]) -> Result<Entry, EntryError> {
    let version: Version = serde_json::from_slice(bytes)?;
    if version.habeas != VERSION {
        return Err(EntryError::Newer { found: version.habeas });
    }
    let wire: EntryV1 = serde_json::from_slice(bytes)?;
    Ok(Entry { index, at: wire.at, by: wire.by, event: wire.event.try_into()? })
}

#[derive(Deserialize)]
struct Version {
    habeas: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryV1 {
    habeas: String,
    salt: String,
    at: Timestamp,
    by: String,
    event: EventV1,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
enum EventV1 {
    Created { name: String, origin: String, key: String },
    KeyAdded { key: String },
    Taken(Box<CustodyV1>),
    ItemErased { item: String, reason: String },
    EntryErased { index: u64, leaf: String, item: Option<String>, reason: String },
    Verified { items: u64, findings: u64 },
    Exported { export: String, item: Option<String> },
    Decided(Box<DecisionV1>),
}

#[derive(Serialize, Deserialize)]
struct CustodyV1 {
    sha256: String,
    sha512: String,
    size: u64,
    at: Timestamp,
    time_zone: Option<String>,
    collector: String,
    obtained: ObtainedV1,
    from: Option<String>,
    note: Option<String>,
    name: String,
    path: Option<String>,
    modified: Option<Timestamp>,
    media_type_sniffed: String,
    media_type_claimed: Option<String>,
    parent: Option<ParentV1>,
    captured: Option<CapturedV1>,
    complete: bool,
    program: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ObtainedV1 {
    File,
    StandardInput,
    Member,
    Demo,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParentV1 {
    sha256: String,
    path: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CapturedV1 {
    address: String,
    at: Option<String>,
}

impl From<&Event> for EventV1 {
    fn from(event: &Event) -> Self {
        match event {
            Event::Created { name, origin, key } => {
                Self::Created { name: name.clone(), origin: origin.clone(), key: key.clone() }
            }
            Event::KeyAdded { key } => Self::KeyAdded { key: key.clone() },
            Event::Taken(custody) => Self::Taken(Box::new(custody.into())),
            Event::ItemErased { item, reason } => {
                Self::ItemErased { item: item.to_string(), reason: reason.clone() }
            }
            Event::EntryErased { index, leaf, item, reason } => Self::EntryErased {
                index: *index,
                leaf: leaf.to_string(),
                item: item.map(|item| item.to_string()),
                reason: reason.clone(),
            },
            Event::Verified { items, findings } => Self::Verified { items: *items, findings: *findings },
            Event::Exported { what, item } => {
                Self::Exported { export: what.clone(), item: item.map(|item| item.to_string()) }
            }
            Event::Decided(decision) => Self::Decided(Box::new((&**decision).into())),
        }
    }
}

impl TryFrom<EventV1> for Event {
    type Error = EntryError;

    fn try_from(wire: EventV1) -> Result<Self, EntryError> {
        Ok(match wire {
            EventV1::Created { name, origin, key } => Self::Created { name, origin, key },
            EventV1::KeyAdded { key } => Self::KeyAdded { key },
            EventV1::Taken(custody) => Self::Taken((*custody).try_into()?),
            EventV1::ItemErased { item, reason } => Self::ItemErased { item: item_id(&item)?, reason },
            EventV1::EntryErased { index, leaf, item, reason } => {
                let leaf = leaf.parse().map_err(|_| EntryError::Value { field: "leaf" })?;
                let item = item.as_deref().map(item_id).transpose()?;
                Self::EntryErased { index, leaf, item, reason }
            }
            EventV1::Verified { items, findings } => Self::Verified { items, findings },
            EventV1::Exported { export, item } => {
                Self::Exported { what: export, item: item.as_deref().map(item_id).transpose()? }
            }
            EventV1::Decided(decision) => Self::Decided(Box::new((*decision).try_into()?)),
        })
    }
}

pub(crate) fn item_id(text: &str) -> Result<ItemId, EntryError> {
    text.parse().map_err(|_| EntryError::Value { field: "sha256" })
}

impl From<&Custody> for CustodyV1 {
    fn from(custody: &Custody) -> Self {
        let parent = custody
            .parent
            .as_ref()
            .map(|parent| ParentV1 { sha256: parent.item.to_string(), path: parent.path.clone() });
        let captured = custody
            .captured
            .as_ref()
            .map(|captured| CapturedV1 { address: captured.address.clone(), at: captured.at.clone() });
        Self {
            sha256: custody.item.to_string(),
            sha512: custody.sha512.clone(),
            size: custody.size,
            at: custody.at,
            time_zone: custody.time_zone.clone(),
            collector: custody.collector.clone(),
            obtained: match custody.obtained {
                Obtained::File => ObtainedV1::File,
                Obtained::StandardInput => ObtainedV1::StandardInput,
                Obtained::Member => ObtainedV1::Member,
                Obtained::Demo => ObtainedV1::Demo,
            },
            from: custody.from.clone(),
            note: custody.note.clone(),
            name: custody.name.clone(),
            path: custody.path.clone(),
            modified: custody.modified,
            media_type_sniffed: custody.sniffed.to_string(),
            media_type_claimed: custody.claimed.as_ref().map(ToString::to_string),
            parent,
            captured,
            complete: custody.complete,
            program: custody.program.clone(),
        }
    }
}

impl TryFrom<CustodyV1> for Custody {
    type Error = EntryError;

    fn try_from(wire: CustodyV1) -> Result<Self, EntryError> {
        let parent = wire
            .parent
            .map(|parent| Ok::<_, EntryError>(Parent { item: item_id(&parent.sha256)?, path: parent.path }))
            .transpose()?;
        Ok(Self {
            item: item_id(&wire.sha256)?,
            size: wire.size,
            sha512: wire.sha512,
            at: wire.at,
            time_zone: wire.time_zone,
            collector: wire.collector,
            obtained: match wire.obtained {
                ObtainedV1::File => Obtained::File,
                ObtainedV1::StandardInput => Obtained::StandardInput,
                ObtainedV1::Member => Obtained::Member,
                ObtainedV1::Demo => Obtained::Demo,
            },
            from: wire.from,
            note: wire.note,
            name: wire.name,
            path: wire.path,
            modified: wire.modified,
            sniffed: MediaType::new(&wire.media_type_sniffed),
            claimed: wire.media_type_claimed.as_deref().map(MediaType::new),
            parent,
            captured: wire.captured.map(|captured| Captured { address: captured.address, at: captured.at }),
            complete: wire.complete,
            program: wire.program,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn custody() -> Custody {
        Custody {
            item: ItemId(crate::merkle::sha256(b"acta")),
            size: 4,
            sha512: "00".repeat(64),
            at: Timestamp::UNIX_EPOCH,
            time_zone: Some("America/Bogota".into()),
            collector: "Inés Ordóñez".into(),
            obtained: Obtained::Member,
            from: Some("the families' committee".into()),
            note: None,
            name: "acta.txt".into(),
            path: Some("folder/acta.txt".into()),
            modified: None,
            sniffed: MediaType::new("text/plain"),
            claimed: None,
            parent: Some(Parent { item: ItemId(Digest([1; 32])), path: "a/acta.txt".into() }),
            captured: Some(Captured { address: "https://example.org/".into(), at: None }),
            complete: true,
            program: "habeas 0.1.0".into(),
        }
    }

    #[test]
    fn every_event_round_trips() {
        let item = ItemId(Digest([2; 32]));
        for event in [
            Event::Created { name: "Caso".into(), origin: "o".into(), key: "k".into() },
            Event::KeyAdded { key: "k".into() },
            Event::Taken(custody()),
            Event::ItemErased { item, reason: "safety".into() },
            Event::EntryErased { index: 3, leaf: Digest([4; 32]), item: Some(item), reason: "safety".into() },
            Event::Verified { items: 2, findings: 0 },
            Event::Exported { what: "proof".into(), item: Some(item) },
        ] {
            let bytes = write(Timestamp::UNIX_EPOCH, "Inés", &event, &[5; 32]);
            let entry = read(9, &bytes).unwrap();
            assert_eq!((entry.index, entry.by.as_str(), entry.event), (9, "Inés", event));
        }
    }

    #[test]
    fn the_salt_changes_the_leaf() {
        let event = Event::KeyAdded { key: "k".into() };
        let with = |salt: u8| write(Timestamp::UNIX_EPOCH, "", &event, &[salt; 32]);
        assert_ne!(crate::merkle::sha256(&with(1)), crate::merkle::sha256(&with(2)));
    }

    #[test]
    fn newer_and_foreign_files_are_told_apart() {
        assert!(matches!(read(0, br#"{"habeas":"entry/2"}"#), Err(EntryError::Newer { .. })));
        for bad in [&b""[..], b"{}", br#"{"habeas":"entry/1"}"#, b"[1]"] {
            assert!(matches!(read(0, bad), Err(EntryError::Form(_))), "{bad:?}");
        }
    }
}
