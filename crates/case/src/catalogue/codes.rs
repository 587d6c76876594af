//! How values of the model stand in columns: codes, numbers, blobs, and back. A column that does not hold what it
//! should is damage, never a guess.

use model::{Defect, DefectKind, ItemId, Missing, Obtained, PartKind};
use rusqlite::Row;
use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// As SQLite's signed integer. Counts and sizes of real bytes never pass 2^63; a forged one is held there.
pub(crate) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A count or offset.
pub(crate) fn number(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    number_if_any(row, column)?.ok_or_else(|| FromSqlError::InvalidType.into())
}

/// A count or offset, if there is one.
pub(crate) fn number_if_any(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<u64>> {
    let Some(value) = row.get_ref(column)?.as_i64_or_null()? else { return Ok(None) };
    u64::try_from(value).map(Some).map_err(|_| FromSqlError::OutOfRange(value).into())
}

/// What a column's text stands for.
pub(crate) fn coded<T>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    coded_if_any(row, column, parse)?.ok_or_else(|| FromSqlError::InvalidType.into())
}

/// What a column's text stands for, if there is one.
pub(crate) fn coded_if_any<T>(
    row: &Row<'_>,
    column: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(text) => parse(text).map(Some).ok_or_else(|| FromSqlError::InvalidType.into()),
        None => Ok(None),
    }
}

/// An item's id.
pub(crate) fn item(row: &Row<'_>, column: &str) -> rusqlite::Result<ItemId> {
    coded(row, column, |text| text.parse().ok())
}

/// As the bytes that postcard writes.
pub(crate) fn blob<T: Serialize>(value: &T) -> rusqlite::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// Out of the bytes that postcard wrote.
pub(crate) fn unblob<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let bytes = row.get_ref(column)?.as_blob()?;
    postcard::from_bytes(bytes).map_err(|error| FromSqlError::other(error).into())
}

/// How an item came in, as text.
pub(super) const fn obtained(how: &Obtained) -> &'static str {
    match how {
        Obtained::File => "file",
        Obtained::StandardInput => "standard-input",
        Obtained::Member => "member",
        Obtained::Demo => "demo",
    }
}

/// The inverse of [`obtained`].
pub(super) fn obtained_from(code: &str) -> Option<Obtained> {
    [Obtained::File, Obtained::StandardInput, Obtained::Member, Obtained::Demo]
        .into_iter()
        .find(|how| obtained(how) == code)
}

/// A part's kind, spread over columns.
#[derive(Default)]
pub(super) struct KindColumns<'k> {
    pub(super) code: &'static str,
    pub(super) label: Option<&'k str>,
    pub(super) page: Option<u32>,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) recognised: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl<'k> KindColumns<'k> {
    pub(super) fn of(kind: &'k PartKind) -> Self {
        let plain = |code| Self { code, ..Self::default() };
        match kind {
            PartKind::Metadata => plain("metadata"),
            PartKind::Text => plain("text"),
            PartKind::Page { number, width, height, recognised } => Self {
                page: Some(*number),
                width: Some(*width),
                height: Some(*height),
                recognised: Some(*recognised),
                ..plain("page")
            },
            PartKind::Sheet { name, hidden } => {
                Self { label: Some(name), hidden: Some(*hidden), ..plain("sheet") }
            }
            PartKind::Margin => plain("margin"),
            PartKind::Notes => plain("notes"),
            PartKind::Comments => plain("comments"),
            PartKind::MailHeaders => plain("mail-headers"),
            PartKind::Cues => plain("cues"),
            PartKind::Members => plain("members"),
        }
    }
}

/// The inverse of [`KindColumns::of`].
pub(super) fn part_kind(row: &Row<'_>) -> rusqlite::Result<PartKind> {
    Ok(match row.get_ref("kind")?.as_str()? {
        "metadata" => PartKind::Metadata,
        "text" => PartKind::Text,
        "page" => PartKind::Page {
            number: row.get("page")?,
            width: row.get("width")?,
            height: row.get("height")?,
            recognised: row.get("recognised")?,
        },
        "sheet" => PartKind::Sheet { name: row.get("label")?, hidden: row.get("hidden")? },
        "margin" => PartKind::Margin,
        "notes" => PartKind::Notes,
        "comments" => PartKind::Comments,
        "mail-headers" => PartKind::MailHeaders,
        "cues" => PartKind::Cues,
        "members" => PartKind::Members,
        _ => return Err(FromSqlError::InvalidType.into()),
    })
}

/// How much is missing, as a unit and an amount.
pub(super) fn missing(missing: Missing) -> (&'static str, Option<Value>) {
    let (unit, amount) = match missing {
        Missing::Nothing => return ("nothing", None),
        Missing::Unknown => return ("unknown", None),
        Missing::Everything => return ("everything", None),
        Missing::Bytes(amount) => ("bytes", amount),
        Missing::Pages(amount) => ("pages", amount),
        Missing::Characters(amount) => ("characters", amount),
        Missing::Rows(amount) => ("rows", amount),
        Missing::Members(amount) => ("members", amount),
        Missing::Pictures(amount) => ("pictures", amount),
    };
    // A damaged original can claim any number; it is shown as claimed, even beyond SQLite's integers.
    (unit, Some(i64::try_from(amount).map_or_else(|_| Value::Text(amount.to_string()), Value::Integer)))
}

/// One row of the `defect` table.
pub(super) fn defect(row: &Row<'_>) -> rusqlite::Result<Defect> {
    let amount = || -> FromSqlResult<u64> {
        match row.get_ref("amount").map_err(FromSqlError::other)? {
            ValueRef::Integer(amount) => u64::try_from(amount).map_err(|_| FromSqlError::OutOfRange(amount)),
            value => value.as_str()?.parse().map_err(FromSqlError::other),
        }
    };
    let missing = match row.get_ref("missing")?.as_str()? {
        "nothing" => Missing::Nothing,
        "unknown" => Missing::Unknown,
        "everything" => Missing::Everything,
        "bytes" => Missing::Bytes(amount()?),
        "pages" => Missing::Pages(amount()?),
        "characters" => Missing::Characters(amount()?),
        "rows" => Missing::Rows(amount()?),
        "members" => Missing::Members(amount()?),
        "pictures" => Missing::Pictures(amount()?),
        _ => return Err(FromSqlError::InvalidType.into()),
    };
    Ok(Defect {
        kind: coded(row, "kind", DefectKind::from_code)?,
        place: coded_if_any(row, "place", |json| serde_json::from_str(json).ok())?,
        missing,
        detail: row.get("detail")?,
    })
}

/// A value that SQLite stores as its text.
pub(super) fn shown<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}
