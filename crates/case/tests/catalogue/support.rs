//! Invented cases for the tests. Asserts nothing.

use case::{Access, Catalogue};
use model::{
    Custody, Defect, Digest, Entry, Event, ExtractionVersion, ItemId, MediaType, Obtained, Part, PartKind,
    Place, Reading, Step,
};
use tempfile::TempDir;

/// The rules that [`reading`] says it was read by.
pub const RULES: u32 = 1;

/// A folder with a catalogue in it, deleted at the end.
pub struct Case {
    pub folder: TempDir,
    pub catalogue: Catalogue,
}

impl Case {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::create(&folder.path().join("catalogue.sqlite"), RULES).unwrap();
        Self { folder, catalogue }
    }

    /// A case that took in items 1 to `count`, at entries 1 to `count`.
    pub fn with_items(count: u32) -> Self {
        let mut case = Self::new();
        case.catalogue.fold(&created()).unwrap();
        for n in 1..=count {
            case.catalogue.fold(&taken(u64::from(n), item(n), &format!("lista {n}.txt"))).unwrap();
        }
        case.catalogue.commit().unwrap();
        case
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("catalogue.sqlite")
    }

    /// Closes the catalogue as a dying program would, and opens it again.
    pub fn reopen(self) -> Self {
        let Self { folder, catalogue } = self;
        drop(catalogue);
        let catalogue = Catalogue::open(&folder.path().join("catalogue.sqlite"), Access::Write).unwrap();
        Self { folder, catalogue }
    }

    /// Reads an item whole.
    pub fn read(&mut self, item: ItemId, parts: &[Part]) {
        self.catalogue.begin_reading(item).unwrap();
        parts.iter().for_each(|part| self.catalogue.add_part(item, part).unwrap());
        self.catalogue.finish_reading(item, &reading(parts, &[])).unwrap();
    }
}

pub fn item(n: u32) -> ItemId {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
    bytes[28..].copy_from_slice(&n.to_be_bytes());
    ItemId(Digest(bytes))
}

pub fn entry(index: u64, event: Event) -> Entry {
    Entry { index, at: "2031-03-04T05:06:07.89Z".parse().unwrap(), by: "Rut Almada".into(), event }
}

pub fn created() -> Entry {
    let (name, origin, key) =
        ("Caso Río Seco".into(), "habeas.invalid/rio-seco".into(), "rio-seco+1+AAAA".into());
    entry(0, Event::Created { name, origin, key })
}

pub fn custody(item: ItemId, name: &str) -> Custody {
    Custody {
        item,
        size: 1_000,
        sha512: "ab".repeat(64),
        at: "2031-03-04T05:06:07Z".parse().unwrap(),
        time_zone: None,
        collector: "Rut Almada".into(),
        obtained: Obtained::File,
        from: None,
        note: None,
        name: name.into(),
        path: None,
        modified: None,
        sniffed: MediaType::new("text/plain"),
        claimed: None,
        parent: None,
        captured: None,
        complete: true,
        program: "habeas 0.1.0".into(),
    }
}

pub fn taken(index: u64, item: ItemId, name: &str) -> Entry {
    entry(index, Event::Taken(custody(item, name)))
}

/// Plain text that stands at `start` in the original.
pub fn plain(text: &str, start: u64) -> Part {
    let mut part = Part::new(PartKind::Text);
    part.push(text, Place::Bytes { start, end: start + text.len() as u64 }, Step::Byte);
    part
}

/// `text` as plain parts of at most `characters` code points each.
pub fn split(text: &str, characters: usize) -> Vec<Part> {
    let all: Vec<char> = text.chars().collect();
    let mut start = 0;
    all.chunks(characters)
        .map(|chunk| {
            let part = plain(&chunk.iter().collect::<String>(), start);
            start += part.text.len() as u64;
            part
        })
        .collect()
}

pub fn reading(parts: &[Part], defects: &[Defect]) -> Reading {
    Reading {
        media_type: MediaType::new("text/plain"),
        extraction: ExtractionVersion(RULES.to_string()),
        parts: parts.len() as u64,
        characters: parts.iter().map(|part| part.text.chars().count() as u64).sum(),
        pages: 0,
        rows: 0,
        members: 0,
        defects: defects.to_vec(),
    }
}
