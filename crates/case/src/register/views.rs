//! Persons and records with their words, read from the lists at the moment of showing: every value with the characters
//! that it stands on. A record whose words are no longer there is told, never filled in.

use std::collections::BTreeMap;

use model::{CharSpan, ItemId, Meaning, PersonId, RecordId};

use super::errors::ViewError;
use super::rows::{Conflict, Join, PersonRow, RecordRow, Run};
use super::store::Register;
use crate::lists::{Lists, Value};
use crate::said::fold;

/// A record with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// Its row in the register.
    pub row: RecordRow,
    /// Its values, by column; `None` when its words are no longer where they were, or its list is no longer read.
    pub values: Option<Vec<Value>>,
}

impl RecordView {
    /// Its name as written: the whole name, or its parts one after the other; `None` when it has none.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        name(self.values.as_deref()?)
    }

    /// The characters of its name, from the first part to the last.
    #[must_use]
    pub fn name_span(&self) -> Option<CharSpan> {
        let values = self.values.as_deref()?.iter().filter(|it| it.meaning.is_name());
        values
            .map(|it| it.span)
            .reduce(|a, b| CharSpan { start: a.start.min(b.start), end: a.end.max(b.end) })
    }

    /// Its values of a meaning.
    pub fn of(&self, meaning: Meaning) -> impl Iterator<Item = &Value> {
        self.values.iter().flatten().filter(move |it| it.meaning == meaning)
    }
}

/// The name that values make up, as written: parts in their usual order where there are any, else the whole name.
#[must_use]
pub fn name(values: &[Value]) -> Option<String> {
    const PARTS: [Meaning; 4] =
        [Meaning::GivenNames, Meaning::FirstSurname, Meaning::SecondSurname, Meaning::Surnames];
    let of = |meaning: Meaning| values.iter().filter(move |it| it.meaning == meaning).map(|it| &*it.text);
    let parts: Vec<&str> = PARTS.into_iter().flat_map(of).collect();
    let whole: Vec<&str> = of(Meaning::Name).take(1).collect();
    let words = if parts.is_empty() { whole } else { parts };
    (!words.is_empty()).then(|| words.join(" "))
}

/// One value of a person, with the record that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The record.
    pub record: RecordId,
    /// The list.
    pub list: u64,
    /// The item.
    pub item: ItemId,
    /// The value with its span.
    pub value: Value,
}

/// A person's values of one meaning, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub meaning: Meaning,
    /// The values, by list and row; never empty.
    pub values: Vec<Held>,
    /// Whether they are written in more than one way.
    pub differs: bool,
    /// Two records whose values contradict each other, as they were compared: more than another way of writing.
    pub conflict: Option<Conflict>,
}

/// A person in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub row: PersonRow,
    /// The name that stands for the person, as the record [`PersonRow::shown`] has it.
    pub name: Option<String>,
    /// The records, by list and row.
    pub records: Vec<RecordView>,
    /// Their values by meaning, in the order of [`Meaning::ALL`].
    pub groups: Vec<Group>,
    /// Why the records are together.
    pub joins: Vec<Join>,
}

/// The meanings that a field compares.
#[must_use]
pub fn meanings(kind: &str) -> &'static [Meaning] {
    match kind {
        "given" => &[Meaning::Name, Meaning::GivenNames],
        "surname" => &[Meaning::Name, Meaning::Surnames, Meaning::FirstSurname, Meaning::SecondSurname],
        "birth" => &[Meaning::Birth, Meaning::Age],
        "sex" => &[Meaning::Sex],
        "nationality" => &[Meaning::Nationality],
        "document" => &[Meaning::Document],
        "place" => &[Meaning::Place],
        "code" => &[Meaning::Code],
        "text" => &[Meaning::Text],
        "alias" => &[Meaning::Alias, Meaning::Name],
        _ => &[],
    }
}

impl Register {
    /// A record with its words; `None` when the register has none with this id.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn record_view(&self, lists: &Lists, id: RecordId) -> Result<Option<RecordView>, ViewError> {
        self.record(id)?.map(|row| view(lists, row)).transpose()
    }

    /// The name that stands for a person, as written, with the record that has it.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn name_of(&self, lists: &Lists, person: &PersonRow) -> Result<Option<String>, ViewError> {
        Ok(self.record_view(lists, person.shown)?.and_then(|it| it.name()))
    }

    /// A person in full; `None` when none has this id now.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn person_view(&self, lists: &Lists, id: PersonId) -> Result<Option<PersonView>, ViewError> {
        let Some(row) = self.person(id)? else { return Ok(None) };
        let records = self
            .members(id)?
            .into_iter()
            .map(|row| view(lists, row))
            .collect::<Result<Vec<RecordView>, _>>()?;
        let name = records.iter().find(|it| it.row.id == row.shown).and_then(RecordView::name);
        let conflicts = self.conflicts(id)?;
        let groups = groups(&records, &conflicts, self.run()?.as_ref());
        Ok(Some(PersonView { row, name, records, groups, joins: self.joins(id)? }))
    }
}

fn view(lists: &Lists, row: RecordRow) -> Result<RecordView, ViewError> {
    let values = lists.record(row.id)?.map(|record| record.values);
    Ok(RecordView { row, values })
}

fn groups(records: &[RecordView], conflicts: &[Conflict], run: Option<&Run>) -> Vec<Group> {
    let mut by_meaning: BTreeMap<Meaning, Vec<Held>> = BTreeMap::new();
    for record in records {
        for value in record.values.iter().flatten() {
            by_meaning.entry(value.meaning).or_default().push(Held {
                record: record.row.id,
                list: record.row.list,
                item: record.row.item,
                value: value.clone(),
            });
        }
    }
    let conflict_of = |meaning: Meaning| {
        let fields = &run?.fields;
        let of_meaning = |it: &&Conflict| {
            fields.get(usize::from(it.field)).is_some_and(|field| meanings(&field.kind).contains(&meaning))
        };
        conflicts.iter().find(of_meaning).copied()
    };
    by_meaning
        .into_iter()
        .map(|(meaning, values)| {
            let first = fold(&values[0].value.text);
            let differs = values.iter().any(|it| fold(&it.value.text) != first);
            Group { meaning, conflict: conflict_of(meaning).filter(|_| differs), values, differs }
        })
        .collect()
}
