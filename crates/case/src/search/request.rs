//! What is asked: words, filters, a stretch of the list. Reads no clock: days are given as days.

use std::str::FromStr;

use jiff::civil::Date;
use model::{ItemId, LedgerState};
use serde::{Deserialize, Serialize};

use crate::catalogue::Page;

/// A question to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The query in the language of docs/search.md. Empty: everything that the filters let through, in the order of
    /// intake.
    pub words: String,
    /// What the items must be besides.
    pub filters: Filters,
    /// Which stretch of the list to return with snippets.
    pub page: Page,
    /// Whether to count what each filter would leave; costs a look at every item found.
    pub facets: bool,
}

/// What items must be. Each is a set of which one must hold; an empty set asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Media types, or short names for them such as `pdf`, `mail` or `image` (see docs/search.md).
    pub kinds: Vec<String>,
    /// Languages as two letters, such as `es`; `?` for items whose language is not known.
    pub languages: Vec<String>,
    /// Published within these days, as far as the document's own date says: a date that names only a month fits when
    /// the month touches them.
    pub published: Option<Days>,
    /// Taken in within these days, UTC; any of several collections may fit.
    pub taken_in: Option<Days>,
    /// Received from, in exactly the collector's words; empty text for items that nobody was named for.
    pub from: Vec<String>,
    /// State in the ledger.
    pub states: Vec<LedgerState>,
    /// Members of these containers, at any depth of one.
    pub containers: Vec<ItemId>,
    /// With a quotation by one of these: somebody whose name or description has all the words, whatever their case and
    /// accents. Needs what annotation found.
    pub speakers: Vec<String>,
}

/// A range of days; either end may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Days {
    /// The first day.
    pub first: Option<Date>,
    /// The last day, included.
    pub last: Option<Date>,
}

/// Why a text is no range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "days are written 2025-03-07, 2025-03 or 2025, and ranges of them 2025-02..2025-03, 2025.. or ..2025"
)]
pub struct NotDays;

impl Days {
    /// Whether a day or a longer time from `first` to `last` touches the range.
    #[must_use]
    pub fn touches(&self, first: Date, last: Date) -> bool {
        self.first.is_none_or(|from| last >= from) && self.last.is_none_or(|to| first <= to)
    }
}

impl FromStr for Days {
    type Err = NotDays;

    fn from_str(text: &str) -> Result<Self, NotDays> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        if from.is_empty() && to.is_empty() {
            return Err(NotDays);
        }
        let end = |text: &str| if text.is_empty() { Ok(None) } else { day_or_more(text).map(Some) };
        let (first, last) = (end(from)?.map(|it| it.0), end(to)?.map(|it| it.1));
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            return Err(NotDays);
        }
        Ok(Self { first, last })
    }
}

impl From<Days> for String {
    fn from(days: Days) -> Self {
        let shown = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        if days.first == days.last && days.first.is_some() {
            return shown(days.first);
        }
        format!("{}..{}", shown(days.first), shown(days.last))
    }
}

impl TryFrom<String> for Days {
    type Error = NotDays;

    fn try_from(text: String) -> Result<Self, NotDays> {
        text.parse()
    }
}

/// The first and last day of `2025`, `2025-03` or `2025-03-07`.
pub(super) fn day_or_more(text: &str) -> Result<(Date, Date), NotDays> {
    let mut numbers = text.split('-');
    let mut number = |digits: usize| -> Result<Option<i16>, NotDays> {
        match numbers.next() {
            None => Ok(None),
            Some(text) if text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.parse().map(Some).map_err(|_| NotDays)
            }
            Some(_) => Err(NotDays),
        }
    };
    let (year, month, day) = (number(4)?.ok_or(NotDays)?, number(2)?, number(2)?);
    if numbers.next().is_some() {
        return Err(NotDays);
    }
    let date = |month: i16, day: i16| {
        let (month, day) =
            (i8::try_from(month).map_err(|_| NotDays)?, i8::try_from(day).map_err(|_| NotDays)?);
        Date::new(year, month, day).map_err(|_| NotDays)
    };
    Ok(match (month, day) {
        (None, _) => (date(1, 1)?, date(12, 31)?),
        (Some(month), None) => (date(month, 1)?, date(month, 1)?.last_of_month()),
        (Some(month), Some(day)) => (date(month, day)?, date(month, day)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_the_precision_they_have() {
        fn check(text: &str, shown: Option<&str>) {
            assert_eq!(text.parse::<Days>().ok().map(String::from).as_deref(), shown, "{text:?}");
        }
        check("2025", Some("2025-01-01..2025-12-31"));
        check("2024-02", Some("2024-02-01..2024-02-29"));
        check("2025-03-07", Some("2025-03-07"));
        check("2025-02..2025-03", Some("2025-02-01..2025-03-31"));
        check("2025..", Some("2025-01-01.."));
        check("..2025-03-07", Some("..2025-03-07"));
        for bad in
            ["", "..", "25", "2025-13", "2025-02-30", "2025-3", "2025-03..2025-02", "2025-01-01-01", "marzo"]
        {
            check(bad, None);
        }
    }
}
