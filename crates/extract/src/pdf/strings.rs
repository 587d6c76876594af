//! Text strings of a PDF's own objects (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with a mark, else PDFDocEncoding.

use std::fmt::Write;

use hayro::hayro_syntax::object::{Dict, Name, String as PdfString};

/// PDFDocEncoding (ISO 32000-1, annex D.3) where it differs from Latin-1: 0x18 to 0x1F and 0x80 to 0xA0.
const LOW: &str = "˘ˇˆ˙˝˛˚˜";
const HIGH: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";

/// A text string's characters.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            without_language(&encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0)
        }
        [0xFF, 0xFE, rest @ ..] => {
            without_language(&encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|&byte| doc_encoded(byte)).collect(),
    }
}

/// The entry's characters, when it is a string with anything but white space in it.
pub(super) fn text_of(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    let text = decoded(dict.get::<PdfString<'_>>(key)?.as_bytes());
    (!text.trim().is_empty()).then(|| text.trim().replace('\r', "\n"))
}

/// A name's characters; bytes that are no UTF-8 come as `#` and two hexadecimal digits, as names are written.
pub(super) fn name_of(name: &Name<'_>) -> String {
    match std::str::from_utf8(name.as_ref()) {
        Ok(text) => text.to_owned(),
        Err(_) => name.as_ref().iter().fold(String::new(), |mut text, &byte| {
            if byte.is_ascii_graphic() {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "#{byte:02X}");
            }
            text
        }),
    }
}

fn doc_encoded(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW.chars().nth(usize::from(byte - 0x18)),
        0x80..=0xA0 => HIGH.chars().nth(usize::from(byte - 0x80)),
        _ => Some(char::from(byte)),
    }
    .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Drops the language codes that UTF-16 strings may carry between escape characters (7.9.2.2.1).
fn without_language(text: &str) -> String {
    text.split('\u{1B}').step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_encodings() {
        for (bytes, text) in [
            (&b"Plain (text)"[..], "Plain (text)"),
            (b"\xF1and\xFA \x8Dquoted\x8E \xA0 5", "ñandú “quoted” € 5"),
            (b"\xFE\xFF\x00\xF1\x00o", "ño"),
            (b"\xFF\xFE\xF1\x00o\x00", "ño"),
            (b"\xFE\xFF\x00\x1B\x00e\x00s\x00\x1B\x00a", "a"),
            (b"\xEF\xBB\xBF\xC3\xB1o", "ño"),
            (b"\xFE\xFF\x00", "\u{FFFD}"),
        ] {
            assert_eq!(decoded(bytes), text, "{bytes:?}");
        }
        assert_eq!((LOW.chars().count(), HIGH.chars().count()), (8, 33));
    }
}
