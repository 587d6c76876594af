//! Readings under way: what has come of each item, and which finished containers may be entered next. Holds no text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use extract::Summary;
use model::{Defect, ItemId, LedgerState, Missing, Part, PartKind, Reading};

use super::lane::TakenMember;

/// Every reading of one run.
#[derive(Default)]
pub(super) struct Readings {
    under_way: BTreeMap<ItemId, Draft>,
    /// Items that this run has begun, so that none is read twice.
    begun: BTreeSet<ItemId>,
    /// By number in the queue: read; an item only where it is a container whose members wait to be entered.
    done: BTreeMap<u64, Option<ItemId>>,
    next: u64,
}

#[derive(Default)]
struct Draft {
    name: String,
    parts: u64,
    characters: u64,
    pages: u64,
    rows: HashMap<u32, u64>,
    members: Vec<TakenMember>,
    member_count: u64,
    state: Option<LedgerState>,
    summary: Option<Summary>,
}

/// A reading that is complete.
pub(super) struct Finished {
    pub name: String,
    pub state: LedgerState,
    /// Its defects are in the catalogue already.
    pub reading: Reading,
}

impl Readings {
    /// Notes that an item is queued as number `sequence`; false when this run has it already.
    pub fn begin(&mut self, item: ItemId, sequence: u64, name: &str) -> bool {
        debug_assert!(sequence >= self.next, "sequence numbers only grow");
        let new = self.begun.insert(item);
        if new {
            self.under_way.insert(item, Draft { name: name.to_owned(), ..Draft::default() });
        }
        new
    }

    pub fn part(&mut self, item: ItemId, part: &Part) {
        let Some(draft) = self.under_way.get_mut(&item) else { return };
        draft.parts += 1;
        draft.characters += part.text.chars().count() as u64;
        if let PartKind::Page { number, .. } = part.kind {
            draft.pages = draft.pages.max(u64::from(number));
        }
        for chunk in &part.tables {
            let rows = draft.rows.entry(chunk.table).or_default();
            *rows = chunk.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0).max(*rows);
        }
    }

    pub fn defect(&mut self, item: ItemId, defect: &Defect) {
        let Some(draft) = self.under_way.get_mut(&item) else { return };
        let state = match defect.missing {
            Missing::Nothing => LedgerState::Whole,
            Missing::Everything => LedgerState::Failed,
            _ => LedgerState::Partial,
        };
        // The states are ordered from whole to failed.
        draft.state = draft.state.max(Some(state));
    }

    pub fn member(&mut self, item: ItemId, member: TakenMember) {
        if let Some(draft) = self.under_way.get_mut(&item) {
            draft.member_count += 1;
            draft.members.push(member);
        }
    }

    /// Notes that number `sequence` is read; true when members of it wait to be entered before it is finished.
    pub fn done(&mut self, sequence: u64, item: ItemId, summary: Summary) -> bool {
        let draft = self.under_way.entry(item).or_default();
        draft.summary = Some(summary);
        let is_container = !draft.members.is_empty();
        self.done.insert(sequence, is_container.then_some(item));
        is_container
    }

    /// The next container in queue order, with its members, when everything before it is read.
    pub fn next_in_order(&mut self) -> Option<(ItemId, Vec<TakenMember>)> {
        loop {
            let read = self.done.remove(&self.next)?;
            self.next += 1;
            if let Some(item) = read {
                let members = self.under_way.get_mut(&item).map(|draft| std::mem::take(&mut draft.members));
                return Some((item, members.unwrap_or_default()));
            }
        }
    }

    pub fn finish(&mut self, item: ItemId) -> Option<Finished> {
        let draft = self.under_way.remove(&item)?;
        let summary = draft.summary?;
        Some(Finished {
            name: draft.name,
            state: draft.state.unwrap_or(LedgerState::Whole),
            reading: Reading {
                media_type: summary.media_type,
                extraction: summary.extraction,
                parts: draft.parts,
                characters: draft.characters,
                pages: draft.pages,
                rows: draft.rows.values().sum(),
                members: draft.member_count,
                defects: Vec::new(),
            },
        })
    }
}
