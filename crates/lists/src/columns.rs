//! What columns hold: by their headings, by the form of their values, by what stands beside them. Guesses, with the reasons;
//! never decides between orders of day and month that the values leave open.

use std::collections::BTreeSet;

use model::{DateOrder, ListColumn, Meaning, ProposedColumn, Reason};

use crate::dates::{together, written};
use crate::headings::says;
use crate::name::name_likeness;
use crate::shape::{age, document, fits, is_kin, is_nation, is_sex, is_status};
use crate::text::{fold, is_blank};

/// A column as far as it was looked at.
#[derive(Debug, Default)]
pub(crate) struct Sample<'t> {
    pub(crate) column: u32,
    /// Its heading.
    pub(crate) label: String,
    /// Its values, none of them empty.
    pub(crate) values: Vec<Cell<'t>>,
}

/// A value, and whether the file types it as a date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'t> {
    pub(crate) text: &'t str,
    pub(crate) is_date: bool,
}

/// What a list's columns hold, and how sure it is that it names people, in per cent.
pub(crate) struct Guessed {
    pub(crate) columns: Vec<ProposedColumn>,
    pub(crate) confidence: u8,
}

/// The shares of a column's values that have each form, in per cent.
struct Forms {
    filled: usize,
    distinct: u64,
    name: u64,
    known: u64,
    date: u64,
    typed: u64,
    document: u64,
    says_age: u64,
    sex: u64,
    nation: u64,
    status: u64,
    kin: u64,
    counting: u64,
    /// From the earliest to the latest year.
    years: Option<(u32, u32)>,
    order: DateOrder,
}

fn share(count: usize, of: usize) -> u64 {
    (count * 100 / of.max(1)) as u64
}

impl Forms {
    fn of(sample: &Sample<'_>) -> Self {
        let values: Vec<Cell<'_>> = sample.values.iter().copied().filter(|it| !is_blank(it.text)).collect();
        let n = values.len();
        let count = |has: &dyn Fn(&Cell<'_>) -> bool| share(values.iter().filter(|it| has(it)).count(), n);
        let dates: Vec<_> = values.iter().filter_map(|it| written(it.text)).collect();
        let years: Vec<u32> = dates.iter().filter_map(|it| it.year).collect();
        let numbers: Vec<i64> = values.iter().filter_map(|it| fold(it.text).parse().ok()).collect();
        let steps = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
        let different: BTreeSet<String> = values.iter().map(|it| fold(it.text)).collect();
        Self {
            filled: n,
            distinct: share(different.len(), n),
            name: count(&|it| name_likeness(it.text) > 0),
            known: count(&|it| name_likeness(it.text) >= 70),
            date: count(&|it| it.is_date || written(it.text).is_some()),
            typed: count(&|it| it.is_date),
            document: count(&|it| document(it.text).is_some_and(|it| it.len() >= 6)),
            says_age: count(&|it| age(it.text).is_some_and(|(_, says)| says)),
            sex: count(&|it| is_sex(it.text)),
            nation: count(&|it| is_nation(it.text)),
            status: count(&|it| is_status(it.text)),
            kin: count(&|it| is_kin(it.text)),
            // Samples have gaps between their stretches.
            counting: if n >= 3 && numbers.len() == n { share(steps + 1, n) } else { 0 },
            years: years.iter().min().copied().zip(years.iter().max().copied()),
            order: together(dates.iter().map(|it| it.order)),
        }
    }

    /// Whether the years are those of people's births rather than of what happened to them.
    fn are_births(&self) -> bool {
        self.years.is_some_and(|(first, last)| last - first > 12)
    }

    /// What the values alone say, with how sure that is.
    fn meaning(&self) -> Option<(Meaning, u8, Reason)> {
        let sure = |share: u64, at: u64| share >= at;
        if self.filled < 2 {
            None
        } else if sure(self.date, 70) {
            let meaning = if self.are_births() { Meaning::Birth } else { Meaning::EventDate };
            Some((meaning, 65, if self.typed > 50 { Reason::Typed } else { Reason::Values }))
        } else if sure(self.counting, 80) {
            Some((Meaning::RowNumber, 90, Reason::Counting))
        } else if sure(self.document, 70) && sure(self.distinct, 70) {
            Some((Meaning::Document, 75, Reason::Values))
        } else if sure(self.sex, 95) && self.distinct < 60 {
            Some((Meaning::Sex, 80, Reason::Values))
        } else if sure(self.says_age, 50) {
            Some((Meaning::Age, 85, Reason::Values))
        } else if sure(self.kin, 60) {
            Some((Meaning::Text, 70, Reason::Values))
        } else if sure(self.nation, 70) {
            Some((Meaning::Nationality, 75, Reason::Values))
        } else if sure(self.status, 60) {
            Some((Meaning::Status, 70, Reason::Values))
        } else if sure(self.name, 75) && sure(self.known, 50) && sure(self.distinct, 60) {
            let known = u8::try_from(self.known).unwrap_or(100);
            Some((Meaning::Name, 35 + known / 2, Reason::KnownNames))
        } else {
            None
        }
    }

    /// How many of the values have the form that a heading promises, in per cent.
    fn share_of(&self, meaning: Meaning, sample: &Sample<'_>) -> u64 {
        match meaning {
            Meaning::Name
            | Meaning::GivenNames
            | Meaning::Surnames
            | Meaning::FirstSurname
            | Meaning::SecondSurname => self.name,
            _ => share(
                sample.values.iter().filter(|it| it.is_date || fits(meaning, it.text)).count(),
                sample.values.len(),
            ),
        }
    }
}

/// Guesses what columns hold; `None` when no column names people.
pub(crate) fn guess(samples: &[Sample<'_>]) -> Option<Guessed> {
    let forms: Vec<Forms> = samples.iter().map(Forms::of).collect();
    let mut columns: Vec<ProposedColumn> =
        samples.iter().zip(&forms).map(|(sample, forms)| one(sample, forms)).collect();
    neighbours(&mut columns, &forms);
    let names = columns.iter().zip(&forms).filter(|(column, _)| column.meaning().is_name());
    let (mut confidence, mut found) = (0, false);
    for (column, forms) in names {
        if matches!(column.meaning(), Meaning::GivenNames | Meaning::SecondSurname) && forms.filled == 0 {
            continue;
        }
        found |= forms.name >= 50 && forms.filled > 0;
        let known = u8::try_from(forms.known).unwrap_or(100);
        let says = column.reasons.contains(&Reason::Heading);
        confidence = confidence.max(if says { 55 + known / 3 } else { 30 + known / 2 });
    }
    // Something else that only people have.
    let of_people = [Meaning::Birth, Meaning::Age, Meaning::Document, Meaning::Sex]
        .map(|it| columns.iter().any(|column| column.meaning() == it));
    let more = u8::try_from(of_people.iter().filter(|it| **it).count() * 8).unwrap_or(0);
    found.then(|| Guessed { columns, confidence: (confidence + more).min(99) })
}

/// What one column seems to hold by itself.
fn one(sample: &Sample<'_>, forms: &Forms) -> ProposedColumn {
    let heading = says(&sample.label);
    let values = forms.meaning();
    let (meaning, confidence, reasons) = match (heading, values) {
        (Some((meaning, whole)), values) => {
            let share = forms.share_of(meaning, sample);
            let agrees = values.is_some_and(|(it, ..)| it == meaning);
            match values {
                // What the values plainly are outweighs a heading that none of them fits.
                Some((other, sure, reason)) if share < 30 && !agrees && forms.filled > 2 => {
                    (other, sure / 2, vec![reason])
                }
                _ => {
                    let base = if whole { 60 } else { 45 };
                    let sure = if forms.filled == 0 {
                        base
                    } else {
                        base + u8::try_from(share * 38 / 100).unwrap_or(0)
                    };
                    let reasons = if share >= 50 && forms.filled > 0 {
                        vec![Reason::Heading, Reason::Values]
                    } else {
                        vec![Reason::Heading]
                    };
                    (meaning, sure, reasons)
                }
            }
        }
        (None, Some((meaning, sure, reason))) => (meaning, sure, vec![reason]),
        (None, None) => (Meaning::Text, 40, vec![Reason::Leftover]),
    };
    let is_date = matches!(meaning, Meaning::Birth | Meaning::EventDate);
    ProposedColumn {
        column: ListColumn { column: sample.column, label: sample.label.clone(), meaning, on: None },
        confidence,
        reasons,
        order: is_date.then_some(forms.order),
    }
}

/// What columns are beside one another.
fn neighbours(columns: &mut [ProposedColumn], forms: &[Forms]) {
    let has = |columns: &[ProposedColumn], wanted: &[Meaning]| {
        columns.iter().any(|it| wanted.contains(&it.meaning()))
    };
    let set = |column: &mut ProposedColumn, meaning: Meaning| {
        column.column.meaning = meaning;
        column.reasons.push(Reason::Neighbours);
    };
    // Beside surnames, a name is the given names; beside given names, one column of surnames is both.
    let surnames = [Meaning::Surnames, Meaning::FirstSurname, Meaning::SecondSurname];
    if has(columns, &surnames) && !has(columns, &[Meaning::GivenNames]) {
        let name = columns.iter_mut().find(|it| it.meaning() == Meaning::Name);
        if let Some(column) = name {
            set(column, Meaning::GivenNames);
        }
    }
    if has(columns, &[Meaning::FirstSurname]) && !has(columns, &[Meaning::SecondSurname]) {
        let one = columns.iter_mut().find(|it| it.meaning() == Meaning::FirstSurname);
        if let Some(column) = one.filter(|it| fold(&it.column.label) == "apellido") {
            set(column, Meaning::Surnames);
        }
    }
    // Given names with nothing that is a surname are whole names.
    if has(columns, &[Meaning::GivenNames]) && !has(columns, &surnames) && !has(columns, &[Meaning::Name]) {
        let given = columns.iter_mut().find(|it| it.meaning() == Meaning::GivenNames);
        if let Some(column) = given {
            set(column, Meaning::Name);
        }
    }
    // Whoever stands left of a relationship is the relative.
    for at in 1..columns.len() {
        let guessed = !columns[at - 1].reasons.contains(&Reason::Heading);
        if forms[at].kin >= 60 && columns[at - 1].meaning() == Meaning::Name && guessed {
            set(&mut columns[at - 1], Meaning::OtherPerson);
        }
    }
    // One column names the person: the one whose heading says so, else the first; further ones are somebody else's.
    let best = columns
        .iter()
        .enumerate()
        .filter(|(_, it)| it.meaning() == Meaning::Name)
        .max_by_key(|(at, it)| (it.reasons.contains(&Reason::Heading), std::cmp::Reverse(*at)))
        .map(|(at, _)| at);
    let parts = has(columns, &[Meaning::GivenNames, Meaning::Surnames, Meaning::FirstSurname]);
    for (at, column) in columns.iter_mut().enumerate() {
        if column.meaning() == Meaning::Name && (Some(at) != best || parts) {
            set(column, Meaning::OtherPerson);
            column.confidence = column.confidence.min(60);
        }
    }
    // Two columns of one kind that a person has once: the surer one stays.
    for once in [Meaning::Birth, Meaning::RowNumber, Meaning::Age] {
        let same: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].meaning() == once).collect();
        let surest = same.iter().copied().max_by_key(|at| (columns[*at].confidence, std::cmp::Reverse(*at)));
        for at in same.into_iter().filter(|at| Some(*at) != surest) {
            let other = if once == Meaning::Birth { Meaning::EventDate } else { Meaning::Text };
            set(&mut columns[at], other);
            columns[at].confidence = columns[at].confidence.min(50);
        }
    }
}
