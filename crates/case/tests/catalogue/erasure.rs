//! After an erasure no byte of the text is left in any file of the folder.

use std::fs;
use std::path::Path;

use case::catalogue::CommitError;
use case::{Access, Catalogue};
use model::{Defect, DefectKind, Event, Missing, Part};

use crate::support::{Case, custody, entry, item, plain, reading};

/// Words that stand in everything that belongs to item `n` and nowhere else.
fn secret(n: u32) -> String {
    format!("Ñusta {n} Quispe")
}

fn holds(folder: &Path, word: &str) -> bool {
    fs::read_dir(folder).unwrap().map(Result::unwrap).any(|file| {
        let bytes = fs::read(file.path()).unwrap();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    })
}

/// A part that says the secret over and over, all of it marked as a field: `field` is a table whose rows arrive in
/// the middle, so that SQLite moves them between pages.
fn part(n: u32, seq: u32) -> Part {
    let length = [1, 10, 100, 600][(n * 7 + seq * 5) as usize % 4] + (n * 31 + seq * 17) as usize % 40;
    let mut part = plain(&format!("{} ", secret(n)).repeat(length), 0);
    let span = model::Span { start: 0, end: part.text.len() as u64 };
    part.mark(span, model::MarkKind::Field(model::Field::Byline));
    part.mark(span, model::MarkKind::Link { target: secret(n) });
    part
}

const ITEMS: u32 = 40;
const PARTS: u32 = 12;

/// Items read in turns, some of them dropped and read again.
fn mixed() -> Case {
    let mut case = Case::with_items(ITEMS);
    let mut turns: Vec<u32> = (1..=ITEMS).cycle().take((ITEMS * PARTS) as usize).collect();
    let mut chance = 12_345_u32;
    for at in (1..turns.len()).rev() {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        turns.swap(at, (chance >> 8) as usize % (at + 1));
    }
    for round in 0..2 {
        let read = |n: &u32| round == 0 || n.is_multiple_of(3);
        let mut next = vec![0; ITEMS as usize + 1];
        (1..=ITEMS).filter(read).for_each(|n| case.catalogue.begin_reading(item(n)).unwrap());
        for n in turns.iter().copied().filter(read) {
            case.catalogue.add_part(item(n), &part(n, next[n as usize])).unwrap();
            next[n as usize] += 1;
        }
        case.catalogue.commit().unwrap();
    }
    for n in 1..=ITEMS {
        let parts: Vec<_> = (0..PARTS).map(|seq| part(n, seq)).collect();
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
    let gone = 1..=15;
    assert!((1..=ITEMS).all(|n| holds(case.folder.path(), &secret(n))));
    let kept = |case: &Case| -> Vec<_> {
        let all = case.catalogue.fingerprints_by_item().unwrap();
        all.into_iter().filter(|(id, _)| !(1..=16).any(|n| item(n) == *id)).collect()
    };
    let before = kept(&case);
    // Dropped before its erasure, an item leaves as many traces.
    case.catalogue.drop_reading(item(15)).unwrap();
    // A reading that goes on in another lane meanwhile.
    case.catalogue.begin_reading(item(16)).unwrap();
    case.catalogue.add_part(item(16), &part(16, 1)).unwrap();
    case.catalogue.commit().unwrap();
    for n in gone.clone() {
        case.catalogue.fold(&erase(u64::from(ITEMS + n), n)).unwrap();
    }
    assert!(case.catalogue.scrub_due());
    case.catalogue.commit().unwrap();
    assert!(!case.catalogue.scrub_due());
    for n in 1..=ITEMS {
        assert_eq!(holds(case.folder.path(), &secret(n)), !gone.contains(&n), "{n}");
    }
    assert_eq!(kept(&case), before);
    case.catalogue.finish_reading(item(16), &reading(&[part(16, 1)], &[])).unwrap();
    case.catalogue.commit().unwrap();
    let case = case.reopen();
    assert_eq!(case.catalogue.parts(item(16)).unwrap().count(), 1);
    assert!(gone.into_iter().all(|n| !holds(case.folder.path(), &secret(n))));
}

#[test]
fn an_erased_entry_leaves_every_file() {
    let mut case = Case::with_items(1);
    let mut record = custody(item(2), "carta.pdf");
    record.collector = secret(2);
    case.catalogue.fold(&entry(2, Event::Taken(record))).unwrap();
    case.catalogue.commit().unwrap();
    assert!(holds(case.folder.path(), &secret(2)));
    let erased =
        Event::EntryErased { index: 2, leaf: model::Digest([0; 32]), item: None, reason: "riesgo".into() };
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
