//! Small things inside runs: symbols of picture fonts, form fields, labels of notes, addresses in field codes.

use std::collections::BTreeMap;

use crate::package::Tag;

/// The most notes whose labels are kept; later ones are labelled by their id.
const MOST_LABELS: usize = 1_000_000;

/// The most entries of a form's list; Word allows 25.
const MOST_ENTRIES: usize = 1000;

/// Labels of notes as a reader sees them: footnotes 1, 2, 3, endnotes i, ii, iii, in the order of the text
/// (ECMA-376 part 1, 17.11; the file holds ids only). A document's own numbering format is not looked at.
#[derive(Debug, Default)]
pub(super) struct Labels {
    footnotes: BTreeMap<String, String>,
    endnotes: BTreeMap<String, String>,
}

impl Labels {
    /// The label of the note with this id; a note seen for the first time gets the next one.
    pub(super) fn of(&mut self, id: &str, is_endnote: bool) -> String {
        let labels = if is_endnote { &mut self.endnotes } else { &mut self.footnotes };
        if let Some(label) = labels.get(id) {
            return label.clone();
        }
        if labels.len() >= MOST_LABELS {
            return id.to_owned();
        }
        let number = labels.len() + 1;
        let label = if is_endnote { roman(number) } else { number.to_string() };
        labels.insert(id.to_owned(), label.clone());
        label
    }
}

fn roman(mut number: usize) -> String {
    let signs = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut label = String::new();
    for (value, sign) in signs {
        while number >= value {
            label.push_str(sign);
            number -= value;
        }
    }
    label
}

/// The character that a symbol element shows (17.3.3.30). Picture fonts put theirs at U+F000; the boxes and marks of
/// forms, and what Symbol has of plain text, become the characters they look like, others keep their code.
pub(super) fn symbol(tag: &Tag<'_>) -> Option<char> {
    let code = u32::from_str_radix(tag.attr("char")?.trim(), 16).ok()?;
    let font = tag.attr("font").unwrap_or_default().to_lowercase();
    let low = code & 0xFF;
    let look = match (font.as_str(), low) {
        _ if code != low && code & 0xFF00 != 0xF000 => None,
        ("wingdings", 0x6C) => Some('●'),
        ("wingdings", 0x6E) => Some('■'),
        ("wingdings", 0x6F | 0x71 | 0x72 | 0xA8) => Some('☐'),
        ("wingdings", 0x77) => Some('◆'),
        ("wingdings", 0xA7) => Some('▪'),
        ("wingdings", 0xE0 | 0xE8) => Some('→'),
        ("wingdings", 0xFB) => Some('✗'),
        ("wingdings", 0xFC) => Some('✓'),
        ("wingdings", 0xFD | 0x78) => Some('☒'),
        ("wingdings", 0xFE) => Some('☑'),
        ("wingdings 2", 0x4F | 0xCF | 0xD0) => Some('✗'),
        ("wingdings 2", 0x50) => Some('✓'),
        ("wingdings 2", 0x51 | 0x53 | 0x54) => Some('☒'),
        ("wingdings 2", 0x52) => Some('☑'),
        ("wingdings 2", 0x2A | 0xA3) => Some('☐'),
        ("symbol", 0xB7) => Some('•'),
        ("symbol", 0x2D) => Some('−'),
        ("symbol", 0xB0) => Some('°'),
        ("symbol", 0xB1) => Some('±'),
        ("symbol", 0xA3) => Some('≤'),
        ("symbol", 0xB3) => Some('≥'),
        ("symbol", 0xB9) => Some('≠'),
        ("symbol", 0xBA) => Some('≡'),
        ("symbol", 0xAE) => Some('→'),
        ("symbol", 0xA9) => Some('♥'),
        _ => None,
    };
    look.or(char::from_u32(code)).filter(|&letter| letter != '\0')
}

/// A form field of the old kind, whose value is no text of the document (17.16.17).
#[derive(Debug, Default)]
pub(super) struct Form {
    is_list: bool,
    entries: Vec<String>,
    default: Option<String>,
    chosen: Option<String>,
}

impl Form {
    /// An empty check box or list.
    pub(super) fn new(is_list: bool) -> Self {
        Self { is_list, ..Self::default() }
    }

    /// Takes an element inside it.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        let value = tag.attr("val").map(std::borrow::Cow::into_owned);
        match tag.local() {
            "default" => self.default = value.or(Some("1".into())),
            "checked" | "result" => self.chosen = value.or(Some("1".into())),
            "listEntry" if self.entries.len() < MOST_ENTRIES => self.entries.push(value.unwrap_or_default()),
            _ => {}
        }
    }

    /// What it shows.
    pub(super) fn shown(&self) -> &str {
        let value = self.chosen.as_deref().or(self.default.as_deref()).unwrap_or("0");
        match self.is_list {
            true => value.parse().ok().and_then(|at: usize| self.entries.get(at)).map_or("", String::as_str),
            false if matches!(value, "0" | "false" | "off") => "☐",
            false => "☒",
        }
    }
}

/// The address in a field code such as ` HYPERLINK "https://example.org" \l "part" `.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start();
    let (word, mut rest) = rest.split_once(char::is_whitespace)?;
    if !word.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let (mut target, mut is_anchor) = (String::new(), false);
    loop {
        rest = rest.trim_start();
        let (argument, left) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        let is_quoted = rest.starts_with('"');
        rest = left;
        match argument {
            "" if !is_quoted => break,
            "\\l" if !is_quoted => is_anchor = true,
            switch if !is_quoted && switch.starts_with('\\') => {}
            anchor if is_anchor => {
                target.push('#');
                target.push_str(anchor);
                is_anchor = false;
            }
            address if target.is_empty() => target.push_str(address),
            _ => {}
        }
    }
    Some(target).filter(|target| !target.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{address, roman};

    #[test]
    fn addresses_come_out_of_field_codes() {
        let check = |code, target: Option<&str>| assert_eq!(address(code).as_deref(), target, "{code}");
        check(" HYPERLINK \"https://example.org/a b\" ", Some("https://example.org/a b"));
        check("hyperlink https://example.org", Some("https://example.org"));
        check(" HYPERLINK \\l \"parte\" ", Some("#parte"));
        check(" HYPERLINK \"https://example.org\" \\l \"x\" \\o \"tip\"", Some("https://example.org#x"));
        check(" PAGE ", None);
        check("HYPERLINK", None);
        check("HYPERLINK \"never closed", Some("never closed"));
    }

    #[test]
    fn endnotes_count_in_roman() {
        let check = |number, label| assert_eq!(roman(number), label);
        check(1, "i");
        check(4, "iv");
        check(1949, "mcmxlix");
    }
}
