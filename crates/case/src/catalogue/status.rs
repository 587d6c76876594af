//! Counts over the whole case. Every figure counts rows that [`Catalogue::items`] can list.

use model::{DefectKind, LedgerState, MediaType};

use super::Catalogue;
use super::codes::{coded, number};
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
        Ok(Status {
            by_state: self.by_state()?,
            by_media_type: self.by_media_type()?,
            by_defect: self.by_defect()?,
            totals: self.totals()?,
        })
    }

    fn by_state(&self) -> rusqlite::Result<Vec<(LedgerState, u64)>> {
        let mut query = self.conn.prepare_cached("SELECT count(*) AS n FROM item WHERE state = ?1")?;
        let mut count = |state: LedgerState| query.query_row([state.code()], |row| number(row, "n"));
        LedgerState::ALL.into_iter().map(|state| Ok((state, count(state)?))).collect()
    }

    fn by_media_type(&self) -> rusqlite::Result<Vec<(MediaType, u64)>> {
        let mut query = self.conn.prepare_cached(
            "SELECT coalesce(reading.media_type, item.sniffed) AS type, count(*) AS n
             FROM item LEFT JOIN reading ON reading.item = item.number
             WHERE type IS NOT NULL GROUP BY type ORDER BY type",
        )?;
        query
            .query_map([], |row| {
                Ok((coded(row, "type", |text| Some(MediaType::new(text)))?, number(row, "n")?))
            })?
            .collect()
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

    fn totals(&self) -> rusqlite::Result<Totals> {
        let count = |sql: &str| -> rusqlite::Result<u64> {
            self.conn.prepare_cached(sql)?.query_row([], |row| number(row, "n"))
        };
        // SQLite's own sum() fails beyond 2^63, and a subverted reader can report any figure.
        let sum = |sql: &str| -> rusqlite::Result<u64> {
            let mut query = self.conn.prepare_cached(sql)?;
            let mut figures = query.query_map([], |row| number(row, "n"))?;
            figures.try_fold(0_u64, |sum, figure| Ok(sum.saturating_add(figure?)))
        };
        let read = |column: &str| sum(&format!("SELECT {column} AS n FROM reading"));
        Ok(Totals {
            entries: count("SELECT value AS n FROM meta WHERE name = 'entries'")?,
            erased_entries: count("SELECT count(*) AS n FROM entry WHERE kind = 'erased'")?,
            items: count("SELECT count(*) AS n FROM item")?,
            bytes: sum("SELECT size AS n FROM item WHERE state <> 'erased'")?,
            characters: read("characters")?,
            pages: read("pages")?,
            rows: read("table_rows")?,
            members: read("members")?,
        })
    }
}
