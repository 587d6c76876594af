//! Filling a list with its rows, one after the other, in bounded memory. A list whose filling was cut off stays due.

use std::collections::{BTreeMap, BTreeSet};

use model::{CharSpan, Meaning, PassedOver, RecordId};
use rusqlite::{Connection, params};

use super::errors::ListsError;
use super::fold::empty;
use super::rows::ListState;
use super::schema::signed;
use super::store::Lists;
use crate::catalogue::codes::{blob, int};

/// How many keys of a kind are kept; beyond that every second, every fourth and so on.
const KEYS: usize = 20_000;

/// Rows written before they are made permanent.
const ROWS: u64 = 50_000;

/// A row of a list as the caller found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundRow {
    /// It names a person.
    Record {
        /// See [`super::record_id`].
        id: RecordId,
        /// From its first to its last character.
        span: CharSpan,
        /// Its values, by column, none of them empty.
        values: Vec<FoundValue>,
        /// What it is compared by.
        keys: Vec<Key>,
    },
    /// It does not.
    Passed {
        /// Why.
        reason: PassedOver,
        /// Its characters.
        span: CharSpan,
    },
}

/// A value as the caller found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundValue {
    /// Its column.
    pub column: u32,
    /// What it is read as: what the column is declared to hold, or an age among dates of birth.
    pub meaning: Meaning,
    /// Its words, trimmed.
    pub text: String,
    /// Where they stand.
    pub span: CharSpan,
    /// Whether they fit what the column is declared to hold.
    pub fits: bool,
}

/// A hash by which records of different lists are compared, equal for values that are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Of the whole name.
    Name(u64),
    /// Of a document's number.
    Document(u64),
}

/// A value as the file keeps it: column, meaning, words, span.
pub(super) type Cell = (u32, Meaning, String, u64, u64);

/// A list that is being filled.
#[derive(Debug)]
pub struct Filling {
    list: u64,
    records: u64,
    passed: u64,
    fit: BTreeMap<u32, Fit>,
    names: BTreeSet<u64>,
    documents: BTreeSet<u64>,
    every: u64,
}

#[derive(Debug, Default)]
struct Fit {
    filled: u64,
    misfit: u64,
    rows: Option<(u64, u64)>,
}

impl Filling {
    fn keep(&mut self, key: Key) {
        // One bit less, since SQLite's numbers have a sign.
        let (kept, value) = match key {
            Key::Name(value) => (&mut self.names, value >> 1),
            Key::Document(value) => (&mut self.documents, value >> 1),
        };
        if value.is_multiple_of(self.every) {
            kept.insert(value);
            if kept.len() > KEYS {
                self.every *= 2;
                let every = self.every;
                self.names.retain(|value| value.is_multiple_of(every));
                self.documents.retain(|value| value.is_multiple_of(every));
            }
        }
    }
}

impl Lists {
    /// Begins to fill a list; rows that it had are forgotten.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn begin(&mut self, list: u64) -> Result<Filling, ListsError> {
        self.file.write(|conn| {
            empty(conn, list)?;
            conn.prepare_cached("UPDATE list SET state = NULL WHERE entry = ?1")?.execute([int(list)])
        })?;
        Ok(Filling {
            list,
            records: 0,
            passed: 0,
            fit: BTreeMap::new(),
            names: BTreeSet::new(),
            documents: BTreeSet::new(),
            every: 1,
        })
    }

    /// Adds the next row.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn add(&mut self, filling: &mut Filling, row: FoundRow) -> Result<(), ListsError> {
        self.file.write(|conn| insert(conn, filling, row))?;
        if (filling.records + filling.passed).is_multiple_of(ROWS) {
            self.file.commit()?;
        }
        Ok(())
    }

    /// Ends a list: its rows count from now on.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn end(&mut self, filling: &Filling, state: ListState) -> Result<(), ListsError> {
        let list = int(filling.list);
        Ok(self.file.write(|conn| {
            for (column, fit) in &filling.fit {
                let (first, last) = fit.rows.unzip();
                conn.prepare_cached("INSERT INTO fit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                    list,
                    column,
                    int(fit.filled),
                    int(fit.misfit),
                    first.map(int),
                    last.map(int)
                ])?;
            }
            for (kind, values) in [("name", &filling.names), ("document", &filling.documents)] {
                for value in values {
                    conn.prepare_cached("INSERT INTO key VALUES (?1, ?2, ?3)")?
                        .execute(params![list, kind, int(*value)])?;
                }
            }
            conn.prepare_cached(
                "UPDATE list SET state = ?2, records = ?3, passed = ?4, names = ?5, every = ?6 WHERE entry = ?1",
            )?
            .execute(params![
                list,
                state.code(),
                int(filling.records),
                int(filling.passed),
                int((filling.names.len() as u64 * filling.every).min(filling.records)),
                int(filling.every)
            ])
            .map(drop)
        })?)
    }
}

fn insert(conn: &Connection, filling: &mut Filling, row: FoundRow) -> rusqlite::Result<()> {
    let list = int(filling.list);
    match row {
        FoundRow::Record { id, span, values, keys } => {
            filling.records += 1;
            let row = filling.records;
            for value in &values {
                let fit = filling.fit.entry(value.column).or_default();
                fit.filled += 1;
                if !value.fits {
                    fit.misfit += 1;
                    fit.rows = Some(fit.rows.map_or((row, row), |(first, _)| (first, row)));
                }
            }
            let cell =
                |it: FoundValue| -> Cell { (it.column, it.meaning, it.text, it.span.start, it.span.end) };
            let cells: Vec<Cell> = values.into_iter().map(cell).collect();
            conn.prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                list,
                int(row),
                signed(id),
                int(span.start),
                int(span.end),
                blob(&cells)?
            ])?;
            keys.into_iter().for_each(|key| filling.keep(key));
        }
        FoundRow::Passed { reason, span } => {
            conn.prepare_cached("INSERT INTO passed VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
                list,
                int(filling.passed),
                int(filling.records),
                reason.code(),
                int(span.start),
                int(span.end)
            ])?;
            filling.passed += 1;
        }
    }
    Ok(())
}
