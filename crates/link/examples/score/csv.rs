//! Comma-separated values with quotes, enough for the labelled sets, record by record. Never guesses a separator, and never
//! holds a file as a whole unless asked to.

use std::io::{BufRead, Error, ErrorKind};

use link::Meaning;
use link::columns::Column;

/// A table with its header.
pub struct Rows {
    header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|it| it == name)
    }
}

/// Reads a text.
pub fn read(text: &str) -> Rows {
    let mut found = Rows { header: Vec::new(), rows: Vec::new() };
    let all = each(text.as_bytes(), |row| {
        let mut row: Vec<String> = row.iter().map(|it| (*it).to_owned()).collect();
        if found.header.is_empty() {
            found.header = row;
        } else {
            row.resize(found.header.len(), String::new());
            found.rows.push(row);
        }
        Ok(())
    });
    all.expect("a text in memory is read");
    found
}

/// The named columns of a file.
///
/// # Errors
/// When it cannot be read, or has no such column.
pub fn columns(file: impl BufRead, names: &[(&str, Meaning)]) -> Result<Vec<Column>, Error> {
    let mut found: Vec<Column> = names.iter().map(|(name, meaning)| Column::new(*meaning, name)).collect();
    let mut places: Vec<usize> = Vec::new();
    each(file, |row| {
        if places.is_empty() {
            let place = |name: &str| row.iter().position(|it| *it == name).ok_or(format!("no column {name}"));
            let all: Result<_, String> = names.iter().map(|it| place(it.0)).collect();
            places = all.map_err(Error::other)?;
        } else {
            for (column, &at) in found.iter_mut().zip(&places) {
                column.push(row.get(at).copied().unwrap_or_default());
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Calls `take` with every record, the header first.
fn each(mut from: impl BufRead, mut take: impl FnMut(&[&str]) -> Result<(), Error>) -> Result<(), Error> {
    let (mut bytes, mut unquoted, mut ends) = (Vec::new(), String::new(), Vec::new());
    loop {
        bytes.clear();
        let mut quotes = 0;
        // A quoted cell may hold line ends.
        loop {
            let begin = bytes.len();
            if from.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            quotes += bytes[begin..].iter().filter(|it| **it == b'"').count();
            if quotes % 2 == 0 {
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let text = std::str::from_utf8(&bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let row: Vec<&str> = if quotes == 0 {
            text.split(',').collect()
        } else {
            take_quotes(text, &mut unquoted, &mut ends);
            let start = |at: usize| if at == 0 { 0 } else { ends[at - 1] };
            (0..ends.len()).map(|at| &unquoted[start(at)..ends[at]]).collect()
        };
        take(&row)?;
    }
}

/// The cells of a record one after the other, without their quotes, and where each ends.
fn take_quotes(text: &str, unquoted: &mut String, ends: &mut Vec<usize>) {
    unquoted.clear();
    ends.clear();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                unquoted.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => ends.push(unquoted.len()),
            letter => unquoted.push(letter),
        }
    }
    ends.push(unquoted.len());
}
