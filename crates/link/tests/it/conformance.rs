//! The same answer in any order, with any number of threads, and in any partition of the work.

use link::candidates::{BUCKETS, Budget, candidates};
use link::em::Histogram;
use link::explain::explain;
use link::rarity::Rarity;
use link::score::{Link, Scorer, histogram};
use link::{Linkage, Records, Settings, link};

use crate::people::{people, shuffled};

/// 2,700 records: so many that keys, and not all pairs, are used.
const PERSONS: u32 = 1_500;

fn settings(threads: usize) -> Settings {
    Settings { threads, budget: Budget { pairs: 100_000, pairs_per_record: 40 } }
}

fn same(one: &Linkage, other: &Linkage) {
    assert_eq!(one.links, other.links);
    assert_eq!(one.model, other.model);
    assert_eq!(one.clusters, other.clusters);
    assert_eq!(one.candidates.plan, other.candidates.plan);
}

#[test]
fn order_and_threads_do_not_matter() {
    let made = people(PERSONS, 1);
    let records = Records::read(&made.table).expect("well formed");
    let alone = link(&records, &[], &settings(1));
    assert!(!alone.candidates.all, "keys are used");
    let others = Records::read(&shuffled(&made.table, 2)).expect("well formed");
    same(&alone, &link(&others, &[], &settings(3)));
}

#[test]
fn partitions_add_up() {
    let made = people(PERSONS, 3);
    let records = Records::read(&made.table).expect("well formed");
    let budget = settings(1).budget;
    let whole = candidates(&records, budget, 0..BUCKETS, None);
    let rarity = Rarity::of(&records, 0.0);
    let count = |from: &link::Candidates| {
        let counted = from.buckets.iter().map(|it| histogram(&records, &rarity, it));
        counted.fold(Histogram::default(), |sum, it| sum.plus(&it))
    };
    let all = count(&whole);
    assert_eq!(all.total(), whole.len());
    let linkage = link(&records, &[], &settings(2));
    let weights = linkage.weights();
    let scorer = Scorer { records: &records, rarity: &linkage.rarity, weights: &weights };
    let mut links: Vec<Link> = Vec::new();
    let mut counted = Histogram::default();
    for range in [40..BUCKETS, 0..13, 13..40] {
        let part = candidates(&records, budget, range.clone(), None);
        for (at, bucket) in part.buckets.iter().enumerate() {
            assert_eq!(*bucket, if range.contains(&at) { whole.buckets[at].clone() } else { Vec::new() });
            links.extend(scorer.bucket(bucket).links);
        }
        counted = counted.plus(&count(&part));
    }
    links.sort_by_key(|it| (it.one, it.other));
    assert_eq!(counted, all);
    assert_eq!(links, linkage.links);
}

#[test]
fn bars_add_up_to_the_number_shown() {
    let made = people(300, 4);
    let records = Records::read(&made.table).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    let weights = linkage.weights();
    let scorer = Scorer { records: &records, rarity: &linkage.rarity, weights: &weights };
    assert!(linkage.links.len() > 200);
    for pair in &linkage.links {
        let shown = explain(&scorer, pair.other, pair.one);
        let backwards: f64 = shown.bars.iter().rev().map(|it| it.weight.0).sum();
        assert_eq!(shown.total.0, backwards, "exact in any order");
        assert_eq!(shown.total.0, f64::from(pair.weight), "the one number shown");
        for bar in &shown.bars {
            let code = bar.kind.code();
            assert!(
                ["prior", "rarity", "kin"].contains(&code) || link::level_codes().any(|it| it == code),
                "{code}"
            );
        }
    }
}

#[test]
fn it_links_well_without_truth() {
    let made = people(PERSONS, 5);
    let records = Records::read(&made.table).expect("well formed");
    let linkage = link(&records, &[], &settings(2));
    let pairs = |at: &[u32]| (at.len() * (at.len() - 1) / 2) as f64;
    let (mut right, mut taken) = (0.0, 0.0);
    for cluster in &linkage.clusters.clusters {
        taken += pairs(&cluster.members);
        for (at, &one) in cluster.members.iter().enumerate() {
            let same = |other: &&u32| made.truth[**other as usize] == made.truth[one as usize];
            right += cluster.members[at + 1..].iter().filter(same).count() as f64;
        }
    }
    let mut sizes = vec![0_u32; PERSONS as usize];
    made.truth.iter().for_each(|it| sizes[*it as usize] += 1);
    let total: u32 = sizes.iter().map(|it| it * it.saturating_sub(1) / 2).sum();
    let (precision, recall) = (right / taken, right / f64::from(total));
    assert!(precision > 0.98 && recall > 0.8, "precision {precision:.3}, recall {recall:.3}");
}
