//! Proposals: what looks like a list of people, before anybody said so. A proposal is a guess with its reasons; only a
//! person's `List` counts.

use serde::{Deserialize, Serialize};

use crate::list::{ListColumn, ListPlace, Meaning};

/// What looks like one list of people in one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Where, in the order of its rows.
    pub places: Vec<ListPlace>,
    /// What each column seems to hold, ascending.
    pub columns: Vec<ProposedColumn>,
    /// What the item calls it: a title above it, a sheet's name; empty when it says nothing.
    pub name: String,
    /// How many rows stand between beginning and end.
    pub rows: u64,
    /// How sure it is that these are people, in per cent.
    pub confidence: u8,
    /// The first rows: words by column, long ones shortened with an ellipsis.
    pub preview: Vec<Vec<(u32, String)>>,
}

/// What a column seems to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedColumn {
    /// The column as it would be declared.
    pub column: ListColumn,
    /// How sure its meaning is, in per cent.
    pub confidence: u8,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
    /// For columns of dates: in which order day and month stand.
    pub order: Option<DateOrder>,
}

impl ProposedColumn {
    /// What it seems to hold.
    #[must_use]
    pub const fn meaning(&self) -> Meaning {
        self.column.meaning
    }
}

/// Why a column seems to hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// Its heading says so.
    Heading,
    /// Most of its values have that form.
    Values,
    /// The file types its values so.
    Typed,
    /// Its values are words that people are called by.
    KnownNames,
    /// Its values count the rows.
    Counting,
    /// What stands beside it leaves this.
    Neighbours,
    /// Nothing speaks for anything better.
    Leftover,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Heading,
        Self::Values,
        Self::Typed,
        Self::KnownNames,
        Self::Counting,
        Self::Neighbours,
        Self::Leftover,
    ];

    /// Its stable name in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Values => "values",
            Self::Typed => "typed",
            Self::KnownNames => "known-names",
            Self::Counting => "counting",
            Self::Neighbours => "neighbours",
            Self::Leftover => "leftover",
        }
    }
}

/// In which order day and month stand in a column's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    /// Some value can only be day, month, year, and none the other way round.
    DayFirst,
    /// Some value can only be month, day, year, and none the other way round.
    MonthFirst,
    /// Written or typed so that there is nothing to settle.
    Plain,
    /// No value settles it: each can be read both ways.
    Ambiguous,
    /// Some values can only be one, some only the other.
    Mixed,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [Self; 5] = [Self::DayFirst, Self::MonthFirst, Self::Plain, Self::Ambiguous, Self::Mixed];

    /// Its stable name in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::Plain => "plain",
            Self::Ambiguous => "ambiguous",
            Self::Mixed => "mixed",
        }
    }
}

/// Why a row of a declared list is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PassedOver {
    /// Nothing stands in it.
    Empty,
    /// The heading once more.
    Heading,
    /// A sum or count of the rows.
    Total,
    /// A title over the rows that follow.
    Section,
    /// No name stands in it.
    Nameless,
    /// A line that is no row: running text, a page's header or foot.
    NotARow,
    /// A line longer than any row.
    TooLong,
}

impl PassedOver {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Heading,
        Self::Total,
        Self::Section,
        Self::Nameless,
        Self::NotARow,
        Self::TooLong,
    ];

    /// Its stable name in files, in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Heading => "heading",
            Self::Total => "total",
            Self::Section => "section",
            Self::Nameless => "nameless",
            Self::NotARow => "not-a-row",
            Self::TooLong => "too-long",
        }
    }

    /// The reason of a [`PassedOver::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
