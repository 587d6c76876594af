//! Which lists are in force: declared, corrected, withdrawn and refused in the order of the log. Entries whose bodies
//! are erased are simply not there. What is declared anew, or stands in an item that changed, waits to be read.

use std::collections::BTreeMap;

use model::{Decision, ItemId, LedgerState, List, ListPlace};
use rusqlite::{Connection, params};

use super::errors::ListsError;
use super::schema::ROWS;
use super::store::Lists;
use crate::catalogue::codes::{blob, int, number, unblob};
use crate::catalogue::{Catalogue, DecisionRow};
use crate::derived::set_meta;

/// Entries and changes looked at together.
const AT_ONCE: u64 = 1024;

/// A list as the log leaves it.
#[derive(Debug)]
struct Standing {
    latest: u64,
    at: String,
    by: String,
    list: List,
}

/// What the log says about lists.
#[derive(Debug, Default)]
struct Log {
    /// By the entry that declared them first.
    standing: BTreeMap<u64, Standing>,
    refused: BTreeMap<u64, (ItemId, Vec<ListPlace>)>,
}

impl Log {
    fn of(decisions: Vec<DecisionRow>) -> Self {
        let mut log = Self::default();
        // Every entry of a chain, with the chain's first.
        let mut first: BTreeMap<u64, u64> = BTreeMap::new();
        let mut since: BTreeMap<u64, String> = BTreeMap::new();
        for DecisionRow { entry, at, by, decision } in decisions {
            match decision {
                Decision::ListDeclared { list, replaces } => {
                    // The entry that is replaced may be erased: its number is the id all the same.
                    let id = replaces.map_or(entry, |it| first.get(&it).copied().unwrap_or(it));
                    first.insert(entry, id);
                    let at = since.entry(id).or_insert_with(|| at.to_string()).clone();
                    log.standing.insert(id, Standing { latest: entry, at, by, list });
                }
                Decision::ListWithdrawn { list, .. } => {
                    log.standing.remove(&first.get(&list).copied().unwrap_or(list));
                }
                Decision::ListRefused { item, places } => drop(log.refused.insert(entry, (item, places))),
                _ => {}
            }
        }
        log
    }
}

impl Lists {
    /// Takes up what the log and the catalogue have beyond this file: lists declared, corrected and withdrawn, refusals,
    /// and items that changed. Lists that must be read then are [`Lists::due`].
    ///
    /// # Errors
    /// When the file or the catalogue cannot be read or written; everything since the last commit is taken back.
    pub fn follow(&mut self, catalogue: &Catalogue) -> Result<(), ListsError> {
        self.follow_log(catalogue)?;
        self.follow_items(catalogue)
    }

    /// Lists in force whose rows wait to be read, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn due(&self) -> Result<Vec<(u64, List)>, ListsError> {
        let mut query = self
            .file
            .conn
            .prepare_cached("SELECT entry, body FROM list WHERE state IS NULL ORDER BY entry")?;
        let rows = query.query_map([], |row| Ok((number(row, "entry")?, unblob(row, "body")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn follow_log(&mut self, catalogue: &Catalogue) -> Result<(), ListsError> {
        let (mut next, end) = (self.file.meta("decisions")?, catalogue.entries_seen());
        let (mut told, mut erased) = (false, false);
        while next < end {
            let to = end.min(next + AT_ONCE);
            for row in catalogue.entries(next..to)? {
                told |= row.kind.starts_with("list-");
                erased |= row.kind == "entry-erased";
            }
            next = to;
        }
        if told || erased {
            let log = Log::of(catalogue.decisions(0)?);
            self.file.erase(|conn| apply(conn, &log).map(|gone| gone && erased))?;
        }
        Ok(self.file.write(|conn| set_meta(conn, "decisions", int(end)))?)
    }

    fn follow_items(&mut self, catalogue: &Catalogue) -> Result<(), ListsError> {
        let mut mark = self.file.meta("followed")?;
        loop {
            let changes = catalogue.changes(mark, AT_ONCE)?;
            let Some(last) = changes.last() else { break };
            mark = last.change;
            for change in changes {
                let Some(item) = change.item else { continue };
                let erased = catalogue.item(item)?.is_none_or(|it| it.line.state == LedgerState::Erased);
                self.file.erase(|conn| item_changed(conn, item, erased))?;
            }
        }
        Ok(self.file.write(|conn| set_meta(conn, "followed", int(mark)))?)
    }
}

/// Makes the tables say what the log says. Returns whether rows with words went.
fn apply(conn: &Connection, log: &Log) -> rusqlite::Result<bool> {
    let mut held: BTreeMap<u64, u64> = BTreeMap::new();
    let mut query = conn.prepare_cached("SELECT entry, latest FROM list")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        held.insert(number(row, "entry")?, number(row, "latest")?);
    }
    let mut gone = false;
    for (entry, latest) in &held {
        if log.standing.get(entry).is_none_or(|it| it.latest != *latest) {
            empty(conn, *entry)?;
            conn.prepare_cached("DELETE FROM list WHERE entry = ?1")?.execute([int(*entry)])?;
            gone = true;
        }
    }
    for (entry, it) in &log.standing {
        if held.get(entry) != Some(&it.latest) {
            conn.prepare_cached(
                "INSERT INTO list (entry, latest, at, person, item, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                int(*entry),
                int(it.latest),
                it.at,
                it.by,
                it.list.item.to_string(),
                blob(&it.list)?
            ])?;
        }
    }
    conn.execute("DELETE FROM refused", [])?;
    for (entry, (item, places)) in &log.refused {
        conn.prepare_cached("INSERT INTO refused VALUES (?1, ?2, ?3)")?.execute(params![
            int(*entry),
            item.to_string(),
            blob(places)?
        ])?;
    }
    Ok(gone)
}

/// The lists of an item that changed must be read again; of one that was erased nothing is left but that they were
/// declared. Returns whether words went for good.
fn item_changed(conn: &Connection, item: ItemId, erased: bool) -> rusqlite::Result<bool> {
    let id = item.to_string();
    let mut query = conn.prepare_cached("SELECT entry, body FROM list WHERE item = ?1")?;
    let lists = query.query_map([&id], |row| Ok((number(row, "entry")?, unblob::<List>(row, "body")?)))?;
    let lists = lists.collect::<rusqlite::Result<Vec<_>>>()?;
    let any = !lists.is_empty();
    for (entry, mut list) in lists {
        empty(conn, entry)?;
        if erased {
            // Headings are words of the item.
            list.columns.iter_mut().for_each(|column| column.label.clear());
        }
        conn.prepare_cached("UPDATE list SET state = NULL, body = ?2 WHERE entry = ?1")?
            .execute(params![int(entry), blob(&list)?])?;
    }
    Ok(any && erased)
}

/// Forgets the rows of a list.
pub(super) fn empty(conn: &Connection, entry: u64) -> rusqlite::Result<()> {
    for table in ROWS {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE list = ?1"))?.execute([int(entry)])?;
    }
    Ok(())
}
