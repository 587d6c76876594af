//! What the WACZ reader makes of a package's own digests and lists.

use model::{PartKind, Place};
use sha2::{Digest as _, Sha256};

use super::build::{ZipEntry, file, zip};
use super::check;
use crate::Format;

const PAGES: &str = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All\"}\n\
    {\"id\":\"1\",\"url\":\"https://ejemplo.test/nota\",\"title\":\"La \\\"nota\\\"\",\"ts\":\"2025-03-20T10:00:00Z\"}\n\
    esto no es JSON\n\
    {\"url\": \"https://ejemplo.test/otra\", \"title\": \"Otra nota\"}\n";

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn package(page_hash: &str, manifest_hash: Option<&str>) -> Vec<u8> {
    let archive = ZipEntry { method: 0, ..file("archive/data.warc.gz", b"WARC bytes") };
    let manifest = format!(
        "{{\"profile\": \"data-package\", \"wacz_version\": \"1.1.1\", \"resources\": [\
         {{\"name\": \"data.warc.gz\", \"path\": \"archive/data.warc.gz\", \"hash\": \"sha256:{}\", \"bytes\": 10}},\
         {{\"name\": \"pages.jsonl\", \"path\": \"pages/pages.jsonl\", \"hash\": \"sha256:{page_hash}\"}},\
         {{\"name\": \"x\", \"path\": \"indexes/x.cdx\", \"hash\": \"sha256:00\"}}]}}",
        hash(b"WARC bytes"),
    );
    let own = hash(manifest.as_bytes());
    let seal = format!(
        "{{\"path\": \"datapackage.json\", \"hash\": \"sha256:{}\", \"signedData\": {{}}}}",
        manifest_hash.unwrap_or(&own)
    );
    zip(&[
        archive,
        file("pages/pages.jsonl", PAGES.as_bytes()),
        file("datapackage.json", manifest.as_bytes()),
        file("datapackage-digest.json", seal.as_bytes()),
    ])
}

#[test]
fn digests_are_checked_and_pages_listed() {
    let kept = super::read(
        Format::Wacz,
        &package(&hash(PAGES.as_bytes()), None),
        &crate::unpack::testing::request("a.wacz"),
    );
    let outline = kept.outline();
    assert!(outline.starts_with("archive/data.warc.gz 10 Complete\npages/pages.jsonl "), "{outline}");
    assert!(
        outline.ends_with(
            "
Damaged Members(1) Member indexes/x.cdx 0: datapackage.json names it, and it is not there
UnsupportedFeature Nothing Member datapackage-digest.json 0: the package's signature was not verified
Damaged Rows(1) Member pages/pages.jsonl 0: lines that are no JSON or too long"
        ),
        "{outline}"
    );
    assert_eq!(
        kept.text(&PartKind::Text),
        "La \"nota\"\thttps://ejemplo.test/nota\t2025-03-20T10:00:00Z\nOtra nota\thttps://ejemplo.test/otra\t\n"
    );
    let at = |words: &str| PAGES.find(words).expect("in the list") as u64;
    let place = |start, end| vec![Place::Member { path: "pages/pages.jsonl".into(), start, end }];
    let otra = at("Otra nota");
    assert_eq!(kept.places("Otra nota"), place(otra, otra + 9));
    let line = at("{\"id\":\"1\"");
    assert_eq!(kept.places("La \"nota\""), place(line, at("esto no es")), "an escaped value is its line");
}

#[test]
fn a_changed_member_or_list_is_found() {
    let wrong = "0".repeat(64);
    let found = |bytes: &[u8]| {
        let kept = super::read(Format::Wacz, bytes, &crate::unpack::testing::request("a.wacz"));
        let mismatches = kept.defects.iter().filter(|d| d.kind == model::DefectKind::ChecksumMismatch);
        mismatches.map(|defect| defect.place.clone()).collect::<Vec<_>>()
    };
    let at = |path: &str| vec![Some(crate::unpack::in_member(path, 0))];
    assert_eq!(found(&package(&wrong, None)), at("pages/pages.jsonl"));
    assert_eq!(found(&package(&hash(PAGES.as_bytes()), Some(&wrong))), at("datapackage.json"));
}

#[test]
fn a_package_without_its_list_says_so() {
    check(
        Format::Wacz,
        &zip(&[file("archive/a.warc", b"x")]),
        "
archive/a.warc 1 Complete
Damaged Nothing Member datapackage.json 0: it cannot be read, so no digest in it was checked",
    );
}
