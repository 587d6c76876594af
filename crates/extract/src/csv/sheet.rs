//! Writes rows into parts: a row is a line, its cells separated by tabs. Parses nothing.
//!
//! A part ends after a row. Only a row longer than [`Sheet::WIDE_BYTES`] goes on, after a tab, in the next part. A
//! cell longer than [`Sheet::PIECE_BYTES`] comes in pieces, each in its own part as a text cell with the same row
//! and column and nothing between them: the pieces' texts, one after the other, are the cell's.

use model::{Cell, CellValue, Part, PartKind, Span, TableChunk};

use super::value;
use crate::encoding::Window;
use crate::host::Host;

pub(super) struct Sheet<'h> {
    host: &'h mut dyn Host,
    part: Part,
    cells: Vec<Cell>,
    row: u64,
    column: u32,
    /// Where in the part's text the current cell begins.
    start: usize,
    /// Whether an earlier part holds a piece of the current cell.
    is_cut: bool,
    /// Whether the current row has anything in it.
    is_open: bool,
}

impl<'h> Sheet<'h> {
    /// The most text of one cell in one part.
    pub(super) const PIECE_BYTES: usize = 1024 * 1024;

    /// The length from which on a part ends inside a row.
    pub(super) const WIDE_BYTES: usize = 256 * 1024;

    pub(super) fn new(host: &'h mut dyn Host) -> Self {
        Self {
            host,
            part: empty(),
            cells: Vec::new(),
            row: 0,
            column: 0,
            start: 0,
            is_cut: false,
            is_open: false,
        }
    }

    /// Takes the next `length` bytes as a line that is no row.
    pub(super) fn line_outside(&mut self, window: &mut Window, length: usize) {
        window.take(length, &mut self.part);
        self.part.push_unplaced("\n");
        self.start = self.part.text.len();
    }

    /// Takes the next `length` bytes as the current cell's.
    pub(super) fn put(&mut self, window: &mut Window, length: usize) {
        let mut left = length;
        while left > 0 {
            let room = Self::PIECE_BYTES.saturating_sub(self.part.text.len() - self.start);
            let fits = window.text().floor_char_boundary(room.min(left));
            window.take(fits, &mut self.part);
            left -= fits;
            if left > 0 {
                self.push_cell(CellValue::Text);
                self.hand_over();
                self.is_cut = true;
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        let text = &self.part.text[self.start..];
        self.is_open |= self.is_cut || !text.is_empty();
        let value = if self.is_cut { CellValue::Text } else { value::of(text) };
        self.push_cell(value);
        self.is_cut = false;
    }

    pub(super) fn next_column(&mut self) {
        self.is_open = true;
        self.column = self.column.saturating_add(1);
        self.part.push_unplaced("\t");
        if self.part.text.len() >= Self::WIDE_BYTES {
            self.hand_over();
        }
        self.start = self.part.text.len();
    }

    pub(super) fn next_row(&mut self) {
        self.row += 1;
        self.column = 0;
        self.is_open = false;
        self.part.push_unplaced("\n");
        if self.part.text.len() >= Part::ENOUGH_BYTES {
            self.hand_over();
        }
        self.start = self.part.text.len();
    }

    /// Ends the last row, if anything is in it, and hands over what is left.
    pub(super) fn finish(&mut self) {
        if self.is_open {
            self.next_row();
        }
        if !self.part.text.is_empty() {
            self.hand_over();
        }
    }

    fn push_cell(&mut self, value: CellValue) {
        let span = Span { start: self.start as u64, end: self.part.text.len() as u64 };
        if !span.is_empty() {
            let (row, column) = (self.row, self.column);
            self.cells.push(Cell { row, column, covers: (1, 1), span, value });
        }
    }

    fn hand_over(&mut self) {
        let mut part = std::mem::replace(&mut self.part, empty());
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            part.tables.push(TableChunk { table: 0, name: String::new(), cells });
        }
        self.host.part(part);
        self.start = 0;
    }
}

fn empty() -> Part {
    Part::new(PartKind::Sheet { name: String::new(), hidden: false })
}
