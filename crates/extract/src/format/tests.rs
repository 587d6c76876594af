//! What bytes, names and headers come out as. Opens no file: each example is made here.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Defect, Part};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("started");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn ooxml(part: &str) -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<Relationships/>"), (part, b"<x/>")])
}

fn odf(kind: &str) -> Vec<u8> {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    zip(&[("mimetype", mimetype.as_bytes()), ("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<x/>")])
}

fn wacz() -> Vec<u8> {
    zip(&[("archive/data.warc", warc()), ("pages/pages.jsonl", b"{}"), ("datapackage.json", b"{}")])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

fn tar(header: &mut tar::Header) -> Vec<u8> {
    let body = b"%PDF-1.7\n1 0 obj\n";
    header.set_size(body.len() as u64);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(header, "acta.pdf", &body[..]).expect("appended");
    builder.into_inner().expect("finished")
}

fn ustar() -> Vec<u8> {
    tar(&mut tar::Header::new_ustar())
}

/// A compound file with a directory of these entries in sector `sector`.
fn ole(sector: u32, names: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize((sector as usize + 1) * 512, 0);
    bytes[30] = 9;
    bytes[48..52].copy_from_slice(&sector.to_le_bytes());
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u8 + 2;
        entry.resize(128, 0);
        entry[64] = length;
        bytes.extend(entry);
    }
    bytes
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf32(text: &str) -> Vec<u8> {
    text.chars().flat_map(|char| u32::from(char).to_be_bytes()).collect()
}

fn warc() -> &'static [u8] {
    b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const MAIL: &[u8] =
    b"Received: from mx.example.org\r\n\tby correo.example.org; Thu, 4 Mar 2021 10:00:00 -0600\r\n\
    From: Ana Ruiz <ana@example.org>\r\nSubject: Lista\r\n\r\nAdjunto.\r\n";
const MEMO: &[u8] =
    b"From: Ana Ruiz\nTo: All\nDate: 4 March 2021, 10:00 in the morning\nSubject: Flights\n\nText.\n";
const MBOX: &[u8] =
    b"From ana@example.org Thu Mar  4 10:00:00 2021\nFrom: ana@example.org\nSubject: x\n\nHola\n";
const PROSE: &[u8] = "Detenciones en Puerto Alto.\nNadie respondi\u{f3}.\n".as_bytes();
const TABLE: &[u8] = b"Name;Age\nLuz Mar\xeda;31\n";

/// Each format that bytes alone can tell, at its smallest.
fn told_by_bytes() -> Vec<(Vec<u8>, Format)> {
    let page = "<!DOCTYPE html><title>Acta</title>";
    vec![
        (Vec::new(), Format::Empty),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHola\n".to_vec(), Format::Subtitles),
        (b"\xef\xbb\xbfWEBVTT - Audiencia\n".to_vec(), Format::Subtitles),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHola\r\n".to_vec(), Format::SubRip),
        (page.into(), Format::Html),
        (utf16(&format!("\u{feff}{page}")), Format::Html),
        (b"\xef\xbb\xbf \n<!-- saved -->\n<!-- twice --><HTML lang=es>".to_vec(), Format::Html),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>".to_vec(), Format::Html),
        (b"<p>Sin cabecera</p>".to_vec(), Format::Html),
        (MAIL.to_vec(), Format::Mail),
        (
            b"From: a@example.org\nDate: Thu, 4 Mar 2021 10:00:00 +0000\nSubject: x\n\nx".to_vec(),
            Format::Mail,
        ),
        (MBOX.to_vec(), Format::Mailbox),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n".to_vec(), Format::Pdf),
        (
            b"<br />\n<b>Warning</b>\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\x01\x02\x03\x04\n1 0 obj\n".to_vec(),
            Format::Pdf,
        ),
        (PNG.to_vec(), Format::Png),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), Format::Jpeg),
        (b"II*\0\x08\0\0\0".to_vec(), Format::Tiff),
        (b"MM\0*\0\0\0\x08".to_vec(), Format::Tiff),
        (b"II+\0\x08\0\0\0".to_vec(), Format::Tiff),
        (ooxml("word/document.xml"), Format::Docx),
        (ooxml("xl/workbook.xml"), Format::Xlsx),
        (odf("text"), Format::Odt),
        (odf("spreadsheet-template"), Format::Ods),
        (wacz(), Format::Wacz),
        (zip(&[("notas.txt", PROSE)]), Format::Zip),
        (zip(&[]), Format::Zip),
        (zip(&[("word/document.xml", b"<x/>")]), Format::Zip),
        (ustar(), Format::Tar),
        (tar(&mut tar::Header::new_old()), Format::Tar),
        (tar(&mut tar::Header::new_gnu()), Format::Tar),
        (gzip(PROSE), Format::Gzip),
        (gzip(warc()), Format::Warc),
        (warc().to_vec(), Format::Warc),
    ]
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
fn a_container_beyond_the_first_bytes_is_told_by_its_directory() {
    // Bytes that do not pack.
    let noise: Vec<u8> = (0_u32..40_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
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

/// Bytes of a kind without a reader, and its media type.
fn without_reader() -> Vec<(Vec<u8>, &'static str)> {
    let mut program = b"MZ\x90\0".to_vec();
    program.resize(64, 0);
    let epub = zip(&[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>")]);
    vec![
        (ole(0, &["Root Entry", "1Table"]), "application/x-ole-storage"),
        (ole(0, &["Root Entry", "1Table", "WordDocument"]), "application/msword"),
        (ole(1, &["Root Entry", "Workbook", "WordDocument"]), "application/vnd.ms-excel"),
        (ole(1, &["Root Entry", "PowerPoint Document"]), "application/vnd.ms-powerpoint"),
        (ole(1, &["Root Entry", "__substg1.0_0037001F"]), "application/vnd.ms-outlook"),
        (
            ooxml("ppt/presentation.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (ooxml("xl/workbook.bin"), "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        (odf("presentation"), "application/vnd.oasis.opendocument.presentation"),
        (odf("graphics-template"), "application/vnd.oasis.opendocument.graphics"),
        (epub, "application/epub+zip"),
        (b"{\\rtf1\\ansi Acta}".to_vec(), "text/rtf"),
        (b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x01\0".to_vec(), "application/vnd.rar"),
        (b"BZh91AY&SY\x12".to_vec(), "application/x-bzip2"),
        (b"\xfd7zXZ\0\0\x04".to_vec(), "application/x-xz"),
        (b"\x28\xb5\x2f\xfd\x04\0".to_vec(), "application/zstd"),
        (b"\0\0\0\x0cjP  \r\n\x87\n".to_vec(), "image/jp2"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "image/heic"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec(), "image/bmp"),
        (b"ID3\x03\0\0\0\0\0\x0a".to_vec(), "audio/mpeg"),
        (b"\xff\xfb\x90\x64\0\0\0\0".to_vec(), "audio/mpeg"),
        (b"RIFF\x10\0\0\0WAVEfmt ".to_vec(), "audio/vnd.wave"),
        (b"OggS\0\x02\0\0".to_vec(), "audio/ogg"),
        (b"fLaC\0\0\0\x22".to_vec(), "audio/flac"),
        (b"\0\0\0\x18ftypisom\0\0\x02\0".to_vec(), "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\x02\0".to_vec(), "video/quicktime"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska".to_vec(), "video/matroska"),
        (b"RIFF\x10\0\0\0AVI LIST".to_vec(), "video/vnd.avi"),
        (b"\x7fELF\x02\x01\x01\0".to_vec(), "application/x-elf"),
        (program, "application/vnd.microsoft.portable-executable"),
        (b"\xcf\xfa\xed\xfe\x07\0\0\x01".to_vec(), "application/x-mach-binary"),
        (b"SQLite format 3\0\x10\0".to_vec(), "application/vnd.sqlite3"),
        (b"!BDN\x01\x02\x03\x04".to_vec(), "application/vnd.ms-outlook-pst"),
        (b"\x03\x79\x03\x04\x02\0\0\0\x41\0\x1f\0\0\0\0\0".to_vec(), "application/vnd.dbf"),
        (b"PAR1\x15\x04\x15\x10".to_vec(), "application/vnd.apache.parquet"),
    ]
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
