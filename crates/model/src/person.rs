//! Records, persons, and what people decide about them. The machine's score never stands here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digest::ItemId;
use crate::span::CharSpan;

/// A row of a list, or a name in prose: the first eight bytes of a hash over the item, the span and the words there,
/// so that it is the same in every reading that gives the same words, and another one when the words change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId(pub u64);

/// A person: the id of one of the records when the person was first made; it stays when records join or leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub RecordId);

/// Why a text is no id of a record or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 13 letters and digits, such as 0f4k2m9x1c7ze")]
pub struct NotAnId;

/// Crockford's base 32: no letter that is taken for a digit.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many letters an id has.
const LENGTH: u32 = 13;

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |at: u32| char::from(LETTERS[(self.0 >> (5 * (LENGTH - 1 - at)) & 31) as usize]);
        (0..LENGTH).try_for_each(|at| write!(f, "{}", letter(at)))
    }
}

impl FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != LENGTH as usize {
            return Err(NotAnId);
        }
        text.bytes()
            .try_fold(0_u64, |id, byte| {
                let value = LETTERS.iter().position(|it| *it == byte.to_ascii_lowercase()).ok_or(NotAnId)?;
                if id >> 59 != 0 {
                    return Err(NotAnId);
                }
                Ok(id << 5 | value as u64)
            })
            .map(Self)
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PersonId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.parse().map(Self)
    }
}

/// A record as a judgement names it: enough to find it again, and no word of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// Its id.
    pub id: RecordId,
    /// The item that it stands in.
    pub item: ItemId,
    /// Code points of the item's text when it was judged.
    pub span: CharSpan,
}

/// A person's verdict on a pair of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
    /// Looked at and not decided.
    Unsure,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Unsure];

    /// Its stable name in the log and in exports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict of a [`Verdict::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// What a person decided about two records. The latest of one reviewer on a pair is the one that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// One record, the one with the lower id.
    pub one: RecordRef,
    /// The other record.
    pub other: RecordRef,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the reviewer's words.
    pub note: Option<String>,
    /// Whether it was given without sight of the score and of what others decided.
    pub blind: bool,
    /// Where it was decided, when it was imported: the file's name.
    pub imported: Option<String>,
}

/// The register was made or brought up to date: what it rests on and what changed of persons known before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The program, with version: another one may link otherwise.
    pub program: String,
    /// Whether all was linked from the beginning rather than new records to the persons known.
    pub afresh: bool,
    /// The log entries that declared the lists it was made of, ascending.
    pub lists: Vec<u64>,
    /// How many log entries it knew: judgements before this one count.
    pub entries: u64,
    /// How many records.
    pub records: u64,
    /// How many persons.
    pub persons: u64,
    /// SHA-256 over each record's id and person, ascending by record.
    pub digest: crate::digest::Digest,
    /// Persons known before that are now one: the id that stays, the id that is no longer used.
    pub merged: Vec<(PersonId, PersonId)>,
    /// Persons known before that a judgement or a fresh linkage took apart: what it was, what some of its records are now.
    pub split: Vec<(PersonId, PersonId)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        for id in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let text = RecordId(id).to_string();
            assert_eq!((text.len(), text.parse()), (13, Ok(RecordId(id))), "{text}");
            assert_eq!(text.to_uppercase().parse(), Ok(RecordId(id)));
        }
        for bad in ["", "0", "zzzzzzzzzzzzz", "000000000000u", "00000000000000"] {
            assert_eq!(bad.parse::<RecordId>(), Err(NotAnId), "{bad}");
        }
    }
}
