//! The same case gives the same answers in the same order, however its index came to be.

use case::search::Index;
use model::Event;

use super::desk::Desk;
use super::support::{custody, item, plain};

fn text(n: u32) -> String {
    let words = ["uno", "dos", "tres", "cuatro", "cinco"];
    (0..n % 13 + 3).map(|at| words[((n * 7 + at * at) % 5) as usize]).collect::<Vec<_>>().join(" ")
}

#[test]
fn batches_deletions_and_rebuilding_change_nothing() {
    const ITEMS: u32 = 60;
    let mut at_once = Desk::new();
    for n in 1..=ITEMS {
        at_once.fold(Event::Taken(custody(item(n), &format!("{n}.txt"))));
    }
    for n in 1..=ITEMS {
        at_once.read(item(n), &[plain(&text(n), 0)]);
    }
    at_once.settle();
    let mut bit_by_bit = Desk::new();
    for n in 1..=ITEMS {
        bit_by_bit.fold(Event::Taken(custody(item(n), &format!("{n}.txt"))));
        if n % 7 == 0 {
            bit_by_bit.settle();
        }
    }
    for n in (1..=ITEMS).rev() {
        bit_by_bit.read(item(n), &[plain("otra cosa que ya no está", 0)]);
        if n % 5 == 0 {
            bit_by_bit.settle();
        }
        bit_by_bit.read(item(n), &[plain(&text(n), 0)]);
    }
    bit_by_bit.settle();
    let queries =
        ["uno", "uno dos", "dos OR tres", "\"uno tres\"", "cinco NEAR/2 uno", "t*", "cinko~", "uno -dos", ""];
    let answers = |desk: &Desk| {
        queries.map(|words| {
            let found = desk.search(words);
            (found.total, found.facets, found.hits)
        })
    };
    let expected = answers(&at_once);
    assert!(expected.iter().all(|(total, ..)| *total > 3));
    assert_eq!(answers(&bit_by_bit), expected);
    bit_by_bit.index = None;
    Index::remove(&bit_by_bit.index_path()).unwrap();
    bit_by_bit.reopen();
    bit_by_bit.settle();
    assert_eq!(answers(&bit_by_bit), expected);
}

#[test]
fn equals_stand_in_the_order_of_intake() {
    let desk = Desk::with(&["lista igual"; 20]);
    assert_eq!(desk.finds("lista"), (1..=20).collect::<Vec<_>>());
    assert_eq!(desk.finds(""), (1..=20).collect::<Vec<_>>());
}
