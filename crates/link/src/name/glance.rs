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
    skeleton: u64,
    /// Bytes; the largest number stands for all beyond.
    length: u16,
    flags: u8,
    /// The first letters, zeros after the end.
    text: u128,
}

/// As many bytes of a word lie in [`Glance::text`].
const TEXT: usize = 16;

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
            skeleton: hash(word.skeleton.as_bytes()),
            length: u16::try_from(word.text.len()).unwrap_or(u16::MAX),
            flags: flag(ASCII, word.text.is_ascii())
                | flag(DIMINUTIVE, word.diminutive)
                | flag(KNOWN, word.known),
            text: word.text.bytes().take(TEXT).rev().fold(0, |text, letter| text << 8 | u128::from(letter)),
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
            return self.text as u8 != other.text as u8;
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
        if letters > 2 * edits || u32::from(apart) > edits {
            return true;
        }
        let (long, short) = if self.length < other.length { (other, self) } else { (self, other) };
        longest <= TEXT as u32 && alone(long.text, short.text, edits) > edits
    }

    /// How many bytes the word has; the largest number stands for all beyond.
    #[must_use]
    pub fn length(self) -> u16 {
        self.length
    }

    /// The hash of the word's consonants.
    #[must_use]
    pub fn skeleton(self) -> u64 {
        self.skeleton
    }

    /// Whether the word is, or may be short for, a name of the table of short forms.
    #[must_use]
    pub fn has_short_forms(self) -> bool {
        self.stands_for != 0
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
    pub fn may_join(self, parts: impl ExactSizeIterator<Item = Self>) -> bool {
        let initials = usize::from(self.length) == parts.len() && self.flags & KNOWN == 0;
        let letters: usize = parts.map(|it| usize::from(it.length)).sum();
        initials || letters.min(usize::from(u16::MAX)) == usize::from(self.length)
    }
}

/// How many letters of a text have no equal in the other at most so many places away. Each is an edit at least, since no
/// edit moves another letter by more than one place.
fn alone(text: u128, other: u128, places: u32) -> u32 {
    const LOW: u128 = u128::from_ne_bytes([0x7f; TEXT]);
    // The highest bit of each byte that is not 0.
    let filled = |bytes: u128| (((bytes & LOW) + LOW) | bytes) & !LOW;
    let mut without = filled(text) & filled(text ^ other);
    for bits in (1..=places).map(|it| it * 8) {
        without &= filled(text ^ (other << bits)) & filled(text ^ (other >> bits));
    }
    without.count_ones()
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
        fn nor_letters_exchanged(word in "[a-z]{3,16}", at in 0..15_usize, other in 0..15_usize) {
            let mut letters: Vec<char> = word.chars().collect();
            for at in [at, other] {
                let at = at.min(letters.len() - 2);
                letters.swap(at, at + 1);
            }
            check(&word, &letters.iter().collect::<String>())?;
        }

        #[test]
        fn nor_slips(word in "[a-z]{2,14}", cut in 0..14_usize, to in "[a-zñ]{0,2}") {
            let cut = cut.min(word.len() - 1);
            check(&word, &format!("{}{to}{}", &word[..cut], &word[cut + 1..]))?;
        }
    }

    #[test]
    fn known_names() {
        let names = [
            "jose",
            "chepe",
            "josue",
            "maria",
            "mario",
            "ana",
            "anita",
            "j",
            "hernandez",
            "ernandes",
            "li",
            "高市",
        ];
        for one in names {
            names.iter().for_each(|other| check(one, other).expect("different"));
        }
    }
}
