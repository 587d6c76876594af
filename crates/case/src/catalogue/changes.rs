//! What has changed since, item by item: what the search index follows. Every change of an item's row, custody or
//! reading gives the item the next number; numbers only grow. Says nothing of what the change was.

use model::{ItemId, LedgerState};
use rusqlite::{Connection, OptionalExtension, params};

use super::Catalogue;
use super::codes::{coded_if_any, int, number};
use super::errors::StorageError;
use super::ledger::Item;

/// A changed item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The number of its latest change.
    pub change: u64,
    /// The short number by which this file names the item.
    pub number: u64,
    /// The item; `None` when it is in the case no more.
    pub item: Option<ItemId>,
}

/// The number that the next change gets.
const NEXT: &str =
    "max(coalesce((SELECT max(changed) FROM item), 0), coalesce((SELECT max(change) FROM gone), 0)) + 1";

impl Catalogue {
    /// Items changed after the change of this number, the earliest change first; at most `most`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changes(&self, after: u64, most: u64) -> Result<Vec<Change>, StorageError> {
        let mut query = self.conn.prepare_cached(
            "SELECT changed AS change, number, id FROM item WHERE changed > ?1
             UNION ALL SELECT change, number, NULL FROM gone WHERE change > ?1 ORDER BY change LIMIT ?2",
        )?;
        let rows = query.query_map(params![int(after), int(most)], |row| {
            Ok(Change {
                change: number(row, "change")?,
                number: number(row, "number")?,
                item: coded_if_any(row, "id", |text| text.parse().ok())?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many items changed after the change of this number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changes_after(&self, change: u64) -> Result<u64, StorageError> {
        let mut query = self.conn.prepare_cached(
            "SELECT (SELECT count(*) FROM item WHERE changed > ?1) + (SELECT count(*) FROM gone WHERE change > ?1)
             AS n",
        )?;
        Ok(query.query_row([int(change)], |row| number(row, "n"))?)
    }

    /// The item that this file names by a short number; `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn item_numbered(&self, number: u64) -> Result<Option<Item>, StorageError> {
        let id = self.id_numbered(number)?;
        id.map_or(Ok(None), |id| self.item(id))
    }

    /// The id of the item that this file names by a short number; `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn id_numbered(&self, number: u64) -> Result<Option<ItemId>, StorageError> {
        let mut query = self.conn.prepare_cached("SELECT id FROM item WHERE number = ?1")?;
        let found = query.query_row([int(number)], |row| coded_if_any(row, "id", |text| text.parse().ok()));
        Ok(found.optional()?.flatten())
    }

    /// The short numbers of all items in this state, ascending.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn numbers_in_state(&self, state: LedgerState) -> Result<Vec<u64>, StorageError> {
        let mut query =
            self.conn.prepare_cached("SELECT number FROM item WHERE state = ?1 ORDER BY number")?;
        let numbers = query.query_map([state.code()], |row| number(row, "number"))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// The short number by which this file names an item; `None` when it is not in the case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn number_of(&self, item: ItemId) -> Result<Option<u64>, StorageError> {
        let mut query = self.conn.prepare_cached("SELECT number FROM item WHERE id = ?1")?;
        Ok(query.query_row([item.to_string()], |row| number(row, "number")).optional()?)
    }
}

/// Notes that an item changed.
pub(super) fn touch(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("UPDATE item SET changed = {NEXT} WHERE number = ?1"))?
        .execute([number])
        .map(drop)
}

/// Notes that the item with this id changed.
pub(super) fn touch_named(conn: &Connection, id: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("UPDATE item SET changed = {NEXT} WHERE id = ?1"))?.execute([id]).map(drop)
}

/// Notes that an item's row goes.
pub(super) fn note_gone(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(&format!("INSERT INTO gone (change, number) SELECT {NEXT}, ?1"))?
        .execute([number])
        .map(drop)
}
