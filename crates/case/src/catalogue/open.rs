//! Creating and opening the file. Never repairs one: what is damaged or foreign is named and left alone.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::errors::{OpenError, StorageError, failure};
use super::schema::{self, Meta, SCHEMA};
use super::{Catalogue, erase};

/// What a caller may do with a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Look only. Works on read-only media and beside a writer.
    Read,
    /// Look and write. One program at a time.
    Write,
}

/// Page size in bytes: a part of 64 KiB takes a handful of pages.
const PAGE_BYTES: u32 = 16 * 1024;

/// How many compiled statements are kept.
const STATEMENTS: usize = 128;

impl Catalogue {
    /// Makes an empty catalogue. `rules` is the version of the program's extraction rules.
    ///
    /// # Errors
    /// When a file is there already, or the place takes none.
    pub fn create(path: &Path, rules: u32) -> Result<Self, OpenError> {
        if exists(path)? {
            return Err(OpenError::Exists { path: path.to_owned() });
        }
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        conn.execute_batch(&format!(
            "PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE"
        ))?;
        schema::lay_out(&conn, rules)?;
        conn.execute_batch("COMMIT")?;
        Ok(Self::over(conn, path, &Meta { entries: 0, scrub: false }))
    }

    /// Opens a catalogue. Opening one to write also finishes an erasure that was interrupted, when it can.
    ///
    /// # Errors
    /// When there is none, it is of another schema, damaged or no catalogue at all, or the place does not allow the
    /// access. A catalogue on a read-only medium can be read, unless its last writer died before closing it.
    pub fn open(path: &Path, access: Access) -> Result<Self, OpenError> {
        if !exists(path)? {
            return Err(OpenError::Missing { path: path.to_owned() });
        }
        match access {
            Access::Read => {
                let (conn, meta) = open_to_read(path)?;
                Ok(Self::over(conn, path, &meta))
            }
            Access::Write => {
                erase::remove_unfinished_copy(path)?;
                let (conn, meta) = open_to_write(path)?;
                let mut catalogue = Self::over(conn, path, &meta);
                if catalogue.scrub {
                    // When another program holds the file this waits: `commit` and the next opening try again.
                    match catalogue.scrub() {
                        Ok(()) | Err(StorageError::Locked { .. }) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                Ok(catalogue)
            }
        }
    }

    fn over(conn: Connection, path: &Path, meta: &Meta) -> Self {
        Self {
            conn,
            path: path.to_owned(),
            entries: meta.entries,
            scrub: meta.scrub,
            erasing: false,
            drafts: BTreeMap::new(),
        }
    }
}

/// A connection that writes to a recognised catalogue.
pub(super) fn open_to_write(path: &Path) -> Result<(Connection, Meta), OpenError> {
    let (conn, meta) = enter(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if conn.is_readonly(rusqlite::MAIN_DB)? {
        return Err(failure(rusqlite::ffi::SQLITE_READONLY, "opened for reading only").into());
    }
    // Erased text may stand in frames that a dead writer left in the write-ahead log; this empties it.
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok((conn, meta))
}

fn open_to_read(path: &Path) -> Result<(Connection, Meta), OpenError> {
    match enter(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Err(OpenError::Storage(error)) if is_about_the_folder(&error) => {
            if has_unfinished_writes(path)? {
                return Err(OpenError::NotClosed { path: path.to_owned() });
            }
            open_immutable(path)
        }
        entered => entered,
    }
}

/// Opens a file that nobody can change: without locks and without a write-ahead log, which a read-only folder has no
/// room for (<https://sqlite.org/wal.html>, "Read-Only Databases").
fn open_immutable(path: &Path) -> Result<(Connection, Meta), OpenError> {
    let uri = PathBuf::from(immutable_uri(path));
    enter(path, &uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
}

/// Connects to `path`, spelled as `name`, and makes sure that it is a catalogue of this schema.
fn enter(path: &Path, name: &Path, flags: OpenFlags) -> Result<(Connection, Meta), OpenError> {
    let not_a_catalogue = || OpenError::NotACatalogue { path: path.to_owned() };
    let entered = connect(name, flags).and_then(|conn| Ok((schema::recognise(&conn)?, conn)));
    let (found, conn) = entered.map_err(|error| match error.sqlite_error_code() {
        // No database, or one without our tables.
        Some(ErrorCode::NotADatabase | ErrorCode::Unknown) => not_a_catalogue(),
        _ => error.into(),
    })?;
    let found = found.ok_or_else(not_a_catalogue)?;
    match found.cmp(&SCHEMA) {
        Ordering::Greater => Err(OpenError::Newer { found, known: SCHEMA }),
        Ordering::Less => Err(OpenError::Older { found, known: SCHEMA }),
        Ordering::Equal => {
            let meta = Meta::read(&conn)?;
            Ok((conn, meta))
        }
    }
}

pub(crate) fn is_about_the_folder(error: &StorageError) -> bool {
    match error {
        StorageError::ReadOnly { .. } => true,
        StorageError::Io { source } => source.sqlite_error_code() == Some(ErrorCode::CannotOpen),
        _ => false,
    }
}

fn has_unfinished_writes(path: &Path) -> Result<bool, StorageError> {
    match std::fs::metadata(beside(path, "-wal")) {
        Ok(metadata) => Ok(metadata.len() > 0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(StorageError::Folder { source }),
    }
}

/// A connection with the settings that every file of a case gets.
pub(crate) fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise statements on tables with partial indexes are compiled anew for each value bound to them, which takes
    // longer than all else here (<https://sqlite.org/c3ref/prepare.html>, the last item of the list on `_v2`).
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Nothing of a case spills into the machine's temporary folder, and a stranger's file calls no functions.
    conn.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL;
         PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864",
    )?;
    Ok(conn)
}

pub(crate) fn exists(path: &Path) -> Result<bool, StorageError> {
    path.try_exists().map_err(|source| StorageError::Folder { source })
}

/// The path of a file that stands beside the catalogue and bears its name with `ending`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The path as an SQLite URI (<https://sqlite.org/uri.html>) of a file that nobody can change; bytes that mean
/// something there are escaped.
pub(crate) fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri + "?immutable=1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_immutable_file_opens_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("año 50% ¿qué? #1.sqlite");
        drop(Catalogue::create(&path, 7).unwrap());
        let (conn, meta) = open_immutable(&path).unwrap();
        let catalogue = Catalogue::over(conn, &path, &meta);
        assert_eq!(catalogue.rules().unwrap(), 7);
        assert_eq!(catalogue.status().unwrap().totals.items, 0);
        assert!(!beside(&path, "-wal").exists() && !beside(&path, "-shm").exists(), "it leaves no traces");
    }
}
