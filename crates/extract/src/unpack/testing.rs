//! A host that keeps everything, for the tests of container readers. Checks that every part is sound.

use std::fmt::Write as _;

use model::{Defect, Part, PartKind, Place, Span};

use crate::host::{Host, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::{Limits, Request};

/// A request for a file of this name with the limits of a new case.
pub(crate) fn request(name: &str) -> Request {
    Request { name: name.into(), claimed: None, depth: 0, limits: Limits::default(), languages: Vec::new() }
}

/// A member with its bytes; `end` is `None` while it is open.
#[derive(Debug)]
pub(crate) struct KeptMember {
    pub member: Member,
    pub bytes: Vec<u8>,
    pub end: Option<MemberEnd>,
}

/// Everything a reader gave.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub parts: Vec<Part>,
    pub members: Vec<KeptMember>,
    pub defects: Vec<Defect>,
}

impl Kept {
    /// One line a member (path, bytes, end), then one line a defect.
    pub(crate) fn outline(&self) -> String {
        let mut lines = String::new();
        for kept in &self.members {
            let end = kept.end.expect("every member is ended");
            writeln!(lines, "{} {} {end:?}", kept.member.path, kept.bytes.len()).expect("a string");
        }
        for defect in &self.defects {
            write!(lines, "{:?} {:?}", defect.kind, defect.missing).expect("a string");
            match &defect.place {
                Some(Place::Member { path, start, .. }) => write!(lines, " Member {path} {start}"),
                Some(Place::Bytes { start, end }) => write!(lines, " Bytes {start} {end}"),
                Some(place) => write!(lines, " {place:?}"),
                None => Ok(()),
            }
            .expect("a string");
            let detail = Some(&defect.detail).filter(|detail| !detail.is_empty());
            writeln!(lines, "{}", detail.map_or_else(String::new, |detail| format!(": {detail}")))
                .expect("a string");
        }
        lines.trim_end().to_owned()
    }

    /// The bytes of the member at `path`.
    pub(crate) fn bytes(&self, path: &str) -> &[u8] {
        let found = self.members.iter().find(|kept| kept.member.path == path);
        &found.unwrap_or_else(|| panic!("no member {path} in {}", self.outline())).bytes
    }

    /// The text of all parts of a kind.
    pub(crate) fn text(&self, kind: &PartKind) -> String {
        self.parts.iter().filter(|part| part.kind == *kind).map(|part| part.text.as_str()).collect()
    }

    /// The places of the first occurrence of `words` in any part.
    pub(crate) fn places(&self, words: &str) -> Vec<Place> {
        let found = self.parts.iter().find_map(|part| Some((part, part.text.find(words)?)));
        let (part, at) = found.unwrap_or_else(|| panic!("{words:?} is in no part"));
        let span = Span::new(&part.text, at, at + words.len()).expect("found in it");
        part.map.places(span, &part.text)
    }
}

impl Host for Kept {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound());
        assert!(!part.text.is_empty());
        self.parts.push(part);
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        assert!(self.members.last().is_none_or(|last| last.end.is_some()), "the last one is ended");
        assert!(self.members.iter().all(|kept| kept.member.path != member.path), "paths are distinct");
        self.members.push(KeptMember { member, bytes: Vec::new(), end: None });
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        let open = self.members.last_mut().filter(|last| last.end.is_none());
        open.expect("a member is open").bytes.extend_from_slice(bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        let open = self.members.last_mut().filter(|last| last.end.is_none()).expect("a member is open");
        if end == MemberEnd::Refused {
            open.bytes.clear();
        }
        open.end = Some(end);
    }

    fn recognise(&mut self, _picture: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable("no engine in this test".into()))
    }
}
