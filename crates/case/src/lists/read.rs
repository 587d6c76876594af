//! Lists and records, read back. Loads no more rows than asked for.

use std::ops::Range;

use model::{CharSpan, ItemId, List, ListColumn, ListPlace, PassedOver, RecordId};
use rusqlite::{OptionalExtension as _, Row, params};

use super::errors::ListsError;
use super::rows::{Column, Declared, ListState, PassedRow, Record, Value};
use super::schema::{signed, span_in, unsigned};
use super::store::Lists;
use super::write::Cell;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded, coded_if_any, int, item as item_of, number, number_if_any, unblob};

impl Lists {
    /// Lists in force, by the entry that declared them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lists(&self) -> Result<Vec<Declared>, ListsError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM list ORDER BY entry")?;
        let lists = query.query_map([], declared)?.collect::<rusqlite::Result<Vec<_>>>()?;
        lists.into_iter().map(|list| self.with_columns(list)).collect()
    }

    /// The list in force that an entry declared first, or in the form that counts now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self, entry: u64) -> Result<Option<Declared>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT * FROM list WHERE entry = ?1 OR latest = ?1 ORDER BY entry LIMIT 1")?;
        let list = query.query_row([int(entry)], declared).optional()?;
        list.map(|list| self.with_columns(list)).transpose()
    }

    /// Records of a list whose row number (from 1, in the order of the list) is in `rows`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records(&self, list: u64, rows: Range<u64>) -> Result<Vec<Record>, ListsError> {
        let Some((item, columns)) = self.head(list)? else { return Ok(Vec::new()) };
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT * FROM record WHERE list = ?1 AND row >= ?2 AND row < ?3 ORDER BY row")?;
        let records = query.query_map(params![int(list), int(rows.start), int(rows.end)], |row| {
            record(row, item, &columns)
        })?;
        Ok(records.collect::<Result<_, _>>()?)
    }

    /// The record of this id: of the list declared first, when several lists hold the row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, id: RecordId) -> Result<Option<Record>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT list, row FROM record WHERE id = ?1 ORDER BY list, row LIMIT 1")?;
        let found = query.query_row([signed(id)], |row| Ok((number(row, "list")?, number(row, "row")?)));
        let Some((list, row)) = found.optional()? else { return Ok(None) };
        Ok(self.records(list, row..row + 1)?.pop())
    }

    /// The ids of all records of lists that are read, ascending, each once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ids(&self) -> Result<Vec<RecordId>, ListsError> {
        let mut query = self.file.conn.prepare_cached("SELECT DISTINCT id FROM record")?;
        let rows = query.query_map([], |row| Ok(unsigned(row.get("id")?)))?;
        let mut ids: Vec<RecordId> = rows.collect::<Result<_, _>>()?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// Rows of a list that are no records, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn passed(&self, list: u64, page: Page) -> Result<Vec<PassedRow>, ListsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT * FROM passed WHERE list = ?1 AND position >= ?2 ORDER BY position LIMIT ?3",
        )?;
        let rows = query.query_map(params![int(list), int(page.offset), int(page.limit)], |row| {
            Ok(PassedRow {
                after: number(row, "after")?,
                reason: coded(row, "reason", PassedOver::from_code)?,
                span: span_in(row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many rows of a list were passed over for each reason, in the order of [`PassedOver::ALL`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn passed_by_reason(&self, list: u64) -> Result<Vec<(PassedOver, u64)>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT reason, count(*) AS n FROM passed WHERE list = ?1 GROUP BY reason")?;
        let rows = query.query_map([int(list)], |row| {
            Ok((coded(row, "reason", PassedOver::from_code)?, number(row, "n")?))
        })?;
        let mut counts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        counts.sort_unstable();
        Ok(counts)
    }

    /// Whether so many lines between the rows are no rows that values may go on in them: cells that a page broke over
    /// two lines are cut short.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_broken(&self, list: &Declared) -> Result<bool, ListsError> {
        let between = self.file.conn.query_row(
            "SELECT count(DISTINCT after) AS n FROM passed WHERE list = ?1 AND reason = ?2 AND after BETWEEN 1 AND ?3",
            params![int(list.entry), PassedOver::NotARow.code(), int(list.records.saturating_sub(1))],
            |row| number(row, "n"),
        )?;
        Ok(between >= 3 && between * 3 >= list.records)
    }

    /// What somebody said is no list, in this item: where, and the entry that says so.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn refused(&self, item: ItemId) -> Result<Vec<(u64, Vec<ListPlace>)>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT entry, places FROM refused WHERE item = ?1 ORDER BY entry")?;
        let rows =
            query.query_map([item.to_string()], |row| Ok((number(row, "entry")?, unblob(row, "places")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn head(&self, list: u64) -> Result<Option<(ItemId, Vec<ListColumn>)>, ListsError> {
        let mut query = self.file.conn.prepare_cached("SELECT item, body FROM list WHERE entry = ?1")?;
        let head = query
            .query_row([int(list)], |row| Ok((item_of(row, "item")?, unblob::<List>(row, "body")?.columns)));
        Ok(head.optional()?)
    }

    fn with_columns(&self, mut list: Declared) -> Result<Declared, ListsError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM fit WHERE list = ?1 ORDER BY number")?;
        let columns = query.query_map([int(list.entry)], |row| {
            Ok(Column {
                column: row.get("number")?,
                filled: number(row, "filled")?,
                misfit: number(row, "misfit")?,
                rows: number_if_any(row, "first")?.zip(number_if_any(row, "last")?),
            })
        })?;
        list.columns = columns.collect::<Result<_, _>>()?;
        Ok(list)
    }
}

fn declared(row: &Row<'_>) -> rusqlite::Result<Declared> {
    Ok(Declared {
        entry: number(row, "entry")?,
        latest: number(row, "latest")?,
        at: coded(row, "at", |text| text.parse().ok())?,
        by: row.get("person")?,
        list: unblob(row, "body")?,
        records: number(row, "records")?,
        passed: number(row, "passed")?,
        names: number(row, "names")?,
        // A list that waits to be read has no rows yet.
        state: coded_if_any(row, "state", ListState::from_code)?.unwrap_or(ListState::Gone),
        columns: Vec::new(),
    })
}

fn record(row: &Row<'_>, item: ItemId, columns: &[ListColumn]) -> rusqlite::Result<Record> {
    let cells: Vec<Cell> = unblob(row, "cells")?;
    let value = |(column, meaning, text, start, end): Cell| {
        let its = columns.iter().find(|it| it.column == column);
        Value {
            column,
            meaning,
            label: its.map(|it| it.label.clone()).unwrap_or_default(),
            text,
            span: CharSpan { start, end },
        }
    };
    Ok(Record {
        id: unsigned(row.get("id")?),
        list: number(row, "list")?,
        row: number(row, "row")?,
        item,
        span: span_in(row)?,
        values: cells.into_iter().map(value).collect(),
    })
}
