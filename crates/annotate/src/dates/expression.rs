//! Expressions of time as written, and their values against an anchor date, as TIMEX3 writes them (TimeML 1.2.1). An
//! expression that needs an anchor and has none has no value.

use jiff::civil::{Date, Weekday};

use super::counting::{
    away, day_in, day_near, length, lengths, month_year, on_weekday, week, weekday, weekday_of,
};
use super::feasts::Feast;
use crate::kinds::Precision;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Weekends.
    Weekend,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Years.
    Year,
    /// Decades.
    Decade,
    /// Centuries.
    Century,
}

/// In which direction the sentence looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Back, as reports do.
    Past,
    /// Ahead.
    Future,
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub enum Saying {
    /// A year, perhaps with month and day.
    Calendar(i16, Option<i8>, Option<i8>),
    /// A month, perhaps with a day, of a year that is not said; -1, 0, 1 for last, this, next.
    Month(i8, Option<i8>, Option<i8>),
    /// A month and a day of a year that is not said, and the day of the week that it is.
    MonthOn(i8, i8, Weekday),
    /// A day of the week; -1, 0, 1 as above.
    Weekday(Weekday, Option<i8>),
    /// A month, perhaps with a day, of the year that is so many from the anchor's.
    MonthOf(i8, Option<i8>, i16),
    /// A day of the month: perhaps its day of the week, and how many months from the anchor's when that is said.
    DayOf(i8, Option<Weekday>, Option<i64>),
    /// A day of the week of the week that is so many from the anchor's.
    WeekdayOf(Weekday, i64),
    /// So many units from the anchor: "yesterday", "last week", "three years ago".
    Away(Unit, i64),
    /// So many units from another date of the text: "nine months later".
    Later(Unit, i64),
    /// What is counted from the date told before in the text, not from the day of writing.
    Told(Box<Self>),
    /// A season (`SP`, `SU`, `FA`, `WI`) of a year or of last, this, next year.
    Season(&'static str, Option<i16>, i8),
    /// A quarter of a year, or of the anchor's.
    Quarter(u8, Option<i16>),
    /// A half of a year or of the anchor's.
    Half(u8, Option<i16>),
    /// The first year of a decade.
    Decade(i16),
    /// The first year of a century, as its years are written: 1800 for the nineteenth.
    Century(i16),
    /// What comes again and again: "on Saturdays", `XXXX-WXX-6`.
    Set(String),
    /// A length.
    Length(Unit, Option<f64>),
    /// A length of several units.
    Compound(Vec<(Unit, f64)>),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Vague(&'static str),
    /// A clock time of the day before it in the text, or else of the anchor's.
    Clock(i8, i8),
    /// A clock time of a day that is said with it.
    ClockOn(i8, i8, Box<Self>),
    /// A feast; -1, 0, 1 as above.
    Feast(Feast, Option<i8>),
    /// The week before Easter, of a year or by last, this, next.
    HolyWeek(Option<i16>, Option<i8>),
}

impl Saying {
    /// Whether it counts from a date told before in the text, whatever the day of writing.
    #[must_use]
    pub fn is_told(&self) -> bool {
        match self {
            Self::Later(..) | Self::Told(_) => true,
            Self::ClockOn(_, _, day) => day.is_told(),
            _ => false,
        }
    }
}

/// An expression in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Tokens from the start of the match to its end.
    pub tokens: std::ops::Range<usize>,
    /// What it says.
    pub saying: Saying,
    /// Part of the day: `MO`, `AF`, `EV`, `NI`.
    pub part: Option<&'static str>,
    /// TIMEX3's modifier.
    pub modifier: Option<&'static str>,
}

/// A value with its precision, the day it begins, and whether it needed the anchor.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// As TIMEX3 writes it; `None` when there was nothing to resolve it against.
    pub value: Option<String>,
    /// How fine it is.
    pub precision: Precision,
    /// The first day of it, from which others may be counted.
    pub day: Option<Date>,
    /// Whether it was resolved against the anchor.
    pub relative: bool,
}

const fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Precision::Time,
        Unit::Day => Precision::Day,
        Unit::Week | Unit::Weekend => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Season,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    }
}

impl Expression {
    /// Its value. `anchor` is the date of publication, `before` the day of the date before it in the text.
    #[must_use]
    pub fn value(&self, anchor: Option<Date>, before: Option<Date>, tense: Tense) -> Value {
        let fixed =
            |value: String, precision, day| Value { value: Some(value), precision, day, relative: false };
        match &self.saying {
            &Saying::Calendar(year, month, day) => {
                let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok();
                let (value, precision) = match (month, day) {
                    (Some(month), Some(day)) => (format!("{year:04}-{month:02}-{day:02}"), Precision::Day),
                    (Some(month), None) => (format!("{year:04}-{month:02}"), Precision::Month),
                    _ => (format!("{year:04}"), Precision::Year),
                };
                self.with_part(fixed(value, precision, date))
            }
            &Saying::Decade(year) => fixed(format!("{}X", year / 10), Precision::Decade, None),
            &Saying::Century(year) => fixed(format!("{}XX", year / 100), Precision::Century, None),
            Saying::Set(value) => fixed(value.clone(), Precision::Vague, None),
            Saying::Compound(parts) => fixed(lengths(parts), Precision::Duration, None),
            &Saying::Length(unit, count) => fixed(length(unit, count), Precision::Duration, None),
            &Saying::Vague(value) => fixed(value.to_owned(), Precision::Vague, None),
            Saying::Told(saying) => {
                let told = Self { saying: (**saying).clone(), ..self.clone() };
                told.value(before, before, tense)
            }
            &Saying::Half(half, Some(year)) => fixed(format!("{year:04}-H{half}"), Precision::Season, None),
            &Saying::Half(half, None) => self.against(
                anchor,
                |from| Some((format!("{:04}-H{half}", from.year()), from)),
                Precision::Season,
            ),
            &Saying::HolyWeek(Some(year), _) => {
                let easter = Feast::Easter(0).in_year(year);
                fixed(easter.map(week).unwrap_or_default(), Precision::Week, easter)
            }
            &Saying::HolyWeek(None, shift) => self.against(
                anchor,
                |from| Feast::Easter(0).near(from, shift, tense).map(|day| (week(day), day)),
                Precision::Week,
            ),
            &Saying::Quarter(quarter, Some(year)) => {
                fixed(format!("{year:04}-Q{quarter}"), Precision::Season, None)
            }
            &Saying::Season(season, Some(year), _) => {
                fixed(format!("{year:04}-{season}"), Precision::Season, None)
            }
            &Saying::Later(unit, count) => {
                self.against(before, |from| away(from, unit, count), precision(unit))
            }
            &Saying::Away(unit, count) => {
                self.against(anchor, |from| away(from, unit, count), precision(unit))
            }
            &Saying::Month(month, day, shift) => self.against(
                anchor,
                |from| {
                    let year = month_year(from, month, day, shift, tense);
                    let date = Date::new(year, month, day.unwrap_or(1)).ok()?;
                    let value = day.map_or_else(|| format!("{year:04}-{month:02}"), |_| date.to_string());
                    Some((value, date))
                },
                if day.is_some() { Precision::Day } else { Precision::Month },
            ),
            &Saying::MonthOf(month, day, years) => self.against(
                anchor,
                |from| {
                    let date = Date::new(from.year().checked_add(years)?, month, day.unwrap_or(1)).ok()?;
                    let value = day.map_or_else(|| date.strftime("%Y-%m").to_string(), |_| date.to_string());
                    Some((value, date))
                },
                if day.is_some() { Precision::Day } else { Precision::Month },
            ),
            &Saying::DayOf(day, _, Some(months)) => self.on(anchor, |from| day_in(from, day, months)),
            &Saying::DayOf(day, weekday, None) => self.on(anchor, |from| day_near(from, day, weekday, tense)),
            &Saying::MonthOn(month, day, weekday) => {
                self.on(anchor, |from| on_weekday(from, month, day, weekday, tense))
            }
            &Saying::WeekdayOf(day, weeks) => self.on(anchor, |from| weekday_of(from, day, weeks)),
            &Saying::Weekday(day, shift) => self.on(anchor, |from| weekday(from, day, shift, tense)),
            &Saying::Season(season, None, shift) => self.against(
                anchor,
                |from| Some((format!("{:04}-{season}", from.year() + i16::from(shift)), from)),
                Precision::Season,
            ),
            &Saying::Quarter(quarter, None) => self.against(
                anchor,
                |from| Some((format!("{:04}-Q{quarter}", from.year()), from)),
                Precision::Season,
            ),
            &Saying::Clock(hour, minute) => self.against(
                before.or(anchor),
                |from| Some((format!("{from}T{hour:02}:{minute:02}"), from)),
                Precision::Time,
            ),
            Saying::ClockOn(hour, minute, day) => {
                let day = Self { saying: (**day).clone(), ..self.clone() }.value(anchor, before, tense);
                let value = day.day.map(|day| format!("{day}T{hour:02}:{minute:02}"));
                Value { value, precision: Precision::Time, ..day }
            }
            &Saying::Feast(feast, shift) => self.on(anchor, |from| feast.near(from, shift, tense)),
        }
    }

    /// A day counted from the anchor.
    fn on(&self, anchor: Option<Date>, resolve: impl Fn(Date) -> Option<Date>) -> Value {
        self.against(anchor, |from| resolve(from).map(|day| (day.to_string(), day)), Precision::Day)
    }

    fn against(
        &self,
        anchor: Option<Date>,
        resolve: impl Fn(Date) -> Option<(String, Date)>,
        precision: Precision,
    ) -> Value {
        let (value, day) = anchor.and_then(resolve).unzip();
        self.with_part(Value { value, precision, day, relative: true })
    }

    fn with_part(&self, mut value: Value) -> Value {
        if let Some(part) = self.part.filter(|_| value.precision == Precision::Day) {
            value.value = value.value.map(|date| format!("{date}T{part}"));
            value.precision = Precision::Time;
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(saying: Saying, tense: Tense, expected: &str) {
        let expression = Expression { tokens: 0..1, saying, part: None, modifier: None };
        // A Friday.
        let value = expression.value(Some(date(1998, 8, 7)), Some(date(1998, 1, 31)), tense);
        assert_eq!(value.value.as_deref(), Some(expected), "{expression:?}");
        if value.relative {
            assert_eq!(expression.value(None, None, tense).value, None);
        }
    }

    #[test]
    fn values() {
        use Tense::{Future, Past};
        check(Saying::Weekday(Weekday::Friday, None), Past, "1998-08-07");
        check(Saying::Weekday(Weekday::Friday, Some(-1)), Past, "1998-07-31");
        check(Saying::Weekday(Weekday::Monday, None), Past, "1998-08-03");
        check(Saying::Weekday(Weekday::Monday, None), Future, "1998-08-10");
        check(Saying::Month(12, None, None), Past, "1997-12");
        check(Saying::Month(12, None, Some(1)), Past, "1998-12");
        check(Saying::Month(8, Some(3), None), Past, "1998-08-03");
        check(Saying::Away(Unit::Week, -1), Past, "1998-W31");
        check(Saying::Away(Unit::Year, -3), Past, "1995");
        check(Saying::Away(Unit::Day, 1), Past, "1998-08-08");
        check(Saying::Later(Unit::Month, 1), Past, "1998-02");
        check(Saying::Calendar(1999, Some(2), None), Past, "1999-02");
        check(Saying::Length(Unit::Decade, Some(3.0)), Past, "P30Y");
        check(Saying::Decade(1980), Past, "198X");
    }
}
