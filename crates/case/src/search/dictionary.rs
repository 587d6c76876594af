//! From a word of a query to the words of the case: all of its stem in English and Spanish, all that begin so, all
//! that differ by few letters. The index holds words as they are; what belongs together is found here, when asked.

use std::collections::BTreeSet;

use frostem::{Algorithm, Stemmer};
use tantivy::index::InvertedIndexReader;
use tantivy_fst::Automaton;

use super::errors::SearchError;

/// The words of the case that share a stem with `form`, by either language's rules, ascending; `form` among them
/// whether or not the case has it.
pub(super) fn related(form: &str, indexes: &[&InvertedIndexReader]) -> Result<Vec<String>, SearchError> {
    let stemmers = [Algorithm::Spanish, Algorithm::English].map(Stemmer::new);
    let stems = stemmers.map(|stemmer| stemmer.stem(form).into_owned());
    let mut starts: Vec<&str> = stems.iter().map(|stem| start_of(stem)).collect();
    // Of two starts, the one that the other begins with covers both.
    starts.sort_unstable();
    starts.dedup_by(|later, earlier| later.starts_with(*earlier));
    let mut candidates = BTreeSet::new();
    for start in starts {
        beginning(start, indexes, &mut candidates)?;
    }
    let mut forms: Vec<String> = candidates
        .into_iter()
        .filter(|word| stemmers.iter().zip(&stems).any(|(stemmer, stem)| stemmer.stem(word) == stem.as_str()))
        .collect();
    if let Err(at) = forms.binary_search_by(|other| other.as_str().cmp(form)) {
        forms.insert(at, form.to_owned());
    }
    Ok(forms)
}

/// What all words of a stem begin with: stemming takes endings away, and may change one letter before them (`cry`,
/// `cries`).
fn start_of(stem: &str) -> &str {
    let mut ends = stem.char_indices().rev().map(|(at, _)| at);
    match ends.next() {
        Some(last) if stem.chars().count() > 3 => &stem[..last],
        _ => stem,
    }
}

/// The words of the case that begin with `start`, ascending.
pub(super) fn prefixed(start: &str, indexes: &[&InvertedIndexReader]) -> Result<Vec<String>, SearchError> {
    let mut forms = BTreeSet::new();
    beginning(start, indexes, &mut forms)?;
    Ok(forms.into_iter().collect())
}

fn beginning(
    start: &str,
    indexes: &[&InvertedIndexReader],
    forms: &mut BTreeSet<String>,
) -> Result<(), SearchError> {
    for index in indexes {
        let mut stream = index.terms().range().ge(start).into_stream()?;
        while stream.advance() && stream.key().starts_with(start.as_bytes()) {
            keep(stream.key(), forms);
        }
    }
    Ok(())
}

/// The words of the case that differ from `form` by at most so many letters added, lost or changed, ascending.
pub(super) fn similar(
    form: &str,
    letters: u8,
    indexes: &[&InvertedIndexReader],
) -> Result<Vec<String>, SearchError> {
    let mut forms = BTreeSet::new();
    for index in indexes {
        let automaton = Edits { word: form.chars().collect(), most: letters };
        let mut stream = index.terms().search(automaton).into_stream()?;
        while stream.advance() {
            keep(stream.key(), &mut forms);
        }
    }
    Ok(forms.into_iter().collect())
}

/// In how many stretches a form stands.
pub(super) fn stretches(form: &str, indexes: &[&InvertedIndexReader]) -> Result<u64, SearchError> {
    let mut sum = 0;
    for index in indexes {
        sum += index.terms().get(form)?.map_or(0, |info| u64::from(info.doc_freq));
    }
    Ok(sum)
}

fn keep(key: &[u8], forms: &mut BTreeSet<String>) {
    if let Ok(form) = std::str::from_utf8(key)
        && !forms.contains(form)
    {
        forms.insert(form.to_owned());
    }
}

/// Accepts the words within so many edits of one word (Levenshtein 1966), letter by letter over the bytes of a
/// dictionary: a state is a row of the table of distances.
struct Edits {
    word: Vec<char>,
    most: u8,
}

/// A row, and the bytes of a letter that has not ended yet.
#[derive(Clone)]
struct Row {
    distances: Vec<u8>,
    letter: u32,
    missing: u8,
}

impl Automaton for Edits {
    type State = Row;

    fn start(&self) -> Row {
        let distances = (0..=self.word.len()).map(|at| u8::try_from(at).unwrap_or(u8::MAX)).collect();
        Row { distances, letter: 0, missing: 0 }
    }

    fn is_match(&self, row: &Row) -> bool {
        row.missing == 0 && row.distances.last().is_some_and(|distance| *distance <= self.most)
    }

    fn can_match(&self, row: &Row) -> bool {
        row.distances.iter().any(|distance| *distance <= self.most)
    }

    fn accept(&self, row: &Row, byte: u8) -> Row {
        let (letter, missing) = match byte {
            0x80..=0xbf => (row.letter << 6 | u32::from(byte & 0x3f), row.missing.saturating_sub(1)),
            0xc0..=0xdf => (u32::from(byte & 0x1f), 1),
            0xe0..=0xef => (u32::from(byte & 0x0f), 2),
            0xf0.. => (u32::from(byte & 0x07), 3),
            _ => (u32::from(byte), 0),
        };
        if missing > 0 {
            return Row { distances: row.distances.clone(), letter, missing };
        }
        let mut distances = Vec::with_capacity(row.distances.len());
        distances.push(row.distances[0].saturating_add(1));
        for (at, own) in self.word.iter().enumerate() {
            let changed = row.distances[at].saturating_add(u8::from(u32::from(*own) != letter));
            let added = row.distances[at + 1].saturating_add(1);
            let lost = distances[at].saturating_add(1);
            distances.push(changed.min(added).min(lost));
        }
        Row { distances, letter: 0, missing: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: &str, other: &str, most: u8) -> bool {
        let automaton = Edits { word: one.chars().collect(), most };
        let mut row = automaton.start();
        for byte in other.bytes() {
            if !automaton.can_match(&row) {
                return false;
            }
            row = automaton.accept(&row, byte);
        }
        automaton.is_match(&row)
    }

    #[test]
    fn edits_are_counted_in_letters() {
        for (one, other, edits) in [
            ("bukelle", "bukele", 1),
            ("bukele", "bukele", 0),
            ("garsia", "garcia", 1),
            ("中国", "中华国", 1),
            ("ordonez", "hordones", 2),
            ("", "ab", 2),
        ] {
            for most in 0..4 {
                assert_eq!(distance(one, other, most), edits <= most, "{one} {other} {most}");
                assert_eq!(distance(other, one, most), edits <= most, "{other} {one} {most}");
            }
        }
    }

    #[test]
    fn a_stems_start_begins_all_its_words() {
        for (stem, start) in [("deten", "dete"), ("cri", "cri"), ("ñandú", "ñand"), ("", "")] {
            assert_eq!(start_of(stem), start);
        }
    }
}
