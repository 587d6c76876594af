//! The file: opened, written stretch by stretch as the catalogue changes, and scrubbed after an erasure. Annotates
//! nothing; the caller brings what was found.

use std::fs;
use std::path::{Path, PathBuf};

use model::{Digest, ItemId, LedgerState};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::errors::AnnotationsError;
use super::insert::insert;
use super::rows::{Found, Head};
use super::schema::{self, CONTENT, meta, set_meta};
use crate::catalogue::codes::{int, item as item_of};
use crate::catalogue::{
    Catalogue, Change, StorageError, connect, exists, hash_rows, immutable_uri, is_about_the_folder,
};

/// The annotations of a case.
#[derive(Debug)]
pub struct Annotations {
    pub(super) conn: Connection,
    /// Whether erased words may still stand in the file's free space.
    scrub: bool,
}

impl Annotations {
    /// Opens the file to read, beside a writer or on a medium that takes no writing.
    ///
    /// # Errors
    /// When there is none, or it is of another version or damaged.
    pub fn open(path: &Path) -> Result<Self, AnnotationsError> {
        if !exists(path)? {
            return Err(AnnotationsError::Missing { path: path.to_owned() });
        }
        match Self::enter(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            Err(AnnotationsError::Storage(error)) if is_about_the_folder(&error) => {
                let uri = PathBuf::from(immutable_uri(path));
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                Self::enter(path, &uri, flags)
            }
            opened => opened,
        }
    }

    /// Opens the file to write, or makes an empty one where none is that this program can read or where `rules`, the
    /// version of the annotating rules, are others. Opening also finishes an erasure that was interrupted, when it can.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(path: &Path, rules: u32) -> Result<Self, AnnotationsError> {
        let mut annotations = match Self::enter(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Ok(opened) if meta(&opened.conn, "rules")? == i64::from(rules) => opened,
            // Derived, so that what cannot be used is made anew.
            Ok(_) | Err(AnnotationsError::Unreadable { .. } | AnnotationsError::Missing { .. }) => {
                Self::remove(path)?;
                Self::create(path, rules)?
            }
            Err(error) => return Err(error),
        };
        annotations.conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)")?;
        if annotations.scrub {
            match annotations.scrub() {
                Ok(()) | Err(AnnotationsError::NotScrubbed) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(annotations)
    }

    fn create(path: &Path, rules: u32) -> Result<Self, AnnotationsError> {
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        conn.execute_batch("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE")?;
        schema::lay_out(&conn, rules)?;
        conn.execute_batch("COMMIT")?;
        Ok(Self { conn, scrub: false })
    }

    fn enter(path: &Path, name: &Path, flags: OpenFlags) -> Result<Self, AnnotationsError> {
        if !exists(path)? {
            return Err(AnnotationsError::Missing { path: path.to_owned() });
        }
        let unreadable = || AnnotationsError::Unreadable { path: path.to_owned() };
        let entered = connect(name, flags).and_then(|conn| Ok((schema::recognise(&conn)?, conn)));
        match entered.map_err(|error| (error.sqlite_error_code(), error)) {
            Ok((true, conn)) => {
                let scrub = meta(&conn, "scrub")? != 0;
                Ok(Self { conn, scrub })
            }
            Ok((false, _)) => Err(unreadable()),
            Err((Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::Unknown), _)) => {
                Err(unreadable())
            }
            Err((_, rusqlite::Error::QueryReturnedNoRows)) => Err(unreadable()),
            Err((_, error)) => Err(error.into()),
        }
    }

    /// Removes the file with whatever SQLite keeps beside it. Nobody may have it open to write.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remove(path: &Path) -> Result<(), AnnotationsError> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            match fs::remove_file(&name) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StorageError::Folder { source }.into());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The version of the rules that annotated what the file holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rules(&self) -> Result<i64, AnnotationsError> {
        Ok(meta(&self.conn, "rules")?)
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
        let change = meta(&self.conn, "change")?;
        Ok(u64::try_from(change).map_err(|_| StorageError::contradiction())?)
    }

    /// Forgets at once what was found in items that were erased or left the case, and makes sure that no word of them
    /// is left in the file. All else waits to be annotated.
    ///
    /// # Errors
    /// [`AnnotationsError::NotScrubbed`] when all was forgotten but another program holds the file.
    pub fn forget(&mut self, catalogue: &Catalogue) -> Result<(), AnnotationsError> {
        let (mut mark, due) = (self.mark()?, self.scrub);
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
        let held = self.write(|conn| {
            for table in CONTENT {
                conn.prepare_cached(&format!("DELETE FROM {table} WHERE item = ?1"))?
                    .execute([int(number)])?;
            }
            let held = conn.prepare_cached("DELETE FROM item WHERE number = ?1")?.execute([int(number)])?;
            if held > 0 && erased {
                set_meta(conn, "scrub", 1)?;
            }
            Ok(held > 0)
        })?;
        self.scrub |= held && erased;
        Ok(())
    }

    /// Begins an item anew, by its short number: what was found in it before is forgotten.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn begin(&mut self, number: u64, head: &Head) -> Result<(), AnnotationsError> {
        self.drop_item(number, false)?;
        self.write(|conn| {
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
        })
    }

    /// Adds what was found in the next stretch of an item that was begun.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn add(&mut self, number: u64, found: &Found) -> Result<(), AnnotationsError> {
        self.write(|conn| insert(conn, int(number), found))
    }

    /// Notes that everything up to this change of the catalogue is in the file.
    ///
    /// # Errors
    /// When the file cannot be written; everything since the last commit is taken back.
    pub fn reach(&mut self, change: u64) -> Result<(), AnnotationsError> {
        self.write(|conn| set_meta(conn, "change", int(change)))
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn commit(&mut self) -> Result<(), AnnotationsError> {
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Ends a run: makes everything permanent; after an erasure no word of what was erased is left in the file.
    ///
    /// # Errors
    /// [`AnnotationsError::NotScrubbed`] when all was kept but erased words may still stand in the file's free space.
    pub fn finish(&mut self) -> Result<(), AnnotationsError> {
        self.commit()?;
        if self.scrub { self.scrub() } else { Ok(()) }
    }

    /// Writes every live row anew and empties the write-ahead log.
    fn scrub(&mut self) -> Result<(), AnnotationsError> {
        let busy = |error: &rusqlite::Error| {
            let code = error.sqlite_error_code();
            matches!(code, Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked))
        };
        self.conn.flush_prepared_statement_cache();
        match self.conn.execute_batch("VACUUM") {
            Err(error) if busy(&error) => return Err(AnnotationsError::NotScrubbed),
            done => done?,
        }
        if !self.emptied()? {
            return Err(AnnotationsError::NotScrubbed);
        }
        set_meta(&self.conn, "scrub", 0)?;
        self.scrub = false;
        Ok(())
    }

    /// Moves the write-ahead log into the file and empties it; false when a reader holds on to it.
    fn emptied(&self) -> Result<bool, AnnotationsError> {
        let held: i64 = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(held == 0)
    }

    fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, AnnotationsError> {
        let begun =
            if self.conn.is_autocommit() { self.conn.execute_batch("BEGIN IMMEDIATE") } else { Ok(()) };
        begun.and_then(|()| change(&self.conn)).map_err(|error| {
            if !self.conn.is_autocommit() {
                // What fails here has failed before and is reported now.
                let _ = self.conn.execute_batch("ROLLBACK");
            }
            error.into()
        })
    }

    /// SHA-256 over all that was found in each item, by id: equal for equal texts and rules, in whatever order they
    /// came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprints(&self) -> Result<Vec<(ItemId, Digest)>, AnnotationsError> {
        let mut query = self.conn.prepare_cached("SELECT id, number FROM item ORDER BY id")?;
        let mut rows = query.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get("number")?;
            let mut hash = Sha256::new();
            let head = "SELECT extraction, published FROM item WHERE number = ?1";
            hash_rows(&self.conn, head, [number], &mut hash)?;
            for table in CONTENT {
                hash_rows(&self.conn, &self.in_order(table)?, [number], &mut hash)?;
            }
            digests.push((item_of(row, "id")?, Digest(hash.finalize().into())));
        }
        Ok(digests)
    }

    /// The rows of an item in a table, in order: every column but the item's short number, which is chance.
    fn in_order(&self, table: &str) -> rusqlite::Result<String> {
        let columns = self.conn.prepare_cached(&format!("SELECT * FROM {table} LIMIT 0"))?;
        let names: Vec<&str> = columns.column_names().filter(|name| *name != "item").collect();
        let names = names.join(", ");
        Ok(format!("SELECT {names} FROM {table} WHERE item = ?1 ORDER BY {names}"))
    }
}
