//! Lists: enumerations of people, where they stand in an item, what their columns mean, and what a person says of them.
//! Reads nothing and guesses nothing: what is not known stays `None`.

use serde::{Deserialize, Serialize};

use crate::anchor::ExtractionVersion;
use crate::digest::ItemId;
use crate::span::CharSpan;

/// What a column of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// The whole name.
    Name,
    /// Given names.
    GivenNames,
    /// Both surnames.
    Surnames,
    /// The first (paternal) surname, or the only one.
    FirstSurname,
    /// The second (maternal) surname.
    SecondSurname,
    /// A nickname or other name.
    Alias,
    /// Date of birth, as exact as it is known.
    Birth,
    /// Age in years; [`ListColumn::on`] says on which day.
    Age,
    /// Sex.
    Sex,
    /// Nationality or country.
    Nationality,
    /// Number of an identity document.
    Document,
    /// A place that the person comes from or lives in.
    Place,
    /// Where the person is or was held.
    Facility,
    /// Date of an event, such as detention or transfer.
    EventDate,
    /// Status, such as held, moved, released.
    Status,
    /// A code that belongs to one person: a file or telephone number.
    Code,
    /// Somebody else's name: who reported, a relative, a lawyer.
    OtherPerson,
    /// The row's own number.
    RowNumber,
    /// Any other words.
    Text,
    /// Nothing that is read.
    Ignored,
}

impl Meaning {
    /// Every meaning.
    pub const ALL: [Self; 20] = [
        Self::Name,
        Self::GivenNames,
        Self::Surnames,
        Self::FirstSurname,
        Self::SecondSurname,
        Self::Alias,
        Self::Birth,
        Self::Age,
        Self::Sex,
        Self::Nationality,
        Self::Document,
        Self::Place,
        Self::Facility,
        Self::EventDate,
        Self::Status,
        Self::Code,
        Self::OtherPerson,
        Self::RowNumber,
        Self::Text,
        Self::Ignored,
    ];

    /// Its stable name in the log, in `--map` and in `--json`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::GivenNames => "given-names",
            Self::Surnames => "surnames",
            Self::FirstSurname => "first-surname",
            Self::SecondSurname => "second-surname",
            Self::Alias => "alias",
            Self::Birth => "birth",
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Nationality => "nationality",
            Self::Document => "document",
            Self::Place => "place",
            Self::Facility => "facility",
            Self::EventDate => "event-date",
            Self::Status => "status",
            Self::Code => "code",
            Self::OtherPerson => "other-person",
            Self::RowNumber => "row-number",
            Self::Text => "text",
            Self::Ignored => "ignored",
        }
    }

    /// The meaning of a [`Meaning::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.code() == code)
    }

    /// Whether it is a name of the person, whole or in part.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(
            self,
            Self::Name | Self::GivenNames | Self::Surnames | Self::FirstSurname | Self::SecondSurname
        )
    }
}

/// One stretch of an item in which rows of a list stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListPlace {
    /// Rows of a table.
    Table {
        /// Number of the table in the Document, from 0.
        table: u32,
        /// The first row that is a record, from 0.
        first_row: u64,
        /// One past the last row that is a record.
        end_row: u64,
    },
    /// Lines of running text.
    Lines {
        /// Code points of the Document's text, whole lines.
        span: CharSpan,
    },
}

/// One column of a list. Columns of a table are counted from 0; of lines, the fields that the line is cut into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColumn {
    /// Which column, from 0.
    pub column: u32,
    /// Its heading, as written; empty when it has none.
    pub label: String,
    /// What it holds.
    pub meaning: Meaning,
    /// For [`Meaning::Age`]: the day on which people were that old, `2024-02-15` or less exact.
    pub on: Option<String>,
}

/// A list as a person confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The item that it stands in.
    pub item: ItemId,
    /// The reading in which places count.
    pub extraction: ExtractionVersion,
    /// Where, in the order of its rows; a list may run over sheets and pages.
    pub places: Vec<ListPlace>,
    /// Its columns, ascending.
    pub columns: Vec<ListColumn>,
    /// What people call it.
    pub name: String,
    /// Who made it.
    pub maker: Option<String>,
    /// Its date, `2024-02-15` or less exact.
    pub date: Option<String>,
    /// Whom it claims to name.
    pub covers: Option<String>,
    /// The log entry that declared the list of which this one is a copy.
    pub copy_of: Option<u64>,
}
