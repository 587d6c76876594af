//! Which lists look like copies of one another: nearly all records of the smaller are on the larger. Points it out; a
//! person decides.

use rusqlite::params;

use super::errors::ListsError;
use super::store::Lists;
use crate::catalogue::codes::{int, number};

/// Two lists of which one looks like a copy or an extract of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    /// The smaller list; of two that are equally large the one declared later.
    pub copy: u64,
    /// The larger list.
    pub of: u64,
    /// How many of the smaller list's names, or document numbers where these agree better, are on the larger, in per
    /// cent.
    pub shared: u8,
}

/// The least share that is pointed out, in per cent.
const LEAST: u64 = 80;

/// The fewest values on which a share is judged.
const FEWEST: u64 = 5;

impl Lists {
    /// Pairs of lists that look like copies, of which neither is declared a copy, by the copy and then the other.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copies(&self) -> Result<Vec<Likeness>, ListsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT entry, records, every FROM list WHERE records > 0 ORDER BY records, entry DESC",
        )?;
        let heads = query.query_map([], |row| {
            Ok((number(row, "entry")?, number(row, "records")?, number(row, "every")?))
        })?;
        let heads = heads.collect::<rusqlite::Result<Vec<_>>>()?;
        let declared: Vec<u64> =
            self.lists()?.into_iter().filter(|it| it.list.copy_of.is_some()).map(|it| it.entry).collect();
        let mut copies = Vec::new();
        for (at, (copy, records, every)) in heads.iter().enumerate() {
            if declared.contains(copy) {
                continue;
            }
            for (of, _, other) in &heads[at + 1..] {
                let shared = self.shared(*copy, *of, *every.max(other), *records)?;
                if shared >= LEAST && !declared.contains(of) {
                    copies.push(Likeness {
                        copy: *copy,
                        of: *of,
                        shared: u8::try_from(shared).unwrap_or(100),
                    });
                }
            }
        }
        copies.sort_unstable_by_key(|it| (it.copy, it.of));
        Ok(copies)
    }

    /// How many in a hundred of a list's names or document numbers are on another, whichever is more. Documents count
    /// only when at least half of the records have one.
    fn shared(&self, copy: u64, of: u64, every: u64, records: u64) -> Result<u64, ListsError> {
        let mut best = 0;
        for kind in ["name", "document"] {
            let mut query = self.file.conn.prepare_cached(
                "SELECT count(*) AS n, coalesce(sum(EXISTS
                     (SELECT 1 FROM key AS other WHERE other.list = ?2 AND other.kind = key.kind AND other.value = key.value)
                 ), 0) AS shared
                 FROM key WHERE list = ?1 AND kind = ?3 AND value % ?4 = 0",
            )?;
            let (all, shared) = query.query_row(params![int(copy), int(of), kind, int(every)], |row| {
                Ok((number(row, "n")?, number(row, "shared")?))
            })?;
            let covers = kind == "name" || all * every * 2 >= records;
            if all >= FEWEST && covers {
                best = best.max(shared * 100 / all);
            }
        }
        Ok(best)
    }
}
