//! Tables that leave the program: CSV, XLSX. A cell that a spreadsheet would take for a formula is guarded; nothing is
//! cut: what does not fit one sheet goes on in the next. Holds no more than a row in memory.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::out;

/// Rows that one sheet of a workbook takes, its heading included.
const ROWS: u32 = 1_048_576;

/// A table on its way out. What fails is told when it ends.
pub struct Sheet<'f> {
    to: To<'f>,
    failed: Option<anyhow::Error>,
}

enum To<'f> {
    Csv(Box<dyn Write + 'f>),
    Xlsx(Box<Book>, Target<'f>),
}

/// Where a workbook is saved.
enum Target<'f> {
    Path(&'f Path),
    File(&'f File),
}

impl<'f> Sheet<'f> {
    /// A workbook when there is a path, else CSV to standard output.
    #[must_use]
    pub fn new(xlsx: Option<&'f Path>) -> Self {
        let Some(path) = xlsx else { return Self::csv(out::Standard) };
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::workbook(folder, Target::Path(path))
    }

    /// CSV into whatever takes it.
    pub fn csv(to: impl Write + 'f) -> Self {
        Self { to: To::Csv(Box::new(BufWriter::new(to))), failed: None }
    }

    /// A workbook into a file. What is not saved yet lies in a file of `folder` that has no name.
    #[must_use]
    pub fn xlsx(folder: &Path, file: &'f File) -> Self {
        Self::workbook(folder, Target::File(file))
    }

    fn workbook(folder: &Path, target: Target<'f>) -> Self {
        let mut book = Book { workbook: Workbook::new(), heading: Vec::new(), rows: 0, most: ROWS };
        let failed = book.workbook.set_tempdir(folder).err().map(|error| target.trouble(&error));
        Self { to: To::Xlsx(Box::new(book), target), failed }
    }

    /// Writes a row; the first is the heading.
    pub fn row(&mut self, cells: Vec<String>) {
        if self.failed.is_some() {
            return;
        }
        self.failed = match &mut self.to {
            To::Csv(to) => {
                let line = csv_line(cells.iter().map(|cell| guarded(cell)));
                to.write_all(line.as_bytes()).err().map(anyhow::Error::from)
            }
            To::Xlsx(book, target) => book.row(cells).err().map(|error| target.trouble(&error)),
        };
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When a row could not be written, or the workbook not be saved.
    pub fn end(self) -> anyhow::Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.to {
            To::Csv(mut to) => Ok(to.flush()?),
            To::Xlsx(mut book, target) => {
                let saved = match target {
                    Target::Path(path) => book.workbook.save(path),
                    Target::File(file) => book.workbook.save_to_writer(file),
                };
                saved.map_err(|error| target.trouble(&error))
            }
        }
    }
}

impl Target<'_> {
    fn trouble(&self, error: &XlsxError) -> anyhow::Error {
        let path = match self {
            Self::Path(path) => path.display().to_string(),
            Self::File(_) => String::new(),
        };
        trouble!("error-xlsx", path = path).because(error).into()
    }
}

/// A workbook that is written row by row.
struct Book {
    workbook: Workbook,
    heading: Vec<String>,
    /// Rows in the last sheet.
    rows: u32,
    /// Rows that a sheet takes.
    most: u32,
}

impl Book {
    fn row(&mut self, cells: Vec<String>) -> Result<(), XlsxError> {
        if self.heading.is_empty() {
            self.heading = cells;
            return self.begin();
        }
        if self.rows == self.most {
            self.begin()?;
        }
        let last = self.workbook.worksheets().len() - 1;
        let sheet = self.workbook.worksheet_from_index(last)?;
        // As text, so that neither a formula nor a rounded number comes of it.
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(self.rows, column, cell)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Begins a sheet with the heading.
    fn begin(&mut self) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0_u16..).zip(&self.heading) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        self.rows = 1;
        Ok(())
    }
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
    fn what_does_not_fit_one_sheet_goes_on_in_the_next() {
        let check = |rows: u32, most: u32, sheets: usize, in_last: u32| {
            let mut book = Book { workbook: Workbook::new(), heading: Vec::new(), rows: 0, most };
            (0..=rows).for_each(|at| book.row(vec![format!("Ana {at}")]).expect("a row is written"));
            // Each sheet has the heading.
            assert_eq!((book.workbook.worksheets().len(), book.rows), (sheets, in_last), "{rows} in {most}");
        };
        check(0, 3, 1, 1);
        check(2, 3, 1, 3);
        check(3, 3, 2, 2);
        check(5, 3, 3, 2);
    }

    #[test]
    fn formulas_are_guarded_and_cells_are_quoted() {
        let check = |cells: &[&str], expected: &str| {
            assert_eq!(csv_line(cells.iter().map(|cell| guarded(cell))), expected);
        };
        check(&["=1+1", "-2", "+503", "@x", "a"], "'=1+1,'-2,'+503,'@x,a\n");
        check(&["Luna, Inés", "dijo \"no\"", ""], "\"Luna, Inés\",\"dijo \"\"no\"\"\",\n");
    }
}
