//! Words that few write and that are one slip away from a word that many do: what their writers may have meant. Only brings
//! pairs together; never says that two words are the same.

use crate::candidates::RECORD_BITS;
use crate::hash::hash;
use crate::name::{Lexicon, Quality, WordId};
use crate::records::Records;

/// A word borne so often at most may be a slip of any that is as common.
const FEW: u32 = 3;
/// A commoner one may be a slip of a word so many times as common.
const TIMES: u32 = 12;
/// A word is looked up under so many others, the commonest.
const MOST_MEANT: usize = 3;
/// Of the words that share all letters but one, so many, the commonest, are what others may mean.
const MOST_MEANINGS: usize = 8;
const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;

/// For each word, what its writer may have meant.
#[derive(Debug, Clone, Default)]
pub struct Slips {
    /// Where each word's begin in `meant`.
    begins: Vec<u32>,
    meant: Vec<WordId>,
}

impl Slips {
    /// Finds the slips among the words of names.
    #[must_use]
    pub fn of(records: &Records) -> Self {
        let lexicon = &records.lexicon;
        let mut counts = vec![0_u32; lexicon.len()];
        for at in 0..records.len() as u32 {
            records.name(at).words.iter().for_each(|it| counts[it.0 as usize] += 1);
        }
        let mut found: Vec<(WordId, WordId)> = Vec::new();
        for alike in alike(lexicon).chunk_by_mut(|a, b| a.0 == b.0) {
            alike.sort_unstable_by_key(|it| (std::cmp::Reverse(counts[it.1.0 as usize]), it.1));
            for (at, &(_, slip)) in alike.iter().enumerate().skip(1) {
                let count = counts[slip.0 as usize];
                for &(_, meant) in &alike[..at.min(MOST_MEANINGS)] {
                    let rare = count <= FEW || count.saturating_mul(TIMES) <= counts[meant.0 as usize];
                    // What sounds alike meets without this.
                    let is_new = lexicon.glance(slip).skeleton() != lexicon.glance(meant).skeleton();
                    if rare && is_new && lexicon.quality(slip, meant) >= Quality::Typo {
                        found.push((slip, meant));
                    }
                }
            }
        }
        found.sort_unstable_by_key(|it| (it.0, std::cmp::Reverse(counts[it.1.0 as usize]), it.1));
        found.dedup();
        let mut slips = Self { begins: Vec::with_capacity(counts.len() + 1), meant: Vec::new() };
        let mut of_slip = found.chunk_by(|a, b| a.0 == b.0).peekable();
        for word in 0..counts.len() as u32 {
            slips.begins.push(slips.meant.len() as u32);
            if let Some(own) = of_slip.next_if(|it| it[0].0.0 == word) {
                slips.meant.extend(own.iter().take(MOST_MEANT).map(|it| it.1));
            }
        }
        slips.begins.push(slips.meant.len() as u32);
        slips
    }

    /// What the writer of a word may have meant, the commonest first.
    #[must_use]
    pub fn meant(&self, word: WordId) -> &[WordId] {
        let begin = |at: u32| self.begins[at as usize] as usize;
        &self.meant[begin(word.0)..begin(word.0 + 1)]
    }
}

/// Words under what they share: all letters but one, or how they look; ascending.
fn alike(lexicon: &Lexicon) -> Vec<(u64, WordId)> {
    let mut entries = Vec::new();
    for at in 0..lexicon.len() as u32 {
        let word = lexicon.word(WordId(at));
        if word.text.is_ascii() && LETTERS.contains(&word.text.len()) {
            let text = word.text.as_bytes();
            let mut keep = |key: u64| entries.push((key >> RECORD_BITS, WordId(at)));
            keep(hash(text));
            keep(word.look);
            super::keys::deletions(text, &mut keep);
        }
    }
    entries.sort_unstable();
    entries.dedup();
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{Column, ListId, Meaning, RecordId, Table};

    fn check(surname: &str, expected: &[&str]) {
        let mut column = Column::new(Meaning::FirstSurname, "surname");
        let common = ["salinas", "portillo", "martinez", "cuna", "luna"];
        let written = common.iter().flat_map(|it| [*it; 40]).chain([surname]);
        written.for_each(|it| column.push(it));
        let count = column.len();
        let table = Table {
            ids: (0..count as u64).map(RecordId).collect(),
            lists: vec![ListId(0); count],
            columns: vec![column],
        };
        let records = Records::read(&table).expect("well formed");
        let last = records.name(count as u32 - 1).words[0];
        let slips = Slips::of(&records);
        let text = |it: &WordId| records.lexicon.word(*it).text.to_string();
        assert_eq!(slips.meant(last).iter().map(text).collect::<Vec<_>>(), expected, "{surname}");
    }

    #[test]
    fn rare_words_mean_the_common_ones_beside_them() {
        check("stlinas", &["salinas"]);
        check("porwillo", &["portillo"]);
        check("rnartinez", &["martinez"]);
        // What sounds alike meets without this; names are no slips of each other; what is far is none.
        check("portiyo", &[]);
        check("luna", &[]);
        check("quintanilla", &[]);
    }
}
