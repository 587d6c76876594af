//! What a cell's text says beyond doubt: a number, an ISO date, true or false. Anything with two readings stays text,
//! such as 1.234 (a thousand or one), 03/04/2024 (March or April), 00123 or 12.345.678 (a document's number).

use jiff::civil::Date;
use model::CellValue;

/// More digits than a floating-point number keeps exactly are an identifier.
const MOST_DIGITS: usize = 15;

/// The value of a cell with this text.
pub(super) fn of(text: &str) -> CellValue {
    let text = text.trim();
    match text.as_bytes().first() {
        Some(b'0'..=b'9' | b'-') => {
            number(text).map(CellValue::Number).or_else(|| date(text)).unwrap_or(CellValue::Text)
        }
        Some(b't' | b'T') if text.eq_ignore_ascii_case("true") => CellValue::Boolean(true),
        Some(b'f' | b'F') if text.eq_ignore_ascii_case("false") => CellValue::Boolean(false),
        _ => CellValue::Text,
    }
}

fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let only_digits = count == digits.len();
    let known =
        only_digits || digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !known || count > MOST_DIGITS {
        return None;
    }
    if only_digits {
        return is_integer(digits).then(|| text.parse().ok()).flatten();
    }
    let at = digits.rfind(['.', ','])?;
    let (whole, fraction) = (&digits[..at], &digits[at + 1..]);
    let point = &digits[at..=at];
    let is_decimal = if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        // Three digits after one separator may as well be thousands.
        let doubtful = fraction.len() == 3 && whole.len() <= 3 && whole != "0";
        is_integer(whole) && !doubtful
    } else {
        let mut groups = whole.split(if point == "." { ',' } else { '.' });
        let first = groups.next().unwrap_or_default();
        let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
        first.len() <= 3 && first != "0" && is_integer(first) && groups.all(is_group)
    };
    if !is_decimal || fraction.is_empty() {
        return None;
    }
    let sign = &text[..text.len() - digits.len()];
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{sign}{whole}.{fraction}").parse().ok()
}

/// Digits without a leading zero.
fn is_integer(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

fn date(text: &str) -> Option<CellValue> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    (shape && text.parse::<Date>().is_ok()).then(|| CellValue::Date(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &CellValue, texts: &[&str]) {
        for text in texts {
            assert_eq!(of(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_in_forms_without_doubt() {
        for (text, number) in [
            ("0", 0.0),
            ("30", 30.0),
            (" -7 ", -7.0),
            ("999999999999999", 999_999_999_999_999.0),
            ("12.5", 12.5),
            ("1,5", 1.5),
            ("0.125", 0.125),
            ("-0,5", -0.5),
            ("1234.567", 1234.567),
            ("19.432608", 19.432_608),
            ("1.234,56", 1234.56),
            ("-1,234.5", -1234.5),
            ("12.345.678,9", 12_345_678.9),
            ("1.234,567", 1234.567),
        ] {
            check(&CellValue::Number(number), &[text]);
        }
    }

    #[test]
    fn doubtful_forms_stay_text() {
        check(
            &CellValue::Text,
            &[
                "",
                " ",
                "1.234",
                "1,234",
                "12.345.678",
                "1,234,567",
                "007",
                "00.5",
                "1234567890123456",
                "+525512345678",
            ],
        );
        check(
            &CellValue::Text,
            &["55-1234-5678", "12-345", "-", "--1", "1.", ".5", "1..2", "1,2,3", "12.34,56"],
        );
        check(
            &CellValue::Text,
            &["1e5", "NaN", "inf", "1 234", "50%", "$5", "0.123,5", "01.234,5", "1.,5", "١٢"],
        );
    }

    #[test]
    fn only_iso_dates() {
        check(&CellValue::Date("2024-02-29".into()), &["2024-02-29", " 2024-02-29 "]);
        check(
            &CellValue::Text,
            &["2023-02-29", "03/04/2024", "2024-3-4", "0000-00-00", "2024-02", "20-02-2024"],
        );
    }

    #[test]
    fn only_true_and_false() {
        check(&CellValue::Boolean(true), &["true", "TRUE"]);
        check(&CellValue::Boolean(false), &["False"]);
        check(&CellValue::Text, &["sí", "no", "yes", "t", "verdadero", "truee"]);
    }
}
