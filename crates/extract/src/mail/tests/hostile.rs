//! Messages made to break a reader.

use std::time::{Duration, Instant};

use model::DefectKind;
use proptest::prelude::*;

use super::{body, read_box, read_bytes};
use crate::html::tests::request;

const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn depth_and_numbers_are_bounded() {
    let begun = Instant::now();
    let deep: String = (0..300)
        .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"))
        .collect();
    let kept = read_bytes(deep.as_bytes(), &request());
    assert_eq!(kept.kinds(), [DefectKind::Damaged, DefectKind::Truncated]);
    assert!(body(&kept).contains("--b299"));
    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(2000));
    assert_eq!(body(&read_bytes(many.as_bytes(), &request())), "x\n".repeat(2000));
    let headers = "X: y\n".repeat(300_000);
    assert_eq!(read_bytes(headers.as_bytes(), &request()).kinds(), [DefectKind::Damaged]);
    let line = format!("Subject: {}\n\n{}", "x".repeat(100_000), "y".repeat(5 << 20));
    assert_eq!(body(&read_bytes(line.as_bytes(), &request())).matches('y').count(), 5 << 20);
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
}

#[test]
fn the_source_may_be_cut_anywhere() {
    for size in [16 * 1024, 64 * 1024] {
        for before in size - 80..=size {
            let head = "Subject: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n";
            let filler = "z".repeat(before - head.len());
            let message = format!("{head}{filler}\r\nPeña\r\n\r\n\rx\r\n--b\r\n\r\ndos\r\n--b--\r\n");
            let kept = read_bytes(message.as_bytes(), &request());
            assert_eq!(body(&kept), format!("{filler}\nPeña\n\n\rx\ndos\n"), "{before}");
            assert_eq!(
                kept.source("Peña\n\n\rx", message.as_bytes()),
                ["Peña\r\n\r\n\rx".as_bytes().to_vec()]
            );
            assert_eq!(kept.defects, []);
        }
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "--b",
    "--b--",
    "--bb",
    "--",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/mixed; boundary=bb\r\n",
    "Content-Type: text/html; charset=utf-16\n",
    "Content-Type: text/plain; charset=iso-2022-jp\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: image/png; name*0*=utf-8''%F1; name*1=x\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Disposition: attachment; filename=\"=?utf-8?b?w7E=?=\"\n",
    "Subject: =?utf-8?q?=C3?= =?utf-8?b?sQ?=\n",
    " doblada\n",
    ":",
    "From a@b Mon Mar 17 09:01:00 2025\n",
    ">From x\n",
    ">>From x\n",
    "Content-Length: 12\n",
    "QUJD",
    "=41=4",
    "=",
    "=\r\n",
    "<p>á&amp;",
    "palabra ",
    "\0",
    "é",
    "\t",
    "=?",
    "?=",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_mix_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let message = pieces.concat();
        read_bytes(message.as_bytes(), &request());
        read_box(message.as_bytes(), &request());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_bytes(&bytes, &request());
        read_box(&bytes, &request());
    }

    /// No bytes of a mailbox get lost between its messages and their separators.
    #[test]
    fn mailboxes_come_apart_whole(bodies in prop::collection::vec("[a-z ]{0,20}(\n[a-z: ]{1,20}){0,5}\n", 1..6)) {
        let separator = "From x Mon Mar 17 09:01:00 2025\n";
        let mailbox: String = bodies.iter().map(|body| format!("{separator}a: b\n\n{body}\n")).collect();
        let kept = read_box(mailbox.as_bytes(), &request());
        let found: Vec<Vec<u8>> = kept.members.into_iter().map(|(_, bytes, _)| bytes).collect();
        let expected: Vec<Vec<u8>> = bodies.iter().map(|body| format!("a: b\n\n{body}").into_bytes()).collect();
        prop_assert_eq!(found, expected);
    }
}
