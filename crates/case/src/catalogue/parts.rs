//! Parts and text, read back piece by piece: no question here loads more of a document than the answer needs.

use model::{CharSpan, ItemId, LedgerState, OffsetMap, Part, PartKind, Span, TableChunk};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::Catalogue;
use super::codes::{coded, int, number, part_kind, unblob};
use super::errors::{QueryError, StorageError};
use super::readings::{is_trustworthy, is_trustworthy_map};

/// Where a part stands in its document, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartHead {
    /// Order in the document, from 0.
    pub seq: u64,
    /// What it is.
    pub kind: PartKind,
    /// Bytes of the document's text.
    pub bytes: Span,
    /// Code points of the document's text.
    pub characters: CharSpan,
}

/// A part as it was read, with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPart {
    /// Where it stands.
    pub head: PartHead,
    /// The part itself.
    pub part: Part,
}

/// The parts of a document in order, one in memory at a time.
#[derive(Debug)]
pub struct Parts<'c> {
    catalogue: &'c Catalogue,
    _snapshot: Option<Transaction<'c>>,
    number: i64,
    next: u64,
    count: u64,
}

impl Parts<'_> {
    /// The parts from the one of this number on.
    #[must_use]
    pub fn starting_at(mut self, seq: u64) -> Self {
        self.next = seq;
        self
    }
}

impl Iterator for Parts<'_> {
    type Item = Result<StoredPart, StorageError>;

    fn next(&mut self) -> Option<Self::Item> {
        let seq = (self.next < self.count).then_some(self.next)?;
        self.next += 1;
        Some(self.catalogue.stored_part(self.number, seq))
    }
}

/// An item's finished reading.
pub(super) struct Finished {
    pub(super) number: i64,
    pub(super) parts: u64,
    pub(super) characters: u64,
    pub(super) extraction: String,
}

/// Consecutive parts joined into one text with one map.
pub(super) struct Window {
    /// Code points of the document before it.
    pub(super) start: u64,
    pub(super) text: String,
    pub(super) map: OffsetMap,
}

impl Window {
    /// The bytes of the window's text that a span of the document covers.
    pub(super) fn bytes(&self, span: CharSpan) -> Option<Span> {
        let (start, end) = (span.start.checked_sub(self.start)?, span.end.checked_sub(self.start)?);
        CharSpan { start, end }.in_bytes(&self.text)
    }

    /// The words that a span of the document covers.
    pub(super) fn words(&self, span: CharSpan) -> Result<&str, StorageError> {
        self.bytes(span).and_then(|bytes| bytes.slice(&self.text)).ok_or_else(StorageError::contradiction)
    }
}

impl Catalogue {
    /// The parts of an item, in order.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn parts(&self, item: ItemId) -> Result<Parts<'_>, QueryError> {
        let snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let (number, count) = (finished.number, finished.parts);
        Ok(Parts { catalogue: self, _snapshot: snapshot, number, next: 0, count })
    }

    /// Where an item's parts stand, without their texts.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn outline(&self, item: ItemId) -> Result<Vec<PartHead>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut heads = self.conn.prepare_cached(
            "SELECT seq, kind, label, page, width, height, recognised, hidden, byte_start, byte_length, char_start,
                 char_length FROM part WHERE item = ?1 ORDER BY seq",
        )?;
        let heads = heads.query_map([finished.number], head)?.collect::<Result<_, _>>()?;
        Ok(heads)
    }

    /// The parts that a span of an item's text touches, in order; an empty span touches none.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn parts_within(&self, item: ItemId, span: CharSpan) -> Result<Vec<StoredPart>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut query = self.conn.prepare_cached(
            "SELECT seq FROM part WHERE item = ?1 AND char_length > 0 AND char_start < ?3
               AND char_start >= (SELECT max(char_start) FROM part WHERE item = ?1 AND char_start <= ?2)
               AND char_start + char_length > ?2
             ORDER BY seq",
        )?;
        let numbers = query
            .query_map(params![finished.number, int(span.start), int(span.end)], |row| number(row, "seq"))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(numbers.into_iter().map(|seq| self.stored_part(finished.number, seq)).collect::<Result<_, _>>()?)
    }

    /// The part that is this page of an item; `None` when the item has no such page.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn page(&self, item: ItemId, page: u32) -> Result<Option<StoredPart>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut query = self.conn.prepare_cached(
            "SELECT seq FROM part WHERE item = ?1 AND kind = 'page' AND page = ?2 ORDER BY seq LIMIT 1",
        )?;
        let seq = query.query_row(params![finished.number, page], |row| number(row, "seq")).optional()?;
        Ok(seq.map(|seq| self.stored_part(finished.number, seq)).transpose()?)
    }

    /// Hands over the text of an item's parts, one after the other, one in memory at a time. `take` returns whether to
    /// go on.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn each_text(&self, item: ItemId, mut take: impl FnMut(&str) -> bool) -> Result<(), QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut parts = self.conn.prepare_cached("SELECT text FROM part WHERE item = ?1 ORDER BY seq")?;
        let mut rows = parts.query([finished.number])?;
        while let Some(row) = rows.next()? {
            if !take(row.get_ref("text")?.as_str().map_err(rusqlite::Error::from)?) {
                break;
            }
        }
        Ok(())
    }

    /// How many code points an item's text has.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn characters(&self, item: ItemId) -> Result<u64, QueryError> {
        Ok(self.finished(item)?.characters)
    }

    /// The words at a span of an item's text. Reads the parts that the span touches, and no other, into memory.
    ///
    /// # Errors
    /// When the item has no finished reading, the span is not in the text, or the file cannot be read.
    pub fn text(&self, item: ItemId, span: CharSpan) -> Result<String, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        finished.contains(span)?;
        Ok(self.window(&finished, span, false)?.words(span)?.to_owned())
    }

    /// The finished reading of an item.
    pub(super) fn finished(&self, item: ItemId) -> Result<Finished, QueryError> {
        let mut query = self.conn.prepare_cached(
            "SELECT item.number, item.state, reading.parts, reading.characters, reading.extraction
             FROM item LEFT JOIN reading ON reading.item = item.number WHERE item.id = ?1",
        )?;
        let found = query.query_row([item.to_string()], |row| {
            if row.get_ref("extraction")?.as_str_or_null()?.is_none() {
                return Ok(Err(coded(row, "state", LedgerState::from_code)?));
            }
            let (parts, characters) = (number(row, "parts")?, number(row, "characters")?);
            Ok(Ok(Finished { number: row.get(0)?, parts, characters, extraction: row.get("extraction")? }))
        });
        match found.optional()? {
            Some(Ok(finished)) => Ok(finished),
            Some(Err(state)) => Err(QueryError::NotRead { item, state }),
            None => Err(QueryError::NotInCase { item }),
        }
    }

    /// Joins the parts that `span` touches; with their maps when places are asked for.
    pub(super) fn window(
        &self,
        finished: &Finished,
        span: CharSpan,
        with_map: bool,
    ) -> Result<Window, StorageError> {
        let mut window = Window { start: span.start, text: String::new(), map: OffsetMap::default() };
        if span.start == span.end {
            return Ok(window);
        }
        let mut query = self.conn.prepare_cached(
            "SELECT char_start, text, iif(?4, map, NULL) AS map FROM part
             WHERE item = ?1 AND char_start < ?3
               AND char_start >= (SELECT max(char_start) FROM part WHERE item = ?1 AND char_start <= ?2)
             ORDER BY char_start, seq",
        )?;
        let mut rows = query.query(params![finished.number, int(span.start), int(span.end), with_map])?;
        while let Some(row) = rows.next()? {
            let base = window.text.len() as u64;
            let text = row.get_ref("text")?.as_str().map_err(rusqlite::Error::from)?;
            if base == 0 {
                window.start = number(row, "char_start")?;
            }
            window.text.push_str(text);
            if with_map {
                let map: OffsetMap = unblob(row, "map")?;
                if !is_trustworthy_map(&map, text) {
                    return Err(StorageError::contradiction());
                }
                for segment in map.segments() {
                    let mut segment = segment.clone();
                    segment.text = segment.text.shifted(base);
                    window.map.push(segment);
                }
            }
        }
        Ok(window)
    }

    fn stored_part(&self, item: i64, seq: u64) -> Result<StoredPart, StorageError> {
        let mut query = self.conn.prepare_cached("SELECT * FROM part WHERE item = ?1 AND seq = ?2")?;
        let mut stored = query.query_row(params![item, int(seq)], |row| {
            let head = head(row)?;
            let (kind, text) = (head.kind.clone(), row.get("text")?);
            let (map, marks) = (unblob(row, "map")?, unblob(row, "marks")?);
            Ok(StoredPart { head, part: Part { kind, text, map, marks, tables: Vec::new() } })
        })?;
        let mut query = self.conn.prepare_cached(
            "SELECT table_number, name, cells FROM cells WHERE item = ?1 AND seq = ?2 ORDER BY position",
        )?;
        stored.part.tables = query
            .query_map(params![item, int(seq)], |row| {
                Ok(TableChunk { table: row.get(0)?, name: row.get(1)?, cells: unblob(row, "cells")? })
            })?
            .collect::<Result<_, _>>()?;
        if is_trustworthy(&stored.part) { Ok(stored) } else { Err(StorageError::contradiction()) }
    }
}

impl Finished {
    /// Refuses a span that is not in the text.
    pub(super) fn contains(&self, span: CharSpan) -> Result<(), QueryError> {
        if span.start <= span.end && span.end <= self.characters {
            Ok(())
        } else {
            Err(QueryError::OutOfText { span, length: self.characters })
        }
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<PartHead> {
    let range = |start, length| -> rusqlite::Result<_> {
        let start = number(row, start)?;
        Ok((start, start.saturating_add(number(row, length)?)))
    };
    let (bytes, characters) = (range("byte_start", "byte_length")?, range("char_start", "char_length")?);
    Ok(PartHead {
        seq: number(row, "seq")?,
        kind: part_kind(row)?,
        bytes: Span { start: bytes.0, end: bytes.1 },
        characters: CharSpan { start: characters.0, end: characters.1 },
    })
}

/// Counts the code points before byte offsets; cheap when the offsets ascend.
pub(super) struct CharacterCount<'t> {
    text: &'t str,
    byte: usize,
    characters: u64,
}

impl<'t> CharacterCount<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, byte: 0, characters: 0 }
    }

    /// Code points before `byte`, which stands on a character boundary of the text (the end, when beyond).
    pub(super) fn before(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        if byte < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        self.characters += self.text[self.byte..byte].chars().count() as u64;
        self.byte = byte;
        self.characters
    }
}
