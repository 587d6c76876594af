//! Lists of people in tables: where the heading stands, where rows begin and end, which tables go on with the list of the
//! one before. Looks at a sample of a long table; what it says of rows is a proposal.

use std::collections::BTreeMap;

use model::{ListColumn, ListPlace, Meaning, PassedOver, Proposal, ProposedColumn};

use crate::columns::{Cell, Sample, guess};
use crate::headings::says;
use crate::name::name_likeness;
use crate::rows::{RowCell, judge};
use crate::shape::fits;
use crate::text::{fold, is_blank};

/// How many rows of a table's beginning a sample should hold: headings are searched for in these.
pub const HEAD: u64 = 60;

/// The least confidence with which a list is proposed, in per cent.
const LEAST: u8 = 50;

/// The likeness from which on words are a person's name whatever else they may be.
const SURELY_A_NAME: u8 = 70;

/// Rows in a preview.
const PREVIEW: usize = 5;

/// Characters of a cell in a preview.
const PREVIEW_CHARACTERS: usize = 60;

/// The most columns that a list of people has; of a wider table only the first so many are proposed.
pub const MOST_COLUMNS: u32 = 256;

/// A table, or as much of it as was looked at: its beginning, its end, some rows between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Its number in the item, from 0.
    pub table: u32,
    /// Its own name: a sheet's name, a caption; may be empty.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// The rows that were looked at, ascending.
    pub sample: Vec<GridRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Its number, from 0.
    pub row: u64,
    /// Its cells, by column.
    pub cells: Vec<GridCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// Its column, from 0.
    pub column: u32,
    /// Its words.
    pub text: String,
    /// How many columns it covers.
    pub covers: u32,
    /// Whether the file types it as a date.
    pub is_date: bool,
}

/// Searches an item's tables, one after the other; keeps no table.
#[derive(Debug, Default)]
pub struct Tables {
    /// With the headings of each.
    found: Vec<(Proposal, Vec<String>)>,
}

impl Tables {
    /// Nothing was looked at yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next table.
    pub fn push(&mut self, grid: &Grid) {
        for block in blocks(grid) {
            let goes_on = self.found.last().is_some_and(|(last, labels)| block.continues(last, labels));
            if goes_on && let Some((last, _)) = self.found.last_mut() {
                last.rows += block.end - block.first;
                last.places.push(block.place());
            } else if let Some(proposal) = block.propose() {
                self.found.push((proposal, block.labels));
            }
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(self) -> Vec<Proposal> {
        self.found.into_iter().map(|(proposal, _)| proposal).collect()
    }
}

/// Rows of a table under one heading.
struct Block<'g> {
    grid: &'g Grid,
    /// What stands above the heading.
    title: String,
    /// Headings by column; none for a table without.
    labels: Vec<String>,
    rows: Vec<&'g GridRow>,
    first: u64,
    end: u64,
}

fn text(cell: &GridCell) -> &str {
    cell.text.trim()
}

fn filled(row: &GridRow) -> impl Iterator<Item = &GridCell> {
    row.cells.iter().filter(|cell| !text(cell).is_empty() && cell.column < MOST_COLUMNS)
}

/// Whether a row can be a heading: several cells, most of them say what columns hold, none of them a value.
fn is_heading(row: &GridRow) -> bool {
    let (mut all, mut whole, mut part, mut values) = (0, 0, 0, 0);
    for cell in filled(row) {
        all += 1;
        match says(text(cell)) {
            Some((_, true)) => whole += 1,
            Some((_, false)) => part += 1,
            None => {}
        }
        let is_value = cell.is_date
            || [Meaning::Birth, Meaning::Document]
                .iter()
                .any(|it| !is_blank(text(cell)) && fits(*it, text(cell)));
        values += usize::from(is_value);
    }
    // A name alone can head a table of one column.
    let one =
        all == 1 && whole == 1 && filled(row).any(|it| says(text(it)).is_some_and(|(it, _)| it.is_name()));
    one || (all >= 2 && values == 0 && whole >= 1 && (whole + part) * 2 >= all)
}

/// Whether a table's first row heads it though its words are not known: words alone, none of them a person's name, and
/// below two of them nearly every value has digits.
fn stands_out(row: &GridRow, rest: &[GridRow]) -> bool {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let are_words = filled(row).all(|cell| {
        let words = text(cell);
        words.chars().any(char::is_alphabetic) && !has_digit(words) && name_likeness(words) < SURELY_A_NAME
    });
    let over_digits = |cell: &&GridCell| {
        let below: Vec<&str> =
            rest.iter().flat_map(filled).filter(|it| it.column == cell.column).map(text).collect();
        below.len() >= 4 && below.iter().filter(|it| has_digit(it)).count() * 10 >= below.len() * 9
    };
    are_words && filled(row).filter(over_digits).count() >= 2
}

fn blocks(grid: &Grid) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut title = String::new();
    let mut rows = grid.sample.iter().peekable();
    while let Some(row) = rows.next() {
        if is_heading(row) {
            let mut labels = labels(row);
            let mut first = row.row + 1;
            // A heading of two rows: what covers several columns is told apart below.
            if let Some(below) = rows.peek().filter(|below| below.row == first && is_heading(below))
                && row.cells.iter().any(|cell| cell.covers > 1)
            {
                join(&mut labels, below);
                first += 1;
                rows.next();
            }
            let again = blocks.last().is_some_and(|last| same(&last.labels, &labels));
            if !again {
                let title = std::mem::take(&mut title);
                blocks.push(Block { grid, title, labels, rows: Vec::new(), first, end: first });
            }
            continue;
        }
        match blocks.last_mut() {
            Some(block) => block.rows.push(row),
            None => longest(&mut title, row),
        }
    }
    if blocks.is_empty() {
        // No heading whose words are known: every row may be a value, unless the first is plainly none.
        let (labels, rows) = match grid.sample.split_first() {
            Some((row, rest)) if stands_out(row, rest) => (labels(row), rest),
            _ => (Vec::new(), grid.sample.as_slice()),
        };
        let first = rows.first().map_or(0, |row| row.row);
        let rows = rows.iter().collect();
        blocks.push(Block { grid, title: String::new(), labels, rows, first, end: first });
    }
    blocks.iter_mut().for_each(Block::close);
    blocks
}

/// The longest line above a heading is its title.
fn longest(title: &mut String, row: &GridRow) {
    let mut cells = filled(row);
    if let (Some(cell), None) = (cells.next(), cells.next())
        && text(cell).chars().count() > title.chars().count()
        && text(cell).chars().nth(200).is_none()
    {
        *title = text(cell).to_owned();
    }
}

fn labels(row: &GridRow) -> Vec<String> {
    let mut labels = Vec::new();
    for cell in filled(row) {
        let end = cell.column.saturating_add(cell.covers.max(1)).min(MOST_COLUMNS) as usize;
        labels.resize(labels.len().max(end), String::new());
        // A heading over several columns is each one's, until the row below says more.
        labels[cell.column as usize..end].fill(text(cell).to_owned());
    }
    labels
}

fn join(labels: &mut Vec<String>, below: &GridRow) {
    for cell in filled(below) {
        let at = cell.column as usize;
        labels.resize(labels.len().max(at + 1), String::new());
        let above = &mut labels[at];
        *above = if above.is_empty() || fold(above) == fold(text(cell)) {
            text(cell).to_owned()
        } else {
            format!("{above} {}", text(cell))
        };
    }
}

fn same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| fold(one) == fold(other))
}

impl<'g> Block<'g> {
    fn place(&self) -> ListPlace {
        ListPlace::Table { table: self.grid.table, first_row: self.first, end_row: self.end }
    }

    fn column_numbers(&self) -> Vec<u32> {
        let mut columns: Vec<u32> =
            self.rows.iter().flat_map(|row| filled(row)).map(|cell| cell.column).collect();
        columns.extend((0_u32..).zip(&self.labels).filter(|(_, label)| !label.is_empty()).map(|(at, _)| at));
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn samples(&self) -> Vec<Sample<'g>> {
        let numbers = self.column_numbers();
        let mut by_column: BTreeMap<u32, Vec<Cell<'g>>> = BTreeMap::new();
        for row in &self.rows {
            for cell in filled(row) {
                by_column
                    .entry(cell.column)
                    .or_default()
                    .push(Cell { text: text(cell), is_date: cell.is_date });
            }
        }
        let sample = |column: u32| Sample {
            column,
            label: self.labels.get(column as usize).cloned().unwrap_or_default(),
            values: by_column.remove(&column).unwrap_or_default(),
        };
        numbers.into_iter().map(sample).collect()
    }

    /// Cuts off what stands before the first and after the last row that names somebody.
    fn close(&mut self) {
        let Some(guessed) = guess(&self.samples()) else { return };
        let columns: Vec<ListColumn> = guessed.columns.into_iter().map(|it| it.column).collect();
        let judged: Vec<Result<(), PassedOver>> = self.rows.iter().map(|row| judged(&columns, row)).collect();
        let has_labels = !self.labels.is_empty();
        // Without a heading, a first row that is no name at all is one that nobody here can read, or a title.
        let is_row = |at: usize| judged[at].is_ok() && (has_labels || is_named(&columns, self.rows[at]));
        let first = (0..self.rows.len()).find(|at| is_row(*at));
        let last = (0..self.rows.len()).rev().find(|at| is_row(*at));
        if let (Some(first), Some(last)) = (first, last) {
            if !has_labels {
                self.first = self.rows[first].row;
            }
            self.end = self.rows[last].row + 1;
            self.rows = self.rows[first..=last].to_vec();
        } else {
            self.rows.clear();
        }
    }

    fn propose(&self) -> Option<Proposal> {
        let guessed = guess(&self.samples())?;
        let columns: Vec<ListColumn> = guessed.columns.iter().map(|it| it.column.clone()).collect();
        let people = self.rows.iter().filter(|row| judged(&columns, row).is_ok());
        let count = people.clone().count();
        let headed = guessed
            .columns
            .iter()
            .any(|it| it.meaning().is_name() && it.reasons.contains(&model::Reason::Heading));
        let enough = if headed { 1 } else { 3 };
        (count >= enough && guessed.confidence >= LEAST).then(|| Proposal {
            places: vec![self.place()],
            name: if self.title.is_empty() { self.grid.name.trim().to_owned() } else { self.title.clone() },
            rows: self.end - self.first,
            confidence: guessed.confidence,
            preview: people.take(PREVIEW).map(|row| preview(row)).collect(),
            columns: guessed.columns,
        })
    }

    /// Whether this is more of a list that began in an earlier table.
    fn continues(&self, last: &Proposal, labels: &[String]) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        if !self.labels.is_empty() {
            return same(&self.labels, labels);
        }
        // No heading: its values fit those columns, and it has the same.
        let numbers = self.column_numbers();
        let known = |it: &ProposedColumn| numbers.contains(&it.column.column);
        let strict = |it: &&ProposedColumn| {
            it.meaning().is_name()
                || matches!(
                    it.meaning(),
                    Meaning::Document | Meaning::Birth | Meaning::Age | Meaning::RowNumber
                )
        };
        let fitting = self.samples().into_iter().all(|sample| {
            let its = last.columns.iter().find(|it| it.column.column == sample.column);
            let fit = |meaning: Meaning| {
                sample.values.iter().filter(|it| it.is_date || fits(meaning, it.text)).count()
            };
            its.is_some_and(|it| fit(it.meaning()) * 10 >= sample.values.len() * 7)
        });
        fitting
            && last.columns.iter().filter(strict).count() >= 2
            && last.columns.iter().filter(strict).all(known)
    }
}

fn judged(columns: &[ListColumn], row: &GridRow) -> Result<(), PassedOver> {
    let cells: Vec<RowCell<'_>> = filled(row)
        .map(|cell| RowCell { column: cell.column, text: text(cell), covers: cell.covers })
        .collect();
    judge(columns, &cells)
}

fn is_named(columns: &[ListColumn], row: &GridRow) -> bool {
    filled(row).any(|cell| {
        let its = columns.iter().find(|it| it.column == cell.column);
        its.is_some_and(|it| it.meaning.is_name())
            && name_likeness(text(cell)) > 0
            && says(text(cell)).is_none()
    })
}

fn preview(row: &GridRow) -> Vec<(u32, String)> {
    filled(row).map(|cell| (cell.column, shortened(text(cell)))).collect()
}

/// A text as a preview shows it: on one line, and not longer than it can.
pub(crate) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(PREVIEW_CHARACTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
