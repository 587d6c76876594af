//! Measurements. Without optimisation they say nothing, so they only run in a release build:
//! `cargo nextest run --release -p case --run-ignored all speed --no-capture`.

use std::time::{Duration, Instant};

use model::{CharSpan, Part, PartKind, Place, Rect, Step};

use crate::support::{Case, item, plain, reading};

/// 5 KB in 20 words on a page.
fn page() -> Part {
    let mut part = Part::new(PartKind::Page { number: 1, width: 5950, height: 8420, recognised: false });
    for left in 0..20 {
        let area = Rect { left, top: 0, right: left + 1, bottom: 1 };
        part.push(&"García ".repeat(31), Place::Page { page: 1, area: Some(area) }, Step::Whole);
        part.push_unplaced("\n");
    }
    part
}

#[test]
#[ignore = "a measurement for release builds"]
fn five_thousand_small_documents() {
    let part = page();
    let done = reading(std::slice::from_ref(&part), &[]);
    let start = Instant::now();
    let mut case = Case::with_items(5_000);
    let folded = start.elapsed();
    for n in 1..=5_000 {
        case.catalogue.begin_reading(item(n)).unwrap();
        case.catalogue.add_part(item(n), &part).unwrap();
        case.catalogue.finish_reading(item(n), &done).unwrap();
        if n % 500 == 0 {
            case.catalogue.commit().unwrap();
        }
    }
    let read = start.elapsed() - folded;
    let start = Instant::now();
    case.catalogue.fingerprint().unwrap();
    let (hashed, start) = (start.elapsed(), Instant::now());
    case.catalogue.status().unwrap();
    let counted = start.elapsed();
    eprintln!("folded {folded:?}, read {read:?}, fingerprint {hashed:?}, status {counted:?}");
    assert!(cfg!(debug_assertions) || folded + read < Duration::from_secs(1));
}

#[test]
#[ignore = "a measurement for release builds"]
fn a_span_in_a_hundred_megabytes() {
    let mut case = Case::with_items(1);
    let text = "Núñez, Inés; ".repeat(64 * 1024 / 16);
    let parts = 100 * 1024 * 1024 / text.len() as u64;
    case.catalogue.begin_reading(item(1)).unwrap();
    let start = Instant::now();
    for n in 0..parts {
        case.catalogue.add_part(item(1), &plain(&text, n * text.len() as u64)).unwrap();
    }
    let mut done = reading(&[plain(&text, 0)], &[]);
    (done.parts, done.characters) = (parts, done.characters * parts);
    case.catalogue.finish_reading(item(1), &done).unwrap();
    case.catalogue.commit().unwrap();
    let written = start.elapsed();
    let case = case.reopen();
    let mut times = Vec::new();
    for n in 0..200 {
        let at = done.characters / 200 * n;
        let start = Instant::now();
        case.catalogue.anchor(item(1), CharSpan { start: at, end: at + 40 }).unwrap();
        times.push(start.elapsed());
    }
    times.sort();
    let (middle, slowest) = (times[100], times[199]);
    let start = Instant::now();
    assert_eq!(case.catalogue.find(item(1), "no está").unwrap(), []);
    eprintln!("written {written:?}, anchors {middle:?}, slowest {slowest:?}, search {:?}", start.elapsed());
    assert!(cfg!(debug_assertions) || middle < Duration::from_millis(5));
}
