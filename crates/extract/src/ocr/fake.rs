//! A host for tests: keeps what it is given and recognises what it is told to.

use model::{Defect, DefectKind, MarkKind, Missing, Part, Place};

use crate::Request;
use crate::host::{Host, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::limits::Limits;

/// Everything a reader handed on.
#[derive(Debug)]
pub(crate) struct FakeHost {
    pub(crate) parts: Vec<Part>,
    pub(crate) defects: Vec<Defect>,
    pub(crate) members: Vec<(Member, Vec<u8>, Option<MemberEnd>)>,
    pub(crate) pictures: Vec<Picture>,
    answer: Result<Vec<u8>, OcrFailure>,
}

impl FakeHost {
    /// Recognises nothing: no engine is there.
    pub(crate) fn without_engine() -> Self {
        Self::answering(Err(OcrFailure::Unavailable("tesseract is not installed".into())))
    }

    /// Answers every request alike.
    pub(crate) fn answering(answer: Result<Vec<u8>, OcrFailure>) -> Self {
        Self { parts: Vec::new(), defects: Vec::new(), members: Vec::new(), pictures: Vec::new(), answer }
    }

    /// The texts of all parts.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// Kind and extent of all defects.
    pub(crate) fn kinds(&self) -> Vec<(DefectKind, Missing)> {
        self.defects.iter().map(|defect| (defect.kind, defect.missing)).collect()
    }

    /// The places of the `nth` (from 0) `words` in the part.
    pub(crate) fn places(&self, part: usize, words: &str, nth: usize) -> Vec<Place> {
        let part = &self.parts[part];
        let (at, _) =
            part.text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} in {}", part.text));
        let span = model::Span { start: at as u64, end: (at + words.len()) as u64 };
        part.map.places(span, &part.text)
    }

    /// The marked words of the part, with their marks.
    pub(crate) fn marked(&self, part: usize) -> Vec<(&str, MarkKind)> {
        let part = &self.parts[part];
        let words = |mark: &model::Mark| part.text.get(mark.span.start as usize..mark.span.end as usize);
        part.marks.iter().map(|mark| (words(mark).expect("marks slice"), mark.kind.clone())).collect()
    }
}

/// A request for a file of its own.
pub(crate) fn request() -> Request {
    Request { name: String::new(), claimed: None, depth: 0, limits: Limits::default(), languages: Vec::new() }
}

impl Host for FakeHost {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound(), "spans slice");
        if !part.text.is_empty() {
            assert!(part.text.ends_with('\n'), "parts end with a line feed: {:?}", part.text);
            self.parts.push(part);
        }
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        self.members.push((member, Vec::new(), None));
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        self.members.last_mut().expect("a member was begun").1.extend_from_slice(bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        self.members.last_mut().expect("a member was begun").2 = Some(end);
    }

    fn recognise(&mut self, picture: &Picture) -> Result<Recognised, OcrFailure> {
        self.pictures.push(picture.clone());
        self.answer.clone().map(|tsv| Recognised { tsv, engine: "tesseract-5.3.0".into() })
    }
}
