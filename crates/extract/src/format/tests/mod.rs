//! What bytes, names and headers come out as. Opens no file.

mod examples;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use model::{Defect, Part};
use proptest::prelude::*;

use self::examples::*;
use super::*;
use crate::{Limits, Member, MemberEnd, OcrFailure, Picture, Recognised};

/// Keeps defects, drops the rest.
#[derive(Default)]
struct Noting(Vec<Defect>);

impl Host for Noting {
    fn part(&mut self, _: Part) {}
    fn defect(&mut self, defect: Defect) {
        self.0.push(defect);
    }
    fn member(&mut self, _: Member) {}
    fn member_bytes(&mut self, _: &[u8]) {}
    fn member_end(&mut self, _: MemberEnd) {}
    fn recognise(&mut self, _: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable(String::new()))
    }
}

fn request(name: &str, claimed: &str) -> Request {
    Request {
        name: name.into(),
        claimed: (!claimed.is_empty()).then(|| MediaType::new(claimed)),
        depth: 0,
        limits: Limits::default(),
        languages: Vec::new(),
    }
}

fn detected(bytes: &[u8], name: &str, claimed: &str) -> (Format, Vec<Defect>) {
    let mut input = Cursor::new(bytes);
    let mut host = Noting::default();
    let format = detect(&mut input, &request(name, claimed), &mut host);
    assert_eq!(input.position(), 0, "{name}: left at its start");
    (format, host.0)
}

/// Checks `detect`, with its defects as `kind: detail`.
fn check_detect(bytes: &[u8], name: &str, claimed: &str, format: Format, defects: &[&str]) {
    let (found, noted) = detected(bytes, name, claimed);
    assert_eq!(found, format, "{name:?} declared as {claimed:?}");
    let noted: Vec<String> =
        noted.iter().map(|defect| format!("{}: {}", defect.kind.code(), defect.detail)).collect();
    assert_eq!(noted, defects, "{name:?} declared as {claimed:?}");
}

/// Checks `detect` and that `sniff` says the same by the name alone.
fn check(bytes: &[u8], name: &str, claimed: &str, format: Format, defects: &[&str]) {
    check_detect(bytes, name, claimed, format, defects);
    assert_eq!(sniff(bytes, name), format.media_type(), "{name:?} sniffed");
}

#[test]
fn bytes_tell_whatever_the_name() {
    for (bytes, format) in told_by_bytes() {
        check(&bytes, "", "", format, &[]);
        check(&bytes, "descarga.bin", "application/octet-stream", format, &[]);
        for name in ["x.pdf", "x.DOCX", "x.png", "x.csv", "x.md", "x.txt", "x.mp3"] {
            let fragment = bytes.starts_with(b"<p>");
            if !(fragment && matches!(name, "x.csv" | "x.md" | "x.txt")) {
                let (found, _) = detected(&bytes, name, "");
                assert_eq!(found, format, "named {name}");
                assert_eq!(sniff(&bytes, name), format.media_type(), "named {name}");
            }
        }
    }
}

#[test]
fn names_and_headers_decide_between_plain_texts() {
    check(PROSE, "", "", Format::Text, &[]);
    check(PROSE, "notas.txt", "", Format::Text, &[]);
    check(PROSE, "notas.xyz", "", Format::Text, &[]);
    check(PROSE, "notas.md", "", Format::Markdown, &[]);
    check(PROSE, "fragmento.htm", "", Format::Html, &[]);
    check(PROSE, "audio.srt", "", Format::SubRip, &[]);
    check(TABLE, "Lista.CSV", "", Format::Csv, &[]);
    check(TABLE, "lista.tsv", "", Format::Tsv, &[]);
    check(TABLE, "lista.txt", "", Format::Text, &[]);
    check(TABLE, "lista.csv", "text/plain", Format::Csv, &[]);
    check(TABLE, "lista.csv", "application/vnd.ms-excel", Format::Csv, &[]);
    check_detect(TABLE, "lista.txt", "text/csv", Format::Csv, &[]);
    check_detect(TABLE, "", "text/csv", Format::Csv, &[]);
    check(b"X-Note: y\n\nHola\n", "carta.eml", "", Format::Mail, &[]);
    check(b"X-Note: y\n\nHola\n", "carta.txt", "", Format::Text, &[]);
    check(MEMO, "memo.txt", "", Format::Text, &[]);
    check(MAIL, "correo.txt", "text/plain", Format::Mail, &[]);
    check(b"<b>Bold</b> *md*", "notas.md", "", Format::Markdown, &[]);
    check(b"<?xml version='1.0'?><title>x</title>", "datos.xml", "", Format::Text, &[]);
    check(b"<!DOCTYPE svg><svg/>", "", "", Format::Text, &[]);
    check(
        b"%PDF-1.4 is a header; 1 0 obj an object\n",
        "notas.txt",
        "",
        Format::Pdf,
        &["wrong-extension: named .txt, is application/pdf"],
    );
    check(b"\n%PDF-1.4\n1 0 obj\n", "notas.txt", "", Format::Text, &[]);
}

#[test]
fn texts_in_any_encoding() {
    let text = "La lista se\u{f1}ala a trece personas.\n";
    check(&utf16(text), "", "", Format::Text, &[]);
    check(&utf16(&format!("\u{feff}{text}")), "", "", Format::Text, &[]);
    check(&utf32(text), "", "", Format::Text, &[]);
    check(&utf32(&format!("\u{feff}{text}")), "", "", Format::Text, &[]);
    check(b"Lugar: Santa In\xe9s, ni\xf1os \x96 trece\r\n\x1a", "", "", Format::Text, &[]);
    check(format!("{}\u{f1}", "x".repeat(SNIFFED_BYTES - 1)).as_bytes(), "", "", Format::Text, &[]);
    let unknown = "unsupported-format: neither text nor a signature that is known";
    check(&[0; 600], "", "", Format::Unknown, &[unknown]);
    check(
        b"\x01\x02\x03\x04\x9c\x05\x06",
        "x.pdf",
        "",
        Format::Unknown,
        &["wrong-extension: named .pdf, is of no known format", unknown],
    );
}

#[test]
fn real_contradictions_are_reported() {
    let page = b"<html><body>404</body></html>";
    check(page, "Orden.PDF", "", Format::Html, &["wrong-extension: named .pdf, is text/html"]);
    check(
        page,
        "orden.pdf",
        "application/pdf; q=1",
        Format::Html,
        &["wrong-extension: named .pdf, declared as application/pdf, is text/html"],
    );
    check(PNG, "foto", "image/jpeg", Format::Png, &["wrong-extension: declared as image/jpeg, is image/png"]);
    check(PNG, "foto.txt", "", Format::Png, &["wrong-extension: named .txt, is image/png"]);
    check(page, "lista.csv", "", Format::Html, &["wrong-extension: named .csv, is text/html"]);
    check(PROSE, "lista.xls", "", Format::Text, &["wrong-extension: named .xls, is text/plain"]);
    check(PROSE, "carta.eml", "", Format::Text, &["wrong-extension: named .eml, is text/plain"]);
    check(
        &zip(&[("a.txt", PROSE)]),
        "a.docx",
        "",
        Format::Zip,
        &["wrong-extension: named .docx, is application/zip"],
    );
    // Another word for the same, or a program's habit, is none.
    check(&ooxml("word/document.xml"), "a.docx", "application/zip", Format::Docx, &[]);
    check(&ooxml("word/document.xml"), "a.docx", "application/msword", Format::Docx, &[]);
    check(&gzip(warc()), "a.warc.gz", "application/x-gzip", Format::Warc, &[]);
    check(&gzip(&ustar()), "a.tar.gz", "", Format::Gzip, &[]);
    check(MBOX, "carta.eml", "", Format::Mailbox, &[]);
    check(b"", "vacio.pdf", "application/pdf", Format::Empty, &[]);
    // An address names a place; what the server says counts more.
    check(page, "https://example.org/foto.jpg?x=1", "text/html", Format::Html, &[]);
    check(
        page,
        "https://example.org/foto.jpg?x=1",
        "",
        Format::Html,
        &["wrong-extension: named .jpg, is text/html"],
    );
}

#[test]
fn damaged_containers_stay_what_they_are() {
    let whole = ooxml("word/document.xml");
    let half = &whole[..whole.len() - 60];
    check_detect(half, "a.docx", "", Format::Zip, &[]);
    check_detect(half, "a.zip", "", Format::Zip, &[]);
    check_detect(half, "a.pdf", "", Format::Zip, &["wrong-extension: named .pdf, is application/zip"]);
    assert_eq!(sniff(half, "a.docx"), Format::Docx.media_type(), "the first bytes tell no damage");
    check(b"PK\x03\x04", "", "", Format::Zip, &[]);
    check(&gzip(warc())[..20], "", "", Format::Gzip, &[]);
    check(b"\x1f\x8b\x08", "", "", Format::Gzip, &[]);
}

#[test]
fn a_container_that_lacks_members_is_what_name_and_members_say() {
    let word = zip(&[("word/document.xml", b"<x/>")]);
    check(&word, "a.docx", "", Format::Docx, &[]);
    check(&word, "a.zip", "", Format::Zip, &[]);
    check(&word, "", "", Format::Zip, &[]);
    let last =
        zip(&[("_rels/.rels", b"<x/>"), ("WORD\\document.xml", b"<x/>"), ("[content_types].XML", b"<x/>")]);
    check(&last, "", "", Format::Docx, &[]);
    check(&zip(&[("xl/workbook.xml", b"<x/>")]), "a.xlsx", "", Format::Xlsx, &[]);
    check(&zip(&[("content.xml", b"<x/>")]), "a.ods", "", Format::Ods, &[]);
    check(&zip(&[("content.xml", b"<x/>")]), "", "", Format::Zip, &[]);
    check(&zip(&[("datapackage.json", b"{}")]), "a.wacz", "", Format::Wacz, &[]);
}

#[test]
fn a_container_beyond_the_first_bytes_is_told_by_its_directory() {
    // Bytes that do not pack.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(40_000)
    .collect();
    let late = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/thumbnail.jpeg", &noise),
        ("word/document.xml", b"<x/>"),
    ]);
    check_detect(&late, "", "", Format::Docx, &[]);
    assert_eq!(sniff(&late, ""), Format::Zip.media_type());
    assert_eq!(sniff(&late, "a.docx"), Format::Docx.media_type());
    let late = zip(&[("archive/data.warc.gz", &noise), ("datapackage.json", b"{}")]);
    check_detect(&late, "", "", Format::Wacz, &[]);
    assert_eq!(sniff(&late, "a.wacz"), Format::Wacz.media_type());
    let late = ole(20, &["Root Entry", "WordDocument"]);
    assert_eq!(detected(&late, "", "").0, Format::Unread(Unread::DOC));
    assert_eq!(sniff(&late, ""), Format::Unread(Unread::COMPOUND).media_type());
    assert_eq!(sniff(&late, "a.doc"), Format::Unread(Unread::DOC).media_type());
}

#[test]
fn formats_without_a_reader_are_named_with_advice() {
    for (bytes, media_type) in without_reader() {
        let (format, defects) = detected(&bytes, "sin-nombre", "");
        assert_eq!(format.media_type().as_str(), media_type);
        assert_eq!(sniff(&bytes, "sin-nombre").as_str(), media_type);
        let Format::Unread(unread) = format else { panic!("{media_type} has no reader") };
        assert_eq!(defects, [unread.defect()], "{media_type}");
        assert_eq!(defects[0].missing, Missing::Everything);
    }
    check(
        &ole(0, &["Root Entry"]),
        "Thumbs.db",
        "",
        Format::Unread(Unread::COMPOUND),
        &[
            "unsupported-format: OLE2 compound file (.doc, .xls, .ppt, .msg): open it and save it as .docx or .xlsx, \
         and add that too",
        ],
    );
    check(
        &ole(0, &["Root Entry"]),
        "a.doc",
        "",
        Format::Unread(Unread::DOC),
        &["unsupported-format: Word 97 document: open it and save it as .docx or .odt, and add that too"],
    );
    // A password wraps a .docx in an OLE2 file; its name is right all the same.
    check(
        &ole(0, &["Root Entry", "EncryptedPackage"]),
        "a.docx",
        "",
        Format::Unread(Unread::LOCKED),
        &[
            "encrypted: office document with a password: open it with its password, save it without one, and add that \
         too",
        ],
    );
    let (_, defects) = detected(b"{\\rtf1 x}", "carta.doc", "application/msword");
    assert_eq!(defects.len(), 1, "word processors name .doc what is RTF: {defects:?}");
    let (_, defects) = detected(b"\0\0\0\x18ftypheic\0\0\0\0", "IMG_0001.JPG", "");
    assert_eq!(defects[0].detail, "named .jpg, is image/heic");
}

#[test]
fn texts_that_begin_like_signatures_stay_texts() {
    let texts: [&[u8]; 5] = [
        b"BM was seen there on Monday.\n",
        b"MZ told the court that nobody was held at the harbour, and that no list was ever kept there.\n",
        b"GIF pictures\n",
        b"RIFF RAFF, WAVE after wave\n",
        b"From there Ana went home.\nSubject: none\n",
    ];
    for text in texts {
        check(text, "", "", Format::Text, &[]);
    }
}

#[test]
fn endings_claim() {
    let cases = [
        ("lista.csv", Some("text/csv")),
        ("LISTA.CSV ", Some("text/csv")),
        ("carpeta.pdf/lista", None),
        (
            "C:\\casos\\acta.Docx",
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        ("acta.doc", Some("application/msword")),
        ("captura.warc.gz", Some("application/warc")),
        ("todo.tar.gz", Some("application/gzip")),
        ("datos.json", Some("application/json")),
        ("audiencia.mp4", Some("video/mp4")),
        ("https://example.org/lista.csv?v=foto.png#a", Some("text/csv")),
        ("https://example.zip", None),
        ("https://example.org/", None),
        ("lista.csv?v=2", Some("text/csv")),
        ("sin ending", None),
        ("pdf", None),
        ("", None),
    ];
    for (name, claimed) in cases {
        assert_eq!(claimed_by_name(name), claimed.map(MediaType::new), "{name}");
    }
}

/// Gives `good` bytes, then fails.
struct Broken {
    bytes: Cursor<Vec<u8>>,
    good: u64,
}

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.position() >= self.good {
            Err(io::Error::other("bad sector"))
        } else {
            self.bytes.read(buffer)
        }
    }
}

impl Seek for Broken {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[test]
fn an_input_that_cannot_be_read_is_reported() {
    let long = zip(&[("a.txt", &[b'x'; 300]), ("b.txt", PROSE)]);
    let mut padded = long.clone();
    padded.resize(DETECTED_BYTES * 2, 0);
    for (bytes, good) in [(long, 0), (padded, DETECTED_BYTES as u64)] {
        let mut input = Broken { bytes: Cursor::new(bytes), good };
        let mut host = Noting::default();
        assert_eq!(detect(&mut input, &request("a.zip", ""), &mut host), Format::Unknown);
        assert_eq!(host.0, [Defect::whole(DefectKind::Unreadable, Missing::Everything, "bad sector")]);
        assert_eq!(input.bytes.position(), 0);
    }
}

/// Whole examples and bytes that begin like them.
fn starts() -> impl Strategy<Value = Vec<u8>> {
    let examples: Vec<Vec<u8>> = told_by_bytes()
        .into_iter()
        .map(|(bytes, _)| bytes)
        .chain(without_reader().into_iter().map(|(bytes, _)| bytes))
        .collect();
    (
        proptest::sample::select(examples),
        any::<prop::sample::Index>(),
        prop::collection::vec(any::<u8>(), 0..700),
    )
        .prop_map(|(mut bytes, cut, tail)| {
            bytes.truncate(cut.index(bytes.len() + 1));
            bytes.extend(tail);
            bytes
        })
}

proptest! {
    #[test]
    fn no_bytes_or_names_break_it(
        bytes in prop_oneof![starts(), prop::collection::vec(any::<u8>(), 0..1500)],
        name in prop_oneof![Just("a.docx".to_owned()), Just("a.pdf".to_owned()), Just("a.eml".to_owned()), ".*"],
        claimed in prop_oneof![Just(""), Just("text/html"), Just("application/zip")],
    ) {
        let (format, _) = detected(&bytes, &name, claimed);
        prop_assert_eq!(format == Format::Empty, bytes.is_empty());
        prop_assert_eq!(sniff(&bytes, &name), sniff(&bytes[..bytes.len().min(SNIFFED_BYTES)], &name));
    }

    #[test]
    fn one_flipped_byte_breaks_nothing(
        (bytes, at, to) in (prop::sample::select(told_by_bytes()), any::<prop::sample::Index>(), any::<u8>())
            .prop_map(|((bytes, _), at, to)| (bytes, at, to)),
    ) {
        let mut bytes = bytes;
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        detected(&bytes, "a.docx", "");
    }
}

#[test]
fn advice_can_be_told_from_a_detail() {
    for (sort, code) in Sort::CODES {
        let detail = format!("a label: {}", sort.advice());
        let advised = if sort == Sort::Drawing { "slides" } else { code };
        assert_eq!(Sort::advised(&detail), Some(("a label", advised)));
    }
    assert_eq!(Sort::advised("no page can be found in it"), None);
}
