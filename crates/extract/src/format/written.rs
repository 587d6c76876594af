//! Tells texts from other bytes, and the sorts of texts that have a structure: HTML, mail, subtitles. Decodes a
//! sample only, and settles no encoding: that belongs to the readers.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::Format;

/// In a text, at most one control character in so many characters.
const CONTROL_SHARE: usize = 50;

/// What sort of text this is; `None` if it is no text. Which of the plain sorts, only `hint` can tell.
pub(super) fn look(head: &[u8], hint: Option<Format>) -> Option<Format> {
    let text = sample(head)?;
    let structured = if is_web_vtt(&text) {
        Some(Format::Subtitles)
    } else if is_sub_rip(&text) {
        Some(Format::SubRip)
    } else if is_page(&text) {
        Some(Format::Html)
    } else if is_mailbox(&text) {
        Some(Format::Mailbox)
    } else if is_mail(&text) {
        Some(Format::Mail)
    } else {
        None
    };
    let hinted = hint.filter(|hint| match hint {
        Format::Mail => text.lines().next().is_some_and(|line| field_name(line).is_some()),
        Format::Mailbox => text.starts_with("From "),
        hint => hint.is_written(),
    });
    let fragment = || is_fragment(&text).then_some(Format::Html);
    structured.or(hinted).or_else(fragment).or(Some(Format::Text))
}

/// The characters of a text's first bytes, without byte order mark; `None` if they are no text. Bytes of unknown
/// encoding come as Latin-1, which keeps ASCII apart from the rest.
fn sample(head: &[u8]) -> Option<String> {
    let (text, sure) = if let Some(rest) = head.strip_prefix(b"\xef\xbb\xbf") {
        (String::from_utf8_lossy(rest).into_owned(), true)
    } else if let Some(text) = wide(head) {
        (text, true)
    } else {
        let padded = head.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let bytes = &head[..padded];
        match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), true),
            // A character that the sample's end cuts.
            Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
                (String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), true)
            }
            Err(_) => (bytes.iter().map(|byte| char::from(*byte)).collect(), false),
        }
    };
    let strange = text.chars().filter(|char| is_strange(*char)).count();
    let allowed = text.chars().count() / CONTROL_SHARE + usize::from(sure && text.len() > 8);
    (!text.is_empty() && strange <= allowed).then_some(text)
}

/// Control characters that texts do not hold. Some do hold backspace, form feed, escape and an end mark.
fn is_strange(char: char) -> bool {
    matches!(char, '\0'..='\x07' | '\x0e'..='\x19' | '\x1c'..='\x1f' | '\x7f' | '\u{fffd}')
}

/// UTF-32 and UTF-16, by byte order mark or by where the NULs stand.
fn wide(head: &[u8]) -> Option<String> {
    let utf32 = |read: fn([u8; 4]) -> u32| {
        let units = head.chunks_exact(4).map(|unit| read([unit[0], unit[1], unit[2], unit[3]]));
        let chars = units.map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'));
        Some(chars.collect::<String>().trim_start_matches('\u{feff}').to_owned())
    };
    // Whether at least so many percent of the units have a NUL at this place.
    let nuls = |step: usize, place: usize, percent: usize| {
        let units = head.chunks_exact(step);
        let count = units.len();
        count >= 2 && units.filter(|unit| unit[place] == 0).count() * 100 >= count * percent
    };
    let pattern = |step: usize, high: &[usize], low: usize| {
        high.iter().all(|place| nuls(step, *place, 70)) && !nuls(step, low, 5)
    };
    if head.starts_with(b"\xff\xfe\0\0") || pattern(4, &[1, 2, 3], 0) {
        utf32(u32::from_le_bytes)
    } else if head.starts_with(b"\0\0\xfe\xff") || pattern(4, &[0, 1, 2], 3) {
        utf32(u32::from_be_bytes)
    } else if head.starts_with(b"\xff\xfe") || pattern(2, &[1], 0) {
        Some(UTF_16LE.decode(&head[..head.len() & !1]).0.into_owned())
    } else if head.starts_with(b"\xfe\xff") || pattern(2, &[0], 1) {
        Some(UTF_16BE.decode(&head[..head.len() & !1]).0.into_owned())
    } else {
        None
    }
}

/// The WebVTT signature: the word, then the line's end or white space (W3C WebVTT, section 4.1).
fn is_web_vtt(text: &str) -> bool {
    text.strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '\r', ' ', '\t']))
}

/// A number, and on the next line a time and an arrow.
fn is_sub_rip(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    let number =
        lines.next().is_some_and(|line| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()));
    let Some((time, _)) = lines.next().and_then(|line| line.split_once("-->")) else { return false };
    let mut fields = time.trim().split(':');
    let digits =
        |field: Option<&str>| field.is_some_and(|field| field.starts_with(|c: char| c.is_ascii_digit()));
    number && digits(fields.next()) && digits(fields.next()) && digits(fields.next())
}

/// A document type or root element of HTML, or one of the elements that only its head holds.
fn is_page(text: &str) -> bool {
    let start = Start::of(text);
    let root = ["html", "head", "body"].iter().any(|tag| start.is_tag(tag));
    let head = ["title", "meta"].iter().any(|tag| start.is_tag(tag));
    // Other XML, too, has titles.
    start.is_html_doctype() || root || head && !start.xml
}

/// An element of HTML, or a comment, in front; Markdown, too, may begin so.
fn is_fragment(text: &str) -> bool {
    const TAGS: [&str; 33] = [
        "a",
        "article",
        "b",
        "base",
        "blockquote",
        "br",
        "center",
        "div",
        "dl",
        "font",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "iframe",
        "img",
        "li",
        "link",
        "main",
        "ol",
        "p",
        "pre",
        "script",
        "section",
        "span",
        "strong",
        "style",
        "table",
        "tr",
        "ul",
    ];
    let start = Start::of(text);
    !start.xml && (start.rest.starts_with("<!--") || TAGS.iter().any(|tag| start.is_tag(tag)))
}

/// A text from its first markup on: behind white space, comments, XML declaration.
struct Start<'t> {
    rest: &'t str,
    xml: bool,
}

impl<'t> Start<'t> {
    fn of(text: &'t str) -> Self {
        let mut start = Self { rest: text.trim_start(), xml: false };
        loop {
            let skipped = if start.rest.starts_with("<!--") {
                start.rest.split_once("-->")
            } else if start.rest.starts_with("<?xml") {
                start.xml = true;
                start.rest.split_once("?>")
            } else {
                None
            };
            let Some((_, rest)) = skipped else { return start };
            start.rest = rest.trim_start();
        }
    }

    fn is_tag(&self, tag: &str) -> bool {
        self.after('<', tag).is_some_and(|rest| rest.starts_with(['>', '/', ' ', '\t', '\n', '\r']))
    }

    fn is_html_doctype(&self) -> bool {
        let kind = self.after('<', "!doctype").map(str::trim_start);
        kind.and_then(|kind| kind.get(..4)).is_some_and(|kind| kind.eq_ignore_ascii_case("html"))
    }

    fn after(&self, mark: char, word: &str) -> Option<&'t str> {
        let rest = self.rest.strip_prefix(mark)?;
        rest.get(..word.len()).filter(|found| found.eq_ignore_ascii_case(word))?;
        rest.get(word.len()..)
    }
}

/// A `From ` line with a time and a year, and a header field after it (RFC 4155).
fn is_mailbox(text: &str) -> bool {
    let mut lines = text.lines();
    let envelope = lines.next().and_then(|line| line.strip_prefix("From ")).unwrap_or_default();
    let mut words = envelope.split_ascii_whitespace();
    let time = words.clone().any(|word| word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()));
    let year = words.any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let after = lines.find(|line| !line.starts_with('>'));
    time && year && after.is_some_and(|line| field_name(line).is_some())
}

/// Three mail header fields or more (RFC 5322), among them one that programs write and people do not: memos, too,
/// begin with From, To, Date and Subject.
fn is_mail(text: &str) -> bool {
    const WRITTEN: [&str; 9] =
        ["from", "to", "cc", "bcc", "date", "subject", "sender", "reply-to", "content-type"];
    const BY_PROGRAMS: [&str; 15] = [
        "arc-message-signature",
        "arc-seal",
        "authentication-results",
        "content-transfer-encoding",
        "delivered-to",
        "dkim-signature",
        "in-reply-to",
        "message-id",
        "mime-version",
        "received",
        "received-spf",
        "references",
        "return-path",
        "x-mailer",
        "x-received",
    ];
    let (mut written, mut by_programs) = ([false; WRITTEN.len()], [false; BY_PROGRAMS.len()]);
    let mut dated = false;
    for (number, line) in text.lines().enumerate() {
        if number > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            continue;
        }
        let Some(name) = field_name(line) else { break };
        for (known, seen) in WRITTEN.iter().zip(&mut written).chain(BY_PROGRAMS.iter().zip(&mut by_programs))
        {
            *seen |= name.eq_ignore_ascii_case(known);
        }
        dated |= name.eq_ignore_ascii_case("date") && is_mail_date(&line[name.len()..]);
    }
    let count = written.iter().chain(&by_programs).filter(|seen| **seen).count();
    count >= 3 && (dated || by_programs.contains(&true))
}

/// A time, then a zone: `Thu, 4 Mar 2021 10:00:00 -0600`.
fn is_mail_date(value: &str) -> bool {
    let mut words =
        value.split_ascii_whitespace().skip_while(|word| !word.trim_start_matches(':').contains(':'));
    let zone = words.nth(1).unwrap_or_default();
    let offset = zone.strip_prefix(['+', '-']).unwrap_or_default();
    matches!(zone, "GMT" | "UT" | "UTC")
        || offset.len() == 4 && offset.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of a header field (RFC 5322, section 3.6.8), if the line is one.
fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'!'..=b'9' | b';'..=b'~'));
    is_name.then_some(name)
}
