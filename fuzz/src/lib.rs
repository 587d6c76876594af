//! What all fuzz targets share: a host that asserts what the `extract` room promises for any bytes whatever. Parts are
//! sound, members are begun and ended in turn under distinct paths, limits hold, and reading twice gives the same.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use extract::{Host, Limits, Member, MemberEnd, OcrFailure, Picture, Recognised, Request};
use model::{Defect, Part};

/// Small enough for many runs a second.
const LIMITS: Limits =
    Limits { member_bytes: 4 << 20, total_bytes: 16 << 20, ratio: 200, members: 1000, depth: 8 };

/// Reads `bytes` as a file of this name, twice.
///
/// # Panics
/// When a promise is broken; that is the finding.
pub fn read(name: &str, bytes: &[u8]) {
    let request =
        Request { name: name.into(), claimed: None, depth: 0, limits: LIMITS, languages: vec!["spa".into()] };
    let once = || {
        let mut host = Asserting::default();
        let summary = extract::read(&mut Cursor::new(bytes), &request, &mut host);
        assert!(!host.open, "the last member was ended");
        (summary, host)
    };
    let ((summary, first), (again, second)) = (once(), once());
    assert_eq!(summary, again);
    assert_eq!(first.parts, second.parts);
    assert_eq!(first.defects, second.defects);
    assert_eq!(first.bytes, second.bytes);
}

/// The same with the first byte choosing among names.
///
/// # Panics
/// As [`read`].
pub fn read_as_one_of(names: &[&str], data: &[u8]) {
    if let Some((choice, bytes)) = data.split_first() {
        read(names[usize::from(*choice) % names.len()], bytes);
    }
}

/// Draws a page of `data`, small; its first byte chooses the page.
///
/// # Panics
/// When a drawing is not as large as drawings may be; that is the finding.
pub fn draw(data: &[u8]) {
    let Some((page, bytes)) = data.split_first() else { return };
    let Ok(drawing) = extract::draw(&mut Cursor::new(bytes), "", u32::from(page % 4), 200) else { return };
    assert!(drawing.width > 0 && drawing.height > 0 && drawing.page_width > 0 && drawing.page_height > 0);
    assert!(drawing.width * drawing.height <= extract::drawing::MOST_PIXELS);
    assert!(drawing.png.starts_with(b"\x89PNG"));
}

/// A ZIP archive of these files, so that the fuzzer need not learn to pack.
///
/// # Panics
/// Never: it is written in memory.
#[must_use]
pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).expect("in memory");
        writer.write_all(content).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

#[derive(Default)]
struct Asserting {
    parts: Vec<Part>,
    defects: Vec<Defect>,
    paths: BTreeSet<String>,
    open: bool,
    member_bytes: u64,
    bytes: u64,
}

impl Host for Asserting {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound());
        assert!(!part.text.is_empty());
        self.parts.push(part);
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        assert!(!self.open, "the last member was ended");
        assert!(self.paths.insert(member.path), "paths are distinct");
        self.open = true;
        self.member_bytes = 0;
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        assert!(self.open);
        self.member_bytes += bytes.len() as u64;
        self.bytes += bytes.len() as u64;
        assert!(self.member_bytes <= LIMITS.member_bytes && self.bytes <= LIMITS.total_bytes);
    }

    fn member_end(&mut self, _end: MemberEnd) {
        assert!(self.open);
        self.open = false;
    }

    fn recognise(&mut self, _picture: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable("no engine".into()))
    }
}
