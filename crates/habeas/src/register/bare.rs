//! A bare CSV, TSV or Parquet file, linked without a case: for scripts and for measuring. Reads rows and columns exactly; what does not
//! fit is named by row and column, and nothing is skipped.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use link::hash::{hash, join};
use link::{Column, Linkage, ListId, RecordId, Records, Settings, Table};
use model::Meaning;

use super::{parquet, seam};
use crate::trouble::Trouble;

/// What is said of the columns.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Columns with their meanings, `COLUMN=MEANING` or `COLUMN=age@DAY`.
    pub map: Vec<String>,
    /// The column that names the list of each row.
    pub list: Option<String>,
    /// The column with the id of each row.
    pub id: Option<String>,
}

/// A table that was read.
#[derive(Debug)]
pub struct Bare {
    /// What is linked.
    pub table: Table,
    /// What each row is called: its id, or its number from 1.
    pub names: Vec<String>,
    /// Each row's list, if there are lists.
    pub lists: Option<Vec<String>>,
    /// Columns that were mapped to what is not compared: column and meaning.
    pub not_compared: Vec<(String, Meaning)>,
}

/// A row's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The row, from 0.
    pub row: usize,
    /// What its person is called: the least of the names of the person's rows.
    pub person: String,
    /// The probability of its strongest link within the person; `None` when it is alone.
    pub probability: Option<f64>,
}

/// A scored pair of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredPair {
    /// What one row is called.
    pub one: String,
    /// What the other is called.
    pub other: String,
    /// log2 of the odds that both are one person.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// Whether they are one person in the result.
    pub joined: bool,
}

/// Reads a table.
///
/// # Errors
/// When a column or meaning is unknown, or a row does not fit.
pub fn read(path: &Path, wish: &Wish) -> anyhow::Result<Bare> {
    let shown = path.display().to_string();
    let unreadable = |error: &dyn std::fmt::Display| {
        trouble!("link-error-unreadable", path = shown.as_str()).because(error)
    };
    let mut file = BufReader::new(File::open(path).map_err(|error| unreadable(&error))?);
    let begin = file.fill_buf().map_err(|error| unreadable(&error))?;
    if begin.starts_with(parquet::MAGIC) {
        return parquet::read(file.into_inner(), &shown, wish);
    }
    let start = if begin.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut first = Vec::new();
    file.by_ref().take(1 << 20).read_until(b'\n', &mut first).map_err(|error| unreadable(&error))?;
    let delimiter = delimiter(&first, path);
    file.seek(SeekFrom::Start(start)).map_err(|error| unreadable(&error))?;
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    let header = rows.headers().map_err(|error| of_csv(&shown, &error))?.clone();
    if header.iter().all(str::is_empty) {
        return Err(trouble!("link-error-empty", path = shown).into());
    }
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let columns = Columns::of(&header, wish)?;
    fill(rows, &shown, &header, &columns)
}

/// Where the wanted columns are.
pub(super) struct Columns {
    compared: Vec<(usize, link::Meaning)>,
    not_compared: Vec<(String, Meaning)>,
    list: Option<usize>,
    id: Option<usize>,
}

impl Columns {
    pub(super) fn of(header: &[String], wish: &Wish) -> anyhow::Result<Self> {
        let place = |name: &str| find(header, name);
        let mut columns = Self {
            compared: Vec::new(),
            not_compared: Vec::new(),
            list: wish.list.as_deref().map(place).transpose()?,
            id: wish.id.as_deref().map(place).transpose()?,
        };
        let mut taken: BTreeMap<usize, ()> = BTreeMap::new();
        for given in &wish.map {
            // A heading may hold an equals sign, a meaning cannot.
            let (name, code) =
                given.rsplit_once('=').ok_or_else(|| trouble!("link-error-map", given = given.as_str()))?;
            let at = place(name)?;
            if taken.insert(at, ()).is_some() {
                return Err(trouble!("link-error-mapped-twice", column = name).into());
            }
            let (meaning, on) = meaning(code)?;
            match seam::compared(meaning, on) {
                Some(compared) => columns.compared.push((at, compared)),
                None => columns.not_compared.push((name.to_owned(), meaning)),
            }
        }
        if columns.compared.is_empty() {
            return Err(trouble!("link-error-no-map", known = header.join(", ")).into());
        }
        Ok(columns)
    }

    /// All columns that are read, ascending.
    pub(super) fn wanted(&self) -> Vec<usize> {
        let mut wanted: Vec<usize> =
            self.compared.iter().map(|it| it.0).chain(self.list).chain(self.id).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }
}

fn find(header: &[String], name: &str) -> Result<usize, Trouble> {
    let mut found = header.iter().enumerate().filter(|(_, it)| *it == name.trim()).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        (Some(_), Some(_)) => Err(trouble!("link-error-two-columns", column = name)),
        (None, _) => Err(trouble!("link-error-no-column", column = name, known = header.join(", "))),
    }
}

/// A meaning as it is written on the command line; for an age with its day.
fn meaning(code: &str) -> Result<(Meaning, Option<link::Day>), Trouble> {
    let (code, on) = match code.trim().split_once('@') {
        Some((code, on)) => (code, Some(on)),
        None => (code.trim(), None),
    };
    let Some(meaning) = Meaning::from_code(code) else {
        let known = Meaning::ALL.map(Meaning::code).join(", ");
        return Err(trouble!("link-error-no-meaning", given = code, known = known));
    };
    match (meaning, on.map(seam::day)) {
        (Meaning::Age, Some(Some(day))) => Ok((meaning, Some(day))),
        (Meaning::Age, _) => Err(trouble!("link-error-age", given = on.unwrap_or_default())),
        (_, None) => Ok((meaning, None)),
        (_, Some(_)) => Err(trouble!("link-error-only-age", meaning = code)),
    }
}

/// Where a row stands, for errors.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// A line of a text, from 1.
    Line(u64),
    /// A row without lines, from 1.
    Row(u64),
}

/// A table that is filled row by row.
pub(super) struct Filling<'a> {
    header: &'a [String],
    columns: &'a Columns,
    table: Table,
    names: Vec<String>,
    lists: Vec<String>,
    list_ids: BTreeMap<String, Vec<usize>>,
    known: HashMap<u64, u64>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(header: &'a [String], columns: &'a Columns) -> Self {
        let mut table = Table::default();
        for (at, meaning) in &columns.compared {
            table.columns.push(Column::new(*meaning, &header[*at]));
        }
        let (names, lists) = (Vec::new(), Vec::new());
        Self { header, columns, table, names, lists, list_ids: BTreeMap::new(), known: HashMap::new() }
    }

    /// Adds a row, given the text in each wanted column and a hash of what it holds.
    pub(super) fn push<'b>(
        &mut self,
        place: Place,
        text: impl Fn(usize) -> &'b str,
        content: impl FnOnce() -> u64,
    ) -> Result<(), Trouble> {
        let at = self.names.len();
        for ((column, _), values) in self.columns.compared.iter().zip(&mut self.table.columns) {
            values.push(text(*column));
        }
        let id = match self.columns.id {
            Some(column) => {
                let name = text(column).trim();
                let column = self.header[column].as_str();
                if name.is_empty() {
                    return Err(match place {
                        Place::Line(line) => trouble!("link-error-no-id", line = line, column = column),
                        Place::Row(row) => trouble!("link-error-no-id-row", row = row, column = column),
                    });
                }
                self.names.push(name.to_owned());
                let id = hash(name.as_bytes());
                if self.known.insert(id, 1).is_some() {
                    return Err(match place {
                        Place::Line(line) => trouble!("link-error-same-id", line = line, id = name),
                        Place::Row(row) => trouble!("link-error-same-id-row", row = row, id = name),
                    });
                }
                id
            }
            None => {
                self.names.push((at + 1).to_string());
                // By its content, so that the order of the rows changes nothing; equal rows are numbered.
                let content = content();
                let copies = self.known.entry(content).or_default();
                *copies += 1;
                join(content, *copies)
            }
        };
        self.table.ids.push(RecordId(id));
        if let Some(column) = self.columns.list {
            let name = text(column).trim().to_owned();
            self.list_ids.entry(name.clone()).or_default().push(at);
            self.lists.push(name);
        }
        Ok(())
    }

    pub(super) fn done(self) -> Bare {
        let mut table = self.table;
        table.lists = vec![ListId(0); self.names.len()];
        // By name, not by first sight: the order of the rows changes nothing.
        for (number, rows) in self.list_ids.values().enumerate() {
            rows.iter().for_each(|at| table.lists[*at] = ListId(number as u32));
        }
        let lists = self.columns.list.map(|_| self.lists);
        Bare { table, names: self.names, lists, not_compared: self.columns.not_compared.clone() }
    }
}

fn fill(
    mut rows: csv::Reader<BufReader<File>>,
    shown: &str,
    header: &[String],
    columns: &Columns,
) -> anyhow::Result<Bare> {
    let mut filling = Filling::new(header, columns);
    let mut row = csv::StringRecord::new();
    while rows.read_record(&mut row).map_err(|error| of_csv(shown, &error))? {
        let line = row.position().map_or(0, csv::Position::line);
        let content = || row.iter().fold(hash(b"row"), |sum, cell| join(sum, hash(cell.as_bytes())));
        filling.push(Place::Line(line), |column| &row[column], content)?;
    }
    Ok(filling.done())
}

/// The character between cells: by the name's ending, or the commonest of the candidates in the first line outside quotes.
fn delimiter(first: &[u8], path: &Path) -> u8 {
    if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("tsv")) {
        return b'\t';
    }
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    for byte in first {
        quoted ^= *byte == b'"';
        counts.iter_mut().filter(|it| !quoted && it.0 == *byte).for_each(|it| it.1 += 1);
    }
    counts.iter().rev().max_by_key(|it| it.1).map_or(b',', |it| it.0)
}

fn of_csv(path: &str, error: &csv::Error) -> Trouble {
    let line = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => trouble!(
            "link-error-cells",
            path = path,
            line = line(pos.as_ref()),
            found = *len,
            wanted = *expected_len
        ),
        csv::ErrorKind::Utf8 { pos, err } => trouble!(
            "link-error-utf8",
            path = path,
            line = line(pos.as_ref()),
            column = err.field() as u64 + 1
        ),
        _ => trouble!("link-error-unreadable", path = path).because(error),
    }
}

/// Links a table. `step` is told how many of the steps of [`STEPS`] are done.
///
/// # Errors
/// When there are more columns or rows than one run takes.
pub fn link(bare: &Bare, threads: usize, step: impl Fn(u64)) -> anyhow::Result<(Records, Linkage)> {
    let records = Records::read(&bare.table).map_err(|error| match error {
        link::TableError::TooManyFields { fields, most } => {
            trouble!("link-error-fields", fields = fields, most = most)
        }
        link::TableError::SameId(_) => trouble!("link-error-collision"),
        other => trouble!("link-error-table").because(&other),
    })?;
    step(1);
    let settings = Settings { threads, ..Settings::default() };
    let linkage = super::steps::link_afresh(&records, &[], &settings, |done| step(done + 1));
    Ok((records, linkage))
}

/// How many steps linking has.
pub const STEPS: u64 = 1 + super::steps::STEPS;

impl Bare {
    /// The person of each row, in the order of the rows.
    #[must_use]
    pub fn answers(&self, records: &Records, linkage: &Linkage) -> Vec<Answer> {
        let clusters = &linkage.clusters;
        let mut strongest: Vec<Option<f32>> = vec![None; records.len()];
        for it in &linkage.links {
            let (one, other) = (it.one as usize, it.other as usize);
            if clusters.of_record[one].is_some() && clusters.of_record[one] == clusters.of_record[other] {
                for at in [one, other] {
                    strongest[at] = Some(strongest[at].map_or(it.weight, |held| held.max(it.weight)));
                }
            }
        }
        let name = |at: usize| &self.names[records.rows[at] as usize];
        let called: Vec<&String> = clusters
            .clusters
            .iter()
            .map(|it| it.members.iter().map(|at| name(*at as usize)).min_by_key(|it| (it.len(), *it)))
            .map(|it| it.expect("a person has records"))
            .collect();
        let mut answers: Vec<Answer> = (0..records.len())
            .map(|at| Answer {
                row: records.rows[at] as usize,
                person: clusters.of_record[at].map_or(name(at), |it| called[it as usize]).clone(),
                probability: strongest[at].map(|it| link::Probability::from_weight(f64::from(it)).0),
            })
            .collect();
        answers.sort_by_key(|it| it.row);
        answers
    }

    /// The scored pairs, in the order of the rows.
    pub fn pairs<'a>(
        &'a self,
        records: &'a Records,
        linkage: &'a Linkage,
    ) -> impl Iterator<Item = ScoredPair> + 'a {
        let of_record = &linkage.clusters.of_record;
        let mut links: Vec<(u32, u32, f32, bool)> = linkage
            .links
            .iter()
            .map(|it| {
                let (one, other) = (records.rows[it.one as usize], records.rows[it.other as usize]);
                let joined = of_record[it.one as usize].is_some()
                    && of_record[it.one as usize] == of_record[it.other as usize];
                (one.min(other), one.max(other), it.weight, joined)
            })
            .collect();
        links.sort_unstable_by_key(|it| (it.0, it.1));
        links.into_iter().map(|(one, other, weight, joined)| ScoredPair {
            one: self.names[one as usize].clone(),
            other: self.names[other as usize].clone(),
            weight: f64::from(weight),
            probability: link::Probability::from_weight(f64::from(weight)).0,
            joined,
        })
    }
}
