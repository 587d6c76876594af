//! The tables, the `meta` table, and how spans stand in columns. Decides nothing about content.

use model::CharSpan;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Row, params};

use crate::catalogue::codes::coded_if_any;
use crate::catalogue::explanations;

/// Version of the tables. It goes up with every change to `schema.sql`; there is no migration, the file is made anew.
pub(super) const SCHEMA: i64 = 2;

/// `PRAGMA application_id` of the file: the letters `HabA`.
const APPLICATION: i32 = i32::from_be_bytes(*b"HabA");

const TABLES: &str = include_str!("schema.sql");

/// The tables that hold what was found, each with a column `item`.
pub(super) const CONTENT: [&str; 10] = [
    "failed",
    "chain",
    "mention",
    "quotation",
    "quotation_stem",
    "claim",
    "claim_key",
    "opposed",
    "dated",
    "quantity",
];

/// Lays the tables out in an empty database.
pub(super) fn lay_out(conn: &Connection, rules: u32) -> rusqlite::Result<()> {
    conn.execute_batch(TABLES)?;
    conn.pragma_update(None, "application_id", APPLICATION)?;
    let mut insert = conn.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)")?;
    for (name, value) in [("schema", SCHEMA), ("rules", rules.into()), ("change", 0), ("scrub", 0)] {
        insert.execute(params![name, value])?;
    }
    let mut explain = conn.prepare("INSERT INTO about (name, field, meaning) VALUES (?1, ?2, ?3)")?;
    for (name, field, meaning) in explanations(TABLES) {
        explain.execute([name, field, meaning])?;
    }
    Ok(())
}

/// Whether the database is a file of these tables.
pub(super) fn recognise(conn: &Connection) -> rusqlite::Result<bool> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(application == APPLICATION && meta(conn, "schema")? == SCHEMA)
}

/// One value of the `meta` table.
pub(super) fn meta(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0))
}

/// Changes one value of the `meta` table.
pub(super) fn set_meta(conn: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE meta SET value = ?2 WHERE name = ?1")?.execute(params![name, value]).map(drop)
}

/// A span as a column holds it: `12-40`.
pub(super) fn span(span: CharSpan) -> String {
    format!("{}-{}", span.start, span.end)
}

/// Spans as a column holds them, a space between them.
pub(super) fn spans(spans: &[CharSpan]) -> String {
    spans.iter().copied().map(span).collect::<Vec<_>>().join(" ")
}

fn parse(text: &str) -> Option<CharSpan> {
    let (start, end) = text.split_once('-')?;
    let span = CharSpan { start: start.parse().ok()?, end: end.parse().ok()? };
    (span.start <= span.end).then_some(span)
}

/// The span in a column.
pub(super) fn span_in(row: &Row<'_>, column: &str) -> rusqlite::Result<CharSpan> {
    span_if_any(row, column)?.ok_or_else(|| FromSqlError::InvalidType.into())
}

/// The span in a column, if there is one.
pub(super) fn span_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<CharSpan>> {
    coded_if_any(row, column, parse)
}

/// The spans in a column.
pub(super) fn spans_in(row: &Row<'_>, column: &str) -> rusqlite::Result<Vec<CharSpan>> {
    let all = |text: &str| text.split_ascii_whitespace().map(parse).collect::<Option<Vec<_>>>();
    coded_if_any(row, column, all)?.ok_or_else(|| FromSqlError::InvalidType.into())
}
