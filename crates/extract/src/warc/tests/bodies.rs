//! HTTP bodies: codings, digests, cut captures.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

use super::{HTTP, check, digested, gzipped, read, record, response};
use crate::unpack::testing::request;

const URL: &str = "https://ejemplo.test/";

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for part in body.chunks(7) {
        chunks.extend(format!("{:x};nombre=valor\r\n", part.len()).into_bytes());
        chunks.extend(part);
        chunks.extend(b"\r\n");
    }
    chunks.extend(b"0\r\nTrailer: x\r\n\r\n");
    chunks
}

/// `La misma página` in brotli (RFC 7932), as one stored block.
const BROTLI: &[u8] = &[
    0x8f, 0x07, 0x80, 0x4c, 0x61, 0x20, 0x6d, 0x69, 0x73, 0x6d, 0x61, 0x20, 0x70, 0xc3, 0xa1, 0x67, 0x69,
    0x6e, 0x61, 0x03,
];

#[test]
fn codings_are_undone_and_their_digests_hold() {
    let page = "La misma página".as_bytes();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(page).expect("in memory");
    let zlib = zlib.finish().expect("in memory");
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(page).expect("in memory");
    let deflate = deflate.finish().expect("in memory");
    let gzip = gzipped(page);
    let forms: [(&str, Vec<u8>, &[u8]); 12] = [
        ("", page.to_vec(), page),
        ("Transfer-Encoding: chunked\r\n", chunked(page), page),
        ("Transfer-Encoding: chunked\r\n", chunked(page), &chunked(page)),
        ("transfer-encoding: chunked\r\n", page.to_vec(), page),
        ("Content-Encoding: gzip\r\n", gzip.clone(), &gzip),
        ("Content-Encoding: gzip\r\n", page.to_vec(), page),
        ("Content-Encoding: deflate\r\n", zlib, page),
        ("Content-Encoding: deflate\r\n", deflate, page),
        ("Content-Encoding: br\r\n", BROTLI.to_vec(), page),
        ("Content-Encoding: br\r\n", page.to_vec(), page),
        ("Content-Encoding: deflate\r\n", page.to_vec(), page),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(&gzip), &gzip),
    ];
    for (fields, stored, payload) in forms {
        let head = format!("HTTP/1.1 200 OK\r\n{fields}\r\n");
        let bytes = digested(URL, &head, &stored, payload);
        let kept = check(&bytes, "1 https://ejemplo.test/ 16 Complete");
        assert_eq!(kept.bytes("1 https://ejemplo.test/"), page, "{fields}");
        let mut spoilt = bytes.clone();
        let at = spoilt.len() - stored.len() - 4 + stored.len() / 2;
        spoilt[at] ^= 0x20;
        let kept = read(&spoilt, &request("a.warc"));
        let found = kept.defects.iter().any(|defect| {
            matches!(defect.kind, model::DefectKind::ChecksumMismatch | model::DefectKind::Damaged)
        });
        assert!(found, "{fields}: {}", kept.outline());
    }
}

#[test]
fn changed_digests_are_named() {
    let bytes = digested(URL, "HTTP/1.1 200 OK\r\n\r\n", b"abc", b"otra cosa");
    let outline = read(&bytes, &request("a.warc")).outline();
    assert!(
        outline.starts_with("1 https://ejemplo.test/ 3 Complete\nChecksumMismatch Nothing Member 1 "),
        "{outline}"
    );
    assert!(outline.contains(": the payload is not what sha1:"), "{outline}");
    let fields = format!("{HTTP}WARC-Block-Digest: md5:00\r\nWARC-Payload-Digest: crc32:00\r\n");
    let bytes = record("response", URL, &fields, b"HTTP/1.1 200 OK\r\n\r\nabc");
    check(
        &bytes,
        "
1 https://ejemplo.test/ 3 Complete
UnsupportedFeature Nothing Member 1 https://ejemplo.test/ 0: digests of this kind were not checked: md5:00",
    );
}

#[test]
fn codings_that_are_not_known_leave_the_coded_bytes() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd\r\n\r\n";
    let kept = check(
        &digested(URL, head, b"codificado", b"codificado"),
        "
1 https://ejemplo.test/ 10 Complete
UnsupportedFeature Unknown Member 1 https://ejemplo.test/ 0: content coding \"zstd\"; the member is the coded bytes",
    );
    assert_eq!(kept.members[0].member.claimed, None);
    let many = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {}\r\n\r\nx", ["gzip"; 5].join(","));
    let outline = read(&response(URL, many.as_bytes()), &request("a.warc")).outline();
    assert!(outline.contains("UnsupportedFeature Unknown"), "{outline}");
}

#[test]
fn bodies_that_break_off_are_cut_short() {
    let gzip = gzipped(&b"larga ".repeat(500));
    let gzip_head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    let cut = [gzip_head.as_bytes(), &gzip[..gzip.len() - 9]].concat();
    let outline = read(&response(URL, &cut), &request("a.warc")).outline();
    assert!(outline.contains(" CutShort\nTruncated Unknown Member 1 https://ejemplo.test/ "), "{outline}");

    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let outline = read(&response(URL, format!("{head}9\r\nabc").as_bytes()), &request("a.warc")).outline();
    assert_eq!(
        outline,
        "1 https://ejemplo.test/ 3 CutShort\nTruncated Unknown Member 1 https://ejemplo.test/ 3: the body ends \
         inside a chunk"
    );
    let truncated =
        record("response", URL, &format!("{HTTP}WARC-Truncated: length\r\n"), b"HTTP/1.1 200 OK\r\n\r\nabc");
    check(
        &truncated,
        "
1 https://ejemplo.test/ 3 CutShort
Truncated Unknown Member 1 https://ejemplo.test/ 3: the capture was cut off: length",
    );
    let segments = [
        record("response", URL, &format!("{HTTP}WARC-Segment-Number: 1\r\n"), b"HTTP/1.1 200 OK\r\n\r\nabc"),
        record("continuation", URL, "WARC-Segment-Number: 2\r\n", b"def"),
    ];
    check(
        &segments.concat(),
        "
1 https://ejemplo.test/ 3 CutShort
Truncated Unknown Member 1 https://ejemplo.test/ 3: the first of several segments
UnsupportedFeature Bytes(3) Member 2 https://ejemplo.test/ 0: a further segment of an earlier record; segments are \
         not joined",
    );
}

#[test]
fn heads_without_bodies_and_odd_records() {
    let moved = b"HTTP/1.1 301 Moved\r\nLocation: https://ejemplo.test/nueva\r\n\r\n";
    let kept = check(&digested(URL, std::str::from_utf8(moved).expect("ASCII"), b"", b""), "");
    assert!(kept.text(&model::PartKind::Text).contains("Location: https://ejemplo.test/nueva"));
    assert!(kept.text(&model::PartKind::Members).contains("\t301\t"));

    let latin = b"HTTP/1.1 200 S\xed\r\n\r\nabc";
    let kept = check(&response(URL, latin), "1 https://ejemplo.test/ 3 Complete");
    assert!(kept.text(&model::PartKind::Text).contains("200 Sí"));

    let posted = record(
        "request",
        URL,
        "Content-Type: application/http;msgtype=request\r\n",
        b"POST / HTTP/1.1\r\n\r\nnombre=Juan\xff\xfe\0binario",
    );
    let kept = check(
        &posted,
        "UnsupportedFeature Bytes(10) Member 1 https://ejemplo.test/ 0: bytes that are no UTF-8 text",
    );
    assert!(kept.text(&model::PartKind::Text).contains("nombre=Juan"));

    let lookup =
        record("response", "dns:ejemplo.test", "Content-Type: text/dns\r\n", b"ejemplo.test. A 192.0.2.1");
    let kept = check(&lookup, "1 dns:ejemplo.test 25 Complete");
    assert_eq!(kept.members[0].member.claimed.as_ref().map(|claimed| claimed.as_str()), Some("text/dns"));
}

#[test]
fn bodies_that_grow_too_much_are_refused() {
    let gzip = gzipped(&vec![0; 20 * 1024 * 1024]);
    let message = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".as_slice(), &gzip].concat();
    let bytes =
        [response(URL, &message), response("https://ejemplo.test/b", b"HTTP/1.1 200 OK\r\n\r\nb")].concat();
    for bytes in [bytes.clone(), gzipped(&bytes)] {
        let outline = read(&bytes, &request("a.warc")).outline();
        assert!(
            outline.starts_with(
                "1 https://ejemplo.test/ 0 Refused\n2 https://ejemplo.test/b 1 Complete\nTooLarge "
            ),
            "{outline}"
        );
    }
}
