//! Cuts text into words and folds them, the same way for texts and for queries. A word is a run of letters, digits and
//! their marks; what it folds to has neither case nor accents, in either Unicode normal form. Throws no letter away and
//! knows no language.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The longest word, in code points; a longer run of letters is several words side by side.
pub(super) const LONGEST: usize = 64;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
    /// Its number among the words; what folds to nothing leaves its number unused. A word that a line's end divides stands at one number three times and more: whole,
    /// and each piece of it.
    pub(super) position: u32,
}

/// The words of a text, in order.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    position: u32,
    /// Words that begin before `at`, the next one last.
    waiting: Vec<Word>,
}

impl<'t> Words<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, at: 0, position: 0, waiting: Vec::new() }
    }

    /// The next word; `form` becomes what it folds to.
    pub(super) fn next(&mut self, form: &mut String) -> Option<Word> {
        loop {
            let word = match self.waiting.pop() {
                Some(word) => word,
                None => self.cut()?,
            };
            fold(&self.text[word.bytes.clone()], form);
            if !form.is_empty() {
                return Some(word);
            }
        }
    }

    fn cut(&mut self) -> Option<Word> {
        let first = run(self.text, self.at)?;
        let position = self.position;
        self.position += 1;
        self.at = first.end;
        let mut last = first.clone();
        while let Some(next) = continued(self.text, &last) {
            self.waiting.push(Word { bytes: last, position });
            self.at = next.end;
            last = next;
        }
        let whole = Word { bytes: first.start..last.end, position };
        if !self.waiting.is_empty() {
            self.waiting.push(Word { bytes: last, position });
            self.waiting.reverse();
        }
        Some(whole)
    }
}

/// The next run of word characters at or after `from`.
fn run(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = None;
    let mut length = 0;
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        match start {
            None if begins(c) => {
                (start, length) = (Some(at), 1);
                if stands_alone(c) {
                    return Some(at..at + c.len_utf8());
                }
            }
            Some(begin) if !goes_on(c) || length == LONGEST || stands_alone(c) => return Some(begin..at),
            Some(_) => length += 1,
            None => {}
        }
    }
    start.map(|begin| begin..text.len())
}

/// Whether a word can begin with this character. Raised and lowered figures mark footnotes and belong to no word.
fn begins(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && !matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209f}')
}

fn goes_on(c: char) -> bool {
    begins(c) || !c.is_ascii() && (is_combining_mark(c) || is_invisible(c))
}

/// Soft hyphens and joiners, which nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Characters of scripts that put no space between words: each is a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The rest of a word that a hyphen divides at the end of a line.
fn continued(text: &str, word: &Range<usize>) -> Option<Range<usize>> {
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '¬');
    let piece = &text[word.clone()];
    let rest = match piece.chars().next_back() {
        Some('\u{ad}') => &text[word.end..],
        Some(last) if last.is_alphabetic() || is_combining_mark(last) => {
            text[word.end..].strip_prefix(is_hyphen)?
        }
        _ => return None,
    };
    let is_gap = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}' | '\u{a0}');
    let after = rest.trim_start_matches(is_gap);
    let gap = &rest[..rest.len() - after.len()];
    let lines = gap.matches('\n').count().max(gap.matches('\r').count());
    let letter = after.chars().next().filter(|c| c.is_alphabetic() && !stands_alone(*c))?;
    (lines == 1 || lines == 2).then_some(letter)?;
    run(text, text.len() - after.len())
}

/// Folds a word: compatible forms, case and marks away, letters and digits alone.
pub(super) fn fold(word: &str, form: &mut String) {
    form.clear();
    for c in word.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                form.push(c.to_ascii_lowercase());
            }
            continue;
        }
        for lower in c.to_lowercase() {
            decompose_compatible(lower, |part| {
                for part in part.to_lowercase() {
                    match part {
                        'ß' => form.push_str("ss"),
                        'æ' => form.push_str("ae"),
                        'œ' => form.push_str("oe"),
                        'þ' => form.push_str("th"),
                        'ø' => form.push('o'),
                        'đ' | 'ð' => form.push('d'),
                        'ł' => form.push('l'),
                        'ı' => form.push('i'),
                        part if part.is_alphanumeric() && !is_combining_mark(part) => form.push(part),
                        _ => {}
                    }
                }
            });
        }
    }
}

/// Where the last `count` positions of a text begin, in bytes; 0 when it has fewer.
pub(super) fn tail(text: &str, count: usize) -> usize {
    let mut words = Words::of(text);
    let (mut form, mut starts) = (String::new(), Vec::new());
    while let Some(word) = words.next(&mut form) {
        if starts.len() <= word.position as usize {
            starts.resize(word.position as usize + 1, word.bytes.start);
        }
    }
    starts.len().checked_sub(count).map_or(0, |at| starts[at])
}

/// The cutting and folding as the index calls it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cutter;

pub(super) struct Cut<'t> {
    words: Words<'t>,
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'t> = Cut<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Cut<'t> {
        Cut { words: Words::of(text), token: Token::default() }
    }
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next(&mut self.token.text) else { return false };
        (self.token.offset_from, self.token.offset_to) = (word.bytes.start, word.bytes.end);
        self.token.position = word.position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<(String, u32)> {
        let (mut words, mut form, mut found) = (Words::of(text), String::new(), Vec::new());
        while let Some(word) = words.next(&mut form) {
            assert!(text.get(word.bytes.clone()).is_some_and(|piece| !piece.is_empty()), "{text:?} {word:?}");
            found.push((form.clone(), word.position));
        }
        found
    }

    fn check(text: &str, expected: &[(&str, u32)]) {
        let expected: Vec<_> = expected.iter().map(|(form, at)| ((*form).to_owned(), *at)).collect();
        assert_eq!(words(text), expected, "{text:?}");
    }

    #[test]
    fn words_fold_to_the_same_whatever_their_form() {
        for text in [
            "prisión",
            "PRISIÓN",
            "prisio\u{301}n",
            "ＰＲＩＳＩＯＮ",
            "pri\u{ad}sión",
            "¿Prisión?",
            "«prisión»²",
        ] {
            check(text, &[("prision", 0)]);
        }
        check("ÑANDÚ, n\u{303}andu", &[("nandu", 0), ("nandu", 1)]);
        check(
            "Straße Łódź Ångström İzmir ﬁn",
            &[("strasse", 0), ("lodz", 1), ("angstrom", 2), ("izmir", 3), ("fin", 4)],
        );
        check(
            "O'Brien's e-mail: a@b.org",
            &[("o", 0), ("brien", 1), ("s", 2), ("e", 3), ("mail", 4), ("a", 5), ("b", 6), ("org", 7)],
        );
        check("2025-03-15 1.234,5", &[("2025", 0), ("03", 1), ("15", 2), ("1", 3), ("234", 4), ("5", 5)]);
        check("中国 ok", &[("中", 0), ("国", 1), ("ok", 2)]);
        check("\u{301}\u{301} — ¡!", &[]);
    }

    #[test]
    fn a_word_divided_at_a_lines_end_is_whole_and_in_pieces() {
        let divided = [("la", 0), ("detencion", 1), ("deten", 1), ("cion", 1), ("fue", 2)];
        for text in [
            "la deten-\nción fue",
            "la deten\u{ad}\nción fue",
            "LA DETEN- \r\n  CIÓN fue",
            "la deten¬\n\nción fue",
        ] {
            check(text, &divided);
        }
        check("in-\nfor-\nme x", &[("informe", 0), ("in", 0), ("for", 0), ("me", 0), ("x", 1)]);
        check("2025-\n2026", &[("2025", 0), ("2026", 1)]);
        check("fin -\nde", &[("fin", 0), ("de", 1)]);
        check("fin-\n\n\nde", &[("fin", 0), ("de", 1)]);
    }

    #[test]
    fn a_run_without_end_is_several_words() {
        let long = "á".repeat(LONGEST * 2 + 1);
        let lengths: Vec<_> = words(&long).into_iter().map(|(form, at)| (form.len(), at)).collect();
        assert_eq!(lengths, [(LONGEST, 0), (LONGEST, 1), (1, 2)]);
    }

    #[test]
    fn the_tail_holds_so_many_words() {
        let text = "uno dos tres-\ncuatro cinco";
        assert_eq!(
            [1, 2, 3, 9].map(|count| &text[tail(text, count)..]),
            ["cinco", "tres-\ncuatro cinco", "dos tres-\ncuatro cinco", text]
        );
    }

    proptest! {
            #[test]
            fn every_letter_is_in_a_word_and_folding_is_settled(text in "(\\PC|[-\n\u{ad} áéñÑ])*") {
                let mut covered = vec![false; text.len()];
                let (mut words, mut form, mut again, mut last) = (Words::of(&text), String::new(), String::new(), 0);
                while let Some(word) = words.next(&mut form) {
                    prop_assert!(word.position >= last);
                    last = word.position;
                    fold(&form, &mut again);
                    prop_assert_eq!(&form, &again);
                    covered[word.bytes].fill(true);
                }
                for (at, c) in text.char_indices() {
    fold(&c.to_string(), &mut form);
                    prop_assert!(covered[at] || !begins(c) || form.is_empty());
                }
            }
        }
}
