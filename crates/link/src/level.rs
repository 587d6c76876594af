//! A stable code for every level of every field, so that a caller can word what was compared. Never a sentence: those are
//! the caller's, in each language.

use crate::records::FieldKind;

/// The codes of a kind of field, by level: the first is for missing values.
const fn codes(kind: FieldKind) -> &'static [&'static str] {
    match kind {
        FieldKind::Given => &[
            "given.missing",
            "given.equal",
            "given.part-omitted",
            "given.variant",
            "given.hypocoristic",
            "given.initial",
            "given.part-shared",
            "given.near",
            "given.different",
            "given.reversed",
        ],
        FieldKind::Surname => &[
            "surname.missing",
            "surname.both-equal",
            "surname.both-variant",
            "surname.second-omitted",
            "surname.second-omitted-variant",
            "surname.swapped",
            "surname.other-omitted",
            "surname.second-differs",
            "surname.first-differs",
            "surname.crossed",
            "surname.near",
            "surname.different",
            "surname.reversed",
        ],
        FieldKind::Birth => &[
            "birth.missing",
            "birth.equal",
            "birth.consistent",
            "birth.exchanged",
            "birth.slip",
            "birth.two-parts",
            "birth.same-year",
            "birth.near-year",
            "birth.different",
        ],
        FieldKind::Sex => &[
            "sex.missing",
            "sex.equal",
            "sex.different",
            "sex.equal-as-given-name",
            "sex.different-despite-given-name",
        ],
        FieldKind::Nationality => &["nationality.missing", "nationality.equal", "nationality.different"],
        FieldKind::Document => {
            &["document.missing", "document.equal", "document.slip", "document.near", "document.different"]
        }
        FieldKind::Place => &[
            "place.missing",
            "place.equal",
            "place.contained",
            "place.slip",
            "place.shared",
            "place.different",
        ],
        FieldKind::Code => &["code.missing", "code.equal", "code.slip", "code.near", "code.different"],
        FieldKind::Text => &["text.missing", "text.equal", "text.slip", "text.shared", "text.different"],
        FieldKind::Alias => &["alias.missing", "alias.equal", "alias.name", "alias.different"],
        FieldKind::List => &["list.missing", "list.same", "list.other"],
    }
}

const KINDS: [FieldKind; 11] = [
    FieldKind::Given,
    FieldKind::Surname,
    FieldKind::Birth,
    FieldKind::Sex,
    FieldKind::Nationality,
    FieldKind::Document,
    FieldKind::Place,
    FieldKind::Code,
    FieldKind::Text,
    FieldKind::Alias,
    FieldKind::List,
];

/// The code of a level as [`crate::pattern::Pattern`] numbers it: the field's kind, a point, what was found
/// (`given.hypocoristic`). The same in every version; a number that is no level of the kind has the code of missing values.
///
/// Sex has two codes for equal and two for different: with given names that agree, an equal sex says nothing new.
#[must_use]
pub fn level_code(kind: FieldKind, level: usize) -> &'static str {
    codes(kind).get(level).unwrap_or(&codes(kind)[0])
}

/// Every code there is, kind by kind.
pub fn level_codes() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().flat_map(codes).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::usual_levels;
    use crate::name::{GivenLevel, SurnameLevel};
    use crate::value::alias::AliasLevel;
    use crate::value::birth::BirthLevel;
    use crate::value::document::DocumentLevel;
    use crate::value::kind::{CodeLevel, PlaceLevel, TextLevel};

    #[test]
    fn every_level_has_a_code_of_its_own() {
        for kind in KINDS {
            assert!(codes(kind).len() > usual_levels(kind).len(), "{kind:?}");
        }
        let all: Vec<&str> = level_codes().collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn codes_stand_where_the_enums_say() {
        let check = |kind, level: u8, code| assert_eq!(level_code(kind, level.into()), code);
        check(FieldKind::Given, GivenLevel::Hypocoristic as u8, "given.hypocoristic");
        check(FieldKind::Given, GivenLevel::Reversed as u8, "given.reversed");
        check(FieldKind::Surname, SurnameLevel::OneEqual as u8, "surname.second-omitted");
        check(FieldKind::Surname, SurnameLevel::Reversed as u8, "surname.reversed");
        check(FieldKind::Birth, BirthLevel::Different as u8, "birth.different");
        check(FieldKind::Document, DocumentLevel::Different as u8, "document.different");
        check(FieldKind::Place, PlaceLevel::Different as u8, "place.different");
        check(FieldKind::Code, CodeLevel::Different as u8, "code.different");
        check(FieldKind::Text, TextLevel::Different as u8, "text.different");
        check(FieldKind::Alias, AliasLevel::Different as u8, "alias.different");
        check(FieldKind::List, 2, "list.other");
        check(FieldKind::Place, 99, "place.missing");
    }
}
