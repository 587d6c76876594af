//! What encoding an HTML page declares. Decodes nothing.
//!
//! Follows the prescan of the WHATWG HTML standard (13.2.3.2), but looks further than its 1,024 bytes, because
//! saved pages push the declaration down.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far a declaration is looked for.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// How long a tag that declares one may be.
const TAG_BYTES: usize = 1024;

/// The encoding that a `<meta>` or an XML declaration in `head` names.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = rest.iter().position(|&byte| byte == b'<') {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            rest = rest.get(find(rest, b"-->")?..)?;
            continue;
        }
        let tag = &rest[..rest.len().min(TAG_BYTES)];
        let end = tag.iter().position(|&byte| byte == b'>').unwrap_or(tag.len());
        let tag = tag[..end].to_ascii_lowercase();
        let named = if tag.starts_with(b"<meta") {
            value_of(&tag, b"charset")
        } else if tag.starts_with(b"<?xml") {
            value_of(&tag, b"encoding")
        } else {
            None
        };
        if let Some(encoding) = named.and_then(Encoding::for_label) {
            return Some(readable(encoding));
        }
        rest = &rest[1..];
    }
    None
}

/// A declaration that can be read in ASCII cannot mean UTF-16.
fn readable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// What stands after `name=` in `tag`, without quotes.
fn value_of<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let mut rest = tag;
    loop {
        rest = rest.get(find(rest, name)? + name.len()..)?.trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let end = value.iter().position(|byte| b"\"'; \t\r\n/?".contains(byte)).unwrap_or(value.len());
            return Some(&value[..end]);
        }
    }
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: Option<&str>) {
        assert_eq!(declared(head.as_bytes()).map(Encoding::name), expected, "{head}");
    }

    #[test]
    fn finds_what_is_declared() {
        check("<meta charset=utf-8>", Some("UTF-8"));
        check("<html><META CharSet = 'ISO-8859-1'/>", Some("windows-1252"));
        check(
            "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">",
            Some("windows-1252"),
        );
        check("<?xml version='1.0' encoding='iso-8859-15'?><html>", Some("ISO-8859-15"));
        check("<meta charset=utf-16>", Some("UTF-8"));
        check("<!-- <meta charset=big5> --><meta charset=koi8-r>", Some("KOI8-R"));
        check("<meta charset=nonsense><p>charset=utf-8", None);
        check("<meta", None);
        check("<!--", None);
    }
}
