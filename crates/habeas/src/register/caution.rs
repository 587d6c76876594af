//! Where the register does not join on its own, whatever the sum says: contradictions that tell people of one name, twins, and
//! parents from their children. Such a pair is asked about, and a person's verdict settles it.

use std::collections::BTreeMap;

use link::pattern::Pattern;
use link::records::RecordAt;
use link::score::Scorer;
use link::{FieldKind, Records};

use super::seam;

/// Whether the levels of a pair oppose one person. Documents that agree outweigh all else. Otherwise, given names that
/// contradict each other oppose, so do births, and so do documents, unless the day of birth is the same.
#[must_use]
pub fn opposed(records: &Records, pattern: Pattern) -> bool {
    let has = |kind: FieldKind, codes: &[&str]| {
        records.fields.iter().enumerate().any(|(at, field)| {
            let code = seam::levels(kind).get(pattern.level(at));
            field.kind == kind && code.is_some_and(|code| codes.contains(code))
        })
    };
    let given = has(FieldKind::Given, &["shared", "near", "different"]);
    let birth = has(FieldKind::Birth, &["different"]);
    let document = has(FieldKind::Document, &["different"]) && !has(FieldKind::Birth, &["equal"]);
    !has(FieldKind::Document, &["equal"]) && (given || birth || document)
}

/// The pairs that are opposed, as the room that links takes pairs that must stay apart; but none that judgements of
/// "same" lead through, one by one or in a chain: a person's verdict stands above.
#[must_use]
pub fn apart(
    scorer: &Scorer<'_>,
    pairs: impl Iterator<Item = (RecordAt, RecordAt)>,
    judgements: &[link::Judgement],
) -> Vec<link::Judgement> {
    let records = scorer.records;
    let mut sets: BTreeMap<RecordAt, RecordAt> = BTreeMap::new();
    for it in judgements.iter().filter(|it| it.verdict == link::Verdict::Same) {
        if let (Some(one), Some(other)) = (records.find(it.one), records.find(it.other)) {
            let (one, other) = (root(&sets, one), root(&sets, other));
            if one != other {
                sets.insert(one.max(other), one.min(other));
            }
        }
    }
    let is_opposed = |&(one, other): &(RecordAt, RecordAt)| {
        let (_, pattern) = scorer.pair(one, other);
        opposed(records, pattern) && root(&sets, one) != root(&sets, other)
    };
    pairs
        .filter(is_opposed)
        .map(|(one, other)| {
            let (one, other) = (records.ids[one as usize], records.ids[other as usize]);
            link::Judgement { one, other, verdict: link::Verdict::Different }
        })
        .collect()
}

fn root(sets: &BTreeMap<RecordAt, RecordAt>, mut at: RecordAt) -> RecordAt {
    while let Some(above) = sets.get(&at) {
        at = *above;
    }
    at
}

#[cfg(test)]
mod tests {
    use link::{Column, ListId, Meaning, RecordId, Settings, Table};

    use super::*;

    /// Two people as given names, surnames, document and birth; what follows is whether one person is opposed.
    fn check(one: [&str; 4], other: [&str; 4], expected: bool) {
        let meanings = [Meaning::GivenNames, Meaning::Surnames, Meaning::Document, Meaning::Birth];
        let mut table = Table {
            ids: vec![RecordId(1), RecordId(2)],
            lists: vec![ListId(0), ListId(1)],
            ..Table::default()
        };
        for (at, meaning) in meanings.into_iter().enumerate() {
            let mut column = Column::new(meaning, "");
            column.push(one[at]);
            column.push(other[at]);
            table.columns.push(column);
        }
        let records = Records::read(&table).unwrap();
        let linkage = link::link(&records, &[], &Settings::default());
        let weights = linkage.weights();
        let scorer = Scorer { records: &records, rarity: &linkage.rarity, weights: &weights };
        assert_eq!(opposed(&records, scorer.pair(0, 1).1), expected, "{one:?} {other:?}");
    }

    #[test]
    fn namesakes_twins_and_parents_are_opposed() {
        let jose = ["José Gregorio", "Rivas Medina", "V-60148364", "1985-04-12"];
        check(jose, ["Jose Gregorio", "RIVAS MEDINA", "60148364", "1985-04-12"], false);
        // One name, another document and birth.
        check(jose, ["José Gregorio", "Rivas Medina", "V-64618165", "1996-11-02"], true);
        check(jose, ["José Gregorio", "Rivas Medina", "", "1996-11-02"], true);
        check(jose, ["José Gregorio", "Rivas Medina", "V-64618165", ""], true);
        // A passport may stand where the other list has a card.
        check(jose, ["José Gregorio", "Rivas Medina", "P0099123", "1985-04-12"], false);
        // The document agrees: a slip in the date.
        check(jose, ["José Gregorio", "Rivas Medina", "V-60148364", "1996-11-02"], false);
        // Twins.
        let twin = ["Yeison Adrián", "Tovar Linares", "V-65980057", "1999-08-04"];
        check(twin, ["Yeiker Adrián", "Tovar Linares", "V-65980058", "1999-08-04"], true);
        // Something missing opposes nothing.
        check(jose, ["José", "Rivas", "", ""], false);
        check(jose, ["Pepe", "Rivas Medina", "", "1985"], false);
    }
}
