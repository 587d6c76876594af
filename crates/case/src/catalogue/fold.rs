//! Folding the log in: entries, custody, and the items that follow from them. An item's row is a function of the
//! `entry` and `custody` rows alone, so that a log folded in bit by bit and one folded in at once give the same.
//! Reads no original, and does not judge whether the log is true: `archive` did.

use model::{Custody, Entry, Event, ItemId, LedgerState};
use rusqlite::{Connection, OptionalExtension, params};

use super::codes::{blob, int, item as item_of, obtained, shown};
use super::errors::{FoldError, StorageError};
use super::{Catalogue, changes, erase, schema};

impl Catalogue {
    /// Folds the next entry of the log in.
    ///
    /// When the body of an earlier entry was erased, what it recorded is forgotten. An item whose every record of
    /// custody is gone stays, with nothing known of its custody; see [`Catalogue::adopt`].
    ///
    /// # Errors
    /// When the entry is not the next one, or the disk fails.
    pub fn fold(&mut self, entry: &Entry) -> Result<(), FoldError> {
        self.expect_next(entry.index)?;
        let effect = self.write(|conn| {
            insert_entry(conn, entry)?;
            let effect = match &entry.event {
                Event::Taken(custody) => {
                    insert_custody(conn, entry.index, custody)?;
                    refresh(conn, custody.item)?
                }
                Event::ItemErased { item, .. } => {
                    erase::delete_seen(conn, *item)?;
                    // Even an item without a reading now may have had one, of which traces are left.
                    Effect { deleted: true, ..refresh(conn, *item)? }
                }
                Event::EntryErased { index, .. } => forget_entry(conn, *index)?,
                Event::Created { .. }
                | Event::KeyAdded { .. }
                | Event::Verified { .. }
                | Event::Exported { .. }
                | Event::Decided(_) => Effect::default(),
            };
            finish(conn, entry.index, &effect)?;
            Ok(effect)
        })?;
        self.after(effect);
        Ok(())
    }

    /// Notes that the next entry's body was erased: what it recorded is unknown.
    ///
    /// # Errors
    /// When the entry is not the next one, or the disk fails.
    pub fn fold_erased(&mut self, index: u64) -> Result<(), FoldError> {
        self.expect_next(index)?;
        let effect = self.write(|conn| {
            conn.prepare_cached("INSERT INTO entry (number, kind) VALUES (?1, 'erased')")?
                .execute([int(index)])?;
            let effect = Effect::default();
            finish(conn, index, &effect)?;
            Ok(effect)
        })?;
        self.after(effect);
        Ok(())
    }

    /// Takes up an original that no standing entry names, because the entry that took it in was erased: it stays in
    /// the case, its custody is unknown. Call it for every original after folding a log in which entries were erased;
    /// it does nothing for an item that is known already.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn adopt(&mut self, item: ItemId, size: u64) -> Result<(), StorageError> {
        self.write(|conn| {
            conn.prepare_cached(
                "INSERT INTO item (id, name, size, state) VALUES (?1, '', ?2, ?3) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![item.to_string(), int(size), LedgerState::Unread.code()])
            .and_then(|added| if added > 0 { changes::touch_named(conn, &item.to_string()) } else { Ok(()) })
        })
    }

    fn expect_next(&self, found: u64) -> Result<(), FoldError> {
        let expected = self.entries;
        if found == expected { Ok(()) } else { Err(FoldError::OutOfOrder { expected, found }) }
    }

    fn after(&mut self, effect: Effect) {
        self.entries += 1;
        if effect.deleted {
            (self.scrub, self.erasing) = (true, true);
        }
        if let Some(item) = effect.erased {
            self.drafts.remove(&item);
        }
    }
}

/// What folding an entry did beyond adding rows.
#[derive(Default)]
struct Effect {
    /// Rows with content or personal data were deleted.
    deleted: bool,
    /// The item is erased now.
    erased: Option<ItemId>,
}

fn finish(conn: &Connection, index: u64, effect: &Effect) -> rusqlite::Result<()> {
    schema::set_meta(conn, "entries", int(index) + 1)?;
    if effect.deleted {
        schema::set_meta(conn, "scrub", 1)?;
    }
    Ok(())
}

fn insert_entry(conn: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let (kind, item, about, detail) = match &entry.event {
        Event::Created { name, .. } => ("created", None, None, Some(name)),
        Event::KeyAdded { key } => ("key-added", None, None, Some(key)),
        Event::Taken(custody) => ("taken", Some(custody.item), None, None),
        Event::ItemErased { item, reason } => ("item-erased", Some(*item), None, Some(reason)),
        Event::EntryErased { index, reason, .. } => ("entry-erased", None, Some(int(*index)), Some(reason)),
        Event::Verified { .. } => ("verified", None, None, None),
        Event::Exported { what, item } => ("exported", *item, None, Some(what)),
        Event::Decided(it) => (it.code(), it.item(), it.about().map(int), None),
    };
    let decision = match &entry.event {
        Event::Decided(it) => Some(blob(it)?),
        _ => None,
    };
    let (items, findings) = match entry.event {
        Event::Verified { items, findings } => (Some(int(items)), Some(int(findings))),
        _ => (None, None),
    };
    let (at, item) = (entry.at.to_string(), shown(item.as_ref()));
    conn.prepare_cached(
        "INSERT INTO entry (number, kind, at, person, item, about, items, findings, detail, decision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![int(entry.index), kind, at, entry.by, item, about, items, findings, detail, decision])
    .map(drop)
}

fn insert_custody(conn: &Connection, index: u64, custody: &Custody) -> rusqlite::Result<()> {
    let (parent, captured) = (custody.parent.as_ref(), custody.captured.as_ref());
    conn.prepare_cached(
        "INSERT INTO custody (entry, item, size, sha512, at, time_zone, collector, obtained, received_from, note,
             name, path, modified, sniffed, claimed, parent, parent_path, captured_address, captured_at, complete,
             program)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    )?
    .execute(params![
        int(index),
        custody.item.to_string(),
        int(custody.size),
        custody.sha512,
        custody.at.to_string(),
        custody.time_zone,
        custody.collector,
        obtained(&custody.obtained),
        custody.from,
        custody.note,
        custody.name,
        custody.path,
        shown(custody.modified.as_ref()),
        custody.sniffed.as_str(),
        custody.claimed.as_ref().map(model::MediaType::as_str),
        shown(parent.map(|parent| &parent.item)),
        parent.map(|parent| &parent.path),
        captured.map(|captured| &captured.address),
        captured.and_then(|captured| captured.at.as_ref()),
        custody.complete,
        custody.program,
    ])
    .map(drop)
}

/// Forgets what an earlier entry recorded, as if its body had never been there.
fn forget_entry(conn: &Connection, index: u64) -> rusqlite::Result<Effect> {
    let known = conn
        .prepare_cached("SELECT item FROM entry WHERE number = ?1 AND kind <> 'erased'")?
        .query_row([int(index)], |row| {
            if row.get_ref("item")?.as_str_or_null()?.is_some() {
                item_of(row, "item").map(Some)
            } else {
                Ok(None)
            }
        })
        .optional()?;
    let Some(item) = known else { return Ok(Effect::default()) };
    conn.prepare_cached(
        "UPDATE entry SET kind = 'erased', at = NULL, person = NULL, item = NULL, about = NULL, items = NULL,
             findings = NULL, detail = NULL, decision = NULL WHERE number = ?1",
    )?
    .execute([int(index)])?;
    conn.prepare_cached("DELETE FROM custody WHERE entry = ?1")?.execute([int(index)])?;
    let effect = match item {
        Some(item) => {
            erase::delete_seen(conn, item)?;
            refresh(conn, item)?
        }
        None => Effect::default(),
    };
    Ok(Effect { deleted: true, ..effect })
}

/// The custody that an item's own row shows.
struct First {
    entry: Option<i64>,
    name: String,
    size: i64,
    parent: Option<String>,
    parent_path: Option<String>,
    sniffed: Option<String>,
}

/// Makes the item's row agree with the `entry` and `custody` rows, and deletes the content of an erased item.
fn refresh(conn: &Connection, item: ItemId) -> rusqlite::Result<Effect> {
    let id = item.to_string();
    let first = conn
        .prepare_cached(
            "SELECT entry, name, size, parent, parent_path, sniffed FROM custody WHERE item = ?1
             ORDER BY entry LIMIT 1",
        )?
        .query_row([&id], |row| {
            Ok(First {
                entry: row.get(0)?,
                name: row.get(1)?,
                size: row.get(2)?,
                parent: row.get(3)?,
                parent_path: row.get(4)?,
                sniffed: row.get(5)?,
            })
        })
        .optional()?;
    // Taken in again after an erasure, the bytes are there again.
    let erased: bool = conn
        .prepare_cached(
            "SELECT coalesce((SELECT max(number) FROM entry WHERE item = ?1 AND kind = 'item-erased')
                 > coalesce((SELECT max(entry) FROM custody WHERE item = ?1), -1), 0)",
        )?
        .query_row([&id], |row| row.get(0))?;
    let known: Option<(i64, i64, bool)> = conn
        .prepare_cached("SELECT number, size, state = ?2 FROM item WHERE id = ?1")?
        .query_row([id.as_str(), LedgerState::Erased.code()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    if let (None, false, Some((number, _, true))) = (&first, erased, known) {
        // Neither bytes nor any record of them are left.
        changes::note_gone(conn, number)?;
        conn.prepare_cached("DELETE FROM item WHERE number = ?1")?.execute([number])?;
        return Ok(Effect { deleted: true, erased: None });
    }
    // Without a record of custody the size is known from the bytes alone, and of erased bytes it is not known.
    let size = known.filter(|_| !erased).map_or(0, |(_, size, _)| size);
    let first = first.unwrap_or(First {
        entry: None,
        name: String::new(),
        size,
        parent: None,
        parent_path: None,
        sniffed: None,
    });
    if let (Some((number, ..)), true) = (known, erased) {
        erase::delete_content(conn, number)?;
    }
    conn.prepare_cached(
        "INSERT INTO item (id, first, name, size, parent, parent_path, sniffed, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(?8, ?9, ?10))
         ON CONFLICT (id) DO UPDATE SET first = ?2, name = ?3, size = ?4, parent = ?5, parent_path = ?6, sniffed = ?7,
             state = iif(?8, ?9, iif(state = ?9, ?10, state))",
    )?
    .execute(params![
        id,
        first.entry,
        first.name,
        first.size,
        first.parent,
        first.parent_path,
        first.sniffed,
        erased,
        LedgerState::Erased.code(),
        LedgerState::Unread.code(),
    ])?;
    changes::touch_named(conn, &id)?;
    Ok(Effect { deleted: erased, erased: erased.then_some(item) })
}
