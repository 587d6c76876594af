//! Numbers of identity documents by their form. Never compares a passport with an identity card.

use crate::fold::fold;
use crate::similar;
use crate::value::words::Value;

/// How two document numbers compare. The order is that of the patterns: 0 is missing or not comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum DocumentLevel {
    /// One side has none, or they are of different kinds.
    Missing,
    /// The same.
    Equal,
    /// One slip.
    Slip,
    /// Two slips.
    Near,
    /// Different.
    Different,
}

/// The number without points, hyphens, leading zeros and the letter of a Venezuelan or Spanish kind (V, E, J before
/// digits); empty when it is no number ("s/n", fewer than four digits).
#[must_use]
pub fn document(text: &str) -> String {
    let mut plain: String =
        fold(text).chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect();
    if plain.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return String::new();
    }
    let all_digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    // What follows the kind's name is the number, with its own letter in Venezuela and Spain.
    let is_number = |text: &&str| all_digits(text.strip_prefix(['V', 'E', 'J']).unwrap_or(text));
    for prefix in ["CEDULA", "DUI", "CURP", "CI", "CC", "DNI", "DPI", "NO", "N"] {
        if let Some(rest) = plain.strip_prefix(prefix).filter(is_number) {
            plain = rest.to_owned();
        }
    }
    let digits = plain.strip_prefix(['V', 'E', 'J']).filter(|it| all_digits(it));
    let plain = digits.unwrap_or(&plain).trim_start_matches('0');
    plain.to_owned()
}

/// Compares two numbers that [`document`] made.
#[must_use]
pub fn compare(one: &Value, other: &Value) -> DocumentLevel {
    if one.text.is_empty() || other.text.is_empty() || has_letters(one) != has_letters(other) {
        return DocumentLevel::Missing;
    }
    if (one.letters ^ other.letters).count_ones() > 4 {
        return DocumentLevel::Different;
    }
    if one.text == other.text {
        return DocumentLevel::Equal;
    }
    match similar::distance(one.text.as_bytes(), other.text.as_bytes()) {
        Some(1) => DocumentLevel::Slip,
        Some(2) if one.text.len() >= 6 => DocumentLevel::Near,
        _ => DocumentLevel::Different,
    }
}

/// Digits only, or with letters: numbers of two forms are of two kinds. Lengths do not tell: leading zeros are gone.
fn has_letters(number: &Value) -> bool {
    number.letters & ((1 << 26) - 1) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, level: DocumentLevel) {
        let value = |it: &str| Value::new(&document(it));
        assert_eq!(compare(&value(one), &value(other)), level, "{one} {other}");
    }

    #[test]
    fn levels() {
        use DocumentLevel as L;
        check("V-12.345.678", "12345678", L::Equal);
        check("C.I. V-12.345.678", "12345678", L::Equal);
        check("Cédula 12.345.678", "V12345678", L::Equal);
        check("DUI 01234567-8", "012345678", L::Equal);
        check("12345678", "12345687", L::Slip);
        check("12345678", "12345878", L::Slip);
        check("12345678", "12355878", L::Near);
        check("12345678", "98765432", L::Different);
        check("A1234567", "12345678", L::Missing);
        check("s/n", "12345678", L::Missing);
    }
}
