//! The longest item is searched whole, across every border inside it.

use super::desk::{Desk, at};
use super::support::{custody, item, split};

#[test]
fn every_word_and_phrase_of_a_long_text_is_found_at_its_place() {
    const WORDS: usize = 60_000;
    let word = |n: usize| format!("pal{}é", (b'a' + (n % 7) as u8) as char);
    let marked: Vec<usize> = (0..WORDS).step_by(997).collect();
    let text: String = (0..WORDS)
        .map(|n| if marked.contains(&n) { format!("hito{n}ñ fin{n} ") } else { format!("{} ", word(n)) })
        .collect();
    let mut desk = Desk::new();
    desk.take(custody(item(1), "larga.txt"), &split(&text, 10_000));
    desk.take(custody(item(2), "corta.txt"), &split("hito997n y nada más", 10_000));
    desk.settle();
    for n in &marked {
        for words in [format!("hito{n}ñ"), format!("\"hito{n}n fin{n}\""), format!("fin{n} NEAR/3 hito{n}ñ")]
        {
            let found = desk.search(&words);
            let hit = found.hits.iter().find(|hit| hit.item == item(1)).expect("it is there");
            let snippet = &hit.snippets[0];
            assert!(
                at(&desk.catalogue, item(1), snippet.anchor).starts_with(&format!("hito{n}ñ")),
                "{words}"
            );
            assert_eq!((hit.snippets.len(), hit.more), (1, 0), "{words}");
        }
    }
    // Words of one item that stand far from each other, in whatever stretches.
    desk.check("hito0ñ hito59820ñ", &[1]);
    let hit = &desk.search("hito0ñ hito59820ñ").hits[0];
    assert_eq!(hit.snippets.len(), 2, "both are shown");
    desk.check("hito997n -fin59820", &[2]);
    let common = &desk.search("palaé").hits[0];
    assert!(common.more > 8_000, "{}", common.more);
    assert_eq!(desk.search("hito997n").total, 2, "items are counted, not stretches");
}
