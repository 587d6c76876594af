//! The grammar of time expressions: what may begin at a token, the longest first; what both languages share, and English.
//! Never resolves them.

use std::ops::Range;

use super::expression::{Expression, Saying, Unit};
use super::words::{day, month, number, part, season, two_digit_year, unit, weekday, year};
use crate::kinds::Language;

/// The words of a sentence in small letters.
#[derive(Debug)]
pub struct Words<'w> {
    /// The words.
    pub words: &'w [String],
    /// Whether each begins with a capital.
    pub capital: &'w [bool],
    /// The language.
    pub language: Language,
    /// How the text around writes dates in digits, when its other dates settle it.
    pub order: Option<Order>,
}

/// Whether "01/09/1975" begins with the day or the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Day first.
    Day,
    /// Month first.
    Month,
}

impl Order {
    /// What dates in digits that have one reading alone say of the others; nothing when they contradict each other.
    #[must_use]
    pub fn of(dates: impl Iterator<Item = (i16, i16)>) -> Option<Self> {
        let mut settled = None;
        for (first, second) in dates {
            let order = match (first, second) {
                (13..=31, 1..=12) => Self::Day,
                (1..=12, 13..=31) => Self::Month,
                _ => continue,
            };
            if *settled.get_or_insert(order) != order {
                return None;
            }
        }
        settled
    }
}

/// What was matched: how many words, what it says.
pub(super) type Match = (usize, Saying, Option<&'static str>, Option<&'static str>);

impl Words<'_> {
    pub(super) fn at(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    pub(super) fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.at(at))
    }

    /// The expression that begins at `at`, if one does.
    #[must_use]
    pub fn read(&self, at: usize) -> Option<Expression> {
        let written = self.written(at);
        let found = written.or_else(|| match self.language {
            Language::English => self.english(at),
            Language::Spanish => self.spanish(at),
        });
        let (length, saying, part, modifier) = found?;
        let tokens: Range<usize> = at..at + length;
        Some(Expression { tokens, saying, part, modifier })
    }

    /// Digits that are the same in both languages: "2025-03-03", "14/02/2024", "10:35".
    fn written(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        if self.is(at + 1, &["-", "/"]) && self.at(at + 1) == self.at(at + 3) {
            let numbers = [word, self.at(at + 2), self.at(at + 4)].map(|word| word.parse::<i16>().ok());
            let [Some(a), Some(b), Some(c)] = numbers else { return None };
            let (year, month, day) = match (word.len(), a, b, self.order, self.language) {
                (4, ..) => (a, b, c),
                (_, 13.., ..) | (_, _, _, Some(Order::Day), _) => (c, b, a),
                (_, _, 13.., ..) | (_, _, _, Some(Order::Month), _) => (c, a, b),
                (_, _, _, None, Language::Spanish) => (c, b, a),
                // Either may be the month, and nothing settles it: the year is what the text says for sure.
                (_, _, _, None, Language::English) if a != b => {
                    let year = if c < 100 && self.at(at + 4).len() == 2 { two_digit_year(c) } else { c };
                    let valid = (1500..2200).contains(&year) && a > 0 && b > 0;
                    return valid.then_some((5, Saying::Calendar(year, None, None), None, None));
                }
                (_, _, _, None, Language::English) => (c, a, b),
            };
            let year = if year < 100 && self.at(at + 4).len() == 2 { two_digit_year(year) } else { year };
            let valid = (1500..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
            return valid.then_some((
                5,
                Saying::Calendar(year, Some(month as i8), Some(day as i8)),
                None,
                None,
            ));
        }
        None
    }

    fn english(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let modifier = match word {
            "early" => Some("START"),
            "mid" | "mid-" | "middle" => Some("MID"),
            "late" => Some("END"),
            _ => None,
        };
        if modifier.is_some() {
            let skip = 1 + usize::from(self.is(at + 1, &["-", "of"]));
            let (length, saying, part, _) = self.english(at + skip)?;
            let dated = !matches!(
                saying,
                Saying::Length(..) | Saying::Vague(_) | Saying::Later(..) | Saying::Clock(..)
            );
            return dated.then_some((length + skip, saying, part, modifier));
        }
        for (prefix, modifier) in [("mid-", "MID"), ("late-", "END"), ("early-", "START")] {
            if let Some(month) = word.strip_prefix(prefix).and_then(month) {
                return Some((1, Saying::Month(month, None, None), None, Some(modifier)));
            }
        }
        let holiday = match word {
            "christmas" => Some((12, 25)),
            "halloween" => Some((10, 31)),
            _ => None,
        };
        if let Some((month, day)) = holiday {
            let length = 1 + usize::from(self.is(at + 1, &["day"]));
            return Some((length, Saying::Month(month, Some(day), None), None, None));
        }
        let shift = self.shift(at);
        let start = at + usize::from(shift.is_some());
        if let Some((length, saying)) = self.feast(start, shift) {
            return Some((start - at + length, saying, None, None));
        }
        if let Some(same) = self.same(at) {
            return Some(same);
        }
        if self.is(at, &["earlier", "later"]) && self.is(at + 1, &["this", "that", "last"]) {
            let (length, saying, part, _) = self.english(at + 1)?;
            let modifier = if word == "earlier" { "START" } else { "END" };
            return Some((length + 1, saying, part, Some(modifier)));
        }
        if word == "the" {
            // "the early 1990s", "the past two months", "the third quarter": the article belongs to it.
            let (length, saying, part, modifier) = self.english(at + 1)?;
            let takes = matches!(
                saying,
                Saying::Decade(_)
                    | Saying::Quarter(..)
                    | Saying::Length(..)
                    | Saying::Later(..)
                    | Saying::Vague(_)
            );
            let noun = self.is(
                at + 1,
                &[
                    "past",
                    "last",
                    "next",
                    "coming",
                    "following",
                    "previous",
                    "early",
                    "late",
                    "first",
                    "second",
                    "third",
                    "fourth",
                    "future",
                    "weekend",
                ],
            );
            return (takes && (noun || matches!(saying, Saying::Decade(_)))).then_some((
                length + 1,
                saying,
                part,
                modifier,
            ));
        }
        self.english_day(at).or_else(|| self.english_unit(at)).or_else(|| self.english_simple(at))
    }

    /// Days, months, years.
    pub(super) fn english_day(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let shift = self.shift(at);
        let start = at + usize::from(shift.is_some());
        if let Some(weekday) = weekday(self.at(start)).filter(|_| self.capital.get(start) == Some(&true)) {
            // "Friday, Aug. 7, 1998" is the day of the month.
            let next = start + 1 + usize::from(self.at(start + 1) == ",");
            if shift.is_none() && month(self.at(next)).is_some() && day(self.at(next + 1)).is_some() {
                let (length, saying, ..) = self.english_day(next)?;
                return Some((next - at + length, saying, None, None));
            }
            let part = part(self.at(start + 1));
            return Some((
                start - at + 1 + usize::from(part.is_some()),
                Saying::Weekday(weekday, shift),
                part,
                None,
            ));
        }
        if let Some(month) = month(self.at(start)).filter(|_| self.capital.get(start) == Some(&true)) {
            let (length, saying) = self.english_month(start, month, shift)?;
            return Some((start - at + length, saying, None, None));
        }
        // "7 August 1998", "the 3rd of May".
        if let (Some(day), None) = (day(word), shift) {
            let of = usize::from(self.at(at + 1) == "of");
            if let Some(month) =
                month(self.at(at + 1 + of)).filter(|_| self.capital.get(at + 1 + of) == Some(&true))
            {
                let year = year(self.at(at + 2 + of));
                let saying = year.map_or(Saying::Month(month, Some(day), None), |year| {
                    Saying::Calendar(year, Some(month), Some(day))
                });
                return Some((2 + of + usize::from(year.is_some()), saying, None, None));
            }
        }
        if let Some(season) = season(self.at(start)) {
            let of = usize::from(self.at(start + 1) == "of");
            let year = year(self.at(start + 1 + of));
            if shift.is_some() || year.is_some() {
                let length = start - at + 1 + if year.is_some() { 1 + of } else { 0 };
                return Some((length, Saying::Season(season, year, shift.unwrap_or(0)), None, None));
            }
        }
        None
    }

    fn english_month(&self, at: usize, month: i8, shift: Option<i8>) -> Option<(usize, Saying)> {
        let ambiguous = matches!(self.at(at), "may" | "march" | "mar" | "jan" | "dec" | "august");
        if let Some(day) = day(self.at(at + 1)).filter(|_| shift.is_none()) {
            let comma = usize::from(self.at(at + 2) == ",");
            return Some(match year(self.at(at + 2 + comma)) {
                Some(year) => (3 + comma, Saying::Calendar(year, Some(month), Some(day))),
                None => (2, Saying::Month(month, Some(day), None)),
            });
        }
        let of = usize::from(self.is(at + 1, &["of", ","]));
        if let Some(year) = year(self.at(at + 1 + of)) {
            return Some((2 + of, Saying::Calendar(year, Some(month), None)));
        }
        let before = at.checked_sub(1).map_or("", |before| self.at(before));
        let placed = shift.is_some()
            || matches!(
                before,
                "in" | "since"
                    | "by"
                    | "until"
                    | "till"
                    | "early"
                    | "late"
                    | "of"
                    | "from"
                    | "to"
                    | "through"
                    | "last"
                    | "this"
                    | "next"
                    | "during"
                    | "mid"
                    | "between"
                    | "-"
            );
        (!ambiguous || placed).then_some((1, Saying::Month(month, None, shift)))
    }

    /// "last week", "three days ago", "nine months later", "two years".
    fn english_unit(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        if let Some(shift) = self.shift(at) {
            if let Some(found) = unit(self.at(at + 1)).filter(|_| !self.at(at + 1).ends_with('s')) {
                let day = found == Unit::Day;
                return match (word, day) {
                    ("following", _) => Some((2, Saying::Later(found, 1), None, None)),
                    ("previous", true) => Some((2, Saying::Later(found, -1), None, None)),
                    ("past" | "coming", _) => Some((2, Saying::Length(found, Some(1.0)), None, None)),
                    _ => Some((2, Saying::Away(found, shift.into()), None, None)),
                };
            }
            if self.is(at + 1, &["morning", "afternoon", "evening", "night"]) {
                let away = if word == "this" { 0 } else { i64::from(shift) };
                return Some((2, Saying::Away(Unit::Day, away), part(self.at(at + 1)), None));
            }
            if let Some(found) = unit(self.at(at + 2)) {
                let count = number(self.at(at + 1))
                    .or_else(|| self.is(at + 1, &["few", "several"]).then_some(f64::NAN))?;
                let count = Some(count).filter(|count| !count.is_nan());
                return (word != "this").then_some((3, Saying::Length(found, count), None, None));
            }
            return None;
        }
        let (count, length) = self.count(at)?;
        // "16-hour", "two-year".
        let found = unit(self.at(at + length))?;
        let end = at + length + 1;
        let whole = count.map(|count| count as i64);
        match (self.at(end), whole) {
            ("ago", Some(count)) => Some((length + 2, Saying::Away(found, -count), None, None)),
            ("ago", None) => Some((length + 2, Saying::Vague("PAST_REF"), None, None)),
            ("later", Some(count)) => Some((length + 2, Saying::Later(found, count), None, None)),
            ("earlier", Some(count)) => Some((length + 2, Saying::Later(found, -count), None, None)),
            // "Two days before, ...": what follows is no clause that it would be counted from.
            ("before", Some(count)) if self.is(end + 1, &[",", ".", ";", ""]) => {
                Some((length + 2, Saying::Later(found, -count), None, None))
            }
            _ => Some((length + 1, Saying::Length(found, count), None, None)),
        }
    }

    /// A count of units: "three", "5", "a", "several", "a few"; `None` for an unknown number.
    pub(super) fn count(&self, at: usize) -> Option<(Option<f64>, usize)> {
        if self.is(at, &["several", "few", "many", "some"]) {
            return Some((None, 1));
        }
        if self.is(at, &["a"]) && self.is(at + 1, &["few", "couple"]) {
            let of = usize::from(self.at(at + 2) == "of");
            let two = self.at(at + 1) == "couple";
            return Some((two.then_some(2.0), 2 + of));
        }
        let article = matches!(self.at(at), "a" | "an");
        if article {
            return Some((Some(1.0), 1));
        }
        number(self.at(at)).map(|count| (Some(count), 1))
    }

    fn english_simple(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let part_after = part(self.at(at + 1)).filter(|_| matches!(word, "yesterday" | "tomorrow"));
        let extra = usize::from(part_after.is_some());
        let simple = |saying| Some((1, saying, None, None));
        match word {
            "today" => simple(Saying::Away(Unit::Day, 0)),
            "tonight" => Some((1, Saying::Away(Unit::Day, 0), Some("NI"), None)),
            "yesterday" => Some((1 + extra, Saying::Away(Unit::Day, -1), part_after, None)),
            "tomorrow" => Some((1 + extra, Saying::Away(Unit::Day, 1), part_after, None)),
            "now" | "currently" | "nowadays" => simple(Saying::Vague("PRESENT_REF")),
            "noon" | "midday" => {
                let (more, saying) = self.clock_day(at + 1, 12, 0);
                Some((1 + more, saying, None, None))
            }
            "future" if at > 0 && matches!(self.at(at - 1), "the" | "near" | "foreseeable" | "distant") => {
                simple(Saying::Vague("FUTURE_REF"))
            }
            _ => self.year_or_clock(at),
        }
    }

    /// Whether the year at `at` ends the number of a document: "041-2024", no month of 2024 and no span of years.
    fn is_numbered(&self, at: usize) -> bool {
        let joined = at > 1 && matches!(self.at(at - 1), "-" | "/");
        let number = if joined { self.at(at - 2) } else { "" };
        let is_month = number.len() < 3 && number.parse().is_ok_and(|month: u32| (1..=12).contains(&month));
        joined && number.bytes().all(|byte| byte.is_ascii_digit()) && year(number).is_none() && !is_month
    }

    /// A year, a decade, a quarter, a clock time.
    pub(super) fn year_or_clock(&self, at: usize) -> Option<Match> {
        let word = self.at(at);
        let decade = word.strip_suffix('s').and_then(year).filter(|year| year % 10 == 0);
        if let Some(year) = decade {
            return Some((1, Saying::Decade(year), None, None));
        }
        let ordinal = match word {
            "first" => Some(1),
            "second" => Some(2),
            "third" => Some(3),
            "fourth" => Some(4),
            _ => None,
        };
        if let Some(quarter) = ordinal.filter(|_| self.is(at + 1, &["quarter"])) {
            let of = usize::from(self.is(at + 2, &["of"]));
            let year = year(self.at(at + 2 + of));
            return Some((
                2 + if year.is_some() { 1 + of } else { 0 },
                Saying::Quarter(quarter, year),
                None,
                None,
            ));
        }
        let (hour, minute) = word.split_once(':').map_or((word, "0"), |(hour, minute)| (hour, minute));
        let half = self.is(at + 1, &["a.m.", "a.m", "am", "p.m.", "p.m", "pm"]);
        if half && word.len() <= 5 {
            let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
            let late = self.at(at + 1).starts_with('p');
            let hour = hour % 12 + if late { 12 } else { 0 };
            if !(0..60).contains(&minute) {
                return None;
            }
            let (more, saying) = self.clock_day(at + 2, hour, minute);
            return Some((2 + more, saying, None, None));
        }
        let year = year(word).filter(|year| (1700..2060).contains(year))?;
        let before = at.checked_sub(1).map_or("", |before| self.at(before));
        if self.is_numbered(at) {
            return None;
        }
        let after = self.at(at + 1);
        let measured = matches!(
            after,
            "-" | "%"
                | "percent"
                | "people"
                | "million"
                | "dollars"
                | "personas"
                | "por"
                | "millones"
                | "euros"
                | "pesos"
                | "metros"
                | "meters"
                | "miles"
                | "km"
        ) || unit(after).is_some();
        let money =
            matches!(before, "$" | "€" | "£" | "no." | "about" | "nearly" | "unos" | "unas" | "casi" | "al");
        let dated = matches!(
            before,
            "in" | "since"
                | "of"
                | "from"
                | "by"
                | "until"
                | "during"
                | "en"
                | "de"
                | "desde"
                | "hasta"
                | "año"
                | "early"
                | "late"
                | "to"
                | "a"
                | "del"
                | "and"
                | "y"
                | "entre"
                | "between"
                | "the"
                | "("
                | ","
                | "before"
                | "after"
                | "antes"
                | "-"
                | ""
        );
        (!measured && !money && dated).then_some((1, Saying::Calendar(year, None, None), None, None))
    }

    /// -1, 0, 1 for "last", "this", "next".
    fn shift(&self, at: usize) -> Option<i8> {
        match self.at(at) {
            "last" | "past" | "previous" => Some(-1),
            "this" => Some(0),
            "next" | "coming" | "following" => Some(1),
            _ => None,
        }
    }
}
