//! Fields in JSON-LD (schema.org) scripts: what a page says of itself for machines. A value that the script writes
//! without escapes gets its own bytes; any other the whole script's.

use serde_json::{Map, Value};

use super::fields::{self, Origin};
use super::spot::{Spot, Words};

/// How many values of one script are looked for in its text, and how many uses of their key. Beyond, the whole
/// script is a value's place.
const MOST_PLACED: usize = 100;

/// The fields of one script, or serde's words when it is no JSON.
pub(super) fn read(script: &Words) -> Result<Vec<(Origin, Words)>, String> {
    let text = script.text();
    // Some pages wrap it in a comment or CDATA section.
    let start = text.find(['{', '[']).unwrap_or(text.len());
    let end = text.rfind(['}', ']']).map_or(start, |at| at + 1).max(start);
    if text[start..end].is_empty() {
        return Ok(Vec::new());
    }
    let root: Value = serde_json::from_str(&text[start..end]).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    let mut waiting = vec![&root];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                waiting.extend(object.get("mainEntity"));
                waiting.extend(object.get("@graph"));
                if describes_page(object) {
                    fields_of(object, script, &mut found);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Whether an object describes the page or its article rather than something that it mentions.
fn describes_page(object: &Map<String, Value>) -> bool {
    let is_page = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article") || kind.ends_with("Posting") || matches!(kind, "Report" | "WebPage")
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_page),
        Some(kind) => is_page(kind),
        None => false,
    }
}

fn fields_of(object: &Map<String, Value>, script: &Words, found: &mut Vec<(Origin, Words)>) {
    for (key, ..) in fields::JSON_LD {
        let Some(origin) = fields::json_ld(key) else { continue };
        let mut waiting: Vec<(&str, &Value)> =
            object.get(*key).map(|value| (*key, value)).into_iter().collect();
        while let Some((key, value)) = waiting.pop() {
            match value {
                Value::String(text) if !text.trim().is_empty() => {
                    let exact = (found.len() < MOST_PLACED).then(|| placed(key, text, script)).flatten();
                    found.push((origin, exact.unwrap_or_else(|| in_script(text, script))));
                }
                Value::Array(values) => waiting.extend(values.iter().rev().map(|value| (key, value))),
                Value::Object(inner) => {
                    let name = if origin.field == model::Field::Canonical { "@id" } else { "name" };
                    waiting.extend(inner.get(name).map(|value| (name, value)));
                }
                _ => {}
            }
        }
    }
}

/// `text` with its bytes in the script, where `"key": "text"` stands there as such.
fn placed(key: &str, text: &str, script: &Words) -> Option<Words> {
    let source = script.text();
    let quoted = format!("\"{key}\"");
    let mut words = Words::default();
    for (at, _) in source.match_indices(&quoted).take(MOST_PLACED) {
        let after = source[at + quoted.len()..].trim_start();
        let Some(after) = after.strip_prefix(':') else { continue };
        let after = after.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '[');
        let Some(value) = after.strip_prefix('"') else { continue };
        if value.strip_prefix(text).is_some_and(|rest| rest.starts_with('"')) {
            let start = source.len() - value.len();
            script.pieces_of(start, start + text.len()).for_each(|(piece, spot)| words.push(piece, spot));
            return Some(words);
        }
    }
    None
}

/// `text` with the whole script as its place.
fn in_script(text: &str, script: &Words) -> Words {
    let mut words = Words::default();
    let Spot { start, end, .. } = script.extent().unwrap_or(Spot::whole(0, 0));
    words.push(text, Spot::whole(start, end));
    words
}

#[cfg(test)]
mod tests {
    use model::Step;

    use super::*;

    fn check(script: &str, expected: &[(&str, &str, &str)]) {
        let mut words = Words::default();
        words.push(script, Spot { start: 100, end: 100 + script.len() as u64, step: Step::Byte });
        let found = read(&words).expect("JSON");
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|(origin, words)| {
                let spot = words.extent().expect("a place");
                let source = &script[(spot.start - 100) as usize..(spot.end - 100) as usize];
                (origin.name, words.text(), source)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn fields_stand_at_their_bytes() {
        let script = r#"{"@type":"NewsArticle","headline" : "Traslado","author":[{"name":"Ana Ríos"}],
            "datePublished":"2025-03-17T08:00:00-06:00","publisher":{"@type":"Organization","name":"El Faro Sur"}}"#;
        check(
            script,
            &[
                ("headline", "Traslado", "Traslado"),
                ("author", "Ana Ríos", "Ana Ríos"),
                ("datePublished", "2025-03-17T08:00:00-06:00", "2025-03-17T08:00:00-06:00"),
                ("publisher", "El Faro Sur", "El Faro Sur"),
            ],
        );
    }

    #[test]
    fn escaped_values_stand_for_the_script() {
        let script = r#"[{"@graph":[{"@type":["Thing","Article"],"headline":"C\u00e1rcel"},{"@type":"Person","name":"x"}]}]"#;
        check(script, &[("headline", "Cárcel", script)]);
    }

    #[test]
    fn what_is_no_json_is_said() {
        let mut words = Words::default();
        words.push("{\"@type\": oops}", Spot::whole(0, 15));
        assert!(read(&words).is_err());
        assert!(read(&Words::default()).is_ok_and(|found| found.is_empty()));
    }
}
