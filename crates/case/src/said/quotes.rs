//! Who said what: quotations by item, speaker, stance and violation. Shows every quotation that was asked for with how
//! its speaker is known; never fills in one that is not.

use std::collections::BTreeSet;

use model::{CharSpan, ExtractionVersion, ItemId};
use rusqlite::types::{FromSqlError, Value};
use rusqlite::{OptionalExtension as _, Row, params, params_from_iter};

use super::errors::AnnotationsError;
use super::fold::fold;
use super::rows::{Quotation, Speaker};
use super::schema::{span_if_any, span_in, spans_in};
use super::store::Annotations;
use crate::catalogue::Page;
use crate::catalogue::codes::{int, item as item_of, number, number_if_any};

/// Which quotations. An empty one asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only of this item.
    pub item: Option<ItemId>,
    /// Only of speakers whose name or description has all these words, whatever their case and accents.
    pub speaker: Option<String>,
    /// Only with this stance.
    pub stance: Option<String>,
    /// Only with a claim that names this violation.
    pub violation: Option<String>,
    /// Only with a speaker known in this way: `named`, `resolved`, `described`, `unknown`.
    pub known: Option<String>,
    /// Only as sure as this or surer, in per cent. Up to [`SURE`], what names a violation and says who tells of it is
    /// among them however unsure: a person who is not heard weighs more than a line too many.
    pub sure: u8,
}

/// The confidence, in per cent, from which quotations are shown to people who did not ask for less: right rather than not.
pub const SURE: u8 = 50;

/// A quotation with the item that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The item.
    pub item: ItemId,
    /// The reading whose text the spans count in.
    pub extraction: ExtractionVersion,
    /// Its number in the item, from 0; [`Quotation::inside`] and [`Quotation::continues`] count likewise.
    pub position: u64,
    /// What was said and by whom.
    pub quotation: Quotation,
    /// The violations that its claims name, each with the words that say so.
    pub violations: Vec<(String, CharSpan)>,
    /// The names that its claims are about, in small letters without accents.
    pub about: Vec<String>,
}

/// A speaker's name as one text has it, and how many quotations bear it. Names that are written alike may be
/// different people, and one person may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The name.
    pub name: String,
    /// How many quotations.
    pub quotations: u64,
}

const FROM: &str = "FROM quotation AS q JOIN item ON item.number = q.item";
const IN_ORDER: &str = "ORDER BY item.first IS NULL, item.first, item.id, q.char_start, q.position";

impl Annotations {
    /// Quotations in the order of items and texts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn quotes(&self, wanted: &Wanted, page: Page) -> Result<Vec<Quote>, AnnotationsError> {
        let (filter, mut values) = wanted.sql();
        values.extend([Value::from(int(page.limit)), Value::from(int(page.offset))]);
        let sql = format!("SELECT q.*, item.id, item.extraction {FROM} {filter} {IN_ORDER} LIMIT ? OFFSET ?");
        self.quotes_of(&sql, values)
    }

    /// How many quotations there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_quotes(&self, wanted: &Wanted) -> Result<u64, AnnotationsError> {
        let (filter, values) = wanted.sql();
        let mut query = self.file.conn.prepare(&format!("SELECT count(*) AS n {FROM} {filter}"))?;
        Ok(query.query_row(params_from_iter(values), |row| number(row, "n"))?)
    }

    /// The quotations of an item whose words lie, in part at least, in `span`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn quotes_within(&self, item: ItemId, span: CharSpan) -> Result<Vec<Quote>, AnnotationsError> {
        let sql = format!(
            "SELECT q.*, item.id, item.extraction {FROM}
             WHERE item.id = ? AND q.char_start < ? AND q.char_end > ? {IN_ORDER}"
        );
        let values = [Value::from(item.to_string()), int(span.end).into(), int(span.start).into()];
        self.quotes_of(&sql, values.to_vec())
    }

    /// One quotation of an item, by its number in it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn quote(&self, item: ItemId, position: u64) -> Result<Option<Quote>, AnnotationsError> {
        let sql = format!("SELECT q.*, item.id, item.extraction {FROM} WHERE item.id = ? AND q.position = ?");
        Ok(self.quotes_of(&sql, vec![item.to_string().into(), int(position).into()])?.pop())
    }

    /// The names under which speakers speak in what was asked for, the most frequent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speakers(&self, wanted: &Wanted, most: u64) -> Result<Vec<Names>, AnnotationsError> {
        let (filter, mut values) = wanted.sql();
        values.push(int(most).into());
        let and = if filter.is_empty() { "WHERE" } else { "AND" };
        let sql = format!(
            "SELECT min(q.speaker) AS name, count(*) AS n {FROM} {filter} {and} q.chain IS NOT NULL
             GROUP BY q.folded ORDER BY n DESC, q.folded LIMIT ?"
        );
        let mut query = self.file.conn.prepare(&sql)?;
        let names = query.query_map(params_from_iter(values), |row| {
            Ok(Names { name: row.get("name")?, quotations: number(row, "n")? })
        })?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// The catalogue's short numbers of the items with a quotation by a speaker whose name or description has all these
    /// words, however sure.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn items_of_speaker(&self, name: &str) -> Result<BTreeSet<u64>, AnnotationsError> {
        let wanted = Wanted { speaker: Some(name.to_owned()), ..Wanted::default() };
        let (filter, values) = wanted.sql();
        let mut query = self.file.conn.prepare(&format!("SELECT DISTINCT q.item AS n {FROM} {filter}"))?;
        let numbers = query.query_map(params_from_iter(values), |row| number(row, "n"))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// The speakers with a name in the item with this short number: each name folded, and as it is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speakers_in(&self, item: u64) -> Result<Vec<(String, String)>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT folded, min(speaker) AS name FROM quotation
             WHERE item = ?1 AND chain IS NOT NULL GROUP BY folded ORDER BY folded",
        )?;
        let names = query.query_map([int(item)], |row| Ok((row.get("folded")?, row.get("name")?)))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Whether an item's text was annotated, and in which reading.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn annotated(&self, item: ItemId) -> Result<Option<ExtractionVersion>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached("SELECT extraction FROM item WHERE id = ?1")?;
        let found = query.query_row([item.to_string()], |row| row.get("extraction")).optional()?;
        Ok(found.map(ExtractionVersion))
    }

    /// Stretches of text on which annotating failed, by item.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn failed(&self) -> Result<Vec<(ItemId, CharSpan)>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT item.id, failed.char_start, failed.char_end FROM failed JOIN item ON item.number = failed.item
             ORDER BY item.first IS NULL, item.first, item.id, failed.char_start",
        )?;
        let rows = query.query_map([], |row| {
            let span = CharSpan { start: number(row, "char_start")?, end: number(row, "char_end")? };
            Ok((item_of(row, "id")?, span))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn quotes_of(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Quote>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(sql)?;
        let mut rows = query.query(params_from_iter(values))?;
        let mut quotes = Vec::new();
        while let Some(row) = rows.next()? {
            let mut quote = Quote {
                item: item_of(row, "id")?,
                extraction: ExtractionVersion(row.get("extraction")?),
                position: number(row, "position")?,
                quotation: quotation_in(row)?,
                violations: Vec::new(),
                about: Vec::new(),
            };
            self.add_keys(row.get("item")?, &mut quote)?;
            quote.quotation.stems = self.stems(row.get("item")?, quote.position)?;
            quotes.push(quote);
        }
        Ok(quotes)
    }

    fn stems(&self, item: i64, quotation: u64) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT stem FROM quotation_stem WHERE item = ?1 AND quotation = ?2 ORDER BY stem";
        self.file
            .conn
            .prepare_cached(sql)?
            .query_map(params![item, int(quotation)], |row| row.get(0))?
            .collect()
    }

    /// What the quotation's claims are about.
    fn add_keys(&self, item: i64, quote: &mut Quote) -> rusqlite::Result<()> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT DISTINCT kind, key, span FROM claim_key AS k
             JOIN claim ON claim.item = k.item AND claim.position = k.claim
             WHERE claim.item = ?1 AND claim.quotation = ?2 ORDER BY kind, key, span",
        )?;
        let mut rows = query.query(params![item, int(quote.position)])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get("key")?;
            match row.get_ref("kind")?.as_str()? {
                "violation" => quote.violations.push((key, span_in(row, "span")?)),
                _ => quote.about.push(key),
            }
        }
        Ok(())
    }
}

/// As sure as is asked, or of a violation and with a source.
const ALLEGED_OR_SURE: &str = "(q.confidence >= ? OR q.source IS NOT NULL AND EXISTS (
    SELECT 1 FROM claim JOIN claim_key AS k ON k.item = claim.item AND k.claim = claim.position
    WHERE claim.item = q.item AND claim.quotation = q.position AND k.kind = 'violation'))";

impl Wanted {
    /// The condition, and the values of its question marks.
    fn sql(&self) -> (String, Vec<Value>) {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        let mut add = |condition: &'static str, value: String| {
            conditions.push(condition);
            values.push(Value::from(value));
        };
        if let Some(item) = self.item {
            add("item.id = ?", item.to_string());
        }
        if let Some(speaker) = &self.speaker {
            let folded = fold(speaker);
            if folded.is_empty() {
                add("q.folded = ?", folded);
            } else {
                for word in folded.split(' ') {
                    add("instr(' ' || q.folded || ' ', ' ' || ? || ' ') > 0", word.to_owned());
                }
            }
        }
        if let Some(stance) = &self.stance {
            add("q.stance = ?", stance.clone());
        }
        if let Some(known) = &self.known {
            add("q.known = ?", known.clone());
        }
        if let Some(violation) = &self.violation {
            add(
                "EXISTS (SELECT 1 FROM claim JOIN claim_key AS k ON k.item = claim.item AND k.claim = claim.position
                 WHERE claim.item = q.item AND claim.quotation = q.position AND k.kind = 'violation' AND k.key = ?)",
                violation.clone(),
            );
        }
        if self.sure > 0 {
            conditions.push(if self.sure <= SURE { ALLEGED_OR_SURE } else { "q.confidence >= ?" });
            values.push(Value::from(i64::from(self.sure)));
        }
        if conditions.is_empty() {
            return (String::new(), values);
        }
        (format!("WHERE {}", conditions.join(" AND ")), values)
    }
}

fn quotation_in(row: &Row<'_>) -> rusqlite::Result<Quotation> {
    let words = || -> rusqlite::Result<String> { row.get("speaker") };
    let speaker = match row.get_ref("known")?.as_str()? {
        "named" => Speaker::Named { chain: number(row, "chain")?, name: words()? },
        "resolved" => Speaker::Resolved {
            chain: number(row, "chain")?,
            name: words()?,
            from: span_in(row, "came_from")?,
        },
        "described" => Speaker::Described { words: words()? },
        "unknown" => Speaker::Unknown,
        _ => return Err(FromSqlError::InvalidType.into()),
    };
    let content = spans_in(row, "content")?;
    if content.is_empty() {
        return Err(FromSqlError::InvalidType.into());
    }
    Ok(Quotation {
        kind: row.get("kind")?,
        content,
        cue: span_if_any(row, "cue")?,
        source: span_if_any(row, "source")?,
        speaker,
        addressee: span_if_any(row, "addressee")?,
        inside: number_if_any(row, "inside")?,
        continues: number_if_any(row, "continues")?,
        stance: row.get("stance")?,
        confidence: row.get("confidence")?,
        finder: row.get("finder")?,
        stems: Vec::new(),
    })
}
