//! Dates of birth with the precision they have: days, months, years, ages; day and month that may be in either order.
//! Never makes a date more exact than it is written.

use crate::columns::Day;
use crate::fold::fold;

/// A birth as it is known. Years from..=to; month and day 0 when unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Birth {
    /// The earliest year; 0 with `to` 0 when nothing is known.
    pub from: i16,
    /// The latest year.
    pub to: i16,
    /// The month as written, 0 when unknown; over 12 when it was written so.
    pub month: u8,
    /// The day as written, 0 when unknown.
    pub day: u8,
    /// Whether day and month may be the other way round.
    pub either_order: bool,
}

/// How two births compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum BirthLevel {
    /// One side has none.
    Missing,
    /// The same day.
    Equal,
    /// Nothing known contradicts: the same year, an age that fits.
    Consistent,
    /// The same with day and month exchanged.
    Exchanged,
    /// One digit apart, or two neighbouring digits exchanged.
    Slip,
    /// Two of year, month and day are equal.
    TwoParts,
    /// The same year, another month and day.
    SameYear,
    /// At most two years apart.
    NearYear,
    /// Further apart.
    Different,
}

/// In which order a column writes day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Day first.
    DayFirst,
    /// Month first.
    MonthFirst,
    /// The values do not settle it.
    Open,
}

const MONTHS: [[&str; 2]; 12] = [
    ["ene", "jan"],
    ["feb", "feb"],
    ["mar", "mar"],
    ["abr", "apr"],
    ["may", "may"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["ago", "aug"],
    ["sep", "set"],
    ["oct", "oct"],
    ["nov", "nov"],
    ["dic", "dec"],
];

impl Birth {
    /// Whether anything is known.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.to != 0
    }

    /// Whether it is a day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.from == self.to && self.to != 0 && self.month != 0 && self.day != 0
    }

    /// Reads a written date; `None` when it is none. A year of two digits is not read: its century is a guess.
    #[must_use]
    pub fn read(text: &str, order: Order) -> Option<Self> {
        let numbers = numbers(text);
        let number = |it: &str| it.parse::<u16>().ok();
        let year = |it: &str| number(it).filter(|_| it.len() == 4).filter(|it| (1000..=2200).contains(it));
        let small = |it: &str| number(it).filter(|&n| it.len() <= 2 && n <= 99).map(|n| n as u8);
        let of = |year: u16, month: u8, day: u8, either_order: bool| {
            Some(Self { from: year as i16, to: year as i16, month, day, either_order })
        };
        match numbers.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [one] if one.len() == 8 && one.bytes().all(|it| it.is_ascii_digit()) => {
                of(year(&one[..4])?, small(&one[4..6])?, small(&one[6..])?, false)
            }
            [one] => of(year(one)?, 0, 0, false),
            [one, two] if year(one).is_some() => of(year(one)?, month(two).or_else(|| small(two))?, 0, false),
            [one, two] => of(year(two)?, month(one).or_else(|| small(one))?, 0, false),
            [one, two, three, ..] if year(one).is_some() => {
                of(year(one)?, month(two).or_else(|| small(two))?, small(three)?, false)
            }
            [one, two, three, ..] => {
                let year = year(three)?;
                match (month(one), month(two)) {
                    (Some(month), _) => of(year, month, small(two)?, false),
                    (_, Some(month)) => of(year, month, small(one)?, false),
                    _ => {
                        let (one, two) = (small(one)?, small(two)?);
                        match order {
                            _ if one > 12 && two <= 12 => of(year, two, one, false),
                            _ if two > 12 && one <= 12 => of(year, one, two, false),
                            Order::DayFirst => of(year, two, one, false),
                            Order::MonthFirst => of(year, one, two, false),
                            Order::Open => of(year, two, one, one != two),
                        }
                    }
                }
            }
            [] => None,
        }
    }

    /// The years that an age on a day leaves open.
    #[must_use]
    pub fn from_age(text: &str, on: Day) -> Option<Self> {
        let age: i16 = numbers(text).first()?.parse().ok().filter(|it| (0..=120).contains(it))?;
        Some(Self { from: on.year - age - 1, to: on.year - age, ..Self::default() })
    }

    /// In which order a column of dates writes day and month: settled by values over 12, if they agree.
    pub fn order<'a>(values: impl Iterator<Item = &'a str>) -> Order {
        let (mut day_first, mut month_first) = (false, false);
        for value in values {
            let numbers = numbers(value);
            let [one, two, three] = numbers.as_slice() else { continue };
            if three.len() != 4 {
                continue;
            }
            let over = |it: &String| it.parse::<u8>().is_ok_and(|it| (13..=31).contains(&it));
            day_first |= over(one);
            month_first |= over(two);
        }
        match (day_first, month_first) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => Order::Open,
        }
    }

    /// Compares two births.
    #[must_use]
    pub fn compare(self, other: Self) -> BirthLevel {
        use BirthLevel as L;
        if !self.is_known() || !other.is_known() {
            return L::Missing;
        }
        let apart = if self.from > other.to {
            self.from - other.to
        } else if other.from > self.to {
            other.from - self.to
        } else {
            0
        };
        if !self.is_day() || !other.is_day() {
            let months = self.month == 0 || other.month == 0 || self.month == other.month;
            return match apart {
                0 if months => L::Consistent,
                0 => L::SameYear,
                1 | 2 => L::NearYear,
                _ => L::Different,
            };
        }
        let swapped = Self { month: other.day, day: other.month, ..other };
        let same = |it: Self| self.from == it.from && self.month == it.month && self.day == it.day;
        if same(other) {
            return L::Equal;
        }
        if same(swapped) {
            return if self.either_order || other.either_order { L::Consistent } else { L::Exchanged };
        }
        if one_slip(self.digits(), other.digits()) {
            return L::Slip;
        }
        let equal = [self.from == other.from, self.month == other.month, self.day == other.day];
        match (equal.iter().filter(|it| **it).count(), apart) {
            (2.., _) => L::TwoParts,
            (_, 0) => L::SameYear,
            (_, 1 | 2) => L::NearYear,
            _ => L::Different,
        }
    }

    fn digits(self) -> [u8; 8] {
        let year = self.from.unsigned_abs();
        let at = |number: u16, place: u16| (number / place % 10) as u8;
        let (month, day) = (u16::from(self.month), u16::from(self.day));
        [
            at(year, 1000),
            at(year, 100),
            at(year, 10),
            at(year, 1),
            at(month, 10),
            at(month, 1),
            at(day, 10),
            at(day, 1),
        ]
    }
}

fn one_slip(one: [u8; 8], other: [u8; 8]) -> bool {
    let wrong = one.iter().zip(&other).filter(|it| it.0 != it.1).count();
    let exchanged =
        |at: usize| one[at] == other[at + 1] && one[at + 1] == other[at] && one[at] != one[at + 1];
    wrong == 1 || (wrong == 2 && (0..7).any(exchanged))
}

/// Runs of digits, and words that begin a month's name.
fn numbers(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found = Vec::new();
    for word in folded.split_whitespace() {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        // "13", "13th", "1o", and a day run together with its time, "13t00".
        let after = &word[digits..];
        if digits > 0 && (matches!(after, "" | "st" | "nd" | "rd" | "th" | "o") || after.starts_with('t')) {
            found.push(word[..digits].to_owned());
        } else if month(word).is_some() {
            found.push(word.to_owned());
        }
        if found.len() > 3 {
            break;
        }
    }
    // A time of day may follow.
    found.truncate(3);
    found
}

fn month(word: &str) -> Option<u8> {
    if word.len() < 3 || word.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|it| word.starts_with(it)))?;
    Some(at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Birth {
        Birth::read(text, Order::Open).unwrap_or_default()
    }

    fn check(one: &str, other: &str, level: BirthLevel) {
        assert_eq!(read(one).compare(read(other)), level, "{one} {other}");
        assert_eq!(read(other).compare(read(one)), level, "{other} {one}");
    }

    #[test]
    fn reading() {
        let day = |year, month, day| Birth { from: year, to: year, month, day, either_order: false };
        for text in
            ["1994-05-13", "19940513", "13/05/1994", "05/13/1994", "13 de mayo de 1994", "May 13, 1994"]
        {
            assert_eq!(read(text), day(1994, 5, 13), "{text}");
        }
        assert_eq!(read("03/05/1994"), Birth { either_order: true, ..day(1994, 5, 3) });
        assert_eq!(Birth::read("03/05/1994", Order::MonthFirst), Some(day(1994, 3, 5)));
        assert_eq!(read("1994"), day(1994, 0, 0));
        assert_eq!(read("1994-05"), day(1994, 5, 0));
        assert_eq!(read("1994-05-13T00:00:00Z"), day(1994, 5, 13));
        for text in ["", "n/a", "13/05/94", "99999999", "12"] {
            assert!(!read(text).is_known(), "{text}");
        }
    }

    #[test]
    fn levels() {
        use BirthLevel as L;
        check("1994-05-13", "1994-05-13", L::Equal);
        check("1994-05-03", "1994-03-05", L::Exchanged);
        check("03/05/1994", "1994-03-05", L::Consistent);
        check("1994", "1994-05-13", L::Consistent);
        check("1994-05-13", "1994-05-18", L::Slip);
        check("1994-05-13", "1949-05-13", L::Slip);
        check("1994-05-13", "1972-05-13", L::TwoParts);
        check("1994-05-13", "1994-11-29", L::SameYear);
        check("1994-05-13", "1996-11-29", L::NearYear);
        check("1994-05-13", "1961-11-29", L::Different);
        check("", "1961-11-29", L::Missing);
    }

    #[test]
    fn ages() {
        let on = Day { year: 2025, month: 3, day: 15 };
        let age = Birth::from_age("31 años", on).expect("an age");
        assert_eq!((age.from, age.to), (1993, 1994));
        assert_eq!(age.compare(read("1994-05-13")), BirthLevel::Consistent);
        assert_eq!(age.compare(read("1990-05-13")), BirthLevel::Different);
        assert!(Birth::from_age("no", on).is_none());
    }

    #[test]
    fn orders() {
        assert_eq!(Birth::order(["03/05/1994", "13/05/1994"].into_iter()), Order::DayFirst);
        assert_eq!(Birth::order(["03/05/1994", "05/13/1994"].into_iter()), Order::MonthFirst);
        assert_eq!(Birth::order(["03/05/1994", "x"].into_iter()), Order::Open);
        assert_eq!(Birth::order(["13/05/1994", "05/13/1994"].into_iter()), Order::Open);
    }
}
