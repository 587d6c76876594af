//! The query language: what each construction finds, what is said of a query that cannot be read, and what is offered
//! when nothing is found.

use case::search::{Days, FacetKind, Filters, Problem, SearchError};
use model::{Event, LedgerState, MediaType, Obtained, Parent};

use super::desk::Desk;
use super::support::{custody, item, plain};

fn desk() -> Desk {
    Desk::with(&[
        "uno dos tres cuatro cinco seis",
        "seis cinco cuatro tres dos uno",
        "uno tres cinco",
        "dos cuatro seis uno",
    ])
}

#[test]
fn words_join_in_both_languages() {
    let desk = desk();
    for (words, expected) in [
        ("uno dos", &[1, 2, 4][..]),
        ("uno AND dos", &[1, 2, 4]),
        ("uno Y dos", &[1, 2, 4]),
        ("uno OR dos", &[1, 2, 3, 4]),
        ("uno O dos", &[1, 2, 3, 4]),
        ("uno -dos", &[3]),
        ("uno NOT dos", &[3]),
        ("uno NO dos", &[3]),
        ("-dos", &[3]),
        ("tres (dos OR -seis)", &[1, 2, 3]),
        ("\"dos tres\"", &[1]),
        ("“dos tres”", &[1]),
        ("«tres dos»", &[2]),
        ("\"dos seis\"~0", &[]),
        ("\"dos cinco\"~2", &[1, 2]),
        ("dos NEAR/1 cuatro", &[1, 2, 4]),
        ("dos CERCA/0 cuatro", &[4]),
        ("uno NEAR/0 dos NEAR/0 tres", &[1, 2]),
        ("\"uno dos\" NEAR/3 seis", &[1]),
        ("(dos OR cinco) NEAR/0 tres", &[1, 2, 3]),
        ("cua*", &[1, 2, 4]),
        ("\"tres cua*\"", &[1]),
        ("cuator~2", &[1, 2, 4]),
        ("cuatros~", &[1, 2, 4]),
        ("", &[1, 2, 3, 4]),
        ("name:3", &[3]),
        ("nombre:txt uno -nombre:1", &[2, 3, 4]),
        ("y o no", &[]),
    ] {
        desk.check(words, expected);
    }
}

#[test]
fn a_reading_says_what_was_understood_and_means_the_same() {
    let desk = desk();
    fn check(desk: &Desk, words: &str, reading: &str) {
        let found = desk.search(words);
        assert_eq!(found.reading, reading, "{words:?}");
        assert_eq!(desk.search(reading).reading, reading, "it settles");
        assert_eq!(desk.search(reading).hits, found.hits);
    }
    check(&desk, "  uno   AND dos ", "uno dos");
    check(&desk, "uno Y (dos O tres)", "uno (dos O tres)");
    check(&desk, "uno OR dos tres", "uno OR (dos tres)");
    check(&desk, "NOT (uno dos)", "-(uno dos)");
    check(&desk, "«uno  dos»", "\"uno dos\"");
    check(&desk, "\"uno dos*\"", "\"uno dos*\"");
    check(&desk, "\"dos uno\"~3", "\"dos uno\"~3");
    check(&desk, "uno NEAR dos", "uno NEAR/10 dos");
    check(&desk, "\"uno\"", "\"uno\"");
    check(&desk, "state:whole lang:es from:\"el comité\"", "state:whole lang:es from:\"el comité\"");
    check(&desk, "estado:parcial", "estado:partial");
    check(&desk, "published:2025-02..2025-03", "published:2025-02-01..2025-03-31");
}

#[test]
fn what_cannot_be_read_is_shown_where_with_what_can() {
    let desk = desk();
    fn check(desk: &Desk, words: &str, at: usize, problem: Problem, nearest: &str) {
        match desk.ask(words, Filters::default()) {
            Err(SearchError::Syntax { at: found, problem: what, nearest: offered }) => {
                assert_eq!((found, what, offered.as_str()), (at, problem, nearest), "{words:?}");
            }
            other => panic!("{words:?}: {other:?}"),
        }
        desk.search(nearest);
    }
    check(&desk, "ñandú \"uno dos", 6, Problem::OpenQuote, "ñandú \"uno dos\"");
    check(&desk, "(uno dos", 0, Problem::OpenParenthesis, "uno dos");
    check(&desk, "uno) dos", 3, Problem::StrayParenthesis, "uno dos");
    check(&desk, "uno OR", 4, Problem::NothingBeside, "uno");
    check(&desk, "OR uno", 0, Problem::NothingBeside, "uno");
    check(&desk, "uno AND OR dos", 4, Problem::NothingBeside, "uno OR dos");
    check(&desk, "AND", 0, Problem::NothingBeside, "");
    check(&desk, "uno NEAR/3", 4, Problem::NothingBeside, "uno");
    check(&desk, "uno NOT", 4, Problem::NothingBeside, "uno");
    check(&desk, "uno () dos", 4, Problem::NoWords, "uno dos");
    check(&desk, "uno ¡!", 4, Problem::NoWords, "uno");
    check(&desk, "\"...\" uno", 0, Problem::NoWords, "uno");
    check(&desk, "uno~3", 3, Problem::BadDistance, "uno~2");
    check(&desk, "\"uno dos\"~99", 9, Problem::BadDistance, "\"uno dos\"~50");
    check(&desk, "uno NEAR/x dos", 4, Problem::BadDistance, "uno NEAR/10 dos");
    check(&desk, "uno NEAR/3 -dos", 4, Problem::NotNear, "uno -dos");
    check(&desk, "type: uno", 0, Problem::NoValue, "uno");
    check(&desk, "estado:mojado uno", 7, Problem::BadState, "uno");
    check(&desk, "published:ayer", 10, Problem::BadDays, "");
    check(&desk, &"(".repeat(60), 0, Problem::OpenParenthesis, "");
    check(&desk, &format!("\"{}\"", "uno ".repeat(51)), 0, Problem::LongPhrase, &["\"uno\""; 51].join(" "));
}

#[test]
fn nothing_found_offers_the_nearest_that_finds_something() {
    let desk = Desk::with(&[
        "The President hit back after she criticised the conditions at the maximum security prison in the north; he said that all would go.",
        "Una lista de personas trasladadas al penal de Río Seco.",
    ]);
    fn check(desk: &Desk, words: &str, nearest: Option<(&str, u64)>) {
        let found = desk.search(words);
        assert_eq!(found.total, 0, "{words:?}");
        let offered = found.nearest.as_ref().map(|it| (it.words.as_str(), it.total));
        assert_eq!(offered, nearest, "{words:?}");
        if let Some((words, total)) = nearest {
            assert_eq!(desk.search(words).total, total);
        }
    }
    check(&desk, "\"criticised conditions\"", Some(("criticised NEAR/10 conditions", 1)));
    check(&desk, "\"president said\"", Some(("president said", 1)));
    check(&desk, "persoans", Some(("persoans~2", 1)));
    check(&desk, "lista \"Rio Saco\"", Some(("lista Rio Saco~", 1)));
    check(&desk, "lista zanahoria", Some(("lista OR zanahoria~2", 1)));
    check(&desk, "lista state:failed", Some(("lista", 1)));
    check(&desk, "zanahoria", None);
    let filters = Filters { states: vec![LedgerState::Erased], ..Filters::default() };
    let nearest = desk.ask("lista", filters).unwrap().nearest.unwrap();
    assert_eq!((nearest.words.as_str(), nearest.without_filters, nearest.total), ("lista", true, 1));
}

#[test]
fn filters_and_their_counts() {
    let mut desk = Desk::new();
    let days = ["2031-03-04T05:06:07Z", "2031-04-04T23:59:59Z", "2031-04-05T00:00:00Z"];
    for (n, at) in (1..).zip(days) {
        let mut record = custody(item(n), &format!("{n}.txt"));
        record.at = at.parse().unwrap();
        record.from = (n > 1).then(|| "Comité de Familiares".into());
        if n == 3 {
            record.obtained = Obtained::Member;
            record.parent = Some(Parent { item: item(1), path: "dentro/3.txt".into() });
        }
        desk.take(
            record,
            &[plain(if n == 1 { "lista the of and to in that was" } else { "lista de la que el en los" }, 0)],
        );
    }
    desk.fold(Event::Taken(model::Custody {
        sniffed: MediaType::new("application/pdf"),
        ..custody(item(4), "lista.pdf")
    }));
    desk.settle();
    let found = |words: &str, filters: Filters| -> Vec<u32> {
        let mut numbers: Vec<u32> =
            desk.ask(words, filters).unwrap().hits.iter().map(|hit| super::desk::number(hit.item)).collect();
        numbers.sort_unstable();
        numbers
    };
    let none = Filters::default;
    assert_eq!(found("lista", none()), [1, 2, 3, 4]);
    assert_eq!(found("lista", Filters { kinds: vec!["pdf".into()], ..none() }), [4]);
    assert_eq!(found("type:pdf", none()), [4]);
    assert_eq!(found("tipo:text -idioma:es", none()), [1]);
    assert_eq!(found("", Filters { languages: vec!["es".into(), "?".into()], ..none() }), [2, 3, 4]);
    assert_eq!(found("from:comite", none()), [2, 3]);
    assert_eq!(found("", Filters { from: vec![String::new()], ..none() }), [1, 4]);
    assert_eq!(found("", Filters { states: vec![LedgerState::Unread], ..none() }), [4]);
    assert_eq!(found("estado:completo", none()), [1, 2, 3]);
    assert_eq!(found("", Filters { taken_in: Some("2031-04-04".parse::<Days>().unwrap()), ..none() }), [2]);
    assert_eq!(found("taken:2031-04..", none()), [2, 3]);
    assert_eq!(found("", Filters { containers: vec![item(1)], ..none() }), [3]);
    assert_eq!(found("in:1.txt", none()), [3]);
    assert_eq!(found("published:2031", none()), [0_u32; 0]);

    let answer = desk.ask("lista", Filters { languages: vec!["es".into()], ..none() }).unwrap();
    let counts = |of: FacetKind| -> Vec<(String, u64)> {
        let facet = answer.facets.iter().find(|facet| facet.of == of).unwrap();
        facet.values.iter().map(|it| (it.value.clone(), it.items)).collect()
    };
    let pairs = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs.iter().map(|(value, items)| ((*value).to_owned(), *items)).collect()
    };
    // A filter's own counts are those without it.
    assert_eq!(counts(FacetKind::Language), pairs(&[("es", 2), ("?", 1), ("en", 1)]));
    assert_eq!(counts(FacetKind::Kind), pairs(&[("text/plain", 2)]));
    assert_eq!(counts(FacetKind::TakenIn), pairs(&[("2031-04", 2)]));
    assert_eq!(counts(FacetKind::From), pairs(&[("Comité de Familiares", 2)]));
    assert_eq!(counts(FacetKind::State), pairs(&[("whole", 2)]));
    assert_eq!(counts(FacetKind::Published), pairs(&[("?", 2)]));
    assert_eq!(counts(FacetKind::Container), pairs(&[(&item(1).to_string(), 1)]));
}
