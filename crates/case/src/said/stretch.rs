//! Text to annotate in one go, and where its characters stand in the item: words deleted with change tracking are not in
//! it, so that nobody is made to say them and no figure is read out of them, yet every span leads back to the item's own
//! characters. Decides nothing about what is cut where.

use model::CharSpan;

/// Text to annotate in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The text as it now reads: the item's, without what was deleted.
    pub text: String,
    /// Code points of `text`.
    length: u64,
    /// The item's code point at which it begins, deleted ones counted.
    start: u64,
    /// Where a run of characters begins: in `text`, and in the item. In order; of two at one place the later holds.
    runs: Vec<(u64, u64)>,
    /// The code point of the item after the last one, deleted ones counted.
    end: u64,
}

impl Stretch {
    /// Nothing yet, at a code point of the item's text.
    #[must_use]
    pub fn at(start: u64) -> Self {
        Self { text: String::new(), length: 0, start, runs: vec![(0, start)], end: start }
    }

    /// Text of which nothing is deleted, at a code point of the item's text.
    #[must_use]
    pub fn new(start: u64, text: &str) -> Self {
        let mut stretch = Self::at(start);
        stretch.push(text);
        stretch
    }

    /// Adds what stands next in the item.
    pub(super) fn push(&mut self, words: &str) {
        let length = words.chars().count() as u64;
        let (text, item) = self.last_run();
        if item + (self.length - text) != self.end {
            self.runs.push((self.length, self.end));
        }
        self.text.push_str(words);
        self.length += length;
        self.end += length;
    }

    /// Passes over characters that stand next in the item and are deleted.
    pub(super) const fn pass(&mut self, count: u64) {
        self.end += count;
    }

    /// Adds the stretch that begins where this one ends.
    pub(super) fn append(&mut self, next: &Self) {
        let at = self.length;
        self.runs.extend(next.runs.iter().map(|(text, item)| (at + text, *item)));
        self.text.push_str(&next.text);
        self.length += next.length;
        self.end = next.end;
    }

    /// Takes the first `bytes` of the text off.
    pub(super) fn split_off_first(&mut self, bytes: usize) -> Self {
        let rest = self.text.split_off(bytes);
        let text = std::mem::replace(&mut self.text, rest);
        let length = text.chars().count() as u64;
        let start = self.item_at(length);
        let from = self.runs.partition_point(|(text, _)| *text <= length);
        let mut runs = vec![(0, start)];
        runs.extend(self.runs[from..].iter().map(|(text, item)| (text - length, *item)));
        let mut first = std::mem::replace(&mut self.runs, runs);
        first.truncate(from);
        self.length -= length;
        Self { text, length, start: std::mem::replace(&mut self.start, start), runs: first, end: start }
    }

    /// The code points of the item's text that it covers, deleted ones among them.
    #[must_use]
    pub fn characters(&self) -> CharSpan {
        CharSpan { start: self.start, end: self.end }
    }

    /// The code points of the item on which some of the text rest, given in code points of the text. What was deleted
    /// before the first or after the last of them is not among them; what was deleted between them is.
    #[must_use]
    pub fn locate(&self, span: CharSpan) -> CharSpan {
        let start = self.item_at(span.start);
        match span.end.checked_sub(1).filter(|last| *last >= span.start) {
            Some(last) => CharSpan { start, end: self.item_at(last) + 1 },
            None => CharSpan { start, end: start },
        }
    }

    /// Where a code point of the text stands in the item.
    fn item_at(&self, at: u64) -> u64 {
        let run = self.runs.partition_point(|(text, _)| *text <= at).checked_sub(1);
        run.and_then(|run| self.runs.get(run)).map_or(self.end, |(text, item)| item + (at - text))
    }

    fn last_run(&self) -> (u64, u64) {
        self.runs.last().copied().unwrap_or((self.length, self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `al menos 2|52|38|!| presos`, with what stands between the marks passed over every other time.
    fn corrected() -> Stretch {
        let mut stretch = Stretch::at(100);
        for (at, words) in ["al menos 2", "52", "38", "!", " presos"].into_iter().enumerate() {
            if at % 2 == 0 { stretch.push(words) } else { stretch.pass(words.len() as u64) }
        }
        stretch
    }

    #[test]
    fn spans_lead_back_over_what_was_deleted() {
        fn check(stretch: &Stretch, words: &str, start: u64, end: u64) {
            let at = stretch.text.find(words).expect("it is there") as u64;
            let span = CharSpan { start: at, end: at + words.len() as u64 };
            assert_eq!(stretch.locate(span), CharSpan { start, end }, "{words}");
        }
        let stretch = corrected();
        assert_eq!(stretch.text, "al menos 238 presos");
        assert_eq!(stretch.characters(), CharSpan { start: 100, end: 122 });
        check(&stretch, "238", 109, 114);
        check(&stretch, "menos", 103, 108);
        check(&stretch, " presos", 115, 122);
        check(&stretch, "", 100, 100);
        // Joined and cut, every character stays where it stands.
        for at in 0..=stretch.text.len() {
            let mut rest = stretch.clone();
            let mut first = rest.split_off_first(at);
            assert_eq!(first.characters().end, rest.characters().start);
            for part in [&first, &rest] {
                if let Some(last) = part.text.find("238") {
                    check(part, "238", 109, 114);
                    assert!(last + 3 <= part.text.len());
                }
            }
            first.append(&rest);
            assert_eq!((&first.text, first.characters()), (&stretch.text, stretch.characters()));
            for code_point in 0..stretch.length {
                let span = CharSpan { start: code_point, end: code_point + 1 };
                assert_eq!(first.locate(span), stretch.locate(span), "cut at {at}");
            }
        }
    }

    #[test]
    fn what_is_deleted_at_the_beginning_is_passed_over() {
        let mut stretch = Stretch::at(7);
        stretch.pass(3);
        stretch.push("año");
        assert_eq!(stretch.locate(CharSpan { start: 0, end: 3 }), CharSpan { start: 10, end: 13 });
        assert_eq!(Stretch::new(7, "").characters(), CharSpan { start: 7, end: 7 });
    }
}
