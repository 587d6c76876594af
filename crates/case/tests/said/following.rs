//! The file follows the catalogue: through new readings, erasures, other rules and damage, and its rows do not depend on
//! the order in which items came.

use case::Page;
use case::said::{Annotations, AnnotationsError, Found, Wanted};
use model::Event;

use super::desk::{ANNOTATING, Desk, claims, says};
use super::support::item;

const ONE: &str = "«Los golpearon en Quetzalcóatl», dijo Inés Zacarías.";
const TWO: &str = "«No», dijo Rubén Sáez.";

fn found(text: &str) -> Found {
    if text == ONE {
        let one = says(ONE, "Inés Zacarías", "«Los golpearon en Quetzalcóatl»", "alleges");
        claims(one, ONE, ("ill-treatment", "golpearon"), &["quetzalcoatl"])
    } else {
        says(TWO, "Rubén Sáez", "«No»", "denies")
    }
}

#[test]
fn an_erased_items_words_leave_the_file() {
    let mut desk = Desk::new();
    desk.take(1, ONE, &[found(ONE)]);
    desk.take(2, TWO, &[found(TWO)]);
    assert!(desk.holds("Inés Zacarías") && desk.holds("quetzalcoatl") && desk.holds("Rubén Sáez"));
    desk.fold(Event::ItemErased { item: item(1), reason: "por su seguridad".into() });
    desk.catalogue.commit().unwrap();
    desk.annotations.forget(&desk.catalogue).unwrap();
    for words in ["Inés Zacarías", "ines zacarias", "quetzalcoatl", &item(1).to_string()] {
        assert!(!desk.holds(words), "{words}");
    }
    assert!(desk.holds("Rubén Sáez"));
    let left = desk.annotations.quotes(&Wanted::default(), Page::ALL).unwrap();
    assert_eq!(left.iter().map(|it| it.item).collect::<Vec<_>>(), [item(2)]);
}

#[test]
fn an_erasure_while_somebody_reads_is_finished_later() {
    let mut desk = Desk::new();
    desk.take(1, ONE, &[found(ONE)]);
    desk.fold(Event::ItemErased { item: item(1), reason: "por su seguridad".into() });
    desk.catalogue.commit().unwrap();
    {
        // A reader in the middle of a question holds the file.
        let other = rusqlite::Connection::open(desk.path()).unwrap();
        let held = other.unchecked_transaction().unwrap();
        let _: i64 = held.query_row("SELECT count(*) FROM quotation", [], |row| row.get(0)).unwrap();
        assert!(matches!(desk.annotations.forget(&desk.catalogue), Err(AnnotationsError::NotScrubbed)));
        assert_eq!(desk.annotations.count_quotes(&Wanted::default()).unwrap(), 0);
    }
    desk.annotations = Annotations::open_or_create(&desk.path(), ANNOTATING).unwrap();
    assert!(!desk.holds("Inés Zacarías"));
}

#[test]
fn any_order_gives_the_same_rows() {
    let mut one = Desk::new();
    one.take(1, ONE, &[found(ONE)]);
    one.take(2, TWO, &[found(TWO)]);
    let mut other = Desk::new();
    other.take(2, TWO, &[found(TWO)]);
    other.take(1, ONE, &[found(TWO)]);
    assert_ne!(one.annotations.fingerprints().unwrap(), other.annotations.fingerprints().unwrap());
    other.annotate(1, &[found(ONE)]);
    assert_eq!(one.annotations.fingerprints().unwrap(), other.annotations.fingerprints().unwrap());
}

#[test]
fn changes_wait_until_they_are_reached() {
    let mut desk = Desk::new();
    assert_eq!(desk.annotations.behind(&desk.catalogue).unwrap(), 0);
    desk.take(1, ONE, &[found(ONE)]);
    assert_eq!(desk.annotations.behind(&desk.catalogue).unwrap(), 0);
    desk.catalogue.drop_reading(item(1)).unwrap();
    desk.catalogue.commit().unwrap();
    assert_eq!(desk.annotations.behind(&desk.catalogue).unwrap(), 1);
}

#[test]
fn other_rules_and_damage_begin_anew() {
    let mut desk = Desk::new();
    desk.take(1, ONE, &[found(ONE)]);
    let path = desk.path();
    let count = |annotations: &Annotations| annotations.count_quotes(&Wanted::default()).unwrap();
    assert_eq!(count(&Annotations::open(&path).unwrap()), 1);
    drop(desk.annotations);
    assert_eq!(count(&Annotations::open_or_create(&path, ANNOTATING).unwrap()), 1);
    let newer = Annotations::open_or_create(&path, ANNOTATING + 1).unwrap();
    assert_eq!((count(&newer), newer.behind(&desk.catalogue).unwrap()), (0, 1));
    drop(newer);
    std::fs::write(&path, "no es una base de datos, pero sí bastante larga para parecer una").unwrap();
    assert!(matches!(Annotations::open(&path), Err(AnnotationsError::Unreadable { .. })));
    assert_eq!(count(&Annotations::open_or_create(&path, ANNOTATING).unwrap()), 0);
    let nowhere = path.with_file_name("nothing.sqlite");
    assert!(matches!(Annotations::open(&nowhere), Err(AnnotationsError::Missing { .. })));
}
