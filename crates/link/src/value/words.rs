//! A distinct folded value of a column with its words, ready to compare. Never holds the written form: the column has it.

use crate::hash::hash;
use crate::similar;

/// A folded value.
#[derive(Debug, Clone)]
pub struct Value {
    /// Folded, words separated by one space, parts by a comma.
    pub text: Box<str>,
    /// Hashes of its parts (between commas), ascending.
    pub parts: Box<[u64]>,
    /// Hashes of its words, ascending.
    pub words: Box<[u64]>,
    /// Which letters it has.
    pub letters: u64,
}

impl Value {
    /// Takes a folded text apart.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let sorted = |hashes: &mut Vec<u64>| {
            hashes.sort_unstable();
            hashes.dedup();
        };
        let mut parts: Vec<u64> =
            text.split(',').filter(|it| !it.is_empty()).map(|it| hash(it.as_bytes())).collect();
        sorted(&mut parts);
        let mut words: Vec<u64> =
            text.split([' ', ',']).filter(|it| !it.is_empty()).map(|it| hash(it.as_bytes())).collect();
        sorted(&mut words);
        Self {
            text: text.into(),
            parts: parts.into(),
            words: words.into(),
            letters: similar::letters(text.as_bytes()),
        }
    }
}

/// How many hashes two ascending runs share.
#[must_use]
pub fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}
