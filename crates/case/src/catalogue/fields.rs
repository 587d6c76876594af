//! What a document says about itself: title, author, dates, mail headers. Believes none of it.

use model::{CharSpan, Field, ItemId};

use super::Catalogue;
use super::codes::{coded, number};
use super::errors::QueryError;

/// One value of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// Which field.
    pub field: Field,
    /// What the format calls it: the words before the value on its line; may be empty.
    pub label: String,
    /// The value as written.
    pub value: String,
    /// Where it stands in the document's text.
    pub characters: CharSpan,
}

impl Catalogue {
    /// The fields of an item, in the order of its text.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn fields(&self, item: ItemId) -> Result<Vec<FieldValue>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut query = self.conn.prepare_cached(
            "SELECT field, label, value, char_start, char_end FROM field WHERE item = ?1 ORDER BY seq, position",
        )?;
        let fields = query.query_map([finished.number], |row| {
            Ok(FieldValue {
                field: coded(row, "field", |code| Field::ALL.into_iter().find(|field| field.code() == code))?,
                label: row.get("label")?,
                value: row.get("value")?,
                characters: CharSpan { start: number(row, "char_start")?, end: number(row, "char_end")? },
            })
        })?;
        Ok(fields.collect::<Result<_, _>>()?)
    }
}
