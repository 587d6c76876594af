//! The ledger, its counts, short forms of ids, and files met before.

use case::catalogue::{Filter, Page, ResolveError, Stamp};
use model::{Defect, DefectKind, Digest, Event, ItemId, LedgerState, MediaType, Missing};

use crate::support::{Case, created, custody, entry, item, plain, reading, taken};

/// Five items: whole, partial, failed, unread, erased.
fn mixed() -> Case {
    let mut case = Case::with_items(5);
    case.read(item(1), &[plain("año", 0)]);
    for (n, missing) in [(2, Missing::Pages(2)), (3, Missing::Everything)] {
        case.catalogue.begin_reading(item(n)).unwrap();
        let defects = vec![Defect::whole(DefectKind::Encrypted, missing, ""); n as usize];
        let mut reading = reading(&[], &defects);
        (reading.media_type, reading.pages, reading.rows) = (MediaType::new("application/pdf"), 7, u64::MAX);
        case.catalogue.finish_reading(item(n), &reading).unwrap();
    }
    case.catalogue.fold(&entry(6, Event::ItemErased { item: item(5), reason: String::new() })).unwrap();
    case.catalogue.commit().unwrap();
    case
}

#[test]
fn every_item_is_counted_once() {
    let case = mixed();
    let status = case.catalogue.status().unwrap();
    assert_eq!(status.by_state, LedgerState::ALL.map(|state| (state, 1)));
    let types = [("application/pdf", 2), ("text/plain", 3)];
    assert_eq!(status.by_media_type, types.map(|(text, count)| (MediaType::new(text), count)));
    let [defect] = status.by_defect[..] else { panic!("{status:?}") };
    assert_eq!((defect.kind, defect.items, defect.defects), (DefectKind::Encrypted, 2, 5));
    let totals = status.totals;
    assert_eq!((totals.entries, totals.items, totals.bytes), (7, 5, 4_000));
    assert_eq!((totals.characters, totals.pages, totals.members), (3, 14, 0));
    assert!(totals.rows >= i64::MAX as u64, "a forged figure breaks no sum");
}

#[test]
fn lists_come_in_log_order_filtered_and_in_pages() {
    let case = mixed();
    let check = |filter: Filter, page: Page, expected: &[u32]| {
        let items = case.catalogue.items(&filter, page).unwrap();
        let ids: Vec<_> = items.iter().map(|item| item.line.item).collect();
        assert_eq!(ids, expected.iter().copied().map(item).collect::<Vec<_>>(), "{filter:?} {page:?}");
        if page == Page::ALL {
            assert_eq!(case.catalogue.count(&filter).unwrap(), expected.len() as u64);
        }
    };
    check(Filter::default(), Page::ALL, &[1, 2, 3, 4, 5]);
    check(Filter::default(), Page { offset: 1, limit: 2 }, &[2, 3]);
    check(Filter { state: Some(LedgerState::Unread), ..Filter::default() }, Page::ALL, &[4]);
    check(Filter { defect: Some(DefectKind::Encrypted), ..Filter::default() }, Page::ALL, &[2, 3]);
    let pdf = Filter { media_type: Some(MediaType::new("application/pdf")), ..Filter::default() };
    check(pdf.clone(), Page::ALL, &[2, 3]);
    check(Filter { state: Some(LedgerState::Failed), ..pdf }, Page::ALL, &[3]);
    let lines = case.catalogue.ledger(&Filter::default(), Page::ALL).unwrap();
    assert_eq!(lines[4].reading, None);
    assert_eq!(lines[1].reading.as_ref().map(|reading| reading.defects.len()), Some(2));
    assert_eq!(case.catalogue.item(item(9)).unwrap(), None);
}

fn id(hex: &str) -> ItemId {
    format!("{hex:0<64}").parse().unwrap()
}

#[test]
fn short_forms_mean_one_item_or_none() {
    let mut case = Case::new();
    case.catalogue.fold(&created()).unwrap();
    let names = [("abcd1", "uno.pdf"), ("abcd2", "dos.pdf"), ("ffff0", "abcd2"), ("eeee", "dos.pdf")];
    for (index, (hex, name)) in (1..).zip(names) {
        let mut record = custody(id(hex), name);
        record.path = Some(format!("/usb/{name}"));
        case.catalogue.fold(&entry(index, Event::Taken(record))).unwrap();
    }
    let check = |given: &str, expected: &[&str]| {
        let found = match case.catalogue.resolve(given) {
            Ok(item) => vec![item],
            Err(ResolveError::Unknown { .. }) => vec![],
            Err(ResolveError::Ambiguous { candidates, total, .. }) => {
                assert_eq!(candidates.len() as u64, total);
                candidates.into_iter().map(|candidate| candidate.item).collect()
            }
            Err(error) => panic!("{error}"),
        };
        assert_eq!(found, expected.iter().map(|hex| id(hex)).collect::<Vec<_>>(), "{given:?}");
    };
    check("abcd1", &["abcd1"]);
    check("ABCD1", &["abcd1"]);
    check(&id("abcd1").to_string(), &["abcd1"]);
    check(&format!("{}0", id("abcd1")), &[]);
    check("abcd", &["abcd1", "abcd2"]);
    check("abc", &[]);
    check("", &[]);
    check("uno.pdf", &["abcd1"]);
    check("UNO.pdf", &[]);
    check("/usb/uno.pdf", &["abcd1"]);
    check("dos.pdf", &["abcd2", "eeee"]);
    check("abcd2", &["abcd2", "ffff0"]);
    check("ffff", &["ffff0"]);
    check("uno*", &[]);
}

#[test]
fn a_long_ambiguity_says_how_long() {
    let mut case = Case::new();
    case.catalogue.fold(&created()).unwrap();
    for n in 1..=30 {
        let mut bytes = [0xab; 32];
        bytes[31] = n;
        case.catalogue.fold(&taken(u64::from(n), ItemId(Digest(bytes)), "lista.csv")).unwrap();
    }
    match case.catalogue.resolve("abab") {
        Err(ResolveError::Ambiguous { candidates, total: 30, .. }) => {
            assert_eq!(candidates.len(), 20);
            assert_eq!(candidates[0].item.0.bytes()[31], 1);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unchanged_file_is_recognised() {
    let mut case = Case::with_items(2);
    let stamp = Stamp { size: 9, modified: -1, changed: 1 << 70, inode: u64::MAX, device: 0 };
    case.catalogue.remember("/usb/año.txt", &stamp, None, Some("nota"), item(1)).unwrap();
    case.catalogue.remember("/usb/año.txt", &stamp, Some("Ceiba"), None, item(2)).unwrap();
    let seen = |path, stamp: &Stamp, from, note| case.catalogue.seen(path, stamp, from, note).unwrap();
    assert_eq!(seen("/usb/año.txt", &stamp, None, Some("nota")), Some(item(1)));
    assert_eq!(seen("/usb/año.txt", &stamp, Some("Ceiba"), None), Some(item(2)));
    assert_eq!(seen("/usb/año.txt", &stamp, None, None), None);
    assert_eq!(seen("/usb/otro.txt", &stamp, None, Some("nota")), None);
    for changed in [
        Stamp { size: 8, ..stamp },
        Stamp { modified: 0, ..stamp },
        Stamp { changed: 0, ..stamp },
        Stamp { inode: 0, ..stamp },
        Stamp { device: 1, ..stamp },
    ] {
        assert_eq!(seen("/usb/año.txt", &changed, None, Some("nota")), None, "{changed:?}");
    }
    let before = case.catalogue.fingerprint().unwrap();
    let newer = Stamp { size: 10, ..stamp };
    case.catalogue.remember("/usb/año.txt", &newer, None, Some("nota"), item(2)).unwrap();
    assert_eq!(case.catalogue.seen("/usb/año.txt", &stamp, None, Some("nota")).unwrap(), None);
    assert_eq!(case.catalogue.seen("/usb/año.txt", &newer, None, Some("nota")).unwrap(), Some(item(2)));
    assert_eq!(case.catalogue.fingerprint().unwrap(), before, "no part of the fingerprint");
}
