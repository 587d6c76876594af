//! What the file is, and how spans stand in columns. Decides nothing about content.

use model::CharSpan;
use rusqlite::Row;
use rusqlite::types::FromSqlError;

use crate::catalogue::codes::coded_if_any;
use crate::derived::Kind;

/// The file: the letters `HabA`.
pub(super) const FILE: Kind = Kind {
    application: i32::from_be_bytes(*b"HabA"),
    schema: 3,
    tables: include_str!("schema.sql"),
    marks: &["change"],
};

/// The tables that hold what was found, each with a column `item`.
pub(super) const CONTENT: [&str; 11] = [
    "failed",
    "chain",
    "mention",
    "quotation",
    "quotation_stem",
    "quotation_key",
    "claim",
    "claim_key",
    "opposed",
    "dated",
    "quantity",
];

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
