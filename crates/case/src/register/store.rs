//! The file: opened, filled by a linking as a whole, and scrubbed after an erasure. Links nothing itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::{Digest, ItemId, LedgerState, PersonId, RecordId};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::errors::RegisterError;
use super::rows::{Made, RecordRow, Run};
use super::schema::{FILE, TABLES, blob, unblob};
use crate::catalogue::codes::{int, item as item_of};
use crate::catalogue::{Catalogue, hash_rows};
use crate::derived::Derived;

/// The register of a case, as last linked.
#[derive(Debug)]
pub struct Register {
    pub(super) file: Derived,
}

/// Version of what the blobs hold and of how persons are told apart; raised when either changes.
pub const RULES: u32 = 2;

impl Register {
    /// Opens the file to read.
    ///
    /// # Errors
    /// When there is none, or it is of another version or damaged.
    pub fn open(path: &Path) -> Result<Self, RegisterError> {
        let file = Derived::open(path, &FILE)?;
        if file.meta("rules")? != u64::from(RULES) {
            return Err(RegisterError::Unreadable { path: path.to_owned() });
        }
        Ok(Self { file })
    }

    /// Opens the file to write, or makes an empty one where none is that this program can read.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(path: &Path) -> Result<Self, RegisterError> {
        Ok(Self { file: Derived::open_or_create(path, &FILE, RULES)? })
    }

    /// Removes the file with whatever SQLite keeps beside it. Nobody may have it open to write.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remove(path: &Path) -> Result<(), RegisterError> {
        Ok(Derived::remove(path)?)
    }

    /// Replaces all that the file holds, in one step.
    ///
    /// # Errors
    /// When the file cannot be written; it then holds what it held before.
    pub fn fill(&mut self, made: &Made) -> Result<(), RegisterError> {
        let run = blob(&made.run)?;
        let bars = made.links.iter().map(|it| blob(&it.bars)).collect::<Result<Vec<_>, _>>()?;
        self.file.write(|conn| {
            for table in TABLES {
                conn.execute(&format!("DELETE FROM {table}"), [])?;
            }
            conn.execute(
                "INSERT INTO run (entry, entries, same, body, model) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![int(made.run.entry), int(made.run.entries), made.run.repeated, run, made.model],
            )?;
            insert(conn, made, &bars)?;
            persons(conn, &made.records)
        })?;
        Ok(self.file.finish()?)
    }

    /// Empties the file: the case has no list any more, or nothing is linked yet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty(&mut self) -> Result<(), RegisterError> {
        self.file.erase(|conn| {
            for table in TABLES {
                conn.execute(&format!("DELETE FROM {table}"), [])?;
            }
            Ok(true)
        })?;
        Ok(self.file.finish()?)
    }

    /// The linking that the file shows; `None` before the first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn run(&self) -> Result<Option<Run>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT body FROM run")?;
        Ok(query.query_row([], |row| unblob(row, "body")).optional()?)
    }

    /// The model of that linking, in the form in which it was given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn model(&self) -> Result<Option<Vec<u8>>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT model FROM run")?;
        Ok(query.query_row([], |row| row.get(0)).optional()?)
    }

    /// Forgets at once the records of items that were erased or left the case, and makes sure that no name of theirs is
    /// left in the file. Persons without a record left go with them.
    ///
    /// # Errors
    /// [`RegisterError::NotScrubbed`] when all was forgotten but another program holds the file.
    pub fn forget(&mut self, catalogue: &Catalogue) -> Result<(), RegisterError> {
        let due = self.file.is_to_be_scrubbed();
        let items = self.items()?;
        for item in items {
            let held = catalogue.item(item)?;
            if held.is_none_or(|held| held.line.state == LedgerState::Erased) {
                self.file.erase(|conn| drop_item(conn, item))?;
            }
        }
        match self.file.finish().map_err(RegisterError::from) {
            // Said when it was erased; tried again at each opening.
            Err(RegisterError::NotScrubbed) if due => Ok(()),
            done => done,
        }
    }

    fn items(&self) -> Result<Vec<ItemId>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT DISTINCT item FROM record ORDER BY item")?;
        let rows = query.query_map([], |row| item_of(row, "item"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// SHA-256 over all that the file holds: equal for equal lists, judgements and program.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprint(&self) -> Result<Digest, RegisterError> {
        let mut hash = Sha256::new();
        for table in TABLES {
            hash_rows(&self.file.conn, &format!("SELECT * FROM {table} ORDER BY 1, 2, 3"), [], &mut hash)?;
        }
        Ok(Digest(hash.finalize().into()))
    }
}

fn insert(conn: &Connection, made: &Made, bars: &[Vec<u8>]) -> rusqlite::Result<()> {
    let mut record = conn.prepare_cached(
        "INSERT INTO record (id, list, row, item, char_start, char_end, person, weight, judged, words, sort)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for it in &made.records {
        record.execute(params![
            it.id.to_string(),
            int(it.list),
            int(it.row),
            it.item.to_string(),
            int(it.span.start),
            int(it.span.end),
            it.person.to_string(),
            it.weight.map(|weight| weight.0),
            it.judged,
            it.words,
            it.sort,
        ])?;
    }
    let mut joined = conn.prepare_cached(
        "INSERT INTO joined (person, position, one, other, weight, mean) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut positions: BTreeMap<PersonId, i64> = BTreeMap::new();
    for it in &made.joins {
        let position = positions.entry(it.person).or_default();
        joined.execute(params![
            it.person.to_string(),
            *position,
            it.one.to_string(),
            it.other.to_string(),
            it.weight.map(|weight| weight.0),
            it.mean.map(|mean| mean.0),
        ])?;
        *position += 1;
    }
    let mut link = conn
        .prepare_cached("INSERT INTO link (one, other, weight, beyond, bars) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (it, bars) in made.links.iter().zip(bars) {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        link.execute(params![one, other, it.weight.0, it.beyond_name, bars])?;
    }
    let mut question = conn.prepare_cached(
        "INSERT INTO question (position, one, other, why, weight) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (at, it) in made.questions.iter().enumerate() {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        question.execute(params![int(at as u64), one, other, it.why.code(), it.weight.0])?;
    }
    let mut contradiction = conn
        .prepare_cached("INSERT INTO contradiction (position, one, other, chain) VALUES (?1, ?2, ?3, ?4)")?;
    for (at, it) in made.contradictions.iter().enumerate() {
        let chain: Vec<String> = it.chain.iter().map(RecordId::to_string).collect();
        let (one, other) = it.different;
        let (one, other) = (one.to_string(), other.to_string());
        contradiction.execute(params![int(at as u64), one, other, chain.join(" ")])?;
    }
    let mut conflict = conn.prepare_cached(
        "INSERT INTO conflict (person, field, level, one, other) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for it in &made.conflicts {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        conflict.execute(params![it.person.to_string(), it.field, it.level, one, other])?;
    }
    Ok(())
}

/// Enters the persons that the records are.
fn persons(conn: &Connection, records: &[RecordRow]) -> rusqlite::Result<()> {
    let mut of: BTreeMap<PersonId, Vec<&RecordRow>> = BTreeMap::new();
    records.iter().for_each(|it| of.entry(it.person).or_default().push(it));
    of.values().try_for_each(|members| person(conn, members))
}

/// Enters a person.
fn person(conn: &Connection, members: &[&RecordRow]) -> rusqlite::Result<()> {
    // The longest name, but none with a digit in it: recognised text takes an O for a 0.
    let fullest = |it: &&&RecordRow| {
        let misread = it.words.chars().any(char::is_numeric);
        (misread, std::cmp::Reverse(it.words.chars().count()), it.list, it.id)
    };
    let Some(shown) = members.iter().min_by_key(fullest) else { return Ok(()) };
    let lists: BTreeSet<u64> = members.iter().map(|it| it.list).collect();
    conn.prepare_cached("INSERT INTO person (id, shown, sort, records, lists) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            shown.person.to_string(),
            shown.id.to_string(),
            shown.sort,
            int(members.len() as u64),
            int(lists.len() as u64),
        ])
        .map(drop)
}

/// Takes an item's records out; whether there were any.
fn drop_item(conn: &Connection, item: ItemId) -> rusqlite::Result<bool> {
    let item = item.to_string();
    let mut query = conn.prepare_cached("SELECT DISTINCT person FROM record WHERE item = ?1")?;
    let touched: Vec<String> = query.query_map([&item], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let gone = "(SELECT id FROM record WHERE item = ?1)";
    for table in ["joined", "link", "question", "contradiction", "conflict"] {
        let sql = format!("DELETE FROM {table} WHERE one IN {gone} OR other IN {gone}");
        conn.prepare_cached(&sql)?.execute([&item])?;
    }
    conn.prepare_cached("DELETE FROM record WHERE item = ?1")?.execute([&item])?;
    for id in &touched {
        conn.prepare_cached("DELETE FROM person WHERE id = ?1")?.execute([id])?;
        let mut query = conn.prepare_cached("SELECT * FROM record WHERE person = ?1 ORDER BY id")?;
        let left: Vec<RecordRow> = query.query_map([id], super::read::record)?.collect::<Result<_, _>>()?;
        person(conn, &left.iter().collect::<Vec<_>>())?;
    }
    Ok(!touched.is_empty())
}
