//! Where a cell ends. Looks at text and moves nothing.
//!
//! A quotation mark opens a cell's content when it stands first in the cell, and closes it when a delimiter, a line
//! end or the end of the input follows; any other stays a character. One that nothing closes must not swallow the
//! rest of the file. It counts as a character where, before it is closed, another one opens a cell, or lines go by
//! that look like this file's rows, or [`Scanner::MOST_QUOTED`] bytes, or all that is left.

use super::dialect::Dialect;

/// What ends a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Cell,
    Row,
    Input,
}

/// How a cell is written. Lengths are in bytes from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Without quotation marks around it.
    Plain,
    /// With a quotation mark at its beginning that nothing closes.
    Stray,
    /// Content at `open..close` between quotation marks; what ends it is at `after` and `skip` bytes long.
    Quoted { open: usize, close: usize, after: usize, end: End, skip: usize },
    /// More text is needed to know.
    More,
}

/// What follows a closing quotation mark.
enum Next {
    Ends(End, usize),
    GoesOn,
    More,
}

pub(super) struct Scanner {
    dialect: Dialect,
    /// No quotation mark closes a cell before this position, so none opened before it does.
    barren: u64,
}

impl Scanner {
    /// The most bytes of one quoted cell.
    const MOST_QUOTED: usize = 16 * 1024 * 1024;

    /// The most spaces before an opening quotation mark.
    const MOST_SPACES: usize = 64;

    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, barren: 0 }
    }

    /// The shape of the cell with which `text` begins, at `position` of the whole text.
    pub(super) fn shape(&mut self, text: &str, position: u64, is_last: bool) -> Shape {
        let bytes = text.as_bytes();
        let spaces = bytes.iter().take(Self::MOST_SPACES).take_while(|byte| self.is_space(**byte)).count();
        match bytes.get(spaces) {
            None if !is_last => Shape::More,
            Some(b'"') if position < self.barren => Shape::Stray,
            Some(b'"') => self.quoted(bytes, spaces + 1, position, is_last),
            _ => Shape::Plain,
        }
    }

    /// The length of the cell with which `text` begins, quotation marks taken as characters; what ends it, and how
    /// long that is. `None` when more text is needed to know.
    pub(super) fn plain(&self, text: &str, is_last: bool) -> Option<(usize, End, usize)> {
        let bytes = text.as_bytes();
        let Dialect { delimiter, carriage_returns, .. } = self.dialect;
        let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || (carriage_returns && *byte == b'\r');
        let found = bytes.iter().position(ends);
        if found.is_none() && !is_last {
            return None;
        }
        let at = found.unwrap_or(bytes.len());
        let before = |at: usize| text[..at].trim_end_matches('\r').len();
        match bytes.get(at) {
            Some(b'\n') => Some((before(at), End::Row, at + 1 - before(at))),
            Some(b'\r') if carriage_returns => match self.next(bytes, at, is_last) {
                Next::Ends(end, skip) => Some((at, end, skip)),
                _ => None,
            },
            Some(_) => Some((at, End::Cell, 1)),
            None => Some((before(at), End::Input, at - before(at))),
        }
    }

    fn quoted(&mut self, bytes: &[u8], open: usize, position: u64, is_last: bool) -> Shape {
        let mut lines = Lines::default();
        let mut at = open;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' if bytes.get(at + 1) == Some(&b'"') => at += 1,
                b'"' => {
                    let spaces = bytes[at + 1..].iter().take_while(|byte| self.is_space(**byte)).count();
                    let after = at + 1 + spaces;
                    match self.next(bytes, after, is_last) {
                        Next::Ends(..) if lines.are_rows(self.dialect.columns) => return Shape::Stray,
                        Next::Ends(end, skip) => return Shape::Quoted { open, close: at, after, end, skip },
                        Next::More => break,
                        Next::GoesOn if at > open && self.separates(bytes[at - 1]) => {
                            self.barren = position + at as u64;
                            return Shape::Stray;
                        }
                        Next::GoesOn => {}
                    }
                }
                b'\n' => {
                    lines.end(self.dialect.columns);
                    if lines.count % 64 == 0 && lines.are_rows(self.dialect.columns) {
                        return Shape::Stray;
                    }
                }
                byte if *byte == self.dialect.delimiter => lines.delimiters += 1,
                _ => {}
            }
            at += 1;
        }
        if is_last || bytes.len() > Self::MOST_QUOTED {
            self.barren = position + at.min(bytes.len()) as u64;
            Shape::Stray
        } else {
            Shape::More
        }
    }

    /// What stands at `at`, after a cell's content.
    fn next(&self, bytes: &[u8], at: usize, is_last: bool) -> Next {
        // Files that were converted twice end their lines with two carriage returns and a line feed.
        let returns = bytes[at..].iter().take(2).take_while(|byte| **byte == b'\r').count();
        match bytes.get(at + returns) {
            None if !is_last => Next::More,
            Some(b'\n') => Next::Ends(End::Row, returns + 1),
            _ if returns > 0 && self.dialect.carriage_returns => Next::Ends(End::Row, 1),
            None => Next::Ends(End::Input, returns),
            Some(byte) if returns == 0 && *byte == self.dialect.delimiter => Next::Ends(End::Cell, 1),
            Some(_) => Next::GoesOn,
        }
    }

    fn is_space(&self, byte: u8) -> bool {
        byte == b' ' && self.dialect.delimiter != b' '
    }

    fn separates(&self, byte: u8) -> bool {
        byte == self.dialect.delimiter || matches!(byte, b'\n' | b'\r')
    }
}

/// Counts the lines inside a quoted cell that would make good rows. The first is not whole and does not count.
#[derive(Default)]
struct Lines {
    delimiters: usize,
    ends: usize,
    count: usize,
    rows: usize,
}

impl Lines {
    fn end(&mut self, columns: usize) {
        if self.ends > 0 {
            self.count += 1;
            self.rows += usize::from(self.delimiters + 1 == columns);
        }
        self.ends += 1;
        self.delimiters = 0;
    }

    /// Prose has commas too: the fewer columns, the more lines must agree.
    fn are_rows(&self, columns: usize) -> bool {
        match columns {
            0 | 1 => false,
            2 => self.count >= 10 && self.rows * 10 >= self.count * 9,
            _ => self.count >= 3 && self.rows * 3 >= self.count * 2,
        }
    }
}
