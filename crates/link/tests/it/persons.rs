//! From links to persons: judgements, names alone, new lists, samples.

use link::cluster::Given;
use link::cluster::sample::sample;
use link::columns::{ListId, Meaning, RecordId};
use link::increment::{Earlier, PersonEvent, link_new};
use link::review::{BAND, Reason, after_reviews, default_threshold, expected, queue, review_order};
use link::score::Scorer;
use link::{Judgement, Linkage, PersonId, Records, Settings, Verdict, link};

use crate::people::{people, table};

fn judgement(one: u64, other: u64, verdict: Verdict) -> Judgement {
    Judgement { one: RecordId(one), other: RecordId(other), verdict }
}

/// The person of a record.
fn person(records: &Records, linkage: &Linkage, id: u64) -> PersonId {
    let at = records.find(RecordId(id)).expect("a record") as usize;
    linkage.clusters.persons(&records.ids).nth(at).expect("each record has a person")
}

/// A few hundred invented records, and some of interest with ids from 10,000.
fn with(rows: &[(u64, u32, [&str; 4])]) -> Records {
    let made = people(400, 9);
    let of = |at: usize| std::array::from_fn(|column| made.table.columns[column].get(at));
    let mut all: Vec<(u64, u32, [&str; 4])> =
        (0..made.truth.len()).map(|at| (at as u64, made.table.lists[at].0, of(at))).collect();
    all.extend_from_slice(rows);
    Records::read(&table(&all)).expect("well formed")
}

const TWINS: [(u64, u32, [&str; 4]); 4] = [
    (10_000, 0, ["ZELAYA CUBIAS, BRUNO", "1991-02-17", "Izalco", "71234567"]),
    (10_001, 1, ["Bruno Zelaya Cubías", "1991-02-17", "Izalco", "71234567"]),
    (10_002, 2, ["Bruno Zelaya Cubías", "", "", ""]),
    (10_003, 1, ["Bruno Zelaya Cubías", "", "", ""]),
];

#[test]
fn a_name_alone_goes_to_review() {
    let records = with(&TWINS);
    let linkage = link(&records, &[], &Settings::default());
    assert_eq!(person(&records, &linkage, 10_000), person(&records, &linkage, 10_001));
    for alone in [10_002, 10_003] {
        assert_eq!(person(&records, &linkage, alone), PersonId(RecordId(alone)));
    }
    let shown = |a, b| {
        let pair = (records.find(RecordId(a)).expect("there"), records.find(RecordId(b)).expect("there"));
        linkage.clusters.name_only.contains(&pair)
    };
    assert!(
        shown(10_000, 10_002) || shown(10_001, 10_002) || shown(10_002, 10_003),
        "it is shown for review"
    );
}

#[test]
fn judgements_win() {
    let records = with(&TWINS);
    let judged = [judgement(10_000, 10_001, Verdict::Different), judgement(10_002, 10_003, Verdict::Same)];
    let linkage = link(&records, &judged, &Settings::default());
    assert_ne!(person(&records, &linkage, 10_000), person(&records, &linkage, 10_001));
    assert_eq!(person(&records, &linkage, 10_002), person(&records, &linkage, 10_003));
    assert!(linkage.clusters.contradictions.is_empty());
}

#[test]
fn contradicting_judgements_are_shown_and_join_nobody() {
    let records = with(&TWINS);
    let judged = [
        judgement(10_001, 10_002, Verdict::Same),
        judgement(10_002, 10_003, Verdict::Same),
        judgement(10_001, 10_003, Verdict::Different),
    ];
    let linkage = link(&records, &judged, &Settings::default());
    assert_eq!(linkage.clusters.contradictions.len(), 1);
    assert_eq!(
        linkage.clusters.contradictions[0].chain,
        [RecordId(10_001), RecordId(10_002), RecordId(10_003)]
    );
    assert_ne!(person(&records, &linkage, 10_001), person(&records, &linkage, 10_003));
}

#[test]
fn a_new_list_keeps_the_ids_of_persons() {
    let before = with(&TWINS[..2]);
    let first = link(&before, &[], &Settings::default());
    let persons: Vec<(PersonId, Vec<RecordId>)> = first
        .clusters
        .clusters
        .iter()
        .map(|it| (it.person, it.members.iter().map(|at| before.ids[*at as usize]).collect()))
        .collect();
    // The new record has a lower id than those it joins, and nobody's id changes for that.
    let new = (9_000, 2, ["Bruno Zelaya Cubías", "1991-02-17", "Izalco", ""]);
    let records = with(&[TWINS[0], TWINS[1], new]);
    let is_new: Vec<bool> = records.ids.iter().map(|it| *it == RecordId(9_000)).collect();
    let earlier = Earlier { model: &first.model, persons: &persons };
    let (linkage, events) = link_new(&records, &is_new, &earlier, &[], &Settings::default());
    assert_eq!(events, [PersonEvent::Joined(PersonId(RecordId(10_000)), RecordId(9_000))]);
    assert_eq!(person(&records, &linkage, 9_000), PersonId(RecordId(10_000)));
    assert!(linkage.compared < 2 * records.len() as u64, "only the new is compared");

    let apart = [judgement(10_000, 10_001, Verdict::Different)];
    let (_, events) = link_new(&before, &vec![false; before.len()], &earlier, &apart, &Settings::default());
    let split = PersonEvent::Split { from: PersonId(RecordId(10_000)), to: PersonId(RecordId(10_001)) };
    assert_eq!(events, [split]);
}

#[test]
fn a_second_list_with_a_new_column_is_no_surprise_to_the_model() {
    let made = people(400, 9);
    let mut table = made.table.clone();
    table.lists.iter_mut().for_each(|it| *it = ListId(0));
    table.columns.retain(|it| it.meaning != Meaning::Document);
    let before = Records::read(&table).expect("well formed");
    let first = link(&before, &[], &Settings::default());
    let all = Records::read(&made.table).expect("well formed");
    assert_ne!(before.fields, all.fields);
    let is_new: Vec<bool> = (0..all.len() as u32).map(|at| all.list(at).0 > 0).collect();
    let earlier = Earlier { model: &first.model, persons: &[] };
    let (linkage, _) = link_new(&all, &is_new, &earlier, &[], &Settings::default());
    let together = |it: &&link::Link| {
        let of = |at: u32| linkage.clusters.of_record[at as usize];
        of(it.one).is_some() && of(it.one) == of(it.other)
    };
    let joined: Vec<&link::Link> = linkage.links.iter().filter(together).collect();
    let right =
        joined.iter().filter(|it| made.truth[it.one as usize] == made.truth[it.other as usize]).count();
    assert!(joined.len() > 150 && right * 100 > joined.len() * 95, "{right} of {}", joined.len());
}

#[test]
fn samples_are_partitions_of_one_seed() {
    let records = with(&TWINS);
    let judged = [judgement(10_000, 10_001, Verdict::Different)];
    let linkage = link(&records, &judged, &Settings::default());
    let weights = linkage.weights();
    let scorer = Scorer { records: &records, rarity: &linkage.rarity, weights: &weights };
    let given = Given { judgements: &judged, persons: &[] };
    let draw = |seed| sample(&scorer, &linkage.links, &linkage.clusters, &given, 6, seed);
    let drawn = draw(1);
    assert_eq!((drawn.len(), drawn == draw(1), drawn == draw(2)), (6, true, false));
    let at = |id| records.find(RecordId(id)).expect("there") as usize;
    for partition in &drawn {
        assert!(
            partition
                .iter()
                .enumerate()
                .all(|(at, group)| *group as usize <= at && partition[*group as usize] == *group)
        );
        assert_ne!(partition[at(10_000)], partition[at(10_001)], "a judgement holds in every sample");
    }
}

#[test]
fn what_to_review_and_what_it_brings() {
    let made = people(1_500, 11);
    let records = Records::read(&made.table).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    let chosen = default_threshold(&linkage.links, &linkage.clusters, linkage.expected_below);
    let taken: Vec<_> = linkage.links.iter().filter(|it| it.probability() >= chosen.threshold).collect();
    let right =
        taken.iter().filter(|it| made.truth[it.one as usize] == made.truth[it.other as usize]).count();
    let precision = right as f64 / taken.len() as f64;
    assert!((precision - chosen.precision.expected).abs() < 0.05, "{precision} {chosen:?}");
    assert!(
        chosen.precision.low <= chosen.precision.expected && chosen.recall.expected <= chosen.recall.high
    );
    let order = review_order(&linkage.links);
    assert!(linkage.links[order[0]].weight.abs() <= linkage.links[order[order.len() - 1]].weight.abs());
    let steps = after_reviews(&linkage.links, linkage.expected_below, chosen.threshold, 3);
    assert!(steps.windows(2).all(|it| it[1].1 >= it[0].1 && it[1].2 >= it[0].2), "{steps:?}");
    let strict = expected(&linkage.links, linkage.expected_below, link::Probability(0.999));
    assert!(
        strict.precision.expected >= chosen.precision.expected
            && strict.recall.expected <= chosen.recall.expected
    );
}

#[test]
fn the_queue_names_its_reasons() {
    let records = with(&TWINS);
    let linkage = link(&records, &[], &Settings::default());
    let queue = queue(&linkage);
    let of = |reason| queue.iter().filter(move |it| it.reason == reason);
    let names: Vec<_> = of(Reason::NameOnly).map(|it| (it.one, it.other)).collect();
    let mut expected = linkage.clusters.name_only.clone();
    expected.retain(|pair| !names.contains(pair));
    assert!(!names.is_empty() && expected.is_empty(), "every homonym is there, whatever its score");
    let uncertain: Vec<f64> = of(Reason::Uncertain).map(|it| it.information).collect();
    assert!(
        uncertain.len() > 5 && uncertain.windows(2).all(|it| it[0] >= it[1]),
        "those that tell most first"
    );
    let in_band = |it: &&link::Link| it.probability() >= BAND.0 && it.probability() <= BAND.1;
    for link in linkage.links.iter().filter(in_band) {
        assert!(
            queue.iter().any(|it| (it.one, it.other) == (link.one, link.other)),
            "no link of the band is missing"
        );
    }
}
