//! A table of an item, as many rows and columns at a time as a page holds. Reads the rows that it shows and no other;
//! interprets no cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use case::{CellText, Item, StoredPart};
use maud::{Markup, html};
use model::{CellValue, CharSpan, TableChunk};
use serde::Deserialize;

use super::desk::{self, Desk, NotThere, Visit};
use super::shell::{self, Tab};
use super::{App, item, text};
use crate::{address, say, words};

/// Rows on one page.
const ROWS: u64 = 100;

/// Columns on one page.
const COLUMNS: u64 = 40;

#[derive(Deserialize)]
pub(super) struct View {
    /// The row to show, from 1 as people count.
    row: Option<u64>,
    /// The column to show, from 1.
    column: Option<u64>,
    /// The words to show.
    at: Option<String>,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((given, number)): Path<(String, u32)>,
    Query(view): Query<View>,
) -> Response {
    desk::page(app, visit, move |desk| table(desk, &given, number, &view)).await
}

fn table(desk: &Desk<'_>, given: &str, number: u32, view: &View) -> Result<Markup> {
    let item = desk.item(given)?;
    let id = item.line.item;
    let cited = view.at.as_deref().map(desk::span).transpose()?;
    let tables = desk.catalogue.tables(id)?;
    let Some(table) = tables.iter().find(|table| table.number == number) else {
        return Err(NotThere(trouble!("error-no-such-page", address = desk.address)).into());
    };
    let block = |wanted: Option<u64>, size: u64, count: u64| {
        let first = wanted.unwrap_or(1).saturating_sub(1).min(count.saturating_sub(1)) / size * size;
        first..count.min(first + size)
    };
    let rows = block(view.row, ROWS, table.rows);
    let columns = block(view.column, COLUMNS, table.columns);
    let cells = desk.catalogue.cells(id, number, rows.clone())?;
    let mut by_row: BTreeMap<u64, BTreeMap<u64, CellText>> = BTreeMap::new();
    for cell in cells.into_iter().filter(|cell| columns.contains(&cell.cell.column.into())) {
        by_row.entry(cell.cell.row).or_default().insert(cell.cell.column.into(), cell);
    }
    let target =
        |row: u64, column: u64| format!("/item/{id}/table/{number}?row={}&column={}", row + 1, column + 1);
    let pager = shell::pager(
        &tr!("web-table-rows"),
        rows.start.checked_sub(ROWS).map(|row| target(row, columns.start)),
        &tr!("web-table-here", from = rows.start + 1, to = rows.end, n = table.rows),
        (rows.end < table.rows).then(|| target(rows.end, columns.start)),
    );
    let sideways = shell::pager(
        &tr!("web-table-columns"),
        columns.start.checked_sub(COLUMNS).map(|column| target(rows.start, column)),
        &tr!(
            "web-columns-here",
            from = words::column_letters(columns.start),
            to = words::column_letters(columns.end.saturating_sub(1))
        ),
        (columns.end < table.columns).then(|| target(rows.start, columns.end)),
    );
    let title = html! {
        (tr!("web-table")) " " (say::number(u64::from(number) + 1))
        @if !table.name.is_empty() { ": " (shell::name(&table.name)) }
    };
    let body = html! {
        p.inside { a href={ "/item/" (id) } { (tr!("web-back-to-item")) } }
        (item::head(desk, &item)?)
        section aria-labelledby="table" {
            h2 #table { (title) }
            form.jump action={ "/item/" (id) "/table/" (number) } {
                label for="row" { (tr!("web-go-to-row")) }
                input #row name="row" type="number" min="1" max=(table.rows.max(1)) value=(rows.start + 1) required;
                input type="hidden" name="column" value=(columns.start + 1);
                button { (tr!("web-go")) }
            }
            (pager) (sideways)
            div.wide.sheet tabindex="0" role="region" aria-labelledby="table" {
                table.cells data-item=(id) {
                    thead { tr {
                        th.corner scope="col" { span.away { (tr!("web-table-row")) } }
                        @for column in columns.clone() { th scope="col" { (words::column_letters(column)) } }
                    } }
                    tbody { @for row in rows.clone() {
                        tr #{ "r" (row + 1) } {
                            th.number scope="row" { (say::number(row + 1)) }
                            @for column in columns.clone() {
                                (cell(by_row.get(&row).and_then(|cells| cells.get(&column)), cited))
                            }
                        }
                    } }
                }
            }
            (pager) (sideways)
        }
    };
    Ok(shell::page(desk, &item.line.name, Tab::Items, body))
}

fn cell(cell: Option<&CellText>, cited: Option<CharSpan>) -> Markup {
    let Some(cell) = cell else { return html! { td {} } };
    let span = cell.characters;
    let hit = cited.is_some_and(|cited| cited.start < span.end && span.start < cited.end);
    let number = matches!(cell.cell.value, CellValue::Number(_));
    let class = match (number, hit) {
        (true, true) => Some("number cited"),
        (true, false) => Some("number"),
        (false, true) => Some("cited"),
        (false, false) => None,
    };
    html! {
        td #(address::of(span)) class=[class] data-c=(span.start) dir="auto" { (text::shown_text(&cell.text)) }
    }
}

/// Where the table stands that holds the first of the cited words, if one does: the address of its page with them.
pub(super) fn of_words(desk: &Desk<'_>, item: &Item, cited: CharSpan) -> Result<Option<String>> {
    let id = item.line.item;
    for StoredPart { head, part } in desk.catalogue.parts_within(id, cited)? {
        let before = head.characters.start;
        let (start, end) = (cited.start.max(before) - before, cited.end.min(head.characters.end) - before);
        let Some(words) = (CharSpan { start, end }).in_bytes(&part.text) else { continue };
        for TableChunk { table, cells, .. } in &part.tables {
            let Some(cell) = cells.iter().find(|cell| cell.span.overlaps(&words)) else { continue };
            let Some(its) = CharSpan::of(cell.span, &part.text) else { continue };
            let its = CharSpan { start: before + its.start, end: before + its.end };
            let (row, column) = (cell.row + 1, cell.column + 1);
            let (at, there) = (address::of(cited), address::of(its));
            return Ok(Some(format!("/item/{id}/table/{table}?row={row}&column={column}&at={at}#{there}")));
        }
    }
    Ok(None)
}
