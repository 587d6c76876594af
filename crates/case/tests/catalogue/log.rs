//! Folding the log: in order only, every field kept, and what was erased as if it had never been there.

use std::collections::BTreeSet;

use case::Catalogue;
use case::catalogue::{Child, FoldError};
use model::{Captured, Custody, Digest, Entry, Event, ItemId, LedgerState, MediaType, Obtained, Parent};

use proptest::prelude::*;

use crate::support::{Case, RULES, created, custody, entry, item, plain, reading, taken};

#[test]
fn entries_come_in_order() {
    let mut case = Case::new();
    let early = case.catalogue.fold(&taken(1, item(1), "a"));
    assert!(matches!(early, Err(FoldError::OutOfOrder { expected: 0, found: 1 })));
    case.catalogue.fold(&created()).unwrap();
    assert!(matches!(case.catalogue.fold(&created()), Err(FoldError::OutOfOrder { expected: 1, found: 0 })));
    assert!(matches!(case.catalogue.fold_erased(2), Err(FoldError::OutOfOrder { expected: 1, found: 2 })));
    case.catalogue.fold_erased(1).unwrap();
    assert_eq!(case.catalogue.entries_seen(), 2);
    assert_eq!(case.reopen().catalogue.entries_seen(), 0, "nothing was committed");
}

#[test]
fn custody_comes_back_field_by_field() {
    let full = Custody {
        time_zone: Some("America/El_Salvador".into()),
        obtained: Obtained::Member,
        from: Some("Colectivo Ceiba".into()),
        note: Some("entregado en mano\nsin sobre".into()),
        path: Some("/media/usb/año \\xFF.zip".into()),
        modified: Some("2030-12-31T23:59:59.123456789Z".parse().unwrap()),
        claimed: Some(MediaType::new("application/pdf")),
        parent: Some(Parent { item: item(7), path: "correo/1.2".into() }),
        captured: Some(Captured { address: "https://ejemplo.invalid/ñ".into(), at: Some("2030-01".into()) }),
        complete: false,
        ..custody(item(1), "lista año.pdf")
    };
    let plain = custody(item(1), "copia.pdf");
    let mut case = Case::new();
    case.catalogue.fold(&created()).unwrap();
    case.catalogue.fold(&entry(1, Event::Taken(full.clone()))).unwrap();
    case.catalogue.fold(&entry(2, Event::Taken(plain.clone()))).unwrap();
    let rows = case.catalogue.custody(item(1)).unwrap();
    assert_eq!(rows.iter().map(|row| row.entry).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(rows.into_iter().map(|row| row.custody).collect::<Vec<_>>(), [full.clone(), plain]);
    let stored = case.catalogue.item(item(1)).unwrap().unwrap();
    assert_eq!((stored.line.name.as_str(), stored.first), ("lista año.pdf", Some(1)));
    assert_eq!(stored.line.parent, full.parent);
    assert_eq!(
        case.catalogue.children(item(7)).unwrap(),
        [Child { path: "correo/1.2".into(), item: item(1) }]
    );
}

#[test]
fn every_event_is_on_record() {
    let mut case = Case::with_items(1);
    let (key, reason, what) = ("clave+2+BBBB".to_owned(), "riesgo para Inés".to_owned(), "proof".to_owned());
    let events = [
        Event::KeyAdded { key: key.clone() },
        Event::Verified { items: 3, findings: 1 },
        Event::Exported { what: what.clone(), item: Some(item(1)) },
        Event::EntryErased { index: 2, leaf: Digest([1; 32]), item: None, reason: reason.clone() },
        Event::ItemErased { item: item(1), reason: reason.clone() },
    ];
    for (index, event) in (2..).zip(events) {
        case.catalogue.fold(&entry(index, event)).unwrap();
    }
    let rows = case.catalogue.entries(0..u64::MAX).unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.kind.as_str(), row.item, row.detail.as_deref())).collect();
    assert_eq!(
        seen,
        [
            ("created", None, Some("Caso Río Seco")),
            ("taken", Some(item(1)), None),
            ("erased", None, None),
            ("verified", None, None),
            ("exported", Some(item(1)), Some("proof")),
            ("entry-erased", None, Some("riesgo para Inés")),
            ("item-erased", Some(item(1)), Some("riesgo para Inés")),
        ]
    );
    assert_eq!((rows[3].verified, rows[5].about), (Some((3, 1)), Some(2)));
    assert_eq!(rows[4].at, Some(created().at));
    assert_eq!((rows[2].at, rows[2].by.as_deref()), (None, None));
    assert_eq!(case.catalogue.entries(4..5).unwrap(), [rows[4].clone()]);
}

/// Folds `log` entry by entry as it happened, and once more as it stands at the end, with the erased bodies gone.
/// Both must give the same catalogue; hands back the first.
fn check(log: Vec<Event>) -> Case {
    let log: Vec<Entry> = (1..).zip(log).map(|(index, event)| entry(index, event)).collect();
    let erased = |index: u64| {
        log.iter().any(|entry| matches!(entry.event, Event::EntryErased { index: gone, .. } if gone == index))
    };
    let mut originals = BTreeSet::new();
    let mut happened = Case::with_items(0);
    let mut rebuilt = Case::with_items(0);
    for entry in &log {
        match &entry.event {
            Event::Taken(custody) => drop(originals.insert(custody.item)),
            Event::ItemErased { item, .. } => drop(originals.remove(item)),
            _ => {}
        }
        happened.catalogue.fold(entry).unwrap();
        read_all(&mut happened.catalogue, &originals);
        if entry.index % 4 == 0 {
            happened.catalogue.commit().unwrap();
        }
        if erased(entry.index) {
            rebuilt.catalogue.fold_erased(entry.index).unwrap();
        } else {
            rebuilt.catalogue.fold(entry).unwrap();
        }
    }
    read_all(&mut rebuilt.catalogue, &originals);
    happened.catalogue.commit().unwrap();
    rebuilt.catalogue.commit().unwrap();
    assert!(!happened.catalogue.scrub_due() && !rebuilt.catalogue.scrub_due());
    assert_eq!(
        happened.catalogue.fingerprints_by_item().unwrap(),
        rebuilt.catalogue.fingerprints_by_item().unwrap()
    );
    assert_eq!(happened.catalogue.fingerprint().unwrap(), rebuilt.catalogue.fingerprint().unwrap());
    happened
}

fn read_all(catalogue: &mut Catalogue, originals: &BTreeSet<ItemId>) {
    for id in originals {
        catalogue.adopt(*id, 1_000).unwrap();
    }
    for id in catalogue.unread(RULES).unwrap() {
        if originals.contains(&id) {
            catalogue.begin_reading(id).unwrap();
            catalogue.add_part(id, &plain("texto", 0)).unwrap();
            catalogue.finish_reading(id, &reading(&[plain("texto", 0)], &[])).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_log_gives_the_same_folded_bit_by_bit_and_at_once(
        steps in proptest::collection::vec((0_u8..6, 1_u32..3, any::<prop::sample::Index>()), 1..12),
    ) {
        let log = (1..).zip(steps).map(|(index, (kind, n, earlier))| match kind {
            0..3 => take(n, &format!("lista {index}")),
            3 => erase_item(n),
            // The archive erases earlier entries only, and never the founding one.
            _ if index > 1 => erase_entry(1 + earlier.index(index - 1) as u64),
            _ => take(n, "lista"),
        });
        check(log.collect());
    }
}

fn take(n: u32, name: &str) -> Event {
    Event::Taken(custody(item(n), name))
}

fn erase_entry(index: u64) -> Event {
    Event::EntryErased { index, leaf: Digest([2; 32]), item: None, reason: "seguridad".into() }
}

fn erase_item(n: u32) -> Event {
    Event::ItemErased { item: item(n), reason: "seguridad".into() }
}

fn state(case: &Case, n: u32) -> (LedgerState, String, Option<u64>) {
    let item = case.catalogue.item(item(n)).unwrap().unwrap();
    (item.line.state, item.line.name, item.first)
}

#[test]
fn an_erased_record_of_custody_leaves_the_item() {
    let case = check(vec![take(1, "a"), take(1, "b"), erase_entry(1)]);
    assert_eq!(state(&case, 1), (LedgerState::Whole, "b".into(), Some(2)));
    let case = check(vec![take(1, "a"), erase_entry(1), take(2, "c")]);
    assert_eq!(state(&case, 1), (LedgerState::Whole, String::new(), None));
    assert_eq!(case.catalogue.custody(item(1)).unwrap(), []);
    let case = check(vec![take(1, "a"), erase_entry(1), take(1, "z")]);
    assert_eq!(state(&case, 1), (LedgerState::Whole, "z".into(), Some(3)));
}

#[test]
fn an_erased_item_keeps_its_line_until_it_is_taken_in_again() {
    let case = check(vec![take(1, "a"), erase_item(1)]);
    assert_eq!(state(&case, 1), (LedgerState::Erased, "a".into(), Some(1)));
    assert_eq!(case.catalogue.unread(1).unwrap(), []);
    let case = check(vec![take(1, "a"), erase_item(1), take(1, "b")]);
    assert_eq!(state(&case, 1), (LedgerState::Whole, "a".into(), Some(1)));
    let case = check(vec![take(1, "a"), erase_item(1), take(1, "b"), erase_entry(3)]);
    assert_eq!(state(&case, 1), (LedgerState::Erased, "a".into(), Some(1)));
    for log in
        [vec![take(1, "a"), erase_item(1), erase_entry(1)], vec![take(1, "a"), erase_entry(1), erase_item(1)]]
    {
        assert_eq!(state(&check(log), 1), (LedgerState::Erased, String::new(), None));
    }
    let case = check(vec![take(1, "a"), erase_item(1), erase_entry(1), erase_entry(2)]);
    assert_eq!(case.catalogue.item(item(1)).unwrap(), None, "neither bytes nor a record are left");
    let case = check(vec![take(1, "a"), erase_item(1), erase_entry(2)]);
    assert_eq!(state(&case, 1), (LedgerState::Unread, "a".into(), Some(1)));
}

#[test]
fn an_erased_item_can_no_longer_be_read() {
    let mut case = Case::with_items(1);
    case.catalogue.begin_reading(item(1)).unwrap();
    case.catalogue.add_part(item(1), &plain("texto", 0)).unwrap();
    case.catalogue.fold(&entry(2, erase_item(1))).unwrap();
    assert!(case.catalogue.add_part(item(1), &plain("texto", 0)).is_err());
    assert!(case.catalogue.begin_reading(item(1)).is_err());
    case.catalogue.adopt(item(1), 5).unwrap();
    assert_eq!(state(&case, 1).0, LedgerState::Erased);
}
