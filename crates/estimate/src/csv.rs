//! Reads tables of capture histories from CSV: a column of 0 and 1 for each list, `count` (`conteo`) for counted histories,
//! without which each row is one person, `stratum` (`estrato`) for strata. Cells are parted by commas, or, where the first
//! line has none, by its semicolons or tabs. Refuses whatever is not plain; guesses nothing.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::table::{History, MOST_LISTS, Table, TableError};

/// Why a file is not a table of capture histories.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The file cannot be read, or is not text in UTF-8.
    #[error("cannot be read")]
    Unreadable(#[from] std::io::Error),
    /// The first line does not name two lists at least.
    #[error("the first line must name two lists or more, and may name count and stratum")]
    NoHeader,
    /// A line has another number of cells than the first.
    #[error("line {line} has {found} cells, the first line {wanted}")]
    Cells {
        /// The line, from 1.
        line: u64,
        /// How many cells it has.
        found: usize,
        /// How many it should have.
        wanted: usize,
    },
    /// A list's cell is neither 0 nor 1.
    #[error("line {line}, column {column}: {found:?} is neither 0 nor 1")]
    NotZeroOne {
        /// The line, from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A count is not a whole number, 0 or more.
    #[error("line {line}: the count {found:?} is not a whole number from 0")]
    NotCount {
        /// The line, from 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A row is on no list, yet counts people: nobody can have counted them.
    #[error("line {line} counts {count} people on no list")]
    OnNoList {
        /// The line, from 1.
        line: u64,
        /// How many.
        count: u64,
    },
    /// The rows do not make a table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The rows of one stratum do not make a table.
    #[error("stratum {stratum:?}: {source}")]
    Stratum {
        /// The stratum.
        stratum: String,
        /// What is wrong.
        source: TableError,
    },
    /// More strata than [`MOST_STRATA`].
    #[error("more than {MOST_STRATA} strata")]
    TooManyStrata,
}

/// The most strata of one file.
pub const MOST_STRATA: usize = 1000;

/// The longest line, in bytes; more cannot be a row of a table.
const LONGEST_LINE: u64 = 1 << 16;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// Everybody.
    pub pooled: Table,
    /// The strata by name, when the file has a column for them.
    pub strata: Vec<(String, Table)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    List(usize),
    Count,
    Stratum,
}

/// Reads a table. Memory does not grow with the number of rows.
///
/// # Errors
/// See [`CsvError`].
pub fn read(input: impl BufRead) -> Result<Tables, CsvError> {
    let mut lines = Lines { input, line: String::new(), number: 0 };
    let (_, header) = lines.next()?.ok_or(CsvError::NoHeader)?;
    let header = header.trim_start_matches('\u{feff}');
    let unquoted: String = header.split('"').step_by(2).collect();
    let delimiter = [',', ';', '\t'].into_iter().find(|mark| unquoted.contains(*mark)).unwrap_or(',');
    let mut names = vec![];
    cells(header, delimiter, &mut names);
    let (columns, lists) = columns(&names)?;
    let mut row_cells = vec![];
    let mut strata: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    while let Some((line, row)) = lines.next()? {
        if row.trim().is_empty() {
            continue;
        }
        cells(row, delimiter, &mut row_cells);
        let found = row_cells.len();
        if found != columns.len() {
            return Err(CsvError::Cells { line, found, wanted: columns.len() });
        }
        let (mut history, mut count, mut stratum) = (0 as History, 1_u64, "");
        for ((cell, column), name) in row_cells.iter().zip(&columns).zip(&names) {
            match column {
                Column::List(list) => match cell.as_str() {
                    "1" => history |= 1 << list,
                    "0" => {}
                    _ => {
                        let (column, found) = (name.clone(), cell.clone());
                        return Err(CsvError::NotZeroOne { line, column, found });
                    }
                },
                Column::Count => {
                    let digits = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
                    count = cell
                        .parse()
                        .ok()
                        .filter(|_| digits)
                        .ok_or_else(|| CsvError::NotCount { line, found: cell.clone() })?;
                }
                Column::Stratum => stratum = cell,
            }
        }
        if history == 0 && count > 0 {
            return Err(CsvError::OnNoList { line, count });
        }
        if !strata.contains_key(stratum) {
            if strata.len() == MOST_STRATA {
                return Err(CsvError::TooManyStrata);
            }
            strata.insert(stratum.to_owned(), vec![0; 1 << lists.len()]);
        }
        if let Some(sum) = strata.get_mut(stratum).and_then(|counts| counts.get_mut(usize::from(history))) {
            *sum = sum.checked_add(count).ok_or(TableError::TooManyPeople)?;
        }
    }
    let counted = |counts: &[u64]| -> Vec<(History, u64)> {
        counts.iter().enumerate().skip(1).map(|(history, count)| (history as History, *count)).collect()
    };
    let pooled = Table::new(lists.clone(), strata.values().flat_map(|counts| counted(counts)))?;
    let stratified = columns.contains(&Column::Stratum);
    let table = |(stratum, counts): (&String, &Vec<u64>)| match Table::new(lists.clone(), counted(counts)) {
        Ok(table) => Ok((stratum.clone(), table)),
        Err(source) => Err(CsvError::Stratum { stratum: stratum.clone(), source }),
    };
    let strata = if stratified { strata.iter().map(table).collect::<Result<Vec<_>, _>>()? } else { vec![] };
    Ok(Tables { pooled, strata })
}

fn columns(header: &[String]) -> Result<(Vec<Column>, Vec<String>), CsvError> {
    let mut lists = vec![];
    let mut columns = vec![];
    for name in header {
        let column = match name.as_str() {
            "" => return Err(CsvError::NoHeader),
            "count" | "conteo" => Column::Count,
            "stratum" | "estrato" => Column::Stratum,
            _ => {
                lists.push(name.clone());
                Column::List(lists.len() - 1)
            }
        };
        if !matches!(column, Column::List(_)) && columns.contains(&column) {
            return Err(CsvError::NoHeader);
        }
        columns.push(column);
    }
    match lists.len() {
        0 => Err(CsvError::NoHeader),
        1 => Err(TableError::TooFewLists { found: 1 }.into()),
        found if found > MOST_LISTS => Err(TableError::TooManyLists { found }.into()),
        _ => Ok((columns, lists)),
    }
}

/// Parts a line into cells (RFC 4180, without line ends in cells), reusing the strings of the line before.
fn cells(line: &str, delimiter: char, into: &mut Vec<String>) {
    let mut rest = line;
    let mut count = 0;
    loop {
        if into.len() == count {
            into.push(String::new());
        }
        let cell = &mut into[count];
        cell.clear();
        count += 1;
        let (plain, after) = rest.split_once(delimiter).unwrap_or((rest, ""));
        let ended = plain.len() == rest.len();
        let quoted = rest.trim_start().strip_prefix('"').and_then(|inside| unquote(inside, delimiter, cell));
        match quoted {
            Some(Some(after)) => rest = after,
            Some(None) => break,
            None => {
                cell.clear();
                cell.push_str(plain.trim());
                if ended {
                    break;
                }
                rest = after;
            }
        }
    }
    into.truncate(count);
}

/// The rest of a quoted cell: what follows its delimiter, `Some(None)` at the line's end, `None` when it is not well quoted.
fn unquote<'a>(inside: &'a str, delimiter: char, cell: &mut String) -> Option<Option<&'a str>> {
    let mut rest = inside;
    loop {
        let (text, after) = rest.split_once('"')?;
        cell.push_str(text);
        if let Some(more) = after.strip_prefix('"') {
            cell.push('"');
            rest = more;
            continue;
        }
        let after = after.trim_start_matches(' ');
        return if after.is_empty() { Some(None) } else { after.strip_prefix(delimiter).map(Some) };
    }
}

struct Lines<R> {
    input: R,
    line: String,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<(u64, &str)>, CsvError> {
        use std::io::Read as _;
        self.line.clear();
        self.number += 1;
        let read = self.input.by_ref().take(LONGEST_LINE).read_line(&mut self.line)?;
        if read as u64 == LONGEST_LINE {
            return Err(std::io::Error::from(std::io::ErrorKind::InvalidData).into());
        }
        let line = self.line.trim_end_matches(['\r', '\n']);
        Ok((read > 0).then_some((self.number, line)))
    }
}
