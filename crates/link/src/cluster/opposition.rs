//! Contradictions that keep two records apart, whatever the sum of their weights says: those that tell people of one name, twins,
//! and parents from their children. Never outvotes a judgement: what a person has overruled opposes nobody.

use rustc_hash::FxHashMap;

use crate::cluster::parts::Sets;
use crate::judgement::{Judgement, Verdict};
use crate::name::GivenLevel;
use crate::pattern::{Pattern, corroborates};
use crate::records::{FieldKind, RecordAt};
use crate::score::Scorer;
use crate::value::birth::BirthLevel;
use crate::value::document::DocumentLevel;

/// What of two records contradicts one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Opposition {
    /// Their given names: each has one that the other has not.
    Given,
    /// Their births: years apart.
    Birth,
    /// Their document numbers, and they are not born on the same day.
    Document,
}

impl Opposition {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Given, Self::Birth, Self::Document];

    /// A stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "opposed.given",
            Self::Birth => "opposed.birth",
            Self::Document => "opposed.document",
        }
    }

    /// What a field's level says of it: whether it contradicts, or agrees; `None` when it does neither, as two days of one
    /// year do.
    pub(crate) fn contradicts(self, field: FieldKind, level: usize) -> Option<bool> {
        use {BirthLevel as B, DocumentLevel as D, GivenLevel as G};
        let among = |levels: &[usize]| levels.contains(&level);
        match (self, field) {
            (_, _) if level == 0 => None,
            (Self::Given, FieldKind::Given) => {
                Some(among(&[G::Shared as usize, G::Near as usize, G::Different as usize]))
            }
            (Self::Birth, FieldKind::Birth) => match level {
                _ if level == B::Different as usize => Some(true),
                _ if level <= B::Slip as usize => Some(false),
                _ => None,
            },
            (Self::Document, FieldKind::Document) => Some(level == D::Different as usize),
            _ => None,
        }
    }
}

/// What a compared pair says of each [`Opposition`]: both records state it, and they agree or contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stance {
    /// A bit for each; above them one for other values that agree and that relatives do not share.
    agreed: u8,
    opposed: u8,
}

/// The place of other values in [`Stance`].
const OTHER: usize = Opposition::ALL.len();

impl Stance {
    /// What contradicts one person, the first in the order of [`Opposition::ALL`].
    #[must_use]
    pub fn opposed(self) -> Option<Opposition> {
        Opposition::ALL.into_iter().find(|it| self.opposed >> (*it as u8) & 1 == 1)
    }

    fn state(&mut self, kind: Opposition, contradicted: bool) {
        let mask = if contradicted { &mut self.opposed } else { &mut self.agreed };
        *mask |= 1 << kind as u8;
    }
}

/// The stances of the pairs between two groups: they oppose each other when at least half of those that state a thing
/// contradict, so that one slip in a group of many records does not tell its person apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Between {
    /// For each opposition how many pairs agree and how many contradict.
    counts: [(u32, u32); OTHER + 1],
}

impl Between {
    pub(crate) fn add(&mut self, stance: Stance) {
        for (at, (agreed, opposed)) in self.counts.iter_mut().enumerate() {
            *agreed += u32::from(stance.agreed >> at & 1);
            *opposed += u32::from(stance.opposed >> at & 1);
        }
    }

    /// What contradicts. What is `common` in the file contradicts only where nothing else agrees.
    pub(crate) fn opposed(&self, common: u8) -> Option<Opposition> {
        let opposed = |(agreed, opposed): (u32, u32)| opposed > 0 && opposed >= agreed;
        let agrees = self.counts.iter().any(|it| it.0 > it.1);
        let contradicts = |(kind, counts): &(Opposition, (u32, u32))| {
            opposed(*counts) && !(agrees && common >> (*kind as u8) & 1 == 1)
        };
        Opposition::ALL.into_iter().zip(self.counts).find(contradicts).map(|it| it.0)
    }
}

/// Two groups that the weights would join and a contradiction keeps apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeptApart {
    /// The strongest pair between them.
    pub strongest: (RecordAt, RecordAt),
    /// Its weight.
    pub weight: f32,
    /// What contradicts one person.
    pub why: Opposition,
}

impl Scorer<'_> {
    /// What a compared pair states and contradicts. A document number that agrees explains any other contradiction as a slip;
    /// documents may differ where the day of birth is the same, since people hold more than one.
    #[must_use]
    pub fn stance(&self, pattern: Pattern) -> Stance {
        let mut stance = Stance::default();
        let (mut same_document, mut born_together) = (false, false);
        for (at, field) in self.records.fields.iter().enumerate() {
            let level = pattern.level(at);
            same_document |= field.kind == FieldKind::Document && level == DocumentLevel::Equal as usize;
            born_together |= field.kind == FieldKind::Birth && level == BirthLevel::Equal as usize;
            if matches!(field.kind, FieldKind::Code | FieldKind::Text) && corroborates(field.kind, level) {
                stance.agreed |= 1 << OTHER;
            }
            for kind in Opposition::ALL {
                if let Some(contradicted) = kind.contradicts(field.kind, level) {
                    stance.state(kind, contradicted);
                }
            }
        }
        if same_document {
            return Stance { agreed: stance.agreed | stance.opposed, opposed: 0 };
        }
        if born_together {
            stance.opposed &= !(1 << Opposition::Document as u8);
        }
        stance
    }

    /// What of two records contradicts one person.
    #[must_use]
    pub fn opposes(&self, one: RecordAt, other: RecordAt) -> Option<Opposition> {
        self.stance(self.pair(one, other).1).opposed()
    }
}

/// The contradictions that judgements overrule: for each record, those that it contradicts and that people say it is.
#[derive(Debug, Default)]
pub(crate) struct Overruled(FxHashMap<RecordAt, Vec<RecordAt>>);

impl Overruled {
    pub(crate) fn of(scorer: &Scorer<'_>, judgements: &[Judgement]) -> Self {
        let find = |it: &Judgement| Some((scorer.records.find(it.one)?, scorer.records.find(it.other)?));
        let same: Vec<(RecordAt, RecordAt)> =
            judgements.iter().filter(|it| it.verdict == Verdict::Same).filter_map(find).collect();
        let mut judged: Vec<RecordAt> = same.iter().flat_map(|it| [it.0, it.1]).collect();
        judged.sort_unstable();
        judged.dedup();
        let place = |it: RecordAt| judged.binary_search(&it).expect("a judged record") as u32;
        let mut sets = Sets::new(judged.len());
        same.iter().for_each(|it| sets.join(place(it.0), place(it.1)));
        let mut blocks: FxHashMap<u32, Vec<RecordAt>> = FxHashMap::default();
        for &record in &judged {
            blocks.entry(sets.root(place(record))).or_default().push(record);
        }
        let mut overruled = Self::default();
        for block in blocks.values() {
            for (at, &one) in block.iter().enumerate() {
                for &other in block[at + 1..].iter().filter(|it| scorer.opposes(one, **it).is_some()) {
                    overruled.0.entry(one).or_default().push(other);
                    overruled.0.entry(other).or_default().push(one);
                }
            }
        }
        overruled
    }

    /// Whether the contradiction of two records is one that a person has settled: one of them is judged to be somebody whom
    /// it contradicts too, and whom the other does not.
    pub(crate) fn explains(&self, scorer: &Scorer<'_>, one: RecordAt, other: RecordAt) -> bool {
        let by = |one: RecordAt, other: RecordAt| {
            self.0.get(&one).is_some_and(|known| {
                known.iter().any(|it| *it == other || scorer.opposes(*it, other).is_none())
            })
        };
        by(one, other) || by(other, one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{Column, ListId, Meaning, RecordId, Table};
    use crate::records::Records;
    use crate::run::{Settings, link};

    /// Two people as given names, surnames, document and birth; what follows is what of them contradicts one person.
    fn check(one: [&str; 4], other: [&str; 4], expected: Option<Opposition>) {
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
        let records = Records::read(&table).expect("well formed");
        let linkage = link(&records, &[], &Settings::default());
        let weights = linkage.weights();
        let scorer = Scorer { records: &records, rarity: &linkage.rarity, weights: &weights };
        assert_eq!(scorer.opposes(0, 1), expected, "{one:?} {other:?}");
        assert!(expected.is_none() || linkage.clusters.clusters.is_empty());
    }

    #[test]
    fn namesakes_twins_and_parents_are_opposed() {
        let jose = ["José Gregorio", "Rivas Medina", "V-60148364", "1985-04-12"];
        check(jose, ["Jose Gregorio", "RIVAS MEDINA", "60148364", "1985-04-12"], None);
        // One name, another document and birth.
        check(jose, ["José Gregorio", "Rivas Medina", "V-64618165", "1996-11-02"], Some(Opposition::Birth));
        check(jose, ["José Gregorio", "Rivas Medina", "", "1996-11-02"], Some(Opposition::Birth));
        check(jose, ["José Gregorio", "Rivas Medina", "V-64618165", ""], Some(Opposition::Document));
        // A passport may stand where the other list has a card.
        check(jose, ["José Gregorio", "Rivas Medina", "P0099123", "1985-04-12"], None);
        // The document agrees: a slip in the date.
        check(jose, ["José Gregorio", "Rivas Medina", "V-60148364", "1996-11-02"], None);
        // Twins.
        let twin = ["Yeison Adrián", "Tovar Linares", "V-65980057", "1999-08-04"];
        check(twin, ["Yeiker Adrián", "Tovar Linares", "V-65980058", "1999-08-04"], Some(Opposition::Given));
        // Something missing opposes nothing.
        check(jose, ["José", "Rivas", "", ""], None);
        check(jose, ["Pepe", "Rivas Medina", "", "1985"], None);
    }
}
