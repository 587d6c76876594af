//! The whole of linkage in order: candidates, model, links, clusters. Each step is a pure function that can run in parts;
//! this page joins them. Never reads a clock or the machine: threads and budget are arguments.

use crate::calibrate::{Known, calibrate, third_records};
use crate::candidates::{BUCKETS, Budget, Candidates, candidates};
use crate::cluster::{Clusters, Given, cluster};
use crate::em::{Evidence, Histogram, fit};
use crate::hash::Sequence;
use crate::judgement::{Judgement, Verdict};
use crate::model::{Model, Weights};
use crate::pattern::{self, Compared};
use crate::rarity::Rarity;
use crate::records::Records;
use crate::score::{Link, Scorer, histogram, parallel};

/// How to link.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How many pairs may be compared.
    pub budget: Budget,
    /// How many threads; the answer is the same with any number.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { budget: Budget::default(), threads: 1 }
    }
}

/// The result of linking.
#[derive(Debug, Clone)]
pub struct Linkage {
    /// The values' rarities.
    pub rarity: Rarity,
    /// The fitted model.
    pub model: Model,
    /// How the candidates were found; its buckets are empty again.
    pub candidates: Candidates,
    /// How many pairs were compared.
    pub compared: u64,
    /// Scored pairs, ascending by records.
    pub links: Vec<Link>,
    /// The expected number of pairs of one person among links too weak to keep.
    pub expected_below: f64,
    /// The persons.
    pub clusters: Clusters,
}

/// Pairs that the model is fitted on, at most about so many.
const FITTED: u64 = 1_500_000;
/// How many machine-labelled pairs one judged pair counts as when calibrating.
const JUDGED: f64 = 10.0;
/// Pairs drawn at random.
const RANDOM: u64 = 1_000_000;

/// Links records.
#[must_use]
pub fn link(records: &Records, judgements: &[Judgement], settings: &Settings) -> Linkage {
    let found = candidates(records, settings.budget, 0..BUCKETS, None);
    let (model, rarity) = learn(records, &found, judgements, settings.threads);
    link_with(records, found, model, rarity, &Given { judgements, persons: &[] }, settings.threads)
}

/// Scores candidates and makes groups, with a model already fitted.
#[must_use]
pub fn link_with(
    records: &Records,
    mut found: Candidates,
    model: Model,
    rarity: Rarity,
    given: &Given<'_>,
    threads: usize,
) -> Linkage {
    let weights = model.weights();
    let scorer = Scorer { records, rarity: &rarity, weights: &weights };
    let scored = parallel(threads, found.buckets.len(), |at| scorer.bucket(&found.buckets[at]));
    found.buckets.iter_mut().for_each(|it| *it = Vec::new());
    let compared = scored.iter().map(|it| it.compared).sum();
    let expected_below = scored.iter().map(|it| it.expected_below).sum();
    let mut links: Vec<Link> = scored.into_iter().flat_map(|it| it.links).collect();
    links.sort_unstable_by_key(|it| (it.one, it.other));
    let clusters = cluster(&scorer, &links, given, threads);
    Linkage { clusters, rarity, model, candidates: found, compared, links, expected_below }
}

/// Fits a model to candidates, twice: the second time the rarities know how often a person repeats. Then third records and
/// judgements calibrate it.
#[must_use]
pub fn learn(
    records: &Records,
    found: &Candidates,
    judgements: &[Judgement],
    threads: usize,
) -> (Model, Rarity) {
    let (buckets, share) = sample(found);
    let patterns = |of: &mut dyn Iterator<Item = Compared>| Histogram::of(of.map(|it| it.pattern).collect());
    let mut rarity = Rarity::of(records, 0.0);
    // Of these only the levels count, which no rarity changes.
    let random = random(records, &rarity);
    let mut model = None;
    for _ in 0..2 {
        let count = |at: usize| histogram(records, &rarity, &found.buckets[at]);
        let counted = parallel(threads, buckets, count);
        let counted = counted.iter().fold(Histogram::default(), |sum, it| sum.plus(it));
        let fitted = fit(&Evidence {
            fields: records.fields.clone(),
            candidates: counted,
            share,
            random: random.clone(),
            pairs: records.pairs() as f64,
            same: patterns(&mut judged(records, &rarity, judgements, Verdict::Same)),
            different: patterns(&mut judged(records, &rarity, judgements, Verdict::Different)),
        });
        rarity = Rarity::of(records, fitted.prior * (records.len() as f64 - 1.0));
        model = Some(fitted);
    }
    let model = model.expect("two rounds were run");
    let mut known = third_records(records, &rarity, &model, &found.buckets[..buckets]);
    for (verdict, same) in [(Verdict::Same, true), (Verdict::Different, false)] {
        let compared = judged(records, &rarity, judgements, verdict);
        known.extend(compared.map(|compared| Known { compared, same, count: JUDGED, offset: 0.0 }));
    }
    (calibrate(&model, &known), rarity)
}

/// How many buckets, from the first, are enough to fit a model on, and which share of the candidates they hold.
fn sample(found: &Candidates) -> (usize, f64) {
    let total = found.len();
    let mut seen = 0;
    for (at, bucket) in found.buckets.iter().enumerate() {
        seen += bucket.len() as u64;
        if seen >= FITTED.min(total) {
            return (at + 1, seen as f64 / total.max(1) as f64);
        }
    }
    (found.buckets.len(), 1.0)
}

/// Patterns of pairs drawn at random, always the same ones; of all pairs where there are few.
fn random(records: &Records, rarity: &Rarity) -> Histogram {
    let count = records.len() as u64;
    let compare = |one, other| pattern::compare(records, rarity, one, other).pattern;
    if records.pairs() <= RANDOM {
        let all = (0..count as u32).flat_map(|i| (i + 1..count as u32).map(move |j| (i, j)));
        return Histogram::of(all.map(|(i, j)| compare(i, j)).collect());
    }
    let mut sequence = Sequence(count);
    let mut patterns = Vec::with_capacity(RANDOM as usize);
    while patterns.len() < RANDOM as usize {
        let (one, other) = (sequence.below(count) as u32, sequence.below(count) as u32);
        if one != other {
            patterns.push(compare(one.min(other), one.max(other)));
        }
    }
    Histogram::of(patterns)
}

fn judged<'a>(
    records: &'a Records,
    rarity: &'a Rarity,
    judgements: &'a [Judgement],
    verdict: Verdict,
) -> impl Iterator<Item = Compared> + 'a {
    let of_verdict = judgements.iter().filter(move |it| it.verdict == verdict);
    of_verdict.filter_map(move |it| {
        let (one, other) = (records.find(it.one)?, records.find(it.other)?);
        Some(pattern::compare(records, rarity, one.min(other), one.max(other)))
    })
}

/// The weights of a linkage, for scoring and explaining more pairs.
impl Linkage {
    /// The model's weights as tables.
    #[must_use]
    pub fn weights(&self) -> Weights {
        self.model.weights()
    }
}
