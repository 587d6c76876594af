//! Files that an intake has met before, so that an unchanged one is not hashed again. A shortcut, not evidence: it
//! trusts time stamps, and losing it only costs time. No part of the fingerprint.

use std::fmt;

use model::ItemId;
use rusqlite::{OptionalExtension, params};

use super::Catalogue;
use super::codes::item as item_of;
use super::errors::StorageError;

/// What the file system said of a file. Any difference means that the file must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Size in bytes.
    pub size: u64,
    /// Last change of content, nanoseconds since 1970.
    pub modified: i128,
    /// Last change of content or metadata, nanoseconds since 1970.
    pub changed: i128,
    /// Inode number.
    pub inode: u64,
    /// Device number.
    pub device: u64,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, modified, changed, inode, device } = self;
        write!(f, "{size} {modified} {changed} {inode} {device}")
    }
}

impl Catalogue {
    /// The item that was taken in from this very file, from the same source and with the same note, when the file has
    /// not changed since.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn seen(
        &self,
        path: &str,
        stamp: &Stamp,
        from: Option<&str>,
        note: Option<&str>,
    ) -> Result<Option<ItemId>, StorageError> {
        let mut query = self.conn.prepare_cached(
            "SELECT item FROM seen WHERE path = ?1 AND received_from IS ?2 AND note IS ?3 AND stamp = ?4",
        )?;
        let found = query.query_row(params![path, from, note, stamp.to_string()], |row| item_of(row, "item"));
        Ok(found.optional()?)
    }

    /// Remembers which item a file was. Takes the place of what was remembered of this path, source and note.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn remember(
        &mut self,
        path: &str,
        stamp: &Stamp,
        from: Option<&str>,
        note: Option<&str>,
        item: ItemId,
    ) -> Result<(), StorageError> {
        self.write(|conn| {
            conn.prepare_cached("DELETE FROM seen WHERE path = ?1 AND received_from IS ?2 AND note IS ?3")?
                .execute(params![path, from, note])?;
            conn.prepare_cached(
                "INSERT INTO seen (path, received_from, note, stamp, item) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![path, from, note, stamp.to_string(), item.to_string()])
            .map(drop)
        })
    }
}
