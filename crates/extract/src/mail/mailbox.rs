//! Mailboxes (RFC 4155 and its relatives): each message becomes a member, in a stream. Reads no body.
//!
//! A message begins at a line `From ` with a date, at the start or after an empty line; where a Content-Length
//! header's number leads exactly to the next such line or the end (mboxcl), lines before it are not looked at. The
//! bytes of a message are kept as they stand, with one exception: where every `From ` in the bodies is quoted and
//! some are quoted twice, only mboxrd can have written the box, and one `>` is taken off each. In any other box it
//! is unknown whether a `>From ` was quoted by the box or by its author.

use std::cell::RefCell;

use model::{Defect, DefectKind, Field, MarkKind, MediaType, Missing, Part, PartKind, Place};

use super::headers::Block;
use super::members::Members;
use super::scan::{Line, Scan};
use crate::Request;
use crate::host::{Host, Input, Member, MemberEnd};
use crate::html::lines::{Lines, Stretch};
use crate::html::spot::{Ground, Spot};

/// How much of a message's headers is kept to list it.
const HEAD_BYTES: usize = 64 * 1024;
/// The longest line that can begin a message.
const SEPARATOR_BYTES: u64 = 1024;

pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let unquotes = is_mboxrd(&mut Scan::new(&mut *input, 0));
    let mut scan = Scan::new(input, 0);
    let mut members = Members::new(request);
    let listed: RefCell<Vec<Part>> = RefCell::default();
    let mut out = |part: Part| listed.borrow_mut().push(part);
    let mut lines = Lines::new(PartKind::Members, Ground::ITEM, &mut out);
    let mut splitter = Splitter::default();
    let mut open: Option<Open> = None;
    let mut count = 0_u64;
    let mut outside = 0;
    let mut line = Line::default();
    while scan.next(&mut line) {
        if splitter.begins_message(&line) {
            if let Some(open) = open.take() {
                open.end(&mut members, host, &mut lines);
                listed.borrow_mut().drain(..).for_each(|part| host.part(part));
            }
            count += 1;
            open = Some(Open::begin(count, &line, &mut members, host));
            splitter.in_head = true;
            continue;
        }
        let Some(message) = &mut open else {
            outside += line.bytes.len() as u64;
            continue;
        };
        let in_head = splitter.in_head;
        if in_head {
            if message.head.len() + line.bytes.len() <= HEAD_BYTES {
                message.head.extend_from_slice(&line.bytes);
            }
            if line.is_empty_line() {
                splitter.in_head = false;
                splitter.trust_length(&message.head, line.end(), &mut scan);
            }
        } else if unquotes && line.begins && is_quoted(&line.bytes, 1) {
            line.bytes.remove(0);
        }
        message.line(&line, in_head, &mut members, host);
    }
    if let Some(open) = open {
        open.end(&mut members, host, &mut lines);
    }
    lines.finish();
    listed.into_inner().into_iter().for_each(|part| host.part(part));
    if outside > 0 {
        let detail = "text before the first message";
        let place = Place::Bytes { start: 0, end: outside };
        host.defect(Defect::at(place, DefectKind::Damaged, Missing::Bytes(outside), detail));
    }
    if let Some(detail) = scan.broken {
        let place = Place::Bytes { start: line.start, end: line.start };
        host.defect(Defect::at(place, DefectKind::Unreadable, Missing::Unknown, detail));
    }
    members.finish(host);
}

/// A message that is being handed on.
struct Open {
    path: String,
    /// The line that began it.
    separator: (u64, u64),
    /// Its headers, as far as they are kept.
    head: Vec<u8>,
    /// An empty line that may belong to the box.
    held: Vec<u8>,
    taken: bool,
}

impl Open {
    fn begin(number: u64, line: &Line, members: &mut Members, host: &mut dyn Host) -> Self {
        let path = format!("message {number:06}");
        let claimed = Some(MediaType::new("message/rfc822"));
        let member = Member { path: path.clone(), claimed, modified: None, captured: None };
        let taken = members.begin(host, member);
        Self { path, separator: (line.start, line.end()), head: Vec::new(), held: Vec::new(), taken }
    }

    fn line(&mut self, line: &Line, in_head: bool, members: &mut Members, host: &mut dyn Host) {
        let (start, end) = self.separator;
        let place = Place::Bytes { start, end };
        let held = std::mem::take(&mut self.held);
        let holds = line.is_empty_line() && !in_head;
        for bytes in [held.as_slice(), if holds { &[] } else { &line.bytes }] {
            if self.taken && !bytes.is_empty() {
                self.taken = members.bytes(host, bytes, &place);
            }
        }
        if holds {
            self.held.extend_from_slice(&line.bytes);
        }
    }

    /// Ends the member and lists it: path, date, sender, subject. The empty line before the next message, or at the
    /// end, belongs to the box.
    fn end(self, members: &mut Members, host: &mut dyn Host, lines: &mut Lines<'_>) {
        let (start, end) = self.separator;
        if self.taken {
            members.end(host, MemberEnd::Complete);
        }
        lines.say_as_is(&self.path, Spot::whole(start, end));
        let block = Block::of(end, &self.head);
        for (name, field) in [("Date", Field::Date), ("From", Field::From), ("Subject", Field::Subject)] {
            lines.say_unplaced("\t");
            if let Some(words) = block.words(name) {
                lines.open(Stretch::Mark(MarkKind::Field(field)));
                lines.say_words(&words);
                lines.close();
            }
        }
        lines.line();
    }
}

/// Finds the lines at which messages begin.
#[derive(Default)]
struct Splitter {
    /// Whether the last line was not empty.
    in_text: bool,
    /// Up to here no message begins, by its Content-Length.
    trusted: u64,
    in_head: bool,
}

impl Splitter {
    fn begins_message(&mut self, line: &Line) -> bool {
        let after_empty = !std::mem::replace(&mut self.in_text, !line.is_empty_line());
        let is_first = line.start == 0 && line.bytes.starts_with(b"From ");
        is_first || after_empty && line.begins && line.start >= self.trusted && is_separator(line.content())
    }

    /// Believes the Content-Length in `head` when the body that begins at `start` and is as long ends right before
    /// another message or the end.
    fn trust_length(&mut self, head: &[u8], start: u64, scan: &mut Scan<'_>) {
        let block = Block::of(0, head);
        let length =
            block.value("Content-Length").and_then(|value| std::str::from_utf8(value).ok()?.parse().ok());
        let Some(end) =
            length.filter(|&length: &u64| length > 0).and_then(|length| start.checked_add(length))
        else {
            return;
        };
        let bytes = scan.look(end - 1, SEPARATOR_BYTES);
        let Some((_, after)) = bytes.split_first() else { return };
        let next = after.trim_ascii_start().split(|&byte| byte == b'\n').next().unwrap_or_default();
        if next.is_empty() || is_separator(next) {
            self.trusted = end;
        }
    }
}

/// Whether the line looks like `From sender Thu Jan  2 03:04:05 2025`, in any order of the date's parts.
fn is_separator(line: &[u8]) -> bool {
    const DAYS: [&[u8]; 7] = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let Some(rest) = line.strip_prefix(b"From ").filter(|rest| rest.len() < SEPARATOR_BYTES as usize) else {
        return false;
    };
    let lower = rest.to_ascii_lowercase();
    let words: Vec<&[u8]> =
        lower.split(u8::is_ascii_whitespace).map(|word| word.strip_suffix(b",").unwrap_or(word)).collect();
    let is_time = |word: &&[u8]| {
        let parts: Vec<&[u8]> = word.split(|&byte| byte == b':').collect();
        matches!(parts.len(), 2 | 3)
            && parts.iter().all(|part| matches!(part.len(), 1 | 2) && part.iter().all(u8::is_ascii_digit))
    };
    let is_year = |word: &&[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words.iter().any(|word| DAYS.contains(word))
        && words.iter().any(|word| MONTHS.contains(word))
        && words.iter().any(is_time)
        && words.iter().any(is_year)
}

/// Whether a line is `From ` behind at least so many `>`.
fn is_quoted(line: &[u8], least: usize) -> bool {
    let marks = line.iter().take_while(|&&byte| byte == b'>').count();
    marks >= least && line[marks..].starts_with(b"From ")
}

fn is_mboxrd(scan: &mut Scan<'_>) -> bool {
    let mut splitter = Splitter::default();
    let mut line = Line::default();
    let mut twice = false;
    while scan.next(&mut line) {
        if splitter.begins_message(&line) || !line.begins {
            continue;
        }
        if line.bytes.starts_with(b"From ") {
            return false;
        }
        twice |= is_quoted(&line.bytes, 2);
    }
    twice
}
