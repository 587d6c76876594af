//! The search's filter by speaker, over annotations that are there, behind, or missing.

use case::Page;
use case::search::{FacetKind, Filters, Found, Index, Request, SearchError, Searcher};

use super::desk::{Desk, says};
use super::support::item;

const ANA: &str = "«No hay presos», dijo Ana María Ferrer a la prensa.";
const JUAN: &str = "«Los hay», dijo Juan Ferrer ante Ana María Ferrer.";

/// A case with two texts, annotated, and its index.
fn desk() -> (Desk, Searcher) {
    let mut desk = Desk::new();
    desk.take(1, ANA, &[says(ANA, "Ana María Ferrer", "«No hay presos»", "denies")]);
    desk.take(2, JUAN, &[says(JUAN, "Juan Ferrer", "«Los hay»", "asserts")]);
    let path = desk.folder.path().join("index");
    Index::open_or_create(&path).unwrap().finish(&desk.catalogue).unwrap();
    (desk, Searcher::open(&path).unwrap())
}

fn ask(desk: &Desk, searcher: &Searcher, words: &str, speakers: &[&str]) -> Found {
    let speakers = speakers.iter().map(|name| (*name).to_owned()).collect();
    let filters = Filters { speakers, ..Filters::default() };
    let request = Request { words: words.into(), filters, page: Page::ALL, facets: true };
    searcher.search(&desk.catalogue, Some(&desk.annotations), &request).unwrap()
}

#[test]
fn who_speaks_and_not_who_is_mentioned() {
    let (desk, searcher) = desk();
    let check = |words: &str, speakers: &[&str], expected: &[u32]| {
        let found = ask(&desk, &searcher, words, speakers);
        let items: Vec<_> = found.hits.iter().map(|hit| hit.item).collect();
        let expected: Vec<_> = expected.iter().map(|n| item(*n)).collect();
        assert_eq!((items, found.unannotated), (expected, 0), "{words} {speakers:?}");
    };
    check("speaker:ferrer", &[], &[1, 2]);
    check("speaker:\"ana ferrer\"", &[], &[1]);
    check("quien:FERRER presos", &[], &[1]);
    check("presos NOT speaker:ana", &[], &[]);
    check("", &["Ana Maria"], &[1]);
    check("", &["Ana", "Juan"], &[1, 2]);
    check("speaker:presos", &[], &[]);
    assert_eq!(ask(&desk, &searcher, "habla:ana", &[]).reading, "quien:ana");
}

#[test]
fn speakers_are_counted_as_the_filter_would_find_them() {
    let (desk, searcher) = desk();
    let found = ask(&desk, &searcher, "", &["juan"]);
    let facet = found.facets.iter().find(|facet| facet.of == FacetKind::Speaker).unwrap();
    let counts: Vec<(&str, u64)> = facet.values.iter().map(|it| (it.value.as_str(), it.items)).collect();
    assert_eq!(counts, [("Ana María Ferrer", 1), ("Juan Ferrer", 1)]);
    for (name, items) in counts {
        assert_eq!(ask(&desk, &searcher, "", &[name]).total, items, "{name}");
    }
}

#[test]
fn what_is_not_annotated_is_said() {
    let (mut desk, searcher) = desk();
    let request =
        Request { words: "speaker:ana".into(), filters: Filters::default(), page: Page::ALL, facets: false };
    let refused = searcher.search(&desk.catalogue, None, &request);
    assert!(matches!(refused, Err(SearchError::NotAnnotated)), "{refused:?}");
    desk.fold(model::Event::Taken(super::support::custody(item(3), "3.txt")));
    desk.catalogue.commit().unwrap();
    assert_eq!(ask(&desk, &searcher, "speaker:ana", &[]).unannotated, 1);
    assert_eq!(ask(&desk, &searcher, "presos", &[]).unannotated, 0, "nobody asked who speaks");
}
