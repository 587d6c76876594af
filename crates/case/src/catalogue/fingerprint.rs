//! One digest over everything that the log and the originals determine, so that two catalogues of one case can be
//! compared. Leaves out what depends on the run: the item's short numbers, the order of rows on disk, `seen`, `meta`.

use model::{Digest, ItemId};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params};
use sha2::{Digest as _, Sha256};

use super::Catalogue;
use super::codes::item as item_of;
use super::errors::StorageError;

/// The log's tables, whole.
const LOG: [&str; 2] = ["SELECT * FROM entry ORDER BY number", "SELECT * FROM custody ORDER BY entry"];

/// One item's rows, by its short number. An unfinished reading has no row in `reading` and counts for nothing.
const ITEM: [&str; 6] = [
    "SELECT id, name, size, first, parent, parent_path, sniffed, state FROM item WHERE number = ?1",
    "SELECT media_type, extraction, rules, parts, bytes, characters, pages, table_rows, members
     FROM reading WHERE item = ?1",
    "SELECT position, kind, missing, amount, place, detail
     FROM defect WHERE item = (SELECT item FROM reading WHERE item = ?1) ORDER BY position",
    "SELECT seq, kind, label, page, width, height, recognised, hidden, byte_start, byte_length, char_start,
         char_length, text, map, marks
     FROM part WHERE item = (SELECT item FROM reading WHERE item = ?1) ORDER BY seq",
    "SELECT seq, position, table_number, name, first_row, last_row, columns, amount, cells
     FROM cells WHERE item = (SELECT item FROM reading WHERE item = ?1) ORDER BY seq, position",
    "SELECT seq, position, field, label, value, char_start, char_end
     FROM field WHERE item = (SELECT item FROM reading WHERE item = ?1) ORDER BY seq, position",
];

impl Catalogue {
    /// SHA-256 over all entries, custody, items and finished readings. Equal for equal logs and readings, whatever the
    /// order in which the readings arrived.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprint(&self) -> Result<Digest, StorageError> {
        let _snapshot = self.snapshot()?;
        let mut hash = Sha256::new();
        for sql in LOG {
            hash_rows(&self.conn, sql, [], &mut hash)?;
        }
        for (item, digest) in self.fingerprints_by_item()? {
            hash.update(item.0.bytes());
            hash.update(digest.bytes());
        }
        Ok(Digest(hash.finalize().into()))
    }

    /// SHA-256 over each item and its finished reading, by id; so that a difference can be named.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprints_by_item(&self) -> Result<Vec<(ItemId, Digest)>, StorageError> {
        let _snapshot = self.snapshot()?;
        let mut query = self.conn.prepare_cached("SELECT id, number FROM item ORDER BY id")?;
        let mut rows = query.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get("number")?;
            let mut hash = Sha256::new();
            for sql in ITEM {
                hash_rows(&self.conn, sql, [number], &mut hash)?;
            }
            digests.push((item_of(row, "id")?, Digest(hash.finalize().into())));
        }
        Ok(digests)
    }
}

/// Adds a query's rows to a hash, each value with its type and length so that no two tables run together.
pub(crate) fn hash_rows(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    hash: &mut Sha256,
) -> rusqlite::Result<()> {
    let mut query = conn.prepare_cached(sql)?;
    let columns = query.column_count();
    let mut rows = query.query(params)?;
    while let Some(row) = rows.next()? {
        hash.update(b"row");
        for column in 0..columns {
            let number;
            let (kind, bytes): (_, &[u8]) = match row.get_ref(column)? {
                ValueRef::Null => (b'0', &[]),
                ValueRef::Integer(value) => {
                    number = value.to_be_bytes();
                    (b'i', &number)
                }
                ValueRef::Real(value) => {
                    number = value.to_be_bytes();
                    (b'r', &number)
                }
                ValueRef::Text(bytes) => (b't', bytes),
                ValueRef::Blob(bytes) => (b'b', bytes),
            };
            hash.update([kind]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
    hash.update(b"end");
    Ok(())
}
