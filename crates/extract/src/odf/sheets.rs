//! The rows of OpenDocument sheets from the tokens of `content.xml`, a row at a time.
//!
//! Repeats of empty cells and rows cost nothing; repeats of filled ones are written out up to a bound. Drawings and
//! comments inside sheets are text and go to the reader of texts.

use std::ops::Range;

use model::{CellValue, Defect, DefectKind, MarkKind, Missing, Place};

use super::text::Content;
use crate::host::Host;
use crate::package::{Grid, Numbers, Piece, Shown, Tag, Text, Then, Token};

/// How many copies of cells a row's repeats are written out to.
const MOST_COPIES: u64 = 65_536;

/// The most bytes of a row that are held to be repeated.
const MOST_ROW_BYTES: usize = 4 * 1024 * 1024;

/// The most columns whose visibility is kept.
const MOST_COLUMNS: usize = 65_536;

/// How many spaces one element may stand for.
const MOST_SPACES: u64 = 1000;

/// The reading of the sheets.
pub(super) struct Sheets {
    /// Reads drawings and comments, and knows the styles.
    content: Content,
    /// How many elements are open of those that `content` is reading.
    aside: usize,
    numbers: Numbers,
    frames: Vec<Frame>,
    grid: Option<Grid>,
    name: String,
    hidden_columns: Vec<bool>,
    row: u64,
    row_times: u64,
    row_hidden: bool,
    column: u32,
    /// The filled cells of the open row.
    cells: Vec<Filled>,
    row_bytes: usize,
    cell: Option<Filled>,
    left_out: u64,
    uncomputed: u64,
    cut_short: u64,
}

/// An open element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    Sheet,
    Row,
    Cell,
    Paragraph,
    Link,
}

/// A cell with text.
#[derive(Default)]
struct Filled {
    column: u32,
    times: u64,
    covers: (u32, u32),
    covered: bool,
    has_formula: bool,
    text: String,
    value: Option<CellValue>,
    /// What is shown when the cell has no text of its own.
    stored: String,
    marks: Vec<(Range<usize>, MarkKind)>,
    link_start: usize,
    link: String,
    paragraphs: u64,
    paragraphs_open: u64,
    blank: bool,
    is_cut: bool,
}

impl Sheets {
    /// A reading whose drawings and comments go to `content`.
    pub(super) fn new(content: Content, numbers: Numbers) -> Self {
        Self {
            content,
            aside: 0,
            numbers,
            frames: Vec::new(),
            grid: None,
            name: String::new(),
            hidden_columns: Vec::new(),
            row: 0,
            row_times: 1,
            row_hidden: false,
            column: 0,
            cells: Vec::new(),
            row_bytes: 0,
            cell: None,
            left_out: 0,
            uncomputed: 0,
            cut_short: 0,
        }
    }

    /// Takes the next token; full parts go to `host`.
    pub(super) fn take(&mut self, token: Token<'_>, host: &mut dyn Host) -> Then {
        if self.aside > 0 {
            match &token {
                Token::Start(_) => self.aside += 1,
                Token::End => self.aside -= 1,
                Token::Text(_) => {}
            }
            let then = self.content.take(token, host);
            if then == Then::Skip {
                self.aside -= 1;
            }
            return then;
        }
        match token {
            Token::Start(tag) => {
                self.content.styles.take(&tag);
                match tag.name() {
                    "office:annotation" | "table:shapes" => return self.step_aside(tag, host),
                    name if name.starts_with("draw:") => return self.step_aside(tag, host),
                    "office:scripts"
                    | "office:font-face-decls"
                    | "office:forms"
                    | "table:dde-links"
                    | "table:content-validations"
                    | "table:named-expressions"
                    | "table:database-ranges"
                    | "table:data-pilot-tables"
                    | "office:event-listeners" => return Then::Skip,
                    "table:tracked-changes" => {
                        let place = Place::Member {
                            path: "content.xml".into(),
                            start: tag.at.start,
                            end: tag.at.end,
                        };
                        let detail = "recorded changes of cells";
                        let kind = DefectKind::UnsupportedFeature;
                        host.defect(Defect::at(place, kind, Missing::Unknown, detail));
                        return Then::Skip;
                    }
                    _ => {}
                }
                let frame = self.start(&tag);
                self.frames.push(frame);
            }
            Token::End => {
                if let Some(frame) = self.frames.pop() {
                    self.end(frame, host);
                }
            }
            Token::Text(text) => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs_open > 0) {
                    match cell.text.len() < MOST_ROW_BYTES {
                        true => cell.put(&text),
                        false => self.cut_short += u64::from(!std::mem::replace(&mut cell.is_cut, true)),
                    }
                }
            }
        }
        Then::On
    }

    /// Hands on the rest, and gives back the reader of texts.
    pub(super) fn finish(mut self, host: &mut dyn Host) -> Content {
        while let Some(frame) = self.frames.pop() {
            self.end(frame, host);
        }
        self.content
    }

    /// Lets the reader of texts read an element.
    fn step_aside(&mut self, tag: Tag<'_>, host: &mut dyn Host) -> Then {
        let place = (self.cell.is_some()).then(|| Place::Cell {
            sheet: self.name.clone(),
            row: self.row,
            column: self.column,
        });
        self.content.comments_at(place);
        let then = self.content.take(Token::Start(tag), host);
        self.aside = usize::from(then == Then::On);
        then
    }

    fn start(&mut self, tag: &Tag<'_>) -> Frame {
        match (tag.name(), &mut self.cell) {
            ("table:table", _) if self.grid.is_none() => {
                self.name = tag.attr("table:name").unwrap_or_default().into_owned();
                let hidden = self.content.styles.hides("table", tag, "table:style-name");
                self.grid = Some(Grid::new(&self.name, hidden, self.numbers.next()));
                (self.row, self.column) = (0, 0);
                self.hidden_columns.clear();
                Frame::Sheet
            }
            ("table:table-column", None) => {
                let count =
                    usize::try_from(times(tag, "table:number-columns-repeated")).unwrap_or(MOST_COLUMNS);
                let end = self.hidden_columns.len().saturating_add(count).min(MOST_COLUMNS);
                self.hidden_columns.resize(end, is_hidden(tag));
                Frame::Plain
            }
            ("table:table-row", None) if self.grid.is_some() => {
                self.row_times = times(tag, "table:number-rows-repeated");
                self.row_hidden = is_hidden(tag);
                self.column = 0;
                Frame::Row
            }
            ("table:table-cell" | "table:covered-table-cell", None) if self.grid.is_some() => {
                self.cell = Some(Filled::new(tag, self.column));
                Frame::Cell
            }
            ("text:p" | "text:h", Some(cell)) => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.paragraphs_open += 1;
                cell.blank = true;
                Frame::Paragraph
            }
            ("text:a", Some(cell)) => {
                cell.link_start = cell.text.len();
                cell.link = tag.attr("xlink:href").unwrap_or_default().into_owned();
                Frame::Link
            }
            ("text:s", Some(cell)) => {
                let count = tag.number("text:c").unwrap_or(1);
                self.cut_short += u64::from(count > MOST_SPACES);
                cell.sign(&" ".repeat(count.min(MOST_SPACES) as usize));
                Frame::Plain
            }
            ("text:tab", Some(cell)) => {
                cell.sign("\t");
                Frame::Plain
            }
            ("text:line-break", Some(cell)) => {
                cell.sign("\n");
                Frame::Plain
            }
            _ => Frame::Plain,
        }
    }

    fn end(&mut self, frame: Frame, host: &mut dyn Host) {
        match frame {
            Frame::Plain => {}
            Frame::Paragraph => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs_open -= 1;
                }
            }
            Frame::Link => {
                if let Some(cell) = &mut self.cell {
                    let target = std::mem::take(&mut cell.link);
                    cell.marks.push((cell.link_start..cell.text.len(), MarkKind::Link { target }));
                }
            }
            Frame::Cell => self.end_cell(host),
            Frame::Row => {
                self.write_row(host);
                self.row = self.row.saturating_add(self.row_times);
            }
            Frame::Sheet => {
                if let Some(grid) = self.grid.take() {
                    grid.finish(host);
                }
                let place = Place::Cell { sheet: self.name.clone(), row: 0, column: 0 };
                let copies = "copies of repeated cells were not written out";
                let losses = [
                    (&mut self.left_out, DefectKind::TooLarge, copies),
                    (&mut self.uncomputed, DefectKind::UnsupportedFeature, "formulas without a stored value"),
                    (&mut self.cut_short, DefectKind::TooLarge, "cells too long to be shown whole"),
                ];
                for (count, kind, detail) in losses {
                    let count = std::mem::take(count);
                    if count > 0 {
                        let detail = format!("{count} {detail}");
                        host.defect(Defect::at(place.clone(), kind, Missing::Rows(count), detail));
                    }
                }
            }
        }
    }

    fn end_cell(&mut self, host: &mut dyn Host) {
        let Some(mut cell) = self.cell.take() else { return };
        self.column = self.column.saturating_add(u32::try_from(cell.times).unwrap_or(u32::MAX));
        if cell.text.is_empty() {
            cell.text = std::mem::take(&mut cell.stored);
        }
        if cell.text.is_empty() {
            self.uncomputed += u64::from(cell.has_formula && cell.value.is_none());
            return;
        }
        let whole = 0..cell.text.len();
        if cell.covered || self.row_hidden {
            cell.marks.push((whole, MarkKind::Hidden));
        }
        self.row_bytes += cell.text.len();
        self.cells.push(cell);
        if self.row_bytes > MOST_ROW_BYTES {
            // Too large to be held, so too large to be repeated as a whole.
            let times = std::mem::replace(&mut self.row_times, 1);
            let in_row = in_row(&self.cells);
            self.left_out = self.left_out.saturating_add(in_row.saturating_mul(times - 1));
            self.write_row(host);
            self.row_times = times;
        }
    }

    /// Writes the open row as often as it is repeated.
    fn write_row(&mut self, host: &mut dyn Host) {
        let cells = std::mem::take(&mut self.cells);
        self.row_bytes = 0;
        let Some(grid) = &mut self.grid else { return };
        let (mut written, mut copies) = (0_u64, 0_u64);
        for time in 0..self.row_times {
            if cells.is_empty() || copies > MOST_COPIES {
                break;
            }
            for cell in &cells {
                for across in 0..cell.times {
                    let is_copy = time > 0 || across > 0;
                    copies += u64::from(is_copy);
                    if is_copy && copies > MOST_COPIES {
                        break;
                    }
                    let column = cell.column.saturating_add(u32::try_from(across).unwrap_or(u32::MAX));
                    let hidden = self.hidden_columns.get(column as usize) == Some(&true);
                    grid.cell(self.row.saturating_add(time), column, cell.shown(hidden), host);
                    written += 1;
                }
            }
        }
        let all = in_row(&cells).saturating_mul(self.row_times);
        self.left_out = self.left_out.saturating_add(all.saturating_sub(written));
    }
}

impl Filled {
    fn new(tag: &Tag<'_>, column: u32) -> Self {
        let read = |name: &str| tag.attr(name).map(std::borrow::Cow::into_owned);
        let span = |name: &str| u32::try_from(tag.number(name).unwrap_or(1)).unwrap_or(u32::MAX).max(1);
        let kind = read("office:value-type");
        let is_error = tag.attr("calcext:value-type").is_some_and(|kind| kind == "error");
        let stored = match kind.as_deref() {
            Some("date") => read("office:date-value"),
            Some("time") => read("office:time-value"),
            Some("boolean") => read("office:boolean-value").map(|value| value.to_uppercase()),
            Some("string") => read("office:string-value"),
            Some(_) => read("office:value"),
            None => None,
        };
        let stored = stored.unwrap_or_default();
        let value = match kind.as_deref() {
            _ if is_error => Some(CellValue::Error),
            Some("date") => Some(CellValue::Date(stored.clone())),
            Some("time") => Some(CellValue::Duration(stored.clone())),
            Some("boolean") => Some(CellValue::Boolean(stored == "TRUE")),
            Some("float" | "percentage" | "currency") => stored.trim().parse().ok().map(CellValue::Number),
            Some(_) => Some(CellValue::Text),
            None => None,
        };
        Self {
            column,
            times: times(tag, "table:number-columns-repeated"),
            covers: (span("table:number-rows-spanned"), span("table:number-columns-spanned")),
            covered: tag.name() == "table:covered-table-cell",
            has_formula: tag.attr("table:formula").is_some(),
            value,
            stored,
            ..Self::default()
        }
    }

    fn shown(&self, hidden: bool) -> Shown<'_> {
        let mut marks = self.marks.clone();
        if hidden && !marks.iter().any(|(_, kind)| *kind == MarkKind::Hidden) {
            marks.push((0..self.text.len(), MarkKind::Hidden));
        }
        let value = self.value.clone().unwrap_or(CellValue::Text);
        Shown { text: &self.text, value, covers: self.covers, marks }
    }

    /// Adds text with its white space collapsed.
    fn put(&mut self, text: &Text<'_>) {
        for piece in text.pieces() {
            match piece {
                Piece::Words(words, _, _) => {
                    for letter in words.chars() {
                        if letter != ' ' {
                            self.text.push(letter);
                        } else if !self.blank {
                            self.text.push(' ');
                        }
                        self.blank = letter == ' ';
                    }
                }
                Piece::Control(char::REPLACEMENT_CHARACTER, _) => self.sign("\u{FFFD}"),
                Piece::Control(..) => {
                    if !std::mem::replace(&mut self.blank, true) {
                        self.text.push(' ');
                    }
                }
            }
        }
    }

    fn sign(&mut self, sign: &str) {
        self.text.push_str(sign);
        self.blank = false;
    }
}

/// How many cells a row has, its repeats counted.
fn in_row(cells: &[Filled]) -> u64 {
    cells.iter().fold(0, |sum, cell| sum.saturating_add(cell.times))
}

fn times(tag: &Tag<'_>, name: &str) -> u64 {
    tag.number(name).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attr("table:visibility").is_some_and(|value| value != "visible")
}
