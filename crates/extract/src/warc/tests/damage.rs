//! Damaged and truncated WARC files, and whatever bytes come.

use proptest::prelude::*;

use super::{MEMBERS, capture, check, gzipped, read, record, response};
use crate::unpack::testing::request;
use crate::{Limits, Request};

#[test]
fn a_truncated_file_keeps_what_came() {
    let bytes = capture()[2].clone();
    check(
        &bytes[..bytes.len() - 8],
        "
1 https://ejemplo.test/nota?id=1 9 CutShort
Truncated Unknown Member 1 https://ejemplo.test/nota?id=1 9: the file ends inside a record",
    );
    check(&bytes[..60], "Truncated Unknown Bytes 0 60: the file ends inside a record's head");
    let info = capture()[0].clone();
    let kept =
        check(&info[..info.len() - 14], "Truncated Bytes(10) Bytes 125 167: the file ends inside a record");
    assert!(kept.text(&model::PartKind::Text).contains("Grabador"));
    let packed = gzipped(&bytes);
    let outline = read(&packed[..packed.len() - 20], &request("a.warc.gz")).outline();
    assert!(outline.contains(" CutShort\nTruncated Unknown Member 1 "), "{outline}");
}

#[test]
fn damage_is_passed_over() {
    let pages = |count: usize| -> Vec<Vec<u8>> {
        let message = |n: usize| format!("HTTP/1.1 200 OK\r\n\r\n{n}");
        (1..=count).map(|n| response(&format!("https://ejemplo.test/{n}"), message(n).as_bytes())).collect()
    };
    let [first, second] = [pages(2)[0].clone(), pages(2)[1].clone()];
    let junk = b"esto no es un registro\nWARC/ tampoco\n".as_slice();
    check(
        &[&first, junk, &second].concat(),
        &format!(
            "1 https://ejemplo.test/1 1 Complete\n2 https://ejemplo.test/2 1 Complete\nDamaged Bytes(37) Bytes {} {}: \
             no WARC record where one must begin; the next one found is followed",
            first.len(),
            first.len() + junk.len()
        ),
    );
    // A length that is too small by three: the rest of the body is no record.
    let text =
        String::from_utf8(first.clone()).expect("ASCII").replace("Content-Length: 20", "Content-Length: 17");
    let outline = read(&[text.as_bytes(), &second].concat(), &request("a.warc")).outline();
    assert!(outline.contains("2 https://ejemplo.test/2 1 Complete\nDamaged Bytes("), "{outline}");

    let three = pages(3);
    let mut spoilt = gzipped(&three[1]);
    let at = spoilt.len() / 2;
    spoilt[at..at + 10].fill(0xff);
    let outline =
        read(&[gzipped(&three[0]), spoilt, gzipped(&three[2])].concat(), &request("a.warc.gz")).outline();
    assert!(outline.starts_with("1 https://ejemplo.test/1 1 Complete\n"), "{outline}");
    assert!(outline.contains(" https://ejemplo.test/3 1 Complete\n"), "{outline}");
    assert!(outline.contains("Damaged "), "{outline}");

    let mut wrong_sum = gzipped(&three[1]);
    let crc = wrong_sum.len() - 8;
    wrong_sum[crc] ^= 1;
    let outline =
        read(&[gzipped(&three[0]), wrong_sum, gzipped(&three[2])].concat(), &request("a.warc.gz")).outline();
    assert!(
        outline.contains("3 https://ejemplo.test/3 1 Complete\nChecksumMismatch Unknown Bytes "),
        "{outline}"
    );
    let trailing = [gzipped(&three[0]), b"firma".to_vec()].concat();
    let outline = read(&trailing, &request("a.warc.gz")).outline();
    assert!(outline.ends_with(": bytes after the last gzip stream"), "{outline}");
}

/// Gives its bytes, and then fails for ever.
struct Failing(std::io::Cursor<Vec<u8>>);

impl std::io::Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::from_raw_os_error(5)),
            read => Ok(read),
        }
    }
}

impl std::io::Seek for Failing {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_failing_disk_ends_the_reading() {
    let page = response("https://ejemplo.test/1", b"HTTP/1.1 200 OK\r\n\r\n1");
    for bytes in [page.clone(), gzipped(&page), page[..page.len() - 5].to_vec()] {
        let mut kept = crate::unpack::testing::Kept::default();
        crate::warc::read(&mut Failing(std::io::Cursor::new(bytes)), &request("a.warc"), &mut kept);
        assert!(kept.outline().contains("Unreadable Unknown"), "{}", kept.outline());
    }
}

#[test]
fn endless_lines_stay_small() {
    let mut bytes = b"WARC/1.1\r\nWARC-Type: ".to_vec();
    bytes.resize(5_000_000, b'x');
    bytes.extend(b"\r\n\r\n");
    bytes.extend(response("https://ejemplo.test/1", b"HTTP/1.1 200 OK\r\n\r\n1"));
    let outline = read(&bytes, &request("a.warc")).outline();
    assert!(
        outline.starts_with("1 https://ejemplo.test/1 1 Complete\nDamaged Bytes(5000004) Bytes 0 "),
        "{outline}"
    );
    let long = record("metadata", "", "", &b"dato: valor\n".repeat(100_000));
    let kept = check(&long, "");
    assert!(kept.parts.iter().all(|part| part.text.len() < 256 * 1024));
    assert_eq!(kept.text(&model::PartKind::Text).matches("dato: valor\n").count(), 100_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn mutated_captures_are_read(
        packed in 0..3usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        cut_it in any::<bool>(),
    ) {
        let mut bytes = match packed {
            0 => capture().concat(),
            1 => capture().iter().flat_map(|record| gzipped(record)).collect(),
            _ => gzipped(&capture().concat()),
        };
        if changes.is_empty() && !cut_it {
            prop_assert_eq!(read(&bytes, &request("a.warc")).outline(), MEMBERS);
        }
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut_it {
            bytes.truncate(cut.index(bytes.len()));
        }
        let limits = Limits { member_bytes: 1 << 20, total_bytes: 4 << 20, ..Limits::default() };
        read(&bytes, &Request { limits, ..request("a.warc") }).outline();
    }

    #[test]
    fn arbitrary_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..2000), warc in any::<bool>()) {
        let bytes = if warc { [b"WARC/1.1\r\n".to_vec(), bytes].concat() } else { bytes };
        read(&bytes, &request("a.warc")).outline();
    }
}
