//! Lists, proposals and records as `--json` prints them, version 1.

use case::lists::{Column, Declared, Likeness, PassedRow, Record, Suggestion};
use model::{ListPlace, PassedOver};
use serde_json::{Value, json};

use crate::listing::declaring::id_of;
use crate::words;

fn place(place: &ListPlace) -> Value {
    match place {
        ListPlace::Table { table, first_row, end_row } => {
            json!({ "table": table, "first_row": first_row, "end_row": end_row })
        }
        ListPlace::Lines { span } => json!({ "start": span.start, "end": span.end }),
    }
}

/// A declared list; `name` is its item's.
#[must_use]
pub fn declared(it: &Declared, name: &str, passed: &[(PassedOver, u64)]) -> Value {
    let list = &it.list;
    let fit = |column: u32| it.columns.iter().find(|fit| fit.column == column);
    json!({
        "list": it.entry, "latest": it.latest, "at": it.at.to_string(), "by": it.by, "name": list.name,
        "item": list.item.to_string(), "item_name": name, "extraction": list.extraction.to_string(),
        "maker": list.maker, "date": list.date, "covers": list.covers, "copy_of": list.copy_of,
        "state": it.state.code(), "records": it.records, "names": it.names,
        "passed": passed.iter().map(|(reason, n)| json!({ "reason": reason.code(), "rows": n })).collect::<Vec<_>>(),
        "places": list.places.iter().map(place).collect::<Vec<_>>(),
        "columns": list.columns.iter().map(|column| json!({
            "column": column.column, "letter": words::column_letters(column.column.into()), "label": column.label,
            "meaning": column.meaning.code(), "on": column.on,
            "filled": fit(column.column).map_or(0, |it: &Column| it.filled),
            "misfit": fit(column.column).map_or(0, |it: &Column| it.misfit),
        })).collect::<Vec<_>>(),
    })
}

/// A proposal; `name` is its item's.
#[must_use]
pub fn proposal(it: &Suggestion, name: &str) -> Value {
    let proposal = &it.proposal;
    json!({
        "proposal": id_of(it), "item": it.item.to_string(), "item_name": name, "extraction": it.extraction.to_string(),
        "name": proposal.name, "rows": proposal.rows, "confidence": proposal.confidence,
        "places": proposal.places.iter().map(place).collect::<Vec<_>>(),
        "columns": proposal.columns.iter().map(|it| json!({
            "column": it.column.column, "letter": words::column_letters(it.column.column.into()),
            "label": it.column.label, "meaning": it.meaning().code(), "confidence": it.confidence,
            "reasons": it.reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>(),
            "order": it.order.map(model::DateOrder::code),
        })).collect::<Vec<_>>(),
        "preview": proposal.preview.iter().map(|row| {
            row.iter().map(|(column, text)| json!({ "column": column, "text": text })).collect::<Vec<_>>()
        }).collect::<Vec<_>>(),
    })
}

/// A record.
#[must_use]
pub fn record(it: &Record) -> Value {
    json!({
        "record": it.id.to_string(), "row": it.row, "item": it.item.to_string(),
        "start": it.span.start, "end": it.span.end,
        "values": it.values.iter().map(|value| json!({
            "column": value.column, "label": value.label, "meaning": value.meaning.code(), "text": value.text,
            "start": value.span.start, "end": value.span.end,
        })).collect::<Vec<_>>(),
    })
}

/// A row that is no record, with its words.
#[must_use]
pub fn passed(it: &PassedRow, words: &str) -> Value {
    json!({
        "after_row": it.after, "reason": it.reason.code(), "text": words,
        "start": it.span.start, "end": it.span.end,
    })
}

/// Two lists that look like copies.
#[must_use]
pub fn copy(it: &Likeness) -> Value {
    json!({ "list": it.copy, "of": it.of, "percent": it.shared })
}
