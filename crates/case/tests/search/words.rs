//! Words in any case, form and division are found, and exactly they are marked.

use super::desk::Desk;

#[test]
fn accents_capitals_and_normal_forms_hide_nothing() {
    let desk = Desk::with(&[
        "La prisión de máxima seguridad.",
        "LA PRISIÓN DE MÁXIMA SEGURIDAD.",
        "La prisio\u{301}n de ma\u{301}xima seguridad.",
        "La prision de maxima seguridad.",
        "Otra cosa.",
    ]);
    for words in [
        "prisión",
        "prision",
        "PRISIÓN",
        "prisio\u{301}n",
        "\"prisión de máxima\"",
        "pris*",
        "prixion~",
        "máxima NEAR/2 prisión",
    ] {
        desk.check(words, &[1, 2, 3, 4]);
    }
    assert_eq!(desk.quotes("prision"), ["prisión"]);
    assert_eq!(desk.quotes("\"prision de maxima\""), ["prisión de máxima"]);
}

#[test]
fn the_tilde_of_n_hides_nothing() {
    let desk = Desk::with(&["Luis Ordóñez Peña", "LUIS ORDONEZ PENA", "Luis Ordon\u{303}ez Pen\u{303}a"]);
    for words in ["Ordóñez", "ordonez", "PEÑA", "\"ordoñez pena\""] {
        desk.check(words, &[1, 2, 3]);
    }
}

#[test]
fn both_languages_are_stemmed_and_exact_words_are_exact() {
    let desk = Desk::with(&[
        "Las desapariciones y las detenciones arbitrarias.",
        "Una detención y una desaparición arbitraria.",
        "They were deporting prisoners; the deportation was criticised.",
        "He was deported and criticises it.",
    ]);
    desk.check("detención", &[1, 2]);
    desk.check("desaparicion", &[1, 2]);
    desk.check("deport", &[3, 4]);
    desk.check("deporting", &[3, 4]);
    desk.check("criticise", &[3, 4]);
    desk.check("\"detención\"", &[2]);
    desk.check("\"deported\"", &[4]);
    desk.check("\"detenciones arbitrarias\"", &[1]);
    desk.check("\"detención arbitraria\"", &[]);
    // The form that was written stands before its relatives.
    assert_eq!(desk.finds("detenciones")[0], 1);
    assert_eq!(desk.finds("detención")[0], 2);
}

#[test]
fn words_divided_at_line_ends_are_found_whole_and_marked_whole() {
    let desk = Desk::with(&[
        "Informe sobre la deten-\nción arbitraria de personas.",
        "Informe sobre la deten\u{ad}ción arbitraria.",
        "INFORME SOBRE LA DETEN-\r\n  CIÓN ARBITRARIA",
    ]);
    for words in ["detención", "\"la detención arbitraria\"", "deten*", "detencion~1"] {
        desk.check(words, &[1, 2, 3]);
    }
    assert_eq!(desk.quotes("detención"), ["deten-\nción"]);
    assert_eq!(desk.quotes("\"detención arbitraria\""), ["deten-\nción arbitraria"]);
}

#[test]
fn letter_spaced_words_and_abbreviations_are_found() {
    let desk = Desk::with(&[
        "El presidente N A Y I B   B U K E L E habló.",
        "Trasladados al C.E.C.O.T. en marzo",
        "Trasladados al CECOT en marzo",
        "B-U-K-E-L-E",
    ]);
    desk.check("bukele", &[1, 4]);
    desk.check("\"nayib bukele habló\"", &[1]);
    desk.check("\"presidente nayib\"", &[1]);
    desk.check("cecot", &[2, 3]);
    desk.check("C.E.C.O.T.", &[2, 3]);
    desk.check("\"al CECOT en marzo\"", &[2, 3]);
    assert_eq!(desk.quotes("bukele"), ["B U K E L E"]);
    assert_eq!(desk.quotes("cecot").len(), 1);
}

#[test]
fn compounds_possessives_and_numbers() {
    let desk = Desk::with(&["Bukele's e-mail of 2025-03-15", "el email de O'Brien, expediente A-123-456"]);
    desk.check("Bukele", &[1]);
    desk.check("e-mail", &[1, 2]);
    desk.check("email", &[2]);
    desk.check("2025-03-15", &[1]);
    desk.check("2025-15-03", &[]);
    desk.check("brien", &[2]);
    desk.check("O'Brien", &[2]);
    desk.check("A-123-456", &[2]);
}

#[test]
fn names_sources_and_notes_are_found_and_marked() {
    let mut desk = Desk::new();
    let (one, other) = (super::support::item(1), super::support::item(2));
    let mut custody = super::support::custody(one, "Lista Comité (versión 3).csv");
    custody.from = Some("Comité de Familiares".into());
    custody.note = Some("recibida en Puerto Calmo".into());
    custody.path = Some("carpeta de rut/Lista Comité (versión 3).csv".into());
    desk.take(custody, &[super::support::plain("nombre,edad\n", 0)]);
    desk.fold(model::Event::Taken(super::support::custody(other, "sin leer.pdf")));
    desk.settle();
    desk.check("comite", &[1]);
    desk.check("\"puerto calmo\"", &[1]);
    desk.check("name:version", &[1]);
    desk.check("nombre:edad", &[]);
    desk.check("rut", &[]);
    desk.check("leer", &[2]);
    let about = &desk.search("comite").hits[0].about;
    let marked: Vec<_> = about.iter().map(|line| line.marks[0].slice(&line.text).unwrap()).collect();
    assert_eq!(marked, ["Comité", "Comité"]);
}

#[test]
fn pages_are_told_and_words_run_on_from_one_to_the_next() {
    use model::{Part, PartKind, Place, Step};
    let mut desk = Desk::new();
    let page = |number: u32, text: &str| {
        let mut part = Part::new(PartKind::Page { number, width: 100, height: 100, recognised: false });
        part.push(text, Place::Page { page: number, area: None }, Step::Whole);
        part
    };
    let id = super::support::item(1);
    desk.take(
        super::support::custody(id, "a.pdf"),
        &[page(1, "uno dos tres-\n"), page(2, "cientos cuatro\n")],
    );
    desk.settle();
    let found = desk.search("cuatro");
    assert_eq!(found.hits[0].snippets[0].page(), Some(2));
    desk.check("\"dos trescientos cuatro\"", &[1]);
    assert_eq!(desk.search("trescientos").hits[0].snippets[0].page(), Some(1));
}
