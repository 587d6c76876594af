//! What the register answers, on a few invented people. Links nothing: what a linking gave is written here by hand.

use std::collections::BTreeMap;

use model::{CharSpan, Digest, ItemId, Judgement, PersonId, RecordId, RecordRef, Verdict};

use super::*;
use crate::Page;
use crate::catalogue::DecisionRow;

fn record(id: u64, list: u64, person: u64, words: &str) -> RecordRow {
    RecordRow {
        id: RecordId(id),
        list,
        row: id,
        item: ItemId(Digest([list as u8; 32])),
        span: CharSpan { start: id * 100, end: id * 100 + 50 },
        person: PersonId(RecordId(person)),
        weight: None,
        judged: false,
        words: words.to_owned(),
        sort: words.split(' ').rev().collect::<Vec<_>>().join(" "),
    }
}

fn link(one: u64, other: u64, weight: f64) -> LinkRow {
    let bars = vec![
        Bar { kind: BarKind::Prior, bits: Bits::of(-9.5) },
        Bar { kind: BarKind::Level { field: 0, level: 1 }, bits: Bits::of(weight + 9.5) },
    ];
    LinkRow { one: RecordId(one), other: RecordId(other), weight: Bits::of(weight), beyond_name: true, bars }
}

/// Lists 10 and 20 share Inés (1, 2); Teo of list 10 (3) may be Teo of list 20 (4); Luz (5, 6) is on 10 and on 30.
fn made() -> Made {
    let question =
        |one, other, why| Question { one: RecordId(one), other: RecordId(other), why, weight: Bits::of(0.5) };
    Made {
        run: Run {
            entry: 7,
            entries: 7,
            repeated: true,
            program: "habeas test".to_owned(),
            afresh: true,
            lists: vec![(10, 3), (20, 2), (30, 1)],
            records: 6,
            persons: 4,
            merged: Vec::new(),
            split: Vec::new(),
            compared: 15,
            expected: None,
            outlook: Vec::new(),
            skipped: Vec::new(),
            not_compared: vec![NotCompared::AgeWithoutDay { list: 10, column: 2 }],
            fields: Vec::new(),
        },
        model: vec![1, 2, 3],
        records: vec![
            record(1, 10, 1, "ines ordonez luna"),
            record(2, 20, 1, "ines ordonez"),
            record(3, 10, 3, "teo rivas"),
            record(4, 20, 4, "teo rivas"),
            record(5, 10, 5, "luz mar"),
            record(6, 30, 5, "luz mar"),
        ],
        joins: vec![
            Join {
                person: PersonId(RecordId(1)),
                one: RecordId(1),
                other: RecordId(2),
                weight: Some(Bits::of(8.0)),
                mean: Some(Bits::of(8.0)),
            },
            Join {
                person: PersonId(RecordId(5)),
                one: RecordId(5),
                other: RecordId(6),
                weight: None,
                mean: None,
            },
        ],
        links: vec![link(1, 2, 8.0), link(3, 4, 0.5)],
        questions: vec![question(3, 4, Why::NameOnly)],
        contradictions: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn register(folder: &tempfile::TempDir) -> Register {
    let mut register = Register::open_or_create(&folder.path().join("register.sqlite")).unwrap();
    register.fill(&made()).unwrap();
    register
}

fn ids(persons: &[PersonId]) -> Vec<u64> {
    persons.iter().map(|it| it.0.0).collect()
}

fn judged(one: u64, other: u64, verdict: Verdict) -> Judgements {
    let record = |id| RecordRef {
        id: RecordId(id),
        item: ItemId(Digest([0; 32])),
        span: CharSpan { start: 0, end: 1 },
    };
    let judgement = Judgement {
        one: record(one),
        other: record(other),
        verdict,
        note: None,
        blind: false,
        imported: None,
    };
    let row = DecisionRow {
        entry: 9,
        at: jiff::Timestamp::UNIX_EPOCH,
        by: "Ana".to_owned(),
        decision: model::Decision::Judged(judgement),
    };
    Judgements::of(&[row], u64::MAX)
}

#[test]
fn persons_are_found_by_name_and_list() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let check = |wanted: Wanted, expected: &[u64]| {
        let rows = register.persons(&wanted, Page::ALL).unwrap();
        let found: Vec<PersonId> = rows.iter().map(|it| it.id).collect();
        assert_eq!(ids(&found), expected, "{wanted:?}");
        assert_eq!(register.count_persons(&wanted).unwrap(), expected.len() as u64);
    };
    let search = |words: &str| Wanted { search: Some(words.to_owned()), ..Wanted::default() };
    check(Wanted::default(), &[1, 5, 3, 4]);
    check(search("ORDÓÑEZ Iné"), &[1]);
    check(search("rivas"), &[3, 4]);
    check(search("ivas"), &[]);
    check(Wanted { on: vec![10], ..Wanted::default() }, &[1, 5, 3]);
    check(Wanted { on: vec![10, 20], ..Wanted::default() }, &[1]);
    check(Wanted { on: vec![10], not_on: vec![30], ..Wanted::default() }, &[1, 3]);
    check(Wanted { on: vec![20], only: true, ..Wanted::default() }, &[4]);
    check(Wanted { several: true, ..Wanted::default() }, &[1, 5]);
    let instead = BTreeMap::from([(30, 10)]);
    let with_copies = Wanted { on: vec![10], only: true, instead, ..Wanted::default() };
    check(with_copies.clone(), &[5, 3]);
    check(Wanted { on: vec![], not_on: vec![10], only: false, ..with_copies }, &[4]);
    let page = register.persons(&Wanted::default(), Page { offset: 1, limit: 2 }).unwrap();
    assert_eq!(page.iter().map(|it| it.id.0.0).collect::<Vec<_>>(), [5, 3]);
}

#[test]
fn lists_side_by_side_hold_each_person_once() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let found = register.compare(10, 20, &Judgements::default()).unwrap();
    assert_eq!((ids(&found.both), ids(&found.only_one), ids(&found.only_other)), (vec![1], vec![5], vec![]));
    assert_eq!(found.unsure.iter().map(|it| (it.one.0.0, it.other.0.0)).collect::<Vec<_>>(), [(3, 4)]);
    // The other way round, the doubt turns with it.
    let found = register.compare(20, 10, &Judgements::default()).unwrap();
    assert_eq!(found.unsure.iter().map(|it| (it.one.0.0, it.other.0.0)).collect::<Vec<_>>(), [(4, 3)]);
    // Told apart, nothing is in doubt.
    let found = register.compare(10, 20, &judged(3, 4, Verdict::Different)).unwrap();
    assert_eq!((ids(&found.only_one), ids(&found.only_other)), (vec![5, 3], vec![4]));
    assert!(found.unsure.is_empty());
    let across = register.link_across(PersonId(RecordId(1)), 20, 10).unwrap().unwrap();
    assert_eq!((across.weight, across.bars.len()), (Bits::of(8.0), 2));
    assert_eq!(register.link_across(PersonId(RecordId(5)), 10, 30).unwrap(), None, "a judgement joined them");
}

#[test]
fn overlaps_count_each_person_in_one_set() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let sets = |instead: &[(u64, u64)]| {
        let found = register.overlap(&instead.iter().copied().collect::<BTreeMap<_, _>>()).unwrap();
        found.into_iter().map(|it| (it.lists, it.persons)).collect::<Vec<_>>()
    };
    assert_eq!(sets(&[]), [(vec![10], 1), (vec![10, 20], 1), (vec![10, 30], 1), (vec![20], 1)]);
    assert_eq!(sets(&[(30, 10)]), [(vec![10], 2), (vec![10, 20], 1), (vec![20], 1)]);
}

#[test]
fn what_was_judged_leaves_the_queue() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let open = |judgements: &Judgements| {
        let found = register.questions(judgements, Page::ALL).unwrap();
        (found.len(), register.count_questions(judgements).unwrap())
    };
    assert_eq!(open(&Judgements::default()), (1, (1, 0)));
    assert_eq!(open(&judged(3, 4, Verdict::Same)), (0, (0, 0)));
    assert_eq!(open(&judged(4, 3, Verdict::Different)), (0, (0, 0)));
    assert_eq!(open(&judged(3, 4, Verdict::Unsure)), (1, (1, 1)));
    let gone = judged(3, 99, Verdict::Same);
    assert_eq!(register.detached(&gone).unwrap()[0].1, [RecordId(99)]);
    assert!(register.detached(&judged(3, 4, Verdict::Same)).unwrap().is_empty());
}

#[test]
fn ids_may_be_shortened_and_a_record_leads_to_its_person() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let whole = RecordId(2).to_string();
    assert_eq!(register.find_person(&whole).unwrap(), PersonId(RecordId(1)));
    assert_eq!(register.find_record(&whole.to_uppercase()).unwrap(), RecordId(2));
    assert!(matches!(register.find_record("0"), Err(WhichError::Ambiguous { ids, .. }) if ids.len() == 6));
    for given in ["", "z", "no id", "%", "000000000000001"] {
        assert!(matches!(register.find_person(given), Err(WhichError::Unknown { .. })), "{given}");
    }
}

#[test]
fn what_was_written_is_read_again_and_fills_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = register(&folder);
    let print = first.fingerprint().unwrap();
    let made = made();
    assert_eq!(first.run().unwrap().as_ref(), Some(&made.run));
    assert_eq!(first.model().unwrap(), Some(vec![1, 2, 3]));
    let mut records = Vec::new();
    first
        .each_record(|row| -> Result<(), RegisterError> {
            records.push(row);
            Ok(())
        })
        .unwrap();
    assert_eq!(records, made.records);
    let mut links = Vec::new();
    first.each_link(|row| links.push(row)).unwrap();
    let head = |it: &LinkRow| (it.one, it.other, it.weight, it.beyond_name);
    let heads: Vec<_> =
        links.iter().map(|it: &Weighed| (it.one, it.other, it.weight, it.beyond_name)).collect();
    assert_eq!(heads, made.links.iter().map(head).collect::<Vec<_>>());
    assert_eq!(first.joins(PersonId(RecordId(5))).unwrap(), made.joins[1..]);
    assert_eq!(first.namesakes(PersonId(RecordId(3)), Page::ALL).unwrap()[0].id, PersonId(RecordId(4)));
    first.fill(&made).unwrap();
    assert_eq!(first.fingerprint().unwrap(), print);
    first.empty().unwrap();
    assert_eq!((first.run().unwrap(), first.count_persons(&Wanted::default()).unwrap()), (None, 0));
    drop(first);
    let path = folder.path().join("register.sqlite");
    assert!(Register::open(&path).is_ok());
    std::fs::write(&path, "no database").unwrap();
    assert!(matches!(Register::open(&path), Err(RegisterError::Unreadable { .. })));
    Register::remove(&path).unwrap();
    assert!(matches!(Register::open(&path), Err(RegisterError::Missing { .. })));
}
