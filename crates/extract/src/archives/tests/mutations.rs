//! Whatever bytes come, readers end, every member is ended, and every part is sound (the host of these tests asserts
//! it).

use proptest::prelude::*;

use super::build::{ZipEntry, file, gzipped, pax, tar, tar_entry, zip, zip64};
use super::read;
use crate::unpack::testing::request;
use crate::{Format, Limits, Request};

fn samples() -> Vec<(Format, Vec<u8>)> {
    let entries = [
        file("a.txt", &b"uno dos tres ".repeat(20)),
        ZipEntry { flags: 8, ..file("b/ñ.txt", b"streamed") },
        ZipEntry {
            method: 0,
            ..file("datapackage.json", b"{\"resources\":[{\"path\":\"a.txt\",\"hash\":\"x\"}]}")
        },
        ZipEntry {
            method: 0,
            ..file("pages/pages.jsonl", b"{\"url\":\"u\",\"title\":\"t\",\"ts\":\"1\"}\n")
        },
        ZipEntry { unix_mode: 0o120_777, ..file("enlace", b"x") },
    ];
    let members = [
        tar_entry("a", b'0', "", b"uno"),
        tar_entry("././@LongLink", b'L', "", b"largo\0"),
        tar_entry("corto", b'0', "", b"dos"),
        pax(&[("GNU.sparse.realsize", "2000"), ("GNU.sparse.map", "100,3,1500,3"), ("mtime", "1.5")]),
        tar_entry("hueco", b'0', "", b"unodos"),
        tar_entry("enlace", b'2', "a", b""),
    ];
    vec![
        (Format::Zip, zip(&entries)),
        (Format::Wacz, zip64(&entries)),
        (Format::Tar, tar(&members)),
        (Format::Gzip, [gzipped(b"uno"), gzipped(&tar(&members))].concat()),
    ]
}

fn limited() -> Request {
    let limits = Limits { member_bytes: 1 << 20, total_bytes: 4 << 20, members: 50, ..Limits::default() };
    Request { limits, ..request("box.zip") }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn mutated_archives_are_read(
        sample in 0..4usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        cut_it in any::<bool>(),
    ) {
        let (format, mut bytes) = samples().swap_remove(sample);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut_it {
            bytes.truncate(cut.index(bytes.len()));
        }
        read(format, &bytes, &limited()).outline();
    }

    #[test]
    fn arbitrary_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for format in [Format::Zip, Format::Wacz, Format::Tar, Format::Gzip] {
            read(format, &bytes, &limited()).outline();
        }
    }
}
