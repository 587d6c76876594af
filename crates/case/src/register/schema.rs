//! What the file is, and how values stand in its columns. Decides nothing about content.

use std::str::FromStr;

use model::{CharSpan, PersonId, RecordId};
use rusqlite::Row;

use super::rows::Bits;
use crate::catalogue::codes::{coded, number};
use crate::derived::Kind;

/// The file: the letters `HabP`, for persons.
pub(super) const FILE: Kind = Kind {
    application: i32::from_be_bytes(*b"HabP"),
    schema: 2,
    tables: include_str!("schema.sql"),
    marks: &[],
};

/// The tables that a linking fills, each with the columns that put its rows in order.
pub(super) const TABLES: [(&str, &str); 12] = [
    ("run", "entry"),
    ("list", "entry"),
    ("record", "id"),
    ("history", "number"),
    ("person", "place"),
    ("word", "number"),
    ("named", "word, place, nth"),
    ("joined", "person, position"),
    ("link", "one, other"),
    ("question", "position"),
    ("contradiction", "position"),
    ("conflict", "person, field"),
];

/// A record's id in a column.
pub(super) fn record_in(row: &Row<'_>, column: &str) -> rusqlite::Result<RecordId> {
    coded(row, column, |text| RecordId::from_str(text).ok())
}

/// A person's id in a column.
pub(super) fn person_in(row: &Row<'_>, column: &str) -> rusqlite::Result<PersonId> {
    record_in(row, column).map(PersonId)
}

/// A weight in a column, if there is one.
pub(super) fn bits_in(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Bits>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Bits))
}

/// The span in the columns `char_start` and `char_end`.
pub(super) fn span_in(row: &Row<'_>) -> rusqlite::Result<CharSpan> {
    Ok(CharSpan { start: number(row, "char_start")?, end: number(row, "char_end")? })
}
