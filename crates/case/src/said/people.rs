//! The people that texts name: each with the fullest form of its name in one stretch of text. Says nothing of who they are.

use model::{CharSpan, ExtractionVersion, ItemId};

use super::errors::AnnotationsError;
use super::schema::span_in;
use super::store::Annotations;
use crate::catalogue::codes::item as item_of;

/// A person that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPerson {
    /// The item.
    pub item: ItemId,
    /// The reading whose text the span counts in.
    pub extraction: ExtractionVersion,
    /// The fullest form of the name.
    pub name: CharSpan,
    /// Its characters.
    pub words: String,
}

impl Annotations {
    /// Every person that the texts name, in the order of items and texts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<NamedPerson>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT item.id, item.extraction, chain.name, chain.words FROM chain
             JOIN item ON item.number = chain.item WHERE chain.kind = 'person'
             ORDER BY item.first IS NULL, item.first, item.id, chain.position",
        )?;
        let rows = query.query_map([], |row| {
            Ok(NamedPerson {
                item: item_of(row, "id")?,
                extraction: ExtractionVersion(row.get("extraction")?),
                name: span_in(row, "name")?,
                words: row.get("words")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
