//! Numbers as Spanish dates have them: in digits, written out, Roman. Never takes an article for a number of days.

use super::super::grammar::Words;
use super::super::words::{day, month, year};
use crate::quantities::number;

impl Words<'_> {
    /// A whole number written out or in digits, and how many words it has: "setenta y dos", "dos mil veinticuatro", "45".
    pub(super) fn cardinal(&self, at: usize) -> Option<(i64, usize)> {
        let word = self.at(at);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let value = number::parse(word)?.value;
            return (value.fract() == 0.0 && !word.contains(':') && value < 1e6).then_some((value as i64, 1));
        }
        let (thousands, mut length) = if word == "mil" { (1, 0) } else { self.below_thousand(at)? };
        if self.at(at + length) != "mil" {
            return Some((thousands, length));
        }
        length += 1;
        let (rest, more) = self.below_thousand(at + length).unwrap_or((0, 0));
        Some((thousands * 1000 + rest, length + more))
    }

    fn below_thousand(&self, at: usize) -> Option<(i64, usize)> {
        let word = |at: usize| number::word(self.at(at)).map(|value| value as i64);
        let first = word(at)?;
        if first < 30 {
            return Some((first, 1));
        }
        if first < 100 {
            let unit = word(at + 2).filter(|unit| self.at(at + 1) == "y" && *unit < 10);
            return Some(unit.map_or((first, 1), |unit| (first + unit, 3)));
        }
        let (rest, length) = self.below_thousand(at + 1).filter(|(rest, _)| *rest < 100).unwrap_or((0, 0));
        Some((first + rest, 1 + length))
    }

    /// A day of the month: "4", "1.º", "1ro", "primero", "veintiuno".
    pub(super) fn day_at(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.at(at);
        let ordinal = word.strip_suffix("ero").or_else(|| word.strip_suffix("ro"));
        if let Some(found) = day(word).or_else(|| day(ordinal?)) {
            let dotted = usize::from(self.at(at + 1) == ".");
            let mark = self.is(at + 1 + dotted, &["º", "°", "o"]);
            return Some((found, if mark { 2 + dotted } else { 1 }));
        }
        let (found, length) = self.cardinal(at).filter(|_| !self.is(at, &["un", "una"]))?;
        (1..=31).contains(&found).then_some((found as i8, length))
    }

    /// A year in four digits or written out.
    pub(super) fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(found) = year(self.at(at)) {
            return Some((found, 1));
        }
        let written = !self.at(at).starts_with(|c: char| c.is_ascii_digit());
        let (found, length) = self.cardinal(at).filter(|_| written)?;
        (1500..2200).contains(&found).then_some((found as i16, length))
    }

    /// A month by its name or its usual abbreviations.
    pub(super) fn month_at(&self, at: usize) -> Option<i8> {
        month_of(self.at(at))
    }
}

/// A month's number by its Spanish name or abbreviation in small letters.
pub(super) fn month_of(word: &str) -> Option<i8> {
    month(word).or_else(|| {
        Some(match word.trim_end_matches('.') {
            "ene" => 1,
            "febr" => 2,
            "mzo" => 3,
            "abr" => 4,
            "ago" | "agto" => 8,
            "set" | "sbre" => 9,
            "nvbre" => 11,
            "dic" | "dcbre" => 12,
            _ => return None,
        })
    })
}

/// A Roman numeral in small letters up to 39.
pub(super) fn roman(word: &str) -> Option<i8> {
    let value = |letter: char| {
        Some(match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        })
    };
    let letters: Vec<i8> = word.chars().map(value).collect::<Option<_>>()?;
    let signed = letters.iter().enumerate().map(|(at, letter)| {
        let less = letters.get(at + 1).is_some_and(|next| next > letter);
        if less { -letter } else { *letter }
    });
    let total: i8 = signed.sum();
    (!letters.is_empty() && letters.len() < 8 && total > 0).then_some(total)
}
