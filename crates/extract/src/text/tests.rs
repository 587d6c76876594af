//! Plain text comes back as it was written, in parts, with every character's place.

use proptest::prelude::*;

use super::*;
use crate::testing::{self, Recorder};
use model::{DefectKind, MarkKind, Missing};

fn check(name: &str, original: &[u8], text: &str) -> Recorder {
    let read = testing::read(read, name, original);
    assert_eq!(read.text(), text);
    assert!(
        read.parts.iter().all(|part| part.kind == PartKind::Text && part.text.len() <= Part::ENOUGH_BYTES)
    );
    read
}

fn check_headings(text: &str, expected: &[(u8, &str)]) {
    let read = check("NOTAS.MD", text.as_bytes(), text);
    let found: Vec<(u8, &str)> = read
        .parts
        .iter()
        .flat_map(|part| part.marks.iter().map(|mark| (mark, mark.span.slice(&part.text))))
        .map(|(mark, words)| match mark.kind {
            MarkKind::Heading(level) => (level, words.expect("marks slice")),
            _ => panic!("{mark:?}"),
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn text_stays_as_it_is() {
    let text = "Lista de traslados\r\n\r\n  1.\tNuria Peñalver Öz\u{301}\n\n\u{0}fin, sin salto";
    let read = check("lista.txt", text.as_bytes(), text);
    assert_eq!(read.original("Peñalver Öz\u{301}\n", text.as_bytes()), "Peñalver Öz\u{301}\n".as_bytes());
    assert_eq!(read.defects, []);
    check("vacio.txt", b"", "");
    check("solo-marca.txt", b"\xEF\xBB\xBF", "");
}

#[test]
fn long_text_is_cut_where_a_paragraph_ends() {
    let paragraph = "El vocero dijo que no había\nnadie más en la lista.\n\n".repeat(4000);
    let read = check("nota.txt", paragraph.as_bytes(), &paragraph);
    assert!(read.parts.len() > 2);
    assert!(read.parts.iter().all(|part| part.text.ends_with(".\n\n")));
    let windows = paragraph.replace('\n', "\r\n");
    let read = check("nota.txt", windows.as_bytes(), &windows);
    assert!(read.parts.iter().all(|part| part.text.ends_with(".\r\n\r\n")));
    let lines = "Fila sin párrafos\n".repeat(9000);
    assert!(check("nota.txt", lines.as_bytes(), &lines).parts.iter().all(|part| part.text.ends_with("s\n")));
}

#[test]
fn text_without_line_feeds_is_cut_between_characters() {
    let text = format!("a{}", "ñ".repeat(200_000));
    let read = check("una-linea.txt", text.as_bytes(), &text);
    assert!(read.parts.len() > 5);
}

#[test]
fn a_character_on_a_block_border_is_whole() {
    for shift in 0..4 {
        let text = format!("{}{}", "x".repeat(64 * 1024 - 4 + shift), "🙂é".repeat(20));
        let read = check("emoji.txt", text.as_bytes(), &text);
        assert_eq!(read.defects, []);
    }
}

#[test]
fn a_late_broken_byte_is_marked_and_counted() {
    let mut original = "Señal número uno\n".repeat(100_000).into_bytes();
    let place = original.len() as u64;
    original.extend_from_slice(b"roto \xFF y \xC3( fin");
    let read = testing::read(read, "a.txt", &original);
    assert!(read.text().ends_with("uno\nroto \u{FFFD} y \u{FFFD}( fin"));
    assert_eq!(read.kinds(), [(DefectKind::InvalidCharacters, Missing::Characters(2))]);
    assert_eq!(testing::bytes(&[read.defects[0].place.clone().expect("it has a place")], &original), b"\xFF");
    assert_eq!(place + 5, original.iter().position(|byte| *byte == 0xFF).expect("it is there") as u64);
    assert_eq!(read.original("\u{FFFD} y", &original), b"\xFF y");
}

#[test]
fn markdown_headings_are_marked() {
    check_headings(
        "# Cronología #\ntexto\n## ¿Quién lo dijo?\r\n#sin espacio\n####### siete\n    # sangrado\n### C#\n#\n",
        &[(1, "Cronología"), (2, "¿Quién lo dijo?"), (3, "C#")],
    );
    check_headings(
        "Título\n=====\n\nOtro\r\n---\r\n\n- lista\n---\n\na\nb\n---\n",
        &[(1, "Título"), (2, "Otro")],
    );
    check_headings("```sh\n# comentario\n````\n# sí\n~~~\n```\n# no\n", &[(1, "sí")]);
    check_headings("---\ntitle: x\n---\n# Uno\n\nfecha\n--\n", &[(1, "Uno"), (2, "fecha")]);
    assert!(check("notas.txt", b"# no es Markdown\n", "# no es Markdown\n").parts[0].marks.is_empty());
}

#[test]
fn markdown_remembers_over_parts() {
    let code = format!("```\n{}```\n# después\n", "# no es título\n".repeat(10_000));
    check_headings(&code, &[(1, "después")]);
    let line = format!("{}# no empieza la línea\n", "x".repeat(Part::ENOUGH_BYTES));
    check_headings(&line, &[]);
}

proptest! {
    #[test]
    fn utf8_comes_back_byte_for_byte(text in "(?s).{0,400}", mark: bool, name in "[a-z]\\.(md|txt)") {
        // Zero bytes in a short text may rightly be taken for UTF-16.
        let text = text.replace(['\u{FEFF}', '\0'], "");
        let original = [if mark { "\u{FEFF}" } else { "" }, &text].concat().into_bytes();
        let read = check(&name, &original, &text);
        prop_assert!(read.defects.is_empty());
        for part in &read.parts {
            for (start, character) in part.text.char_indices() {
                let places = testing::places(part, start, start + character.len_utf8());
                prop_assert_eq!(testing::bytes(&places, &original), character.to_string().into_bytes());
            }
        }
    }

    #[test]
    fn any_bytes_are_read(original in prop::collection::vec(any::<u8>(), 0..600), name in "[a-z]\\.(md|txt)") {
        let read = testing::read(read, &name, &original);
        prop_assert!(original.len() < 8 || !read.text().is_empty());
    }
}
