//! Samples partitions of the records, so that an estimate can carry the uncertainty of the linkage. Never draws a random
//! number that its seed does not give, and never samples against a judgement or a contradiction.

use rustc_hash::FxHashMap;

use crate::cluster::opposition::{Between, Stance};
use crate::cluster::{Clusters, Constraints, Given};
use crate::hash::Sequence;
use crate::records::RecordAt;
use crate::score::{Link, Scorer};

/// One partition: each record's group, named by the lowest record in it.
pub type Partition = Vec<RecordAt>;

/// Single pairs count at most this much for or against, in bits.
const MOST: f32 = 12.0;

/// Draws partitions by Gibbs sampling: in each sweep every record that has a link picks a group among those of its linked
/// records, or none, with odds by the weights to the group's members. Starts at the clusters; the first half of the sweeps
/// is thrown away.
#[must_use]
pub fn sample(
    scorer: &Scorer<'_>,
    links: &[Link],
    clusters: &Clusters,
    given: &Given<'_>,
    samples: usize,
    seed: u64,
) -> Vec<Partition> {
    let count = scorer.records.len();
    let constraints = Constraints::new(scorer, given);
    let mut walk = Walk::new(scorer, links, clusters, &constraints, seed);
    let mut drawn = Vec::with_capacity(samples);
    for sweep in 0..samples * 2 {
        for record in 0..count as u32 {
            walk.step(record);
        }
        if sweep >= samples {
            drawn.push(walk.partition());
        }
    }
    drawn
}

struct Walk<'a> {
    scorer: &'a Scorer<'a>,
    constraints: &'a Constraints,
    /// The records that each record has a link with.
    linked: Vec<Vec<RecordAt>>,
    /// Whether the record stays in its group: a judgement holds it there, or none of its links is in doubt.
    held: Vec<bool>,
    group: Vec<u32>,
    members: Vec<Vec<RecordAt>>,
    free: Vec<u32>,
    known: FxHashMap<(RecordAt, RecordAt), (f32, Stance)>,
    chance: Sequence,
}

impl<'a> Walk<'a> {
    fn new(
        scorer: &'a Scorer<'a>,
        links: &[Link],
        clusters: &Clusters,
        constraints: &'a Constraints,
        seed: u64,
    ) -> Self {
        let count = scorer.records.len();
        let mut walk = Self {
            scorer,
            constraints,
            linked: vec![Vec::new(); count],
            held: vec![true; count],
            group: vec![0; count],
            members: vec![Vec::new(); count],
            free: Vec::new(),
            known: FxHashMap::default(),
            chance: Sequence(seed),
        };
        for link in links {
            walk.linked[link.one as usize].push(link.other);
            walk.linked[link.other as usize].push(link.one);
            let (weight, stance) = walk.know((link.one, link.other), link.weight, link.stance);
            if weight < MOST && stance.opposed().is_none() {
                walk.held[link.one as usize] = false;
                walk.held[link.other as usize] = false;
            }
        }
        for at in constraints.together.iter().filter(|it| it.len() > 1).flatten() {
            walk.held[*at as usize] = true;
        }
        for at in 0..count {
            let cluster = clusters.of_record[at].map(|it| clusters.clusters[it as usize].members[0]);
            walk.group[at] = cluster.unwrap_or(at as u32);
            walk.members[walk.group[at] as usize].push(at as u32);
        }
        walk.free = (0..count as u32).filter(|it| walk.members[*it as usize].is_empty()).collect();
        walk
    }

    /// Keeps a pair's weight within bounds, and its stance unless a person has overruled it.
    fn know(&mut self, pair: (RecordAt, RecordAt), weight: f32, stance: Stance) -> (f32, Stance) {
        let overruled =
            stance.opposed().is_some() && self.constraints.overruled.explains(self.scorer, pair.0, pair.1);
        let known = (weight.clamp(-MOST, MOST), if overruled { Stance::default() } else { stance });
        self.known.insert(pair, known);
        known
    }

    fn step(&mut self, record: RecordAt) {
        let at = record as usize;
        if self.linked[at].is_empty() || self.held[at] {
            return;
        }
        let own = self.group[at];
        self.members[own as usize].retain(|it| *it != record);
        if self.members[own as usize].is_empty() {
            self.free.push(own);
        }
        let mut groups: Vec<u32> = self.linked[at].iter().map(|it| self.group[*it as usize]).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.retain(|it| !self.members[*it as usize].is_empty());
        let weights: Vec<f64> = groups.iter().map(|&it| self.weight(record, it)).collect();
        let most = weights.iter().copied().fold(0.0, f64::max);
        let odds: Vec<f64> = weights.iter().map(|it| (it - most).exp2()).collect();
        let alone = (-most).exp2();
        let mut left = self.chance.unit() * (alone + odds.iter().sum::<f64>());
        let picked = groups.iter().zip(&odds).find(|(_, odds)| {
            left -= **odds;
            left < 0.0
        });
        let group = match picked {
            Some((group, _)) => *group,
            None => self.free.pop().expect("a group is free for each record taken out"),
        };
        self.group[at] = group;
        self.members[group as usize].push(record);
    }

    /// The sum of the record's weights to a group's members.
    fn weight(&mut self, record: RecordAt, group: u32) -> f64 {
        let (mut sum, mut between) = (0.0, Between::default());
        for at in 0..self.members[group as usize].len() {
            let member = self.members[group as usize][at];
            if self.constraints.are_apart(record, member) {
                return f64::NEG_INFINITY;
            }
            let pair = (record.min(member), record.max(member));
            let (weight, stance) = match self.known.get(&pair) {
                Some(known) => *known,
                None => {
                    let (weight, pattern) = self.scorer.pair(pair.0, pair.1);
                    self.know(pair, weight, self.scorer.stance(pattern))
                }
            };
            sum += f64::from(weight);
            between.add(stance);
        }
        if between.opposed(self.scorer.weights.traits.common).is_some() {
            return f64::NEG_INFINITY;
        }
        sum
    }

    fn partition(&self) -> Partition {
        let lowest =
            |group: &u32| *self.members[*group as usize].iter().min().expect("a group in use has members");
        self.group.iter().map(lowest).collect()
    }
}
