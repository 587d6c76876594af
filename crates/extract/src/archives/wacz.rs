//! WACZ (Web Archive Collection Zipped, 1.0 to 1.2): checks the package's own digests against its bytes and lists
//! its pages. Verifies no signature: a signed package says who made it, not that a page was true.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use model::{Defect, DefectKind, Digest, Missing, Part, PartKind, Place, Step};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::host::Host;
use crate::unpack::in_member;

/// The SHA-256 of each member; `None` when not all its bytes came.
pub(super) type Digests = BTreeMap<String, Option<Digest>>;

/// The lists of pages that a package may have.
pub(super) const PAGE_LISTS: [&str; 2] = ["pages/pages.jsonl", "pages/extraPages.jsonl"];

/// A reader whose bytes are hashed on the way, where that is wanted.
pub(super) struct Digesting<'r> {
    reader: &'r mut dyn Read,
    hash: Option<Sha256>,
}

impl<'r> Digesting<'r> {
    /// Reads `reader` and hashes if `wanted`.
    pub(super) fn new(reader: &'r mut dyn Read, wanted: bool) -> Self {
        Self { reader, hash: wanted.then(Sha256::new) }
    }

    /// The digest of what was read.
    pub(super) fn digest(self) -> Option<Digest> {
        self.hash.map(|hash| Digest(hash.finalize().into()))
    }
}

impl Read for Digesting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        if let Some(hash) = &mut self.hash {
            hash.update(&buffer[..read]);
        }
        Ok(read)
    }
}

/// Compares the members' digests with `datapackage.json`, and that file's with `datapackage-digest.json`. `named`
/// fetches a small member's content: its name, and the most bytes that it may have.
pub(super) fn check(
    digests: &Digests,
    named: &mut dyn FnMut(&str, u64) -> Option<Vec<u8>>,
    host: &mut dyn Host,
) {
    let mut json = |name: &str, host: &mut dyn Host| {
        let value = named(name, MOST_MANIFEST_BYTES).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if value.is_none() && (name == MANIFEST || digests.contains_key(name)) {
            let detail = "it cannot be read, so no digest in it was checked";
            host.defect(Defect::at(in_member(name, 0), DefectKind::Damaged, Missing::Nothing, detail));
        }
        value
    };
    let manifest: Option<Value> = json(MANIFEST, host);
    let resources = manifest.as_ref().and_then(|manifest| manifest["resources"].as_array());
    for resource in resources.into_iter().flatten() {
        let told = resource["hash"].as_str().unwrap_or_default();
        if let Some(path) = resource["path"].as_str() {
            compare(path, told, MANIFEST, digests, host);
        }
    }
    let seal: Option<Value> = json(MANIFEST_DIGEST, host);
    if let Some(seal) = seal {
        let path = seal["path"].as_str().unwrap_or(MANIFEST);
        compare(path, seal["hash"].as_str().unwrap_or_default(), MANIFEST_DIGEST, digests, host);
        if seal["signedData"].is_object() {
            let place = in_member(MANIFEST_DIGEST, 0);
            let detail = "the package's signature was not verified";
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Nothing, detail));
        }
    }
}

/// Lists the pages of a page list (JSON Lines), one a line: title, address, time as written, separated by tabs.
pub(super) fn list_pages(name: &str, content: &mut dyn BufRead, host: &mut dyn Host) {
    let mut part = Part::new(PartKind::Text);
    let (mut at, mut line, mut unread, mut inside_long) = (0, Vec::new(), 0, false);
    loop {
        line.clear();
        let read = (&mut *content).take(MOST_LINE_BYTES).read_until(b'\n', &mut line);
        if !matches!(read, Ok(read) if read > 0) {
            // A damaged list was reported when it was taken as a member.
            break;
        }
        let goes_on = line.len() as u64 == MOST_LINE_BYTES && !line.ends_with(b"\n");
        let whole = Place::Member { path: name.to_owned(), start: at, end: at + line.len() as u64 };
        let page = str::from_utf8(&line).ok().and_then(|text| Some((text, serde_json::from_str(text).ok()?)));
        match page {
            _ if inside_long => {}
            Some((text, page)) => list_page(&mut part, text, &page, &whole),
            None if line.trim_ascii().is_empty() => {}
            None => unread += 1,
        }
        inside_long = goes_on;
        at += line.len() as u64;
        if part.text.len() >= Part::ENOUGH_BYTES {
            host.part(std::mem::replace(&mut part, Part::new(PartKind::Text)));
        }
    }
    if !part.text.is_empty() {
        host.part(part);
    }
    if unread > 0 {
        let detail = "lines that are no JSON or too long";
        host.defect(Defect::at(in_member(name, 0), DefectKind::Damaged, Missing::Rows(unread), detail));
    }
}

const MANIFEST: &str = "datapackage.json";
const MANIFEST_DIGEST: &str = "datapackage-digest.json";

/// A larger list of resources is not read; that is a defect.
const MOST_MANIFEST_BYTES: u64 = 64 * 1024 * 1024;

/// A longer line of a page list is not read; that is a defect. A line may carry the page's whole text.
const MOST_LINE_BYTES: u64 = 4 * 1024 * 1024;

fn compare(path: &str, told: &str, teller: &str, digests: &Digests, host: &mut dyn Host) {
    let (kind, missing, detail) = match (digests.get(path), told.strip_prefix("sha256:")) {
        (None, _) => {
            (DefectKind::Damaged, Missing::Members(1), format!("{teller} names it, and it is not there"))
        }
        (Some(None), _) => return,
        (Some(Some(digest)), Some(told)) if told.eq_ignore_ascii_case(&digest.to_string()) => return,
        (Some(Some(digest)), Some(told)) => (
            DefectKind::ChecksumMismatch,
            Missing::Nothing,
            format!("{teller} says SHA-256 {told}, the bytes have {digest}"),
        ),
        (Some(Some(_)), None) => (
            DefectKind::UnsupportedFeature,
            Missing::Nothing,
            format!("{teller} gives no SHA-256 for it, so it was not checked: {told:?}"),
        ),
    };
    host.defect(Defect::at(in_member(path, 0), kind, missing, detail));
}

/// Adds one page to the list. The first line of a page list describes the list and has no address.
fn list_page(part: &mut Part, line: &str, page: &Value, whole: &Place) {
    let Some(address) = page["url"].as_str() else { return };
    let title = page["title"].as_str().unwrap_or_default();
    let time = page["ts"].as_str().unwrap_or_default();
    for (key, value, after) in [("title", title, "\t"), ("url", address, "\t"), ("ts", time, "\n")] {
        let value: String = value.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
        match exact(line, key, &value, whole) {
            Some(place) => part.push(&value, place, Step::Byte),
            None => part.push(&value, whole.clone(), Step::Whole),
        };
        part.push_unplaced(after);
    }
}

/// Where the value of `key` stands in the line, if it stands there unescaped.
fn exact(line: &str, key: &str, value: &str, whole: &Place) -> Option<Place> {
    let Place::Member { path, start, .. } = whole else { return None };
    let after_key = line.find(&format!("\"{key}\""))? + key.len() + 2;
    let after_colon = line[after_key..].trim_start().strip_prefix(':')?.trim_start();
    let inside = after_colon.strip_prefix('"')?.strip_prefix(value)?;
    if value.contains('\\') || !inside.starts_with('"') {
        return None;
    }
    let start = start + (line.len() - inside.len() - value.len()) as u64;
    Some(Place::Member { path: path.clone(), start, end: start + value.len() as u64 })
}
