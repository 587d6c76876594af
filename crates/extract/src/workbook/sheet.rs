//! The rows of one XLSX sheet from its tokens, a cell at a time. Shows what the file stores: computes nothing.

use std::ops::Range;

use model::{CellValue, Defect, DefectKind, MarkKind, Missing, PartKind, Place};

use super::numbers::{Looks, shown};
use super::sides::{MOST_SHEET_BYTES, Sides};
use super::strings::{Strings, append, unescaped};
use crate::host::Host;
use crate::package::{Grid, Numbers, Shown, Story, Tag, Then, Token};

/// The most bytes of one cell; Excel allows 32,767 characters.
const MOST_CELL_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes of a formula that are looked at.
const MOST_FORMULA_BYTES: usize = 8 * 1024;

/// The columns of a sheet.
const COLUMNS: usize = 16_384;

/// What all sheets of a workbook share.
pub(super) struct Sources {
    pub(super) strings: Strings,
    pub(super) looks: Looks,
    pub(super) is_1904: bool,
}

/// The reading of one sheet.
pub(super) struct Sheet<'s> {
    name: String,
    sources: &'s Sources,
    sides: Sides,
    grid: Grid,
    margins: Story,
    open: Vec<Element>,
    /// Whether each column is hidden; shorter than the sheet when the rest is not.
    hidden_columns: Vec<bool>,
    row: u64,
    /// The row that one without a number of its own has.
    next_row: u64,
    row_hidden: bool,
    /// The column that a cell without a reference of its own has.
    next_column: u32,
    cell: Option<StoredCell>,
    margin: String,
    /// The bytes of the open page header.
    margin_at: Option<Range<u64>>,
    losses: Losses,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Other,
    Cell,
    Value,
    Formula,
    Margin,
}

#[derive(Default)]
struct StoredCell {
    column: u32,
    kind: String,
    style: usize,
    value: String,
    has_value: bool,
    formula: Option<String>,
}

/// What could not be shown, each with its count and first cell.
#[derive(Default)]
struct Losses {
    uncomputed: Loss,
    no_string: Loss,
    too_long: Loss,
    late: Loss,
}

#[derive(Default)]
struct Loss {
    count: u64,
    first: (u64, u32),
}

impl Loss {
    fn note(&mut self, row: u64, column: u32) {
        if self.count == 0 {
            self.first = (row, column);
        }
        self.count += 1;
    }
}

impl<'s> Sheet<'s> {
    /// A reading of the sheet that the workbook lists under this name, its `table`-th.
    pub(super) fn new(
        name: &str,
        hidden: bool,
        table: u32,
        path: &str,
        sides: Sides,
        sources: &'s Sources,
    ) -> Self {
        Self {
            name: name.into(),
            sources,
            sides,
            grid: Grid::new(name, hidden, table),
            margins: Story::new(PartKind::Margin, path.into(), Numbers::default()),
            open: Vec::new(),
            hidden_columns: Vec::new(),
            row: 0,
            next_row: 0,
            row_hidden: false,
            next_column: 0,
            cell: None,
            margin: String::new(),
            margin_at: None,
            losses: Losses::default(),
        }
    }

    /// Takes the next token; full parts go to `host`.
    pub(super) fn take(&mut self, token: Token<'_>, host: &mut dyn Host) -> Then {
        match token {
            Token::Start(tag) => match self.start(&tag) {
                Some(element) => self.open.push(element),
                None => return Then::Skip,
            },
            Token::End => match self.open.pop() {
                Some(Element::Cell) => self.end_cell(host),
                Some(Element::Margin) => {
                    let margin = std::mem::take(&mut self.margin);
                    let at = self.margin_at.take().unwrap_or(0..0);
                    for line in without_codes(&margin).lines().filter(|line| !line.trim().is_empty()) {
                        self.margins.put(line.trim(), at.clone(), false);
                        self.margins.end_line();
                    }
                }
                _ => {}
            },
            Token::Text(text) => match (self.open.last(), &mut self.cell) {
                (Some(Element::Value), Some(cell))
                    if cell.value.len() + text.words.len() <= MOST_CELL_BYTES =>
                {
                    append(&mut cell.value, &text.words);
                }
                (Some(Element::Value), Some(cell)) => self.losses.too_long.note(self.row, cell.column),
                (Some(Element::Formula), Some(StoredCell { formula: Some(formula), .. }))
                    if formula.len() + text.words.len() <= MOST_FORMULA_BYTES =>
                {
                    formula.push_str(&text.words);
                }
                (Some(Element::Margin), _) if self.margin.len() > MOST_CELL_BYTES => {
                    self.losses.too_long.note(0, 0);
                }
                (Some(Element::Margin), _) => {
                    self.margin_at.get_or_insert(text.at.clone()).end = text.at.end;
                    append(&mut self.margin, &text.words);
                }
                _ => {}
            },
        }
        Then::On
    }

    /// Hands on the rest, and what could not be shown.
    pub(super) fn finish(mut self, host: &mut dyn Host) {
        self.end_cell(host);
        self.grid.finish(host);
        self.margins.finish();
        self.margins.drain(host);
        let Losses { uncomputed, no_string, too_long, mut late } = self.losses;
        late.count += self.sides.left_out;
        let late_detail = format!(
            "merged ranges and links not shown: the sheet has more than {MOST_SHEET_BYTES} bytes, or too many of them"
        );
        let losses = [
            (uncomputed, DefectKind::UnsupportedFeature, "formulas without a stored value".to_owned()),
            (no_string, DefectKind::Damaged, "cells whose shared string is not there".to_owned()),
            (too_long, DefectKind::TooLarge, format!("cells of more than {MOST_CELL_BYTES} bytes")),
            (late, DefectKind::UnsupportedFeature, late_detail),
        ];
        for (Loss { count, first: (row, column) }, kind, detail) in losses {
            if count > 0 {
                let place = Place::Cell { sheet: self.name.clone(), row, column };
                host.defect(Defect::at(place, kind, Missing::Rows(count), format!("{count}: {detail}")));
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Option<Element> {
        Some(match (tag.local(), self.open.last()) {
            ("rPh" | "extLst", _) => return None,
            ("col", _) => {
                if is_on(tag.attr("hidden").as_deref()) {
                    let column = |name| tag.number(name).and_then(|number| usize::try_from(number).ok());
                    let first = column("min").unwrap_or(1).saturating_sub(1).min(COLUMNS);
                    let end = column("max").unwrap_or(0).clamp(first, COLUMNS.max(first));
                    self.hidden_columns.resize(self.hidden_columns.len().max(end), false);
                    self.hidden_columns[first.min(end)..end].fill(true);
                }
                Element::Other
            }
            ("row", _) => {
                self.row = tag.number("r").map_or(self.next_row, |number| number.saturating_sub(1));
                self.next_row = self.row.saturating_add(1);
                self.row_hidden = is_on(tag.attr("hidden").as_deref());
                self.next_column = 0;
                Element::Other
            }
            ("c", _) => {
                let at = tag.attr("r").and_then(|cell| reference(&cell));
                if let Some((row, _)) = at {
                    self.row = row;
                }
                self.cell = Some(StoredCell {
                    column: at.map_or(self.next_column, |(_, column)| column),
                    kind: tag.attr("t").unwrap_or_default().into_owned(),
                    style: tag.number("s").and_then(|style| usize::try_from(style).ok()).unwrap_or(0),
                    ..StoredCell::default()
                });
                Element::Cell
            }
            ("v", Some(Element::Cell)) => self.value(),
            ("t", _) if self.cell.is_some() => self.value(),
            ("f", Some(Element::Cell)) => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = Some(String::new());
                }
                Element::Formula
            }
            ("mergeCell" | "hyperlink", _) if !self.sides.known => {
                let (row, column) = tag.attr("ref").and_then(|cell| reference(&cell)).unwrap_or_default();
                self.losses.late.note(row, column);
                Element::Other
            }
            ("oddHeader" | "evenHeader" | "firstHeader" | "oddFooter" | "evenFooter" | "firstFooter", _) => {
                Element::Margin
            }
            _ => Element::Other,
        })
    }

    fn value(&mut self) -> Element {
        if let Some(cell) = &mut self.cell {
            cell.has_value = true;
        }
        Element::Value
    }

    fn end_cell(&mut self, host: &mut dyn Host) {
        let Some(cell) = self.cell.take() else { return };
        let (row, column) = (self.row, cell.column);
        self.next_column = column.saturating_add(1);
        // A formula may give the empty text; as a number, nothing is stored.
        if cell.value.is_empty() && !(cell.has_value && cell.kind == "str") {
            if cell.formula.is_some() {
                self.losses.uncomputed.note(row, column);
            }
            return;
        }
        let sources = self.sources;
        let (text, value) = match cell.kind.as_str() {
            "s" => match cell.value.trim().parse().ok().and_then(|number| sources.strings.get(number)) {
                Some(text) => (text.to_owned(), CellValue::Text),
                None => return self.losses.no_string.note(row, column),
            },
            "str" | "inlineStr" => (unescaped(&cell.value), CellValue::Text),
            "b" => {
                let is_true = is_on(Some(cell.value.trim()));
                (if is_true { "TRUE" } else { "FALSE" }.to_owned(), CellValue::Boolean(is_true))
            }
            "e" => (cell.value, CellValue::Error),
            "d" => (cell.value.clone(), CellValue::Date(cell.value)),
            _ => shown(&cell.value, sources.looks.get(cell.style), sources.is_1904),
        };
        let mut marks = Vec::new();
        let by_formula = cell.formula.as_deref().and_then(linked);
        if let Some(target) = self.sides.link_of(row, column).map(str::to_owned).or(by_formula) {
            marks.push((0..text.len(), MarkKind::Link { target }));
        }
        if self.row_hidden || self.hidden_columns.get(column as usize) == Some(&true) {
            marks.push((0..text.len(), MarkKind::Hidden));
        }
        let covers = self.sides.covers(row, column);
        self.grid.cell(row, column, Shown { text: &text, value, covers, marks }, host);
    }
}

/// Whether an attribute says yes.
pub(super) fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

/// Row and column, from 0, of a reference such as `B7` or `$B$7`.
pub(super) fn reference(text: &str) -> Option<(u64, u32)> {
    let text = text.trim().trim_start_matches('$');
    let digits = text.find(|letter: char| letter.is_ascii_digit() || letter == '$')?;
    let (letters, row) = text.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.chars() {
        let value = letter.to_ascii_uppercase().to_digit(36).filter(|value| (10..36).contains(value))? - 9;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let row: u64 = row.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The address in a formula such as `HYPERLINK("https://example.org","words")`.
fn linked(formula: &str) -> Option<String> {
    let start = formula.get(..11).filter(|start| start.eq_ignore_ascii_case("HYPERLINK(\""))?;
    let (address, _) = formula[start.len()..].split_once('"')?;
    Some(address.to_owned()).filter(|address| !address.is_empty())
}

/// A page header's or footer's words without its codes (18.3.1.46): the sections left, centre and right become lines;
/// page numbers, dates and file names, which are no text of the file, are left out.
fn without_codes(margin: &str) -> String {
    let mut words = String::new();
    let mut letters = margin.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '&' {
            words.push(letter);
            continue;
        }
        match letters.next() {
            Some('&') => words.push('&'),
            Some('L' | 'C' | 'R') => words.push('\n'),
            Some('"') => while letters.next().is_some_and(|letter| letter != '"') {},
            Some('K') => {
                letters.by_ref().take(6).for_each(drop);
            }
            Some('0'..='9') => while letters.next_if(char::is_ascii_digit).is_some() {},
            Some(code) if "PNDTGFABIUESXYZOH".contains(code) => {}
            other => {
                words.push('&');
                words.extend(other);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{linked, reference, without_codes};

    #[test]
    fn references_are_read() {
        let check = |text, cell| assert_eq!(reference(text), cell, "{text}");
        check("A1", Some((0, 0)));
        check("$AB$12", Some((11, 27)));
        check("XFD1048576", Some((1_048_575, 16_383)));
        check("A0", None);
        check("7", None);
        check("Ñ1", None);
        check("ZZZZZZZZZZ1", None);
    }

    #[test]
    fn headers_lose_their_codes_only() {
        let check = |margin, words| assert_eq!(without_codes(margin), words);
        check("&L&\"Arial,Bold\"&14Lista & cía&CPág. &P de &N&RA && B", "\nLista & cía\nPág.  de \nA & B");
        check("&K00-022rojo", "rojo");
        check("&", "&");
    }

    #[test]
    fn formulas_that_link_say_where() {
        assert_eq!(linked("HYPERLINK(\"https://a.example\",\"x\")").as_deref(), Some("https://a.example"));
        assert_eq!(linked("SUM(A1:A3)"), None);
    }
}
