//! Divides an item's text, streamed, into stretches that the index takes one at a time, so that the longest item is
//! searched whole and never held whole. Each stretch begins with the last words of the one before: a phrase or a
//! nearness of up to that many words stands whole in one of them, wherever the border falls.

use super::tokens::tail;

/// How many words stretches share: the longest phrase and the widest nearness that can be asked for.
pub(super) const SHARED_WORDS: usize = 100;

/// The length at which a stretch ends, in bytes, at the next white space.
const ENOUGH_BYTES: usize = 64 * 1024;

/// The length at which it ends wherever that is.
const MOST_BYTES: usize = 2 * ENOUGH_BYTES;

/// How far back the shared words are looked for, in bytes.
const SHARED_BYTES: usize = 8 * 1024;

/// A stretch of an item's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Which one, from 0.
    pub(super) seq: u64,
    /// Its first code point in the item's text.
    pub(super) start: u64,
    /// One past its last.
    pub(super) end: u64,
    /// Its text.
    pub(super) text: String,
}

/// Takes text piece by piece and gives stretches.
#[derive(Debug, Default)]
pub(super) struct Divider {
    text: String,
    /// Bytes of `text` that the last stretch had already.
    shared: usize,
    seq: u64,
    start: u64,
}

impl Divider {
    /// Adds a piece; `give` gets each stretch that is full.
    pub(super) fn push(&mut self, piece: &str, mut give: impl FnMut(Stretch)) {
        let mut rest = piece;
        while self.text.len() + rest.len() > MOST_BYTES {
            let take = rest.floor_char_boundary(MOST_BYTES.saturating_sub(self.text.len()));
            self.text.push_str(&rest[..take]);
            rest = &rest[take..];
            give(self.cut());
        }
        self.text.push_str(rest);
        while self.text.len() - self.shared > ENOUGH_BYTES {
            give(self.cut());
        }
    }

    /// Ends: the last stretch, if anything is left; always one when there was none before.
    pub(super) fn finish(mut self) -> Option<Stretch> {
        (self.seq == 0 || self.text.len() > self.shared).then(|| {
            let end = self.text.len();
            self.give(end)
        })
    }

    fn cut(&mut self) -> Stretch {
        let enough = self.text.floor_char_boundary((self.shared + ENOUGH_BYTES).min(self.text.len()));
        let space = self.text[enough..].find(char::is_whitespace);
        let end = space.map_or(self.text.len(), |space| enough + space);
        let end = if end == self.shared { self.text.len() } else { end };
        let stretch = self.give(end);
        let near = self.text[..end].ceil_char_boundary(end.saturating_sub(SHARED_BYTES));
        let from = near + tail(&self.text[near..end], SHARED_WORDS);
        self.start = stretch.start + self.text[..from].chars().count() as u64;
        self.text.drain(..from);
        self.shared = end - from;
        stretch
    }

    fn give(&mut self, end: usize) -> Stretch {
        let text = self.text[..end].to_owned();
        let stretch =
            Stretch { seq: self.seq, start: self.start, end: self.start + text.chars().count() as u64, text };
        self.seq += 1;
        stretch
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Words;
    use super::*;

    fn divided(pieces: &[String]) -> Vec<Stretch> {
        let (mut divider, mut stretches) = (Divider::default(), Vec::new());
        pieces.iter().for_each(|piece| divider.push(piece, |stretch| stretches.push(stretch)));
        stretches.extend(divider.finish());
        stretches
    }

    fn forms(text: &str) -> Vec<String> {
        let (mut words, mut form, mut forms) = (Words::of(text), String::new(), Vec::new());
        while words.next(&mut form).is_some() {
            forms.push(form.clone());
        }
        forms
    }

    #[test]
    fn every_run_of_words_stands_whole_in_a_stretch_at_its_place() {
        let pieces: Vec<String> = (0..40)
            .map(|piece| (0..1000).map(|n| format!("palabraé{} ", piece * 1000 + n)).collect())
            .collect();
        let whole: String = pieces.concat();
        let characters: Vec<char> = whole.chars().collect();
        let stretches = divided(&pieces);
        assert!(stretches.len() > 5, "{}", stretches.len());
        let mut next = 0;
        for (seq, stretch) in stretches.iter().enumerate() {
            assert_eq!(stretch.seq, seq as u64);
            let there: String = characters[stretch.start as usize..stretch.end as usize].iter().collect();
            assert_eq!(there, stretch.text);
            assert!(stretch.text.len() <= MOST_BYTES);
            let numbers: Vec<usize> =
                forms(&stretch.text).iter().map(|form| form["palabrae".len()..].parse().unwrap()).collect();
            assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "no word is torn");
            if seq > 0 {
                assert_eq!(numbers[0] + SHARED_WORDS, next, "the words before the border come again");
            }
            next = numbers[numbers.len() - 1] + 1;
        }
        assert_eq!(next, 40_000);
    }

    #[test]
    fn a_short_text_is_one_stretch_and_none_is_one_too() {
        let one =
            |text: &str| Stretch { seq: 0, start: 0, end: text.chars().count() as u64, text: text.into() };
        assert_eq!(divided(&["año ".into(), "2025".into()]), [one("año 2025")]);
        assert_eq!(divided(&[]), [one("")]);
    }

    #[test]
    fn text_without_spaces_is_divided_all_the_same() {
        let stretches = divided(&["é".repeat(300_000)]);
        assert!(stretches.iter().all(|stretch| stretch.text.len() <= MOST_BYTES));
        assert_eq!(stretches.last().map(|stretch| stretch.end), Some(300_000));
        assert!(stretches.windows(2).all(|pair| pair[1].start <= pair[0].end));
    }
}
