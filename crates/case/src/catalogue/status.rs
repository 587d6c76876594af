//! Counts over the whole case. Every figure counts rows that [`Catalogue::items`] can list.

use std::collections::BTreeMap;

use model::{DefectKind, LedgerState, MediaType};

use super::Catalogue;
use super::codes::{number, number_if_any};
use super::errors::StorageError;

/// What a case holds and how much of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// How many items are in each state; every state is named, in the order of [`LedgerState::ALL`].
    pub by_state: Vec<(LedgerState, u64)>,
    /// How many items are of each media type (as read, or by the first bytes when not read), by type. Items of which
    /// neither is known are left out here.
    pub by_media_type: Vec<(MediaType, u64)>,
    /// The kinds of defects in finished readings, in the order of [`DefectKind::ALL`].
    pub by_defect: Vec<DefectCount>,
    /// The sums.
    pub totals: Totals,
}

/// How often one kind of defect occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefectCount {
    /// The kind.
    pub kind: DefectKind,
    /// In how many items.
    pub items: u64,
    /// How often in all.
    pub defects: u64,
}

/// Sums over all items, and over all finished readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Log entries folded in.
    pub entries: u64,
    /// Of those, entries whose body was erased.
    pub erased_entries: u64,
    /// Items.
    pub items: u64,
    /// Their bytes, without the erased.
    pub bytes: u64,
    /// Code points of text.
    pub characters: u64,
    /// Pages.
    pub pages: u64,
    /// Table rows.
    pub rows: u64,
    /// Members that became items of their own.
    pub members: u64,
}

impl Catalogue {
    /// Counts the case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn status(&self) -> Result<Status, StorageError> {
        let _snapshot = self.snapshot()?;
        let (totals, by_media_type) = self.totals()?;
        Ok(Status { by_state: self.by_state()?, by_media_type, by_defect: self.by_defect()?, totals })
    }

    fn by_state(&self) -> rusqlite::Result<Vec<(LedgerState, u64)>> {
        let mut query = self.conn.prepare_cached("SELECT count(*) AS n FROM item WHERE state = ?1")?;
        let mut count = |state: LedgerState| query.query_row([state.code()], |row| number(row, "n"));
        LedgerState::ALL.into_iter().map(|state| Ok((state, count(state)?))).collect()
    }

    fn by_defect(&self) -> rusqlite::Result<Vec<DefectCount>> {
        let mut query = self.conn.prepare_cached(
            "SELECT count(DISTINCT item) AS items, count(*) AS defects FROM defect
             WHERE kind = ?1 AND item IN (SELECT item FROM reading)",
        )?;
        let mut counts = Vec::new();
        for kind in DefectKind::ALL {
            let count = query.query_row([kind.code()], |row| {
                Ok(DefectCount { kind, items: number(row, "items")?, defects: number(row, "defects")? })
            })?;
            if count.defects > 0 {
                counts.push(count);
            }
        }
        Ok(counts)
    }

    /// The sums, and how many items are of each type, in one pass over the items: a case may have very many.
    fn totals(&self) -> rusqlite::Result<(Totals, Vec<(MediaType, u64)>)> {
        let count = |sql: &str| -> rusqlite::Result<u64> {
            self.conn.prepare_cached(sql)?.query_row([], |row| number(row, "n"))
        };
        let mut totals = Totals {
            entries: count("SELECT value AS n FROM meta WHERE name = 'entries'")?,
            erased_entries: count("SELECT count(*) AS n FROM entry WHERE kind = 'erased'")?,
            items: 0,
            bytes: 0,
            characters: 0,
            pages: 0,
            rows: 0,
            members: 0,
        };
        let mut by_type: BTreeMap<String, u64> = BTreeMap::new();
        let mut query = self.conn.prepare_cached(
            "SELECT iif(item.state = 'erased', 0, item.size) AS bytes, characters, pages, table_rows, members,
                 coalesce(reading.media_type, item.sniffed) AS type
             FROM item LEFT JOIN reading ON reading.item = item.number",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            totals.items += 1;
            let sums = [
                &mut totals.bytes,
                &mut totals.characters,
                &mut totals.pages,
                &mut totals.rows,
                &mut totals.members,
            ];
            for (column, sum) in
                ["bytes", "characters", "pages", "table_rows", "members"].into_iter().zip(sums)
            {
                // SQLite's own sum() fails beyond 2^63, and a subverted reader can report any figure.
                *sum = sum.saturating_add(number_if_any(row, column)?.unwrap_or(0));
            }
            if let Some(kind) = row.get_ref("type")?.as_str_or_null()? {
                match by_type.get_mut(kind) {
                    Some(count) => *count += 1,
                    None => drop(by_type.insert(kind.to_owned(), 1)),
                }
            }
        }
        let by_type = by_type.into_iter().map(|(kind, count)| (MediaType::new(&kind), count)).collect();
        Ok((totals, by_type))
    }
}
