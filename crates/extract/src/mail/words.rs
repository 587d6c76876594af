//! Header values as people read them: unfolded (RFC 5322, 2.2.3), encoded words decoded (RFC 2047), every stretch
//! with its bytes. Parses no addresses and no dates.

use encoding_rs::{Encoding, WINDOWS_1252};
use model::Step;

use super::transfer;
use crate::html::spot::{Spot, Words};

/// A header value read.
#[derive(Debug, Default)]
pub(super) struct Value {
    pub(super) words: Words,
    /// Whether bytes outside ASCII stood in it without any encoding, and were no UTF-8.
    pub(super) guessed: bool,
    /// Encoded words that hold bytes which are no characters in their encoding.
    pub(super) invalid: u64,
}

/// An encoded word.
struct Encoded {
    encoding: &'static Encoding,
    bytes: Vec<u8>,
    /// One past its last byte.
    end: usize,
}

/// Reads `raw`, whose first byte counts as byte `at`.
pub(super) fn read(raw: &[u8], at: u64) -> Value {
    let mut value = Value::default();
    let mut position = 0;
    while position < raw.len() {
        let rest = &raw[position..];
        if let Some(first) = encoded(raw, position) {
            position = group(raw, position, first, at, &mut value);
        } else if matches!(rest[0], b'\r' | b'\n') {
            let length = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if !value.words.text().is_empty() && length < rest.len() {
                let start = at + position as u64;
                value.words.push(" ", Spot::whole(start, start + length as u64));
            }
            position += length;
        } else {
            let length =
                1 + rest[1..].iter().take_while(|byte| !matches!(byte, b'\r' | b'\n' | b'=')).count();
            plain(&rest[..length], at + position as u64, &mut value);
            position += length;
        }
    }
    value
}

fn plain(bytes: &[u8], at: u64, value: &mut Value) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        value.words.push(text, Spot { start: at, end: at + bytes.len() as u64, step: Step::Byte });
        return;
    }
    value.guessed = true;
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    value.words.push(&text, Spot { start: at, end: at + bytes.len() as u64, step: Step::Char(1) });
}

/// Reads the encoded word at `position` and all that follow it with only white space between, which does not count.
/// A character that a careless program cut in two is whole again when both halves have the same encoding.
fn group(raw: &[u8], position: usize, first: Encoded, at: u64, value: &mut Value) -> usize {
    let mut start = position;
    let mut open = first;
    loop {
        let spaces = raw[open.end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let next = encoded(raw, open.end + spaces);
        match next {
            Some(next) if next.encoding == open.encoding => {
                open.bytes.extend(next.bytes);
                open.end = next.end;
            }
            next => {
                let (text, bad) = open.encoding.decode_without_bom_handling(&open.bytes);
                value.invalid += u64::from(bad);
                // A line of the headers stays one line.
                let text = text.replace(['\r', '\n'], " ");
                value.words.push(&text, Spot::whole(at + start as u64, at + open.end as u64));
                match next {
                    Some(next) => (start, open) = (open.end + spaces, next),
                    None => return open.end,
                }
            }
        }
    }
}

/// The encoded word that begins at `position`, if one does: `=?charset?B or Q?text?=`.
fn encoded(raw: &[u8], position: usize) -> Option<Encoded> {
    let inner = raw.get(position..)?.strip_prefix(b"=?")?;
    let mut fields = inner.splitn(3, |&byte| byte == b'?');
    let (charset, kind, rest) = (fields.next()?, fields.next()?, fields.next()?);
    let length = rest.iter().position(|&byte| byte == b'?').filter(|&at| rest.get(at + 1) == Some(&b'='))?;
    let text = &rest[..length];
    // RFC 2231 adds a language after the name of the encoding.
    let charset = charset.split(|&byte| byte == b'*').next()?;
    let encoding = Encoding::for_label(charset)?;
    if text.contains(&b'\n') {
        return None;
    }
    let bytes = match kind {
        b"b" | b"B" => transfer::base64(text),
        b"q" | b"Q" => underlined(text),
        _ => return None,
    };
    let end = raw.len() - rest.len() + length + 2;
    Some(Encoded { encoding, bytes, end })
}

/// The Q encoding: `_` is a space, `=` and two digits are a byte.
fn underlined(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let code =
            tail.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match (first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
                continue;
            }
            (b'_', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
        rest = tail;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A raw value, its text, and the source bytes of some words in it.
    fn check(raw: &[u8], expected: &str, source: &[(&str, &[u8])]) {
        let value = read(raw, 0);
        assert_eq!(value.words.text(), expected);
        for (words, bytes) in source {
            let start = expected.find(words).expect("in the text");
            let pieces: Vec<u8> = value
                .words
                .pieces_of(start, start + words.len())
                .flat_map(|(_, spot)| raw[spot.start as usize..spot.end as usize].to_vec())
                .collect();
            assert_eq!(pieces, *bytes, "{words}");
        }
    }

    #[test]
    fn plain_values_stand_as_they_are() {
        check(b"Ana <ana@correo.example>", "Ana <ana@correo.example>", &[("ana@", b"ana@")]);
        check(b"from a\r\n\tby b;\r\n  Mon", "from a by b; Mon", &[("a b", b"a\r\n\tb"), ("Mon", b"Mon")]);
        check("a=b Peña".as_bytes(), "a=b Peña", &[("Peña", "Peña".as_bytes())]);
        check(b"Pe\xf1a y =?x", "Peña y =?x", &[("ña", b"\xf1a")]);
        assert!(read(b"Pe\xf1a", 0).guessed);
        check(b"", "", &[]);
        check(b"a\r\n ", "a", &[]);
    }

    #[test]
    fn encoded_words_are_decoded() {
        check(
            b"=?utf-8?Q?Petici=C3=B3n_urgente?= fin",
            "Petición urgente fin",
            &[("fin", b"fin"), ("ó", b"=?utf-8?Q?Petici=C3=B3n_urgente?=")],
        );
        check(b"=?ISO-8859-1?B?UGXxYQ==?= <p@x.example>", "Peña <p@x.example>", &[("<p@", b"<p@")]);
        check(b"=?utf-8?B?w7E=?=\r\n =?utf-8?Q?a?= =?latin1?Q?=F1?= b", "ñañ b", &[]);
        check(b"=?utf-8?Q?a=C3?= =?utf-8?Q?=B1o?=", "año", &[]);
        check(b"\"=?utf-8?q?R=C3=ADos=2C_Ana?=\" <a@x>", "\"Ríos, Ana\" <a@x>", &[]);
        check(b"=?utf-8*es?q?s=C3=AD?=", "sí", &[]);
        check(b"=?klingon?q?x?= =?utf-8?z?x?= =?utf-8?q?x", "=?klingon?q?x?= =?utf-8?z?x?= =?utf-8?q?x", &[]);
        assert_eq!(read(b"=?utf-8?q?=FF?=", 0).invalid, 1);
    }
}
