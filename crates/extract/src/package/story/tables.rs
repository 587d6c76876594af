//! The tables of a story: rows, cells, what they cover, and how often they repeat. Lays nothing out.

use std::cell::Cell as Shared;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use model::{Cell, CellValue, Mark, Part, Segment, Span, TableChunk};

use super::{MOST_BYTES, Story};

/// How many times a repeated row or cell is written out.
const MOST_REPEATS: u64 = 1000;

/// Numbers the tables of a document; shared by its stories.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbers(Rc<Shared<u32>>);

impl Numbers {
    /// The next table's number.
    pub(crate) fn next(&self) -> u32 {
        let number = self.0.get();
        self.0.set(number.saturating_add(1));
        number
    }
}

/// How a cell continues the one above it (ECMA-376 part 1, 17.4.84).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Merge {
    /// It stands alone.
    #[default]
    Alone,
    /// It is the first of several.
    First,
    /// It is covered by the one above.
    Covered,
}

impl Story {
    /// Begins a table.
    pub(crate) fn begin_table(&mut self, name: &str) {
        self.break_line();
        self.tables.push(Table { number: self.numbers.next(), name: name.into(), ..Table::default() });
    }

    /// Names the innermost open table.
    pub(crate) fn name_table(&mut self, name: &str) {
        if let Some(table) = self.tables.last_mut() {
            table.name = name.into();
        }
    }

    /// Ends the innermost table.
    pub(crate) fn end_table(&mut self) {
        self.tables.pop();
    }

    /// How many tables are open inside one another.
    pub(crate) fn tables_open(&self) -> usize {
        self.tables.len()
    }

    /// Begins a row of the innermost table.
    pub(crate) fn begin_row(&mut self) {
        // A row of a table inside a cell begins a line of that cell.
        let around = self.tables.len().checked_sub(2);
        if around.is_some_and(|around| self.tables[around].take_line_end()) {
            self.separate("\n");
        }
        let length = self.length();
        if let Some(table) = self.tables.last_mut() {
            (table.column, table.cells_in_row, table.row_start) = (0, 0, Some(length));
        }
    }

    /// Leaves columns of the row empty.
    pub(crate) fn skip_columns(&mut self, count: u64) {
        if let Some(table) = self.tables.last_mut() {
            table.column = table.column.saturating_add(narrow(count));
        }
    }

    /// Begins a cell in the next column of the row.
    pub(crate) fn begin_cell(&mut self) {
        if self.tables.last().is_some_and(|table| table.cells_in_row > 0) {
            self.separate("\t");
        }
        let start = self.length();
        if let Some(table) = self.tables.last_mut() {
            table.cells_in_row += 1;
            let (covers, merge) = ((1, 1), Merge::Alone);
            table.cell = Some(OpenCell { start, whole: true, covers, advance: 1, merge, ended: false });
        }
    }

    /// Says how many columns the open cell covers; the next cell of the row comes after them.
    pub(crate) fn cover_columns(&mut self, columns: u64) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.covers.1 = narrow(columns).max(1);
            cell.advance = u64::from(cell.covers.1);
        }
    }

    /// Says how many rows and columns the open cell covers; the covered ones come as cells of their own.
    pub(crate) fn span(&mut self, rows: u64, columns: u64) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.covers = (narrow(rows).max(1), narrow(columns).max(1));
        }
    }

    /// Says how the open cell continues the one above it.
    pub(crate) fn merge(&mut self, merge: Merge) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.merge = merge;
        }
    }

    /// Ends the cell and writes it `times` times; says how many of these were too many.
    pub(crate) fn end_cell(&mut self, times: u64) -> u64 {
        let end = self.length();
        let Some((cell, column)) = self.take_cell() else { return 0 };
        self.record(&cell, column, end);
        let filled = cell.start < end;
        let copies = if cell.whole || !filled { times.min(MOST_REPEATS) } else { 1 };
        let mut written = 1;
        while written < copies && self.part.text.len() < MOST_BYTES {
            self.part.push_unplaced("\t");
            let start = self.length();
            self.copy(cell.start..end);
            let copy = OpenCell { start, merge: Merge::Alone, ..cell };
            self.record(&copy, column.saturating_add(narrow(written)), self.length());
            written += 1;
        }
        self.skip_columns(times.max(cell.advance));
        if filled { times.saturating_sub(written) } else { 0 }
    }

    /// Ends the row and writes it `times` times; says how many of these were too many.
    pub(crate) fn end_row(&mut self, times: u64) -> u64 {
        let end = self.length();
        let Some(table) = self.tables.last_mut() else { return 0 };
        let (row, start, chunk) = (table.row, table.row_start.take(), table.chunk);
        table.row = row.saturating_add(times.max(1));
        if table.cells_in_row == 0 {
            return 0;
        }
        let cells: Vec<Cell> = chunk.map_or(Vec::new(), |chunk| {
            let cells = self.part.tables[chunk].cells.iter().rev();
            cells.take_while(|cell| cell.row == row).cloned().collect()
        });
        // A part that the row has filled ends with it: there is nothing left to copy from.
        let start = start.filter(|_| self.part.text.len() < MOST_BYTES);
        let inside = self.tables.len().checked_sub(2).filter(|&around| self.tables[around].cell.is_some());
        if inside.is_none() {
            self.separate("\n");
        }
        let mut written = 1;
        while let Some(from) = start
            && written < times.min(MOST_REPEATS)
            && !cells.is_empty()
            && self.part.text.len() < MOST_BYTES
        {
            self.part.push_unplaced(if inside.is_some() { "\n" } else { "" });
            let shift = self.length() - from;
            self.copy(from..end);
            if let Some(chunk) = chunk {
                let copies = cells.iter().rev().map(|cell| Cell {
                    row: row.saturating_add(written),
                    span: cell.span.shifted(shift),
                    ..cell.clone()
                });
                self.part.tables[chunk].cells.extend(copies);
            }
            self.part.push_unplaced(if inside.is_some() { "" } else { "\n" });
            written += 1;
        }
        if let Some(around) = inside.and_then(|around| self.tables[around].cell.as_mut()) {
            around.ended = true;
        }
        if self.tables.len() == 1 && self.part.text.len() >= Part::ENOUGH_BYTES {
            self.cut();
        }
        if cells.is_empty() { 0 } else { times.saturating_sub(written) }
    }

    fn take_cell(&mut self) -> Option<(OpenCell, u32)> {
        let table = self.tables.last_mut()?;
        Some((table.cell.take()?, table.column))
    }

    /// Notes a cell of the innermost table, which ends at `end`.
    fn record(&mut self, cell: &OpenCell, column: u32, end: u64) {
        let Some(table) = self.tables.last_mut() else { return };
        record(&mut self.part, table, cell, column, end);
    }

    /// Repeats a stretch of the part's own text, with its places and marks.
    fn copy(&mut self, range: Range<u64>) {
        let span = Span { start: range.start, end: range.end };
        let shift = self.length() - range.start;
        let inside = |other: &Span| other.start >= span.start && other.end <= span.end;
        let words = span.slice(&self.part.text).unwrap_or_default().to_owned();
        let segments = self.part.map.segments();
        let first = segments.partition_point(|segment| segment.text.start < span.start);
        let segments: Vec<Segment> =
            segments[first..].iter().take_while(|segment| inside(&segment.text)).cloned().collect();
        let marks: Vec<Mark> = self.part.marks.iter().filter(|mark| inside(&mark.span)).cloned().collect();
        self.part.push_unplaced(&words);
        for segment in segments {
            self.part.map.push(Segment { text: segment.text.shifted(shift), ..segment });
        }
        for mark in marks {
            self.part.mark(mark.span.shifted(shift), mark.kind);
        }
    }
}

/// A table that rows are being added to.
#[derive(Default)]
pub(super) struct Table {
    number: u32,
    name: String,
    row: u64,
    /// Where the row begins in the part; `None` when it began in an earlier part.
    row_start: Option<u64>,
    column: u32,
    cells_in_row: u64,
    cell: Option<OpenCell>,
    /// Which of the part's tables holds this one's cells.
    chunk: Option<usize>,
    /// The cell of the chunk that goes on downwards, by column.
    above: BTreeMap<u32, usize>,
}

/// The cell that words go into.
pub(super) struct OpenCell {
    start: u64,
    /// Whether it began in this part.
    whole: bool,
    covers: (u32, u32),
    /// How many columns further the next cell is.
    advance: u64,
    merge: Merge,
    /// Whether a paragraph ended in it, so that the next one begins a line.
    ended: bool,
}

impl Table {
    /// The open cell, if words go into one.
    pub(super) fn open_cell(&self) -> Option<&OpenCell> {
        self.cell.as_ref()
    }

    /// Begins a line in the open cell if a paragraph ended in it: says whether.
    pub(super) fn take_line_end(&mut self) -> bool {
        self.cell.as_mut().is_some_and(|cell| std::mem::take(&mut cell.ended))
    }

    /// Ends a paragraph in the open cell, when the part is `length` long; says whether there is such a cell.
    pub(super) fn end_line(&mut self, length: u64) -> bool {
        if let Some(cell) = &mut self.cell {
            cell.ended |= cell.start < length;
        }
        self.cell.is_some()
    }

    /// Ends the table's share of a part that is `end` long; it goes on in the next.
    pub(super) fn cut(&mut self, part: &mut Part, end: u64) {
        if let Some(mut cell) = self.cell.take() {
            record(part, self, &cell, self.column, end);
            (cell.start, cell.whole, cell.ended, cell.merge) = (0, false, false, Merge::Alone);
            self.cell = Some(cell);
        }
        (self.chunk, self.row_start) = (None, None);
        self.above.clear();
    }
}

impl OpenCell {
    /// Whether the next word in it begins a line, when the part is `length` long.
    pub(super) fn at_line_start(&self, length: u64) -> bool {
        self.ended || self.start == length
    }
}

fn record(part: &mut Part, table: &mut Table, cell: &OpenCell, column: u32, end: u64) {
    if let (Merge::Covered, Some(&above), Some(chunk)) = (cell.merge, table.above.get(&column), table.chunk) {
        part.tables[chunk].cells[above].covers.0 += 1;
    } else {
        table.above.remove(&column);
    }
    if cell.start == end {
        return;
    }
    let chunk = *table.chunk.get_or_insert_with(|| {
        part.tables.push(TableChunk { table: table.number, name: table.name.clone(), cells: Vec::new() });
        part.tables.len() - 1
    });
    let span = Span { start: cell.start, end };
    let cells = &mut part.tables[chunk].cells;
    if cell.merge == Merge::First {
        table.above.insert(column, cells.len());
    }
    cells.push(Cell { row: table.row, column, covers: cell.covers, span, value: CellValue::Text });
}

fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
