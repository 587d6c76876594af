//! The rows of a declared list that stands in lines of text: one line after the other goes in, rows come out, each with its
//! fields or with the reason for which it is none. A row may run on over lines.

use model::{ListColumn, Meaning, PassedOver};

use crate::cut::{Kind, Piece, atoms, cut};
use crate::name::name_likeness;
use crate::text::fold;

/// The most bytes of a row; a longer line is passed over and said to be too long.
pub const MOST_ROW: usize = 8 * 1024;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Where its text begins, as the caller counts.
    pub start: u64,
    /// Its text: one line, or several with what stands between them.
    pub text: String,
    /// Its fields, or why it is no record.
    pub fields: Result<Vec<Piece>, PassedOver>,
}

/// Puts lines together to rows.
#[derive(Debug)]
pub struct Lines<'c> {
    columns: &'c [ListColumn],
    pending: Option<(u64, String)>,
    /// Where the pending row's text ends, as the caller counts.
    end: u64,
}

impl<'c> Lines<'c> {
    /// Rows of a list with these columns.
    #[must_use]
    pub const fn new(columns: &'c [ListColumn]) -> Self {
        Self { columns, pending: None, end: 0 }
    }

    /// Takes the next line, without its line end; `start` is where it begins in code points. Returns the rows that are
    /// finished now.
    pub fn push(&mut self, line: &str, start: u64) -> Vec<LineRow> {
        if line.trim().is_empty() {
            return self.finish().into_iter().collect();
        }
        let lead = line.chars().take_while(|c| c.is_whitespace()).count() as u64;
        let text = line.trim();
        let at = start + lead;
        if text.len() > MOST_ROW {
            let mut rows: Vec<LineRow> = self.finish().into_iter().collect();
            rows.push(LineRow { start: at, text: text.to_owned(), fields: Err(PassedOver::TooLong) });
            return rows;
        }
        if self.begins(text) {
            let done = self.finish();
            self.pending = Some((at, text.to_owned()));
            self.end = start + line.trim_end().chars().count() as u64;
            return done.into_iter().collect();
        }
        if self.goes_on(text, at)
            && let Some((_, row)) = &mut self.pending
        {
            // What stands between the lines are blanks: their number alone counts.
            let gap = at - self.end;
            row.push('\n');
            (1..gap).for_each(|_| row.push(' '));
            row.push_str(text);
            self.end = at + text.chars().count() as u64;
            return Vec::new();
        }
        let mut rows: Vec<LineRow> = self.finish().into_iter().collect();
        rows.push(LineRow { start: at, text: text.to_owned(), fields: Err(self.reason(text)) });
        rows
    }

    /// The last row, when no line follows.
    pub fn finish(&mut self) -> Option<LineRow> {
        let (start, text) = self.pending.take()?;
        let fields = cut(&text, self.columns);
        let named = |field: &Piece| {
            self.columns
                .iter()
                .any(|it| it.column == field.column && (it.meaning.is_name() || it.meaning == Meaning::Alias))
        };
        let fields = if fields.iter().any(named) { Ok(fields) } else { Err(PassedOver::Nameless) };
        Some(LineRow { start, text, fields })
    }

    fn has(&self, fields: &[Piece], wanted: impl Fn(Meaning) -> bool) -> bool {
        fields
            .iter()
            .any(|field| self.columns.iter().any(|it| it.column == field.column && wanted(it.meaning)))
    }

    /// Whether a row begins with this line: it names somebody, and has the number or something else that rows have.
    fn begins(&self, line: &str) -> bool {
        if self.reason(line) != PassedOver::NotARow {
            return false;
        }
        let fields = cut(line, self.columns);
        if !self.has(&fields, Meaning::is_name) {
            return false;
        }
        let numbered = self.columns.iter().any(|it| it.meaning == Meaning::RowNumber);
        let strict = |it: Meaning| {
            matches!(
                it,
                Meaning::RowNumber | Meaning::Document | Meaning::Birth | Meaning::Age | Meaning::EventDate
            )
        };
        if self.has(&fields, strict) {
            return true;
        }
        let names = fields
            .iter()
            .filter(|field| self.columns.iter().any(|it| it.column == field.column && it.meaning.is_name()));
        !numbered && names.map(|field| name_likeness(&line[field.bytes.clone()])).max().unwrap_or(0) >= 40
    }

    /// Whether a line goes on with the row before: it follows at once, and begins as no row and no title does.
    fn goes_on(&self, line: &str, at: u64) -> bool {
        let Some((_, row)) = &self.pending else { return false };
        if at < self.end
            || at - self.end > 80
            || row.len() + line.len() > MOST_ROW
            || self.reason(line) != PassedOver::NotARow
        {
            return false;
        }
        let small = line.chars().next().is_some_and(char::is_lowercase);
        let open = row.ends_with([',', '-', ';', '(']);
        let first = atoms(line).first().map(|atom| atom.kind);
        let wanted: &[Meaning] = match first {
            Some(Kind::Date) => &[Meaning::Birth, Meaning::EventDate],
            Some(Kind::Document) => &[Meaning::Document],
            Some(Kind::Age) => &[Meaning::Age],
            _ => &[],
        };
        let before = cut(row, self.columns);
        let lacks = wanted.iter().any(|it| {
            self.columns.iter().any(|column| column.meaning == *it) && !self.has(&before, |has| has == *it)
        });
        small || open || lacks
    }

    /// What a line is that begins no row.
    fn reason(&self, line: &str) -> PassedOver {
        let folded = fold(line);
        let first = folded.split(' ').next().unwrap_or_default();
        let labels: Vec<String> =
            self.columns.iter().map(|it| fold(&it.label)).filter(|it| !it.is_empty()).collect();
        let said = labels.iter().filter(|label| folded.contains(label.as_str())).count();
        if said >= 2 && said * 3 >= labels.len() * 2 {
            PassedOver::Heading
        } else if ["total", "totales", "subtotal", "suma"].contains(&first) {
            PassedOver::Total
        } else {
            PassedOver::NotARow
        }
    }
}
