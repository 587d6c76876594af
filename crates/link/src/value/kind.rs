//! Places, codes and other texts: their folded forms and levels. Never knows geography: a part is equal or it is not.

use crate::fold::fold;
use crate::similar;
use crate::value::words::{Value, shared};

/// How two places compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PlaceLevel {
    /// One side has none.
    Missing,
    /// All parts equal.
    Equal,
    /// All parts of one are in the other.
    Contained,
    /// A slip.
    Slip,
    /// A part or a word in common, the rest contradicts.
    Shared,
    /// Different.
    Different,
}

/// How two codes compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum CodeLevel {
    /// One side has none.
    Missing,
    /// The same.
    Equal,
    /// One slip.
    Slip,
    /// The same beginning, or a few slips.
    Near,
    /// Different.
    Different,
}

/// How two texts compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum TextLevel {
    /// One side has none.
    Missing,
    /// The same.
    Equal,
    /// The same words in another order, or slips.
    Slip,
    /// Words in common.
    Shared,
    /// Different.
    Different,
}

/// A place folded: parts separated by commas.
#[must_use]
pub fn place(text: &str) -> String {
    let part = |it: &str| fold(it).split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<String> = text.split([',', '/', ';']).map(part).filter(|it| !it.is_empty()).collect();
    parts.join(",")
}

/// A code folded: letters, digits and @ only.
#[must_use]
pub fn code(text: &str) -> String {
    fold(text).split_whitespace().collect()
}

/// A text folded.
#[must_use]
pub fn text(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Compares two places.
#[must_use]
pub fn compare_places(one: &Value, other: &Value) -> PlaceLevel {
    let common = shared(&one.parts, &other.parts);
    let (few, many) = (one.parts.len().min(other.parts.len()), one.parts.len().max(other.parts.len()));
    if common == many {
        return PlaceLevel::Equal;
    }
    if common == few {
        return PlaceLevel::Contained;
    }
    if near(one, other, 1 + one.text.len().min(other.text.len()) as u32 / 8) {
        return PlaceLevel::Slip;
    }
    let words = shared(&one.words, &other.words);
    if words == one.words.len().min(other.words.len()) {
        return PlaceLevel::Contained;
    }
    if common > 0 || words > 0 { PlaceLevel::Shared } else { PlaceLevel::Different }
}

/// Compares two codes.
#[must_use]
pub fn compare_codes(one: &Value, other: &Value) -> CodeLevel {
    let (a, b) = (one.text.as_bytes(), other.text.as_bytes());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if near(one, other, 1) && long > 1 {
        return CodeLevel::Slip;
    }
    let half = short.div_ceil(2);
    if long >= 4 && half >= 2 && short * 2 > long && a[..half] == b[..half] {
        return CodeLevel::Near;
    }
    if long >= 6 && near(one, other, (long / 5) as u32) { CodeLevel::Near } else { CodeLevel::Different }
}

/// Compares two texts.
#[must_use]
pub fn compare_texts(one: &Value, other: &Value) -> TextLevel {
    if one.words == other.words {
        return TextLevel::Slip;
    }
    let shortest = one.text.len().min(other.text.len()) as u32;
    if shortest >= 3 && near(one, other, 1 + shortest / 6) {
        return TextLevel::Slip;
    }
    if shared(&one.words, &other.words) > 0 { TextLevel::Shared } else { TextLevel::Different }
}

fn near(one: &Value, other: &Value, most: u32) -> bool {
    (one.letters ^ other.letters).count_ones() <= 2 * most
        && one.text.len().abs_diff(other.text.len()) <= most as usize
        && similar::distance(one.text.as_bytes(), other.text.as_bytes()).is_some_and(|it| it <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let check = |a: &str, b: &str, level| {
            assert_eq!(compare_places(&Value::new(&place(a)), &Value::new(&place(b))), level, "{a} / {b}");
        };
        check("Soyapango, San Salvador", "SOYAPANGO, SAN SALVADOR", PlaceLevel::Equal);
        check("Soyapango", "Soyapango, San Salvador", PlaceLevel::Contained);
        check("Tonacatepeque", "Tonacatepegue", PlaceLevel::Slip);
        check("Apopa, San Salvador", "Soyapango, San Salvador", PlaceLevel::Shared);
        check("Apopa", "Metapán", PlaceLevel::Different);
    }

    #[test]
    fn codes() {
        let check = |a: &str, b: &str, level| {
            assert_eq!(compare_codes(&Value::new(&code(a)), &Value::new(&code(b))), level, "{a} / {b}");
        };
        check("TQ13 8DF", "tq13 8dg", CodeLevel::Slip);
        check("TQ13 8DF", "tq13 9hu", CodeLevel::Near);
        check("TQ13 8DF", "BS2 0EL", CodeLevel::Different);
        check("7", "9", CodeLevel::Different);
    }

    #[test]
    fn texts() {
        let check = |a: &str, b: &str, level| {
            assert_eq!(compare_texts(&Value::new(&text(a)), &Value::new(&text(b))), level, "{a} / {b}");
        };
        check("house circuit", "circuit, house", TextLevel::Slip);
        check("wallaby place", "walaby place", TextLevel::Slip);
        check("sea captain", "captain", TextLevel::Shared);
        check("baker", "lawyer", TextLevel::Different);
    }
}
