//! Tables that leave the program: CSV and XLSX. A cell that a spreadsheet would take for a formula is guarded; nothing is
//! cut: what does not fit one sheet goes on in the next.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::out;

/// Rows that one sheet of a workbook takes, its heading included.
const ROWS: usize = 1_048_576;

/// Where a table goes.
pub enum Sheet<'p> {
    /// To standard output.
    Csv,
    /// Into a workbook.
    Xlsx {
        /// Where it is saved.
        path: &'p Path,
        /// What was written so far, the heading first.
        rows: Vec<Vec<String>>,
    },
}

impl<'p> Sheet<'p> {
    /// A workbook when there is a path, else standard output.
    #[must_use]
    pub fn new(xlsx: Option<&'p Path>) -> Self {
        xlsx.map_or(Self::Csv, |path| Self::Xlsx { path, rows: Vec::new() })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: Vec<String>) {
        match self {
            Self::Csv => out::write(&csv_line(cells.iter().map(|cell| guarded(cell)))),
            Self::Xlsx { rows, .. } => rows.push(cells),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the workbook cannot be written.
    pub fn end(self) -> anyhow::Result<()> {
        let Self::Xlsx { path, rows } = self else { return Ok(()) };
        save(path, &rows)
            .map_err(|error| trouble!("error-xlsx", path = path.display().to_string()).because(&error).into())
    }
}

fn save(path: &Path, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    workbook(rows)?.save(path)
}

/// A workbook of rows, the heading first, as bytes.
///
/// # Errors
/// When it cannot be made.
pub fn xlsx(rows: &[Vec<String>]) -> anyhow::Result<Vec<u8>> {
    let made = workbook(rows).and_then(|mut workbook| workbook.save_to_buffer());
    made.map_err(|error| trouble!("error-xlsx", path = "").because(&error).into())
}

/// Rows as CSV, with cells guarded as in [`Sheet`].
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> String {
    rows.iter().map(|cells| csv_line(cells.iter().map(|cell| guarded(cell)))).collect()
}

fn workbook(rows: &[Vec<String>]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let Some((heading, rows)) = rows.split_first() else { return Ok(workbook) };
    let none: &[Vec<String>] = &[];
    let parts: Vec<&[Vec<String>]> =
        if rows.is_empty() { vec![none] } else { rows.chunks(ROWS - 1).collect() };
    for part in parts {
        let sheet = workbook.add_worksheet();
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0_u16..).zip(heading) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        for (row, cells) in (1_u32..).zip(part) {
            // As text, so that neither a formula nor a rounded number comes of it.
            for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell)?;
            }
        }
    }
    Ok(workbook)
}

/// A line of CSV (RFC 4180), with its end.
pub fn csv_line(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(cell);
        }
    }
    line.push('\n');
    line
}

/// A cell that begins as a formula does gets an apostrophe in front, which spreadsheets show as text (OWASP, "CSV Injection").
#[must_use]
pub fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_cells_are_quoted() {
        let check = |cells: &[&str], expected: &str| {
            assert_eq!(csv_line(cells.iter().map(|cell| guarded(cell))), expected);
        };
        check(&["=1+1", "-2", "+503", "@x", "a"], "'=1+1,'-2,'+503,'@x,a\n");
        check(&["Luna, Inés", "dijo \"no\"", ""], "\"Luna, Inés\",\"dijo \"\"no\"\"\",\n");
    }
}
