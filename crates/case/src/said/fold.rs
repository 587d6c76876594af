//! Names in a form in which they can be compared: small letters, no accents, one space between words. Decides nothing
//! about who is who: equal forms only mean that the names are written alike.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name's words in small letters, without accents and marks, one space between them.
pub(super) fn fold(name: &str) -> String {
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
}
