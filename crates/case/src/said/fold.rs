//! Names in a form in which they can be compared: small letters, no accents, one space between words. Decides nothing
//! about who is who: equal forms only mean that the names are written alike.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name's words in small letters, without accents and marks, one space between them.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::new();
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The fewest letters of a word that says something by itself.
const LONG: usize = 5;

/// How many letters of a word are compared: enough to tell words apart, few enough to leave out most endings.
const STEM: usize = 6;

/// Long words that say nothing of what a sentence is about, folded, in both languages.
const EMPTY: [&str; 51] = [
    "about", "after", "again", "against", "among", "antes", "aquel", "aquella", "aunque", "because",
    "before", "being", "between", "could", "cuando", "desde", "despues", "donde", "durante", "entre",
    "estaba", "estaban", "estado", "estan", "estas", "estos", "fueron", "haber", "habia", "habian", "hacia",
    "hasta", "haya", "hayan", "hecho", "mientras", "mucho", "nunca", "otros", "porque", "sobre", "tambien",
    "their", "there", "these", "those", "through", "tiene", "todos", "which", "would",
];

/// The beginnings of a text's longer words, each once, in order of the alphabet: a rough measure of whether two texts
/// speak of the same thing.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    let folded = fold(text);
    let long = folded.split(' ').filter(|word| word.chars().count() >= LONG && !EMPTY.contains(word));
    let long = long.filter(|word| word.chars().all(char::is_alphabetic));
    let mut stems: Vec<String> = long.map(stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The beginning of a folded word.
pub(super) fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_whatever_their_case_accents_and_marks() {
        fn check(name: &str, expected: &str) {
            assert_eq!(fold(name), expected);
        }
        check("  Inés  Ordóñez-LUNA,", "ines ordonez luna");
        check("«O'Neil»", "o neil");
        check("—", "");
    }

    #[test]
    fn stems_are_what_texts_about_one_thing_share() {
        assert_eq!(stems("que los traslados se hayan hecho de noche"), ["noche", "trasla"]);
        assert_eq!(stems("Los trasladaron DE NOCHE, 252 de ellos"), ["ellos", "noche", "trasla"]);
        assert_eq!(stems("a la 12345"), Vec::<String>::new());
    }
}
