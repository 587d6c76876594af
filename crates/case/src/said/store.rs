//! The file: written stretch by stretch as the catalogue changes, and made to forget. Annotates nothing; the caller
//! brings what was found.

use std::path::Path;

use model::{Digest, ItemId, LedgerState};
use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::errors::AnnotationsError;
use super::insert::insert;
use super::pairs::Pairs;
use super::rows::{Found, Head};
use super::schema::{CONTENT, FILE};
use crate::catalogue::codes::{int, item as item_of};
use crate::catalogue::{Catalogue, Change, hash_rows};
use crate::derived::{Derived, set_meta};

/// The annotations of a case.
#[derive(Debug)]
pub struct Annotations {
    pub(super) file: Derived,
    pub(super) pairs: Pairs,
}

impl Annotations {
    /// Opens the file to read, beside a writer or on a medium that takes no writing.
    ///
    /// # Errors
    /// When there is none, or it is of another version or damaged.
    pub fn open(path: &Path) -> Result<Self, AnnotationsError> {
        Ok(Self { file: Derived::open(path, &FILE)?, pairs: Pairs::default() })
    }

    /// Opens the file to write, or makes an empty one where none is that this program can read or where `rules`, the
    /// version of the annotating rules, are others. Opening also finishes an erasure that was interrupted, when it can.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(path: &Path, rules: u32) -> Result<Self, AnnotationsError> {
        Ok(Self { file: Derived::open_or_create(path, &FILE, rules)?, pairs: Pairs::default() })
    }

    /// Removes the file with whatever SQLite keeps beside it. Nobody may have it open to write.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remove(path: &Path) -> Result<(), AnnotationsError> {
        Ok(Derived::remove(path)?)
    }

    /// How many items changed since the file last took changes up.
    ///
    /// # Errors
    /// When the file or the catalogue cannot be read.
    pub fn behind(&self, catalogue: &Catalogue) -> Result<u64, AnnotationsError> {
        Ok(catalogue.changes_after(self.mark()?)?)
    }

    /// The next changes of the catalogue that are not in the file, the earliest first; at most `most`.
    ///
    /// # Errors
    /// When the file or the catalogue cannot be read.
    pub fn changes(&self, catalogue: &Catalogue, most: u64) -> Result<Vec<Change>, AnnotationsError> {
        Ok(catalogue.changes(self.mark()?, most)?)
    }

    fn mark(&self) -> Result<u64, AnnotationsError> {
        Ok(self.file.meta("change")?)
    }

    /// Forgets at once what was found in items that were erased or left the case, and makes sure that no word of them
    /// is left in the file. All else waits to be annotated.
    ///
    /// # Errors
    /// [`AnnotationsError::NotScrubbed`] when all was forgotten but another program holds the file.
    pub fn forget(&mut self, catalogue: &Catalogue) -> Result<(), AnnotationsError> {
        let (mut mark, due) = (self.mark()?, self.file.is_to_be_scrubbed());
        loop {
            let changes = catalogue.changes(mark, 512)?;
            let Some(last) = changes.last() else { break };
            mark = last.change;
            for change in changes {
                let item = change.item.map_or(Ok(None), |item| catalogue.item(item))?;
                if item.is_none_or(|item| item.line.state == LedgerState::Erased) {
                    self.drop_item(change.number, true)?;
                }
            }
        }
        match self.finish() {
            // Said when it was erased; tried again at each opening.
            Err(AnnotationsError::NotScrubbed) if due => Ok(()),
            done => done,
        }
    }

    /// Forgets what was found in an item, by its short number; `erased` when its words must leave the file.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn drop_item(&mut self, number: u64, erased: bool) -> Result<(), AnnotationsError> {
        Ok(self.file.erase(|conn| {
            for table in CONTENT {
                conn.prepare_cached(&format!("DELETE FROM {table} WHERE item = ?1"))?
                    .execute([int(number)])?;
            }
            let held = conn.prepare_cached("DELETE FROM item WHERE number = ?1")?.execute([int(number)])?;
            Ok(held > 0 && erased)
        })?)
    }

    /// Begins an item anew, by its short number: what was found in it before is forgotten.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn begin(&mut self, number: u64, head: &Head) -> Result<(), AnnotationsError> {
        self.drop_item(number, false)?;
        Ok(self.file.write(|conn| {
            // The catalogue may have given an item another short number since.
            let held: Option<i64> = conn
                .prepare_cached("SELECT number FROM item WHERE id = ?1")?
                .query_row([head.item.to_string()], |row| row.get(0))
                .optional()?;
            for table in CONTENT.iter().filter(|_| held.is_some()) {
                conn.prepare_cached(&format!("DELETE FROM {table} WHERE item = ?1"))?.execute([held])?;
            }
            conn.prepare_cached(
                "INSERT OR REPLACE INTO item (number, id, first, extraction, published) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                int(number),
                head.item.to_string(),
                head.first.map(int),
                head.extraction.to_string(),
                head.published.map(|day| day.to_string()),
            ])
            .map(drop)
        })?)
    }

    /// Adds what was found in the next stretch of an item that was begun.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn add(&mut self, number: u64, found: &Found) -> Result<(), AnnotationsError> {
        Ok(self.file.write(|conn| insert(conn, int(number), found))?)
    }

    /// Notes that everything up to this change of the catalogue is in the file.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn reach(&mut self, change: u64) -> Result<(), AnnotationsError> {
        Ok(self.file.write(|conn| set_meta(conn, "change", int(change)))?)
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn commit(&mut self) -> Result<(), AnnotationsError> {
        Ok(self.file.commit()?)
    }

    /// Ends a run: makes everything permanent; after an erasure no word of what was erased is left in the file.
    ///
    /// # Errors
    /// [`AnnotationsError::NotScrubbed`] when all was kept but erased words may still stand in the file's free space.
    pub fn finish(&mut self) -> Result<(), AnnotationsError> {
        Ok(self.file.finish()?)
    }

    /// SHA-256 over all that was found in each item, by id: equal for equal texts and rules, in whatever order they
    /// came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprints(&self) -> Result<Vec<(ItemId, Digest)>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached("SELECT id, number FROM item ORDER BY id")?;
        let mut rows = query.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get("number")?;
            let mut hash = Sha256::new();
            let head = "SELECT extraction, published FROM item WHERE number = ?1";
            hash_rows(&self.file.conn, head, [number], &mut hash)?;
            for table in CONTENT {
                hash_rows(&self.file.conn, &self.in_order(table)?, [number], &mut hash)?;
            }
            digests.push((item_of(row, "id")?, Digest(hash.finalize().into())));
        }
        Ok(digests)
    }

    /// The rows of an item in a table, in order: every column but the item's short number, which is chance.
    fn in_order(&self, table: &str) -> rusqlite::Result<String> {
        let columns = self.file.conn.prepare_cached(&format!("SELECT * FROM {table} LIMIT 0"))?;
        let names: Vec<&str> = columns.column_names().filter(|name| *name != "item").collect();
        let names = names.join(", ");
        Ok(format!("SELECT {names} FROM {table} WHERE item = ?1 ORDER BY {names}"))
    }
}
