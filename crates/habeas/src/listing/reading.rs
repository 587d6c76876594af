//! Reads the rows of a declared list out of the catalogue, one part of the item in memory at a time. Decides nothing about
//! a row: the room that knows lists does.

use std::ops::Range;

use case::lists::{Filling, FoundRow, FoundValue, Key, ListState, Lists, ListsError, record_id};
use case::{Catalogue, Item, StoredPart};
use lists::{LineRow, RowCell};
use model::{Cell, CharSpan, LedgerState, List, ListPlace, Meaning, TableChunk};

use super::lines::Feed;

/// Fills one list.
pub(super) fn read(
    lists: &mut Lists,
    catalogue: &Catalogue,
    entry: u64,
    list: &List,
) -> Result<(), ListsError> {
    let filling = lists.begin(entry)?;
    let mut reader = Reader { lists, list, filling };
    let item = catalogue.item(list.item)?;
    let reading = item.as_ref().filter(|it| it.line.state != LedgerState::Erased);
    let Some(reading) = reading.and_then(|item: &Item| item.line.reading.as_ref()) else {
        return reader.end(ListState::Gone);
    };
    let moved = reading.extraction != list.extraction;
    for place in &list.places {
        match place {
            ListPlace::Table { table, first_row, end_row } => {
                reader.table(catalogue, *table, *first_row..*end_row)?;
            }
            ListPlace::Lines { span } => reader.lines(catalogue, *span)?,
        }
    }
    reader.end(if moved { ListState::Moved } else { ListState::Read })
}

struct Reader<'a> {
    lists: &'a mut Lists,
    list: &'a List,
    filling: Filling,
}

/// A row of a table as it is gathered.
struct Gathered {
    row: u64,
    /// Code points of the document before its first cell.
    start: u64,
    cells: Vec<Words>,
    /// Its words from the first cell to the last, once the part with all of them is about to go.
    words: Option<String>,
}

/// A cell's words, trimmed, and where they stand.
struct Words {
    column: u32,
    covers: u32,
    text: String,
    span: CharSpan,
    /// The part, and the bytes of its text.
    part: u64,
    bytes: Range<usize>,
}

impl Reader<'_> {
    fn end(self, state: ListState) -> Result<(), ListsError> {
        self.lists.end(&self.filling, state)
    }

    fn table(&mut self, catalogue: &Catalogue, table: u32, rows: Range<u64>) -> Result<(), ListsError> {
        let item = self.list.item;
        let Some(first) = first_part(catalogue, self.list, table, &rows)? else { return Ok(()) };
        let mut pending: Option<Gathered> = None;
        for part in catalogue.parts(item).map_err(ListsError::of)?.starting_at(first) {
            let part = part?;
            let mut characters = Count::of(&part);
            let mut beyond = false;
            let chunks = part.part.tables.iter().filter(|chunk| chunk.table == table);
            for cell in chunks.flat_map(|TableChunk { cells, .. }| cells) {
                beyond |= cell.row >= rows.end;
                if !rows.contains(&cell.row) {
                    continue;
                }
                if pending.as_ref().is_some_and(|it| it.row != cell.row)
                    && let Some(mut row) = pending.take()
                {
                    row.slice(&part);
                    self.row(catalogue, row)?;
                }
                let words = words(cell, &part, &mut characters);
                let start = words.span.start;
                let row = pending.get_or_insert_with(|| Gathered {
                    row: cell.row,
                    start,
                    cells: Vec::new(),
                    words: None,
                });
                row.cells.push(words);
            }
            if beyond {
                break;
            }
            if let Some(row) = &mut pending {
                row.slice(&part);
            }
        }
        pending.map_or(Ok(()), |row| self.row(catalogue, row))
    }

    /// Reads lines of running text. Lines that only begin or end within the place are none of the list.
    fn lines(&mut self, catalogue: &Catalogue, place: CharSpan) -> Result<(), ListsError> {
        let columns = self.list.columns.clone();
        let mut rows = lists::Lines::new(&columns);
        let mut feed = Feed::default();
        let outline = catalogue.outline(self.list.item).map_err(ListsError::of)?;
        let first = outline.iter().find(|head| head.characters.end > place.start).map_or(0, |head| head.seq);
        for part in catalogue.parts(self.list.item).map_err(ListsError::of)?.starting_at(first) {
            let part = part?;
            if part.head.characters.start >= place.end {
                break;
            }
            let mut done = Vec::new();
            feed.part(&part, |line, start, _| {
                let end = start + line.chars().count() as u64;
                if start >= place.start && end <= place.end {
                    done.extend(rows.push(line, start));
                }
            });
            done.into_iter().try_for_each(|row| self.line(catalogue, row))?;
        }
        let mut done = Vec::new();
        feed.end(|line, start| {
            if start >= place.start && start + line.chars().count() as u64 <= place.end {
                done.extend(rows.push(line, start));
            }
        });
        done.extend(rows.finish());
        done.into_iter().try_for_each(|row| self.line(catalogue, row))
    }

    /// Keeps a row of lines.
    fn line(&mut self, catalogue: &Catalogue, row: LineRow) -> Result<(), ListsError> {
        let LineRow { start, text, fields } = row;
        let end = start + text.chars().count() as u64;
        let span = CharSpan { start, end };
        let fields = match fields {
            Err(reason) => return self.lists.add(&mut self.filling, FoundRow::Passed { reason, span }),
            Ok(fields) => fields,
        };
        // Between the lines of a long row stands what the document has there.
        let words = if text.contains('\n') {
            catalogue.text(self.list.item, span).map_err(ListsError::of)?
        } else {
            text.clone()
        };
        let values = fields.into_iter().filter_map(|field| {
            let before = text.get(..field.bytes.start)?.chars().count() as u64;
            let length = text.get(field.bytes.clone())?.chars().count() as u64;
            let inside = CharSpan { start: before, end: before + length };
            let value = inside.in_bytes(&words)?.slice(&words)?.to_owned();
            self.found(field.column, value, CharSpan { start: start + before, end: start + before + length })
        });
        let values = values.collect();
        self.record(record_id(self.list.item, span, &words), span, values)
    }

    /// Judges a row of a table and keeps it.
    fn row(&mut self, catalogue: &Catalogue, row: Gathered) -> Result<(), ListsError> {
        let cells = row.cells.iter().map(|it| {
            let Words { column, covers, ref text, .. } = *it;
            RowCell { column, text, covers }
        });
        let judged = lists::judge(&self.list.columns, &cells.collect::<Vec<_>>());
        let span = row.span();
        match judged {
            Err(reason) => self.lists.add(&mut self.filling, FoundRow::Passed { reason, span }),
            Ok(()) => {
                let words = match row.words {
                    Some(words) => words,
                    None => catalogue.text(self.list.item, span).map_err(ListsError::of)?,
                };
                let id = record_id(self.list.item, span, &words);
                let filled = row.cells.into_iter().filter(|it| !it.text.is_empty());
                let values = filled.filter_map(|it| self.found(it.column, it.text, it.span)).collect();
                self.record(id, span, values)
            }
        }
    }

    /// A value as its column is declared; `None` for a column that is not read.
    fn found(&self, column: u32, text: String, span: CharSpan) -> Option<FoundValue> {
        let meaning = self.list.columns.iter().find(|it| it.column == column)?.meaning;
        let (fits, reads_as) = (lists::fits(meaning, &text), lists::reads_as(meaning, &text));
        (meaning != Meaning::Ignored).then_some(FoundValue { column, meaning: reads_as, text, span, fits })
    }

    fn record(
        &mut self,
        id: model::RecordId,
        span: CharSpan,
        values: Vec<FoundValue>,
    ) -> Result<(), ListsError> {
        let name: Vec<&str> =
            values.iter().filter(|it| it.meaning.is_name()).map(|it| it.text.as_str()).collect();
        let document = values.iter().find(|it| it.meaning == Meaning::Document);
        let document = document.and_then(|it| lists::document_key(&it.text)).map(Key::Document);
        let keys = lists::name_key(&name.join(" ")).map(Key::Name).into_iter().chain(document).collect();
        self.lists.add(&mut self.filling, FoundRow::Record { id, span, values, keys })
    }
}

impl Gathered {
    fn filled(&self) -> impl Iterator<Item = &Words> {
        self.cells.iter().filter(|it| !it.text.is_empty())
    }

    /// From the first to the last of its characters.
    fn span(&self) -> CharSpan {
        let start = self.filled().map(|it| it.span.start).min().unwrap_or(self.start);
        CharSpan { start, end: self.filled().map(|it| it.span.end).max().unwrap_or(start) }
    }

    /// Takes its words out of the part, when all of it stands there.
    fn slice(&mut self, part: &StoredPart) {
        let here = self.filled().all(|it| it.part == part.head.seq);
        let start = self.filled().map(|it| it.bytes.start).min().unwrap_or(0);
        let end = self.filled().map(|it| it.bytes.end).max().unwrap_or(start);
        self.words = part.part.text.get(start..end).filter(|_| here).map(str::to_owned);
    }
}

/// A cell's words, trimmed.
fn words(cell: &Cell, part: &StoredPart, characters: &mut Count<'_>) -> Words {
    let words = cell.span.slice(&part.part.text).unwrap_or_default();
    let text = words.trim();
    let lead = words.len() - words.trim_start().len();
    let first = usize::try_from(cell.span.start).unwrap_or(usize::MAX).saturating_add(if text.is_empty() {
        0
    } else {
        lead
    });
    let start = characters.before(first as u64);
    Words {
        column: cell.column,
        covers: cell.covers.1,
        text: text.to_owned(),
        span: CharSpan { start, end: start + text.chars().count() as u64 },
        part: part.head.seq,
        bytes: first..first + text.len(),
    }
}

/// The number of the part in which the first of these rows of a table stands.
fn first_part(
    catalogue: &Catalogue,
    list: &List,
    table: u32,
    rows: &Range<u64>,
) -> Result<Option<u64>, ListsError> {
    // Empty rows have no cells: a stretch at a time.
    const AT_ONCE: u64 = 64;
    let known = catalogue.tables(list.item).map_err(ListsError::of)?;
    let end = known.iter().find(|it| it.number == table).map_or(0, |it| it.rows.min(rows.end));
    let mut start = rows.start;
    while start < end {
        let cells =
            catalogue.cells(list.item, table, start..end.min(start + AT_ONCE)).map_err(ListsError::of)?;
        if let Some(part) = cells.iter().map(|cell| cell.part).min() {
            return Ok(Some(part));
        }
        start += AT_ONCE;
    }
    Ok(None)
}

/// Counts code points of the document before bytes of a part; cheap when the bytes ascend.
struct Count<'p> {
    text: &'p str,
    base: u64,
    byte: usize,
    characters: u64,
}

impl<'p> Count<'p> {
    fn of(part: &'p StoredPart) -> Self {
        Self { text: &part.part.text, base: part.head.characters.start, byte: 0, characters: 0 }
    }

    fn before(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        if byte < self.byte {
            (self.byte, self.characters) = (0, 0);
        }
        self.characters += self.text.get(self.byte..byte).map_or(0, |it| it.chars().count() as u64);
        self.byte = byte;
        self.base + self.characters
    }
}
