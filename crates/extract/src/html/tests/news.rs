//! A Spanish news page as a newspaper's system writes it: menus, neighbours, JSON-LD, a list of names.

use model::{Field, MarkKind, PartKind};

use super::read;

const PAGE: &str = include_str!("../../../tests/fixtures/html/noticia.html");

#[test]
fn the_article_is_marked_and_nothing_is_cut() {
    let kept = read(PAGE.as_bytes());
    assert_eq!(kept.defects, []);
    let text = kept.text(&PartKind::Text);
    for words in [
        "Sucesos",
        "Suscríbete",
        "Trasladan a 38 personas",
        "Lo más leído",
        "Aviso legal",
        "Foto: patio del penal",
    ] {
        assert!(text.contains(words), "{words} is missing");
    }
    let article = kept.marked(|kind| *kind == MarkKind::Article).join("\n");
    for words in ["dijo el vocero", "«No sabemos nada de él»", "Quince familias", "El ministerio lo niega"]
    {
        assert!(article.contains(words), "{words} is not in the article:\n{article}");
    }
    for words in ["Sucesos", "Suscríbete", "Lo más leído", "Aviso legal", "Cae la lluvia"] {
        assert!(!article.contains(words), "{words} is in the article:\n{article}");
    }
}

#[test]
fn what_it_says_of_itself() {
    let kept = read(PAGE.as_bytes());
    let metadata = kept.text(&PartKind::Metadata);
    assert_eq!(metadata.lines().next(), Some("title: Trasladan a 38 personas al penal de Valle Hondo"));
    let first =
        |field| kept.marked(|kind| *kind == MarkKind::Field(field)).first().copied().unwrap_or_default();
    assert_eq!(first(Field::Byline), "Lucía Marín");
    assert_eq!(first(Field::Published), "2025-03-17T06:30:00-06:00");
    assert_eq!(first(Field::Modified), "2025-03-17T09:12:00-06:00");
    assert_eq!(first(Field::Site), "El Correo del Valle");
    assert_eq!(first(Field::Language), "es-SV");
    assert_eq!(first(Field::Canonical), "https://correo.example/sucesos/traslado-valle-hondo");
    assert_eq!(
        kept.source("2025-03-17T06:30:00-06:00", PAGE.as_bytes()),
        [b"2025-03-17T06:30:00-06:00".to_vec()]
    );
}

#[test]
fn every_word_stands_where_it_was_read() {
    let kept = read(PAGE.as_bytes());
    let words = ["vocero", "Quince familias", "Marta Solís", "Ignacio Peña", "Lo más leído"];
    for words in words {
        assert_eq!(kept.source(words, PAGE.as_bytes()), [words.as_bytes().to_vec()]);
    }
    assert_eq!(
        kept.cells().iter().map(|cell| cell.4).collect::<Vec<_>>(),
        [
            "Nombre",
            "Edad",
            "Detenido en",
            "Marta Solís",
            "31",
            "San Telmo",
            "Ignacio Peña",
            "27",
            "Puerto Viejo"
        ]
    );
}

#[test]
fn a_page_of_links_has_no_article() {
    let menu =
        "<ul><li><a href=/1>Uno de los titulares</a><li><a href=/2>Otro de los titulares</a></ul>".repeat(20);
    let kept = read(menu.as_bytes());
    assert_eq!(kept.marked(|kind| *kind == MarkKind::Article), [""; 0]);
    assert_eq!(kept.defects, []);
}
