//! The ledger: a line for each item, in the order in which the log names them.

use model::{
    Defect, DefectKind, ExtractionVersion, ItemId, LedgerLine, LedgerState, MediaType, Parent, Reading,
};
use rusqlite::{OptionalExtension, Row, params};

use super::Catalogue;
use super::codes::{coded, coded_if_any, defect, int, item as item_of, number, number_if_any};
use super::errors::StorageError;

/// Which items to list. An empty filter lists all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<LedgerState>,
    /// Only of this media type: as read, or by the first bytes when not read.
    pub media_type: Option<MediaType>,
    /// Only with a defect of this kind in a finished reading.
    pub defect: Option<DefectKind>,
}

/// A stretch of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many to skip.
    pub offset: u64,
    /// The most to list.
    pub limit: u64,
}

impl Page {
    /// The whole list.
    pub const ALL: Self = Self { offset: 0, limit: u64::MAX };
}

/// An item with its ledger line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The log entry that first took it in; `None` when that record was erased.
    pub first: Option<u64>,
    /// Media type by the first bytes; `None` when no record of it is left.
    pub sniffed: Option<MediaType>,
    /// Its line in the ledger.
    pub line: LedgerLine,
}

const SELECT: &str =
    "SELECT item.number, item.id, item.name, item.size, item.first, item.parent, item.parent_path,
    item.sniffed, item.state, reading.media_type, reading.extraction, reading.parts, reading.characters,
    reading.pages, reading.table_rows, reading.members
    FROM item LEFT JOIN reading ON reading.item = item.number";

const WHERE: &str = "(?1 IS NULL OR item.state = ?1)
    AND (?2 IS NULL OR coalesce(reading.media_type, item.sniffed) = ?2)
    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM defect WHERE defect.item = reading.item AND defect.kind = ?3))";

pub(super) const IN_ORDER: &str = "ORDER BY item.first IS NULL, item.first, item.id";

impl Catalogue {
    /// Items by the log entry that first took them in; those without such a record last, by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn items(&self, filter: &Filter, page: Page) -> Result<Vec<Item>, StorageError> {
        let _snapshot = self.snapshot()?;
        let (state, media_type, defect) = filter.columns();
        let sql = format!("{SELECT} WHERE {WHERE} {IN_ORDER} LIMIT ?4 OFFSET ?5");
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query(params![state, media_type, defect, int(page.limit), int(page.offset)])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            items.push(self.item_in(row)?);
        }
        Ok(items)
    }

    /// The ledger's lines, in the order of [`Catalogue::items`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger(&self, filter: &Filter, page: Page) -> Result<Vec<LedgerLine>, StorageError> {
        Ok(self.items(filter, page)?.into_iter().map(|item| item.line).collect())
    }

    /// How many items there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count(&self, filter: &Filter) -> Result<u64, StorageError> {
        let (state, media_type, defect) = filter.columns();
        let sql = format!(
            "SELECT count(*) AS n FROM item LEFT JOIN reading ON reading.item = item.number WHERE {WHERE}"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        Ok(query.query_row(params![state, media_type, defect], |row| number(row, "n"))?)
    }

    /// One item; `None` when it is not in the case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn item(&self, item: ItemId) -> Result<Option<Item>, StorageError> {
        let _snapshot = self.snapshot()?;
        let mut query = self.conn.prepare_cached(&format!("{SELECT} WHERE item.id = ?1"))?;
        Ok(query.query_row([item.to_string()], |row| self.item_in(row)).optional()?)
    }

    /// Items whose bytes are there and which no finished reading by these extraction rules covers, in log order: never
    /// read, interrupted, or read by other rules.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unread(&self, rules: u32) -> Result<Vec<ItemId>, StorageError> {
        let sql = format!(
            "SELECT item.id FROM item LEFT JOIN reading ON reading.item = item.number
             WHERE item.state <> 'erased' AND reading.rules IS NOT ?1 {IN_ORDER}"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let items = query.query_map([rules], |row| item_of(row, "id"))?;
        Ok(items.collect::<Result<_, _>>()?)
    }

    /// Items whose finished reading has a defect of this kind, in log order; so that those alone can be read again,
    /// such as when text recognition has become available.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn wanting(&self, kind: DefectKind) -> Result<Vec<ItemId>, StorageError> {
        let sql = format!(
            "SELECT item.id FROM item JOIN reading ON reading.item = item.number
             WHERE item.number IN (SELECT item FROM defect WHERE kind = ?1) {IN_ORDER}"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let items = query.query_map([kind.code()], |row| item_of(row, "id"))?;
        Ok(items.collect::<Result<_, _>>()?)
    }

    fn item_in(&self, row: &Row<'_>) -> rusqlite::Result<Item> {
        let parent = match coded_if_any(row, "parent", |text| text.parse().ok())? {
            Some(item) => Some(Parent { item, path: row.get("parent_path")? }),
            None => None,
        };
        let media_type = |column| coded_if_any(row, column, |text| Some(MediaType::new(text)));
        let reading = match media_type("media_type")? {
            Some(media_type) => Some(Reading {
                media_type,
                extraction: ExtractionVersion(row.get("extraction")?),
                parts: number(row, "parts")?,
                characters: number(row, "characters")?,
                pages: number(row, "pages")?,
                rows: number(row, "table_rows")?,
                members: number(row, "members")?,
                defects: self.defects_of(row.get("number")?)?,
            }),
            None => None,
        };
        Ok(Item {
            first: number_if_any(row, "first")?,
            sniffed: media_type("sniffed")?,
            line: LedgerLine {
                item: item_of(row, "id")?,
                name: row.get("name")?,
                size: number(row, "size")?,
                parent,
                state: coded(row, "state", LedgerState::from_code)?,
                reading,
            },
        })
    }

    fn defects_of(&self, number: i64) -> rusqlite::Result<Vec<Defect>> {
        let mut query = self.conn.prepare_cached(
            "SELECT kind, missing, amount, place, detail FROM defect WHERE item = ?1 ORDER BY position",
        )?;
        query.query_map([number], defect)?.collect()
    }
}

impl Filter {
    fn columns(&self) -> (Option<&'static str>, Option<&str>, Option<&'static str>) {
        (
            self.state.map(LedgerState::code),
            self.media_type.as_ref().map(MediaType::as_str),
            self.defect.map(DefectKind::code),
        )
    }
}
