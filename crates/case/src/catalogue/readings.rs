//! Storing readings, part by part, several items at once. A reading counts only once it is finished; until then its
//! item is unread and its parts are invisible. Checks what it is given, because readers run on hostile bytes.

use model::{
    Defect, ExtractionVersion, ItemId, LedgerState, MarkKind, OffsetMap, Part, Place, Reading, Span,
    TableChunk,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::codes::{KindColumns, blob, int, missing};
use super::erase::delete_content;
use super::errors::ReadingError;
use super::parts::CharacterCount;
use super::{Catalogue, changes};

/// A reading that was begun and not finished: where its next part goes.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    number: i64,
    parts: u64,
    bytes: u64,
    characters: u64,
    defects: u64,
    state: LedgerState,
}

impl Catalogue {
    /// Begins reading an item. Whatever an earlier reading left, finished or not, is deleted; the item is unread
    /// until [`Catalogue::finish_reading`].
    ///
    /// # Errors
    /// When the item is not in the case, was erased, or the disk fails.
    pub fn begin_reading(&mut self, item: ItemId) -> Result<(), ReadingError> {
        let number = self.readable(item)?;
        self.drafts.remove(&item);
        self.write(|conn| {
            delete_content(conn, number)?;
            set_state(conn, number, LedgerState::Unread)
        })?;
        let (parts, bytes, characters, defects) = (0, 0, 0, 0);
        let draft = Draft { number, parts, bytes, characters, defects, state: LedgerState::Whole };
        self.drafts.insert(item, draft);
        Ok(())
    }

    /// Adds the next part of a begun reading.
    ///
    /// # Errors
    /// When the reading was not begun, the part contradicts itself, or the disk fails.
    pub fn add_part(&mut self, item: ItemId, part: &Part) -> Result<(), ReadingError> {
        let mut draft = self.draft(item)?;
        if !is_trustworthy(part) {
            return Err(ReadingError::Unsound { item, seq: draft.parts });
        }
        let characters = part.text.chars().count() as u64;
        self.write(|conn| {
            insert_part(conn, &draft, part, characters)?;
            for (position, chunk) in (0..).zip(&part.tables) {
                insert_cells(conn, &draft, position, chunk)?;
            }
            insert_fields(conn, &draft, part)
        })?;
        draft.parts += 1;
        draft.bytes += part.text.len() as u64;
        draft.characters += characters;
        self.drafts.insert(item, draft);
        Ok(())
    }

    /// Adds a defect of a begun reading, as it is found.
    ///
    /// # Errors
    /// When the reading was not begun, or the disk fails.
    pub fn add_defect(&mut self, item: ItemId, defect: &Defect) -> Result<(), ReadingError> {
        let mut draft = self.draft(item)?;
        self.write(|conn| insert_defect(conn, &mut draft, defect))?;
        self.drafts.insert(item, draft);
        Ok(())
    }

    /// Finishes a begun reading: from here on its text can be asked for. `reading.defects` holds the defects that were
    /// not given to [`Catalogue::add_defect`] before; each is given once, either way. The item's state follows from
    /// all of them.
    ///
    /// # Errors
    /// When the reading was not begun, when other sums were reported than arrived, or the disk fails. After
    /// [`ReadingError::Miscounted`] the reading is still begun.
    pub fn finish_reading(&mut self, item: ItemId, reading: &Reading) -> Result<(), ReadingError> {
        let mut draft = self.draft(item)?;
        if (reading.parts, reading.characters) != (draft.parts, draft.characters) {
            return Err(ReadingError::Miscounted {
                item,
                parts: draft.parts,
                characters: draft.characters,
                reported_parts: reading.parts,
                reported_characters: reading.characters,
            });
        }
        self.write(|conn| {
            for defect in &reading.defects {
                insert_defect(conn, &mut draft, defect)?;
            }
            insert_reading(conn, &draft, reading)?;
            set_state(conn, draft.number, draft.state)
        })?;
        self.drafts.remove(&item);
        Ok(())
    }

    /// Deletes whatever was read out of an item, finished or not; the item is unread again. Meant for reading it
    /// anew: what must leave the file for a person's safety is erased through the log.
    ///
    /// # Errors
    /// When the item is not in the case, was erased, or the disk fails.
    pub fn drop_reading(&mut self, item: ItemId) -> Result<(), ReadingError> {
        self.begin_reading(item)?;
        self.drafts.remove(&item);
        Ok(())
    }

    fn draft(&self, item: ItemId) -> Result<Draft, ReadingError> {
        self.drafts.get(&item).cloned().ok_or(ReadingError::NotBegun { item })
    }

    fn readable(&self, item: ItemId) -> Result<i64, ReadingError> {
        let found: Option<(i64, String)> = self
            .conn
            .prepare_cached("SELECT number, state FROM item WHERE id = ?1")?
            .query_row([item.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match found {
            None => Err(ReadingError::NotInCase { item }),
            Some((_, state)) if state == LedgerState::Erased.code() => Err(ReadingError::Erased { item }),
            Some((number, _)) => Ok(number),
        }
    }
}

/// The version of the rules alone: the number that an extraction version begins with.
fn rules_of(extraction: &ExtractionVersion) -> Option<u32> {
    let text = extraction.0.as_str();
    text.split_once('+').map_or(text, |(rules, _)| rules).parse().ok()
}

/// Whether the part holds what readers promise.
pub(super) fn is_trustworthy(part: &Part) -> bool {
    part.is_sound() && is_trustworthy_map(&part.map, &part.text)
}

/// Whether a map's segments come in order ([`OffsetMap::push`] sees to it, decoding does not), their spans slice the
/// text, and their places run forwards.
pub(super) fn is_trustworthy_map(map: &OffsetMap, text: &str) -> bool {
    let segments = map.segments();
    segments.windows(2).all(|pair| pair[0].text.end <= pair[1].text.start)
        && segments.iter().all(|segment| segment.text.slice(text).is_some() && runs_forwards(&segment.place))
}

fn runs_forwards(place: &Place) -> bool {
    // Below 2^62 no sum of an offset and a part's length can overflow.
    let range = |start: u64, end: u64| start <= end && end < 1 << 62;
    match *place {
        Place::Bytes { start, end }
        | Place::Member { start, end, .. }
        | Place::MailPart { start, end, .. } => range(start, end),
        Place::Time { start_ms, end_ms } => range(start_ms, end_ms),
        Place::Page { .. } | Place::Cell { .. } => true,
    }
}

fn set_state(conn: &Connection, number: i64, state: LedgerState) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE item SET state = ?2 WHERE number = ?1")?
        .execute(params![number, state.code()])?;
    changes::touch(conn, number)
}

fn insert_part(conn: &Connection, draft: &Draft, part: &Part, characters: u64) -> rusqlite::Result<()> {
    let kind = KindColumns::of(&part.kind);
    conn.prepare_cached(
        "INSERT INTO part (item, seq, kind, label, page, width, height, recognised, hidden, byte_start, byte_length,
             char_start, char_length, text, map, marks)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        draft.number,
        int(draft.parts),
        kind.code,
        kind.label,
        kind.page,
        kind.width,
        kind.height,
        kind.recognised,
        kind.hidden,
        int(draft.bytes),
        int(part.text.len() as u64),
        int(draft.characters),
        int(characters),
        part.text,
        blob(&part.map)?,
        blob(&part.marks)?,
    ])
    .map(drop)
}

fn insert_cells(conn: &Connection, draft: &Draft, position: u32, chunk: &TableChunk) -> rusqlite::Result<()> {
    let rows = || chunk.cells.iter().map(|cell| cell.row);
    let columns = chunk.cells.iter().map(|cell| u64::from(cell.column) + 1).max().unwrap_or(0);
    conn.prepare_cached(
        "INSERT INTO cells (item, seq, position, table_number, name, first_row, last_row, columns, amount, cells)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        draft.number,
        int(draft.parts),
        position,
        chunk.table,
        chunk.name,
        int(rows().min().unwrap_or(0)),
        int(rows().max().unwrap_or(0)),
        int(columns),
        int(chunk.cells.len() as u64),
        blob(&chunk.cells)?,
    ])
    .map(drop)
}

fn insert_fields(conn: &Connection, draft: &Draft, part: &Part) -> rusqlite::Result<()> {
    let fields = part.marks.iter().filter_map(|mark| match mark.kind {
        MarkKind::Field(field) => Some((field, mark.span)),
        _ => None,
    });
    let mut characters = CharacterCount::of(&part.text);
    let mut last = 0;
    for (position, (field, span)) in (0_u32..).zip(fields) {
        let (start, end) = (characters.before(span.start), characters.before(span.end));
        conn.prepare_cached(
            "INSERT INTO field (item, seq, position, field, label, value, char_start, char_end)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            draft.number,
            int(draft.parts),
            position,
            field.code(),
            label(&part.text, Span { start: last, end: span.start }),
            span.slice(&part.text).unwrap_or_default(),
            int(draft.characters + start),
            int(draft.characters + end),
        ])?;
        last = span.end;
    }
    Ok(())
}

/// What a format calls a value: the words on its line since the value before it.
fn label(text: &str, since_last: Span) -> &str {
    let line = since_last.slice(text).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';'))
}

fn insert_defect(conn: &Connection, draft: &mut Draft, defect: &Defect) -> rusqlite::Result<()> {
    let (unit, amount) = missing(defect.missing);
    let place = defect.place.as_ref().map(serde_json::to_string).transpose();
    let place = place.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    conn.prepare_cached(
        "INSERT INTO defect (item, position, kind, missing, amount, place, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        draft.number,
        int(draft.defects),
        defect.kind.code(),
        unit,
        amount,
        place,
        defect.detail
    ])?;
    draft.defects += 1;
    // Whole, partial, failed: the worst of all defects is the item's state.
    draft.state = draft.state.max(LedgerState::of(std::slice::from_ref(defect)));
    Ok(())
}

fn insert_reading(conn: &Connection, draft: &Draft, reading: &Reading) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO reading (item, media_type, extraction, rules, parts, bytes, characters, pages, table_rows,
             members)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        draft.number,
        reading.media_type.as_str(),
        reading.extraction.0,
        rules_of(&reading.extraction),
        int(reading.parts),
        int(draft.bytes),
        int(reading.characters),
        int(reading.pages),
        int(reading.rows),
        int(reading.members),
    ])
    .map(drop)
}

#[cfg(test)]
mod tests {
    use model::{Digest, PartKind};

    use super::super::errors::StorageError;
    use super::*;

    #[test]
    fn a_full_disk_takes_back_what_was_not_committed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(&folder.path().join("catalogue.sqlite"), 1).unwrap();
        let [kept, lost] = [1, 2].map(|n| ItemId(Digest([n; 32])));
        catalogue.adopt(kept, 9).unwrap();
        catalogue.begin_reading(kept).unwrap();
        catalogue.commit().unwrap();
        let pages: i64 = catalogue.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        catalogue.conn.pragma_update_and_check(None, "max_page_count", pages + 3, |_| Ok(())).unwrap();
        catalogue.adopt(lost, 9).unwrap();
        let mut part = Part::new(PartKind::Text);
        part.push_unplaced(&"Río Seco ".repeat(10_000));
        let full = catalogue.add_part(kept, &part);
        assert!(matches!(full, Err(ReadingError::Storage(StorageError::DiskFull { .. }))), "{full:?}");
        assert!(matches!(catalogue.add_part(kept, &part), Err(ReadingError::NotBegun { .. })));
        assert_eq!(catalogue.unread(1).unwrap(), [kept]);
        catalogue.conn.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).unwrap();
        catalogue.begin_reading(kept).unwrap();
        catalogue.add_part(kept, &part).unwrap();
        catalogue.commit().unwrap();
    }

    #[test]
    fn rules_are_the_number_that_a_version_begins_with() {
        fn check(version: &str, rules: Option<u32>) {
            assert_eq!(rules_of(&ExtractionVersion(version.into())), rules, "{version:?}");
        }
        check("1", Some(1));
        check("12+tesseract-5.3.0+other-2", Some(12));
        check("", None);
        check("+1", None);
        check("1.2", None);
    }
}
