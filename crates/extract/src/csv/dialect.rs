//! What separates cells and rows in a file, taken from its first rows. Reads no cell.

use std::collections::BTreeMap;

use super::scan::{End, Scanner, Shape};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// An ASCII character.
    pub(super) delimiter: u8,
    /// How many cells most rows have; 1 when that is not known.
    pub(super) columns: usize,
    /// Whether rows end with a lone carriage return (old Mac files).
    pub(super) carriage_returns: bool,
    /// The length of a first line such as `sep=;`, and of its line end.
    pub(super) announcement: Option<(usize, usize)>,
}

impl Dialect {
    /// In order of preference where the rows speak for two: commas stand in numbers and prose, tabs hardly do.
    const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

    /// How many rows are looked at.
    const ROWS: usize = 200;

    /// The share of rows, in per cent, that must have the same number of cells.
    const LEAST_SHARE: usize = 30;

    /// What a claimed format adds to its delimiter's share.
    const CLAIM: usize = 10;

    /// The dialect of a file that begins with `text`.
    pub(super) fn sniff(text: &str, is_last: bool, claims_tabs: bool) -> Self {
        let carriage_returns = text.contains('\r') && !text.contains('\n');
        let plain = Self { delimiter: b',', columns: 1, carriage_returns, announcement: None };
        if let Some((delimiter, words, line_end)) = announcement(text) {
            let dialect = Self { delimiter, ..plain };
            let (_, columns) = dialect.consistency(&text[words + line_end..], is_last);
            return Self { columns, announcement: Some((words, line_end)), ..dialect };
        }
        let claimed = if claims_tabs { b'\t' } else { b',' };
        let mut best = (Self::LEAST_SHARE, Self { delimiter: claimed, ..plain });
        for delimiter in Self::DELIMITERS {
            let dialect = Self { delimiter, ..plain };
            let (share, columns) = dialect.consistency(text, is_last);
            let claim = if claims_tabs && delimiter == claimed && share > 0 { Self::CLAIM } else { 0 };
            if share + claim > best.0 {
                best = (share + claim, Self { columns, ..dialect });
            }
        }
        best.1
    }

    /// The largest share of rows, in per cent, with one number of cells above 1, and that number.
    fn consistency(self, text: &str, is_last: bool) -> (usize, usize) {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        let rows = self.widths(text, is_last);
        for width in rows.iter().filter(|width| **width > 1) {
            *widths.entry(*width).or_default() += 1;
        }
        let most = widths.into_iter().max_by_key(|(width, count)| (*count, *width));
        most.map_or((0, 1), |(width, count)| (count * 100 / rows.len(), width))
    }

    /// The number of cells of each row that is not blank. A last row that may be cut off does not count.
    fn widths(self, text: &str, is_last: bool) -> Vec<usize> {
        let mut scanner = Scanner::new(self);
        let (mut rows, mut width, mut at, mut blank) = (Vec::new(), 1, 0, true);
        while rows.len() < Self::ROWS {
            let rest = &text[at..];
            let (length, end, skip) = match scanner.shape(rest, at as u64, is_last) {
                Shape::More => break,
                Shape::Quoted { after, end, skip, .. } => (after, end, skip),
                Shape::Plain | Shape::Stray => match scanner.plain(rest, is_last) {
                    Some(found) => found,
                    None => break,
                },
            };
            at += length + skip;
            blank &= length == 0;
            match end {
                End::Cell => (width, blank) = (width + 1, false),
                _ if !blank => {
                    rows.push(width);
                    (width, blank) = (1, true);
                }
                _ => {}
            }
            if end == End::Input {
                break;
            }
        }
        rows
    }
}

/// A first line that names the delimiter, as spreadsheets write it: the delimiter, the line's length and its end's.
fn announcement(text: &str) -> Option<(u8, usize, usize)> {
    let length = text.bytes().take(16).position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let (line, rest) = text.split_at(length);
    let bare = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let (word, delimiter) = bare.split_at_checked(4)?;
    let &[delimiter] = delimiter.as_bytes() else { return None };
    let known = word.eq_ignore_ascii_case("sep=") && delimiter.is_ascii() && delimiter != b'"';
    known.then_some((delimiter, length, if rest.starts_with("\r\n") { 2 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: char, columns: usize) {
        let found = Dialect::sniff(text, true, false);
        assert_eq!((char::from(found.delimiter), found.columns), (delimiter, columns), "{text:?}");
    }

    #[test]
    fn the_most_consistent_delimiter_wins() {
        check("nombre,edad,lugar\nAna,30,Lima\n\nLuis,,\n", ',', 3);
        check("Nombre;Monto\nPérez, Ana;1,50\nRuiz, Luis;2,75\n", ';', 2);
        check("1,5;2,5\n3,5;4,5\n", ';', 2);
        check("a|b|c\nx, y|z|w\n", '|', 3);
        check("name\tnote\nAna\ta, b; c\nLuis\td, e; f\n", '\t', 2);
        check("\"a;b;c\",1\n\"d;e\",2\n\"f\ng;h\",3\n", ',', 2);
        check("Lista de personas, según la oficina\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n", ';', 3);
    }

    #[test]
    fn one_column_has_no_delimiter() {
        check("Ana Pérez\nLuis Ruiz\nEva; la otra\nNora\nSara\n", ',', 1);
        check("", ',', 1);
        assert_eq!(Dialect::sniff("Ana\nLuis\n", true, true).delimiter, b'\t');
    }

    #[test]
    fn a_claim_is_a_hint_only() {
        assert_eq!(Dialect::sniff("a\tb,c\nd\te,f\n", true, true).delimiter, b'\t');
        assert_eq!(Dialect::sniff("a,b,c\nd,e,f\n", true, true).delimiter, b',');
    }

    #[test]
    fn an_announced_delimiter_counts() {
        let found = Dialect::sniff("sep=;\r\na,b;c,d\r\n", true, false);
        assert_eq!((found.delimiter, found.columns, found.announcement), (b';', 2, Some((5, 2))));
        assert_eq!(Dialect::sniff("\"SEP=|\"\na\n", true, false).announcement, Some((7, 1)));
        assert_eq!(Dialect::sniff("sep=ñ\na\n", true, false).announcement, None);
        assert_eq!(Dialect::sniff("sep=,;\na\n", true, false).announcement, None);
    }
}
