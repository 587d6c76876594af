//! Measurements. `cargo xtask bench search` makes the case and the queries, and runs this in a release build.

use std::path::PathBuf;
use std::time::Instant;

use case::search::{Filters, Request, Searcher};
use case::{Access, Catalogue, Page};

/// Prints `kind <TAB> microseconds <TAB> count` for each line `kind <TAB> query` of a file.
#[test]
#[ignore = "a measurement for release builds"]
fn queries_of_a_file() {
    let at = |name: &str| std::env::var_os(name).map(PathBuf::from).expect("the bench says where");
    let derived = at("HABEAS_BENCH_CASE").join("derived");
    let queries = std::fs::read_to_string(at("HABEAS_BENCH_QUERIES")).unwrap();
    let catalogue = Catalogue::open(&derived.join("catalogue.sqlite"), Access::Read).unwrap();
    let searcher = Searcher::open(&derived.join("index")).unwrap();
    println!();
    for measured in [false, true] {
        for line in queries.lines() {
            let (kind, words) = line.split_once('\t').unwrap();
            let page = Page { offset: 0, limit: 10 };
            let request = Request { words: words.into(), filters: Filters::default(), page, facets: false };
            let start = Instant::now();
            let found = searcher.search(&catalogue, None, &request).unwrap();
            let elapsed = start.elapsed();
            assert!(found.hits.len() as u64 <= found.total);
            if measured {
                println!("{kind}\t{}\t{}", elapsed.as_micros(), found.total);
            }
        }
    }
}
