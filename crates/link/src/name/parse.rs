//! From written names to parts with roles. Keeps several readings where the writing does not settle the roles, and never
//! drops a part without counting it.

use crate::fold::fold;
use crate::frequency::{given_rather_than_surname, published};

/// The most parts of a name that are compared; further ones are counted in [`ParsedName::left_out`].
pub const MOST_PARTS: usize = 12;
/// The most readings of a name that are kept.
const MOST_READINGS: usize = 3;
/// A reading this many times (log2) less likely than the best is dropped.
const UNLIKELY: f32 = 7.0;

const PARTICLES: [&str; 35] = [
    "de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "das", "di", "du", "le", "van",
    "von", "der", "den", "zu", "of", "the", "al", "bin", "ben", "ibn", "bint", "binti", "ould", "uld", "av",
    "af", "und", "ud", "ul",
];
/// "Son of": what follows is the father's name, unless it is the last part.
const SON_OF: [&str; 7] = ["bin", "ben", "ibn", "bint", "binti", "ould", "uld"];
const GLUED: [&str; 6] = ["dela", "delas", "delos", "del", "de", "la"];
const TITLES: [&str; 46] = [
    "sr",
    "sra",
    "srta",
    "senor",
    "senora",
    "don",
    "dona",
    "dr",
    "dra",
    "lic",
    "licda",
    "ing",
    "prof",
    "profa",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "lord",
    "lady",
    "dame",
    "fray",
    "sor",
    "padre",
    "rev",
    "baron",
    "baroness",
    "earl",
    "duke",
    "duchess",
    "viscount",
    "viscountess",
    "marquess",
    "count",
    "countess",
    "baronet",
    "shaikh",
    "sheikh",
    "haji",
    "hon",
    "capt",
    "col",
    "gen",
    "sgt",
    "president",
];
const SUFFIXES: [&str; 12] =
    ["jr", "junior", "sr", "ii", "iii", "iv", "hijo", "padre", "bt", "esq", "phd", "md"];
const ALIAS_WORDS: [&str; 8] =
    ["alias", "aka", "a.k.a.", "a.k.a", "apodado", "apodada", "conocido", "conocida"];
/// What stands between such a word and the other name, or before the word.
const ALIAS_FILLERS: [&str; 6] = ["como", "por", "as", "tambien", "also", "known"];

/// A name as its columns give it, whole or in parts; what is absent is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NameForm<'a> {
    /// The whole name in one text.
    pub full: &'a str,
    /// Given names.
    pub given: &'a str,
    /// Both surnames in one text.
    pub surnames: &'a str,
    /// The first (paternal) surname.
    pub first: &'a str,
    /// The second (maternal) surname.
    pub second: &'a str,
}

/// One way to give a name's parts their roles: bit n is part n.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Given names.
    pub given: u16,
    /// First (paternal) surname.
    pub first: u16,
    /// Second (maternal) surname.
    pub second: u16,
    /// Husband's name after "de", father's after "bin", middle parts of compounds: may be omitted, not contradicted.
    pub other: u16,
    /// log2 of how likely this reading is, the best being 0.
    pub log2: f32,
}

/// A name in parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParsedName {
    /// The parts that are compared, folded, in the order written: no particles, titles or suffixes.
    pub parts: Vec<String>,
    /// The ways to read it, the likeliest first; none when there is no part.
    pub readings: Vec<Reading>,
    /// Suffixes such as "jr" or "hijo", folded.
    pub suffixes: Vec<String>,
    /// Other names given with it ("alias El Chino", quotes), folded.
    pub aliases: Vec<String>,
    /// How many parts came after the last one that is compared.
    pub left_out: usize,
    /// Which parts follow "bin" and the like.
    fathers: u16,
}

impl ParsedName {
    /// Reads a name. Separate columns win over the whole name, which is then ignored.
    #[must_use]
    pub fn read(form: &NameForm<'_>) -> Self {
        let mut name = Self::default();
        let surnames = [form.surnames, form.first, form.second];
        if form.given.trim().is_empty() && surnames.iter().all(|it| it.trim().is_empty()) {
            name.read_full(form.full);
        } else {
            name.read_columns(form);
        }
        name
    }

    fn read_columns(&mut self, form: &NameForm<'_>) {
        let given = self.take_parts(form.given);
        let first = self.take_parts(form.first);
        let second = self.take_parts(form.second);
        let both = self.take_parts(form.surnames);
        let married = begins_as_married(form.second) && !self.is_of_a_man();
        let (mut first, mut second, mut other) = if first == 0 && both != 0 {
            let (first, middle, last) = split_surnames(both);
            (first, last | second, middle)
        } else {
            (first, second | both, 0)
        };
        if second == 0 && first.count_ones() > 1 {
            let (one, middle, last) = split_surnames(first);
            (first, other, second) = (one, middle, last);
        }
        self.readings.push(Reading { given, first, second, other, log2: 0.0 });
        if married {
            self.readings.push(Reading { given, first, second: 0, other: other | second, log2: -1.0 });
        }
        if self.parts.is_empty() {
            self.readings.clear();
        }
    }

    fn read_full(&mut self, text: &str) {
        let text = self.take_aliases(text);
        let (left, right) = match text.split_once(',') {
            Some((left, right)) => (left, right),
            None => (text.as_str(), ""),
        };
        let hint = has_lowercase(&text);
        let start = self.parts.len();
        let left_parts = self.take_parts(left);
        let after = fold(right);
        let title_first = after
            .split_whitespace()
            .next()
            .is_some_and(|it| is_ordinal(it) || TITLES.contains(&it) || it == "of");
        let right_parts = self.take_parts(right);
        let married = last_is_married(left) && !self.is_of_a_man();
        let all = left_parts | right_parts;
        // "Salman bin Muhammad" is not "Muhammad bin Salman".
        let last = if left_parts != 0 && !title_first { left_parts } else { all };
        let fathers = self.fathers & !(1 << (15 - last.leading_zeros().min(15)));
        let leanings: Vec<f32> = (start..self.parts.len())
            .map(|at| {
                given_rather_than_surname(&self.parts[at]) + capitals_lean(&text, &self.parts[at], hint)
            })
            .collect();
        let cost = |given: u16, surnames: u16| -> f32 {
            let one = |(at, lean): (usize, &f32)| match (given >> at & 1, surnames >> at & 1) {
                (1, _) => -(1.0 + (-lean).exp2()).log2(),
                (_, 1) => -(1.0 + lean.exp2()).log2(),
                _ => 0.0,
            };
            leanings.iter().enumerate().map(one).sum()
        };
        let mut readings = Vec::new();
        let mut add = |given: u16, surnames: u16, prior: f32| {
            let log2 = prior + cost(given, surnames);
            let kept = |of: u16| if of & !fathers == 0 { of } else { of & !fathers };
            let (own, surnames) = (kept(given), kept(surnames));
            let (first, middle, second) = split_surnames(surnames);
            let other = middle | (fathers & !own & !surnames);
            let reading = Reading { given: own, first, second, other, log2 };
            // Both masks may differ by a father's name only.
            let same = |it: &Reading| (it.given, it.first, it.second) == (own, first, second);
            if readings.iter().any(same) {
                return;
            }
            readings.push(reading);
            if married && second != 0 && second > given {
                readings.push(Reading { second: 0, other: other | second, log2: log2 - 1.0, ..reading });
            }
        };
        if right_parts != 0 && left_parts != 0 && !title_first {
            add(right_parts, left_parts, 4.0);
        }
        let count = all.count_ones();
        if count == 1 {
            add(all, 0, -1.0);
            add(0, all, 0.0);
        }
        let prior = if right_parts != 0 && !title_first { -4.0 } else { 0.0 };
        for surnames in 1..count {
            let head = (1_u16 << (count - surnames)) - 1;
            let usual = match (surnames, count) {
                (1, _) | (2, 3..) => 0.0,
                (_, 5..) => -2.0,
                _ => -4.0,
            };
            add(head, all & !head, prior + usual);
            let tail = (1_u16 << surnames) - 1;
            add(all & !tail, tail, prior + usual - 5.0);
        }
        readings.sort_by(|a, b| b.log2.total_cmp(&a.log2));
        let best = readings.first().map_or(0.0, |it| it.log2);
        readings.retain(|it| it.log2 > best - UNLIKELY);
        readings.truncate(MOST_READINGS);
        for reading in &mut readings {
            reading.log2 -= best;
        }
        self.readings = readings;
    }

    /// Adds the parts of a text and says which they are.
    fn take_parts(&mut self, text: &str) -> u16 {
        let folded = fold(text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut kept = 0_u16;
        let plain = |it: &&str| !PARTICLES.contains(it) && !is_ordinal(it);
        let real = words.iter().filter(|it| plain(it) && !TITLES.contains(*it)).count();
        for (at, &word) in words.iter().enumerate() {
            let last = at + 1 == words.len();
            if !plain(&word) && (real > 0 || words.len() > 1) {
                continue;
            }
            if SUFFIXES.contains(&word) && at > 0 && last {
                self.suffixes.push(word.to_owned());
                continue;
            }
            let titled = at == 0
                || words.get(at + 1).is_some_and(|it| PARTICLES.contains(it))
                || is_ordinal(words[at - 1]);
            if TITLES.contains(&word) && titled && real > 0 && words.len() > 1 {
                continue;
            }
            if self.parts.len() == MOST_PARTS {
                self.left_out += 1;
                continue;
            }
            kept |= 1 << self.parts.len();
            if at > 0 && SON_OF.contains(&words[at - 1]) && !self.parts.is_empty() {
                self.fathers |= 1 << self.parts.len();
            }
            self.parts.push(unglue(word).to_owned());
        }
        kept
    }

    /// Whether some part is a given name that hardly a woman bears: he has no husband's name.
    fn is_of_a_man(&self) -> bool {
        let male = |it: &String| {
            given_rather_than_surname(it) > 3.0
                && published(it).and_then(|it| it.male).is_some_and(|share| share > 0.95)
        };
        self.parts.iter().any(male)
    }

    /// Cuts other names out of the text: in quotes, or after "alias".
    fn take_aliases(&mut self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut quoted: Option<String> = None;
        for letter in text.chars() {
            match (&mut quoted, letter) {
                (Some(inside), '"' | '”' | '»' | ')') => {
                    let inside = fold(inside);
                    let plain: Vec<&str> =
                        inside.split_whitespace().filter(|it| !ALIAS_WORDS.contains(it)).collect();
                    self.aliases.push(plain.join(" "));
                    quoted = None;
                    rest.push(' ');
                }
                (Some(inside), letter) => inside.push(letter),
                (None, '"' | '“' | '«' | '(') => quoted = Some(String::new()),
                (None, letter) => rest.push(letter),
            }
        }
        // An opening mark without its end is only a mark.
        if let Some(inside) = quoted {
            rest.push(' ');
            rest.push_str(&inside);
        }
        for word in ALIAS_WORDS {
            let Some(at) = find_word(&rest, word) else { continue };
            let alias = fold(&rest[at + word.len()..]);
            let words = alias.split_whitespace().skip_while(|it| ALIAS_FILLERS.contains(it));
            self.aliases.push(words.collect::<Vec<_>>().join(" "));
            rest.truncate(at);
            let kept = rest.trim_end();
            let last = kept.rfind(char::is_whitespace).map_or(0, |it| it + 1);
            if last > 0 && ALIAS_FILLERS.contains(&fold(&kept[last..]).trim()) {
                rest.truncate(last);
            }
        }
        self.aliases.retain(|it| !it.is_empty());
        rest
    }
}

/// Where an ASCII word stands as a word of its own in the text, whatever its case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let edge = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
    lower.match_indices(word).map(|(at, _)| at).find(|&at| {
        at > 0 && edge(lower[..at].chars().next_back()) && edge(lower[at + word.len()..].chars().next())
    })
}

/// First, middle and last of a run of surnames.
fn split_surnames(mask: u16) -> (u16, u16, u16) {
    if mask.count_ones() < 2 {
        return (mask, 0, 0);
    }
    let first = 1 << mask.trailing_zeros();
    let last = 1 << (15 - mask.leading_zeros());
    (first, mask & !first & !last, last)
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th" | "o" | "a")
}

/// "delacruz" is "cruz", since that is a common surname and the whole is a rare one.
fn unglue(word: &str) -> &str {
    const COMMON: f64 = 2e-4;
    let share = |it: &str| published(it).map_or(0.0, |it| it.surname(&[1.0 / 16.0; 16]));
    let rests = GLUED.iter().filter_map(|it| word.strip_prefix(it)).filter(|it| it.len() >= 3);
    let mut common = rests.filter(|it| share(it) > COMMON.max(20.0 * share(word)));
    common.next().unwrap_or(word)
}

/// "de Pérez", but not "de la Cruz": a husband's name, perhaps.
fn begins_as_married(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split_whitespace();
    words.next() == Some("de") && words.next().is_some_and(|it| !PARTICLES.contains(&it))
}

fn last_is_married(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.len() >= 3 && words[words.len() - 2] == "de"
}

fn has_lowercase(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// "Juan PÉREZ": capitals among others mark a surname.
fn capitals_lean(text: &str, part: &str, mixed: bool) -> f32 {
    if !mixed || part.len() < 2 {
        return 0.0;
    }
    let written =
        text.split(|it: char| !it.is_alphanumeric()).find(|it| it.len() >= part.len() && fold(it) == part);
    if written.is_some_and(|it| !has_lowercase(it) && it.chars().any(char::is_uppercase)) {
        -6.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(full: &str, given: &str, first: &str, second: &str) {
        let name = ParsedName::read(&NameForm { full, ..NameForm::default() });
        let reading = name.readings.first().expect("a reading");
        let text = |mask: u16| {
            let parts = name.parts.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            parts.map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(" ")
        };
        let read = (text(reading.given), text(reading.first), text(reading.second));
        assert_eq!(read, (given.into(), first.into(), second.into()), "{full} {name:?}");
    }

    #[test]
    fn roles() {
        check("PÉREZ GÓMEZ, Juan José", "juan jose", "perez", "gomez");
        check("Juan José Pérez Gómez", "juan jose", "perez", "gomez");
        check("RODRIGUEZ FLORES ANGEL", "angel", "rodriguez", "flores");
        check("María de los Ángeles de la Cruz Rivas", "maria angeles", "cruz", "rivas");
        check("Ana Delacruz Rivas", "ana", "cruz", "rivas");
        check("Robert Allen", "robert", "allen", "");
        check("John Paul Smith", "john paul", "smith", "");
        check("Carlos MENJÍVAR", "carlos", "menjivar", "");
        check("Dr. Óscar Arnulfo Romero", "oscar arnulfo", "romero", "");
        check("Menjívar", "", "menjivar", "");
    }

    #[test]
    fn what_is_beside_the_name() {
        fn read(full: &str) -> ParsedName {
            ParsedName::read(&NameForm { full, ..NameForm::default() })
        }
        let name = read("Juan Pérez (a) \"El Chino\"");
        assert_eq!((name.parts.len(), name.aliases), (2, vec!["a".to_owned(), "el chino".to_owned()]));
        assert_eq!(read("Juan Pérez, alias Chepe").aliases, ["chepe"]);
        for written in
            ["Juan Pérez, también conocido como Chepe", "Juan Pérez a.k.a. Chepe", "Juan Pérez (aka Chepe)"]
        {
            assert_eq!(
                (read(written).parts.len(), read(written).aliases),
                (2, vec!["chepe".to_owned()]),
                "{written}"
            );
        }
        assert_eq!(read("Juan Pérez hijo").suffixes, ["hijo"]);
        assert_eq!(read(&"Ana ".repeat(2_500)).left_out, 2_500 - MOST_PARTS);
        assert!(read("  ,, -").readings.is_empty());
    }

    #[test]
    fn a_husbands_name_is_one_reading() {
        let form = NameForm { given: "Ana", first: "Rivas", second: "de Pérez", ..NameForm::default() };
        let name = ParsedName::read(&form);
        assert_eq!(name.readings.len(), 2);
        assert_eq!((name.readings[1].second, name.readings[1].other), (0, 0b100));
    }

    #[test]
    fn a_fathers_name() {
        check("Salman bin Yusuf al-Rawi", "salman", "rawi", "");
        check("Osama bin Laden", "osama", "laden", "");
        check("Ana Rivas de Pérez", "ana", "rivas", "perez");
        let man = ParsedName::read(&NameForm { full: "Juan Carlos Rivas de Pérez", ..NameForm::default() });
        assert!(man.readings.iter().all(|it| it.other == 0), "a man has no husband's name: {man:?}");
    }

    #[test]
    fn both_surnames_in_one_column() {
        let form = NameForm { given: "Ana", first: "Rivas Pérez", ..NameForm::default() };
        let reading = ParsedName::read(&form).readings[0];
        assert_eq!((reading.given, reading.first, reading.second), (0b1, 0b10, 0b100));
    }
}
