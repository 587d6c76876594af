//! Tables found in an item, cell by cell. Interprets no cell.

use std::ops::Range;

use model::{Cell, CharSpan, ItemId};
use rusqlite::params;

use super::Catalogue;
use super::codes::{int, number, number_if_any, unblob};
use super::errors::{QueryError, StorageError};
use super::parts::CharacterCount;

/// One table of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Number of the table in the document, from 0.
    pub number: u32,
    /// Its own name: a sheet's name, a caption, or empty.
    pub name: String,
    /// One more than the highest row number that has a cell.
    pub rows: u64,
    /// One more than the highest column number that has a cell.
    pub columns: u64,
    /// How many cells it has.
    pub cells: u64,
}

/// One cell with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct CellText {
    /// The cell. Its span counts bytes of the text of part [`CellText::part`].
    pub cell: Cell,
    /// The part that it stands in, from 0.
    pub part: u64,
    /// What a person sees in it.
    pub text: String,
    /// Where that stands in the document's text; what [`Catalogue::anchor`] takes.
    pub characters: CharSpan,
}

impl Catalogue {
    /// The tables of an item, by number.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn tables(&self, item: ItemId) -> Result<Vec<Table>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut query = self.conn.prepare_cached(
            "SELECT table_number, min(name) AS name, max(iif(amount > 0, last_row, NULL)) AS last_row,
                 max(columns) AS columns, sum(amount) AS cells
             FROM cells WHERE item = ?1 GROUP BY table_number ORDER BY table_number",
        )?;
        let tables = query.query_map([finished.number], |row| {
            Ok(Table {
                number: row.get("table_number")?,
                name: row.get("name")?,
                rows: number_if_any(row, "last_row")?.map_or(0, |last| last + 1),
                columns: number(row, "columns")?,
                cells: number(row, "cells")?,
            })
        })?;
        Ok(tables.collect::<Result<_, _>>()?)
    }

    /// The cells of a table whose row is in `rows`, as they stand in the document. A table that is not there has none.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn cells(&self, item: ItemId, table: u32, rows: Range<u64>) -> Result<Vec<CellText>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut query = self.conn.prepare_cached(
            "SELECT cells.seq, cells.cells, part.text, part.char_start
             FROM cells JOIN part ON part.item = cells.item AND part.seq = cells.seq
             WHERE cells.item = ?1 AND cells.table_number = ?2 AND cells.first_row <= ?4 AND cells.last_row >= ?3
             ORDER BY cells.seq, cells.position",
        )?;
        let mut chunks =
            query.query(params![finished.number, table, int(rows.start), int(rows.end.saturating_sub(1))])?;
        let mut found = Vec::new();
        while let Some(row) = chunks.next()? {
            let (part, start) = (number(row, "seq")?, number(row, "char_start")?);
            let text = row.get_ref("text")?.as_str().map_err(rusqlite::Error::from)?;
            let mut characters = CharacterCount::of(text);
            let cells: Vec<Cell> = unblob(row, "cells")?;
            for cell in cells.into_iter().filter(|cell| rows.contains(&cell.row)) {
                let words = cell.span.slice(text).ok_or_else(StorageError::contradiction)?.to_owned();
                let (from, to) = (characters.before(cell.span.start), characters.before(cell.span.end));
                let characters = CharSpan { start: start + from, end: start + to };
                found.push(CellText { cell, part, text: words, characters });
            }
        }
        Ok(found)
    }
}
