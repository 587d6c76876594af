//! What the tests of the office readers share: packages made in memory, a host that keeps all it is given, and the
//! checks that hold for every reading.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use model::{Defect, DefectKind, MarkKind, Part, PartKind, Place, Span, Step};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::host::{Host, Input, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::{Limits, Request};

/// A reader's entry point.
pub(crate) type Reader = fn(&mut dyn Input, &Request, &mut dyn Host);

/// A cell: table, row, column, covers, words.
pub(crate) type ShownCell<'r> = (u32, u64, u32, (u32, u32), &'r str);

/// All that a reading gave.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub(crate) parts: Vec<Part>,
    pub(crate) defects: Vec<Defect>,
    pub(crate) members: Vec<(String, Vec<u8>, Option<MemberEnd>)>,
}

impl Host for Reading {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound(), "a part's spans slice its text");
        assert!(part.text.ends_with('\n'), "a part ends with a line feed: {:?}", part.text);
        self.parts.push(part);
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        self.members.push((member.path, Vec::new(), None));
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        self.members.last_mut().expect("a member is begun").1.extend_from_slice(bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        self.members.last_mut().expect("a member is begun").2 = Some(end);
    }

    fn recognise(&mut self, _: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable("none in tests".into()))
    }
}

impl Reading {
    /// The text of all parts for which `kind` holds.
    pub(crate) fn text(&self, kind: impl Fn(&PartKind) -> bool) -> String {
        self.parts.iter().filter(|part| kind(&part.kind)).map(|part| part.text.as_str()).collect()
    }

    /// The running text.
    pub(crate) fn body(&self) -> String {
        self.text(|kind| *kind == PartKind::Text)
    }

    /// All sheets' text.
    pub(crate) fn sheets(&self) -> String {
        self.text(|kind| matches!(kind, PartKind::Sheet { .. }))
    }

    /// The marks of all parts with their words, in the order they were made.
    pub(crate) fn marks(&self) -> Vec<(&str, &MarkKind)> {
        self.parts
            .iter()
            .flat_map(|part| part.marks.iter().map(|mark| (slice(part, mark.span), &mark.kind)))
            .collect()
    }

    /// The words under marks of one kind.
    pub(crate) fn marked(&self, kind: impl Fn(&MarkKind) -> bool) -> Vec<&str> {
        self.marks().into_iter().filter(|(_, mark)| kind(mark)).map(|(words, _)| words).collect()
    }

    /// The cells of all parts.
    pub(crate) fn cells(&self) -> Vec<ShownCell<'_>> {
        let mut cells = Vec::new();
        for part in &self.parts {
            for table in &part.tables {
                for cell in &table.cells {
                    cells.push((table.table, cell.row, cell.column, cell.covers, slice(part, cell.span)));
                }
            }
        }
        cells
    }

    /// The kinds of all defects, in order.
    pub(crate) fn kinds(&self) -> Vec<DefectKind> {
        self.defects.iter().map(|defect| defect.kind).collect()
    }
}

fn slice(part: &Part, span: Span) -> &str {
    span.slice(&part.text).expect("a sound part")
}

/// A request for a file of its own with the standard limits.
pub(crate) fn request() -> Request {
    Request { name: String::new(), claimed: None, depth: 0, limits: Limits::default(), languages: Vec::new() }
}

/// A package of these members, deflated.
pub(crate) fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
    pack(members, CompressionMethod::Deflated)
}

/// A package of these members, as they are: a test can damage them where they stand.
pub(crate) fn stored(members: &[(&str, &[u8])]) -> Vec<u8> {
    pack(members, CompressionMethod::Stored)
}

fn pack(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*path, options).expect("a ZIP member");
        writer.write_all(bytes).expect("memory takes all");
    }
    writer.finish().expect("a ZIP directory").into_inner()
}

/// Reads `bytes` and checks that every place in a member holds the words it stands for.
pub(crate) fn read(reader: Reader, bytes: &[u8]) -> Reading {
    let reading = read_with(reader, bytes, &request());
    check_places(&reading, bytes);
    reading
}

/// Reads `bytes` under another request, unchecked.
pub(crate) fn read_with(reader: Reader, bytes: &[u8], request: &Request) -> Reading {
    let mut reading = Reading::default();
    reader(&mut Cursor::new(bytes), request, &mut reading);
    assert!(reading.members.iter().all(|(_, _, end)| end.is_some()), "each member ends");
    reading
}

/// Checks that the bytes of each linear segment are its words, and that the others lie inside their member.
fn check_places(reading: &Reading, bytes: &[u8]) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut unpacked: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for part in &reading.parts {
        for segment in part.map.segments() {
            let Place::Member { path, start, end } = &segment.place else { continue };
            let member = unpacked.entry(path.clone()).or_insert_with(|| {
                let mut bytes = Vec::new();
                let mut file = archive.by_name(path).expect("the member exists");
                file.read_to_end(&mut bytes).expect("an undamaged member");
                bytes
            });
            let original = &member[*start as usize..*end as usize];
            if segment.step == Step::Byte {
                let words = slice(part, segment.text);
                assert_eq!(String::from_utf8_lossy(original), words, "{path} {start}..{end}");
            }
        }
    }
}

/// The bytes of the original that the words `needle` were read from, by the offset map.
pub(crate) fn original_of(reading: &Reading, bytes: &[u8], needle: &str) -> Vec<String> {
    let part = reading.parts.iter().find(|part| part.text.contains(needle)).expect("the words are there");
    let start = part.text.find(needle).expect("the words are there");
    let span = Span { start: start as u64, end: (start + needle.len()) as u64 };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let read = |place: Place| {
        let Place::Member { path, start, end } = place else { return format!("{place:?}") };
        let mut member = Vec::new();
        archive.by_name(&path).expect("the member").read_to_end(&mut member).expect("undamaged");
        String::from_utf8_lossy(&member[start as usize..end as usize]).into_owned()
    };
    part.map.places(span, &part.text).into_iter().map(read).collect()
}
