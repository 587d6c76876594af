//! What is wrong with a table, a record or a file, with the line and the next step. Judges nothing.

use estimate::csv::CsvError;
use estimate::question::RepeatError;
use estimate::{History, TableError};

use crate::say::number;
use crate::trouble::Trouble;

/// Why a file cannot be had at all.
#[must_use]
pub fn not_opened(error: &std::io::Error, path: &str) -> Trouble {
    trouble!("estimate-error-not-opened", path = path).because(error)
}

/// Why a file is no table: with the line and what to do.
#[must_use]
pub fn unreadable(error: &CsvError, path: &str) -> Trouble {
    match error {
        CsvError::Unreadable(cause) => trouble!("estimate-error-unreadable", path = path).because(cause),
        CsvError::NoHeader => trouble!("estimate-error-header", path = path),
        CsvError::Cells { line, found, wanted } => trouble!(
            "estimate-error-cells",
            path = path,
            line = *line,
            found = *found as u64,
            wanted = *wanted as u64
        ),
        CsvError::NotZeroOne { line, column, found } => trouble!(
            "estimate-error-zero-one",
            path = path,
            line = *line,
            column = column.as_str(),
            found = found.as_str()
        ),
        CsvError::NotCount { line, found } => {
            trouble!("estimate-error-count", path = path, line = *line, found = found.as_str())
        }
        CsvError::OnNoList { line, count } => {
            trouble!("estimate-error-no-list", path = path, line = *line, count = number(*count))
        }
        CsvError::Table(error) => no_table(error, path, &[]),
        CsvError::Stratum { stratum, source } => {
            no_table(source, &tr!("estimate-in-stratum", path = path, stratum = stratum.as_str()), &[])
        }
        CsvError::TooManyStrata => {
            trouble!("estimate-error-strata", path = path, most = estimate::csv::MOST_STRATA as u64)
        }
    }
}

/// Why an answer cannot be had again from its record.
#[must_use]
pub fn not_again(error: &RepeatError, of: &str, lists: &[String]) -> Trouble {
    match error {
        RepeatError::OtherMethods { made_by } => trouble!(
            "estimate-error-methods",
            made_by = u64::from(*made_by),
            here = u64::from(estimate::report::VERSION)
        ),
        RepeatError::OtherTables => trouble!("estimate-error-other-tables"),
        RepeatError::Table(error) => no_table(error, of, lists),
    }
}

/// Why something is no table of these lists. `of` is what people call it.
#[must_use]
pub fn no_table(error: &TableError, of: &str, lists: &[String]) -> Trouble {
    let named = |history: History| {
        let on = lists.iter().enumerate().filter(|(list, _)| history >> list & 1 == 1);
        on.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" + ")
    };
    match error {
        TableError::TooFewLists { found } => {
            trouble!("estimate-error-few-lists", path = of, n = *found as u64)
        }
        TableError::TooManyLists { found } => trouble!(
            "estimate-error-many-lists",
            path = of,
            n = *found as u64,
            most = estimate::table::MOST_LISTS as u64
        ),
        TableError::SameName { name } => {
            trouble!("estimate-error-same-name", path = of, name = name.as_str())
        }
        TableError::Empty => trouble!("estimate-error-empty", path = of),
        TableError::TooManyPeople => {
            trouble!("estimate-error-many-people", path = of, most = number(estimate::table::MOST_PEOPLE))
        }
        TableError::NotImpossible { history, count } => {
            trouble!("estimate-error-never", count = number(*count), lists = named(*history))
        }
        TableError::NoSuchList { .. } | TableError::NoSuchHistory { .. } => {
            trouble!("estimate-error-copies", path = of)
        }
    }
}
