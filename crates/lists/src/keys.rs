//! What two lists are compared by to see whether one is a copy of the other: hashes that are equal for values written
//! alike, whatever their order of words, accents and what recognition takes for one another. Never says that two records
//! are one person.

use crate::shape::document;
use crate::text::fold;

/// A hash of a name; `None` when it has no letter.
#[must_use]
pub fn name_key(name: &str) -> Option<u64> {
    let folded: String = fold(name)
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'l' => 'i',
            '5' => 's',
            '8' => 'b',
            other => other,
        })
        .collect();
    let mut words: Vec<&str> = folded.split(' ').filter(|word| word.len() > 1).collect();
    words.sort_unstable();
    // A list may have the name whole and in parts; words that come twice would also skew samples by this hash.
    words.dedup();
    words.iter().any(|word| word.chars().any(char::is_alphabetic)).then(|| hash(words.join(" ").as_bytes()))
}

/// A hash of a document's number; `None` when it is none.
#[must_use]
pub fn document_key(text: &str) -> Option<u64> {
    document(text).map(|digits| hash(digits.as_bytes()))
}

/// FNV-1a, 64 bits: the same on every machine and in every version.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_with_errors_have_equal_keys() {
        assert_eq!(name_key("BELlSARIO OCANTO IGNACIO J"), name_key("Ignacio J. Belisario Ocanto"));
        assert_ne!(name_key("Yeison Tovar"), name_key("Yeiker Tovar"));
        assert_eq!(name_key("Ana Ruiz Paz Ana Ruiz Paz"), name_key("RUIZ PAZ, Ana"));
        assert_eq!(document_key("V63OSl727"), document_key("V-63.051.727"));
        assert_eq!((name_key("---"), document_key("sin datos")), (None, None));
    }
}
