//! The file: opened, filled by a linking as a whole, and scrubbed after an erasure. Links nothing itself.

use std::collections::BTreeMap;
use std::path::Path;

use model::{Digest, ItemId, LedgerState, PersonId, RecordId};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::errors::RegisterError;
use super::persons::derive;
use super::read::RECORDS;
use super::rows::{Made, RecordRow, Run};
use super::schema::{FILE, TABLES};
use crate::catalogue::codes::{blob, int, item as item_of, unblob};
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
        self.file.write(|conn| {
            for (table, _) in TABLES {
                conn.execute(&format!("DELETE FROM {table}"), [])?;
            }
            let (run, body) = (&made.run, blob(&made.run)?);
            conn.execute(
                "INSERT INTO run (entry, entries, same, body, model) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![int(run.entry), int(run.entries), run.repeated, body, made.model],
            )?;
            indexed_at_once(conn, |conn| {
                insert(conn, made)?;
                derive(conn, &made.records)
            })
        })?;
        Ok(self.file.finish()?)
    }

    /// Empties the file: the case has no list any more, or nothing is linked yet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty(&mut self) -> Result<(), RegisterError> {
        self.file.erase(|conn| {
            for (table, _) in TABLES {
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
        let mut query = self.file.conn.prepare_cached("SELECT DISTINCT item FROM list ORDER BY item")?;
        let rows = query.query_map([], |row| item_of(row, "item"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// SHA-256 over all that the file holds: equal for equal lists, judgements and program.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprint(&self) -> Result<Digest, RegisterError> {
        let mut hash = Sha256::new();
        for (table, order) in TABLES {
            let sql = format!("SELECT * FROM {table} ORDER BY {order}");
            hash_rows(&self.file.conn, &sql, [], &mut hash)?;
        }
        Ok(Digest(hash.finalize().into()))
    }
}

/// Does `work` without indexes and makes them again afterwards, which takes a fraction of the time.
fn indexed_at_once(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = conn.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    )?;
    let indexes: Vec<(String, String)> =
        query.query_map([], |row| Ok((row.get("name")?, row.get("sql")?)))?.collect::<Result<_, _>>()?;
    indexes.iter().try_for_each(|(name, _)| conn.execute_batch(&format!("DROP INDEX {name}")))?;
    work(conn)?;
    indexes.iter().try_for_each(|(_, sql)| conn.execute_batch(sql))
}

fn insert(conn: &Connection, made: &Made) -> rusqlite::Result<()> {
    let mut lists: BTreeMap<u64, (ItemId, u64)> = BTreeMap::new();
    made.records.iter().for_each(|it| lists.entry(it.list).or_insert((it.item, 0)).1 += 1);
    for (list, (item, records)) in lists {
        conn.prepare_cached("INSERT INTO list (entry, item, records) VALUES (?1, ?2, ?3)")?
            .execute(params![int(list), item.to_string(), int(records)])?;
    }
    let mut record = conn.prepare_cached(
        "INSERT INTO record (id, list, row, char_start, char_end, person, weight, judged, words, sort)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for it in &made.records {
        record.execute(params![
            it.id.to_string(),
            int(it.list),
            int(it.row),
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
    for it in &made.links {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        link.execute(params![one, other, it.weight.0, it.beyond_name, blob(&it.bars)?])?;
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

/// Takes an item's records out; whether there were any.
fn drop_item(conn: &Connection, item: ItemId) -> rusqlite::Result<bool> {
    let item = item.to_string();
    let lists = "(SELECT entry FROM list WHERE item = ?1)";
    let gone = format!("(SELECT id FROM record WHERE list IN {lists})");
    for table in ["joined", "link", "question", "contradiction", "conflict"] {
        let sql = format!("DELETE FROM {table} WHERE one IN {gone} OR other IN {gone}");
        conn.prepare_cached(&sql)?.execute([&item])?;
    }
    let records =
        conn.prepare_cached(&format!("DELETE FROM record WHERE list IN {lists}"))?.execute([&item])?;
    conn.prepare_cached("DELETE FROM list WHERE item = ?1")?.execute([&item])?;
    // Words that nobody else bears must go as well.
    let sql = format!("{RECORDS} ORDER BY id");
    let mut query = conn.prepare_cached(&sql)?;
    let left: Vec<RecordRow> = query.query_map([], super::read::record)?.collect::<Result<_, _>>()?;
    derive(conn, &left)?;
    Ok(records > 0)
}
