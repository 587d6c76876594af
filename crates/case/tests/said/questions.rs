//! What is asked is answered, in order, with everything that was written.

use case::Page;
use case::said::{Found, Period, Rows, SURE, Speaker, Wanted};
use model::CharSpan;

use super::desk::{Desk, at, claims, counted, dated, says};
use super::support::item;

const ONE: &str = "«Golpearon a Nelson Arocha», dijo Inés Ordóñez.";
const TWO: &str = "Rubén Sáez: «No hubo golpes».";

#[test]
fn what_was_written_is_read_back_and_indices_count_in_the_item() {
    let mut desk = Desk::new();
    let mut first = says(ONE, "Inés Ordóñez", "«Golpearon a Nelson Arocha»", "alleges");
    first.quotations[0].cue = Some(at(ONE, "dijo"));
    let mut second = says(ONE, "Nelson Arocha", "Golpearon", "asserts");
    let from = at(ONE, "Inés");
    second.quotations[0].speaker = Speaker::Resolved { chain: 0, name: "Nelson Arocha".into(), from };
    second.quotations[0].content.push(at(ONE, "dijo"));
    second.quotations.push(second.quotations[0].clone());
    second.quotations[1].inside = Some(0);
    second.quotations[1].speaker = Speaker::Unknown;
    second = claims(second, ONE, ("ill-treatment", "Golpearon"), &["Nelson Arocha"]);
    desk.take(1, ONE, &[first.clone(), second.clone()]);

    let quotes = desk.annotations.quotes(&Wanted::default(), Page::ALL).unwrap();
    let found: Vec<_> = quotes.iter().map(|it| it.quotation.clone()).collect();
    let mut expected = [first.quotations, second.quotations].concat();
    expected[1].speaker = Speaker::Resolved { chain: 1, name: "Nelson Arocha".into(), from };
    expected[2].inside = Some(1);
    assert_eq!(found, expected);
    assert_eq!(quotes.iter().map(|it| it.position).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(quotes[1].violations, [("ill-treatment".to_owned(), at(ONE, "Golpearon"))]);
    assert_eq!(quotes[1].about, ["nelson arocha"]);
    assert_eq!(desk.annotations.quote(item(1), 2).unwrap().as_ref(), Some(&quotes[2]));
    let end = CharSpan { start: at(ONE, "dijo").start, end: 1000 };
    let within = desk.annotations.quotes_within(item(1), end).unwrap();
    assert_eq!(within.iter().map(|it| it.position).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn quotations_are_found_by_speaker_stance_and_violation() {
    let mut desk = Desk::new();
    let one = says(ONE, "Inés Ordóñez", "«Golpearon a Nelson Arocha»", "alleges");
    desk.take(1, ONE, &[claims(one, ONE, ("ill-treatment", "Golpearon"), &["nelson arocha"])]);
    let mut two = says(TWO, "Rubén Sáez", "«No hubo golpes»", "denies");
    two.quotations[0].speaker = Speaker::Described { words: "un vocero".into() };
    desk.take(2, TWO, &[two]);
    let check = |wanted: Wanted, expected: &[u32]| {
        let quotes = desk.annotations.quotes(&wanted, Page::ALL).unwrap();
        let items: Vec<_> = quotes.iter().map(|it| it.item).collect();
        assert_eq!(items, expected.iter().map(|n| item(*n)).collect::<Vec<_>>(), "{wanted:?}");
        assert_eq!(desk.annotations.count_quotes(&wanted).unwrap(), expected.len() as u64);
    };
    let speaker = |name: &str| Wanted { speaker: Some(name.into()), ..Wanted::default() };
    check(Wanted::default(), &[1, 2]);
    check(speaker("ordonez"), &[1]);
    check(speaker("ORDÓÑEZ, Inés"), &[1]);
    check(speaker("ordo"), &[]);
    check(speaker("%"), &[]);
    check(speaker("vocero"), &[2]);
    check(Wanted { stance: Some("denies".into()), ..Wanted::default() }, &[2]);
    check(Wanted { violation: Some("ill-treatment".into()), ..Wanted::default() }, &[1]);
    check(Wanted { violation: Some("torture".into()), ..Wanted::default() }, &[]);
    check(Wanted { known: Some("described".into()), ..Wanted::default() }, &[2]);
    check(Wanted { item: Some(item(2)), ..Wanted::default() }, &[2]);
    let names = desk.annotations.speakers(&Wanted::default(), 10).unwrap();
    assert_eq!(names.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Inés Ordóñez"]);
}

#[test]
fn an_unsure_allegation_of_a_violation_is_shown_and_other_unsure_words_are_not() {
    let mut desk = Desk::new();
    let mut one = says(ONE, "Inés Ordóñez", "«Golpearon a Nelson Arocha»", "alleges");
    one.quotations[0].confidence = 20;
    desk.take(1, ONE, &[claims(one.clone(), ONE, ("ill-treatment", "Golpearon"), &[])]);
    desk.take(2, ONE, &[one.clone()]);
    one.quotations[0].source = None;
    desk.take(3, ONE, &[claims(one, ONE, ("ill-treatment", "Golpearon"), &[])]);
    let check = |sure, expected: &[u32]| {
        let quotes = desk.annotations.quotes(&Wanted { sure, ..Wanted::default() }, Page::ALL).unwrap();
        let items: Vec<_> = quotes.iter().map(|it| it.item).collect();
        assert_eq!(items, expected.iter().map(|n| item(*n)).collect::<Vec<_>>(), "{sure}");
    };
    check(0, &[1, 2, 3]);
    check(SURE, &[1]);
    check(SURE + 1, &[]);
}

#[test]
fn one_text_may_set_two_sides_against_each_other() {
    let mut desk = Desk::new();
    let mut found = says(ONE, "Inés Ordóñez", "«Golpearon a Nelson Arocha»", "alleges");
    found = claims(found, ONE, ("torture", "Golpearon"), &[]);
    found.quotations.push(found.quotations[0].clone());
    found.quotations[1].speaker = Speaker::Unknown;
    found.quotations[1].stance = "denies".into();
    let mut denial = found.claims[0].clone();
    (denial.quotation, denial.stance, denial.violations) = (1, "denies".into(), vec![]);
    found.claims[0].opposes = vec![1];
    denial.opposes = vec![0];
    found.claims.push(denial);
    desk.take(1, ONE, &[found]);
    let disputes = desk.annotations.disputes(Page::ALL).unwrap();
    assert_eq!(disputes.len(), 1);
    let it = &disputes[0];
    assert_eq!((it.claim.position, it.denial.position, it.opposed), (0, 1, true));
}

#[test]
fn the_timeline_goes_by_days_and_keeps_what_has_none() {
    let text = "en marzo de 2025, el 7 de marzo de 2025, ayer, tres días, en 2024";
    let mut desk = Desk::new();
    let dates = vec![
        dated(text, "en marzo de 2025", Some("2025-03"), "month"),
        dated(text, "el 7 de marzo de 2025", Some("2025-03-07"), "day"),
        dated(text, "ayer", None, "day"),
        dated(text, "tres días", Some("P3D"), "duration"),
        dated(text, "en 2024", Some("2024"), "year"),
    ];
    desk.take(1, text, &[Found { dates, ..Found::default() }]);
    let check = |from: Option<&str>, to: Option<&str>, expected: &[&str]| {
        let day = |day: Option<&str>| day.map(|day| day.parse().unwrap());
        let period = Period { item: None, from: day(from), to: day(to), rows: Rows::Any };
        let found = desk.annotations.timeline(&period, Page::ALL).unwrap();
        let values: Vec<_> = found.iter().filter_map(|it| it.date.value.as_deref()).collect();
        assert_eq!(values, expected);
        assert_eq!(desk.annotations.count_timeline(&period).unwrap(), expected.len() as u64);
    };
    check(None, None, &["2024", "2025-03", "2025-03-07"]);
    check(Some("2025-03-08"), None, &["2025-03"]);
    check(None, Some("2024-06-30"), &["2024"]);
    let unresolved = desk.annotations.unresolved(&Period::default(), Page::ALL).unwrap();
    assert_eq!(unresolved.iter().map(|it| it.date.span).collect::<Vec<_>>(), [at(text, "ayer")]);
    assert_eq!(desk.annotations.count_unresolved(&Period::default()).unwrap(), 1);
}

#[test]
fn figures_of_one_thing_stand_together_whatever_their_source() {
    let (one, two) =
        ("252 detenidos trasladados desde el coliseo en 3 buses", "238 detenidos trasladados del coliseo");
    let mut desk = Desk::new();
    let quantities = vec![counted(one, "252", 252.0, "detenido"), counted(one, "3", 3.0, "bus")];
    desk.take(1, one, &[Found { quantities, ..Found::default() }]);
    let quantities = vec![counted(two, "238", 238.0, "detenido")];
    desk.take(2, two, &[Found { quantities, ..Found::default() }]);
    let things = desk.annotations.figures(None, Rows::Any, Page::ALL).unwrap();
    let values =
        |of: usize| things[of].figures.iter().map(|it| (it.item, it.quantity.low)).collect::<Vec<_>>();
    assert_eq!(things.iter().map(|it| it.head.as_str()).collect::<Vec<_>>(), ["detenido", "bus"]);
    assert_eq!(values(0), [(item(1), 252.0), (item(2), 238.0)]);
    assert!(things[0].figures.iter().all(|it| it.disagrees) && !things[1].figures[0].disagrees);
    for of in ["detenido", "Detenidos", "buses"] {
        assert_eq!(desk.annotations.count_things(Some(of), Rows::Any).unwrap(), 1, "{of}");
    }
    assert_eq!(desk.annotations.figures(Some("avión"), Rows::Any, Page::ALL).unwrap(), []);
}
