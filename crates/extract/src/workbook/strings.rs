//! The shared strings of a workbook (ECMA-376 part 1, 18.4.8), one text and one offset each. Keeps no formatting.

use model::{Defect, DefectKind, Missing, Place};

use crate::host::Host;
use crate::package::{Package, Then, Token};

/// The most bytes of shared text that are held.
pub(super) const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The most shared strings that are held (8 bytes each).
pub(super) const MOST_STRINGS: usize = 32 * 1024 * 1024;

/// The most bytes of one shared string; Excel allows 32,767 characters.
const MOST_STRING_BYTES: usize = 4 * 1024 * 1024;

/// The shared strings.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the member. Strings beyond what is held are counted in a defect; cells that show one are too.
    pub(super) fn read(index: usize, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let mut strings = Self::default();
        let (mut left_out, mut cut_short) = (0_u64, 0_u64);
        let (mut current, mut is_cut) = (String::new(), false);
        // For each open element, whether it is a string ('s'), its text ('t') or neither.
        let mut open: Vec<char> = Vec::new();
        package.parse(index, host, &mut |token, _| {
            match token {
                Token::Start(tag) => open.push(match tag.local() {
                    // How the characters are pronounced: shown by none.
                    "rPh" | "phoneticPr" => return Then::Skip,
                    "si" => {
                        current.clear();
                        is_cut = false;
                        's'
                    }
                    "t" => 't',
                    _ => '-',
                }),
                Token::Text(text) if open.last() == Some(&'t') => {
                    match current.len() + text.words.len() <= MOST_STRING_BYTES {
                        true => append(&mut current, &text.words),
                        false => cut_short += u64::from(!std::mem::replace(&mut is_cut, true)),
                    }
                }
                Token::End if open.pop() == Some('s') => {
                    let text = unescaped(&current);
                    let is_full =
                        strings.ends.len() >= MOST_STRINGS || strings.text.len() + text.len() > MOST_BYTES;
                    // Once one is left out all later ones are: cells name them by their number.
                    if left_out > 0 || is_full {
                        left_out += 1;
                    } else {
                        strings.text.push_str(&text);
                        strings.ends.push(strings.text.len());
                    }
                }
                _ => {}
            }
            Then::On
        });
        let all = format!("more than {MOST_BYTES} bytes or {MOST_STRINGS} shared strings");
        let one = format!("shared strings of more than {MOST_STRING_BYTES} bytes");
        for (count, detail) in [(left_out, all), (cut_short, one)] {
            if count > 0 {
                let place = Place::Member { path: package.path(index).into(), start: 0, end: 0 };
                host.defect(Defect::at(place, DefectKind::TooLarge, Missing::Rows(count), detail));
            }
        }
        strings
    }

    /// The string with this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}

/// Adds text as XML gives it: line ends become line feeds (XML 1.0, 2.11), bytes that are no characters U+FFFD.
pub(super) fn append(to: &mut String, words: &str) {
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => to.push('\n'),
            '\n' | '\t' => to.push(letter),
            '\u{1A}' => to.push(char::REPLACEMENT_CHARACTER),
            ..' ' => to.push(' '),
            _ => to.push(letter),
        }
    }
}

/// Text with its `_xHHHH_` escapes resolved (22.9.2.19); carriage returns before line feeds are dropped.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                match letter {
                    '\r' => {}
                    ..' ' if !matches!(letter, '\n' | '\t') => plain.push(' '),
                    _ => plain.push(letter),
                }
                rest = &rest[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_resolve() {
        let check = |text, plain| assert_eq!(unescaped(text), plain);
        check("uno_x000D_\ndos", "uno\ndos");
        check("a_x005F_x000D_b", "a_x000D_b");
        check("_xZZZZ_ _x00", "_xZZZZ_ _x00");
        check("caf_x00E9_", "café");
        check("_xD800_", "_xD800_");
        check("_x00é0_", "_x00é0_");
    }
}
