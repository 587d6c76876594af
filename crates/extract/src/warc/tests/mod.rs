//! What the WARC reader gives for archives built record by record, plain and packed.

mod bodies;
mod damage;

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use model::{PartKind, Place};

use crate::Request;
use crate::unpack::testing::{Kept, request};

/// A record of WARC/1.1 with its two line ends.
fn record(kind: &str, address: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let mut bytes = format!("WARC/1.1\r\nWARC-Type: {kind}\r\n").into_bytes();
    if !address.is_empty() {
        bytes.extend(format!("WARC-Target-URI: {address}\r\n").into_bytes());
    }
    bytes.extend(b"WARC-Date: 2025-03-20T10:00:00Z\r\n");
    bytes.extend(fields.as_bytes());
    bytes.extend(format!("Content-Length: {}\r\n\r\n", block.len()).into_bytes());
    bytes.extend(block);
    bytes.extend(b"\r\n\r\n");
    bytes
}

const HTTP: &str = "Content-Type: application/http;msgtype=response\r\n";

fn response(address: &str, message: &[u8]) -> Vec<u8> {
    record("response", address, HTTP, message)
}

/// A response with this head and body, and its two digests.
fn digested(address: &str, head: &str, body: &[u8], payload: &[u8]) -> Vec<u8> {
    use sha1::{Digest as _, Sha1};
    let hex =
        |bytes: &[u8]| -> String { Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let message = [head.as_bytes(), body].concat();
    let digests = format!(
        "{HTTP}WARC-Block-Digest: sha1:{}\r\nWARC-Payload-Digest: sha1:{}\r\n",
        hex(&message),
        hex(payload)
    );
    record("response", address, &digests, &message)
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("in memory");
    encoder.finish().expect("in memory")
}

fn read(bytes: &[u8], request: &Request) -> Kept {
    let mut kept = Kept::default();
    super::read(&mut Cursor::new(bytes), request, &mut kept);
    kept
}

fn check(bytes: &[u8], expected: &str) -> Kept {
    let kept = read(bytes, &request("captura.warc"));
    assert_eq!(kept.outline(), expected.trim());
    kept
}

const INFO: &str = "software: Grabador 2.1\r\noperator: Comité Ficticio\r\n";
const NOTE: &str = "https://ejemplo.test/nota?id=1";
const ASKED: &str = "GET /nota?id=1 HTTP/1.1\r\nHost: ejemplo.test\r\n\r\n";
const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Señal</p>";

fn capture() -> [Vec<u8>; 5] {
    [
        record("warcinfo", "", "Content-Type: application/warc-fields\r\n", INFO.as_bytes()),
        record("request", NOTE, "Content-Type: application/http;msgtype=request\r\n", ASKED.as_bytes()),
        response(NOTE, PAGE.as_bytes()),
        record("resource", "<https://ejemplo.test/foto.png>", "Content-Type: image/png\r\n", b"\x89PNG"),
        record(
            "revisit",
            "https://ejemplo.test/otra",
            "Content-Type: application/http;msgtype=response\r\nWARC-Payload-Digest: sha1:00\r\n",
            b"HTTP/1.1 304 Not Modified\r\nEtag: x\r\n\r\n",
        ),
    ]
}

const MEMBERS: &str =
    "3 https://ejemplo.test/nota?id=1 13 Complete\n4 https://ejemplo.test/foto.png 4 Complete";

#[test]
fn a_capture_is_listed_its_pages_are_members_its_evidence_is_text() {
    let bytes = capture().concat();
    let kept = check(&bytes, MEMBERS);
    assert_eq!(
        kept.text(&PartKind::Members),
        "1 \twarcinfo\t2025-03-20T10:00:00Z\n\
         2 https://ejemplo.test/nota?id=1\trequest\t2025-03-20T10:00:00Z\n\
         3 https://ejemplo.test/nota?id=1\t200\t2025-03-20T10:00:00Z\n\
         4 https://ejemplo.test/foto.png\tresource\t2025-03-20T10:00:00Z\n\
         5 https://ejemplo.test/otra\trevisit 304\t2025-03-20T10:00:00Z\n"
    );
    assert_eq!(
        kept.text(&PartKind::Text),
        format!(
            "1 warcinfo \n{INFO}\n2 request {NOTE}\n{ASKED}\n3 response {NOTE}\nHTTP/1.1 200 OK\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n\n5 revisit https://ejemplo.test/otra\n\
             HTTP/1.1 304 Not Modified\r\nEtag: x\r\n\r\n\n"
        )
    );
    let member = &kept.members[0].member;
    assert_eq!(member.claimed.as_ref().map(|claimed| claimed.as_str()), Some("text/html"));
    let captured = member.captured.as_ref().expect("a web capture");
    assert_eq!((captured.address.as_str(), captured.at.as_deref()), (NOTE, Some("2025-03-20T10:00:00Z")));
    assert_eq!(kept.bytes("3 https://ejemplo.test/nota?id=1"), "<p>Señal</p>".as_bytes());

    for words in ["Grabador 2.1", "Comité Ficticio", "Host: ejemplo.test", "ejemplo.test/foto.png", NOTE] {
        let [Place::Bytes { start, end }] = kept.places(words)[..] else { panic!("{words}") };
        assert_eq!(&bytes[start as usize..end as usize], words.as_bytes());
    }
}

#[test]
fn packing_changes_nothing_but_the_places() {
    let plain = capture().concat();
    let by_record: Vec<u8> = capture().iter().flat_map(|record| gzipped(record)).collect();
    let expected = read(&plain, &request("captura.warc"));
    for packed in [by_record, gzipped(&plain)] {
        let kept = read(&packed, &request("captura.warc.gz"));
        assert_eq!(kept.outline(), MEMBERS);
        for kind in [PartKind::Members, PartKind::Text] {
            assert_eq!(kept.text(&kind), expected.text(&kind));
        }
        let [Place::Member { ref path, start, end }] = kept.places("Grabador 2.1")[..] else {
            panic!("one place in the packed bytes");
        };
        assert_eq!(
            (path.as_str(), &plain[start as usize..end as usize]),
            ("captura.warc", &b"Grabador 2.1"[..])
        );
    }
}

#[test]
fn older_and_unknown_versions() {
    let older = String::from_utf8(capture().concat())
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let bytes = capture()[2].clone();
    let with = |version: &str| [version.as_bytes(), &bytes[8..]].concat();
    let page = "1 https://ejemplo.test/nota?id=1 13 Complete";
    assert!(older.starts_with("WARC/1.1"));
    check(&with("WARC/1.0"), page);
    let noted = format!("{page}\nUnsupportedFeature Nothing Bytes 0 184: WARC version \"2.0\", read as 1.1");
    check(&with("WARC/2.0"), &noted);
    let lines: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != b'\r').collect();
    let length = PAGE.len().to_string();
    let shorter = (PAGE.len() - 3).to_string();
    let lines = String::from_utf8(lines).expect("UTF-8").replace(&length, &shorter);
    check(lines.as_bytes(), page);
}

#[test]
fn depth_and_empty_files() {
    let kept = read(&capture().concat(), &Request { depth: 8, ..request("a.warc") });
    assert_eq!(kept.outline(), "TooDeep Members(2): the limit is 8 containers inside one another");
    check(b"", "");
    check(b"\r\n\r\n", "");
}
