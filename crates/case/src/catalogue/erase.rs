//! Making erased text leave the file. Deleting a row overwrites its bytes (`PRAGMA secure_delete`), but SQLite moves
//! rows between pages and leaves stale copies in the pages' free space; so after an erasure the whole file is written
//! anew from its live rows. What the disk itself keeps of deleted files is beyond this program, and said to the user.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use model::ItemId;
use rusqlite::{Connection, params};

use super::errors::{CommitError, OpenError, StorageError, failure};
use super::open::{beside, open_to_write};
use super::{Catalogue, schema};

const COPY: &str = ".scrub";

impl Catalogue {
    /// Makes everything since the last commit permanent. Does nothing when nothing was written. After an erasure it
    /// also writes the whole file anew, which needs as much free space as the catalogue takes and about a second for
    /// each few hundred megabytes.
    ///
    /// # Errors
    /// [`CommitError::Storage`] when nothing was kept, [`CommitError::NotScrubbed`] when all was kept.
    pub fn commit(&mut self) -> Result<(), CommitError> {
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("COMMIT")
        {
            self.take_back();
            return Err(StorageError::from(error).into());
        }
        if std::mem::take(&mut self.erasing) {
            self.scrub().map_err(|source| CommitError::NotScrubbed { source })?;
        }
        Ok(())
    }

    /// Whether erased text may still stand in the file's free space.
    #[must_use]
    pub const fn scrub_due(&self) -> bool {
        self.scrub
    }

    /// Writes the file anew so that no erased text is left in it, nor in the write-ahead log. Call it only to repeat
    /// what [`CommitError::NotScrubbed`] reported; anything not committed is taken back.
    ///
    /// # Errors
    /// When another program has the file open ([`StorageError::Locked`]) or the disk fails; the catalogue stays as
    /// it was and can be used.
    pub fn scrub(&mut self) -> Result<(), StorageError> {
        if !self.conn.is_autocommit() {
            self.take_back();
        }
        let done = self.write_anew();
        if done.is_err() {
            // The old file stays in use; what else fails on the way back matters less than what failed first.
            let _ = self.conn.execute_batch("PRAGMA journal_mode = WAL");
            let _ = remove_unfinished_copy(&self.path);
        }
        done
    }

    fn write_anew(&mut self) -> Result<(), StorageError> {
        let copy = beside(&self.path, COPY);
        remove_unfinished_copy(&self.path)?;
        // Leaving the write-ahead log takes the file for this connection alone and deletes the log; without that,
        // a leftover log would be replayed over the new file.
        self.conn.flush_prepared_statement_cache();
        let mode: String =
            self.conn.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        if mode != "delete" {
            return Err(failure(rusqlite::ffi::SQLITE_BUSY, "the write-ahead log is in use").into());
        }
        // SQL text cannot hold every path; its bytes can.
        let name = copy.as_os_str().as_encoded_bytes();
        self.conn.execute("VACUUM INTO CAST(?1 AS TEXT)", params![name])?;
        let folder_error = |source| StorageError::Folder { source };
        File::open(&copy).and_then(|file| file.sync_all()).map_err(folder_error)?;
        let old = std::mem::replace(&mut self.conn, Connection::open_in_memory()?);
        drop(old);
        let renamed = fs::rename(&copy, &self.path).map_err(folder_error);
        let (conn, _) = open_to_write(&self.path).map_err(|error| match error {
            OpenError::Storage(error) => error,
            _ => StorageError::contradiction(),
        })?;
        self.conn = conn;
        renamed?;
        schema::set_meta(&self.conn, "scrub", 0)?;
        self.scrub = false;
        Ok(())
    }
}

/// Deletes what an interrupted scrub left beside the file.
pub(super) fn remove_unfinished_copy(path: &Path) -> Result<(), StorageError> {
    for ending in [COPY.to_owned(), format!("{COPY}-journal")] {
        match fs::remove_file(beside(path, &ending)) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(StorageError::Folder { source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Deletes everything that was read out of an item.
pub(super) fn delete_content(conn: &Connection, number: i64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM reading WHERE item = ?1",
        "DELETE FROM defect WHERE item = ?1",
        "DELETE FROM field WHERE item = ?1",
        "DELETE FROM cells WHERE item = ?1",
        "DELETE FROM part WHERE item = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([number])?;
    }
    Ok(())
}

/// Forgets the files that an item came from.
pub(super) fn delete_seen(conn: &Connection, item: ItemId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM seen WHERE item = ?1")?.execute([item.to_string()]).map(drop)
}
