//! Makes foreign text fit for a terminal: a file's name or words may hold characters that move the cursor, forge
//! lines, or turn the direction of what stands beside them. Shows each such character as an escape; drops none.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

/// Text that stands within a line: no control character of any kind, no change of direction.
#[must_use]
pub fn name(text: &str) -> Cow<'_, str> {
    escaped(text, is_hostile)
}

/// Text of one or many lines: as [`name`], but line ends and tabs stay.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        let lines: Vec<Cow<'_, str>> = text.split("\r\n").map(self::text).collect();
        return Cow::Owned(lines.join("\r\n"));
    }
    escaped(text, |c| is_hostile(c) && !matches!(c, '\n' | '\t'))
}

/// JSON as it is serialized: the same document, with nothing in it that a terminal would obey.
#[must_use]
pub fn json(serialized: &str) -> Cow<'_, str> {
    let hostile = |c: char| is_hostile(c) && c != '\n';
    if !serialized.contains(hostile) {
        return Cow::Borrowed(serialized);
    }
    let mut tamed = String::with_capacity(serialized.len());
    for c in serialized.chars() {
        // Such characters stand in strings alone, and all of them lie in the basic plane.
        if hostile(c) { tamed.push_str(&format!("\\u{:04x}", u32::from(c))) } else { tamed.push(c) }
    }
    Cow::Owned(tamed)
}

/// A message's argument: as [`name`].
#[must_use]
pub fn argument(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(text) if text.contains(is_hostile) => {
            FluentValue::String(Cow::Owned(name(&text).into_owned()))
        }
        other => other,
    }
}

/// Whether a terminal or browser would obey or drop it: controls, line and paragraph separators, and the
/// bidirectional embeddings, overrides and isolates (UAX 9). The marks LRM, RLM and ALM stay: names in Arabic and Hebrew need them, and they turn nothing around.
pub fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escaped(text: &str, hostile: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hostile) {
        return Cow::Borrowed(text);
    }
    let mut tamed = String::with_capacity(text.len());
    for c in text.chars() {
        if hostile(c) { tamed.extend(c.escape_default()) } else { tamed.push(c) }
    }
    Cow::Owned(tamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_raw_and_nothing_is_dropped() {
        fn check(given: &str, as_name: &str, as_text: &str) {
            assert_eq!((name(given).as_ref(), text(given).as_ref()), (as_name, as_text), "{given:?}");
            assert_eq!(argument(given.into()), FluentValue::from(as_name));
            let serialized = serde_json::to_string_pretty(&[given]).unwrap();
            let read: Vec<String> = serde_json::from_str(&json(&serialized)).unwrap();
            assert_eq!(read, [given]);
            assert!(!json(&serialized).contains(|c| is_hostile(c) && c != '\n'));
        }
        check("año «2026» — سجن\u{200f}", "año «2026» — سجن\u{200f}", "año «2026» — سجن\u{200f}");
        check("a\nb\tc", "a\\nb\\tc", "a\nb\tc");
        check("a\r\nb\rc\r\n", "a\\r\\nb\\rc\\r\\n", "a\r\nb\\rc\r\n");
        check("\u{1b}[2J\u{7f}\u{9b}1m", "\\u{1b}[2J\\u{7f}\\u{9b}1m", "\\u{1b}[2J\\u{7f}\\u{9b}1m");
        check("lista\u{202e}fdp.exe", "lista\\u{202e}fdp.exe", "lista\\u{202e}fdp.exe");
        check("\u{2066}x\u{2069}\u{2028}", "\\u{2066}x\\u{2069}\\u{2028}", "\\u{2066}x\\u{2069}\\u{2028}");
    }
}
