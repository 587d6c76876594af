//! What the ZIP reader gives for sound, damaged and hostile archives.

use model::PartKind;

use super::build::{ZipEntry, crc32, file, zip, zip64};
use super::{check, check_with, original, read};
use crate::unpack::testing::request;
use crate::{Format, Limits, Request};

#[test]
fn files_are_members_and_folders_are_listed() {
    let folder = ZipEntry { method: 0, ..file("denuncias/", b"") };
    let stored = ZipEntry { method: 0, ..file("denuncias/año 2025.txt", b"dos") };
    let streamed = ZipEntry { flags: 8, ..file("denuncias/tres.txt", b"tres tres tres") };
    let bytes = zip(&[folder, file("lista.csv", b"uno,1\n"), stored, streamed]);
    let kept = check(
        Format::Zip,
        &bytes,
        "
lista.csv 6 Complete
denuncias/año 2025.txt 3 Complete
denuncias/tres.txt 14 Complete",
    );
    assert_eq!(kept.bytes("denuncias/tres.txt"), b"tres tres tres");
    assert_eq!(
        kept.text(&PartKind::Members),
        "denuncias/\nlista.csv\ndenuncias/año 2025.txt\ndenuncias/tres.txt\n"
    );
    assert_eq!(original(&kept, &bytes, "año 2025"), "año 2025".as_bytes());
}

#[test]
fn the_zip_crate_and_this_reader_agree() {
    use std::io::{Cursor, Write as _};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.add_directory("carpeta", options).expect("in memory");
    writer.start_file("carpeta/grande.txt", options.large_file(true)).expect("in memory");
    writer.write_all(&b"linea\n".repeat(5000)).expect("in memory");
    let bytes = writer.finish().expect("in memory").into_inner();
    let kept = check(Format::Zip, &bytes, "carpeta/grande.txt 30000 Complete");
    assert_eq!(kept.text(&PartKind::Members), "carpeta/\ncarpeta/grande.txt\n");
}

#[test]
fn names_in_code_page_437_and_unicode_paths() {
    let dos = ZipEntry { name: b"ma\xa4ana.txt".to_vec(), ..file("", b"1") };
    let mut extra = vec![0x75, 0x70, 14, 0, 1];
    extra.extend(crc32(b"manana.txt").to_le_bytes());
    extra.extend("mañana.d".as_bytes());
    let renamed = ZipEntry { extra, ..file("manana.txt", b"2") };
    let bytes = zip(&[dos, renamed]);
    let kept = check(Format::Zip, &bytes, "mañana.txt 1 Complete\nmañana.d 1 Complete");
    assert_eq!(original(&kept, &bytes, "ñana.txt"), b"\xa4ana.txt");
    assert_eq!(original(&kept, &bytes, "mañana.d"), b"manana.txt");
}

#[test]
fn what_cannot_be_unpacked_is_named() {
    let encrypted = ZipEntry { flags: 1, ..file("secreto.pdf", b"x") };
    let packed = |name, method| ZipEntry { method, ..file(name, b"x") };
    let link = ZipEntry { unix_mode: 0o120_777, ..file("enlace", b"../../etc/passwd") };
    check(
        Format::Zip,
        &zip(&[
            encrypted,
            packed("a", 9),
            packed("b", 12),
            packed("c", 14),
            packed("d", 93),
            link,
            file("e", b"e"),
        ]),
        "
e 1 Complete
Encrypted Members(1) Member secreto.pdf 0
UnsupportedFeature Members(1) Member a 0: compression method 9 (Deflate64)
UnsupportedFeature Members(1) Member b 0: compression method 12 (BZIP2)
UnsupportedFeature Members(1) Member c 0: compression method 14 (LZMA)
UnsupportedFeature Members(1) Member d 0: compression method 93 (Zstandard)
NotAFile Nothing Member enlace 0: a link to ../../etc/passwd",
    );
}

#[test]
fn strange_paths_are_kept_and_named() {
    let bytes = zip(&[file("../../x", b"1"), file("/etc/x", b"2"), file("C:\\x", b"3"), file("a\0b", b"4")]);
    let kept = check(
        Format::Zip,
        &bytes,
        "
../../x 1 Complete
/etc/x 1 Complete
C:\\x 1 Complete
a\0b 1 Complete
UnsafePath Nothing Member ../../x 0
UnsafePath Nothing Member /etc/x 0
UnsafePath Nothing Member C:\\x 0
UnsafePath Nothing Member a\0b 0",
    );
    assert_eq!(kept.text(&PartKind::Members), "../../x\n/etc/x\nC:\\x\na\\u{0}b\n");
    check(
        Format::Zip,
        &zip(&[file("a.txt", b"1"), file("a.txt", b"22"), file("a (2).txt", b"333")]),
        "a.txt 1 Complete\na (2).txt 2 Complete\na (2) (2).txt 3 Complete",
    );
}

#[test]
fn time_stamps_need_a_zone() {
    let unix = ZipEntry { extra: b"UT\x05\0\x01\0\xf1\x53\x65".to_vec(), ..file("unix", b"") };
    let mut ntfs = vec![0x0a, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0];
    ntfs.extend((133_444_736_000_000_000_u64 + 5_000_000).to_le_bytes());
    ntfs.extend([0; 16]);
    let bytes = zip(&[file("dos", b""), unix, ZipEntry { extra: ntfs, ..file("ntfs", b"") }]);
    let kept = check(Format::Zip, &bytes, "dos 0 Complete\nunix 0 Complete\nntfs 0 Complete");
    let times: Vec<_> =
        kept.members.iter().map(|kept| kept.member.modified.map(|time| time.to_string())).collect();
    assert_eq!(times, [None, Some("2023-11-14T22:13:20Z".into()), Some("2023-11-14T22:13:20.5Z".into())],);
}

#[test]
fn limits_stop_bombs() {
    let zeros = vec![0; 40 * 1024 * 1024];
    let kept = read(Format::Zip, &zip(&[file("zeros", &zeros), file("a", b"a")]), &request("bomb.zip"));
    assert!(
        kept.outline().starts_with("zeros 0 Refused\na 1 Complete\nTooLarge Members(1) Member zeros 0: ")
    );

    // Every entry unpacks the same packed bytes.
    let mut bytes = zip(&[file("0", &zeros[..1_000_000])]);
    let end = bytes.split_off(bytes.len() - 22);
    let header = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("a central header");
    let entry = bytes[header..].to_vec();
    (1..50).for_each(|_| bytes.extend(&entry));
    let at = bytes.len();
    bytes.extend(end);
    bytes[at + 8] = 50;
    bytes[at + 10] = 50;
    bytes[at + 12..at + 16].copy_from_slice(&(50 * entry.len() as u32).to_le_bytes());
    check_with(
        Format::Zip,
        &bytes,
        Limits { total_bytes: 3_000_000, ..Limits::default() },
        "
0 1000000 Complete
0 (2) 1000000 Complete
0 (3) 1000000 Complete
0 (4) 0 Refused
TooLarge Members(1) Member 0 (4) 0: with it, the container has unpacked to more than 3000000 bytes
TooLarge Members(46): the limit is 3000000 bytes out of a container",
    );
}

#[test]
fn a_container_too_deep_is_listed_only() {
    let bytes = zip(&[file("a", b"1"), file("b", b"2")]);
    let kept = read(Format::Zip, &bytes, &Request { depth: 8, ..request("a.zip") });
    assert_eq!(kept.outline(), "TooDeep Members(2): the limit is 8 containers inside one another");
    assert_eq!(kept.text(&PartKind::Members), "a\nb\n");
}

#[test]
fn sizes_and_checksums_are_checked() {
    let wrong = ZipEntry { crc: Some(7), ..file("crc", b"abc") };
    let cut = ZipEntry { packed: Some(b"ab".to_vec()), method: 0, ..file("corto", b"abc") };
    let mut spoilt =
        super::build::deflated(&(0..99_999).map(|n: u32| n.to_string()).collect::<String>().into_bytes());
    let middle = spoilt.len() / 2;
    spoilt[middle..middle + 20].fill(0xff);
    let damaged = ZipEntry { packed: Some(spoilt), ..file("roto", &[b'0'; 488_885]) };
    let kept = read(Format::Zip, &zip(&[wrong, cut, damaged]), &request("a.zip"));
    let outline = kept.outline();
    assert!(outline.starts_with("crc 3 CutShort\ncorto 2 CutShort\nroto "), "{outline}");
    assert!(
        outline.contains("ChecksumMismatch Unknown Member crc 3: the CRC-32 does not match"),
        "{outline}"
    );
    assert!(outline.contains("Truncated Bytes(1) Member corto 2"), "{outline}");
    assert!(outline.contains(" Member roto "), "{outline}");
    let kept_before_damage = kept.bytes("roto");
    assert!(kept_before_damage.len() > 100_000, "what came before the damage is kept");
    assert!(kept_before_damage.starts_with(b"0123456789101112"));
}

#[test]
fn a_damaged_directory_is_replaced_by_local_headers() {
    let streamed = ZipEntry { flags: 8, ..file("b.txt", b"dos dos dos") };
    let entries =
        [file("a.txt", b"uno"), streamed, ZipEntry { method: 0, ..file("c.txt", b"PK\x03\x04tres") }];
    let whole = zip(&entries);
    let directory = whole.windows(4).position(|window| window == b"PK\x01\x02").expect("a central header");
    let members = "a.txt 3 Complete\nb.txt 11 Complete\nc.txt 8 Complete\n";
    let gone = "Damaged Unknown: no end of the central directory; the local headers were followed instead";
    let kept = check(Format::Zip, &whole[..directory], &format!("{members}{gone}"));
    assert_eq!(kept.text(&PartKind::Members), "a.txt\nb.txt\nc.txt\n");

    let mut spoilt = whole.clone();
    let second = directory + 46 + "a.txt".len();
    spoilt[second] = b'X';
    let broken = "Damaged Unknown: no central header here; the local headers were followed instead";
    check(Format::Zip, &spoilt, &format!("{members}{broken}"));

    check(
        Format::Zip,
        &whole[..directory - 3],
        &format!(
            "a.txt 3 Complete\nb.txt 11 Complete\nc.txt 5 CutShort\nTruncated Bytes(3) Member c.txt 5: 5 bytes \
             came, the container says 8\n{gone}"
        ),
    );
    let nothing =
        "Damaged Everything: no end of the central directory; the local headers were followed instead";
    check(Format::Zip, b"PK\x03\x04 and nothing else", nothing);
}

#[test]
fn prefixes_trailers_and_wide_archives_are_read() {
    let archive = zip(&[file("a", b"uno"), file("b", b"dos")]);
    let both = "a 3 Complete\nb 3 Complete";
    check(Format::Zip, &[b"#!/bin/sh\n".as_slice(), &archive].concat(), both);
    check(Format::Zip, &[&archive, b"\n-- firma PK\x05\x06 falsa --".as_slice()].concat(), both);
    let wide = zip64(&[file("a", b"uno"), file("b", b"dos")]);
    check(Format::Zip, &wide, both);
    check(Format::Zip, &[b"prefijo".as_slice(), &wide].concat(), both);
    check(Format::Zip, &zip(&[]), "");
}
