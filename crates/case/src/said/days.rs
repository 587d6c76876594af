//! The days that a date value may mean, for order and for filters: the value itself keeps its precision and is what is
//! shown. Guesses nothing: a value that names no stretch of the calendar has no days.

use jiff::ToSpan as _;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// First and last day of a value as TIMEX3 writes it: a day (with or without a time), a week (`2025-W12`, `2025-W12-WE`),
/// a month, a season or quarter (`2025-SU`, `2025-Q1`, `2025-H2`), a year, a decade (`199`, `199X`), a century (`19`,
/// `19XX`).
#[must_use]
pub fn days(value: &str) -> Option<(Date, Date)> {
    let value = value.split('T').next()?;
    let mut parts = value.split('-');
    // What is left open at the end of a year is all of it.
    let year = parts.next()?;
    let year = if year.len() == 4 { year.trim_end_matches('X') } else { year };
    let (second, third) = (parts.next(), parts.next());
    if parts.next().is_some() || year.is_empty() || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i16 = year.parse().ok()?;
    match (year.len(), second, third) {
        (2, None, None) => Some((first(number * 100, 1)?, last(number * 100 + 99, 12)?)),
        (3, None, None) => Some((first(number * 10, 1)?, last(number * 10 + 9, 12)?)),
        (4, None, None) => Some((first(number, 1)?, last(number, 12)?)),
        (4, Some(part), None) => part_of_year(number, part),
        (4, Some(part), Some("WE")) => {
            let monday = week(number, part)?;
            Some((monday.checked_add(5.days()).ok()?, monday.checked_add(6.days()).ok()?))
        }
        (4, Some(month), Some(day)) => {
            let day = Date::new(number, two_digits(month)?, two_digits(day)?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

fn part_of_year(year: i16, part: &str) -> Option<(Date, Date)> {
    let months = |from, to| Some((first(year, from)?, last(year, to)?));
    match part {
        "Q1" => months(1, 3),
        "Q2" => months(4, 6),
        "Q3" => months(7, 9),
        "Q4" => months(10, 12),
        "H1" => months(1, 6),
        "H2" => months(7, 12),
        // Which months a season has depends on the hemisphere, which no text says: the whole year is sure.
        "SP" | "SU" | "FA" | "WI" => months(1, 12),
        _ if part.starts_with('W') => {
            let monday = week(year, part)?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        _ => {
            let month = two_digits(part)?;
            months(month, month)
        }
    }
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn week(year: i16, part: &str) -> Option<Date> {
    let week = two_digits(part.strip_prefix('W')?)?;
    Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
}

fn first(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

fn last(year: i16, month: i8) -> Option<Date> {
    first(year, month).map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_means_the_days_that_it_names_and_no_others() {
        fn check(value: &str, expected: Option<(&str, &str)>) {
            let found = days(value).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(found, expected.map(|(first, last)| (first.into(), last.into())), "{value}");
        }
        check("2025-03-17", Some(("2025-03-17", "2025-03-17")));
        check("2025-03-17T06:30", Some(("2025-03-17", "2025-03-17")));
        check("2025-02", Some(("2025-02-01", "2025-02-28")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2025", Some(("2025-01-01", "2025-12-31")));
        check("2025-W12", Some(("2025-03-17", "2025-03-23")));
        check("2025-W12-WE", Some(("2025-03-22", "2025-03-23")));
        check("2025-Q1", Some(("2025-01-01", "2025-03-31")));
        check("2025-WI", Some(("2025-01-01", "2025-12-31")));
        check("199", Some(("1990-01-01", "1999-12-31")));
        check("19", Some(("1900-01-01", "1999-12-31")));
        check("198X", Some(("1980-01-01", "1989-12-31")));
        check("18XX", Some(("1800-01-01", "1899-12-31")));
        for none in [
            "",
            "P3D",
            "PRESENT_REF",
            "XXXX-03-17",
            "XXXX-WXX-6",
            "XXXX",
            "2025-13",
            "2025-02-30",
            "2025-1",
            "T12:00",
            "-5",
        ] {
            check(none, None);
        }
    }
}
