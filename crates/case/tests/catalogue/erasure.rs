//! After an erasure no byte of the text is left in any file of the folder.

use std::fs;
use std::path::Path;

use case::catalogue::CommitError;
use case::{Access, Catalogue};
use model::{Defect, DefectKind, Event, Missing, Part};

use crate::support::{Case, custody, entry, item, plain, reading};

/// Words that stand in everything that belongs to item `n` and nowhere else.
fn secret(n: u32) -> String {
    format!("Ñusta-{n}-Quispe")
}

fn holds(folder: &Path, word: &str) -> bool {
    fs::read_dir(folder).unwrap().map(Result::unwrap).any(|file| {
        let bytes = fs::read(file.path()).unwrap();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    })
}

fn part(n: u32, seq: u32) -> Part {
    let mut part = plain(&format!("{} ", secret(n)).repeat(5 + (seq as usize * 37) % 90), 0);
    let span = model::Span { start: 0, end: secret(n).len() as u64 };
    part.mark(span, model::MarkKind::Field(model::Field::Byline));
    part.mark(span, model::MarkKind::Link { target: secret(n) });
    part
}

const ITEMS: u32 = 12;
const PARTS: u32 = 40;

/// Items read in turns, dropped and read again, so that SQLite moves their rows about.
fn mixed() -> Case {
    let mut case = Case::with_items(ITEMS);
    for round in 0..2 {
        for n in (1..=ITEMS).rev() {
            case.catalogue.begin_reading(item(n)).unwrap();
        }
        for seq in 0..PARTS {
            for n in 1..=ITEMS {
                case.catalogue.add_part(item(n), &part(n, seq + round)).unwrap();
            }
            case.catalogue.commit().unwrap();
        }
    }
    for n in 1..=ITEMS {
        let parts: Vec<_> = (0..PARTS).map(|seq| part(n, seq + 1)).collect();
        let defect = Defect::whole(DefectKind::Damaged, Missing::Unknown, secret(n));
        case.catalogue.finish_reading(item(n), &reading(&parts, &[defect])).unwrap();
        let stamp = case::catalogue::Stamp { size: 1, modified: -2, changed: 3, inode: u64::MAX, device: 5 };
        case.catalogue.remember(&secret(n), &stamp, Some("x"), None, item(n)).unwrap();
    }
    case.catalogue.commit().unwrap();
    case
}

fn erase(index: u64, n: u32) -> model::Entry {
    entry(index, Event::ItemErased { item: item(n), reason: "riesgo".into() })
}

#[test]
fn erased_text_leaves_every_file() {
    let mut case = mixed();
    assert!((1..=ITEMS).all(|n| holds(case.folder.path(), &secret(n))));
    let kept = |case: &Case| -> Vec<_> {
        let all = case.catalogue.fingerprints_by_item().unwrap();
        all.into_iter().filter(|(id, _)| ![item(5), item(6)].contains(id)).collect()
    };
    let before = kept(&case);
    // A reading that goes on in another lane meanwhile.
    case.catalogue.begin_reading(item(6)).unwrap();
    case.catalogue.add_part(item(6), &part(6, 1)).unwrap();
    case.catalogue.fold(&erase(u64::from(ITEMS) + 1, 5)).unwrap();
    assert!(case.catalogue.scrub_due());
    case.catalogue.commit().unwrap();
    assert!(!case.catalogue.scrub_due());
    assert!(!holds(case.folder.path(), &secret(5)));
    assert!((1..=ITEMS).filter(|n| *n != 5).all(|n| holds(case.folder.path(), &secret(n))));
    assert_eq!(kept(&case), before);
    case.catalogue.finish_reading(item(6), &reading(&[part(6, 1)], &[])).unwrap();
    case.catalogue.commit().unwrap();
    let case = case.reopen();
    assert_eq!(case.catalogue.parts(item(6)).unwrap().count(), 1);
    assert!(!holds(case.folder.path(), &secret(5)));
}

#[test]
fn a_reading_dropped_before_the_erasure_leaves_every_file_too() {
    let mut case = mixed();
    case.catalogue.drop_reading(item(3)).unwrap();
    case.catalogue.commit().unwrap();
    case.catalogue.fold(&erase(u64::from(ITEMS) + 1, 3)).unwrap();
    case.catalogue.commit().unwrap();
    assert!(!holds(case.folder.path(), &secret(3)));
}

#[test]
fn an_erased_entry_leaves_every_file() {
    let mut case = Case::with_items(1);
    let mut record = custody(item(2), "carta.pdf");
    record.collector = secret(2);
    case.catalogue.fold(&entry(2, Event::Taken(record))).unwrap();
    case.catalogue.commit().unwrap();
    assert!(holds(case.folder.path(), &secret(2)));
    let erased = Event::EntryErased { index: 2, leaf: model::Digest([0; 32]), item: None, reason: "riesgo".into() };
    case.catalogue.fold(&entry(3, erased)).unwrap();
    case.catalogue.commit().unwrap();
    assert!(!holds(case.folder.path(), &secret(2)));
}

#[test]
fn a_reader_in_the_way_is_named_and_the_erasure_finished_later() {
    let mut case = mixed();
    let reader = Catalogue::open(&case.path(), Access::Read).unwrap();
    assert_eq!(reader.status().unwrap().totals.items, u64::from(ITEMS));
    case.catalogue.fold(&erase(u64::from(ITEMS) + 1, 5)).unwrap();
    let blocked = case.catalogue.commit();
    assert!(matches!(blocked, Err(CommitError::NotScrubbed { .. })), "{blocked:?}");
    assert_eq!(reader.find(item(4), &secret(4)).unwrap(), case.catalogue.find(item(4), &secret(4)).unwrap());
    assert!(reader.parts(item(5)).is_err(), "the rows are gone for everybody");
    assert!(case.catalogue.scrub_due());
    case.catalogue.commit().unwrap();
    drop(reader);
    let case = case.reopen();
    assert!(!case.catalogue.scrub_due());
    assert!(!holds(case.folder.path(), &secret(5)));
    let files: Vec<_> =
        fs::read_dir(case.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(files.iter().all(|name| !name.to_string_lossy().contains("scrub")), "{files:?}");
}
