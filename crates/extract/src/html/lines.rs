//! Writes running text into parts: collapses white space as browsers do, breaks lines, keeps the place of every
//! stretch, closes marks and cells where a part ends and opens them again in the next. Knows no markup.

use std::collections::BTreeMap;

use model::{Cell, CellValue, Mark, MarkKind, Part, PartKind, Span, Step, TableChunk};

use super::spot::{Ground, Spot, Words};

/// A table cell that is being filled.
#[derive(Debug, Clone)]
pub(crate) struct OpenCell {
    /// Number of the table in the document.
    pub(crate) table: u32,
    /// Row in the table, from 0.
    pub(crate) row: u64,
    /// Column in the table, from 0.
    pub(crate) column: u32,
    /// How many rows and columns it covers.
    pub(crate) covers: (u32, u32),
}

/// What an open stretch will be when it ends.
#[derive(Debug, Clone)]
pub(crate) enum Stretch {
    Mark(MarkKind),
    Cell(OpenCell),
    /// Nothing of its own; whoever closes it gets its words.
    TableName,
}

/// White space owed before the next words.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    /// Line ends: 1 for a new line, 2 for one empty line between.
    lines: u8,
    /// Tabs between cells.
    tabs: u32,
    space: Option<Option<Spot>>,
}

/// Writes parts of one kind.
pub(crate) struct Lines<'o> {
    out: &'o mut dyn FnMut(Part),
    ground: Ground,
    part: Part,
    gap: Gap,
    /// What is open, with the byte of the part's text at which it begins once it has words.
    open: Vec<(Stretch, Option<u64>)>,
    /// How many of `open`, from the outermost, have words.
    begun: usize,
    /// Names of open tables.
    names: BTreeMap<u32, String>,
    /// How many line ends were written.
    breaks: u64,
    /// How many tables are open.
    tables: u32,
    row_is_empty: bool,
    /// This part's cells by table.
    chunks: BTreeMap<u32, TableChunk>,
}

impl<'o> Lines<'o> {
    /// A part is not cut inside a table's row below this size.
    const LONG_BYTES: usize = 4 * Part::ENOUGH_BYTES;
    /// A line is cut at this size, inside a word if need be.
    const LONGEST_BYTES: usize = Part::MOST_BYTES / 4;

    pub(crate) fn new(kind: PartKind, ground: Ground, out: &'o mut dyn FnMut(Part)) -> Self {
        Self {
            out,
            ground,
            part: Part::new(kind),
            gap: Gap::default(),
            open: Vec::new(),
            begun: 0,
            names: BTreeMap::new(),
            breaks: 0,
            tables: 0,
            row_is_empty: true,
            chunks: BTreeMap::new(),
        }
    }

    /// What the spots count in.
    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Writes words with their white space collapsed: runs of it become one space, none begins or ends a line
    /// (CSS Text 3, section 4.1).
    pub(crate) fn say(&mut self, text: &str, spot: Spot) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            if is_space(bytes[at]) {
                while at < bytes.len() && is_space(bytes[at]) {
                    at += 1;
                }
                self.space(Some(spot.slice(text, start, at)));
                continue;
            }
            // Words with single spaces between them are one stretch.
            while at < bytes.len()
                && (!is_space(bytes[at])
                    || bytes[at] == b' ' && bytes.get(at + 1).is_some_and(|&next| !is_space(next)))
            {
                at += 1;
            }
            self.put(&text[start..at], spot.slice(text, start, at));
        }
    }

    /// Writes words with their white space kept.
    pub(crate) fn say_as_is(&mut self, text: &str, spot: Spot) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            self.put(line, spot.slice(text, at, end));
            if line.ends_with('\n') {
                self.breaks += 1;
                self.cut_if_enough();
            }
            at = end;
        }
    }

    /// Writes collected words with their white space collapsed.
    pub(crate) fn say_words(&mut self, words: &Words) {
        words.pieces().for_each(|(text, spot)| self.say(text, spot));
    }

    /// Writes text that stands nowhere in the source.
    pub(crate) fn say_unplaced(&mut self, text: &str) {
        self.fill_gap();
        self.begin_stretches();
        self.part.push_unplaced(text);
    }

    /// Owes a space, unless a line or cell begins here.
    pub(crate) fn space(&mut self, spot: Option<Spot>) {
        let fresh = self.gap.lines > 0 || self.gap.tabs > 0 || self.at_line_start();
        match (&mut self.gap.space, spot) {
            _ if fresh => {}
            // The tokenizer passes over the line feed of CR LF, which is one or, in UTF-16, two bytes.
            (Some(Some(before)), Some(spot)) if spot.start.saturating_sub(before.end) <= 2 => {
                *before = Spot::whole(before.start, spot.end);
            }
            (Some(_), _) => {}
            (space, spot) => *space = Some(spot),
        }
    }

    /// Owes a new line, unless a line or cell begins here.
    pub(crate) fn line(&mut self) {
        if self.gap.tabs == 0 {
            self.gap.lines = self.gap.lines.max(1);
        }
    }

    /// Owes one line end more: a second one makes an empty line, a third nothing.
    pub(crate) fn line_end(&mut self) {
        if self.gap.tabs == 0 && !self.part.text.is_empty() {
            self.gap.lines = (self.gap.lines + 1).min(2);
        }
    }

    /// Owes a tab, after which a cell begins.
    pub(crate) fn tab(&mut self) {
        if !self.row_is_empty {
            self.gap.lines = 0;
        }
        self.gap.space = None;
        self.gap.tabs = self.gap.tabs.saturating_add(1);
    }

    /// Ends a table's row, or a cell of more than one line; what follows begins a line.
    pub(crate) fn row_end(&mut self) {
        self.gap.tabs = 0;
        self.line();
        self.row_is_empty = true;
    }

    /// A table begins.
    pub(crate) fn table_start(&mut self) {
        self.tables += 1;
        self.row_end();
    }

    /// The table of this number ends.
    pub(crate) fn table_end(&mut self, table: u32) {
        self.tables -= 1;
        self.names.remove(&table);
        self.row_end();
    }

    /// Names an open table.
    pub(crate) fn name_table(&mut self, table: u32, name: String) {
        self.names.insert(table, name);
    }

    /// How many lines have ended.
    pub(crate) fn breaks(&self) -> u64 {
        self.breaks
    }

    /// How many lines will have ended before the next words.
    pub(crate) fn breaks_ahead(&self) -> u64 {
        self.breaks + u64::from(self.owed_lines())
    }

    /// Begins a stretch with the next words.
    pub(crate) fn open(&mut self, stretch: Stretch) {
        self.open.push((stretch, None));
    }

    /// Ends the innermost stretch and returns its words.
    pub(crate) fn close(&mut self) -> &str {
        let Some((stretch, start)) = self.open.pop() else { return "" };
        self.begun = self.begun.min(self.open.len());
        let Some(span) = start.map(|start| self.span_from(start)) else { return "" };
        self.record(stretch, span);
        span.slice(&self.part.text).unwrap_or_default()
    }

    /// Ends the innermost mark of a kind, although later stretches are still open.
    pub(crate) fn close_crossed(&mut self, kind: impl Fn(&MarkKind) -> bool) {
        let wanted = |(stretch, _): &(Stretch, _)| matches!(stretch, Stretch::Mark(mark) if kind(mark));
        let Some(index) = self.open.iter().rposition(wanted) else { return };
        let (stretch, start) = self.open.remove(index);
        self.begun -= usize::from(index < self.begun);
        if let Some(start) = start {
            let span = self.span_from(start);
            self.record(stretch, span);
        }
    }

    /// Hands on the last part.
    pub(crate) fn finish(mut self) {
        while !self.open.is_empty() {
            self.close();
        }
        self.cut();
    }

    fn at_line_start(&self) -> bool {
        self.part.text.is_empty() || self.part.text.ends_with('\n')
    }

    /// How many line feeds the gap needs here.
    fn owed_lines(&self) -> u8 {
        match self.gap.lines {
            _ if self.part.text.is_empty() => 0,
            lines if self.part.text.ends_with('\n') => lines.saturating_sub(1),
            lines => lines,
        }
    }

    fn put(&mut self, text: &str, spot: Spot) {
        self.fill_gap();
        if self.part.text.len() + text.len() > Self::LONGEST_BYTES {
            self.cut();
        }
        self.begin_stretches();
        self.part.push(text, self.ground.place(spot.start, spot.end), spot.step);
    }

    fn fill_gap(&mut self) {
        let lines = self.owed_lines();
        let gap = std::mem::take(&mut self.gap);
        if lines > 0 {
            self.part.push_unplaced(if lines == 1 { "\n" } else { "\n\n" });
            self.breaks += u64::from(lines);
        }
        if gap.lines > 0 {
            self.cut_if_enough();
        }
        for _ in 0..gap.tabs {
            self.part.push_unplaced("\t");
            if self.part.text.len() >= Self::LONGEST_BYTES {
                self.cut();
            }
        }
        if let (0, 0, Some(space)) = (gap.lines, gap.tabs, gap.space) {
            match space {
                Some(spot) => {
                    let place = self.ground.place(spot.start, spot.end);
                    self.part.push(" ", place, if spot.is_one() { spot.step } else { Step::Whole });
                }
                None => drop(self.part.push_unplaced(" ")),
            }
        }
    }

    fn begin_stretches(&mut self) {
        self.row_is_empty = false;
        let at = self.part.text.len() as u64;
        for (_, start) in &mut self.open[self.begun..] {
            *start = Some(at);
        }
        self.begun = self.open.len();
    }

    /// From `start` to the end of the words, without line ends.
    fn span_from(&self, start: u64) -> Span {
        let text = &self.part.text[start as usize..];
        Span { start, end: start + text.trim_end_matches('\n').len() as u64 }
    }

    fn record(&mut self, stretch: Stretch, span: Span) {
        match stretch {
            Stretch::Mark(kind) => self.part.mark(span, kind),
            Stretch::TableName => {}
            Stretch::Cell(_) if span.is_empty() => {}
            Stretch::Cell(OpenCell { table, row, column, covers }) => {
                let cell = Cell { row, column, covers, span, value: CellValue::Text };
                let name = || self.names.get(&table).cloned().unwrap_or_default();
                let new = || TableChunk { table, name: name(), cells: Vec::new() };
                self.chunks.entry(table).or_insert_with(new).cells.push(cell);
            }
        }
    }

    fn cut_if_enough(&mut self) {
        let enough = if self.tables == 0 { Part::ENOUGH_BYTES } else { Self::LONG_BYTES };
        if self.part.text.len() >= enough {
            self.cut();
        }
    }

    /// Hands on the part and begins the next. Open stretches end here and go on there.
    fn cut(&mut self) {
        for index in 0..self.begun {
            let (stretch, start) = self.open[index].clone();
            self.open[index].1 = None;
            if let Some(start) = start {
                let span = self.span_from(start);
                self.record(stretch, span);
            }
        }
        self.begun = 0;
        if self.part.text.is_empty() {
            return;
        }
        if !self.part.text.ends_with('\n') {
            self.part.push_unplaced("\n");
        }
        let mut part = std::mem::replace(&mut self.part, Part::new(PartKind::Text));
        self.part.kind = part.kind.clone();
        part.marks.sort_by(by_place);
        part.tables.extend(std::mem::take(&mut self.chunks).into_values());
        for chunk in &mut part.tables {
            chunk.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        (self.out)(part);
    }
}

fn by_place(one: &Mark, other: &Mark) -> std::cmp::Ordering {
    (one.span.start, other.span.end).cmp(&(other.span.start, one.span.end))
}

/// White space that browsers collapse (CSS Text 3, section 4.1, and form feed).
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}
