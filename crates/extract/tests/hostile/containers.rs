//! Rows of archives that are made to break readers.

use model::DefectKind::{Damaged, TooDeep, TooLarge, Truncated, UnsafePath};

use crate::{ANY, FAILED, NOT_WHOLE, PARTIAL, Row, WHOLE, build, check, check_all};

#[test]
fn bombs() {
    let row = |what, name, bytes, defects| Row { what, name, bytes, defects, states: PARTIAL };
    check_all(&[
        row("a flat bomb", "bomba.zip", build::zip(&[("ceros", &vec![0; 80 << 20])]), &[TooLarge]),
        row("entries that overlap", "bomba.zip", build::overlapping_zip(300, 1 << 20), &[TooLarge]),
        row("a gzip of zeros", "ceros.gz", build::gzip(&vec![0; 80 << 20]), &[TooLarge]),
        row(
            "a packed TAR of zeros",
            "ceros.tar.gz",
            build::gzip(&build::tar(&[("c", &vec![0; 80 << 20])])),
            &[TooLarge],
        ),
    ]);
    let nested = Row {
        what: "bombs inside archives",
        name: "bomba.zip",
        bytes: build::nested_bomb(4, 16),
        defects: &[TooLarge],
        states: WHOLE,
    };
    check(&nested);
}

#[test]
fn nesting() {
    let mut bytes = build::zip(&[("fondo.txt", b"nadie llega aqui")]);
    for _ in 0..20 {
        bytes = build::zip(&[("dentro.zip", &bytes)]);
    }
    check(&Row { what: "twenty archives deep", name: "a.zip", bytes, defects: &[TooDeep], states: WHOLE });
    let mut bytes = b"fondo".to_vec();
    for _ in 0..20 {
        bytes = build::gzip(&bytes);
    }
    check(&Row { what: "twenty times packed", name: "a.gz", bytes, defects: &[TooDeep], states: WHOLE });
}

#[test]
fn paths_that_lead_outside() {
    let files: [(&str, &[u8]); 3] =
        [("../../etc/cron.d/x", b"1"), ("/etc/passwd", b"2"), ("C:\\Windows\\x", b"3")];
    for (name, bytes) in [("a.zip", build::zip(&files)), ("a.tar", build::tar(&files))] {
        let row = Row { what: "paths outside", name, bytes, defects: &[UnsafePath], states: WHOLE };
        let reading = check(&row);
        assert_eq!(reading.members.len(), 3, "they are kept");
    }
}

#[test]
fn truncated_archives() {
    let files: [(&str, &[u8]); 2] = [("uno.txt", &[b'u'; 3000]), ("dos.txt", &[b'd'; 3000])];
    let samples = [
        ("a.zip", build::zip(&files), Damaged),
        ("a.tar", build::tar(&files), Truncated),
        ("a.gz", build::gzip(&[b'u'; 3000]), Truncated),
        ("a.warc", build::warc(), Truncated),
        ("a.warc.gz", build::gzip(&build::warc()), Truncated),
    ];
    for (name, bytes, kind) in samples {
        let quarter = bytes.len() / 4;
        for length in [quarter, 2 * quarter, 3 * quarter] {
            let defects: &[model::DefectKind] = if kind == Damaged { &[Damaged] } else { &[Truncated] };
            let bytes = bytes[..length].to_vec();
            check(&Row { what: "a truncated archive", name, bytes, defects, states: NOT_WHOLE });
        }
        for length in 0..bytes.len().min(600) {
            let bytes = bytes[..length].to_vec();
            check(&Row { what: "a beginning of an archive", name, bytes, defects: &[], states: ANY });
        }
    }
}

#[test]
fn archives_of_nothing_but_a_signature() {
    let junk = |magic: &[u8]| [magic, &[0xa5; 500]].concat();
    let row =
        |name, bytes| Row { what: "a signature and junk", name, bytes, defects: &[Damaged], states: FAILED };
    check_all(&[row("a.zip", junk(b"PK\x03\x04")), row("a.gz", junk(b"\x1f\x8b\x08"))]);
}
