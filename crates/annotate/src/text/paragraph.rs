//! Paragraphs: separated by an empty line, or by a line break that does not merely wrap a long line. Never splits
//! inside a line.

use std::ops::Range;

/// A line at least this long may have been wrapped; in bytes.
const WRAPPED: usize = 40;

/// The byte ranges of the paragraphs of `text`, in order; white space between them belongs to none.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{2029}', '\u{c}']) {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            paragraphs.extend(open.take());
            continue;
        }
        let end = start + trimmed.len();
        open = match open {
            Some(before) if wraps(&text[before.clone()], trimmed) => Some(before.start..end),
            before => {
                paragraphs.extend(before);
                Some(start..end)
            }
        };
    }
    paragraphs.extend(open);
    paragraphs
}

/// Whether `next` goes on with the sentence that the line before it left open.
fn wraps(before: &str, next: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before).trim_end();
    let last = line.chars().next_back().unwrap_or(' ');
    let first = next.chars().next().unwrap_or(' ');
    let unfinished = last.is_alphanumeric() || ",;-—(".contains(last);
    if line.contains('\t') || next.contains('\t') {
        return false;
    }
    match first {
        c if c.is_lowercase() => line.len() >= WRAPPED || unfinished && line.len() >= WRAPPED / 2,
        // A capital or a digit may begin anything; only a line as long as a full one was wrapped before it.
        c if c.is_alphanumeric() || "\"“«¿¡(".contains(c) => {
            line.len() >= 60 && line.len() <= 100 && (unfinished || last == '.' && next.len() > 30)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_and_paragraphs() {
        check("Uno.\n\nDos.\r\n\r\n  Tres. ", &["Uno.", "Dos.", "Tres."]);
        check("Title\nFirst paragraph.\nSecond.", &["Title", "First paragraph.", "Second."]);
        check(
            "The committee said on Monday that the\nlist was false.",
            &["The committee said on Monday that the\nlist was false."],
        );
        check("PÉREZ LUNA, Ana\nRUIZ, José\n", &["PÉREZ LUNA, Ana", "RUIZ, José"]);
        check("", &[]);
    }
}
