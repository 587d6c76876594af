//! What the TAR reader gives for sound, damaged and hostile archives.

use model::PartKind;

use super::build::{pax, tar, tar_entry, tar_entry_sized};
use super::{check, original, read};
use crate::unpack::testing::request;
use crate::{Format, Request};

const END: [u8; 1024] = [0; 1024];

#[test]
fn files_are_members_and_links_are_named() {
    let bytes = tar(&[
        tar_entry("carpeta/", b'5', "", b""),
        tar_entry("carpeta/año.txt", b'0', "", b"uno"),
        tar_entry("enlace", b'2', "/etc/passwd", b""),
        tar_entry("duro", b'1', "carpeta/año.txt", b""),
        tar_entry("tubo", b'6', "", b""),
        tar_entry("../fuera", b'0', "", &[7; 600]),
        tar_entry("carpeta/año.txt", b'7', "", b"otra vez"),
        tar_entry("volumen", b'M', "", b"m"),
    ]);
    let kept = check(
        Format::Tar,
        &bytes,
        "
carpeta/año.txt 3 Complete
../fuera 600 Complete
carpeta/año (2).txt 8 Complete
volumen 1 Complete
NotAFile Nothing Member enlace 0: a symbolic link to /etc/passwd
NotAFile Nothing Member duro 0: a hard link to carpeta/año.txt
NotAFile Nothing Member tubo 0: a pipe
UnsafePath Nothing Member ../fuera 0
UnsupportedFeature Nothing Member volumen 0: TAR entry type 'M', taken as a file",
    );
    assert_eq!(original(&kept, &bytes, "carpeta/año.txt"), "carpeta/año.txt".as_bytes());
    let time = kept.members[0].member.modified.map(|time| time.to_string());
    assert_eq!(time.as_deref(), Some("2023-11-14T22:13:20Z"));
}

#[test]
fn links_and_folders_that_state_a_size() {
    let bytes = tar(&[
        tar_entry_sized("carpeta/", b'5', "", b"", 4096),
        tar_entry_sized("duro", b'1', "a", b"", 9),
        tar_entry("otro", b'1', "a", b"lleva bytes"),
        tar_entry_sized("fin", b'2', "a", b"", 700),
    ]);
    check(
        Format::Tar,
        &bytes,
        "
otro 11 Complete
NotAFile Nothing Member duro 0: a hard link to a
NotAFile Nothing Member otro 0: a hard link to a
NotAFile Nothing Member fin 0: a symbolic link to a",
    );
}

#[test]
fn long_names_of_both_kinds() {
    let long = format!("{}/último.txt", "muy-largo".repeat(20));
    let gnu = tar_entry("././@LongLink", b'L', "", format!("{long}\0").as_bytes());
    let odd = "con\nsalto=y espacio.txt";
    let bytes = tar(&[
        gnu,
        tar_entry("corto", b'0', "", b"uno"),
        pax(&[("path", odd), ("mtime", "1700000000.5"), ("size", "3")]),
        tar_entry_sized("otro", b'0', "", b"dos", 0),
        pax(&[("comment", "nada")]),
        tar_entry("tres", b'0', "", b"tres"),
    ]);
    let kept = check(Format::Tar, &bytes, &format!("{long} 3 Complete\n{odd} 3 Complete\ntres 4 Complete"));
    assert_eq!(original(&kept, &bytes, &long), long.as_bytes());
    assert_eq!(kept.text(&PartKind::Members), format!("{long}\ncon\\nsalto=y espacio.txt\ntres\n"));
    let time = kept.members[1].member.modified.map(|time| time.to_string());
    assert_eq!(time.as_deref(), Some("2023-11-14T22:13:20.5Z"));
}

#[test]
fn sparse_files_are_filled_with_zeros() {
    let mut expected = vec![0; 2000];
    expected[100..103].copy_from_slice(b"uno");
    expected[1500..1503].copy_from_slice(b"dos");
    let forms = [
        [
            pax(&[
                ("GNU.sparse.size", "2000"),
                ("GNU.sparse.numblocks", "2"),
                ("GNU.sparse.offset", "100"),
                ("GNU.sparse.numbytes", "3"),
                ("GNU.sparse.offset", "1500"),
                ("GNU.sparse.numbytes", "3"),
            ]),
            tar_entry("hueco", b'0', "", b"unodos"),
        ],
        [
            pax(&[("GNU.sparse.realsize", "2000"), ("GNU.sparse.map", "100,3,1500,3")]),
            tar_entry("hueco", b'0', "", b"unodos"),
        ],
        [
            pax(&[
                ("GNU.sparse.major", "1"),
                ("GNU.sparse.minor", "0"),
                ("GNU.sparse.realsize", "2000"),
                ("GNU.sparse.name", "hueco"),
            ]),
            {
                let mut data = b"2\n100\n3\n1500\n3\n".to_vec();
                data.resize(512, 0);
                data.extend(b"unodos");
                tar_entry("GNUSparseFile.0/hueco", b'0', "", &data)
            },
        ],
    ];
    for form in forms {
        let bytes = tar(&[form.concat(), tar_entry("después", b'0', "", b"x")]);
        let kept = check(Format::Tar, &bytes, "hueco 2000 Complete\ndespués 1 Complete");
        assert_eq!(kept.bytes("hueco"), expected);
    }
    let contradiction = [
        pax(&[("GNU.sparse.realsize", "10"), ("GNU.sparse.map", "100,3")]),
        tar_entry("hueco", b'0', "", b"uno"),
    ];
    let outline = read(Format::Tar, &tar(&contradiction), &request("a.tar")).outline();
    assert_eq!(outline, "Damaged Members(1) Bytes 1024 1539: a sparse file's map contradicts itself");
}

#[test]
fn damage_is_passed_over() {
    let mut spoilt = tar_entry("roto", b'0', "", b"roto");
    spoilt[0] ^= 1;
    let bytes = tar(&[tar_entry("a", b'0', "", b"1"), spoilt, tar_entry("b", b'0', "", b"2")]);
    check(
        Format::Tar,
        &bytes,
        "
a 1 Complete
b 1 Complete
Damaged Bytes(1024) Bytes 1024 2048: no header where one must be; the next one found is followed",
    );
    // What stands behind the end mark is read as well.
    let two = [tar(&[tar_entry("a", b'0', "", b"1")]), tar(&[tar_entry("b", b'0', "", b"2")])].concat();
    check(Format::Tar, &two, "a 1 Complete\nb 1 Complete");
    let endless = tar_entry("a", b'L', "", &vec![b'x'; 2 * 1024 * 1024]);
    let outline =
        read(Format::Tar, &tar(&[endless, tar_entry("b", b'0', "", b"2")]), &request("a.tar")).outline();
    assert!(outline.starts_with("b 1 Complete\nDamaged Members(1) Bytes 0 "), "{outline}");
}

#[test]
fn truncation_is_named() {
    let bytes = [tar_entry("a", b'0', "", b"1"), tar_entry("b", b'0', "", &[b'2'; 1000])].concat();
    let no_end = "Truncated Unknown: the archive has no end mark; members after its last one may be missing";
    check(Format::Tar, &bytes, &format!("a 1 Complete\nb 1000 Complete\n{no_end}"));
    check(
        Format::Tar,
        &bytes[..1024 + 512 + 400],
        "
a 1 Complete
b 400 CutShort
Truncated Bytes(600) Member b 400: 400 bytes came, the container says 1000",
    );
    check(
        Format::Tar,
        &bytes[..1024 + 100],
        "a 1 Complete\nTruncated Unknown Bytes 1024 1124: the archive ends inside a header",
    );
    check(Format::Tar, &[&bytes, END.as_slice(), &[0; 100]].concat(), "a 1 Complete\nb 1000 Complete");
}

#[test]
fn depth_is_limited() {
    let bytes = tar(&[tar_entry("a", b'0', "", b"1"), tar_entry("b", b'0', "", b"2")]);
    let kept = read(Format::Tar, &bytes, &Request { depth: 9, ..request("a.tar") });
    assert_eq!(kept.outline(), "TooDeep Members(2): the limit is 8 containers inside one another");
}
