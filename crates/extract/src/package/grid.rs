//! Rows of a sheet on their way into parts, from any spreadsheet format: a row is a line, each cell's place is the
//! cell. Holds one part at a time.

use std::ops::Range;

use model::{Cell, CellValue, MarkKind, Part, PartKind, Place, Span, Step, TableChunk};

use super::story::fitting;
use crate::host::Host;

/// The size at which a part ends even inside a row, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How many tabs at most stand for the columns between two cells; the cells' own numbers are exact.
const MOST_TABS: u32 = 64;

/// A sheet in the making.
pub(crate) struct Grid {
    name: String,
    hidden: bool,
    table: u32,
    part: Part,
    row: Option<u64>,
    /// The column of the last cell written in the row.
    column: u32,
}

/// A cell's content as a person sees it.
pub(crate) struct Shown<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// The value behind it.
    pub(crate) value: CellValue,
    /// How many rows and columns it covers.
    pub(crate) covers: (u32, u32),
    /// What stretches of the text (in bytes) mean.
    pub(crate) marks: Vec<(Range<usize>, MarkKind)>,
}

impl Grid {
    /// An empty sheet, the document's `table`-th.
    pub(crate) fn new(name: &str, hidden: bool, table: u32) -> Self {
        let part = Part::new(PartKind::Sheet { name: name.into(), hidden });
        Self { name: name.into(), hidden, table, part, row: None, column: 0 }
    }

    /// Adds a cell; cells come by row, then column. One without text is left out.
    pub(crate) fn cell(&mut self, row: u64, column: u32, shown: Shown<'_>, host: &mut dyn Host) {
        if shown.text.is_empty() {
            return;
        }
        if self.row != Some(row) {
            if self.part.text.len() >= Part::ENOUGH_BYTES {
                self.flush(host);
            } else if !self.part.text.is_empty() {
                self.part.push_unplaced("\n");
            }
            self.row = Some(row);
            self.part.push_unplaced(&"\t".repeat(column.min(MOST_TABS) as usize));
        } else {
            let tabs = column.saturating_sub(self.column).clamp(1, MOST_TABS);
            self.part.push_unplaced(&"\t".repeat(tabs as usize));
        }
        self.column = column;
        let mut from = 0;
        while from < shown.text.len() {
            let to = from + fitting(&shown.text[from..], MOST_BYTES, self.part.text.len());
            if to > from {
                self.piece(row, column, &shown, from..to);
            }
            if to < shown.text.len() {
                self.flush(host);
            }
            from = to;
        }
    }

    /// Hands the last part on.
    pub(crate) fn finish(mut self, host: &mut dyn Host) {
        self.flush(host);
    }

    fn piece(&mut self, row: u64, column: u32, shown: &Shown<'_>, range: Range<usize>) {
        let place = Place::Cell { sheet: self.name.clone(), row, column };
        let span = self.part.push(&shown.text[range.clone()], place, Step::Whole);
        for (stretch, kind) in &shown.marks {
            let (start, end) = (stretch.start.max(range.start), stretch.end.min(range.end));
            if start < end {
                let at = span.start - range.start as u64;
                self.part.mark(Span { start: at + start as u64, end: at + end as u64 }, kind.clone());
            }
        }
        if self.part.tables.is_empty() {
            let chunk = TableChunk { table: self.table, name: self.name.clone(), cells: Vec::new() };
            self.part.tables.push(chunk);
        }
        let cell = Cell { row, column, covers: shown.covers, span, value: shown.value.clone() };
        self.part.tables[0].cells.push(cell);
    }

    fn flush(&mut self, host: &mut dyn Host) {
        if self.part.text.is_empty() {
            return;
        }
        self.part.push_unplaced("\n");
        let next = Part::new(PartKind::Sheet { name: self.name.clone(), hidden: self.hidden });
        host.part(std::mem::replace(&mut self.part, next));
    }
}
