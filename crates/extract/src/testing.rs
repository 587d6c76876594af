//! What tests of readers share: a host that keeps all it is given, and checks on it.

use std::io::Cursor;

use model::{Defect, DefectKind, Missing, Part, Place, Span};

use crate::host::{Host, Input, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::{Limits, Request};

/// A reader's entry point.
pub(crate) type Reader = fn(&mut dyn Input, &Request, &mut dyn Host);

/// All that one reading gave. Recognises no text.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub(crate) parts: Vec<Part>,
    pub(crate) defects: Vec<Defect>,
    pub(crate) members: Vec<(Member, Vec<u8>, Option<MemberEnd>)>,
}

impl Host for Recorder {
    fn part(&mut self, part: Part) {
        assert!(part.is_sound(), "a part's spans slice its text: {part:?}");
        assert!(!part.text.is_empty(), "no reader gives an empty part");
        self.parts.push(part);
    }

    fn defect(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn member(&mut self, member: Member) {
        self.members.push((member, Vec::new(), None));
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

impl Recorder {
    /// The whole text.
    pub(crate) fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// The defects' kinds and what they say is missing, in order.
    pub(crate) fn kinds(&self) -> Vec<(DefectKind, Missing)> {
        self.defects.iter().map(|defect| (defect.kind, defect.missing)).collect()
    }

    /// The places of the first `words` in the text.
    pub(crate) fn places(&self, words: &str) -> Vec<Place> {
        self.parts
            .iter()
            .find_map(|part| part.text.find(words).map(|start| places(part, start, start + words.len())))
            .unwrap_or_else(|| panic!("{words:?} is in the text"))
    }

    /// The bytes of `original` that the first `words` in the text were read from.
    pub(crate) fn original(&self, words: &str, original: &[u8]) -> Vec<u8> {
        bytes(&self.places(words), original)
    }
}

/// A request for a file of this name.
pub(crate) fn request(name: &str) -> Request {
    Request { name: name.into(), claimed: None, depth: 0, limits: Limits::default(), languages: Vec::new() }
}

/// Reads `original` under `name`.
pub(crate) fn read(reader: Reader, name: &str, original: &[u8]) -> Recorder {
    let mut recorder = Recorder::default();
    reader(&mut Cursor::new(original), &request(name), &mut recorder);
    recorder
}

/// The places of `start..end` of a part's text.
pub(crate) fn places(part: &Part, start: usize, end: usize) -> Vec<Place> {
    let span = Span::new(&part.text, start, end).expect("the range is on character boundaries");
    part.map.places(span, &part.text)
}

/// The bytes of `original` at byte places.
pub(crate) fn bytes(places: &[Place], original: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    for place in places {
        let Place::Bytes { start, end } = place else { panic!("{place:?} is no place of bytes") };
        found.extend_from_slice(&original[*start as usize..*end as usize]);
    }
    found
}
