//! A derived SQLite file that follows the catalogue: opened, made anew when it cannot be used, written in transactions,
//! and scrubbed so that nothing erased is left in its free space. Knows nothing of what the tables hold.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params};

use crate::catalogue::{StorageError, connect, exists, explanations, immutable_uri, is_about_the_folder};

/// What tells one kind of file from another.
#[derive(Debug)]
pub(crate) struct Kind {
    /// `PRAGMA application_id`.
    pub(crate) application: i32,
    /// Version of the tables; there is no migration, a file of another version is made anew.
    pub(crate) schema: i64,
    /// The tables' SQL, with the tables `meta` and `about` among them. Comments explain tables and columns.
    pub(crate) tables: &'static str,
    /// Further names in `meta`, which begin at 0.
    pub(crate) marks: &'static [&'static str],
}

/// Why a derived file was not opened or written.
#[derive(Debug)]
pub(crate) enum DerivedError {
    /// There is none.
    Missing(PathBuf),
    /// It is of another version, damaged, or something else.
    Unreadable(PathBuf),
    /// Erased words may still stand in its free space: another program holds it.
    NotScrubbed,
    /// The file or the disk failed.
    Storage(StorageError),
}

impl From<StorageError> for DerivedError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<rusqlite::Error> for DerivedError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(error.into())
    }
}

/// An open file.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) conn: Connection,
    /// Whether erased words may still stand in the file's free space.
    scrub: bool,
}

impl Derived {
    /// Opens a file to read, beside a writer or on a medium that takes no writing.
    pub(crate) fn open(path: &Path, kind: &Kind) -> Result<Self, DerivedError> {
        match Self::enter(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY, kind) {
            Err(DerivedError::Storage(error)) if is_about_the_folder(&error) => {
                let uri = PathBuf::from(immutable_uri(path));
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                Self::enter(path, &uri, flags, kind)
            }
            opened => opened,
        }
    }

    /// Opens a file to write, or makes an empty one where none is that can be used or where `rules` are others. Opening
    /// also finishes an erasure that was interrupted, when it can.
    pub(crate) fn open_or_create(path: &Path, kind: &Kind, rules: u32) -> Result<Self, DerivedError> {
        let mut file = match Self::enter(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE, kind) {
            Ok(opened) if opened.meta("rules")? == u64::from(rules) => opened,
            Ok(_) | Err(DerivedError::Unreadable(_) | DerivedError::Missing(_)) => {
                Self::remove(path)?;
                Self::create(path, kind, rules)?
            }
            Err(error) => return Err(error),
        };
        file.conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)")?;
        match file.scrub_if_due() {
            Ok(()) | Err(DerivedError::NotScrubbed) => Ok(file),
            Err(error) => Err(error),
        }
    }

    fn create(path: &Path, kind: &Kind, rules: u32) -> Result<Self, DerivedError> {
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        conn.execute_batch("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE")?;
        conn.execute_batch(kind.tables)?;
        conn.pragma_update(None, "application_id", kind.application)?;
        let own = [("schema", kind.schema), ("rules", rules.into()), ("scrub", 0)];
        for (name, value) in own.into_iter().chain(kind.marks.iter().map(|name| (*name, 0))) {
            conn.execute("INSERT INTO meta (name, value) VALUES (?1, ?2)", params![name, value])?;
        }
        for (name, field, meaning) in explanations(kind.tables) {
            conn.execute(
                "INSERT INTO about (name, field, meaning) VALUES (?1, ?2, ?3)",
                [name, field, meaning],
            )?;
        }
        conn.execute_batch("COMMIT")?;
        Ok(Self { conn, scrub: false })
    }

    fn enter(path: &Path, name: &Path, flags: OpenFlags, kind: &Kind) -> Result<Self, DerivedError> {
        if !exists(path)? {
            return Err(DerivedError::Missing(path.to_owned()));
        }
        let entered = connect(name, flags).and_then(|conn| {
            let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
            let is_ours = application == kind.application && meta(&conn, "schema")? == kind.schema;
            Ok(is_ours.then_some(conn))
        });
        match entered.map_err(|error| (error.sqlite_error_code(), error)) {
            Ok(Some(conn)) => {
                let scrub = meta(&conn, "scrub")? != 0;
                Ok(Self { conn, scrub })
            }
            Ok(None)
            | Err((Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::Unknown), _))
            | Err((_, rusqlite::Error::QueryReturnedNoRows)) => {
                Err(DerivedError::Unreadable(path.to_owned()))
            }
            Err((_, error)) => Err(error.into()),
        }
    }

    /// Removes a file with whatever SQLite keeps beside it. Nobody may have it open to write.
    pub(crate) fn remove(path: &Path) -> Result<(), DerivedError> {
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

    /// One value of the `meta` table.
    pub(crate) fn meta(&self, name: &str) -> Result<u64, DerivedError> {
        let value = meta(&self.conn, name)?;
        Ok(u64::try_from(value).map_err(|_| StorageError::contradiction())?)
    }

    /// Runs `change` inside the open transaction, beginning one if there is none. When it fails, everything since the
    /// last commit is taken back.
    pub(crate) fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DerivedError> {
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

    /// Runs `change` as [`Derived::write`] does; when it returns true, erased words have left the tables and must leave
    /// the file at the next [`Derived::finish`].
    pub(crate) fn erase(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<bool>,
    ) -> Result<(), DerivedError> {
        let erased = self.write(|conn| {
            let erased = change(conn)?;
            if erased {
                set_meta(conn, "scrub", 1)?;
            }
            Ok(erased)
        })?;
        self.scrub |= erased;
        Ok(())
    }

    /// Whether erased words may still stand in the file.
    pub(crate) const fn is_to_be_scrubbed(&self) -> bool {
        self.scrub
    }

    /// Makes everything permanent.
    pub(crate) fn commit(&mut self) -> Result<(), DerivedError> {
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Makes everything permanent; after an erasure no word of what was erased is left in the file.
    pub(crate) fn finish(&mut self) -> Result<(), DerivedError> {
        self.commit()?;
        self.scrub_if_due()
    }

    /// Writes every live row anew and empties the write-ahead log.
    fn scrub_if_due(&mut self) -> Result<(), DerivedError> {
        if !self.scrub {
            return Ok(());
        }
        let busy = |error: &rusqlite::Error| {
            let code = error.sqlite_error_code();
            matches!(code, Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked))
        };
        self.conn.flush_prepared_statement_cache();
        match self.conn.execute_batch("VACUUM") {
            Err(error) if busy(&error) => return Err(DerivedError::NotScrubbed),
            done => done?,
        }
        // A reader may hold on to the write-ahead log.
        let held: i64 = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if held != 0 {
            return Err(DerivedError::NotScrubbed);
        }
        set_meta(&self.conn, "scrub", 0)?;
        self.scrub = false;
        Ok(())
    }
}

fn meta(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0))
}

/// Changes one value of the `meta` table.
pub(crate) fn set_meta(conn: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE meta SET value = ?2 WHERE name = ?1")?.execute(params![name, value]).map(drop)
}
