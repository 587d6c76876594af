//! Readings: in any order, interrupted anywhere, the same; and never half of one.

use std::fs;

use case::catalogue::{Filter, Page, ReadingError};
use case::{Access, Catalogue};
use model::{
    Defect, DefectKind, ItemId, LedgerState, MarkKind, Missing, OffsetMap, Part, PartKind, Place, Segment,
    Span, Step,
};
use proptest::prelude::*;

use crate::support::{Case, RULES, item, plain, reading, split};

/// What item `n` reads as: parts of several kinds and a defect now and then.
fn parts_of(n: u32) -> Vec<Part> {
    let mut parts = split(&format!("Traslado número {n}: García Núñez, Inés. ").repeat(n as usize % 5), 17);
    if n.is_multiple_of(3) {
        let mut sheet = Part::new(PartKind::Sheet { name: format!("Hoja {n}"), hidden: n.is_multiple_of(2) });
        let span = sheet.push("título\n", Place::Bytes { start: 0, end: 7 }, Step::Whole);
        sheet.mark(span, MarkKind::Field(model::Field::Title));
        parts.push(sheet);
    }
    parts
}

fn defects_of(n: u32) -> Vec<Defect> {
    let place = Place::Member { path: "hoja/ñ.xml".into(), start: 3, end: 5 };
    let all = [
        Defect::whole(DefectKind::OcrUnavailable, Missing::Pages(u64::MAX), ""),
        Defect::at(place, DefectKind::Damaged, Missing::Unknown, "unexpected end"),
    ];
    all[..n as usize % 3].to_vec()
}

/// One thing that a lane does next.
fn step(catalogue: &mut Catalogue, n: u32, at: usize) -> bool {
    let (parts, defects) = (parts_of(n), defects_of(n));
    if at == 0 {
        catalogue.begin_reading(item(n)).unwrap();
    } else if let Some(part) = parts.get(at - 1) {
        catalogue.add_part(item(n), part).unwrap();
    } else if let Some(defect) = defects.get(at - 1 - parts.len()) {
        catalogue.add_defect(item(n), defect).unwrap();
    } else {
        catalogue.finish_reading(item(n), &reading(&parts, &[])).unwrap();
        return false;
    }
    true
}

fn read_in_order(case: &mut Case, items: u32) {
    for n in 1..=items {
        (0..).take_while(|at| step(&mut case.catalogue, n, *at)).count();
    }
    case.catalogue.commit().unwrap();
}

const ITEMS: u32 = 8;

fn expected() -> Case {
    let mut case = Case::with_items(ITEMS);
    read_in_order(&mut case, ITEMS);
    case
}

#[test]
fn parts_come_back_as_they_were() {
    let case = expected();
    for n in 1..=ITEMS {
        let stored: Vec<_> = case.catalogue.parts(item(n)).unwrap().map(Result::unwrap).collect();
        assert_eq!(
            stored.iter().map(|stored| &stored.part).collect::<Vec<_>>(),
            parts_of(n).iter().collect::<Vec<_>>()
        );
        let outline = case.catalogue.outline(item(n)).unwrap();
        assert_eq!(outline, stored.into_iter().map(|stored| stored.head).collect::<Vec<_>>());
        for pair in outline.windows(2) {
            assert_eq!(
                (pair[0].bytes.end, pair[0].characters.end),
                (pair[1].bytes.start, pair[1].characters.start)
            );
        }
        let line = case.catalogue.item(item(n)).unwrap().unwrap().line;
        assert_eq!(line.state, LedgerState::of(&defects_of(n)));
        assert_eq!(line.reading, Some(reading(&parts_of(n), &defects_of(n))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn readings_that_interleave_are_the_same(choices in proptest::collection::vec((0_usize..3, any::<bool>()), 400)) {
        let mut case = Case::with_items(ITEMS);
        let mut waiting: Vec<u32> = (1..=ITEMS).rev().collect();
        let mut lanes: Vec<(u32, usize)> = Vec::new();
        for (lane, commit) in choices.into_iter().cycle() {
            if lanes.len() < 3 && let Some(n) = waiting.pop() {
                lanes.push((n, 0));
            }
            if lanes.is_empty() {
                break;
            }
            let lane = lane % lanes.len();
            let (n, at) = lanes[lane];
            lanes[lane].1 += 1;
            if !step(&mut case.catalogue, n, at) {
                lanes.remove(lane);
            }
            if commit {
                case.catalogue.commit().unwrap();
            }
        }
        case.catalogue.commit().unwrap();
        prop_assert_eq!(case.catalogue.fingerprint().unwrap(), expected().catalogue.fingerprint().unwrap());
    }

    #[test]
    fn an_interrupted_reading_is_no_reading(steps in proptest::collection::vec((1..=ITEMS, any::<bool>()), 1..60)) {
        let mut case = Case::with_items(ITEMS);
        let mut lanes = vec![Some(0); ITEMS as usize];
        let (mut finished, mut committed) = (Vec::new(), Vec::new());
        for (n, commit) in steps {
            let lane = &mut lanes[n as usize - 1];
            if let Some(at) = *lane {
                *lane = step(&mut case.catalogue, n, at).then_some(at + 1);
                if lane.is_none() {
                    finished.push(item(n));
                }
            }
            if commit {
                case.catalogue.commit().unwrap();
                committed.clone_from(&finished);
            }
        }
        // The disk as a crash leaves it: the database and its write-ahead log, nobody to close them.
        let crashed = tempfile::tempdir().unwrap();
        for file in fs::read_dir(case.folder.path()).unwrap().map(Result::unwrap) {
            if !file.file_name().to_string_lossy().ends_with("-shm") {
                fs::copy(file.path(), crashed.path().join(file.file_name())).unwrap();
            }
        }
        drop(case);
        let catalogue = Catalogue::open(&crashed.path().join("catalogue.sqlite"), Access::Write).unwrap();
        let mut case = Case { folder: crashed, catalogue };
        let read: Vec<ItemId> = case
            .catalogue
            .ledger(&Filter::default(), Page::ALL)
            .unwrap()
            .into_iter()
            .filter(|line| line.state != LedgerState::Unread)
            .map(|line| line.item)
            .collect();
        committed.sort_by_key(|id| id.0.bytes()[31]);
        prop_assert_eq!(&read, &committed);
        let mut left = case.catalogue.unread(RULES).unwrap();
        prop_assert!(left.iter().all(|id| case.catalogue.parts(*id).is_err() && !read.contains(id)));
        left.extend(read);
        prop_assert_eq!(left.len(), ITEMS as usize);
        read_in_order(&mut case, ITEMS);
        prop_assert_eq!(case.catalogue.fingerprint().unwrap(), expected().catalogue.fingerprint().unwrap());
    }
}

#[test]
fn a_part_that_contradicts_itself_is_refused() {
    fn check(change: impl FnOnce(&mut Part)) {
        let mut case = Case::with_items(1);
        case.catalogue.begin_reading(item(1)).unwrap();
        let mut part = plain("año nuevo", 0);
        change(&mut part);
        let refused = case.catalogue.add_part(item(1), &part);
        assert!(matches!(refused, Err(ReadingError::Unsound { seq: 0, .. })), "{part:?}: {refused:?}");
        case.catalogue.add_part(item(1), &plain("año nuevo", 0)).unwrap();
    }
    let segment = |start, end, place| Segment { text: Span { start, end }, place, step: Step::Byte };
    let bytes = |start, end| Place::Bytes { start, end };
    check(|part| part.map = [segment(0, 2, bytes(0, 2))].into_iter().collect());
    check(|part| part.map = [segment(0, 99, bytes(0, 99))].into_iter().collect());
    check(|part| part.map = [segment(0, 4, bytes(9, 5))].into_iter().collect());
    check(|part| part.map = [segment(0, 4, bytes(u64::MAX - 4, u64::MAX))].into_iter().collect());
    // What no reader can build arrives from a subverted one all the same.
    let backwards = [segment(5, 6, bytes(5, 6)), segment(0, 1, bytes(0, 1))];
    let backwards: OffsetMap =
        postcard::from_bytes(&postcard::to_stdvec(&backwards.to_vec()).unwrap()).unwrap();
    check(|part| part.map = backwards);
    check(|part| part.text = "a".repeat(Part::MOST_BYTES + 1));
}

#[test]
fn a_part_that_was_lost_on_the_way_is_noticed() {
    let mut case = Case::with_items(1);
    let parts = split("uno dos tres", 4);
    case.catalogue.begin_reading(item(1)).unwrap();
    case.catalogue.add_part(item(1), &parts[0]).unwrap();
    let short = case.catalogue.finish_reading(item(1), &reading(&parts, &[]));
    assert!(matches!(short, Err(ReadingError::Miscounted { parts: 1, reported_parts: 3, .. })), "{short:?}");
    case.catalogue.add_part(item(1), &parts[1]).unwrap();
    case.catalogue.add_part(item(1), &parts[2]).unwrap();
    case.catalogue.finish_reading(item(1), &reading(&parts, &[])).unwrap();
    assert_eq!(case.catalogue.characters(item(1)).unwrap(), 12);
}

#[test]
fn readings_are_begun_before_they_go_on() {
    let mut case = Case::with_items(1);
    let begin = case.catalogue.begin_reading(item(9));
    assert!(matches!(begin, Err(ReadingError::NotInCase { .. })));
    let part = case.catalogue.add_part(item(1), &plain("x", 0));
    assert!(matches!(part, Err(ReadingError::NotBegun { .. })));
    case.read(item(1), &[plain("x", 0)]);
    let again = case.catalogue.finish_reading(item(1), &reading(&[], &[]));
    assert!(matches!(again, Err(ReadingError::NotBegun { .. })));
    case.catalogue.drop_reading(item(1)).unwrap();
    assert_eq!(case.catalogue.unread(RULES).unwrap(), [item(1)]);
    let mut case = case.reopen();
    assert_eq!(case.catalogue.entries_seen(), 2);
    case.read(item(1), &[plain("y", 0)]);
    assert_eq!(case.catalogue.find(item(1), "y").unwrap().len(), 1);
}

#[test]
fn unread_and_wanting_say_what_is_left_to_do() {
    let mut case = Case::with_items(5);
    for (n, extraction) in [(1, "1"), (2, "1+tesseract-5.3.0"), (3, "2+tesseract-5.3.0"), (4, "zz")] {
        case.catalogue.begin_reading(item(n)).unwrap();
        let mut reading = reading(&[], &defects_of(n));
        reading.extraction.0 = extraction.into();
        case.catalogue.finish_reading(item(n), &reading).unwrap();
    }
    assert_eq!(case.catalogue.unread(1).unwrap(), [3, 4, 5].map(item));
    assert_eq!(case.catalogue.unread(2).unwrap(), [1, 2, 4, 5].map(item));
    assert_eq!(case.catalogue.wanting(DefectKind::OcrUnavailable).unwrap(), [1, 2, 4].map(item));
    assert_eq!(case.catalogue.wanting(DefectKind::Damaged).unwrap(), [2].map(item));
    // Begun anew, its old defects count no more.
    case.catalogue.begin_reading(item(1)).unwrap();
    case.catalogue.add_defect(item(1), &defects_of(1)[0]).unwrap();
    assert_eq!(case.catalogue.wanting(DefectKind::OcrUnavailable).unwrap(), [2, 4].map(item));
    assert_eq!(case.catalogue.status().unwrap().by_defect[0].items, 1);
}
