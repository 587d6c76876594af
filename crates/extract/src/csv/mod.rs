//! Comma-, semicolon-, tab- or pipe-separated values (RFC 4180 and its relatives in the wild), streamed. Each row
//! becomes a line of text and cells; a cell's characters keep their places. Names no columns and mends no rows:
//! ragged ones stay ragged, and dates in any order but ISO's stay text.

mod dialect;
mod scan;
mod sheet;
mod value;

use model::{Defect, DefectKind, MediaType, Missing, Part, Place};

use crate::Request;
use crate::encoding::Window;
use crate::host::{Host, Input};
use dialect::Dialect;
use scan::{End, Scanner, Shape};
use sheet::Sheet;

/// How much text tells what separates the cells.
const SNIFF_BYTES: usize = 256 * 1024;

/// Reads a table. Rows are numbered from 0 through all parts, blank lines included; a `sep=;` line stands in the
/// text but is no row.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let mut window = Window::open(input, None);
    window.fill(SNIFF_BYTES);
    let dialect = Dialect::sniff(window.text(), window.is_last(), claims_tabs(request));
    let announcement = dialect.announcement;
    let mut reader = Reader {
        window,
        scanner: Scanner::new(dialect),
        sheet: Sheet::new(&mut *host),
        at: 0,
        stray_quotes: 0,
        first_stray: None,
    };
    if let Some((words, line_end)) = announcement {
        reader.sheet.line_outside(&mut reader.window, words);
        reader.skip(line_end);
    }
    while reader.cell() {}
    reader.sheet.finish();
    let Reader { window, stray_quotes, first_stray, .. } = reader;
    window.report(host);
    if let Some(place) = first_stray {
        let detail = format!("{stray_quotes} cell(s) begin with a quotation mark that nothing closes");
        host.defect(Defect::at(place, DefectKind::Damaged, Missing::Nothing, detail));
    }
}

fn claims_tabs(request: &Request) -> bool {
    let ending = request.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("tsv" | "tab"))
        || request.claimed.as_ref().map(MediaType::as_str) == Some("text/tab-separated-values")
}

struct Reader<'i, 'h> {
    window: Window<'i>,
    scanner: Scanner,
    sheet: Sheet<'h>,
    /// Bytes of text used up so far.
    at: u64,
    stray_quotes: u64,
    first_stray: Option<Place>,
}

impl Reader<'_, '_> {
    /// Reads the next cell; `false` when it was the last.
    fn cell(&mut self) -> bool {
        let (end, skip) = loop {
            match self.scanner.shape(self.window.text(), self.at, self.window.is_last()) {
                Shape::More => self.more(),
                Shape::Plain => break self.plain(),
                Shape::Stray => break self.stray(),
                Shape::Quoted { open, close, after, end, skip } => {
                    self.skip(open);
                    self.unescaped(close - open);
                    break (end, after - close + skip);
                }
            }
        };
        self.sheet.end_cell();
        self.skip(skip);
        match end {
            End::Cell => self.sheet.next_column(),
            End::Row => self.sheet.next_row(),
            End::Input => return false,
        }
        true
    }

    /// A cell up to the next delimiter or line feed, quotation marks and all.
    fn plain(&mut self) -> (End, usize) {
        loop {
            let text = self.window.text();
            if let Some((length, end, skip)) = self.scanner.plain(text, self.window.is_last()) {
                self.put(length);
                return (end, skip);
            }
            if text.len() >= Sheet::PIECE_BYTES {
                // A carriage return may belong to the line feed that comes next.
                let length = text.len() - usize::from(text.ends_with('\r'));
                self.put(length);
            }
            self.more();
        }
    }

    fn stray(&mut self) -> (End, usize) {
        let start = self.window.offset();
        let ended = self.plain();
        let end = self.window.offset();
        self.stray_quotes += 1;
        self.first_stray.get_or_insert(Place::Bytes { start, end });
        ended
    }

    /// Puts the next `length` bytes, each pair of quotation marks as one.
    fn unescaped(&mut self, length: usize) {
        let mut left = length;
        while left > 0 {
            let inside = &self.window.text()[..left];
            let Some(upto) = inside.find('"').map(|quote| quote + 1) else {
                self.put(left);
                return;
            };
            let pair = inside[upto..].starts_with('"');
            self.put(upto);
            self.skip(usize::from(pair));
            left -= upto + usize::from(pair);
        }
    }

    /// Doubles what is there to see, so that looking again from the cell's beginning stays cheap.
    fn more(&mut self) {
        let wanted = (self.window.text().len() * 2).max(Part::ENOUGH_BYTES);
        self.window.fill(wanted);
    }

    fn put(&mut self, length: usize) {
        self.at += length as u64;
        self.sheet.put(&mut self.window, length);
    }

    fn skip(&mut self, length: usize) {
        self.at += length as u64;
        self.window.skip(length);
    }
}

#[cfg(test)]
mod tests;
