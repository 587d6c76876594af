//! Records as plain columns of text, as a list, a table or an Arrow array gives them. Never interprets: `Records` does.

/// A record's id, chosen by the caller, the same in every run. Ties and orders are settled by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u64);

/// The list that a record stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

/// A calendar day to count ages from: year, month, day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The whole name. Ignored for records that have a column of parts filled in.
    FullName,
    /// Given names.
    GivenNames,
    /// Both surnames.
    Surnames,
    /// The first (paternal) surname, or the only one.
    FirstSurname,
    /// The second (maternal) surname.
    SecondSurname,
    /// The date of birth, as exact as it is known.
    Birth,
    /// The age in years on a day.
    Age(Day),
    /// The sex.
    Sex,
    /// The nationality or country.
    Nationality,
    /// The number of an identity document.
    Document,
    /// A place, parts separated by commas, the narrow one first.
    Place,
    /// Any code: a postcode, a telephone number, an e-mail address, a case number.
    Code,
    /// Other names, several separated by commas.
    Alias,
    /// Any other words: an occupation, a street.
    Text,
}

/// One column: the values' bytes in one buffer with their ends, as Arrow lays out strings. An empty value is missing.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it holds.
    pub meaning: Meaning,
    /// Its name, as people know it.
    pub label: String,
    text: String,
    ends: Vec<u64>,
}

impl Column {
    /// A column without values.
    #[must_use]
    pub fn new(meaning: Meaning, label: &str) -> Self {
        Self { meaning, label: label.to_owned(), text: String::new(), ends: Vec::new() }
    }

    /// Adds the value of the next record; white space around it is left away.
    pub fn push(&mut self, value: &str) {
        self.text.push_str(value.trim());
        self.ends.push(self.text.len() as u64);
    }

    /// The value of a record as it was given, trimmed; empty when missing.
    #[must_use]
    pub fn get(&self, record: usize) -> &str {
        let start = record.checked_sub(1).map_or(0, |it| self.ends[it]);
        &self.text[start as usize..self.ends[record] as usize]
    }

    /// How many values it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// The records of one or more lists, column by column.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Each record's id; no two are equal.
    pub ids: Vec<RecordId>,
    /// The list each stands on.
    pub lists: Vec<ListId>,
    /// The columns, each as long as `ids`.
    pub columns: Vec<Column>,
}

/// Why columns cannot be read as records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A column has more or fewer values than there are records. Fill it up with empty values.
    #[error("column {label:?} has {values} values for {records} records")]
    Length {
        /// The column.
        label: String,
        /// How many values it has.
        values: usize,
        /// How many there should be.
        records: usize,
    },
    /// Two records have one id. Give each its own.
    #[error("record id {} is given twice", .0.0)]
    SameId(RecordId),
    /// More fields than can be compared together. Leave out the least telling columns.
    #[error("{fields} fields to compare, {most} at most")]
    TooManyFields {
        /// How many there are.
        fields: usize,
        /// How many there may be.
        most: usize,
    },
    /// More records than one run takes (2^28). Split the work by `partition`.
    #[error("{0} records, 268435456 at most")]
    TooManyRecords(usize),
}
