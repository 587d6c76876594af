//! What people decide about lists, records and estimates, as the log keeps it. Each can be taken back by a later one;
//! none is ever changed.

use serde::{Deserialize, Serialize};

use crate::digest::{Digest, ItemId};
use crate::list::{List, ListPlace};
use crate::person::{Judgement, Linked};

/// A decision. The entry that it stands in says who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "always boxed in `Event`")]
pub enum Decision {
    /// This is a list of people, to be read so.
    ListDeclared {
        /// The list.
        list: List,
        /// The entry that declared it before, when this one corrects it.
        replaces: Option<u64>,
    },
    /// What looks like a list of people is none, or is not wanted.
    ListRefused {
        /// The item.
        item: ItemId,
        /// Where.
        places: Vec<ListPlace>,
    },
    /// A declared list is no longer read.
    ListWithdrawn {
        /// The entry that declared it.
        list: u64,
        /// Why.
        reason: String,
    },
    /// Two records are, or are not, one person.
    Judged(Judgement),
    /// A judgement no longer stands.
    JudgementWithdrawn {
        /// The entry that holds it.
        judgement: u64,
    },
    /// The register was made or brought up to date.
    Linked(Linked),
    /// An estimate was made.
    Estimated(Estimated),
}

impl Decision {
    /// Its stable name in the log and the catalogue.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ListDeclared { .. } => "list-declared",
            Self::ListRefused { .. } => "list-refused",
            Self::ListWithdrawn { .. } => "list-withdrawn",
            Self::Judged(_) => "judged",
            Self::JudgementWithdrawn { .. } => "judgement-withdrawn",
            Self::Linked(_) => "linked",
            Self::Estimated(_) => "estimated",
        }
    }

    /// The item that it is about, if it is about one.
    #[must_use]
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::ListDeclared { list, .. } => Some(list.item),
            Self::ListRefused { item, .. } => Some(*item),
            _ => None,
        }
    }

    /// The earlier entry that it is about, if it is about one.
    #[must_use]
    pub const fn about(&self) -> Option<u64> {
        match self {
            Self::ListDeclared { replaces, .. } => *replaces,
            Self::ListWithdrawn { list, .. } => Some(*list),
            Self::JudgementWithdrawn { judgement } => Some(*judgement),
            _ => None,
        }
    }
}

/// An estimate of how many people are on no list: what it takes to make it again, to the digit, and what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimated {
    /// The program, with version.
    pub program: String,
    /// SHA-256 of every table asked about: the whole, then strata, then draws of the linkage.
    pub tables: Vec<Digest>,
    /// The lists, by the entries that declared them.
    pub lists: Vec<u64>,
    /// The seed.
    pub seed: u64,
    /// Version of the methods.
    pub methods: u32,
    /// All settings, as JSON.
    pub settings: String,
    /// How many people are documented.
    pub documented: u64,
    /// What the gate decided: `answer`, `warn`, `lower-bound-only` or `refuse`.
    pub verdict: String,
    /// The lower end shown, in people; `None` when refused.
    pub least: Option<u64>,
    /// The upper end shown; `None` when refused or where only a lower end is.
    pub most: Option<u64>,
}
