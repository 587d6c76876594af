//! What is kept of a finished linkage: records with their persons, reasons, questions, conflicts, expectations. Joins and
//! parts nobody itself.

use std::collections::{BTreeMap, BTreeSet};

use case::register::{
    Bits, Conflict, Contradiction, Expected, Join, Judgements, KeysLeftOut, LinkRow, Made, Named, Outlook,
    Pair, Question, RecordRow, Run, Share, Standing, Why, pair,
};
use link::explain::explain;
use link::model::Probability;
use link::records::RecordAt;
use link::review::{after_reviews, default_threshold, missed_by_keys};
use link::score::Scorer;
use link::{Linkage, Records};
use model::{PersonId, RecordId, Verdict};

use super::linking::{Kept, bars, family};
use super::seam::{self, StoredModel};
use super::table::Gathered;

/// Links weaker than this are not kept, unless they are within one person: they are neither asked about nor shown.
const KEPT: f32 = -4.0;
/// Links stronger than this need nobody's eyes: the odds are above 32 to 1.
const SURE: f32 = 5.0;
/// The weight of a pair on which somebody's verdict stands.
const SETTLED: f32 = 40.0;
/// How many further hundreds of answers are looked ahead.
const HUNDREDS: usize = 5;
/// Within a person of more records than this, each further record is compared with the first alone, to find values that
/// contradict each other.
const COMPARED_WITHIN: usize = 40;

/// A finished linkage with all that is told of it.
pub(super) struct View<'a> {
    pub(super) gathered: &'a Gathered,
    pub(super) records: &'a Records,
    pub(super) judgements: &'a Judgements,
    pub(super) linkage: &'a Linkage,
    pub(super) scorer: Scorer<'a>,
    pub(super) named: &'a Named,
}

impl View<'_> {
    /// The whole register, of all `rows` that were gathered. `missed` is what was foreseen to be missed before.
    pub(super) fn made(&self, rows: Vec<RecordRow>, afresh: bool, missed: f64, kept: &Kept) -> Made {
        let links = self.links(&kept.pairs);
        let joins = self.joins(&kept.joins);
        let expected = self.expected(&links, missed);
        let outlook = expected.map_or_else(Vec::new, |expected| self.outlook(&links, expected));
        Made {
            run: self.run(afresh, expected, outlook),
            model: StoredModel::of(&self.linkage.model).to_bytes(),
            records: self.rows(rows, &links),
            questions: self.questions(&links, &joins),
            contradictions: self.contradictions(),
            conflicts: self.conflicts(),
            links: links.iter().map(|it| self.row(it)).collect(),
            joins,
        }
    }

    fn id(&self, at: RecordAt) -> RecordId {
        seam::from_link(self.records.ids[at as usize])
    }

    fn at(&self, id: RecordId) -> Option<RecordAt> {
        self.records.find(seam::to_link(id))
    }

    fn person(&self, at: RecordAt) -> PersonId {
        let id = self.id(at);
        self.named.person.get(&id).copied().unwrap_or(PersonId(id))
    }

    /// The links to keep: those found now, and earlier ones weighed again, ascending by records.
    fn links(&self, earlier: &[Pair]) -> Vec<link::Link> {
        let worth = |it: &link::Link| it.weight >= KEPT || self.person(it.one) == self.person(it.other);
        let mut links: BTreeMap<(RecordAt, RecordAt), link::Link> =
            self.linkage.links.iter().filter(|it| worth(it)).map(|it| ((it.one, it.other), *it)).collect();
        let joined = self.linkage.clusters.clusters.iter().flat_map(|it| &it.joins).map(|it| it.strongest);
        let known = earlier.iter().filter_map(|it| Some((self.at(it.0)?, self.at(it.1)?)));
        for (one, other) in known.chain(joined) {
            let (one, other) = (one.min(other), one.max(other));
            links.entry((one, other)).or_insert_with(|| self.scorer.link(one, other));
        }
        links.into_values().filter(worth).collect()
    }

    /// A link with the sum that it is.
    fn row(&self, link: &link::Link) -> LinkRow {
        let explained = explain(&self.scorer, link.one, link.other);
        let bars = bars(self.records, &explained);
        LinkRow {
            one: self.id(link.one),
            other: self.id(link.other),
            weight: Bits(bars.iter().map(|bar| bar.bits.0).sum()),
            beyond_name: link.corroborated,
            bars,
        }
    }

    /// Why each person's records are together: what was known, what was found now, what was judged; one less than records.
    fn joins(&self, earlier: &[Join]) -> Vec<Join> {
        let mut joins = Vec::new();
        let mut of_person: BTreeMap<PersonId, Vec<Join>> = BTreeMap::new();
        let mut judged = self.judged_same();
        for it in earlier {
            let Some((one, other)) = self.at(it.one).zip(self.at(it.other)) else { continue };
            // Weighed again, so that it is what is shown of the pair.
            let weight = it.weight.map(|_| Bits::of(f64::from(self.scorer.pair(one, other).0)));
            of_person.entry(self.person(one)).or_default().push(Join { weight, ..*it });
        }
        for cluster in &self.linkage.clusters.clusters {
            let person = self.person(cluster.members[0]);
            let known = of_person.remove(&person).unwrap_or_default();
            let mut sets: BTreeMap<RecordId, RecordId> = BTreeMap::new();
            let found = cluster.joins.iter().filter(|it| it.weight.is_finite()).map(|it| Join {
                person,
                one: self.id(it.strongest.0),
                other: self.id(it.strongest.1),
                weight: Some(Bits::of(f64::from(it.weight))),
                mean: Some(Bits::of(f64::from(it.mean))),
            });
            let judged = judged.remove(&person).unwrap_or_default().into_iter();
            let judged = judged.map(|(one, other)| Join { person, one, other, weight: None, mean: None });
            for it in known.into_iter().chain(judged).chain(found) {
                let (one, other) = (root(&sets, it.one), root(&sets, it.other));
                if one != other {
                    sets.insert(one.max(other), one.min(other));
                    joins.push(Join { person, ..it });
                }
            }
        }
        joins.sort_by_key(|it| it.person);
        joins
    }

    /// The pairs that somebody judged the same and that are one person, by person.
    fn judged_same(&self) -> BTreeMap<PersonId, Vec<Pair>> {
        let mut found: BTreeMap<PersonId, Vec<Pair>> = BTreeMap::new();
        for (it, standing) in self.judgements.all_standing() {
            let person = |id| self.named.person.get(&id).copied();
            if let (Standing::Agreed(Verdict::Same), Some(one), Some(other)) =
                (standing, person(it.0), person(it.1))
                && one == other
            {
                found.entry(one).or_default().push(it);
            }
        }
        found
    }

    /// Tells the rows whom they are.
    fn rows(&self, mut rows: Vec<RecordRow>, links: &[link::Link]) -> Vec<RecordRow> {
        let mut strongest: Vec<Option<f32>> = vec![None; self.records.len()];
        for it in links.iter().filter(|it| self.person(it.one) == self.person(it.other)) {
            for at in [it.one, it.other] {
                let held = &mut strongest[at as usize];
                *held = Some(held.map_or(it.weight, |held| held.max(it.weight)));
            }
        }
        let judged: BTreeSet<RecordId> =
            self.judged_same().into_values().flatten().flat_map(|it| [it.0, it.1]).collect();
        for row in &mut rows {
            row.person = self.named.person.get(&row.id).copied().unwrap_or(row.person);
            let weight = self.at(row.id).and_then(|at| strongest[at as usize]);
            row.weight = weight.map(|it| Bits::of(f64::from(it)));
            row.judged = judged.contains(&row.id);
        }
        rows
    }

    /// What to review: of each two persons the strongest pair, when it is in doubt or only the name speaks for it; of each
    /// person the joins that are in doubt; and pairs on which reviewers contradict each other.
    fn questions(&self, links: &[link::Link], joins: &[Join]) -> Vec<Question> {
        let mut between: BTreeMap<(PersonId, PersonId), &link::Link> = BTreeMap::new();
        for it in links {
            let (one, other) = (self.person(it.one), self.person(it.other));
            if one != other && it.weight >= KEPT {
                let held = between.entry(pair_of(one, other)).or_insert(it);
                if it.weight > held.weight {
                    *held = it;
                }
            }
        }
        let persons = |(one, other)| pair_of(self.person(one), self.person(other));
        let kept_apart: BTreeSet<(PersonId, PersonId)> =
            self.linkage.clusters.kept_apart.iter().map(|it| persons(it.strongest)).collect();
        let opposed = |it: &link::Link| {
            it.stance.opposed().is_some() || kept_apart.contains(&persons((it.one, it.other)))
        };
        let why = |it: &link::Link| match (it.corroborated, it.weight > SURE) {
            (false, _) => Why::NameOnly,
            (true, _) if it.weight > 0.0 && opposed(it) => Why::Opposed,
            (true, true) => Why::NotJoined,
            (true, false) => Why::Uncertain,
        };
        let question = |it: &link::Link, why| Question {
            one: self.id(it.one),
            other: self.id(it.other),
            why,
            weight: Bits::of(f64::from(it.weight)),
        };
        let mut questions: BTreeMap<Pair, Question> =
            between.values().map(|it| question(it, why(it))).map(|it| ((it.one, it.other), it)).collect();
        for it in joins {
            let Some(weight) = it.weight.filter(|it| *it < Bits::of(f64::from(SURE))) else { continue };
            let (one, other) = pair(it.one, it.other);
            questions.insert((one, other), Question { one, other, why: Why::Uncertain, weight });
        }
        for (it, standing) in self.judgements.all_standing() {
            let (Some(one), Some(other)) = (self.at(it.0), self.at(it.1)) else { continue };
            if standing == Standing::Contradicted {
                let weight = Bits::of(f64::from(self.scorer.pair(one, other).0));
                let (one, other) = it;
                questions.insert(it, Question { one, other, why: Why::Contradicted, weight });
            }
        }
        let mut questions: Vec<Question> = questions.into_values().collect();
        let doubt = |it: &Question| (it.why != Why::Contradicted, it.weight.0.abs(), it.one, it.other);
        questions.sort_by_key(doubt);
        questions
    }

    fn contradictions(&self) -> Vec<Contradiction> {
        let each = |it: &link::Contradiction| Contradiction {
            different: (seam::from_link(it.different.0), seam::from_link(it.different.1)),
            chain: it.chain.iter().copied().map(seam::from_link).collect(),
        };
        self.linkage.clusters.contradictions.iter().map(each).collect()
    }

    /// Of each person and field the two records that differ most.
    fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for cluster in &self.linkage.clusters.clusters {
            let mut worst: BTreeMap<usize, (usize, RecordAt, RecordAt)> = BTreeMap::new();
            for (at, &one) in cluster.members.iter().take(COMPARED_WITHIN).enumerate() {
                for &other in &cluster.members[at + 1..] {
                    let (_, pattern) = self.scorer.pair(one, other);
                    for (field, its) in self.records.fields.iter().enumerate() {
                        let level = pattern.level(field);
                        let worse = worst.get(&field).is_none_or(|held| held.0 < level);
                        if worse && seam::is_conflict(its.kind, level) {
                            worst.insert(field, (level, one, other));
                        }
                    }
                }
            }
            let person = self.person(cluster.members[0]);
            conflicts.extend(worst.into_iter().map(|(field, (level, one, other))| Conflict {
                person,
                field: field as u8,
                level: level as u8,
                one: self.id(one),
                other: self.id(other),
            }));
        }
        conflicts.sort_by_key(|it| (it.person, it.field));
        conflicts
    }

    /// What to expect of the persons, if the model is right: of the pairs within them how many are one person, and of all
    /// pairs of one person how many are within them.
    fn expected(&self, links: &[link::Link], missed_before: f64) -> Option<Expected> {
        let missed = missed_before + missed_by_keys(self.linkage) + self.linkage.expected_below;
        let threshold = default_threshold(links, &self.linkage.clusters, missed).threshold;
        let members = self.linkage.clusters.clusters.iter().map(|it| it.members.len());
        let pairs: usize = members.map(|it| it * (it - 1) / 2).sum();
        if pairs == 0 {
            return None;
        }
        let (mut within, mut spread, mut left, mut left_spread) = (0.0, 0.0, missed, missed);
        for it in links {
            let p = it.probability().0;
            let (sum, spread) = if self.person(it.one) == self.person(it.other) {
                (&mut within, &mut spread)
            } else {
                (&mut left, &mut left_spread)
            };
            *sum += p;
            *spread += p * (1.0 - p);
        }
        let share = |expected: f64, deviation: f64| Share {
            expected: expected.min(1.0),
            low: (expected - 1.96 * deviation).max(0.0),
            high: (expected + 1.96 * deviation).min(1.0),
        };
        // The delta method for within / (within + left), both uncertain.
        let total = within + left;
        let deviation = (left * left * spread + within * within * left_spread).sqrt() / (total * total);
        let threshold = Bits::of(weight_of(threshold));
        let precision = share(within / pairs as f64, spread.sqrt() / pairs as f64);
        Some(Expected { threshold, precision, recall: share(within / total, deviation), missed })
    }

    /// What to expect now and after each further hundred answers.
    fn outlook(&self, links: &[link::Link], expected: Expected) -> Vec<Outlook> {
        // What somebody settled has nothing left to tell.
        let weight =
            |it: &link::Link| match self.judgements.standing(pair(self.id(it.one), self.id(it.other))) {
                Some(Standing::Agreed(Verdict::Same)) => SETTLED,
                Some(Standing::Agreed(Verdict::Different)) => -SETTLED,
                _ => it.weight,
            };
        let links: Vec<link::Link> =
            links.iter().map(|it| link::Link { weight: weight(it), ..*it }).collect();
        let threshold = Probability::from_weight(expected.threshold.bits());
        let steps = after_reviews(&links, expected.missed, threshold, HUNDREDS).into_iter();
        let step = |(answers, precision, recall)| Outlook { answers: answers as u64, precision, recall };
        steps.map(step).collect()
    }

    fn run(&self, afresh: bool, expected: Option<Expected>, outlook: Vec<Outlook>) -> Run {
        let mut not_compared = self.gathered.not_compared.clone();
        if self.records.parts_left_out > 0 {
            let parts = self.records.parts_left_out as u64;
            not_compared.push(case::register::NotCompared::NameParts { parts });
        }
        if self.linkage.model.traits.families {
            not_compared.push(case::register::NotCompared::Families);
        }
        let skipped = |it: &link::candidates::FamilyPlan| KeysLeftOut {
            family: family(it.family).to_owned(),
            keys: it.skipped_keys,
            pairs: it.skipped_pairs,
            example: it.example.map(|at| self.id(at)),
        };
        let plan = self.linkage.candidates.plan.iter();
        let persons: BTreeSet<PersonId> = self.named.person.values().copied().collect();
        Run {
            entry: 0,
            entries: 0,
            repeated: true,
            program: String::new(),
            afresh,
            lists: self.gathered.lists.clone(),
            records: self.named.person.len() as u64,
            persons: persons.len() as u64,
            merged: self.named.merged.clone(),
            split: self.named.split.clone(),
            compared: self.linkage.compared,
            expected,
            outlook,
            skipped: plan.filter(|it| it.skipped_keys > 0).map(skipped).collect(),
            not_compared,
            fields: self.gathered.fields(self.records),
        }
    }
}

/// Two persons, the lower id first.
fn pair_of(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    (one.min(other), one.max(other))
}

fn root(sets: &BTreeMap<RecordId, RecordId>, mut id: RecordId) -> RecordId {
    while let Some(above) = sets.get(&id) {
        id = *above;
    }
    id
}

/// The log2 odds of a probability.
fn weight_of(probability: link::Probability) -> f64 {
    let p = probability.0.clamp(1e-12, 1.0 - 1e-12);
    (p / (1.0 - p)).log2()
}
