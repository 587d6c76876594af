//! Precision, recall and F1 of pairs and of clusters. Pairs that no key found count as missed.

use std::collections::BTreeMap;

use link::{Clusters, Linkage, Records};
use rustc_hash::FxHashMap;

/// How well a threshold separates.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    /// The threshold, log2 odds.
    pub weight: f32,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// The size of the largest group.
    pub largest: usize,
}

fn quality(weight: f32, right: f64, taken: f64, total: f64) -> Quality {
    let (precision, recall) = (right / taken.max(1.0), right / total.max(1.0));
    Quality { weight, precision, recall, f1: 2.0 * right / (taken + total).max(1.0), largest: 0 }
}

/// Each distinct text as a number.
pub fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let mut numbers = FxHashMap::default();
    texts
        .map(|it| {
            let next = numbers.len() as u32;
            *numbers.entry(it).or_insert(next)
        })
        .collect()
}

/// How many pairs of rows are one person.
pub fn true_pairs(truth: &[u32]) -> u64 {
    let mut sizes: FxHashMap<u32, u64> = FxHashMap::default();
    truth.iter().for_each(|it| *sizes.entry(*it).or_default() += 1);
    sizes.values().map(|it| it * (it - 1) / 2).sum()
}

/// The threshold with the best F1.
pub fn best_threshold(scored: &[(f32, bool)], total: u64) -> Quality {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut best) = (0.0, Quality::default());
    for (at, &(weight, same)) in sorted.iter().enumerate() {
        right += f64::from(u8::from(same));
        if sorted.get(at + 1).is_some_and(|it| it.0 == weight) {
            continue;
        }
        let here = quality(weight, right, at as f64 + 1.0, total as f64);
        if here.f1 > best.f1 {
            best = here;
        }
    }
    best
}

/// The quality of one threshold.
pub fn pairs_at(scored: &[(f32, bool)], total: u64, weight: f32) -> Quality {
    let taken: Vec<&(f32, bool)> = scored.iter().filter(|it| it.0 >= weight).collect();
    let right = taken.iter().filter(|it| it.1).count();
    quality(weight, right as f64, taken.len() as f64, total as f64)
}

/// The quality of groups, by pairs within them.
pub fn clusters(clusters: &Clusters, truth: &[u32]) -> Quality {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let (mut right, mut taken, mut largest) = (0.0, 0.0, 0);
    for cluster in &clusters.clusters {
        let mut persons: FxHashMap<u32, usize> = FxHashMap::default();
        cluster.members.iter().for_each(|&it| *persons.entry(truth[it as usize]).or_default() += 1);
        right += persons.values().map(|&it| pairs(it)).sum::<f64>();
        taken += pairs(cluster.members.len());
        largest = largest.max(cluster.members.len());
    }
    Quality { largest, ..quality(0.0, right, taken, true_pairs(truth) as f64) }
}

/// Prints the model and how right its probabilities are.
pub fn show(records: &Records, linkage: &Linkage, truth: &[u32]) {
    let mut of_person: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    truth.iter().enumerate().for_each(|(at, person)| of_person.entry(*person).or_default().push(at as u32));
    let mut true_levels = vec![[0_u64; 16]; records.fields.len()];
    let mut same = 0_u64;
    for members in of_person.values() {
        for (at, &one) in members.iter().enumerate() {
            for &other in &members[at + 1..] {
                let pattern = link::pattern::compare(records, &linkage.rarity, one, other).pattern;
                same += 1;
                true_levels.iter_mut().enumerate().for_each(|(field, row)| row[pattern.level(field)] += 1);
            }
        }
    }
    println!("  true prior {:.3e}", same as f64 / records.pairs() as f64);
    println!(
        "  prior {:.3e} kin {:.3e} below {:.1}",
        linkage.model.prior, linkage.model.kin, linkage.expected_below
    );
    for (at, field) in linkage.model.fields.iter().enumerate() {
        print!("  {:?} {}:", field.field.kind, field.field.label);
        let present: u64 = true_levels[at][1..].iter().sum();
        for (level, &count) in true_levels[at].iter().enumerate().skip(1) {
            let (m, u) = (field.m[level], field.u[level]);
            if m > 0.0 && u > 0.0 {
                let true_m = count as f64 / present as f64;
                print!(" {level}:{m:.3}({true_m:.3})/{u:.1e}={:+.1}", field.weight(level));
            }
        }
        println!();
    }
    for family in &linkage.candidates.plan {
        println!("  {family:?}");
    }
}

/// How right the shown probabilities are: ten bins of equal width, and the expected calibration error over all links kept
/// (the mean distance of a bin's shown probability from the share of one person, by its links). Shares of links shown
/// between 5 and 95 % are told apart: nearly all others are sure.
pub fn reliability(name: &str, scored: &[(f32, bool)]) {
    let mut bins = [(0.0_f64, 0.0_f64, 0.0_f64); 10];
    for &(weight, same) in scored {
        let p = 1.0 / (1.0 + (-f64::from(weight)).exp2());
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + p, bin.2 + f64::from(u8::from(same)));
    }
    let off = |it: &(f64, f64, f64)| (it.1 - it.2).abs();
    let error = bins.iter().map(off).sum::<f64>() / scored.len().max(1) as f64;
    let doubtful: f64 = bins[1..9].iter().map(|it| it.0).sum();
    let in_doubt = bins[1..9].iter().map(off).sum::<f64>() / doubtful.max(1.0);
    print!("  {name} shown > found:");
    for (links, shown, found) in bins.iter().filter(|it| it.0 > 0.0) {
        print!(" {:.2}>{:.2} ({links})", shown / links, found / links);
    }
    println!(" | ECE {error:.4}; of links shown at .1 to .9 {in_doubt:.3}");
}
