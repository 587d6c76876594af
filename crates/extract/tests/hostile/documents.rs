//! Rows of documents and tables that are made to break readers.

use model::DefectKind::{Damaged, Empty, InvalidCharacters, WrongExtension};
use model::LedgerState;

use crate::{ANY, FAILED, NOT_WHOLE, Row, WHOLE, build, check, check_all};

const WHOLE_OR_PARTIAL: &[LedgerState] = &[LedgerState::Whole, LedgerState::Partial];

fn row(what: &'static str, name: &'static str, bytes: Vec<u8>) -> Row {
    Row { what, name, bytes, defects: &[], states: ANY }
}

#[test]
fn empty_and_misnamed_files() {
    let text = "Lista de personas trasladadas, 20 de marzo.\n".repeat(3).into_bytes();
    let archive = build::zip(&[("a.txt", &text)]);
    check_all(&[
        Row { defects: &[Empty], states: WHOLE, ..row("zero bytes", "a.pdf", Vec::new()) },
        Row { defects: &[WrongExtension], states: WHOLE, ..row("text called PDF", "lista.pdf", text) },
        Row { defects: &[WrongExtension], states: WHOLE, ..row("an archive called PDF", "a.pdf", archive) },
    ]);
}

#[test]
fn malformed_pdfs() {
    let whole = build::pdf("Centro de detencion");
    let without_table = whole[..whole.len() - 150].to_vec();
    let mut cyclic = whole.clone();
    let kids = cyclic.windows(5).position(|window| window == b"3 0 R").expect("the page");
    cyclic[kids] = b'2';
    let junk = [b"%PDF-1.7\n".as_slice(), &[0xa5; 3000]].concat();
    let reading = check(&Row { states: WHOLE, ..row("a sound PDF, for comparison", "a.pdf", whole.clone()) });
    assert!(reading.text.contains("Centro de detencion"));
    check_all(&[
        Row { defects: &[Damaged], states: FAILED, ..row("a signature and junk", "a.pdf", junk) },
        row("a page tree that holds itself", "a.pdf", cyclic),
        row("a PDF without its table", "a.pdf", without_table),
        Row { states: NOT_WHOLE, ..row("half a PDF", "a.pdf", whole[..whole.len() / 2].to_vec()) },
    ]);
}

#[test]
fn an_enormous_cell_is_all_there_or_named() {
    const CELL: usize = 64 << 20;
    let mut bytes = b"nombre,nota\nAna,\"".to_vec();
    bytes.resize(bytes.len() + CELL, b'x');
    bytes.extend(b"\"\nLuis,fin\n");
    let reading = check(&Row { states: WHOLE_OR_PARTIAL, ..row("a cell of 64 MiB", "lista.csv", bytes) });
    let missing = reading.defects.iter().any(|defect| defect.missing != model::Missing::Nothing);
    assert!(reading.text_bytes >= CELL as u64 || missing, "a quiet cut");
}

#[test]
fn characters_that_are_none() {
    let html = b"<html><head><meta charset=utf-8><title>x</title></head><body><p>Se\xf1al \xff\xfe fin</p></body></html>";
    check_all(&[
        Row {
            defects: &[InvalidCharacters],
            states: WHOLE_OR_PARTIAL,
            ..row("HTML that is not what it declares", "a.html", html.to_vec())
        },
        row("bytes that are no text", "a.txt", (0..=255).cycle().take(5000).collect()),
        row("half a character at the end", "a.txt", b"\xef\xbb\xbfma\xc3\xb1ana \xc3".to_vec()),
    ]);
}

#[test]
fn entities_are_not_multiplied() {
    let bomb = build::entity_bomb();
    let samples = [
        ("a.docx", build::docx(&bomb, "Antes &z; tras")),
        ("a.odt", build::odt(&bomb, "Antes &z; tras")),
        ("a.xlsx", build::xlsx(&bomb, "Antes &z; tras")),
    ];
    for (name, bytes) in samples {
        let reading = check(&row("an entity bomb", name, bytes));
        assert!(reading.text_bytes < 1 << 20, "{name}");
        let said = !reading.defects.is_empty() || reading.text.contains("&z;");
        assert!(said, "{name}: the entity vanished without a word: {:?}", reading.text);
    }
}

#[test]
fn pages_too_deep_for_recursion() {
    let open = "<div>".repeat(100_000);
    let html = format!("<html><body>{open}fondo{}</body></html>", "</div>".repeat(100_000));
    let reading = check(&row("elements 100,000 deep", "a.html", html.into_bytes()));
    assert!(reading.text.contains("fondo") || !reading.defects.is_empty());
    let deep = format!("{}fondo{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    check(&row("a Word file as deep", "a.docx", build::docx("", &deep)));
    check(&row("lists in a PDF as deep", "a.pdf", build::pdf(&"(".repeat(100_000))));
}

#[test]
fn mailboxes_of_junk() {
    let mut junk = Vec::new();
    for n in 0..2000u32 {
        junk.extend(b"From ???@??? Thu Mar 20 10:00:00 2025\n");
        junk.extend(format!("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n--b--{n}\n").into_bytes());
        junk.extend([0xff, 0, n as u8, b'\n']);
    }
    let nested = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000);
    let message = format!("From: a@ejemplo.test\nSubject: x\nMIME-Version: 1.0\n{nested}");
    check_all(&[
        row("a mailbox of junk", "buzon.mbox", junk),
        row("a message 20,000 parts deep", "a.eml", message.into_bytes()),
    ]);
}

#[test]
fn truncated_office_files() {
    let samples = [
        ("a.docx", build::docx("", "Declaracion")),
        ("a.odt", build::odt("", "Declaracion")),
        ("a.xlsx", build::xlsx("", "Declaracion")),
    ];
    for (name, bytes) in samples {
        let reading = check(&row("a sound file, for comparison", name, bytes.clone()));
        assert!(reading.text.contains("Declaracion"), "{name}: {:?}", reading.defects);
        for quarter in 1..4 {
            let bytes = bytes[..quarter * bytes.len() / 4].to_vec();
            check(&Row { states: NOT_WHOLE, ..row("a truncated office file", name, bytes) });
        }
    }
}
