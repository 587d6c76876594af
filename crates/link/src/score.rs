//! Scores candidate pairs with a model: a pure function of records, model and a bucket of pairs, so that any number of
//! threads or machines gives the same links. Never decides: a link is a probability.

use crate::candidates::Candidate;
use crate::cluster::Stance;
use crate::em::Histogram;
use crate::model::{Probability, Weights};
use crate::pattern::{self, Compared, Pattern, corroborates};
use crate::rarity::Rarity;
use crate::records::{RecordAt, Records};

/// A scored pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The lower record.
    pub one: RecordAt,
    /// The higher record.
    pub other: RecordAt,
    /// log2 of the odds that both are one person: what the waterfall adds up to.
    pub weight: f32,
    /// Which families of keys found the pair ([`crate::candidates::Family`], one bit each).
    pub families: u8,
    /// Whether anything but the name speaks for one person.
    pub corroborated: bool,
    /// What contradicts one person, whatever the weight.
    pub stance: Stance,
}

impl Link {
    /// The probability that both are one person.
    #[must_use]
    pub fn probability(&self) -> Probability {
        Probability::from_weight(f64::from(self.weight))
    }
}

/// Links weaker than this (log2 odds) are summed up, not kept.
pub const LEAST_WEIGHT: f32 = -8.0;

/// The scored pairs of some buckets.
#[derive(Debug, Clone, Default)]
pub struct Scored {
    /// The links, ascending by records.
    pub links: Vec<Link>,
    /// The expected number of pairs of one person among those too weak to keep.
    pub expected_below: f64,
    /// How many pairs were compared.
    pub compared: u64,
}

/// What scoring needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    /// The records.
    pub records: &'a Records,
    /// Their rarities.
    pub rarity: &'a Rarity,
    /// The model's weights.
    pub weights: &'a Weights,
}

impl Scorer<'_> {
    /// Scores one pair.
    #[must_use]
    pub fn pair(&self, one: RecordAt, other: RecordAt) -> (f32, Pattern) {
        let compared = pattern::compare(self.records, self.rarity, one.min(other), one.max(other));
        (self.weigh(compared), compared.pattern)
    }

    /// The weight of a compared pair.
    #[must_use]
    pub fn weigh(&self, compared: Compared) -> f32 {
        let Compared { pattern, rarity, kin_rarity } = compared;
        self.weights.pair(pattern, f64::from(rarity), f64::from(kin_rarity)).total as f32
    }

    /// Whether anything but the name speaks for one person.
    #[must_use]
    pub fn corroborated(&self, pattern: Pattern) -> bool {
        let fields = self.records.fields.iter().enumerate();
        fields.into_iter().any(|(at, field)| corroborates(field.kind, pattern.level(at)))
    }

    /// Scores one pair as a link that no key found.
    #[must_use]
    pub fn link(&self, one: RecordAt, other: RecordAt) -> Link {
        let (one, other) = (one.min(other), one.max(other));
        let (weight, pattern) = self.pair(one, other);
        let (corroborated, stance) = (self.corroborated(pattern), self.stance(pattern));
        Link { one, other, weight, families: 0, corroborated, stance }
    }

    /// Scores a bucket.
    #[must_use]
    pub fn bucket(&self, pairs: &[Candidate]) -> Scored {
        let mut scored = Scored { compared: pairs.len() as u64, ..Scored::default() };
        pattern::compare_all(self.records, self.rarity, pairs, |candidate, compared| {
            let weight = self.weigh(compared);
            if weight < LEAST_WEIGHT {
                scored.expected_below += Probability::from_weight(f64::from(weight)).0;
                return;
            }
            let corroborated = self.corroborated(compared.pattern);
            let (one, other) = candidate.pair();
            let (families, stance) = (candidate.families(), self.stance(compared.pattern));
            scored.links.push(Link { one, other, weight, families, corroborated, stance });
        });
        scored
    }
}

/// The patterns of a bucket, counted.
#[must_use]
pub fn histogram(records: &Records, rarity: &Rarity, pairs: &[Candidate]) -> Histogram {
    let mut patterns = Vec::with_capacity(pairs.len());
    pattern::compare_all(records, rarity, pairs, |_, compared| patterns.push(compared.pattern));
    Histogram::of(patterns)
}

/// Runs `each` for the numbers below `count` on some threads; the answers come in order.
pub fn parallel<T: Send>(threads: usize, count: usize, each: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        return (0..count).map(each).collect();
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut found: Vec<(usize, T)> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                if at >= count {
                    return done;
                }
                done.push((at, each(at)));
            }
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|it| it.join().expect("scoring does not panic")).collect()
    });
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}
