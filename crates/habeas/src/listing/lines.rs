//! Lines of an item's text, with the code point at which each begins. A line that runs on into the next part is put
//! together; one longer than any row is handed over in pieces rather than held.

use case::StoredPart;
use model::Span;

/// The most bytes of a line that are held.
const MOST: usize = 64 * 1024;

/// Puts lines together.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// The beginning of a line, where it begins in code points, and in which bytes of the part it ends.
    open: Option<(String, u64)>,
}

impl Feed {
    /// Hands over the lines that end in a part: each without its line end, the code point at which it begins, and its bytes
    /// in the part.
    pub(super) fn part(&mut self, part: &StoredPart, mut take: impl FnMut(&str, u64, Span)) {
        let mut characters = part.head.characters.start;
        let mut byte = 0_u64;
        for line in part.part.text.split_inclusive('\n') {
            let bytes = Span { start: byte, end: byte + line.len() as u64 };
            let start = characters;
            byte = bytes.end;
            characters += line.chars().count() as u64;
            let ends = line.ends_with('\n');
            let (mut text, start) = match self.open.take() {
                Some((mut open, start)) => {
                    open.push_str(line);
                    (open, start)
                }
                None if ends => {
                    take(line.trim_end_matches(['\n', '\r']), start, bytes);
                    continue;
                }
                None => (line.to_owned(), start),
            };
            if ends || text.len() > MOST {
                text.truncate(text.trim_end_matches(['\n', '\r']).len());
                take(&text, start, bytes);
            } else {
                self.open = Some((text, start));
            }
        }
    }

    /// Hands over the line that is still open.
    pub(super) fn end(&mut self, mut take: impl FnMut(&str, u64)) {
        if let Some((line, start)) = self.open.take() {
            take(&line, start);
        }
    }
}
