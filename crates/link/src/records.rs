//! Records ready to compare: every value parsed once, every distinct value kept once, in the order of record ids. Never
//! edits a record: the table keeps what was written, `raw` leads back to it.

use std::hint::black_box;

use rustc_hash::FxHashMap;

use crate::columns::{Column, ListId, Meaning, RecordId, Table, TableError};
use crate::fold::fold;
use crate::line::Lines;
use crate::name::compare::Name;
use crate::name::{Lexicon, NameForm, ParsedName};
use crate::pattern::MOST_FIELDS;
use crate::similar;
use crate::value::birth::{Birth, Order};
use crate::value::document::DocumentLevel;
use crate::value::words::Value;
use crate::value::{alias, document, kind, sex};

/// What kind of thing a field compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// Given names.
    Given,
    /// Surnames.
    Surname,
    /// Date of birth.
    Birth,
    /// Sex.
    Sex,
    /// Nationality.
    Nationality,
    /// Document number.
    Document,
    /// Place.
    Place,
    /// Code.
    Code,
    /// Other text.
    Text,
    /// Other names.
    Alias,
    /// Whether both stand on one list.
    List,
}

/// A field that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it compares.
    pub kind: FieldKind,
    /// The column's name; empty for what several columns make up.
    pub label: String,
    /// Which of [`Records::columns`] it reads, for fields that read one.
    pub column: usize,
}

/// A column's values, each distinct one once; 0 is missing.
#[derive(Debug, Clone, Default)]
pub struct Distinct {
    /// Each record's value.
    pub ids: Vec<u32>,
    /// The distinct values; the first is the missing one.
    pub values: Vec<Value>,
    /// The levels of all pairs of values, row by row, where the values are few.
    levels: Vec<u8>,
    /// The numbers' digits, of documents ([`similar::digits`]).
    digits: Vec<u64>,
}

/// Columns with at most this many distinct values are compared once and for all.
const FEW_VALUES: usize = 400;

/// A place in [`Records`]: records are in the order of their ids.
pub type RecordAt = u32;

/// Parsed records.
#[derive(Debug, Clone)]
pub struct Records {
    /// The ids, ascending.
    pub ids: Vec<RecordId>,
    /// The row of the table that each came from.
    pub rows: Vec<u32>,
    /// The words of all names.
    pub lexicon: Lexicon,
    lines: Lines,
    /// The distinct births; the first is the unknown one.
    pub births: Vec<Birth>,
    /// Nationality, documents, places, codes and texts.
    pub columns: Vec<Distinct>,
    /// What is compared, in the order of patterns.
    pub fields: Vec<Field>,
    /// How many name parts were left out of comparison because a name has too many.
    pub parts_left_out: usize,
}

impl Records {
    /// Parses a table.
    ///
    /// # Errors
    /// When its columns do not fit together.
    pub fn read(table: &Table) -> Result<Self, TableError> {
        let rows = order(table)?;
        let column_of = |meaning: Meaning| {
            table.columns.iter().filter(move |it| it.meaning == meaning).collect::<Vec<_>>()
        };
        let mut records = Self {
            ids: rows.iter().map(|&it| table.ids[it as usize]).collect(),
            lexicon: Lexicon::default(),
            lines: Lines::new(rows.iter().map(|&it| table.lists[it as usize])),
            births: vec![Birth::default()],
            columns: Vec::new(),
            fields: Vec::new(),
            parts_left_out: 0,
            rows,
        };
        let beside = records.read_names([
            column_of(Meaning::FullName),
            column_of(Meaning::GivenNames),
            column_of(Meaning::Surnames),
            column_of(Meaning::FirstSurname),
            column_of(Meaning::SecondSurname),
        ]);
        records.read_aliases(table, &beside);
        records.read_births(table);
        records.read_sexes(&column_of(Meaning::Sex));
        let several = table.lists.iter().any(|it| *it != table.lists[0]);
        for column in &table.columns {
            let (kind, read): (_, fn(&str) -> String) = match column.meaning {
                Meaning::Nationality => (FieldKind::Nationality, sex::nationality),
                Meaning::Document => (FieldKind::Document, document::document),
                Meaning::Place => (FieldKind::Place, kind::place),
                Meaning::Code => (FieldKind::Code, kind::code),
                Meaning::Text => (FieldKind::Text, kind::text),
                _ => continue,
            };
            let field = Field { kind, label: column.label.clone(), column: records.columns.len() };
            records.columns.push(Distinct::read(column, &records.rows, kind, read));
            records.fields.push(field);
        }
        if several {
            records.fields.push(Field { kind: FieldKind::List, label: String::new(), column: 0 });
        }
        if records.fields.len() > MOST_FIELDS {
            return Err(TableError::TooManyFields { fields: records.fields.len(), most: MOST_FIELDS });
        }
        Ok(records)
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many pairs of records there are.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        let count = self.len() as u64;
        count * count.saturating_sub(1) / 2
    }

    /// A record's name.
    #[must_use]
    pub fn name(&self, at: RecordAt) -> Name<'_> {
        self.lines.name(at)
    }

    /// A record's birth; unknown when it has none.
    #[must_use]
    pub fn birth(&self, at: RecordAt) -> Birth {
        self.births[self.lines.birth(at) as usize]
    }

    /// Which of [`Records::births`] a record's is.
    #[must_use]
    pub fn birth_id(&self, at: RecordAt) -> u32 {
        self.lines.birth(at)
    }

    /// Which of [`Records::births`] each record's is.
    pub fn birth_ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.lines.births()
    }

    /// A record's sex: 0 unknown, 1 and 2.
    #[must_use]
    pub fn sex(&self, at: RecordAt) -> u8 {
        self.lines.sex(at)
    }

    /// A record's list.
    #[must_use]
    pub fn list(&self, at: RecordAt) -> ListId {
        self.lines.list(at)
    }

    /// Reads what comparison needs of some records ahead of their use.
    pub(crate) fn fetch(&self, records: impl Iterator<Item = RecordAt> + Clone) {
        self.lines.fetch(records.clone());
        for column in &self.columns {
            black_box(records.clone().fold(0, |sum, at| sum ^ column.ids[at as usize]));
        }
        black_box(records.clone().fold(0, |sum, at| sum ^ self.lexicon.fetch(self.name(at).words)));
        for column in self.columns.iter().filter(|it| it.levels.is_empty()) {
            black_box(records.clone().fold(0, |sum, at| sum ^ column.fetch(at)));
        }
    }

    /// Where the record of an id stands.
    #[must_use]
    pub fn find(&self, id: RecordId) -> Option<RecordAt> {
        self.ids.binary_search(&id).ok().map(|it| it as RecordAt)
    }

    /// Returns the other names that stand beside names, by the table's row.
    fn read_names(&mut self, columns: [Vec<&Column>; 5]) -> FxHashMap<u32, String> {
        let mut beside = FxHashMap::default();
        let labels = |kind| Field { kind, label: String::new(), column: 0 };
        if columns.iter().all(Vec::is_empty) {
            return beside;
        }
        let mut words = Vec::new();
        for at in 0..self.rows.len() {
            let row = self.rows[at] as usize;
            let [full, given, surnames, first, second] = columns.each_ref().map(|it| {
                let text = first_filled(it, row);
                if is_none(text) { "" } else { text }
            });
            let name = ParsedName::read(&NameForm { full, given, surnames, first, second });
            self.parts_left_out += name.left_out;
            if !name.aliases.is_empty() {
                beside.insert(self.rows[at], name.aliases.join(","));
            }
            words.clear();
            words.extend(name.parts.iter().map(|it| self.lexicon.intern(it)));
            self.lines.set_name(at as RecordAt, &words, &name.readings);
        }
        self.fields.extend([labels(FieldKind::Given), labels(FieldKind::Surname)]);
        beside
    }

    /// Other names stand in columns of their own and beside names.
    fn read_aliases(&mut self, table: &Table, beside: &FxHashMap<u32, String>) {
        let columns: Vec<&Column> = table.columns.iter().filter(|it| it.meaning == Meaning::Alias).collect();
        if columns.is_empty() && beside.is_empty() {
            return;
        }
        let mut found = Column::new(Meaning::Alias, "");
        for row in 0..table.ids.len() {
            let own = columns.iter().map(|it| it.get(row));
            let all = own.chain(beside.get(&(row as u32)).map(String::as_str)).filter(|it| !it.is_empty());
            found.push(&all.collect::<Vec<_>>().join(","));
        }
        let field = Field { kind: FieldKind::Alias, label: String::new(), column: self.columns.len() };
        self.columns.push(Distinct::read(&found, &self.rows, FieldKind::Alias, alias::alias));
        self.fields.push(field);
    }

    fn read_births(&mut self, table: &Table) {
        let mut any = false;
        let mut known: FxHashMap<Birth, u32> = FxHashMap::default();
        for column in &table.columns {
            let age = match column.meaning {
                Meaning::Birth => None,
                Meaning::Age(on) => Some(on),
                _ => continue,
            };
            any = true;
            let orders = if age.is_none() { self.orders(column) } else { FxHashMap::default() };
            for at in 0..self.rows.len() {
                let text = column.get(self.rows[at] as usize);
                if text.is_empty() || self.birth_id(at as RecordAt) != 0 {
                    continue;
                }
                let order = orders.get(&self.list(at as RecordAt)).copied().unwrap_or(Order::Open);
                let birth = age.map_or_else(|| Birth::read(text, order), |on| Birth::from_age(text, on));
                if let Some(birth) = birth {
                    let next = self.births.len() as u32;
                    let id = *known.entry(birth).or_insert(next);
                    if id == next {
                        self.births.push(birth);
                    }
                    self.lines.set_birth(at as RecordAt, id);
                }
            }
        }
        if any {
            self.fields.push(Field { kind: FieldKind::Birth, label: String::new(), column: 0 });
        }
    }

    /// The order of day and month, list by list: two lists may differ.
    fn orders(&self, column: &Column) -> FxHashMap<ListId, Order> {
        let mut of_list: FxHashMap<ListId, Vec<&str>> = FxHashMap::default();
        for (at, &row) in self.rows.iter().enumerate() {
            let text = column.get(row as usize);
            // Only dates with separators and the year last can be in doubt.
            if text.len() > 5 && !text.as_bytes()[..4].iter().all(u8::is_ascii_digit) {
                of_list.entry(self.list(at as RecordAt)).or_default().push(text);
            }
        }
        of_list.into_iter().map(|(list, texts)| (list, Birth::order(texts.into_iter()))).collect()
    }

    fn read_sexes(&mut self, columns: &[&Column]) {
        if columns.is_empty() {
            return;
        }
        let texts =
            |rows: &[u32]| rows.iter().map(|&row| first_filled(columns, row as usize)).collect::<Vec<_>>();
        let texts = texts(&self.rows);
        let mujer_is_m = sex::mujer_is_m(texts.iter().copied());
        for (at, text) in texts.into_iter().enumerate() {
            let sex = match sex::sex(text, mujer_is_m) {
                Some('m') => 1,
                Some(_) => 2,
                None => 0,
            };
            self.lines.set_sex(at as RecordAt, sex);
        }
        self.fields.push(Field { kind: FieldKind::Sex, label: String::new(), column: 0 });
    }
}

impl Distinct {
    fn read(column: &Column, rows: &[u32], kind: FieldKind, fold: fn(&str) -> String) -> Self {
        let mut distinct =
            Self { ids: Vec::with_capacity(rows.len()), values: vec![Value::new("")], ..Self::default() };
        let mut raw: FxHashMap<&str, u32> = FxHashMap::default();
        let mut folded: FxHashMap<String, u32> = FxHashMap::default();
        raw.insert("", 0);
        folded.insert(String::new(), 0);
        for &row in rows {
            let text = column.get(row as usize);
            let id = *raw.entry(text).or_insert_with(|| {
                let text = if is_none(text) { String::new() } else { fold(text) };
                let next = distinct.values.len() as u32;
                *folded.entry(text).or_insert_with_key(|text| {
                    distinct.values.push(Value::new(text));
                    next
                })
            });
            distinct.ids.push(id);
        }
        let values = &distinct.values;
        if values.len() <= FEW_VALUES {
            let row = |one| values.iter().map(move |other| compare_values(kind, one, other));
            distinct.levels = values.iter().flat_map(row).collect();
        } else if kind == FieldKind::Document {
            distinct.digits = values.iter().map(|it| similar::digits(it.text.as_bytes())).collect();
        }
        distinct
    }

    fn fetch(&self, at: RecordAt) -> u64 {
        let id = self.ids[at as usize] as usize;
        self.digits.get(id).copied().unwrap_or_else(|| self.values[id].letters)
    }

    /// The level of two values that differ, by their ids.
    #[must_use]
    pub fn level(&self, kind: FieldKind, one: u32, other: u32) -> u8 {
        let (one, other) = (one as usize, other as usize);
        if let (Some(&a), Some(&b)) = (self.digits.get(one), self.digits.get(other))
            && similar::are_far(a, b)
        {
            return DocumentLevel::Different as u8;
        }
        match self.levels.get(one * self.values.len() + other) {
            Some(level) => *level,
            None => compare_values(kind, &self.values[one], &self.values[other]),
        }
    }

    /// A record's value; `None` when it has none.
    #[must_use]
    pub fn get(&self, at: RecordAt) -> Option<&Value> {
        let id = self.ids[at as usize];
        (id != 0).then(|| &self.values[id as usize])
    }
}

/// The level of two values that differ.
fn compare_values(field: FieldKind, one: &Value, other: &Value) -> u8 {
    match field {
        FieldKind::Document => document::compare(one, other) as u8,
        FieldKind::Place => kind::compare_places(one, other) as u8,
        FieldKind::Code => kind::compare_codes(one, other) as u8,
        FieldKind::Text => kind::compare_texts(one, other) as u8,
        _ => 2,
    }
}

/// Whether a text says that there is no value.
fn is_none(text: &str) -> bool {
    const NONE: [&str; 22] = [
        "na",
        "n a",
        "none",
        "null",
        "nan",
        "unknown",
        "desconocido",
        "desconocida",
        "s n",
        "sin dato",
        "no consta",
        "ninguno",
        "no conocido",
        "no conocida",
        "en blanco",
        "sin nombre",
        "sin apellido",
        "ilegible",
        "nn",
        "n n",
        "no indica",
        "no registra",
    ];
    let first = text.bytes().next().map(|it| it.to_ascii_lowercase());
    text.len() <= 16 && first.is_some_and(|it| b"deinsu".contains(&it)) && NONE.contains(&fold(text).trim())
}

fn first_filled<'a>(columns: &[&'a Column], row: usize) -> &'a str {
    columns.iter().map(|it| it.get(row)).find(|it| !it.is_empty()).unwrap_or_default()
}

/// The rows in the order of their ids.
fn order(table: &Table) -> Result<Vec<u32>, TableError> {
    let records = table.ids.len();
    if records >= 1 << 28 {
        return Err(TableError::TooManyRecords(records));
    }
    if table.lists.len() != records {
        return Err(TableError::Length { label: "list".to_owned(), values: table.lists.len(), records });
    }
    if let Some(column) = table.columns.iter().find(|it| it.len() != records) {
        return Err(TableError::Length { label: column.label.clone(), values: column.len(), records });
    }
    let mut rows: Vec<u32> = (0..records as u32).collect();
    rows.sort_unstable_by_key(|&it| table.ids[it as usize]);
    if let Some(pair) = rows.windows(2).find(|it| table.ids[it[0] as usize] == table.ids[it[1] as usize]) {
        return Err(TableError::SameId(table.ids[pair[0] as usize]));
    }
    Ok(rows)
}
