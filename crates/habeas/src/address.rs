//! How people and pages name exact characters of an item: `c120-184`, from code point 120 up to, not including, 184.

use model::CharSpan;

use crate::trouble::Trouble;

/// The fragment that names a span, without its number sign.
#[must_use]
pub fn of(span: CharSpan) -> String {
    format!("c{}-{}", span.start, span.end)
}

/// Reads `120-184`, `c120-184` or `#c120-184`.
///
/// # Errors
/// When it is none of these, or runs backwards.
pub fn parse(text: &str) -> Result<CharSpan, Trouble> {
    let span = text.trim_start_matches(['#', 'c']).split_once('-').and_then(|(start, end)| {
        Some(CharSpan { start: start.trim().parse().ok()?, end: end.trim().parse().ok()? })
    });
    span.filter(|span| span.start <= span.end).ok_or_else(|| trouble!("error-bad-span", given = text))
}
