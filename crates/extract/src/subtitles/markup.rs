//! Tags and entities in a cue's words. Takes out only what both formats know as markup: `<risas>` and `a < b` stay.

use super::time;

const TAGS: [&str; 12] = ["b", "i", "u", "s", "c", "lang", "ruby", "rt", "font", "span", "em", "strong"];

/// The cue's words without markup. A voice (`<v Nora>`) begins a line with its name and a colon.
pub(super) fn strip(cue: &str) -> String {
    let mut words = String::with_capacity(cue.len());
    let mut rest = cue;
    while let Some(at) = rest.find(['<', '&', '{']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'<' => tag(rest, &mut words),
            b'&' => entity(rest, &mut words),
            _ => override_code(rest),
        };
        if length == 0 {
            words.push_str(&rest[..1]);
        }
        rest = &rest[length.max(1)..];
    }
    words.push_str(rest);
    words
}

/// The length of the tag with which `text` begins; 0 if it is none.
fn tag(text: &str, words: &mut String) -> usize {
    let Some(end) = text.find('>') else { return 0 };
    let inner = &text[1..end];
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim_end_matches('/');
    let name_end = inner.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(inner.len());
    let name = inner[..name_end].to_ascii_lowercase();
    if name == "v" {
        let speaker = inner.split_once(char::is_whitespace).map(|(_, speaker)| speaker.trim());
        if let Some(speaker) = speaker.filter(|speaker| !closes && !speaker.is_empty()) {
            begin_line(words);
            words.push_str(&entities(speaker));
            words.push_str(": ");
        }
    } else if name == "br" {
        words.push('\n');
    } else if !TAGS.contains(&name.as_str()) && time::time(inner).is_none() {
        return 0;
    }
    end + 1
}

fn begin_line(words: &mut String) {
    let line = words.rfind('\n').map_or(0, |at| at + 1);
    if !words[line..].trim().is_empty() {
        words.truncate(words.trim_end().len());
        words.push('\n');
    }
}

fn entities(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = entity(rest, &mut words);
        if length == 0 {
            words.push('&');
        }
        rest = &rest[length.max(1)..];
    }
    words.push_str(rest);
    words
}

/// The length of the character reference with which `text` begins; 0 if it is none of those that WebVTT names.
fn entity(text: &str, words: &mut String) -> usize {
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else { return 0 };
    let character = match &text[1..end] {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        "lrm" => Some('\u{200E}'),
        "rlm" => Some('\u{200F}'),
        name => numbered(name),
    };
    character.map_or(0, |character| {
        words.push(character);
        end + 1
    })
}

fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().filter(|code| *code > 0).and_then(char::from_u32)
}

/// The length of a position or style such as `{\an8}`, which SubRip files carry over from other formats; 0 if `text`
/// begins with none.
fn override_code(text: &str) -> usize {
    let known = text.starts_with("{\\");
    text.find('}').filter(|_| known).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn markup_goes_and_words_stay() {
        for (cue, words) in [
            ("<i>Hola</i>, <font color=\"#fff\">soy</font> <b>yo</b>", "Hola, soy yo"),
            ("<v Nora Sáenz>No está aquí.", "Nora Sáenz: No está aquí."),
            ("<v.alto Nora>¿Quién?</v> <v Luis &amp; Eva>Nadie.</v>", "Nora: ¿Quién?\nLuis & Eva: Nadie."),
            ("- Sí\n<v Luis>No", "- Sí\nLuis: No"),
            ("uno <00:00:01.500>dos <c.roja.grande>tres</c><br/>cuatro", "uno dos tres\ncuatro"),
            ("{\\an8}arriba {nota} {\\sin cierre", "arriba {nota} {\\sin cierre"),
            ("<risas> 3 < 5 y 7 > 6 <b", "<risas> 3 < 5 y 7 > 6 <b"),
            (
                "a &lt;b&gt; &amp;lt; &#241;&#xD1; &nbsp;&copy; & &#0; &#xFFFFFFFF;",
                "a <b> &lt; ñÑ \u{A0}&copy; & &#0; &#xFFFFFFFF;",
            ),
            ("<v>sin nombre", "sin nombre"),
            ("&ñññññññ;<ñ>{ñ}", "&ñññññññ;<ñ>{ñ}"),
        ] {
            assert_eq!(strip(cue), words, "{cue}");
        }
    }
}
