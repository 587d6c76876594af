//! What the gzip reader gives for sound, damaged and hostile files.

use model::PartKind;

use super::build::gzipped;
use super::{check, original, read};
use crate::archives::gzip::unpacked_name;
use crate::unpack::testing::request;
use crate::{Format, Request};

fn named(name: &[u8], content: &[u8]) -> Vec<u8> {
    let plain = gzipped(content);
    let mut bytes = plain[..10].to_vec();
    bytes[3] = 0b1100;
    bytes[4..8].copy_from_slice(&1_700_000_000u32.to_le_bytes());
    bytes.extend(b"\x02\0xx");
    bytes.extend(name);
    bytes.push(0);
    bytes.extend(&plain[10..]);
    bytes
}

#[test]
fn one_file_many_streams() {
    let bytes = [gzipped(b"uno "), gzipped(b""), gzipped(b"dos")].concat();
    let kept = check(Format::Gzip, &bytes, "box 7 Complete");
    assert_eq!(kept.bytes("box"), b"uno dos");
    check(Format::Gzip, &[&bytes, [0; 700].as_slice()].concat(), "box 7 Complete");
    let place = bytes.len();
    check(
        Format::Gzip,
        &[&bytes, b"firma".as_slice()].concat(),
        &format!(
            "box 7 Complete\nDamaged Bytes(5) Bytes {place} {}: bytes after the last gzip stream",
            place + 5
        ),
    );
}

#[test]
fn the_header_names_it_or_the_file_does() {
    let bytes = named(b"lista final.csv", b"a,b\n");
    let kept = check(Format::Gzip, &bytes, "lista final.csv 4 Complete");
    assert_eq!(kept.text(&PartKind::Members), "lista final.csv\n");
    assert_eq!(original(&kept, &bytes, "lista final.csv"), b"lista final.csv");
    let time = kept.members[0].member.modified.map(|time| time.to_string());
    assert_eq!(time.as_deref(), Some("2023-11-14T22:13:20Z"));
    let latin = check(Format::Gzip, &named(b"ni\xf1o", b""), "ni\\xf1o 0 Complete");
    assert_eq!(latin.text(&PartKind::Members), "ni\\xf1o\n");
    check(Format::Gzip, &named(b"../x", b""), "../x 0 Complete\nUnsafePath Nothing Member ../x 0");
    for (name, expected) in [
        ("a/b.tar.gz", "b.tar"),
        ("b.TGZ", "b.tar"),
        ("lista.csv.gz", "lista.csv"),
        (".gz", ".gz"),
        ("año", "año"),
        ("", "content"),
    ] {
        assert_eq!(unpacked_name(name), expected);
    }
}

#[test]
fn damage_keeps_what_came() {
    let text: String = (0..50_000).map(|n: u32| n.to_string()).collect();
    let bytes = gzipped(text.as_bytes());
    let mut wrong = gzipped(b"abc");
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;
    check(
        Format::Gzip,
        &wrong,
        "box 3 CutShort\nChecksumMismatch Unknown Member box 3: the gzip checksum does not match",
    );
    for (cut, words) in [
        (bytes.len() / 2, "the packed bytes end before their stream does"),
        (bytes.len() - 3, "failed to fill whole buffer"),
    ] {
        let kept = read(Format::Gzip, &bytes[..cut], &request("a.gz"));
        let came = kept.bytes("a").len();
        assert!(came > text.len() / 3 && text.as_bytes().starts_with(kept.bytes("a")));
        assert_eq!(kept.outline(), format!("a {came} CutShort\nTruncated Unknown Member a {came}: {words}"));
    }
    let mut spoilt = bytes.clone();
    let middle = bytes.len() / 2;
    spoilt[middle..middle + 16].fill(0xff);
    let kept = read(Format::Gzip, &spoilt, &request("a.gz"));
    assert!(kept.bytes("a").len() > text.len() / 3, "{}", kept.outline());
    check(Format::Gzip, b"\x1f\x8b\x08", "Truncated Everything: failed to fill whole buffer");
    check(
        Format::Gzip,
        b"\x1f\x8b\x07\0\0\0\0\0\0\0",
        "Damaged Everything: no gzip header that RFC 1952 knows",
    );
}

#[test]
fn bombs_and_depth() {
    let bytes = gzipped(&vec![0; 20 * 1024 * 1024]);
    let outline = read(Format::Gzip, &bytes, &request("ceros.gz")).outline();
    assert!(outline.starts_with("ceros 0 Refused\nTooLarge Members(1) Member ceros 0: "), "{outline}");
    assert!(outline.ends_with("more than 200 times as many"), "{outline}");
    let deep = read(Format::Gzip, &bytes, &Request { depth: 8, ..request("ceros.gz") });
    assert_eq!(deep.outline(), "TooDeep Members(1): the limit is 8 containers inside one another");
}
