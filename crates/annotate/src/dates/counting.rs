//! Counting on the calendar: units from a day, days of the week and of the month near one, lengths. Never reads words.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan as _};

use super::expression::{Tense, Unit};

/// A length as TIMEX3 writes it; `X` for an unknown count.
pub(super) fn length(unit: Unit, count: Option<f64>) -> String {
    let (prefix, letter, times) = match unit {
        Unit::Second => ("PT", "S", 1.0),
        Unit::Minute => ("PT", "M", 1.0),
        Unit::Hour => ("PT", "H", 1.0),
        Unit::Day => ("P", "D", 1.0),
        Unit::Week => ("P", "W", 1.0),
        Unit::Weekend => ("P", "WE", 1.0),
        Unit::Month => ("P", "M", 1.0),
        Unit::Quarter => ("P", "Q", 1.0),
        Unit::Year => ("P", "Y", 1.0),
        Unit::Decade => ("P", "Y", 10.0),
        Unit::Century => ("P", "Y", 100.0),
    };
    count.map_or_else(|| format!("{prefix}X{letter}"), |count| format!("{prefix}{}{letter}", count * times))
}

/// So many units from a day: the value, as coarse as the unit, and its day.
pub(super) fn away(from: Date, unit: Unit, count: i64) -> Option<(String, Date)> {
    let span: Span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some((from.to_string(), from)),
        Unit::Day => Span::new().try_days(count).ok()?,
        Unit::Week | Unit::Weekend => Span::new().try_weeks(count).ok()?,
        Unit::Month => Span::new().try_months(count).ok()?,
        Unit::Quarter => Span::new().try_months(count.checked_mul(3)?).ok()?,
        Unit::Year => Span::new().try_years(count).ok()?,
        Unit::Decade => Span::new().try_years(count.checked_mul(10)?).ok()?,
        Unit::Century => Span::new().try_years(count.checked_mul(100)?).ok()?,
    };
    let date = from.checked_add(span).ok()?;
    let value = match unit {
        Unit::Week => week(date),
        Unit::Weekend => format!("{}-WE", week(date)),
        Unit::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Unit::Quarter => format!("{:04}-Q{}", date.year(), (date.month() + 2) / 3),
        Unit::Year => format!("{:04}", date.year()),
        // "A decade ago" is a year; "this decade" is all ten.
        Unit::Decade if count == 0 => format!("{}X", date.year() / 10),
        Unit::Decade => format!("{:04}", date.year()),
        Unit::Century => format!("{}XX", date.year() / 100),
        _ => date.to_string(),
    };
    Some((value, date))
}

/// A day of the week near a day.
pub(super) fn weekday(from: Date, day: Weekday, shift: Option<i8>, tense: Tense) -> Option<Date> {
    let back = i64::from(from.weekday().since(day));
    let ahead = (7 - back) % 7;
    let days = match (shift, tense) {
        (Some(-1), _) => -(if back == 0 { 7 } else { back }),
        (Some(1), _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (_, Tense::Past) => -back,
        (_, Tense::Future) => ahead,
    };
    from.checked_add(days.days()).ok()
}

/// The year of a month without one: the nearest, in doubt the one before.
pub(super) fn month_year(from: Date, month: i8, day: Option<i8>, shift: Option<i8>, tense: Tense) -> i16 {
    let year = from.year();
    let here = (from.month(), from.day());
    let there = (month, day.unwrap_or(if month == from.month() { from.day() } else { 1 }));
    match (shift, tense) {
        (Some(-1), _) if there >= here => year - 1,
        (Some(1), _) if there <= here => year + 1,
        (Some(_), _) => year,
        // What was two months ago hardly comes again in ten.
        (None, Tense::Future) if there < here && day.is_some() && from.month() - month <= 2 => year,
        (None, Tense::Future) if there < here => year + 1,
        (None, Tense::Future) => year,
        // A report of January looks back at December, and one of March ahead at April: more than half a year is too far.
        (None, Tense::Past) if there > here && month - from.month() >= 4 => year - 1,
        (None, Tense::Past) if there < here && from.month() - month >= 10 => year + 1,
        (None, Tense::Past) => year,
    }
}

/// The week of a day.
pub(super) fn week(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A day of the week so many weeks from the week of a day.
pub(super) fn weekday_of(from: Date, day: Weekday, weeks: i64) -> Option<Date> {
    let there = from.checked_add(Span::new().try_weeks(weeks).ok()?).ok()?.iso_week_date();
    Some(ISOWeekDate::new(there.year(), there.week(), day).ok()?.date())
}

/// A day of the month that is so many months from that of a day.
pub(super) fn day_in(from: Date, day: i8, months: i64) -> Option<Date> {
    let month = from.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()?;
    Date::new(month.year(), month.month(), day).ok()
}

/// The day of the month nearest to `from` in the direction of the tense, `from` itself included. When the weekday is
/// told too, the month is one in which both agree, and a nearer one on the other side counts half as far.
pub(super) fn day_near(from: Date, day: i8, weekday: Option<Weekday>, tense: Tense) -> Option<Date> {
    let days = (-14..=14).filter_map(|months| day_in(from, day, months));
    let distance = |there: &Date| from.until(*there).map_or(i32::MAX, |span| span.get_days());
    let ahead = |there: &Date| match tense {
        Tense::Past => *there <= from,
        Tense::Future => *there >= from,
    };
    match weekday {
        None => days.filter(ahead).min_by_key(|there| distance(there).abs()),
        Some(weekday) => days
            .filter(|there| there.weekday() == weekday)
            .min_by_key(|there| distance(there).abs() * if ahead(there) { 1 } else { 2 }),
    }
}

/// The day of a month that is that day of the week, in the year nearest by the tense; when no year near has it so, the
/// weekday is a mistake and says nothing.
pub(super) fn on_weekday(from: Date, month: i8, day: i8, weekday: Weekday, tense: Tense) -> Option<Date> {
    let plain = month_year(from, month, Some(day), None, tense);
    let years = [plain, plain - 1, plain + 1].into_iter();
    let mut days = years.filter_map(|year| Date::new(year, month, day).ok());
    days.find(|there| there.weekday() == weekday).or_else(|| Date::new(plain, month, day).ok())
}

/// Lengths of several units: "P3Y4M".
pub(super) fn lengths(parts: &[(Unit, f64)]) -> String {
    let (mut days, mut hours) = (String::new(), String::new());
    for (unit, count) in parts {
        let part = length(*unit, Some(*count));
        match part.strip_prefix("PT") {
            Some(part) => hours.push_str(part),
            None => days.push_str(&part[1..]),
        }
    }
    let mark = if hours.is_empty() { "" } else { "T" };
    format!("P{days}{mark}{hours}")
}
