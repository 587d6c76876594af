//! What can be told of a date as it is written: whether it is one, its year, and which order of day and month it allows.
//! Never decides an order that the words leave open.

use model::DateOrder;

use crate::text::fold;

/// A date as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// The year, two digits read as 1930 to 2029: good enough to tell births from events, and for nothing else.
    pub(crate) year: Option<u32>,
    /// The order that it allows.
    pub(crate) order: DateOrder,
}

const MONTHS: &[&str] = &[
    "ene",
    "enero",
    "feb",
    "febrero",
    "mar",
    "marzo",
    "abr",
    "abril",
    "may",
    "mayo",
    "jun",
    "junio",
    "jul",
    "julio",
    "ago",
    "agosto",
    "sep",
    "sept",
    "septiembre",
    "setiembre",
    "oct",
    "octubre",
    "nov",
    "noviembre",
    "dic",
    "diciembre",
    "jan",
    "january",
    "february",
    "march",
    "apr",
    "april",
    "june",
    "july",
    "aug",
    "august",
    "dec",
    "december",
];

/// Reads a whole text as a date.
pub(crate) fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    // A time of day behind it changes nothing.
    let day = text.split_once(['T', ' ']).filter(|(_, rest)| is_time(rest)).map_or(text, |(day, _)| day);
    numeric(day).or_else(|| worded(day))
}

fn is_time(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || b":.Z+-".contains(&byte))
}

fn numeric(text: &str) -> Option<Written> {
    let separator = ['/', '-', '.'].into_iter().find(|it| text.contains(*it))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|it| it.is_ascii_digit());
    if !parts.iter().all(digits) {
        return None;
    }
    let number = |at: usize| parts[at].parse::<u32>().ok();
    match parts.len() {
        3 if parts[0].len() == 4 => {
            let fits = number(1)? <= 12 && number(2)? <= 31 && parts[1].len() <= 2 && parts[2].len() <= 2;
            (is_year(number(0)?) && fits).then_some(Written { year: number(0), order: DateOrder::Plain })
        }
        3 if parts[0].len() <= 2 && parts[1].len() <= 2 && parts[2].len() != 3 && parts[2].len() != 1 => {
            let (one, two, year) = (number(0)?, number(1)?, full_year(parts[2])?);
            let order = match (one, two) {
                (13..=31, 0..=12) => DateOrder::DayFirst,
                (0..=12, 13..=31) => DateOrder::MonthFirst,
                (0..=12, 0..=12) if one == two || one == 0 || two == 0 => DateOrder::Plain,
                (0..=12, 0..=12) => DateOrder::Ambiguous,
                _ => return None,
            };
            Some(Written { year: Some(year), order })
        }
        // Month and year alone.
        2 if parts[1].len() == 4 && parts[0].len() <= 2 && number(0)? <= 12 && is_year(number(1)?) => {
            Some(Written { year: number(1), order: DateOrder::Plain })
        }
        _ => None,
    }
}

fn full_year(text: &str) -> Option<u32> {
    let year: u32 = text.parse().ok()?;
    match text.len() {
        2 => Some(if year < 30 { 2000 + year } else { 1900 + year }),
        _ => is_year(year).then_some(year),
    }
}

const fn is_year(year: u32) -> bool {
    year >= 1880 && year <= 2100
}

/// With the month in words: `3 de mayo de 1993`, `May 3, 1993`, `12-ene-94`.
fn worded(text: &str) -> Option<Written> {
    let folded = fold(text);
    let (mut months, mut days, mut year) = (0, 0, None);
    for word in folded.split(' ') {
        if MONTHS.contains(&word) {
            months += 1;
        } else if let Ok(number) = word.parse::<u32>() {
            match word.len() {
                1 | 2 if days == 0 && number <= 31 => days += 1,
                2 | 4 if year.is_none() => year = Some(full_year(word)?),
                _ => return None,
            }
        } else if !["de", "del", "of", "th", "st", "nd", "rd"].contains(&word) {
            return None;
        }
    }
    (months == 1 && days <= 1 && (year.is_some() || days == 1))
        .then_some(Written { year, order: DateOrder::Plain })
}

/// What the orders of a column's dates come to together.
pub(crate) fn together(orders: impl Iterator<Item = DateOrder>) -> DateOrder {
    let (mut day, mut month, mut open) = (false, false, false);
    for order in orders {
        day |= order == DateOrder::DayFirst;
        month |= order == DateOrder::MonthFirst;
        open |= order == DateOrder::Ambiguous;
    }
    match (day, month, open) {
        (true, true, _) => DateOrder::Mixed,
        (true, false, _) => DateOrder::DayFirst,
        (false, true, _) => DateOrder::MonthFirst,
        (false, false, true) => DateOrder::Ambiguous,
        (false, false, false) => DateOrder::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        fn check(text: &str, expected: Option<(u32, DateOrder)>) {
            let read = written(text).map(|it| (it.year.unwrap_or(0), it.order));
            assert_eq!(read, expected, "{text}");
        }
        check("17/06/2000", Some((2000, DateOrder::DayFirst)));
        check("06/17/2000", Some((2000, DateOrder::MonthFirst)));
        check("05/06/1987", Some((1987, DateOrder::Ambiguous)));
        check("06/06/1987", Some((1987, DateOrder::Plain)));
        check("00/00/1988", Some((1988, DateOrder::Plain)));
        check("13/9/96", Some((1996, DateOrder::DayFirst)));
        check("1994-05-03T00:00:00", Some((1994, DateOrder::Plain)));
        check("3 de mayo de 1993", Some((1993, DateOrder::Plain)));
        check("May 3, 1993", Some((1993, DateOrder::Plain)));
        check("12-ene-94", Some((1994, DateOrder::Plain)));
        check("05/1994", Some((1994, DateOrder::Plain)));
        for none in ["", "62.421.335", "34", "1-2-3", "2024", "31/31/2000", "VUELO 7012", "12 de Los Rosales"]
        {
            check(none, None);
        }
    }
}
