//! From what a person types to one item. Never picks one of several.

use model::ItemId;
use rusqlite::params;

use super::Catalogue;
use super::codes::{int, item as item_of, number};
use super::errors::{ResolveError, StorageError};
use super::ledger::IN_ORDER;

/// An item that a short form could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The item.
    pub item: ItemId,
    /// The name under which it was first taken in.
    pub name: String,
}

impl Candidate {
    /// How many candidates an ambiguity lists.
    pub const MOST: usize = 20;
}

/// The fewest digits that abbreviate an id.
const FEWEST_DIGITS: usize = 4;

const FITS: &str =
    "FROM item WHERE (id >= ?1 AND id < ?1 || 'g') OR id IN (SELECT item FROM custody WHERE name = ?2)
    OR id IN (SELECT item FROM custody WHERE path = ?2)";

impl Catalogue {
    /// The item that `given` means: its id, the beginning of it (at least four digits, in either case), or exactly a
    /// file name or path under which it was taken in.
    ///
    /// # Errors
    /// When it means none or several, or the file cannot be read.
    pub fn resolve(&self, given: &str) -> Result<ItemId, ResolveError> {
        let _snapshot = self.snapshot()?;
        let digits = FEWEST_DIGITS..=64;
        let is_id = digits.contains(&given.len()) && given.bytes().all(|byte| byte.is_ascii_hexdigit());
        // A NULL fits nothing; `g` sorts after every digit.
        let prefix = is_id.then(|| given.to_ascii_lowercase());
        let sql = format!("SELECT id, name {FITS} {IN_ORDER} LIMIT ?3");
        let mut query = self.conn.prepare_cached(&sql)?;
        let candidates = query
            .query_map(params![prefix, given, int(Candidate::MOST as u64)], |row| {
                Ok(Candidate { item: item_of(row, "id")?, name: row.get("name")? })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        match candidates.as_slice() {
            [] => Err(ResolveError::Unknown { given: given.to_owned() }),
            [only] => Ok(only.item),
            _ => {
                let mut count = self.conn.prepare_cached(&format!("SELECT count(*) AS n {FITS}"))?;
                let total = count
                    .query_row(params![prefix, given], |row| number(row, "n"))
                    .map_err(StorageError::from)?;
                Err(ResolveError::Ambiguous { given: given.to_owned(), candidates, total })
            }
        }
    }
}
