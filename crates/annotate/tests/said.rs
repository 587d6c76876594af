//! Who said what in short invented texts of both languages, through the room's one function.

use annotate::kinds::{Speaker, Stance};
use annotate::{Options, annotate};
use jiff::civil::date;

/// The first quotation's speaker (or `?`), its stance and its content.
fn check(text: &str, speaker: &str, stance: Stance, content: &str) {
    let all = annotate(text, &Options { language: None, published: Some(date(2025, 3, 12)) });
    let quotation = all.quotations.first().unwrap_or_else(|| panic!("a quotation in {text:?}"));
    let found = match quotation.speaker {
        Speaker::Named { chain } | Speaker::Resolved { chain, .. } => {
            all.chains[chain as usize].name.slice(text).expect("slices")
        }
        Speaker::Described | Speaker::Unknown => "?",
    };
    let words: Vec<&str> = quotation.content.iter().filter_map(|span| span.slice(text)).collect();
    assert_eq!((found, quotation.stance, words.join(" | ").as_str()), (speaker, stance, content), "{text}");
}

#[test]
fn spanish() {
    check(
        "La ministra de Justicia, Elvira Montoro Salas, negó este miércoles que en el penal de Piedra Honda se torture a los internos.",
        "Elvira Montoro Salas",
        Stance::Denies,
        "que en el penal de Piedra Honda se torture a los internos",
    );
    check(
        "«No firmé nada», dijo Ana Cifuentes Rueda.",
        "Ana Cifuentes Rueda",
        Stance::Asserts,
        "«No firmé nada»",
    );
    check(
        "El pasado domingo habría muerto uno de ellos, según fuentes del hospital.",
        "?",
        Stance::Alleges,
        "El pasado domingo habría muerto uno de ellos",
    );
}

#[test]
fn english() {
    check(
        "“We saw nothing at all that night,” said Tomas Brandt.",
        "Tomas Brandt",
        Stance::Asserts,
        "“We saw nothing at all that night,”",
    );
    check(
        "“Until then we will go on as before,” read the post by Nadia Ferrer.",
        "Nadia Ferrer",
        Stance::Asserts,
        "“Until then we will go on as before,”",
    );
}

#[test]
fn who_says_that_it_did_not_happen_denies_it() {
    check(
        "El ministro Baltasar Niño Prado afirmó que nadie fue golpeado durante el traslado.",
        "Baltasar Niño Prado",
        Stance::Denies,
        "que nadie fue golpeado durante el traslado",
    );
    check(
        "The warden, Tomas Brandt, said that no inmate has been mistreated.",
        "Tomas Brandt",
        Stance::Denies,
        "that no inmate has been mistreated",
    );
    check(
        "The mother, Ana Brandt, said that nobody has investigated the beatings.",
        "Ana Brandt",
        Stance::Asserts,
        "that nobody has investigated the beatings",
    );
}

#[test]
fn denials_stand_against_what_they_deny() {
    fn check(text: &str, opposed: &[(&str, &str)]) {
        let all = annotate(text, &Options::default());
        let words = |claim: u32| {
            let quotation = all.claims[claim as usize].quotation as usize;
            all.quotations[quotation].content[0].slice(text).expect("slices")
        };
        let claims = (0_u32..).zip(&all.claims).filter(|(_, claim)| claim.stance == Stance::Denies);
        let found: Vec<(&str, &str)> = claims
            .flat_map(|(at, claim)| claim.opposes.iter().map(move |&other| (words(at), words(other))))
            .collect();
        assert_eq!(found, opposed, "{text}");
    }
    check(
        "Nelson Brandt said that he was beaten on arrival. The warden, Fabio Lindt, has denied such accounts.",
        &[("such accounts", "that he was beaten on arrival")],
    );
    check(
        "Nelson Brandt denunció que lo golpearon y que fue golpeado de nuevo. El ministro Fabio Lindo Mora aseguró que en el penal no se tortura a nadie.",
        &[("que en el penal no se tortura a nadie", "que lo golpearon y que fue golpeado de nuevo")],
    );
    check(
        "Nelson Brandt said that the sea was calm. The warden, Fabio Lindt, has denied such accounts.",
        &[],
    );
}

#[test]
fn a_title_is_no_quotation() {
    for text in [
        "The film, titled \"Inside the Wall\", opens soon.",
        "El documental titulado «Las horas» se estrena hoy.",
    ] {
        let all = annotate(text, &Options::default());
        assert!(all.quotations.is_empty(), "{text}: {:?}", all.quotations);
    }
}

#[test]
fn what_is_only_supposed_or_an_idiom_is_no_quotation() {
    for text in [
        "The inspectors will come back if they believe that the cells are full.",
        "Nadia Ferrer took a dig at the ministry over the deportation of her brother.",
    ] {
        let all = annotate(text, &Options::default());
        assert!(all.quotations.is_empty(), "{text}: {:?}", all.quotations);
    }
}

#[test]
fn the_subject_of_a_perfect_and_the_end_before_a_joined_verb() {
    let contents = |text: &str| -> Vec<(String, String)> {
        let words = |span: &model::Span| span.slice(text).expect("slices").to_owned();
        let of = |it: &annotate::kinds::Quotation| {
            let content: Vec<String> = it.content.iter().map(words).collect();
            (it.source.as_ref().map(words).unwrap_or_default(), content.join(" | "))
        };
        annotate(text, &Options::default()).quotations.iter().map(of).collect()
    };
    let pair = |source: &str, content: &str| vec![(source.to_owned(), content.to_owned())];
    assert_eq!(
        contents("Human rights organisations have reported numerous beatings in the prison."),
        pair("Human rights organisations", "numerous beatings in the prison")
    );
    assert_eq!(
        contents(
            "Nadia Ferrer called the prisons “brutal” for their alleged beatings and took a train home."
        ),
        pair("Nadia Ferrer", "the prisons “brutal” for their alleged beatings")
    );
}

#[test]
fn relative_dates_without_an_anchor_stay_unresolved() {
    let text =
        "Earlier this week it was cancelled; nine months later nobody knew. In February 2025 they left.";
    let dates = annotate(text, &Options::default()).dates;
    let values: Vec<Option<&str>> = dates.iter().map(|date| date.value.as_deref()).collect();
    assert_eq!(values, [None, None, Some("2025-02")]);
}

#[test]
fn what_figures_count() {
    let check = |text: &str, expected: (f64, f64, Option<&str>, Option<&str>)| {
        let all = annotate(text, &Options::default());
        let it = all.quantities.first().unwrap_or_else(|| panic!("a quantity in {text:?}"));
        assert_eq!((it.low, it.high, it.unit.as_deref(), it.head.as_deref()), expected, "{text}");
    };
    check("The prison has a capacity of 20,000- 40,000.", (20_000.0, 40_000.0, None, Some("capacity")));
    check("They were sent in exchange for $6 million.", (6e6, 6e6, Some("USD"), None));
    check("Hundreds of Venezuelan migrants were moved.", (100.0, 100.0, None, Some("migrant")));
    check("Al menos 252 personas fueron trasladadas.", (252.0, 252.0, None, Some("persona")));
    check("Entre 20 y 30 presos siguen en huelga.", (20.0, 30.0, None, Some("preso")));
}

#[test]
fn a_dateline_is_no_surname() {
    let names = |text: &str| {
        let all = annotate(text, &Options { language: None, published: None });
        all.chains.iter().filter_map(|chain| chain.name.slice(text)).map(str::to_owned).collect::<Vec<_>>()
    };
    let dated = names(
        "Rueda de prensa del ministro Octavio Larrondo Peñalver\nTorreclara, jueves 15 de febrero de 2024.",
    );
    assert!(dated.contains(&"Octavio Larrondo Peñalver".to_owned()), "{dated:?}");
}
