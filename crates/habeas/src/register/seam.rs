//! Between the room that links and the case: ids, verdicts, meanings, levels, and a model's form on disk. Converts by hand
//! and decides nothing.

use jiff::civil::Date;
use link::model::{FieldModel, Traits};
use link::pattern::MOST_LEVELS;
use link::records::Field;
use link::{Day, FieldKind, Model};
use model::{Meaning, RecordId};
use serde::{Deserialize, Serialize};

/// A record's id as the room that links has it.
#[must_use]
pub const fn to_link(id: RecordId) -> link::RecordId {
    link::RecordId(id.0)
}

/// The inverse of [`to_link`].
#[must_use]
pub const fn from_link(id: link::RecordId) -> RecordId {
    RecordId(id.0)
}

/// A whole day, `2024-02-15`; `None` for what is less exact or no day.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let date: Date = text.parse().ok().filter(|_| text.len() == 10)?;
    Some(Day { year: date.year(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() })
}

/// What is compared of a meaning; `None` for what is not, and for an age without its day.
#[must_use]
pub const fn compared(meaning: Meaning, on: Option<Day>) -> Option<link::Meaning> {
    Some(match meaning {
        Meaning::Name => link::Meaning::FullName,
        Meaning::GivenNames => link::Meaning::GivenNames,
        Meaning::Surnames => link::Meaning::Surnames,
        Meaning::FirstSurname => link::Meaning::FirstSurname,
        Meaning::SecondSurname => link::Meaning::SecondSurname,
        Meaning::Birth => link::Meaning::Birth,
        Meaning::Age => match on {
            Some(day) => link::Meaning::Age(day),
            None => return None,
        },
        Meaning::Sex => link::Meaning::Sex,
        Meaning::Nationality => link::Meaning::Nationality,
        Meaning::Document => link::Meaning::Document,
        Meaning::Place => link::Meaning::Place,
        Meaning::Code => link::Meaning::Code,
        Meaning::Text => link::Meaning::Text,
        Meaning::Alias => link::Meaning::Alias,
        Meaning::Facility
        | Meaning::EventDate
        | Meaning::Status
        | Meaning::OtherPerson
        | Meaning::RowNumber
        | Meaning::Ignored => return None,
    })
}

/// A field's stable name.
#[must_use]
pub const fn field_code(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Given => "given",
        FieldKind::Surname => "surname",
        FieldKind::Birth => "birth",
        FieldKind::Sex => "sex",
        FieldKind::Nationality => "nationality",
        FieldKind::Document => "document",
        FieldKind::Place => "place",
        FieldKind::Code => "code",
        FieldKind::Text => "text",
        FieldKind::Alias => "alias",
        FieldKind::List => "list",
    }
}

/// The stable names of a field's levels of agreement, in their order; the first is missing.
#[must_use]
pub const fn levels(kind: FieldKind) -> &'static [&'static str] {
    match kind {
        FieldKind::Given => &[
            "missing",
            "equal",
            "omitted",
            "variant",
            "hypocoristic",
            "initial",
            "shared",
            "near",
            "different",
            "reversed",
        ],
        FieldKind::Surname => &[
            "missing",
            "both-equal",
            "both-variant",
            "one-equal",
            "one-variant",
            "swapped",
            "other-omitted",
            "second-differs",
            "first-differs",
            "crossed",
            "near",
            "different",
            "reversed",
        ],
        FieldKind::Birth => &[
            "missing",
            "equal",
            "consistent",
            "exchanged",
            "slip",
            "two-parts",
            "same-year",
            "near-year",
            "different",
        ],
        FieldKind::Sex => &["missing", "equal", "different", "equal-as-implied", "different-as-implied"],
        FieldKind::Nationality => &["missing", "equal", "different"],
        FieldKind::Document => &["missing", "equal", "slip", "near", "different"],
        FieldKind::Place => &["missing", "equal", "contained", "slip", "shared", "different"],
        FieldKind::Code => &["missing", "equal", "slip", "near", "different"],
        FieldKind::Text => &["missing", "equal", "slip", "shared", "different"],
        FieldKind::Alias => &["missing", "equal", "name", "different"],
        FieldKind::List => &["missing", "same", "another"],
    }
}

/// Whether a level says that two records differ, rather than that one says less or writes it otherwise.
#[must_use]
pub fn is_conflict(kind: FieldKind, level: usize) -> bool {
    let conflicts: &[&str] = match kind {
        FieldKind::Given => &["shared", "near", "different"],
        FieldKind::Surname => &["second-differs", "first-differs", "crossed", "near", "different"],
        FieldKind::Birth => &["exchanged", "slip", "two-parts", "same-year", "near-year", "different"],
        FieldKind::Sex => &["different", "different-as-implied"],
        FieldKind::Nationality | FieldKind::Place => &["different"],
        FieldKind::Document | FieldKind::Code => &["slip", "near", "different"],
        FieldKind::Text | FieldKind::Alias | FieldKind::List => &[],
    };
    levels(kind).get(level).is_some_and(|code| conflicts.contains(code))
}

/// A fitted model as the register keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredModel {
    fields: Vec<StoredField>,
    prior: f64,
    kin: f64,
    common: u8,
    families: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct StoredField {
    kind: String,
    label: String,
    m: [f64; MOST_LEVELS],
    u: [f64; MOST_LEVELS],
}

impl StoredModel {
    /// A model's form on disk.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let field = |it: &FieldModel| StoredField {
            kind: field_code(it.field.kind).to_owned(),
            label: it.field.label.clone(),
            m: it.m,
            u: it.u,
        };
        Self {
            fields: model.fields.iter().map(field).collect(),
            prior: model.prior,
            kin: model.kin,
            common: model.traits.common,
            families: model.traits.families,
        }
    }

    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("numbers and texts always have a form")
    }

    /// Out of bytes; `None` when they hold something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// The model for records with these fields; `None` when it was fitted to others.
    #[must_use]
    pub fn for_fields(&self, fields: &[Field]) -> Option<Model> {
        let fits = |(stored, field): (&StoredField, &Field)| {
            stored.kind == field_code(field.kind) && stored.label == field.label
        };
        if self.fields.len() != fields.len() || !self.fields.iter().zip(fields).all(fits) {
            return None;
        }
        let field =
            |(it, field): (&StoredField, &Field)| FieldModel { field: field.clone(), m: it.m, u: it.u };
        Some(Model {
            fields: self.fields.iter().zip(fields).map(field).collect(),
            prior: self.prior,
            kin: self.kin,
            traits: Traits { common: self.common, families: self.families },
        })
    }
}

#[cfg(test)]
mod tests {
    use link::name::{GivenLevel, SurnameLevel};
    use link::value::alias::AliasLevel;
    use link::value::birth::BirthLevel;
    use link::value::document::DocumentLevel;
    use link::value::kind::{CodeLevel, PlaceLevel, TextLevel};

    use super::*;

    #[test]
    fn levels_bear_the_names_that_the_room_gives_them() {
        let check = |kind: FieldKind, level: usize, last: bool, expected: &str| {
            let names = levels(kind);
            assert_eq!(names[level], expected);
            assert!(!last || names.len() == level + 1, "{expected} is the last");
        };
        check(FieldKind::Given, GivenLevel::Hypocoristic as usize, false, "hypocoristic");
        check(FieldKind::Given, GivenLevel::Different as usize, false, "different");
        check(FieldKind::Given, GivenLevel::Reversed as usize, true, "reversed");
        check(FieldKind::Surname, SurnameLevel::OtherOmitted as usize, false, "other-omitted");
        check(FieldKind::Surname, SurnameLevel::Crossed as usize, false, "crossed");
        check(FieldKind::Surname, SurnameLevel::Reversed as usize, true, "reversed");
        check(FieldKind::Birth, BirthLevel::TwoParts as usize, false, "two-parts");
        check(FieldKind::Birth, BirthLevel::Different as usize, true, "different");
        check(FieldKind::Document, DocumentLevel::Different as usize, true, "different");
        check(FieldKind::Place, PlaceLevel::Contained as usize, false, "contained");
        check(FieldKind::Place, PlaceLevel::Different as usize, true, "different");
        check(FieldKind::Code, CodeLevel::Different as usize, true, "different");
        check(FieldKind::Text, TextLevel::Different as usize, true, "different");
        check(FieldKind::Alias, AliasLevel::Different as usize, true, "different");
        assert!(is_conflict(FieldKind::Given, GivenLevel::Different as usize));
        assert!(!is_conflict(FieldKind::Given, GivenLevel::Omitted as usize));
        assert!(!is_conflict(FieldKind::Surname, SurnameLevel::OneEqual as usize));
    }

    #[test]
    fn only_a_whole_day_is_a_day() {
        assert_eq!(day(" 2024-02-15 "), Some(Day { year: 2024, month: 2, day: 15 }));
        for text in ["", "2024", "2024-02", "2024-02-30", "15/02/2024", "2024-02-15T10:00"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
