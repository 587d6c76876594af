//! English expressions that name a day by something else than its number: feasts, "that day", a clock time with its day.
//! Never resolves them.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::expression::{Saying, Tense, Unit};
use super::grammar::{Match, Words};
use super::words::{unit, year};

/// A feast, most on another day each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feast {
    /// The so-manieth of a weekday in a month, counted from its end when negative.
    Nth(i8, Weekday, i8),
    /// The same month and day every year.
    Day(i8, i8),
    /// So many days from Easter Sunday of the Gregorian calendar.
    Easter(i8),
}

impl Feast {
    /// Its day in a year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Nth(month, day, count) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(count, day).ok()
            }
            Self::Day(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter(year)?.checked_add(Span::new().try_days(i64::from(days)).ok()?).ok(),
        }
    }

    /// Its day nearest to `from`, by last, this or next year where the text says so; one on the other side than the tense
    /// looks counts half as far again.
    #[must_use]
    pub fn near(self, from: Date, shift: Option<i8>, tense: Tense) -> Option<Date> {
        let days = [-1, 0, 1].map(|by| self.in_year(from.year() + by));
        let all = || days.iter().copied().flatten();
        match shift {
            Some(-1) => all().filter(|day| *day < from).max(),
            Some(1) => all().filter(|day| *day > from).min(),
            Some(_) => days[1],
            None => {
                let distance = |day: &Date| {
                    let days = from.until(*day).map_or(i32::MAX / 4, |span| span.get_days());
                    days.abs() * if (days <= 0) == (tense == Tense::Past) { 2 } else { 3 }
                };
                all().min_by_key(distance)
            }
        }
    }
}

/// Easter Sunday (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl Words<'_> {
    /// A feast, after "last", "this", "next" where `shift` says so.
    pub(super) fn feast(&self, at: usize, shift: Option<i8>) -> Option<(usize, Saying)> {
        let day = |at: usize| usize::from(self.is(at, &["day"]));
        let (length, feast) = match (self.at(at), self.at(at + 1)) {
            ("thanksgiving", _) => (1 + day(at + 1), Feast::Nth(11, Weekday::Thursday, 4)),
            ("labor" | "labour", "day") => (2, Feast::Nth(9, Weekday::Monday, 1)),
            ("memorial", "day") => (2, Feast::Nth(5, Weekday::Monday, -1)),
            ("easter", "monday") => (2, Feast::Easter(1)),
            ("easter", _) => (1 + usize::from(self.is(at + 1, &["sunday", "day"])), Feast::Easter(0)),
            ("good", "friday") => (2, Feast::Easter(-2)),
            _ => return None,
        };
        // "Easter week", "Thanksgiving weekend" are not the day.
        let more = self.is(at + length, &["week", "weekend", "holiday", "holidays", "season", "eve"]);
        if more || self.capital.get(at) != Some(&true) {
            return None;
        }
        let named = year(self.at(at + length)).and_then(|year| Some((year, feast.in_year(year)?)));
        Some(match named {
            Some((year, date)) => (length + 1, Saying::Calendar(year, Some(date.month()), Some(date.day()))),
            None => (length, Saying::Feast(feast, shift)),
        })
    }

    /// "that day", "the same week", "later that year": counted from the date before it.
    pub(super) fn same(&self, at: usize) -> Option<Match> {
        let start = at + usize::from(self.is(at, &["earlier", "later"]));
        let length = match (self.at(start), self.at(start + 1)) {
            ("that" | "the", "same") => 2,
            ("that", _) => 1,
            _ => return None,
        };
        let found = unit(self.at(start + length))?;
        let fits = matches!(found, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        (fits && !self.at(start + length).ends_with('s')).then_some((
            start - at + length + 1,
            Saying::Later(found, 0),
            None,
            None,
        ))
    }

    /// The day that follows a clock time: "9 a.m. Tuesday", "4 a.m. EDT on Thursday".
    pub(super) fn clock_day(&self, at: usize, hour: i8, minute: i8) -> (usize, Saying) {
        let zones = [
            "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "gmt", "utc", "et", "pt", "eastern",
            "local",
        ];
        let mut next = at + usize::from(self.is(at, &zones));
        next += usize::from(next > at && self.is(next, &["time"]));
        let after = next + usize::from(self.is(next, &["on"]));
        match self.english_day(after).filter(|(_, _, part, _)| part.is_none()) {
            Some((
                length,
                saying @ (Saying::Weekday(..)
                | Saying::Month(_, Some(_), _)
                | Saying::Calendar(_, _, Some(_))),
                ..,
            )) => (after - at + length, Saying::ClockOn(hour, minute, Box::new(saying))),
            _ => match self.at(next) {
                "today" => (next - at + 1, Saying::Clock(hour, minute)),
                "yesterday" => {
                    (next - at + 1, Saying::ClockOn(hour, minute, Box::new(Saying::Away(Unit::Day, -1))))
                }
                "tomorrow" => {
                    (next - at + 1, Saying::ClockOn(hour, minute, Box::new(Saying::Away(Unit::Day, 1))))
                }
                _ => (0, Saying::Clock(hour, minute)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn feasts_by_the_calendar() {
        let thanksgiving = Feast::Nth(11, Weekday::Thursday, 4);
        assert_eq!(thanksgiving.in_year(1999), Some(date(1999, 11, 25)));
        assert_eq!(thanksgiving.near(date(2000, 1, 7), None, Tense::Past), Some(date(1999, 11, 25)));
        assert_eq!(thanksgiving.near(date(2000, 10, 7), Some(-1), Tense::Past), Some(date(1999, 11, 25)));
        // Published tables of Easter.
        for (year, month, day) in [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2025, 4, 20), (2038, 4, 25)] {
            assert_eq!(Feast::Easter(0).in_year(year), Some(date(year, month, day)));
        }
    }
}
