//! The border of the room: where input comes from and output goes to. Does no I/O of its own.

use std::io::{Read, Seek};

use jiff::Timestamp;
use model::{Captured, Defect, ExtractionVersion, MediaType, Part};

/// An item's bytes.
pub trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

/// A member of a container (an archive's file, a message's attachment, a web capture's record) that becomes an item
/// of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path or number, unique inside the container, exactly as the container gives it (lossy when no text).
    pub path: String,
    /// The media type that a header claims.
    pub claimed: Option<MediaType>,
    /// Its own time stamp, when the container holds one with a known zone.
    pub modified: Option<Timestamp>,
    /// For a web capture: where and when.
    pub captured: Option<Captured>,
}

/// How a member ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberEnd {
    /// All its bytes came.
    Complete,
    /// Damage cut it short; what came is kept and called incomplete.
    CutShort,
    /// It passed a limit; what came is thrown away.
    Refused,
}

/// A picture to recognise text in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture as PNG, JPEG or TIFF (one page).
    pub bytes: Vec<u8>,
    /// Its resolution in dots per inch, if known.
    pub dpi: Option<u32>,
}

/// What text recognition returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Tesseract's TSV output (levels 1 to 5, pixel boxes), unread.
    pub tsv: Vec<u8>,
    /// The engine, such as `tesseract-5.3.0`.
    pub engine: String,
}

/// Why no text was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OcrFailure {
    /// Not installed, or without one of the languages; the text names what is missing.
    Unavailable(String),
    /// It ran and failed or took too long.
    Failed(String),
}

/// What a reader needs from whoever runs it, and where its output goes.
pub trait Host {
    /// Takes the next part, in document order.
    fn part(&mut self, part: Part);

    /// Takes a defect.
    fn defect(&mut self, defect: Defect);

    /// Begins a member. Each begun member is ended before the next begins.
    fn member(&mut self, member: Member);

    /// The begun member's next bytes.
    fn member_bytes(&mut self, bytes: &[u8]);

    /// Ends the begun member.
    fn member_end(&mut self, end: MemberEnd);

    /// Recognises text in a picture.
    ///
    /// # Errors
    /// When no engine is there or it fails. The reader reports it as a defect.
    fn recognise(&mut self, picture: &Picture) -> Result<Recognised, OcrFailure>;
}

/// Passes everything on and notes which engines took part.
pub(crate) struct Tally<'h> {
    host: &'h mut dyn Host,
    engines: Vec<String>,
}

impl<'h> Tally<'h> {
    pub(crate) fn new(host: &'h mut dyn Host) -> Self {
        Self { host, engines: Vec::new() }
    }

    pub(crate) fn extraction(&self) -> ExtractionVersion {
        let engines: String = self.engines.iter().map(|engine| format!("+{engine}")).collect();
        ExtractionVersion(format!("{}{engines}", crate::VERSION))
    }
}

impl Host for Tally<'_> {
    fn part(&mut self, part: Part) {
        debug_assert!(part.is_sound(), "a part's spans slice its text");
        if !part.text.is_empty() {
            self.host.part(part);
        }
    }

    fn defect(&mut self, defect: Defect) {
        self.host.defect(defect);
    }

    fn member(&mut self, member: Member) {
        self.host.member(member);
    }

    fn member_bytes(&mut self, bytes: &[u8]) {
        self.host.member_bytes(bytes);
    }

    fn member_end(&mut self, end: MemberEnd) {
        self.host.member_end(end);
    }

    fn recognise(&mut self, picture: &Picture) -> Result<Recognised, OcrFailure> {
        let recognised = self.host.recognise(picture)?;
        if !self.engines.contains(&recognised.engine) {
            self.engines.push(recognised.engine.clone());
        }
        Ok(recognised)
    }
}
