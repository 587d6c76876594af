//! Which pairs are worth comparing: keys from several sides, planned so that the pairs fit a budget, and told in full: what a
//! key that too many records share leaves out is counted and named. Never compares; never caps in silence.

pub mod keys;
mod slips;

use std::ops::Range;

pub use keys::{FAMILIES, Family};
use rustc_hash::FxHashSet;
pub use slips::Slips;

use crate::hash::mix;
use crate::records::{RecordAt, Records};

/// How many buckets the candidates lie in: the unit of partitioning.
pub const BUCKETS: usize = 64;
/// Pairs that may wait to be merged with those found before.
const PAIRS_AT_ONCE: u64 = 24_000_000;
/// Keys that are held at once: more are worked off in passes.
const KEYS_AT_ONCE: usize = 24_000_000;
/// Below this many pairs, all are compared.
const ALL_PAIRS: u64 = 3_000_000;
/// A record is in at most 2^28; a hash keeps 35 of the bits beside it, the lowest says whether the record looks for others.
const RECORD_BITS: u32 = 28;

/// A pair of records with the families of keys that brought it: record, record, families, from the highest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate(u64);

impl Candidate {
    fn new(one: RecordAt, other: RecordAt, family: u8) -> Self {
        Self(u64::from(one) << 36 | u64::from(other) << 8 | u64::from(family))
    }

    /// The records, the lower first.
    #[must_use]
    pub fn pair(self) -> (RecordAt, RecordAt) {
        ((self.0 >> 36) as u32, (self.0 >> 8) as u32 & ((1 << RECORD_BITS) - 1))
    }

    /// One bit per [`Family`].
    #[must_use]
    pub fn families(self) -> u8 {
        self.0 as u8
    }
}

/// What one family of keys gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyPlan {
    /// The family.
    pub family: Family,
    /// The most records that a key may have; `None` when every key is used.
    pub most_records: Option<u32>,
    /// Pairs that its keys gave, those of other families included.
    pub pairs: u64,
    /// Keys that were split by name because too many records share them.
    pub split_keys: u64,
    /// Keys that were left out even after splitting.
    pub skipped_keys: u64,
    /// The pairs they would have given.
    pub skipped_pairs: u64,
    /// A record of the largest key left out.
    pub example: Option<RecordAt>,
}

/// The pairs to compare and how they were found.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The pairs, in [`BUCKETS`] by a hash of the lower record, ascending, each once.
    pub buckets: Vec<Vec<Candidate>>,
    /// What each family gave; empty when all pairs are compared.
    pub plan: Vec<FamilyPlan>,
    /// Whether all pairs are compared.
    pub all: bool,
}

/// What the search for candidates may spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Pairs per record, repetitions over families included.
    pub pairs_per_record: u64,
    /// Pairs whatever the number of records.
    pub pairs: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { pairs_per_record: 30, pairs: 8_000_000 }
    }
}

impl Candidates {
    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.buckets.iter().map(|it| it.len() as u64).sum()
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buckets.iter().all(Vec::is_empty)
    }
}

/// The bucket of a record's pairs.
#[must_use]
pub fn bucket(record: RecordAt) -> usize {
    (mix(u64::from(record)) % BUCKETS as u64) as usize
}

/// Finds the pairs worth comparing, in the buckets of `wanted` only (others stay empty). With `is_new`, only pairs with a
/// new record.
#[must_use]
pub fn candidates(
    records: &Records,
    budget: Budget,
    wanted: Range<usize>,
    is_new: Option<&[bool]>,
) -> Candidates {
    let mut found = Found { wanted, is_new, buckets: vec![Vec::new(); BUCKETS] };
    if records.pairs() <= ALL_PAIRS {
        let count = records.len() as u32;
        (0..count).for_each(|i| (i + 1..count).for_each(|j| found.push(i, j, 0)));
        return Candidates { buckets: found.buckets, plan: Vec::new(), all: true };
    }
    let budget = budget.pairs + budget.pairs_per_record * records.len() as u64;
    let mut left = budget;
    let slips = Slips::of(records);
    let mut plan = Vec::new();
    let mut merged = 0;
    for (at, family) in FAMILIES.into_iter().enumerate() {
        // What earlier families left unspent, the later ones may use.
        let share = left / (FAMILIES.len() - at) as u64 * 3 / 2;
        // Most of what slips bring, other families bring too.
        let share = if family == Family::NameSlip { share / 2 } else { share };
        let planned = walk((records, &slips), family, share.min(left), &mut found);
        left -= planned.pairs.min(left);
        plan.push(planned);
        // Repetitions would fill the memory of large runs.
        if found.len() > 2 * merged + PAIRS_AT_ONCE {
            found.merge();
            merged = found.len();
        }
    }
    found.merge();
    found.buckets.iter_mut().for_each(|it| it.shrink_to_fit());
    Candidates { buckets: found.buckets, plan, all: false }
}

struct Found<'a> {
    wanted: Range<usize>,
    is_new: Option<&'a [bool]>,
    buckets: Vec<Vec<Candidate>>,
}

impl Found<'_> {
    fn len(&self) -> u64 {
        self.buckets.iter().map(|it| it.len() as u64).sum()
    }

    fn merge(&mut self) {
        self.buckets.iter_mut().for_each(merge);
    }

    fn push(&mut self, one: RecordAt, other: RecordAt, family: u8) {
        let bucket = bucket(one);
        let new = self.is_new.is_none_or(|it| it[one as usize] || it[other as usize]);
        if new && self.wanted.contains(&bucket) {
            self.buckets[bucket].push(Candidate::new(one, other, family));
        }
    }
}

/// Sorts a bucket and keeps each pair once, with all its families.
fn merge(bucket: &mut Vec<Candidate>) {
    bucket.sort_unstable();
    bucket.dedup_by(|later, kept| {
        let same = later.0 >> 8 == kept.0 >> 8;
        if same {
            kept.0 |= later.0 & 255;
        }
        same
    });
}

const RECORD: u64 = (1 << RECORD_BITS) - 1;
/// The record of an entry looks for others: two that do not are no pair.
const LOOKS: u64 = 1 << RECORD_BITS;
/// What is left of a key in an entry.
const KEY: u64 = !(RECORD | LOOKS);

fn walk(
    (records, slips): (&Records, &Slips),
    family: Family,
    budget: u64,
    found: &mut Found<'_>,
) -> FamilyPlan {
    let mut plan = FamilyPlan {
        family,
        most_records: None,
        pairs: 0,
        split_keys: 0,
        skipped_keys: 0,
        skipped_pairs: 0,
        example: None,
    };
    let passes = passes(records, slips, family);
    let of_new = keys_of_new(records, slips, family, found.is_new);
    let mut largest = 0;
    for pass in 0..passes {
        let mut entries: Vec<u64> = Vec::new();
        for at in 0..records.len() as u32 {
            keys::keys(records, slips, at, family, |key, looks| {
                let wanted = of_new.as_ref().is_none_or(|it| it.contains(&(key & KEY)));
                if (key >> 40) % passes == pass && wanted {
                    entries.push(key & KEY | if looks { LOOKS } else { 0 } | u64::from(at));
                }
            });
        }
        sort(&mut entries);
        if pass == 0 {
            // Keys fall evenly on the passes: the first one speaks for all.
            plan.most_records = most_records(&entries, budget / passes);
        }
        let limit = plan.most_records.map_or(usize::MAX, |it| it as usize);
        let finer = use_keys(records, &entries, limit, &mut plan, found);
        for group in groups(&finer) {
            if group.len() <= limit {
                plan.pairs += pairs_of(group);
                emit(group, family, found);
            } else {
                plan.skipped_keys += 1;
                plan.skipped_pairs += pairs_of(group);
                if group.len() > largest {
                    largest = group.len();
                    plan.example = Some((group[0] & RECORD) as u32);
                }
            }
        }
    }
    plan
}

/// Emits the pairs of keys within the limit; the others come back split by the words of names.
fn use_keys(
    records: &Records,
    entries: &[u64],
    limit: usize,
    plan: &mut FamilyPlan,
    found: &mut Found<'_>,
) -> Vec<u64> {
    let mut finer: Vec<u64> = Vec::new();
    for group in groups(entries) {
        if group.len() <= limit {
            plan.pairs += pairs_of(group);
            emit(group, plan.family, found);
            continue;
        }
        plan.split_keys += 1;
        // Splitting a key that all records share gains nothing and costs as much as the records are many.
        if plan.family == Family::Single {
            plan.skipped_keys += 1;
            plan.skipped_pairs += pairs_of(group);
            continue;
        }
        for &entry in group {
            let at = (entry & RECORD) as u32;
            for &word in records.name(at).words {
                let key = crate::hash::join(entry & KEY, u64::from(word.0));
                finer.push(key & KEY | entry & (LOOKS | RECORD));
            }
        }
    }
    sort(&mut finer);
    finer
}

/// The keys of new records: of an increment, no other key gives a pair.
fn keys_of_new(
    records: &Records,
    slips: &Slips,
    family: Family,
    is_new: Option<&[bool]>,
) -> Option<FxHashSet<u64>> {
    let mut wanted = FxHashSet::default();
    for at in is_new?.iter().enumerate().filter(|it| *it.1).map(|it| it.0 as u32) {
        keys::keys(records, slips, at, family, |key, _| {
            wanted.insert(key & KEY);
        });
    }
    Some(wanted)
}

/// In how many passes a family's keys are worked off, by the first records' keys.
fn passes(records: &Records, slips: &Slips, family: Family) -> u64 {
    let looked_at = records.len().min(1_000);
    let mut count = 0_usize;
    (0..looked_at as u32).for_each(|at| keys::keys(records, slips, at, family, |_, _| count += 1));
    let expected = count * records.len() / looked_at.max(1);
    expected.div_ceil(KEYS_AT_ONCE).max(1) as u64
}

fn sort(entries: &mut Vec<u64>) {
    entries.sort_unstable();
    entries.dedup();
}

/// The entries of each key under which anybody looks for others.
fn groups(entries: &[u64]) -> impl Iterator<Item = &[u64]> {
    entries.chunk_by(|a, b| a & KEY == b & KEY).filter(|it| pairs_of(it) > 0)
}

/// How many of a key's entries do not look for others: they come first.
fn found_only(group: &[u64]) -> usize {
    group.partition_point(|it| it & LOOKS == 0)
}

fn emit(group: &[u64], family: Family, found: &mut Found<'_>) {
    let family = 1 << (family as u8);
    let record = |entry: &u64| (entry & RECORD) as u32;
    let found_only = found_only(group);
    for (at, one) in group.iter().map(record).enumerate() {
        let others = group[found_only.max(at + 1)..].iter().map(record).filter(|it| *it != one);
        // Of an increment, an earlier record is paired with the new ones alone.
        let is_new = found.is_new.filter(|it| !it[one as usize]);
        for other in others.filter(|it| is_new.is_none_or(|is_new| is_new[*it as usize])) {
            found.push(one.min(other), one.max(other), family);
        }
    }
}

fn pairs_of(group: &[u64]) -> u64 {
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    pairs(group.len() as u64) - pairs(found_only(group) as u64)
}

/// The largest number of records a key may have so that all keys together give at most `budget` pairs.
fn most_records(entries: &[u64], budget: u64) -> Option<u32> {
    let mut sizes: Vec<(u32, u64)> = groups(entries).map(|it| (it.len() as u32, pairs_of(it))).collect();
    sizes.sort_unstable();
    let mut total = 0;
    for (size, pairs) in sizes {
        total += pairs;
        if total > budget {
            return Some(size.saturating_sub(1).max(2));
        }
    }
    None
}
