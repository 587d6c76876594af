//! Numbers of cells as text: plain ones as they are stored, dates and durations in ISO 8601 where the cell's format
//! shows them so (ECMA-376 part 1, 18.8.30 and 18.17.4). Rounds no number, guesses no date.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::{Date, date};
use model::{CellValue, Defect, DefectKind, Missing, Place};

use crate::host::Host;
use crate::package::{Package, Then, Token};

/// The most number formats and cell formats that are kept; Excel allows 65,490 of these.
const MOST: usize = 1_000_000;

/// The most bytes of a format code that are looked at; Excel allows 255 characters.
const MOST_CODE_BYTES: usize = 4096;

/// How a format shows a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// As a number.
    #[default]
    Plain,
    /// As a date, a time or both.
    Date,
    /// As hours, minutes or seconds that count on, such as `[h]:mm`.
    Duration,
}

/// How each cell format of a workbook shows numbers.
#[derive(Debug, Default)]
pub(super) struct Looks(Vec<Look>);

impl Looks {
    /// Reads the styles member.
    pub(super) fn read(index: usize, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let mut codes: BTreeMap<u64, Look> = BTreeMap::new();
        let mut looks = Vec::new();
        let mut left_out = 0_u64;
        package.parse(index, host, &mut |token, _| {
            let Token::Start(tag) = token else { return Then::On };
            match tag.local() {
                "cellStyleXfs" | "dxfs" | "cellStyles" | "fonts" | "fills" | "borders" | "extLst" => {
                    return Then::Skip;
                }
                "numFmt" | "xf" if codes.len() >= MOST || looks.len() >= MOST => left_out += 1,
                "numFmt" => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    codes.insert(id, by_code(&tag.attr("formatCode").unwrap_or_default()));
                }
                "xf" => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    looks.push(codes.get(&id).copied().unwrap_or_else(|| by_id(id)));
                }
                _ => {}
            }
            Then::On
        });
        if left_out > 0 {
            let place = Place::Member { path: package.path(index).into(), start: 0, end: 0 };
            let detail = format!("{left_out} formats too many, their dates show as numbers");
            host.defect(Defect::at(place, DefectKind::TooLarge, Missing::Nothing, detail));
        }
        Self(looks)
    }

    /// How the cell format of this number shows numbers.
    pub(super) fn get(&self, number: usize) -> Look {
        self.0.get(number).copied().unwrap_or_default()
    }
}

/// The text and value of a stored number.
pub(super) fn shown(stored: &str, look: Look, is_1904: bool) -> (String, CellValue) {
    let stored = stored.trim();
    let Some(number) = stored.parse::<f64>().ok().filter(|number| number.is_finite()) else {
        return (stored.to_owned(), CellValue::Text);
    };
    let as_date = match look {
        Look::Plain => None,
        Look::Date => as_date(number, is_1904),
        Look::Duration => as_duration(number),
    };
    as_date.unwrap_or_else(|| {
        // Digits stay as they are stored; an exponent is written out.
        let text = if stored.contains(['e', 'E']) { number.to_string() } else { stored.to_owned() };
        (text, CellValue::Number(number))
    })
}

const DAY_MS: i64 = 86_400_000;

/// The last day that spreadsheets know, 9999-12-31 in the 1900 system.
const LAST_DAY: f64 = 2_958_465.0;

fn as_date(serial: f64, is_1904: bool) -> Option<(String, CellValue)> {
    if !(0.0..LAST_DAY + 1.0).contains(&serial) {
        return None;
    }
    // The bounds hold it far inside an i64.
    let total = (serial * DAY_MS as f64).round() as i64;
    let (days, rest) = (total.div_euclid(DAY_MS), total.rem_euclid(DAY_MS));
    let time = clock(rest);
    if days == 0 && !is_1904 {
        // Before the first day there are only times of day.
        return Some((time, CellValue::Duration(iso_duration(rest))));
    }
    let first: Date = match (is_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, ..60) => date(1899, 12, 31),
        // The 1900 system holds 1900-02-29, a day that never was.
        (false, 60) => return None,
        (false, _) => date(1899, 12, 30),
    };
    let day = first.checked_add(Span::new().try_days(days).ok()?).ok()?;
    let text = if rest == 0 { day.to_string() } else { format!("{day}T{time}") };
    Some((text.clone(), CellValue::Date(text)))
}

fn as_duration(serial: f64) -> Option<(String, CellValue)> {
    if !(0.0..LAST_DAY + 1.0).contains(&serial) {
        return None;
    }
    let total = (serial * DAY_MS as f64).round() as i64;
    Some((clock(total), CellValue::Duration(iso_duration(total))))
}

fn parts(total_ms: i64) -> (i64, i64, i64, i64) {
    let seconds = total_ms / 1000;
    (seconds / 3600, seconds / 60 % 60, seconds % 60, total_ms % 1000)
}

fn clock(total_ms: i64) -> String {
    let (hours, minutes, seconds, ms) = parts(total_ms);
    match ms {
        0 => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        ms => format!("{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"),
    }
}

fn iso_duration(total_ms: i64) -> String {
    let (hours, minutes, seconds, ms) = parts(total_ms);
    match ms {
        0 => format!("PT{hours}H{minutes}M{seconds}S"),
        ms => format!("PT{hours}H{minutes}M{seconds}.{ms:03}S"),
    }
}

/// The formats that every program has without writing them out; 27 to 36 and 50 to 58 are dates of East Asian ones.
fn by_id(id: u64) -> Look {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Look::Date,
        46 => Look::Duration,
        _ => Look::Plain,
    }
}

/// Judges a format code by its first section: letters of dates and times outside quotes, escapes and brackets.
fn by_code(code: &str) -> Look {
    let code = &code[..code.floor_char_boundary(MOST_CODE_BYTES)];
    let mut letters = code.chars().peekable();
    let mut look = Look::Plain;
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let is_count = |unit: char| !inside.is_empty() && inside.chars().all(|letter| letter == unit);
                if ['h', 'm', 's'].into_iter().any(is_count) {
                    return Look::Duration;
                }
            }
            'G' | 'g' if look == Look::Plain => {
                // `General`, which holds letters but shows a number.
                let word: String = letters.clone().take(6).collect();
                if word.eq_ignore_ascii_case("eneral") {
                    letters.nth(5);
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => look = Look::Date,
            _ => {}
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_dates_from_numbers() {
        let check = |code, look| assert_eq!(by_code(code), look, "{code}");
        check("General", Look::Plain);
        check("0.00E+00", Look::Plain);
        check("#,##0.00\\ \"días\"", Look::Plain);
        check("[$USD-409]\\ #,##0", Look::Plain);
        check("[Red]0;[Blue]yyyy", Look::Plain);
        check("yyyy\\-mm\\-dd", Look::Date);
        check("d \"de\" mmmm \"de\" yyyy", Look::Date);
        check("[$-C0A]dddd\\,\\ d", Look::Date);
        check("h:mm AM/PM", Look::Date);
        check("[h]:mm:ss", Look::Duration);
        check("[mm]:ss", Look::Duration);
        check("\"d", Look::Plain);
        check("[", Look::Plain);
    }

    #[test]
    fn serials_become_iso_dates() {
        let check = |stored, is_1904, text: &str| {
            assert_eq!(shown(stored, Look::Date, is_1904).0, text, "{stored}");
        };
        check("1", false, "1900-01-01");
        check("59", false, "1900-02-28");
        check("60", false, "60");
        check("61", false, "1900-03-01");
        check("45731", false, "2025-03-15");
        check("45731.354166666664", false, "2025-03-15T08:30:00");
        check("44269", true, "2025-03-15");
        check("0", true, "1904-01-01");
        check("0.75", false, "18:00:00");
        check("-3", false, "-3");
        check("2958466", false, "2958466");
        check("2958465", false, "9999-12-31");
        check("1e999", false, "1e999");
    }

    #[test]
    fn values_follow_the_text() {
        let check = |stored, look, text: &str, value| {
            assert_eq!(shown(stored, look, false), (text.to_owned(), value));
        };
        check("0.1", Look::Plain, "0.1", CellValue::Number(0.1));
        check("1.5E-3", Look::Plain, "0.0015", CellValue::Number(0.0015));
        check(
            "12345678901234567",
            Look::Plain,
            "12345678901234567",
            CellValue::Number(12_345_678_901_234_567.0),
        );
        check("1.5", Look::Duration, "36:00:00", CellValue::Duration("PT36H0M0S".into()));
        check("45731", Look::Date, "2025-03-15", CellValue::Date("2025-03-15".into()));
        check("n/d", Look::Plain, "n/d", CellValue::Text);
    }
}
