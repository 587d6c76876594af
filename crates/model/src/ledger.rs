//! The ledger: each item's line says whether it was read whole, in part, or not at all, and why.

use serde::{Deserialize, Serialize};

use crate::anchor::ExtractionVersion;
use crate::custody::Parent;
use crate::defect::{Defect, Missing};
use crate::digest::ItemId;
use crate::media::MediaType;

/// How much of an item was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerState {
    /// All of it.
    Whole,
    /// Some of it; the defects say what is missing.
    Partial,
    /// None of it; the defects say why.
    Failed,
    /// Nobody has read it yet (a stopped intake; `habeas add` or `habeas rebuild` goes on).
    Unread,
    /// Its bytes were erased for a person's safety.
    Erased,
}

impl LedgerState {
    /// Every state, in the order in which a person wants them counted.
    pub const ALL: [Self; 5] = [Self::Whole, Self::Partial, Self::Failed, Self::Unread, Self::Erased];

    /// Its stable name in `--json` and in message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Unread => "unread",
            Self::Erased => "erased",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The state that these defects leave an item in. `Failed` needs a defect that misses everything.
    #[must_use]
    pub fn of(defects: &[Defect]) -> Self {
        if defects.iter().any(|defect| defect.missing == Missing::Everything) {
            Self::Failed
        } else if defects.iter().any(|defect| defect.missing != Missing::Nothing) {
            Self::Partial
        } else {
            Self::Whole
        }
    }
}

/// What reading one item came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the bytes turned out to be.
    pub media_type: MediaType,
    /// Which program and tools read it. The same version and bytes give the same parts.
    pub extraction: ExtractionVersion,
    /// How many parts.
    pub parts: u64,
    /// How many code points of text.
    pub characters: u64,
    /// How many pages, where the format has pages.
    pub pages: u64,
    /// How many table rows.
    pub rows: u64,
    /// How many members became items of their own.
    pub members: u64,
    /// What could not be read.
    pub defects: Vec<Defect>,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// The item.
    pub item: ItemId,
    /// The name under which it was first taken in.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// The container it came out of, if any.
    pub parent: Option<Parent>,
    /// How much of it was read.
    pub state: LedgerState,
    /// What reading it came to; `None` while unread or once erased.
    pub reading: Option<Reading>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::defect::DefectKind;

    fn check(missing: &[Missing], state: LedgerState) {
        let defects: Vec<_> =
            missing.iter().map(|missing| Defect::whole(DefectKind::Damaged, *missing, "")).collect();
        assert_eq!(LedgerState::of(&defects), state, "{missing:?}");
    }

    #[test]
    fn the_worst_defect_decides() {
        check(&[], LedgerState::Whole);
        check(&[Missing::Nothing], LedgerState::Whole);
        check(&[Missing::Nothing, Missing::Unknown], LedgerState::Partial);
        check(&[Missing::Pages(2)], LedgerState::Partial);
        check(&[Missing::Pages(2), Missing::Everything], LedgerState::Failed);
    }
}
