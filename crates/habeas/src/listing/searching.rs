//! Searches items for lists of people: tables by a sample of their rows, running text line by line. Alters nothing, and
//! holds no more of an item in memory than a part and a sample.

use std::panic::{AssertUnwindSafe, catch_unwind};

use case::lists::{ListsError, Searched};
use case::{Catalogue, Item, StoredPart, Table};
use lists::{Grid, GridCell, GridRow, HEAD, MOST_COLUMNS, Scanner, Tables};
use model::{CellValue, ItemId, LedgerState, PartKind, Proposal};

use super::lines::Feed;

/// Stretches of rows looked at between a long table's head and its end, and how many rows each has.
const STRETCHES: u64 = 6;
const STRETCH: u64 = 24;

/// Searches an item; `None` when it is not read.
pub(super) fn search(catalogue: &Catalogue, item: &Item) -> Result<Option<Searched>, ListsError> {
    let Some(reading) = item.line.reading.as_ref().filter(|_| item.line.state != LedgerState::Erased) else {
        return Ok(None);
    };
    let id = item.line.item;
    // Text is the world's: what it may set off in a rule must cost that item alone.
    let found = catch_unwind(AssertUnwindSafe(|| proposals(catalogue, id)));
    let proposals = found.ok().transpose()?;
    let extraction = reading.extraction.clone();
    Ok(Some(Searched { item: id, first: item.first, extraction, proposals }))
}

fn proposals(catalogue: &Catalogue, item: ItemId) -> Result<Vec<Proposal>, ListsError> {
    let mut tables = Tables::new();
    for table in catalogue.tables(item).map_err(ListsError::of)? {
        tables.push(&grid(catalogue, item, &table)?);
    }
    let mut found = tables.finish();
    found.extend(in_text(catalogue, item)?);
    Ok(found)
}

/// A table's head, its end, and stretches between.
fn grid(catalogue: &Catalogue, item: ItemId, table: &Table) -> Result<Grid, ListsError> {
    let between = (1..=STRETCHES).map(|stretch| {
        let start = (table.rows / (STRETCHES + 1) * stretch).max(HEAD);
        start..(start + STRETCH).min(table.rows)
    });
    let end = table.rows.saturating_sub(HEAD).max(HEAD)..table.rows;
    let windows = std::iter::once(0..table.rows.min(HEAD)).chain(between).chain([end]);
    let mut sample: Vec<GridRow> = Vec::new();
    for window in windows {
        let from = sample.last().map_or(0, |row| row.row + 1);
        let window = window.start.max(from)..window.end;
        if window.is_empty() {
            continue;
        }
        let cells = catalogue.cells(item, table.number, window).map_err(ListsError::of)?;
        for cell in cells.into_iter().filter(|it| it.cell.column < MOST_COLUMNS) {
            let row = cell.cell.row;
            if sample.last().is_none_or(|last| last.row != row) {
                sample.push(GridRow { row, cells: Vec::new() });
            }
            let cells = sample.last_mut().map(|last| &mut last.cells).into_iter();
            let is_date = matches!(cell.cell.value, CellValue::Date(_));
            let covers = cell.cell.covers.1;
            cells.for_each(|cells| {
                cells.push(GridCell { column: cell.cell.column, text: cell.text.clone(), covers, is_date });
            });
        }
    }
    Ok(Grid { table: table.number, name: table.name.clone(), rows: table.rows, sample })
}

/// Lists in an item's running text and pages.
fn in_text(catalogue: &Catalogue, item: ItemId) -> Result<Vec<Proposal>, ListsError> {
    let mut scanner = Scanner::new();
    let mut feed = Feed::default();
    for part in catalogue.parts(item).map_err(ListsError::of)? {
        let part = part?;
        match part.part.kind {
            PartKind::Text | PartKind::Page { .. } | PartKind::Notes => {
                lines(&mut feed, &mut scanner, &part);
                if matches!(part.part.kind, PartKind::Page { .. }) {
                    feed.end(|line, start| scanner.push(line, start));
                    scanner.page_ends();
                }
            }
            // What stands there is no list, or is searched as a table.
            _ => {
                feed.end(|line, start| scanner.push(line, start));
                scanner.stop();
            }
        }
    }
    feed.end(|line, start| scanner.push(line, start));
    Ok(scanner.finish())
}

/// The lines of a part that stand in no table.
fn lines(feed: &mut Feed, scanner: &mut Scanner, part: &StoredPart) {
    let mut cells: Vec<_> =
        part.part.tables.iter().flat_map(|chunk| &chunk.cells).map(|cell| cell.span).collect();
    cells.sort_unstable();
    feed.part(part, |line, start, bytes| {
        let next = cells.partition_point(|cell| cell.end <= bytes.start);
        if cells.get(next).is_some_and(|cell| cell.start < bytes.end) {
            scanner.stop();
        } else {
            scanner.push(line, start);
        }
    });
}
