//! Anchors and search, over texts cut into parts at every place that matters.

use case::catalogue::{AnchorError, QueryError};
use model::{AnchorMismatch, CharSpan, ExtractionVersion, LedgerState, Part, PartKind, Place, Rect, Step};
use proptest::prelude::*;

use crate::support::{Case, item, plain, split};

const TEXT: &str =
    "El ñandú llegó a la prisión de Río Seco 🕊 con María Peña; «nadie» lo vio.\u{0} Fin: año 2031.\n";

fn case_of(parts: &[Part]) -> Case {
    let mut case = Case::with_items(1);
    case.read(item(1), parts);
    case
}

fn naive_slice(text: &str, span: CharSpan) -> String {
    text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
}

fn naive_find(text: &str, quote: &str) -> Vec<CharSpan> {
    let length = quote.chars().count() as u64;
    (0..)
        .zip(text.char_indices())
        .filter(|(_, (at, _))| !quote.is_empty() && text[*at..].starts_with(quote))
        .map(|(start, _)| CharSpan { start, end: start + length })
        .collect()
}

/// Anchors the first occurrence of `quote` in [`TEXT`] cut after every `characters`, and looks at the original.
fn check(quote: &str, characters: usize) {
    let case = case_of(&split(TEXT, characters));
    let spans = case.catalogue.find(item(1), quote).unwrap();
    assert_eq!(spans, naive_find(TEXT, quote), "{quote:?} in parts of {characters}");
    let anchor = case.catalogue.anchor(item(1), spans[0]).unwrap();
    assert_eq!(anchor.quote, quote);
    assert!(TEXT.contains(&format!("{}{quote}{}", anchor.prefix, anchor.suffix)));
    let around = CharSpan { start: spans[0].start.saturating_sub(32), end: spans[0].end + 32 };
    assert_eq!(format!("{}{quote}{}", anchor.prefix, anchor.suffix), naive_slice(TEXT, around));
    let [Place::Bytes { start, end }] = anchor.places[..] else { panic!("one stretch of bytes: {anchor:?}") };
    assert_eq!(&TEXT.as_bytes()[start as usize..end as usize], quote.as_bytes(), "in parts of {characters}");
    case.catalogue.check(&anchor).unwrap();
}

#[test]
fn a_quote_leads_back_to_its_bytes_however_the_text_is_cut() {
    for characters in [1, 2, 3, 7, 10, 31, 64, 1000] {
        for quote in ["El", "ñandú", "prisión de Río Seco 🕊 con", "«nadie» lo vio.\u{0} Fin", "\n", "2031.\n"]
        {
            check(quote, characters);
        }
    }
}

#[test]
fn a_quote_over_page_borders_has_the_boxes_of_both_pages() {
    let page = |number, words: &[&str]| {
        let mut part = Part::new(PartKind::Page { number, width: 5950, height: 8420, recognised: false });
        for (left, word) in (0..).step_by(100).zip(words) {
            let area = Rect { left, top: 40, right: left + 90, bottom: 80 };
            part.push(word, Place::Page { page: number, area: Some(area) }, Step::Whole);
            part.push_unplaced(" ");
        }
        part.push_unplaced("\n");
        part
    };
    let case = case_of(&[page(1, &["Señas", "del"]), page(2, &["niño", "visto"])]);
    let span = case.catalogue.find(item(1), "del \nniño").unwrap()[0];
    let places = case.catalogue.anchor(item(1), span).unwrap().places;
    let seen: Vec<_> = places
        .iter()
        .map(|place| match place {
            Place::Page { page, area: Some(area) } => (*page, area.left),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seen, [(1, 100), (2, 0)]);
    let both = case.catalogue.find(item(1), "Señas del \nniño").unwrap()[0];
    let lines = case.catalogue.areas(item(1), both).unwrap();
    let lines: Vec<_> = lines.iter().map(|line| (line.page, line.rect.left, line.rect.right)).collect();
    assert_eq!(lines, [(1, 0, 190), (2, 0, 90)]);
    let separator = case.catalogue.find(item(1), "\n").unwrap()[0];
    assert_eq!(case.catalogue.anchor(item(1), separator).unwrap().places, []);
}

#[test]
fn an_anchor_that_no_longer_holds_says_how() {
    let case = case_of(&split(TEXT, 5));
    let good = case.catalogue.anchor(item(1), CharSpan { start: 3, end: 8 }).unwrap();
    assert_eq!(good.quote, "ñandú");
    let mismatch = |change: &dyn Fn(&mut model::Anchor)| {
        let mut anchor = good.clone();
        change(&mut anchor);
        match case.catalogue.check(&anchor) {
            Err(AnchorError::Mismatch(mismatch)) => mismatch,
            other => panic!("{other:?}"),
        }
    };
    let (span, length) = (CharSpan { start: 3, end: 8 }, TEXT.chars().count() as u64);
    assert_eq!(
        mismatch(&|anchor| anchor.quote = "ñandu".into()),
        AnchorMismatch::Quote { span, expected: "ñandu".into(), found: "ñandú".into() }
    );
    assert_eq!(
        mismatch(&|anchor| anchor.span.end = length),
        AnchorMismatch::Quote {
            span: CharSpan { start: 3, end: length },
            expected: "ñandú".into(),
            found: "ñandú ".into()
        }
    );
    assert_eq!(
        mismatch(&|anchor| anchor.span.end = length + 1),
        AnchorMismatch::OutOfText { span: CharSpan { start: 3, end: length + 1 }, length }
    );
    assert_eq!(
        mismatch(&|anchor| anchor.span = CharSpan { start: u64::MAX - 1, end: u64::MAX }),
        AnchorMismatch::OutOfText { span: CharSpan { start: u64::MAX - 1, end: u64::MAX }, length }
    );
    let (old, new) = (ExtractionVersion("0".into()), ExtractionVersion("1".into()));
    for start in [3, 4, 10 * length] {
        assert_eq!(
            mismatch(&|anchor| (anchor.extraction, anchor.span.start) = (old.clone(), start)),
            AnchorMismatch::Extraction { expected: old.clone(), found: new.clone() }
        );
    }
}

#[test]
fn what_is_not_there_is_not_quoted() {
    let case = case_of(&[plain("uno", 0)]);
    let text = |n, start, end| case.catalogue.text(item(n), CharSpan { start, end });
    assert_eq!(text(1, 0, 3).unwrap(), "uno");
    assert_eq!(text(1, 3, 3).unwrap(), "");
    assert!(matches!(text(1, 0, 4), Err(QueryError::OutOfText { length: 3, .. })));
    assert!(matches!(text(1, 2, 1), Err(QueryError::OutOfText { length: 3, .. })));
    assert!(matches!(text(9, 0, 0), Err(QueryError::NotInCase { .. })));
    let empty = case.catalogue.anchor(item(1), CharSpan { start: 1, end: 1 });
    assert!(matches!(empty, Err(QueryError::NothingToQuote)));
    let unread = Case::with_items(1);
    let state = unread.catalogue.characters(item(1));
    assert!(matches!(state, Err(QueryError::NotRead { state: LedgerState::Unread, .. })));
    assert_eq!(case_of(&[]).catalogue.find(item(1), "uno").unwrap(), []);
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[aañ🕊\u{0}\n]{0,6}", 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn search_over_borders_finds_what_search_in_one_text_finds(parts in texts(), quote in "[aañ🕊\n]{0,4}") {
        let case = case_of(&parts.iter().map(|text| plain(text, 0)).collect::<Vec<_>>());
        prop_assert_eq!(case.catalogue.find(item(1), &quote).unwrap(), naive_find(&parts.concat(), &quote));
    }

    #[test]
    fn every_span_reads_as_in_one_text(parts in texts(), start in 0_u64..30, length in 0_u64..30) {
        let case = case_of(&parts.iter().map(|text| plain(text, 0)).collect::<Vec<_>>());
        let whole = parts.concat();
        let span = CharSpan { start, end: start + length };
        match case.catalogue.text(item(1), span) {
            Ok(words) => prop_assert_eq!(words, naive_slice(&whole, span)),
            Err(QueryError::OutOfText { length, .. }) => {
                prop_assert_eq!(length, whole.chars().count() as u64);
                prop_assert!(span.end > length);
            }
            Err(error) => panic!("{error}"),
        }
        if length > 0 && let Ok(anchor) = case.catalogue.anchor(item(1), span) {
            case.catalogue.check(&anchor).unwrap();
        }
    }
}
