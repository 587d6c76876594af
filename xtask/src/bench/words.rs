//! Invented prose in Spanish and English: common small words among made-up ones, by chance that is the same each time.

/// A word that stands at the end of every document and nowhere else: who finds it has read to the end.
pub const LAST_WORD: &str = "zafirofinal";

/// How many made-up words a language has; prose of this length has about as many.
const VOCABULARY: usize = 20_000;

const SPANISH: Language = Language {
    small: &[
        "de", "la", "que", "el", "en", "y", "a", "los", "del", "se", "las", "por", "un", "para", "con", "no",
        "una", "su", "al", "lo", "como", "más", "pero", "sus", "ya", "según", "también", "fue", "había",
        "después", "sin", "sobre", "ayer", "entre", "cuando", "dijo", "está",
    ],
    begin: &[
        "ca", "mon", "de", "per", "sa", "go", "tri", "lu", "ña", "ce", "vi", "bra", "fo", "hi", "ma", "que",
        "re",
    ],
    middle: &["ra", "li", "to", "ne", "ma", "cu", "dá", "ri", "le", "go", "ni", "ta"],
    end: &["ción", "dor", "les", "ía", "mente", "do", "na", "ros", "tó", "ña", "dad", "vez", "ron"],
};

const ENGLISH: Language = Language {
    small: &[
        "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "he",
        "be", "at", "by", "had", "they", "from", "their", "which", "she", "were", "been", "said", "not",
        "after", "when", "more", "about", "into", "than", "who",
    ],
    begin: &[
        "stra", "cor", "be", "lin", "mo", "thra", "de", "wa", "fi", "gre", "pla", "sho", "con", "un", "ha",
        "ki",
    ],
    middle: &["ver", "la", "ti", "mo", "ber", "ni", "lo", "sta", "ga", "ri", "de"],
    end: &["ing", "er", "ed", "ment", "ton", "ly", "ness", "ock", "al", "ers", "ance", "y", "th"],
};

struct Language {
    small: &'static [&'static str],
    begin: &'static [&'static str],
    middle: &'static [&'static str],
    end: &'static [&'static str],
}

/// Numbers that look like chance and are the same for the same seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The numbers that follow from `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // The remainder of a 64-bit number by so small a limit favours no number noticeably.
        (self.next() % limit as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Writes prose; half of the writers write Spanish.
#[derive(Debug)]
pub struct Writer<'a> {
    chance: Chance,
    spanish: bool,
    lexicon: &'a Lexicon,
}

/// The made-up words of both languages, from common to rare.
#[derive(Debug)]
pub struct Lexicon {
    spanish: Vec<String>,
    english: Vec<String>,
}

impl Lexicon {
    /// Makes the words up, the same each time.
    pub fn new() -> Self {
        let words = |language: &Language, seed| {
            let mut chance = Chance::new(seed);
            (0..VOCABULARY).map(|_| made_up(language, &mut chance)).collect()
        };
        Self { spanish: words(&SPANISH, 1), english: words(&ENGLISH, 2) }
    }

    /// A writer of the document with this number.
    pub const fn writer(&self, document: u64) -> Writer<'_> {
        Writer {
            chance: Chance::new(document.wrapping_mul(0x5851_F42D_4C95_7F2D)),
            spanish: document.is_multiple_of(2),
            lexicon: self,
        }
    }
}

fn made_up(language: &Language, chance: &mut Chance) -> String {
    let mut word = chance.pick(language.begin).to_owned();
    for _ in 0..chance.below(3) {
        word.push_str(chance.pick(language.middle));
    }
    word.push_str(chance.pick(language.end));
    word
}

impl Writer<'_> {
    /// The language's code.
    pub const fn language(&self) -> &'static str {
        if self.spanish { "es" } else { "en" }
    }

    /// What decides by chance for this writer.
    pub fn below(&mut self, limit: usize) -> usize {
        self.chance.below(limit)
    }

    /// A made-up word; a few are frequent and most are rare, as in real prose.
    pub fn word(&mut self) -> &str {
        let words = if self.spanish { &self.lexicon.spanish } else { &self.lexicon.english };
        let share = self.chance.below(1 << 20) as f64 / f64::from(1 << 20);
        &words[((share * share * share) * words.len() as f64) as usize]
    }

    /// A made-up word, its frequency falling as its rank rises (Zipf's law).
    fn ranked(&mut self) -> &str {
        let words = if self.spanish { &self.lexicon.spanish } else { &self.lexicon.english };
        let share = self.chance.below(1 << 20) as f64 / f64::from(1 << 20);
        let rank = (words.len() as f64).powf(share) as usize - 1;
        &words[rank.min(words.len() - 1)]
    }

    /// A text of 200 to 400 words with a number that no other has.
    pub fn short(&mut self, number: u64) -> String {
        let small = if self.spanish { SPANISH.small } else { ENGLISH.small };
        let length = 200 + self.chance.below(201);
        let mut text = format!("{} {number:06}\n\n", self.name());
        let mut begins = true;
        for at in 0..length {
            let word = match self.chance.below(16) {
                0..=6 => self.chance.pick(small).to_owned(),
                7 => self.name(),
                8 if self.chance.below(8) == 0 => (1 + self.chance.below(4000)).to_string(),
                _ => self.ranked().to_owned(),
            };
            text.push_str(&if begins { capital(&word) } else { word });
            begins = self.chance.below(14) == 0;
            text.push_str(match (begins, at % 80) {
                (true, _) => ". ",
                (_, 79) => ".\n\n",
                _ => " ",
            });
        }
        text + LAST_WORD + ".\n"
    }

    /// A name: two made-up words with capitals.
    pub fn name(&mut self) -> String {
        let (given, family) = (capital(self.word()), capital(self.word()));
        format!("{given} {family}")
    }

    /// A sentence of 8 to 19 words.
    pub fn sentence(&mut self) -> String {
        let small = if self.spanish { SPANISH.small } else { ENGLISH.small };
        let mut sentence = String::new();
        let length = 8 + self.chance.below(12);
        for at in 0..length {
            let word = match self.chance.below(16) {
                0..=7 => self.chance.pick(small).to_owned(),
                8 => self.name(),
                9 => (1 + self.chance.below(400)).to_string(),
                _ => self.word().to_owned(),
            };
            if at == 0 {
                sentence.push_str(&capital(&word));
            } else {
                sentence.push_str(if self.chance.below(12) == 0 { ", " } else { " " });
                sentence.push_str(&word);
            }
        }
        sentence + "."
    }

    /// A paragraph of 3 to 6 sentences, without a line break.
    pub fn paragraph(&mut self) -> String {
        let length = 3 + self.chance.below(4);
        (0..length).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Breaks `text` into lines of at most `width` characters where words allow it.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count();
        match lines.last_mut().filter(|_| length + 1 + more <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
                length += 1 + more;
            }
            None => {
                lines.push(word.to_owned());
                length = more;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_prose_each_time() {
        let prose = |document| Lexicon::new().writer(document).paragraph();
        assert_eq!(prose(7), prose(7));
        assert_ne!(prose(7), prose(9));
        assert!(!prose(7).contains(LAST_WORD));
    }

    #[test]
    fn chance_is_splitmix64() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut chance = Chance::new(1_234_567);
        assert_eq!([chance.next(), chance.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn lines_keep_to_the_width() {
        assert_eq!(lines("a bb ccc dddd", 5), ["a bb", "ccc", "dddd"]);
        assert_eq!(lines("ñandúes a", 3), ["ñandúes", "a"]);
        assert!(lines("", 5).is_empty());
    }
}
