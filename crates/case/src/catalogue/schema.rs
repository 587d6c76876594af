//! The tables, their explanation inside the file, and the `meta` table. Decides nothing about content.

use rusqlite::{Connection, OptionalExtension, params};

/// Version of the tables. It goes up with every change to `schema.sql`; there is no migration, only a rebuild.
pub const SCHEMA: u32 = 3;

/// `PRAGMA application_id` of a catalogue: the letters `Habe`.
pub(super) const APPLICATION: i32 = i32::from_be_bytes(*b"Habe");

const TABLES: &str = include_str!("schema.sql");

/// The `meta` table.
pub(super) struct Meta {
    pub(super) entries: u64,
    pub(super) scrub: bool,
}

impl Meta {
    pub(super) fn read(conn: &Connection) -> rusqlite::Result<Self> {
        let entries: i64 = meta(conn, "entries")?;
        let entries =
            u64::try_from(entries).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, entries))?;
        Ok(Self { entries, scrub: meta(conn, "scrub")? })
    }
}

/// One value of the `meta` table.
pub(super) fn meta<T: rusqlite::types::FromSql>(conn: &Connection, name: &str) -> rusqlite::Result<T> {
    conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0))
}

/// Changes one value of the `meta` table.
pub(super) fn set_meta(conn: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE meta SET value = ?2 WHERE name = ?1")?.execute(params![name, value]).map(drop)
}

/// Lays the tables out in an empty database.
pub(super) fn lay_out(conn: &Connection, rules: u32) -> rusqlite::Result<()> {
    conn.execute_batch(TABLES)?;
    conn.pragma_update(None, "application_id", APPLICATION)?;
    let mut insert = conn.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)")?;
    for (name, value) in [("schema", SCHEMA), ("rules", rules), ("entries", 0), ("scrub", 0)] {
        insert.execute(params![name, value])?;
    }
    let mut explain = conn.prepare("INSERT INTO about (name, field, meaning) VALUES (?1, ?2, ?3)")?;
    for (name, field, meaning) in explanations(TABLES) {
        explain.execute([name, field, meaning])?;
    }
    Ok(())
}

/// Whether the database says that it is a catalogue, and of which schema.
pub(super) fn recognise(conn: &Connection) -> rusqlite::Result<Option<u32>> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Ok(None);
    }
    conn.query_row("SELECT value FROM meta WHERE name = 'schema'", [], |row| row.get(0)).optional()
}

/// Reads the comments of the tables' SQL as (table, column, meaning); the column is empty for the table's own.
pub(crate) fn explanations(sql: &str) -> Vec<(&str, &str, &str)> {
    let mut table = "";
    let mut found = Vec::new();
    for line in sql.lines() {
        let Some((code, meaning)) = line.split_once("--") else { continue };
        let mut words = code.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("CREATE"), _, Some(name)) => {
                table = name;
                found.push((table, "", meaning.trim()));
            }
            (Some(column), ..) => found.push((table, column, meaning.trim())),
            (None, ..) => {}
        }
    }
    found
}
