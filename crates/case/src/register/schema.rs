//! What the file is, and how values stand in its columns. Decides nothing about content.

use std::str::FromStr;

use model::{CharSpan, PersonId, RecordId};
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::rows::Bits;
use crate::catalogue::StorageError;
use crate::catalogue::codes::{coded, number};
use crate::derived::Kind;

/// The file: the letters `HabP`, for persons.
pub(super) const FILE: Kind = Kind {
    application: i32::from_be_bytes(*b"HabP"),
    schema: 1,
    tables: include_str!("schema.sql"),
    marks: &[],
};

/// The tables that a linking fills.
pub(super) const TABLES: [&str; 8] =
    ["run", "record", "person", "joined", "link", "question", "contradiction", "conflict"];

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

/// As the bytes that postcard writes.
pub(super) fn blob<T: Serialize>(value: &T) -> Result<Vec<u8>, StorageError> {
    postcard::to_stdvec(value).map_err(|_| StorageError::contradiction())
}

/// Out of the bytes that postcard wrote.
pub(super) fn unblob<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let bytes = row.get_ref(column)?.as_blob()?;
    postcard::from_bytes(bytes).map_err(|error| rusqlite::types::FromSqlError::other(error).into())
}
