//! The index follows the catalogue: through crashes, new custody, new readings and erasures, after which no word of
//! what was erased is left in its files.

use std::collections::BTreeSet;

use case::search::{Index, IndexError, Searcher};
use model::{Digest, Event};

use super::desk::Desk;
use super::support::{custody, item, plain};

#[test]
fn what_was_not_committed_comes_again() {
    let mut desk = Desk::with(&["uno"]);
    desk.take(custody(item(2), "2.txt"), &[plain("dos", 0)]);
    desk.catalogue.commit().unwrap();
    desk.index.as_mut().unwrap().follow(&desk.catalogue).unwrap();
    desk.check("dos", &[]);
    assert_eq!(desk.search("uno").behind, 1);
    desk.reopen();
    desk.check("dos", &[]);
    desk.settle();
    desk.check("dos", &[2]);
    assert_eq!(desk.search("uno").behind, 0);
}

#[test]
fn a_reader_sees_commits_when_it_reloads() {
    let mut desk = Desk::with(&["uno"]);
    let searcher = Searcher::open(&desk.index_path()).unwrap();
    let total = |searcher: &Searcher, desk: &Desk| {
        let request = case::search::Request {
            words: "dos".into(),
            filters: Default::default(),
            page: case::Page::ALL,
            facets: false,
        };
        searcher.search(&desk.catalogue, None, &request).unwrap().total
    };
    desk.take(custody(item(2), "2.txt"), &[plain("dos", 0)]);
    desk.settle();
    assert_eq!(total(&searcher, &desk), 0);
    let clone = searcher.clone();
    searcher.reload().unwrap();
    assert_eq!([total(&searcher, &desk), total(&clone, &desk)], [1, 1]);
}

#[test]
fn new_custody_and_new_readings_take_the_place_of_the_old() {
    let mut desk = Desk::with(&["uno"]);
    let mut again = custody(item(1), "otra.txt");
    again.note = Some("segunda entrega".into());
    desk.fold(Event::Taken(again));
    desk.settle();
    desk.check("segunda", &[1]);
    desk.check("uno", &[1]);
    desk.read(item(1), &[plain("distinto", 0)]);
    desk.settle();
    desk.check("uno", &[]);
    desk.check("distinto", &[1]);
    desk.catalogue.drop_reading(item(1)).unwrap();
    desk.settle();
    desk.check("distinto", &[]);
    desk.check("otra", &[1]);
}

#[test]
fn an_erased_items_words_leave_the_files() {
    let mut desk = Desk::with(&["testigo Zacarías Quetzalcóatl", "lista de Zacarías", "nada"]);
    assert!(words_of(&desk).contains("quetzalcoatl"));
    desk.fold(Event::ItemErased { item: item(1), reason: "por su seguridad".into() });
    desk.settle();
    desk.check("zacarias", &[2]);
    desk.check("1", &[1]);
    desk.check("state:erased", &[1]);
    assert!(!words_of(&desk).contains("quetzalcoatl"));
    assert!(words_of(&desk).contains("zacarias"));
    // Its name goes with the record of it.
    let (leaf, item) = (Digest([0; 32]), Some(item(1)));
    desk.fold(Event::EntryErased { index: 1, leaf, item, reason: "nombre".into() });
    desk.settle();
    desk.check("1", &[]);
    desk.check("state:erased", &[1]);
}

#[test]
fn an_erasure_that_was_interrupted_is_finished_at_the_next_opening() {
    let mut desk = Desk::with(&["testigo Quetzalcóatl", "lista"]);
    desk.fold(Event::ItemErased { item: item(1), reason: "por su seguridad".into() });
    desk.catalogue.commit().unwrap();
    desk.reopen();
    desk.settle();
    assert!(!words_of(&desk).contains("quetzalcoatl"));
}

#[test]
fn files_of_a_commit_that_was_cut_off_stand_in_nobodys_way() {
    let mut desk = Desk::with(&["uno", "dos"]);
    let meta = desk.index_path().join("meta.json");
    let before = std::fs::read(&meta).unwrap();
    let mut again = custody(item(1), "otra.txt");
    again.note = Some("segunda entrega".into());
    desk.fold(Event::Taken(again));
    desk.settle();
    // All of the commit's files are there, and the one that makes it count is still the old one.
    desk.index = None;
    std::fs::write(&meta, before).unwrap();
    desk.reopen();
    desk.settle();
    desk.check("segunda", &[1]);
    desk.check("dos", &[2]);
}

#[test]
fn an_index_of_another_kind_is_told_and_made_again() {
    let mut desk = Desk::with(&["uno"]);
    let path = desk.index_path();
    desk.index = None;
    assert!(matches!(Searcher::open(&path.join("nothing")), Err(IndexError::Missing { .. })));
    let meta = path.join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(&meta, text.replace("\\\"version\\\":1", "\\\"version\\\":99")).unwrap();
    assert!(matches!(Searcher::open(&path), Err(IndexError::Unreadable { .. })));
    std::fs::write(&meta, "{}").unwrap();
    assert!(matches!(Searcher::open(&path), Err(IndexError::Unreadable { .. })));
    desk.index = Some(Index::open_or_create(&path).unwrap());
    desk.settle();
    desk.check("uno", &[1]);
}

/// Every word in the dictionaries of the index's files.
fn words_of(desk: &Desk) -> BTreeSet<String> {
    let searcher = Searcher::open(&desk.index_path()).unwrap();
    searcher.vocabulary().unwrap()
}
