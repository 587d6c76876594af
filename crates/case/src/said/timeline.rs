//! The timeline: dated expressions by the days that they may mean, each with the precision that its source gave it. A
//! month stays a month; what could not be resolved is counted and listed by itself, never placed.

use jiff::civil::Date;
use model::{CharSpan, ExtractionVersion, ItemId};
use rusqlite::{Row, params};

use super::errors::AnnotationsError;
use super::listed::Rows;
use super::rows::{DateMention, Standing};
use super::schema::{span_if_any, span_in};
use super::store::Annotations;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded_if_any, int, item as item_of, number, number_if_any};

/// Which dates: those that may mean a day in it. Open on either side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// Only of this item.
    pub item: Option<ItemId>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
    /// By whether they stand in a row of a declared list.
    pub rows: Rows,
}

/// A dated expression with the item that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The item.
    pub item: ItemId,
    /// The reading whose text the spans count in.
    pub extraction: ExtractionVersion,
    /// The day of the item's publication, if it says one.
    pub published: Option<Date>,
    /// First and last day that it may mean; `None` when it is unresolved.
    pub days: Option<(Date, Date)>,
    /// The expression. [`Standing::quotation`] is the quotation's number in the item.
    pub date: DateMention,
}

const SELECT: &str = "
    SELECT dated.*, item.id, item.extraction, item.published FROM dated JOIN item ON item.number = dated.item
    WHERE (?1 IS NULL OR item.id = ?1)";

/// What has a place on a calendar and lies in the period.
const PLACED: &str =
    "first_day IS NOT NULL AND (?2 IS NULL OR last_day >= ?2) AND (?3 IS NULL OR first_day <= ?3)";

/// A length of time is no point in it, and is not unresolved either.
const UNRESOLVED: &str = "first_day IS NULL AND precision <> 'duration' AND ?2 IS ?2 AND ?3 IS ?3";

const BY_DAY: &str = "ORDER BY first_day, last_day, item.first IS NULL, item.first, item.id, dated.position LIMIT ?4 OFFSET ?5";

impl Annotations {
    /// Dated expressions by their first day, then by their last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, period: &Period, page: Page) -> Result<Vec<Dated>, AnnotationsError> {
        self.dated(PLACED, period, page)
    }

    /// How many dated expressions lie in the period.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_timeline(&self, period: &Period) -> Result<u64, AnnotationsError> {
        self.count_dated(PLACED, period)
    }

    /// Expressions of time that have no place on a calendar, by item; the period's days do not matter.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unresolved(&self, period: &Period, page: Page) -> Result<Vec<Dated>, AnnotationsError> {
        self.dated(UNRESOLVED, period, page)
    }

    /// How many expressions of time have no place on a calendar.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_unresolved(&self, period: &Period) -> Result<u64, AnnotationsError> {
        self.count_dated(UNRESOLVED, period)
    }

    fn dated(&self, which: &str, period: &Period, page: Page) -> Result<Vec<Dated>, AnnotationsError> {
        let (item, from, to) = period.columns();
        let listed = self.rows(period.rows, "dated")?;
        let mut query =
            self.file.conn.prepare_cached(&format!("{SELECT} AND {which} AND {listed} {BY_DAY}"))?;
        let rows = query.query_map(params![item, from, to, int(page.limit), int(page.offset)], dated_in)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn count_dated(&self, which: &str, period: &Period) -> Result<u64, AnnotationsError> {
        let listed = self.rows(period.rows, "dated")?;
        let sql = format!("SELECT count(*) AS n FROM ({SELECT} AND {which} AND {listed})");
        let mut query = self.file.conn.prepare_cached(&sql)?;
        Ok(query.query_row(period.columns(), |row| number(row, "n"))?)
    }
}

impl Period {
    fn columns(&self) -> (Option<String>, Option<String>, Option<String>) {
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        (self.item.map(|item| item.to_string()), text(self.from), text(self.to))
    }
}

fn dated_in(row: &Row<'_>) -> rusqlite::Result<Dated> {
    let day = |column: &str| coded_if_any(row, column, |text| text.parse().ok());
    Ok(Dated {
        item: item_of(row, "id")?,
        extraction: ExtractionVersion(row.get("extraction")?),
        published: day("published")?,
        days: day("first_day")?.zip(day("last_day")?),
        date: DateMention {
            span: span_in(row, "span")?,
            value: row.get("value")?,
            precision: row.get("precision")?,
            modifier: row.get("modifier")?,
            anchored: row.get("anchored")?,
            anchor: span_if_any(row, "anchor")?,
            standing: standing_in(row)?,
        },
    })
}

/// Where a date or figure stands.
pub(super) fn standing_in(row: &Row<'_>) -> rusqlite::Result<Standing> {
    let sentence: CharSpan = span_in(row, "sentence")?;
    Ok(Standing { sentence, quotation: number_if_any(row, "quotation")? })
}
