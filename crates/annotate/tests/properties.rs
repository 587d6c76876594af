//! What holds for any text: every span slices to its words, indices point at what is there, the same text gives the same
//! annotations in any thread, a paragraph with an odd mark harms no other, and rubbish ends.

use annotate::kinds::{DateAnchor, Speaker};
use annotate::{Annotations, Language, Options, annotate};
use jiff::civil::date;
use model::Span;
use proptest::prelude::*;

fn spans(all: &Annotations) -> Vec<Span> {
    let mut spans = Vec::new();
    for it in &all.mentions {
        spans.push(it.span);
        spans.extend(it.honorific.iter().chain(&it.roles).chain(&it.family_name));
    }
    for it in &all.chains {
        spans.push(it.name);
        spans.extend(it.aliases.iter().chain(&it.roles));
    }
    for it in &all.quotations {
        spans.extend(it.content.iter().chain(&it.cue).chain(&it.source).chain(&it.addressee));
        if let Speaker::Resolved { from, .. } = it.speaker {
            spans.push(from);
        }
    }
    spans.extend(all.claims.iter().flat_map(|it| it.violations.iter().map(|(_, span)| *span)));
    for it in &all.dates {
        spans.push(it.span);
        if let DateAnchor::Text { span } = it.anchor {
            spans.push(span);
        }
    }
    for it in &all.quantities {
        spans.push(it.span);
        spans.extend(it.counted.iter().chain(&it.place));
    }
    spans
}

fn check(text: &str) -> Annotations {
    let options = Options { language: None, published: Some(date(2025, 3, 14)) };
    let all = annotate(text, &options);
    for span in spans(&all) {
        assert!(span.slice(text).is_some_and(|words| !words.is_empty()), "{span:?} in {text:?}");
    }
    let (chains, quotations, claims) = (all.chains.len(), all.quotations.len(), all.claims.len());
    assert!(all.mentions.iter().all(|it| (it.chain as usize) < chains));
    for it in &all.quotations {
        assert!(!it.content.is_empty());
        assert!(it.inside.iter().chain(&it.continues).all(|at| (*at as usize) < quotations));
        if let Speaker::Named { chain } | Speaker::Resolved { chain, .. } = it.speaker {
            assert!((chain as usize) < chains);
        }
    }
    for (at, it) in all.claims.iter().enumerate() {
        assert!((it.quotation as usize) < quotations);
        assert!(it.about.iter().all(|chain| (*chain as usize) < chains));
        assert!(
            it.opposes.iter().all(|other| (*other as usize) < claims
                && all.claims[*other as usize].opposes.contains(&(at as u32)))
        );
    }
    assert!(all.quantities.iter().all(|it| it.low <= it.high && it.low.is_finite()));
    all
}

/// Pieces of reports, marks and rubbish.
fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "''",
        "``",
        "—",
        " — ",
        "--",
        ": ",
        ", ",
        ". ",
        "\n\n",
        "\n",
        "\t",
        "(",
        ")",
        "...",
        "said ",
        "dijo ",
        "according to ",
        "según ",
        "que ",
        "that ",
        "negó ",
        "denied ",
        "habría ",
        "alias ",
        "Nombre: ",
        "Ana Cifuentes ",
        "LUNA ORTIZ, José",
        "Mr. Salas ",
        "la ministra ",
        "she ",
        "el abogado ",
        "El Salvador ",
        "torture ",
        "last week ",
        "hace dos meses ",
        "3 de marzo de 2025 ",
        "a mediados de ",
        "20,000-40,000 ",
        "$6 million ",
        "unos 300 presos ",
        "at least 252 people in ",
        "entre 20 y 30 ",
        "treinta y cinco ",
        "cientos de miles de ",
        "1.2.3,4 ",
        "mil ",
        "99999999999999999999 ",
        "\u{feff}",
        "e\u{301}",
        "🕊",
        "漢字",
        "\u{202e}",
        "\0",
        "ß",
        "İ",
        "ǅ",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 2 => "\\PC{0,12}", 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_slice_and_indices_hold(fragments in prop::collection::vec(fragment(), 0..60)) {
        check(&fragments.concat());
    }

    #[test]
    fn a_fixed_language_holds_too(fragments in prop::collection::vec(fragment(), 0..40), spanish in any::<bool>()) {
        let text = fragments.concat();
        let language = Some(if spanish { Language::Spanish } else { Language::English });
        for span in spans(&annotate(&text, &Options { language, published: None })) {
            prop_assert!(span.slice(&text).is_some());
        }
    }
}

#[test]
fn the_same_text_gives_the_same_whatever_the_thread() {
    let text =
        "“No,” said Ana Cifuentes on Sunday. She denied that 252 people were beaten.\n\n—No sé —dijo él.";
    let here = check(text);
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(move || check(text))).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic"), here);
    }
}

#[test]
fn an_odd_mark_costs_at_most_its_paragraph() {
    let good = "“We saw nothing at all that night,” said Tomas Brandt.";
    let alone = check(good).quotations;
    let text = format!("The \"odd mark stays here. It closes nowhere.\n\n{good}");
    let offset = (text.len() - good.len()) as u64;
    let after: Vec<_> =
        check(&text).quotations.into_iter().filter(|it| it.content[0].start >= offset).collect();
    assert_eq!(after.len(), alone.len());
    assert_eq!(after[0].content[0], alone[0].content[0].shifted(offset));
}

#[test]
fn rubbish_ends() {
    let long = 96 * 1024;
    check(&"\"".repeat(long));
    check(&"“".repeat(long / 3));
    check(&"« \" ’ ".repeat(long / 8));
    check(&"a".repeat(long));
    check(&"said that the ".repeat(long / 14));
    check(&"Ana dijo que ".repeat(long / 13));
    check(&"Ana Luz, ".repeat(long / 9));
    check(&"1 ".repeat(long / 2));
    check(&"mil ".repeat(long / 4));
    check(&"—".repeat(long / 3));
    check(&"漢字かな".repeat(long / 12));
    let bytes: Vec<u8> = (0..long as u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check(&String::from_utf8_lossy(&bytes));
}

#[test]
fn pieces_make_the_whole() {
    let paragraph =
        "The warden, Alan Trescott, denied that 30 men were beaten on Sunday. “Not one letter,” he said.\n\n";
    let text = paragraph.repeat(2000);
    let all = check(&text);
    assert!(all.quotations.len() >= 3000, "{}", all.quotations.len());
    let starts: Vec<u64> = all.mentions.iter().map(|it| it.span.start).collect();
    assert!(starts.is_sorted());
}
