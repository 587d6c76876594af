//! What a caller reads: lists with their state, records with their values. Every value has its span.

use jiff::Timestamp;
use model::{CharSpan, ItemId, List, Meaning, PassedOver, RecordId};

/// A list in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The log entry that first declared it: its id, which no correction changes.
    pub entry: u64,
    /// The log entry of the form that counts.
    pub latest: u64,
    /// When it was first declared.
    pub at: Timestamp,
    /// Who declared the form that counts.
    pub by: String,
    /// The form that counts.
    pub list: List,
    /// How many of its rows are records.
    pub records: u64,
    /// How many were passed over; see [`super::Lists::passed`].
    pub passed: u64,
    /// How many different names its records have. Exact up to 20,000, beyond that an estimate from a sample.
    pub names: u64,
    /// Whether its rows could be read.
    pub state: ListState,
    /// Whether the values of each column that is read fit what it is declared to hold, ascending.
    pub columns: Vec<Column>,
}

/// Whether a list's rows could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListState {
    /// They were read as they were declared.
    Read,
    /// The item was read by other rules since the list was declared: somebody should look whether the rows still are what
    /// was meant, and say so.
    Moved,
    /// The item was erased or is not read: there are none.
    Gone,
}

impl ListState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Read, Self::Moved, Self::Gone];

    /// Its stable name in the file, in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Moved => "moved",
            Self::Gone => "gone",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// How a column's values fit what it is declared to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The column, from 0.
    pub column: u32,
    /// How many values it has.
    pub filled: u64,
    /// How many of them do not fit.
    pub misfit: u64,
    /// The first and the last record, by row, of those.
    pub rows: Option<(u64, u64)>,
}

/// A row of a list that names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// The list.
    pub list: u64,
    /// Its number in the list, from 1.
    pub row: u64,
    /// The item.
    pub item: ItemId,
    /// From the first to the last of its characters.
    pub span: CharSpan,
    /// Its values, by column. An empty cell has none.
    pub values: Vec<Value>,
}

/// One value of a record, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its column, from 0.
    pub column: u32,
    /// What it is read as: what the column is declared to hold, or an age among dates of birth.
    pub meaning: Meaning,
    /// The column's heading.
    pub label: String,
    /// Its words, trimmed.
    pub text: String,
    /// Where they stand.
    pub span: CharSpan,
}

/// A row of a list that is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedRow {
    /// The record before it; 0 for none.
    pub after: u64,
    /// Why it is none.
    pub reason: PassedOver,
    /// Its characters; empty when it has none.
    pub span: CharSpan,
}
