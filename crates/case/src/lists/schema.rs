//! What the file is, and how values stand in its columns. Decides nothing about content.

use model::{CharSpan, RecordId};
use rusqlite::Row;

use crate::catalogue::codes::number;
use crate::derived::Kind;

/// The file: the letters `HabL`.
pub(super) const FILE: Kind = Kind {
    application: i32::from_be_bytes(*b"HabL"),
    schema: 2,
    tables: include_str!("schema.sql"),
    marks: &["change", "followed", "decisions"],
};

/// The tables that hold rows of a list, each with a column `list`.
pub(super) const ROWS: [&str; 4] = ["record", "passed", "fit", "key"];

/// As SQLite's signed integer, bit for bit.
pub(super) const fn signed(id: RecordId) -> i64 {
    id.0.cast_signed()
}

/// The inverse of [`signed`].
pub(super) const fn unsigned(id: i64) -> RecordId {
    RecordId(id.cast_unsigned())
}

/// The span in the columns `char_start` and `char_end`.
pub(super) fn span_in(row: &Row<'_>) -> rusqlite::Result<CharSpan> {
    Ok(CharSpan { start: number(row, "char_start")?, end: number(row, "char_end")? })
}
