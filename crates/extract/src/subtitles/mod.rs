//! SubRip and WebVTT (W3C, 2019): each cue's words as lines of text, placed in time. Numbers, settings and style
//! sheets go; notes, names of cues and all that cannot be read as a cue stay, as they are, at their bytes. Mends no
//! times.

mod markup;
mod time;

use std::ops::Range;

use model::{Defect, DefectKind, Missing, Part, PartKind, Place, Step};

use crate::Request;
use crate::encoding::Window;
use crate::host::{Host, Input};

/// A block that goes on for longer is cut, between cues where it has any.
const MOST_BLOCK: usize = 64 * 1024;

/// Reads subtitles of either kind.
pub(crate) fn read(input: &mut dyn Input, _request: &Request, host: &mut dyn Host) {
    let mut window = Window::open(input, None);
    window.fill(MOST_BLOCK);
    let kind = if is_webvtt(window.text()) { Kind::WebVtt } else { Kind::SubRip };
    let mut reader = Reader {
        window,
        host: &mut *host,
        part: Part::new(PartKind::Cues),
        kind,
        number: None,
        broken: 0,
        first_broken: None,
    };
    let mut is_header = kind == Kind::WebVtt;
    while reader.block(std::mem::take(&mut is_header)) {}
    reader.hand_over();
    let Reader { window, broken, first_broken, .. } = reader;
    window.report(host);
    if let Some(place) = first_broken {
        let detail = format!("{broken} block(s) without a readable time; kept as text");
        host.defect(Defect::at(place, DefectKind::Damaged, Missing::Nothing, detail));
    }
}

fn is_webvtt(text: &str) -> bool {
    text.strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    SubRip,
    WebVtt,
}

/// A line of the window's text: its words, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    words: Range<usize>,
    end: usize,
}

/// What a line of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Blank, a cue's number, a style sheet's.
    Drop,
    /// Text outside cues: a note, a header, a cue's name.
    Keep,
    /// Text that should have been a cue.
    Broken,
    /// The time of the cue that follows, in milliseconds.
    Time(u64, u64),
    /// A line of the cue.
    Words,
}

struct Reader<'i, 'h> {
    window: Window<'i>,
    host: &'h mut dyn Host,
    part: Part,
    kind: Kind,
    /// The last cue's number.
    number: Option<u64>,
    broken: u64,
    first_broken: Option<Place>,
}

impl Reader<'_, '_> {
    /// Reads the lines up to the next blank one; `false` when there are none.
    fn block(&mut self, is_header: bool) -> bool {
        let lines = loop {
            let text = self.window.text();
            let (lines, is_whole) = block_lines(text, self.window.is_last());
            if is_whole {
                break lines;
            }
            if text.len() >= MOST_BLOCK {
                break cut(text, lines);
            }
            let wanted = (text.len() * 2).max(MOST_BLOCK);
            self.window.fill(wanted);
        };
        if lines.is_empty() {
            return false;
        }
        let roles = self.roles(&lines, is_header);
        self.write(&lines, &roles, is_header);
        if self.part.text.len() >= Part::ENOUGH_BYTES {
            self.hand_over();
        }
        true
    }

    fn roles(&mut self, lines: &[Line], is_header: bool) -> Vec<Role> {
        let text = self.window.text();
        let words: Vec<&str> = lines.iter().map(|line| text[line.words.clone()].trim()).collect();
        let times: Vec<Option<(u64, u64)>> = words.iter().map(|words| time::range(words)).collect();
        let first = words.first().copied().unwrap_or_default();
        if times.iter().all(Option::is_none) {
            let is_style = matches!(first, "STYLE" | "REGION");
            let is_note = first == "NOTE" || first.starts_with("NOTE ") || first.starts_with("NOTE\t");
            let role = match self.kind {
                Kind::WebVtt if is_style => Role::Drop,
                Kind::WebVtt if is_note || is_header => Role::Keep,
                _ => Role::Broken,
            };
            return words.iter().map(|words| if words.is_empty() { Role::Drop } else { role }).collect();
        }
        let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
        let mut in_cue = false;
        for (at, words) in words.iter().enumerate() {
            let is_before_time = times.get(at + 1).is_some_and(Option::is_some);
            let number =
                words.bytes().all(|byte| byte.is_ascii_digit()).then(|| words.parse().ok()).flatten();
            roles.push(match times[at] {
                Some((start, end)) => {
                    in_cue = true;
                    Role::Time(start, end)
                }
                None if words.is_empty() => Role::Drop,
                None if is_before_time && number.is_some() && (!in_cue || self.follows(number)) => {
                    self.number = number;
                    Role::Drop
                }
                None if in_cue => Role::Words,
                None if is_header || is_before_time => Role::Keep,
                None => Role::Broken,
            });
        }
        roles
    }

    /// Whether `number` counts on. Digits inside a cue are its words unless they do.
    fn follows(&self, number: Option<u64>) -> bool {
        number.is_some() && number == self.number.and_then(|last| last.checked_add(1))
    }

    fn write(&mut self, lines: &[Line], roles: &[Role], is_header: bool) {
        let mut cue: Option<(Place, String)> = None;
        let mut at = 0;
        let mut was_broken = false;
        for (number, (line, role)) in lines.iter().zip(roles).enumerate() {
            let (before, length, after) =
                (line.words.start - at, line.words.len(), line.end - line.words.end);
            at = line.end;
            self.window.skip(before);
            match role {
                Role::Words => {
                    if let Some((_, words)) = &mut cue {
                        words.push_str(&self.window.text()[..length]);
                        words.push('\n');
                    }
                    self.window.skip(length);
                }
                Role::Drop => self.window.skip(length),
                Role::Time(start_ms, end_ms) => {
                    self.cue(
                        cue.replace((Place::Time { start_ms: *start_ms, end_ms: *end_ms }, String::new())),
                    );
                    self.window.skip(length);
                }
                Role::Keep | Role::Broken => {
                    let signature = if is_header && number == 0 { "WEBVTT".len() } else { 0 };
                    self.keep(signature, length - signature, *role == Role::Broken && !was_broken);
                }
            }
            was_broken = *role == Role::Broken;
            self.window.skip(after);
        }
        self.cue(cue);
    }

    fn cue(&mut self, cue: Option<(Place, String)>) {
        let Some((place, words)) = cue else { return };
        let words = markup::strip(words.trim_end());
        if !words.trim().is_empty() {
            self.part.push(&words, place, Step::Whole);
            self.part.push_unplaced("\n");
        }
    }

    /// Keeps the next `length` bytes after `skipped` ones as a line.
    fn keep(&mut self, skipped: usize, length: usize, is_broken: bool) {
        self.window.skip(skipped);
        let start = self.window.offset();
        if length > 0 {
            self.window.take(length, &mut self.part);
            self.part.push_unplaced("\n");
        }
        if is_broken {
            let end = self.window.offset();
            self.broken += 1;
            self.first_broken.get_or_insert(Place::Bytes { start, end });
        }
    }

    fn hand_over(&mut self) {
        let part = std::mem::replace(&mut self.part, Part::new(PartKind::Cues));
        if !part.text.is_empty() {
            self.host.part(part);
        }
    }
}

/// The lines with which `text` begins, up to and with the first blank one after others, and whether the block ends
/// there. A line that may go on is not among them.
fn block_lines(text: &str, is_last: bool) -> (Vec<Line>, bool) {
    let mut lines: Vec<Line> = Vec::new();
    let mut has_words = false;
    let mut at = 0;
    while let Some(line) = line_at(text, at, is_last) {
        let is_blank = text[line.words.clone()].trim().is_empty();
        at = line.end;
        lines.push(line);
        if is_blank && has_words {
            return (lines, true);
        }
        has_words |= !is_blank;
    }
    (lines, is_last)
}

/// The line that begins at `at`. Lines end with a line feed, up to two carriage returns before it, or one of those
/// alone.
fn line_at(text: &str, at: usize, is_last: bool) -> Option<Line> {
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    let returns = rest[length..].iter().take(2).take_while(|byte| **byte == b'\r').count();
    let end = match rest.get(length + returns) {
        Some(b'\n') => length + returns + 1,
        Some(_) => length + returns.min(1),
        None if is_last => length + returns.min(1),
        None => return None,
    };
    (end > 0).then_some(Line { words: at..at + length, end: at + end })
}

/// Cuts a block that is too long before its last cue, or where `lines` end, or anywhere.
fn cut(text: &str, mut lines: Vec<Line>) -> Vec<Line> {
    let words = |line: &Line| text[line.words.clone()].trim();
    let last_time = lines.iter().rposition(|line| time::range(words(line)).is_some()).unwrap_or_default();
    let is_number = |line: &Line| words(line).bytes().all(|byte| byte.is_ascii_digit());
    let border = last_time - usize::from(last_time > 0 && is_number(&lines[last_time - 1]));
    if border > 0 {
        lines.truncate(border);
    }
    if lines.is_empty() {
        lines.push(Line { words: 0..text.len(), end: text.len() });
    }
    lines
}

#[cfg(test)]
mod tests;
