//! What parent and child say to one another: length-prefixed postcard frames over a socket pair. Both ends are the
//! same program, which the greeting checks, so the format has no versions of its own. Performs no I/O.

use extract::drawing::MOST_PIXELS;
use extract::{Drawing, Limits, MemberEnd, NotDrawn};
use jiff::Timestamp;
use model::{Captured, Defect, ExtractionVersion, MediaType, Part};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::drill::{Drill, Probe};
use super::sandbox::SandboxLevel;

/// The most bytes that one frame may have. A part holds at most [`Part::MOST_BYTES`] of text; the rest is its map and
/// marks. Decoding can take about twenty times as much memory, for as long as the frame is looked at.
pub const FRAME_MOST_BYTES: usize = 32 * 1024 * 1024;

/// Bytes of a member or picture travel in frames of this size.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// The most bytes of one picture to recognise; a page of A3 in colour at 300 dpi, unpacked, has about 52 million.
pub const PICTURE_MOST_BYTES: usize = 256 * 1024 * 1024;

/// The most bytes of a drawing: more than its pixels have unpacked, in colour.
pub const DRAWING_MOST_BYTES: usize = 4 * MOST_PIXELS as usize;

/// The most bytes of recognised text that come back for one picture. A page has some 100 KiB.
pub const TSV_MOST_BYTES: usize = 16 * 1024 * 1024;

/// Bytes before each frame: its length, little-endian.
pub const HEADER_BYTES: usize = 4;

/// What the parent asks for. One at a time; the child answers each with frames up to a last one.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Read the file that comes along.
    Read {
        /// What is known about it.
        request: ReadRequest,
        /// Its size in bytes.
        size: u64,
    },
    /// Draw a page of the file that comes along; see [`extract::draw`].
    Draw {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// The page's number, from 1.
        page: u32,
        /// The picture's width in pixels, about.
        width: u32,
    },
    /// Misbehave.
    Drill(Drill),
    /// Try something forbidden.
    Probe(Probe),
}

/// [`extract::Request`] on its way, and whether text recognition is there.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadRequest {
    name: String,
    claimed: Option<MediaType>,
    depth: u32,
    limits: Limits,
    languages: Vec<String>,
    /// Why there is no text recognition; `None` when there is.
    pub no_recognition: Option<String>,
}

impl ReadRequest {
    /// Packs a request.
    pub fn new(request: &extract::Request, no_recognition: Option<String>) -> Self {
        let extract::Request { name, claimed, depth, limits, languages } = request.clone();
        Self { name, claimed, depth, limits, languages, no_recognition }
    }

    /// Unpacks it.
    pub fn request(&self) -> extract::Request {
        extract::Request {
            name: self.name.clone(),
            claimed: self.claimed.clone(),
            depth: self.depth,
            limits: self.limits,
            languages: self.languages.clone(),
        }
    }
}

/// What the child says.
#[derive(Debug, Serialize, Deserialize)]
pub enum Told<'a> {
    /// The first frame: who it is and how well it is confined.
    Hello(Hello),
    /// See [`extract::Host::part`].
    Part(Part),
    /// See [`extract::Host::defect`].
    Defect(Defect),
    /// See [`extract::Host::member`].
    Member(Member),
    /// See [`extract::Host::member_bytes`].
    #[serde(borrow)]
    MemberBytes(Raw<'a>),
    /// See [`extract::Host::member_end`].
    MemberEnd(End),
    /// The next bytes of the picture that [`Told::Recognise`] or [`Told::Drawn`] then means.
    PictureBytes(Raw<'a>),
    /// See [`extract::Host::recognise`]. The parent answers with an [`Answer`].
    Recognise {
        /// Dots per inch, if known.
        dpi: Option<u32>,
    },
    /// The last frame of a reading or drill.
    Done(Summary),
    /// The last frame of a drawing.
    Drawn(Result<Measures, NotDrawn>),
    /// The last frame of a reading or drawing that panicked. The child ends itself.
    Panicked(String),
    /// The last frame of a probe: whether it was allowed, and the system's words.
    Probed(bool, String),
}

/// The greeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The program's version.
    pub program: String,
    /// The version of the reading rules.
    pub extraction: u32,
    /// How well the child is confined.
    pub level: SandboxLevel,
}

impl Hello {
    /// This program's greeting.
    pub fn new(level: SandboxLevel) -> Self {
        Self { program: env!("CARGO_PKG_VERSION").to_owned(), extraction: extract::VERSION, level }
    }
}

/// [`extract::Summary`] on its way.
#[derive(Debug, Serialize, Deserialize)]
pub struct Summary {
    media_type: String,
    extraction: String,
}

impl From<extract::Summary> for Summary {
    fn from(summary: extract::Summary) -> Self {
        Self { media_type: summary.media_type.as_str().to_owned(), extraction: summary.extraction.0 }
    }
}

impl From<Summary> for extract::Summary {
    fn from(summary: Summary) -> Self {
        Self {
            media_type: MediaType::new(&summary.media_type),
            extraction: ExtractionVersion(summary.extraction),
        }
    }
}

/// [`Drawing`] on its way, behind its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Measures {
    width: u32,
    height: u32,
    page_width: i32,
    page_height: i32,
}

impl Measures {
    /// Takes a drawing apart into its bytes and the rest.
    pub fn of(drawing: Drawing) -> (Vec<u8>, Self) {
        let Drawing { png, width, height, page_width, page_height } = drawing;
        (png, Self { width, height, page_width, page_height })
    }

    /// Puts it together again.
    pub fn with(self, png: Vec<u8>) -> Drawing {
        let Self { width, height, page_width, page_height } = self;
        Drawing { png, width, height, page_width, page_height }
    }
}

/// [`extract::Member`] on its way.
#[derive(Debug, Serialize, Deserialize)]
pub struct Member {
    path: String,
    claimed: Option<String>,
    modified: Option<Timestamp>,
    captured: Option<Captured>,
}

impl From<extract::Member> for Member {
    fn from(member: extract::Member) -> Self {
        let extract::Member { path, claimed, modified, captured } = member;
        Self { path, claimed: claimed.map(|claimed| claimed.as_str().to_owned()), modified, captured }
    }
}

impl From<Member> for extract::Member {
    fn from(member: Member) -> Self {
        let Member { path, claimed, modified, captured } = member;
        Self { path, claimed: claimed.as_deref().map(MediaType::new), modified, captured }
    }
}

/// [`MemberEnd`] on its way.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum End {
    /// All its bytes came.
    Complete,
    /// Damage cut it short.
    CutShort,
    /// It passed a limit.
    Refused,
}

impl From<MemberEnd> for End {
    fn from(end: MemberEnd) -> Self {
        match end {
            MemberEnd::Complete => Self::Complete,
            MemberEnd::CutShort => Self::CutShort,
            MemberEnd::Refused => Self::Refused,
        }
    }
}

impl From<End> for MemberEnd {
    fn from(end: End) -> Self {
        match end {
            End::Complete => Self::Complete,
            End::CutShort => Self::CutShort,
            End::Refused => Self::Refused,
        }
    }
}

/// The parent's answer to [`Told::Recognise`].
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer<'a> {
    /// What the engine found.
    Recognised {
        /// Its output.
        #[serde(borrow)]
        tsv: Raw<'a>,
        /// Its name and version.
        engine: &'a str,
    },
    /// There is no engine for it.
    Unavailable(&'a str),
    /// It failed.
    Failed(&'a str),
}

/// Bytes that are neither copied nor looked at one by one on their way.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a>(pub &'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raw<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer).map(Self)
    }
}

/// Why a message could not be put into a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// The bytes it would have.
    pub bytes: usize,
}

/// Appends `message` to `out` as a frame.
///
/// # Errors
/// When it would be longer than [`FRAME_MOST_BYTES`]; `out` is then as it was.
pub fn encode(message: &impl Serialize, out: &mut Vec<u8>) -> Result<(), TooLong> {
    let start = out.len();
    out.extend_from_slice(&[0; HEADER_BYTES]);
    *out = postcard::to_extend(message, std::mem::take(out))
        .expect("invariant: appending plain data to a buffer does not fail");
    let bytes = out.len() - start - HEADER_BYTES;
    if bytes > FRAME_MOST_BYTES {
        out.truncate(start);
        return Err(TooLong { bytes });
    }
    out[start..start + HEADER_BYTES].copy_from_slice(&(bytes as u32).to_le_bytes());
    Ok(())
}

/// The length that a header announces.
///
/// # Errors
/// When it is longer than [`FRAME_MOST_BYTES`].
pub fn announced(header: [u8; HEADER_BYTES]) -> Result<usize, TooLong> {
    let bytes = u32::from_le_bytes(header) as usize;
    if bytes > FRAME_MOST_BYTES { Err(TooLong { bytes }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use model::{PartKind, Place, Step};

    use super::*;

    fn check_round_trip(told: &Told<'_>) {
        let mut frame = vec![7];
        encode(told, &mut frame).expect("fits");
        let header = frame[1..=HEADER_BYTES].try_into().expect("four bytes");
        assert_eq!(announced(header), Ok(frame.len() - 1 - HEADER_BYTES));
        let back: Told<'_> = postcard::from_bytes(&frame[1 + HEADER_BYTES..]).expect("decodes");
        assert_eq!(format!("{back:?}"), format!("{told:?}"));
    }

    #[test]
    fn frames_come_back_as_they_went() {
        let mut part = Part::new(PartKind::Page { number: 3, width: 5950, height: 8420, recognised: false });
        part.push("Señora Núñez\n", Place::Page { page: 3, area: None }, Step::Whole);
        check_round_trip(&Told::Part(part));
        check_round_trip(&Told::MemberBytes(Raw(b"\0\xff\x80")));
        check_round_trip(&Told::Recognise { dpi: Some(300) });
        check_round_trip(&Told::Member(Member {
            path: "actas/2024.pdf".into(),
            claimed: Some("application/pdf".into()),
            modified: Some(Timestamp::UNIX_EPOCH),
            captured: None,
        }));
    }

    #[test]
    fn a_frame_has_an_end() {
        let bytes = vec![0; FRAME_MOST_BYTES];
        let mut out = vec![1, 2];
        assert!(encode(&Told::MemberBytes(Raw(&bytes)), &mut out).is_err());
        assert_eq!(out, [1, 2]);
        assert!(announced([255; HEADER_BYTES]).is_err());
    }
}
