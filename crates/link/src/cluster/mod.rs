//! From links to persons: groups whose members agree on the whole, not chains of single links. Never merges against a
//! judgement or a contradiction, never on a name alone, and never depends on the order of its input.

mod agglomerate;
mod opposition;
mod parts;
pub mod sample;

use opposition::Overruled;
pub use opposition::{KeptApart, Opposition, Stance};
use rustc_hash::FxHashMap;

use crate::columns::RecordId;
use crate::judgement::{Contradiction, Judgement, Verdict, contradictions};
use crate::records::RecordAt;
use crate::score::{Link, Scorer, parallel};

/// A person's id: the lowest record id of the group when it was first made; it stays when records join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub RecordId);

/// Why two groups became one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    /// A record of one group and one of the other: the strongest link between them.
    pub strongest: (RecordAt, RecordAt),
    /// The strongest link's weight; infinite for a judgement.
    pub weight: f32,
    /// The mean weight over all pairs across, each kept within bounds.
    pub mean: f32,
}

/// Records that are one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The person.
    pub person: PersonId,
    /// The records, ascending.
    pub members: Vec<RecordAt>,
    /// Why they are together: one join less than members, in the order made.
    pub joins: Vec<Join>,
}

/// All persons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clusters {
    /// The persons of more than one record, by their lowest record.
    pub clusters: Vec<Cluster>,
    /// Each record's cluster; `None` when it is alone.
    pub of_record: Vec<Option<u32>>,
    /// Judgements that contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Pairs of groups that only a name speaks for: to be looked at by a person.
    pub name_only: Vec<(RecordAt, RecordAt)>,
    /// The weight of each of them.
    pub name_only_weights: Vec<f32>,
    /// Groups that the weights would join and a contradiction keeps apart: to be looked at by a person.
    pub kept_apart: Vec<KeptApart>,
}

impl Clusters {
    /// The person of every record, alone or not.
    pub fn persons<'a>(&'a self, ids: &'a [RecordId]) -> impl Iterator<Item = PersonId> + 'a {
        let of = |(at, cluster): (usize, &Option<u32>)| match cluster {
            Some(cluster) => self.clusters[*cluster as usize].person,
            None => PersonId(ids[at]),
        };
        self.of_record.iter().enumerate().map(of)
    }
}

/// What stands before the links are looked at.
#[derive(Debug, Clone, Default)]
pub struct Given<'a> {
    /// Judgements: the standing verdict on each pair.
    pub judgements: &'a [Judgement],
    /// Persons made earlier, each with its records: they stay together.
    pub persons: &'a [(PersonId, Vec<RecordAt>)],
}

/// Makes groups. `links` are those of all buckets, ascending.
#[must_use]
pub fn cluster(scorer: &Scorer<'_>, links: &[Link], given: &Given<'_>, threads: usize) -> Clusters {
    let records = scorer.records;
    let constraints = Constraints::new(scorer, given);
    let components = parts::components(records.len(), links, &constraints);
    let solved = parallel(threads, components.len(), |at| {
        agglomerate::agglomerate(scorer, &components[at], &constraints)
    });
    let mut found = Clusters {
        of_record: vec![None; records.len()],
        contradictions: constraints.contradictions,
        ..Clusters::default()
    };
    let mut name_only = Vec::new();
    for solved in solved {
        found.clusters.extend(solved.clusters);
        name_only.extend(solved.name_only);
        found.kept_apart.extend(solved.kept_apart);
    }
    found.kept_apart.sort_by_key(|it| (it.strongest, it.why));
    found.kept_apart.dedup_by_key(|it| it.strongest);
    found.clusters.sort_by_key(|it| it.members[0]);
    name_only.sort_unstable_by_key(|it| it.0);
    name_only.dedup_by_key(|it| it.0);
    (found.name_only, found.name_only_weights) = name_only.into_iter().unzip();
    let named: FxHashMap<RecordAt, PersonId> = given
        .persons
        .iter()
        .filter_map(|(person, members)| Some((*members.iter().min()?, *person)))
        .collect();
    for (at, cluster) in found.clusters.iter_mut().enumerate() {
        for &member in &cluster.members {
            found.of_record[member as usize] = Some(at as u32);
        }
        // The oldest of the earlier persons gives the name.
        if let Some(person) = cluster.members.iter().filter_map(|it| named.get(it)).min() {
            cluster.person = *person;
        }
    }
    found
}

/// Judgements and earlier persons, by record.
pub(crate) struct Constraints {
    /// Records that must be together.
    pub together: Vec<Vec<RecordAt>>,
    /// Pairs that must not be, the lower first.
    pub apart: FxHashMap<(RecordAt, RecordAt), ()>,
    /// Contradictions between records that a person judged the same.
    pub overruled: Overruled,
    contradictions: Vec<Contradiction>,
}

impl Constraints {
    fn new(scorer: &Scorer<'_>, given: &Given<'_>) -> Self {
        let find = |it: RecordId| scorer.records.find(it);
        let contradictions = contradictions(given.judgements);
        let in_doubt: Vec<RecordId> = contradictions.iter().flat_map(|it| it.chain.iter().copied()).collect();
        let mut constraints = Self {
            together: given.persons.iter().map(|it| it.1.clone()).collect(),
            apart: FxHashMap::default(),
            overruled: Overruled::of(scorer, given.judgements),
            contradictions,
        };
        for it in given.judgements {
            let (Some(one), Some(other)) = (find(it.one), find(it.other)) else { continue };
            match it.verdict {
                // What contradicts itself joins nobody until a person settles it.
                Verdict::Same if in_doubt.contains(&it.one) && in_doubt.contains(&it.other) => {}
                Verdict::Same => constraints.together.push(vec![one, other]),
                Verdict::Different => {
                    constraints.apart.insert((one.min(other), one.max(other)), ());
                }
                Verdict::Unsure => {}
            }
        }
        constraints
    }

    pub(crate) fn are_apart(&self, one: RecordAt, other: RecordAt) -> bool {
        !self.apart.is_empty() && self.apart.contains_key(&(one.min(other), one.max(other)))
    }
}
