//! Words written together or apart: where several words of one name are a single one of the other. Never more than three.

use super::compare::{GivenLevel, MOST_WORDS, Name, NameComparison, SurnameLevel, bits};
use super::lexicon::{Lexicon, WordId};
use super::quality::Quality;
use crate::similar;

/// A name written as one word against the same name in parts.
pub(super) fn run_together(lexicon: &Lexicon, one: Name<'_>, other: Name<'_>) -> Option<NameComparison> {
    let (whole, parts) = match (one.words.len(), other.words.len()) {
        (1, 2..) => (one.words[0], other.words),
        (2.., 1) => (other.words[0], one.words),
        _ => return None,
    };
    let whole = &lexicon.word(whole).text;
    let length: usize = parts.iter().map(|it| lexicon.word(*it).text.len()).sum();
    if whole.len() < 6 || whole.len().abs_diff(length) > 1 {
        return None;
    }
    let joined: String = parts.iter().map(|it| &*lexicon.word(*it).text).collect();
    let distance = similar::distance(whole.as_bytes(), joined.as_bytes())?;
    (distance <= 1).then_some(NameComparison {
        given: GivenLevel::Variant,
        surname: SurnameLevel::OneVariant,
        ..NameComparison::NOTHING
    })
}

/// Where two or three neighbouring words of one name, of those in its mask, are a single word of the other.
pub(super) fn joined(
    lexicon: &Lexicon,
    (apart, apart_mask): (&[WordId], u16),
    (whole, whole_mask): (&[WordId], u16),
) -> Vec<(usize, usize, Quality)> {
    let mut found = Vec::new();
    // Most names are seen to have nothing to join by the lengths of their words.
    let length = |word: WordId| usize::from(lexicon.glance(word).length());
    let shortest = apart.windows(2).take(MOST_WORDS).map(|it| length(it[0]) + length(it[1])).min();
    let lengths = bits(whole_mask).map(|j| length(whole[j]));
    if !lengths.clone().any(|it| it < 4 || shortest.is_some_and(|shortest| shortest <= it)) {
        return found;
    }
    for length in [2, 3] {
        for (start, run) in apart.windows(length).take(MOST_WORDS).enumerate() {
            let mask = ((1_u32 << length) - 1) << start;
            if u32::from(apart_mask) & mask != mask {
                continue;
            }
            for j in bits(whole_mask) {
                if !lexicon.glance(whole[j]).may_join(run.iter().map(|it| *lexicon.glance(*it))) {
                    continue;
                }
                let word = lexicon.word(whole[j]);
                let texts = run.iter().map(|it| &*lexicon.word(*it).text);
                let letters: usize = texts.clone().map(str::len).sum();
                let quality = if letters == word.text.len() && texts.clone().collect::<String>() == *word.text
                {
                    Quality::Spelling
                } else if word.text.len() == length
                    && !word.known
                    && texts.zip(word.text.bytes()).all(|(text, initial)| text.as_bytes()[0] == initial)
                {
                    Quality::Initial
                } else {
                    continue;
                };
                found.extend((start..start + length).map(|i| (i, j, quality)));
            }
        }
    }
    found
}
