//! What is known of single words, in both languages: classes of function words, roles, cue verbs with their stance.
//! The lists lie in `lexicon/`; cue verbs are inflected from their infinitives. Never looks at a word's neighbours.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use crate::inflect;
use crate::kinds::Stance;

/// What kind of word it is. One word may be of several; the lists say which words are which.
#[expect(missing_docs, reason = "the names are the lists' own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    Article,
    Preposition,
    Subject,
    Object,
    Possessive,
    Demonstrative,
    That,
    Subordinator,
    Relative,
    Auxiliary,
    Modal,
    Negation,
    Conjunction,
    Number,
    Month,
    Weekday,
    Honorific,
    Role,
    Body,
    Source,
    Document,
    Quantifier,
    Adverb,
    Be,
    Have,
    Masculine,
    Feminine,
    Plural,
    English,
    Spanish,
    Place,
    Facility,
    Person,
    TimeUnit,
    Scale,
    Approximator,
    Unit,
    Currency,
    Question,
    Particle,
    Conditional,
    /// A cue verb.
    Cue,
    Finite,
    Past,
    Present,
    Gerund,
    Participle,
    Infinitive,
    Speech,
    Opinion,
    /// "according to", "según".
    Accord,
    /// A cue noun: "statement", "comunicado".
    CueNoun,
    GivenName,
    Surname,
    Country,
    City,
    /// A well-known body.
    Organisation,
}

impl Class {
    /// All, in the order of their bits, with the names under which the lists give them.
    const NAMES: [(Self, &'static str); 57] = [
        (Self::Article, "article"),
        (Self::Preposition, "preposition"),
        (Self::Subject, "subject"),
        (Self::Object, "object"),
        (Self::Possessive, "possessive"),
        (Self::Demonstrative, "demonstrative"),
        (Self::That, "that"),
        (Self::Subordinator, "subordinator"),
        (Self::Relative, "relative"),
        (Self::Auxiliary, "auxiliary"),
        (Self::Modal, "modal"),
        (Self::Negation, "negation"),
        (Self::Conjunction, "conjunction"),
        (Self::Number, "number"),
        (Self::Month, "month"),
        (Self::Weekday, "weekday"),
        (Self::Honorific, "honorific"),
        (Self::Role, "role"),
        (Self::Body, "body"),
        (Self::Source, "source"),
        (Self::Document, "document"),
        (Self::Quantifier, "quantifier"),
        (Self::Adverb, "adverb"),
        (Self::Be, "be"),
        (Self::Have, "have"),
        (Self::Masculine, "masculine"),
        (Self::Feminine, "feminine"),
        (Self::Plural, "plural"),
        (Self::English, "english"),
        (Self::Spanish, "spanish"),
        (Self::Place, "place"),
        (Self::Facility, "facility"),
        (Self::Person, "person"),
        (Self::TimeUnit, "time-unit"),
        (Self::Scale, "scale"),
        (Self::Approximator, "approximator"),
        (Self::Unit, "unit"),
        (Self::Currency, "currency"),
        (Self::Question, "question"),
        (Self::Particle, "particle"),
        (Self::Conditional, "conditional"),
        (Self::Cue, "cue"),
        (Self::Finite, "finite"),
        (Self::Past, "past"),
        (Self::Present, "present"),
        (Self::Gerund, "gerund"),
        (Self::Participle, "participle"),
        (Self::Infinitive, "infinitive"),
        (Self::Speech, "speech"),
        (Self::Opinion, "opinion"),
        (Self::Accord, "accord"),
        (Self::CueNoun, "cue-noun"),
        (Self::GivenName, "given-name"),
        (Self::Surname, "surname"),
        (Self::Country, "country"),
        (Self::City, "city"),
        (Self::Organisation, "organisation"),
    ];
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(pub u64);

impl Classes {
    /// Whether `class` is among them.
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any of `mask` is.
    #[must_use]
    pub const fn any(self, mask: Self) -> bool {
        self.0 & mask.0 != 0
    }

    /// The set with `class` in it.
    #[must_use]
    pub const fn with(self, class: Class) -> Self {
        Self(self.0 | (1 << class as u8))
    }
}

/// The hashes of a word in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashed {
    /// Of the whole word.
    pub whole: u32,
    /// Of its last three letters.
    pub suffix: u32,
}

const SEED: u32 = 0x811c_9dc5;

const fn step(hash: u32, code: u32) -> u32 {
    (hash ^ code).wrapping_mul(0x0100_0193).rotate_left(5) ^ (code << 3)
}

/// Hashes a word as in small letters, with curly apostrophes as straight ones.
#[must_use]
pub fn hash_word(word: &str) -> Hashed {
    let (mut hash, mut last) = (SEED, [0u32; 3]);
    let mut add = |c: char| {
        hash = step(hash, c as u32);
        last = [last[1], last[2], c as u32];
    };
    for c in word.chars() {
        match c {
            'A'..='Z' => add(c.to_ascii_lowercase()),
            '’' => add('\''),
            c if c.is_ascii() => add(c),
            c => c.to_lowercase().for_each(&mut add),
        }
    }
    let suffix = last.iter().fold(SEED, |hash, &code| step(hash, code));
    Hashed { whole: finish(hash), suffix: finish(suffix) }
}

const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// Folds the accents of Spanish away.
#[must_use]
pub fn plain(word: &str) -> String {
    let fold = |c| match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' | 'Ü' => 'U',
        'Ñ' => 'N',
        c => c,
    };
    word.chars().map(fold).collect()
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct Identity(u64);

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map keyed by word hashes. Only ever looked up, never walked.
pub type WordMap<V> = HashMap<u32, V, BuildHasherDefault<Identity>>;

struct Lexicon {
    classes: WordMap<Classes>,
    stances: WordMap<Stance>,
    abbreviations: WordMap<bool>,
    /// Names of several words, by the joined hashes of their words.
    phrases: WordMap<Classes>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

impl Lexicon {
    fn load() -> Self {
        let mut lexicon = Self {
            classes: WordMap::default(),
            stances: WordMap::default(),
            abbreviations: WordMap::default(),
            phrases: WordMap::default(),
        };
        lexicon.read(include_str!("../lexicon/en.txt"), Class::English);
        lexicon.read(include_str!("../lexicon/es.txt"), Class::Spanish);
        lexicon.read_names(include_str!("../lexicon/names.txt"));
        lexicon.read_cues(include_str!("../lexicon/cues-en.txt"), inflect::english);
        lexicon.read_cues(include_str!("../lexicon/cues-es.txt"), inflect::spanish);
        lexicon
    }

    fn add(&mut self, word: &str, classes: Classes) {
        self.classes.entry(hash_word(word).whole).or_default().0 |= classes.0;
    }

    /// Reads lines `class [class...]: word word ...`.
    fn read(&mut self, list: &str, language: Class) {
        let function_words =
            ["article", "preposition", "subject", "that", "auxiliary", "conjunction", "subordinator"];
        for (head, words) in entries(list) {
            let mut classes = classes_of(head);
            if head.split(' ').any(|name| function_words.contains(&name)) {
                classes = classes.with(language);
            }
            for word in words.split_whitespace() {
                if head.starts_with("abbreviation") {
                    self.abbreviations.insert(hash_word(word).whole, head.ends_with("ending"));
                } else {
                    self.add(word, classes);
                }
                if head.contains("honorific") {
                    // With its full stop it is another token.
                    self.add(&format!("{word}."), classes);
                }
            }
        }
    }

    /// The same, each name also without its accents.
    fn read_names(&mut self, list: &str) {
        for (head, words) in entries(list) {
            let classes = classes_of(head);
            for name in words.split_whitespace() {
                for name in [name, plain(name).as_str()] {
                    if name.contains('_') {
                        self.phrases
                            .entry(phrase(name.split('_').map(|word| hash_word(word).whole)))
                            .or_default()
                            .0 |= classes.0;
                    } else {
                        self.add(name, classes);
                    }
                }
            }
        }
    }

    /// Reads lines `stance [speech|opinion]: infinitive[=form,form] ...`.
    fn read_cues(&mut self, list: &str, inflect: fn(&str) -> Vec<(String, Classes)>) {
        for (head, verbs) in entries(list) {
            let mut names = head.split(' ');
            let stance =
                names.next().and_then(Stance::from_code).expect("the lists in lexicon/ name stances");
            let more = names.fold(Classes::default(), |set, name| Classes(set.0 | classes_of(name).0));
            for verb in verbs.split_whitespace() {
                for (form, classes) in inflect(verb) {
                    let key = hash_word(&form).whole;
                    self.stances.entry(key).or_insert(stance);
                    self.add(&form, Classes(classes.0 | more.0).with(Class::Cue));
                }
            }
        }
    }
}

fn entries(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": "))
}

fn classes_of(head: &str) -> Classes {
    let bit = |name: &str| Class::NAMES.iter().find(|(_, known)| *known == name).map(|(class, _)| *class);
    head.split(' ').filter_map(bit).fold(Classes::default(), Classes::with)
}

fn phrase(words: impl Iterator<Item = u32>) -> u32 {
    words.fold(SEED, |hash, word| finish(hash.rotate_left(9) ^ word))
}

/// The most words that a name of the lists has.
pub const LONGEST_PHRASE: usize = 4;

/// What the lists know of a name of several words, given by their hashes.
#[must_use]
pub fn phrase_classes(words: impl Iterator<Item = u32>) -> Classes {
    LEXICON.phrases.get(&phrase(words)).copied().unwrap_or_default()
}

/// What the lists know of the word with this hash.
#[must_use]
pub fn classes(word: u32) -> Classes {
    LEXICON.classes.get(&word).copied().unwrap_or_default()
}

/// The stance of a cue verb's form.
#[must_use]
pub fn stance(word: u32) -> Option<Stance> {
    LEXICON.stances.get(&word).copied()
}

/// Whether a full stop after this word belongs to it.
#[must_use]
pub fn is_abbreviation(word: &str) -> bool {
    LEXICON.abbreviations.contains_key(&hash_word(word).whole)
}

/// Whether a sentence may end with this abbreviation (given without its full stop).
#[must_use]
pub fn may_end(abbreviation: &str) -> bool {
    LEXICON.abbreviations.get(&hash_word(abbreviation).whole).copied().unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_name() {
        for (at, (class, name)) in Class::NAMES.iter().enumerate() {
            assert_eq!(*class as usize, at, "{name}");
        }
    }

    #[test]
    fn words_and_their_classes() {
        let check = |word: &str, class: Class| assert!(classes(hash_word(word).whole).has(class), "{word}");
        check("said", Class::Cue);
        check("Dijo", Class::Past);
        check("según", Class::Accord);
        check("president", Class::Role);
        check("vocera", Class::Feminine);
        check("que", Class::That);
        check("denying", Class::Gerund);
        assert_eq!(stance(hash_word("denied").whole), Some(Stance::Denies));
        assert_eq!(stance(hash_word("prometió").whole), Some(Stance::Promises));
        assert!(is_abbreviation("Sra") && is_abbreviation("Gov") && !is_abbreviation("said"));
        assert_eq!(hash_word("DIJO"), hash_word("dijo"));
        assert_ne!(hash_word("dijo").whole, hash_word("dija").whole);
    }
}
