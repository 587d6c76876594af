//! Which row and column a cell of an HTML table stands in, with cells that cover several. Holds no text.

/// The most columns that one cell may cover, and rows (WHATWG HTML, 4.9.11).
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65_534;

/// Columns that a cell of an earlier row covers.
#[derive(Debug)]
struct Covered {
    column: u32,
    columns: u32,
    /// Rows still to come.
    rows: u32,
}

/// An open table.
#[derive(Debug)]
pub(super) struct Table {
    /// Its number in the document.
    pub(super) number: u32,
    /// Rows begun.
    rows: u64,
    in_row: bool,
    /// Cells of the row.
    pub(super) cells: u32,
    next_column: u32,
    /// What earlier rows cover, by column; and what this row adds.
    covered: Vec<Covered>,
    added: Vec<Covered>,
    /// Lines ended before the cell's words; see [`super::lines::Lines::breaks_ahead`].
    pub(super) breaks: u64,
    /// Whether columns may be wrong, because more was covered than is remembered.
    pub(super) is_coarse: bool,
}

impl Table {
    /// How many cells that cover later rows are remembered. Beyond, columns count as if they covered none.
    const MOST_COVERED: usize = 1024;

    pub(super) fn new(number: u32) -> Self {
        Self {
            number,
            rows: 0,
            in_row: false,
            cells: 0,
            next_column: 0,
            covered: Vec::new(),
            added: Vec::new(),
            breaks: 0,
            is_coarse: false,
        }
    }

    /// Begins a row unless one is open.
    pub(super) fn row_start(&mut self) {
        if !self.in_row {
            (self.in_row, self.cells, self.next_column) = (true, 0, 0);
            self.rows += 1;
        }
    }

    /// Ends the row, if one is open.
    pub(super) fn row_end(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.covered.retain_mut(|covered| {
                covered.rows -= 1;
                covered.rows > 0
            });
            self.covered.append(&mut self.added);
            self.covered.sort_by_key(|covered| covered.column);
        }
    }

    /// Ends a group of rows, beyond which no cell covers any.
    pub(super) fn group_end(&mut self) {
        self.row_end();
        self.covered.clear();
    }

    /// Places the row's next cell: its row, its column and what it covers. `columns` and `rows` as the page
    /// writes them.
    pub(super) fn place(&mut self, columns: &str, rows: &str) -> (u64, u32, (u32, u32)) {
        self.row_start();
        let columns = span_of(columns, MOST_COLUMNS).max(1);
        // 0 means to the end of the group.
        let rows = match span_of(rows, MOST_ROWS) {
            0 if rows.trim().starts_with('0') => MOST_ROWS,
            other => other.max(1),
        };
        let mut column = self.next_column;
        for covered in &self.covered {
            if covered.column <= column && column < covered.column.saturating_add(covered.columns) {
                column = covered.column.saturating_add(covered.columns);
            }
        }
        self.next_column = column.saturating_add(columns);
        self.cells = self.cells.saturating_add(1);
        if rows > 1 && self.covered.len() + self.added.len() < Self::MOST_COVERED {
            self.added.push(Covered { column, columns, rows: rows - 1 });
        } else if rows > 1 {
            self.is_coarse = true;
        }
        (self.rows - 1, column, (rows, columns))
    }
}

/// A number as the standard's rules for non-negative integers read it; 1 when there is none.
fn span_of(text: &str, most: u32) -> u32 {
    let text = text.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    match &digits[..end] {
        "" => 1,
        digits => digits.parse().map_or(most, |number: u32| number.min(most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of `columns x rows` cells, against the columns they get.
    fn check(rows: &[&[(&str, &str)]], expected: &[&[u32]]) {
        let mut table = Table::new(0);
        for (row, expected) in rows.iter().zip(expected) {
            table.row_start();
            let columns: Vec<u32> = row.iter().map(|(columns, rows)| table.place(columns, rows).1).collect();
            assert_eq!(columns, *expected);
            table.row_end();
        }
    }

    #[test]
    fn cells_keep_clear_of_what_is_covered() {
        check(&[&[("", "2"), ("", "")], &[("", "")], &[("", "")]], &[&[0, 1], &[1], &[0]]);
        check(
            &[&[("2", "2"), ("", "3")], &[("", "")], &[("", ""), ("", ""), ("", "")]],
            &[&[0, 2], &[3], &[0, 1, 3]],
        );
        check(&[&[("", "0"), ("", "")], &[("", "")], &[("", "")]], &[&[0, 1], &[1], &[1]]);
        check(&[&[("x", "-3"), ("99999999999", "")], &[("", "")]], &[&[0, 1], &[0]]);
    }
}
