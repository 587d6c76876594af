//! Proposals as the file keeps them: found by the caller as the catalogue changes, shown while nobody has declared or
//! refused what they are about.

use model::{ExtractionVersion, ItemId, LedgerState, ListPlace, Proposal};
use rusqlite::params;

use super::errors::ListsError;
use super::store::Lists;
use crate::catalogue::codes::{blob, coded, int, item as item_of, number, unblob};
use crate::catalogue::{Catalogue, Change};
use crate::derived::set_meta;

/// A proposal that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The item.
    pub item: ItemId,
    /// The reading in which places count.
    pub extraction: ExtractionVersion,
    /// Which of the item's proposals it is, from 0; it stays the same when others are answered.
    pub position: u64,
    /// What is proposed.
    pub proposal: Proposal,
}

/// What searching an item came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The item.
    pub item: ItemId,
    /// The log entry that first took it in.
    pub first: Option<u64>,
    /// The reading that was searched.
    pub extraction: ExtractionVersion,
    /// What was found; `None` when searching failed.
    pub proposals: Option<Vec<Proposal>>,
}

impl Lists {
    /// How many items changed since the file last searched for lists.
    ///
    /// # Errors
    /// When the file or the catalogue cannot be read.
    pub fn behind(&self, catalogue: &Catalogue) -> Result<u64, ListsError> {
        Ok(catalogue.changes_after(self.file.meta("change")?)?)
    }

    /// The next changes of the catalogue that are not searched, the earliest first; at most `most`.
    ///
    /// # Errors
    /// When the file or the catalogue cannot be read.
    pub fn changes(&self, catalogue: &Catalogue, most: u64) -> Result<Vec<Change>, ListsError> {
        Ok(catalogue.changes(self.file.meta("change")?, most)?)
    }

    /// Forgets at once what is proposed in items that were erased or left the case; see also [`Lists::follow`]. No word
    /// of them is left in the file then.
    ///
    /// # Errors
    /// [`ListsError::NotScrubbed`] when all was forgotten but another program holds the file.
    pub fn forget(&mut self, catalogue: &Catalogue) -> Result<(), ListsError> {
        let (mut mark, due) = (self.file.meta("change")?, self.file.is_to_be_scrubbed());
        loop {
            let changes = catalogue.changes(mark, 512)?;
            let Some(last) = changes.last() else { break };
            mark = last.change;
            for change in changes {
                let item = change.item.map_or(Ok(None), |item| catalogue.item(item))?;
                if item.is_none_or(|item| item.line.state == LedgerState::Erased) {
                    self.drop_item(change.number, true)?;
                }
            }
        }
        match self.finish() {
            // Said when it was erased; tried again at each opening.
            Err(ListsError::NotScrubbed) if due => Ok(()),
            done => done,
        }
    }

    /// Forgets what is proposed in an item, by its short number; `erased` when its words must leave the file.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn drop_item(&mut self, number: u64, erased: bool) -> Result<(), ListsError> {
        Ok(self.file.erase(|conn| {
            conn.prepare_cached("DELETE FROM proposal WHERE item = ?1")?.execute([int(number)])?;
            let held = conn.prepare_cached("DELETE FROM item WHERE number = ?1")?.execute([int(number)])?;
            Ok(held > 0 && erased)
        })?)
    }

    /// Keeps what searching an item found, by its short number, in place of what was found before.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn searched(&mut self, number: u64, found: &Searched) -> Result<(), ListsError> {
        self.drop_item(number, false)?;
        Ok(self.file.write(|conn| {
            let id = found.item.to_string();
            // The catalogue may have given an item another short number since.
            conn.prepare_cached("DELETE FROM proposal WHERE item IN (SELECT number FROM item WHERE id = ?1)")?
                .execute([&id])?;
            conn.prepare_cached(
                "INSERT OR REPLACE INTO item (number, id, first, extraction, failed) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                int(number),
                id,
                found.first.map(int),
                found.extraction.to_string(),
                found.proposals.is_none()
            ])?;
            for (position, proposal) in (0_u64..).zip(found.proposals.iter().flatten()) {
                conn.prepare_cached("INSERT INTO proposal VALUES (?1, ?2, ?3)")?.execute(params![
                    int(number),
                    int(position),
                    blob(proposal)?
                ])?;
            }
            Ok(())
        })?)
    }

    /// Notes that everything up to this change of the catalogue is searched.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn reach(&mut self, change: u64) -> Result<(), ListsError> {
        Ok(self.file.write(|conn| set_meta(conn, "change", int(change)))?)
    }

    /// Proposals that nobody has answered: those that share no row with a declared list or a refusal. In the order in
    /// which items came into the case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn suggestions(&self) -> Result<Vec<Suggestion>, ListsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT item.id, item.extraction, proposal.position, proposal.body
             FROM proposal JOIN item ON item.number = proposal.item
             ORDER BY item.first IS NULL, item.first, item.id, proposal.position",
        )?;
        let rows = query.query_map([], |row| {
            Ok(Suggestion {
                item: item_of(row, "id")?,
                extraction: coded(row, "extraction", |text| Some(ExtractionVersion(text.to_owned())))?,
                position: number(row, "position")?,
                proposal: unblob(row, "body")?,
            })
        })?;
        let lists = self.lists()?;
        let mut open = Vec::new();
        for suggestion in rows {
            let suggestion = suggestion?;
            let places = &suggestion.proposal.places;
            let declared =
                lists.iter().any(|it| it.list.item == suggestion.item && meet(&it.list.places, places));
            if !declared && !self.refused(suggestion.item)?.iter().any(|(_, refused)| meet(refused, places)) {
                open.push(suggestion);
            }
        }
        Ok(open)
    }

    /// Items on which searching failed: nothing was found in them or ruled out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn failed(&self) -> Result<Vec<ItemId>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT id FROM item WHERE failed ORDER BY first IS NULL, first, id")?;
        let items = query.query_map([], |row| item_of(row, "id"))?;
        Ok(items.collect::<Result<_, _>>()?)
    }
}

/// Whether two sets of places share a row.
fn meet(one: &[ListPlace], other: &[ListPlace]) -> bool {
    one.iter().any(|one| other.iter().any(|other| shares(one, other)))
}

fn shares(one: &ListPlace, other: &ListPlace) -> bool {
    match (one, other) {
        (
            ListPlace::Table { table, first_row, end_row },
            ListPlace::Table { table: other, first_row: first, end_row: end },
        ) => table == other && first_row < end && first < end_row,
        (ListPlace::Lines { span }, ListPlace::Lines { span: other }) => {
            span.start < other.end && other.start < span.end
        }
        _ => false,
    }
}
