//! Tests of the HTML reader: pages as data, and a host that keeps what it is given.

mod hostile;
mod news;
mod text;

use std::io::Cursor;

use model::{CellValue, Defect, DefectKind, MarkKind, Part, PartKind, Place, Span};

use crate::host::{Host, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::{Limits, Request};

/// Keeps everything that a reader hands on.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) parts: Vec<Part>,
    pub(crate) defects: Vec<Defect>,
    pub(crate) members: Vec<(Member, Vec<u8>, MemberEnd)>,
    begun: Option<(Member, Vec<u8>)>,
}

impl Host for Kept {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound(), "{part:?}");
        assert!(part.text.ends_with('\n'), "{:?}", part.text);
        assert!(self.begun.is_none(), "a part inside a member");
        self.parts.push(part);
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        assert!(self.begun.is_none(), "a member inside a member");
        assert!(self.members.iter().all(|(known, ..)| known.path != member.path), "{} twice", member.path);
        self.begun = Some((member, Vec::new()));
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        self.begun.as_mut().expect("a member").1.extend_from_slice(bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        let (member, bytes) = self.begun.take().expect("a member");
        self.members.push((member, bytes, end));
    }

    fn recognise(&mut self, _: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable("no engine in tests".into()))
    }
}

impl Kept {
    /// The texts of all parts of a kind, joined.
    pub(crate) fn text(&self, kind: &PartKind) -> String {
        self.parts.iter().filter(|part| part.kind == *kind).map(|part| part.text.as_str()).collect()
    }

    /// The words of all marks of a kind.
    pub(crate) fn marked(&self, wanted: impl Fn(&MarkKind) -> bool) -> Vec<&str> {
        let marks = self.parts.iter().flat_map(|part| part.marks.iter().map(move |mark| (part, mark)));
        marks
            .filter(|(_, mark)| wanted(&mark.kind))
            .filter_map(|(part, mark)| mark.span.slice(&part.text))
            .collect()
    }

    /// The kinds of all defects.
    pub(crate) fn kinds(&self) -> Vec<DefectKind> {
        self.defects.iter().map(|defect| defect.kind).collect()
    }

    /// The first part that holds `words`, and where.
    pub(crate) fn find(&self, words: &str) -> (&Part, Span) {
        self.parts
            .iter()
            .find_map(|part| {
                let start = part.text.find(words)?;
                Some((part, Span::new(&part.text, start, start + words.len())?))
            })
            .unwrap_or_else(|| panic!("{words:?} is nowhere"))
    }

    /// The original's bytes at which `words` stand.
    pub(crate) fn source(&self, words: &str, original: &[u8]) -> Vec<Vec<u8>> {
        let (part, span) = self.find(words);
        let bytes = |place| match place {
            Place::Bytes { start, end } => original[start as usize..end as usize].to_vec(),
            other => panic!("{other:?}"),
        };
        part.map.places(span, &part.text).into_iter().map(bytes).collect()
    }

    /// All cells.
    fn cells(&self) -> Vec<CellAt<'_>> {
        let mut cells = Vec::new();
        for part in &self.parts {
            for chunk in &part.tables {
                for cell in &chunk.cells {
                    assert_eq!(cell.value, CellValue::Text);
                    let text = cell.span.slice(&part.text).expect("a sound span");
                    cells.push((chunk.table, cell.row, cell.column, cell.covers, text));
                }
            }
        }
        cells
    }
}

/// A cell as `(table, row, column, covers, text)`.
type CellAt<'t> = (u32, u64, u32, (u32, u32), &'t str);

pub(crate) fn request() -> Request {
    Request { name: String::new(), claimed: None, depth: 0, limits: Limits::default(), languages: Vec::new() }
}

/// Reads a page. Checks on the way that every place lies inside it.
fn read(page: &[u8]) -> Kept {
    let mut kept = Kept::default();
    super::read(&mut Cursor::new(page), &request(), &mut kept);
    for part in &kept.parts {
        let mut last = 0;
        for segment in part.map.segments() {
            let Place::Bytes { start, end } = segment.place else { panic!("{segment:?}") };
            assert!(start <= end && end <= page.len() as u64, "{segment:?} of {}", page.len());
            assert!(part.kind == PartKind::Metadata || start >= last, "{segment:?} after {last}");
            last = start;
        }
    }
    kept
}
