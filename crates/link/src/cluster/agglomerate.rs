//! Joins the groups of one component, the surest first, while the pairs across agree on the whole: a single strong link
//! between two groups whose other pairs contradict is a weak bridge and is not crossed, and groups that oppose
//! each other are never joined.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::cluster::opposition::{Between, KeptApart, Opposition, Stance};
use crate::cluster::parts::{Component, Sets};
use crate::cluster::{Cluster, Constraints, Join, PersonId};
use crate::records::RecordAt;
use crate::score::Scorer;

/// No pair counts more than this for or against joining two groups, in bits.
const FOR: f32 = 12.0;
const AGAINST: f32 = -8.0;
/// Many pairs that are undecided one by one speak for one person together: each repeats the prior, which counts once. With
/// many pairs their mean may be this far below even odds, with one pair not at all.
const LEEWAY: f32 = 2.0;
/// Where a file names families, whom its values hardly tell apart, this much must speak for one person, in bits.
const SURE: f32 = 5.0;
/// Groups whose pairs across are more than this are judged by this many of them, evenly spread.
const MOST_PAIRS: usize = 144;
/// Of groups with more pairs across than this, so many are looked at for contradictions, evenly spread.
const MOST_OPPOSED: usize = 10_000;

pub(crate) struct Solved {
    pub clusters: Vec<Cluster>,
    /// Pairs that only a name speaks for, with their weights.
    pub name_only: Vec<((RecordAt, RecordAt), f32)>,
    /// Groups that contradictions keep apart.
    pub kept_apart: Vec<KeptApart>,
}

/// A pair as it was scored.
#[derive(Clone, Copy)]
struct Scored {
    weight: f32,
    beyond_name: bool,
    stance: Stance,
}

#[derive(Default)]
struct Group {
    members: Vec<RecordAt>,
    joins: Vec<Join>,
    version: u32,
    alive: bool,
}

/// A pair of groups that may be joined.
#[derive(Clone, Copy, PartialEq)]
struct Offer {
    mean: f32,
    strongest: (RecordAt, RecordAt),
    weight: f32,
    corroborated: bool,
    groups: (u32, u32),
    versions: (u32, u32),
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then(self.weight.total_cmp(&other.weight))
            .then_with(|| other.strongest.cmp(&self.strongest))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub(crate) fn agglomerate(scorer: &Scorer<'_>, component: &Component, constraints: &Constraints) -> Solved {
    let mut work =
        Work { scorer, constraints, groups: Vec::new(), known: FxHashMap::default(), kept_apart: Vec::new() };
    let place =
        |record: RecordAt| component.records.binary_search(&record).expect("the component's own record");
    let mut sets = Sets::new(component.records.len());
    for group in &component.together {
        group.iter().for_each(|&it| sets.join(place(group[0]) as u32, place(it) as u32));
    }
    for at in 0..component.records.len() as u32 {
        let root = sets.root(at);
        work.groups.push(Group { alive: root == at, ..Group::default() });
    }
    for (at, &record) in component.records.iter().enumerate() {
        let root = sets.root(at as u32) as usize;
        let group = &mut work.groups[root];
        if let Some(&first) = group.members.first() {
            group.joins.push(Join { strongest: (first, record), weight: f32::INFINITY, mean: f32::INFINITY });
        }
        group.members.push(record);
    }
    let mut neighbours: Vec<Vec<u32>> = vec![Vec::new(); component.records.len()];
    let mut heap = BinaryHeap::new();
    for link in &component.links {
        let scored = Scored { weight: link.weight, beyond_name: link.corroborated, stance: link.stance };
        work.known.insert((link.one, link.other), scored);
        let (one, other) = (sets.root(place(link.one) as u32), sets.root(place(link.other) as u32));
        if one != other {
            neighbours[one as usize].push(other);
            neighbours[other as usize].push(one);
        }
    }
    for (at, of) in neighbours.iter_mut().enumerate() {
        of.sort_unstable();
        of.dedup();
        heap.extend(of.iter().filter(|it| **it > at as u32).filter_map(|&it| work.offer(at as u32, it)));
    }
    let mut name_only = Vec::new();
    while let Some(offer) = heap.pop() {
        let (one, other) = (offer.groups.0 as usize, offer.groups.1 as usize);
        let current = |at: usize, version| work.groups[at].alive && work.groups[at].version == version;
        if !current(one, offer.versions.0) || !current(other, offer.versions.1) {
            continue;
        }
        if !offer.corroborated {
            name_only.push((offer.strongest, offer.weight));
            continue;
        }
        work.join(one, other, &offer);
        let moved = std::mem::take(&mut neighbours[other]);
        neighbours[one].extend(moved);
        neighbours[one].sort_unstable();
        neighbours[one].dedup();
        for at in neighbours[one].clone() {
            if at as usize != one && work.groups[at as usize].alive {
                neighbours[at as usize].push(one as u32);
                heap.extend(work.offer(one as u32, at));
            }
        }
    }
    let clusters = work.groups.into_iter().filter(|it| it.alive && it.members.len() > 1).map(|mut group| {
        group.members.sort_unstable();
        let person = PersonId(scorer.records.ids[group.members[0] as usize]);
        Cluster { person, members: group.members, joins: group.joins }
    });
    let clusters: Vec<Cluster> = clusters.collect();
    let together = |pair: &(RecordAt, RecordAt)| {
        clusters
            .iter()
            .any(|it| it.members.binary_search(&pair.0).is_ok() && it.members.binary_search(&pair.1).is_ok())
    };
    name_only.retain(|it| !together(&it.0));
    let mut kept_apart = work.kept_apart;
    kept_apart.retain(|it| !together(&it.strongest));
    Solved { clusters, name_only, kept_apart }
}

struct Work<'a> {
    scorer: &'a Scorer<'a>,
    constraints: &'a Constraints,
    groups: Vec<Group>,
    known: FxHashMap<(RecordAt, RecordAt), Scored>,
    kept_apart: Vec<KeptApart>,
}

impl Work<'_> {
    fn score(&mut self, one: RecordAt, other: RecordAt) -> Scored {
        let pair = (one.min(other), one.max(other));
        let scorer = self.scorer;
        *self.known.entry(pair).or_insert_with(|| {
            let (weight, pattern) = scorer.pair(pair.0, pair.1);
            let beyond_name = scorer.corroborated(pattern);
            Scored { weight, beyond_name, stance: scorer.stance(pattern) }
        })
    }

    /// What of two groups contradicts one person, and nobody has overruled.
    fn opposed(&mut self, a: &[RecordAt], b: &[RecordAt]) -> Option<Opposition> {
        let pairs = a.len() * b.len();
        let mut between = Between::default();
        for at in (0..pairs).step_by(pairs.div_ceil(MOST_OPPOSED)) {
            let (one, other) = (a[at / b.len()], b[at % b.len()]);
            let stance = self.score(one, other).stance;
            if stance.opposed().is_none() || !self.constraints.overruled.explains(self.scorer, one, other) {
                between.add(stance);
            }
        }
        between.opposed(self.scorer.weights.traits.common)
    }

    /// Whether joining two groups is worth offering.
    fn offer(&mut self, one: u32, other: u32) -> Option<Offer> {
        let (low, high) = (one.min(other), one.max(other));
        let members = |at: u32| self.groups[at as usize].members.clone();
        let (a, b) = (members(low), members(high));
        let pairs = a.len() * b.len();
        if !self.constraints.apart.is_empty() {
            let apart = a.iter().any(|&a| b.iter().any(|&b| self.constraints.are_apart(a, b)));
            if apart {
                return None;
            }
        }
        let step = pairs.div_ceil(MOST_PAIRS);
        let (mut sum, mut count) = (0.0_f32, 0.0_f32);
        let mut strongest = ((a[0], b[0]), f32::NEG_INFINITY);
        let mut corroborated = false;
        for at in (0..pairs).step_by(step) {
            let (one, other) = (a[at / b.len()], b[at % b.len()]);
            let Scored { weight, beyond_name, .. } = self.score(one, other);
            sum += weight.clamp(AGAINST, FOR);
            count += 1.0;
            corroborated |= beyond_name && weight > 0.0;
            if weight > strongest.1 {
                strongest = ((one.min(other), one.max(other)), weight);
            }
        }
        let mean = sum / count;
        let least = if self.scorer.weights.traits.families { SURE } else { LEEWAY * (1.0 / count - 1.0) };
        if mean <= least {
            return None;
        }
        let (strongest, weight) = strongest;
        if let Some(why) = self.opposed(&a, &b) {
            if corroborated {
                self.kept_apart.push(KeptApart { strongest, weight, why });
            }
            return None;
        }
        let versions = (self.groups[low as usize].version, self.groups[high as usize].version);
        Some(Offer { mean, strongest, weight, corroborated, groups: (low, high), versions })
    }

    fn join(&mut self, one: usize, other: usize, offer: &Offer) {
        let taken = std::mem::take(&mut self.groups[other]);
        let group = &mut self.groups[one];
        group.members.extend(taken.members);
        group.joins.extend(taken.joins);
        group.joins.push(Join { strongest: offer.strongest, weight: offer.weight, mean: offer.mean });
        group.version += 1;
    }
}
