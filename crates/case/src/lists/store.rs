//! The file: opened, made anew, ended, and compared with one made from the beginning.

use std::collections::BTreeMap;
use std::path::Path;

use model::{Digest, ItemId};
use sha2::{Digest as _, Sha256};

use super::errors::ListsError;
use super::schema::FILE;
use crate::catalogue::codes::item as item_of;
use crate::catalogue::hash_rows;
use crate::derived::Derived;

/// The lists of a case.
#[derive(Debug)]
pub struct Lists {
    pub(super) file: Derived,
}

impl Lists {
    /// Opens the file to read, beside a writer or on a medium that takes no writing.
    ///
    /// # Errors
    /// When there is none, or it is of another version or damaged.
    pub fn open(path: &Path) -> Result<Self, ListsError> {
        Ok(Self { file: Derived::open(path, &FILE)? })
    }

    /// Opens the file to write, or makes an empty one where none is that this program can read or where `rules`, the
    /// version of the rules that find and cut lists, are others. Opening also finishes an erasure that was interrupted,
    /// when it can.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(path: &Path, rules: u32) -> Result<Self, ListsError> {
        Ok(Self { file: Derived::open_or_create(path, &FILE, rules)? })
    }

    /// Removes the file with whatever SQLite keeps beside it. Nobody may have it open to write.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remove(path: &Path) -> Result<(), ListsError> {
        Ok(Derived::remove(path)?)
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn commit(&mut self) -> Result<(), ListsError> {
        Ok(self.file.commit()?)
    }

    /// Ends a run: makes everything permanent; after an erasure no word of what was erased is left in the file.
    ///
    /// # Errors
    /// [`ListsError::NotScrubbed`] when all was kept but erased words may still stand in the file's free space.
    pub fn finish(&mut self) -> Result<(), ListsError> {
        Ok(self.file.finish()?)
    }

    /// SHA-256 over all that stands here about each item, by id: lists with their records, and proposals. Equal for equal
    /// texts, decisions and rules, in whatever order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprints(&self) -> Result<Vec<(ItemId, Digest)>, ListsError> {
        let conn = &self.file.conn;
        let mut hashes: BTreeMap<ItemId, Sha256> = BTreeMap::new();
        let mut query = conn.prepare_cached("SELECT id, number FROM item ORDER BY id")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get("number")?;
            let hash = hashes.entry(item_of(row, "id")?).or_default();
            hash_rows(conn, "SELECT extraction, failed FROM item WHERE number = ?1", [number], hash)?;
            let proposals = "SELECT position, body FROM proposal WHERE item = ?1 ORDER BY position";
            hash_rows(conn, proposals, [number], hash)?;
        }
        let mut query = conn.prepare_cached("SELECT item, entry FROM list ORDER BY entry")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let entry: i64 = row.get("entry")?;
            let hash = hashes.entry(item_of(row, "item")?).or_default();
            for sql in [
                "SELECT * FROM list WHERE entry = ?1",
                "SELECT * FROM record WHERE list = ?1 ORDER BY row",
                "SELECT * FROM passed WHERE list = ?1 ORDER BY position",
                "SELECT * FROM fit WHERE list = ?1 ORDER BY number",
                "SELECT * FROM key WHERE list = ?1 ORDER BY kind, value",
            ] {
                hash_rows(conn, sql, [entry], hash)?;
            }
        }
        let digest = |hash: Sha256| Digest(hash.finalize().into());
        Ok(hashes.into_iter().map(|(item, hash)| (item, digest(hash))).collect())
    }
}
