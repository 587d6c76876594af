//! A bare Parquet file as rows of text, row group by row group and a few thousand rows at once. Only the columns that are
//! named are read. Never reads a nested column, and never guesses what a value means: what has no plain text is named.

use std::fs::File;

use link::hash::{hash, join};
use link::{Column, Meaning};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::bare::{Bare, Columns, Filling, Place, Wish};
use crate::trouble::Trouble;

/// What a Parquet file begins with.
pub const MAGIC: &[u8] = b"PAR1";
/// Rows that are held as text at once.
const ROWS: usize = 8_192;

/// Reads a table.
///
/// # Errors
/// When the file is broken, a column is unknown, nested or of a kind without plain text, or a row does not fit.
pub fn read(file: File, shown: &str, wish: &Wish) -> anyhow::Result<Bare> {
    let broken = |error: ParquetError| trouble!("link-error-parquet", path = shown).because(&error);
    let file = SerializedFileReader::new(file).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema_descr_ptr();
    let header: Vec<String> =
        schema.root_schema().get_fields().iter().map(|it| it.name().trim().to_owned()).collect();
    let columns = Columns::of(&header, wish)?;
    let wanted: Vec<Wanted> = columns
        .wanted()
        .into_iter()
        .map(|at| {
            let leaf = (0..schema.num_columns())
                .find(|leaf| schema.get_column_root_idx(*leaf) == at)
                .ok_or_else(|| nested(&header[at]))?;
            Ok(Wanted { at, leaf, kind: Kind::of(&schema.column(leaf), &header[at])? })
        })
        .collect::<Result<_, Trouble>>()?;
    let mut filling = Filling::new(&header, &columns);
    let mut row = 0;
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(broken)?;
        let mut readers: Vec<ColumnReader> = wanted
            .iter()
            .map(|it| group.get_column_reader(it.leaf))
            .collect::<Result<_, _>>()
            .map_err(broken)?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        while left > 0 {
            let most = left.min(ROWS);
            let mut texts = Vec::with_capacity(wanted.len());
            for (reader, wanted) in readers.iter_mut().zip(&wanted) {
                let mut text = Column::new(Meaning::Text, "");
                wanted.kind.read(reader, most, &mut text).map_err(|error| match error {
                    Unread::Broken(error) => broken(error),
                    Unread::NotUtf8(at) => {
                        let column = header[wanted.at].as_str();
                        trouble!("link-error-parquet-utf8", row = row + 1 + at as u64, column = column)
                    }
                    Unread::Short => trouble!("link-error-parquet", path = shown),
                })?;
                texts.push((wanted.at, text));
            }
            for at in 0..most {
                row += 1;
                let text =
                    |column: usize| texts.iter().find(|it| it.0 == column).map_or("", |it| it.1.get(at));
                // What is not read is not compared: rows that are equal in the rest stand for each other.
                let content =
                    || texts.iter().fold(hash(b"row"), |sum, it| join(sum, hash(it.1.get(at).as_bytes())));
                filling.push(Place::Row(row), text, content)?;
            }
            left -= most;
        }
    }
    Ok(filling.done())
}

/// A column that is read.
struct Wanted {
    /// Where it stands in the heading.
    at: usize,
    /// Where it stands among the columns without parts.
    leaf: usize,
    kind: Kind,
}

/// How values become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Unsigned,
    Day,
    /// Units in a second.
    Instant(i64),
}

/// Why values are not read.
enum Unread {
    Broken(ParquetError),
    /// The place of the value among those read at once.
    NotUtf8(usize),
    /// There are fewer values than rows.
    Short,
}

impl Kind {
    fn of(column: &ColumnDescriptor, name: &str) -> Result<Self, Trouble> {
        if column.path().parts().len() > 1 || column.max_rep_level() > 0 {
            return Err(nested(name));
        }
        let converted = match column.converted_type() {
            ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON => {
                Some(Self::Plain)
            }
            ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64 => {
                Some(Self::Plain)
            }
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Some(Self::Unsigned),
            ConvertedType::DATE => Some(Self::Day),
            ConvertedType::TIMESTAMP_MILLIS => Some(Self::Instant(1_000)),
            ConvertedType::TIMESTAMP_MICROS => Some(Self::Instant(1_000_000)),
            _ => None,
        };
        let kind = match column.logical_type_ref() {
            Some(LogicalType::Timestamp(it)) => Some(Self::Instant(match it.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            })),
            // A column of nothing but nulls.
            Some(LogicalType::Unknown) => Some(Self::Plain),
            Some(
                LogicalType::String
                | LogicalType::Enum
                | LogicalType::Json
                | LogicalType::Integer(_)
                | LogicalType::Date,
            )
            | None => converted,
            Some(_) => None,
        };
        let of_type = match (column.physical_type(), kind) {
            (Type::INT96 | Type::FIXED_LEN_BYTE_ARRAY, _) => None,
            (_, kind) => kind,
        };
        of_type.ok_or_else(|| {
            let kind = match column.logical_type_ref() {
                Some(it) => format!("{it:?}"),
                None => column.physical_type().to_string(),
            };
            let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
            trouble!("link-error-parquet-kind", column = name, kind = kind)
        })
    }

    /// Reads so many values of a column, nulls as empty texts.
    fn read(self, reader: &mut ColumnReader, most: usize, into: &mut Column) -> Result<(), Unread> {
        match reader {
            ColumnReader::BoolColumnReader(it) => texts(it, most, into, |it| Some(it.to_string())),
            ColumnReader::Int32ColumnReader(it) => texts(it, most, into, |it| match self {
                Self::Day => day(i64::from(*it)),
                Self::Unsigned => Some(it.cast_unsigned().to_string()),
                _ => Some(it.to_string()),
            }),
            ColumnReader::Int64ColumnReader(it) => texts(it, most, into, |it| match self {
                Self::Instant(units) => instant(*it, units),
                Self::Unsigned => Some(it.cast_unsigned().to_string()),
                _ => Some(it.to_string()),
            }),
            ColumnReader::FloatColumnReader(it) => texts(it, most, into, |it| Some(it.to_string())),
            ColumnReader::DoubleColumnReader(it) => texts(it, most, into, |it| Some(it.to_string())),
            ColumnReader::ByteArrayColumnReader(it) => texts(it, most, into, utf8),
            ColumnReader::Int96ColumnReader(_) | ColumnReader::FixedLenByteArrayColumnReader(_) => {
                Err(Unread::Short)
            }
        }
    }
}

fn texts<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    most: usize,
    into: &mut Column,
    text: impl Fn(&T::T) -> Option<String>,
) -> Result<(), Unread> {
    let (mut present, mut values) = (Vec::new(), Vec::new());
    while present.len() < most {
        let asked = most - present.len();
        let before = present.len();
        let (rows, count, _) =
            reader.read_records(asked, Some(&mut present), None, &mut values).map_err(Unread::Broken)?;
        // A column that cannot have nulls tells no levels.
        if present.len() == before && count == rows {
            present.resize(before + rows, 1);
        }
        if rows == 0 {
            return Err(Unread::Short);
        }
    }
    let mut values = values.iter();
    for (at, level) in present.iter().enumerate() {
        if *level == 0 {
            into.push("");
            continue;
        }
        let value = values.next().ok_or(Unread::Short)?;
        into.push(&text(value).ok_or(Unread::NotUtf8(at))?);
    }
    Ok(())
}

fn utf8(bytes: &ByteArray) -> Option<String> {
    std::str::from_utf8(bytes.data()).ok().map(str::to_owned)
}

/// Days since 1970 as a date; as a number where the calendar ends.
fn day(days: i64) -> Option<String> {
    instant(days.checked_mul(86_400)?, 1)
}

/// An instant as a date, with the time unless it is midnight.
fn instant(units: i64, in_a_second: i64) -> Option<String> {
    let seconds = units.div_euclid(in_a_second);
    let Ok(at) = jiff::Timestamp::from_second(seconds) else { return Some(units.to_string()) };
    let at = at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let midnight = at.time() == jiff::civil::Time::midnight();
    Some(if midnight { at.date().to_string() } else { at.to_string() })
}

fn nested(column: &str) -> Trouble {
    trouble!("link-error-parquet-nested", column = column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants() {
        let check = |units, in_a_second, text: &str| {
            assert_eq!(instant(units, in_a_second).as_deref(), Some(text));
        };
        check(768_787_200_000, 1_000, "1994-05-13");
        check(-86_400_000_000, 1_000_000, "1969-12-31");
        check(768_790_800, 1, "1994-05-13T01:00:00");
        check(i64::MAX, 1, "9223372036854775807");
        assert_eq!(day(8_898).as_deref(), Some("1994-05-13"));
    }
}
