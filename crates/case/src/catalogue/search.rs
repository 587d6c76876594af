//! Exact search for a quote in one item: every occurrence, across the borders of parts, one part in memory at a time.
//! Folds no case, no accents and no white space; the search index will.

use model::{CharSpan, ItemId};

use super::Catalogue;
use super::errors::QueryError;
use super::parts::CharacterCount;

impl Catalogue {
    /// Where `quote` stands in an item's text, in order. Occurrences that overlap are all named; an empty quote stands
    /// nowhere.
    ///
    /// # Errors
    /// When the item has no finished reading, or the file cannot be read.
    pub fn find(&self, item: ItemId, quote: &str) -> Result<Vec<CharSpan>, QueryError> {
        let _snapshot = self.snapshot()?;
        let finished = self.finished(item)?;
        let mut found = Vec::new();
        let Some(first) = quote.chars().next() else { return Ok(found) };
        let length = quote.chars().count() as u64;
        let mut parts = self.conn.prepare_cached("SELECT text FROM part WHERE item = ?1 ORDER BY seq")?;
        let mut rows = parts.query([finished.number])?;
        // The end of what was searched, too short to hold the quote: an occurrence may begin in it.
        let mut buffer = String::new();
        let mut start = 0;
        while let Some(row) = rows.next()? {
            buffer.push_str(row.get_ref("text")?.as_str().map_err(rusqlite::Error::from)?);
            let mut characters = CharacterCount::of(&buffer);
            let mut from = 0;
            while let Some(at) = buffer.get(from..).and_then(|rest| rest.find(quote)) {
                let at = from + at;
                let begin = start + characters.before(at as u64);
                found.push(CharSpan { start: begin, end: begin + length });
                from = at + first.len_utf8();
            }
            let keep = buffer.ceil_char_boundary((buffer.len() + 1).saturating_sub(quote.len()));
            start += characters.before(keep as u64);
            buffer.drain(..keep);
        }
        Ok(found)
    }
}
