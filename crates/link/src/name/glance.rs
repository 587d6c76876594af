//! What rules most pairs of words out at a glance: a few numbers a word, compared before any letter. Never calls a pair
//! different that [`quality`](super::quality::quality) does not.

use super::lexicon::Word;
use crate::hash::hash;

/// Nothing further apart than this is alike, in letters that only one of two words has and in lengths.
const FAR_LETTERS: u32 = 6;
const FAR_LENGTH: u16 = 3;

/// A word in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Glance {
    letters: u64,
    /// One bit for each name it may stand for, by number modulo 64.
    stands_for: u64,
    sound: u32,
    look: u32,
    skeleton: u32,
    /// Bytes; the largest number stands for all beyond.
    length: u16,
    first: u8,
    flags: u8,
}

const ASCII: u8 = 1;
const DIMINUTIVE: u8 = 2;
const KNOWN: u8 = 4;

impl Glance {
    /// The numbers of a word.
    #[must_use]
    pub fn of(word: &Word) -> Self {
        let flag = |flag: u8, is: bool| if is { flag } else { 0 };
        Self {
            letters: word.letters,
            stands_for: word.stands_for.iter().fold(0, |bits, it| bits | 1 << (it % 64)),
            sound: word.sound as u32,
            look: word.look as u32,
            skeleton: hash(word.skeleton.as_bytes()) as u32,
            length: u16::try_from(word.text.len()).unwrap_or(u16::MAX),
            first: word.text.as_bytes().first().copied().unwrap_or_default(),
            flags: flag(ASCII, word.text.is_ascii())
                | flag(DIMINUTIVE, word.diminutive)
                | flag(KNOWN, word.known),
        }
    }

    /// Whether two words surely are of [`Quality::Different`](super::Quality::Different).
    #[must_use]
    pub fn rules_out(self, other: Self) -> bool {
        if self.sound == other.sound {
            return false;
        }
        let longest = u32::from(self.length.max(other.length));
        if self.length == 1 || other.length == 1 {
            return self.first != other.first;
        }
        let apart = self.length.abs_diff(other.length);
        let letters = (self.letters ^ other.letters).count_ones();
        let diminutive = (self.flags | other.flags) & DIMINUTIVE != 0;
        if self.stands_for & other.stands_for != 0 || diminutive || self.look == other.look {
            return false;
        }
        if letters > FAR_LETTERS || apart > FAR_LENGTH || longest < 3 {
            return true;
        }
        if self.flags & other.flags & ASCII == 0 || self.skeleton == other.skeleton {
            return false;
        }
        // An edit changes at most two letters and one of the length; no word has more edits and is still near.
        let edits = (longest * 2 / 5).min(2 + longest / 12).max(1);
        letters > 2 * edits || u32::from(apart) > edits
    }

    /// Whether the word is one letter.
    #[must_use]
    pub fn is_initial(self) -> bool {
        self.length == 1
    }

    /// Whether all its letters are ASCII.
    #[must_use]
    pub fn is_ascii(self) -> bool {
        self.flags & ASCII != 0
    }

    /// Whether words of these lengths, written together, may be this one; or their initials.
    #[must_use]
    pub fn may_join(self, parts: &[Self]) -> bool {
        let letters: usize = parts.iter().map(|it| usize::from(it.length)).sum();
        let initials = usize::from(self.length) == parts.len() && self.flags & KNOWN == 0;
        initials || letters.min(usize::from(u16::MAX)) == usize::from(self.length)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::name::quality::{Quality, quality};
    use crate::name::{Lexicon, Word};

    fn check(one: &str, other: &str) -> Result<(), TestCaseError> {
        let mut lexicon = Lexicon::default();
        let (a, b) = (lexicon.intern(one), lexicon.intern(other));
        let of = |id| -> &Word { lexicon.word(id) };
        if lexicon.glance(a).rules_out(*lexicon.glance(b)) {
            prop_assert_eq!(quality(of(a), of(b)), Quality::Different, "{} {}", one, other);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn only_different_words_are_ruled_out(one in "[aeimnrsz]{1,9}", other in "[aeimnrsz]{1,9}") {
            check(&one, &other)?;
        }

        #[test]
        fn nor_slips(word in "[a-z]{2,14}", cut in 0..14_usize, to in "[a-zñ]{0,2}") {
            let cut = cut.min(word.len() - 1);
            check(&word, &format!("{}{to}{}", &word[..cut], &word[cut + 1..]))?;
        }
    }

    #[test]
    fn known_names() {
        let names = ["jose", "chepe", "josue", "maria", "mario", "ana", "anita", "j", "hernandez", "ernandes", "li", "高市"];
        for one in names {
            names.iter().for_each(|other| check(one, other).expect("different"));
        }
    }
}
