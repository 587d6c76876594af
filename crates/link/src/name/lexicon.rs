//! Every distinct word of names once, with what comparison needs of it. Never forgets the written form: the record has it.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use crate::frequency::{given_rather_than_surname, published};
use crate::hash::{hash, mix};
use crate::name::glance::Glance;
use crate::name::quality::{Quality, quality};
use crate::{similar, sound};

/// A word's place in a [`Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// A folded word of a name.
#[derive(Debug, Clone)]
pub struct Word {
    /// The letters, folded.
    pub text: Box<str>,
    /// Key of how it sounds.
    pub sound: u64,
    /// Key of how it looks to a scanner.
    pub look: u64,
    /// Its consonants, for candidate keys.
    pub skeleton: Box<str>,
    /// Which letters it has ([`similar::letters`]).
    pub letters: u64,
    /// Whether it ends as a diminutive does.
    pub diminutive: bool,
    /// log2 of how much likelier it is a given name than a surname.
    pub leaning: f32,
    /// The names that it is, or is a short form of; ascending.
    pub stands_for: Box<[u16]>,
    /// Whether published tables have it as a name borne by more than a few.
    pub known: bool,
    /// Of a known given name that nearly only men, or nearly only women, bear: whether it is the men.
    pub of_men: Option<bool>,
}

/// The distinct words of a file's names.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Word>,
    glances: Vec<Glance>,
    compared: Compared,
}

impl Clone for Lexicon {
    fn clone(&self) -> Self {
        let (ids, words, glances) = (self.ids.clone(), self.words.clone(), self.glances.clone());
        Self { ids, words, glances, compared: Compared::default() }
    }
}

/// How alike pairs of words turned out that were compared lately: a few names make up most of a file. One number a slot:
/// both ids in 28 bits each, and the quality plus 1. What a slot holds is always true, so threads need not wait for each other.
#[derive(Debug)]
struct Compared(Box<[AtomicU64]>);

const SLOTS_LOG2: u32 = 16;

impl Default for Compared {
    fn default() -> Self {
        Self((0..1 << SLOTS_LOG2).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Lexicon {
    /// The id of a folded word, which is added when it is new.
    pub fn intern(&mut self, text: &str) -> WordId {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = WordId(u32::try_from(self.words.len()).expect("fewer than 2^32 distinct words"));
        self.ids.insert(text.into(), id);
        let word = Word::new(text);
        self.glances.push(Glance::of(&word));
        self.words.push(word);
        id
    }

    /// The word of an id.
    #[must_use]
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// The numbers of a word, which rule most others out.
    #[must_use]
    pub fn glance(&self, id: WordId) -> &Glance {
        &self.glances[id.0 as usize]
    }

    /// Reads the numbers of words ahead of their use; what comes back means nothing.
    #[must_use]
    pub(crate) fn fetch(&self, words: &[WordId]) -> u64 {
        words.iter().fold(0, |sum, it| sum ^ u64::from(self.glance(*it).length()))
    }

    /// How alike two words are.
    #[must_use]
    pub fn quality(&self, one: WordId, other: WordId) -> Quality {
        if one == other {
            return Quality::Equal;
        }
        let (low, high) = (u64::from(one.0.min(other.0)), u64::from(one.0.max(other.0)));
        let compare = || quality(self.word(one), self.word(other));
        if high >= 1 << 28 {
            return compare();
        }
        let pair = low << 36 | high << 8;
        let slot = &self.compared.0[(mix(pair) >> (64 - SLOTS_LOG2)) as usize];
        let held = slot.load(Ordering::Relaxed);
        if held & !255 == pair && held & 255 != 0 {
            return Quality::ALL[(held & 255) as usize - 1];
        }
        let found = compare();
        slot.store(pair | (found as u64 + 1), Ordering::Relaxed);
        found
    }

    /// How many words there are; ids run from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Word {
    fn new(text: &str) -> Self {
        let sounds = sound::sound(text);
        let known =
            published(text).is_some_and(|it| it.given() > 2e-6 || it.surname(&[1.0 / 16.0; 16]) > 2e-6);
        Self {
            text: text.into(),
            sound: hash(sounds.as_bytes()),
            look: hash(sound::look(text).as_bytes()),
            skeleton: sound::skeleton(&sounds).into(),
            letters: similar::letters(text.as_bytes()),
            diminutive: ["ito", "ita", "itos", "itas"].iter().any(|it| text.ends_with(it)),
            leaning: given_rather_than_surname(text),
            stands_for: SHORT_FORMS.get(text).cloned().unwrap_or_default(),
            known,
            of_men: published(text)
                .filter(|it| known && it.given() > 2e-6)
                .and_then(|it| it.male)
                .and_then(of_men),
        }
    }

    /// Whether it is one letter.
    #[must_use]
    pub fn is_initial(&self) -> bool {
        self.text.len() == 1
    }
}

fn of_men(share: f32) -> Option<bool> {
    match share {
        0.9.. => Some(true),
        ..=0.1 => Some(false),
        _ => None,
    }
}

/// From a form to the names it stands for, by the line of `data/hypocoristics.txt`; a name stands for itself.
static SHORT_FORMS: LazyLock<FxHashMap<&'static str, Box<[u16]>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<&str, Vec<u16>> = FxHashMap::default();
    let lines = include_str!("../../data/hypocoristics.txt").lines().filter(|it| !it.starts_with('#'));
    let mut names: FxHashMap<&str, u16> = FxHashMap::default();
    for line in lines {
        let Some((name, short)) = line.split_once(": ") else { continue };
        let next = names.len() as u16;
        let id = *names.entry(name).or_insert(next);
        for form in std::iter::once(name).chain(short.split(' ')) {
            forms.entry(form).or_default().push(id);
        }
    }
    let sorted = |mut ids: Vec<u16>| {
        ids.sort_unstable();
        ids.dedup();
        ids.into_boxed_slice()
    };
    forms.into_iter().map(|(form, ids)| (form, sorted(ids))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        let stands_for = |text: &str| SHORT_FORMS.get(text).cloned().unwrap_or_default();
        let common = |a: &str, b: &str| stands_for(a).iter().any(|it| stands_for(b).contains(it));
        assert!(common("chepe", "jose") && common("pepe", "chepe") && common("lupe", "guadalupe"));
        assert!(common("beto", "roberto") && common("beto", "alberto") && !common("alberto", "roberto"));
        assert!(common("tom", "thomas") && !common("tom", "roberto"));
    }

    #[test]
    fn words_are_kept_once() {
        let mut lexicon = Lexicon::default();
        let (one, other) = (lexicon.intern("perez"), lexicon.intern("gomez"));
        assert_eq!((lexicon.intern("perez"), lexicon.len()), (one, 2));
        assert_ne!(one, other);
        assert_eq!(&*lexicon.word(other).text, "gomez");
    }
}
