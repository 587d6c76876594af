//! One message: walks its MIME tree line by line and hands each part on as it ends. Holds one header block at a time
//! and never a body.

use std::io::{Read, SeekFrom};

use model::{Defect, DefectKind, Missing, Part, PartKind, Place};

use super::body;
use super::headers::{self, Block, Content};
use super::members::Members;
use super::scan::{Line, Scan};
use super::transfer::{Body, Coding};
use crate::Request;
use crate::host::{Host, Input, Member, MemberEnd};
use crate::html::lines::Lines;
use crate::html::spot::{Ground, Spot};

/// The most multiparts inside one another; a deeper one is read as the text it is.
const MOST_LEVELS: usize = 100;
/// The most parts of one message; what follows is left unread.
const MOST_PARTS: u32 = 100_000;

pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let mut walk = Walk {
        input,
        host,
        members: Members::new(request),
        levels: Vec::new(),
        listing: Vec::new(),
        parts: 0,
        unclosed: 0,
    };
    walk.run();
    let Walk { members, listing, unclosed, host, .. } = walk;
    if unclosed > 0 {
        let detail = format!("{unclosed} multiparts without a closing boundary");
        host.defect(Defect::whole(DefectKind::Damaged, Missing::Nothing, detail));
    }
    list(&listing, host);
    members.finish(host);
}

/// A multipart that is open.
struct Level {
    boundary: Vec<u8>,
    /// Its number in the MIME tree; empty for the message itself.
    number: String,
    children: u32,
    /// Type of a child that states none.
    default: &'static str,
    encrypted: bool,
}

/// A stretch up to the next boundary.
struct Region {
    start: u64,
    end: u64,
    next: Next,
}

/// What follows a region.
#[derive(Clone, Copy)]
enum Next {
    End,
    /// The boundary of this level; `after` is where its line ends.
    Boundary {
        level: usize,
        closes: bool,
        after: u64,
    },
}

struct Walk<'w> {
    input: &'w mut dyn Input,
    host: &'w mut dyn Host,
    members: Members,
    levels: Vec<Level>,
    /// Paths of attachments, with the bytes of their headers.
    listing: Vec<(String, (u64, u64))>,
    parts: u32,
    /// Multiparts that a boundary of an outer one ended.
    unclosed: u64,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut scan = Scan::new(&mut *self.input, 0);
        let (mut block, mut start, _) = Block::read(&mut scan, &mut Line::default(), |_| false);
        let broken = scan.broken.take();
        self.broken(broken, start);
        self.write_headers(&block);
        let mut number = String::new();
        let mut default = "text/plain";
        loop {
            let content = Content::of(&block, default);
            let region = self.entity(&block, &content, &number, start);
            let Some(after) = self.next_child(region.next) else { return };
            let Some(level) = self.levels.last_mut() else { return };
            level.children += 1;
            let child = level.children;
            number =
                if level.number.is_empty() { child.to_string() } else { format!("{}.{child}", level.number) };
            default = level.default;
            self.parts += 1;
            if self.parts > MOST_PARTS {
                let place =
                    Place::Bytes { start: after, end: self.input.seek(SeekFrom::End(0)).unwrap_or(after) };
                let detail = format!("the most parts of a message are {MOST_PARTS}");
                return self.host.defect(Defect::at(place, DefectKind::TooLarge, Missing::Unknown, detail));
            }
            let levels = &self.levels;
            let mut scan = Scan::new(&mut *self.input, after);
            let ends = |line: &Line| boundary(levels, line).is_some();
            (block, start, _) = Block::read(&mut scan, &mut Line::default(), ends);
        }
    }

    /// Reads what follows a header block: opens a multipart or hands on a body. Returns the region read.
    fn entity(&mut self, block: &Block, content: &Content, number: &str, start: u64) -> Region {
        let media = content.media.as_str();
        if let Some(boundary) = &content.boundary
            && media.starts_with("multipart/")
            && self.levels.len() < MOST_LEVELS
        {
            self.levels.push(Level {
                boundary: boundary.clone(),
                number: number.to_owned(),
                children: 0,
                default: if media == "multipart/digest" { "message/rfc822" } else { "text/plain" },
                encrypted: media == "multipart/encrypted",
            });
            let region = self.region(start);
            self.aside(&region);
            return region;
        }
        let region = self.region(start);
        let number = if number.is_empty() { "1" } else { number };
        self.leaf(block, content, number, &region);
        region
    }

    /// Passes over boundaries and epilogues to the next part of a multipart; returns where it begins.
    fn next_child(&mut self, mut next: Next) -> Option<u64> {
        loop {
            match next {
                Next::End => {
                    self.end();
                    return None;
                }
                Next::Boundary { level, closes, after } => {
                    self.unclosed += (self.levels.len() - level - 1) as u64;
                    self.levels.truncate(level + 1);
                    if !closes {
                        return Some(after);
                    }
                    self.levels.pop();
                    let region = self.region(after);
                    self.aside(&region);
                    next = region.next;
                }
            }
        }
    }

    fn end(&mut self) {
        if !self.levels.is_empty() {
            let end = self.input.seek(SeekFrom::End(0)).unwrap_or_default();
            let detail = "the message ends before its last boundary";
            let place = Place::Bytes { start: end, end };
            self.host.defect(Defect::at(place, DefectKind::Truncated, Missing::Unknown, detail));
        }
    }

    /// The stretch from `start` to the next boundary of any open multipart. The line end before a boundary belongs to
    /// the boundary (RFC 2046, 5.1.1).
    fn region(&mut self, start: u64) -> Region {
        let levels = &self.levels;
        let mut scan = Scan::new(&mut *self.input, start);
        let mut line = Line::default();
        let mut line_end = 0;
        let mut region = Region { start, end: start, next: Next::End };
        while scan.next(&mut line) {
            if let Some((level, closes)) = boundary(levels, &line) {
                region.end = (line.start - line_end).max(start);
                region.next = Next::Boundary { level, closes, after: line.end() };
                return region;
            }
            line_end = line.line_end() as u64;
            region.end = line.end();
        }
        let broken = scan.broken.take();
        self.broken(broken, region.end);
        region
    }

    fn write_headers(&mut self, block: &Block) {
        let mut out = |part: Part| self.host.part(part);
        let mut lines = Lines::new(headers::KIND, Ground::ITEM, &mut out);
        let (guessed, invalid) = block.write(&mut lines);
        lines.finish();
        let (start, end) = block.extent();
        let mut defect = |kind, missing, detail: String| {
            self.host.defect(Defect::at(Place::Bytes { start, end }, kind, missing, detail));
        };
        if guessed {
            defect(DefectKind::EncodingGuessed, Missing::Nothing, "headers read as windows-1252".into());
        }
        if invalid > 0 {
            let detail = format!("{invalid} encoded words hold bytes that are no characters");
            defect(DefectKind::InvalidCharacters, Missing::Characters(invalid), detail);
        }
        if block.strays > 0 {
            let detail = format!("{} lines of the headers are no header fields", block.strays);
            defect(DefectKind::Damaged, Missing::Nothing, detail);
        }
        if block.too_long {
            defect(DefectKind::Damaged, Missing::Nothing, "headers of more than 1 MiB go on as body".into());
        }
    }

    /// Text outside all parts, which mail programs do not show.
    fn aside(&mut self, region: &Region) {
        let mut scan = Scan::new(&mut *self.input, region.start);
        let mut line = Line::default();
        while scan.next(&mut line) && line.start < region.end {
            if !line.content().trim_ascii().is_empty() {
                let ground = Ground::Item { base: region.start };
                let body = Body::new(&mut *self.input, region.start, region.end, Coding::Identity);
                return body::read_hidden(body, &ground, self.host);
            }
        }
    }

    fn leaf(&mut self, block: &Block, content: &Content, number: &str, region: &Region) {
        let &Region { start, end, next } = region;
        let media = content.media.as_str();
        let coding = content.coding.unwrap_or(Coding::Identity);
        let ground = body::ground(coding, number, start);
        let mut note = |kind, missing, detail: &str| {
            self.host.defect(Defect::at(Place::Bytes { start, end }, kind, missing, detail));
        };
        if content.coding.is_none() {
            note(
                DefectKind::UnsupportedFeature,
                Missing::Nothing,
                "unknown transfer encoding; taken as it is",
            );
        }
        if media.starts_with("multipart/") {
            note(
                DefectKind::Damaged,
                Missing::Nothing,
                "a multipart without boundary or too deep; read as text",
            );
        }
        let in_encrypted = self.levels.last().is_some_and(|level| level.encrypted);
        match (media, content.smime_type.as_deref()) {
            ("application/pkcs7-mime" | "application/x-pkcs7-mime", Some("signed-data" | "certs-only")) => {
                let detail = "a message inside an S/MIME signature is not read";
                note(DefectKind::UnsupportedFeature, Missing::Bytes(end - start), detail);
            }
            ("application/pkcs7-mime" | "application/x-pkcs7-mime", _) => {
                note(DefectKind::Encrypted, Missing::Bytes(end - start), "S/MIME");
            }
            (media, _) if in_encrypted && media != "application/pgp-encrypted" => {
                note(DefectKind::Encrypted, Missing::Bytes(end - start), "multipart/encrypted");
            }
            _ => {}
        }
        let body = Body::new(&mut *self.input, start, end, coding);
        if is_text(media) && content.filename.is_none() && !content.is_attachment {
            return body::read(body, &ground, content, self.host);
        }
        let cut = matches!(next, Next::End) && !self.levels.is_empty();
        let path = match &content.filename {
            Some(name) => format!("{number} {name}"),
            None => number.to_owned(),
        };
        self.listing.push((path.clone(), block.extent()));
        let member = Member { path, claimed: Some(content.media.clone()), modified: None, captured: None };
        hand_on(member, body, &ground, cut, &mut self.members, self.host);
    }

    fn broken(&mut self, broken: Option<String>, at: u64) {
        if let Some(detail) = broken {
            let place = Place::Bytes { start: at, end: at };
            self.host.defect(Defect::at(place, DefectKind::Unreadable, Missing::Unknown, detail));
        }
    }
}

/// The level whose boundary this line is, and whether it closes the multipart.
fn boundary(levels: &[Level], line: &Line) -> Option<(usize, bool)> {
    let content = line.content().strip_prefix(b"--").filter(|_| line.begins)?;
    levels.iter().enumerate().rev().find_map(|(index, level)| {
        let rest = content.strip_prefix(level.boundary.as_slice())?;
        let closing = rest.strip_prefix(b"--");
        let padding = closing.unwrap_or(rest);
        padding.trim_ascii().is_empty().then_some((index, closing.is_some()))
    })
}

/// Types whose bodies are the message's own text.
fn is_text(media: &str) -> bool {
    matches!(
        media,
        "text/plain"
            | "text/html"
            | "application/xhtml+xml"
            | "text/rfc822-headers"
            | "message/delivery-status"
            | "message/disposition-notification"
            | "message/feedback-report"
    ) || media.starts_with("multipart/")
}

/// Hands a part on as a member.
fn hand_on(
    member: Member,
    mut body: Body<'_>,
    ground: &Ground,
    cut: bool,
    members: &mut Members,
    host: &mut dyn Host,
) {
    if !members.begin(host, member) {
        return;
    }
    let place = ground.place(0, 0);
    let mut buffer = vec![0; 16 * 1024];
    let mut unreadable = None;
    loop {
        match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                if !members.bytes(host, &buffer[..count], &place) {
                    return;
                }
            }
            Err(error) => {
                unreadable = Some(error.to_string());
                break;
            }
        }
    }
    let whole = !cut && body.damage().is_none() && unreadable.is_none();
    members.end(host, if whole { MemberEnd::Complete } else { MemberEnd::CutShort });
    body::damaged(body.damage(), ground).into_iter().for_each(|defect| host.defect(defect));
    if let Some(detail) = unreadable {
        host.defect(Defect::at(place, DefectKind::Unreadable, Missing::Unknown, detail));
    }
}

/// Lists attachments, one path a line, each standing for its headers.
fn list(listing: &[(String, (u64, u64))], host: &mut dyn Host) {
    let mut out = |part: Part| host.part(part);
    let mut lines = Lines::new(PartKind::Members, Ground::ITEM, &mut out);
    for (path, (start, end)) in listing {
        lines.say_as_is(path, Spot::whole(*start, *end));
        lines.line();
    }
    lines.finish();
}
