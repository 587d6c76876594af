//! Precision, recall and F1 of pairs and of clusters. Pairs that no key found count as missed.

use std::collections::{BTreeMap, HashMap};

use link::{Clusters, Linkage, Records};

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
    let mut numbers = HashMap::new();
    texts
        .map(|it| {
            let next = numbers.len() as u32;
            *numbers.entry(it).or_insert(next)
        })
        .collect()
}

/// How many pairs of rows are one person.
pub fn true_pairs(truth: &[u32]) -> u64 {
    let mut sizes: HashMap<u32, u64> = HashMap::new();
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
        let mut persons: HashMap<u32, usize> = HashMap::new();
        cluster.members.iter().for_each(|&it| *persons.entry(truth[it as usize]).or_default() += 1);
        right += persons.values().map(|&it| pairs(it)).sum::<f64>();
        taken += pairs(cluster.members.len());
        largest = largest.max(cluster.members.len());
    }
    Quality { largest, ..quality(0.0, right, taken, true_pairs(truth) as f64) }
}

/// Prints the model and how right its probabilities are.
pub fn show(records: &Records, linkage: &Linkage, truth: &[u32], scored: &[(f32, bool)]) {
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
    let mut bins = [(0_u64, 0_u64, 0.0); 20];
    for &(weight, same) in scored {
        let bin = ((weight / 2.0 + 10.0).floor() as i64).clamp(0, 19) as usize;
        bins[bin].0 += 1;
        bins[bin].1 += u64::from(same);
        bins[bin].2 += 1.0 / (1.0 + (-f64::from(weight)).exp2());
    }
    for (at, (count, same, expected)) in bins.iter().enumerate().filter(|it| it.1.0 > 0) {
        let share = |part: f64| part / *count as f64;
        println!(
            "  weight {:>3}: {count:>8} links, {:.3} one person, {:.3} expected",
            at as i64 * 2 - 20,
            share(*same as f64),
            share(*expected)
        );
    }
}
