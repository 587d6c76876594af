//! Lists of people in running text: stretches of lines that each name somebody in the same way. Takes line after line and
//! keeps only what a list needs, so that a text of any length goes through. Proposes; decides nothing.

use std::collections::VecDeque;

use model::{CharSpan, DateOrder, ListColumn, ListPlace, Meaning, Proposal, ProposedColumn, Reason};

use crate::cut::{Atom, Kind, atoms, cut};
use crate::dates::{together, written};
use crate::grid::shortened;
use crate::headings::in_line;
use crate::lines::MOST_ROW;
use crate::name::name_likeness;
use crate::text::fold;

/// The least confidence with which a list is proposed, in per cent.
const LEAST: u32 = 55;

/// Rows kept to judge a list by.
const SAMPLE: usize = 200;

/// Rows in a preview.
const PREVIEW: usize = 5;

/// Lines of other text that may stand within a list, and where a page ends.
const GAP: u32 = 5;
const PAGE_GAP: u32 = 14;

/// Words of titles over lists.
const TITLES: &[&str] = &[
    "lista",
    "listado",
    "nomina",
    "relacion",
    "manifiesto",
    "padron",
    "personas",
    "detenidos",
    "detenidas",
    "beneficiarios",
    "trasladados",
    "desaparecidos",
    "pasajeros",
    "nombres",
    "list",
    "manifest",
    "roster",
    "people",
    "detainees",
    "names",
    "missing",
    "passengers",
];

/// Searches lines of text for lists.
#[derive(Debug, Default)]
pub struct Scanner {
    run: Option<Run>,
    /// The last lines before what comes next.
    before: VecDeque<String>,
    found: Vec<Proposal>,
}

/// A line that names somebody.
#[derive(Debug, Clone)]
struct Row {
    text: String,
    number: Option<u32>,
    has: Has,
    likeness: u8,
}

/// What stands on a line beside the name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Has {
    number: bool,
    short: bool,
    date: usize,
    document: bool,
    age: bool,
    sex: bool,
    words: bool,
}

/// A list in the making.
#[derive(Debug)]
struct Run {
    sample: Vec<Row>,
    rows: u64,
    /// Lines within it that are no rows.
    others: u64,
    counting: u64,
    numbered: u64,
    last: Option<u32>,
    places: Vec<CharSpan>,
    gap: u32,
    page: bool,
    title: Vec<String>,
}

impl Scanner {
    /// Nothing was looked at yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next line, without its line end; `start` is where it begins in code points.
    pub fn push(&mut self, line: &str, start: u64) {
        if line.trim().is_empty() {
            return;
        }
        let end = start + line.chars().count() as u64;
        match row(line) {
            Some(row) => self.take(row, CharSpan { start, end }),
            None => {
                if let Some(run) = &mut self.run {
                    run.gap += 1;
                    if run.gap > if run.page { PAGE_GAP } else { GAP } {
                        self.close();
                    }
                }
                self.remember(line);
            }
        }
    }

    /// A page or part ends here.
    pub fn page_ends(&mut self) {
        if let Some(run) = &mut self.run {
            run.page = true;
        }
    }

    /// Something stands here that no list goes on over.
    pub fn stop(&mut self) {
        self.close();
        self.before.clear();
    }

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> Vec<Proposal> {
        self.close();
        self.found
    }

    fn remember(&mut self, line: &str) {
        self.before.push_back(line.trim().chars().take(200).collect());
        if self.before.len() > 6 {
            self.before.pop_front();
        }
    }

    fn take(&mut self, row: Row, span: CharSpan) {
        if self.run.as_ref().is_some_and(|run| !run.takes(&row)) {
            self.close();
        }
        match &mut self.run {
            Some(run) => run.add(row, span),
            None => {
                let mut run = Run {
                    sample: Vec::new(),
                    rows: 0,
                    others: 0,
                    counting: 0,
                    numbered: 0,
                    last: None,
                    places: Vec::new(),
                    gap: 0,
                    page: true,
                    title: self.before.iter().cloned().collect(),
                };
                run.add(row, span);
                self.run = Some(run);
            }
        }
    }

    fn close(&mut self) {
        let Some(run) = self.run.take() else { return };
        // A line or two that only looked like a list may be the title of the one that follows.
        let lines: Vec<String> = run.sample.iter().map(|row| row.text.clone()).collect();
        match run.propose() {
            Some(proposal) => self.found.push(proposal),
            None => lines.iter().for_each(|line| self.remember(line)),
        }
    }
}

/// The line as a row, when it can be one.
fn row(line: &str) -> Option<Row> {
    if line.len() > MOST_ROW || is_prose(line) {
        return None;
    }
    let bullet = line.trim_start().starts_with(['-', '•', '*', '–', '·', '▪', '●']);
    let atoms = atoms(line);
    let at = atoms.iter().position(|atom| atom.kind == Kind::Words)?;
    let name = &line[atoms[at].bytes.clone()];
    let likeness = name_likeness(name);
    let of = |kind: Kind| atoms.iter().filter(|atom| atom.kind == kind).count();
    let rest: Vec<&Atom> = atoms[at + 1..].iter().filter(|atom| atom.kind == Kind::Words).collect();
    let part_of_name = |atom: &&Atom| {
        atom.after_comma
            && name_likeness(&line[atom.bytes.clone()]) > 0
            && atom.bytes.start <= atoms[at].bytes.end + 2
    };
    let given = rest.first().filter(|it| part_of_name(it));
    let others: Vec<&&Atom> = rest.iter().skip(usize::from(given.is_some())).collect();
    let has = Has {
        number: of(Kind::Number) > 0,
        short: atoms[..at].iter().any(|atom| atom.kind == Kind::Short),
        date: of(Kind::Date),
        document: of(Kind::Document) > 0,
        age: of(Kind::Age) > 0,
        sex: of(Kind::Sex) > 0,
        words: !others.is_empty(),
    };
    let words: usize = others.iter().map(|atom| line[atom.bytes.clone()].split_whitespace().count()).sum();
    let whole = given.map_or_else(|| name.to_owned(), |it| format!("{name} {}", &line[it.bytes.clone()]));
    let typed = has.date > 0 || has.document || has.age;
    let long = whole
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    // One word can be a name where the line has more that only people have.
    let is_row = likeness > 0
        && words <= 12
        && atoms.len() <= 12
        && (typed
            || (has.number && long >= 2)
            || (bullet && long >= 2 && likeness >= 60)
            || (words == 0 && long >= 2 && likeness >= 70));
    let number = atoms.iter().find(|atom| atom.kind == Kind::Number);
    let number = number.and_then(|atom| line[atom.bytes.clone()].parse().ok());
    is_row.then(|| Row { text: line.to_owned(), number, has, likeness: name_likeness(&whole).max(likeness) })
}

/// Whether a line is plainly a sentence: most lines of most texts are, and need no closer look.
fn is_prose(line: &str) -> bool {
    let begins = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let small = line.split_whitespace().filter(|word| begins(word).is_some_and(char::is_lowercase)).count();
    let first = line.split_whitespace().find_map(begins);
    small > 8 || first.is_none_or(char::is_lowercase)
}

impl Run {
    /// Whether a row goes on with this list.
    fn takes(&self, row: &Row) -> bool {
        let restarts = row.number == Some(1) && self.last.is_some_and(|last| last >= 3);
        let counts = matches!((self.last, row.number), (Some(last), Some(number)) if number > last && number - last <= 5);
        let alike = self.sample.last().is_some_and(|last| {
            (last.has.document, last.has.date > 0) == (row.has.document, row.has.date > 0)
                || last.has.number == row.has.number
        });
        // Where all rows have a number or date, one without them behind other text is none of them.
        let typed = |row: &Row| row.has.date > 0 || row.has.document || row.has.age;
        let strict = self.sample.len() >= 4
            && self.sample.iter().filter(|row| typed(row)).count() * 10 >= self.sample.len() * 9;
        let stray = strict && self.gap > 0 && !typed(row);
        !restarts && !stray && (counts || alike || self.gap <= GAP)
    }

    fn add(&mut self, row: Row, span: CharSpan) {
        self.rows += 1;
        if let Some(number) = row.number {
            self.numbered += 1;
            self.counting += u64::from(self.last.is_none_or(|last| number == last.saturating_add(1)));
            self.last = Some(number);
        }
        // What stands between pages is none of the list.
        match self.places.last_mut() {
            Some(last) if !self.page => {
                self.others += u64::from(self.gap);
                last.end = span.end;
            }
            _ => self.places.push(span),
        }
        (self.gap, self.page) = (0, false);
        if self.sample.len() < SAMPLE {
            self.sample.push(row);
        }
    }

    fn propose(self) -> Option<Proposal> {
        let n = self.sample.len();
        let share = |has: &dyn Fn(&Row) -> bool| self.share(has);
        let typed = share(&|row| row.has.date > 0 || row.has.document || row.has.age);
        let numbered = share(&|row| row.has.number) >= 50;
        let counts = self.numbered > 0 && self.counting * 10 >= self.numbered * 7;
        let known = self.sample.iter().map(|row| usize::from(row.likeness)).sum::<usize>() / n.max(1);
        if self.rows < if numbered && typed >= 50 { 3 } else { 4 } || self.others > self.rows {
            return None;
        }
        let confidence = 30 * typed as u32 / 100
            + if numbered && counts { 20 } else { 0 }
            + (known as u32).saturating_sub(40)
            + if self.rows >= 8 { 10 } else { 0 };
        let columns = self.columns();
        let declared: Vec<ListColumn> = columns.iter().map(|it| it.column.clone()).collect();
        let preview = self.sample.iter().take(PREVIEW).map(|row| {
            let fields = cut(&row.text, &declared);
            fields.into_iter().map(|it| (it.column, shortened(&row.text[it.bytes]))).collect()
        });
        (confidence >= LEAST).then(|| Proposal {
            name: self.name(),
            rows: self.rows,
            confidence: u8::try_from(confidence.min(97)).unwrap_or(97),
            preview: preview.collect(),
            places: self.places.iter().map(|span| ListPlace::Lines { span: *span }).collect(),
            columns,
        })
    }

    /// How many of the rows that were kept have something, in a hundred.
    fn share(&self, has: &dyn Fn(&Row) -> bool) -> usize {
        self.sample.iter().filter(|row| has(row)).count() * 100 / self.sample.len().max(1)
    }

    /// The fields that most lines have, in the order in which lines have them.
    fn columns(&self) -> Vec<ProposedColumn> {
        let share = |has: &dyn Fn(&Row) -> bool| self.share(has);
        let mut meanings: Vec<(Meaning, usize, Reason)> = Vec::new();
        let mut push = |meaning, share: usize, at: usize, reason| {
            if share >= at {
                meanings.push((meaning, share, reason));
            }
        };
        push(Meaning::RowNumber, share(&|row| row.has.number), 50, Reason::Counting);
        push(Meaning::Text, share(&|row| row.has.short), 50, Reason::Leftover);
        push(Meaning::Name, 100, 0, Reason::KnownNames);
        push(Meaning::Sex, share(&|row| row.has.sex), 50, Reason::Values);
        push(Meaning::Document, share(&|row| row.has.document), 15, Reason::Values);
        let years: Vec<u32> = self.dates().filter_map(|it| it.year).collect();
        let births =
            years.iter().max().zip(years.iter().min()).is_some_and(|(last, first)| last - first > 12);
        let (one, two) = (share(&|row| row.has.date > 0), share(&|row| row.has.date > 1));
        push(if births || two >= 50 { Meaning::Birth } else { Meaning::EventDate }, one, 15, Reason::Values);
        push(Meaning::EventDate, two, 50, Reason::Values);
        push(Meaning::Age, share(&|row| row.has.age), 15, Reason::Values);
        let places = share(&|row| {
            row.has.words
                && row
                    .text
                    .split([',', '\t'])
                    .any(|it| it.trim_start().starts_with("de ") || it.trim_start().starts_with("from "))
        });
        let words = share(&|row| row.has.words);
        push(if places * 2 >= words { Meaning::Place } else { Meaning::Text }, words, 25, Reason::Leftover);
        let heading = self.heading();
        let label = |meaning: Meaning| {
            let of = |it: &&(Meaning, String)| it.0 == meaning;
            heading.iter().find(of).map(|(_, label)| label.clone()).unwrap_or_default()
        };
        let order = together(self.dates().map(|it| it.order));
        let columns = (0_u32..).zip(meanings).map(|(column, (meaning, share, reason))| {
            let label = label(meaning);
            let mut reasons = vec![reason];
            if !label.is_empty() {
                reasons.insert(0, Reason::Heading);
            }
            let sure = 50 + share * 40 / 100 + usize::from(!label.is_empty()) * 8;
            let is_date = matches!(meaning, Meaning::Birth | Meaning::EventDate);
            ProposedColumn {
                column: ListColumn { column, label, meaning, on: None },
                confidence: u8::try_from(sure.min(98)).unwrap_or(98),
                reasons,
                order: is_date.then_some(if years.is_empty() { DateOrder::Plain } else { order }),
            }
        });
        columns.collect()
    }

    fn dates(&self) -> impl Iterator<Item = crate::dates::Written> + '_ {
        self.sample.iter().flat_map(|row| {
            let dates = atoms(&row.text).into_iter().filter(|atom| atom.kind == Kind::Date);
            dates.filter_map(|atom| written(&row.text[atom.bytes])).collect::<Vec<_>>()
        })
    }

    /// The line of headings right above the first row, when there is one.
    fn heading(&self) -> Vec<(Meaning, String)> {
        let Some(line) = self.title.last() else { return Vec::new() };
        let found = in_line(line);
        if found.len() < 2 {
            return Vec::new();
        }
        let plain = |range: std::ops::Range<usize>| {
            line[range].trim_matches(|c| matches!(c, ',' | ';' | ':')).to_owned()
        };
        found.into_iter().map(|(meaning, range)| (meaning, plain(range))).collect()
    }

    /// What stands above the rows: the line that speaks of people or a list, else the last short one.
    fn name(&self) -> String {
        let heading = usize::from(!self.heading().is_empty());
        let plain = |line: &String| {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            // Lines may be numbered in the margin.
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            if rest.starts_with(' ') { rest.trim().to_owned() } else { line }
        };
        let lines: Vec<String> = self.title.iter().rev().skip(heading).map(plain).collect();
        let short = |line: &&String| line.chars().count() <= 100 && line.chars().any(char::is_alphabetic);
        let says = |line: &&String| fold(line).split(' ').any(|word| TITLES.contains(&word));
        let chosen = lines.iter().filter(short).find(says).or_else(|| lines.iter().find(short));
        chosen.cloned().unwrap_or_default()
    }
}
