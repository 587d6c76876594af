//! The records of a case's lists as the columns that are compared. Reads what the lists hold and leaves out nothing without
//! saying so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::lists::{Declared, ListState, Lists, ListsError, Record, Value};
use case::register::{Field, NotCompared, RecordRow, meanings, written_name};
use link::name::compare::{Name, compare};
use link::name::{Lexicon, NameForm, ParsedName, Quality};
use link::pattern::MOST_FIELDS;
use link::{Column, Day, FieldKind, ListId, Records, Table};
use model::{Meaning, PersonId, RecordId};

use super::{copies, seam};

/// Rows read at once.
const AT_ONCE: u64 = 4_096;

/// The records of some lists.
#[derive(Debug, Default)]
pub struct Gathered {
    /// What is compared.
    pub table: Table,
    /// Each record, ascending by id, as if it were a person of its own.
    pub rows: Vec<RecordRow>,
    /// How many records each list has here.
    pub lists: Vec<(u64, u64)>,
    /// What is not compared.
    pub not_compared: Vec<NotCompared>,
    slots: Vec<Slot>,
}

/// One column of the table: a column of each list at most.
#[derive(Debug)]
struct Slot {
    kind: Kind,
    /// Which of its kind, from 0.
    number: usize,
    /// The headings of its columns, in small letters.
    labels: BTreeSet<String>,
    /// List and column.
    columns: Vec<(u64, u32)>,
}

/// What makes two columns of different lists one column here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Plain(Meaning),
    Age(Day),
}

impl Kind {
    const fn compared(self) -> Option<link::Meaning> {
        match self {
            Self::Plain(meaning) => seam::compared(meaning, None),
            Self::Age(day) => seam::compared(Meaning::Age, Some(day)),
        }
    }

    /// Whether each of its columns is a field of its own.
    const fn is_own_field(self) -> bool {
        let Self::Plain(meaning) = self else { return false };
        matches!(
            meaning,
            Meaning::Nationality | Meaning::Document | Meaning::Place | Meaning::Code | Meaning::Text
        )
    }

    const fn field(self) -> Option<FieldKind> {
        let Self::Plain(meaning) = self else { return Some(FieldKind::Birth) };
        Some(match meaning {
            Meaning::Birth => FieldKind::Birth,
            Meaning::Sex => FieldKind::Sex,
            Meaning::Nationality => FieldKind::Nationality,
            Meaning::Document => FieldKind::Document,
            Meaning::Place => FieldKind::Place,
            Meaning::Code => FieldKind::Code,
            Meaning::Text => FieldKind::Text,
            Meaning::Alias => FieldKind::Alias,
            _ => return None,
        })
    }
}

/// Fields that are compared whatever the lists hold: given names, surnames, other names, birth, sex, list.
const COMMON_FIELDS: usize = 6;

/// Which meanings make room for others when there are too many fields, the most telling first.
const TELLING: [Meaning; 5] =
    [Meaning::Document, Meaning::Nationality, Meaning::Place, Meaning::Code, Meaning::Text];

/// Gathers the records of lists, in the order of the entries that declared them.
///
/// # Errors
/// When the lists cannot be read.
pub fn gather(lists: &Lists, declared: &[Declared]) -> Result<Gathered, ListsError> {
    let mut gathered = Gathered::default();
    gathered.plan(declared);
    let compared = gathered.slots.iter().filter_map(|slot| Some((slot.kind.compared()?, slot)));
    gathered.table.columns =
        compared.map(|(meaning, slot)| Column::new(meaning, &label(slot.kind, slot.number))).collect();
    gathered.rows.reserve(declared.iter().map(|it| it.records as usize).sum());
    // The list on which each record counts.
    let mut counted: HashMap<RecordId, u64> = HashMap::new();
    for (number, list) in declared.iter().enumerate() {
        if list.state == ListState::Gone {
            gathered.not_compared.push(NotCompared::Unread { list: list.entry });
        }
        let mut taken = 0;
        let mut twice: BTreeMap<u64, u64> = BTreeMap::new();
        let mut from = 1;
        loop {
            let records = lists.records(list.entry, from..from.saturating_add(AT_ONCE))?;
            let Some(last) = records.last() else { break };
            from = last.row + 1;
            for record in records {
                match counted.get(&record.id) {
                    Some(first) => *twice.entry(*first).or_default() += 1,
                    None => {
                        counted.insert(record.id, list.entry);
                        gathered.add(ListId(number as u32), &record);
                        taken += 1;
                    }
                }
            }
        }
        gathered.lists.push((list.entry, taken));
        let again = |(first, records)| NotCompared::Twice { list: list.entry, first, records };
        gathered.not_compared.extend(twice.into_iter().map(again));
    }
    let copied = copies::look(&gathered.table, declared, |row| &gathered.rows[row].words);
    gathered.not_compared.extend(copied);
    gathered.not_compared.sort_unstable();
    gathered.rows.sort_unstable_by_key(|it| it.id);
    Ok(gathered)
}

/// A column's name in a model: the same whatever the lists call it, so that a model fits the next list.
fn label(kind: Kind, number: usize) -> String {
    match kind {
        Kind::Plain(meaning) => format!("{} {}", meaning.code(), number + 1),
        Kind::Age(day) => format!("age {:04}-{:02}-{:02}", day.year, day.month, day.day),
    }
}

impl Gathered {
    /// Decides which columns of the lists stand in which column here: those with the same heading first, then in order.
    fn plan(&mut self, declared: &[Declared]) {
        for list in declared {
            let mut open: Vec<(Kind, u32, String)> = Vec::new();
            for column in &list.list.columns {
                let on = column.on.as_deref().or(list.list.date.as_deref()).and_then(seam::day);
                let kind = match (column.meaning, on) {
                    (Meaning::Age, None) => {
                        let (list, column) = (list.entry, column.column);
                        self.not_compared.push(NotCompared::AgeWithoutDay { list, column });
                        continue;
                    }
                    (Meaning::Age, Some(day)) => Kind::Age(day),
                    (meaning, _) => Kind::Plain(meaning),
                };
                let heading = link::fold::fold(&column.label).trim().to_owned();
                if kind.compared().is_some() {
                    open.push((kind, column.column, heading.clone()));
                }
                // Among dates of birth there may be ages.
                if let (Kind::Plain(Meaning::Birth), Some(day)) = (kind, on) {
                    open.push((Kind::Age(day), column.column, heading));
                }
            }
            let is_free = |slot: &Slot| slot.columns.last().is_none_or(|it| it.0 != list.entry);
            open.retain(|(kind, column, heading)| {
                let same =
                    |slot: &&mut Slot| slot.kind == *kind && is_free(slot) && slot.labels.contains(heading);
                let found = self.slots.iter_mut().find(same);
                found.map(|slot| slot.columns.push((list.entry, *column))).is_none()
            });
            for (kind, column, heading) in open {
                let at = self.slots.iter().position(|slot| slot.kind == kind && is_free(slot));
                let at = at.unwrap_or_else(|| {
                    let number = self.slots.iter().filter(|slot| slot.kind == kind).count();
                    self.slots.push(Slot { kind, number, labels: BTreeSet::new(), columns: Vec::new() });
                    self.slots.len() - 1
                });
                self.slots[at].columns.push((list.entry, column));
                self.slots[at].labels.insert(heading);
            }
        }
        self.slots.sort_by_key(|slot| (slot.kind, slot.number));
        let telling = |slot: &Slot| match slot.kind {
            Kind::Plain(meaning) => TELLING.iter().position(|it| *it == meaning),
            Kind::Age(_) => None,
        };
        let mut own: Vec<(usize, usize, usize)> = self
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.kind.is_own_field())
            .map(|(at, slot)| (slot.number, telling(slot).unwrap_or(TELLING.len()), at))
            .collect();
        own.sort_unstable();
        let mut beyond: Vec<usize> =
            own.into_iter().skip(MOST_FIELDS - COMMON_FIELDS).map(|(_, _, at)| at).collect();
        beyond.sort_unstable();
        for at in beyond.into_iter().rev() {
            let slot = self.slots.remove(at);
            let left_out = |(list, column)| NotCompared::TooManyFields { list, column };
            self.not_compared.extend(slot.columns.into_iter().map(left_out));
        }
    }

    fn add(&mut self, number: ListId, record: &Record) {
        self.table.ids.push(seam::to_link(record.id));
        self.table.lists.push(number);
        for (slot, values) in self.slots.iter().zip(&mut self.table.columns) {
            let column = slot.columns.iter().find(|it| it.0 == record.list).map(|it| it.1);
            let value =
                record.values.iter().find(|value| Some(value.column) == column && fits(slot.kind, value));
            values.push(value.map_or("", |value| &value.text));
        }
        for value in record.values.iter().filter(|value| value.meaning == Meaning::Age) {
            let (list, column) = (record.list, value.column);
            let has_day =
                |slot: &Slot| matches!(slot.kind, Kind::Age(_)) && slot.columns.contains(&(list, column));
            let note = NotCompared::AgeWithoutDay { list, column };
            if !self.slots.iter().any(has_day) && !self.not_compared.contains(&note) {
                self.not_compared.push(note);
            }
        }
        self.rows.push(RecordRow {
            id: record.id,
            list: record.list,
            row: record.row,
            item: record.item,
            span: record.span,
            person: PersonId(record.id),
            weight: None,
            judged: false,
            words: words(&record.values),
            sort: sort_key(&record.values),
        });
    }

    /// The fields of the parsed records, with the columns that each reads.
    #[must_use]
    pub fn fields(&self, records: &Records) -> Vec<Field> {
        let columns_of = |wanted: &dyn Fn(&Slot) -> bool| {
            let mut columns: Vec<(u64, u32)> =
                self.slots.iter().filter(|slot| wanted(slot)).flat_map(|slot| slot.columns.clone()).collect();
            columns.sort_unstable();
            columns
        };
        let is_of = |slot: &Slot, field: &str| matches!(slot.kind, Kind::Plain(meaning) if meanings(field).contains(&meaning));
        let field = |field: &link::Field| {
            let columns = match field.kind {
                FieldKind::Given | FieldKind::Surname => {
                    columns_of(&|slot| is_of(slot, seam::field_code(field.kind)))
                }
                FieldKind::Birth | FieldKind::Sex | FieldKind::Alias => {
                    columns_of(&|slot| slot.kind.field() == Some(field.kind))
                }
                FieldKind::List => Vec::new(),
                _ => columns_of(&|slot| label(slot.kind, slot.number) == field.label),
            };
            let levels = seam::levels(field.kind).iter().map(|it| (*it).to_owned()).collect();
            Field { kind: seam::field_code(field.kind).to_owned(), columns, levels }
        };
        records.fields.iter().map(field).collect()
    }
}

/// Whether a value may stand in a column: among dates of birth, an age stands in its own.
const fn fits(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Plain(Meaning::Birth) => matches!(value.meaning, Meaning::Birth),
        Kind::Age(_) => matches!(value.meaning, Meaning::Age),
        Kind::Plain(_) => true,
    }
}

/// All names of a record, other names included, in small letters without accents.
fn words(values: &[Value]) -> String {
    let names = written_name(values).into_iter();
    let aliases = values.iter().filter(|it| it.meaning == Meaning::Alias).map(|it| it.text.clone());
    case::register::folded(&names.chain(aliases).collect::<Vec<_>>().join(" "))
}

/// A record's name in small letters, surnames first, by the likeliest way to read it.
fn sort_key(values: &[Value]) -> String {
    let parsed = parsed(values);
    let given = parsed.readings.first().map_or(0, |it| it.given);
    let first = parsed.readings.first().map_or(0, |it| it.first);
    let rank = |at: usize| match (first >> at & 1, given >> at & 1) {
        (1, _) => 0,
        (_, 1) => 2,
        _ => 1,
    };
    let mut order: Vec<usize> = (0..parsed.parts.len()).collect();
    order.sort_by_key(|at| (rank(*at), *at));
    order.into_iter().map(|at| parsed.parts[at].as_str()).collect::<Vec<_>>().join(" ")
}

fn parsed(values: &[Value]) -> ParsedName {
    let of = |meaning| values.iter().find(|it| it.meaning == meaning).map_or("", |it| &*it.text);
    ParsedName::read(&NameForm {
        full: of(Meaning::Name),
        given: of(Meaning::GivenNames),
        surnames: of(Meaning::Surnames),
        first: of(Meaning::FirstSurname),
        second: of(Meaning::SecondSurname),
    })
}

/// Two parts of names that agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreeing {
    /// The part of one name, folded.
    pub one: String,
    /// The part of the other, folded.
    pub other: String,
    /// How well.
    pub quality: Quality,
    /// Whether as given names, not as surnames.
    pub given: bool,
}

/// The parts of two names that agree, and the parts of each that have no counterpart. It depends on nothing but the names.
#[must_use]
pub fn agreeing(one: &[Value], other: &[Value]) -> (Vec<Agreeing>, [Vec<String>; 2]) {
    let mut lexicon = Lexicon::default();
    let [one, other] = [parsed(one), parsed(other)];
    let mut words =
        |name: &ParsedName| name.parts.iter().map(|part| lexicon.intern(part)).collect::<Vec<_>>();
    let (words_of_one, words_of_other) = (words(&one), words(&other));
    let compared = compare(
        &lexicon,
        Name { words: &words_of_one, readings: &one.readings },
        Name { words: &words_of_other, readings: &other.readings },
    );
    let text = |id| lexicon.word(id).text.to_string();
    let matches: Vec<Agreeing> = compared
        .matches()
        .iter()
        .map(|it| Agreeing { one: text(it.one), other: text(it.other), quality: it.quality, given: it.given })
        .collect();
    let rest = |name: &ParsedName, matched: Vec<&String>| {
        name.parts.iter().filter(|part| !matched.contains(part)).cloned().collect::<Vec<_>>()
    };
    let alone = [
        rest(&one, matches.iter().map(|it| &it.one).collect()),
        rest(&other, matches.iter().map(|it| &it.other).collect()),
    ];
    (matches, alone)
}
