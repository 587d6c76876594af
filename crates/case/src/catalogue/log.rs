//! What the log says, as folded in: entries, an item's custody, a container's members.

use std::ops::Range;

use jiff::Timestamp;
use model::{Captured, Custody, Decision, ItemId, MediaType, Parent};
use rusqlite::{OptionalExtension as _, Row, params};

use super::Catalogue;
use super::codes::{coded, coded_if_any, int, item as item_of, number, number_if_any, obtained_from, unblob};
use super::errors::StorageError;

/// One entry of the log, without the custody that it may record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Position in the log, from 0.
    pub index: u64,
    /// What kind: `created`, `key-added`, `taken`, `item-erased`, `entry-erased`, `verified`, `exported`, or a [`Decision::code`]; `erased` when
    /// the body is gone and nothing else is known of it.
    pub kind: String,
    /// When it was entered.
    pub at: Option<Timestamp>,
    /// Who entered it.
    pub by: Option<String>,
    /// The item it is about.
    pub item: Option<ItemId>,
    /// The item's name: the one under which this entry took it in, else the first.
    pub name: Option<String>,
    /// For `entry-erased` and decisions: the earlier entry that it is about.
    pub about: Option<u64>,
    /// For `verified`: originals hashed again and findings.
    pub verified: Option<(u64, u64)>,
    /// The case's name, the key, the reason, or what was exported.
    pub detail: Option<String>,
}

/// A decision that stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The log entry that holds it.
    pub entry: u64,
    /// When it was entered.
    pub at: Timestamp,
    /// Who decided.
    pub by: String,
    /// What.
    pub decision: Decision,
}

/// One collection of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyRow {
    /// The log entry that records it.
    pub entry: u64,
    /// What it records.
    pub custody: Custody,
}

/// A member of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Its path or number inside the container.
    pub path: String,
    /// The item that it became.
    pub item: ItemId,
}

const SELECT: &str = "SELECT entry.*, coalesce(custody.name, item.name) AS name FROM entry
    LEFT JOIN custody ON custody.entry = entry.number LEFT JOIN item ON item.id = entry.item";

impl Catalogue {
    /// Entries of the log, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entries(&self, range: Range<u64>) -> Result<Vec<LogRow>, StorageError> {
        let mut query = self.conn.prepare_cached(&format!(
            "{SELECT} WHERE entry.number >= ?1 AND entry.number < ?2 ORDER BY entry.number"
        ))?;
        let rows = query.query_map(params![int(range.start), int(range.end)], log_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The decisions of the log from an entry on, in order; of erased entries nothing is known.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decisions(&self, from: u64) -> Result<Vec<DecisionRow>, StorageError> {
        let mut query = self.conn.prepare_cached(
            "SELECT number, at, person, decision FROM entry WHERE decision IS NOT NULL AND number >= ?1
             ORDER BY number",
        )?;
        let rows = query.query_map([int(from)], |row| {
            Ok(DecisionRow {
                entry: number(row, "number")?,
                at: coded(row, "at", |text| text.parse().ok())?,
                by: row.get("person")?,
                decision: unblob(row, "decision")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The last verification that the log holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_verified(&self) -> Result<Option<LogRow>, StorageError> {
        let sql = format!("{SELECT} WHERE entry.kind = 'verified' ORDER BY entry.number DESC LIMIT 1");
        Ok(self.conn.prepare_cached(&sql)?.query_row([], log_row).optional()?)
    }

    /// Every collection of an item that is still on record, in log order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn custody(&self, item: ItemId) -> Result<Vec<CustodyRow>, StorageError> {
        let mut query = self.conn.prepare_cached("SELECT * FROM custody WHERE item = ?1 ORDER BY entry")?;
        let rows = query.query_map([item.to_string()], custody_in)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The members that came out of a container, in log order. The same bytes at two paths are two children; the same
    /// path and bytes taken in again are one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn children(&self, container: ItemId) -> Result<Vec<Child>, StorageError> {
        let mut query = self.conn.prepare_cached(
            "SELECT parent_path, item FROM custody WHERE parent = ?1
             GROUP BY parent_path, item ORDER BY min(entry)",
        )?;
        let rows = query.query_map([container.to_string()], |row| {
            Ok(Child { path: row.get("parent_path")?, item: item_of(row, "item")? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn log_row(row: &Row<'_>) -> rusqlite::Result<LogRow> {
    Ok(LogRow {
        index: number(row, "number")?,
        kind: row.get("kind")?,
        at: coded_if_any(row, "at", |text| text.parse().ok())?,
        by: row.get("person")?,
        item: coded_if_any(row, "item", |text| text.parse().ok())?,
        name: row.get("name")?,
        about: number_if_any(row, "about")?,
        verified: number_if_any(row, "items")?.zip(number_if_any(row, "findings")?),
        detail: row.get("detail")?,
    })
}

fn custody_in(row: &Row<'_>) -> rusqlite::Result<CustodyRow> {
    let media_type = |text: &str| Some(MediaType::new(text));
    let parent = match coded_if_any(row, "parent", |text| text.parse().ok())? {
        Some(item) => Some(Parent { item, path: row.get("parent_path")? }),
        None => None,
    };
    let captured = match row.get("captured_address")? {
        Some(address) => Some(Captured { address, at: row.get("captured_at")? }),
        None => None,
    };
    let custody = Custody {
        item: item_of(row, "item")?,
        size: number(row, "size")?,
        sha512: row.get("sha512")?,
        at: coded(row, "at", |text| text.parse().ok())?,
        time_zone: row.get("time_zone")?,
        collector: row.get("collector")?,
        obtained: coded(row, "obtained", obtained_from)?,
        from: row.get("received_from")?,
        note: row.get("note")?,
        name: row.get("name")?,
        path: row.get("path")?,
        modified: coded_if_any(row, "modified", |text| text.parse().ok())?,
        sniffed: coded(row, "sniffed", media_type)?,
        claimed: coded_if_any(row, "claimed", media_type)?,
        parent,
        captured,
        complete: row.get("complete")?,
        program: row.get("program")?,
    };
    Ok(CustodyRow { entry: number(row, "entry")?, custody })
}
